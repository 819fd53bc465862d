//! How one unit's total comes about, step by step and exactly.

use serde::Serialize;

use super::adjust::Extra;
use super::evaluate::{Cell, Evaluator, How};
use super::plan::Plan;
use super::scores::Scores;
use crate::data::{Observation, Unit};
use crate::framework::{CoverageBy, Input, Names, NodeId};
use crate::measure::{Cover, ItemWork, Why, join_items, rule_for, work};
use crate::methods::Missing;
use crate::number::Ratio;

/// How one unit's total comes about: every node with what it was formed from, the total first.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The unit.
    pub unit: Unit,
    /// Its rank among all units of the dataset.
    pub rank: Option<u32>,
    /// The code of its tier.
    pub tier: Option<String>,
    /// The code of its grade inside the tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The exact total.
    pub total: Option<Ratio>,
    /// Every node, depth first.
    pub steps: Vec<Step>,
}

/// How one node's score comes about.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// The node.
    #[serde(skip)]
    pub node: NodeId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// 0 for the total.
    pub level: usize,
    /// Its share of the parent.
    pub share: Ratio,
    /// Its share of the total.
    pub effective: Ratio,
    /// Its full marks.
    pub full_marks: Ratio,
    /// Its score on 0..scale.
    pub rate: Option<Ratio>,
    /// Its points.
    pub points: Option<Ratio>,
    /// Where the score comes from.
    pub origin: Origin,
    /// The products whose sum, divided by `weight_used`, is the rate.
    pub terms: Vec<Term>,
    /// Sum of the shares that took part: one unless something is missing.
    pub weight_used: Ratio,
    /// The rate before it was rounded, where the scheme rounds at each level.
    pub unrounded: Option<Ratio>,
    /// The items that it was formed from, where it is a leaf that has some.
    pub items: Vec<ItemWork>,
    /// Whether a violation took all of its marks.
    pub violated: bool,
    /// The weighted mean, where bonuses or deductions changed it.
    pub base: Option<Ratio>,
    /// Bonuses and deductions.
    pub extras: Vec<ExtraWork>,
    /// The rate of a bonus or deduction before its cap or condition, where that changed it.
    pub uncounted: Option<Ratio>,
    /// The vetoes that hold and, for the total, the nodes below their pass marks; its rate is what they made of it.
    pub decided_by: Vec<String>,
    /// The rate that it would have had without those.
    pub before: Option<Ratio>,
    /// How much of what applies below is there.
    pub coverage: Covered,
}

/// A bonus or a deduction.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ExtraWork {
    /// The node.
    #[serde(skip)]
    pub node: NodeId,
    /// Its code.
    pub code: String,
    /// The points that it adds; below zero where it takes off.
    pub points: Ratio,
    /// The same before its cap.
    pub uncapped: Ratio,
    /// Whether its condition is met, so that it counts.
    pub counts: bool,
}

/// How much of what applies to a unit is there; one where all of it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Covered {
    /// By weight.
    pub weight: Ratio,
    /// By the number of leaves, or of items of leaves that have some.
    pub count: Ratio,
}

impl Covered {
    pub(super) fn of(cover: &Cover) -> Covered {
        Covered { weight: cover.part(CoverageBy::Weight), count: cover.part(CoverageBy::Count) }
    }
}

/// One product of a weighted mean.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Term {
    /// The child.
    #[serde(skip)]
    pub node: NodeId,
    /// Its code.
    pub code: String,
    /// The share it took part with.
    pub share: Ratio,
    /// Its rate.
    pub rate: Ratio,
    /// The product of the two.
    pub product: Ratio,
}

/// Where a node's score comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Origin {
    /// From the data.
    Observed {
        /// The value as read.
        value: String,
        /// Whether the file holds rates or points.
        input: Input,
        /// The line it stands on.
        line: Option<u64>,
        /// Least and greatest value: `rate = (value - least) / (greatest - least) * scale`.
        range: (Ratio, Ratio),
    },
    /// From its items, or by its own rule.
    Measured,
    /// Missing, which counts as zero.
    MissingAsZero,
    /// Does not apply, which counts as zero.
    NotApplicableAsZero,
    /// Missing, so its parent is formed without it.
    Missing,
    /// Does not apply, so its parent is formed without it.
    NotApplicable,
    /// Less of it is there than has to be, so it stays empty.
    ShortOfCoverage,
    /// A veto leaves it without a score.
    Vetoed,
    /// Not looked at, since a node above it is given.
    BelowGiven,
    /// Formed from its children.
    Computed,
}

