//! The arguments of a constructor: their form, and the order of those that remain.

use super::compare::{Compare, NamedSubject};
use super::describe;
use super::difference::{Action, Aspect};
use super::pair::Pair;
use super::verdict::breaking;
use crate::shown::code;

/// The constructor of a model or an operation in both contracts.
pub(super) struct Constructor<'a> {
    pub(super) subject: NamedSubject<'a>,
    /// The Rust name of the model or the operation.
    pub(super) owner: &'a str,
    /// The struct of the arguments; `None` if they stand one by one.
    pub(super) named: Pair<Option<&'a str>>,
    pub(super) at: Pair<&'a str>,
}

/// An argument of a constructor.
pub(super) struct Argument<'a> {
    pub(super) rust_name: &'a String,
    pub(super) position: usize,
    /// The position in the old contract; `None` for a new argument.
    pub(super) before: Option<usize>,
}

/// Compares the form and the order of the arguments. Arguments stand one by one only where the compiler distinguishes
/// them, and the fields of a struct have no order.
pub(super) fn compare(compare: &mut Compare<'_>, of: &Constructor<'_>, mut arguments: Vec<Argument<'_>>) {
    let Constructor { subject, owner, named, at } = of;
    let constructor = code(&format!("{owner}::new"));
    if named.old != named.new {
        let what = match named.new {
            Some(new) => format!("{constructor} takes a {}", code(new)),
            None => format!("{constructor} takes its arguments one by one"),
        };
        let rust = breaking("pass the arguments in the new form");
        compare.difference(*subject, Action::Changed(Aspect::Arguments), what).at(*at).rust(rust).done();
    }
    arguments.sort_by_key(|argument| argument.position);
    if named.new.is_none() && !arguments.iter().filter_map(|argument| argument.before).is_sorted() {
        let order = describe::names(arguments.iter().map(|argument| argument.rust_name));
        let text = format!("the arguments of {constructor} have another order: {order}");
        let rust = breaking("pass the arguments in the new order");
        compare.difference(*subject, Action::Changed(Aspect::Arguments), text).at(*at).rust(rust).done();
    }
}
