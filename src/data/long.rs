//! The long form: one row per value, `unit,indicator,value`.

use std::collections::HashMap;
use std::sync::Arc;

use super::attributes::Attributes;
use super::columns::{Columns, Found, Named, Role};
use super::dataset::{Column, Dataset, Form, Observation};
use super::evidence::EvidenceColumns;
use super::read::{Observed, Reader, Values};
use super::units::MOST_COMPARED;
use crate::diagnostic::{Bilingual, Diagnostic, Lang, bi, codes, nearest};
use crate::framework::{Input, ItemId, NodeId};
use crate::number::{plain_text, shorten};

/// The values of one indicator, by the row of their unit, each with its line; the value is none where it cannot be read.
struct Slot {
    id: NodeId,
    values: Values,
    cells: Vec<Option<(Option<Observation>, u64)>>,
}

/// What the text in the indicator column means.
enum Meaning {
    /// The indicator with its place among the slots.
    Slot(usize),
    /// An item, of which observations are recorded.
    Item(ItemId),
    /// None that can be told: where it first stands, and how often.
    Unclear { first: u64, rows: usize },
}

impl<'a> Reader<'a> {
    pub(super) fn long(&mut self) -> Option<Dataset> {
        let (table, heading_line) = (self.table, self.table.heading_line);
        let mut columns = {
            let place = |at: usize| self.place(Some(heading_line), Some(at));
            Columns::long(&table.headings, self.framework, &place)
        };
        let unit_column = self.unit_column(&mut columns);
        let name_column = columns.position(&Role::Name);
        let which_column = columns.position(&Role::WhichIndicator)?;
        let value_column = columns.position(&Role::Value)?;
        // Where nothing is observed, evidence is of nothing.
        let observed = self.input == Input::Observations && !self.framework.items().is_empty();
        let idle = |role: &Role| !observed && matches!(role, Role::Evidence(_));
        for at in (0..columns.roles.len()).filter(|at| idle(&columns.roles[*at])) {
            let heading = shorten(&table.headings[at]);
            self.ignored(
                at,
                bi!("the column {heading:?} is not read in the long form", "长表中的列 {heading:?} 未读取"),
            );
        }
        let unit_column = unit_column?;
        [Some(unit_column), name_column, Some(which_column)].into_iter().flatten().for_each(|at| self.note_texts(at));
        self.note_values(value_column, &Bilingual::same(shorten(&table.headings[value_column])));
        let mut units = self.units();
        let mut slots: Vec<Slot> = Vec::new();
        let mut slot_of: HashMap<NodeId, usize> = HashMap::new();
        let mut meanings: HashMap<&str, Meaning> = HashMap::new();
        let mut observed = Observed::new(self.framework);
        let evidence = EvidenceColumns::of(&columns);
        let mut attributes = Attributes::of(&columns);
        for fields in table.rows.iter() {
            let line = &fields.line;
            let name = name_column.map(|at| fields.field(at));
            let unit = units.add_again(fields.field(unit_column), name, *line, self.found);
            let label = unit.map_or(fields.field(unit_column), |row| units.list[row].label(Lang::Zh)).to_owned();
            if let Some(unit) = unit {
                self.attributes(&mut attributes, unit, &label, &fields);
            }
            let meaning = meanings.entry(fields.field(which_column)).or_insert_with(|| {
                let id = match self.indicators.find(fields.field(which_column)) {
                    Found::One(Named::Node(id)) => id,
                    Found::One(Named::Item(id)) if self.input == Input::Observations => return Meaning::Item(id),
                    _ => return Meaning::Unclear { first: *line, rows: 0 },
                };
                // One indicator may come by its code on one line and by its name on the next.
                Meaning::Slot(*slot_of.entry(id).or_insert_with(|| {
                    slots.push(Slot { id, values: self.values(id, value_column, ""), cells: Vec::new() });
                    slots.len() - 1
                }))
            });
            let slot = match meaning {
                Meaning::Slot(slot) => &mut slots[*slot],
                Meaning::Item(id) => {
                    let record = self.record(*id, unit, (&label, value_column), &evidence, &fields);
                    if let (None, Some(unit)) = (&record, unit) {
                        let cells = observed.blanks.cells.entry(*id).or_default();
                        cells.entry(unit).or_insert((*line, value_column as u64 + 1));
                    }
                    observed.records[id.index()].extend(record);
                    continue;
                }
                Meaning::Unclear { rows, .. } => {
                    *rows += 1;
                    continue;
                }
            };
            let value = self.cell(&mut slot.values, &|| label.clone(), *line, fields.field(value_column));
            if let Some(unit) = unit {
                self.put(slot, unit, value, *line, &label);
            }
        }
        self.absent(&mut units, &columns);
        let mut unclear: Vec<(u64, usize, &str)> = Vec::new();
        for (text, meaning) in meanings {
            if let Meaning::Unclear { first, rows } = meaning {
                unclear.push((first, rows, text));
            }
        }
        unclear.sort_unstable();
        for (at, (first, rows, text)) in unclear.into_iter().enumerate() {
            self.unclear(text, first, rows, which_column, at < MOST_COMPARED);
        }
        slots.sort_by_key(|slot| slot.id);
        let count = units.list.len();
        let read = slots.into_iter().map(|slot| self.slot_column(slot, value_column, count)).collect();
        let attributes = attributes.finished(&table.headings, count);
        Some(self.dataset(Form::Long, units, read, observed, attributes))
    }

