//! The rows of a table as conditions on weights.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use super::super::printed::PrintedFigure;
use super::simplex::{Condition, Problem};
use crate::number::{Ratio, RoundMode};

/// One row: the parts and the total that they are to give.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Which row of the table.
    pub at: usize,
    pub parts: Vec<PrintedFigure>,
    pub total: PrintedFigure,
}

impl Row {
    /// What the weights give for the parts as printed, less the total as printed.
    pub(super) fn residual(&self, weights: &[Ratio]) -> Ratio {
        let sum: Ratio = self.parts.iter().zip(weights).map(|(part, weight)| &part.value * weight).sum();
        sum - &self.total.value
    }

    /// Whether some values that round to the printed ones fit the weights.
    pub(super) fn fits(&self, weights: &[Ratio]) -> bool {
        self.allowed(weights) >= self.residual(weights).abs()
    }

    /// How large a residual rounding explains: half a unit of the total, and of each part times its weight.
    fn allowed(&self, weights: &[Ratio]) -> Ratio {
        let parts: Ratio = self.parts.iter().zip(weights).map(|(part, weight)| &part.unit * weight).sum();
        Ratio::new(1, 2).map_or_else(Ratio::zero, |half| (parts + &self.total.unit) * &half)
    }

    /// The two conditions that rounding sets: with weights not below zero, the least that the parts may have given is
    /// not above the greatest that the total may have been, and the other way round. Both are linear in the weights.
    fn conditions(&self) -> [Condition; 2] {
        let parts: Vec<_> = self.parts.iter().map(|part| part.interval(RoundMode::HalfUp)).collect();
        let total = self.total.interval(RoundMode::HalfUp);
        let least = parts.iter().map(|part| part.low.clone()).collect();
        let greatest = parts.iter().map(|part| -part.high.clone()).collect();
        [condition(least, total.high), condition(greatest, -total.low)]
    }
}

/// A condition in whole numbers: all sides times what their denominators have in common.
fn condition(coefficients: Vec<Ratio>, bound: Ratio) -> Condition {
    let all = || coefficients.iter().chain([&bound]);
    let common = all().fold(BigInt::one(), |common, ratio| common.lcm(ratio.denominator()));
    let whole = |ratio: &Ratio| ratio.numerator() * (&common / ratio.denominator());
    let (numbers, bound) = (coefficients.iter().map(whole).collect(), whole(&bound));
    Condition { coefficients: numbers, slack: common, bound }
}

/// Weights that are not below zero and explain every row; adding up to one unless `free`.
pub(super) fn problem(rows: &[Row], unknowns: usize, free: bool) -> Problem {
    let conditions = rows.iter().flat_map(Row::conditions).collect();
    let equation = (!free).then(|| (vec![BigInt::one(); unknowns], BigInt::one()));
    Problem { unknowns, conditions, equation }
}
