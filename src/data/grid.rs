//! A table before anything is known of its heading: rows of cells, each with its line.

use super::encoding::decode;
use super::lines::{Lines, separator};
use super::table::{Source, too_large, too_wide, visible, widest};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes, plural};
use crate::limits::Limit;

/// Rows of a text file or a sheet, without those that hold nothing.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// The sheet it was read from.
    pub sheet: Option<String>,
    pub rows: Vec<GridRow>,
}

/// One row: its line, of a sheet its number, and its cells without what cannot be seen at their ends.
#[derive(Debug, Default)]
pub(crate) struct GridRow {
    pub line: u64,
    pub cells: Vec<String>,
}

impl GridRow {
    /// The text of a cell, from 0; empty where the row is shorter.
    pub(crate) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// Reads all rows; what merged cells cover is empty, as it is in a text file.
pub(crate) fn read_grid(bytes: &[u8], source: &Source<'_>, found: &mut Diagnostics) -> Option<Grid> {
    if source.limits.forbid(Limit::DataBytes, bytes.len()) {
        let most = source.limits.get(Limit::DataBytes);
        let bytes = plural(most, "byte", "bytes");
        let message = bi!("the file is longer than {bytes}", "文件超过 {most} 字节");
        found.push(too_large(message, Limit::DataBytes).at("", source.place()));
        return None;
    }
    #[cfg(feature = "xlsx")]
    if super::encoding::is_workbook(bytes) {
        return super::workbook::read_sheet(bytes, source, found);
    }
    let text = match decode(bytes) {
        Ok((text, encoding)) => {
            if let Some(encoding) = encoding {
                let message = bi!("read as {encoding}, not as UTF-8", "按 {encoding} 编码读取，而非 UTF-8");
                found.push(Diagnostic::new(codes::ENCODING_READ, message).at("", source.place()));
            }
            text
        }
        Err(problem) => {
            let line = problem.place.line;
            found.push(problem.at("", Place { line, ..source.place() }));
            return None;
        }
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(widest(&text)))
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut lines = Lines::new(&text, 1);
    // A text in memory, with rows of any length, gives the reader nothing to fail on.
    for record in reader.records().flatten() {
        let line = lines.of(record.position().map_or(0, |position| position.byte() as usize));
        let cells: Vec<String> = record.iter().map(|cell| visible(cell).to_owned()).collect();
        if source.limits.forbid(Limit::Columns, cells.len()) {
            found.push(too_wide(cells.len(), source, Place { line: Some(line), ..source.place() }));
            return None;
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            grid.rows.push(GridRow { line, cells });
        }
    }
    Some(grid)
}
