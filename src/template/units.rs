//! Of whom it is asked: units of a roster, of a list, or as they are named.

use super::Template;
use crate::data::{Roster, Source, UnitsSeen, has_unit, read_table, unit_and_name};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Place, bi, codes};
use crate::framework::Names;
use crate::limits::Limits;
use crate::number::shorten;

/// One unit with a row, or several.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub id: String,
    pub name: Option<Names>,
    roster_place: Option<usize>,
    /// What else the list says of it.
    own: Vec<(String, String)>,
}

impl Listed {
    /// Its name, where it has one beside its code.
    pub(super) fn name(&self, lang: Lang) -> &str {
        self.name.as_ref().map_or("", |name| name.get(lang))
    }

    /// What it is called where it can be chosen.
    pub(super) fn label(&self, lang: Lang) -> &str {
        if self.name(lang).is_empty() { &self.id } else { self.name(lang) }
    }

    pub(super) fn attribute<'u>(&'u self, name: &str, roster: Option<&'u Roster>) -> Option<&'u str> {
        let own = self.own.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        own.filter(|value| !value.is_empty()).or_else(|| roster?.attribute(self.roster_place?, name))
    }
}

impl<'f> Template<'f> {
    /// Sets the units that have rows, by code or name, each matched with the roster where there is one.
    pub fn units<T: AsRef<str>>(mut self, units: impl IntoIterator<Item = T>) -> Template<'f> {
        let mut found = Diagnostics::new();
        let mut seen = UnitsSeen::new(self.roster.as_ref(), None);
        for (line, unit) in (1..).zip(units) {
            seen.add(unit.as_ref().trim(), None, line, &mut found);
        }
        let list = std::mem::take(&mut seen.list);
        self.listed = Some(list.into_iter().map(|unit| listed(unit, Vec::new())).collect());
        // They stand in no file.
        self.found.extend(found.iter().map(|one| Diagnostic { place: Place::default(), ..one.clone() }).collect());
        self
    }

    /// Sets the units that have rows by a list: a CSV file or a workbook with a column of codes or names, matched with the
    /// roster where there is one.
    pub fn unit_list(mut self, bytes: &[u8], file: Option<&str>, limits: Limits) -> Template<'f> {
        let mut found = Diagnostics::new();
        let source = Source { file, sheet: None, fits: &has_unit, titled: false, limits };
        let Some(table) = read_table(bytes, &source, &mut found) else {
            self.found.extend(found);
            return self;
        };
        let place = |line| Place { file: file.map(str::to_owned), line: Some(line), ..Place::default() };
        let (unit, name) = unit_and_name(&table.headings, |_| true);
        let mut all = Vec::new();
        match unit {
            Some(unit) => {
                let mut seen = UnitsSeen::new(self.roster.as_ref(), file);
                for row in table.rows.iter() {
                    let added = seen.add(row.field(unit), name.map(|at| row.field(at)), row.line, &mut found);
                    let beside = (0..table.headings.len()).filter(|at| *at != unit && Some(*at) != name);
                    let own = beside.map(|at| (table.headings[at].clone(), row.field(at).to_owned())).collect();
                    if let Some(unit) = added.and_then(|at| seen.list.get(at)) {
                        all.push(listed(unit.clone(), own));
                    }
                }
            }
            None => {
                let headings = shorten(&table.headings.join(", "));
                let message = bi!("no column says which units there are ({headings})", "没有评价对象列（{headings}）");
                let hint = bi!("head it `unit`, `code` or `name`", "请将该列命名为 评价对象、代码 或 名称");
                found
                    .push(Diagnostic::new(codes::NO_UNIT_COLUMN, message).at("", place(table.heading_line)).hint(hint));
            }
        }
        if let Some(sheet) = table.sheet() {
            found.in_sheet(sheet);
        }
        self.found.extend(found);
        self.listed = Some(all);
        self
    }

    /// Whether units of the roster have no row.
    pub(super) fn is_part(&self) -> bool {
        let (Some(listed), Some(roster)) = (&self.listed, &self.roster) else { return false };
        listed.iter().filter(|unit| unit.roster_place.is_some()).count() < roster.members().len()
    }

    /// The units that were named, else all of the roster.
    pub(super) fn all_units(&self) -> Vec<Listed> {
        if let Some(listed) = &self.listed {
            return listed.clone();
        }
        let members = self.roster.iter().flat_map(|roster| roster.members().iter().enumerate());
        let listed = members.map(|(place, member)| Listed {
            id: member.code.clone(),
            name: Some(member.name.clone()),
            roster_place: Some(place),
            own: Vec::new(),
        });
        listed.collect()
    }
}

fn listed(unit: crate::data::Unit, own: Vec<(String, String)>) -> Listed {
    // A name that only repeats the code says nothing.
    let name = unit.name.filter(|name| !name.is_any(&unit.id));
    Listed { id: unit.id, name, roster_place: unit.roster_place, own }
}
