//! The leaves of which one unit's total is the weighted mean, each with the weight that it had in the end.

use super::evaluate::{Cell, Evaluator};
use super::plan::Plan;
use crate::framework::NodeId;
use crate::number::Ratio;

/// A total taken apart into leaves, as far as it is their weighted mean.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// The exact total, on 0..scale.
    pub total: Option<Ratio>,
    /// The leaves that took part, and the nodes that are given instead of theirs, in the order of the tree.
    pub leaves: Vec<LeafWeight>,
    /// What makes the total another figure than their mean, or their rates hang on weights; empty where nothing does.
    pub bent_by: Vec<Bend>,
}

/// A leaf and what it counted for.
#[derive(Clone, Debug)]
pub(crate) struct LeafWeight {
    pub node: NodeId,
    /// Its effective weight after what was missing had been dealt with; those of all leaves add up to one.
    pub weight: Ratio,
    /// Its rate on 0..scale; zero where it is not there and counts all the same.
    pub rate: Ratio,
}

/// What makes a total another figure than the weighted mean of rates that are the same under any weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Bend {
    /// A bonus or a deduction changed a node.
    Extras,
    /// A veto or a failed pass mark did.
    Decided,
    /// The points of a node were rounded before the one above was formed.
    Rounded,
}

impl Plan {
    /// The total of the unit in this row, taken apart.
    pub(crate) fn parts(&self, row: usize) -> Parts {
        let cells = Evaluator::new(self).unit(row).cells;
        let mut walk = Walk { plan: self, cells: &cells, leaves: Vec::new(), bent_by: Vec::new() };
        walk.node(NodeId::TOTAL, Ratio::one());
        let Walk { mut leaves, mut bent_by, .. } = walk;
        leaves.sort_by_key(|leaf| leaf.node);
        bent_by.sort_unstable();
        bent_by.dedup();
        let total = cells.first().and_then(|cell| cell.rate.clone());
        Parts { total, leaves, bent_by }
    }

    /// The exact total of the unit in this row.
    pub(crate) fn total(&self, row: usize) -> Option<Ratio> {
        Evaluator::new(self).unit(row).cells.into_iter().next().and_then(|cell| cell.rate)
    }
}

struct Walk<'p> {
    plan: &'p Plan,
    cells: &'p [Cell],
    leaves: Vec<LeafWeight>,
    bent_by: Vec<Bend>,
}

impl Walk<'_> {
    fn node(&mut self, id: NodeId, weight: Ratio) {
        let cell = &self.cells[id.0];
        self.bends(cell);
        let node = self.plan.framework().node(id);
        if cell.terms.is_empty() {
            match (&cell.rate, node.is_leaf()) {
                (None, false) => self.nothing(id, weight),
                (rate, _) => {
                    let rate = rate.clone().unwrap_or_else(Ratio::zero);
                    self.leaves.push(LeafWeight { node: id, weight, rate });
                }
            }
            return;
        }
        let sum: Ratio = cell.terms.iter().map(|(_, share)| share).sum();
        for (child, share) in &cell.terms {
            // A node that has a rate has shares above zero.
            let share = if sum.is_one() { share.clone() } else { share.checked_div(&sum).unwrap_or_else(Ratio::zero) };
            self.node(*child, &weight * &share);
        }
    }

    /// A node that is not there and counts as zero: so does all below it.
    fn nothing(&mut self, id: NodeId, weight: Ratio) {
        let node = self.plan.framework().node(id);
        let children = node.children.iter().filter(|child| self.plan.framework().node(**child).is_weighted());
        let children: Vec<NodeId> = children.copied().collect();
        if children.is_empty() {
            return self.leaves.push(LeafWeight { node: id, weight, rate: Ratio::zero() });
        }
        for child in children {
            self.nothing(child, &weight * self.plan.weights().share(child));
        }
    }

    fn bends(&mut self, cell: &Cell) {
        if cell.base.is_some() && cell.base != cell.rate {
            self.bent_by.push(Bend::Extras);
        }
        if cell.decided.as_ref().is_some_and(|decided| decided.before != cell.rate) {
            self.bent_by.push(Bend::Decided);
        }
        if cell.unrounded.is_some() && cell.unrounded != cell.rate {
            self.bent_by.push(Bend::Rounded);
        }
    }
}
