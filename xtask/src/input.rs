//! What a command reads: a description, and the overlays that amend it.

use std::path::{Path, PathBuf};

use bindery::{Format, Source};

use crate::disk;
use crate::failure::Failure;
use crate::workspace::{SPEC, Workspace};

/// The texts that a command was given.
#[derive(Debug)]
pub(crate) struct Input {
    description: SourceFile,
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
    /// A description with its overlays.
    pub(crate) fn new(description: SourceFile, overlays: Vec<SourceFile>) -> Self {
        Self { description, overlays }
    }

    /// Reads a description with its overlays; the project's own if none is given.
    pub(crate) fn read(workspace: &Workspace, spec: Option<&Path>, overlays: &[PathBuf]) -> Result<Self, Failure> {
        let (spec, overlays) = match spec {
            Some(spec) => (spec.to_path_buf(), overlays.to_vec()),
            None => (workspace.root().join(SPEC), disk::list_overlays(&workspace.overlay_folder())?),
        };
        let description = SourceFile::read(workspace, spec, "description")?;
        let overlays = overlays.into_iter().map(|path| SourceFile::read(workspace, path, "overlay"));
        Ok(Self { description, overlays: overlays.collect::<Result<_, _>>()? })
    }

    /// The texts as the library takes them.
    pub(crate) fn sources(&self) -> bindery::Input<'_> {
        bindery::Input {
            description: self.description.source(),
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
        let texts = [&self.description].into_iter().chain(&self.overlays);
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

    fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.text }
    }
}

/// The format that the extension of a file names.
pub(crate) fn format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?;
    let is = |name: &str| extension.eq_ignore_ascii_case(name);
    if is("json") { Some(Format::Json) } else { (is("yaml") || is("yml")).then_some(Format::Yaml) }
}

#[cfg(test)]
mod tests;
