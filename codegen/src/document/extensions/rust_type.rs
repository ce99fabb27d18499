//! Rust types in place of generated ones: `x-bindery.rust-type`, a format's entry in `x-bindery.formats`, and
//! `x-rust-type` of typify. <https://docs.rs/typify/latest/typify/#rust---schema---rust>
//!
//! No string of a description becomes code unchecked: a path is parsed into its segments, and the names of crates,
//! versions and features are checked by the rules of Cargo.

mod parameters;

use crate::contract::{ForeignCrate, RustPath};
use crate::naming::ident::is_ident;
use crate::naming::package::check_package_name;
use crate::source::cursor::Cursor;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::syntax::Node;

/// A Rust type as the description states it.
#[derive(Clone, Debug)]
pub(crate) struct RustTypeStatement {
    pub(crate) at: JsonPointer,
    pub(crate) path: RustPath,
    /// The crate, if it is stated here.
    pub(crate) krate: Option<ForeignCrate>,
    /// A string or number that the type parses.
    pub(crate) sample: Option<String>,
    /// `true` if `x-rust-type` states it, which is not an extension of ours.
    pub(crate) is_foreign: bool,
}

/// A problem, and its solution.
type Problem = (String, &'static str);

/// The keys of a Rust type.
const KEYS: [&str; 6] = ["path", "crate", "version", "features", "folder", "sample"];

/// The keys of a derive macro, and of a trait.
const MACRO_KEYS: [&str; 5] = ["path", "crate", "version", "features", "folder"];

/// The keys of `x-rust-type`.
const FOREIGN_KEYS: [&str; 4] = ["path", "crate", "version", "parameters"];

/// The most levels of arrays and maps in a parameter.
const MAX_LEVELS: usize = 8;

/// The longest path, in bytes: syn parses generic arguments by recursion.
const MAX_PATH: usize = 256;

const PATH_HELP: &str = "write a path that starts with the name of a crate, such as `my_ids::UserId`";

/// Reads the Rust type of a schema: ours, or else that of `x-rust-type`.
pub(super) fn of_schema(schema: &Cursor<'_>) -> Option<RustTypeStatement> {
    let own = schema.get("x-bindery").and_then(|all| all.get("rust-type"));
    match own {
        Some(own) => read(&own),
        None => read_foreign(&schema.get("x-rust-type")?),
    }
}

/// Reads a Rust type, with an error if it is not one.
pub(super) fn read(from: &Cursor<'_>) -> Option<RustTypeStatement> {
    read_with(from, &KEYS)
}

/// Reads the path of a derive macro with its crate, with an error if it is not one.
pub(super) fn read_macro(from: &Cursor<'_>) -> Option<RustTypeStatement> {
    without_arguments(from, "a derive macro has no generic arguments")
}

/// Reads the path of a trait with its crate, with an error if it is not one.
pub(super) fn read_trait(from: &Cursor<'_>) -> Option<RustTypeStatement> {
    let statement = without_arguments(from, "a trait with generic arguments is unsupported")?;
    if !statement.path.is_std() {
        return Some(statement);
    }
    let message = format!("`{}` is a trait of the standard library", statement.path);
    from.error(Code::UnknownExtension, message, "state it under `derive`, or implement it in your own code");
    None
}

fn without_arguments(from: &Cursor<'_>, refused: &str) -> Option<RustTypeStatement> {
    let statement = read_with(from, &MACRO_KEYS)?;
    if statement.path.arguments.is_empty() {
        return Some(statement);
    }
    from.error(Code::UnknownExtension, refused, "remove them, or wrap it in one of your own without");
    None
}

fn read_with(from: &Cursor<'_>, keys: &[&str]) -> Option<RustTypeStatement> {
    if matches!(from.node, Node::Object(_)) {
        super::values::check_keys(from, keys);
    } else if !matches!(from.node, Node::String(_)) {
        from.refused("a path, or an object with `path`, `crate` and `version`");
        return None;
    }
    let statement = statement(from, false);
    statement.map_err(|(message, help)| from.error(Code::UnknownExtension, message, help)).ok()
}

/// Reads an `x-rust-type`, with a warning if it is not supported.
fn read_foreign(from: &Cursor<'_>) -> Option<RustTypeStatement> {
    let unknown = from.children().into_iter().map(|(key, _)| key).find(|key| !FOREIGN_KEYS.contains(key));
    let read = match (from.node, unknown) {
        (Node::Object(_), Some(key)) => Err((format!("the key `{key}` is unknown"), "remove it")),
        (Node::Object(_), None) => statement(from, true).and_then(|statement| with_parameters(statement, from)),
        _ => Err((String::from("it is not an object"), "write an object with `path`, `crate` and `version`")),
    };
    let warn = |(message, help): Problem| {
        from.warning(Code::Unsupported, format!("`x-rust-type` is ignored: {message}"), help);
    };
    read.map_err(warn).ok()
}

/// Adds the types of the schemas in `parameters` as the generic arguments of a type.
fn with_parameters(mut statement: RustTypeStatement, from: &Cursor<'_>) -> Result<RustTypeStatement, Problem> {
    let parameters = from.items("parameters");
    if parameters.is_empty() {
        return Ok(statement);
    }
    if !statement.path.arguments.is_empty() {
        return Err((format!("`{}` has parameters in its path as well", statement.path), "remove one of the two"));
    }
    for (index, schema) in parameters.iter().enumerate() {
        let argument = parameters::argument(schema, MAX_LEVELS);
        let argument = argument.filter(|argument| is_known_within(argument, statement.path.krate()));
        let Some(argument) = argument else {
            let message = format!("the schema of its parameter {index} is unsupported");
            return Err((message, parameters::HELP));
        };
        statement.path.arguments.push(argument);
    }
    if statement.path.to_string().len() > MAX_PATH {
        return Err((format!("a path has at most {MAX_PATH} bytes"), PATH_HELP));
    }
    Ok(statement)
}

fn statement(from: &Cursor<'_>, is_foreign: bool) -> Result<RustTypeStatement, Problem> {
    let text = match from.node {
        Node::String(path) => path.clone(),
        _ => string(from, "path")?.ok_or_else(|| (String::from("the Rust type has no `path`"), PATH_HELP))?,
    };
    let path = parse_path(&text)?;
    let krate = match from.node {
        Node::Object(_) => krate(from, &path)?,
        _ => None,
    };
    let sample = match from.get("sample").map(|sample| sample.node) {
        None => None,
        Some(Node::String(text) | Node::Number(text)) => Some(text.clone()),
        Some(_) => return Err((String::from("`sample` is neither a string nor a number"), "write a string")),
    };
    Ok(RustTypeStatement { at: from.at.clone(), path, krate, sample, is_foreign })
}

/// Returns the string at a key.
fn string(from: &Cursor<'_>, key: &str) -> Result<Option<String>, Problem> {
    match from.get(key).map(|value| value.node) {
        None => Ok(None),
        Some(Node::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err((format!("`{key}` is {}, not a string", other.kind()), "write a string")),
    }
}

/// Reads the crate of a path. The standard library has none.
fn krate(from: &Cursor<'_>, path: &RustPath) -> Result<Option<ForeignCrate>, Problem> {
    let package = string(from, "crate")?;
    let version = string(from, "version")?;
    let folder = string(from, "folder")?;
    if path.is_std() {
        let is_stated = ["crate", "version", "features", "folder"].into_iter().any(|key| from.get(key).is_some());
        let is_own = package.as_deref() == Some(path.krate());
        if is_stated && !is_own {
            return Err((format!("`{path}` is a type of the standard library"), "remove the crate and its version"));
        }
        return Ok(None);
    }
    let Some(package) = package else {
        return match ["version", "features", "folder"].into_iter().find(|key| from.get(key).is_some()) {
            Some(key) => Err((format!("`{key}` is stated without a crate"), "add `crate` with the name of a package")),
            None => Ok(None),
        };
    };
    check_package_name(&package)
        .map_err(|why| (format!("`{package}` is not a crate: {why}"), "write the name of a package"))?;
    if let Some(version) = &version {
        check_version(version)?;
    }
    if let Some(folder) = &folder {
        check_folder(folder)?;
    }
    if version.is_none() && folder.is_none() {
        let help = "add `version` with a version requirement, or `folder` with the folder of a local crate";
        return Err((format!("the crate `{package}` has no version"), help));
    }
    Ok(Some(ForeignCrate { package, version, features: features(from)?, folder }))
}

fn check_version(version: &str) -> Result<(), Problem> {
    let help = "write a version requirement of Cargo, such as `1.2`";
    semver::VersionReq::parse(version)
        .map(drop)
        .map_err(|why| (format!("`{version}` is not a version requirement: {why}"), help))
}

/// Checks the folder of a local crate: a relative path of plain names.
fn check_folder(folder: &str) -> Result<(), Problem> {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.+ ".contains(letter);
    let is_name = |name: &str| !name.trim().is_empty() && name.chars().all(is_plain);
    if folder.split('/').all(is_name) {
        return Ok(());
    }
    let help = "write a path relative to the contract crate, such as `../my-ids`";
    Err((format!("`{folder}` is not a folder of a local crate"), help))
}

fn features(from: &Cursor<'_>) -> Result<Vec<String>, Problem> {
    let help = "write an array of names of features";
    let items = match from.get("features") {
        None => return Ok(Vec::new()),
        Some(list) if matches!(list.node, Node::Array(_)) => from.items("features"),
        Some(_) => return Err((String::from("`features` is not an array"), help)),
    };
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_+.".contains(letter);
    let feature = |item: &Cursor<'_>| match item.node {
        Node::String(name) if !name.is_empty() && name.chars().all(is_plain) => Ok(name.clone()),
        Node::String(name) => Err((format!("`{name}` is not a feature of a crate"), help)),
        other => Err((format!("a feature is {}", other.kind()), help)),
    };
    let mut features: Vec<String> = items.iter().map(feature).collect::<Result<_, _>>()?;
    features.sort();
    features.dedup();
    Ok(features)
}

/// Parses a path: at least two identifiers, and generic arguments that are such paths or primitive types.
pub(super) fn parse_path(text: &str) -> Result<RustPath, Problem> {
    let refused = || (format!("`{text}` is not the path of a type"), PATH_HELP);
    if text.len() > MAX_PATH {
        return Err((format!("a path has at most {MAX_PATH} bytes"), PATH_HELP));
    }
    let parsed: syn::TypePath = syn::parse_str(text).map_err(|_| refused())?;
    let path = lower_path(&parsed).ok_or_else(refused)?;
    let arguments_are_known = path.arguments.iter().all(|argument| is_known_within(argument, path.krate()));
    if path.segments.len() < 2 || !arguments_are_known {
        return Err(refused());
    }
    Ok(path)
}

/// Returns a path whose segments are plain identifiers, and of which the last one alone may have arguments.
fn lower_path(parsed: &syn::TypePath) -> Option<RustPath> {
    let (last, first) =
        parsed.path.segments.iter().collect::<Vec<_>>().split_last().map(|(last, first)| (*last, first.to_vec()))?;
    let is_plain = parsed.qself.is_none() && first.iter().all(|segment| segment.arguments.is_empty());
    let segments: Vec<String> = parsed.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let arguments = match &last.arguments {
        syn::PathArguments::None => Vec::new(),
        syn::PathArguments::AngleBracketed(arguments) if arguments.colon2_token.is_none() => {
            arguments.args.iter().map(lower_argument).collect::<Option<_>>()?
        }
        syn::PathArguments::AngleBracketed(_) | syn::PathArguments::Parenthesized(_) => return None,
    };
    let are_names = segments.iter().all(|segment| is_ident(segment) && !segment.starts_with("r#"));
    (is_plain && are_names).then_some(RustPath { segments, arguments })
}

fn lower_argument(argument: &syn::GenericArgument) -> Option<RustPath> {
    match argument {
        syn::GenericArgument::Type(syn::Type::Path(path)) => lower_path(path),
        _ => None,
    }
}

/// Returns `true` if an argument is a primitive type, or a path of the same crate or of the standard library.
fn is_known_within(argument: &RustPath, krate: &str) -> bool {
    const PRIMITIVES: [&str; 16] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
        "usize",
    ];
    let is_primitive = argument.segments.len() == 1 && PRIMITIVES.contains(&argument.krate());
    let is_path = argument.segments.len() > 1 && (argument.is_std() || argument.krate() == krate);
    (is_primitive || is_path) && argument.arguments.iter().all(|inner| is_known_within(inner, krate))
}
