//! The wide form: one row per unit, one column per indicator.

use super::columns::{Columns, Role};
use super::dataset::{Column, Dataset, Form};
use super::read::Reader;
use crate::diagnostic::{Lang, bi};
use crate::framework::NodeId;
use crate::number::{plain_text, shorten};

/// A row of the table, the unit that messages call it by, and whether it is one that can be used.
struct Row<'t> {
    line: u64,
    unit: String,
    fields: &'t [String],
    kept: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn wide(&mut self) -> Option<Dataset> {
        let (table, heading_line) = (self.table, self.table.heading_line);
        let mut columns = {
            let place = |at: usize| self.place(Some(heading_line), Some(at));
            Columns::wide(&table.headings, &self.indicators, self.framework, &place)
        };
        let unit_column = self.unit_column(&mut columns);
        let name_column = columns.position(&Role::Name);
        let mut units = self.units();
        let mut rows = Vec::with_capacity(table.rows.len());
        for (line, fields) in &table.rows {
            let Some(at) = unit_column else {
                rows.push(Row { line: *line, unit: String::new(), fields, kept: false });
                continue;
            };
            let name = name_column.map(|at| fields[at].as_str());
            let row = units.add(&fields[at], name, *line, self.found);
            let unit = row.map_or(fields[at].as_str(), |row| units.list[row].label(Lang::Zh)).to_owned();
            rows.push(Row { line: *line, unit, fields, kept: row.is_some() });
        }
        self.absent(&mut units, &columns);
        let mut read = Vec::new();
        let mut attributes = Vec::new();
        for (at, role) in columns.roles.iter().enumerate() {
            let heading = &table.headings[at];
            match role {
                Role::Indicator(id) => read.push(self.column(*id, at, &rows)),
                Role::Attribute => {
                    let values = rows.iter().filter(|row| row.kept).map(|row| row.fields[at].clone()).collect();
                    attributes.push((heading.clone(), values));
                }
                Role::Result => {
                    // A result of made-up data stays made up when it is read again.
                    self.marked_synthetic |= plain_text(heading) == "data"
                        && rows.iter().any(|row| plain_text(&row.fields[at]) == "synthetic");
                    self.result(at, &shorten(heading));
                }
                Role::Blank if heading.is_empty() && rows.iter().any(|row| !row.fields[at].is_empty()) => {
                    let field = at + 1;
                    let message = bi!("column {field} has no heading and is not read", "第 {field} 列没有列名，未读取");
                    self.ignored(at, message);
                }
                Role::Unit | Role::Name | Role::WhichIndicator | Role::Value | Role::Blank => {}
            }
        }
        unit_column?;
        if self.is_result() {
            self.drop_results(&mut read);
        }
        Some(self.dataset(Form::Wide { heading_line }, units, read, attributes))
    }

    /// One column; cells of rows that cannot be used are looked at all the same, so that one run tells everything.
    fn column(&mut self, id: NodeId, at: usize, rows: &[Row<'_>]) -> Column {
        let heading = &self.table.headings[at];
        let mut values = self.values(id, at, heading);
        let (mut cells, mut unread) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in rows {
            let cell = self.cell(&mut values, &row.unit, row.line, &row.fields[at]);
            if row.kept {
                if cell.is_none() {
                    unread.push(cells.len());
                }
                cells.push(cell.unwrap_or(super::Observation::Missing));
            }
        }
        self.note(&values);
        let code = self.framework.node(id).code.clone();
        Column { code, heading: heading.clone(), field: Some(at as u64 + 1), cells, lines: Vec::new(), unread }
    }
}
