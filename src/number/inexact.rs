//! Roots and logarithms, the only figures that are not exact: cut to twelve places, and exact from there on.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;

use super::Ratio;

/// Digits after the point that are kept of a root or a logarithm.
const PLACES: u32 = 12;

/// The square root, rounded to twelve places, halves to the even one; none of what is below zero.
///
/// The root itself is formed in whole numbers, so that the last place is right.
pub(crate) fn square_root(square: &Ratio) -> Option<Ratio> {
    if square.is_negative() {
        return None;
    }
    let unit = BigInt::from(10u8).pow(PLACES);
    // root = sqrt(p / q) * unit, and its square is p * unit² / q.
    let (above, below) = (square.numerator() * &unit * &unit, square.denominator());
    let mut root = above.div_floor(below).sqrt();
    // Half a unit above `root` has the square (2 * root + 1)² / 4; an even `root` keeps a tie.
    let twice = BigInt::from(2u8) * &root + 1u8;
    let (half, whole) = (&twice * &twice * below, above * 4u8);
    if whole > half || (whole == half && root.is_odd()) {
        root += 1u8;
    }
    Some(Ratio::from_big(root, unit))
}

/// A double as a decimal of twelve places, halves to the even one; none of what is no number.
pub(crate) fn quantised(value: f64) -> Option<Ratio> {
    // Formatting rounds the exact value of the double correctly.
    value.is_finite().then(|| format!("{value:.12}").parse().ok()).flatten()
}

/// Minus one, zero or one.
pub(crate) fn sign(value: &Ratio) -> i32 {
    match value.numerator().sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    #[test]
    fn roots_are_right_in_the_last_place() {
        for (square, root) in [
            ("2", "1.414213562373"),
            ("3", "1.732050807569"),
            ("0.0625", "0.25"),
            ("1/3", "0.577350269190"),
            ("0", "0"),
            // Halves of the last place: 0.5e-12 goes to the even zero, 1.5e-12 to the even two.
            ("0.00000000000000000000000025", "0"),
            ("0.00000000000000000000000225", "0.000000000002"),
        ] {
            assert_eq!(square_root(&ratio(square)), Some(ratio(root)), "{square}");
        }
        assert_eq!(square_root(&ratio("-1")), None);
    }

    #[test]
    fn doubles_are_cut_to_twelve_places() {
        assert_eq!(quantised(1.0 / 3.0), Some(ratio("0.333333333333")));
        assert_eq!(quantised(f64::NAN), None);
        assert_eq!(quantised(f64::INFINITY), None);
    }
}
