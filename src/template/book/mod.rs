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

use rust_xlsxwriter::{ProtectionOptions, Workbook, XlsxError};

use lists::Lists;
use styles::Styles;

use super::Template;
use super::layout::Layout;
use crate::data::{EVIDENCE, FILL_IN, LISTS, READ_ME};
use crate::workbook::properties;

/// The workbook as bytes.
pub(super) fn write(template: &Template<'_>, layout: &Layout<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let lang = template.lang;
    let styles = Styles::new(lang);
    let lists = Lists::new(template, layout);
    workbook.set_properties(&properties(template.framework.title().get(lang))?);
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

/// The longest title of an input message.
const LONGEST_TITLE: usize = 32;
