//! How unequal values are, and where that comes from.
//!
//! Gini and Theil as in Cowell, "Measuring Inequality" (3rd edition, 2011), and the split of Theil's T into parts between
//! and within groups as in Theil, "Economics and Information Theory" (1967), chapter 4, nested as in Akita, "Decomposing
//! regional income inequality in China and Indonesia using two-stage nested Theil decomposition method", Annals of Regional
//! Science 37 (2003), with each unit counted once.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::Summary;
use super::whole::Whole;
use crate::number::{Ratio, quantised};

/// Three measures of the inequality of values that are not below zero.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inequality {
    /// The coefficient of variation; see [`Summary::variation`].
    pub variation: Option<Ratio>,
    /// [`gini`], exact.
    pub gini: Option<Ratio>,
    /// [`theil`], to twelve places.
    pub theil: Option<Ratio>,
}

impl Inequality {
    /// All three; each is none where it is not defined.
    pub fn of(values: &[Ratio]) -> Inequality {
        let variation = Summary::of(values).and_then(|summary| summary.variation());
        Inequality { variation, gini: gini(values), theil: theil(values) }
    }
}

/// Theil's T in nested parts that add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TheilSplit {
    /// Theil's T of all units, to twelve places.
    pub total: Ratio,
    /// The part between the groups of each grouping, the coarsest first, inside the groups of the one before.
    pub between: Vec<Ratio>,
    /// The part inside the finest groups.
    pub within: Ratio,
    /// The groups of the coarsest grouping, in the order of their names.
    pub groups: Vec<TheilPart>,
}

/// What one group adds to Theil's T.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TheilPart {
    /// Its name.
    pub name: String,
    /// How many units it has.
    pub count: usize,
    /// Its share of the sum of all values.
    pub share: Ratio,
    /// Theil's T inside it; none where all its values are zero.
    pub theil: Option<Ratio>,
    /// `share · theil`: what the inequality inside it adds to that of all.
    pub inside: Ratio,
}

/// The Gini coefficient of values that are not below zero: `Σ (2i − n − 1) xᵢ / (n Σ x)` over sorted values, exact.
///
/// None where there are no values, one is below zero, or all are zero.
///
/// ```
/// use govscore::{Ratio, gini};
///
/// assert_eq!(gini(&[1, 2, 3, 4].map(Ratio::from)).unwrap().to_string(), "0.25");
/// assert_eq!(gini(&[5, 5].map(Ratio::from)).unwrap().to_string(), "0");
/// assert_eq!(gini(&[0, 0].map(Ratio::from)), None);
/// ```
pub fn gini(values: &[Ratio]) -> Option<Ratio> {
    let whole = Whole::of(values);
    let sum = whole.positive_sum()?;
    let count = i64::try_from(whole.sorted.len()).ok()?;
    let weighted: BigInt =
        whole.sorted.iter().zip(1i64..).map(|(number, place)| number * (2 * place - count - 1)).sum();
    Some(Ratio::from_big(weighted, sum * count))
}

/// Theil's T of values that are not below zero: `Σ (x / mean) ln(x / mean) / n`, where 0 · ln 0 is 0, to twelve places.
///
/// Shares of the mean are exact; the logarithm is that of a double. None where there are no values, one is below zero, or
/// all are zero.
///
/// ```
/// use govscore::{Ratio, theil};
///
/// // All of it in one of two hands: ln 2.
/// assert_eq!(theil(&[0, 1].map(Ratio::from)).unwrap().to_string(), "0.69314718056");
/// ```
pub fn theil(values: &[Ratio]) -> Option<Ratio> {
    quantised(raw(values)?)
}

