//! How weights are written, and what a repeating ratio was meant to be.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::number::Ratio;

/// The largest denominator that anybody means.
const MAX_DENOMINATOR: u64 = 1000;

/// How the weights of one node's children are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Notation {
    /// `40%`, `0.4` or `2/5`, mixed as one likes; they add up to exactly one. The default.
    #[default]
    Percent,
    /// Any numbers that are not negative; each is divided by their sum.
    Shares,
    /// No weights are written; all children count the same.
    Equal,
    /// Marks or percentages of the whole scheme: leaves state theirs, a parent is the sum of its children,
    /// here and at every level below; at the first level they add up to the scale or to 100%.
    Absolute,
}

/// A weight that was written with too few digits, and the ratio that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RepeatingWeight {
    /// Which sibling.
    pub sibling: usize,
    /// What it should have been.
    pub meant: Ratio,
}

/// Where siblings miss one by little because repeating ratios were cut short, the ratios that add up to one.
///
/// Each weight is taken to be the simplest ratio (smallest denominator, at most 1000) that rounds or cuts to what
/// is written; the answer stands only if those ratios add up to exactly one.
pub(crate) fn repeating_ratios(weights: &[(Ratio, String)]) -> Option<Vec<RepeatingWeight>> {
    let sum: Ratio = weights.iter().map(|(weight, _)| weight).sum();
    let gap = (&sum - &Ratio::one()).abs();
    if gap.is_zero() || gap > Ratio::new(1, 20)? {
        return None;
    }
    let meant: Vec<Ratio> = weights.iter().map(|(weight, text)| simplest(weight, text)).collect();
    let repeating: Vec<RepeatingWeight> = meant
        .iter()
        .enumerate()
        .filter(|(sibling, ratio)| **ratio != weights[*sibling].0)
        .map(|(sibling, ratio)| RepeatingWeight { sibling, meant: ratio.clone() })
        .collect();
    let adds_up = meant.iter().sum::<Ratio>() == Ratio::one();
    (adds_up && !repeating.is_empty()).then_some(repeating)
}

/// The ratio with the smallest denominator whose digits begin like `text`.
fn simplest(weight: &Ratio, text: &str) -> Ratio {
    let number = text.trim().trim_end_matches(['%', '％', ' ']);
    let percent = number.len() != text.trim().len();
    let Some((_, fraction)) = number.split_once('.') else { return whole_percent(weight, percent) };
    let places = fraction.len() as u32 + if percent { 2 } else { 0 };
    if fraction.len() < 2 && !percent {
        return weight.clone();
    }
    nearest_simple(weight, places).unwrap_or_else(|| weight.clone())
}

/// `33%` may have been meant as a third; `40%` is what it is.
fn whole_percent(weight: &Ratio, percent: bool) -> Ratio {
    if !percent {
        return weight.clone();
    }
    nearest_simple(weight, 2).unwrap_or_else(|| weight.clone())
}

/// The simplest ratio that rounds or cuts to `weight` at so many places, if its denominator is at most 1000.
fn nearest_simple(weight: &Ratio, places: u32) -> Option<Ratio> {
    let unit = Ratio::from_big(1.into(), BigInt::from(10u8).pow(places));
    let half = &unit * &Ratio::new(1, 2)?;
    // Halves are rounded up, so the lower end belongs to it and the upper end does not.
    simplest_between(End(weight - &half, true), End(weight + &unit, false), (1, 0))
}

/// An end of an interval, and whether it belongs to it.
struct End(Ratio, bool);

/// The ratio with the smallest denominator in an interval of numbers that are not negative, by continued fractions:
/// a whole number where there is one, else the whole part and the inverse of the simplest ratio in what remains.
///
/// `denominators` are those of the last two convergents; whatever is found has at least as large a one.
fn simplest_between(low: End, high: End, denominators: (u64, u64)) -> Option<Ratio> {
    if denominators.1 > MAX_DENOMINATOR {
        return None;
    }
    let floor = Ratio::from_big(low.0.numerator().div_floor(low.0.denominator()), 1.into());
    let is_whole = floor == low.0;
    if is_whole && low.1 {
        return Some(floor);
    }
    let next = &floor + &Ratio::one();
    if next < high.0 || (next == high.0 && high.1) {
        return Some(next);
    }
    let inverse = |end: End| Some(End(Ratio::one().checked_div(&(&end.0 - &floor))?, end.1));
    let above = inverse(high)?;
    let rest = if is_whole {
        // The lower end is left out, so its inverse is any number, however large: the least whole one is simplest.
        let whole = Ratio::from_big(above.0.numerator().div_ceil(above.0.denominator()), 1.into());
        if whole == above.0 && !above.1 { &whole + &Ratio::one() } else { whole }
    } else {
        let whole = floor.numerator().to_u64().unwrap_or(u64::MAX);
        let denominator = whole.saturating_mul(denominators.1).saturating_add(denominators.0);
        simplest_between(above, inverse(low)?, (denominators.1, denominator))?
    };
    let found = &floor + &Ratio::one().checked_div(&rest)?;
    (*found.denominator() <= BigInt::from(MAX_DENOMINATOR)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{RoundMode, Rounding};

    /// The definition, tried out denominator by denominator.
    fn by_trial(weight: &Ratio, places: u32) -> Option<Ratio> {
        let written = weight.round(Rounding::half_up(places));
        (1..=MAX_DENOMINATOR as i128).find_map(|denominator| {
            (0..=denominator).filter_map(|numerator| Ratio::new(numerator, denominator)).find(|candidate| {
                [RoundMode::HalfUp, RoundMode::Down]
                    .into_iter()
                    .any(|mode| candidate.round(Rounding::new(places, mode)) == written)
            })
        })
    }

    #[test]
    fn the_simplest_ratio_is_the_one_found_by_trial() {
        for thousandths in (1..=900).step_by(89) {
            let weight = Ratio::new(thousandths, 1000).expect("a ratio");
            assert_eq!(nearest_simple(&weight, 3), by_trial(&weight, 3), "{weight}");
        }
    }

    fn meant(weights: &[&str]) -> Option<Vec<String>> {
        let weights: Vec<_> =
            weights.iter().map(|text| (text.parse().expect("a weight"), (*text).to_owned())).collect();
        repeating_ratios(&weights).map(|found| found.iter().map(|weight| weight.meant.to_string()).collect())
    }

    #[test]
    fn names_the_ratio_that_was_cut_short() {
        assert_eq!(meant(&["0.3333", "0.3333", "0.3333"]), Some(vec!["1/3".into(); 3]));
        assert_eq!(meant(&["33.3%", "66.6%"]), Some(vec!["1/3".into(), "2/3".into()]));
        assert_eq!(meant(&["33%", "33%", "33%"]), Some(vec!["1/3".into(); 3]));
        assert_eq!(meant(&["0.142857", "0.857142"]), Some(vec!["1/7".into(), "6/7".into()]));
        assert_eq!(meant(&["0.1429"; 7]), Some(vec!["1/7".into(); 7]));
        assert_eq!(meant(&["0.4", "0.5"]), None);
        assert_eq!(meant(&["40%", "40%", "19%"]), None);
        assert_eq!(meant(&["0.5", "0.5"]), None);
    }
}
