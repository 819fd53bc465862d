//! From a sheet to a table: opening rows, the heading, and the rows below it with what merged cells cover.

use super::fault::Fault;
use super::number;
use super::sheet::{Area, Cell, Kind, Sheet};
use crate::data::facts::{ColumnFacts, Facts, Hole};
use crate::data::grid::{Grid, GridRow};
use crate::data::opening::opening_entry;
use crate::data::table::{Table, visible};
use crate::diagnostic::{Bilingual, Code, bi, codes, column_letters, plural};
use crate::number::{half_width, plain_decimal, shorten};

/// In how many rows the heading is looked for.
const HEADING_WITHIN: usize = 50;
/// How many fields may lie under merged cells.
const MOST_COVERED: u64 = 1 << 20;
/// How many bytes a cell takes in a sheet at least, by which a table is held to the limit of its workbook.
const LEAST_CELL: u64 = 8;

/// What is to be said of a sheet, with row and column where it is about one.
pub(super) type Said = (Code, Bilingual, Option<u64>, Option<u64>);

/// A table, and what is to be said of the sheet.
pub(super) struct Filled {
    pub table: Table,
    pub said: Vec<Said>,
}

/// All rows of a sheet, and what is to be said of it.
pub(super) fn as_it_stands(sheet: &Sheet, most: u64) -> Result<(Grid, Vec<Said>), Fault> {
    let mut filled = Filled { table: Table::default(), said: Vec::new() };
    let rows: Vec<&[Cell]> = sheet.rows().collect();
    let mut left = most / LEAST_CELL;
    let mut grid = Grid::default();
    for row in &rows {
        let width = row.last().map_or(0, |cell| cell.column as usize);
        left = left.checked_sub(width as u64).ok_or(Fault::TooLarge)?;
        let mut cells = vec![String::new(); width];
        for cell in *row {
            cells[cell.column as usize - 1] = visible(sheet.text(cell)).to_owned();
            if cell.kind == Kind::Uncalculated {
                let message = bi!("the cell holds a formula whose result is not stored", "单元格是公式，而未存储结果");
                filled.said.push((codes::FORMULA_EMPTY, message, Some(cell.row.into()), Some(cell.column.into())));
            }
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            grid.rows.push(GridRow { line: row_number(row).into(), cells });
        }
    }
    filled.formulas(&rows);
    filled.hidden(sheet, sheet.last_column() as usize);
    Ok((grid, filled.said))
}

/// Makes a table of a sheet; `fits` says whether headings are those that are looked for.
pub(super) fn fill(sheet: &Sheet, fits: &dyn Fn(&[String]) -> bool, most: u64) -> Result<Filled, Fault> {
    let mut filled = Filled { table: Table::default(), said: Vec::new() };
    let rows: Vec<&[Cell]> = sheet.rows().collect();
    let opening = filled.opening(sheet, &rows);
    let rows = &rows[opening..];
    let width = sheet.last_column() as usize;
    let Some((at, last)) = heading(sheet, rows, width, fits) else { return Ok(filled) };
    filled.above(&rows[..at]);
    let headings = headings(sheet, rows[at], last, width);
    let first = row_number(rows[at]);
    if last > first {
        let message = bi!("the heading takes rows {first} to {last}", "表头占第 {first} 至 {last} 行");
        filled.said.push((codes::MERGED_FILLED, message, Some(last.into()), None));
    }
    filled.table.heading_line = last.into();
    filled.table.headings = headings;
    let below = rows[at..].partition_point(|row| row_number(row) <= last);
    filled.rows(sheet, &rows[at + below..], width, most)?;
    filled.formulas(&rows[at..]);
    filled.hidden(sheet, width);
    Ok(filled)
}

/// Whether a sheet has the headings that are looked for.
pub(super) fn has_heading(sheet: &Sheet, fits: &dyn Fn(&[String]) -> bool) -> bool {
    let rows: Vec<&[Cell]> = sheet.rows().take(2 * HEADING_WITHIN).collect();
    let width = sheet.last_column() as usize;
    heading(sheet, &rows, width, fits).is_some_and(|(at, last)| fits(&headings(sheet, rows[at], last, width)))
}

fn row_number(row: &[Cell]) -> u32 {
    row.first().map_or(0, |cell| cell.row)
}

