//! One unit at a time, in ratios: missing values, given nodes, items, bonuses and vetoes, rounding at each level.
//!
//! This is the way that can do everything; [`super::kernel`] does the plain rows faster with the same result.

use std::collections::BTreeMap;

use super::adjust::{Decided, Doubt, Extra, Verdict};
use super::plan::Plan;
use crate::framework::{Node, NodeId};
use crate::measure::{Cover, LeafOutcome, Why, rule_for};
use crate::methods::{Missing, Part, join};
use crate::number::{Ratio, Stage};

/// What one node of one unit came to.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// The score on 0..scale; none where it is not there.
    pub rate: Option<Ratio>,
    /// The rate before rounding, where the scheme rounds at each level.
    pub unrounded: Option<Ratio>,
    /// Why it is not there.
    pub why: Option<Why>,
    /// How much of its weight is still in the tree: less than one under `rescale-tree`.
    pub carried: Ratio,
    /// How much of what applies below is there.
    pub cover: Cover,
    pub how: How,
    /// What the weighted mean was formed from, with the weights that were used.
    pub terms: Vec<(NodeId, Ratio)>,
    /// The weighted mean, where something was added or taken off.
    pub base: Option<Ratio>,
    /// What was added or taken off, or might have been.
    pub extras: Vec<Extra>,
    /// What a veto or a failed pass mark decided.
    pub decided: Option<Decided>,
    /// The rate of a bonus or deduction before its cap or condition.
    pub uncounted: Option<Ratio>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Observed,
    /// From items.
    Measured,
    AsZero,
    Absent,
    /// Less below it is there than has to be.
    ShortOfCoverage,
    /// A node above it is given for this unit.
    BelowGiven,
    Computed,
    /// A veto holds that leaves no score.
    Vetoed,
}

/// What a unit came to.
pub(super) struct Evaluated {
    /// All nodes, in the order of the tree.
    pub cells: Vec<Cell>,
    /// What vetoes and failed pass marks say of the unit.
    pub verdict: Option<Verdict>,
    /// Conditions that hang on rounding.
    pub doubts: Vec<Doubt>,
}

pub(super) struct Evaluator<'p> {
    pub(super) plan: &'p Plan,
    /// What leaves came to instead of what the data say.
    instead: BTreeMap<NodeId, LeafOutcome>,
}

