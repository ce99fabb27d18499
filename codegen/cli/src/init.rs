//! `init`: a configuration for an API description.

use std::env;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use bindery::{Options, Outcome};
use bindery_fs::Project;
use bindery_fs::parts::{CONFIG_FILE, Failure, Input, Url, is_standard_input, read_source, with_slashes};
use serde::Deserialize;

use crate::args::InitArgs;
use crate::exit;
use crate::report;
use crate::schema;

/// Runs the command, and returns the exit code.
pub(crate) fn run(args: &InitArgs) -> u8 {
    match init(args) {
        Ok(written) => {
            report::to_stdout(&written);
            exit::SUCCESS
        }
        Err(failure) => report::print_failure(&failure),
    }
}

/// Writes the configuration into the working folder, and returns what to do next.
fn init(args: &InitArgs) -> Result<String, Failure> {
    let project = Project::find()?;
    if project.is_configured() {
        return Err(exists(project.root()));
    }
    let spec = relative(&args.spec, project.root())?;
    let name = match &args.name {
        Some(name) => name.clone(),
        None => package(args, &project)?,
    };
    let out = args.out.as_ref().map_or_else(|| name.clone(), |out| with_slashes(out));
    let mut file = match OpenOptions::new().write(true).create_new(true).open(CONFIG_FILE) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(exists(project.root())),
        Err(error) => return Err(Failure::disk("write", Path::new(CONFIG_FILE), &error)),
    };
    let written = file.write_all(configuration(&spec, &out, &name).as_bytes());
    written.map_err(|error| Failure::disk("write", Path::new(CONFIG_FILE), &error))?;
    Ok(format!(
        "created {CONFIG_FILE}\n\nNext:\n  bindery generate   writes the crate `{name}` to `{out}`\n  \
         bindery check      exits with 4 if the crate is out of date, for CI\n"
    ))
}

/// The package name that the description gives.
fn package(args: &InitArgs, project: &Project) -> Result<String, Failure> {
    #[derive(Deserialize)]
    struct Contract {
        package: String,
    }
    let input = Input::read(project, &args.spec, &[], &[])?;
    let options = Options { allow_crates: vec![String::from("*")], ..Options::default() };
    let Outcome { value, diagnostics, .. } = bindery::inspect(input.sources(), &options);
    let contract = value.and_then(|contract| serde_json::from_str::<Contract>(&contract).ok());
    contract.map(|contract| contract.package).ok_or_else(|| {
        report::print_messages(&report::diagnostics(&diagnostics, report::sources(input.sources())));
        Failure::bad_input("the description has errors", "fix it at the locations above, or pass `--name NAME`")
    })
}

/// The path of the description from the project, or its URL.
fn relative(spec: &Path, root: &Path) -> Result<String, Failure> {
    if is_standard_input(spec) {
        let message = format!("`-` is standard input, and `{CONFIG_FILE}` needs the path of a file");
        return Err(Failure::bad_input(message, "save the description as a file"));
    }
    if let Some(url) = Url::of(spec) {
        // The URL is checked, and written as it is.
        return url.map(|_| spec.display().to_string());
    }
    let failed = |error| Failure::disk("find", spec, &error);
    // A file that cannot be found cannot be read either, and that error says what to do.
    let unread = |error| read_source(spec, "description").err().unwrap_or_else(|| failed(error));
    let full = spec.canonicalize().map_err(unread)?;
    let here = env::current_dir().map_err(failed)?;
    let inside = full.strip_prefix(root).map(with_slashes);
    Ok(inside.unwrap_or_else(|_| with_slashes(spec.strip_prefix(&here).unwrap_or(spec))))
}

fn exists(root: &Path) -> Failure {
    Failure::bad_input(
        format!("`{}` exists", root.join(CONFIG_FILE).display()),
        "add a `[[crate]]` table to it for another description",
    )
}

/// The options as comments, each with its default or with an example.
const OPTIONS: &str = r#"
# The licence of the crate, as an SPDX expression. That of the API is named in its README.
# license = "MIT OR Apache-2.0"

# A crate ("crate"), or the files of a module for another crate ("module").
# layout = "crate"

# The folder of a runtime crate that several contract crates share.
# runtime = "crates/api-runtime"

# The default features of the crate, or the features of the module.
# features = ["json"]

# OpenAPI Overlays to apply to the description, in order. A pattern may have `*` in its last part.
# overlays = ["spec/*.overlay.yaml"]

