//! What can be raised for a unit, from the way in which its total came about: leaves, and items of leaves that have some.
//!
//! A total is a sum of rates, each times what its leaf weighs for this unit: the product, on the way down, of the share
//! with which a node took part over the sum of the shares that did. What is not there under a rule that hands its weight
//! on has no place in that sum, and is told of by itself.

use std::collections::BTreeSet;

use super::costs::{Cost, CostKind, Costs};
use crate::framework::{Figure, Framework, Item, ItemId, NodeId, Role, Unless};
use crate::measure::{State, join_items};
use crate::number::{Ratio, Stage};
use crate::score::{Explanation, Origin, Scores, Step};

/// Why something cannot be raised, or is left out of the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Held {
    /// It has its greatest rate.
    Full,
    /// It is missing, and its weight went to others: filling it in changes what they weigh.
    Missing,
    /// There is nothing to observe.
    NotApplicable,
    /// It weighs nothing for this unit.
    NoWeight,
    /// A violation takes all marks of the leaf.
    Violation,
    /// Whether other items apply hangs on its answer.
    OthersHang,
    /// It is part of a bonus whose condition is not met.
    BonusIdle,
    /// It is part of a bonus that has a cap for all its parts.
    BonusCapped,
    /// It is part of a deduction.
    Deduction,
    /// Its rule knows more levels than can be weighed.
    TooManyLevels,
}

/// How something is raised, and what that costs.
#[derive(Clone, Debug)]
pub(super) enum Ladder {
    /// By anything, so much for each point of the rate.
    Any(Ratio),
    /// By multiples of the first, so much for each point of the rate.
    Steps(Ratio, Ratio),
    /// To one of these rates, each at its cost.
    Levels(Vec<(Ratio, Ratio)>),
}

/// A leaf or an item.
#[derive(Clone, Debug)]
pub(super) struct Lever {
    pub node: NodeId,
    /// None where the leaf is raised as a whole.
    pub item: Option<ItemId>,
    /// Its rate, on 0..scale; none where it is not there.
    pub rate: Option<Ratio>,
    /// The greatest rate to which it can be raised.
    pub top: Ratio,
    /// What a point of its rate weighs in the total.
    pub weight: Ratio,
    /// What a point of the rate of its leaf weighs.
    pub leaf_weight: Ratio,
    pub ladder: Ladder,
    pub held: Option<Held>,
}

/// Everything that can be raised, or cannot, in the order of the tree.
pub(super) struct Levers {
    pub all: Vec<Lever>,
    /// By how much more than the sum of its parts the total may rise: bonuses whose condition is not met yet, and rounding
    /// at each level.
    pub slack: Ratio,
}

impl Lever {
    /// The rate from which it rises.
    pub(super) fn from(&self) -> Ratio {
        self.rate.clone().unwrap_or_else(Ratio::zero)
    }

    /// What it adds to the total at a rate.
    pub(super) fn gain(&self, to: &Ratio) -> Ratio {
        &self.weight * &(to - &self.from())
    }
}

pub(super) fn levers(scores: &Scores, row: usize, explanation: &Explanation, costs: &Costs) -> Levers {
    let mut hung = BTreeSet::new();
    for item in scores.framework().items() {
        if let Some(Unless::Item { item, .. }) = item.applies.as_ref().map(|applies| &applies.unless) {
            hung.insert(*item);
        }
    }
    let slack = Ratio::zero();
    let mut walk = Walk { scores, row, explanation, costs, hung, found: Levers { all: Vec::new(), slack } };
    walk.node(NodeId::TOTAL, &Ratio::one(), None);
    walk.found.all.sort_by_key(|lever| (lever.node, lever.item));
    walk.found
}

struct Walk<'s> {
    scores: &'s Scores,
    row: usize,
    explanation: &'s Explanation,
    costs: &'s Costs,
    /// Items on whose answers it hangs whether others apply.
    hung: BTreeSet<ItemId>,
    found: Levers,
}

