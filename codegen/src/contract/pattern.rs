//! Patterns: regular expressions of ECMA-262 with the flag `u`, as JSON Schema has them, in the syntax of the crate
//! `regex`, which takes time in proportion to the string.
//!
//! Both sides write classes, groups and quantifiers alike. They differ in what `\d`, `\w`, `\s`, `\b` and `.` match, in
//! escapes, and in a class: ECMA-262 knows no nested one. A look-around or a reference to a group has no counterpart.

use std::iter::Peekable;
use std::str::Chars;

use regex::RegexBuilder;

/// The most memory of a compiled pattern, in bytes. The runtime has the same limit.
const MAX_SIZE: usize = 1 << 20;

const DIGITS: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
/// `WhiteSpace` and `LineTerminator` of ECMA-262.
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

/// Translates a pattern.
///
/// # Errors
/// The reason why it cannot be checked.
pub(crate) fn translate(pattern: &str) -> Result<String, &'static str> {
    let translated = Translation { rest: pattern.chars().peekable(), to: String::new() }.whole()?;
    let compiled = RegexBuilder::new(&translated).size_limit(MAX_SIZE).build();
    compiled.map(|_| translated).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "it is too large once its repetitions are expanded",
        _ => "it is no regular expression",
    })
}

struct Translation<'p> {
    rest: Peekable<Chars<'p>>,
    to: String,
}

/// An atom of a class, or an escape outside of one.
enum Atom {
    /// One code point.
    Char(char),
    /// The content of a class: `0-9`.
    Set(&'static str),
    /// The content of a class whose complement is meant.
    NotSet(&'static str),
    /// A property, such as `\p{L}`.
    Property(String),
}

impl Translation<'_> {
    fn whole(mut self) -> Result<String, &'static str> {
        while let Some(char) = self.rest.next() {
            match char {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' => self.to.push_str(r"[^\n\r\u{2028}\u{2029}]"),
                '{' => self.repetition(),
                '^' | '$' | '|' | ')' | '*' | '+' | '?' => self.to.push(char),
                other => self.to.push_str(&code(other)),
            }
        }
        Ok(self.to)
    }

