//! One run at a time in an output folder.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::is_folder;
use crate::failure::Failure;

/// A folder that no other run looks at or changes. The system lets go of it with the process, however that ends, and
/// nothing is left in the folder.
#[derive(Debug)]
pub(crate) struct Lock {
    /// `None` where the folder, or the system, has no locks: then runs are on their own.
    _file: Option<File>,
}

impl Lock {
    /// Waits for the folder; `busy` is called if that takes a while.
    pub(crate) fn of(folder: &Path, busy: impl FnOnce()) -> Self {
        let file = File::open(folder).ok().filter(|file| match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => {
                busy();
                file.lock().is_ok()
            }
            Err(TryLockError::Error(_)) => false,
        });
        Self { _file: file }
    }

    /// The same, of a folder that is made if it is not there.
    pub(crate) fn of_new(folder: &Path, busy: impl FnOnce()) -> Result<Self, Failure> {
        if !is_folder(folder)? {
            fs::create_dir_all(folder).map_err(|error| Failure::disk("make the folder", folder, &error))?;
        }
        Ok(Self::of(folder, busy))
    }
}
