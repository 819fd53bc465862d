//! A document as a workbook: [`about`] to read first, then a [`sheet`] for each name that tables give, in the looks of
//! [`styles`], with [`colours`] for high and low and [`chart`]s where a table asks for one.

mod about;
mod chart;
mod colours;
mod names;
mod sheet;
mod styles;
mod widths;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::document::{Document, Table};
use crate::data::READ_ME;
use crate::diagnostic::{Diagnostic, bi, codes};
use crate::error::Error;
use crate::template::{LAST_COLUMN, LAST_ROW};
use crate::workbook::properties;
use styles::Styles;

/// The rows and columns that a sheet keeps for banners, captions and notes.
const BESIDE: usize = 1_000;

/// A sheet that will be written: its name, and the tables below each other on it.
struct Planned<'d> {
    name: String,
    tables: Vec<&'d Table>,
}

impl Document {
    /// The document as a workbook (.xlsx): a sheet to read, then one for each [sheet](Table::on_sheet) that its tables
    /// name.
    ///
    /// Cells hold the exact figures as the nearest doubles, and show the digits that are printed; percentages are
    /// shares with a format. Words are never taken for formulas or links. Tables that name no sheet stand in pages and
    /// texts only; where no table names one, each has a sheet of its own, called by its caption.
    /// Paragraphs and figures drawn are left out. The bytes are the same on every run.
    ///
    /// # Errors
    ///
    /// A table that has more rows or columns than a sheet.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, Error> {
        let sheets = plan(self);
        fits(&sheets)?;
        // What Excel limits besides has been cut or cleaned, so that nothing is left for it to refuse.
        write(self, &sheets).map_err(|error| Error::Io(std::io::Error::other(error)))
    }
}

/// Which tables stand on which sheet, in the order of the document.
fn plan(document: &Document) -> Vec<Planned<'_>> {
    let tables = document.tables();
    let mut sheets: Vec<(&str, Vec<&Table>)> = Vec::new();
    if tables.iter().all(|table| table.sheet.is_none()) {
        sheets = tables.into_iter().map(|table| (table.caption.as_str(), vec![table])).collect();
    } else {
        for table in tables {
            let Some(name) = table.sheet.as_deref() else { continue };
            match sheets.iter_mut().find(|(known, _)| *known == name) {
                Some((_, tables)) => tables.push(table),
                None => sheets.push((name, vec![table])),
            }
        }
    }
    let names = names::unique(READ_ME.get(document.lang), sheets.iter().map(|(name, _)| *name));
    names.into_iter().zip(sheets).map(|(name, (_, tables))| Planned { name, tables }).collect()
}

/// Refuses what no sheet can hold.
fn fits(sheets: &[Planned<'_>]) -> Result<(), Error> {
    let rows = |planned: &Planned<'_>| planned.tables.iter().map(|table| table.rows.len() + 8).sum::<usize>();
    let columns = |planned: &Planned<'_>| planned.tables.iter().map(|table| table.columns.len()).max().unwrap_or(0);
    let too_large =
        |planned: &&Planned<'_>| rows(planned) + BESIDE > LAST_ROW || columns(planned) + BESIDE > LAST_COLUMN;
    let problem = |planned: &Planned<'_>| {
        let (name, rows, columns) = (&planned.name, rows(planned), columns(planned));
        let message = bi!(
            "the sheet {name} would have {rows} rows and {columns} columns, more than a sheet has",
            "工作表“{name}”需 {rows} 行、{columns} 列，超出工作表所能容纳"
        );
        Diagnostic::new(codes::TABLE_TOO_LARGE, message).hint(bi!("write it as CSV", "请改用 CSV 输出"))
    };
    let problems: crate::diagnostic::Diagnostics = sheets.iter().filter(too_large).map(problem).collect();
    if problems.has_errors() { Err(Error::Data(problems)) } else { Ok(()) }
}

fn write(document: &Document, sheets: &[Planned<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut styles = Styles::new(document.lang);
    workbook.set_properties(&properties(&document.title)?);
    about::write(workbook.add_worksheet().set_name(READ_ME.get(document.lang))?, document, sheets, &styles)?;
    for planned in sheets {
        sheet::write(workbook.add_worksheet().set_name(&planned.name)?, document, planned, &mut styles)?;
    }
    workbook.save_to_buffer()
}
