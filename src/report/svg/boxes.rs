//! Distributions of groups beside each other, with every single unit.

use super::canvas::{Canvas, MOST_ROWS, NARROW, SMALL, Side, Type};
use super::marks::{self, Mark};
use super::palette::{Colour, INK, OTHER};
use super::rows::{self, Rows};
use super::scale::Scale;
use super::text::fit;
use super::{Axis, Frame};
use crate::diagnostic::bi;

/// One group.
#[derive(Clone, Debug, Default)]
pub(crate) struct BoxRow {
    /// Its name.
    pub label: String,
    /// The least value.
    pub least: f64,
    /// The lower quartile.
    pub q1: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub q3: f64,
    /// The greatest value.
    pub greatest: f64,
    /// The mean.
    pub mean: f64,
    /// Each unit's value.
    pub values: Vec<f64>,
    /// What is printed at the end of the row: the median, and of how many.
    pub figure: String,
}

/// Draws one row per group: box from quartile to quartile, line at the median, diamond at the mean, whiskers to the least
/// and the greatest, a dot per unit. `heading` stands above the printed figures.
pub(crate) fn boxes(frame: &Frame, rows: &[BoxRow], heading: &str, axis: &Axis) -> String {
    let mut canvas = Canvas::default();
    let legend = legend(frame);
    let top = marks::legend(&mut canvas, &legend, (0.0, 0.0), NARROW) + 18.0;
    let count = rows.len();
    let rows = &rows[..count.min(MOST_ROWS)];
    let pitch = if count > 12 { 28.0 } else { 34.0 };
    let labels: Vec<(f64, &str)> = rows.iter().map(|row| (0.0, row.label.as_str())).collect();
    let figures: Vec<&str> = rows.iter().map(|row| row.figure.as_str()).collect();
    let laid = Rows::new(&labels, &figures, NARROW, top, pitch);
    let scale = Scale::new(axis.low, axis.high, laid.left, laid.right);
    canvas.text((laid.edge, top - 8.0), &fit(heading, NARROW * 0.6, SMALL), Type::small(Side::End));
    let below = rows::grid(&mut canvas, &scale, (laid.left, laid.right), (top, laid.bottom), &axis.title);
    for (place, row) in rows.iter().enumerate() {
        canvas.hover(&format!("{} {}", row.label, row.figure), |canvas| {
            laid.label(canvas, place, 0.0, false);
            one(canvas, &scale, row, laid.middles[place], pitch * 0.34);
            laid.figure(canvas, place, &row.figure, false);
        });
    }
    let left = canvas.left_out(frame, (0.0, laid.bottom + below), count);
    canvas.finish(frame, NARROW, laid.bottom + below + left)
}

/// Draws one group around the height `y`, half as high as `half`.
fn one(canvas: &mut Canvas, scale: &Scale, row: &BoxRow, y: f64, half: f64) {
    let at = |value: f64| scale.at(value);
    let rule = "stroke=\"#333\" stroke-width=\"1.2\"";
    canvas.rect((at(row.q1), y - half), (at(row.q3) - at(row.q1), 2.0 * half), "fill=\"#cfe1ee\"");
    // Units are strewn across the box by the golden ratio, which needs no chance and leaves no heaps. Three elements in
    // turn, since only dots of different elements darken each other.
    let (size, opacity) = match row.values.len() {
        0..=100 => (3.6, "0.45"),
        101..=500 => (2.4, "0.4"),
        _ => (1.3, "0.35"),
    };
    let look = format!("stroke=\"#333\" stroke-opacity=\"{opacity}\"");
    for turn in 0..3 {
        let points = row.values.iter().enumerate().skip(turn).step_by(3).filter(|(_, value)| value.is_finite());
        let points = points.map(|(place, value)| {
            let strewn = ((place as f64 + 1.0) * 0.618_033_988_75).fract() * 2.0 - 1.0;
            (at(*value), y + strewn * half * 0.85)
        });
        canvas.dots(points, size, &look);
    }
    let frame = "fill=\"none\" stroke=\"#333\" stroke-width=\"1.2\"";
    canvas.rect((at(row.q1), y - half), (at(row.q3) - at(row.q1), 2.0 * half), frame);
    for (from, to) in [(row.least, row.q1), (row.q3, row.greatest)] {
        canvas.line((at(from), y), (at(to), y), rule);
    }
    for end in [row.least, row.greatest] {
        canvas.line((at(end), y - half / 2.0), (at(end), y + half / 2.0), rule);
    }
    canvas.line(
        (at(row.median), y - half),
        (at(row.median), y + half),
        &format!("stroke=\"{OTHER}\" stroke-width=\"3\""),
    );
    Mark::Diamond(INK, false).draw(canvas, (at(row.mean), y), 9.0);
}

fn legend(frame: &Frame) -> [(Mark, String); 4] {
    let pale = Colour { fill: "#cfe1ee".to_owned(), ink: INK };
    let words = [
        bi!("middle half (quartiles)", "居中的一半（四分位）"),
        bi!("median", "中位数"),
        bi!("mean", "均值"),
        bi!("one unit", "单个对象"),
    ];
    let [half, median, mean, unit] = words.map(|words| words.get(frame.lang).to_owned());
    [
        (Mark::Patch(pale, String::new()), half),
        (Mark::Upright(OTHER), median),
        (Mark::Diamond(INK, false), mean),
        (Mark::Speck, unit),
    ]
}
