//! What totals are made of.

use super::Frame;
use super::canvas::{Canvas, MOST_ROWS, NARROW, SMALL, Side, Type, WIDE};
use super::marks::{self, Mark};
use super::palette;
use super::rows::{self, Rows};
use super::scale::{Scale, tame};
use super::text::width;
use crate::diagnostic::bi;

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
    let mut canvas = Canvas::default();
    // Figures of many parts need room.
    let wide = if legend.len() > 4 { WIDE } else { NARROW };
    let entries: Vec<(Mark, String)> = legend
        .iter()
        .enumerate()
        .map(|(place, name)| (Mark::Patch(palette::kind(place), String::new()), name.clone()))
        .collect();
    let mut top = marks::legend(&mut canvas, &entries, (0.0, 0.0), wide);
    if entries.len() > 1 {
        let words = bi!("parts from left to right in this order", "各段自左至右依上列次序");
        canvas.text((0.0, top + 6.0), words.get(frame.lang), Type::small(Side::Start));
        top += 20.0;
    }
    let drawn = &rows[..rows.len().min(MOST_ROWS)];
    let labels: Vec<(f64, &str)> = drawn.iter().map(|row| (0.0, row.label.as_str())).collect();
    let totals: Vec<&str> = drawn.iter().map(|row| row.total.as_str()).collect();
    let laid = Rows::new(&labels, &totals, wide, top, 26.0);
    let scale = Scale::full(full, laid.left, laid.right);
    let below = rows::grid(&mut canvas, &scale, (laid.left, laid.right), (top, laid.bottom), "");
    for (place, row) in drawn.iter().enumerate() {
        laid.label(&mut canvas, place, 0.0, false);
        let mut sum = 0.0;
        for (part, value) in row.parts.iter().enumerate() {
            // A part below zero has no length; the total at the end of the row says what it takes away.
            let (from, to) = (scale.at(sum), scale.at(sum + tame(*value).max(0.0)));
            sum += tame(*value).max(0.0);
            let (name, figure) =
                (legend.get(part).map_or("", String::as_str), row.figures.get(part).map_or("", String::as_str));
            let colour = palette::kind(part);
            canvas.hover(&format!("{} · {name} {figure}", row.label), |canvas| {
                let look = format!("fill=\"{}\" stroke=\"#fff\" stroke-width=\"0.8\"", colour.fill);
                canvas.rect((from, laid.middles[place] - 9.5), (to - from, 19.0), &look);
                let size = [SMALL, 11.0, 10.0].into_iter().find(|size| width(figure, *size) + 3.0 <= to - from);
                if let Some(size) = size {
                    let kind = Type::small(Side::Middle).size(size).ink(colour.ink);
                    canvas.text(((from + to) / 2.0, laid.middles[place]), figure, kind);
                }
            });
        }
        laid.figure(&mut canvas, place, &row.total, true);
    }
    let left = canvas.left_out(frame, (0.0, laid.bottom + below), rows.len());
    canvas.finish(frame, wide, laid.bottom + below + left)
}
