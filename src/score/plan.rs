//! A framework, weights and data that go together.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::data::{Dataset, Observation, Packed};
use crate::diagnostic::{Diagnostic, Diagnostics, bi, codes};
use crate::error::Error;
use crate::framework::{Framework, NodeId, Weights};
use crate::measure::{LeafOutcome, Measured, Why, checked};
use crate::number::Ratio;

/// A framework, weights and a dataset that are known to go together, ready to run.
///
/// The weights stand apart from the tree, so that one dataset can be scored under many of them.
///
/// ```
/// use govscore::{Dataset, Framework, NodeId, Plan, Ratio};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let weights = framework.weights()?;
/// let doubled = weights.with_shares(NodeId::TOTAL, &[Ratio::from(2), Ratio::one(), Ratio::one()]).unwrap();
/// let first = Plan::new(&framework, &weights, &data)?.score();
/// let second = Plan::new(&framework, &doubled, &data)?.score();
/// assert_eq!(first.ranked().next().unwrap().unit().id, "DNK");
/// assert_eq!(second.len(), first.len());
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    framework: Framework,
    weights: Weights,
    dataset: Dataset,
    /// How a number becomes a rate, for each node that has a column of data or is measured.
    readings: Vec<Option<Reading>>,
    measured: Measured,
    warnings: Diagnostics,
}

/// `rate = (value - low) * factor`.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub cells: Arc<Packed>,
    pub low: Ratio,
    pub factor: Ratio,
}

impl Reading {
    /// The rate of a value.
    pub(super) fn rate(&self, value: Decimal) -> Ratio {
        let value = Ratio::from(value);
        if self.low.is_zero() { &value * &self.factor } else { &(&value - &self.low) * &self.factor }
    }
}

impl Plan {
    /// Joins the three, or tells everything that keeps them from going together.
    ///
    /// Values given in points are read against the framework's own full marks, whatever `weights` are.
    pub fn new(framework: &Framework, weights: &Weights, dataset: &Dataset) -> Result<Plan, Error> {
        let (measured, mut warnings) = checked(framework, dataset, true);
        if weights.framework_id() != framework.id() || weights.len() != framework.nodes().len() {
            let (own, other) = (framework.id(), weights.framework_id());
            let message = bi!("the weights are those of `{other}`, not of `{own}`", "权重属于 `{other}`，不是 `{own}`");
            warnings.push(Diagnostic::new(codes::OTHER_FRAMEWORK, message));
        }
        if warnings.has_errors() {
            return Err(Error::Score(warnings));
        }
        let readings = framework
            .nodes()
            .iter()
            .map(|node| {
                if let Some(leaf) = measured.leaf(node.id) {
                    let factor = framework.scale().checked_div(&Ratio::from(leaf.per_one))?;
                    return Some(Reading { cells: leaf.cells.clone(), low: Ratio::zero(), factor });
                }
                let column = dataset.column(&node.code)?;
                let (low, high) = framework.input_range(node.id, dataset.input())?;
                let factor = framework.scale().checked_div(&(&high - &low))?;
                Some(Reading { cells: column.cells.clone(), low, factor })
            })
            .collect();
        Ok(Plan {
            framework: framework.clone(),
            weights: weights.clone(),
            dataset: dataset.clone(),
            readings,
            measured,
            warnings,
        })
    }

    /// The framework.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The weights.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The data.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// The same framework and weights with values that are known to go with them.
    pub(super) fn with_values(&self, dataset: Dataset, readings: Vec<Option<Reading>>, measured: Measured) -> Plan {
        let (framework, weights) = (self.framework.clone(), self.weights.clone());
        Plan { framework, weights, dataset, readings, measured, warnings: Diagnostics::new() }
    }

    /// What was found that does not forbid scoring.
    pub(super) fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// How a node's values become rates; nothing where it has no column.
    pub(super) fn reading(&self, id: NodeId) -> Option<&Reading> {
        self.readings[id.0].as_ref()
    }

    /// What was observed of a node for a unit.
    pub(super) fn observation(&self, id: NodeId, row: usize) -> Observation {
        self.reading(id).map_or(Observation::Missing, |reading| reading.cells.get(row))
    }

    /// Whether data hold the score of an inner node for a unit, or that it does not apply, so that nothing below it is
    /// looked at.
    pub(super) fn is_given(&self, id: NodeId, row: usize) -> bool {
        !self.framework.node(id).is_leaf() && self.observation(id, row) != Observation::Missing
    }

    /// How many items of a leaf count towards it: those that are no violations, or the leaf itself.
    pub(super) fn marked_items(&self, id: NodeId) -> u64 {
        let items = &self.framework.node(id).items;
        items.iter().filter(|id| !self.framework.item(**id).violation).count().max(1) as u64
    }

    /// What a leaf, or a node that is given, came to for a unit.
    pub(super) fn outcome(&self, id: NodeId, row: usize) -> LeafOutcome {
        let measured = self.measured.leaf(id);
        if let Some(outcome) = measured.and_then(|leaf| leaf.odd.get(&row)) {
            return outcome.clone();
        }
        let mut outcome = match (self.observation(id, row), self.reading(id)) {
            (Observation::Value(value), Some(reading)) => {
                let share = reading.rate(value).checked_div(self.framework.scale()).unwrap_or_else(Ratio::zero);
                if measured.is_some() { LeafOutcome::measured(share) } else { LeafOutcome::given(share) }
            }
            (Observation::NotApplicable, _) => LeafOutcome::absent(Why::NotApplicable),
            _ => LeafOutcome::absent(Why::Missing),
        };
        // What is there or missing as a whole stands for all items that have marks.
        let marked = self.marked_items(id);
        outcome.cover.count_there *= marked;
        outcome.cover.count_applies *= marked;
        outcome
    }
}
