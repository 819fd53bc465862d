//! Which figures of a column are high and which low, shown by Excel itself, so that it holds when rows are sorted or
//! figures changed. Blue and orange are told apart by colour-blind readers, too, and both are light enough for black
//! letters.

use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, ConditionalFormat3ColorScale, ConditionalFormatType, Worksheet, XlsxError,
};

use crate::report::{Cell, Table};

const WHITE: u32 = 0xFFFFFF;
const HIGH: u32 = 0x8DB9E2;
const BELOW: u32 = 0xF4B183;

/// Shades the columns of a table whose first row stands at `first`.
pub(super) fn shade(sheet: &mut Worksheet, table: &Table, first: u32) -> Result<(), XlsxError> {
    let Some(last) = table.rows.len().checked_sub(1).map(|rows| first + rows as u32) else { return Ok(()) };
    for (column, at) in table.columns.iter().zip(0u16..).filter(|(column, _)| column.shade) {
        debug_assert!(column.figures, "only figures are shaded");
        let figures = table.rows.iter().filter_map(|row| match row.get(usize::from(at)) {
            Some(Cell::Number(number)) => Some(&number.exact),
            _ => None,
        });
        let is_above = |figure: &&crate::number::Ratio| !figure.is_negative() && !figure.is_zero();
        if figures.clone().any(|figure| figure.is_negative()) && figures.clone().any(|figure| is_above(&figure)) {
            // Changes: zero is white.
            let scale = ConditionalFormat3ColorScale::new()
                .set_midpoint(ConditionalFormatType::Number, 0)
                .set_minimum_color(BELOW)
                .set_midpoint_color(WHITE)
                .set_maximum_color(HIGH);
            sheet.add_conditional_format(first, at, last, at, &scale)?;
        } else {
            let scale = ConditionalFormat2ColorScale::new().set_minimum_color(WHITE).set_maximum_color(HIGH);
            sheet.add_conditional_format(first, at, last, at, &scale)?;
        }
    }
    Ok(())
}
