//! How one unit's total comes about, step by step and exactly.

use serde::Serialize;

use super::evaluate::{Cell, Evaluator, How};
use super::plan::Plan;
use super::scores::Scores;
use crate::data::{Observation, Unit};
use crate::framework::{Figure, Names, NodeId};
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
        input: Figure,
        /// The line it stands on.
        line: Option<u64>,
        /// Least and greatest value: `rate = (value - least) / (greatest - least) * scale`.
        range: (Ratio, Ratio),
    },
    /// Missing, which counts as zero.
    MissingAsZero,
    /// Missing, so its parent is formed without it.
    Missing,
    /// Not looked at, since a node above it is given.
    BelowGiven,
    /// Formed from its children.
    Computed,
}

pub(super) fn explain(scores: &Scores, row: usize) -> Explanation {
    let plan = scores.plan();
    let scored = scores.get(row);
    let cells = Evaluator::new(plan).unit(row);
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
        total: steps.first().and_then(|step| step.rate.clone()),
        steps,
    }
}

fn step(plan: &Plan, row: usize, id: NodeId, cell: &Cell, cells: &[Cell]) -> Step {
    let node = plan.framework().node(id);
    let effective = plan.weights().effective(id).clone();
    let terms: Vec<Term> = cell
        .terms
        .iter()
        .filter_map(|(child, share)| {
            let rate = cells[child.0].rate.clone()?;
            let code = plan.framework().node(*child).code.clone();
            Some(Term { node: *child, code, share: share.clone(), product: share * &rate, rate })
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
    }
}

fn origin(plan: &Plan, row: usize, id: NodeId, cell: &Cell) -> Origin {
    match cell.how {
        How::Computed => Origin::Computed,
        How::MissingAsZero => Origin::MissingAsZero,
        How::Missing => Origin::Missing,
        How::BelowGiven => Origin::BelowGiven,
        How::Observed => match (plan.observation(id, row), plan.reading(id)) {
            (Observation::Value(value), Some(reading)) => {
                let width = plan.framework().scale().checked_div(&reading.factor).unwrap_or_else(Ratio::zero);
                let node = plan.framework().node(id);
                let line =
                    plan.dataset().column(&node.code).and_then(|column| plan.dataset().place(column, node, row).line);
                Origin::Observed {
                    value: value.to_string(),
                    input: plan.dataset().input(),
                    line,
                    range: (reading.low.clone(), &reading.low + &width),
                }
            }
            _ => Origin::Missing,
        },
    }
}
