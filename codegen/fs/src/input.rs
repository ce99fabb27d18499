//! The input of a command: an API description, its referenced files, and its overlays.

use std::collections::BTreeSet;
use std::iter;
use std::path::{Path, PathBuf};

use bindery::{Format, Source};

use crate::disk::{self, MAX_SOURCE};
use crate::failure::Failure;
use crate::paths::{description_format, is_standard_input, is_within, with_slashes};
use crate::project::Project;
use crate::remote::{self, Url};
use crate::roots::{PathLocation, Roots};

/// The source texts for a command.
#[derive(Debug)]
pub struct Input {
    description: SourceFile,
    /// The referenced files.
    files: Vec<SourceFile>,
    unread: Vec<UnreadFile>,
    overlays: Vec<SourceFile>,
}

/// The result of reading a referenced file.
#[derive(Debug)]
pub enum ReferencedFile {
    /// A file that was read.
    Read(SourceFile),
    /// A file that is not read.
    Unread(UnreadReason),
    /// Missing, which the library reports.
    Missing,
}

/// The reason that a file is not read, and the solution.
#[derive(Debug)]
pub struct UnreadReason {
    /// The end of a sentence that starts with the file.
    pub why: String,
    /// The solution.
    pub help: String,
}

/// A referenced file that is not read.
#[derive(Debug)]
struct UnreadFile {
    name: String,
    reason: UnreadReason,
}

/// The minimum size that a file counts for, which bounds the number of files.
const LEAST_COUNTED: u64 = 4096;

/// A file that was read.
#[derive(Debug)]
pub struct SourceFile {
    path: PathBuf,
    /// The display name in messages and in generated files.
    name: String,
    text: String,
}

impl Input {
    /// Reads a description with its overlays and its referenced files, which `read` returns by name.
    pub fn new(
        description: SourceFile,
        overlays: Vec<SourceFile>,
        read: impl FnMut(&str) -> Result<ReferencedFile, Failure>,
    ) -> Result<Self, Failure> {
        let (files, unread) = read_files(&description, read)?;
        Ok(Self { description, files, unread, overlays })
    }

    /// Reads a description with its overlays. References may lead to files in its folder and in the allowed folders. `-`
    /// is standard input, once. A description at a URL refers to no file.
    pub fn read(project: &Project, spec: &Path, overlays: &[PathBuf], allowed: &[PathBuf]) -> Result<Self, Failure> {
        let paths = iter::once(spec).chain(overlays.iter().map(PathBuf::as_path));
        if paths.filter(|path| is_standard_input(path)).count() > 1 {
            return Err(Failure::bad_input(
                "standard input is named twice, and can be read once",
                "save the description or the overlay as a file",
            ));
        }
        let url = Url::of(spec).transpose()?;
        let description = match &url {
            Some(url) => SourceFile::download(project, spec, url)?,
            None => SourceFile::read(project, spec.to_path_buf(), "description")?,
        };
        let overlays = overlays.iter().map(|path| SourceFile::read(project, path.clone(), "overlay"));
        let overlays = overlays.collect::<Result<_, _>>()?;
        if url.is_some() {
            return Self::new(description, overlays, |_| Ok(ReferencedFile::Unread(at_url())));
        }
        if is_standard_input(spec) {
            return Self::new(description, overlays, |_| Ok(ReferencedFile::Unread(without_folder())));
        }
        let full = absolute_name(&description.path);
        let roots = Roots::of_file(&description.path, allowed)?;
        let read =
            |name: &str| Ok(if is_address(name, &full) { ReferencedFile::Missing } else { read_file(name, &roots) });
        let mut input = Self::new(SourceFile { name: full.clone(), ..description }, overlays, read)?;
        input.shorten_names(&absolute_name(project.root()));
        Ok(input)
    }

    /// Names files by their paths in the project, or, if one is outside, by their paths in the innermost common folder.
    /// Generated code must not depend on the machine. Without a common folder the names stay unchanged, since
    /// references are resolved against them.
    fn shorten_names(&mut self, project: &str) {
        let names: Vec<&str> = [&self.description].into_iter().chain(&self.files).map(|file| &*file.name).collect();
        let holds_all = |folder: &&str| names.iter().all(|name| is_within(name, folder));
        let mut folders = iter::successors(names.first().copied(), |path| Some(path.rsplit_once('/')?.0)).skip(1);
        let folder = Some(project).filter(holds_all).or_else(|| folders.find(holds_all)).map_or(0, |it| it.len() + 1);
        let inner =
            names.first().and_then(|name| name.get(..folder)).unwrap_or_default().trim_end_matches('/').to_owned();
        for file in iter::once(&mut self.description).chain(&mut self.files) {
            file.name = file.name.get(folder..).unwrap_or_default().to_owned();
        }
        for file in &mut self.unread {
            file.name = relative(&inner, &file.name);
        }
    }

