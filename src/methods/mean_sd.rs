//! Tiers by distance from the mean, in standard deviations: "1.5 above the mean and more".
//!
//! With `from_sd: k` a total `x` is in the tier where `x ≥ m + k · s`; `m` is the mean of the totals, `s` the root of the
//! mean square distance from it, over `n` or over `n − 1`. A root is never taken: with `d = x − m` and the variance `v`
//! the condition is `d ≥ 0 and d² ≥ k²·v` for `k ≥ 0`, and `d ≥ 0 or d² ≤ k²·v` for `k < 0`, all of them ratios. A total
//! that equals a line is above it. Where all totals are equal there is no distance: each is at the mean, in the first
//! tier whose line is not above it.
//!
//! The totals 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and the variance 4; 7 is in the tier from `k = 1`, 5 in the one from
//! `k = 0`, 2 below `k = −1`. By the variance of a sample, 32/7, the line of `k = 1` is 7.138 and 7 is below it.

use num_bigint::BigInt;
use num_traits::Zero;
use serde::{Deserialize, Serialize};

use super::listed::{Listed, TierProblem};
use super::{Borders, Sample, TierRule};
use crate::diagnostic::{bi, codes};
use crate::number::{Ratio, Rounding};

/// Over how many units the squares are averaged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sd {
    /// Over all of them: the units are all there are. The default.
    #[default]
    Population,
    /// Over one less: the units are a sample of more.
    Sample,
}

/// Lines in standard deviations from the mean, highest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeanSd {
    lines: Vec<Ratio>,
    sd: Sd,
}

/// Mean and standard deviation of totals, and the lines that follow from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    mean: Ratio,
    variance: Ratio,
    lines: Vec<Ratio>,
}

impl MeanSd {
    /// Reads the lines: each tier but the last has one, each below the one before.
    pub(crate) fn read(listed: &Listed<'_>) -> (Option<TierRule>, Vec<TierProblem>) {
        let absent = bi!(
            "add `from_sd: …`, how many standard deviations from the mean this tier begins, as in `1.5` or `-0.5`",
            "加上 `from_sd: …`，即此类型的下限与均值相距几个标准差，如 `1.5`、`-0.5`"
        );
        let (lines, mut problems) = listed.amounts("from_sd", |tier| &tier.from_sd, absent);
        for pair in lines.windows(2) {
            let [(_, before), (place, line)] = pair else { continue };
            if line >= before {
                let message =
                    bi!("the line {line} is not below {before} before it", "分界线 {line} 不低于前面的 {before}");
                let hint = bi!(
                    "list the tiers best first; each line is below the one before",
                    "类型由高到低排列，分界线逐个降低"
                );
                let (tier, key) = (Some(*place), Some("from_sd"));
                problems.push(TierProblem { tier, key, code: codes::TIER_ORDER, message, hint });
            }
        }
        let complete = problems.is_empty() && lines.len() + 1 == listed.tiers.len();
        let lines = lines.into_iter().map(|(_, line)| line).collect();
        (complete.then(|| TierRule::MeanSd(MeanSd { lines, sd: listed.sd.unwrap_or_default() })), problems)
    }

    /// The lines, in standard deviations from the mean, highest first.
    pub fn lines(&self) -> &[Ratio] {
        &self.lines
    }

    /// Over how many units the squares are averaged.
    pub fn sd(&self) -> Sd {
        self.sd
    }

    pub(super) fn borders(&self, sample: &Sample) -> Borders {
        let Some(spread) = self.spread(sample) else { return Borders::of(vec![None; self.lines.len() + 1]) };
        let ranges = sample.ranges(self.lines.len() + 1, |total| spread.place(total));
        Borders::around(ranges.into_iter().map(|range| sample.least_in(range).cloned()).collect(), spread)
    }

    /// None without any units.
    ///
    /// In whole numbers, of which `n · Σx² − (Σx)²` is `n` times the sum of the squared distances.
    fn spread(&self, sample: &Sample) -> Option<Spread> {
        let (values, common) = sample.whole();
        let (mut sum, mut squares) = (BigInt::zero(), BigInt::zero());
        for (value, (_, units)) in values.iter().zip(sample.each()) {
            let product = value * units;
            squares += &product * value;
            sum += product;
        }
        let units = sample.units();
        if units == 0 {
            return None;
        }
        let over = if self.sd == Sd::Sample { units - 1 } else { units };
        let mean = Ratio::from_big(sum.clone(), &common * units);
        // A sample of one has no spread.
        let variance = match over {
            0 => Ratio::zero(),
            _ => Ratio::from_big(squares * units - &sum * &sum, &common * &common * units * over),
        };
        Some(Spread { mean, variance, lines: self.lines.clone() })
    }
}

