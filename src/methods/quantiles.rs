//! Tiers by shares of the units: the best tenth, the next three tenths, the others.
//!
//! With `n` units and shares `s1, s2, …` a tier ends after `(s1 + … + si) · n` units, best first, rounded to the nearest
//! whole number, a half up: it is the sum that is rounded, so that nothing piles up. Equal totals that lie across an end
//! stay together ([`TierTies`]). Of 14 units and shares of 25 %, 25 % and 25 % the ends are 3.5, 7 and 10.5, so 4, 7 and
//! 11: tiers of 4, 3, 4 and 3 units.

use super::listed::{Listed, TierProblem};
use super::{Borders, Sample, TierRule, TierTies};
use crate::diagnostic::{bi, codes};
use crate::number::{Ratio, Rounding};

/// Shares of the units that have a total, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantiles {
    shares: Vec<Ratio>,
    ties: TierTies,
}

impl Quantiles {
    /// Reads the shares: each tier but the last has one above zero, and together they leave something for the last.
    pub(crate) fn read(listed: &Listed<'_>) -> (Option<TierRule>, Vec<TierProblem>) {
        let (tier, tier_zh) = listed.words();
        let absent = bi!(
            "add `share: …`, the share of the units in this {tier}, as in `10%`",
            "加上 `share: …`，即此{tier_zh}所占的份额，如 `10%`"
        );
        let (shares, mut problems) = listed.amounts("share", |tier| &tier.share, absent);
        let mut sum = Ratio::zero();
        for (place, share) in &shares {
            let percent = format!("{share}%");
            let example = if (Ratio::one()..Ratio::from(100)).contains(share) { percent.as_str() } else { "10%" };
            let hint = bi!("write a share between 0 and 1, as in `{example}`", "写 0 与 1 之间的份额，如 `{example}`");
            let before = sum.clone();
            sum = &sum + share;
            let message = if *share <= Ratio::zero() {
                bi!("a share of {share} is no share: it must be above zero", "份额为 {share}；必须大于零")
            } else if *share >= Ratio::one() {
                bi!(
                    "a share of {share} leaves nothing for the other {tier}s",
                    "份额为 {share}，没有给其他{tier_zh}留下任何份额"
                )
            } else if sum >= Ratio::one() && before < Ratio::one() {
                bi!(
                    "the shares down to here add up to {sum}, which leaves nothing for the last {tier}",
                    "至此各份额之和为 {sum}，没有给末位{tier_zh}留下任何份额"
                )
            } else {
                continue;
            };
            problems.push(TierProblem { tier: Some(*place), key: Some("share"), code: codes::BAD_TIER, message, hint });
        }
        let complete = problems.is_empty() && shares.len() + 1 == listed.tiers.len();
        let shares = shares.into_iter().map(|(_, share)| share).collect();
        (complete.then(|| TierRule::Quantiles(Quantiles { shares, ties: listed.ties.unwrap_or_default() })), problems)
    }

    /// The shares of all tiers but the last, best first.
    pub fn shares(&self) -> &[Ratio] {
        &self.shares
    }

    /// Where equal totals across an end go.
    pub fn ties(&self) -> TierTies {
        self.ties
    }

    pub(super) fn borders(&self, sample: &Sample) -> Borders {
        Borders::of(sample.cut_after(&self.ends(sample.units()), self.ties))
    }

    /// After how many units each tier but the last ends, before equal totals are put together.
    pub(super) fn ends(&self, units: usize) -> Vec<usize> {
        let units = Ratio::from(units as u64);
        let mut sum = Ratio::zero();
        let end = |share: &Ratio| {
            sum = &sum + share;
            // The sum is between 0 and 1, so this is a whole number no greater than that of the units.
            (&sum * &units).round(Rounding::half_up(0)).to_string().parse().unwrap_or_default()
        };
        self.shares.iter().map(end).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(shares: &[&str], ties: TierTies) -> TierRule {
        let shares = shares.iter().map(|share| share.parse().expect("a share in a test")).collect();
        TierRule::Quantiles(Quantiles { shares, ties })
    }

    fn places(rule: &TierRule, totals: &[i32]) -> Vec<usize> {
        let totals: Vec<Option<Ratio>> = totals.iter().map(|total| Some(Ratio::from(*total))).collect();
        rule.assign(&totals).into_iter().flatten().collect()
    }

    #[test]
    fn fourteen_units_in_quarters() {
        let rule = rule(&["25%", "25%", "25%"], TierTies::Up);
        let totals: Vec<i32> = (0..14).rev().collect();
        assert_eq!(places(&rule, &totals), [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3]);
    }

    /// A tie across one end, one across all of them, and units that are too few.
    #[test]
    fn equal_totals_stay_together() {
        let thirds = |ties| rule(&["1/3", "1/3"], ties);
        assert_eq!(places(&thirds(TierTies::Up), &[9, 8, 7, 7, 6, 5]), [0, 0, 1, 1, 2, 2]);
        assert_eq!(places(&thirds(TierTies::Up), &[9, 8, 8, 7, 6, 5]), [0, 0, 0, 1, 2, 2]);
        assert_eq!(places(&thirds(TierTies::Down), &[9, 8, 8, 7, 6, 5]), [0, 1, 1, 1, 2, 2]);
        assert_eq!(places(&thirds(TierTies::Up), &[9, 7, 7, 7, 7, 5]), [0, 0, 0, 0, 0, 2]);
        assert_eq!(places(&thirds(TierTies::Down), &[9, 7, 7, 7, 7, 5]), [0, 2, 2, 2, 2, 2]);
        assert_eq!(places(&thirds(TierTies::Up), &[5]), [1]);
        assert!(places(&thirds(TierTies::Up), &[]).is_empty());
    }
}
