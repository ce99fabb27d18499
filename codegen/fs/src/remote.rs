//! Descriptions at URLs, with the feature `https`: each is locked by its digest in `bindery.lock`, beside
//! `bindery.toml`.
//!
//! The bytes of a locked description are in the folder `.bindery`, by digest. A run reads them there, and compares the
//! digest. It downloads a description only if the bytes are missing, if `--lock` asks for it, or if the command line
//! names a URL that the configuration does not.
//!
//! Invariants: no message and no generated file has a user, a password or a query of a URL. Bytes of another digest than
//! the locked one are never used.

mod copies;
#[cfg(feature = "https")]
mod download;
mod lock;
#[cfg(not(feature = "https"))]
mod no_download;
mod url;

use std::path::Path;

use crate::disk;
use crate::failure::Failure;

use copies::Copies;
#[cfg(feature = "https")]
use download::{digest, download};
use lock::{Locked, Lockfile};
#[cfg(not(feature = "https"))]
use no_download::{digest, download};

pub use url::Url;

/// The name of the lock file.
pub(crate) const LOCK: &str = "bindery.lock";

/// Reads the description at a URL: the locked one, or else one that the command line names.
pub(crate) fn read(url: &Url, root: &Path, is_configured: bool) -> Result<String, Failure> {
    let lockfile = Lockfile::read(root)?;
    let bytes = match lockfile.get(url) {
        Some(locked) => locked_bytes(url, locked, &Copies::of(root))?,
        None if is_configured => return Err(unlocked(url)),
        None => download(url)?,
    };
    disk::text_of_source(Path::new(url.name()), bytes, "description")
}

/// Locks the descriptions at URLs, and keeps their bytes: those that have no lock, or each `again`. The locks of URLs
/// that are none of `all` are removed. Returns what was locked, a sentence each.
pub(crate) fn lock(urls: &[Url], all: &[Url], root: &Path, again: bool) -> Result<Vec<String>, Failure> {
    let mut lockfile = Lockfile::read(root)?;
    let (copies, mut notes) = (Copies::of(root), Vec::new());
    for old in lockfile.retain(all) {
        copies.remove(&old.sha256, &lockfile)?;
    }
    for url in urls {
        let bytes = match lockfile.get(url).filter(|_| !again) {
            Some(locked) => locked_bytes(url, locked, &copies)?,
            None => download(url)?,
        };
        let locked = Locked { sha256: digest(&bytes), size: bytes.len() };
        copies.write(&locked.sha256, &bytes)?;
        match lockfile.set(url, locked.clone()) {
            Some(old) if old == locked && again => notes.push(format!("`{}` is unchanged", url.name())),
            Some(old) if old == locked => {}
            Some(old) => {
                copies.remove(&old.sha256, &lockfile)?;
                notes.push(format!("`{}` has changed, and is locked again", url.name()));
            }
            None => notes.push(format!("`{}` is locked by its SHA-256, {}", url.name(), locked.sha256)),
        }
    }
    lockfile.write(root)?;
    Ok(notes)
}

/// The bytes with the locked digest: the kept ones, or else downloaded ones.
fn locked_bytes(url: &Url, locked: &Locked, copies: &Copies) -> Result<Vec<u8>, Failure> {
    if let Some(bytes) = copies.read(&locked.sha256)? {
        let found = digest(&bytes);
        if found == locked.sha256 {
            return Ok(bytes);
        }
        let name = Copies::name(&locked.sha256);
        let message = format!("`{name}` is not the description that `{LOCK}` names: its SHA-256 is {found}");
        return Err(Failure::bad_input(message, "restore it from version control, or remove it to download it again"));
    }
    let bytes = download(url)?;
    let found = digest(&bytes);
    if found == locked.sha256 {
        return Ok(bytes);
    }
    let message = format!("`{}` has changed: its SHA-256 is {found}, and `{LOCK}` has {}", url.name(), locked.sha256);
    Err(Failure::bad_input(message, "run `bindery generate --lock` to accept the new description"))
}

/// The name of a description in messages: a path as it is, a URL without its query.
#[must_use]
pub fn shown_name(spec: &Path) -> String {
    match Url::of(spec) {
        Some(Ok(url)) => url.name().to_owned(),
        Some(Err(_)) => String::from("an invalid URL"),
        None => spec.display().to_string(),
    }
}

/// The failure of a command that does not lock.
fn unlocked(url: &Url) -> Failure {
    let message = format!("`{}` is not locked: `{LOCK}` has no digest of it", url.name());
    Failure::bad_input(message, "run `bindery generate`, which downloads and locks it")
}