/// Splits Theil's T into what lies between groups, nested in each other, and inside the finest ones.
///
/// `groupings` has a name for each value, the coarsest grouping first; a finer group is one inside its coarser one, so
/// that groups of the same name in two coarser ones are two. None where [`theil`] is none or the lengths differ.
///
/// ```
/// use govscore::{Ratio, theil_split};
///
/// let values = [1, 3, 2, 6].map(Ratio::from);
/// let split = theil_split(&values, &[&["东部", "东部", "西部", "西部"]]).unwrap();
/// let sum: Ratio = split.between.iter().chain([&split.within]).sum();
/// assert!((&sum - &split.total).abs() < "0.00000000001".parse().unwrap());
/// ```
pub fn theil_split(values: &[Ratio], groupings: &[&[&str]]) -> Option<TheilSplit> {
    if groupings.iter().any(|names| names.len() != values.len()) {
        return None;
    }
    let parts = raw_split(values, groupings)?;
    let coarsest = grouped(values, groupings.first().copied().unwrap_or_default(), 0..values.len());
    let sum = positive_sum(values)?;
    let groups = coarsest.into_iter().map(|(name, rows)| {
        let of: Vec<Ratio> = rows.iter().map(|row| values[*row].clone()).collect();
        let share = of.iter().sum::<Ratio>().checked_div(&sum)?;
        let theil = theil(&of);
        let inside = theil.as_ref().map_or_else(Ratio::zero, |theil| &share * theil);
        Some(TheilPart { name: name.to_owned(), count: rows.len(), share, theil, inside })
    });
    Some(TheilSplit {
        total: quantised(parts.total)?,
        between: parts.between.into_iter().map(quantised).collect::<Option<_>>()?,
        within: quantised(parts.within)?,
        groups: groups.collect::<Option<_>>()?,
    })
}

struct RawSplit {
    total: f64,
    between: Vec<f64>,
    within: f64,
}

fn raw_split(values: &[Ratio], groupings: &[&[&str]]) -> Option<RawSplit> {
    let sum = positive_sum(values)?;
    // The groups of the grouping before, each with its rows.
    let mut outer: Vec<Vec<usize>> = vec![(0..values.len()).collect()];
    let mut between = Vec::new();
    for names in groupings {
        let mut terms = Vec::new();
        let mut inner = Vec::new();
        for rows in outer {
            let groups: Vec<Vec<usize>> = grouped(values, names, rows.iter().copied()).into_values().collect();
            let total: Ratio = rows.iter().map(|row| &values[*row]).sum();
            let share = total.checked_div(&sum)?.to_f64();
            let of = |group: &Vec<usize>| (group.iter().map(|row| &values[*row]).sum::<Ratio>(), group.len());
            terms.push(share * between_groups(groups.iter().map(of), &total, rows.len()));
            inner.extend(groups);
        }
        between.push(added(terms));
        outer = inner;
    }
    let within = outer.iter().map(|rows| {
        let of = rows.iter().map(|row| &values[*row]);
        let share = of.clone().sum::<Ratio>().checked_div(&sum)?.to_f64();
        Some(share * raw(of).unwrap_or(0.0))
    });
    let within = added(within.collect::<Option<_>>()?);
    Some(RawSplit { total: raw(values)?, between, within })
}

/// `Σ s ln(s / p)` over groups with shares `s` of the sum and `p` of the units.
fn between_groups(groups: impl Iterator<Item = (Ratio, usize)>, total: &Ratio, units: usize) -> f64 {
    let units = Ratio::new(units as i128, 1).unwrap_or_else(Ratio::one);
    let term = |(sum, count): (Ratio, usize)| {
        let share = sum.checked_div(total)?;
        let of_units = Ratio::new(count as i128, 1)?.checked_div(&units)?;
        Some(share.to_f64() * logarithm(&share.checked_div(&of_units)?))
    };
    added(groups.filter_map(term).collect())
}

/// The rows of each group, in the order of the names.
fn grouped<'n>(
    values: &[Ratio],
    names: &[&'n str],
    rows: impl IntoIterator<Item = usize>,
) -> BTreeMap<&'n str, Vec<usize>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for row in rows {
        groups.entry(names.get(row).copied().unwrap_or_default()).or_default().push(row);
    }
    debug_assert!(groups.values().flatten().all(|row| *row < values.len()));
    groups
}

