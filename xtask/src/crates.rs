//! Generated crates on disk: one cargo workspace, in which dependencies are built once.

mod cargo;
pub(crate) mod child;
mod progress;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bindery_cli::{Failure, read_source};

use self::cargo::Cargo;
pub(crate) use self::cargo::Compiled;
pub(crate) use self::progress::Progress;
use crate::workspace::Workspace;

/// The driver of a crate: a program that uses it, built as an example of the crate.
#[derive(Clone, Debug)]
pub(crate) struct Driver {
    /// The end of its name.
    pub(crate) suffix: &'static str,
    pub(crate) text: String,
}

/// A function of drivers: the number of objects of a value with unknown members.
pub(crate) const UNKNOWN: &str = r"
fn unknown(view: &ValueRef<'_>) -> usize {
    match view {
        ValueRef::Array(list) => (0..list.len()).map(|index| unknown(&list.value_ref(index))).sum(),
        ValueRef::Map(map) => {
            let mut count = 0;
            map.visit(&mut |_, value| count += unknown(&value));
            count
        }
        value => {
            let Some(object) = value.object() else { return 0 };
            let mut count = 0;
            object.visit_members(|members, kept| {
                count = usize::from(!kept.is_empty()) + members.iter().map(|member| unknown(&member.value_ref())).sum::<usize>();
            });
            count
        }
    }
}
";

/// A folder with crates.
#[derive(Debug)]
pub(crate) struct Crates {
    root: PathBuf,
    packages: Vec<String>,
}

impl Crates {
    /// Prepares a folder with the lock file of this project, so that nothing has to be downloaded.
    pub(crate) fn at(root: &Path, workspace: &Workspace) -> Result<Self, Failure> {
        let root = std::path::absolute(root).map_err(|error| Failure::disk("find", root, &error))?;
        let lock = read_source(&workspace.root().join("Cargo.lock"), "lock file")?;
        write(&root.join("Cargo.lock"), &lock)?;
        Ok(Self { root, packages: Vec::new() })
    }

    /// The number of crates.
    pub(crate) fn len(&self) -> usize {
        self.packages.len()
    }

    /// Adds a crate, and its driver if it has one. Unchanged files are not written, since cargo
    /// would build them again.
    pub(crate) fn add(
        &mut self,
        package: &str,
        files: &BTreeMap<String, String>,
        driver: Option<&Driver>,
    ) -> Result<(), Failure> {
        let folder = self.root.join("crates").join(package);
        // The examples of all crates are built into one folder.
        let driver = driver.map(|Driver { suffix, text }| (format!("examples/{package}-{suffix}.rs"), text));
        let driver = driver.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let all: BTreeMap<PathBuf, &str> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .chain(driver)
            .map(|(path, text)| (folder.join(path), text))
            .collect();
        for stale in files_in(&folder)?.iter().filter(|path| !all.contains_key(*path)) {
            fs::remove_file(stale).map_err(|error| Failure::disk("remove", stale, &error))?;
        }
        for (path, text) in all {
            write(&path, text)?;
        }
        self.packages.push(package.to_owned());
        Ok(())
    }

    /// Lints every crate with these features, and returns the results by crate.
    pub(crate) fn lint(&self, features: &str, progress: &Progress) -> Result<BTreeMap<String, Compiled>, Failure> {
        let words = ["clippy", "--workspace", "--keep-going", "--features", features];
        self.cargo(&words, progress)
    }

    /// Builds the drivers with these features, and returns the results by crate.
    pub(crate) fn build_drivers(
        &self,
        features: &str,
        progress: &Progress,
    ) -> Result<BTreeMap<String, Compiled>, Failure> {
        let words = ["build", "--workspace", "--examples", "--keep-going", "--no-default-features"];
        self.cargo(&[&words[..], &["--features", features][..]].concat(), progress)
    }

    fn cargo(&self, words: &[&str], progress: &Progress) -> Result<BTreeMap<String, Compiled>, Failure> {
        let members: Vec<_> = self.packages.iter().map(|package| format!("    \"crates/{package}\",\n")).collect();
        let members = members.concat();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        );
        write(&self.root.join("Cargo.toml"), &manifest)?;
        cargo::run(&Cargo { folder: &self.root, words }, progress)
    }
}

/// All files below a folder, except for those of cargo.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        let failed = |error| Failure::disk("read the folder", &folder, &error);
        for item in fs::read_dir(&folder).map_err(failed)? {
            let item = item.map_err(failed)?;
            let is_folder = item.file_type().map_err(failed)?.is_dir();
            let list = if is_folder { &mut folders } else { &mut found };
            list.push(item.path());
        }
    }
    Ok(found)
}

/// Writes a file if its content differs.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| Failure::disk("make the folder", folder, &error))?;
    fs::write(path, text).map_err(|error| Failure::disk("write", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_is_added_again_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let workspace = Workspace::find().expect("the tests run in the project");
        let mut crates = Crates::at(folder.path(), &workspace).expect("a folder with crates");
        let driver = Driver { suffix: "payloads", text: String::from("driver") };
        let files = |names: &[&str]| -> BTreeMap<String, String> {
            names.iter().map(|name| ((*name).to_owned(), String::from("text"))).collect()
        };
        crates.add("a", &files(&["Cargo.toml", "src/lib.rs", "src/old.rs"]), Some(&driver)).expect("to add it");
        crates.add("a", &files(&["Cargo.toml", "src/lib.rs"]), None).expect("to add it again");
        let root = crates.root.join("crates/a");
        let mut found = files_in(&root).expect("its files");
        found.sort();
        assert_eq!(found, [root.join("Cargo.toml"), root.join("src/lib.rs")]);
    }
}
