//! A printed figure stands for every value that rounds to it.

use rust_decimal::Decimal;

use crate::number::{Ratio, RoundMode};

/// How many figures of a column must have as many digits for all of them to be taken as printed with these.
const ONE_IN: usize = 10;
/// From how many figures on zeros at every end are taken for padding.
const PADDED_FROM: usize = 20;

/// All values from `low` to `high`, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub low: Ratio,
    pub high: Ratio,
}

impl Interval {
    /// One value alone.
    pub(super) fn point(value: Ratio) -> Interval {
        Interval { low: value.clone(), high: value }
    }

    /// The values that `value` may have been rounded from, `unit` being one in its last digit.
    ///
    /// Both ends belong to it: what lies on a half may have gone either way.
    pub(super) fn around(value: &Ratio, unit: &Ratio, mode: RoundMode) -> Interval {
        let half = unit * &one_half();
        let (below, above) = match mode {
            RoundMode::HalfUp | RoundMode::HalfEven => (half.clone(), half),
            RoundMode::Down if value.is_zero() => (unit.clone(), unit.clone()),
            RoundMode::Down if value.is_negative() => (unit.clone(), Ratio::zero()),
            RoundMode::Down => (Ratio::zero(), unit.clone()),
        };
        Interval { low: value - &below, high: value + &above }
    }

    /// The values of a sum.
    pub(super) fn plus(&self, other: &Interval) -> Interval {
        Interval { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    /// The values times a factor that is not below zero.
    pub(super) fn times(&self, factor: &Ratio) -> Interval {
        Interval { low: &self.low * factor, high: &self.high * factor }
    }

    /// How far two intervals are apart; nothing where they meet.
    pub(super) fn gap(&self, other: &Interval) -> Option<Ratio> {
        if self.high < other.low {
            Some(&other.low - &self.high)
        } else if other.high < self.low {
            Some(&self.low - &other.high)
        } else {
            None
        }
    }
}

fn one_half() -> Ratio {
    // Two is not zero.
    Ratio::new(1, 2).unwrap_or_else(Ratio::zero)
}

/// One figure of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintedFigure {
    /// As printed.
    pub value: Ratio,
    /// One in its last digit.
    pub unit: Ratio,
    /// Digits after the point that count.
    pub places: u32,
}

impl PrintedFigure {
    /// A figure that stands alone, with the digits it has.
    pub(super) fn alone(value: Decimal) -> PrintedFigure {
        PrintedFigure { value: Ratio::from(value), unit: unit(value.scale()), places: value.scale() }
    }

    /// The values that it may have been rounded from.
    pub(super) fn interval(&self, mode: RoundMode) -> Interval {
        Interval::around(&self.value, &self.unit, mode)
    }
}

/// The figures of a column, which are taken to be printed with as many digits after the point.
///
/// Spreadsheets drop zeros, so `10` among figures such as `17.3` stands for `10.0`; they also pad them, so zeros at the
/// end of every figure of a long column do not count. A figure with more digits than the others keeps its own.
pub(super) fn column(values: &[Option<Decimal>]) -> Vec<Option<PrintedFigure>> {
    let present: Vec<Decimal> = values.iter().flatten().copied().collect();
    let common = common_places(&present);
    let figure = |value: &Decimal| {
        let places = common.max(value.normalize().scale());
        PrintedFigure { value: Ratio::from(*value), unit: unit(places), places }
    };
    values.iter().map(|value| value.as_ref().map(figure)).collect()
}

fn common_places(values: &[Decimal]) -> u32 {
    let most = |places: &dyn Fn(&Decimal) -> u32| {
        let mut all: Vec<u32> = values.iter().map(places).collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        // At least one in ten has as many as this one.
        all.get(values.len().div_ceil(ONE_IN).saturating_sub(1)).copied().unwrap_or(0)
    };
    let written = most(&|value| value.scale());
    let needed = most(&|value| value.normalize().scale());
    // Whole numbers are as exact as they are written: `85.00` is a mark, not a rounded 85.
    if values.len() >= PADDED_FROM && needed > 0 { needed } else { written }
}

/// 10^-places.
pub(super) fn unit(places: u32) -> Ratio {
    Ratio::from(Decimal::new(1, places.min(28)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    fn decimals(texts: &[&str]) -> Vec<Option<Decimal>> {
        texts.iter().map(|text| text.parse().ok()).collect()
    }

    #[test]
    fn what_a_figure_may_have_been() {
        for (value, mode, low, high) in [
            ("1.2", RoundMode::HalfUp, "1.15", "1.25"),
            ("-1.2", RoundMode::HalfEven, "-1.25", "-1.15"),
            ("1.2", RoundMode::Down, "1.2", "1.3"),
            ("-1.2", RoundMode::Down, "-1.3", "-1.2"),
            ("0", RoundMode::Down, "-0.1", "0.1"),
        ] {
            let found = Interval::around(&ratio(value), &ratio("0.1"), mode);
            assert_eq!(found, Interval { low: ratio(low), high: ratio(high) }, "{value} {mode:?}");
        }
    }

    #[test]
    fn intervals_that_touch_meet() {
        let interval = |low, high| Interval { low: ratio(low), high: ratio(high) };
        assert_eq!(interval("1", "2").gap(&interval("2", "3")), None);
        assert_eq!(interval("1", "2").gap(&interval("2.5", "3")), Some(ratio("0.5")));
        assert_eq!(interval("2.5", "3").gap(&interval("1", "2")), Some(ratio("0.5")));
    }

    #[test]
    fn a_column_has_one_number_of_places() {
        let places = |texts: &[&str]| -> Vec<u32> {
            column(&decimals(texts)).iter().flatten().map(|figure| figure.places).collect()
        };
        assert_eq!(places(&["10", "17.3", "9"]), [1, 1, 1]);
        assert_eq!(places(&["10.00", "17.30"]), [2, 2]);
        // Four places, padded to five.
        assert_eq!(places(&["0.24180"; 20])[0], 4);
        assert_eq!(places(&["85.00"; 20])[0], 2);
        // One figure in many with the noise of a double.
        let mut noisy = vec!["0.47"; 30];
        noisy.push("0.30000000000000004");
        assert_eq!((places(&noisy)[0], places(&noisy)[30]), (2, 17));
    }
}
