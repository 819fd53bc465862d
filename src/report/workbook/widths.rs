//! How wide columns are: by what stands in them, within reason.

use crate::report::{Cell, Column, Table};
use crate::workbook::width;

/// The widest column; what is longer is wrapped.
const WIDEST: usize = 44;
/// The narrowest.
const NARROWEST: usize = 7;

/// The width of each column of a sheet, in characters, by all tables that stand on it.
pub(super) fn widths(tables: &[&Table]) -> Vec<usize> {
    let columns = tables.iter().map(|table| table.columns.len()).max().unwrap_or(0);
    (0..columns).map(|at| tables.iter().filter_map(|table| of(table, at)).max().unwrap_or(NARROWEST)).collect()
}

/// How many lines the headings of a table need.
pub(super) fn heading_lines(table: &Table, widths: &[usize]) -> usize {
    // The letters of a heading are bold, and a cell has margins.
    let lines =
        |(column, wide): (&Column, &usize)| (width(&column.heading) + 1).div_ceil(wide.saturating_sub(2).max(1));
    table.columns.iter().zip(widths).map(lines).max().unwrap_or(1)
}

/// How many lines the words of a row need: not every program finds out for itself.
pub(super) fn row_lines(row: &[Cell], widths: &[usize]) -> usize {
    let lines = |(cell, wide): (&Cell, &usize)| match cell {
        Cell::Text(text) if width(text) + 2 > *wide => width(text).div_ceil(wide.saturating_sub(3).max(1)),
        _ => 1,
    };
    row.iter().zip(widths).map(lines).max().unwrap_or(1)
}

fn of(table: &Table, at: usize) -> Option<usize> {
    let column = table.columns.get(at)?;
    let longest = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell.printed())).max().unwrap_or(0);
    let heading = width(&column.heading);
    // The arrow of a filter stands in the heading.
    let arrow = if table.long { 3 } else { 0 };
    // Long headings are broken into two or three lines.
    let heading = match heading {
        0..=14 => heading,
        15..=28 => heading.div_ceil(2) + 1,
        _ => heading.div_ceil(3) + 2,
    };
    // Words stand a little to the right.
    let margins = if column.figures { 2 } else { 3 };
    Some((longest.max(heading + arrow) + margins).clamp(NARROWEST, WIDEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let mut table = Table::new("t", "t").words("评价对象").figures("政府信息公开目录完整性得分").words("备注");
        table.row([Cell::text("恩施土家族苗族自治州"), Cell::text("1.00"), Cell::text("很长".repeat(60))]);
        assert_eq!(widths(&[&table]), [23, 16, WIDEST]);
        assert_eq!(heading_lines(&table, &[23, 16, WIDEST]), 2);
        assert_eq!(table.rows.first().map(|row| row_lines(row, &[23, 16, WIDEST])), Some(6));
        assert!(widths(&[]).is_empty());
    }
}
