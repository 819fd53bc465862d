//! One bar that says how a whole splits into nested parts.

use super::Frame;
use super::canvas::{Canvas, NARROW, SIZE, Side, Type};
use super::marks::Mark;
use super::palette::{self, RULE};
use super::scale::{Scale, tame};
use super::text::{fit, width, wrap};

/// One part of the whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// What it is: between regions, between provinces inside them, inside provinces.
    pub label: String,
    /// How much of the whole; zero or more.
    pub value: f64,
    /// Its figure and share as they are printed.
    pub figure: String,
}

/// Draws one bar made of its parts, each with its name and figure below; `whole` is the whole as it is printed.
pub(crate) fn inequality(frame: &Frame, parts: &[Part], whole: &str) -> String {
    let mut canvas = Canvas::default();
    canvas.text((0.0, 10.0), &fit(whole, NARROW, SIZE), Type::plain(Side::Start).bold(true));
    let (top, height) = (24.0, 34.0);
    let sum: f64 = parts.iter().map(|part| tame(part.value).max(0.0)).sum();
    let scale = Scale::full(sum, 0.5, NARROW - 0.5);
    let mut reached = 0.0;
    let mut below = top + height + 18.0;
    for (place, part) in parts.iter().enumerate() {
        let colour = palette::kind(place);
        let sign = (place + 1).to_string();
        let (from, to) = (scale.at(reached), scale.at(reached + tame(part.value).max(0.0)));
        reached += tame(part.value).max(0.0);
        canvas.hover(&format!("{} {}", part.label, part.figure), |canvas| {
            let look = format!("fill=\"{}\" stroke=\"#fff\"", colour.fill);
            canvas.rect((from, top), (to - from, height), &look);
            let inside =
                [part.figure.as_str(), sign.as_str()].into_iter().find(|text| width(text, SIZE) + 8.0 <= to - from);
            if let Some(text) = inside {
                canvas.text(((from + to) / 2.0, top + height / 2.0), text, Type::plain(Side::Middle).ink(colour.ink));
            }
        });
        Mark::Patch(colour, sign).draw(&mut canvas, (6.5, below), 13.0);
        let figure = fit(&part.figure, NARROW * 0.4, SIZE);
        let room = NARROW - 20.0 - width(&figure, SIZE) - 10.0;
        let lines = wrap(&part.label, room, SIZE, 2);
        let extra = SIZE * 1.2 * (lines.len() - 1) as f64;
        canvas.lines((20.0, below + extra / 2.0), &lines, Type::plain(Side::Start));
        canvas.text((NARROW, below), &figure, Type::plain(Side::End).bold(true));
        below += 22.0 + extra;
    }
    canvas.rect((0.5, top), (NARROW - 1.0, height), &format!("fill=\"none\" stroke=\"{RULE}\""));
    canvas.finish(frame, NARROW, below)
}
