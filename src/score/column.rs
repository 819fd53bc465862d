//! The scores of one node for all units.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::number::Ratio;

/// Scores in whole ticks, one entry per row.
#[derive(Clone, Debug)]
pub(crate) enum Ticks {
    /// Where the bounds fit into 128 bits.
    Narrow(Vec<i128>),
    /// Where they do not: awkward denominators, or values of many digits.
    Wide(Vec<BigInt>),
}

impl Ticks {
    /// One row's ticks, of any size.
    pub(crate) fn get(&self, row: usize) -> BigInt {
        match self {
            Ticks::Narrow(ticks) => ticks[row].into(),
            Ticks::Wide(ticks) => ticks[row].clone(),
        }
    }
}

/// Rates of one node: whole ticks of a common denominator where that goes, ratios for the odd rows.
#[derive(Clone, Debug)]
pub(crate) struct ScoreColumn {
    /// How many ticks make one.
    per_one: BigInt,
    /// One entry per row, zero for those in `odd`; none where no other row has a score here.
    ticks: Option<Ticks>,
    /// Rows whose score is not in `ticks`: missing, or no whole number of them; in order.
    odd: Vec<(usize, Option<Ratio>)>,
}

impl ScoreColumn {
    pub(crate) fn new(per_one: BigInt, ticks: Ticks) -> ScoreColumn {
        ScoreColumn { per_one, ticks: Some(ticks), odd: Vec::new() }
    }

    /// A column without scores but for rows that are pushed.
    pub(crate) fn empty() -> ScoreColumn {
        ScoreColumn { per_one: 1.into(), ticks: None, odd: Vec::new() }
    }

    /// Says what a row holds that has no ticks; rows come in order.
    pub(crate) fn push_odd(&mut self, row: usize, rate: Option<Ratio>) {
        self.odd.push((row, rate));
    }

    pub(crate) fn rate(&self, row: usize) -> Option<Ratio> {
        match self.odd.binary_search_by_key(&row, |(odd, _)| *odd) {
            Ok(at) => self.odd[at].1.clone(),
            Err(_) => self.ticks.as_ref().map(|ticks| Ratio::from_big(ticks.get(row), self.per_one.clone())),
        }
    }

    /// Whether a row has a score.
    pub(crate) fn has(&self, row: usize) -> bool {
        match self.odd.binary_search_by_key(&row, |(odd, _)| *odd) {
            Ok(at) => self.odd[at].1.is_some(),
            Err(_) => self.ticks.is_some(),
        }
    }

    /// The order of two rows, the lower rate first; a row without a score is below all others.
    pub(crate) fn compare(&self, a: usize, b: usize) -> Ordering {
        match &self.ticks {
            Some(Ticks::Narrow(ticks)) if self.odd.is_empty() => ticks[a].cmp(&ticks[b]),
            Some(Ticks::Wide(ticks)) if self.odd.is_empty() => ticks[a].cmp(&ticks[b]),
            _ => self.rate(a).cmp(&self.rate(b)),
        }
    }
}
