//! The change of a total, split into what values and what the scheme did.

use super::matched::Matched;
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::score::{Bend, Parts};

/// The change of one unit's total in two parts, which add up to it exactly.
///
/// With effective weights w, W and rates v, V (old and new), C the leaves in both, A those added, D those dropped:
/// values = Σ_C (w+W)/2·(V−v), and scheme = Σ_C (W−w)·(v+V)/2 + Σ_A W·V − Σ_D w·v. Neither depends on whether values or
/// scheme are changed first (Shapley 1953, for two players; Bennet 1920 for sums of products).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Split {
    /// What changed values did, under the mean of both schemes.
    pub values: Ratio,
    /// What the changed scheme did, at the mean of both values.
    pub scheme: Ratio,
    /// How it was found.
    pub by: SplitBy,
    /// What each leaf did; empty where it was found as a whole.
    pub leaves: Vec<LeafPart>,
    /// Leaves that are in both editions and took part in one alone, since a value is missing: counted with the scheme.
    pub one_sided: usize,
}

/// How the parts of a change were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SplitBy {
    /// Leaf by leaf: both totals are weighted means.
    Leaves,
    /// By totals formed with the values of one edition and the scheme of the other.
    Crossed,
}

/// What one leaf did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeafPart {
    /// The leaf of the old edition, where it took part.
    pub old: Option<NodeId>,
    /// That of the new one.
    pub new: Option<NodeId>,
    /// Its part in what values did.
    pub values: Ratio,
    /// Its part in what the scheme did, its rates measured from the mean of both totals r: (W−w)·((v+V)/2−r), W·(V−r) or
    /// −w·(v−r). Weights add up to one in both editions, so that all of them together give the same sum.
    pub scheme: Ratio,
}

/// Why a change cannot be split.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inseparable {
    /// There is no total in the old or the new edition.
    NoTotal,
    /// Bonuses, vetoes or rounding bend a total, and not every leaf of one edition is compared with one of the other.
    OtherLeaves(Vec<Bend>),
    /// The same, and with the values of the one and the scheme of the other there is no total.
    NoCrossedTotal(Vec<Bend>),
}

/// Splits a change between two weighted means, in shares of full marks times `scale`.
pub(super) fn by_leaves(old: &Parts, new: &Parts, matched: &Matched, room: &mut Room) -> Split {
    let (before, after) = (total(old), total(new));
    let half = half();
    let level = &(&before + &after) * &half;
    let mut split = Split {
        values: Ratio::zero(),
        scheme: Ratio::zero(),
        by: SplitBy::Leaves,
        leaves: Vec::with_capacity(new.leaves.len()),
        one_sided: 0,
    };
    room.fill(new);
    let mut raw = Vec::with_capacity(new.leaves.len());
    for leaf in &old.leaves {
        let twin = matched.new_of(leaf.node);
        let part = match twin.and_then(|twin| room.take(twin)) {
            Some(at) => {
                let other = &new.leaves[at];
                let mean_weight = &(&leaf.weight + &other.weight) * &half;
                let mean_rate = &(&leaf.rate + &other.rate) * &half;
                let gained = &other.weight - &leaf.weight;
                raw.push(&gained * &mean_rate);
                LeafPart {
                    old: Some(leaf.node),
                    new: Some(other.node),
                    values: &mean_weight * &(&other.rate - &leaf.rate),
                    scheme: &gained * &(&mean_rate - &level),
                }
            }
            None => {
                split.one_sided += usize::from(twin.is_some());
                raw.push(-(&leaf.weight * &leaf.rate));
                let scheme = -(&leaf.weight * &(&leaf.rate - &level));
                LeafPart { old: Some(leaf.node), new: None, values: Ratio::zero(), scheme }
            }
        };
        split.leaves.push(part);
    }
    for leaf in new.leaves.iter().filter(|leaf| room.take(leaf.node).is_some()) {
        split.one_sided += usize::from(matched.old_of(leaf.node).is_some());
        raw.push(&leaf.weight * &leaf.rate);
        let scheme = &leaf.weight * &(&leaf.rate - &level);
        split.leaves.push(LeafPart { old: None, new: Some(leaf.node), values: Ratio::zero(), scheme });
    }
    split.values = split.leaves.iter().map(|leaf| &leaf.values).sum();
    split.scheme = raw.iter().sum();
    split
}

/// Splits a change by the totals of both crossed runs: each step is taken first in one order and last in the other, and
/// the mean of the two counts.
pub(super) fn by_runs(old: &Ratio, new: &Ratio, new_values: &Ratio, new_scheme: &Ratio) -> Split {
    let half = half();
    Split {
        values: &(&(new_values - old) + &(new - new_scheme)) * &half,
        scheme: &(&(new_scheme - old) + &(new - new_values)) * &half,
        by: SplitBy::Crossed,
        leaves: Vec::new(),
        one_sided: 0,
    }
}

/// Where each node of the new edition stands among the leaves that took part; room for one unit after the other.
pub(super) struct Room {
    places: Vec<Option<usize>>,
}

impl Room {
    pub(super) fn new(nodes: usize) -> Room {
        Room { places: vec![None; nodes] }
    }

    fn fill(&mut self, parts: &Parts) {
        self.places.fill(None);
        for (at, leaf) in parts.leaves.iter().enumerate() {
            self.places[leaf.node.index()] = Some(at);
        }
    }

    /// The place of a leaf that was not taken yet.
    fn take(&mut self, node: NodeId) -> Option<usize> {
        self.places[node.index()].take()
    }
}

fn total(parts: &Parts) -> Ratio {
    parts.total.clone().unwrap_or_else(Ratio::zero)
}

fn half() -> Ratio {
    // Two is not zero.
    Ratio::new(1, 2).unwrap_or_else(Ratio::zero)
}
