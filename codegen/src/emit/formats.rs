//! The types of formats: a module with the wire formats of those that the contract uses.

mod shared;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::content::{Content, Item};
use super::names::ident;
use super::replaced;
use crate::contract::{Contract, FormatType, Library, StringFormat, StringName};
pub(super) use shared::files as shared_files;
use sources::{ON_DEMAND, SOURCES, public_items};

/// The path of a type.
///
/// ```ignore
/// chrono::DateTime<chrono::FixedOffset>
/// ```
pub(super) fn path(ty: &FormatType) -> TokenStream {
    generic(ty.path)
}

/// A path with at most one argument, which may have one as well.
fn generic(path: &str) -> TokenStream {
    let (plain, argument) = match path.split_once('<') {
        Some((plain, argument)) => (plain, argument.strip_suffix('>').map(generic)),
        None => (path, None),
    };
    let segments = plain.split("::").map(|segment| match segment {
        "crate" => quote!(crate),
        segment => {
            let segment = ident(segment);
            quote!(#segment)
        }
    });
    let argument = argument.map(|argument| quote!(<#argument>));
    quote!(#(#segments)::* #argument)
}

/// The type of a string: the alias of its format, if that has one.
///
/// ```ignore
/// crate::formats::DateString
/// ```
pub(super) fn string(name: StringName) -> TokenStream {
    match name.format() {
        Some(format) => {
            let name = ident(format.name);
            quote!(crate::formats::#name)
        }
        None => quote!(String),
    }
}

/// The libraries with types that the contract uses.
pub(super) fn libraries(contract: &Contract) -> BTreeSet<Library> {
    contract.format_types().map(|ty| ty.library).collect()
}

/// The module of formats of a contract.
pub(super) struct FormatsModule {
    /// The names of the files with types that the contract uses, and of those that they share.
    files: BTreeSet<&'static str>,
    /// The libraries that parse strings on demand, each behind a feature of its name.
    optional: BTreeSet<Library>,
    /// `true` if the contract uses a library that parses strings on demand as well.
    parses: bool,
    /// The formats of strings, by name.
    strings: BTreeMap<&'static str, &'static StringFormat>,
    /// `true` if the files are those of a runtime that crates share.
    is_shared: bool,
}

impl FormatsModule {
    /// Finds what the contract uses. A library that the description names types of is none of ours.
    pub(super) fn of(contract: &Contract) -> Self {
        let mut files: BTreeSet<_> = contract.format_types().map(|ty| ty.file).collect();
        if files.iter().any(|file| file.ends_with("_numbers")) {
            files.insert("numbers");
        }
        if ["numbers", "decimal", "decimal_number"].iter().any(|file| files.contains(file)) {
            files.insert("decimals");
        }
        let strings = contract.string_formats();
        let parsers = strings.values().flat_map(|format| format.types).map(|(library, _)| *library);
        let foreign = replaced::libraries(contract);
        let parsers = parsers.filter(|library| *library != Library::Std && !foreign.contains(library));
        // A library of numbers is a dependency already, and parses strings without a feature.
        let dependencies = libraries(contract);
        let (used, optional): (BTreeSet<_>, BTreeSet<_>) = parsers.partition(|library| dependencies.contains(library));
        if !used.is_empty() {
            files.extend(used.iter().map(|library| library.name()).chain([ON_DEMAND]));
        }
        Self { files, optional, parses: !used.is_empty(), strings, is_shared: contract.rules.shares_runtime }
    }

    /// Returns `true` if the crate has no such module.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.strings.is_empty()
    }

    /// The files, path and content. A shared runtime has them all.
    pub(super) fn sources(&self) -> impl Iterator<Item = (String, &'static str)> + use<> {
        let mut names: BTreeSet<_> = self.optional.iter().map(|library| library.name()).collect();
        if !names.is_empty() {
            names.insert(ON_DEMAND);
        }
        names.extend(&self.files);
        if self.is_shared {
            names.clear();
        }
        let sources = SOURCES.iter().filter(move |(name, _)| names.contains(name));
        sources.map(|(name, text)| (format!("src/formats/{name}.rs"), *text))
    }

    /// The root of the module.
    ///
    /// ```ignore
    /// //! The types of formats, in each wire format.
    ///
    /// mod base64;
    /// #[cfg(feature = "jiff")]
    /// mod jiff;
    ///
    /// pub use self::base64::{Base64, Base64Url};
    /// ```
    pub(super) fn formats_rs(&self) -> Content {
        let module = |file: &str, cfg: TokenStream| self.module(file, &cfg);
        let own = self.files.iter().map(|file| module(file, quote!()));
        let features: Vec<_> = self.optional.iter().map(|library| library.name()).collect();
        let optional = features.iter().map(|feature| module(feature, quote!(#[cfg(feature = #feature)])));
        let parser = match features.as_slice() {
            [] => None,
            _ if self.parses => None,
            [feature] => Some(module(ON_DEMAND, quote!(#[cfg(feature = #feature)]))),
            features => Some(module(ON_DEMAND, quote!(#[cfg(any(#(feature = #features),*))]))),
        };
        let (modules, uses): (Vec<_>, Vec<_>) = own.chain(optional).chain(parser).unzip();
        let mut items = vec![Item::Tokens(quote!(#(#modules)*)), Item::Tokens(quote!(#(#uses)*))];
        items.extend(self.strings.values().map(|format| Item::Tokens(self.alias(format))));
        Content::Rust { docs: vec![String::from("The types of formats, in each wire format.")], items }
    }

    /// The declaration of a module for a file, and its public items. A shared runtime has the module.
    fn module(&self, file: &str, cfg: &TokenStream) -> (TokenStream, TokenStream) {
        let names: Vec<_> = public_items(file).iter().map(|name| ident(name)).collect();
        let file = ident(file);
        let (declaration, path) = if self.is_shared {
            (quote!(), quote!(crate::runtime::formats))
        } else {
            (quote!(#cfg mod #file;), quote!(self::#file))
        };
        let uses = match names.as_slice() {
            [] => quote!(),
            [name] => quote!(#cfg pub use #path::#name;),
            names => quote!(#cfg pub use #path::{#(#names),*};),
        };
        (declaration, uses)
    }

    /// The alias for strings of a format.
    ///
    /// ```ignore
    /// /// A string with the format `date`, kept as it comes: a date of RFC 3339, section 5.6, such as `1985-04-12`.
    /// ///
    /// /// Parsed by `formats::parse` as `jiff::civil::Date` (feature `jiff`).
    /// pub type DateString = String;
    /// ```
    fn alias(&self, format: &StringFormat) -> TokenStream {
        let StringFormat { formats, name, what, types } = format;
        let format = formats.first().copied().unwrap_or_default();
        let parser = if types.iter().all(|(library, _)| *library == Library::Std) { "str" } else { "formats" };
        let types = types.iter().filter_map(|(library, path)| match library {
            library if *library == Library::Std || self.files.contains(library.name()) => Some(format!("`{path}`")),
            library if self.optional.contains(library) => Some(format!("`{path}` (feature `{}`)", library.name())),
            _ => None,
        });
        let types = types.collect::<Vec<_>>().join(", ");
        let how = (!types.is_empty()).then(|| [String::new(), format!(" Parsed by `{parser}::parse` as {types}.")]);
        let lines = [format!(" A string with the format `{format}`, kept as it comes: {what}.")];
        let lines = lines.into_iter().chain(how.into_iter().flatten());
        let name = ident(name);
        quote! {
            #(#[doc = #lines])*
            pub type #name = String;
        }
    }
}

/// The libraries that parse strings on demand, each behind a feature of its name.
pub(super) fn optional(contract: &Contract) -> BTreeSet<Library> {
    FormatsModule::of(contract).optional
}
