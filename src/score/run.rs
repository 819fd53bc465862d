//! Running a plan.

use super::column::ScoreColumn;
use super::evaluate::Evaluator;
use super::explain::{Explanation, explain};
use super::kernel::Kernel;
use super::plan::Plan;
use super::scores::Scores;
use crate::data::Dataset;
use crate::error::Error;
use crate::framework::{Framework, NodeId};
use crate::number::{Ratio, Stage};

impl Plan {
    /// Scores every unit.
    pub fn score(&self) -> Scores {
        Scores::new(self, self.columns(Vec::new()), self.warnings().clone())
    }

    /// The rates of every node for every unit, without ranks and tiers: for runs that need many of them.
    pub fn rates(&self) -> Rates {
        Rates { columns: self.columns(Vec::new()) }
    }

    /// The same in the room of rates that are no longer needed: for runs that differ in their weights alone, asking the
    /// system for room takes longer than the sums.
    pub fn rates_into(&self, rates: &mut Rates) {
        rates.columns = self.columns(std::mem::take(&mut rates.columns));
    }

    pub(super) fn columns(&self, spare: Vec<ScoreColumn>) -> Vec<ScoreColumn> {
        let rows = self.dataset().len();
        let count = self.framework().nodes().len();
        let kernel = if self.framework().rounding().stage == Stage::Report { Kernel::new(self) } else { None };
        let (mut columns, odd) = match kernel {
            Some(kernel) => kernel.run(self, spare),
            None => (vec![ScoreColumn::empty(); count], (0..rows).collect()),
        };
        let evaluator = Evaluator::new(self);
        for row in odd {
            for (column, cell) in columns.iter_mut().zip(evaluator.unit(row)) {
                column.push_odd(row, cell.rate);
            }
        }
        columns
    }

    /// How the scores of the unit in this row come about; nothing where there is no such row.
    ///
    /// Its rank needs the scores of all units: where those are at hand, [`Scores::explain`] does not form them again.
    pub fn explain(&self, row: usize) -> Option<Explanation> {
        self.score().explain(row)
    }
}

/// The exact rates of every node for every unit.
///
/// ```
/// use govscore::{Dataset, Framework, NodeId, Plan};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let plan = Plan::new(&framework, &framework.weights()?, &data)?;
/// let mut rates = plan.rates();
/// plan.rates_into(&mut rates);
/// assert_eq!(rates.rate(data.find("CHN").unwrap(), NodeId::TOTAL).unwrap().to_string(), "10217/15000");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rates {
    columns: Vec<ScoreColumn>,
}

impl Rates {
    /// The rate of a node for the unit in this row, on 0..scale; none where it has none.
    pub fn rate(&self, row: usize, node: NodeId) -> Option<Ratio> {
        self.columns[node.0].rate(row)
    }
}

impl Scores {
    /// How the scores of the unit in this row come about; nothing where there is no such row.
    pub fn explain(&self, row: usize) -> Option<Explanation> {
        (row < self.len()).then(|| explain(self, row))
    }
}

impl Framework {
    /// Scores every unit of a dataset with the framework's own weights.
    pub fn score(&self, dataset: &Dataset) -> Result<Scores, Error> {
        Ok(Plan::new(self, &self.weights()?, dataset)?.score())
    }
}
