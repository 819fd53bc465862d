//! The simplest numbers inside intervals.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::simplex::Corner;
use crate::number::{Ratio, RoundMode, Rounding};

/// The most places that are tried for weights that are simple together.
const MOST_PLACES: u32 = 4;
/// How many intervals are looked for in that search before it is given up.
const MOST_TRIED: usize = 400;
/// How many products that may take, where problems are large.
const MOST_WORK: usize = 20_000_000;

/// The decimal with the fewest digits after the point, nearest to the middle; nothing below 28 digits.
pub(super) fn shortest_decimal(low: &Ratio, high: &Ratio) -> Option<Ratio> {
    (0..=28).find_map(|places| {
        let decimals = decimals(low, high, places);
        let middle = Ratio::new(1, 2).map(|half| (low + high) * &half)?;
        let (first, last) = decimals?;
        Some(middle.round(Rounding::half_up(places)).clamp(first, last))
    })
}

/// The least and the greatest decimal with so many places between two numbers.
fn decimals(low: &Ratio, high: &Ratio, places: u32) -> Option<(Ratio, Ratio)> {
    let cut = Rounding::new(places, RoundMode::Down);
    let unit = super::super::printed::unit(places);
    // Neither is below zero, so cutting off rounds down.
    let floor = low.round(cut);
    let first = if floor == *low { floor } else { floor + &unit };
    let last = high.round(cut);
    (first <= last).then_some((first, last))
}

/// The ratio with the smallest denominator between two numbers that are not below zero (Stern and Brocot).
pub(super) fn simplest_ratio(low: &Ratio, high: &Ratio) -> Ratio {
    let (above, below) = simplest(
        (low.numerator().clone(), low.denominator().clone()),
        (high.numerator().clone(), high.denominator().clone()),
    );
    Ratio::from_big(above, below)
}

fn simplest((a, b): (BigInt, BigInt), (c, d): (BigInt, BigInt)) -> (BigInt, BigInt) {
    let (whole, rest) = a.div_rem(&b);
    if rest.is_zero() {
        return (whole, BigInt::one());
    }
    let next = &whole + 1u8;
    if &next * &d <= c {
        return (next, BigInt::one());
    }
    // Both lie between the same whole numbers: what is over is turned upside down.
    let (above, below) = simplest((d.clone(), &c - &whole * &d), (b.clone(), rest));
    (whole * &above + below, above)
}

/// Weights that are short decimals and explain every row together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Together {
    pub weights: Vec<Ratio>,
    /// Whether others with as many places do as well, or could not be ruled out.
    pub others: bool,
}

/// The weights with the fewest places; nothing where none with a few were found within the search.
pub(super) fn together(corner: &Corner<'_>, unknowns: usize) -> Option<Together> {
    let mut tried = MOST_TRIED - (MOST_WORK / corner.size()).min(MOST_TRIED);
    for places in 0..=MOST_PLACES {
        let mut found = Vec::new();
        let whole = search(corner.clone(), places, &mut Vec::new(), unknowns, &mut found, &mut tried);
        if let Some(weights) = found.first().cloned() {
            return Some(Together { weights, others: found.len() > 1 || !whole });
        }
        if !whole {
            return None;
        }
    }
    None
}

/// Goes through the decimals of the next weight, and for each through those of the ones behind it; up to two of all
/// that there are. False where it was given up.
fn search(
    mut corner: Corner<'_>,
    places: u32,
    chosen: &mut Vec<Ratio>,
    unknowns: usize,
    found: &mut Vec<Vec<Ratio>>,
    tried: &mut usize,
) -> bool {
    let unknown = chosen.len();
    if unknown == unknowns {
        found.push(chosen.clone());
        return true;
    }
    *tried += 1;
    if *tried > MOST_TRIED {
        return false;
    }
    let (Some(low), high) = (corner.extreme(unknown, false), corner.extreme(unknown, true)) else { return true };
    // Without a bound any number will do, and small ones are as good as others.
    let high = high.unwrap_or_else(|| &low + &Ratio::one());
    let Some((first, last)) = decimals(&low, &high, places) else { return true };
    for next in from_the_middle(&first, &last, places) {
        let mut held = corner.clone();
        held.hold(unknown, &next);
        chosen.push(next);
        let whole = search(held, places, chosen, unknowns, found, tried);
        chosen.pop();
        if !whole || found.len() > 1 {
            return whole;
        }
    }
    true
}

/// The decimals from one to the other, those in the middle first.
fn from_the_middle(first: &Ratio, last: &Ratio, places: u32) -> impl Iterator<Item = Ratio> {
    let unit = super::super::printed::unit(places);
    let middle = Ratio::new(1, 2).map_or_else(Ratio::zero, |half| (first + last) * &half);
    let middle = middle.round(Rounding::half_up(places));
    let (first, last) = (first.clone(), last.clone());
    let away = std::iter::successors(Some(Ratio::zero()), move |away| Some(away + &unit));
    let reach = &last - &first;
    away.take_while(move |away| *away <= reach)
        .flat_map(move |away| {
            let both = [Some(&middle - &away), Some(&middle + &away).filter(|_| !away.is_zero())];
            both.into_iter().flatten()
        })
        .filter(move |decimal| (&first..=&last).contains(&decimal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    #[test]
    fn the_simplest_inside() {
        for (low, high, decimal, fraction) in [
            ("0.296", "0.304", "0.3", "0.3"),
            ("0.3328", "0.3338", "0.333", "1/3"),
            ("0.3391", "0.3409", "0.34", "16/47"),
            ("1", "1", "1", "1"),
            ("0", "0.9", "0", "0"),
            ("34.2", "36.9", "36", "35"),
        ] {
            let (low, high) = (ratio(low), ratio(high));
            assert_eq!(shortest_decimal(&low, &high), Some(ratio(decimal)), "{low} {high}");
            assert_eq!(simplest_ratio(&low, &high), ratio(fraction), "{low} {high}");
        }
        assert_eq!(shortest_decimal(&ratio("1/3"), &ratio("1/3")), None);
    }

    proptest! {
        #[test]
        fn no_ratio_with_a_smaller_denominator_is_inside(a in 0..200i32, b in 1..60i32, c in 0..200i32, d in 1..60i32) {
            let (one, other) = (&Ratio::from(a) / &Ratio::from(b), &Ratio::from(c) / &Ratio::from(d));
            let (low, high) = if one <= other { (one, other) } else { (other, one) };
            let found = simplest_ratio(&low, &high);
            prop_assert!(low <= found && found <= high);
            let mut below = BigInt::one();
            while below < *found.denominator() {
                let least = (low.numerator() * &below).div_ceil(low.denominator());
                prop_assert!(Ratio::from_big(least, below.clone()) > high);
                below += 1u8;
            }
        }
    }
}
