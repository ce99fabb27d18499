//! What a command reads: a description, the files that it refers to, and the overlays that amend it.

use std::collections::BTreeSet;
use std::iter;
use std::path::{Path, PathBuf};

use bindery::{Format, Source};

use crate::disk;
use crate::failure::Failure;
use crate::workspace::{SPEC, Workspace, printable, with_slashes};

/// The texts that a command was given.
#[derive(Debug)]
pub(crate) struct Input {
    description: SourceFile,
    parts: Vec<SourceFile>,
    overlays: Vec<SourceFile>,
}

/// A file that was read.
#[derive(Debug)]
pub(crate) struct SourceFile {
    path: PathBuf,
    /// What it is called in messages and in generated files.
    name: String,
    text: String,
}

impl Input {
    /// A description with the files that it refers to, which `read` knows by their names, and its overlays.
    pub(crate) fn new(
        description: SourceFile,
        overlays: Vec<SourceFile>,
        read: impl FnMut(String) -> Result<Option<SourceFile>, Failure>,
    ) -> Result<Self, Failure> {
        let parts = read_parts(&description, read)?;
        Ok(Self { description, parts, overlays })
    }

    /// Reads a description with its overlays; the project's own if none is given.
    pub(crate) fn read(workspace: &Workspace, spec: Option<&Path>, overlays: &[PathBuf]) -> Result<Self, Failure> {
        let (spec, overlays) = match spec {
            Some(spec) => (spec.to_path_buf(), overlays.to_vec()),
            None => (workspace.root().join(SPEC), disk::list_overlays(&workspace.overlay_folder())?),
        };
        let description = SourceFile::read(workspace, spec, "description")?;
        let overlays = overlays.into_iter().map(|path| SourceFile::read(workspace, path, "overlay"));
        let overlays = overlays.collect::<Result<_, _>>()?;
        let full = absolute_name(&description.path);
        let mut input = Self::new(SourceFile { name: full, ..description }, overlays, SourceFile::read_part)?;
        input.shorten_names(&absolute_name(workspace.root()));
        Ok(input)
    }

    /// Names files by their paths in the project; if one of them is outside of it, by those in the innermost folder that
    /// has them all. What is generated must not depend on the machine.
    fn shorten_names(&mut self, project: &str) {
        let names: Vec<&str> = [&self.description].into_iter().chain(&self.parts).map(|file| &*file.name).collect();
        let holds_all = |folder: &&str| names.iter().all(|name| is_within(name, folder));
        let mut folders = iter::successors(names.first().copied(), |path| Some(path.rsplit_once('/')?.0)).skip(1);
        let folder = Some(project).filter(holds_all).or_else(|| folders.find(holds_all)).map_or(0, |it| it.len() + 1);
        for file in iter::once(&mut self.description).chain(&mut self.parts) {
            file.name = printable(file.name.get(folder..).unwrap_or_default());
        }
    }

    /// The texts as the library takes them.
    pub(crate) fn sources(&self) -> bindery::Input<'_> {
        bindery::Input {
            description: self.description.source(),
            parts: self.parts.iter().map(SourceFile::source).collect(),
            overlays: self.overlays.iter().map(SourceFile::source).collect(),
        }
    }

    /// What the description is called, and what its overlays are.
    pub(crate) fn names(&self) -> (String, Vec<String>) {
        (self.description.name.clone(), self.overlays.iter().map(|text| text.name.clone()).collect())
    }

    /// The text of the description as its overlays amend it, for a file at `path`, which is none of those that it is
    /// made from.
    pub(crate) fn effective_spec(&self, path: &Path) -> Result<String, Failure> {
        let texts = [&self.description].into_iter().chain(&self.parts).chain(&self.overlays);
        let full = path.canonicalize();
        if let Ok(full) = full
            && let Some(text) = texts.into_iter().find(|text| text.path.canonicalize().is_ok_and(|it| it == full))
        {
            return Err(Failure::bad_input(
                format!("`{}` is what the effective description is made from", text.path.display()),
                "give another file as --effective-spec",
            ));
        }
        let format = format(path).unwrap_or(Format::Yaml);
        let written = bindery::effective_spec(self.sources(), format);
        written.map_err(|diagnostics| {
            let shown: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
            Failure::bad_input(shown.join("\n\n"), "amend the files at the places shown, then run the command again")
        })
    }
}

impl SourceFile {
    /// A text that is in no file of its own.
    pub(crate) fn of_text(name: String, text: String) -> Self {
        Self { path: PathBuf::from(&name), name, text }
    }

    /// Reads the text of `what`: a description, or an overlay.
    pub(crate) fn read(workspace: &Workspace, path: PathBuf, what: &str) -> Result<Self, Failure> {
        let text = disk::read_source(&path, what)?;
        Ok(Self { name: workspace.source_name(&path), path, text })
    }

    /// Reads a file that a description refers to, by its absolute name. What is no file of this machine is left to a
    /// diagnostic.
    fn read_part(name: String) -> Result<Option<Self>, Failure> {
        let path = Path::new("/").join(&name);
        if !path.is_file() {
            return Ok(None);
        }
        let text = disk::read_source(&path, "file that the description refers to")?;
        Ok(Some(Self { path, name, text }))
    }

    fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.text }
    }
}

/// The absolute path of a file, without the slash that it starts with.
fn absolute_name(path: &Path) -> String {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    with_slashes(&full).trim_start_matches('/').to_owned()
}

/// Whether a path is in a folder, at any depth.
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Reads the files that a description refers to, and those that these refer to, each once.
fn read_parts(
    description: &SourceFile,
    mut read: impl FnMut(String) -> Result<Option<SourceFile>, Failure>,
) -> Result<Vec<SourceFile>, Failure> {
    let mut parts: Vec<SourceFile> = Vec::new();
    let mut seen = BTreeSet::from([description.name.clone()]);
    let mut open = bindery::referred(description.source());
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Some(part) = read(name)? {
            open.extend(bindery::referred(part.source()));
            parts.push(part);
        }
    }
    parts.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(parts)
}

/// The format that the extension of a file names.
pub(crate) fn format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?;
    let is = |name: &str| extension.eq_ignore_ascii_case(name);
    if is("json") { Some(Format::Json) } else { (is("yaml") || is("yml")).then_some(Format::Yaml) }
}

#[cfg(test)]
mod tests;
