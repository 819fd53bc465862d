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
    let unit = Ratio::from_big(1.into(), num_bigint::BigInt::from(10u8).pow(rounding.places));
    let cut = |part: &Ratio| {
        let towards_zero = part.round(Rounding { mode: RoundMode::Down, ..rounding });
        if towards_zero > *part { &towards_zero - &unit } else { towards_zero }
    };
    let mut rounded: Vec<Ratio> = parts.iter().map(cut).collect();
    let mut left = &parts.iter().sum::<Ratio>().round(rounding) - &rounded.iter().sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| (&parts[b] - &rounded[b]).cmp(&(&parts[a] - &rounded[a])));
    for place in order {
        if left < unit {
            break;
        }
        rounded[place] = &rounded[place] + &unit;
        left = left - &unit;
    }
    rounded
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
    let cut = Rounding::new(places, RoundMode::Down);
    if whole.is_negative() || whole.round(cut) != *whole {
        return None;
    }
    let sum: Ratio = counts.iter().map(|count| ratio(*count)).sum();
    let exact: Vec<Ratio> =
        counts.iter().map(|count| (whole * &ratio(*count)).checked_div(&sum)).collect::<Option<_>>()?;
    let mut parts: Vec<Ratio> = exact.iter().map(|part| part.round(cut)).collect();
    let unit = Ratio::new(1, 10i128.checked_pow(places)?)?;
    let mut left = whole - &parts.iter().sum();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by(|&a, &b| (&exact[b] - &parts[b]).cmp(&(&exact[a] - &parts[a])));
    for place in order {
        if left < unit {
            break;
        }
        parts[place] = &parts[place] + &unit;
        left = left - &unit;
    }
    Some(parts)
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
}
