//! One unit at a time, in ratios: missing values, given nodes, rounding at each level.
//!
//! This is the way that can do everything; [`super::kernel`] does the plain rows faster with the same result.

use super::plan::Plan;
use crate::data::Observation;
use crate::framework::{Figure, Node, NodeId};
use crate::methods::Missing;
use crate::number::{Ratio, Stage};

/// What one node of one unit came to.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// The score on 0..scale; none where it is missing.
    pub rate: Option<Ratio>,
    /// The rate before rounding, where the scheme rounds at each level.
    pub unrounded: Option<Ratio>,
    /// Share of the weight below that is present: 1 for a value, less where leaves are missing.
    pub present: Ratio,
    pub how: How,
    /// What the rate was formed from, with the weights that were used.
    pub terms: Vec<(NodeId, Ratio)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Observed,
    MissingAsZero,
    Missing,
    /// A node above it is given for this unit.
    BelowGiven,
    Computed,
}

pub(super) struct Evaluator<'p> {
    plan: &'p Plan,
    missing: Missing,
}

impl<'p> Evaluator<'p> {
    pub(super) fn new(plan: &'p Plan) -> Evaluator<'p> {
        Evaluator { plan, missing: plan.framework().missing() }
    }

    /// All nodes of the unit in this row, in the order of the tree.
    pub(super) fn unit(&self, row: usize) -> Vec<Cell> {
        let nodes = self.plan.framework().nodes();
        let given: Vec<bool> = nodes.iter().map(|node| self.is_value(node, row)).collect();
        let mut cells: Vec<Option<Cell>> = vec![None; nodes.len()];
        // Children stand behind their parent, so that backwards every child comes first.
        for node in nodes.iter().rev() {
            let below = self.plan.framework().ancestors(node.id).any(|ancestor| given[ancestor.id.0]);
            let mut cell = if below {
                Cell::without(How::BelowGiven)
            } else if given[node.id.0] {
                self.observed(node, row)
            } else if node.is_leaf() {
                self.absent()
            } else {
                self.combined(node, &cells)
            };
            self.round(node, &mut cell);
            cells[node.id.0] = Some(cell);
        }
        cells.into_iter().flatten().collect()
    }

    fn is_value(&self, node: &Node, row: usize) -> bool {
        matches!(self.plan.observation(node.id, row), Observation::Value(_))
    }

    fn observed(&self, node: &Node, row: usize) -> Cell {
        match (self.plan.observation(node.id, row), self.plan.reading(node.id)) {
            (Observation::Value(value), Some(reading)) => {
                Cell { rate: Some(reading.rate(value)), present: Ratio::one(), ..Cell::without(How::Observed) }
            }
            _ => Cell::without(How::Missing),
        }
    }

    fn absent(&self) -> Cell {
        match self.missing {
            Missing::Zero => Cell { rate: Some(Ratio::zero()), ..Cell::without(How::MissingAsZero) },
            _ => Cell::without(How::Missing),
        }
    }

    fn combined(&self, node: &Node, cells: &[Option<Cell>]) -> Cell {
        let by_leaves = self.missing == Missing::RescaleTree;
        let mut terms: Vec<(NodeId, Ratio)> = Vec::new();
        let mut shares: Vec<Ratio> = Vec::new();
        for child in &node.children {
            let Some(cell) = &cells[child.0] else { continue };
            let share = self.plan.weights().share(*child);
            let here = if cell.present.is_one() { share.clone() } else { share * &cell.present };
            if cell.rate.is_some() {
                terms.push((*child, if by_leaves { here.clone() } else { share.clone() }));
            }
            shares.push(here);
        }
        let present: Ratio = shares.iter().sum();
        // Under `reject` only what has no weight in the total may lack values, and then it has no score of its own.
        let incomplete = self.missing == Missing::Reject && !present.is_one();
        let parts: Vec<(&Ratio, &Ratio)> =
            terms.iter().filter_map(|(child, share)| Some((share, cells[child.0].as_ref()?.rate.as_ref()?))).collect();
        let rate = if incomplete { None } else { node.aggregate.combine(&parts) };
        let how = if rate.is_some() { How::Computed } else { How::Missing };
        if rate.is_none() {
            terms.clear();
        }
        Cell { rate, unrounded: None, present, how, terms }
    }

    /// Rounds the displayed figure where the scheme says so; what has no points is carried as it is.
    fn round(&self, node: &Node, cell: &mut Cell) {
        let rounding = self.plan.framework().rounding();
        let effective = self.plan.weights().effective(node.id);
        let Some(rate) = cell.rate.as_ref().filter(|_| rounding.stage == Stage::EachLevel) else { return };
        let rounded = match self.plan.framework().display() {
            Figure::Rate => rate.round(rounding),
            Figure::Points => match (rate * effective).round(rounding).checked_div(effective) {
                Some(rounded) => rounded,
                None => return,
            },
        };
        cell.unrounded = cell.rate.replace(rounded);
    }
}

impl Cell {
    fn without(how: How) -> Cell {
        Cell { rate: None, unrounded: None, present: Ratio::zero(), how, terms: Vec::new() }
    }
}
