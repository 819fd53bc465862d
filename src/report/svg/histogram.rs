//! How many units lie where: a histogram with lines where something begins.

use super::Frame;

/// What a histogram shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Histogram {
    /// The classes from the lowest: from, to, how many units.
    pub bins: Vec<(f64, f64, usize)>,
    /// Lines where a tier begins, each with its words.
    pub lines: Vec<(f64, String)>,
    /// Points of the scale that are marked: mean, median, a unit of interest.
    pub marks: Vec<(f64, String)>,
    /// What the scale measures.
    pub axis: String,
    /// What is counted.
    pub counted: String,
}

/// Draws a histogram. The number of units stands on each bar.
pub(crate) fn histogram(frame: &Frame, histogram: &Histogram) -> String {
    let _ = (frame, histogram);
    String::new()
}
