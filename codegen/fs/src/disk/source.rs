//! Sources: files that the caller names, standard input, and files that these refer to.
//!
//! Invariants: at most [`MAX_SOURCE`] bytes are read of a file, and as many result from gzip data. Of referenced files
//! only regular ones are read, which is checked on the open file, and reading never blocks.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::failure::Failure;
use crate::paths::is_standard_input;

/// The maximum size of a file in bytes: twice that of the largest known descriptions. A device may have no end.
pub(crate) const MAX_SOURCE: u64 = 128 << 20;

/// The first bytes of gzip data (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

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
    /// A file whose name ends in `.gz`, and whose bytes are no gzip data.
    NoGzip,
    /// Gzip data that cannot be decompressed.
    DamagedGzip(io::Error),
}

/// Reads the text of `what`, which the caller named: a description, an overlay, or a saved page. A pipe is read like a
/// file, and `-` is standard input. Gzip data is decompressed.
pub fn read_source(path: &Path, what: &str) -> Result<String, Failure> {
    let text = if is_standard_input(path) {
        bytes_of(io::stdin().lock()).and_then(|bytes| text_of(path, bytes))
    } else {
        File::open(path).map_err(SourceError::Unreadable).and_then(|file| read_text(path, file, is_text_stream))
    };
    text.map_err(|why| refused(path, what, &why))
}

/// The text of the bytes of `what`, which do not come from the disk, by their name. Gzip data is decompressed.
pub(crate) fn text_of_source(name: &Path, bytes: Vec<u8>, what: &str) -> Result<String, Failure> {
    text_of(name, bytes).map_err(|why| refused(name, what, &why))
}

/// The failure of reading `what`.
fn refused(path: &Path, what: &str, why: &SourceError) -> Failure {
    let shown = path.display();
    if let (SourceError::Unreadable(_), Some(url)) = (why, path.to_str().and_then(url_in)) {
        let help = "download it, or pass it on: `curl -fsSL URL | bindery generate -`";
        return Failure::bad_input(format!("`{url}` is a URL, and the {what} is a file"), help);
    }
    let (message, help) = match why {
        SourceError::Unreadable(error) => {
            (format!("cannot read the {what} `{shown}`: {error}"), String::from("pass the path of a readable file"))
        }
        SourceError::Binary(_) => (format!("the {what} `{shown}` {why}"), String::from("save it as UTF-8")),
        SourceError::NoGzip | SourceError::DamagedGzip(_) => {
            (format!("the {what} `{shown}` {why}"), String::from("compress it again, or pass it without compression"))
        }
        SourceError::Folder | SourceError::Special | SourceError::TooLarge => {
            (format!("`{shown}` {why}"), format!("pass the file of the {what}"))
        }
    };
    Failure::bad_input(message, help)
}

/// The URL in a path: the path itself, or the end of one that was taken for relative to a folder.
fn url_in(path: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| path.find(scheme).and_then(|start| path.get(start..)))
}

/// Reads the text of a regular referenced file by its path without symbolic links.
pub fn read_named(path: &Path) -> Result<String, SourceError> {
    open_at_once(path).map_err(SourceError::Unreadable).and_then(|file| read_text(path, file, |_| false))
}

/// Formatted as the end of a sentence that starts with the name of the file.
impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "cannot be read: {error}"),
            Self::Folder => f.write_str("is a folder"),
            Self::Special => f.write_str("is not a regular file"),
            Self::TooLarge => write!(f, "is larger than {} MiB", MAX_SOURCE >> 20),
            Self::NoGzip => f.write_str("has a name that ends in `.gz`, and is no gzip data"),
            Self::DamagedGzip(error) => write!(f, "is damaged gzip data: {error}"),
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
fn read_text(path: &Path, file: File, is_read: fn(&File) -> bool) -> Result<String, SourceError> {
    let found = file.metadata().map_err(SourceError::Unreadable)?;
    if found.is_dir() {
        return Err(SourceError::Folder);
    }
    if !found.is_file() && !is_read(&file) {
        return Err(SourceError::Special);
    }
    bytes_of(file).and_then(|bytes| text_of(path, bytes))
}

/// Reads all bytes, up to the maximum size.
fn bytes_of(source: impl Read) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::new();
    source.take(MAX_SOURCE + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::IsADirectory => SourceError::Folder,
        _ => SourceError::Unreadable(error),
    })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_SOURCE) {
        return Err(SourceError::TooLarge);
    }
    Ok(bytes)
}

/// The text of the bytes, decompressed if they are gzip data: these start with a byte that no text has.
fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, SourceError> {
    let is_named_gzip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    let bytes = match bytes.starts_with(&GZIP) {
        true => bytes_of(MultiGzDecoder::new(bytes.as_slice())).map_err(|error| match error {
            SourceError::Unreadable(error) => SourceError::DamagedGzip(error),
            other => other,
        })?,
        false if is_named_gzip => return Err(SourceError::NoGzip),
        false => bytes,
    };
    String::from_utf8(bytes).map_err(|error| SourceError::Binary(error.utf8_error().valid_up_to()))
}
