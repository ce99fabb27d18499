//! The list of the runtime's source files, so that a new file is emitted without being named.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

/// The source folder of the runtime, relative to this package.
const SOURCES: &str = "runtime/src";

/// The files and their folders that contract crates contain, the last two if they validate.
const EMITTED: [&str; 4] = ["runtime.rs", "runtime", "validate.rs", "validate"];

/// Writes `runtime_sources.rs`: an array of paths and contents, ordered by path.
fn main() -> io::Result<()> {
    let root = env::current_dir()?.join(SOURCES);
    let mut paths = Vec::new();
    for entry in EMITTED {
        println!("cargo::rerun-if-changed={SOURCES}/{entry}");
        collect(&root, entry, &mut paths)?;
    }
    paths.sort();
    let mut list = String::from("[\n");
    for path in paths {
        let file = root.join(&path);
        writeln!(list, "    ({path:?}, include_str!({:?})),", file.display().to_string()).map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("`OUT_DIR` is not set"))?;
    fs::write(Path::new(&folder).join("runtime_sources.rs"), list)
}

/// Collects the Rust files at or below `path`, which is relative to `root` and separated by `/`.
fn collect(root: &Path, path: &str, paths: &mut Vec<String>) -> io::Result<()> {
    let full = root.join(path);
    if !full.is_dir() {
        paths.extend(full.extension().is_some_and(|extension| extension == "rs").then(|| path.to_owned()));
        return Ok(());
    }
    for entry in fs::read_dir(full)? {
        let name = entry?.file_name();
        let name = name.to_str().ok_or_else(|| io::Error::other("a file name is not Unicode"))?;
        collect(root, &format!("{path}/{name}"), paths)?;
    }
    Ok(())
}
