//! The scores of one node for all units.

use std::cmp::Ordering;
use std::sync::Arc;

use num_bigint::BigInt;

use super::limbs::Limbs;
use super::plan::Reading;
use crate::data::{Observation, Packed, Units};
use crate::number::Ratio;

/// Scores in whole ticks, one entry per row.
#[derive(Clone, Debug)]
pub(crate) enum Ticks {
    /// Where the bounds fit into 64 bits.
    Units(Units),
    /// Where they do not: awkward denominators, or values of many digits.
    Limbs(Limbs),
}

/// Where the rates of one node are, but for the odd rows.
#[derive(Clone, Debug)]
enum Source {
    /// No row but the odd ones has a score here.
    Nothing,
    /// The node has a column of data, and this is how a value becomes a rate.
    Given(Arc<Packed>, Reading),
    /// Whole ticks of a common denominator, so many of which make one; zero for odd rows.
    Formed { per_one: BigInt, ticks: Ticks },
}

/// Rates of one node: whole numbers where that goes, ratios for the odd rows.
#[derive(Clone, Debug)]
pub(crate) struct ScoreColumn {
    source: Source,
    /// Rows whose score is not in the source: missing, or no whole number of ticks; in order.
    odd: Vec<(usize, Option<Ratio>)>,
}

impl ScoreColumn {
    pub(super) fn formed(per_one: BigInt, ticks: Ticks) -> ScoreColumn {
        ScoreColumn { source: Source::Formed { per_one, ticks }, odd: Vec::new() }
    }

    pub(super) fn given(cells: Arc<Packed>, reading: Reading) -> ScoreColumn {
        ScoreColumn { source: Source::Given(cells, reading), odd: Vec::new() }
    }

    /// A column without scores but for rows that are pushed.
    pub(super) fn empty() -> ScoreColumn {
        ScoreColumn { source: Source::Nothing, odd: Vec::new() }
    }

    /// The room that its ticks take, for others.
    pub(super) fn into_ticks(self) -> Option<Ticks> {
        match self.source {
            Source::Formed { ticks, .. } => Some(ticks),
            Source::Nothing | Source::Given(..) => None,
        }
    }

    #[cfg(test)]
    pub(super) fn ticks(&self) -> Option<&Ticks> {
        match &self.source {
            Source::Formed { ticks, .. } => Some(ticks),
            Source::Nothing | Source::Given(..) => None,
        }
    }

    /// Says what a row holds that the source does not; rows come in order.
    pub(super) fn push_odd(&mut self, row: usize, rate: Option<Ratio>) {
        self.odd.push((row, rate));
    }

    /// The same column with another rate in one row.
    pub(super) fn with_rate(&self, row: usize, rate: Option<Ratio>) -> ScoreColumn {
        let mut column = self.clone();
        match column.odd.binary_search_by_key(&row, |(odd, _)| *odd) {
            Ok(at) => column.odd[at].1 = rate,
            Err(at) => column.odd.insert(at, (row, rate)),
        }
        column
    }

    /// Rows that the source does not hold, in order.
    pub(super) fn odd(&self) -> &[(usize, Option<Ratio>)] {
        &self.odd
    }

    /// Whole numbers that order the rows as their rates do, zero for odd rows, and what a rate is in them: one over the
    /// first ratio, after the second is taken away.
    ///
    /// None where the numbers do not fit into 64 bits.
    pub(super) fn units(&self) -> Option<(&Units, Line)> {
        match &self.source {
            Source::Formed { per_one, ticks: Ticks::Units(units) } => {
                Some((units, Line { step: Ratio::from_big(1.into(), per_one.clone()), start: Ratio::zero() }))
            }
            Source::Given(cells, reading) => {
                let unit = Ratio::new(1, 10i128.checked_pow(cells.places())?)?;
                let start = -(&reading.low * &reading.factor);
                Some((cells.units(), Line { step: &unit * &reading.factor, start }))
            }
            _ => None,
        }
    }

    pub(super) fn rate(&self, row: usize) -> Option<Ratio> {
        if let Ok(at) = self.odd.binary_search_by_key(&row, |(odd, _)| *odd) {
            return self.odd[at].1.clone();
        }
        match &self.source {
            Source::Nothing => None,
            Source::Given(cells, reading) => match cells.get(row) {
                Observation::Value(value) => Some(reading.rate(value)),
                _ => None,
            },
            Source::Formed { per_one, ticks } => {
                let ticks = match ticks {
                    Ticks::Units(units) => units.get(row).into(),
                    Ticks::Limbs(limbs) => limbs.get(row),
                };
                Some(Ratio::from_big(ticks, per_one.clone()))
            }
        }
    }

    /// Whether a row has a score.
    pub(super) fn has(&self, row: usize) -> bool {
        match self.odd.binary_search_by_key(&row, |(odd, _)| *odd) {
            Ok(at) => self.odd[at].1.is_some(),
            Err(_) => !matches!(self.source, Source::Nothing),
        }
    }

    /// The order of two rows, the lower rate first; a row without a score is below all others.
    pub(super) fn compare(&self, a: usize, b: usize) -> Ordering {
        match &self.source {
            Source::Formed { ticks: Ticks::Limbs(limbs), .. } if self.odd.is_empty() => limbs.compare(a, b),
            _ => self.rate(a).cmp(&self.rate(b)),
        }
    }
}

/// How whole numbers become rates: `rate = start + number * step`; a step is never negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub step: Ratio,
    pub start: Ratio,
}

impl Line {
    pub(super) fn rate(&self, number: u64) -> Ratio {
        &self.start + &(&self.step * &Ratio::from(number))
    }
}
