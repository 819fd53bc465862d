//! How values lie: counts in classes of equal width at round borders.

use num_integer::Integer;

use crate::number::Ratio;

/// How many classes there are at most.
const MOST: u32 = 20;

/// Counts of values in classes of equal width.
///
/// Borders are multiples of a width of 1, 2 or 5 times a power of ten, the least such width that needs no more than twenty
/// classes. A class holds its lower border; the last one its upper border, too.
///
/// ```
/// use govscore::{Histogram, Ratio};
///
/// let histogram = Histogram::of(&[12, 19, 20, 38, 40].map(Ratio::from)).unwrap();
/// assert_eq!(histogram.width.to_string(), "2");
/// assert_eq!(histogram.bins.iter().map(|bin| bin.count).sum::<usize>(), 5);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Histogram {
    /// The width of each class.
    pub width: Ratio,
    /// The classes, lowest first.
    pub bins: Vec<Bin>,
}

/// One class.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bin {
    /// Its lower border, which it holds.
    pub from: Ratio,
    /// Its upper border.
    pub to: Ratio,
    /// How many values it holds.
    pub count: usize,
}

impl Histogram {
    /// How these values lie; none where there are none.
    pub fn of(values: &[Ratio]) -> Option<Histogram> {
        let (least, greatest) = (values.iter().min()?, values.iter().max()?);
        let width = width(&(greatest - least));
        let begin = &floor(&least.checked_div(&width)?) * &width;
        let place = |value: &Ratio| index(&(value - &begin).checked_div(&width)?);
        // A greatest value on a border belongs to the class below it.
        let last = place(greatest)?;
        let on_border = last > 0 && &(&width * &Ratio::from(last)) + &begin == *greatest;
        let count = if on_border { last } else { last + 1 };
        let border = |at: u32| &begin + &(&width * &Ratio::from(at));
        let mut bins: Vec<Bin> = (0..count).map(|at| Bin { from: border(at), to: border(at + 1), count: 0 }).collect();
        for value in values {
            let at = (place(value)? as usize).min(bins.len().saturating_sub(1));
            if let Some(bin) = bins.get_mut(at) {
                bin.count += 1;
            }
        }
        Some(Histogram { width, bins })
    }
}

/// The least of 1, 2 and 5 times a power of ten of which `MOST` cover the range and a border beside it.
fn width(range: &Ratio) -> Ratio {
    if range.is_zero() {
        return Ratio::one();
    }
    let (ten, needed) = (Ratio::from(10), range.checked_div(&Ratio::from(MOST - 1)).unwrap_or_else(Ratio::one));
    let mut power = Ratio::one();
    while power >= needed {
        power = power.checked_div(&ten).unwrap_or_else(Ratio::one);
    }
    loop {
        for times in [1, 2, 5] {
            let width = &power * &Ratio::from(times);
            if width >= needed {
                return width;
            }
        }
        power = power * &ten;
    }
}

fn floor(value: &Ratio) -> Ratio {
    Ratio::from_big(value.numerator().div_floor(value.denominator()), 1.into())
}

/// The whole part of what is not below zero and small.
fn index(value: &Ratio) -> Option<u32> {
    u32::try_from(value.numerator().div_floor(value.denominator())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratios(text: &str) -> Vec<Ratio> {
        text.split(' ').map(|number| number.parse().expect("a number in a test")).collect()
    }

    #[test]
    fn borders_are_round_and_hold_all() {
        for text in ["0 100", "46.09 84.80 60", "0.0023 0.9150 0.5", "7", "-3 -1 0 5", "79.99 80 80.01", "0 1000000"] {
            let values = ratios(text);
            let histogram = Histogram::of(&values).expect("values");
            assert!(histogram.bins.len() <= MOST as usize, "{text}: {}", histogram.bins.len());
            assert_eq!(histogram.bins.iter().map(|bin| bin.count).sum::<usize>(), values.len(), "{text}");
            for (at, bin) in histogram.bins.iter().enumerate() {
                let last = at + 1 == histogram.bins.len();
                let inside = values
                    .iter()
                    .filter(|value| **value >= bin.from && (**value < bin.to || last && **value == bin.to));
                assert_eq!(inside.count(), bin.count, "{text}");
            }
        }
    }

    #[test]
    fn a_greatest_value_on_a_border_makes_no_class() {
        let histogram = Histogram::of(&ratios("0 100")).expect("values");
        assert_eq!(histogram.bins.last().map(|bin| bin.to.clone()), Some(Ratio::from(100)));
    }
}
