//! Source texts: files that the caller names, and files that these refer to.
//!
//! Invariants: at most [`MAX_SOURCE`] bytes are read of a file. Of referenced files only regular ones are read, which
//! is checked on the open file, and reading never blocks.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::path::Path;

use crate::failure::Failure;

/// The maximum size of a file in bytes: twice that of the largest known descriptions. A device may have no end.
pub(crate) const MAX_SOURCE: u64 = 128 << 20;

/// The reason that a file cannot be read as text.
#[derive(Debug)]
pub enum SourceError {
    /// The system call failed.
    Unreadable(io::Error),
    /// A folder.
    Folder,
    /// A device, a socket, or a pipe where none is allowed.
    Special,
    /// A file that exceeds the maximum size.
    TooLarge,
    /// A file that is not UTF-8 from this offset on.
    Binary(usize),
}

/// Reads the text of `what`, which the caller named: a description, an overlay, or a saved page. A pipe is read like a
/// file.
pub fn read_source(path: &Path, what: &str) -> Result<String, Failure> {
    let text = File::open(path).map_err(SourceError::Unreadable).and_then(|file| read_text(file, is_text_stream));
    text.map_err(|why| {
        let shown = path.display();
        let (message, help) = match &why {
            SourceError::Unreadable(error) => {
                (format!("cannot read the {what} `{shown}`: {error}"), String::from("pass the path of a readable file"))
            }
            SourceError::Binary(_) => (format!("the {what} `{shown}` {why}"), String::from("save it as UTF-8")),
            SourceError::Folder | SourceError::Special | SourceError::TooLarge => {
                (format!("`{shown}` {why}"), format!("pass the file of the {what}"))
            }
        };
        Failure::bad_input(message, help)
    })
}

/// Reads the text of a regular referenced file by its path without symbolic links.
pub fn read_named(path: &Path) -> Result<String, SourceError> {
    open_at_once(path).map_err(SourceError::Unreadable).and_then(|file| read_text(file, |_| false))
}

/// Formatted as the end of a sentence that starts with the name of the file.
impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "cannot be read: {error}"),
            Self::Folder => f.write_str("is a folder"),
            Self::Special => f.write_str("is not a regular file"),
            Self::TooLarge => write!(f, "is larger than {} MiB", MAX_SOURCE >> 20),
            Self::Binary(location) => write!(f, "is not UTF-8 text: see the byte at offset {location}"),
        }
    }
}

/// Opens a file without blocking on a pipe, and without following a link that replaced it.
fn open_at_once(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW | libc::O_NOCTTY);
    }
    options.open(path)
}

/// Other kinds of files that the caller may name: a pipe or a terminal.
fn is_text_stream(file: &File) -> bool {
    #[cfg(unix)]
    let is_pipe = {
        use std::os::unix::fs::FileTypeExt;
        file.metadata().is_ok_and(|found| found.file_type().is_fifo())
    };
    #[cfg(not(unix))]
    let is_pipe = false;
    is_pipe || file.is_terminal()
}

/// Reads an open file if its kind is allowed.
fn read_text(file: File, is_read: fn(&File) -> bool) -> Result<String, SourceError> {
    let found = file.metadata().map_err(SourceError::Unreadable)?;
    if found.is_dir() {
        return Err(SourceError::Folder);
    }
    if !found.is_file() && !is_read(&file) {
        return Err(SourceError::Special);
    }
    let mut bytes = Vec::new();
    bytes.reserve_exact(usize::try_from(found.len().min(MAX_SOURCE)).unwrap_or_default());
    file.take(MAX_SOURCE + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::IsADirectory => SourceError::Folder,
        _ => SourceError::Unreadable(error),
    })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_SOURCE) {
        return Err(SourceError::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| SourceError::Binary(error.utf8_error().valid_up_to()))
}
