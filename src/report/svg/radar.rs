//! A few fields of a unit around a centre.

use std::f64::consts::TAU;

use super::Frame;
use super::canvas::{Canvas, NARROW, SIZE, Side, Type};
use super::marks::{self, Mark};
use super::palette::{GRID, INK, MAIN, OTHER};
use super::scale::Scale;
use super::text::wrap;

/// How the series are told apart: colour, dashes, and the mark at each point.
const LOOKS: [(&str, &str); 4] = [(MAIN, "none"), (OTHER, "7 3"), (INK, "2 3"), ("#009e73", "9 3 2 3")];

/// Draws at most four series over the same axes, each from 0 in the centre to `full` at the rim.
///
/// The text of an axis stands at its end; where it says the figure of the first series, the figure is in the drawing.
/// With fewer than three axes there is no surface, only lines.
pub(crate) fn radar(frame: &Frame, axes: &[String], series: &[(String, Vec<f64>)], full: f64) -> String {
    let mut canvas = Canvas::default();
    let series = &series[..series.len().min(LOOKS.len())];
    let entries: Vec<(Mark, String)> =
        series.iter().zip(LOOKS).map(|((name, _), (ink, dashes))| (Mark::Stroke(ink, dashes), name.clone())).collect();
    let top = marks::legend(&mut canvas, &entries, (0.0, 0.0), NARROW);
    let radius = 115.0;
    let centre = (NARROW / 2.0, top + radius + 48.0);
    let scale = Scale::full(full, 0.0, radius);
    let at = |place: usize, reach: f64| {
        let turn = place as f64 / axes.len().max(1) as f64 * TAU;
        (centre.0 + turn.sin() * reach, centre.1 - turn.cos() * reach)
    };
    for (value, text) in scale.ticks(3) {
        let ring: Vec<(f64, f64)> = (0..axes.len()).map(|place| at(place, scale.at(value))).collect();
        canvas.path(&ring, true, &format!("fill=\"none\" stroke=\"{GRID}\""));
        if value > 0.0 {
            canvas.text(
                (centre.0 - 4.0, centre.1 - scale.at(value) + 7.0),
                &text,
                Type::small(Side::End).size(10.5).rim(),
            );
        }
    }
    let mut bottom = centre.1 + 10.0;
    for (place, name) in axes.iter().enumerate() {
        let (x, y) = at(place, radius);
        canvas.line(centre, (x, y), &format!("stroke=\"{GRID}\""));
        let (x, y) = at(place, radius + 10.0);
        let side = match x - centre.0 {
            across if across > 12.0 => Side::Start,
            across if across < -12.0 => Side::End,
            _ => Side::Middle,
        };
        let room = if side == Side::Middle { NARROW * 0.7 } else { NARROW / 2.0 - (x - centre.0).abs() };
        let lines = wrap(name, room, SIZE, if axes.len() > 12 { 1 } else { 3 });
        let extra = SIZE * 1.2 * (lines.len() - 1) as f64 / 2.0 + 6.0;
        let lift = (y - centre.1) / (radius + 10.0);
        canvas.lines((x, y + lift * extra), &lines, Type::plain(side));
        bottom = bottom.max(y + lift * extra + SIZE * 1.2 * lines.len() as f64 / 2.0);
    }
    for ((name, values), (ink, dashes)) in series.iter().zip(LOOKS).rev() {
        let points: Vec<(f64, f64)> =
            values.iter().take(axes.len()).enumerate().map(|(place, value)| at(place, scale.at(*value))).collect();
        canvas.hover(name, |canvas| {
            let look = format!(
                "fill=\"{ink}\" fill-opacity=\"0.08\" stroke=\"{ink}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\""
            );
            canvas.path(&points, true, &look);
            for point in &points {
                Mark::Disc(ink).draw(canvas, *point, 7.0);
            }
        });
    }
    canvas.finish(frame, NARROW, bottom + 6.0)
}
