//! The wide form: one row per unit, one column per indicator.

use std::sync::Arc;

use super::columns::{Columns, Role};
use super::dataset::{Column, Dataset, Form, Observation};
use super::packed::Packed;
use super::read::{Observed, Reader};
use super::records::Record;
use super::table::Row;
use crate::diagnostic::{Bilingual, Lang, Place, bi};
use crate::framework::{Input, ItemId, NodeId};
use crate::methods::Said;
use crate::number::{plain_text, shorten};

/// A row of the table, and the unit it is about if it can be used.
struct Line<'t> {
    row: Row<'t>,
    unit: Option<usize>,
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
        for row in table.rows.iter() {
            let name = name_column.map(|at| row.field(at));
            let unit = unit_column.and_then(|at| units.add(row.field(at), name, row.line, self.found));
            rows.push(Line { row, unit });
        }
        self.absent(&mut units, &columns);
        let label = |line: &Line<'_>| match (line.unit, unit_column) {
            (Some(unit), _) => units.list[unit].label(Lang::Zh).to_owned(),
            (None, Some(at)) => line.row.field(at).to_owned(),
            (None, None) => String::new(),
        };
        let texts = [Role::Unit, Role::Name, Role::Attribute];
        (0..columns.roles.len()).filter(|at| texts.contains(&columns.roles[*at])).for_each(|at| self.note_texts(at));
        let mut read = Vec::new();
        let mut observed = Observed::new(self.framework);
        let mut attributes = Vec::new();
        for (at, role) in columns.roles.iter().enumerate() {
            let heading = &table.headings[at];
            match role {
                Role::Indicator(id) => read.push(self.column(*id, at, &rows, &label)),
                Role::Item(id) if self.input == Input::Observations => {
                    self.records(*id, at, &rows, &label, &mut observed)
                }
                Role::Item(id) => {
                    let (code, heading) = (&self.framework.item(*id).code, shorten(heading));
                    let message = bi!(
                        "the column {heading:?} holds observations of {code}, and the file is not read as observations",
                        "列 {heading:?} 为 {code} 的观测值，而文件未按观测值读取"
                    );
                    self.ignored(at, message);
                }
                Role::Attribute => {
                    let values = rows
                        .iter()
                        .filter(|line| line.unit.is_some())
                        .map(|line| line.row.field(at).to_owned())
                        .collect();
                    attributes.push((heading.clone(), values));
                }
                Role::Result => {
                    // A result of made-up data stays made up when it is read again.
                    self.marked_synthetic |= plain_text(heading) == "data"
                        && rows.iter().any(|line| plain_text(line.row.field(at)) == "synthetic");
                    self.result(at, &shorten(heading));
                }
                Role::Blank if heading.is_empty() && rows.iter().any(|line| !line.row.field(at).is_empty()) => {
                    let field = at + 1;
                    let message = bi!("column {field} has no heading and is not read", "第 {field} 列没有列名，未读取");
                    self.ignored(at, message);
                }
                Role::Unit | Role::Name | Role::WhichIndicator | Role::Value | Role::Evidence(_) | Role::Blank => {}
            }
        }
        unit_column?;
        if self.is_result() {
            self.drop_results(&mut read);
        }
        Some(self.dataset(Form::Wide { heading_line }, units, read, observed, attributes))
    }

    /// One column of observations of an item.
    fn records(
        &mut self,
        id: ItemId,
        at: usize,
        rows: &[Line<'_>],
        label: &dyn Fn(&Line<'_>) -> String,
        observed: &mut Observed,
    ) {
        observed.blanks.columns.insert(id, at as u64 + 1);
        let framework = self.framework;
        let item = framework.item(id);
        let heading = Bilingual { en: item.label(Lang::En), zh: item.label(Lang::Zh) };
        for line in rows {
            let text = line.row.field(at);
            let place = Place { heading: Some(heading.clone()), ..self.place(Some(line.row.line), Some(at)) };
            let said = self.said(item, &|| label(line), place, text);
            if let (None, Some(row)) = (&said, line.unit) {
                self.unread.push((id, row));
            }
            let (Some(said), Some(row)) = (said, line.unit) else { continue };
            if said != Said::Missing {
                let (text, field) = (text.to_owned(), Some(at as u64 + 1));
                let line = Some(line.row.line);
                observed.records[id.index()].push(Record { row, said, text, round: None, evidence: None, line, field });
            }
        }
        self.note_values(at, &heading);
    }

    /// One column; cells of rows that cannot be used are looked at all the same, so that one run tells everything.
    fn column(&mut self, id: NodeId, at: usize, rows: &[Line<'_>], label: &dyn Fn(&Line<'_>) -> String) -> Column {
        let heading = &self.table.headings[at];
        let mut values = self.values(id, at, heading);
        let (mut cells, mut unread) = (Packed::default(), Vec::new());
        for line in rows {
            let cell = self.cell(&mut values, &|| label(line), line.row.line, line.row.field(at));
            if line.unit.is_some() {
                if cell.is_none() {
                    unread.push(cells.len());
                }
                cells.push(cell.unwrap_or(Observation::Missing));
            }
        }
        let cells = Arc::new(cells);
        self.note(&values);
        self.note_values(at, &values.title);
        let code = self.framework.node(id).code.clone();
        Column { code, heading: heading.clone(), field: Some(at as u64 + 1), cells, lines: Vec::new(), unread }
    }
}
