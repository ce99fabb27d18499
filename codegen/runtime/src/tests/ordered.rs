//! Hashes and the order of models.

use core::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use crate::runtime::private::{compare_models, hash_model};
use crate::runtime::{Unknown, object};

/// A model with a member of each kind that has an order.
#[derive(Clone, Default)]
struct Node {
    amount: Option<f64>,
    by_name: Option<BTreeMap<String, i64>>,
    items: Option<Vec<Node>>,
    next: Option<Box<Node>>,
    unknown: Unknown,
}

object! {
    Node {
        0 => amount: "amount",
        1 => by_name: "byName",
        2 => items: "items",
        3 => next: "next",
    }
    shape("Node", "Node")
}

impl core::hash::Hash for Node {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        hash_model(self, state);
    }
}

fn named(entries: &[(&str, i64)]) -> Node {
    let entries = entries.iter().map(|(key, value)| ((*key).to_owned(), *value));
    Node { by_name: Some(entries.collect()), ..Node::default() }
}

fn with_items(amounts: &[f64]) -> Node {
    let items = amounts.iter().map(|amount| Node { amount: Some(*amount), ..Node::default() });
    Node { items: Some(items.collect()), ..Node::default() }
}

/// Rust's own collections are the reference: arrays and maps compare their items first, then their lengths.
#[test]
fn collections_are_compared_like_those_of_rust() {
    let lists: [&[f64]; 5] = [&[], &[1.0], &[1.0, 0.5], &[1.0, 2.0], &[2.0]];
    for left in lists {
        for right in lists {
            assert_eq!(compare_models(&with_items(left), &with_items(right)), left.partial_cmp(right));
        }
    }
    let maps: [&[(&str, i64)]; 5] = [&[], &[("a", 1)], &[("a", 1), ("b", 0)], &[("a", 2)], &[("b", 0)]];
    for left in maps {
        for right in maps {
            let [first, second] = [left, right].map(|entries| entries.iter().copied().collect::<BTreeMap<_, _>>());
            assert_eq!(compare_models(&named(left), &named(right)), Some(first.cmp(&second)));
        }
    }
}

#[test]
fn equal_models_have_equal_hashes() {
    let state = RandomState::new();
    let pairs = [
        (with_items(&[0.0]), with_items(&[-0.0])),
        (named(&[("a", 1), ("b", 2)]), named(&[("b", 2), ("a", 1)])),
        (Node::default(), Node::default()),
    ];
    for (left, right) in pairs {
        assert_eq!(left, right);
        assert_eq!(state.hash_one(&left), state.hash_one(&right));
    }
    let others =
        [Node::default(), named(&[]), named(&[("a", 1)]), named(&[("a", 2)]), with_items(&[]), with_items(&[1.0])];
    let hashes: std::collections::BTreeSet<u64> = others.iter().map(|node| state.hash_one(node)).collect();
    assert_eq!(hashes.len(), others.len());
}

/// Values that are built in code may be deeper than any that is read.
#[test]
fn deep_models_need_no_stack() {
    let deep = || (0..20_000).fold(Node::default(), |inner, _| Node { next: Some(Box::new(inner)), ..Node::default() });
    let (left, right) = (deep(), deep());
    assert_eq!(compare_models(&left, &right), Some(Ordering::Equal));
    let state = RandomState::new();
    assert_eq!(state.hash_one(&left), state.hash_one(&right));
}