impl Walk<'_> {
    fn framework(&self) -> &Framework {
        self.scores.framework()
    }

    fn step(&self, id: NodeId) -> &Step {
        // An explanation has a step for every node of its framework.
        &self.explanation.steps[id.index()]
    }

    /// A node of which a point of the rate weighs so much.
    fn node(&mut self, id: NodeId, weight: &Ratio, held: Option<Held>) {
        self.round(id, weight);
        let step = self.step(id).clone();
        match step.origin {
            Origin::Computed => {
                self.below(&step, weight, held);
                self.extras(&step, weight, held);
            }
            Origin::Measured => self.items(id, weight, held),
            Origin::MissingAsZero if self.is_by_items(id) => self.items(id, weight, held),
            Origin::Observed { .. } | Origin::MissingAsZero => self.leaf(id, weight, held),
            Origin::NotApplicableAsZero | Origin::NotApplicable => self.absent(id, Held::NotApplicable),
            Origin::Missing | Origin::ShortOfCoverage => self.missing(id),
            Origin::BelowGiven | Origin::Vetoed => {}
        }
    }

    /// Whether a leaf would be measured by what is observed of it, not given as a rate.
    fn is_by_items(&self, id: NodeId) -> bool {
        !self.framework().node(id).items.is_empty() && self.scores.dataset().is_observed()
    }

    /// What rounding at each level may add, here and before.
    fn round(&mut self, id: NodeId, weight: &Ratio) {
        let rounding = self.framework().rounding();
        if rounding.stage != Stage::EachLevel {
            return;
        }
        // Half a unit of the last place at most, or all of it where what is behind is cut off, in both totals.
        let last = 10i128.checked_pow(rounding.places).and_then(|power| Ratio::new(1, power));
        let last = last.unwrap_or_else(Ratio::zero);
        let displayed = match self.framework().display() {
            Figure::Rate => Ratio::one(),
            Figure::Points => self.scores.weights().effective(id).clone(),
        };
        let of_rate = last.checked_div(&displayed).unwrap_or_else(Ratio::zero);
        self.found.slack = &self.found.slack + &(weight * &of_rate);
    }

    fn below(&mut self, step: &Step, weight: &Ratio, held: Option<Held>) {
        let children = self.framework().node(step.node).children.clone();
        for child in children {
            if !self.framework().node(child).is_weighted() {
                continue;
            }
            let term = step.terms.iter().find(|term| term.node == child);
            let share = term.and_then(|term| term.share.checked_div(&step.weight_used));
            match share {
                Some(share) => self.node(child, &(weight * &share), held),
                None => self.node(child, &Ratio::zero(), held),
            }
        }
    }

    /// Bonuses and deductions of a node.
    fn extras(&mut self, step: &Step, weight: &Ratio, held: Option<Held>) {
        for extra in &step.extras {
            let share = self.scores.weights().share(extra.node).clone();
            let weight = weight * &share;
            let node = self.framework().node(extra.node).clone();
            let Role::Bonus(bonus) = &node.role else {
                self.node(extra.node, &weight, Some(Held::Deduction));
                continue;
            };
            if !extra.counts {
                self.found.slack = &self.found.slack + &(&weight * self.framework().scale());
            }
            let idle = if extra.counts { None } else { Some(Held::BonusIdle) };
            let capped = bonus.cap.is_some().then_some(Held::BonusCapped);
            self.node(extra.node, &weight, held.or(idle).or(capped));
        }
    }

    fn cost(&self, code: &str) -> Option<Cost> {
        self.costs.get(code).cloned()
    }

    /// The rate of a leaf as data have it, before any rounding.
    fn observed(&self, id: NodeId) -> Option<Ratio> {
        let step = self.step(id);
        step.unrounded.clone().or_else(|| step.rate.clone())
    }

    /// A leaf that is raised as a whole, or a node that is given.
    fn leaf(&mut self, id: NodeId, weight: &Ratio, held: Option<Held>) {
        let node = self.framework().node(id).clone();
        let scale = self.framework().scale().clone();
        let rate = self.observed(id);
        let cost = self.cost(&node.code);
        let leaf_weight = weight.clone();
        let lever =
            Lever { node: id, item: None, rate, top: scale, weight: weight.clone(), leaf_weight, ladder: free(), held };
        let lever = self.by_cost(lever, cost);
        self.push(lever);
    }

    /// A leaf that was measured: each of its items, or all of them at once where the leaf has a fixed cost.
    fn items(&mut self, id: NodeId, weight: &Ratio, held: Option<Held>) {
        let node = self.framework().node(id).clone();
        let outcome = join_items(self.framework(), self.scores.dataset(), &node, self.row);
        if outcome.violated {
            let held = Some(held.unwrap_or(Held::Violation));
            self.leaf_held(id, weight, held);
            return;
        }
        let own = self.cost(&node.code).filter(|_| node.items.iter().any(|item| !self.framework().item(*item).is_leaf));
        if own.as_ref().is_some_and(|cost| cost.kind == CostKind::Fixed) {
            self.leaf(id, weight, held);
            return;
        }
        let all: Ratio = outcome.marks.iter().flatten().sum();
        let per_point = own.map_or_else(Ratio::one, |cost| cost.amount);
        for ((item, settled), marks) in node.items.iter().zip(&outcome.items).zip(&outcome.marks) {
            let item = self.framework().item(*item).clone();
            if item.violation {
                continue;
            }
            let part = marks.as_ref().and_then(|marks| marks.checked_div(&all)).unwrap_or_else(Ratio::zero);
            let scale = self.framework().scale().clone();
            let rate = match &settled.state {
                State::Share(share) => Some(share * &scale),
                _ => None,
            };
            let held = match &settled.state {
                _ if held.is_some() => held,
                State::NotApplicable => Some(Held::NotApplicable),
                State::Missing if marks.is_none() => Some(Held::Missing),
                _ if self.hung.contains(&item.id) => Some(Held::OthersHang),
                _ => None,
            };
            let lever = Lever {
                node: id,
                item: Some(item.id).filter(|_| !item.is_leaf),
                rate,
                top: scale,
                weight: weight * &part,
                leaf_weight: weight.clone(),
                ladder: free(),
                held,
            };
            let cost = self.cost(&item.code);
            let lever = self.by_rule(lever, &item, cost, &(&part * &per_point));
            self.push(lever);
        }
    }

    /// Raised along its rule: to one of the rates that answers get, or to any.
    fn by_rule(&self, lever: Lever, item: &Item, cost: Option<Cost>, per_point: &Ratio) -> Lever {
        let scale = self.framework().scale();
        let Some(shares) = item.rule.attainable() else {
            let default = cost.is_none().then(|| Cost::linear(per_point.clone()));
            let held = if item.rule.is_stepwise() { Some(Held::TooManyLevels) } else { None };
            let lever = Lever { held: lever.held.or(held), ..lever };
            return self.by_cost(lever, cost.or(default));
        };
        let most = cost.as_ref().and_then(|cost| cost.max.clone()).unwrap_or_else(|| scale.clone());
        let from = lever.from();
        let rates = shares.iter().map(|share| share * scale).filter(|rate| *rate > from && *rate <= most);
        let rates: Vec<Ratio> = rates.collect();
        let price = |(at, rate): (usize, &Ratio)| match &cost {
            Some(Cost { amount, kind: CostKind::Linear, .. }) => amount * &Ratio::from(at as u64 + 1),
            Some(Cost { amount, kind: CostKind::Fixed, .. }) => amount.clone(),
            None => per_point * &(rate - &from),
        };
        let levels = rates.iter().enumerate().map(|level| (level.1.clone(), price(level))).collect();
        let top = rates.last().cloned().unwrap_or(from);
        Lever { top, ladder: Ladder::Levels(levels), ..lever }
    }

    /// Raised as its cost says.
    fn by_cost(&self, lever: Lever, cost: Option<Cost>) -> Lever {
        let Some(cost) = cost else { return lever };
        let from = lever.from();
        let most = cost.max.unwrap_or_else(|| self.framework().scale().clone());
        let top = most.max(from.clone());
        match (cost.kind, cost.step) {
            (CostKind::Fixed, _) => Lever { ladder: Ladder::Levels(vec![(top.clone(), cost.amount)]), top, ..lever },
            (CostKind::Linear, None) => Lever { ladder: Ladder::Any(cost.amount), top, ..lever },
            (CostKind::Linear, Some(step)) => {
                let steps = (&top - &from).checked_div(&step).unwrap_or_else(Ratio::zero);
                let whole = steps.floor();
                Lever { top: &from + &(&whole * &step), ladder: Ladder::Steps(step, cost.amount), ..lever }
            }
        }
    }

    fn leaf_held(&mut self, id: NodeId, weight: &Ratio, held: Option<Held>) {
        let (rate, top) = (self.observed(id), self.framework().scale().clone());
        let (weight, leaf_weight) = (weight.clone(), weight.clone());
        self.push(Lever { node: id, item: None, rate, top, weight, leaf_weight, ladder: free(), held });
    }

    /// The leaves of a node that is not there, because data hold nothing of them.
    fn missing(&mut self, id: NodeId) {
        let node = self.framework().node(id).clone();
        if node.is_leaf() {
            return self.absent(id, Held::Missing);
        }
        for child in node.children {
            if self.framework().node(child).is_weighted() {
                self.node(child, &Ratio::zero(), None);
            }
        }
    }

    fn absent(&mut self, id: NodeId, held: Held) {
        self.leaf_held(id, &Ratio::zero(), Some(held));
    }

    fn push(&mut self, mut lever: Lever) {
        if lever.held.is_none() {
            lever.held = if lever.weight.is_zero() {
                Some(Held::NoWeight)
            } else if lever.top <= lever.from() {
                Some(Held::Full)
            } else {
                None
            };
        }
        self.found.all.push(lever);
    }
}

fn free() -> Ladder {
    Ladder::Any(Ratio::one())
}
