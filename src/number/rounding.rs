//! Rounding as a named value: places, mode and stage.

use serde::{Deserialize, Serialize};

/// How a figure is rounded when it is printed, or at each level where the scheme says so.
///
/// ```
/// use govscore::{Ratio, RoundMode, Rounding};
///
/// let score: Ratio = "79.905".parse()?;
/// assert_eq!(score.to_fixed(Rounding::half_up(2)), "79.91");
/// assert_eq!(score.to_fixed(Rounding::new(2, RoundMode::HalfEven)), "79.90");
/// # Ok::<(), govscore::NotANumber>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Digits after the point.
    pub places: u32,
    /// What happens to a value between two printed ones.
    pub mode: RoundMode,
    /// Where in the computation it happens.
    pub stage: Stage,
}

impl Rounding {
    /// Rounding at the report.
    pub const fn new(places: u32, mode: RoundMode) -> Rounding {
        Rounding { places, mode, stage: Stage::Report }
    }

    /// Halves away from zero, at the report: what people do by hand.
    pub const fn half_up(places: u32) -> Rounding {
        Rounding::new(places, RoundMode::HalfUp)
    }

    /// The same rounding with another number of places.
    pub const fn with_places(self, places: u32) -> Rounding {
        Rounding { places, ..self }
    }
}

impl Default for Rounding {
    /// Two places, half up, at the report.
    fn default() -> Rounding {
        Rounding::half_up(2)
    }
}

/// Which neighbour a value between two printed ones goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RoundMode {
    /// The nearest, halves away from zero: 6.5 -> 7, 7.5 -> 8, -6.5 -> -7. The default.
    #[default]
    HalfUp,
    /// The nearest, halves to the even digit: 6.5 -> 6, 7.5 -> 8, -6.5 -> -6.
    HalfEven,
    /// Towards zero: 6.9 -> 6, -6.9 -> -6.
    Down,
}

/// Where rounding happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Stage {
    /// Only what is printed is rounded; everything before is exact. The default.
    #[default]
    Report,
    /// The displayed figure of every node, leaves included, is rounded before its parent is formed from it,
    /// for schemes that say so (新型智慧城市评价指标 2016 keeps every score to two places while computing).
    EachLevel,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_places_leave_the_rest_as_it_is() {
        let rounding = Rounding { places: 4, mode: RoundMode::Down, stage: Stage::EachLevel };
        let other = rounding.with_places(1);
        assert_eq!(other, Rounding { places: 1, mode: RoundMode::Down, stage: Stage::EachLevel });
        assert_eq!(Rounding::new(7, RoundMode::HalfEven).with_places(0), Rounding::new(0, RoundMode::HalfEven));
    }
}
