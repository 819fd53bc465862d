//! Figures in a grid, shaded by how high they are.

use super::Frame;

/// What a heat map shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heat {
    /// What each row is about.
    pub rows: Vec<String>,
    /// What each column is about.
    pub columns: Vec<String>,
    /// Per row and column the value, which shades the cell, and the figure printed in it; none where there is none.
    pub cells: Vec<Vec<Option<(f64, String)>>>,
    /// The value of the palest shade.
    pub low: f64,
    /// The value of the darkest shade.
    pub high: f64,
    /// What the shades mean.
    pub legend: String,
}

/// Draws a heat map. More columns than fit beside each other go on below, under the same rows.
pub(crate) fn heat(frame: &Frame, heat: &Heat) -> String {
    let _ = (frame, heat);
    String::new()
}
