//! The project for its tests: its folder, and its own description.

use std::fs;
use std::path::{Path, PathBuf};

use bindery::{Files, Format, Input, Source};

/// The name of the description in diagnostics and in the generated files, and its path in the project.
pub const SPEC: &str = "spec/partner-center.yaml";

/// The folder of this project.
#[must_use]
pub fn project() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("the package is two folders below that of the project").to_path_buf()
}

/// This project's own description, with the overlays that amend it in the order in which they apply.
#[derive(Clone, Debug)]
pub struct Own {
    description: String,
    overlays: Vec<(String, String)>,
}

impl Own {
    /// Reads the description and its overlays.
    #[must_use]
    pub fn read() -> Self {
        let files = read_folder(&project().join("spec"));
        let overlays = files.iter().filter(|(path, _)| path.ends_with(".overlay.yaml") && !path.contains('/'));
        let overlays = overlays.map(|(path, text)| (format!("spec/{path}"), text.to_owned())).collect();
        let description = fs::read_to_string(project().join(SPEC)).expect("the description");
        Self { description, overlays }
    }

    /// The input for the generator.
    #[must_use]
    pub fn input(&self) -> Input<'_> {
        let overlays = self.overlays.iter().map(|(name, text)| Source { name, text }).collect();
        Input { overlays, ..Input::from(Source { name: SPEC, text: &self.description }) }
    }
}

/// The source text of the project's own description, amended by its overlays.
#[must_use]
pub fn spec() -> String {
    bindery::effective_spec(Own::read().input(), Format::Yaml).expect("overlays that can be applied")
}

/// The files of a folder, by path; none if there is no such folder.
#[must_use]
pub fn read_folder(root: &Path) -> Files {
    let mut files = Files::default();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry of a folder").path();
            let name = path.file_name().expect("a name").to_str().expect("a name in UTF-8");
            if path.is_dir() {
                folders.push((path.clone(), format!("{prefix}{name}/")));
            } else {
                files.insert(format!("{prefix}{name}"), fs::read_to_string(&path).expect("a file"));
            }
        }
    }
    files
}
