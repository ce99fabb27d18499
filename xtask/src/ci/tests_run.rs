//! The number of tests of a run, read from its output.

/// The stream on which a test runner reports the number of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Stdout,
    Stderr,
}

/// The tests that a line of nextest's summary counts:
/// `     Summary [   0.005s] 12 tests run: 12 passed, 0 skipped`.
pub(super) fn by_nextest(line: &str) -> usize {
    let Some((_, counts)) = line.split_once("Summary [").and_then(|(_, it)| it.split_once(']')) else {
        return 0;
    };
    // An aborted run prints `7/12 tests run`.
    let count = counts.split_whitespace().next().unwrap_or_default();
    number(count.split('/').next())
}

/// The tests that a summary line of Rust's own test runner counts:
/// `test result: ok. 3 passed; 1 failed; 0 ignored; …`.
pub(super) fn by_libtest(line: &str) -> usize {
    let Some((_, counts)) = line.split_once("test result: ") else {
        return 0;
    };
    let before = |what: &str| {
        let (left, _) = counts.split_once(what)?;
        left.split_whitespace().last()
    };
    number(before(" passed")) + number(before(" failed"))
}

fn number(word: Option<&str>) -> usize {
    word.and_then(|it| it.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_is_counted() {
        assert_eq!(by_nextest("     Summary [   0.005s] 12 tests run: 12 passed, 0 skipped"), 12);
        assert_eq!(by_nextest("     Summary [   0.005s] 7/12 tests run: 6 passed, 1 failed"), 7);
        assert_eq!(by_nextest("        PASS [   0.003s] bindery a::b"), 0);
    }

    #[test]
    fn libtest_is_counted() {
        let line = "test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out";
        assert_eq!(by_libtest(line), 4);
        assert_eq!(by_libtest("test a::b ... ok"), 0);
    }
}
