//! What a node does to the one above besides its weight, and what happens where it is not there.

use super::extras::CoverageBy;
use super::words::By;
use crate::methods::{Missing, Standing};
use crate::number::Ratio;

/// What a node does to the one above.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// It is part of its weighted mean.
    Weighted,
    /// Its points are added.
    Bonus(Bonus),
    /// Its points are taken off, down to nothing.
    Deduction {
        /// At most so many points.
        cap: Option<Ratio>,
    },
    /// It decides the score where anything below it gets marks.
    Veto(Consequence),
}

/// A bonus (加分项).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bonus {
    /// At most so many points.
    pub cap: Option<Ratio>,
    /// What the node above must reach without it.
    pub when: Option<Condition>,
}

/// A mark that a rate has to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Condition {
    /// The mark, on 0..scale.
    pub rate: Ratio,
    /// Whether the mark itself reaches it.
    pub inclusive: bool,
    /// Whether the exact or the rounded figure is compared.
    pub by: By,
}

/// What follows from a veto or from failing a pass mark.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consequence {
    /// The rate from then on.
    pub score: Option<Ratio>,
    /// The greatest rate from then on.
    pub at_most: Option<Ratio>,
    /// The rate stays what it is.
    pub keeps: bool,
    /// Whether and where the unit is ranked.
    pub rank: Standing,
    /// The place of the tier from then on, 0 for the best.
    pub tier: Option<usize>,
}

/// A pass mark (合格线).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pass {
    /// What the node has to reach.
    pub condition: Condition,
    /// What follows for the total where it does not.
    pub consequence: Consequence,
}

/// What happens where a node is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Absence {
    /// Because nothing was observed.
    pub missing: Missing,
    /// Because there is nothing to observe (不适用).
    pub not_applicable: Missing,
    /// How much below it has to be there for it to have a score.
    pub coverage: Option<Coverage>,
}

/// How much has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// The least part of what applies.
    pub least: Ratio,
    /// How it is measured.
    pub by: CoverageBy,
}