    fn put(&mut self, slot: &mut Slot, unit: usize, value: Option<Observation>, line: u64, label: &str) {
        if slot.cells.len() <= unit {
            slot.cells.resize(unit + 1, None);
        }
        let Some((_, first)) = slot.cells[unit] else {
            slot.cells[unit] = Some((value, line));
            return;
        };
        let code = &self.framework.node(slot.id).code;
        let label = shorten(label);
        let message = bi!(
            "a second value of {code} for this unit; the first is on line {first}",
            "{label} 的 {code} 重复给值，首次见于第 {first} 行"
        );
        let (path, place) = (format!("{label}/{code}"), self.value_place(&slot.values, line));
        let hint = bi!("keep one of the two rows", "只保留一行");
        self.found.push(Diagnostic::new(codes::DUPLICATE_UNIT, message).at(path, place).hint(hint));
    }

    fn slot_column(&mut self, slot: Slot, at: usize, count: usize) -> Column {
        self.note(&slot.values);
        let code = self.framework.node(slot.id).code.clone();
        let (mut cells, mut lines, mut unread) = (vec![Observation::Missing; count], vec![0; count], Vec::new());
        for (row, cell) in slot.cells.into_iter().enumerate() {
            let Some((value, line)) = cell else { continue };
            lines[row] = line;
            match value {
                Some(value) => cells[row] = value,
                None => unread.push(row),
            }
        }
        let cells = Arc::new(cells.into_iter().collect());
        Column { heading: code.clone(), code, field: Some(at as u64 + 1), cells, lines, unread }
    }

    /// Told once for each text, however many rows have it.
    fn unclear(&mut self, text: &str, first: u64, rows: usize, at: usize, compare: bool) {
        let shown = shorten(text);
        let (en, zh) = match rows {
            1 => (String::new(), String::new()),
            _ => (format!(" ({rows} rows, this is the first)"), format!("（共 {rows} 行，此为首行）")),
        };
        let (message, hint) = match self.indicators.find(text) {
            Found::One(Named::Item(id)) => {
                let code = &self.framework.item(id).code;
                let message = bi!(
                    "{code} is an item, and the file is not read as observations{en}",
                    "{code} 是采集点位，而文件未按观测值读取{zh}"
                );
                (
                    message,
                    Some(bi!(
                        "say `--input observations`, or begin the file with `# input: observations`",
                        "请用 `--input observations`，或在首行写 `# input: observations`"
                    )),
                )
            }
            found @ Found::Several(_) => {
                let codes = found.codes(self.framework);
                let (list, list_zh) = (codes.join(", "), codes.join("、"));
                let message =
                    bi!("{shown:?} fits several indicators: {list}{en}", "{shown:?} 对应多个指标：{list_zh}{zh}");
                (message, Some(bi!("use the code", "请用指标代码")))
            }
            _ if text.is_empty() => {
                let hint = bi!("write its code or name, or remove the row", "请写明指标代码或名称，或删去此行");
                (bi!("the row names no indicator{en}", "此行没有指标{zh}"), Some(hint))
            }
            _ => {
                let names = self
                    .framework
                    .nodes()
                    .iter()
                    .skip(1)
                    .flat_map(|node| [node.code.as_str(), node.name.get(Lang::Zh), node.name.get(Lang::En)]);
                let near = if compare && shown.len() == text.len() { nearest(&plain_text(text), names) } else { None };
                let hint = near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"));
                (bi!("there is no indicator {shown:?}{en}", "没有指标 {shown:?}{zh}"), hint)
            }
        };
        let mut diagnostic =
            Diagnostic::new(codes::UNKNOWN_INDICATOR, message).at(shown, self.place(Some(first), Some(at)));
        diagnostic.hint = hint;
        self.found.push(diagnostic);
    }
}
