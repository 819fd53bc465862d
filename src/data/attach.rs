//! The sheet of evidence beside the one with the observations: each row is joined to the observation that it is of.

use std::collections::HashMap;

use super::columns::{Columns, Found, Named, Role};
use super::evidence::EvidenceColumns;
use super::read::Reader;
use super::records::{Evidence, Record};
use super::table::{Row, Table};
use super::units::Units;
use crate::diagnostic::{Bilingual, Diagnostic, Lang, Place, Severity, bi, codes, plural};
use crate::framework::{Input, ItemId};
use crate::number::shorten;

/// The sheet while its rows are joined.
struct Sheet<'t> {
    table: &'t Table,
    item: usize,
    unit: usize,
    columns: EvidenceColumns,
}

/// What a row of evidence is of, and what it says.
struct Given<'t> {
    item: ItemId,
    row: usize,
    round: Option<u32>,
    evidence: Evidence,
    fields: Row<'t>,
}

impl Reader<'_> {
    /// Joins what the sheet of evidence says to the records, by item, unit and round; tells what cannot be joined.
    pub(super) fn attach(&mut self, units: &Units<'_>, records: &mut [Vec<Record>]) {
        let Some(sheet) = self.table.evidence.as_deref().and_then(|table| self.sheet(table)) else { return };
        if self.input != Input::Observations || self.framework.items().is_empty() {
            self.no_observations(&sheet);
            return;
        }
        let names = Names::new(units);
        let mut places: HashMap<(ItemId, usize), Vec<usize>> = HashMap::new();
        for (item, of_item) in self.framework.items().iter().zip(records.iter()) {
            for (place, record) in of_item.iter().enumerate() {
                places.entry((item.id, record.row)).or_default().push(place);
            }
        }
        for fields in sheet.table.rows.iter() {
            let Some(given) = self.given(&sheet, &names, fields) else { continue };
            let of_unit = places.get(&(given.item, given.row)).map_or(&[][..], Vec::as_slice);
            let of_item = &mut records[given.item.index()];
            let fits = |place: &&usize| given.round.is_none() || of_item[**place].round == given.round;
            let fitting: Vec<usize> = of_unit.iter().filter(fits).copied().collect();
            match fitting.as_slice() {
                [only] => {
                    let known = of_item[*only].evidence.get_or_insert_default();
                    if let Err(what) = join(known, &given.evidence) {
                        self.said_twice(&sheet, &given, what);
                    }
                }
                [] => self.unobserved(&sheet, &given),
                several => self.several(&sheet, &given, several.len()),
            }
        }
    }

    /// The sheet, if its headings say what its rows are of.
    fn sheet<'t>(&self, table: &'t Table) -> Option<Sheet<'t>> {
        let columns = Columns::long(&table.headings, self.framework, &|_| Place::default());
        let (item, unit) = (columns.position(&Role::WhichIndicator)?, columns.position(&Role::Unit)?);
        Some(Sheet { table, item, unit, columns: EvidenceColumns::of(&columns) })
    }

    /// What a row says; nothing where it says nothing, or where it cannot be used, which is told.
    fn given<'t>(&mut self, sheet: &Sheet<'t>, names: &Names<'_>, fields: Row<'t>) -> Option<Given<'t>> {
        let (which, unit) = (fields.field(sheet.item), fields.field(sheet.unit));
        let mut problems = Vec::new();
        let (round, evidence) = sheet.columns.read(&fields, &mut problems);
        if evidence.is_empty() && problems.is_empty() {
            return None;
        }
        let is_read = problems.is_empty();
        for (at, message, hint) in problems {
            let place = self.evidence_place(sheet, fields.line, Some(at));
            self.found.push(Diagnostic::new(codes::BAD_EVIDENCE, message).at(which, place).hint(hint));
        }
        let item = match self.indicators.find(which) {
            Found::One(Named::Item(id)) => Some(id),
            found => {
                let shown = shorten(which);
                let message = match found {
                    Found::One(Named::Node(_)) => bi!(
                        "{shown:?} is given as a value, and evidence is kept of observations",
                        "{shown:?} 直接给值，而佐证只随观测值保存"
                    ),
                    _ => bi!("there is no item {shown:?}", "没有采集点位 {shown:?}"),
                };
                self.apart(sheet, fields, sheet.item, message, bi!("write the code of an item", "请写采集点位代码"));
                None
            }
        };
        let row = names.find(unit);
        if row.is_none() {
            let shown = shorten(unit);
            let message = bi!("the sheet of observations has no unit {shown:?}", "观测值所在的表中没有 {shown:?}");
            let hint = bi!("write code or name as they stand there", "请按该表所列写代码或名称");
            self.apart(sheet, fields, sheet.unit, message, hint);
        }
        let (item, row) = (item?, row?);
        is_read.then_some(Given { item, row, round, evidence, fields })
    }

    fn unobserved(&mut self, sheet: &Sheet<'_>, given: &Given<'_>) {
        let item = self.framework.item(given.item);
        let (en, zh, unit) = (item.label(Lang::En), item.label(Lang::Zh), shorten(given.fields.field(sheet.unit)));
        let (message, hint) = match given.round {
            Some(round) => (
                bi!("{en} was not observed for {unit} in round {round}", "{unit} 的 {zh} 没有第 {round} 轮观测值"),
                bi!("fill in the observation, or mend the round", "请填写观测值，或改正轮次"),
            ),
            None => (
                bi!("{en} was not observed for {unit}", "{unit} 的 {zh} 没有观测值"),
                bi!("fill in the observation, or remove the evidence", "请填写观测值，或删去佐证"),
            ),
        };
        self.apart(sheet, given.fields, sheet.item, message, hint);
    }

    fn several(&mut self, sheet: &Sheet<'_>, given: &Given<'_>, count: usize) {
        let item = self.framework.item(given.item);
        let (en, zh, unit) = (item.label(Lang::En), item.label(Lang::Zh), shorten(given.fields.field(sheet.unit)));
        let message = bi!(
            "{en} was observed {count} times for {unit}, and it is not said which one this is of",
            "{unit} 的 {zh} 有 {count} 个观测值，未写明是哪一个的佐证"
        );
        self.apart(sheet, given.fields, sheet.item, message, bi!("write its round", "请写明轮次"));
    }

    fn said_twice(&mut self, sheet: &Sheet<'_>, given: &Given<'_>, (en, zh): (&str, &str)) {
        let message = bi!("another {en} stands with the observation", "观测值处已有不同的{zh}");
        let hint = bi!("keep one of the two, or put the other one into the note", "只保留一处，或将另一处写入备注");
        self.apart(sheet, given.fields, sheet.item, message, hint);
    }

    fn apart(&mut self, sheet: &Sheet<'_>, fields: Row<'_>, at: usize, message: Bilingual, hint: Bilingual) {
        let path = format!("{}/{}", shorten(fields.field(sheet.unit)), shorten(fields.field(sheet.item)));
        let place = self.evidence_place(sheet, fields.line, Some(at));
        self.found.push(Diagnostic::new(codes::EVIDENCE_NOT_READ, message).at(path, place).hint(hint));
    }

    /// Said once, since it is so of all rows.
    fn no_observations(&mut self, sheet: &Sheet<'_>) {
        let says = |fields: &Row<'_>| !sheet.columns.read(fields, &mut Vec::new()).1.is_empty();
        let count = sheet.table.rows.iter().filter(says).count();
        if count > 0 {
            let rows = plural(count, "row", "rows");
            let message = bi!(
                "{rows} of evidence stay in the workbook: it is kept of observations, and the file holds rates or points",
                "{count} 行佐证只留存于工作簿：佐证随观测值保存，而文件所填为得分率或得分"
            );
            let place = self.evidence_place(sheet, sheet.table.heading_line, None);
            let mut diagnostic = Diagnostic::new(codes::EVIDENCE_NOT_READ, message).at("", place);
            diagnostic.severity = Severity::Note;
            self.found.push(diagnostic);
        }
    }

    fn evidence_place(&self, sheet: &Sheet<'_>, line: u64, at: Option<usize>) -> Place {
        Place { sheet: sheet.table.sheet().map(str::to_owned), ..self.place(Some(line), at) }
    }
}

