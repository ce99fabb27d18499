//! The manifest of the crate, which people edit as well.

use bindery::Files;
use serde::Deserialize;

use crate::disk::{Entry, MANIFEST, RECORD, Tree};
use crate::failure::Failure;
use crate::manifest::{Manifests, Merged, Refusal};

/// Merges the generated manifest with that of the folder, whose display name is `out`. Returns notes for people, a sentence each.
pub(super) fn merge_manifest(files: &mut Files, tree: &Tree, out: &str) -> Result<Vec<String>, Failure> {
    let (Some(generated), Some(Entry::Ours(standing))) = (files.get(MANIFEST), tree.get(MANIFEST)) else {
        return Ok(Vec::new());
    };
    let at = format!("{out}/{MANIFEST}");
    let help = "correct the file there, or restore it from version control; nothing was changed";
    let standing =
        str::from_utf8(standing).map_err(|_| Failure::bad_input(format!("`{at}` is not UTF-8 text"), help))?;
    let before = generated_before(tree.get(RECORD));
    let merged = Manifests { standing, generated, before: &before }.merge();
    let Merged { text, notes } = merged.map_err(|Refusal { line, column, message }| {
        Failure::bad_input(format!("{at}:{line}:{column}: {message}"), help)
    })?;
    files.insert(MANIFEST, text);
    Ok(notes)
}

/// The manifest of the record that the last run wrote; empty if it is unknown.
fn generated_before(record: Option<&Entry>) -> String {
    #[derive(Deserialize)]
    struct Record {
        manifest: Vec<String>,
    }
    let Some(Entry::Ours(bytes) | Entry::Foreign(bytes)) = record else { return String::new() };
    serde_json::from_slice(bytes).map(|Record { manifest }| manifest.join("\n")).unwrap_or_default()
}