impl Spread {
    /// The exact mean.
    pub fn mean(&self) -> &Ratio {
        &self.mean
    }

    /// The exact square of the standard deviation.
    pub fn variance(&self) -> &Ratio {
        &self.variance
    }

    /// The standard deviation as it is printed; nothing is decided on it.
    pub fn sd(&self, rounding: Rounding) -> Ratio {
        self.root(rounding.places).round(rounding)
    }

    /// The line of a tier as it is printed, `mean + k · sd`; none for the last tier. Nothing is decided on it.
    pub fn line(&self, place: usize, rounding: Rounding) -> Option<Ratio> {
        let line = self.lines.get(place)?;
        Some((&self.mean + &(line * &self.root(rounding.places))).round(rounding))
    }

    /// The root of the variance, cut off twelve places behind those that are printed.
    fn root(&self, places: u32) -> Ratio {
        let power = BigInt::from(10u8).pow(places + 12);
        let scaled = self.variance.numerator() * &power * &power / self.variance.denominator();
        Ratio::from_big(scaled.sqrt(), power)
    }

    /// The place of the tier of this total, 0 for the best.
    pub(super) fn place(&self, total: &Ratio) -> usize {
        let distance = total - &self.mean;
        let square = &distance * &distance;
        let below = distance.is_negative();
        let is_above = |line: &Ratio| {
            if distance.is_zero() {
                return *line <= Ratio::zero();
            }
            let far = &(line * line) * &self.variance;
            if line.is_negative() { !below || square <= far } else { !below && square >= far }
        };
        self.lines.iter().position(is_above).unwrap_or(self.lines.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn borders(lines: &[&str], sd: Sd, totals: &[i32]) -> Borders {
        let lines = lines.iter().map(|line| line.parse().expect("a line in a test")).collect();
        let totals: Vec<Option<Ratio>> = totals.iter().map(|total| Some(Ratio::from(*total))).collect();
        TierRule::MeanSd(MeanSd { lines, sd }).borders(&totals)
    }

    fn places(lines: &[&str], sd: Sd, totals: &[i32]) -> Vec<usize> {
        let borders = borders(lines, sd, totals);
        totals.iter().map(|total| borders.place(&Ratio::from(*total))).collect()
    }

    #[test]
    fn by_the_numbers_in_the_documentation() {
        let totals = [2, 4, 4, 4, 5, 5, 7, 9];
        assert_eq!(places(&["1", "0", "-1"], Sd::Population, &totals), [3, 2, 2, 2, 1, 1, 0, 0]);
        assert_eq!(places(&["1", "0", "-1"], Sd::Sample, &totals), [3, 2, 2, 2, 1, 1, 1, 0]);
        let borders = borders(&["1", "0", "-1"], Sd::Sample, &totals);
        let spread = borders.spread().expect("a spread");
        assert_eq!((spread.mean().to_string(), spread.variance().to_string()), ("5".to_owned(), "32/7".to_owned()));
        // The root of 32/7 is 2.13808993…
        assert_eq!(spread.sd(Rounding::half_up(4)).to_string(), "2.1381");
        assert_eq!(spread.line(0, Rounding::half_up(3)).map(|line| line.to_string()).as_deref(), Some("7.138"));
        assert_eq!(spread.line(2, Rounding::half_up(3)).map(|line| line.to_string()).as_deref(), Some("2.862"));
        assert_eq!(spread.line(3, Rounding::half_up(3)), None);
    }

    #[test]
    fn without_a_spread_all_are_at_the_mean() {
        assert_eq!(places(&["1.5", "-0.5"], Sd::Population, &[7, 7, 7]), [1, 1, 1]);
        assert_eq!(places(&["1.5", "0.5"], Sd::Population, &[7, 7, 7]), [2, 2, 2]);
        assert_eq!(places(&["0", "-1"], Sd::Sample, &[7]), [0]);
        assert!(places(&["1"], Sd::Population, &[]).is_empty());
    }
}