    /// The start of a group. A name has no meaning to a check.
    fn group(&mut self) -> Result<(), &'static str> {
        self.to.push_str("(?:");
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        match self.rest.next() {
            Some(':') => Ok(()),
            Some('<') if !matches!(self.rest.peek(), Some('=' | '!')) => {
                let is_closed = self.rest.any(|char| char == '>');
                if is_closed { Ok(()) } else { Err("it is no regular expression") }
            }
            _ => Err("it looks around, or changes flags"),
        }
    }

    /// `{2,5}`, or a brace that stands for itself.
    fn repetition(&mut self) {
        let inner: String = self.rest.clone().take_while(|char| *char != '}').take(32).collect();
        let (min, max) = inner.split_once(',').unwrap_or((&inner, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_closed = self.rest.clone().nth(inner.chars().count()) == Some('}');
        if is_closed && !min.is_empty() && is_number(min) && is_number(max) {
            self.to.extend(["{", inner.as_str(), "}"]);
            self.rest.by_ref().nth(inner.len());
        } else {
            self.to.push_str(&code('{'));
        }
    }

    /// The rest of an escape outside of a class.
    fn escape(&mut self) -> Result<(), &'static str> {
        match self.rest.peek() {
            Some('b') => self.to.push_str(r"(?-u:\b)"),
            Some('B') => self.to.push_str(r"(?-u:\B)"),
            Some('1'..='9' | 'k') => return Err("it refers to a group"),
            _ => {
                match self.escaped()? {
                    Atom::Char(char) => self.to.push_str(&code(char)),
                    Atom::Set(set) => self.to.extend(["[", set, "]"]),
                    Atom::NotSet(set) => self.to.extend(["[^", set, "]"]),
                    Atom::Property(property) => self.to.push_str(&property),
                }
                return Ok(());
            }
        }
        self.rest.next();
        Ok(())
    }

    /// The rest of an escape that means the same in a class and outside of one.
    fn escaped(&mut self) -> Result<Atom, &'static str> {
        let char = self.rest.next().ok_or("it ends with a backslash")?;
        Ok(Atom::Char(match char {
            'd' => return Ok(Atom::Set(DIGITS)),
            'D' => return Ok(Atom::NotSet(DIGITS)),
            'w' => return Ok(Atom::Set(WORD)),
            'W' => return Ok(Atom::NotSet(WORD)),
            's' => return Ok(Atom::Set(SPACE)),
            'S' => return Ok(Atom::NotSet(SPACE)),
            'p' | 'P' => return self.property(char),
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\u{B}',
            'f' => '\u{C}',
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => '\0',
            'c' => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => char::from(letter as u8 % 32),
                _ => return Err("it is no regular expression"),
            },
            'x' => self.code_point(2)?,
            'u' => self.unicode()?,
            other if other.is_ascii_alphanumeric() => return Err("it has an unknown escape"),
            other => other,
        }))
    }

    /// `\p{L}`
    fn property(&mut self, letter: char) -> Result<Atom, &'static str> {
        self.rest.next_if_eq(&'{').ok_or("it is no regular expression")?;
        let name = self.until_brace()?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'='));
        if is_name { Ok(Atom::Property(format!(r"\{letter}{{{name}}}"))) } else { Err("it has an unknown property") }
    }

    /// The characters up to a closing brace, which is left out.
    fn until_brace(&mut self) -> Result<String, &'static str> {
        let mut text = String::new();
        loop {
            match self.rest.next().ok_or("it has an open brace")? {
                '}' => return Ok(text),
                char => text.push(char),
            }
        }
    }

    /// `\u0041`, `\u{1F600}`, or a pair of surrogates.
    fn unicode(&mut self) -> Result<char, &'static str> {
        if self.rest.next_if_eq(&'{').is_some() {
            let digits = self.until_brace()?;
            return u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).ok_or("it has an unknown escape");
        }
        let first = self.hexadecimal(4)?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or("it has half a character");
        }
        let is_pair = self.rest.next_if_eq(&'\\').is_some() && self.rest.next_if_eq(&'u').is_some();
        let second = if is_pair { self.hexadecimal(4)? } else { 0 };
        if !(0xDC00..0xE000).contains(&second) {
            return Err("it has half a character");
        }
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)).ok_or("it has half a character")
    }

    fn code_point(&mut self, digits: usize) -> Result<char, &'static str> {
        self.hexadecimal(digits).and_then(|code| char::from_u32(code).ok_or("it has half a character"))
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<u32, &'static str> {
        let text: String = self.rest.by_ref().take(digits).collect();
        let is_hexadecimal = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = is_hexadecimal.then(|| u32::from_str_radix(&text, 16).ok()).flatten();
        code.ok_or("it has an unknown escape")
    }

    /// `[^a-z\d]`
    fn class(&mut self) -> Result<(), &'static str> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut inner = String::new();
        loop {
            let atom = match self.rest.next().ok_or("it has an open class")? {
                ']' => break,
                '\\' => self.escaped_in_class()?,
                char => Atom::Char(char),
            };
            let Atom::Char(first) = atom else {
                inner.push_str(&in_class(&atom));
                continue;
            };
            match self.end_of_range()? {
                Some(Atom::Char(last)) if last < first => return Err("it has a range that ends before it starts"),
                Some(Atom::Char(last)) => inner.extend([code(first), String::from("-"), code(last)]),
                Some(set) => inner.extend([code(first), code('-'), in_class(&set)]),
                None => inner.push_str(&code(first)),
            }
        }
        self.to.push_str(match (inner.is_empty(), is_negated) {
            (true, false) => r"[^\x{0}-\x{10FFFF}]",
            (true, true) => r"[\x{0}-\x{10FFFF}]",
            (false, false) => "[",
            (false, true) => "[^",
        });
        if !inner.is_empty() {
            self.to.push_str(&inner);
            self.to.push(']');
        }
        Ok(())
    }

    fn escaped_in_class(&mut self) -> Result<Atom, &'static str> {
        if self.rest.next_if_eq(&'b').is_some() { Ok(Atom::Char('\u{8}')) } else { self.escaped() }
    }

    /// The end of a range, if one follows: a hyphen before the end of the class stands for itself.
    fn end_of_range(&mut self) -> Result<Option<Atom>, &'static str> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.next(), Some(']') | None) {
            return Ok(None);
        }
        self.rest.next();
        match self.rest.next() {
            Some('\\') => self.escaped_in_class().map(Some),
            other => Ok(other.map(Atom::Char)),
        }
    }
}

/// An atom within a class of the crate `regex`.
fn in_class(atom: &Atom) -> String {
    match atom {
        Atom::Char(char) => code(*char),
        Atom::Set(set) => (*set).to_owned(),
        Atom::NotSet(set) => format!("[^{set}]"),
        Atom::Property(property) => property.clone(),
    }
}

