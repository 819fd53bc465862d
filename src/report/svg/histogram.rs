//! How many units lie where: a histogram with lines where something begins.

use super::Frame;
use super::canvas::{Canvas, NARROW, SMALL, Side, Type};
use super::marks::Mark;
use super::palette::{GRID, INK, OTHER, RULE};
use super::rows;
use super::scale::{Scale, coordinate};
use super::text::{fit, width};

/// What a histogram shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Histogram {
    /// The classes from the lowest: from, to, how many units.
    pub bins: Vec<(f64, f64, usize)>,
    /// Lines where a tier begins, each with its words.
    pub lines: Vec<(f64, String)>,
    /// Points of the scale that are marked: mean, median, a unit of interest.
    pub marks: Vec<(f64, String)>,
    /// What the scale measures.
    pub axis: String,
    /// What is counted.
    pub counted: String,
}

/// The height of the greatest bar.
const HEIGHT: f64 = 190.0;
/// The height of a line of words above or below.
const LANE: f64 = 18.0;

/// Draws a histogram. The number of units stands on each bar; where bars are too narrow for that, on a scale at the left.
pub(crate) fn histogram(frame: &Frame, histogram: &Histogram) -> String {
    let mut canvas = Canvas::default();
    let wide = NARROW - 36.0;
    let most = histogram.bins.iter().map(|(.., count)| *count).max().unwrap_or(0).max(1) as f64;
    let narrowest = wide / histogram.bins.len().max(1) as f64;
    let fits = histogram.bins.iter().all(|(.., count)| width(&count.to_string(), SMALL) <= narrowest.max(10.0));
    let scale = scale(histogram, if fits { 18.0 } else { 44.0 }, NARROW - 18.0);
    let above = lanes(&scale, &histogram.lines, |_, _| Side::Middle);
    // Words about the middle of the scale hang to both sides of it, clear of each other's lines.
    let under = lanes(&scale, &histogram.marks, |place, of| if 2 * place < of { Side::End } else { Side::Start });
    let counted = if histogram.counted.is_empty() { 0.0 } else { LANE };
    let top = counted + deep(&above) + 20.0;
    let bottom = top + HEIGHT;
    let first = bottom + 30.0;
    canvas.text((0.0, 9.0), &fit(&histogram.counted, NARROW, SMALL), Type::small(Side::Start));
    if !fits {
        counts(&mut canvas, most, (top, bottom));
    }
    for (at, lane, ..) in &under {
        canvas.line((*at, bottom), (*at, first + lane), &format!("stroke=\"{INK}\""));
    }
    rows::grid(&mut canvas, &scale, (18.0, NARROW), (bottom, bottom + 9.0), "");
    for (from, to, count) in &histogram.bins {
        bar(&mut canvas, (scale.at(*from), scale.at(*to)), bottom, *count as f64 / most * HEIGHT, || {
            format!("{}–{}: {count}", coordinate(*from), coordinate(*to))
        });
    }
    for (at, lane, ..) in &above {
        let look = format!("stroke=\"{OTHER}\" stroke-width=\"1.6\" stroke-dasharray=\"5 3\"");
        canvas.line((*at, counted + lane + LANE - 2.0), (*at, bottom), &look);
    }
    for (from, to, count) in histogram.bins.iter().filter(|(.., count)| fits && *count > 0) {
        let at = ((scale.at(*from) + scale.at(*to)) / 2.0, bottom - *count as f64 / most * HEIGHT - 9.0);
        canvas.text(at, &count.to_string(), Type::small(Side::Middle).ink(INK).rim());
    }
    canvas.line(
        (scale.at(f64::NEG_INFINITY), bottom),
        (scale.at(f64::INFINITY), bottom),
        &format!("stroke=\"{RULE}\""),
    );
    for (words, (_, lane, x, side)) in histogram.lines.iter().zip(&above) {
        let at = (*x, counted + lane + LANE / 2.0);
        canvas.text(at, &fit(&words.1, NARROW, SMALL), Type::small(*side).ink(INK).rim());
    }
    for (words, (at, lane, x, side)) in histogram.marks.iter().zip(&under) {
        Mark::Triangle(INK).draw(&mut canvas, (*at, bottom + 4.5), 8.0);
        canvas.text((*x, first + lane + LANE / 2.0), &fit(&words.1, NARROW, SMALL), Type::small(*side).ink(INK).rim());
    }
    let end = first + deep(&under);
    canvas.text((NARROW / 2.0, end + 9.0), &fit(&histogram.axis, NARROW, SMALL), Type::small(Side::Middle));
    canvas.finish(frame, NARROW, end + 20.0)
}

/// A scale that holds all that is drawn.
fn scale(histogram: &Histogram, left: f64, right: f64) -> Scale {
    let ends = histogram.bins.iter().flat_map(|(from, to, _)| [*from, *to]);
    let places = histogram.lines.iter().chain(&histogram.marks).map(|(value, _)| *value);
    let all = ends.chain(places).filter(|value| value.is_finite());
    let (low, high) =
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { Scale::new(low, high, left, right) } else { Scale::new(0.0, 1.0, left, right) }
}

/// Numbers of units at the left, with lines across.
fn counts(canvas: &mut Canvas, most: f64, (top, bottom): (f64, f64)) {
    for (value, text) in Scale::full(most, 0.0, 1.0).ticks(4).iter().filter(|(value, _)| value.fract() == 0.0) {
        let y = bottom - value / most * (bottom - top);
        canvas.line((44.0, y), (NARROW, y), &format!("stroke=\"{GRID}\""));
        canvas.text((38.0, y), text, Type::small(Side::End));
    }
}

fn bar(canvas: &mut Canvas, (from, to): (f64, f64), bottom: f64, high: f64, title: impl Fn() -> String) {
    // A class without breadth is still to be seen.
    let (from, wide) = if to - from < 3.0 { ((from + to) / 2.0 - 1.5, 3.0) } else { (from + 0.5, to - from - 1.0) };
    let look = "fill=\"#8fb8d6\" stroke=\"#2f6690\" stroke-width=\"0.7\"";
    canvas.hover(&title(), |canvas| canvas.rect((from, bottom - high), (wide, high), look));
}

/// Where words of places on a scale go: the place, how far down their lane begins, where they stand, and on which side
/// of that; so that none lie on each other.
fn lanes(scale: &Scale, words: &[(f64, String)], side: impl Fn(usize, usize) -> Side) -> Vec<(f64, f64, f64, Side)> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|a, b| words[*a].0.total_cmp(&words[*b].0));
    let mut ends: Vec<f64> = Vec::new();
    let mut placed = vec![(0.0, 0.0, 0.0, Side::Middle); words.len()];
    for (nth, place) in order.into_iter().enumerate() {
        let (value, text) = &words[place];
        let (at, wide) = (scale.at(*value), width(text, SMALL).min(NARROW));
        // Words that would leave the drawing on their side are moved in.
        let from = match side(nth, words.len()) {
            Side::Start => at + 3.0,
            Side::Middle => at - wide / 2.0,
            Side::End => at - 3.0 - wide,
        };
        let from = from.clamp(0.0, NARROW - wide);
        let lane = ends.iter().position(|end| from >= end + 8.0).unwrap_or(ends.len());
        ends.resize(ends.len().max(lane + 1), 0.0);
        ends[lane] = from + wide;
        placed[place] = (at, lane as f64 * LANE, from, Side::Start);
    }
    placed
}

/// How much height the lanes take.
fn deep(placed: &[(f64, f64, f64, Side)]) -> f64 {
    placed.iter().map(|(_, lane, ..)| lane + LANE).fold(0.0, f64::max)
}
