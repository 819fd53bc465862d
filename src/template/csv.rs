//! The table as CSV.

use super::layout::{Cell, Layout};

/// The opening lines, the heading and the rows.
pub(super) fn write(layout: &Layout<'_>) -> String {
    let mut text: String = layout.opening.iter().map(|line| format!("{line}\n")).collect();
    let headings: Vec<&str> = layout.columns.iter().map(|column| column.heading.as_str()).collect();
    line(&mut text, &headings);
    for row in &layout.rows {
        let cells: Vec<&str> = row.iter().map(Cell::text).collect();
        line(&mut text, &cells);
    }
    text
}

/// One line; what holds a separator, a quote or a line end is quoted.
fn line(text: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r', ';', '\t']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}
