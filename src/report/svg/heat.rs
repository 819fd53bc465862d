//! Figures in a grid, shaded by how high they are.

use super::Frame;
use super::canvas::{Canvas, MOST_ROWS, NARROW, SIZE, SMALL, Side, Type, WIDE};
use super::palette::{self, INK};
use super::scale::{Scale, coordinate};
use super::text;

/// The height of a row.
const PITCH: f64 = 24.0;

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
    let mut canvas = Canvas::default();
    let rows = &heat.rows[..heat.rows.len().min(MOST_ROWS)];
    let names = rows.iter().map(|name| text::width(name, SIZE)).fold(0.0, f64::max).min(190.0) + 8.0;
    let figures =
        heat.cells.iter().flatten().flatten().map(|(_, figure)| text::width(figure, SMALL)).fold(0.0, f64::max);
    let cell = (figures + 8.0).clamp(46.0, 90.0);
    let width = if names + cell * heat.columns.len() as f64 <= NARROW { NARROW } else { WIDE };
    let fits = (((width - names) / cell).floor() as usize).max(1);
    // As many columns in each band as in the others, so that the last is not a rest.
    let bands = heat.columns.len().div_ceil(fits).max(1);
    let each = heat.columns.len().div_ceil(bands).max(1);
    let cell = ((width - names) / each as f64).min(96.0);
    let mut top = legend(&mut canvas, heat, names, width) + 6.0;
    for (band, columns) in heat.columns.chunks(each).enumerate() {
        let heads: Vec<Vec<String>> = columns.iter().map(|head| text::wrap(head, cell - 4.0, SMALL, 4)).collect();
        let high = heads.iter().map(Vec::len).max().unwrap_or(1) as f64 * SMALL * 1.2 + 6.0;
        for (place, head) in heads.iter().enumerate() {
            canvas.lines(
                (names + cell * (place as f64 + 0.5), top + high / 2.0),
                head,
                Type::small(Side::Middle).ink(INK),
            );
        }
        top += high;
        for (row, name) in rows.iter().enumerate() {
            let middle = top + PITCH * (row as f64 + 0.5);
            canvas.text((0.0, middle), &text::fit(name, names - 8.0, SIZE), Type::plain(Side::Start));
            for (place, column) in columns.iter().enumerate() {
                let value =
                    heat.cells.get(row).and_then(|cells| cells.get(band * each + place)).and_then(Option::as_ref);
                let at = (names + cell * place as f64, middle - PITCH / 2.0);
                one(&mut canvas, heat, value, &format!("{name} · {column}"), at, cell);
            }
        }
        top += PITCH * rows.len() as f64 + 12.0;
    }
    let left = canvas.left_out(frame, (0.0, top), heat.rows.len());
    canvas.finish(frame, width, top + left)
}

fn one(canvas: &mut Canvas, heat: &Heat, value: Option<&(f64, String)>, of: &str, (x, y): (f64, f64), cell: f64) {
    let centre = (x + cell / 2.0, y + PITCH / 2.0);
    let Some((value, figure)) = value else {
        canvas.rect(
            (x + 1.5, y + 1.5),
            (cell - 3.0, PITCH - 3.0),
            "fill=\"#fff\" stroke=\"#8a8a8a\" stroke-dasharray=\"2 2\"",
        );
        canvas.text(centre, "–", Type::small(Side::Middle));
        return;
    };
    let colour = palette::shade(Scale::new(heat.low, heat.high, 0.0, 1.0).at(*value));
    canvas.hover(&format!("{of} {figure}"), |canvas| {
        let look = format!("fill=\"{}\"", colour.fill);
        canvas.rect((x + 0.5, y + 0.5), (cell - 1.0, PITCH - 1.0), &look);
        canvas.text(centre, &text::fit(figure, cell - 2.0, SMALL), Type::small(Side::Middle).ink(colour.ink));
    });
}

/// The shades from low to high with the values of both ends; how much height that takes.
fn legend(canvas: &mut Canvas, heat: &Heat, left: f64, width: f64) -> f64 {
    let [low, high] = [heat.low, heat.high].map(coordinate);
    let strip = left + text::width(&low, SMALL) + 6.0;
    canvas.text((left, 10.0), &low, Type::small(Side::Start));
    for step in 0..12 {
        let colour = palette::shade(f64::from(step) / 11.0);
        canvas.rect((strip + 10.0 * f64::from(step), 3.0), (10.2, 14.0), &format!("fill=\"{}\"", colour.fill));
    }
    let end = strip + 126.0;
    canvas.text((end, 10.0), &high, Type::small(Side::Start));
    let words = end + text::width(&high, SMALL) + 12.0;
    canvas.text((words, 10.0), &text::fit(&heat.legend, width - words, SMALL), Type::small(Side::Start).ink(INK));
    24.0
}
