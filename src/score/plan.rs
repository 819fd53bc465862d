//! A framework, weights and data that go together.

use rust_decimal::Decimal;

use crate::data::{Dataset, Observation, check_data};
use crate::diagnostic::{Diagnostic, Diagnostics, bi, codes};
use crate::error::Error;
use crate::framework::{Framework, NodeId, Weights};
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
    /// How a value in the data becomes a rate, for each node that has a column.
    readings: Vec<Option<Reading>>,
    warnings: Diagnostics,
}

/// `rate = (value - low) * factor`.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Which column of the dataset.
    pub column: usize,
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
        let mut warnings = check_data(framework, dataset);
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
                let column = dataset.column_index(&node.code)?;
                let (low, high) = framework.input_range(node.id, dataset.input())?;
                let factor = framework.scale().checked_div(&(&high - &low))?;
                Some(Reading { column, low, factor })
            })
            .collect();
        Ok(Plan {
            framework: framework.clone(),
            weights: weights.clone(),
            dataset: dataset.clone(),
            readings,
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
        self.reading(id).map_or(Observation::Missing, |reading| self.dataset.column_at(reading.column).cells.get(row))
    }
}