/// The units by everything they may be called.
struct Names<'u> {
    units: &'u Units<'u>,
    /// None where two units have the name.
    by_name: HashMap<&'u str, Option<usize>>,
}

impl<'u> Names<'u> {
    fn new(units: &'u Units<'u>) -> Names<'u> {
        let mut by_name: HashMap<&str, Option<usize>> = HashMap::new();
        for (row, unit) in units.list.iter().enumerate() {
            for name in unit.name.iter().flat_map(|name| name.each()) {
                let other = |known: &mut Option<usize>| *known = known.filter(|known| *known == row);
                by_name.entry(name).and_modify(other).or_insert(Some(row));
            }
        }
        Names { units, by_name }
    }

    fn find(&self, text: &str) -> Option<usize> {
        self.units.known(text).or_else(|| self.by_name.get(text).copied().flatten())
    }
}

/// Adds what is not said yet; what is said otherwise is named and nothing is changed.
fn join(known: &mut Evidence, more: &Evidence) -> Result<(), (&'static str, &'static str)> {
    let texts = |evidence: &Evidence| {
        let Evidence { source, collected, collector, verified, note, .. } = evidence.clone();
        [source, collected, collector, verified, note]
    };
    const WORDS: [(&str, &str); 5] =
        [("source", "来源"), ("date", "采集时间"), ("collector", "采集人"), ("verification", "核验"), ("note", "备注")];
    let differs = |(a, b): (&Option<String>, &Option<String>)| a.is_some() && b.is_some() && a != b;
    let (mine, its) = (texts(known), texts(more));
    if let Some(at) = mine.iter().zip(&its).position(differs) {
        return Err(WORDS[at]);
    }
    if known.method.is_some() && more.method.is_some() && known.method != more.method {
        return Err(("way of collecting", "采集方式"));
    }
    let [source, collected, collector, verified, note] =
        [0, 1, 2, 3, 4].map(|at: usize| mine[at].clone().or(its[at].clone()));
    *known = Evidence { method: known.method.or(more.method), source, collected, collector, verified, note };
    Ok(())
}
