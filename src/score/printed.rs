//! The figures of one node as they are printed, without a ratio for each row.
//!
//! A printed figure is a whole number of its last place. Where a column holds whole numbers that number is
//! `(start + factor * units) / divisor`, rounded: one multiplication and one division, exact in 64 or 128 bits. What
//! does not fit, and rows that are no whole numbers, are rounded as ratios; both give the same digits.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::column::Line;
use super::scores::{Scores, worth};
use crate::data::Units;
use crate::framework::{Figure, NodeId};
use crate::number::{Ratio, RoundMode, Rounding};

/// Figures with more places are rounded as ratios.
const MOST_PLACES: u32 = 28;

/// One node's figures, row by row, as text.
///
/// ```
/// use govscore::{Dataset, Figure, Framework, NodeId};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let scores = framework.score(&data)?;
/// let printed = scores.printed(NodeId::TOTAL, Figure::Rate, framework.rounding());
/// let mut text = Vec::new();
/// printed.write(data.find("CHN").unwrap(), &mut text);
/// assert_eq!(text, b"0.6811");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Printed<'s> {
    scores: &'s Scores,
    node: NodeId,
    figure: Figure,
    rounding: Rounding,
    whole: Option<(&'s Units, Rounder)>,
    /// Rows that are rounded as ratios.
    odd: &'s [(usize, Option<Ratio>)],
}

impl Scores {
    /// The figures of a node as they are printed with this rounding.
    pub fn printed(&self, node: NodeId, figure: Figure, rounding: Rounding) -> Printed<'_> {
        let column = self.column(node);
        let whole = column.units().and_then(|(units, line)| {
            let worth = worth(figure, self.plan().weights(), node);
            Some((units, Rounder::new(&line, &worth, rounding)?))
        });
        Printed { scores: self, node, figure, rounding, whole, odd: column.odd() }
    }
}

impl Printed<'_> {
    /// Appends the figure of a row; nothing where it has no score.
    pub fn write(&self, row: usize, text: &mut Vec<u8>) {
        let number = match &self.whole {
            Some((units, rounder)) if !self.is_odd(row) => rounder.round(units.get(row)),
            _ => None,
        };
        match number {
            Some(number) => write_fixed(number, self.rounding.places, text),
            None => {
                if let Some(figure) = self.scores.figure(row, self.node, self.figure) {
                    text.extend_from_slice(figure.to_fixed(self.rounding).as_bytes());
                }
            }
        }
    }

    fn is_odd(&self, row: usize) -> bool {
        !self.odd.is_empty() && self.odd.binary_search_by_key(&row, |(odd, _)| *odd).is_ok()
    }
}

/// Rounds what whole numbers stand for to a whole number of the last place.
#[derive(Clone, Debug)]
pub(super) struct Rounder {
    start: i128,
    factor: u128,
    divisor: u128,
    /// The same in 64 bits, with the greatest number for which nothing overflows.
    short: Option<(u64, u64, u64, u64)>,
    mode: RoundMode,
}

impl Rounder {
    /// `worth` is what a rate of one is printed as.
    pub(super) fn new(line: &Line, worth: &Ratio, rounding: Rounding) -> Option<Rounder> {
        if rounding.places > MOST_PLACES {
            return None;
        }
        let power = Ratio::from_big(BigInt::from(10u8).pow(rounding.places), 1.into());
        let (start, step) = (&(&line.start * worth) * &power, &(&line.step * worth) * &power);
        let divisor = start.denominator().lcm(step.denominator());
        let whole = |ratio: &Ratio| ratio.numerator() * (&divisor / ratio.denominator());
        let (start, factor) = (whole(&start).to_i128()?, whole(&step).to_u128()?);
        let divisor = divisor.to_u128().filter(|divisor| *divisor < 1 << 126)?;
        let short = || {
            let (start, factor, divisor) =
                (u64::try_from(start).ok()?, u64::try_from(factor).ok()?, u64::try_from(divisor).ok()?);
            let most = ((u64::MAX >> 1).checked_sub(start)?).checked_div(factor)?;
            (divisor < 1 << 62).then_some((start, factor, divisor, most))
        };
        Some(Rounder { start, factor, divisor, short: short(), mode: rounding.mode })
    }

