//! Tiers by numbers of units: the best 14, the next 203, the others.
//!
//! A tier ends after as many units, best first, as it and those above it state. Equal totals that lie across an end stay
//! together ([`TierTies`]). With `count: 2`, `count: 2` and the totals 90, 80, 80, 70, 60 the ends are after 2 and 4
//! units and the tie lies across the first: up, the tiers have 3, 1 and 1 units; down, 1, 3 and 1.

use super::listed::{Listed, TierProblem};
use super::{Borders, Sample, TierRule, TierTies};
use crate::diagnostic::{bi, codes};
use crate::number::Ratio;

/// Numbers of units, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    counts: Vec<usize>,
    ties: TierTies,
}

impl Counts {
    /// Reads the numbers: each tier but the last has one above zero.
    pub(crate) fn read(listed: &Listed<'_>) -> (Option<TierRule>, Vec<TierProblem>) {
        let (tier, tier_zh) = listed.words();
        let absent = bi!("add `count: …`, how many units are in this {tier}", "加上 `count: …`，即此{tier_zh}的数量");
        let (counts, mut problems) = listed.amounts("count", |tier| &tier.count, absent);
        for (place, _) in counts.iter().filter(|(_, count)| *count <= Ratio::zero()) {
            let message = bi!("no unit at all would be in this {tier}", "此{tier_zh}将没有任何对象");
            let hint = bi!("write a number from 1, or remove this {tier}", "写 1 以上的数，或删去此{tier_zh}");
            problems.push(TierProblem { tier: Some(*place), key: Some("count"), code: codes::BAD_TIER, message, hint });
        }
        let complete = problems.is_empty() && counts.len() + 1 == listed.tiers.len();
        // What a table could never hold is as good as all of it.
        let counts = counts.into_iter().map(|(_, count)| count.to_string().parse().unwrap_or(usize::MAX)).collect();
        (complete.then(|| TierRule::Count(Counts { counts, ties: listed.ties.unwrap_or_default() })), problems)
    }

    /// The numbers of all tiers but the last, best first.
    pub fn counts(&self) -> &[usize] {
        &self.counts
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
        let sum = |sum: &mut usize, count: &usize| {
            *sum = sum.saturating_add(*count);
            Some((*sum).min(units))
        };
        self.counts.iter().scan(0, sum).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(counts: &[usize], ties: TierTies, totals: &[i32]) -> Vec<usize> {
        let totals: Vec<Option<Ratio>> = totals.iter().map(|total| Some(Ratio::from(*total))).collect();
        let rule = TierRule::Count(Counts { counts: counts.to_vec(), ties });
        rule.assign(&totals).into_iter().flatten().collect()
    }

    #[test]
    fn a_tie_across_one_end_or_several() {
        let totals = [90, 80, 80, 70, 60];
        assert_eq!(places(&[2, 2], TierTies::Up, &totals), [0, 0, 0, 1, 2]);
        assert_eq!(places(&[2, 2], TierTies::Down, &totals), [0, 1, 1, 1, 2]);
        assert_eq!(places(&[1, 1, 1], TierTies::Up, &[5, 4, 4, 4, 3]), [0, 1, 1, 1, 3]);
        assert_eq!(places(&[1, 1, 1], TierTies::Down, &[5, 4, 4, 4, 3]), [0, 3, 3, 3, 3]);
        assert_eq!(places(&[1, usize::MAX, 1], TierTies::Up, &[5, 4]), [0, 1]);
    }
}
