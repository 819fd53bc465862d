//! An exact ratio of two whole numbers of any size.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::text::{NotANumber, read_ratio};
use super::{RoundMode, Rounding};

/// An exact ratio: every weight and every score is one until it is printed.
///
/// It prints as a plain decimal without trailing zeros where that terminates, else as `p/q` in lowest terms,
/// and reads the same text back.
///
/// ```
/// use govscore::Ratio;
///
/// let third: Ratio = "1/3".parse()?;
/// let sum = &third + &third + &third;
/// assert_eq!(sum, Ratio::one());
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!("40%".parse::<Ratio>()?.to_string(), "0.4");
/// # Ok::<(), govscore::NotANumber>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(BigRational);

impl Ratio {
    /// Zero.
    pub fn zero() -> Ratio {
        Ratio(BigRational::zero())
    }

    /// One.
    pub fn one() -> Ratio {
        Ratio(BigRational::one())
    }

    /// `numerator / denominator`, or nothing where the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Ratio> {
        (denominator != 0).then(|| Ratio(BigRational::new(numerator.into(), denominator.into())))
    }

    pub(crate) fn from_big(numerator: BigInt, denominator: BigInt) -> Ratio {
        Ratio(BigRational::new(numerator, denominator))
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is one.
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// The distance from zero.
    pub fn abs(&self) -> Ratio {
        Ratio(self.0.abs())
    }

    /// The quotient, or nothing where `other` is zero.
    pub fn checked_div(&self, other: &Ratio) -> Option<Ratio> {
        (!other.is_zero()).then(|| Ratio(&self.0 / &other.0))
    }

    /// The product of so many of itself.
    #[cfg(all(feature = "report", feature = "xlsx"))]
    pub(crate) fn power(&self, times: u32) -> Ratio {
        Ratio(num_traits::pow(self.0.clone(), times as usize))
    }

    /// The numerator in lowest terms.
    pub(crate) fn numerator(&self) -> &BigInt {
        self.0.numer()
    }

    /// The denominator in lowest terms, always above zero.
    pub(crate) fn denominator(&self) -> &BigInt {
        self.0.denom()
    }

    /// The greatest whole number that is not above this.
    pub(crate) fn floor(&self) -> Ratio {
        Ratio(self.0.floor())
    }

    /// The nearest value with `rounding.places` digits after the point, still exact.
    pub fn round(&self, rounding: Rounding) -> Ratio {
        let unit = power_of_ten(rounding.places);
        Ratio(BigRational::new(self.units(rounding.places, rounding.mode), unit))
    }

    /// The text of the rounded value, always with `rounding.places` digits after the point.
    ///
    /// ```
    /// use govscore::{Ratio, Rounding};
    ///
    /// let seven_ninths: Ratio = "7/9".parse()?;
    /// assert_eq!(seven_ninths.to_fixed(Rounding::half_up(2)), "0.78");
    /// # Ok::<(), govscore::NotANumber>(())
    /// ```
    pub fn to_fixed(&self, rounding: Rounding) -> String {
        let units = self.units(rounding.places, rounding.mode);
        fixed_text(&units, rounding.places)
    }

    /// The nearest double, for drawing and statistics only: no rank and no tier is decided on it.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// The value as a [`Decimal`], where it terminates and fits into 28 digits.
    pub fn to_decimal(&self) -> Option<Decimal> {
        let text = self.to_string();
        (!text.contains('/')).then(|| Decimal::from_str_exact(&text).ok()).flatten()
    }

    /// How many units of 10^-places this is, rounded as `mode` says.
    fn units(&self, places: u32, mode: RoundMode) -> BigInt {
        let scaled = self.0.numer().abs() * power_of_ten(places);
        let (mut whole, rest) = scaled.div_rem(self.0.denom());
        let twice = rest * 2u8;
        let up = match mode {
            RoundMode::HalfUp => twice >= *self.0.denom(),
            RoundMode::HalfEven => twice > *self.0.denom() || (twice == *self.0.denom() && whole.is_odd()),
            RoundMode::Down => false,
        };
        if up {
            whole += 1u8;
        }
        if self.is_negative() { -whole } else { whole }
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match terminating_places(self.denominator()) {
            Some(places) => {
                let units = self.units(places, RoundMode::Down);
                f.pad(&fixed_text(&units, places))
            }
            None => f.pad(&format!("{}/{}", self.numerator(), self.denominator())),
        }
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn power_of_ten(places: u32) -> BigInt {
    BigInt::from(10u8).pow(places)
}

/// How many digits after the point a fraction with this denominator needs; nothing where it repeats for ever.
fn terminating_places(denominator: &BigInt) -> Option<u32> {
    let (twos, rest) = strip_factor(denominator, 2);
    let (fives, rest) = strip_factor(&rest, 5);
    rest.is_one().then_some(twos.max(fives))
}

fn strip_factor(number: &BigInt, factor: u8) -> (u32, BigInt) {
    let mut rest = number.clone();
    let mut count = 0;
    loop {
        let (quotient, remainder) = rest.div_rem(&BigInt::from(factor));
        if !remainder.is_zero() {
            return (count, rest);
        }
        rest = quotient;
        count += 1;
    }
}

fn fixed_text(units: &BigInt, places: u32) -> String {
    let places = places as usize;
    let digits = units.abs().to_string();
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if units.is_negative() { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

impl From<Decimal> for Ratio {
    fn from(value: Decimal) -> Ratio {
        Ratio(BigRational::new(value.mantissa().into(), power_of_ten(value.scale())))
    }
}

/// Whole numbers are ratios; there is no way from a double, which would not be what was written.
macro_rules! from_whole {
    ($($whole:ty)*) => {$(
        impl From<$whole> for Ratio {
            fn from(value: $whole) -> Ratio {
                Ratio(BigRational::from_integer(value.into()))
            }
        }
    )*};
}

from_whole!(i32 u32 i64 u64);

impl FromStr for Ratio {
    type Err = NotANumber;

    /// Reads `0.4`, `40%` or `2/5`, each exactly as written.
    fn from_str(text: &str) -> Result<Ratio, NotANumber> {
        read_ratio(text).map(|(ratio, _)| ratio)
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// The four operators, each for values and references, all exact.
macro_rules! operator {
    ($($trait:ident $method:ident $formula:expr),*) => {$(
        impl $trait<&Ratio> for &Ratio {
            type Output = Ratio;
            fn $method(self, other: &Ratio) -> Ratio {
                Ratio($formula(&self.0, &other.0))
            }
        }
        impl $trait<&Ratio> for Ratio {
            type Output = Ratio;
            fn $method(self, other: &Ratio) -> Ratio {
                (&self).$method(other)
            }
        }
        impl $trait<Ratio> for Ratio {
            type Output = Ratio;
            fn $method(self, other: Ratio) -> Ratio {
                (&self).$method(&other)
            }
        }
    )*};
}

operator!(Add add Add::add, Sub sub Sub::sub, Mul mul product);

/// The product in lowest terms, from factors in lowest terms.
fn product(a: &BigRational, b: &BigRational) -> BigRational {
    if a.is_zero() || b.is_zero() {
        return BigRational::zero();
    }
    let (left, right) = (common(a.numer(), b.denom()), common(a.denom(), b.numer()));
    // In lowest terms already: what the factors share crosswise is divided out.
    BigRational::new_raw((a.numer() / &left) * (b.numer() / &right), (a.denom() / &right) * (b.denom() / &left))
}

/// The greatest common divisor; where one number is much the shorter, a division comes first.
///
/// A mark of few digits times a share of hundreds is what scoring does all day, and there the usual way takes a step
/// per bit of the longer number.
fn common(a: &BigInt, b: &BigInt) -> BigInt {
    let (longer, shorter) = if a.bits() >= b.bits() { (a, b) } else { (b, a) };
    if shorter.is_zero() || longer.bits() - shorter.bits() < 64 {
        return longer.gcd(shorter);
    }
    shorter.gcd(&(longer % shorter))
}

impl Div<&Ratio> for &Ratio {
    type Output = Ratio;

    /// # Panics
    ///
    /// Panics where `other` is zero, as division of integers does; [`Ratio::checked_div`] does not.
    fn div(self, other: &Ratio) -> Ratio {
        Ratio(&self.0 / &other.0)
    }
}

impl Neg for Ratio {
    type Output = Ratio;
    fn neg(self) -> Ratio {
        Ratio(-self.0)
    }
}

impl<'a> Sum<&'a Ratio> for Ratio {
    /// Brought to lowest terms once, at the end: that is what takes time.
    fn sum<I: Iterator<Item = &'a Ratio>>(terms: I) -> Ratio {
        let (mut above, mut below) = (BigInt::zero(), BigInt::one());
        for term in terms {
            let (numerator, denominator) = (term.0.numer(), term.0.denom());
            if below == *denominator {
                above += numerator;
                continue;
            }
            let shared = common(&below, denominator);
            let (factor, other) = (denominator / &shared, &below / &shared);
            above = above * &factor + numerator * other;
            below *= factor;
        }
        Ratio::from_big(above, below)
    }
}

impl Sum<Ratio> for Ratio {
    fn sum<I: Iterator<Item = Ratio>>(terms: I) -> Ratio {
        terms.collect::<Vec<Ratio>>().iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    #[test]
    fn prints_the_exact_form() {
        for (input, expected) in [
            ("2/5", "0.4"),
            ("1/3", "1/3"),
            ("-7/9", "-7/9"),
            ("0.100", "0.1"),
            ("100", "100"),
            ("-0", "0"),
            ("1/1024", "0.0009765625"),
            ("12.5%", "0.125"),
        ] {
            assert_eq!(ratio(input).to_string(), expected, "{input}");
        }
    }

    #[test]
    fn a_minus_turns_the_sign() {
        for (input, expected) in [("2/3", "-2/3"), ("-0.5", "0.5"), ("0", "0")] {
            assert_eq!((-ratio(input)).to_string(), expected, "{input}");
        }
    }

    /// The exact tie of source: Albania 2016, components 0.59420, 0.35296, 0.65199 (UN E-Government Survey).
    #[test]
    fn an_exact_tie_under_each_mode() {
        let third = ratio("1/3");
        let mean = ratio("0.59420") * &third + ratio("0.35296") * &third + ratio("0.65199") * &third;
        assert_eq!(mean.to_string(), "0.53305");
        for (mode, expected) in
            [(RoundMode::HalfUp, "0.5331"), (RoundMode::HalfEven, "0.5330"), (RoundMode::Down, "0.5330")]
        {
            assert_eq!(mean.to_fixed(Rounding::new(4, mode)), expected, "{mode:?}");
        }
    }

    #[test]
    fn rounds_by_the_numbers_in_the_documentation() {
        for (input, up, even, down) in [
            ("6.5", "7", "6", "6"),
            ("7.5", "8", "8", "7"),
            ("-6.5", "-7", "-6", "-6"),
            ("-0.4", "0", "0", "0"),
            ("0.9", "1", "1", "0"),
        ] {
            let value = ratio(input);
            assert_eq!(value.to_fixed(Rounding::new(0, RoundMode::HalfUp)), up, "{input}");
            assert_eq!(value.to_fixed(Rounding::new(0, RoundMode::HalfEven)), even, "{input}");
            assert_eq!(value.to_fixed(Rounding::new(0, RoundMode::Down)), down, "{input}");
        }
    }

    #[test]
    fn small_questions_have_exact_answers() {
        assert!(ratio("3/3").is_one() && !ratio("2/3").is_one() && !ratio("0").is_one());
        assert!(ratio("0").is_zero() && !ratio("1").is_zero());
        assert!(ratio("-1/7").is_negative() && !ratio("0").is_negative() && !ratio("1/7").is_negative());
        assert_eq!(ratio("-1/7").abs(), ratio("1/7"));
        assert_eq!(ratio("-2.5").to_f64(), -2.5);
        assert_eq!(ratio("1/8").to_decimal().map(|value| value.to_string()).as_deref(), Some("0.125"));
        assert_eq!(ratio("1/3").to_decimal(), None);
        assert_eq!(ratio("1").checked_div(&ratio("0")), None);
        assert_eq!(Ratio::new(1, 0), None);
    }

    #[test]
    fn products_are_in_lowest_terms() {
        let long = ratio(&format!("{}/{}", "7".repeat(28), "3".repeat(28)));
        for (a, b, expected) in [
            (ratio("0"), ratio("2/3"), "0"),
            (ratio("-2/3"), ratio("9/4"), "-1.5"),
            (ratio("3/7"), long.clone(), "1"),
            (ratio("100"), ratio("1/3") * long, "700/9"),
        ] {
            assert_eq!((&a * &b).to_string(), expected);
            assert_eq!((&b * &a).to_string(), expected);
        }
    }

    #[test]
    fn the_text_is_always_as_long_as_the_places() {
        assert_eq!(ratio("0.004").to_fixed(Rounding::half_up(2)), "0.00");
        assert_eq!(ratio("-0.004").to_fixed(Rounding::half_up(2)), "0.00");
        assert_eq!(
            ratio("12345678901234567890123456.785").to_fixed(Rounding::half_up(2)),
            "12345678901234567890123456.79"
        );
    }
}
