//! Running a plan.

use super::column::ScoreColumn;
use super::evaluate::Evaluator;
use super::explain::{Explanation, explain};
use super::kernel::Kernel;
use super::plan::Plan;
use super::scores::Scores;
use crate::data::Dataset;
use crate::error::Error;
use crate::framework::Framework;
use crate::number::Stage;

impl Plan {
    /// Scores every unit.
    pub fn score(&self) -> Scores {
        let rows = self.dataset().len();
        let count = self.framework().nodes().len();
        let kernel = if self.framework().rounding().stage == Stage::Report { Kernel::new(self) } else { None };
        let (mut columns, odd) = match kernel {
            Some(kernel) => kernel.run(self),
            None => (vec![ScoreColumn::empty(); count], (0..rows).collect()),
        };
        let evaluator = Evaluator::new(self);
        for row in odd {
            for (column, cell) in columns.iter_mut().zip(evaluator.unit(row)) {
                column.push_odd(row, cell.rate);
            }
        }
        Scores::new(self, columns, self.warnings().clone())
    }

    /// How the scores of the unit in this row come about; nothing where there is no such row.
    ///
    /// Its rank needs the scores of all units: where those are at hand, [`Scores::explain`] does not form them again.
    pub fn explain(&self, row: usize) -> Option<Explanation> {
        self.score().explain(row)
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
