//! How ranks changed from one edition to the next.

use std::cmp::Ordering;

use super::Frame;
use super::canvas::{Canvas, MOST_ROWS, NARROW, SIZE, Side, Type};
use super::marks::{self, Mark};
use super::palette::{MAIN, OTHER, RULE};
use super::text;
use crate::diagnostic::bi;

/// One unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bump {
    /// Its name.
    pub label: String,
    /// Its rank before.
    pub before: u32,
    /// Its rank after.
    pub after: u32,
    /// The place of its tier after, 0 for the best.
    pub tier: Option<usize>,
}

/// Draws a line per unit from its rank before to its rank after; `heads` stand above the two sides, `tiers` names the
/// tiers, best first.
pub(crate) fn bump(frame: &Frame, rows: &[Bump], heads: (&str, &str), tiers: &[String]) -> String {
    let mut canvas = Canvas::default();
    let mut entries: Vec<(Mark, String)> =
        tiers.iter().enumerate().map(|(place, name)| (marks::tier(place, tiers.len()), name.clone())).collect();
    let words = [bi!("rose", "上升"), bi!("fell", "下降"), bi!("stayed", "不变")];
    let looks = [(MAIN, "none"), (OTHER, "6 3"), (RULE, "2 3")];
    entries.extend(
        words
            .iter()
            .zip(looks)
            .map(|(words, (ink, dashes))| (Mark::Stroke(ink, dashes), words.get(frame.lang).to_owned())),
    );
    let top = marks::legend(&mut canvas, &entries, (0.0, 0.0), NARROW) + 22.0;
    let drawn = &rows[..rows.len().min(MOST_ROWS)];
    let (left, right, pitch) = (146.0, NARROW - 196.0, 22.0);
    for (x, side, head) in [(left, Side::End, heads.0), (right, Side::Start, heads.1)] {
        canvas.text((x, top - 10.0), &text::fit(head, left, SIZE), Type::plain(side).bold(true));
    }
    let height = |rank: fn(&Bump) -> u32| {
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        order.sort_by_key(|place| rank(&drawn[*place]));
        let mut heights = vec![0.0; drawn.len()];
        order.iter().enumerate().for_each(|(row, place)| heights[*place] = top + pitch * (row as f64 + 0.5));
        heights
    };
    let (before, after) = (height(|row| row.before), height(|row| row.after));
    for ((row, y1), y2) in drawn.iter().zip(before).zip(after) {
        let (look, moved) = match row.before.cmp(&row.after) {
            Ordering::Greater => (looks[0], format!("▲{}", row.before - row.after)),
            Ordering::Less => (looks[1], format!("▼{}", row.after - row.before)),
            Ordering::Equal => (looks[2], "＝".to_owned()),
        };
        canvas.hover(&format!("{} {} → {} {moved}", row.label, row.before, row.after), |canvas| {
            // Long names are set smaller before they are cut.
            let size = if text::width(&row.label, SIZE) <= 114.0 { SIZE } else { 11.0 };
            let name = text::fit(&row.label, 114.0, size);
            let look = format!("stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"", look.0, look.1);
            canvas.curve((left + 6.0, y1), (right - 6.0, y2), &look);
            canvas.text((left - 30.0, y1), &name, Type::plain(Side::End).size(size));
            canvas.text((left, y1), &row.before.to_string(), Type::plain(Side::End).bold(true));
            canvas.text((right, y2), &row.after.to_string(), Type::plain(Side::Start).bold(true));
            if let Some(tier) = row.tier {
                marks::tier(tier, tiers.len()).draw(canvas, (right + 36.0, y2), 13.0);
            }
            canvas.text((right + 46.0, y2), &name, Type::plain(Side::Start).size(size));
            canvas.text((NARROW, y2), &moved, Type::small(Side::End));
        });
    }
    let bottom = top + pitch * drawn.len() as f64;
    let left = canvas.left_out(frame, (0.0, bottom), rows.len());
    canvas.finish(frame, NARROW, bottom + left + 6.0)
}
