//! The cheapest set of improvements, and what each leaf could do alone; both are held against the scores that follow.

use std::collections::BTreeMap;

use super::choose::{self, Group, MOST_STATES, Taken};
use super::levers::{Held, Ladder, Lever};
use super::line::{CutLine, Judge, Least, cut_line};
use super::{CheapestSet, GapMethod, GapProof, Improvement, RankThen, SingleLeaf};
use crate::framework::{Framework, NodeId};
use crate::measure::{State, join_items, join_settled};
use crate::number::Ratio;
use crate::score::{Instead, Scores};

/// How often the need is raised where a total rises less than the sum of its parts.
const MOST_TRIES: usize = 8;

/// A unit on its way to a line.
pub(super) struct Way<'s> {
    pub scores: &'s Scores,
    pub row: usize,
    pub now: Ratio,
    pub line: CutLine,
    pub judge: Judge<'s>,
    /// By how much more than the sum of its parts the total may rise.
    pub slack: Ratio,
    /// Whether the total rises by the sum of its parts, but for the slack.
    pub adds_up: bool,
}

/// Levers with the rates to which they are raised, and what that costs.
pub(super) struct Raised<'l> {
    each: Vec<(&'l Lever, Ratio, Ratio)>,
    cost: Ratio,
    bound: Ratio,
    searched: Searched,
}

/// How the levers were chosen.
#[derive(Clone, Copy)]
struct Searched {
    steps: bool,
    choices: bool,
}

impl<'l> Raised<'l> {
    pub(super) fn changes(&self) -> Vec<Improvement> {
        let change = |(lever, to, cost): &(&Lever, Ratio, Ratio)| Improvement {
            node: lever.node,
            item: lever.item,
            from: lever.rate.clone(),
            to: to.clone(),
            points: lever.gain(to),
            cost: cost.clone(),
        };
        self.each.iter().map(change).collect()
    }

    /// Every lever at its top.
    pub(super) fn all(levers: &[&'l Lever]) -> Raised<'l> {
        let top = |lever: &&'l Lever| (*lever, lever.top.clone(), lever.whole_cost());
        let each: Vec<_> = levers.iter().map(top).collect();
        let cost: Ratio = each.iter().map(|(_, _, cost)| cost).sum();
        Raised { each, bound: Ratio::zero(), cost, searched: Searched { steps: true, choices: false } }
    }

    pub(super) fn gain(&self) -> Ratio {
        self.each.iter().map(|(lever, to, _)| lever.gain(to)).sum()
    }
}

impl Lever {
    /// What it costs to raise it to its top.
    pub(super) fn whole_cost(&self) -> Ratio {
        let rise = &self.top - &self.from();
        match &self.ladder {
            Ladder::Any(cost) | Ladder::Steps(_, cost) => cost * &rise,
            Ladder::Levels(levels) => levels.last().map_or_else(Ratio::zero, |(_, cost)| cost.clone()),
        }
    }
}

/// The cheapest rises with which the total gains so much, if it gains the sum of its parts.
fn raised<'l>(levers: &[&'l Lever], need: &Ratio) -> Option<Raised<'l>> {
    let mut groups = Vec::new();
    // For each group its lever, and of steps how far it goes.
    let mut slots: Vec<(usize, Option<Ratio>)> = Vec::new();
    let mut searched = Searched { steps: false, choices: false };
    for (at, lever) in levers.iter().enumerate() {
        let rise = &lever.top - &lever.from();
        match &lever.ladder {
            Ladder::Any(cost) => {
                groups.push(Group::Part { gain: lever.gain(&lever.top), cost: cost * &rise });
                slots.push((at, None));
            }
            Ladder::Levels(levels) => {
                searched.steps = true;
                searched.choices |= levels.len() > 1;
                let step = |(rate, cost): &(Ratio, Ratio)| (lever.gain(rate), cost.clone());
                groups.push(Group::OneOf(levels.iter().map(step).collect()));
                slots.push((at, None));
            }
            Ladder::Steps(step, cost) => {
                searched.steps = true;
                // Any number of steps is a sum of some of 1, 2, 4, … and a rest, each taken once or not.
                let (mut left, mut many) = (rise, step.clone());
                while left > Ratio::zero() {
                    let part = many.clone().min(left.clone());
                    groups.push(Group::OneOf(vec![(&lever.weight * &part, cost * &part)]));
                    left = &left - &part;
                    slots.push((at, Some(part)));
                    many = &many + &many;
                }
            }
        }
    }
    let choice = choose::cheapest(&groups, need, MOST_STATES)?;
    let mut each: BTreeMap<usize, (Ratio, Ratio)> = BTreeMap::new();
    for ((at, part), taken) in slots.into_iter().zip(&choice.taken) {
        let lever = levers[at];
        let (to, cost) = match (taken, &lever.ladder, part) {
            (Some(Taken::Share(share)), Ladder::Any(cost), _) => {
                let rise = share * &(&lever.top - &lever.from());
                (&lever.from() + &rise, cost * &rise)
            }
            (Some(Taken::Step(step)), Ladder::Levels(levels), _) => match levels.get(*step) {
                Some(level) => level.clone(),
                None => continue,
            },
            (Some(Taken::Step(_)), Ladder::Steps(_, cost), Some(part)) => {
                let (before, paid) = each.remove(&at).unwrap_or_else(|| (lever.from(), Ratio::zero()));
                (&before + &part, &paid + &(cost * &part))
            }
            _ => continue,
        };
        each.insert(at, (to, cost));
    }
    let each = each.into_iter().map(|(at, (to, cost))| (levers[at], to, cost)).collect();
    Some(Raised { each, cost: choice.cost, bound: choice.bound, searched })
}

