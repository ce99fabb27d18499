//! Paths without the root of the crate: a module does not know at which depth it is.

use super::source::{Kind, Source};

/// Replaces the paths of a file that is so many modules below the root, in code and in links of docs.
///
/// A macro is expanded in several modules. Its paths start at the name `runtime`, which each of them imports.
pub(super) fn relative(text: &str, depth: usize) -> String {
    let source = Source::new(text);
    let root = if depth == 0 { String::from("self::") } else { "super::".repeat(depth) };
    let code = source.find("crate::", Kind::Code).filter_map(|at| code_path(text, at));
    let links = source.find(LINK, Kind::Comment).map(|at| (at + LINK.len() - CRATE.len(), false));
    let mut starts: Vec<(usize, bool)> = code.chain(links).collect();
    starts.sort_unstable();
    let (mut output, mut end) = (String::with_capacity(text.len()), 0);
    for (at, is_macro) in starts {
        output.push_str(text.get(end..at).unwrap_or_default());
        output.push_str(if is_macro { "" } else { &root });
        end = at + CRATE.len() + usize::from(is_macro);
    }
    output.push_str(text.get(end..).unwrap_or_default());
    output
}

const CRATE: &str = "crate::";

/// The start of a link to an item.
const LINK: &str = "](crate::";

/// The start of a path, and `true` if it is one of a macro (`$crate`).
fn code_path(text: &str, at: usize) -> Option<(usize, bool)> {
    let before = text.get(..at)?;
    if before.ends_with('$') {
        return Some((at - 1, true));
    }
    (!before.ends_with(|last: char| last.is_alphanumeric() || last == '_')).then_some((at, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_at_any_depth() {
        let text = "/// [`A`](crate::models::A) crate::no\nuse crate::runtime; f(\"crate::no\", $crate::runtime::x!(), my_crate::b)";
        let expected = |root: &str| {
            format!(
                "/// [`A`]({root}models::A) crate::no\nuse {root}runtime; f(\"crate::no\", runtime::x!(), my_crate::b)"
            )
        };
        assert_eq!(relative(text, 0), expected("self::"));
        assert_eq!(relative(text, 1), expected("super::"));
        assert_eq!(relative(text, 3), expected("super::super::super::"));
    }
}
