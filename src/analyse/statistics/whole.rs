//! Values as whole numbers over one denominator, since reducing ratios and comparing them is what takes time.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::number::Ratio;

/// Values as whole numbers: each is `number / below`.
pub(super) struct Whole {
    pub below: BigInt,
    /// From the least to the greatest.
    pub sorted: Vec<BigInt>,
    pub sum: BigInt,
}

impl Whole {
    pub(super) fn of<'v>(values: impl IntoIterator<Item = &'v Ratio> + Clone) -> Whole {
        let mut below = BigInt::one();
        for value in values.clone() {
            // Most values have a denominator that was there before.
            if value.denominator() != &below && !(&below % value.denominator()).is_zero() {
                below = below.lcm(value.denominator());
            }
        }
        let number = |value: &Ratio| value.numerator() * (&below / value.denominator());
        let mut sorted: Vec<BigInt> = values.into_iter().map(number).collect();
        sorted.sort_unstable();
        Whole { sum: sorted.iter().sum(), sorted, below }
    }

    /// What a number stands for.
    pub(super) fn value(&self, number: &BigInt) -> Ratio {
        Ratio::from_big(number.clone(), self.below.clone())
    }

    /// The sum of values none of which is below zero, where it is above zero.
    pub(super) fn positive_sum(&self) -> Option<&BigInt> {
        let least = self.sorted.first()?;
        (*least >= BigInt::zero() && !self.sum.is_zero()).then_some(&self.sum)
    }
}