    /// The source texts as the library's input.
    #[must_use]
    pub fn sources(&self) -> bindery::Input<'_> {
        bindery::Input {
            description: self.description.source(),
            files: self.files.iter().map(SourceFile::source).collect(),
            unread: self.unread.iter().map(UnreadFile::borrow).collect(),
            overlays: self.overlays.iter().map(SourceFile::source).collect(),
        }
    }

    /// The paths of all files that were read.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        [&self.description].into_iter().chain(&self.files).chain(&self.overlays).map(|file| file.path.as_path())
    }

    /// The display names of the description and its overlays.
    #[must_use]
    pub fn names(&self) -> (String, Vec<String>) {
        (self.description.name.clone(), self.overlays.iter().map(|text| text.name.clone()).collect())
    }

    /// The description with its overlays applied, for a file at `path`, which may not be one of the sources.
    pub fn effective_spec(&self, path: &Path) -> Result<String, Failure> {
        let full = path.canonicalize();
        if let Ok(full) = full
            && let Some(source) = self.paths().find(|source| source.canonicalize().is_ok_and(|it| it == full))
        {
            return Err(Failure::bad_input(
                format!("`{}` is a source of the effective description", source.display()),
                "pass another file as --effective-spec",
            ));
        }
        let format = description_format(path).unwrap_or(Format::Yaml);
        let written = bindery::effective_spec(self.sources(), format);
        written.map_err(|diagnostics| {
            let said: Vec<_> =
                diagnostics.iter().map(|found| format!("{}: {}", found.location, found.message)).collect();
            Failure::bad_input(said.join("; "), "fix the files at the locations above, then run the command again")
        })
    }
}

impl SourceFile {
    /// A source text without a file.
    #[must_use]
    pub fn of_text(name: String, text: String) -> Self {
        Self { path: PathBuf::from(&name), name, text }
    }

    /// Reads the text of `what`: a description or an overlay.
    pub fn read(project: &Project, path: PathBuf, what: &str) -> Result<Self, Failure> {
        let text = disk::read_source(&path, what)?;
        Ok(Self { name: project.source_name(&path), path, text })
    }

    /// Reads the description at a URL, which is locked if the project has it.
    fn download(project: &Project, path: &Path, url: &Url) -> Result<Self, Failure> {
        let text = remote::read(url, project.root(), project.crate_of(path).is_some())?;
        Ok(Self { name: url.name().to_owned(), path: path.to_path_buf(), text })
    }

    fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.text }
    }
}

impl UnreadFile {
    fn borrow(&self) -> bindery::UnreadFile<'_> {
        bindery::UnreadFile { name: &self.name, why: &self.reason.why, help: &self.reason.help }
    }
}

/// Reads a referenced file by its absolute name, if it is allowed.
fn read_file(name: &str, roots: &Roots) -> ReferencedFile {
    let full = match roots.find(&Path::new("/").join(name)) {
        PathLocation::Inside(full) if full.is_dir() => return ReferencedFile::Missing,
        PathLocation::Inside(full) => full,
        PathLocation::Outside(folder) => {
            let why = String::from("is outside of the folder of the description");
            let help =
                format!("move it to that folder, or allow its folder with `--allow-outside {}`", folder.display());
            return ReferencedFile::Unread(UnreadReason { why, help });
        }
        PathLocation::Missing => return ReferencedFile::Missing,
    };
    match disk::read_named(&full) {
        Ok(text) => ReferencedFile::Read(SourceFile { path: full, name: name.to_owned(), text }),
        Err(why) => {
            let help = String::from("put a JSON or YAML file there");
            ReferencedFile::Unread(UnreadReason { why: why.to_string(), help })
        }
    }
}

/// The reason that a description on standard input refers to no file.
fn without_folder() -> UnreadReason {
    UnreadReason {
        why: String::from("is not read: standard input has no folder"),
        help: String::from("save the description beside the files that it refers to, and pass its path"),
    }
}

/// The reason that a description at a URL refers to no file.
fn at_url() -> UnreadReason {
    UnreadReason {
        why: String::from("is not read: the description is at a URL"),
        help: String::from("save the description with the files that it refers to, and pass its path"),
    }
}

/// Returns `true` if a name is a URL, not a path.
fn is_address(name: &str, description: &str) -> bool {
    let first = |of: &str| of.split('/').next().unwrap_or_default().to_owned();
    first(name).contains(':') && first(name) != first(description)
}

/// The relative path from a folder to a file, both absolute.
pub(crate) fn relative(folder: &str, name: &str) -> String {
    let (mut from, mut to) = (folder.split('/').peekable(), name.split('/').peekable());
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = from.filter(|part| !part.is_empty()).map(|_| "..");
    up.chain(to).collect::<Vec<_>>().join("/")
}

/// The absolute path of a file, without its first slash.
fn absolute_name(path: &Path) -> String {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    with_slashes(&full).trim_start_matches('/').to_owned()
}

/// Reads the referenced files, direct and indirect, each once. Returns the files that were read, and those that were
/// not.
fn read_files(
    description: &SourceFile,
    mut read: impl FnMut(&str) -> Result<ReferencedFile, Failure>,
) -> Result<(Vec<SourceFile>, Vec<UnreadFile>), Failure> {
    let (mut files, mut unread): (Vec<SourceFile>, Vec<UnreadFile>) = Default::default();
    let mut seen = BTreeSet::from([description.name.clone()]);
    let mut open = bindery::referred(description.source());
    let mut size = 0;
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        match read(&name)? {
            ReferencedFile::Read(file) => {
                size += u64::try_from(file.text.len()).unwrap_or(u64::MAX).max(LEAST_COUNTED);
                if size > MAX_SOURCE {
                    return Err(too_much());
                }
                open.extend(bindery::referred(file.source()));
                files.push(file);
            }
            ReferencedFile::Unread(reason) => unread.push(UnreadFile { name, reason }),
            ReferencedFile::Missing => {}
        }
    }
    files.sort_by(|left, right| left.name.cmp(&right.name));
    Ok((files, unread))
}

/// A bound on the total size: links can make one file many.
fn too_much() -> Failure {
    let most = MAX_SOURCE / LEAST_COUNTED;
    Failure::bad_input(
        format!("the description refers to more than {} MiB, or {most} files", MAX_SOURCE >> 20),
        "merge small files, or reduce the references of the description",
    )
}

#[cfg(test)]
mod tests;
