//! Tiers by natural breaks (Fisher 1958; Jenks 1977): groups whose totals are as close to their own mean as can be.
//!
//! Of all ways to cut the sorted totals into so many groups the one with the least sum of squared distances from the mean
//! of each group; every unit counts. That sum is what is left of the whole when `S²/n` of each group, its sum squared over
//! its size, is added up, so the greatest such sum is looked for, by whole numbers on a common denominator: the optimum is
//! exact. Where several ways are equally good, `ties: up` takes the one with the largest best tier, then the largest
//! second, and so on; `down` the smallest. Equal totals are one value and never apart. Where there are fewer different
//! totals than tiers, each is a tier of its own, the best first, and the last tiers are empty.
//!
//! 10, 9, 6, 5, 1 in two tiers: 10 9 6 5 | 1 leaves 17, 10 9 | 6 5 1 leaves 0.5 + 14 = 14.5, which is the least.
//! 3, 2, 1 in two: 3 2 | 1 and 3 | 2 1 leave 0.5 both, so up is the former and down the latter.
//!
//! W. D. Fisher, On grouping for maximum homogeneity, Journal of the American Statistical Association 53 (1958), 789–798;
//! G. F. Jenks, Optimal data classification for choropleth maps, University of Kansas (1977).

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::listed::{Listed, TierProblem};
use super::{Borders, Sample, TierRule, TierTies};
use crate::diagnostic::{bi, codes};

/// With more tiers the sums take too long.
const MOST_TIERS: usize = 50;

/// So many groups with the least distances inside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaturalBreaks {
    tiers: usize,
    ties: TierTies,
}

impl NaturalBreaks {
    /// The listed tiers ask for nothing; there must not be too many of them.
    pub(crate) fn read(listed: &Listed<'_>) -> (Option<TierRule>, Vec<TierProblem>) {
        let tiers = listed.tiers.len();
        let message = bi!(
            "{tiers} tiers; natural breaks are sought for at most {MOST_TIERS}",
            "{tiers} 个类型；自然断点法最多 {MOST_TIERS} 个"
        );
        let hint = bi!("list fewer tiers, or choose another rule", "减少类型，或改用其他规则");
        let problem = TierProblem { tier: None, key: None, code: codes::BAD_TIER, message, hint };
        let rule = NaturalBreaks { tiers, ties: listed.ties.unwrap_or_default() };
        if tiers > MOST_TIERS { (None, vec![problem]) } else { (Some(TierRule::NaturalBreaks(rule)), Vec::new()) }
    }

    /// How many tiers there are.
    pub fn tiers(&self) -> usize {
        self.tiers
    }

    /// Which of several equally good ways is taken.
    pub fn ties(&self) -> TierTies {
        self.ties
    }

    pub(super) fn borders(&self, sample: &Sample) -> Borders {
        let ends = if sample.len() <= self.tiers {
            (1..=sample.len()).collect()
        } else {
            Sums::of(sample).ends(self.tiers, self.ties)
        };
        Borders::of(sample.begins(self.tiers, |before, _, _| ends.iter().filter(|end| **end <= before).count()))
    }
}

/// Sums over the worst values, so many of them, in whole numbers.
struct Sums {
    totals: Vec<BigInt>,
    units: Vec<usize>,
}

/// A sum of `S²/n` over groups, as numerator and denominator above zero.
type Worth = (BigInt, BigInt);

impl Sums {
    fn of(sample: &Sample) -> Sums {
        let (values, _) = sample.whole();
        // Distances from the worst are shorter numbers, and as far apart.
        let worst = values.last().cloned().unwrap_or_default();
        let mut sums = Sums { totals: vec![BigInt::zero()], units: vec![0] };
        let (mut total, mut units) = (BigInt::zero(), 0);
        for (value, (_, count)) in values.iter().zip(sample.each()).rev() {
            total += (value - &worst) * count;
            units += count;
            sums.totals.push(total.clone());
            sums.units.push(units);
        }
        sums
    }

    /// After how many values each tier ends, the best first, where there are more values than tiers.
    fn ends(&self, tiers: usize, ties: TierTies) -> Vec<usize> {
        let values = self.units.len() - 1;
        // How well the worst values, so many of them, can be cut into so many groups; and where the best group begins.
        let mut worths: Vec<Worth> =
            (0..=values).map(|end| self.with((&BigInt::zero(), &BigInt::one()), 0, end)).collect();
        let mut begins: Vec<Vec<usize>> = Vec::new();
        for groups in 2..=tiers {
            let mut layer = Layer { sums: self, below: &worths, groups, ties, found: vec![None; values + 1] };
            // Of all groups only the whole is asked for.
            let first = if groups == tiers { values } else { groups };
            layer.fill(first, values, groups - 1, values - 1);
            let (next, from) = layer.found.into_iter().map(|found| found.unwrap_or_default()).unzip();
            (worths, _) = (next, begins.push(from));
        }
        let mut at = values;
        let begin = |from: &Vec<usize>| {
            at = from[at];
            values - at
        };
        begins.iter().rev().map(begin).collect()
    }

    /// What a worth comes to with one more group, of the values from `begin` to before `end`.
    fn with(&self, (above, below): (&BigInt, &BigInt), begin: usize, end: usize) -> Worth {
        if begin == end {
            return (above.clone(), below.clone());
        }
        let (sum, units) = (&self.totals[end] - &self.totals[begin], self.units[end] - self.units[begin]);
        (above * units + &sum * &sum * below, below * units)
    }
}

