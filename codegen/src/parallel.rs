//! Work on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

/// The stack size of a worker: that of a main thread on most systems, since the main thread works as well.
const STACK: usize = 8 << 20;

/// Maps items in parallel, and returns the results in the order of the items, independent of the number of threads.
/// Each worker takes the next item when it is done with one. If the system provides no thread, the others do its work.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work_off = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut done = thread::scope(|scope| {
        let begin = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work_off).ok();
        let others: Vec<_> = (1..cores.min(items.len())).filter_map(begin).collect();
        let mut done = work_off();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        // The first ones take the longest.
        let slowly = |item: &u64| (0..(1000 - item) * 100).fold(*item, |sum, _| std::hint::black_box(sum));
        assert_eq!(map(&items, slowly), items);
    }

    #[test]
    fn no_items_give_no_results() {
        assert_eq!(map(&[], |(): &()| ()), []);
    }

    #[test]
    #[should_panic(expected = "the third")]
    fn a_panic_is_passed_on() {
        map(&[1, 2, 3], |item| assert_ne!(*item, 3, "the third"));
    }
}
