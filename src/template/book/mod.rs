//! The workbook: [`read_me`] to read, [`fill_in`] to fill in, [`evidence`] for sources, and hidden [`lists`] to choose
//! from, in the looks of [`styles`]; [`validation`] says what a cell takes.
//!
//! Sheets are protected without a password, so that codes and questions are not changed by mistake and whoever has to can
//! lift it.

mod evidence;
mod fill_in;
mod lists;
mod read_me;
mod styles;
mod validation;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, ProtectionOptions, Workbook, XlsxError};

use lists::Lists;
use styles::Styles;

use super::Template;
use super::layout::Layout;
use crate::data::{EVIDENCE, FILL_IN, LISTS, READ_ME};

/// The workbook as bytes.
pub(super) fn write(template: &Template<'_>, layout: &Layout<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let lang = template.lang;
    let styles = Styles::new(lang);
    let lists = Lists::new(template, layout);
    // Without a date of its own a workbook has that of the clock.
    let made = DocProperties::new()
        .set_title(clip(template.framework.title().get(lang), LONGEST_INPUT))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&made);
    for name in [READ_ME, FILL_IN, EVIDENCE, LISTS] {
        workbook.add_worksheet().set_name(name.get(lang))?;
    }
    read_me::write(workbook.worksheet_from_index(0)?, template, layout, &styles)?;
    fill_in::write(workbook.worksheet_from_index(1)?, template, layout, &lists, &styles)?;
    evidence::write(workbook.worksheet_from_index(2)?, template, layout, &lists, &styles)?;
    lists.write(workbook.worksheet_from_index(3)?)?;
    workbook.save_to_buffer()
}

/// What stays allowed in a protected sheet: to make columns wider, and to look for rows.
fn protection() -> ProtectionOptions {
    ProtectionOptions { format_columns: true, format_rows: true, use_autofilter: true, ..ProtectionOptions::default() }
}

/// The longest input message and the longest list of choices, and the longest title of one (Excel's own limits).
const LONGEST_INPUT: usize = 255;
const LONGEST_TITLE: usize = 32;
/// The longest text of a cell.
const LONGEST_CELL: usize = 32_767;

/// A text cut to what Excel takes, which counts in units of UTF-16.
fn clip(text: &str, most: usize) -> String {
    let length = |text: &str| text.encode_utf16().count();
    if length(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let fits = |character: &char| {
        let fits = character.len_utf16() <= left;
        left = left.saturating_sub(character.len_utf16());
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// How many columns of a terminal a text takes, which is about what it takes in a sheet: a Chinese character is two.
fn width(text: &str) -> usize {
    let of = |character: char| {
        1 + usize::from(matches!(u32::from(character), 0x1100..=0x115F | 0x2E80..=0xFFDC | 0x20000..))
    };
    text.lines().map(|line| line.chars().map(of).sum()).max().unwrap_or(0)
}

/// A width or a height from a number of characters or lines.
fn size(count: usize) -> f64 {
    // Beyond a few hundred nothing is shown, so that the number is held exactly.
    f64::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_to_what_excel_takes() {
        assert_eq!(clip("政务服务", 4), "政务服务");
        assert_eq!(clip("政务服务", 3), "政务…");
        assert_eq!(clip("𠀀𠀀𠀀", 4), "𠀀…");
        assert_eq!(width("A11 责任清单"), 12);
        assert_eq!(width("一\n二三"), 4);
    }
}
