//! Ranks of whole numbers: the same as by ratios, for a million rows.

use std::cmp::Ordering;
use std::num::NonZeroU32;
use std::ops::Range;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::column::ScoreColumn;
use super::printed::Rounder;
use crate::data::Units;
use crate::methods::{Ties, ranks_of_sorted};
use crate::number::{Ratio, Rounding};

/// The rank of each row, none where it has no score.
pub(super) type Ranks = Vec<Option<NonZeroU32>>;

/// The key of what has no score.
const ABSENT: u64 = u64::MAX;

/// What orders the rows, one key for each, and the exact rates of rows whose keys do not tell all.
struct Keys {
    keys: Vec<u64>,
    exact: Vec<(usize, Ratio)>,
}

impl Keys {
    fn exact(&self, row: usize) -> Option<&Ratio> {
        if self.exact.is_empty() {
            return None;
        }
        let at = self.exact.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(&self.exact[at].1)
    }

    /// Whether two of the rows with exact rates have one key.
    fn share_keys(&self) -> bool {
        let mut keys: Vec<u64> = self.exact.iter().map(|(row, _)| self.keys[*row]).collect();
        keys.sort_unstable();
        keys.windows(2).any(|pair| pair[0] == pair[1])
    }

    fn ranks(self, ties: Ties, order: impl Fn(usize, usize) -> Ordering) -> Ranks {
        let rows = self.keys.len();
        let greatest = self.keys.iter().copied().filter(|key| *key != ABSENT).max().unwrap_or(0);
        let bits = usize::BITS - rows.leading_zeros();
        // Where equal keys do not tell all, or key and row do not fit into 64 bits.
        if ties == Ties::Ordinal || self.share_keys() || greatest.leading_zeros() < bits {
            return self.ranks_one_by_one(ties, order);
        }
        // Key and row in one number, the best first and equal ones in the order of the rows.
        let mut packed = self.keys;
        for (row, key) in packed.iter_mut().enumerate().filter(|(_, key)| **key != ABSENT) {
            *key = (greatest - *key) << bits | row as u64;
        }
        packed.retain(|key| *key != ABSENT);
        sort_by_bits(&mut packed, bits..u64::BITS - greatest.leading_zeros() + bits);
        let mut ranks: Ranks = vec![None; rows];
        let (mut rank, mut last) = (None, None);
        for (position, packed) in packed.into_iter().enumerate() {
            if last != Some(packed >> bits) {
                let before = if ties == Ties::Dense { rank.map_or(0, NonZeroU32::get) } else { position as u32 };
                (rank, last) = (NonZeroU32::new(before + 1), Some(packed >> bits));
            }
            ranks[(packed & ((1 << bits) - 1)) as usize] = rank;
        }
        ranks
    }

    fn ranks_one_by_one(&self, ties: Ties, order: impl Fn(usize, usize) -> Ordering) -> Ranks {
        let keys = &self.keys;
        let mut sorted: Vec<usize> = (0..keys.len()).filter(|row| keys[*row] != ABSENT).collect();
        let better = |a: usize, b: usize| keys[b].cmp(&keys[a]).then_with(|| self.exact(b).cmp(&self.exact(a)));
        sorted.sort_by(|&a, &b| better(a, b).then_with(|| order(a, b)));
        ranks_of_sorted(ties, keys.len(), &sorted, |a, b| better(a, b) == Ordering::Equal)
    }
}

/// Sorts numbers that are in order but for these bits: by eleven of them at a time, the lowest first, which keeps the
/// order of what is equal in them.
fn sort_by_bits(numbers: &mut Vec<u64>, bits: Range<u32>) {
    const DIGIT: u32 = 11;
    let mut other = vec![0; numbers.len()];
    for shift in bits.step_by(DIGIT as usize) {
        let digit = |number: u64| (number >> shift) as usize & ((1 << DIGIT) - 1);
        let mut ends = [0usize; 1 << DIGIT];
        numbers.iter().for_each(|number| ends[digit(*number)] += 1);
        let mut begin = 0;
        for end in &mut ends {
            (*end, begin) = (begin, begin + *end);
        }
        for number in numbers.iter() {
            let place = &mut ends[digit(*number)];
            other[*place] = *number;
            *place += 1;
        }
        std::mem::swap(numbers, &mut other);
    }
}