/// Which of the rows begins the heading, and the number of the row that ends it.
fn heading(sheet: &Sheet, rows: &[&[Cell]], width: usize, fits: &dyn Fn(&[String]) -> bool) -> Option<(usize, u32)> {
    let ends = |row: &[Cell]| {
        let number = row_number(row);
        let begins = |area: &&Area| area.first.0 == number && sheet.find(area.first).is_some();
        // A heading over two rows has cells that are merged downwards.
        let last = sheet.merged.iter().filter(begins).map(|area| area.last.0).max().unwrap_or(number);
        if last - number < HEADING_WITHIN as u32 { last } else { number }
    };
    let near = &rows[..rows.len().min(HEADING_WITHIN)];
    let fitting = near.iter().position(|row| fits(&headings(sheet, row, ends(row), width)));
    // Above a heading that is not known stands at most a title, in one cell.
    let at = fitting.or_else(|| near.iter().position(|row| row.len() > 1)).or((!near.is_empty()).then_some(0))?;
    Some((at, ends(near[at])))
}

/// The headings in the row `last`, completed by what stands in the rows of the heading above it.
fn headings(sheet: &Sheet, first: &[Cell], last: u32, width: usize) -> Vec<String> {
    let mut headings = vec![String::new(); width];
    let begin = row_number(first);
    let above = |row: &&[Cell]| row_number(row) < begin;
    for row in sheet.rows().skip_while(above).take_while(|row| row_number(row) <= last) {
        for cell in row {
            // The lower one is the narrower.
            headings[cell.column as usize - 1] = visible(sheet.text(cell)).to_owned();
        }
    }
    headings
}

impl Filled {
    /// Takes the opening `# key: value` rows, and says how many rows they are.
    fn opening(&mut self, sheet: &Sheet, rows: &[&[Cell]]) -> usize {
        let entry = |row: &&&[Cell]| {
            let words: Vec<&str> = row.iter().map(|cell| visible(sheet.text(cell))).collect();
            let words = words.join(" ");
            let (key, value) = opening_entry(words.strip_prefix('#')?)?;
            Some((key, value, u64::from(row_number(row))))
        };
        self.table.meta = rows.iter().map_while(|row| entry(&row)).collect();
        self.table.meta.len()
    }

    fn above(&mut self, rows: &[&[Cell]]) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let (first, last) = (row_number(first), row_number(last));
        let rows = plural(rows.len(), "row", "rows");
        let message =
            bi!("{rows} above the heading were not read, {first} to {last}", "表头之上的第 {first} 至 {last} 行未读取");
        self.said.push((codes::ROWS_ABOVE, message, Some(first.into()), None));
    }

    fn rows(&mut self, sheet: &Sheet, rows: &[&[Cell]], width: usize, most: u64) -> Result<(), Fault> {
        let fields = rows.len() as u64 * width as u64;
        if fields > most / LEAST_CELL {
            return Err(Fault::TooLarge);
        }
        let mut facts = Facts { columns: vec![ColumnFacts::default(); width], ..Facts::default() };
        let covers = Covers::new(sheet, rows, fields)?;
        let (mut trimmed, mut first_trimmed, mut size) = (0usize, None, 0u64);
        let mut covering = covers.of_rows.iter();
        for row in rows {
            let line = u64::from(row_number(row));
            let mut texts = vec![""; width];
            for (column, area) in covering.next().into_iter().flatten() {
                let at = *column as usize - 1;
                texts[at] = covers.text(*area);
                facts.holes.insert((line, at), Hole::Merged(sheet.merged[*area].name()));
                facts.columns[at].filled += 1;
            }
            for cell in *row {
                let at = cell.column as usize - 1;
                let whole = sheet.text(cell);
                texts[at] = visible(whole);
                if texts[at].len() != whole.len() {
                    trimmed += 1;
                    first_trimmed.get_or_insert((line, u64::from(cell.column)));
                }
                if cell.kind == Kind::Uncalculated {
                    facts.holes.insert((line, at), Hole::Uncalculated);
                } else {
                    // A text of its own, whatever the sheet says of merged cells.
                    facts.holes.remove(&(line, at));
                }
                note(&mut facts.columns[at], cell, line, texts[at]);
            }
            size += texts.iter().map(|text| text.len() as u64).sum::<u64>();
            if size > most {
                return Err(Fault::TooLarge);
            }
            if texts.iter().any(|text| !text.is_empty()) || row.iter().any(|cell| cell.kind == Kind::Uncalculated) {
                self.table.rows.push(line, &texts);
            }
        }
        if let Some((line, column)) = first_trimmed {
            let cells = plural(trimmed, "cell begins or ends", "cells begin or end");
            let message = bi!(
                "{cells} with spaces or line ends, which were not read; this is the first",
                "{trimmed} 个单元格首尾有空格或换行，已略去；此为首个"
            );
            self.said.push((codes::BLANKS_TRIMMED, message, Some(line), Some(column)));
        }
        self.table.facts = Some(facts);
        Ok(())
    }

    fn formulas(&mut self, rows: &[&[Cell]]) {
        let calculated = |cell: &&Cell| cell.formula && cell.kind != Kind::Uncalculated;
        let mut formulas = rows.iter().flat_map(|row| row.iter()).filter(calculated);
        if let Some(first) = formulas.next() {
            let count = 1 + formulas.count();
            let cells = plural(count, "cell holds a formula", "cells hold formulas");
            let message = bi!(
                "{cells}; what was read is the result that was stored, this is the first",
                "{count} 个单元格是公式，读取的是所存储的结果；此为首个"
            );
            self.said.push((codes::FORMULA_READ, message, Some(first.row.into()), Some(first.column.into())));
        }
    }

    fn hidden(&mut self, sheet: &Sheet, width: usize) {
        let last = width as u32;
        let columns: Vec<String> = (sheet.hidden_columns.iter())
            .filter(|(first, _)| (1..=last).contains(first))
            .map(|(first, end)| span(column_letters((*first).into()), column_letters((*end.min(&last)).into())))
            .collect();
        let rows = spans(&sheet.hidden_rows);
        for (en, zh, parts) in [("rows", "行", rows), ("columns", "列", columns)] {
            if !parts.is_empty() {
                let list = shorten(&parts.join(", "));
                let message = bi!("hidden {en} were read as well: {list}", "隐藏的{zh}也已读取：{list}");
                self.said.push((codes::HIDDEN_CELLS, message, None, None));
            }
        }
    }
}