# The operations of the crate, by tag, operation id or path [default: all], and those that are left out.
# include = ["tag:NAME", "operation:ID", "path:/PATH/**"]
# exclude = []

# Required members are fields without an `Option` ("enforce"), or optional for a service that omits them ("lenient").
# required = "enforce"

# Strings with a format: "string", or types of "jiff", "chrono" or "time" and of other libraries. By format:
# { "*" = "string", uuid = "uuid", date-time = "jiff" }
# formats = "string"

# Types named after the whole component key ("full"), or after its last dotted part ("short").
# types = "full"

# Operations named after the whole operation id ("full"), or without what a framework added to it ("short").
# operation-names = "full"

# Operations in one module ("flat"), or in the modules of their tags ("tags").
# operation-modules = "flat"

# Readers match member names and enum values as they are ("exact"), or in any case ("ignore-case").
# names = "exact"

# XML by the `xml` objects of the description ("xml-object"), or as .NET's DataContractSerializer ("data-contract").
# xml = { profile = "xml-object" }

# Forms have the defaults of OpenAPI ("openapi"), or those of .NET's model binder ("model-binder"). Their empty values
# are strings ("string"), or absent ("absent").
# form = { profile = "openapi", empty = "string" }

# A feature `validate` that checks the constraints of values.
# validate = false

# Traits of all types that can have them, derive macros, and traits of other crates with defaults for all items.
# derive = ["Eq", "Hash", { path = "my_macros::Named", crate = "my-macros", version = "1" }]
# implement = []

# Folders that `$ref` may lead to, besides that of the description.
# allow-outside = []

# Crates that the description may name for types. Their code runs when the crate is built.
# allow-crates = []

# Treat warnings about the description as errors.
# deny-warnings = false

# Choices for single component schemas, with the words of the `x-bindery` extension.
# [crate.schemas."NAME"]
# rust-type = { path = "my_ids::Id", crate = "my-ids", version = "1" }
"#;

/// The text of the configuration.
fn configuration(spec: &str, out: &str, name: &str) -> String {
    let quoted = |value: &str| toml_edit::Value::from(value).to_string();
    format!(
        "\
#:schema ./{schema}

# The contract crates of this project. `bindery generate` writes them, `bindery check` compares them with their
# descriptions. Paths are relative to this file. `bindery schema >{schema}` lets editors complete it.

[[crate]]
spec = {spec}
out = {out}
name = {name}
{OPTIONS}",
        schema = schema::FILE,
        spec = quoted(spec),
        out = quoted(out),
        name = quoted(name),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use bindery_fs::parts::{CrateConfig, SCHEMA};

    use super::*;

    /// The crates of a configuration with this text.
    fn read(text: &str) -> Vec<CrateConfig> {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join(CONFIG_FILE), text).expect("to write it");
        Project::read(folder.path()).expect("a configuration").crates().to_vec()
    }

    #[test]
    fn the_configuration_is_valid_with_and_without_its_comments() {
        let text = configuration("my \"spec\".yaml", "out", "shop");
        let crates = read(&text);
        assert_eq!((crates.len(), crates[0].spec.as_str(), crates[0].label()), (1, "my \"spec\".yaml", "shop"));

        let is_option = |line: &&str| line.starts_with("# [crate.") || key(line).is_some();
        let text: Vec<_> =
            text.lines().map(|line| line.strip_prefix("# ").filter(|_| is_option(&line)).unwrap_or(line)).collect();
        assert_eq!(read(&text.join("\n")).len(), 1, "the same with the defaults");
    }

    /// The key that a line states, as a comment or not.
    fn key(line: &str) -> Option<&str> {
        let (key, _) = line.strip_prefix("# ").unwrap_or(line).split_once(" = ")?;
        Some(key).filter(|key| key.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'))
    }

    #[test]
    fn the_configuration_has_all_options() {
        let text = configuration("spec.yaml", "out", "shop");
        let stated: BTreeSet<&str> = text.lines().filter_map(key).chain(["schemas"]).collect();
        assert!(text.contains("\n# [crate.schemas.\"NAME\"]\n"), "{text}");
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).expect("JSON");
        let known = schema["definitions"]["CrateConfig"]["properties"].as_object().expect("the keys");
        let of_schemas = BTreeSet::from(["rust-type"]);
        assert_eq!(stated.difference(&of_schemas).copied().collect::<Vec<_>>(), known.keys().collect::<Vec<_>>());
    }
}
