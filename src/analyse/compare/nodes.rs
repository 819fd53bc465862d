//! What changed of every indicator over the units of both editions.

use super::matched::Matched;
use super::{UnitChange, split::LeafPart};
use crate::analyse::{Inequality, Summary};
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::score::Scores;

/// One indicator in both editions, or in one of them.
///
/// All figures are of the units that have a total in both editions, so that nothing in them is due to who was looked at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NodeChange {
    /// That of the old edition; none where it was added.
    pub old: Option<NodeId>,
    /// That of the new one; none where it was dropped.
    pub new: Option<NodeId>,
    /// Whether the two are compared; of those that are not, each edition is told by itself.
    pub comparable: bool,
    /// Its rates in the old edition, on the scale of the comparison.
    pub before: Option<Distribution>,
    /// Its rates in the new one.
    pub after: Option<Distribution>,
    /// Its mean part in what values did, over the units whose totals are split leaf by leaf; for the total over all that
    /// are split. None for nodes between.
    pub values: Option<Ratio>,
    /// Its mean part in what the scheme did, likewise.
    pub scheme: Option<Ratio>,
}

/// Rates of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Distribution {
    /// Mean, median, quartiles, spread.
    pub summary: Summary,
    /// Coefficient of variation, Gini, Theil.
    pub inequality: Inequality,
}

impl NodeChange {
    /// The change of the mean rate, where the node is compared.
    pub fn mean_change(&self) -> Option<Ratio> {
        let (before, after) = self.both()?;
        Some(&after.summary.mean - &before.summary.mean)
    }

    /// The change of the median rate, where the node is compared.
    pub fn median_change(&self) -> Option<Ratio> {
        let (before, after) = self.both()?;
        Some(&after.summary.median - &before.summary.median)
    }

    /// The change of Theil's T, where the node is compared.
    pub fn theil_change(&self) -> Option<Ratio> {
        let (before, after) = self.both()?;
        Some(after.inequality.theil.as_ref()? - before.inequality.theil.as_ref()?)
    }

    fn both(&self) -> Option<(&Distribution, &Distribution)> {
        self.before.as_ref().zip(self.after.as_ref()).filter(|_| self.comparable)
    }
}

/// What changed of every node: those of the new edition, the total first, then those of the old one that are in it no
/// longer.
pub(super) fn node_changes(
    old: &Scores,
    new: &Scores,
    matched: &Matched,
    units: &[UnitChange],
    stretch: &Ratio,
) -> Vec<NodeChange> {
    let both: Vec<&UnitChange> = units.iter().filter(|unit| unit.change().is_some()).collect();
    let parts = Parts::of(old, new, &both);
    let rates = |scores: &Scores, node: NodeId, row: &dyn Fn(&UnitChange) -> usize, stretch: &Ratio| {
        let rate = |unit: &&UnitChange| scores.get(row(unit))?.rate(node);
        let rates: Vec<Ratio> = both.iter().filter_map(rate).collect();
        let rates = if stretch.is_one() { rates } else { rates.iter().map(|rate| rate * stretch).collect() };
        Some(Distribution { summary: Summary::of(&rates)?, inequality: Inequality::of(&rates) })
    };
    let before = |node: NodeId| rates(old, node, &|unit| unit.old.row, stretch);
    let after = |node: NodeId| rates(new, node, &|unit| unit.new.row, &Ratio::one());
    let mut changes = Vec::new();
    let mut told = vec![false; old.framework().nodes().len()];
    for node in new.framework().nodes() {
        let pair = matched.pairs.iter().find(|pair| pair.new == node.id);
        if let Some(pair) = pair {
            told[pair.old.index()] = true;
        }
        let (values, scheme) = parts.of_node(pair.filter(|pair| pair.comparable).map(|pair| pair.old), Some(node.id));
        changes.push(NodeChange {
            old: pair.map(|pair| pair.old),
            new: Some(node.id),
            comparable: pair.is_some_and(|pair| pair.comparable),
            before: pair.and_then(|pair| before(pair.old)),
            after: after(node.id),
            values,
            scheme,
        });
    }
    for node in old.framework().nodes().iter().filter(|node| !told[node.id.index()]) {
        let (values, scheme) = parts.of_node(Some(node.id), None);
        changes.push(NodeChange {
            old: Some(node.id),
            new: None,
            comparable: false,
            before: before(node.id),
            after: None,
            values,
            scheme,
        });
    }
    changes
}

/// The mean part of each leaf.
struct Parts {
    old: Vec<Option<(Ratio, Ratio)>>,
    new: Vec<Option<(Ratio, Ratio)>>,
    total: Option<(Ratio, Ratio)>,
}

impl Parts {
    fn of(old: &Scores, new: &Scores, units: &[&UnitChange]) -> Parts {
        let splits: Vec<_> = units.iter().filter_map(|unit| unit.split.as_ref().ok()).collect();
        let by_leaves: Vec<_> = splits.iter().filter(|split| !split.leaves.is_empty()).collect();
        let sums = |nodes: usize, place: &dyn Fn(&LeafPart) -> Option<NodeId>| {
            let mut parts: Vec<Vec<&LeafPart>> = vec![Vec::new(); nodes];
            for part in by_leaves.iter().flat_map(|split| &split.leaves) {
                if let Some(node) = place(part) {
                    parts[node.index()].push(part);
                }
            }
            let count = Ratio::from(by_leaves.len() as u64);
            parts.iter().map(|parts| mean(parts.iter().map(|part| (&part.values, &part.scheme)), &count)).collect()
        };
        let total = mean(splits.iter().map(|split| (&split.values, &split.scheme)), &Ratio::from(splits.len() as u64));
        Parts {
            // A leaf of both editions that took part in one alone stands with that one.
            old: sums(old.framework().nodes().len(), &|part| part.old.filter(|_| part.new.is_none())),
            new: sums(new.framework().nodes().len(), &|part| part.new),
            total,
        }
    }

    fn of_node(&self, old: Option<NodeId>, new: Option<NodeId>) -> (Option<Ratio>, Option<Ratio>) {
        if new == Some(NodeId::TOTAL) {
            return self.total.clone().unzip();
        }
        let old = old.and_then(|node| self.old[node.index()].as_ref());
        let new = new.and_then(|node| self.new[node.index()].as_ref());
        match (old, new) {
            (Some(one), Some(other)) => (Some(&one.0 + &other.0), Some(&one.1 + &other.1)),
            (one, other) => one.or(other).cloned().unzip(),
        }
    }
}

/// The sums of parts over a number of units; nothing where there are no parts.
fn mean<'p>(parts: impl Iterator<Item = (&'p Ratio, &'p Ratio)>, units: &Ratio) -> Option<(Ratio, Ratio)> {
    let (values, schemes): (Vec<&Ratio>, Vec<&Ratio>) = parts.unzip();
    if values.is_empty() {
        return None;
    }
    let sum = |parts: Vec<&Ratio>| parts.into_iter().sum::<Ratio>().checked_div(units);
    Some((sum(values)?, sum(schemes)?))
}
