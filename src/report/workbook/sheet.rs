//! A sheet: banners, then its tables below each other, each with caption, headings, rows and note.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::styles::Styles;
use super::widths::{heading_lines, row_lines, widths};
use super::{Planned, chart, colours};
use crate::number::Ratio;
use crate::report::{Cell, Document, Number, Table};
use crate::workbook::{A4, LONGEST_CELL, clip, size, width};

/// How wide a line above a table is at least and at most, in characters.
const NARROWEST_LINE: usize = 64;
const WIDEST_LINE: usize = 110;
/// A column that nobody set, in characters.
const UNSET: usize = 8;
/// How wide a sheet is that fits upright on a page, and how wide one page across is at most.
const UPRIGHT: usize = 95;
const PAGE: usize = 160;
/// How many columns stay at the left, and how wide they are together at most.
const MOST_FIXED: usize = 4;
const WIDEST_FIXED: usize = 64;

/// The sheet while it is written.
struct Page<'p> {
    sheet: &'p mut Worksheet,
    name: &'p str,
    widths: Vec<usize>,
    /// The last column that lines of text run over, and how many characters that is.
    over: (u16, usize),
    row: u32,
    /// How far the charts beside its tables reach, in characters; zero where there are none.
    charts: usize,
}

/// Writes it from top to bottom.
pub(super) fn write(
    sheet: &mut Worksheet,
    document: &Document,
    planned: &Planned<'_>,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    let widths = widths(&planned.tables);
    for (wide, at) in widths.iter().zip(0u16..) {
        sheet.set_column_width(at, size(*wide))?;
    }
    let over = over(&widths);
    let mut page = Page { sheet, name: &planned.name, widths, over, row: 0, charts: 0 };
    for banner in &document.banners {
        page.line(banner, &styles.look.banner, 16)?;
    }
    let banners = page.row;
    let mut filtered = false;
    let mut headings = Vec::new();
    for table in &planned.tables {
        let filter = table.long && !filtered && !table.rows.is_empty();
        filtered |= filter;
        headings.push(page.table(table, filter, styles)?);
    }
    let fixed = planned.tables.first().map_or(0, |table| fixed(table, &page.widths));
    match headings.as_slice() {
        // Headings of one table stay above all of its rows.
        [heading] => page.sheet.set_freeze_panes(heading + 1, fixed)?.set_repeat_rows(*heading, *heading)?,
        _ => page.sheet.set_freeze_panes(banners, 1)?,
    };
    page.print(document, fixed)
}

/// Over which columns a line of text runs: those of the tables, beyond them where they are narrow.
fn over(widths: &[usize]) -> (u16, usize) {
    let (mut last, mut all) = (0, 0);
    for (at, wide) in widths.iter().copied().chain(std::iter::repeat(UNSET)).enumerate() {
        let beyond = at >= widths.len();
        if at > 0 && (all + wide > WIDEST_LINE || beyond && all >= NARROWEST_LINE) {
            break;
        }
        (last, all) = (at as u16, all + wide);
    }
    (last, all)
}

/// How many columns say what a row is about: words, and a rank before them.
fn fixed(table: &Table, widths: &[usize]) -> u16 {
    let words = table.columns.iter().skip(1).take_while(|column| !column.figures && !column.filter).count();
    let mut count = (1 + words).min(MOST_FIXED);
    while count > 1 && widths.iter().take(count).sum::<usize>() > WIDEST_FIXED {
        count -= 1;
    }
    count as u16
}