/// One more group on top of what is known for one less.
struct Layer<'s> {
    sums: &'s Sums,
    below: &'s [Worth],
    groups: usize,
    ties: TierTies,
    /// The best worth for so many of the worst values, and where its best group begins.
    found: Vec<Option<(Worth, usize)>>,
}

impl Layer<'_> {
    /// Finds the best for each end between two, whose best groups begin between two others.
    ///
    /// The more values, the later the best group begins, so each half has only its own part of the beginnings to try; of
    /// equally good ones the first, or the last, keeps that order too.
    fn fill(&mut self, first: usize, last: usize, least: usize, most: usize) {
        if first > last {
            return;
        }
        let end = first + (last - first) / 2;
        let mut best: Option<(Worth, usize)> = None;
        for begin in least.max(self.groups - 1)..=most.min(end - 1) {
            let (above, below) = &self.below[begin];
            let worth = self.sums.with((above, below), begin, end);
            let better = best.as_ref().is_none_or(|(best, _)| match compare(&worth, best) {
                Ordering::Greater => true,
                Ordering::Equal => self.ties == TierTies::Down,
                Ordering::Less => false,
            });
            if better {
                best = Some((worth, begin));
            }
        }
        let begin = best.as_ref().map_or(least, |(_, begin)| *begin);
        self.found[end] = best;
        if end > first {
            self.fill(first, end - 1, least, begin);
        }
        self.fill(end + 1, last, begin, most);
    }
}

fn compare((above, below): &Worth, (other_above, other_below): &Worth) -> Ordering {
    (above * other_below).cmp(&(other_above * below))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::number::Ratio;

    fn places(tiers: usize, ties: TierTies, totals: &[Ratio]) -> Vec<usize> {
        let totals: Vec<Option<Ratio>> = totals.iter().cloned().map(Some).collect();
        TierRule::NaturalBreaks(NaturalBreaks { tiers, ties }).assign(&totals).into_iter().flatten().collect()
    }

    fn whole(totals: &[i32]) -> Vec<Ratio> {
        totals.iter().map(|total| Ratio::from(*total)).collect()
    }

    #[test]
    fn by_the_numbers_in_the_documentation() {
        assert_eq!(places(2, TierTies::Up, &whole(&[10, 9, 6, 5, 1])), [0, 0, 1, 1, 1]);
        assert_eq!(places(2, TierTies::Up, &whole(&[3, 2, 1])), [0, 0, 1]);
        assert_eq!(places(2, TierTies::Down, &whole(&[3, 2, 1])), [0, 1, 1]);
        assert_eq!(places(4, TierTies::Up, &whole(&[5, 7, 7])), [1, 0, 0]);
        assert_eq!(places(3, TierTies::Up, &whole(&[5])), [0]);
        assert!(places(3, TierTies::Up, &[]).is_empty());
    }

    /// The squared distances from the mean of each group, of sorted values cut at these places.
    fn left(values: &[Ratio], cuts: &[usize]) -> Ratio {
        let mut bounds = vec![0];
        bounds.extend(cuts);
        bounds.push(values.len());
        let group = |bounds: &[usize]| {
            let group = &values[bounds[0]..bounds[1]];
            let mean = group.iter().sum::<Ratio>().checked_div(&Ratio::from(group.len() as u64)).expect("a group");
            group.iter().map(|value| (value - &mean) * (value - &mean)).sum::<Ratio>()
        };
        bounds.windows(2).map(group).sum()
    }

    /// All ways to choose so many of these places, in order.
    fn choices(places: std::ops::Range<usize>, count: usize) -> Vec<Vec<usize>> {
        if count == 0 {
            return vec![Vec::new()];
        }
        let with = |first: usize| {
            let rest = choices(first + 1..places.end, count - 1);
            rest.into_iter().map(move |rest| [vec![first], rest].concat())
        };
        places.clone().flat_map(with).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        /// All ways tried one by one: none leaves less, and of those that leave as little the documented one is taken.
        #[test]
        fn none_is_better(
            totals in prop::collection::vec((0i32..14, prop_oneof![3 => Just(1i32), 1 => Just(3), 1 => Just(7)]), 1..11),
            tiers in 1usize..5,
        ) {
            let mut values: Vec<Ratio> = totals.iter().map(|(a, b)| &Ratio::from(*a) / &Ratio::from(*b)).collect();
            values.sort_by(|a, b| b.cmp(a));
            let different = 1 + values.windows(2).filter(|pair| pair[0] != pair[1]).count();
            prop_assume!(different >= tiers);
            let apart = |cuts: &Vec<usize>| cuts.iter().all(|cut| values[cut - 1] != values[*cut]);
            let ways: Vec<Vec<usize>> = choices(1..values.len(), tiers - 1).into_iter().filter(apart).collect();
            let least = ways.iter().map(|cuts| left(&values, cuts)).min().expect("a way");
            let mut best: Vec<&Vec<usize>> = ways.iter().filter(|cuts| left(&values, cuts) == least).collect();
            best.sort();
            for (ties, expected) in [(TierTies::Up, best.last()), (TierTies::Down, best.first())] {
                let places = places(tiers, ties, &values);
                let cuts: Vec<usize> = (1..places.len()).filter(|at| places[at - 1] != places[*at]).collect();
                prop_assert_eq!(Some(&&cuts), expected, "{:?} of {:?}", ties, values);
            }
        }
    }
}
