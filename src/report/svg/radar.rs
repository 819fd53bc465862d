//! A few fields of a unit around a centre.

use std::f64::consts::TAU;

use super::Frame;
use super::canvas::{Canvas, NARROW, SIZE, Side, Type};
use super::marks::{self, Mark};
use super::palette::{GRID, INK, MAIN, OTHER};
use super::scale::Scale;
use super::text::{fit, wrap};

/// How the series are told apart: colour, dashes, and the mark at each point.
const LOOKS: [(&str, &str, Mark); 4] = [
    (MAIN, "none", Mark::Disc(MAIN)),
    (OTHER, "7 3", Mark::Diamond(OTHER, false)),
    (INK, "2 3", Mark::Ring(INK)),
    ("#009e73", "9 3 2 3", Mark::Triangle("#009e73")),
];
/// How far the rim is from the centre.
const RADIUS: f64 = 115.0;
/// How many axes have room for their texts around the rim; of more, numbers stand there and the texts below.
const MOST_NAMED: usize = 12;

/// Draws at most four series over the same axes, each from 0 in the centre to `full` at the rim.
///
/// The name of an axis stands at its end, with the figure of the first series below it.
/// With fewer than three axes there is no surface, only lines.
pub(crate) fn radar(
    frame: &Frame,
    axes: &[String],
    figures: &[String],
    series: &[(String, Vec<f64>)],
    full: f64,
) -> String {
    let mut canvas = Canvas::default();
    let legend: Vec<(Mark, String)> = series
        .iter()
        .zip(LOOKS)
        .map(|((name, _), (ink, dashes, _))| (Mark::Stroke(ink, dashes), name.clone()))
        .collect();
    let top = marks::legend(&mut canvas, &legend, (0.0, 0.0), NARROW);
    let web = Web { centre: (NARROW / 2.0, top + RADIUS + 48.0), axes: axes.len() };
    let scale = Scale::full(full, 0.0, RADIUS);
    for (value, text) in scale.ticks(3) {
        let ring: Vec<(f64, f64)> = (0..axes.len()).map(|place| web.at(place, scale.at(value))).collect();
        canvas.path(&ring, true, &format!("fill=\"none\" stroke=\"{GRID}\""));
        if value > 0.0 {
            let at = (web.centre.0 - 4.0, web.centre.1 - scale.at(value) + 7.0);
            canvas.text(at, &text, Type::small(Side::End).size(10.5).rim());
        }
    }
    let bottom = web.names(&mut canvas, axes, figures);
    // The first series lies on top of the others.
    let drawn: Vec<_> = series.iter().zip(LOOKS).collect();
    for ((name, values), (ink, dashes, mark)) in drawn.into_iter().rev() {
        let places = values.iter().take(axes.len()).enumerate();
        let points: Vec<(f64, f64)> = places.map(|(place, value)| web.at(place, scale.at(*value))).collect();
        canvas.hover(name, |canvas| {
            let fill = format!("fill=\"{ink}\" fill-opacity=\"0.08\"");
            let look = format!("{fill} stroke=\"{ink}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"");
            canvas.path(&points, true, &look);
            points.iter().for_each(|point| mark.draw(canvas, *point, 8.0));
        });
    }
    canvas.finish(frame, NARROW, bottom + 6.0)
}

/// Axes around a centre, the first upwards, the others clockwise.
#[derive(Clone, Copy, Debug)]
struct Web {
    centre: (f64, f64),
    axes: usize,
}

impl Web {
    /// The place this far from the centre along an axis.
    fn at(&self, axis: usize, reach: f64) -> (f64, f64) {
        let turn = axis as f64 / self.axes.max(1) as f64 * TAU;
        (self.centre.0 + turn.sin() * reach, self.centre.1 - turn.cos() * reach)
    }

    /// Draws the axes and what they are called; how far down that reaches.
    fn names(&self, canvas: &mut Canvas, names: &[String], figures: &[String]) -> f64 {
        let mut bottom = self.centre.1 + 10.0;
        for (axis, name) in names.iter().enumerate() {
            canvas.line(self.centre, self.at(axis, RADIUS), &format!("stroke=\"{GRID}\""));
            let (x, y) = self.at(axis, RADIUS + 10.0);
            let (across, lift) = (x - self.centre.0, (y - self.centre.1) / (RADIUS + 10.0));
            let (side, room) = match across {
                _ if across > 12.0 => (Side::Start, NARROW / 2.0 - across),
                _ if across < -12.0 => (Side::End, NARROW / 2.0 + across),
                _ => (Side::Middle, NARROW * 0.7),
            };
            let figure = figures.get(axis).filter(|figure| !figure.is_empty());
            let mut lines = if names.len() > MOST_NAMED { Vec::new() } else { wrap(name, room, SIZE, 3) };
            match names.len() > MOST_NAMED {
                true => lines.push((axis + 1).to_string()),
                false => lines.extend(figure.cloned()),
            }
            let high = SIZE * 1.2 * lines.len() as f64;
            let y = y + lift * (high - SIZE * 1.2 + 12.0) / 2.0;
            canvas.lines((x, y), &lines, Type::plain(side));
            bottom = bottom.max(y + high / 2.0);
        }
        if names.len() <= MOST_NAMED {
            return bottom;
        }
        let rows = names.len().div_ceil(2);
        for (axis, name) in names.iter().enumerate() {
            let at = (NARROW / 2.0 * (axis / rows) as f64, bottom + 20.0 + 19.0 * (axis % rows) as f64);
            let figure = figures.get(axis).map(String::as_str).unwrap_or_default();
            let room = NARROW / 2.0 - 10.0 - super::text::width(figure, SIZE);
            let name = fit(&format!("{} {name}", axis + 1), room, SIZE);
            canvas.text(at, format!("{name} {figure}").trim_end(), Type::plain(Side::Start));
        }
        bottom + 20.0 + 19.0 * rows as f64
    }
}
