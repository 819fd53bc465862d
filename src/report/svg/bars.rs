//! Bars, one below the other.

use super::Frame;
use super::canvas::{Canvas, MOST_ROWS, NARROW, Side, Type};
use super::marks::{self, Mark};
use super::palette::{self, MAIN, OTHER};
use super::rows::{self, Rows};
use super::scale::{Scale, tame};

/// One bar.
#[derive(Clone, Debug, Default)]
pub(crate) struct BarRow {
    /// What it is about.
    pub label: String,
    /// How long it is.
    pub value: f64,
    /// Its figure as it is printed.
    pub figure: String,
    /// The place of its tier, 0 for the best, which colours it.
    pub tier: Option<usize>,
}

/// What bars show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bars {
    /// The bars from the top.
    pub rows: Vec<BarRow>,
    /// The length of the scale, zero for that of the longest bar; bars begin at 0, to the left of which negative ones go.
    pub full: f64,
    /// A line across all bars, with its words: a mean, a pass mark.
    pub reference: Option<(f64, String)>,
    /// The names of the tiers, best first; empty where none are shown.
    pub tiers: Vec<String>,
}

/// Draws bars to the right of their labels, each with its figure.
pub(crate) fn bars(frame: &Frame, bars: &Bars) -> String {
    let mut canvas = Canvas::default();
    let rows = &bars.rows[..bars.rows.len().min(MOST_ROWS)];
    let tiers: Vec<(Mark, String)> = bars
        .tiers
        .iter()
        .enumerate()
        .map(|(place, name)| (marks::tier(place, bars.tiers.len()), name.clone()))
        .collect();
    let mut top = marks::legend(&mut canvas, &tiers, (0.0, 0.0), NARROW);
    if bars.reference.is_some() {
        top += 18.0;
    }
    let labels: Vec<(f64, &str)> = rows.iter().map(|row| (0.0, row.label.as_str())).collect();
    let figures: Vec<&str> = rows.iter().map(|row| row.figure.as_str()).collect();
    let laid = Rows::new(&labels, &figures, NARROW, top, 24.0);
    let low = rows.iter().map(|row| tame(row.value)).fold(0.0, f64::min);
    let most = rows.iter().map(|row| tame(row.value)).fold(0.0, f64::max);
    let high = if bars.full > 0.0 { bars.full } else { most };
    let scale =
        if low < high { Scale::new(low, high, laid.left, laid.right) } else { Scale::full(1.0, laid.left, laid.right) };
    let below = rows::grid(&mut canvas, &scale, (laid.left, laid.right), (top, laid.bottom), "");
    for (place, row) in rows.iter().enumerate() {
        let middle = laid.middles[place];
        canvas.hover(&format!("{} {}", row.label, row.figure), |canvas| {
            laid.label(canvas, place, 0.0, false);
            let (from, to) = (scale.at(0.0).min(scale.at(row.value)), scale.at(0.0).max(scale.at(row.value)));
            let colour = row.tier.map(|tier| palette::tier(tier, bars.tiers.len()));
            let fill = colour.as_ref().map_or(MAIN, |colour| colour.fill.as_str());
            canvas.rect((from, middle - 8.0), (to - from, 16.0), &format!("fill=\"{fill}\""));
            if let (Some(tier), Some(colour)) = (row.tier, &colour) {
                if to - from >= 18.0 {
                    let kind = Type::small(Side::Start).ink(colour.ink);
                    canvas.text((from + 5.0, middle), &(tier + 1).to_string(), kind);
                }
            }
            laid.figure(canvas, place, &row.figure, false);
        });
    }
    if let Some((value, words)) = &bars.reference {
        let x = scale.at(*value);
        canvas.line(
            (x, top - 4.0),
            (x, laid.bottom),
            &format!("stroke=\"{OTHER}\" stroke-width=\"1.6\" stroke-dasharray=\"5 3\""),
        );
        rows::words_at(&mut canvas, x, top - 11.0, words, NARROW);
    }
    let left = canvas.left_out(frame, (0.0, laid.bottom + below), bars.rows.len());
    canvas.finish(frame, NARROW, laid.bottom + below + left)
}
