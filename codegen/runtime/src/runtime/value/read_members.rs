//! The members of an object that have been read.

/// A bit for each member. Objects of up to 64 members need no memory on the heap.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ReadMembers {
    first: u64,
    more: Vec<u64>,
}

impl ReadMembers {
    /// Marks the member at `index` as read.
    pub(crate) fn mark(&mut self, index: usize) {
        let bit = 1 << (index % 64);
        match (index / 64).checked_sub(1) {
            None => self.first |= bit,
            Some(word) => {
                if self.more.len() <= word {
                    self.more.resize(word + 1, 0);
                }
                if let Some(word) = self.more.get_mut(word) {
                    *word |= bit;
                }
            }
        }
    }

    /// Returns `true` if the member at `index` was read.
    #[must_use]
    pub(crate) fn contains(&self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => Some(&self.first),
            Some(word) => self.more.get(word),
        };
        word.is_some_and(|word| word & (1 << (index % 64)) != 0)
    }
}
