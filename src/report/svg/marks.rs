//! Marks that stand for something, drawn alike in a figure and in its legend.

use super::canvas::{Canvas, SIZE, SMALL, Side, Type};
use super::palette::{self, Colour};
use super::text::{fit, width};

/// What stands for something.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A patch of a colour with a sign on it: the number of a tier, or nothing.
    Patch(Colour, String),
    /// A patch without a colour: nothing is known.
    Hollow,
    /// A small translucent dot.
    Speck,
    /// A filled disc.
    Disc(&'static str),
    /// A ring.
    Ring(&'static str),
    /// A diamond, filled with white or its colour.
    Diamond(&'static str, bool),
    /// An upright line.
    Upright(&'static str),
    /// A triangle that points up.
    Triangle(&'static str),
    /// A line from left to right, with these dashes.
    Stroke(&'static str, &'static str),
}

/// The mark of a tier: its colour and its number from 1.
pub(super) fn tier(place: usize, of: usize) -> Mark {
    Mark::Patch(palette::tier(place, of), (place + 1).to_string())
}

impl Mark {
    /// Draws the mark around a place; it is about `size` wide and high.
    pub(super) fn draw(&self, canvas: &mut Canvas, (x, y): (f64, f64), size: f64) {
        let half = size / 2.0;
        match self {
            Mark::Patch(colour, sign) => {
                let look = format!("fill=\"{}\"", colour.fill);
                canvas.rect((x - half, y - half), (size, size), &look);
                if size >= 9.0 {
                    let kind = Type::plain(Side::Middle).size((size * 0.8).min(SMALL)).ink(colour.ink);
                    canvas.text((x, y), sign, kind);
                }
            }
            Mark::Hollow => {
                let look = "fill=\"#fff\" stroke=\"#8a8a8a\" stroke-dasharray=\"2 2\"";
                canvas.rect((x - half + 0.5, y - half + 0.5), (size - 1.0, size - 1.0), look);
            }
            Mark::Speck => canvas.circle((x, y), 2.2, "fill=\"#333\" fill-opacity=\"0.45\""),
            Mark::Disc(ink) => canvas.circle((x, y), half, &format!("fill=\"{ink}\" stroke=\"#fff\"")),
            Mark::Ring(ink) => {
                canvas.circle((x, y), half - 1.0, &format!("fill=\"#fff\" stroke=\"{ink}\" stroke-width=\"1.8\""));
            }
            Mark::Diamond(ink, full) => {
                let fill = if *full { ink } else { "#fff" };
                let points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
                canvas.path(&points, true, &format!("fill=\"{fill}\" stroke=\"{ink}\" stroke-width=\"1.5\""));
            }
            Mark::Upright(ink) => {
                canvas.line((x, y - half), (x, y + half), &format!("stroke=\"{ink}\" stroke-width=\"2.5\""));
            }
            Mark::Triangle(ink) => {
                let points = [(x, y - half), (x + half, y + half), (x - half, y + half)];
                canvas.path(&points, true, &format!("fill=\"{ink}\""));
            }
            Mark::Stroke(ink, dashes) => {
                let look = format!("stroke=\"{ink}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"");
                canvas.line((x - size, y), (x + size, y), &look);
            }
        }
    }

    fn width(&self) -> f64 {
        if matches!(self, Mark::Stroke(..)) { 24.0 } else { 13.0 }
    }
}

/// Draws a legend from left to right, in as many lines as it takes; how much height that took.
pub(super) fn legend(canvas: &mut Canvas, entries: &[(Mark, String)], (left, top): (f64, f64), room: f64) -> f64 {
    if entries.is_empty() {
        return 0.0;
    }
    let (mut x, mut y) = (left, top + 10.0);
    for (mark, words) in entries {
        let words = fit(words, room - mark.width() - 6.0, SIZE);
        let wide = mark.width() + 6.0 + width(&words, SIZE);
        if x > left && x + wide > left + room {
            (x, y) = (left, y + 20.0);
        }
        mark.draw(canvas, (x + mark.width() / 2.0, y), if matches!(mark, Mark::Stroke(..)) { 12.0 } else { 13.0 });
        canvas.text((x + mark.width() + 6.0, y), &words, Type::plain(Side::Start));
        x += wide + 16.0;
    }
    y + 16.0 - top
}
