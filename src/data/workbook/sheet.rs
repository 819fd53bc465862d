//! One sheet: its cells as texts, what is merged, and what is hidden.

use super::book::{Book, Texts, rich_text};
use super::fault::Fault;
use super::number;
use super::styles::Format;
use super::xml::{Element, Item, Xml};
use crate::diagnostic::column_letters;

/// The last row and column that a sheet can have.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;

/// A sheet with the cells that hold something, row by row.
#[derive(Default)]
pub(super) struct Sheet {
    cells: Vec<Cell>,
    texts: Texts,
    pub merged: Vec<Area>,
    /// Numbers of hidden rows that hold something.
    pub hidden_rows: Vec<u32>,
    /// First and last of hidden columns, as the sheet says.
    pub hidden_columns: Vec<(u32, u32)>,
}

/// A cell that holds something; rows and columns are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub row: u32,
    pub column: u32,
    /// The place of its text.
    text: usize,
    pub kind: Kind,
    pub formula: bool,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    /// A date, a truth value or an error value, as text.
    Other,
    /// A formula without its result.
    Uncalculated,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

impl Area {
    /// From `A1:B2` or `A1`.
    fn read(text: &str) -> Option<Area> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (position(first)?, position(last)?);
        (first.0 <= last.0 && first.1 <= last.1).then_some(Area { first, last })
    }

    pub(super) fn name(&self) -> String {
        format!("{}:{}", cell_name(self.first), cell_name(self.last))
    }
}

/// The cell at a row and a column, as in `C7`.
pub(super) fn cell_name((row, column): (u32, u32)) -> String {
    format!("{}{row}", column_letters(column.into()))
}

/// Row and column of `C7`, within what a sheet can have.
fn position(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    ((1..=LAST_ROW).contains(&row) && column <= LAST_COLUMN).then_some((row, column))
}

impl Sheet {
    pub(super) fn read(part: &str, book: &Book<'_>) -> Result<Sheet, Fault> {
        let mut sheet = Sheet::default();
        let mut xml = Xml::new(part);
        // Row and column of the next cell, where it does not say so itself.
        let (mut row, mut column) = (0, 1);
        let mut hidden = false;
        loop {
            match xml.next()? {
                Item::Open(element) if element.is(b"row") => {
                    row = match element.attribute(b"r") {
                        Some(text) => text.trim().parse().map_err(|_| Fault::Damaged)?,
                        None => row + 1,
                    };
                    if !(1..=LAST_ROW).contains(&row) {
                        return Err(Fault::Damaged);
                    }
                    column = 1;
                    hidden = element.flag(b"hidden");
                }
                Item::Open(element) if element.is(b"c") => {
                    let at = match element.attribute(b"r") {
                        Some(name) => position(&name).ok_or(Fault::Damaged)?,
                        None => (row, column),
                    };
                    column = at.1 + 1;
                    if at.0 == 0 || at.1 > LAST_COLUMN {
                        return Err(Fault::Damaged);
                    }
                    sheet.cell(at, &element, &mut xml, book)?;
                    let is_new = hidden && sheet.hidden_rows.last() != Some(&at.0);
                    if is_new && sheet.cells.last().is_some_and(|cell| cell.row == at.0) {
                        sheet.hidden_rows.push(at.0);
                    }
                }
                Item::Open(element) if element.is(b"col") && element.flag(b"hidden") => {
                    let get = |name: &[u8]| element.attribute(name)?.parse().ok();
                    if let (Some(first), Some(last)) = (get(b"min"), get(b"max")) {
                        sheet.hidden_columns.push((first, last));
                    }
                }
                Item::Open(element) if element.is(b"mergeCell") => {
                    let area = element.attribute(b"ref").and_then(|text| Area::read(&text));
                    sheet.merged.push(area.ok_or(Fault::Damaged)?);
                }
                Item::End => break,
                _ => {}
            }
        }
        sheet.in_order()?;
        Ok(sheet)
    }

