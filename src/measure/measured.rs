//! The leaves of all units, as whole numbers where that goes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use num_integer::Integer;
use num_traits::ToPrimitive;

use super::item::Problem;
use super::leaf::{LeafOutcome, join_items};
use super::problems::Problems;
use crate::data::{Dataset, Observation, Packed};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, bi, codes};
use crate::framework::{Framework, Item, Node, NodeId};
use crate::methods::Said;
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

/// A leaf of one unit: the share alone where every item is there.
enum Outcome {
    Plain(Ratio),
    Odd(Box<LeafOutcome>),
}

fn leaf(node: &Node, problems: &mut Problems<'_>) -> MeasuredLeaf {
    let (framework, dataset) = (problems.framework, problems.dataset);
    let rows = dataset.len();
    let is_column = dataset.column(&node.code).is_some();
    let mut plain = Plain::new(framework, node);
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(rows);
    for row in 0..rows {
        if let Some(share) = plain.share(dataset, row).filter(|_| !is_column) {
            outcomes.push(Outcome::Plain(share));
            continue;
        }
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
        outcomes.push(match (outcome.is_plain(), &outcome.share) {
            (true, Some(share)) => Outcome::Plain(share.clone()),
            _ => Outcome::Odd(Box::new(outcome)),
        });
    }
    packed(outcomes)
}

/// Shares in whole parts of a common denominator, as far as that is not too large.
fn packed(outcomes: Vec<Outcome>) -> MeasuredLeaf {
    let mut per_one = 1u64;
    for outcome in &outcomes {
        let Outcome::Plain(share) = outcome else { continue };
        let both = share.denominator().to_u64().map(|own| u128::from(per_one).lcm(&u128::from(own)));
        per_one =
            both.and_then(|both| u64::try_from(both).ok()).filter(|both| *both <= MOST_PER_ONE).unwrap_or(per_one);
    }
    let (mut cells, mut odd) = (Packed::with_capacity(outcomes.len()), BTreeMap::new());
    for (row, outcome) in outcomes.into_iter().enumerate() {
        let parts = match &outcome {
            Outcome::Plain(share) => parts_of(share, per_one),
            Outcome::Odd(_) => None,
        };
        match (parts, outcome) {
            (Some(parts), _) => cells.push_units(parts, 0),
            (None, outcome) => {
                cells.push(Observation::Missing);
                odd.insert(
                    row,
                    match outcome {
                        Outcome::Plain(share) => LeafOutcome::measured(share),
                        Outcome::Odd(outcome) => *outcome,
                    },
                );
            }
        }
    }
    MeasuredLeaf { cells: Arc::new(cells), per_one, odd }
}

/// How many parts a share has, where that is a whole number.
fn parts_of(share: &Ratio, per_one: u64) -> Option<u64> {
    let (over, under) = (share.numerator().to_u64()?, share.denominator().to_u64()?);
    (per_one % under == 0).then(|| over.checked_mul(per_one / under)).flatten()
}

/// The plain case of a leaf: every item applies to every unit and has one record, which is an answer.
///
/// People give few different answers, so what an answer gets is worked out once.
struct Plain<'f> {
    items: Vec<(&'f Item, HashMap<String, Ratio>)>,
    marks: Ratio,
    possible: bool,
}

impl<'f> Plain<'f> {
    /// At most so many different answers are kept for an item.
    const MOST: usize = 10_000;

    fn new(framework: &'f Framework, node: &Node) -> Plain<'f> {
        let items: Vec<_> = node.items.iter().map(|id| (framework.item(*id), HashMap::new())).collect();
        let marks = items.iter().map(|(item, _)| &item.marks).sum();
        let possible = items.iter().all(|(item, _)| item.applies.is_none() && !item.violation);
        Plain { items, marks, possible }
    }

    /// `sum(marks * share) / sum(marks)`; nothing where the unit is no plain case.
    fn share(&mut self, dataset: &Dataset, row: usize) -> Option<Ratio> {
        if !self.possible {
            return None;
        }
        let mut got: Option<Ratio> = None;
        let single = self.items.len() == 1;
        for (item, known) in &mut self.items {
            let [record] = dataset.records(item.id, row) else { return None };
            let Said::Answer(answer) = &record.said else { return None };
            if known.len() >= Plain::MOST {
                known.clear();
            }
            let share = match known.get(&record.text) {
                Some(share) => share,
                None => known.entry(record.text.clone()).or_insert_with(|| item.rule.share(answer)),
            };
            if single {
                return Some(share.clone());
            }
            let own = &item.marks * share;
            got = Some(got.map_or_else(|| own.clone(), |before| &before + &own));
        }
        got?.checked_div(&self.marks)
    }
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
