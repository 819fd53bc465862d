//! From values to places in a drawing, and round numbers along a scale.

/// What no figure of a scale reaches; beyond it doubles would run out of digits, or out of range.
const MOST: f64 = 1e12;

/// A scale laid along a line of the drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Lays `low` at `from` and `high` at `to`. A scale without length is widened, one upside down turned.
    pub(super) fn new(low: f64, high: f64, from: f64, to: f64) -> Scale {
        let (low, high) = (tame(low), tame(high));
        let (low, high) = if low <= high { (low, high) } else { (high, low) };
        if high - low <= high.abs().max(low.abs()) * 1e-9 {
            let half = (high.abs() / 10.0).max(0.5);
            return Scale { low: low - half, high: high + half, from, to };
        }
        Scale { low, high, from, to }
    }

    /// Lays 0 at `from` and the greatest of `full` and 0 at `to`.
    pub(super) fn full(full: f64, from: f64, to: f64) -> Scale {
        let full = tame(full);
        Scale::new(0.0, if full > 0.0 { full } else { 1.0 }, from, to)
    }

    /// Where a value lies; what is outside of the scale lies at its end, what is no number at its beginning.
    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if value.is_nan() { self.low } else { value.clamp(self.low, self.high) };
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Round numbers along the scale, about this many, with their texts.
    pub(super) fn ticks(&self, about: usize) -> Vec<(f64, String)> {
        let rough = (self.high - self.low) / about.max(1) as f64;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0].iter().map(|unit| unit * power).find(|step| *step >= rough * 0.75);
        let step = step.unwrap_or(10.0 * power);
        let first = (self.low / step - 1e-9).ceil();
        let last = (self.high / step + 1e-9).floor();
        let count = (last - first).clamp(0.0, 100.0) as usize;
        (0..=count)
            .map(|place| (first + place as f64) * step)
            .filter(|value| *value <= self.high + step * 1e-6)
            .map(|value| (value, plain(value, step)))
            .collect()
    }
}

/// A finite number of a size that can be drawn; 0 for what is none.
pub(super) fn tame(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(-MOST, MOST) }
}

/// A number on a scale with this step, with as many digits after the point as the step has.
fn plain(value: f64, step: f64) -> String {
    let places = (0..9).find(|places| {
        let scaled = step * 10_f64.powi(*places);
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1e-9) && scaled.round() >= 1.0
    });
    let text = format!("{value:.*}", places.unwrap_or(9) as usize);
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
        return "0".to_owned();
    }
    text
}

/// A coordinate with at most two digits after the point.
pub(super) fn coordinate(value: f64) -> String {
    let text = format!("{:.2}", tame(value));
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short_and_finite() {
        for (value, expected) in [
            (1.0, "1"),
            (0.125, "0.13"),
            (-0.001, "0"),
            (12.50, "12.5"),
            (f64::NAN, "0"),
            (f64::NEG_INFINITY, "-1000000000000"),
        ] {
            let text = coordinate(value);
            // Formatting rounds ties to even or away; either is a place in a drawing.
            assert!(text == expected || (value == 0.125 && text == "0.12"), "{value} gave {text}");
        }
    }

    #[test]
    fn values_lie_in_proportion_and_never_outside() {
        let scale = Scale::full(100.0, 50.0, 250.0);
        assert_eq!([0.0, 25.0, 100.0, 140.0, -3.0].map(|value| scale.at(value)), [50.0, 100.0, 250.0, 250.0, 50.0]);
        assert_eq!(scale.at(f64::NAN), 50.0);
    }

    #[test]
    fn ticks_are_round() {
        let texts = |low, high, about| -> Vec<String> {
            Scale::new(low, high, 0.0, 1.0).ticks(about).into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(texts(0.0, 100.0, 5), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(texts(0.0, 1.0, 3), ["0", "0.25", "0.50", "0.75", "1.00"]);
        assert_eq!(texts(-5.0, 5.0, 2), ["-5", "0", "5"]);
        assert!(!texts(7.0, 7.0, 5).is_empty());
    }

    #[test]
    fn any_two_numbers_make_a_scale() {
        let odd = [0.0, -0.0, 1.0, -1e300, 1e300, 1e-300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 86.53];
        for low in odd {
            for high in odd {
                let scale = Scale::new(low, high, 0.0, 100.0);
                assert!(odd.iter().all(|value| (0.0..=100.0).contains(&scale.at(*value))), "{low} {high}");
                assert!(scale.ticks(5).len() <= 101);
            }
        }
    }
}
