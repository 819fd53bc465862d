//! How figures are printed.

pub use govscore::report::words::rounding as rounding_words;
use govscore::{Lang, Names, Ratio, RoundMode, Rounding};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::language::say;

/// With how many digits figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// Rounded.
    Fixed(Rounding),
    /// A plain decimal, or `p/q` where that would not end.
    Exact,
}

impl Places {
    /// The text of a figure.
    pub fn text(self, figure: &Ratio) -> String {
        match self {
            Places::Fixed(rounding) => figure.to_fixed(rounding),
            Places::Exact => figure.to_string(),
        }
    }

    /// The text of a figure that may be absent.
    pub fn maybe(self, figure: Option<Ratio>) -> String {
        figure.map(|figure| self.text(&figure)).unwrap_or_default()
    }

    /// `2 places, half up`.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Places::Exact => say!(lang, "exact figures", "精确值"),
            Places::Fixed(rounding) => rounding_words(rounding, lang),
        }
    }
}

/// A share as people write it: `40%`, or `1/3` where the percentage would not end.
pub fn percent(share: &Ratio) -> String {
    let percent = share * &Ratio::from(100);
    let text = percent.to_string();
    if text.contains('/') { share.to_string() } else { format!("{text}%") }
}

/// A share of units in percent with two places.
pub fn share_text(percent: &Ratio) -> String {
    format!("{}%", percent.to_fixed(Rounding::half_up(2)))
}

/// The exact figure, and beside `p/q` what it comes to.
pub fn exact(figure: &Ratio) -> String {
    let text = figure.to_string();
    if text.contains('/') { format!("{text} ≈ {}", figure.to_fixed(Rounding::half_up(6))) } else { text }
}

/// The word for a rounding mode in JSON, as framework files have it.
pub fn mode_name(mode: RoundMode) -> &'static str {
    match mode {
        RoundMode::HalfEven => "half-even",
        RoundMode::Down => "down",
        _ => "half-up",
    }
}

/// A name in both languages, for JSON.
#[derive(Serialize)]
pub struct Both<'n> {
    /// In Chinese.
    pub zh: Option<&'n str>,
    /// In English.
    pub en: Option<&'n str>,
}

impl<'n> From<&'n Names> for Both<'n> {
    fn from(names: &'n Names) -> Both<'n> {
        Both { zh: names.zh.as_deref(), en: names.en.as_deref() }
    }
}

/// A JSON object whose keys keep their order.
pub struct Ordered<'k, T>(pub Vec<(&'k str, T)>);

impl<T: Serialize> Serialize for Ordered<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Pretty JSON with a line feed at its end.
pub fn json(value: &impl Serialize) -> String {
    // Only texts, whole numbers and lists of them are written, and every key is a text: that cannot fail.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    #[test]
    fn shares_as_people_write_them() {
        assert_eq!(percent(&ratio("2/5")), "40%");
        assert_eq!(percent(&ratio("1/8")), "12.5%");
        assert_eq!(percent(&ratio("1/3")), "1/3");
    }

    #[test]
    fn repeating_figures_come_with_what_they_come_to() {
        assert_eq!(exact(&ratio("2/3")), "2/3 ≈ 0.666667");
        assert_eq!(exact(&ratio("73.74")), "73.74");
    }
}
