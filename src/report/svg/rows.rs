//! Rows of a drawing: labels at the left, a scale in the middle, printed figures at the right.

use super::canvas::{Canvas, NARROW, SIZE, SMALL, Side, Type};
use super::palette::{GRID, INK};
use super::scale::Scale;
use super::text::{fit, width, wrap};

/// Where the columns of a figure made of rows lie, and how high each row is.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// Where labels end and the scale begins.
    pub left: f64,
    /// Where the scale ends.
    pub right: f64,
    /// Where figures end.
    pub edge: f64,
    /// The lines of each label.
    labels: Vec<Vec<String>>,
    /// The middle of each row: as many as labels were handed in.
    pub middles: Vec<f64>,
    /// Where the rows end.
    pub bottom: f64,
}

impl Rows {
    /// Lays out rows of at least `pitch` from `top`: a label takes up to a third of the width and two lines, figures
    /// what they need up to a quarter.
    pub(super) fn new(labels: &[(f64, &str)], figures: &[&str], edge: f64, top: f64, pitch: f64) -> Rows {
        let need = |indent: &f64, text: &str| indent + width(text, SIZE);
        let most = labels.iter().map(|(indent, text)| need(indent, text)).fold(0.0, f64::max);
        let left = (most + 1.0).min(edge * 0.36);
        let figure = figures.iter().map(|text| width(text, SIZE)).fold(0.0, f64::max).min(edge * 0.28);
        let labels: Vec<Vec<String>> =
            labels.iter().map(|(indent, text)| wrap(text, (left - indent).max(40.0), SIZE, 2)).collect();
        let mut bottom = top;
        let middles = labels
            .iter()
            .map(|lines| {
                let height = if lines.len() > 1 { pitch.max(SIZE * 2.4 + 5.0) } else { pitch };
                bottom += height;
                bottom - height / 2.0
            })
            .collect();
        Rows {
            left: left + 8.0,
            // The last number of the scale reaches a little beyond it.
            right: edge - (figure + 8.0).max(14.0),
            edge,
            labels,
            middles,
            bottom,
        }
    }

    /// Draws the label of a row, its lines beginning at `indent`.
    pub(super) fn label(&self, canvas: &mut Canvas, row: usize, indent: f64, bold: bool) {
        if let (Some(lines), Some(middle)) = (self.labels.get(row), self.middles.get(row)) {
            canvas.lines((indent, *middle), lines, Type::plain(Side::Start).bold(bold));
        }
    }

    /// Draws a printed figure at the end of a row.
    pub(super) fn figure(&self, canvas: &mut Canvas, row: usize, figure: &str, bold: bool) {
        if let Some(middle) = self.middles.get(row) {
            let figure = fit(figure, self.edge - self.right, SIZE);
            canvas.text((self.edge, *middle), &figure, Type::plain(Side::End).bold(bold));
        }
    }
}

/// Draws the grid of an upright scale from `top` to `bottom` with its numbers and title below; how much height those take.
pub(super) fn grid(
    canvas: &mut Canvas,
    scale: &Scale,
    (left, right): (f64, f64),
    (top, bottom): (f64, f64),
    title: &str,
) -> f64 {
    for (value, text) in scale.ticks(if right - left > 240.0 { 5 } else { 4 }) {
        let x = scale.at(value);
        canvas.line((x, top), (x, bottom), &format!("stroke=\"{GRID}\""));
        canvas.text((x, bottom + 10.0), &text, Type::small(Side::Middle).rim());
    }
    if title.is_empty() {
        return 20.0;
    }
    words_at(canvas, (left + right) / 2.0, bottom + 27.0, title, NARROW);
    38.0
}

/// Writes words around a place of an upright line, moved in from the edges where they would leave the drawing.
pub(super) fn words_at(canvas: &mut Canvas, x: f64, y: f64, words: &str, edge: f64) {
    let words = fit(words, edge, SMALL);
    let half = width(&words, SMALL) / 2.0;
    canvas.text((x.clamp(half, (edge - half).max(half)), y), &words, Type::small(Side::Middle).ink(INK).rim());
}
