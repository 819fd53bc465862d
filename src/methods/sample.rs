//! The totals that a tier rule looks at: each value once, best first, with how many units have it.
//!
//! Equal totals are one value here, so no rule can split them, and no rule sees in which order units came.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use super::TierTies;
use crate::number::{Ratio, Rounding};

/// Totals of units, each value once, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    values: Vec<Ratio>,
    /// How many units have each value.
    counts: Vec<usize>,
}

impl Sample {
    /// From totals in any order, each with how many units have it; what is sorted already costs no sorting.
    pub(crate) fn of(totals: impl IntoIterator<Item = (Ratio, usize)>) -> Sample {
        let mut totals: Vec<(Ratio, usize)> = totals.into_iter().collect();
        totals.sort_by(|(one, _), (other, _)| other.cmp(one));
        let mut sample = Sample::default();
        for (value, count) in totals {
            sample.push(value, count);
        }
        sample
    }

    /// One more value, none better than those that are there.
    fn push(&mut self, value: Ratio, count: usize) {
        match self.counts.last_mut() {
            Some(last) if self.values.last() == Some(&value) => *last += count,
            _ => {
                self.values.push(value);
                self.counts.push(count);
            }
        }
    }

    /// The same totals as printed.
    pub(crate) fn rounded(&self, rounding: Rounding) -> Sample {
        let mut sample = Sample::default();
        for (value, count) in self.each() {
            sample.push(value.round(rounding), count);
        }
        sample
    }

    /// Those that are taken, in the same order.
    pub(crate) fn filtered(&self, takes: impl Fn(&Ratio) -> bool) -> Sample {
        let mut sample = Sample::default();
        for (value, count) in self.each().filter(|(value, _)| takes(value)) {
            sample.push(value.clone(), count);
        }
        sample
    }

    /// Each value with its count, best first.
    pub(crate) fn each(&self) -> impl DoubleEndedIterator<Item = (&Ratio, usize)> + ExactSizeIterator {
        self.values.iter().zip(self.counts.iter().copied())
    }

    /// The values in whole numbers of one over the second.
    pub(crate) fn whole(&self) -> (Vec<BigInt>, BigInt) {
        let common = self.values.iter().fold(BigInt::one(), |common, value| common.lcm(value.denominator()));
        let whole = |value: &Ratio| value.numerator() * (&common / value.denominator());
        (self.values.iter().map(whole).collect(), common)
    }

    /// How many units there are.
    pub(crate) fn units(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The least value of each of so many tiers, from the place of each value; none of a tier without values.
    pub(crate) fn least(&self, tiers: usize, mut place: impl FnMut(&Ratio, usize) -> usize) -> Vec<Option<Ratio>> {
        let mut least = vec![None; tiers];
        for (value, count) in self.each() {
            let place = place(value, count);
            if let Some(least) = least.get_mut(place) {
                *least = Some(value.clone());
            }
        }
        least
    }

    /// The same where a tier ends after so many units, best first; equal totals that lie across an end stay together,
    /// in the tier of the first or of the last of them.
    pub(crate) fn cut_after(&self, ends: &[usize], ties: TierTies) -> Vec<Option<Ratio>> {
        let mut before = 0;
        self.least(ends.len() + 1, |_, count| {
            let unit = match ties {
                TierTies::Up => before,
                TierTies::Down => before + count - 1,
            };
            before += count;
            ends.iter().filter(|end| **end <= unit).count()
        })
    }
}
