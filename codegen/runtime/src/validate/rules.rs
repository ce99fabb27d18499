//! The constraints of models and operations, as static tables beside their shapes.

use super::{Decimal, Pattern, VariantRule};

/// All constraints of an API.
#[derive(Debug)]
pub struct Table {
    /// The patterns of strings.
    pub patterns: &'static [Pattern],
    /// The models with constraints, in ordinal order of their names.
    pub models: &'static [ModelRules],
    /// The operations with constraints, in ordinal order of their names.
    pub operations: &'static [OperationRules],
}

/// The constraints of the values that an operation sends and receives.
#[derive(Clone, Copy, Debug)]
pub struct OperationRules {
    /// The Rust name of the operation.
    pub operation: &'static str,
    /// The constraints of its parts, by index in ascending order: those of parameters, and after them that of the body.
    pub parts: &'static [(usize, Rule)],
    /// The constraints of its responses, by the first and the last of their statuses, the most specific first.
    pub responses: &'static [(u16, u16, Rule)],
}

/// The constraints of a model, and of its members.
#[derive(Clone, Copy, Debug)]
pub struct ModelRules {
    /// The Rust name of the model, as in its shape.
    pub model: &'static str,
    /// The constraints of the object itself, and of each additional member.
    pub object: Rule,
    /// The constraints of members, by index in the shape, in ascending order.
    pub members: &'static [(usize, Rule)],
}

/// The constraints of a value. Each applies to values of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub(super) length: Counts,
    pub(super) patterns: &'static [usize],
    pub(super) items: Counts,
    pub(super) properties: Counts,
    pub(super) unique: bool,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: &'static [Decimal],
    /// Those of the first items of a tuple.
    pub(super) first: &'static [Rule],
    /// Those of each item, but for the first ones of a tuple, and of each entry.
    pub(super) each: Option<&'static Rule>,
    /// Those of the type of the value, which apply as well.
    pub(super) of: Option<&'static Rule>,
    /// Those of the variants of a union.
    pub(super) variants: &'static [VariantRule],
}

/// The bounds of a count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) min: u64,
    pub(super) max: u64,
}

/// A bound of a number.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// The bound.
    pub value: Decimal,
    /// `true` if the number differs from it.
    pub exclusive: bool,
}

impl Counts {
    const ANY: Self = Self { min: 0, max: u64::MAX };
}

impl Rule {
    /// No constraint.
    pub const ANY: Self = Self {
        length: Counts::ANY,
        patterns: &[],
        items: Counts::ANY,
        properties: Counts::ANY,
        unique: false,
        minimum: None,
        maximum: None,
        multiple_of: &[],
        first: &[],
        each: None,
        of: None,
        variants: &[],
    };

    /// Sets the bounds of the length of a string, in code points.
    #[must_use]
    pub const fn length(mut self, min: u64, max: u64) -> Self {
        self.length = Counts { min, max };
        self
    }

    /// Sets the patterns of a string, by index.
    #[must_use]
    pub const fn patterns(mut self, indices: &'static [usize]) -> Self {
        self.patterns = indices;
        self
    }

    /// Sets the bounds of the number of items.
    #[must_use]
    pub const fn items(mut self, min: u64, max: u64) -> Self {
        self.items = Counts { min, max };
        self
    }

    /// Sets the bounds of the number of members or entries.
    #[must_use]
    pub const fn properties(mut self, min: u64, max: u64) -> Self {
        self.properties = Counts { min, max };
        self
    }

    /// Forbids equal items.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// Sets the minimum.
    #[must_use]
    pub const fn minimum(mut self, value: Decimal, exclusive: bool) -> Self {
        self.minimum = Some(Bound { value, exclusive });
        self
    }

    /// Sets the maximum.
    #[must_use]
    pub const fn maximum(mut self, value: Decimal, exclusive: bool) -> Self {
        self.maximum = Some(Bound { value, exclusive });
        self
    }

    /// Sets the factors, which are positive.
    #[must_use]
    pub const fn multiple_of(mut self, factors: &'static [Decimal]) -> Self {
        self.multiple_of = factors;
        self
    }

    /// Sets the constraints of each item or entry.
    #[must_use]
    pub const fn each(mut self, each: &'static Rule) -> Self {
        self.each = Some(each);
        self
    }
    /// Sets the constraints of the first items of a tuple. Those of each item apply to the others.
    #[must_use]
    pub const fn first(mut self, first: &'static [Rule]) -> Self {
        self.first = first;
        self
    }

    /// Adds the constraints of the type.
    #[must_use]
    pub const fn of(mut self, of: &'static Rule) -> Self {
        self.of = Some(of);
        self
    }

    /// Sets the constraints of the variants of a union.
    #[must_use]
    pub const fn variants(mut self, variants: &'static [VariantRule]) -> Self {
        self.variants = variants;
        self
    }
}