impl<'p> Evaluator<'p> {
    pub(super) fn new(plan: &'p Plan) -> Evaluator<'p> {
        Evaluator::with(plan, BTreeMap::new())
    }

    /// The same where some leaves, or nodes that are given, came to something else.
    pub(super) fn with(plan: &'p Plan, instead: BTreeMap<NodeId, LeafOutcome>) -> Evaluator<'p> {
        Evaluator { plan, instead }
    }

    /// The unit in this row.
    pub(super) fn unit(&self, row: usize) -> Evaluated {
        let nodes = self.plan.framework().nodes();
        let given: Vec<bool> = nodes.iter().map(|node| self.plan.is_given(node.id, row)).collect();
        let mut cells: Vec<Option<Cell>> = vec![None; nodes.len()];
        let (mut failed, mut doubts) = (Vec::new(), Vec::new());
        let mut verdict = None;
        // Children stand behind their parent, so that backwards every child comes first.
        for node in nodes.iter().rev() {
            let below = self.plan.framework().ancestors(node.id).any(|ancestor| given[ancestor.id.0]);
            let mut cell = if below {
                Cell::without(How::BelowGiven)
            } else if node.is_leaf() || given[node.id.0] {
                self.leaf(node, row)
            } else {
                self.combined(node, &cells)
            };
            if !below && !given[node.id.0] {
                self.adjust(node, &mut cell, &mut cells, &mut doubts);
                if let Some(decided) = self.decide(node, &mut cell, &cells, &failed) {
                    verdict = decided;
                }
            }
            self.round(node, &mut cell);
            if self.fails(node, &cell, &mut doubts) {
                failed.push(node.id);
            }
            cells[node.id.0] = Some(cell);
        }
        Evaluated { cells: cells.into_iter().flatten().collect(), verdict, doubts }
    }

    /// A leaf, or a node that is given.
    fn leaf(&self, node: &Node, row: usize) -> Cell {
        let instead = self.instead.get(&node.id).cloned();
        let LeafOutcome { share, why, carried, cover, items, given, .. } =
            instead.unwrap_or_else(|| self.plan.outcome(node.id, row));
        let Some(share) = share else {
            let why = why.unwrap_or(Why::Missing);
            return match rule_for(why, node) {
                // A leaf without enough of its items is not there, which is for the node above to deal with.
                Missing::Zero if items.is_empty() => {
                    Cell { rate: Some(Ratio::zero()), why: Some(why), cover, ..Cell::without(How::AsZero) }
                }
                _ => Cell { why: Some(why), cover, ..Cell::without(How::Absent) },
            };
        };
        let mut cover = cover;
        if !node.is_leaf() {
            // A node that is given stands for all of its leaves.
            let leaves = self.leaves_below(node);
            (cover.count_there, cover.count_applies) = (leaves, leaves);
        }
        let how = match why {
            Some(_) => How::AsZero,
            None if given || node.items.is_empty() => How::Observed,
            None => How::Measured,
        };
        let scale = self.plan.framework().scale();
        // What a veto consists of holds or does not: any marks are full marks.
        let rate = if node.vetoes && !share.is_zero() { scale.clone() } else { &share * scale };
        Cell { rate: Some(rate), why, carried, cover, ..Cell::without(how) }
    }

    /// How many leaves, or items of leaves that have some, count towards a node.
    fn leaves_below(&self, node: &Node) -> u64 {
        let framework = self.plan.framework();
        if node.is_leaf() {
            return self.plan.marked_items(node.id);
        }
        let counts = |child: &&Node| child.is_weighted() && !self.plan.weights().share(child.id).is_zero();
        node.children.iter().map(|id| framework.node(*id)).filter(counts).map(|child| self.leaves_below(child)).sum()
    }

    /// A node from its children.
    fn combined(&self, node: &Node, cells: &[Option<Cell>]) -> Cell {
        if node.vetoes {
            return self.any(node, cells);
        }
        let weighted: Vec<(NodeId, &Cell)> = node
            .children
            .iter()
            .filter(|child| self.plan.framework().node(**child).is_weighted())
            .filter_map(|child| Some((*child, cells[child.0].as_ref()?)))
            .collect();
        let absent = |child: NodeId, cell: &Cell| {
            if cell.how == How::AsZero {
                // It has a score, and is not there all the same.
                return Some(Missing::Zero);
            }
            let why = cell.why.filter(|_| cell.rate.is_none())?;
            Some(rule_for(why, self.plan.framework().node(child)))
        };
        let parts: Vec<Part<'_>> = weighted
            .iter()
            .map(|(child, cell)| Part {
                weight: self.plan.weights().share(*child),
                carried: &cell.carried,
                absent: absent(*child, cell),
            })
            .collect();
        let joined = join(&parts);
        let mut cover = Cover::empty();
        weighted.iter().for_each(|(child, cell)| cover.add(self.plan.weights().share(*child), &cell.cover));
        let zero = Ratio::zero();
        let terms: Vec<(NodeId, Ratio)> = weighted
            .iter()
            .zip(&joined.weights)
            .filter_map(|((child, _), weight)| Some((*child, weight.clone()?)))
            .collect();
        let rates: Vec<&Ratio> = weighted
            .iter()
            .zip(&joined.weights)
            .filter(|(_, weight)| weight.is_some())
            .map(|((_, cell), _)| cell.rate.as_ref().unwrap_or(&zero))
            .collect();
        let short = cover.is_short(node.absence.coverage.as_ref());
        let pairs: Vec<(&Ratio, &Ratio)> = terms.iter().map(|(_, weight)| weight).zip(rates).collect();
        let rate = if joined.rejected || short { None } else { node.aggregate.combine(&pairs) };
        // What has no weight informs and nothing more.
        let mut heavy = weighted.iter().filter(|(child, _)| !self.plan.weights().share(*child).is_zero()).peekable();
        let not_applicable = heavy.peek().is_some()
            && heavy.all(|(_, cell)| cell.why == Some(Why::NotApplicable) && cell.rate.is_none());
        let why = if not_applicable { Why::NotApplicable } else { Why::Missing };
        match rate {
            Some(rate) => {
                Cell { rate: Some(rate), carried: joined.carried, cover, terms, ..Cell::without(How::Computed) }
            }
            None if short => Cell { why: Some(why), cover, ..Cell::without(How::ShortOfCoverage) },
            None => Cell { why: Some(why), cover, ..Cell::without(How::Absent) },
        }
    }

    /// Part of a veto: full marks where anything below it gets marks.
    fn any(&self, node: &Node, cells: &[Option<Cell>]) -> Cell {
        let children = || node.children.iter().filter_map(|child| Some((*child, cells[child.0].as_ref()?)));
        let rates: Vec<&Ratio> = children().filter_map(|(_, cell)| cell.rate.as_ref()).collect();
        let mut cover = Cover::empty();
        children().for_each(|(child, cell)| cover.add(self.plan.weights().share(child), &cell.cover));
        let holds = rates.iter().any(|rate| !rate.is_zero());
        let rate = match (holds, rates.is_empty()) {
            (true, _) => self.plan.framework().scale().clone(),
            (false, false) => Ratio::zero(),
            (false, true) => return Cell { why: Some(Why::Missing), cover, ..Cell::without(How::Absent) },
        };
        Cell { rate: Some(rate), cover, ..Cell::without(How::Computed) }
    }

    /// Rounds the displayed figure where the scheme says so; what has no points is carried as it is, and so is a veto.
    fn round(&self, node: &Node, cell: &mut Cell) {
        if self.plan.framework().rounding().stage != Stage::EachLevel || node.vetoes {
            return;
        }
        let Some(rate) = cell.rate.as_ref() else { return };
        if let Some(rounded) = self.rounded(node, rate) {
            cell.unrounded = cell.rate.replace(rounded);
        }
    }
}

impl Cell {
    pub(super) fn without(how: How) -> Cell {
        Cell {
            rate: None,
            unrounded: None,
            why: None,
            carried: Ratio::one(),
            cover: Cover::empty(),
            how,
            terms: Vec::new(),
            base: None,
            extras: Vec::new(),
            decided: None,
            uncounted: None,
        }
    }
}
