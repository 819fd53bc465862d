//! A unit beside all, its group and the best, indicator by indicator.

use super::Frame;

/// One indicator.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProfileRow {
    /// Its name.
    pub label: String,
    /// How deep it lies: 0 for the total.
    pub level: usize,
    /// The unit's rate.
    pub unit: Option<f64>,
    /// The unit's rate as it is printed.
    pub figure: String,
    /// The mean of all units.
    pub all: Option<f64>,
    /// The mean of the unit's group.
    pub group: Option<f64>,
    /// The best rate of any unit.
    pub best: Option<f64>,
}

/// Draws one row per indicator on a scale from 0 to `full`; `legend` names the unit, all, the group and the best.
pub(crate) fn profile(frame: &Frame, rows: &[ProfileRow], legend: &[String; 4], full: f64) -> String {
    let _ = (frame, rows, legend, full);
    String::new()
}