pub(super) fn explain(scores: &Scores, row: usize) -> Explanation {
    let plan = scores.plan();
    let scored = scores.get(row);
    let cells = Evaluator::new(plan).unit(row).cells;
    let steps: Vec<Step> = plan
        .framework()
        .nodes()
        .iter()
        .zip(&cells)
        .map(|(node, cell)| step(plan, row, node.id, cell, &cells))
        .collect();
    Explanation {
        unit: plan.dataset().units()[row].clone(),
        rank: scored.and_then(|unit| unit.rank()),
        tier: scored.and_then(|unit| unit.tier()).map(|tier| tier.code.clone()),
        grade: scored.and_then(|unit| unit.grade()).map(|grade| grade.code.clone()),
        total: steps.first().and_then(|step| step.rate.clone()),
        steps,
    }
}

fn step(plan: &Plan, row: usize, id: NodeId, cell: &Cell, cells: &[Cell]) -> Step {
    let node = plan.framework().node(id);
    let (items, violated) = items(plan, row, id, cell);
    let effective = plan.weights().effective(id).clone();
    let terms: Vec<Term> = cell
        .terms
        .iter()
        .map(|(child, share)| {
            // What is not there and counts all the same counts as zero.
            let rate = cells[child.0].rate.clone().unwrap_or_else(Ratio::zero);
            let code = plan.framework().node(*child).code.clone();
            Term { node: *child, code, share: share.clone(), product: share * &rate, rate }
        })
        .collect();
    Step {
        node: id,
        code: node.code.clone(),
        name: node.name.clone(),
        level: node.level,
        share: plan.weights().share(id).clone(),
        full_marks: &effective * plan.framework().scale(),
        points: cell.rate.as_ref().map(|rate| rate * &effective),
        effective,
        rate: cell.rate.clone(),
        origin: origin(plan, row, id, cell),
        weight_used: if terms.is_empty() { Ratio::one() } else { terms.iter().map(|term| &term.share).sum() },
        terms,
        unrounded: cell.unrounded.clone(),
        items,
        violated,
        base: cell.base.clone(),
        uncounted: cell.uncounted.clone(),
        extras: cell.extras.iter().map(|extra| extra_work(plan, id, extra)).collect(),
        decided_by: cell
            .decided
            .iter()
            .flat_map(|decided| &decided.causes)
            .map(|id| plan.framework().node(*id).code.clone())
            .collect(),
        before: cell.decided.as_ref().and_then(|decided| decided.before.clone()),
        coverage: Covered::of(&cell.cover),
    }
}

fn origin(plan: &Plan, row: usize, id: NodeId, cell: &Cell) -> Origin {
    let as_zero = cell.how == How::AsZero
        || (id != NodeId::TOTAL
            && cell.why.is_some_and(|why| rule_for(why, plan.framework().node(id)) == Missing::Zero));
    match cell.how {
        How::Computed => Origin::Computed,
        How::Measured => Origin::Measured,
        How::AsZero | How::Absent => match (cell.why, as_zero) {
            (Some(Why::NotApplicable), true) => Origin::NotApplicableAsZero,
            (Some(Why::NotApplicable), false) => Origin::NotApplicable,
            (_, true) => Origin::MissingAsZero,
            (_, false) => Origin::Missing,
        },
        How::ShortOfCoverage => Origin::ShortOfCoverage,
        How::Vetoed => Origin::Vetoed,
        How::BelowGiven => Origin::BelowGiven,
        How::Observed => observed(plan, row, id).unwrap_or(Origin::Missing),
    }
}

fn observed(plan: &Plan, row: usize, id: NodeId) -> Option<Origin> {
    let dataset = plan.dataset();
    let node = plan.framework().node(id);
    let Observation::Value(value) = dataset.observation(row, &node.code) else { return None };
    let column = dataset.column(&node.code)?;
    Some(Origin::Observed {
        value: value.to_string(),
        input: dataset.input(),
        line: dataset.place(column, node, row).line,
        range: plan.framework().input_range(id, dataset.input())?,
    })
}

/// The items of a leaf, whether they gave it a score or kept it from having one, and whether one of them is a violation
/// that holds.
fn items(plan: &Plan, row: usize, id: NodeId, cell: &Cell) -> (Vec<ItemWork>, bool) {
    let (framework, dataset) = (plan.framework(), plan.dataset());
    let node = framework.node(id);
    if !matches!(cell.how, How::Measured | How::Absent | How::AsZero) || !dataset.is_observed() {
        return (Vec::new(), false);
    }
    let joined = join_items(framework, dataset, node, row);
    let items = node.items.iter().zip(joined.marks);
    (items.map(|(item, counts)| work(framework, dataset, *item, row, counts)).collect(), joined.violated)
}

fn extra_work(plan: &Plan, above: NodeId, extra: &Extra) -> ExtraWork {
    let effective = plan.weights().effective(above);
    ExtraWork {
        node: extra.node,
        code: plan.framework().node(extra.node).code.clone(),
        points: &extra.amount * effective,
        uncapped: &extra.uncapped * effective,
        counts: extra.counts,
    }
}
