//! A table of the page: caption, headings with scopes, rows.

use std::fmt::Write;

use super::escape;
use super::shade::Scale;
use crate::number::{Ratio, Rounding};
use crate::report::{Block, Cell, Column, Number, Table};

/// From this many columns on, a table is as wide as the page.
const SOME: usize = 6;
/// From this many on, letters are smaller on paper.
const MANY: usize = 9;
/// From this many on, they are smallest.
const MOST: usize = 14;
/// From this many on, the page is turned.
const TURNED: usize = 21;
/// Digits that a figure is sorted by, beyond those that are printed.
const SORTED_BY: u32 = 9;

/// Whether a table needs the width of a page that is turned.
pub(super) fn is_turned(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.columns.len() >= TURNED)
}

/// Writes `table`, which links find at `id`.
pub(super) fn write(out: &mut String, table: &Table, id: &str) {
    let (id, caption) = (escape::attribute(id), escape::text(&table.caption));
    let size = match table.columns.len() {
        0..SOME => " few",
        SOME..MANY => "",
        MANY..MOST => " many",
        _ => " most",
    };
    let long = if table.long { " long" } else { "" };
    out.push_str(&format!(
        "<div class=\"table{size}{long}\" id=\"{id}\">\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}_caption\">\n\
         <table>\n<caption><span id=\"{id}_caption\">{caption}</span></caption>\n"
    ));
    out.push_str("<thead><tr>");
    table.columns.iter().enumerate().for_each(|(at, column)| heading(out, table, at, column));
    out.push_str("</tr></thead>\n<tbody>\n");
    let scales = Scale::of(table);
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let figures = table.columns.get(at).is_some_and(|column| column.figures);
            write_cell(out, cell, at == 0, figures, scales.get(at).and_then(Option::as_ref));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    if let Some(note) = &table.note {
        out.push_str(&format!("<p class=\"note\">{}</p>\n", escape::text(note)));
    }
    out.push_str("</div>\n");
}

fn heading(out: &mut String, table: &Table, at: usize, column: &Column) {
    let class = if column.figures { " class=\"n\"" } else { "" };
    let filter = if column.filter { " data-filter=\"\"" } else { "" };
    let width = if column.figures { String::new() } else { format!(" style=\"min-width:{}em\"", width(table, at)) };
    out.push_str(&format!("<th scope=\"col\"{class}{filter}{width}>{}</th>", escape::text(&column.heading)));
}

/// How wide a column of words is at least, so that names do not stand one letter below the other: its longest cell,
/// seven Chinese letters at most.
fn width(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    cells.map(|cell| halves(cell.printed())).max().unwrap_or(0).div_ceil(2).clamp(2, 7)
}

/// How wide a text is, in halves of a Chinese letter.
pub(super) fn halves(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

fn write_cell(out: &mut String, cell: &Cell, first: bool, figures: bool, scale: Option<&Scale>) {
    let (open, close) = if first { ("<th scope=\"row\"", "</th>") } else { ("<td", "</td>") };
    out.push_str(open);
    let shade = match cell {
        Cell::Number(number) => scale.and_then(|scale| scale.class(&number.exact)),
        _ => None,
    };
    match (figures, shade) {
        (true, Some(shade)) => out.push_str(&format!(" class=\"n {shade}\"")),
        (true, None) => out.push_str(" class=\"n\""),
        _ => {}
    }
    if let Some(value) = sorted_by(cell) {
        // Writing into a text cannot fail.
        let _ = write!(out, " data-v=\"{value}\"");
    }
    out.push('>');
    out.push_str(&escape::text(cell.printed()));
    out.push_str(close);
}

/// What a figure is sorted by, where that is more than its printed text says.
fn sorted_by(cell: &Cell) -> Option<String> {
    let Cell::Number(Number { exact, text, places, .. }) = cell else { return None };
    let printed = text.trim_end_matches('%').trim_start_matches('+').parse::<Ratio>();
    if printed.is_ok_and(|printed| printed == *exact) {
        return None;
    }
    let value = exact.to_fixed(Rounding::half_up(places.saturating_add(SORTED_BY)));
    Some(if value.contains('.') { value.trim_end_matches('0').trim_end_matches('.').to_owned() } else { value })
}
