//! Patterns of names and paths.

/// A pattern: `*` stands for any characters but `/`, and `**` for any characters.
///
/// All possible matches are followed at once, so the time is the length of the text times that of the pattern, for any
/// pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Token>);

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Char(char),
    /// Any characters but `/`.
    Segment,
    /// Any characters.
    Any,
}

impl Pattern {
    /// Parses a pattern. Every text is one.
    pub(super) fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        for c in text.chars() {
            match (c, tokens.last_mut()) {
                ('*', Some(last @ (Token::Segment | Token::Any))) => *last = Token::Any,
                ('*', _) => tokens.push(Token::Segment),
                _ => tokens.push(Token::Char(c)),
            }
        }
        Self(tokens)
    }

    /// Returns `true` if the pattern matches a whole text.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut reached = vec![false; self.0.len() + 1];
        if let Some(start) = reached.first_mut() {
            *start = true;
        }
        self.pass_stars(&mut reached);
        for c in text.chars() {
            reached = self.step(&reached, c);
            if !reached.contains(&true) {
                return false;
            }
        }
        reached.last() == Some(&true)
    }

    /// Returns the reached positions after a further character.
    fn step(&self, reached: &[bool], c: char) -> Vec<bool> {
        let mut next = vec![false; reached.len()];
        for (index, token) in self.0.iter().enumerate().filter(|(index, _)| reached.get(*index) == Some(&true)) {
            let to = match token {
                Token::Char(expected) => (*expected == c).then_some(index + 1),
                Token::Segment => (c != '/').then_some(index),
                Token::Any => Some(index),
            };
            if let Some(is_reached) = to.and_then(|to| next.get_mut(to)) {
                *is_reached = true;
            }
        }
        self.pass_stars(&mut next);
        next
    }

    /// Adds the positions behind reached stars, which may stand for no characters.
    fn pass_stars(&self, reached: &mut [bool]) {
        for (index, _) in self.0.iter().enumerate().filter(|(_, token)| !matches!(token, Token::Char(_))) {
            if reached.get(index) == Some(&true)
                && let Some(behind) = reached.get_mut(index + 1)
            {
                *behind = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_characters() {
        for (pattern, text, is) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("*", "ab", true),
            ("*", "a/b", false),
            ("**", "a/b", true),
            ("a/*", "a/b", true),
            ("a/*", "a/b/c", false),
            ("a/**", "a/b/c", true),
            ("a/**", "a", false),
            ("a**", "a", true),
            ("a/*/c", "a/{b}/c", true),
            ("a/**/c", "a/b/b/c", true),
            ("a/**/c", "a/c", false),
            ("*b*b", "abbb", true),
            ("*b*b", "abba", false),
            ("*/**b", "a/a/b", true),
            ("é*", "éa", true),
            ("a*b", "a*b", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(text), is, "{pattern} {text}");
        }
    }

    #[test]
    fn hostile_patterns_take_no_longer() {
        let text = "a".repeat(10_000);
        for pattern in ["*a".repeat(500) + "b", "**a".repeat(500) + "b", "*".repeat(100_000) + "b"] {
            assert!(!Pattern::new(&pattern).matches(&text));
        }
        assert!(Pattern::new(&("*".repeat(100_000) + "a")).matches(&text));
    }
}
