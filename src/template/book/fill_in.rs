//! The sheet to fill in.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::super::Template;
use super::super::layout::{Cell, Kind, Layout};
use super::super::words::{Heading, banners, method};
use super::lists::Lists;
use super::protection;
use super::styles::Styles;
use super::validation::{one_of, validation};
use crate::data::{EVIDENCE, READ_ME};
use crate::diagnostic::{Bilingual, bi, column_letters};
use crate::framework::Collection;
use crate::methods::Rule;
use crate::workbook::{A4, LONGEST_CELL, clip, size, width};

/// Writes the opening rows, the heading, and a cell for each answer.
pub(super) fn write(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    layout: &Layout<'_>,
    lists: &Lists,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let lang = template.lang;
    // The banners stand below what the table says of itself.
    let own = (layout.opening.len() - banners(template.framework).len()) as u32;
    let mut top = 0u32;
    for line in layout.opening.iter().map(String::as_str).chain([how_to().get(lang)]) {
        let style = match top {
            0 => &styles.section,
            at if at < own => &styles.opening,
            _ => &styles.opening_banner,
        };
        let is_last = top as usize == layout.opening.len();
        let style = if is_last { &styles.opening } else { style };
        sheet.write_string_with_format(top, 0, clip(line, LONGEST_CELL), style)?;
        top += 1;
    }
    let heading = top;
    let wide = layout.columns.iter().filter(|column| column.kind == Kind::Answer).count() > 1;
    let mut lines = 1;
    for (column, at) in layout.columns.iter().zip(0u16..) {
        let is_open = matches!(column.kind, Kind::Answer | Kind::Attribute) || is_evidence(column.kind);
        let style = if is_open { &styles.open_heading } else { &styles.heading };
        sheet.write_string_with_format(heading, at, clip(&column.heading, LONGEST_CELL), style)?;
        let cells = layout.rows.iter().take(200).filter_map(|row| row.get(usize::from(at)));
        let longest = cells.map(|cell| width(cell.text())).max().unwrap_or(0);
        let chosen = column_width(column.kind, wide, width(&column.heading), longest);
        // The letters of a heading are bold, and a cell has margins.
        lines = lines.max((width(&column.heading) + 2).div_ceil(chosen.saturating_sub(2).max(1)));
        sheet.set_column_width(at, size(chosen))?;
    }
    sheet.set_row_height(heading, size(lines.min(12) * 15 + 6))?;
    let first = heading + 1;
    let formats = answer_formats(layout, styles);
    for (row, at) in layout.rows.iter().zip(first..) {
        for ((cell, column), place) in row.iter().zip(0u16..).zip(&layout.columns) {
            let style = match (cell, place.kind) {
                (Cell::Given(_), _) => &styles.fixed,
                (Cell::Idle, _) => &styles.idle,
                (Cell::Open(_), Kind::Answer) => formats(at - first, column),
                (Cell::Open(_), Kind::Other(Heading::Collected)) => &styles.open_date,
                (Cell::Open(_), _) => &styles.open_text,
            };
            match cell.text() {
                "" => sheet.write_blank(at, column, style)?,
                text => sheet.write_string_with_format(at, column, clip(text, LONGEST_CELL), style)?,
            };
        }
    }
    let last = heading + layout.rows.len() as u32;
    for area in &layout.areas {
        let Some(thing) = layout.things.get(area.thing) else { continue };
        let (begin, end, column) = (first + area.first as u32, first + area.last as u32, area.column as u16);
        let cell = format!("{}{}", column_letters(u64::from(column) + 1), begin + 1);
        sheet.add_data_validation(begin, column, end, column, &validation(*thing, template, lists, &cell)?)?;
    }
    let methods = [Collection::Machine, Collection::Manual].map(|known| method(Some(known), lang));
    for (_, column) in
        layout.columns.iter().zip(0u16..).filter(|(column, _)| column.kind == Kind::Other(Heading::Method))
    {
        sheet.add_data_validation(first, column, last, column, &one_of(&methods)?)?;
    }
    let frozen = if wide { layout.fixed() as u16 } else { 2.min(layout.fixed() as u16) };
    sheet.set_freeze_panes(first, frozen)?;
    if !layout.rows.is_empty() {
        sheet.autofilter(heading, 0, last, layout.columns.len().saturating_sub(1) as u16)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_repeat_rows(heading, heading)?;
    if layout.columns.len() > MOST_ON_A_PAGE {
        sheet.set_repeat_columns(0, (layout.fixed() as u16).saturating_sub(1))?;
    } else {
        sheet.set_print_fit_to_pages(1, 0);
    }
    sheet.protect_with_options(&protection());
    Ok(())
}

/// With more columns than this on one page nobody could read them.
const MOST_ON_A_PAGE: usize = 16;

fn how_to() -> Bilingual {
    let (read_me, evidence) = (READ_ME, EVIDENCE);
    let (en, zh) = (crate::diagnostic::Lang::En, crate::diagnostic::Lang::Zh);
    let (read_me_en, read_me_zh, evidence_en, evidence_zh) =
        (read_me.get(en), read_me.get(zh), evidence.get(en), evidence.get(zh));
    bi!(
        "# how: fill in the yellow cells; what each takes is shown when you stand in it, all of it on the sheet {read_me_en}; sources go to {evidence_en}",
        "# 填法：只填浅黄色单元格；选中单元格即显示填法，全部规则见“{read_me_zh}”；来源填入“{evidence_zh}”"
    )
}

fn is_evidence(kind: Kind) -> bool {
    use Heading::{Collected, Collector, Method, Note, Source, Verified};
    matches!(kind, Kind::Other(Method | Source | Collected | Collector | Verified | Note))
}

/// By what a column holds; of answers in a wide table by a third of their heading, which is wrapped.
fn column_width(kind: Kind, wide: bool, heading: usize, longest: usize) -> usize {
    match kind {
        Kind::Answer if wide => (heading.div_ceil(3) + 3).clamp(12, 24),
        Kind::Answer => 16,
        Kind::Attribute => longest.max(heading).clamp(10, 24) + 2,
        Kind::Other(Heading::Question) => 52,
        Kind::Other(Heading::Source) => 32,
        Kind::Other(Heading::Note) => 24,
        Kind::Other(Heading::Collected | Heading::Collector | Heading::Verified) => 13,
        // The arrow of the filter stands beside the heading.
        Kind::Other(_) => longest.max(heading + 3).clamp(6, 40) + 2,
    }
}

/// How the cell of an answer looks: shares such as `45/60` are texts, which would else become dates.
fn answer_formats<'s>(layout: &Layout<'_>, styles: &'s Styles) -> impl Fn(u32, u16) -> &'s Format + use<'s> {
    // Areas stand in the order of their columns, those of one column in the order of their rows.
    let areas: Vec<(u16, u32, u32, bool)> = (layout.areas.iter())
        .map(|area| {
            let rule = layout.things.get(area.thing).and_then(|thing| thing.rule());
            (area.column as u16, area.first as u32, area.last as u32, matches!(rule, Some(Rule::Ratio(_))))
        })
        .collect();
    move |row, column| {
        let next = areas.partition_point(|(at, first, ..)| (*at, *first) <= (column, row));
        let area = next.checked_sub(1).and_then(|place| areas.get(place));
        let is_text = area.is_some_and(|(at, _, last, is_text)| *is_text && *at == column && row <= *last);
        if is_text { &styles.open_text } else { &styles.open }
    }
}
