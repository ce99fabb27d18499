//! Operation ids as frameworks make them: the name of a function with the path and the method around it.

use heck::ToSnakeCase;

/// The fewest segments of a path that count as a path where only words are compared.
const MIN_SEGMENTS: usize = 2;

/// Returns an operation id without the method and path that a framework has added to it, as words; `None` if it has
/// none, or nothing else. The result depends on the operation alone.
///
/// | framework | id of `GET /v1/files/{id}` | result |
/// |-|-|-|
/// | FastAPI | `read_file_v1_files__id__get` | `read_file` |
/// | Springfox | `readFileUsingGET`, `readFileUsingGET_1` | `read_file` |
/// | Enunciate | `resource__v1_files__id__readFile_GET` | `read_file` |
pub(crate) fn without_path_and_method(id: &str, method: &str, path: &str) -> Option<String> {
    let name = without_using(id, method).or_else(|| without_exact_path(id, method, path));
    let name = name.map(ToSnakeCase::to_snake_case).or_else(|| without_words(id, method, path))?;
    (!name.is_empty()).then_some(name)
}

/// Returns the name before `UsingGET`.
fn without_using<'a>(id: &'a str, method: &str) -> Option<&'a str> {
    let stem = id.trim_end_matches(|last: char| last.is_ascii_digit());
    let stem = if stem.len() < id.len() { stem.strip_suffix('_').unwrap_or(id) } else { id };
    stem.strip_suffix(method)?.strip_suffix("Using")
}

/// Returns the name before the path and the method, each as `FastAPI` writes it.
fn without_exact_path<'a>(id: &'a str, method: &str, path: &str) -> Option<&'a str> {
    let written = |letter: char| if letter.is_alphanumeric() { letter } else { '_' };
    let path: String = path.chars().map(written).collect();
    id.strip_suffix(&method.to_ascii_lowercase())?.strip_suffix('_')?.strip_suffix(&path)
}

/// Returns the name before or after the words of the path, if the method ends the id. The tail of the path suffices,
/// because a server or a router may add segments in front of it.
fn without_words(id: &str, method: &str, path: &str) -> Option<String> {
    let segments: Vec<String> = path.split('/').map(str::to_snake_case).filter(|it| !it.is_empty()).collect();
    let path = segments.join("_");
    let words = id.to_snake_case();
    let words = words.strip_suffix(&method.to_snake_case())?.strip_suffix('_')?;
    let before = || {
        let mut start = 0;
        let mut tails = segments.iter().enumerate().filter_map(|(index, segment)| {
            let tail = path.get(start..)?;
            start += segment.len() + 1;
            (segments.len() - index >= MIN_SEGMENTS).then_some(tail)
        });
        tails.find_map(|tail| words.strip_suffix(tail)?.strip_suffix('_'))
    };
    let after = || words.strip_prefix("resource_")?.strip_prefix(&path)?.strip_prefix('_');
    before().or_else(after).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::without_path_and_method;

    /// The ids are those that `generate_unique_id` of `FastAPI` 0.115, Springfox 2 and Enunciate 2 make.
    #[test]
    fn paths_and_methods_of_frameworks_are_left_out() {
        for (id, method, path, name) in [
            ("get_file_metadata_v1_files__file_id__get", "GET", "/v1/files/{file_id}", "get_file_metadata"),
            ("getFileMetadataV1FilesFileIdGet", "GET", "/v1/files/{file_id}", "get_file_metadata"),
            ("read_root__get", "GET", "/", "read_root"),
            ("read_items_items__get", "GET", "/items/", "read_items"),
            ("files_files_get", "GET", "/files", "files"),
            ("create_item_items_post", "POST", "/api/v2/items", "create_item_items_post"),
            ("create_item_v2_items_post", "POST", "/api/v2/items", "create_item"),
            ("getUserUsingGET", "GET", "/users/{id}", "get_user"),
            ("getUserUsingGET_1", "GET", "/users/{id}", "get_user"),
            ("resource__1.0_artist__mbid__getArtist_GET", "GET", "/1.0/artist/{mbid}", "get_artist"),
        ] {
            let found = without_path_and_method(id, method, path);
            assert_eq!(found.as_deref().unwrap_or(id), name, "{id}");
        }
    }

    #[test]
    fn handwritten_ids_are_kept() {
        for (id, method, path) in [
            ("list_files", "GET", "/files"),
            ("files_get", "GET", "/files"),
            ("SystemPingHead", "HEAD", "/_ping"),
            ("files_list_get", "GET", "/files"),
            ("files_get", "POST", "/files"),
            ("get", "GET", "/"),
            ("droplets_get", "GET", "/v2/droplets/{droplet_id}"),
            ("getBalance_get", "GET", "/v2/my/balance"),
            ("get_a_get", "POST", "/a"),
            ("UsingGET", "GET", "/"),
            ("_get", "GET", "/"),
            ("__get", "GET", "/"),
            ("", "GET", "/"),
            ("fileUsingGET", "POST", "/"),
            ("item_2", "GET", "/item"),
        ] {
            assert_eq!(without_path_and_method(id, method, path), None, "{id}");
        }
    }
}
