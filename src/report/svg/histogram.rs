//! How many units lie where: a histogram with lines where something begins.

use super::Frame;
use super::canvas::{Canvas, NARROW, SMALL, Side, Type};
use super::marks::Mark;
use super::palette::{INK, OTHER, RULE};
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

/// Draws a histogram. The number of units stands on each bar.
pub(crate) fn histogram(frame: &Frame, histogram: &Histogram) -> String {
    let mut canvas = Canvas::default();
    let (left, right, height) = (10.0, NARROW - 10.0, 190.0);
    let places = histogram.lines.iter().chain(&histogram.marks).map(|(value, _)| *value);
    let values =
        histogram.bins.iter().flat_map(|(from, to, _)| [*from, *to]).chain(places).filter(|value| value.is_finite());
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let scale = if low <= high { Scale::new(low, high, left, right) } else { Scale::new(0.0, 1.0, left, right) };
    let above = lanes(&scale, &histogram.lines);
    let lanes_high = above.iter().map(|(lane, ..)| lane + 1).max().unwrap_or(0) as f64 * 18.0;
    let counted = if histogram.counted.is_empty() { 0.0 } else { 18.0 };
    let top = lanes_high + counted + 18.0;
    let bottom = top + height;
    canvas.text((0.0, 9.0), &fit(&histogram.counted, NARROW, SMALL), Type::small(Side::Start));
    let below = rows::grid(&mut canvas, &scale, (left, right), (bottom, bottom + 4.0), "");
    let most = histogram.bins.iter().map(|(.., count)| *count).max().unwrap_or(0).max(1) as f64;
    let bars: Vec<(f64, f64, String)> = histogram
        .bins
        .iter()
        .map(|(from, to, count)| {
            let (from, to) = (scale.at(*from), scale.at(*to));
            // A class without breadth is still to be seen.
            let (from, to) =
                if to - from < 3.0 { ((from + to) / 2.0 - 1.5, (from + to) / 2.0 + 1.5) } else { (from, to) };
            (from, to, if *count == 0 { String::new() } else { count.to_string() })
        })
        .collect();
    let room = bars.iter().all(|(from, to, text)| width(text, SMALL) <= (to - from).max(10.0) || text.is_empty());
    for ((from, to, _), (begin, end, count)) in bars.iter().zip(&histogram.bins) {
        let bar = *count as f64 / most * height;
        canvas.hover(&format!("{}–{}: {count}", coordinate(*begin), coordinate(*end)), |canvas| {
            canvas.rect(
                (*from + 0.5, bottom - bar),
                (to - from - 1.0, bar),
                "fill=\"#8fb8d6\" stroke=\"#2f6690\" stroke-width=\"0.7\"",
            );
        });
    }
    for ((value, words), (lane, x, side)) in histogram.lines.iter().zip(above) {
        let at = scale.at(*value);
        let y = counted + lane as f64 * 18.0 + 9.0;
        canvas.line(
            (at, y + 8.0),
            (at, bottom),
            &format!("stroke=\"{OTHER}\" stroke-width=\"1.6\" stroke-dasharray=\"5 3\""),
        );
        canvas.text((x, y), &fit(words, NARROW, SMALL), Type::small(side).ink(INK).rim());
    }
    for ((from, to, text), (.., count)) in bars.iter().zip(&histogram.bins) {
        if room || *count as f64 == most {
            let bar = *count as f64 / most * height;
            canvas.text(((from + to) / 2.0, bottom - bar - 9.0), text, Type::small(Side::Middle).ink(INK).rim());
        }
    }
    canvas.line((left, bottom), (right, bottom), &format!("stroke=\"{RULE}\""));
    let under = lanes(&scale, &histogram.marks);
    let first = bottom + below;
    let deep = under.iter().map(|(lane, ..)| lane + 1).max().unwrap_or(0) as f64 * 18.0;
    for ((value, words), (lane, x, side)) in histogram.marks.iter().zip(under) {
        let (at, y) = (scale.at(*value), first + lane as f64 * 18.0 + 9.0);
        canvas.line((at, bottom), (at, y - 8.0), &format!("stroke=\"{INK}\""));
        Mark::Triangle(INK).draw(&mut canvas, (at, bottom + 4.0), 8.0);
        canvas.text((x, y), &fit(words, NARROW, SMALL), Type::small(side).ink(INK).rim());
    }
    let end = first + deep;
    canvas.text((NARROW / 2.0, end + 9.0), &fit(&histogram.axis, NARROW, SMALL), Type::small(Side::Middle));
    canvas.finish(frame, NARROW, end + 20.0)
}

/// Where words beside places of a scale go: in which lane, where, and on which side, so that none lie on each other.
fn lanes(scale: &Scale, words: &[(f64, String)]) -> Vec<(usize, f64, Side)> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|a, b| words[*a].0.total_cmp(&words[*b].0));
    let mut ends: Vec<f64> = Vec::new();
    let mut placed = vec![(0, 0.0, Side::Middle); words.len()];
    for place in order {
        let (value, text) = &words[place];
        let wide = width(text, SMALL).min(NARROW);
        let middle = scale.at(*value).clamp(wide / 2.0, NARROW - wide / 2.0);
        let lane = ends.iter().position(|end| middle - wide / 2.0 >= *end + 8.0).unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(0.0);
        }
        ends[lane] = middle + wide / 2.0;
        placed[place] = (lane, middle, Side::Middle);
    }
    placed
}