    /// The whole number of last places; none where it cannot be had in 128 bits, or is below zero.
    pub(super) fn round(&self, units: u64) -> Option<u64> {
        if let Some((start, factor, divisor, most)) = self.short {
            if units <= most {
                let number = start + factor * units;
                // Short numbers are divided several times as fast.
                let (whole, rest) = match (u32::try_from(number), u32::try_from(divisor)) {
                    (Ok(number), Ok(divisor)) => ((number / divisor).into(), (number % divisor).into()),
                    _ => (number / divisor, number % divisor),
                };
                let up = match self.mode {
                    RoundMode::HalfUp => 2 * rest >= divisor,
                    _ => self.is_up(whole % 2 == 1, rest.into(), divisor.into()),
                };
                return Some(whole + u64::from(up));
            }
        }
        let product = i128::try_from(self.factor.checked_mul(units.into())?).ok()?;
        let number = u128::try_from(self.start.checked_add(product)?).ok()?;
        let (whole, rest) = number.div_rem(&self.divisor);
        u64::try_from(whole + u128::from(self.is_up(whole % 2 == 1, rest, self.divisor))).ok()
    }

    fn is_up(&self, odd: bool, rest: u128, divisor: u128) -> bool {
        match self.mode {
            RoundMode::HalfUp => 2 * rest >= divisor,
            RoundMode::HalfEven => 2 * rest > divisor || (2 * rest == divisor && odd),
            RoundMode::Down => false,
        }
    }
}

/// Writes a whole number of last places as a decimal with so many of them.
fn write_fixed(number: u64, places: u32, text: &mut Vec<u8>) {
    let mut digits = [b'0'; 20 + 1 + MOST_PLACES as usize];
    let mut at = digits.len();
    let point = at - places as usize;
    let mut put = |digit: u8| {
        if at == point && places > 0 {
            at -= 1;
            digits[at] = b'.';
        }
        at -= 1;
        digits[at] = b'0' + digit;
        at
    };
    // Most numbers are short, and short ones are divided faster.
    let (mut rest, mut begin) = (number, point);
    while rest > u32::MAX.into() {
        begin = put((rest % 10) as u8);
        rest /= 10;
    }
    let mut rest = rest as u32;
    while rest > 0 || begin >= point {
        begin = put((rest % 10) as u8);
        rest /= 10;
    }
    text.extend_from_slice(&digits[begin..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whole numbers and ratios print the same digits, whatever the sizes.
        #[test]
        fn rounding_whole_numbers_is_rounding_ratios(
            units in prop_oneof![0u64..100_000, any::<u64>()],
            step in (0u64..1_000_000, 1u64..10_000_000_000),
            start in (-1000i64..1000, 1i64..1000),
            worth in (0i64..100, 1i64..100),
            places in 0u32..8,
            mode in prop_oneof![Just(RoundMode::HalfUp), Just(RoundMode::HalfEven), Just(RoundMode::Down)],
        ) {
            let ratio = |a: i128, b: i128| Ratio::new(a, b).expect("no zero below");
            let line = Line { step: ratio(step.0.into(), step.1.into()), start: ratio(start.0.into(), start.1.into()) };
            let worth = ratio(worth.0.into(), worth.1.into());
            let rounding = Rounding::new(places, mode);
            let exact = &line.rate(units) * &worth;
            if let Some(number) = Rounder::new(&line, &worth, rounding).and_then(|rounder| rounder.round(units)) {
                let mut text = Vec::new();
                write_fixed(number, places, &mut text);
                prop_assert_eq!(String::from_utf8(text).unwrap_or_default(), exact.to_fixed(rounding));
            } else {
                let small = !exact.is_negative() && exact < Ratio::from(1_000_000);
                prop_assert!(!small, "{exact} fits");
            }
        }
    }
}
