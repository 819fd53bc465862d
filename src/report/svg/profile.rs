//! A unit beside all, its group and the best, indicator by indicator.

use super::Frame;
use super::canvas::{Canvas, MOST_ROWS, NARROW};
use super::marks::{self, Mark};
use super::palette::{GRID, INK, MAIN, OTHER};
use super::rows::{self, Rows};
use super::scale::Scale;

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
    let mut canvas = Canvas::default();
    let marks = [Mark::Disc(MAIN), Mark::Upright(INK), Mark::Diamond(OTHER, false), Mark::Ring(INK)];
    // What no row has, needs no words either.
    let has = |value: fn(&ProfileRow) -> Option<f64>| rows.iter().any(|row| value(row).is_some());
    let shown = [has(|row| row.unit), has(|row| row.all), has(|row| row.group), has(|row| row.best)];
    let entries: Vec<(Mark, String)> = marks
        .iter()
        .zip(legend)
        .zip(shown)
        .filter(|(_, shown)| *shown)
        .map(|((mark, words), _)| (mark.clone(), words.clone()))
        .collect();
    let top = marks::legend(&mut canvas, &entries, (0.0, 0.0), NARROW);
    let drawn = &rows[..rows.len().min(MOST_ROWS)];
    let least = drawn.iter().map(|row| row.level).min().unwrap_or(0);
    let indent = |row: &ProfileRow| (row.level - least).min(6) as f64 * 10.0;
    let labels: Vec<(f64, &str)> = drawn.iter().map(|row| (indent(row), row.label.as_str())).collect();
    let figures: Vec<&str> = drawn.iter().map(|row| row.figure.as_str()).collect();
    let laid = Rows::new(&labels, &figures, NARROW, top, 24.0);
    // Marks at the ends of the scale keep their full size.
    let scale = Scale::full(full, laid.left + 6.0, laid.right - 6.0);
    let below = rows::grid(&mut canvas, &scale, (laid.left, laid.right), (top, laid.bottom), "");
    let [disc, upright, diamond, ring] = &marks;
    for (place, row) in drawn.iter().enumerate() {
        let y = laid.middles[place];
        let bold = row.level <= least + 1 && rows.iter().any(|other| other.level > least + 1);
        canvas.hover(&format!("{} {}", row.label, row.figure), |canvas| {
            laid.label(canvas, place, indent(row), bold);
            canvas.line((laid.left, y), (laid.right, y), &format!("stroke=\"{GRID}\""));
            if let (Some(unit), Some(all)) = (row.unit, row.all) {
                let look = format!("stroke=\"{MAIN}\" stroke-width=\"3\" stroke-opacity=\"0.5\"");
                canvas.line((scale.at(all), y), (scale.at(unit), y), &look);
            }
            for (mark, value, size) in
                [(ring, row.best, 11.0), (upright, row.all, 16.0), (diamond, row.group, 11.0), (disc, row.unit, 11.0)]
            {
                if let Some(value) = value {
                    mark.draw(canvas, (scale.at(value), y), size);
                }
            }
            laid.figure(canvas, place, &row.figure, bold);
        });
    }
    let left = canvas.left_out(frame, (0.0, laid.bottom + below), rows.len());
    canvas.finish(frame, NARROW, laid.bottom + below + left)
}
