//! How weights are written, and what a repeating ratio was meant to be.

use serde::{Deserialize, Serialize};

use crate::number::{Ratio, RoundMode, Rounding};

/// How the weights of one node's children are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

fn nearest_simple(weight: &Ratio, places: u32) -> Option<Ratio> {
    let written = weight.round(Rounding::half_up(places));
    (1..=1000i128).find_map(|denominator| {
        let scaled = weight * &Ratio::from(denominator as u32);
        let below: i128 = scaled.to_fixed(Rounding::new(0, RoundMode::Down)).parse().ok()?;
        (below..=below + 1).filter_map(|numerator| Ratio::new(numerator, denominator)).find(|candidate| {
            candidate.round(Rounding::half_up(places)) == written
                || candidate.round(Rounding::new(places, RoundMode::Down)) == written
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(meant(&["0.4", "0.5"]), None);
        assert_eq!(meant(&["40%", "40%", "19%"]), None);
        assert_eq!(meant(&["0.5", "0.5"]), None);
    }
}