/// A character that stands for itself: `a`, `\x{2D}`.
fn code(char: char) -> String {
    if char.is_ascii_alphanumeric() { char.to_string() } else { format!(r"\x{{{:X}}}", u32::from(char)) }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::translate;

    /// Patterns, with strings that match and others: the verdicts of Node.js 20, whose `RegExp` has the flag `u`
    /// where the pattern allows it.
    const VERDICTS: &[(&str, &[&str], &[&str])] = &[
        (r"^[a-z]+$", &["abc"], &["ABC", "abc\u{A}", ""]),
        (r"a.c", &["abc", "a\u{1F600}c"], &["a\u{A}c", "a\u{2028}c"]),
        (r"^\d{2,3}$", &["12"], &["1234", "\u{661}\u{662}"]),
        (r"^\w+$", &["a_9"], &["\u{E9}", "\u{17F}"]),
        (r"^\s$", &[" ", "\u{A0}", "\u{FEFF}"], &["\u{85}", "\u{200B}"]),
        (r"^\S\D\W$", &["aa-"], &["a1-", " a-"]),
        (r"\bcat\b", &["a cat.", "\u{E9}cat"], &["concat"]),
        (r"\Bcat", &["concat"], &["cat"]),
        (r"^[\w-.]+$", &["a-b.c", "-"], &["a b"]),
        (r"^[a-]$", &["-", "a"], &["b"]),
        (r"^[]$", &[], &["", "a"]),
        (r"^[^]$", &["a", "\u{A}"], &[""]),
        (r"^[[a]$", &["[", "a"], &["]"]),
        (r"^[a&&b]+$", &["&", "a&b"], &["c"]),
        (r"^[a~~b+--]$", &["~", "-", ",", "b"], &["0"]),
        (r"^a{,2}$", &["a{,2}"], &["aa", ""]),
        (r"^a{2$", &["a{2"], &["aa"]),
        (r"^x{2,}$", &["xxx"], &["x"]),
        (r"^\/path\-to\#$", &["/path-to#"], &["path"]),
        (r"^\u0041\x42\u{1F600}\uD83D\uDE00$", &["AB\u{1F600}\u{1F600}"], &["AB"]),
        (r"^\cJ$", &["\u{A}"], &["J"]),
        (r"^[\b]$", &["\u{8}"], &["b"]),
        (r"^\p{L}\p{Lu}\P{Nd}$", &["\u{E9}\u{C9}x"], &["\u{E9}\u{E9}x", "\u{E9}\u{C9}1"]),
        (r"^\p{Script=Greek}+$", &["\u{3B1}\u{3B2}\u{3B3}"], &["abc"]),
        (r"^(?<year>[0-9]{4})-(?:0[1-9])$", &["2026-03"], &["2026-13"]),
        (r"^(a|b)*?$", &["abab"], &["abc"]),
        (r"^[^\d\s]+$", &["ab"], &["a1", "a b"]),
        (r"^[\D]$", &["a"], &["1"]),
        (r"^[+--]$", &["+", ",", "-"], &["."]),
        (r"^\0$", &["\u{0}"], &["0"]),
        (r"^$", &[""], &["a"]),
        (r"^\t\v\f$", &["\u{9}\u{B}\u{C}"], &["tvf"]),
        ("\u{DF}", &["\u{DF}"], &["\u{1E9E}"]),
        (r"^.$", &["\u{1F600}"], &["ab", "\u{D}"]),
        (r"^a b #c$", &["a b #c"], &["abc"]),
        (r"^[\u0000-\u001F]$", &["\u{7}"], &["a"]),
        (r"^\$\(\)$", &["$()"], &["()"]),
        (r"a\]b}", &["a]b}"], &["ab"]),
    ];

    #[test]
    fn strings_match_as_in_ecma_262() {
        for (pattern, matching, others) in VERDICTS {
            let translated = translate(pattern).expect(pattern);
            let regex = Regex::new(&translated).expect(pattern);
            for (strings, verdict) in [(matching, true), (others, false)] {
                for text in *strings {
                    assert_eq!(regex.is_match(text), verdict, "{pattern} as {translated} on {text:?}");
                }
            }
        }
    }

    #[test]
    fn a_pattern_without_a_counterpart_has_a_reason() {
        let reasons = [
            (r"^(?!a)", "it looks around, or changes flags"),
            (r"(?<=a)b", "it looks around, or changes flags"),
            (r"(?i:a)", "it looks around, or changes flags"),
            (r"(a)\1", "it refers to a group"),
            (r"(?<n>a)\k<n>", "it refers to a group"),
            (r"\uD83D", "it has half a character"),
            (r"\q", "it has an unknown escape"),
            (r"\u00", "it has an unknown escape"),
            (r"\x+1", "it has an unknown escape"),
            (r"[z-a]", "it has a range that ends before it starts"),
            (r"[a", "it has an open class"),
            (r"\", "it ends with a backslash"),
            (r"\p{L", "it has an open brace"),
            (r"\u{41", "it has an open brace"),
            (r"(", "it is no regular expression"),
            (r"(?<n", "it is no regular expression"),
            (r"\p{Klingon}", "it is no regular expression"),
            (r"((((.{1000}){1000}){1000}){1000}){1000}", "it is too large once its repetitions are expanded"),
        ];
        for (pattern, reason) in reasons {
            assert_eq!(translate(pattern), Err(reason), "{pattern}");
        }
        assert!(translate(&"(".repeat(2_048)).is_err());
    }
}
