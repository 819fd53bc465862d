//! Rounding parts so that they add up on paper.

use super::{Ratio, RoundMode, Rounding};

/// Figures rounded so that they add up to their rounded sum (Hamilton's method, for figures of either sign).
///
/// Each is cut down to its last place, and what is left over goes to the largest remainders; among equal ones to the first.
///
/// ```
/// use govscore::{Ratio, Rounding, add_up};
///
/// let third: Ratio = "1/3".parse()?;
/// let parts = add_up(&[third.clone(), third.clone(), third.clone(), -Ratio::one()], Rounding::half_up(2));
/// let text: Vec<String> = parts.iter().map(Ratio::to_string).collect();
/// assert_eq!(text, ["0.34", "0.33", "0.33", "-1"]);
/// # Ok::<(), govscore::NotANumber>(())
/// ```
pub fn add_up(parts: &[Ratio], rounding: Rounding) -> Vec<Ratio> {
    let whole = parts.iter().sum::<Ratio>().round(rounding);
    // A rounded sum is less than a unit away from it.
    round_parts(parts, &whole, rounding.places).unwrap_or_default()
}

/// Parts of `whole` in proportion to `counts`, rounded to `places` so that they add up to exactly `whole`.
///
/// Each part is cut off, and what is left over goes to the largest remainders; among equal ones to the first
/// (Hamilton's method).
/// Nothing where all counts are zero, or `whole` is negative or has more than `places` digits after the point.
///
/// ```
/// use govscore::{Ratio, apportion};
///
/// // 8, 15 and 9 of 32 provinces: 25, 46.875 and 28.125 percent; rounded one by one they add to 100.01.
/// let shares = apportion(&[8, 15, 9], &Ratio::from(100), 2).unwrap();
/// let text: Vec<String> = shares.iter().map(Ratio::to_string).collect();
/// assert_eq!(text, ["25", "46.88", "28.12"]);
/// ```
pub fn apportion(counts: &[usize], whole: &Ratio, places: u32) -> Option<Vec<Ratio>> {
    let sum: Ratio = counts.iter().map(|count| ratio(*count)).sum();
    let exact: Vec<Ratio> =
        counts.iter().map(|count| (whole * &ratio(*count)).checked_div(&sum)).collect::<Option<_>>()?;
    round_parts(&exact, whole, places).filter(|_| !whole.is_negative())
}

/// `parts`, which may be below zero, rounded to `places` so that they add up to exactly `whole`.
///
/// Each part is rounded downwards, and what is left over goes to the largest remainders; among equal ones to the first
/// (Hamilton's method). No part is a whole unit of the last place or more away from what it is.
/// Nothing where `whole` has more than `places` digits after the point, or the parts are too far from it for that.
///
/// ```
/// use govscore::{Ratio, round_parts};
///
/// // A total of 70.004 that is printed as 70.00 becomes 71.996, printed as 72.00: by 2.00, and not by 1.99.
/// let parts = ["3.326".parse()?, "-1.334".parse()?];
/// let text: Vec<String> = round_parts(&parts, &2.into(), 2).unwrap().iter().map(Ratio::to_string).collect();
/// assert_eq!(text, ["3.33", "-1.33"]);
/// # Ok::<(), govscore::NotANumber>(())
/// ```
pub fn round_parts(parts: &[Ratio], whole: &Ratio, places: u32) -> Option<Vec<Ratio>> {
    let cut = Rounding::new(places, RoundMode::Down);
    if whole.round(cut) != *whole {
        return None;
    }
    let unit = Ratio::from_big(1.into(), num_bigint::BigInt::from(10u8).pow(places));
    let floor = |part: &Ratio| {
        let cut = part.round(cut);
        if cut > *part { &cut - &unit } else { cut }
    };
    let mut rounded: Vec<Ratio> = parts.iter().map(floor).collect();
    let mut left = whole - &rounded.iter().sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| (&parts[b] - &rounded[b]).cmp(&(&parts[a] - &rounded[a])));
    for place in order {
        if left < unit {
            break;
        }
        rounded[place] = &rounded[place] + &unit;
        left = left - &unit;
    }
    left.is_zero().then_some(rounded)
}

fn ratio(count: usize) -> Ratio {
    Ratio::from_big(count.into(), 1.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_add_up_is_refused() {
        let whole = |text: &str| text.parse::<Ratio>().expect("a number in a test");
        assert!(apportion(&[1, 2], &whole("-100"), 2).is_none());
        assert!(apportion(&[1, 2], &whole("100.005"), 2).is_none());
        assert!(apportion(&[0, 0], &whole("100"), 2).is_none());
        assert!(apportion(&[1, 2], &whole("100.005"), 3).is_some());
    }

    #[test]
    fn parts_below_zero_add_up_as_well() {
        let parts = |texts: &[&str]| -> Vec<Ratio> {
            texts.iter().map(|text| text.parse().expect("a number in a test")).collect()
        };
        for (exact, whole, expected) in [
            (&["0.126", "-0.126"][..], "0", Some(&["0.13", "-0.13"][..])),
            (&["-1.005", "-1.005"], "-2.01", Some(&["-1", "-1.01"])),
            (&["-0.004", "0.009"], "0.01", Some(&["0", "0.01"])),
            (&["-2", "1.5"], "-0.5", Some(&["-2", "1.5"])),
            (&["1", "1"], "2.01", Some(&["1.01", "1"])),
            (&["1", "1"], "2.03", None),
            (&["1", "1"], "1.98", None),
            (&["1.234"], "1.234", None),
            (&[], "0", Some(&[])),
        ] {
            let found = round_parts(&parts(exact), &parts(&[whole])[0], 2);
            assert_eq!(found, expected.map(parts), "{exact:?} to {whole}");
        }
    }
}