impl Page<'_> {
    /// A text above or below a table, wrapped, as high as it needs.
    fn line(&mut self, text: &str, style: &Format, height: usize) -> Result<(), XlsxError> {
        let text = clip(text, LONGEST_CELL);
        let (last, wide) = self.over;
        match last {
            0 => self.sheet.write_string_with_format(self.row, 0, &text, style)?,
            _ => self.sheet.merge_range(self.row, 0, self.row, last, &text, style)?,
        };
        let lines = (width(&text) * height).div_ceil(wide.saturating_sub(4).max(1) * 16).clamp(1, 24);
        self.sheet.set_row_height(self.row, size(lines * height + 2))?;
        self.row += 1;
        Ok(())
    }

    /// One table, and a line that stays empty below it; gives the row of its headings.
    fn table(&mut self, table: &Table, filter: bool, styles: &mut Styles) -> Result<u32, XlsxError> {
        self.line(&table.caption, &styles.look.section.clone().set_text_wrap(), 18)?;
        let heading = self.row;
        for (column, at) in table.columns.iter().zip(0u16..) {
            let text = clip(&column.heading, LONGEST_CELL);
            self.sheet.write_string_with_format(heading, at, text, &styles.look.heading)?;
        }
        self.sheet.set_row_height(heading, size(heading_lines(table, &self.widths).min(8) * 15 + 4))?;
        let first = heading + 1;
        for (row, at) in table.rows.iter().zip(first..) {
            for ((cell, column), place) in row.iter().zip(0u16..).zip(&table.columns) {
                self.cell(at, column, cell, place.figures, styles)?;
            }
            let lines = row_lines(row, &self.widths);
            if lines > 1 {
                self.sheet.set_row_height(at, size(lines.min(25) * 14 + 2))?;
            }
        }
        self.row = first + table.rows.len() as u32;
        if filter {
            let last = table.columns.len().saturating_sub(1) as u16;
            self.sheet.autofilter(heading, 0, self.row - 1, last)?;
        }
        colours::shade(self.sheet, table, first)?;
        if let Some(drawn) = chart::draw(table, self.name, heading) {
            let columns = table.columns.len();
            let wide: usize = self.widths.iter().take(columns).sum();
            // Beside a narrow table, below a wide one.
            let (row, column, reach) = match wide > UPRIGHT {
                true => (self.row + 1, 0, chart::WIDTH),
                false => (heading, columns as u16 + 1, wide + chart::WIDTH),
            };
            self.sheet.insert_chart(row, column, &drawn.chart)?;
            self.row = self.row.max(row + drawn.rows);
            self.charts = self.charts.max(reach);
        }
        // Below the chart, since its line runs over the columns beside the table.
        if let Some(note) = &table.note {
            self.line(note, &styles.note, 15)?;
        }
        self.row += 1;
        Ok(heading)
    }

    /// Words stay words, whatever they begin with; figures are numbers.
    fn cell(&mut self, row: u32, at: u16, cell: &Cell, figures: bool, styles: &mut Styles) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => self.sheet.write_blank(row, at, &styles.text)?,
            Cell::Text(text) => {
                let style = if figures { &styles.aside } else { &styles.text };
                self.sheet.write_string_with_format(row, at, clip(text, LONGEST_CELL), style)?
            }
            Cell::Number(number) => match value(number) {
                Some(value) => self.sheet.write_number_with_format(row, at, value, styles.number(number))?,
                None => {
                    self.sheet.write_string_with_format(row, at, clip(&number.text, LONGEST_CELL), &styles.aside)?
                }
            },
        };
        Ok(())
    }

    /// On paper: A4, across where it is wide, headings and banners on every page.
    fn print(self, document: &Document, fixed: u16) -> Result<(), XlsxError> {
        let wide = self.widths.iter().sum::<usize>().max(self.charts);
        // A chart is not cut in two.
        let pages = if self.charts > 0 { 1 } else { wide.div_ceil(2 * PAGE).max(1) };
        self.sheet.set_paper_size(A4).set_print_fit_to_pages(u16::try_from(pages).unwrap_or(u16::MAX), 0);
        if wide > UPRIGHT {
            self.sheet.set_landscape();
        }
        if pages > 1 && fixed > 0 {
            self.sheet.set_repeat_columns(0, fixed - 1)?;
        }
        self.sheet.set_header(banner_header(document)).set_footer(footer(document));
        Ok(())
    }
}

/// The double nearest to a figure, as Excel holds it: 0.4 for 40%. None where it is beyond all doubles.
///
/// Of a part that was rounded so that all add up, the printed figure, since Excel would show another.
fn value(number: &Number) -> Option<f64> {
    let shown = number.text.trim_start_matches('+').trim_end_matches('%').parse::<Ratio>().ok();
    let unit = Ratio::one().checked_div(&Ratio::from(10).power(number.places))?;
    let adjusted = shown.filter(|shown| (shown - &number.exact).abs() * Ratio::from(2) > unit);
    let value = adjusted.as_ref().unwrap_or(&number.exact);
    let value = match number.percent {
        true => value.checked_div(&Ratio::from(100))?.to_f64(),
        false => value.to_f64(),
    };
    value.is_finite().then_some(value)
}

/// The banners above every printed page.
pub(super) fn banner_header(document: &Document) -> String {
    match document.banners.is_empty() {
        true => String::new(),
        false => format!("&C{}", print_text(&document.banners.join("　"), 200)),
    }
}

/// The title and the number of the page below it.
pub(super) fn footer(document: &Document) -> String {
    format!("&L{}&R&P / &N", print_text(&document.title, 100))
}

/// A text on one line of a header, no longer than `most` characters; its ampersands are no commands.
fn print_text(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut left = most;
    for character in text.chars() {
        let (written, length) = match character {
            '&' => ("&&".to_owned(), 2),
            control if control.is_control() => (" ".to_owned(), 1),
            character => (character.to_string(), character.len_utf16()),
        };
        if length >= left {
            line.push('…');
            break;
        }
        left -= length;
        line.push_str(&written);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_run_over_the_table_and_beyond_a_narrow_one() {
        assert_eq!(over(&[20, 20]), (4, 64));
        assert_eq!(over(&[44, 44, 44]), (1, 88));
        assert_eq!(over(&[200]), (0, 200));
        assert_eq!(over(&[]), (7, 64));
    }

    #[test]
    fn what_a_row_is_about_stays_at_the_left() {
        let table = Table::new("t", "t").figures("rank").words("unit").words("name").filter("tier").figures("total");
        assert_eq!(fixed(&table, &[7, 20, 30, 9, 9]), 3);
        assert_eq!(fixed(&table, &[7, 44, 44, 9, 9]), 2);
        assert_eq!(fixed(&Table::default(), &[]), 1);
    }

    #[test]
    fn headers_hold_text() {
        assert_eq!(print_text("R&D\n&P", 200), "R&&D &&P");
        assert_eq!(print_text(&"&".repeat(500), 8), "&&&&&&…");
        assert_eq!(print_text(&"长".repeat(500), 4), "长长长…");
    }
}
