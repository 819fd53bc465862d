//! Ranks and tiers of whole numbers: the same as by ratios, for a million rows.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::column::{Line, ScoreColumn};
use super::printed::Rounder;
use crate::data::Units;
use crate::methods::{TierRule, Ties, ranks_of_sorted};
use crate::number::{Ratio, Rounding};

/// What has no score.
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

    fn ranks(&self, ties: Ties, order: impl Fn(usize, usize) -> Ordering) -> Vec<Option<u32>> {
        let mut sorted = self.sorted();
        if ties == Ties::Ordinal || !self.exact.is_empty() {
            for run in sorted.chunk_by_mut(|a, b| self.keys[*a] == self.keys[*b]).filter(|run| run.len() > 1) {
                run.sort_by(|&a, &b| self.exact(b).cmp(&self.exact(a)).then_with(|| order(a, b)));
            }
        }
        let tied = |a: usize, b: usize| self.keys[a] == self.keys[b] && self.exact(a) == self.exact(b);
        ranks_of_sorted(ties, self.keys.len(), &sorted, tied)
    }

    /// The rows that have a score, the greatest key first, and equal ones in the order of the rows.
    fn sorted(&self) -> Vec<usize> {
        let present = || self.keys.iter().enumerate().filter(|(_, key)| **key != ABSENT);
        let greatest = present().map(|(_, key)| *key).max().unwrap_or(0);
        let bits = usize::BITS - self.keys.len().leading_zeros();
        // Key and row in one number of 64 bits, where they fit.
        if greatest.leading_zeros() >= bits {
            let mut packed: Vec<u64> = present().map(|(row, key)| (greatest - key) << bits | row as u64).collect();
            packed.sort_unstable();
            return packed.into_iter().map(|packed| (packed & ((1 << bits) - 1)) as usize).collect();
        }
        let mut pairs: Vec<(u64, usize)> = present().map(|(row, key)| (greatest - key, row)).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, row)| row).collect()
    }
}

/// The ranks by exact rates; none where the column holds no whole numbers of 64 bits.
///
/// A key is twice a whole number, or one more than that for a rate between two whole numbers.
pub(super) fn ranks_by_rate(
    column: &ScoreColumn,
    ties: Ties,
    order: impl Fn(usize, usize) -> Ordering,
) -> Option<Vec<Option<u32>>> {
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
) -> Option<Vec<Option<u32>>> {
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

/// The tier of each row, 0 for the best.
pub(super) type Places = Vec<Option<usize>>;

/// The tiers by exact rates and by rounded ones; none where the column holds no whole numbers of 64 bits, or where the
/// tier of a unit depends on the others.
pub(super) fn tiers(column: &ScoreColumn, rule: &TierRule, rounding: Rounding) -> Option<(Places, Places)> {
    let (units, line) = column.units()?;
    let TierRule::CutLines(lines) = rule;
    let exact = |rate: &Ratio| lines.place(rate);
    let rounded = |rate: &Ratio| lines.place(&rate.round(rounding));
    Some((places(column, units, &line, exact), places(column, units, &line, rounded)))
}

/// A better rate never has a worse tier, so a few whole numbers tell where each tier begins.
fn places(column: &ScoreColumn, units: &Units, line: &Line, place: impl Fn(&Ratio) -> usize) -> Places {
    let greatest = match units {
        Units::Small(units) => units.iter().copied().max().unwrap_or(0).into(),
        Units::Large(units) => units.iter().copied().max().unwrap_or(0),
    };
    let at = |number: u64| place(&line.rate(number));
    let mut begins = vec![(0, at(0))];
    while let Some(&(begin, here)) = begins.last().filter(|(_, here)| at(greatest) < *here) {
        let (mut below, mut above) = (begin, greatest);
        while above - below > 1 {
            let middle = below + (above - below) / 2;
            if at(middle) < here { above = middle } else { below = middle }
        }
        begins.push((above, at(above)));
    }
    let tier = |number: u64| begins.iter().rev().find(|(begin, _)| *begin <= number).map(|(_, place)| *place);
    let mut places: Places = match units {
        Units::Small(units) => units.iter().map(|number| tier((*number).into())).collect(),
        Units::Large(units) => units.iter().map(|number| tier(*number)).collect(),
    };
    for (row, rate) in column.odd() {
        places[*row] = rate.as_ref().map(&place);
    }
    places
}