fn raw<'v>(values: impl IntoIterator<Item = &'v Ratio> + Clone) -> Option<f64> {
    let whole = Whole::of(values);
    let sum = whole.positive_sum()?;
    let count = whole.sorted.len();
    // A share of the mean is number · count / sum, exact until it is a double.
    let term = |number: &BigInt| {
        let share = Ratio::from_big(number * count, sum.clone());
        share.to_f64() * logarithm(&share)
    };
    Some(added(whole.sorted.iter().map(term).collect()) / count as f64)
}

/// The logarithm, and zero of zero, which only ever is multiplied by zero.
fn logarithm(of: &Ratio) -> f64 {
    if of.is_zero() { 0.0 } else { of.to_f64().ln() }
}

/// The sum in the order of size, so that the order of the rows never matters.
fn added(mut terms: Vec<f64>) -> f64 {
    terms.sort_by(f64::total_cmp);
    // No sum is `-0`, which would print a sign.
    terms.into_iter().sum::<f64>() + 0.0
}

/// The sum of values none of which is below zero, where it is above zero.
fn positive_sum(values: &[Ratio]) -> Option<Ratio> {
    if values.iter().any(Ratio::is_negative) {
        return None;
    }
    Some(values.iter().sum::<Ratio>()).filter(|sum| !sum.is_zero())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratios(text: &str) -> Vec<Ratio> {
        text.split(' ').map(|number| number.parse().expect("a number in a test")).collect()
    }

    #[test]
    fn what_is_not_defined_is_not_printed() {
        for text in ["0 0 0", "1 -1 3"] {
            assert_eq!((gini(&ratios(text)), theil(&ratios(text))), (None, None), "{text}");
        }
        assert_eq!((gini(&[]), theil(&[])), (None, None));
    }

    #[test]
    fn equal_values_are_not_unequal() {
        assert_eq!(gini(&ratios("4 4 4")), Some(Ratio::zero()));
        assert_eq!(theil(&ratios("4 4 4")), Some(Ratio::zero()));
    }

    /// One of n has all: Gini (n − 1) / n, Theil ln n (Cowell, appendix).
    #[test]
    fn all_in_one_hand() {
        assert_eq!(gini(&ratios("0 0 0 0 7")), Some(ratios("0.8")[0].clone()));
        assert_eq!(theil(&ratios("0 0 0 0 7")), Some(ratios("1.609437912434")[0].clone()));
    }

    proptest! {
        /// Between and within are formed apart from the whole, and add up to it.
        #[test]
        fn the_parts_add_up(rows in prop::collection::vec((0u32..10_000, 0usize..3, 0usize..4), 1..60)) {
            let values: Vec<Ratio> = rows.iter().map(|row| Ratio::from(row.0)).collect();
            let names = ["a", "b", "c", "d"];
            let outer: Vec<&str> = rows.iter().map(|row| names[row.1]).collect();
            let inner: Vec<&str> = rows.iter().map(|row| names[row.2]).collect();
            let Some(split) = raw_split(&values, &[&outer, &inner]) else {
                prop_assert!(rows.iter().all(|row| row.0 == 0));
                return Ok(());
            };
            let sum: f64 = split.between.iter().sum::<f64>() + split.within;
            prop_assert!((sum - split.total).abs() < 1e-12, "{sum} {}", split.total);
            prop_assert!(split.between.iter().all(|part| *part > -1e-12) && split.within > -1e-12);
        }

        /// The order of rows and the unit of measurement never matter.
        #[test]
        fn neither_order_nor_unit_matters(rows in prop::collection::vec(0u32..1000, 1..30), times in 1u32..50) {
            let values: Vec<Ratio> = rows.iter().map(|row| Ratio::from(*row)).collect();
            let turned: Vec<Ratio> = values.iter().rev().map(|value| value * &Ratio::from(times)).collect();
            prop_assert_eq!(gini(&values), gini(&turned));
            prop_assert_eq!(theil(&values), theil(&turned));
        }
    }
}