/// Numbers in a row as `5, 7-9`.
fn spans(numbers: &[u32]) -> Vec<String> {
    let runs = numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next));
    let ends = runs.filter_map(|run| Some((run.first()?, run.last()?)));
    ends.map(|(first, last)| span(first.to_string(), last.to_string())).collect()
}

fn span(first: String, last: String) -> String {
    if first == last { first } else { format!("{first}-{last}") }
}

/// Notes what a cell says of its column.
fn note(column: &mut ColumnFacts, cell: &Cell, line: u64, text: &str) {
    match cell.kind {
        Kind::Text => {
            let plain = half_width(text).0;
            let number = plain.trim().trim_end_matches('%');
            column.text_numbers += usize::from(plain_decimal(number.trim_end()).is_ok());
        }
        Kind::Number => {
            if let Some(shown) = number::shown(text) {
                column.long += 1;
                column.first_long.get_or_insert_with(|| (line, text.to_owned(), shown));
            }
        }
        Kind::Other | Kind::Uncalculated => {}
    }
}

/// Which cells of some rows lie under merged ones.
struct Covers<'s> {
    /// For each row the columns, each with the place of the area that covers it.
    of_rows: Vec<Vec<(u32, usize)>>,
    texts: Vec<&'s str>,
}

impl<'s> Covers<'s> {
    /// Areas do not overlap, so that together they cover no more fields than there are, and never so many.
    fn new(sheet: &'s Sheet, rows: &[&[Cell]], fields: u64) -> Result<Covers<'s>, Fault> {
        let mut covers = Covers { of_rows: vec![Vec::new(); rows.len()], texts: Vec::new() };
        let width = sheet.last_column();
        let mut left = fields.min(MOST_COVERED);
        for (place, area) in sheet.merged.iter().enumerate() {
            covers.texts.push(first_text(sheet, area));
            let begin = rows.partition_point(|row| row_number(row) < area.first.0);
            let end = rows.partition_point(|row| row_number(row) <= area.last.0);
            for (row, covered) in rows[begin..end].iter().zip(&mut covers.of_rows[begin..end]) {
                let columns = area.first.1..=area.last.1.min(width);
                for column in columns.filter(|column| (row_number(row), *column) != area.first) {
                    left = left.checked_sub(1).ok_or_else(|| Fault::Merged(area.name()))?;
                    covered.push((column, place));
                }
            }
        }
        Ok(covers)
    }

    fn text(&self, area: usize) -> &'s str {
        self.texts[area]
    }
}

/// The text of the first cell of an area.
fn first_text<'s>(sheet: &'s Sheet, area: &Area) -> &'s str {
    sheet.find(area.first).map_or("", |cell| visible(sheet.text(cell)))
}
