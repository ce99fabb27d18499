//! What a command reads: a description, the files that it refers to, and the overlays that amend it.

use std::collections::BTreeSet;
use std::iter;
use std::path::{Path, PathBuf};

use bindery::{Format, Source};

use crate::disk::{self, MAX_SOURCE};
use crate::failure::Failure;
use crate::roots::{Found, Roots};
use crate::workspace::{SPEC, Workspace, with_slashes};

/// The texts that a command was given.
#[derive(Debug)]
pub struct Input {
    description: SourceFile,
    parts: Vec<SourceFile>,
    unread: Vec<UnreadFile>,
    overlays: Vec<SourceFile>,
}

/// What becomes of a file that a text refers to.
#[derive(Debug)]
pub(crate) enum Part {
    Read(SourceFile),
    /// It is not read, for this reason; and what to do about it.
    UnreadFile {
        why: String,
        help: String,
    },
    /// There is none, which is left to a diagnostic of the library.
    Missing,
}

/// A file that a text refers to and that is not read.
#[derive(Debug)]
struct UnreadFile {
    name: String,
    why: String,
    help: String,
}

/// The least that a file counts for, however short it is: no more than so many can be read.
const LEAST_COUNTED: u64 = 4096;

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
        read: impl FnMut(&str) -> Result<Part, Failure>,
    ) -> Result<Self, Failure> {
        let (parts, unread) = read_parts(&description, read)?;
        Ok(Self { description, parts, unread, overlays })
    }

    /// Reads a description with its overlays; the project's own if none is given. It may refer to files of its own folder,
    /// and of those that are allowed.
    pub fn read(
        workspace: &Workspace,
        spec: Option<&Path>,
        overlays: &[PathBuf],
        allowed: &[PathBuf],
    ) -> Result<Self, Failure> {
        let (spec, overlays) = match spec {
            Some(spec) => (spec.to_path_buf(), overlays.to_vec()),
            None => (workspace.root().join(SPEC), disk::list_overlays(&workspace.overlay_folder())?),
        };
        let description = SourceFile::read(workspace, spec, "description")?;
        let overlays = overlays.into_iter().map(|path| SourceFile::read(workspace, path, "overlay"));
        let overlays = overlays.collect::<Result<_, _>>()?;
        let full = absolute_name(&description.path);
        let roots = Roots::of_file(&description.path, allowed)?;
        let read = |name: &str| Ok(if is_address(name, &full) { Part::Missing } else { read_part(name, &roots) });
        let mut input = Self::new(SourceFile { name: full.clone(), ..description }, overlays, read)?;
        input.shorten_names(&absolute_name(workspace.root()));
        Ok(input)
    }

    /// Names files by their paths in the project; if one of them is outside of it, by those in the innermost folder that
    /// has them all. What is generated must not depend on the machine. Otherwise the names are as they are, because
    /// references have to lead to them.
    fn shorten_names(&mut self, project: &str) {
        let names: Vec<&str> = [&self.description].into_iter().chain(&self.parts).map(|file| &*file.name).collect();
        let holds_all = |folder: &&str| names.iter().all(|name| is_within(name, folder));
        let mut folders = iter::successors(names.first().copied(), |path| Some(path.rsplit_once('/')?.0)).skip(1);
        let folder = Some(project).filter(holds_all).or_else(|| folders.find(holds_all)).map_or(0, |it| it.len() + 1);
        let inner =
            names.first().and_then(|name| name.get(..folder)).unwrap_or_default().trim_end_matches('/').to_owned();
        for file in iter::once(&mut self.description).chain(&mut self.parts) {
            file.name = file.name.get(folder..).unwrap_or_default().to_owned();
        }
        for file in &mut self.unread {
            file.name = relative(&inner, &file.name);
        }
    }

    /// The texts as the library takes them.
    #[must_use]
    pub fn sources(&self) -> bindery::Input<'_> {
        bindery::Input {
            description: self.description.source(),
            parts: self.parts.iter().map(SourceFile::source).collect(),
            unread: self.unread.iter().map(UnreadFile::borrow).collect(),
            overlays: self.overlays.iter().map(SourceFile::source).collect(),
        }
    }

    /// The paths of all that was read.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        [&self.description].into_iter().chain(&self.parts).chain(&self.overlays).map(|file| file.path.as_path())
    }

    /// What the description is called, and what its overlays are.
    pub(crate) fn names(&self) -> (String, Vec<String>) {
        (self.description.name.clone(), self.overlays.iter().map(|text| text.name.clone()).collect())
    }

    /// The text of the description as its overlays amend it, for a file at `path`, which is none of those that it is
    /// made from.
    pub(crate) fn effective_spec(&self, path: &Path) -> Result<String, Failure> {
        let full = path.canonicalize();
        if let Ok(full) = full
            && let Some(source) = self.paths().find(|source| source.canonicalize().is_ok_and(|it| it == full))
        {
            return Err(Failure::bad_input(
                format!("`{}` is what the effective description is made from", source.display()),
                "give another file as --effective-spec",
            ));
        }
        let format = description_format(path).unwrap_or(Format::Yaml);
        let written = bindery::effective_spec(self.sources(), format);
        written.map_err(|diagnostics| {
            let said: Vec<_> =
                diagnostics.iter().map(|found| format!("{}: {}", found.location, found.message)).collect();
            Failure::bad_input(said.join("; "), "amend the files at the places shown, then run the command again")
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

impl UnreadFile {
    fn borrow(&self) -> bindery::UnreadFile<'_> {
        bindery::UnreadFile { name: &self.name, why: &self.why, help: &self.help }
    }
}

/// Reads a file that a description refers to, by its absolute name, if it may.
fn read_part(name: &str, roots: &Roots) -> Part {
    let full = match roots.find(&Path::new("/").join(name)) {
        Found::Inside(full) if full.is_dir() => return Part::Missing,
        Found::Inside(full) => full,
        Found::Outside(folder) => {
            let why = String::from("is outside of the folder of the description");
            let help = format!("put it into that folder, or allow its own by `--allow-outside {}`", folder.display());
            return Part::UnreadFile { why, help };
        }
        Found::Missing => return Part::Missing,
    };
    match disk::read_named(&full) {
        Ok(text) => Part::Read(SourceFile { path: full, name: name.to_owned(), text }),
        Err(why) => Part::UnreadFile { why: why.to_string(), help: String::from("put a text in JSON or YAML there") },
    }
}

/// Whether a name is an address, of the web or of whatever else has a scheme, and no path beside that of the description.
fn is_address(name: &str, description: &str) -> bool {
    let first = |of: &str| of.split('/').next().unwrap_or_default().to_owned();
    first(name).contains(':') && first(name) != first(description)
}

/// The way from a folder to a file, both named from the root.
fn relative(folder: &str, name: &str) -> String {
    let (mut from, mut to) = (folder.split('/').peekable(), name.split('/').peekable());
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = from.filter(|part| !part.is_empty()).map(|_| "..");
    up.chain(to).collect::<Vec<_>>().join("/")
}

/// The absolute path of a file, without the slash that it starts with.
fn absolute_name(path: &Path) -> String {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    with_slashes(&full).trim_start_matches('/').to_owned()
}

/// Whether a path is in a folder, at any depth.
pub(crate) fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Reads the files that a description refers to, and those that these refer to, each once: those that are read, and
/// those that are not.
fn read_parts(
    description: &SourceFile,
    mut read: impl FnMut(&str) -> Result<Part, Failure>,
) -> Result<(Vec<SourceFile>, Vec<UnreadFile>), Failure> {
    let (mut parts, mut unread): (Vec<SourceFile>, Vec<UnreadFile>) = Default::default();
    let mut seen = BTreeSet::from([description.name.clone()]);
    let mut open = bindery::referred(description.source());
    let mut size = 0;
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        match read(&name)? {
            Part::Read(part) => {
                size += u64::try_from(part.text.len()).unwrap_or(u64::MAX).max(LEAST_COUNTED);
                if size > MAX_SOURCE {
                    return Err(too_much());
                }
                open.extend(bindery::referred(part.source()));
                parts.push(part);
            }
            Part::UnreadFile { why, help } => unread.push(UnreadFile { name, why, help }),
            Part::Missing => {}
        }
    }
    parts.sort_by(|left, right| left.name.cmp(&right.name));
    Ok((parts, unread))
}

/// Links can make one file many, so that there is a bound to what all of them come to.
fn too_much() -> Failure {
    let most = MAX_SOURCE / LEAST_COUNTED;
    Failure::bad_input(
        format!("the description refers to more than {} MiB, or {most} files", MAX_SOURCE >> 20),
        "make one file of those that are small, or give a description that refers to less",
    )
}

/// The format that the extension of a file names.
#[must_use]
pub fn description_format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?;
    let is = |name: &str| extension.eq_ignore_ascii_case(name);
    if is("json") { Some(Format::Json) } else { (is("yaml") || is("yml")).then_some(Format::Yaml) }
}

#[cfg(test)]
mod tests;