/// The ranks by exact rates; none where the column holds no whole numbers of 64 bits.
///
/// A key is twice a whole number, or one more than that for a rate between two whole numbers.
pub(super) fn ranks_by_rate(
    column: &ScoreColumn,
    ties: Ties,
    order: impl Fn(usize, usize) -> Ordering,
) -> Option<Ranks> {
    let (units, line) = column.units()?;
    let mut keys = keys_of(units, |number| number.checked_mul(2))?;
    let mut exact = Vec::new();
    for (row, rate) in column.odd() {
        keys[*row] = ABSENT;
        if let Some(rate) = rate {
            let number = (rate - &line.start).checked_div(&line.step)?;
            let (floor, rest) = number.numerator().div_mod_floor(number.denominator());
            keys[*row] = floor.to_u64()?.checked_mul(2)?;
            if rest != BigInt::ZERO {
                keys[*row] += 1;
                exact.push((*row, rate.clone()));
            }
        }
    }
    Some(Keys { keys, exact }.ranks(ties, order))
}

/// The ranks by figures as printed; none where the column holds no whole numbers of 64 bits.
pub(super) fn ranks_by_print(
    column: &ScoreColumn,
    worth: &Ratio,
    rounding: Rounding,
    ties: Ties,
    order: impl Fn(usize, usize) -> Ordering,
) -> Option<Ranks> {
    let (units, line) = column.units()?;
    let rounder = Rounder::new(&line, worth, rounding)?;
    let mut keys = keys_of(units, |number| rounder.round(number))?;
    let power = Ratio::from_big(BigInt::from(10u8).pow(rounding.places), 1.into());
    for (row, rate) in column.odd() {
        keys[*row] = match rate {
            None => ABSENT,
            Some(rate) => (&(rate * worth).round(rounding) * &power).numerator().to_u64()?,
        };
    }
    Some(Keys { keys, exact: Vec::new() }.ranks(ties, order))
}

fn keys_of(units: &Units, key: impl Fn(u64) -> Option<u64>) -> Option<Vec<u64>> {
    let key = |number: u64| key(number).filter(|key| *key != ABSENT);
    match units {
        Units::Small(units) => units.iter().map(|number| key((*number).into())).collect(),
        Units::Large(units) => units.iter().map(|number| key(*number)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::methods::rank;

    proptest! {
        /// Sorted by their bits or compared one by one, with rates between two whole numbers or without: the same ranks.
        #[test]
        fn keys_rank_as_what_they_stand_for(
            rows in prop::collection::vec((prop_oneof![Just(ABSENT), 0u64..20, 0u64..1 << 45, any::<u64>()], 0u8..4), 0..60),
            ties in prop_oneof![Just(Ties::Competition), Just(Ties::Dense), Just(Ties::Ordinal)],
            wide in any::<bool>(),
            between in any::<bool>(),
        ) {
            let keys: Vec<u64> = rows.iter().map(|(key, _)| if wide || *key == ABSENT { *key } else { key % (1 << 45) }).collect();
            // An odd key stands for any rate above the one whole number and below the next.
            let exact: Vec<(usize, Ratio)> = rows
                .iter()
                .enumerate()
                .filter(|(row, _)| between && keys[*row] != ABSENT && keys[*row] % 2 == 1)
                .map(|(row, (_, part))| (row, Ratio::from(u64::from(*part))))
                .collect();
            let part = |row: usize| exact.iter().find(|(at, _)| *at == row).map(|(_, part)| part.clone());
            let better = |a: usize, b: usize| keys[b].cmp(&keys[a]).then_with(|| part(b).cmp(&part(a)));
            let expected = rank(ties, keys.len(), |row| keys[row] != ABSENT, better, |a, b| a.cmp(&b));
            let ranks = Keys { keys: keys.clone(), exact: exact.clone() }.ranks(ties, |a, b| a.cmp(&b));
            prop_assert_eq!(ranks, expected);
        }
    }
}
