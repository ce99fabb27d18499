//! A lock on an output folder: one run at a time.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::is_folder;
use crate::failure::Failure;

/// An exclusive lock on a folder. The system releases it when the process ends, and nothing is left in the folder.
#[derive(Debug)]
pub(crate) struct Lock {
    /// `None` if the folder or the system has no locks: runs are then not synchronized.
    _file: Option<File>,
}

impl Lock {
    /// Waits for the lock; `busy` is called if another run holds it.
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

    /// Locks a folder, which is created if it is missing.
    pub(crate) fn of_new(folder: &Path, busy: impl FnOnce()) -> Result<Self, Failure> {
        if !is_folder(folder)? {
            fs::create_dir_all(folder).map_err(|error| Failure::disk("create the folder", folder, &error))?;
        }
        Ok(Self::of(folder, busy))
    }
}
