//! The leaves of all units, as whole numbers where that goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_integer::Integer;
use num_traits::ToPrimitive;

use super::item::Problem;
use super::leaf::{LeafOutcome, join_items};
use super::problems::Problems;
use crate::data::{Dataset, Observation, Packed};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, bi, codes};
use crate::framework::{Framework, Node, NodeId};
use crate::number::{Ratio, shorten};

/// The greatest common denominator of a column; rows that do not go into it stand beside it.
const MOST_PER_ONE: u64 = 1_000_000_000_000;

/// The leaves with items of a dataset, by node; empty where the framework has none or the data hold something else.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    leaves: Vec<Option<MeasuredLeaf>>,
}

/// One leaf with items.
#[derive(Clone, Debug)]
pub(crate) struct MeasuredLeaf {
    /// Shares of full marks in whole parts of `per_one`; missing for odd rows.
    pub cells: Arc<Packed>,
    pub per_one: u64,
    /// Rows in which something is not there, or the share is no whole number of parts.
    pub odd: BTreeMap<usize, LeafOutcome>,
}

impl Measured {
    /// A leaf with items.
    pub(crate) fn leaf(&self, id: NodeId) -> Option<&MeasuredLeaf> {
        self.leaves.get(id.index()).and_then(Option::as_ref)
    }
}

/// Measures every leaf with items, and tells everything that keeps records from being used.
pub(crate) fn measure(framework: &Framework, dataset: &Dataset) -> (Measured, Diagnostics) {
    let mut problems = Problems::new(framework, dataset);
    if !dataset.is_observed() || framework.items().is_empty() {
        return (Measured::default(), problems.found);
    }
    problems.dates();
    let leaves = framework.nodes().iter().map(|node| (!node.items.is_empty()).then(|| leaf(node, &mut problems)));
    let leaves = leaves.collect();
    (Measured { leaves }, problems.found)
}

fn leaf(node: &Node, problems: &mut Problems<'_>) -> MeasuredLeaf {
    let (framework, dataset) = (problems.framework, problems.dataset);
    let rows = dataset.len();
    let mut outcomes: Vec<LeafOutcome> = Vec::with_capacity(rows);
    for row in 0..rows {
        let mut outcome = join_items(framework, dataset, node, row);
        for (id, settled) in node.items.iter().zip(&outcome.items) {
            if let Some(problem) = &settled.problem {
                problems.tell(framework.item(*id), row, problem);
            }
        }
        if let Some(share) = given(framework, dataset, node, row) {
            given_twice(node, row, problems);
            outcome = LeafOutcome::given(share);
        }
        outcomes.push(outcome);
    }
    let mut per_one = 1u64;
    for share in outcomes.iter().filter(|outcome| outcome.is_plain()).filter_map(|outcome| outcome.share.as_ref()) {
        let both = share.denominator().to_u64().map(|own| u128::from(per_one).lcm(&u128::from(own)));
        per_one =
            both.and_then(|both| u64::try_from(both).ok()).filter(|both| *both <= MOST_PER_ONE).unwrap_or(per_one);
    }
    let (mut cells, mut odd) = (Packed::with_capacity(rows), BTreeMap::new());
    for (row, outcome) in outcomes.into_iter().enumerate() {
        let parts = outcome.share.as_ref().filter(|_| outcome.is_plain()).and_then(|share| {
            let parts = share * &Ratio::from(per_one);
            (*parts.denominator() == 1.into()).then(|| parts.numerator().to_u64()).flatten()
        });
        match parts {
            Some(parts) => cells.push_units(parts, 0),
            None => {
                cells.push(Observation::Missing);
                odd.insert(row, outcome);
            }
        }
    }
    MeasuredLeaf { cells: Arc::new(cells), per_one, odd }
}

/// The share of full marks of a leaf that is itself given instead of its items.
fn given(framework: &Framework, dataset: &Dataset, node: &Node, row: usize) -> Option<Ratio> {
    let Observation::Value(value) = dataset.observation(row, &node.code) else { return None };
    let (low, high) = framework.input_range(node.id, dataset.input())?;
    (&Ratio::from(value) - &low).checked_div(&(&high - &low))
}

fn given_twice(node: &Node, row: usize, problems: &mut Problems<'_>) {
    let (framework, dataset) = (problems.framework, problems.dataset);
    let first = node.items.iter().find_map(|id| dataset.records(*id, row).first().map(|record| (id, record)));
    let (Some((id, record)), Some(column)) = (first, dataset.column(&node.code)) else { return };
    let (item, code) = (&framework.item(*id).code, &node.code);
    let location = Diagnostic::new(codes::GIVEN_TWICE, bi!("", "")).at("", dataset.place(column, node, row));
    let en = location.location(crate::Lang::En);
    let zh = location.location(crate::Lang::Zh);
    let message = bi!(
        "both the item {item} and its leaf {code} are given ({code} at {en})",
        "采集点位 {item} 与其指标 {code} 同时给值（{code} 见 {zh}）"
    );
    let path = format!("{}/{item}", shorten(dataset.units()[row].label(crate::Lang::Zh)));
    let hint: Bilingual = bi!("keep one of the two for this unit", "同一对象只保留其一");
    let place = dataset.record_place(record);
    problems.found.push(Diagnostic::new(codes::GIVEN_TWICE, message).at(path, place).hint(hint));
}

/// Whether a problem keeps an item from having a share.
pub(super) fn is_fatal(problem: &Problem) -> bool {
    !matches!(problem, Problem::Idle(_))
}
