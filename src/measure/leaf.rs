//! The items of one leaf of one unit, together.

use super::item::{Settled, State, settle};
use crate::data::Dataset;
use crate::framework::{Coverage, CoverageBy, Framework, Item, Node};
use crate::methods::{Counted, Missing, Part, join, together};
use crate::number::Ratio;

/// Why something is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Missing,
    NotApplicable,
}

/// How much of what applies is there, by weight and by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cover {
    pub there: Ratio,
    pub applies: Ratio,
    pub count_there: u64,
    pub count_applies: u64,
}

impl Cover {
    /// Of something that is there as a whole.
    pub(crate) fn whole() -> Cover {
        Cover { there: Ratio::one(), applies: Ratio::one(), count_there: 1, count_applies: 1 }
    }

    /// Of something that is not there.
    pub(crate) fn none(why: Why) -> Cover {
        match why {
            Why::Missing => Cover { applies: Ratio::one(), count_applies: 1, ..Cover::empty() },
            Why::NotApplicable => Cover::empty(),
        }
    }

    /// Of nothing.
    pub(crate) fn empty() -> Cover {
        Cover { there: Ratio::zero(), applies: Ratio::zero(), count_there: 0, count_applies: 0 }
    }

    /// Adds a part that weighs so much.
    pub(crate) fn add(&mut self, weight: &Ratio, part: &Cover) {
        if weight.is_zero() {
            return;
        }
        self.there = &self.there + &(weight * &part.there);
        self.applies = &self.applies + &(weight * &part.applies);
        self.count_there += part.count_there;
        self.count_applies += part.count_applies;
    }

    /// The part that is there, from 0 to 1; one where nothing applies.
    pub(crate) fn part(&self, by: CoverageBy) -> Ratio {
        let part = match by {
            CoverageBy::Weight => self.there.checked_div(&self.applies),
            CoverageBy::Count => Ratio::from(self.count_there).checked_div(&Ratio::from(self.count_applies)),
        };
        part.unwrap_or_else(Ratio::one)
    }

    /// Whether less is there than has to be.
    pub(crate) fn is_short(&self, coverage: Option<&Coverage>) -> bool {
        coverage.is_some_and(|coverage| self.part(coverage.by) < coverage.least)
    }
}

/// What a leaf with items came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeafOutcome {
    /// Its share of full marks; none where it is not there.
    pub share: Option<Ratio>,
    /// Why it is not there; its share is zero where what is not there counts as zero.
    pub why: Option<Why>,
    /// How much of its weight is still in the tree: less than one under `rescale-tree`.
    pub carried: Ratio,
    pub cover: Cover,
    /// Each of its items.
    pub items: Vec<Settled>,
    /// The marks with which each item counts, in the order of the items; none for one that does not take part.
    pub marks: Vec<Option<Ratio>>,
    /// A violation holds.
    pub violated: bool,
    /// The leaf itself was given.
    pub given: bool,
}

impl LeafOutcome {
    /// A leaf that was given as a whole.
    pub(crate) fn given(share: Ratio) -> LeafOutcome {
        LeafOutcome {
            share: Some(share),
            why: None,
            carried: Ratio::one(),
            cover: Cover::whole(),
            items: Vec::new(),
            marks: Vec::new(),
            violated: false,
            given: true,
        }
    }

    /// A leaf that is not there.
    pub(crate) fn absent(why: Why) -> LeafOutcome {
        LeafOutcome { share: None, why: Some(why), cover: Cover::none(why), ..LeafOutcome::given(Ratio::zero()) }
    }

    /// A leaf whose items are all there.
    pub(crate) fn measured(share: Ratio) -> LeafOutcome {
        LeafOutcome { given: false, ..LeafOutcome::given(share) }
    }

    /// Whether every item is there, so that only the share matters.
    pub(super) fn is_plain(&self) -> bool {
        !self.given && self.share.is_some() && self.items.iter().all(|item| matches!(item.state, State::Share(_)))
    }
}

