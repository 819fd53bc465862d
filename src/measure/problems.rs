//! What keeps records from being used, in words.

use std::collections::BTreeSet;

use super::item::Problem;
use crate::data::{Dataset, Record, date_key};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Lang, bi, codes, nearest};
use crate::framework::{Framework, Item};
use crate::methods::Conflicts;
use crate::number::shorten;

/// What was found so far.
pub(super) struct Problems<'a> {
    pub framework: &'a Framework,
    pub dataset: &'a Dataset,
    pub found: Diagnostics,
    /// Attributes that were said to be unknown.
    attributes: BTreeSet<String>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(framework: &'a Framework, dataset: &'a Dataset) -> Problems<'a> {
        Problems { framework, dataset, found: Diagnostics::new(), attributes: BTreeSet::new() }
    }

    pub(super) fn tell(&mut self, item: &Item, row: usize, problem: &Problem) {
        let records = self.dataset.records(item.id, row);
        let code = &item.code;
        match problem {
            Problem::Conflict(first, other) => self.conflict(item, row, &records[*first], &records[*other]),
            Problem::Rounds(first, other) => {
                let (a, b) = (&records[*first], &records[*other]);
                let (from, to) = (a.round.unwrap_or_default(), b.round.unwrap_or_default());
                let (en, zh) = self.labels(row);
                let message = bi!(
                    "{code} of {en} was observed in rounds {from} and {to}, and the framework does not say which counts",
                    "{zh} 的 {code} 有第 {from}、{to} 轮观测，而指标体系未规定以哪一轮为准"
                );
                let hint = bi!(
                    "write `rounds: best`, `mean` or `last` in the framework, or keep one round",
                    "在指标体系中写 `rounds: best`、`mean` 或 `last`，或只保留一轮"
                );
                self.push(codes::UNRULED_ROUNDS, item, row, b, message, hint);
            }
            Problem::Unnumbered(at) => {
                let message = bi!(
                    "{code} has observations with a round and this one without",
                    "{code} 的观测有的写了轮次，此行没有"
                );
                self.push(codes::UNRULED_ROUNDS, item, row, &records[*at], message, bi!("add its round", "请补上轮次"));
            }
            Problem::Attribute(name) => self.attribute(item, row, name),
            Problem::Idle(at) => {
                let (en, zh) = self.labels(row);
                let message = bi!(
                    "{code} does not apply to {en}, and the answer is not read",
                    "{code} 不适用于 {zh}，所填未读取"
                );
                let hint = bi!("remove it, or mend what says that it does not apply", "请删去，或改正使其不适用的条件");
                self.push(codes::IDLE_ANSWER, item, row, &records[*at], message, hint);
            }
        }
    }

    /// How a unit is called in both languages.
    fn labels(&self, row: usize) -> (String, String) {
        let unit = &self.dataset.units()[row];
        (shorten(unit.label(Lang::En)), shorten(unit.label(Lang::Zh)))
    }

    fn push(&mut self, kind: Code, item: &Item, row: usize, record: &Record, message: Bilingual, hint: Bilingual) {
        let path = format!("{}/{}", shorten(self.dataset.units()[row].label(Lang::Zh)), item.code);
        let heading = Some(Bilingual { en: item.label(Lang::En), zh: item.label(Lang::Zh) });
        let place = crate::diagnostic::Place { heading, ..self.dataset.record_place(record) };
        self.found.push(Diagnostic::new(kind, message).at(path, place).hint(hint));
    }

    fn conflict(&mut self, item: &Item, row: usize, first: &Record, other: &Record) {
        let (a, b) = (shorten(first.text()), shorten(other.text()));
        let line = first.line().map(|line| line.to_string());
        let (en, zh) = match &line {
            Some(line) => (format!(" (line {line})"), format!("（第 {line} 行）")),
            None => Default::default(),
        };
        let code = &item.code;
        let (unit_en, unit_zh) = self.labels(row);
        let message = bi!(
            "{code} of {unit_en} was observed as `{b}` and as `{a}`{en}",
            "{unit_zh} 的 {code} 观测互相矛盾：`{b}` 与 `{a}`{zh}"
        );
        let hint = match self.framework.conflicts() {
            Conflicts::Refuse => bi!(
                "keep the right one, or choose a rule in the framework (`conflicts: verified-first`, `latest`, `mean`)",
                "保留正确的一条，或在指标体系中选定规则（`conflicts: verified-first`、`latest`、`mean`）"
            ),
            Conflicts::VerifiedFirst => {
                bi!("verify one of them: say so in its column `verified`", "请核验其一，并在 核验 列注明")
            }
            Conflicts::Latest => bi!(
                "say when each was collected, as in 2019-01-05; one must be later",
                "请写明各自的采集时间，如 2019-01-05，且有先后"
            ),
            Conflicts::Mean => bi!("one of them is 不适用, which has no mean", "其中有“不适用”，无法取平均"),
        };
        self.push(codes::CONFLICT, item, row, other, message, hint);
    }

    /// Once where nothing has it, else once for each unit without it.
    fn attribute(&mut self, item: &Item, row: usize, name: &str) {
        let known: Vec<&str> = self.dataset.all_attribute_names();
        let code = &item.code;
        if !known.contains(&name) {
            if self.attributes.insert(name.to_owned()) {
                let message = bi!(
                    "whether {code} applies hangs on `{name}`, which neither the data nor the roster have",
                    "{code} 是否适用取决于 `{name}`，而数据和名录中都没有此项"
                );
                let near = nearest(name, known.iter().copied());
                let mut diagnostic =
                    Diagnostic::new(codes::UNKNOWN_ATTRIBUTE, message).at(code.clone(), self.dataset.heading_place());
                diagnostic.hint = Some(match near {
                    Some(near) => bi!("did you mean `{near}`?", "是否应为 `{near}`？"),
                    None => bi!(
                        "add a column `{name}`, or use a roster that has it",
                        "请增加 `{name}` 列，或改用含此项的名录"
                    ),
                });
                self.found.push(diagnostic);
            }
            return;
        }
        let unit = &self.dataset.units()[row];
        let (en, zh) = (shorten(unit.label(Lang::En)), shorten(unit.label(Lang::Zh)));
        let message = bi!(
            "whether {code} applies hangs on `{name}`, which is empty for {en}",
            "{code} 是否适用取决于 `{name}`，而 {zh} 此项为空"
        );
        let path = format!("{zh}/{code}");
        let hint = bi!("fill it in", "请补上");
        let diagnostic = Diagnostic::new(codes::UNKNOWN_ATTRIBUTE, message).at(path, self.dataset.unit_place(row));
        self.found.push(diagnostic.hint(hint));
    }

    /// Observations that were not made when the framework says observations were made.
    pub(super) fn dates(&mut self) {
        let (framework, dataset) = (self.framework, self.dataset);
        let Some(period) = &framework.file().collected else { return };
        let (Some(from), Some(to)) = (date_key(period.from.as_str()), date_key(period.to.as_str())) else { return };
        for item in framework.items() {
            for row in 0..dataset.len() {
                for record in dataset.records(item.id, row) {
                    let written = record.evidence().and_then(|evidence| evidence.collected.as_deref());
                    let Some(date) = written.and_then(date_key) else { continue };
                    // A period that names a month holds all of its days.
                    let is_inside = date[..from.len().min(date.len())] >= from[..from.len().min(date.len())]
                        && date[..to.len().min(date.len())] <= to[..to.len().min(date.len())];
                    if !is_inside {
                        let (code, (en, zh)) = (&item.code, self.labels(row));
                        let (written, begin, end) = (shorten(written.unwrap_or_default()), &period.from, &period.to);
                        let message = bi!(
                            "{code} of {en} was collected on {written}, outside {begin} to {end}",
                            "{zh} 的 {code} 采集于 {written}，不在 {begin} 至 {end} 之内"
                        );
                        let hint = bi!("mend the date, or leave the observation out", "请核对日期，或删去此条观测");
                        self.push(codes::LATE_OBSERVATION, item, row, record, message, hint);
                    }
                }
            }
        }
    }
}
