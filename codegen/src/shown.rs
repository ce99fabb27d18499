//! Untrusted strings in output for people: on a terminal, in Markdown, in comments of source files.
//!
//! Names, URLs and docs of an API description hold whatever their author wrote. A line for people shows them through
//! [`shown`], or through [`code`] if it is Markdown. The output of both cannot end the line, move the cursor, or
//! reverse, hide or join the surrounding text.

use std::borrow::Cow;

/// A string on one line with all characters visible: a character that [hides](is_hidden) is escaped as in Rust, `\n` or
/// `\u{202e}`. The result has no line breaks. Other characters stay unchanged, backslashes included: the result is for
/// reading, not for parsing.
///
/// ```
/// assert_eq!(bindery::shown("Gr\u{f6}\u{df}e"), "Gr\u{f6}\u{df}e");
/// assert_eq!(bindery::shown("id\n\u{1b}[2K\u{202e}"), r"id\n\u{1b}[2K\u{202e}");
/// ```
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// A string of several lines, such as a diff of two files: like [`shown`], but line feeds and tabs stay.
#[must_use]
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |other| is_hidden(other) && !matches!(other, '\n' | '\t'))
}

/// A string as a code span of Markdown, on one line. The fence is longer than any run of backticks in the string, so
/// none of them ends the span.
///
/// ```
/// assert_eq!(bindery::code("Cart.id"), "`Cart.id`");
/// assert_eq!(bindery::code("a`\n## b"), r"``a`\n## b``");
/// ```
#[must_use]
pub fn code(text: &str) -> String {
    let text = shown(text);
    if text.trim_matches(' ').is_empty() {
        // Markdown has no empty code span.
        return String::from("(empty)");
    }
    let longest = text.split(|other| other != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // A backtick at an end would belong to the fence. Markdown removes one space at both ends.
    let is_edge = |edge: char| matches!(edge, '`' | ' ');
    let space = if text.starts_with(is_edge) || text.ends_with(is_edge) { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Returns `true` for a character that is not visible by itself: controls, line ends, bidirectional controls, and
/// characters without width by Unicode's property `Default_Ignorable_Code_Point`.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // Soft hyphen, joiners, fillers, variation selectors, and those of the property in other scripts.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            // Spaces without width, bidirectional controls, line and paragraph separators, invisible operators.
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            // Controls of shorthand and musical notation, tags, and further variation selectors.
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut output = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_escaped(character) { output.extend(character.escape_default()) } else { output.push(character) }
    }
    Cow::Owned(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped() {
        for hidden in [
            '\0',
            '\u{1b}',
            '\r',
            '\u{7f}',
            '\u{85}',
            '\u{9b}',
            '\u{200d}',
            '\u{2028}',
            '\u{202e}',
            '\u{2066}',
            '\u{61c}',
            '\u{feff}',
            '\u{fff9}',
            '\u{e0041}',
            '\u{e0100}',
        ] {
            let text = format!("a{hidden}b");
            assert!(shown(&text).is_ascii() && shown(&text).contains('\\'), "{hidden:?}");
        }
        for plain in ["", "a b", "Gr\u{f6}\u{df}e", "\u{65e5}\u{672c}", "e\u{301}", "\u{1f600}", r"C:\spec", "`|<>&"] {
            assert!(matches!(shown(plain), Cow::Borrowed(same) if same == plain), "{plain}");
        }
        assert_eq!(shown_lines("a\n\tb\r\u{1b}"), "a\n\tb\\r\\u{1b}");
    }

    #[test]
    fn a_code_span_ends_where_its_string_does() {
        for (text, span) in [
            ("a", "`a`"),
            ("", "(empty)"),
            ("  ", "(empty)"),
            (" a", "`  a `"),
            ("`", "`` ` ``"),
            ("a``b`c", "```a``b`c```"),
            ("x`\n\n## 99.0.0", r"``x`\n\n## 99.0.0``"),
        ] {
            assert_eq!(code(text), span);
        }
    }
}