/// The rule that an absence falls under.
pub(crate) fn rule_for(why: Why, node: &Node) -> Missing {
    match why {
        Why::Missing => node.absence.missing,
        Why::NotApplicable => node.absence.not_applicable,
    }
}

/// Joins the items of a leaf for the unit in this row.
pub(crate) fn join_items(framework: &Framework, dataset: &Dataset, leaf: &Node, row: usize) -> LeafOutcome {
    let settled = leaf.items.iter().map(|id| settle(framework, dataset, framework.item(*id), row));
    join_settled(framework, leaf, settled.collect())
}

/// Joins the items of a leaf, each of them settled, in their order.
pub(crate) fn join_settled(framework: &Framework, leaf: &Node, settled: Vec<Settled>) -> LeafOutcome {
    let items: Vec<&Item> = leaf.items.iter().map(|id| framework.item(*id)).collect();
    let one = Ratio::one();
    let absent = |state: &State| match state {
        State::Share(_) => None,
        State::Missing => Some(Why::Missing),
        State::NotApplicable => Some(Why::NotApplicable),
    };
    let zero = Ratio::zero();
    let marks_of = |item: &Item| if item.violation { zero.clone() } else { item.marks.clone() };
    let marks: Vec<Ratio> = items.iter().map(|item| marks_of(item)).collect();
    let parts: Vec<Part<'_>> = settled
        .iter()
        .zip(&marks)
        .map(|(settled, marks)| Part {
            weight: marks,
            carried: &one,
            absent: absent(&settled.state).map(|why| rule_for(why, leaf)),
        })
        .collect();
    let joined = join(&parts);
    let share_of = |settled: &Settled| match &settled.state {
        State::Share(share) => share.clone(),
        _ => Ratio::zero(),
    };
    let shares: Vec<Ratio> = settled.iter().map(share_of).collect();
    let mut cover = Cover::empty();
    let all: Ratio = marks.iter().sum();
    for (settled, marks) in settled.iter().zip(&marks) {
        let part = absent(&settled.state).map_or_else(Cover::whole, Cover::none);
        let weight = marks.checked_div(&all).unwrap_or_else(Ratio::zero);
        cover.add(&weight, &part);
    }
    let counted: Vec<Counted<'_>> = items
        .iter()
        .zip(&shares)
        .zip(&joined.weights)
        .filter_map(|((item, share), marks)| {
            let marks = marks.as_ref()?;
            Some(Counted { violation: item.violation, ..Counted::new(marks, share) })
        })
        .collect();
    let violated = counted.iter().any(|item| item.violation && !item.share.is_zero());
    let reasons = || settled.iter().zip(&items).filter(|(_, item)| !item.violation).map(|(one, _)| absent(&one.state));
    let why = if reasons().all(|why| why == Some(Why::NotApplicable)) { Why::NotApplicable } else { Why::Missing };
    let nothing = !violated && reasons().all(|why| why.is_some());
    // A leaf with a rule of its own has nothing below it.
    let short = !items.iter().any(|item| item.is_leaf) && cover.is_short(leaf.absence.coverage.as_ref());
    // Of a veto one condition that holds is enough, however little else is there.
    let empty = if leaf.vetoes {
        joined.rejected && counted.iter().all(|item| item.violation || item.share.is_zero())
    } else {
        joined.rejected || short
    };
    // A violation takes all marks of the leaf, so the leaf keeps its weight, whatever else is missing.
    let (share, carried) = match (violated, empty) {
        (true, _) => (Some(Ratio::zero()), Ratio::one()),
        (false, true) => (None, joined.carried),
        (false, false) => (together(&counted), joined.carried),
    };
    LeafOutcome {
        why: (nothing || share.is_none()).then_some(why),
        share,
        carried,
        cover,
        items: settled,
        marks: joined.weights,
        violated,
        given: false,
    }
}
