//! The totals that a tier rule looks at: each value once, best first, with how many units have it.
//!
//! Equal totals are one value here, so no rule can split them, and no rule sees in which order units came.

use std::ops::Range;

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

    /// Which values are in each of so many tiers, from the place of each; a better one never has a worse place.
    pub(crate) fn ranges(&self, tiers: usize, place: impl Fn(&Ratio) -> usize) -> Vec<Range<usize>> {
        let mut begin = 0;
        let range = |tier: usize| {
            let end = begin + self.values[begin..].partition_point(|value| place(value) <= tier);
            std::mem::replace(&mut begin, end)..end
        };
        (0..tiers).map(range).collect()
    }

    /// Those values alone.
    pub(crate) fn part(&self, range: Range<usize>) -> Sample {
        Sample { values: self.values[range.clone()].to_vec(), counts: self.counts[range].to_vec() }
    }

    /// How many units have one of those values.
    pub(crate) fn units_in(&self, range: Range<usize>) -> usize {
        self.counts[range].iter().sum()
    }

    /// The least of those values.
    pub(crate) fn least_in(&self, range: Range<usize>) -> Option<&Ratio> {
        self.values[range].last()
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

    /// The least total of each of so many tiers, from the place of each by how many values and units are before it and how
    /// many have it; none of a tier without totals.
    pub(crate) fn begins(
        &self,
        tiers: usize,
        mut place: impl FnMut(usize, usize, usize) -> usize,
    ) -> Vec<Option<Ratio>> {
        let mut least = vec![None; tiers];
        let mut units = 0;
        for (at, count) in self.counts.iter().enumerate() {
            if let Some(least) = least.get_mut(place(at, units, *count)) {
                *least = Some(at);
            }
            units += count;
        }
        least.into_iter().map(|at| at.and_then(|at: usize| self.values.get(at).cloned())).collect()
    }

    /// The same where a tier ends after so many units, best first; equal totals that lie across an end stay together,
    /// in the tier of the first or of the last of them.
    pub(crate) fn cut_after(&self, ends: &[usize], ties: TierTies) -> Vec<Option<Ratio>> {
        self.begins(ends.len() + 1, |_, before, count| {
            let unit = match ties {
                TierTies::Up => before,
                TierTies::Down => before + count - 1,
            };
            ends.iter().filter(|end| **end <= unit).count()
        })
    }
}