/// What the leaves of these levers come to then.
pub(super) fn instead(scores: &Scores, row: usize, raised: &[(&Lever, Ratio)]) -> Instead {
    let (framework, scale) = (scores.framework(), scores.framework().scale());
    let share = |rate: &Ratio| rate.checked_div(scale).unwrap_or_else(Ratio::zero);
    let mut instead = Instead::new();
    for (lever, to) in raised.iter().filter(|(lever, _)| lever.item.is_none()) {
        instead.insert(lever.node, scores.outcome_of(lever.node, row, share(to)));
    }
    let mut by_leaf: BTreeMap<NodeId, Vec<&(&Lever, Ratio)>> = BTreeMap::new();
    for one in raised.iter().filter(|(lever, _)| lever.item.is_some()) {
        by_leaf.entry(one.0.node).or_default().push(one);
    }
    for (leaf, all) in by_leaf {
        let node = framework.node(leaf);
        let mut settled = join_items(framework, scores.dataset(), node, row).items;
        for (id, settled) in node.items.iter().zip(&mut settled) {
            if let Some((_, to)) = all.iter().find(|(lever, _)| lever.item == Some(*id)) {
                settled.state = State::Share(share(to));
            }
        }
        instead.insert(leaf, join_settled(framework, node, settled));
    }
    instead
}