    /// Reads one cell, and keeps it if it holds something.
    fn cell(&mut self, at: (u32, u32), element: &Element<'_>, xml: &mut Xml<'_>, book: &Book<'_>) -> Result<(), Fault> {
        let kind = element.attribute(b"t").unwrap_or_default();
        let style = element.attribute(b"s").and_then(|style| style.parse::<usize>().ok());
        let format = book.formats.get(style.unwrap_or(0)).copied().unwrap_or_default();
        let (mut value, mut inline, mut formula) = (String::new(), None, false);
        loop {
            match xml.next()? {
                Item::Open(element) if element.is(b"v") => value = xml.text(b"")?,
                Item::Open(element) if element.is(b"is") => inline = Some(rich_text(xml)?),
                Item::Open(element) if element.is(b"f") => {
                    formula = true;
                    xml.text(b"")?;
                }
                Item::Open(_) => drop(xml.text(b"")?),
                Item::Close(_) => break,
                Item::Text(_) => {}
                Item::End => return Err(Fault::Damaged),
            }
        }
        let (kind, text) = match kind.as_str() {
            "s" if value.is_empty() => (Kind::Text, String::new()),
            "s" => {
                let at: usize = value.trim().parse().map_err(|_| Fault::Damaged)?;
                (Kind::Text, book.texts.get(at).ok_or(Fault::Damaged)?.to_owned())
            }
            "inlineStr" => (Kind::Text, inline.unwrap_or_default()),
            "str" => (Kind::Text, value),
            "b" if !value.is_empty() => (Kind::Other, if value.trim() == "0" { "FALSE" } else { "TRUE" }.to_owned()),
            "e" | "d" | "b" => (Kind::Other, value),
            _ => numeric(&value, format, book.from_1904),
        };
        let kind = if formula && text.is_empty() && !matches!(kind, Kind::Text) { Kind::Uncalculated } else { kind };
        if text.is_empty() && kind != Kind::Uncalculated {
            return Ok(());
        }
        // A long text that many cells share is written once in the file and many times here.
        if self.texts.size() + text.len() as u64 > book.most {
            return Err(Fault::TooLarge);
        }
        self.texts.push(&text);
        self.cells.push(Cell { row: at.0, column: at.1, text: self.cells.len(), kind, formula });
        Ok(())
    }

    /// Puts the cells into the order of rows and columns, in which nearly every writer has them.
    fn in_order(&mut self) -> Result<(), Fault> {
        let place = |cell: &Cell| (cell.row, cell.column);
        self.cells.sort_by_key(place);
        match self.cells.windows(2).find(|pair| place(&pair[0]) == place(&pair[1])) {
            Some(pair) => Err(Fault::Doubled(cell_name(place(&pair[0])))),
            None => Ok(()),
        }
    }

    /// The rows that hold something, each with its cells.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|one, next| one.row == next.row)
    }

    /// The cell at a row and a column, if it holds something.
    pub(super) fn find(&self, at: (u32, u32)) -> Option<&Cell> {
        let place = self.cells.binary_search_by_key(&at, |cell| (cell.row, cell.column)).ok()?;
        self.cells.get(place)
    }

    pub(super) fn text(&self, cell: &Cell) -> &str {
        self.texts.get(cell.text).unwrap_or_default()
    }

    /// The last column that holds something; 0 where nothing does.
    pub(super) fn last_column(&self) -> u32 {
        self.cells.iter().map(|cell| cell.column).max().unwrap_or(0)
    }
}

/// What a number says by its format.
fn numeric(value: &str, format: Format, from_1904: bool) -> (Kind, String) {
    let text = number::shortest(value);
    let dated = || number::date(value, from_1904).map(|date| (Kind::Other, date));
    match format {
        Format::Date if !value.is_empty() => dated().unwrap_or((Kind::Number, text)),
        Format::Percent => number::percent(&text).map_or((Kind::Number, text), |share| (Kind::Number, share)),
        Format::Date | Format::Plain => (Kind::Number, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_by_letters_and_rows() {
        for (name, expected) in [
            ("A1", Some((1, 1))),
            ("$AB$12", Some((12, 28))),
            ("XFD1048576", Some((LAST_ROW, LAST_COLUMN))),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("AAAA1", None),
            ("1", None),
            ("A", None),
            ("甲1", None),
        ] {
            assert_eq!(position(name), expected, "{name}");
        }
        assert_eq!(cell_name((12, 28)), "AB12");
        assert_eq!(Area::read("A2:B5").map(|area| area.name()).as_deref(), Some("A2:B5"));
        assert_eq!(Area::read("B5:A2"), None);
    }
}
