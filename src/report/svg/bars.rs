//! Bars, one below the other.

use super::Frame;

/// One bar.
#[derive(Clone, Debug, Default)]
pub(crate) struct BarRow {
    /// What it is about.
    pub label: String,
    /// How long it is.
    pub value: f64,
    /// Its figure as it is printed.
    pub figure: String,
    /// The place of its tier, 0 for the best, which colours it.
    pub tier: Option<usize>,
}

/// What bars show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bars {
    /// The bars from the top.
    pub rows: Vec<BarRow>,
    /// The length of the scale; bars begin at 0, to the left of which negative ones go.
    pub full: f64,
    /// A line across all bars, with its words: a mean, a pass mark.
    pub reference: Option<(f64, String)>,
    /// The names of the tiers, best first; empty where none are shown.
    pub tiers: Vec<String>,
}

/// Draws bars to the right of their labels, each with its figure.
pub(crate) fn bars(frame: &Frame, bars: &Bars) -> String {
    let _ = (frame, bars);
    String::new()
}
