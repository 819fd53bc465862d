//! The paper that figures are drawn on: shapes appended to one text, and the element around them.

use std::fmt::Write;

use super::Frame;
use super::palette::{INK, SOFT};
use super::scale::coordinate;
use super::text::escape;
use crate::diagnostic::{Lang, bi};

/// Units across a figure that is legible on a phone as it is: text of 13 units is 10 pixels high at 340.
pub(super) const NARROW: f64 = 440.0;
/// Units across a figure that needs more, and scrolls on a phone.
pub(super) const WIDE: f64 = 680.0;
/// Up to how many pixels a narrow figure is enlarged.
const ENLARGED: f64 = 480.0;
/// From how many pixels in height on a figure cannot be made to fit on a page of A4, of some 900, and be legible.
const LONG: f64 = 1400.0;
/// The height of most text.
pub(super) const SIZE: f64 = 13.0;
/// The height of what stands along scales.
pub(super) const SMALL: f64 = 12.0;
/// How many rows a figure has at most; a table says the rest.
pub(super) const MOST_ROWS: usize = 100;

const FONTS: &str = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','Hiragino Sans GB',\
                     'WenQuanYi Micro Hei',sans-serif";

/// On which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub size: f64,
    pub side: Side,
    pub ink: &'static str,
    pub bold: bool,
    /// Whether it lies on a white rim, so that lines behind it do not run through it.
    pub rim: bool,
}

impl Type {
    /// Most text.
    pub(super) fn plain(side: Side) -> Type {
        Type { size: SIZE, side, ink: INK, bold: false, rim: false }
    }

    /// What stands along scales.
    pub(super) fn small(side: Side) -> Type {
        Type { size: SMALL, side, ink: SOFT, bold: false, rim: false }
    }

    pub(super) fn ink(self, ink: &'static str) -> Type {
        Type { ink, ..self }
    }

    pub(super) fn bold(self, bold: bool) -> Type {
        Type { bold, ..self }
    }

    pub(super) fn size(self, size: f64) -> Type {
        Type { size, ..self }
    }

    pub(super) fn rim(self) -> Type {
        Type { rim: true, ..self }
    }
}

/// What is drawn so far. The `look` of a shape is attributes written in this room, never a text from outside.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), look: &str) {
        let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(coordinate);
        self.push(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {look}/>"));
    }

    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), look: &str) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(coordinate);
        self.push(format_args!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" {look}/>"));
    }

    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, look: &str) {
        let [x, y, radius] = [x, y, radius].map(coordinate);
        self.push(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {look}/>"));
    }

    /// Straight lines from point to point, back to the first where `closed`.
    pub(super) fn path(&mut self, points: &[(f64, f64)], closed: bool, look: &str) {
        let mut d = String::new();
        for (place, (x, y)) in points.iter().enumerate() {
            let step = if place == 0 { 'M' } else { 'L' };
            d.push_str(&format!("{step}{} {}", coordinate(*x), coordinate(*y)));
        }
        if closed && !d.is_empty() {
            d.push('Z');
        }
        self.push(format_args!("<path d=\"{d}\" {look}/>"));
    }

    /// An S from left to right.
    pub(super) fn curve(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), look: &str) {
        let [x1, y1, x2, y2, middle] = [x1, y1, x2, y2, (x1 + x2) / 2.0].map(coordinate);
        let d = format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}");
        self.push(format_args!("<path d=\"{d}\" fill=\"none\" {look}/>"));
    }

    /// Many dots in one element, which 3,000 units need: lines without length, with round ends.
    pub(super) fn dots(&mut self, points: impl Iterator<Item = (f64, f64)>, size: f64, look: &str) {
        let mut d = String::new();
        points.for_each(|(x, y)| d.push_str(&format!("M{} {}h0", coordinate(x), coordinate(y))));
        if !d.is_empty() {
            let size = coordinate(size);
            self.push(format_args!(
                "<path d=\"{d}\" fill=\"none\" stroke-linecap=\"round\" stroke-width=\"{size}\" {look}/>"
            ));
        }
    }

    /// A text with its middle at the height `y`.
    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, kind: Type) {
        if text.is_empty() {
            return;
        }
        let [x, y, size] = [x, y + kind.size * 0.36, kind.size].map(coordinate);
        let side = match kind.side {
            Side::Start => "",
            Side::Middle => " text-anchor=\"middle\"",
            Side::End => " text-anchor=\"end\"",
        };
        let weight = if kind.bold { " font-weight=\"bold\"" } else { "" };
        let rim = if kind.rim {
            " paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\""
        } else {
            ""
        };
        let size = if kind.size == SIZE { String::new() } else { format!(" font-size=\"{size}\"") };
        let ink = if kind.ink == INK { String::new() } else { format!(" fill=\"{}\"", kind.ink) };
        let text = escape(text);
        self.push(format_args!("<text x=\"{x}\" y=\"{y}\"{size}{side}{ink}{weight}{rim}>{text}</text>"));
    }

    /// Lines of text around the height `y`.
    pub(super) fn lines(&mut self, (x, y): (f64, f64), lines: &[String], kind: Type) {
        let step = kind.size * 1.2;
        let top = y - step * (lines.len().saturating_sub(1)) as f64 / 2.0;
        for (place, line) in lines.iter().enumerate() {
            self.text((x, top + step * place as f64), line, kind);
        }
    }

    /// Shapes that show this text where the pointer rests on them.
    pub(super) fn hover(&mut self, title: &str, draw: impl FnOnce(&mut Canvas)) {
        self.push(format_args!("<g><title>{}</title>", escape(title)));
        draw(self);
        self.push(format_args!("</g>"));
    }

    /// Says below the rows that not all are drawn; how much height that takes.
    pub(super) fn left_out(&mut self, frame: &Frame, at: (f64, f64), count: usize) -> f64 {
        let left = count.saturating_sub(MOST_ROWS);
        if left == 0 {
            return 0.0;
        }
        let words = bi!("{left} more are not drawn", "另有 {left} 项未画出");
        self.text((at.0, at.1 + 10.0), words.get(frame.lang), Type::small(Side::Start));
        20.0
    }

    /// The drawing: one element as wide as what holds it, up to what suits its kind.
    pub(super) fn finish(self, frame: &Frame, width: f64, height: f64) -> String {
        let label = escape(&frame.label);
        let lang = match frame.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        // A narrow drawing is enlarged a little where there is room; a wide one keeps text legible before it shrinks.
        let bounds = if width <= NARROW {
            format!("max-width:{ENLARGED}px")
        } else {
            format!("max-width:{}px;min-width:{}px", coordinate(width), coordinate(width * 0.82))
        };
        // On paper a drawing is made to fit on one page, unless that would leave nothing legible.
        let scale = if width <= NARROW { ENLARGED / NARROW } else { 1.0 };
        let long = if height * scale > LONG { " data-long=\"\"" } else { "" };
        let [width, height] = [width, height].map(coordinate);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             preserveAspectRatio=\"xMinYMin meet\" role=\"img\" aria-label=\"{label}\" lang=\"{lang}\" \
             font-family=\"{FONTS}\" font-size=\"{SIZE}\" fill=\"{INK}\" \
             style=\"{bounds};width:100%;height:auto;background:#fff\"{long}>{}</svg>",
            self.body
        )
    }

    fn push(&mut self, shape: std::fmt::Arguments<'_>) {
        // OK because writing to a String cannot fail.
        let _ = self.body.write_fmt(shape);
    }
}