impl<'s> Way<'s> {
    fn framework(&self) -> &'s Framework {
        self.scores.framework()
    }

    fn instead(&self, raised: &Raised<'_>) -> Instead {
        let each: Vec<(&Lever, Ratio)> = raised.each.iter().map(|(lever, to, _)| (*lever, to.clone())).collect();
        instead(self.scores, self.row, &each)
    }

    /// The total with these rises, from the whole evaluation.
    fn total(&self, raised: &Raised<'_>) -> Option<Ratio> {
        self.scores.total_if(self.row, self.instead(raised))
    }

    /// Rises of some levers that are enough, as cheap as can be found, and a bound below which nothing is enough.
    fn enough<'l>(&mut self, levers: &[&'l Lever]) -> Option<(Raised<'l>, Option<Ratio>)> {
        let need = &self.line.total - &self.now;
        let mut bound = None;
        // A mean of weights alone rises by the sum of its parts, so what falls short of that need not be scored anew.
        let plain = self.adds_up && self.slack.is_zero() && !self.framework().has_roles();
        if plain && self.line.least != Least::ByHalving && Raised::all(levers).gain() < need {
            return None;
        }
        if !self.slack.is_zero() {
            // The total may rise by more than the sum: the cheapest that is enough at best comes first.
            let low = raised(levers, &(&need - &self.slack))?;
            bound = Some(low.bound.clone());
            if self.total(&low).is_some_and(|total| self.judge.is_enough(&total)) {
                return Some((low, bound));
            }
        }
        let (mut ask, all) = (need, Raised::all(levers));
        for _ in 0..MOST_TRIES {
            let Some(found) = raised(levers, &ask) else { break };
            let bound = bound.clone().unwrap_or_else(|| found.bound.clone());
            let total = self.total(&found)?;
            if self.judge.is_enough(&total) {
                return Some((found, Some(bound)));
            }
            let most = self.framework().scale().clone().max(total.clone());
            let line = match cut_line(self.scores, self.row, self.line.place, &total, &most) {
                Some(next) => next.total,
                None => break,
            };
            ask = &found.gain() + &(&line - &total);
        }
        let enough = self.total(&all).is_some_and(|total| self.judge.is_enough(&total));
        enough.then_some((all, bound))
    }

    /// The cheapest set of all levers, and the scores that follow; nothing where all of them are not enough.
    pub(super) fn set(&mut self, levers: &[&Lever]) -> Option<CheapestSet> {
        let (found, bound) = self.enough(levers)?;
        let then = self.scores.scores_if(self.row, self.instead(&found));
        let unit = then.get(self.row)?;
        let framework = self.framework();
        let tier = unit.tier()?;
        let place = framework.tiers().iter().position(|known| known.code == tier.code)?;
        if place > self.line.place {
            return None;
        }
        let sure = self.adds_up && self.line.least != Least::ByHalving;
        let bound = bound.filter(|_| sure);
        let proof = match &bound {
            Some(bound) if *bound == found.cost => GapProof::Optimal,
            Some(_) => GapProof::Bounded,
            None => GapProof::Sufficient,
        };
        let method = match found.searched {
            Searched { steps: false, .. } => GapMethod::Sorted,
            Searched { choices: false, .. } => GapMethod::Knapsack,
            Searched { .. } => GapMethod::MultipleChoice,
        };
        let changed = framework.nodes().iter().filter(|node| node.level <= 1);
        let ranks = changed.filter_map(|node| {
            let rank = |scores: &Scores| scores.ranks(node.id).get(self.row).copied().flatten();
            let (before, after) = (rank(self.scores)?, rank(&then)?);
            Some(RankThen { node: node.id, before, after })
        });
        let ranks = ranks.collect();
        let (changes, cost) = (found.changes(), found.cost.clone());
        Some(CheapestSet { changes, cost, bound, method, proof, total: unit.total()?, rank: unit.rank(), place, ranks })
    }

    /// What each leaf would have to rise alone, where that is enough; the cheapest first, equal ones in their order.
    pub(super) fn singles(&mut self, levers: &[Lever]) -> Vec<SingleLeaf> {
        let mut singles = Vec::new();
        let mut at = 0;
        while let Some(lever) = levers.get(at) {
            let leaf: Vec<&Lever> = levers[at..].iter().take_while(|other| other.node == lever.node).collect();
            at += leaf.len();
            let free: Vec<&Lever> = leaf.iter().copied().filter(|lever| lever.held.is_none()).collect();
            if let (Some(Held::Missing), None) = (lever.held, lever.item) {
                singles.extend(self.filled_in(lever));
            } else if let Some((found, _)) = (!free.is_empty()).then(|| self.enough(&free)).flatten() {
                let rise = found.gain().checked_div(&lever.leaf_weight).unwrap_or_else(Ratio::zero);
                let (changes, cost) = (found.changes(), Some(found.cost.clone()));
                singles.push(SingleLeaf { node: lever.node, changes, rise: Some(rise), cost });
            }
        }
        singles.sort_by(|one, other| (one.cost.is_none(), &one.cost).cmp(&(other.cost.is_none(), &other.cost)));
        singles
    }

    /// The rate with which a missing leaf, filled in, is enough: the total is linear in it.
    fn filled_in(&mut self, lever: &Lever) -> Option<SingleLeaf> {
        let scale = self.framework().scale().clone();
        let total =
            |rate: &Ratio| self.scores.total_if(self.row, instead(self.scores, self.row, &[(lever, rate.clone())]));
        let (none, full) = (total(&Ratio::zero())?, total(&scale)?);
        let share = (&self.line.total - &none).checked_div(&(&full - &none))?;
        let to = &share.max(Ratio::zero()) * &scale;
        let then = (to <= scale).then(|| total(&to)).flatten()?;
        if !self.judge.is_enough(&then) {
            return None;
        }
        let points = &then - &self.now;
        let change = Improvement { node: lever.node, item: None, from: None, to, points, cost: Ratio::zero() };
        Some(SingleLeaf { node: lever.node, changes: vec![change], rise: None, cost: None })
    }
}
