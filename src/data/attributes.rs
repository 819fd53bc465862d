//! The attributes of units in a long table, where each stands on as many rows as its unit.

use std::collections::HashMap;

use super::columns::{Columns, Role};
use super::read::Reader;
use super::table::Row;
use crate::diagnostic::{Diagnostic, bi, codes};
use crate::number::shorten;

/// The columns that are nothing else, and what they say of each unit.
pub(super) struct Attributes {
    columns: Vec<usize>,
    /// By column and unit, with the line on which it was first said.
    said: Vec<HashMap<usize, (String, u64)>>,
}

impl Attributes {
    pub(super) fn of(columns: &Columns) -> Attributes {
        let attributes = (0..columns.roles.len()).filter(|at| columns.roles[*at] == Role::Attribute);
        let columns: Vec<usize> = attributes.collect();
        Attributes { said: vec![HashMap::new(); columns.len()], columns }
    }

    /// The values of all units, empty where nothing was said, under their headings.
    pub(super) fn finished(self, headings: &[String], units: usize) -> Vec<(String, Vec<String>)> {
        let columns = self.columns.into_iter().zip(self.said);
        columns
            .map(|(at, mut said)| {
                let value = |unit: usize| said.remove(&unit).map(|(value, _)| value).unwrap_or_default();
                (headings[at].clone(), (0..units).map(value).collect())
            })
            .collect()
    }
}

impl Reader<'_> {
    /// Notes what a row says of its unit; that two rows say unlike things is told.
    pub(super) fn attributes(&mut self, attributes: &mut Attributes, unit: usize, label: &str, fields: &Row<'_>) {
        for (column, said) in attributes.columns.iter().zip(&mut attributes.said) {
            let value = fields.field(*column).trim();
            if value.is_empty() {
                continue;
            }
            let Some((first, line)) = said.get(&unit) else {
                said.insert(unit, (value.to_owned(), fields.line));
                continue;
            };
            if first == value {
                continue;
            }
            let heading = &self.table.headings[*column];
            let (label, heading) = (shorten(label), shorten(heading));
            let (value, first) = (shorten(value), shorten(first));
            let message = bi!(
                "the {heading} of {label} is `{value}` here and `{first}` on line {line}",
                "{label} 的 {heading} 此处为 `{value}`，第 {line} 行为 `{first}`"
            );
            let place = self.place(Some(fields.line), Some(*column));
            let hint = bi!("write the same on all rows of a unit, or on one of them", "同一对象各行应一致，或只写一行");
            let path = format!("{label}/{heading}");
            self.found.push(Diagnostic::new(codes::ATTRIBUTE_DIFFERS, message).at(path, place).hint(hint));
        }
    }
}
