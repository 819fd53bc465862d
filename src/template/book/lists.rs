//! What is chosen from, on a hidden sheet: codes, units, and choices that are too many for a cell's own list.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::super::Template;
use super::super::layout::Layout;
use super::validation::choices;
use crate::data::LISTS;
use crate::diagnostic::{Lang, column_letters};
use crate::workbook::{LONGEST_CELL, LONGEST_INPUT, clip};

/// The lists, each a column of the sheet.
pub(super) struct Lists {
    lang: Lang,
    columns: Vec<Vec<String>>,
}

/// Where the two lists stand that are always there.
const CODES: usize = 0;
const UNITS: usize = 1;

impl Lists {
    pub(super) fn new(template: &Template<'_>, layout: &Layout<'_>) -> Lists {
        let lang = template.lang;
        let codes = layout.things.iter().map(|thing| thing.code().to_owned()).collect();
        let labels: Vec<&str> = layout.units.iter().map(|unit| unit.label(lang)).collect();
        // Units are chosen by name, unless two have the same.
        let mut sorted = labels.clone();
        sorted.sort_unstable();
        let is_unique = sorted.windows(2).all(|pair| pair[0] != pair[1]);
        let unit = |(unit, label): (&super::super::units::Listed, &str)| {
            if is_unique { label.to_owned() } else { unit.id.clone() }
        };
        let units = layout.units.iter().zip(labels).map(unit).collect();
        let mut lists = Lists { lang, columns: vec![codes, units] };
        for thing in &layout.things {
            if let Some(words) = choices(*thing, template).filter(|words| !fits(words)) {
                if !lists.columns.contains(&words) {
                    lists.columns.push(words);
                }
            }
        }
        lists
    }

    /// The codes of everything that is asked.
    pub(super) fn codes(&self) -> Formula {
        self.range(CODES)
    }

    /// All units.
    pub(super) fn units(&self) -> Formula {
        self.range(UNITS)
    }

    /// The column with these choices, where they do not fit into the cell's own list.
    pub(super) fn find(&self, words: &[String]) -> Option<Formula> {
        self.columns.iter().skip(UNITS + 1).position(|known| known == words).map(|at| self.range(UNITS + 1 + at))
    }

    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, words) in (0u16..).zip(&self.columns) {
            for (row, word) in (0u32..).zip(words) {
                sheet.write_string(row, column, clip(word, LONGEST_CELL))?;
            }
        }
        sheet.set_hidden(true).protect_with_options(&super::protection());
        Ok(())
    }

    fn range(&self, column: usize) -> Formula {
        let letters = column_letters(column as u64 + 1);
        let last = self.columns.get(column).map_or(1, |words| words.len().max(1));
        Formula::new(format!("'{}'!${letters}$1:${letters}${last}", LISTS.get(self.lang)))
    }
}

/// Whether words fit into a cell's own list, which is separated by commas and has no more than 255 characters.
pub(super) fn fits(words: &[String]) -> bool {
    let length: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
    length <= LONGEST_INPUT && words.iter().all(|word| !word.contains([',', '"']) && word.trim() == word)
}
