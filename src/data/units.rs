//! Which unit a row is about: codes and names against a roster.

use std::collections::HashMap;

use super::dataset::Unit;
use super::roster::{Match, Roster};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Lang, Place, Severity, bi, codes, nearest};
use crate::framework::Names;
use crate::number::shorten;

/// How many unknown names are compared with all known ones: beyond that the roster or the column is the wrong one, and
/// comparing each would take minutes.
pub(super) const MOST_COMPARED: usize = 50;
/// A longer text is no slip of a name.
const LONGEST_NAME: usize = 80;

/// The units seen so far, each with the row it became.
pub(crate) struct Units<'a> {
    roster: Option<&'a Roster>,
    file: Option<&'a str>,
    pub list: Vec<Unit>,
    by_id: HashMap<String, usize>,
    /// What each text was found to mean, so that long tables look each unit up once.
    by_text: HashMap<String, Option<usize>>,
    /// The members of the roster that some row is or may be about.
    seen: Vec<bool>,
    unknown: usize,
}

impl<'a> Units<'a> {
    pub(crate) fn new(roster: Option<&'a Roster>, file: Option<&'a str>) -> Units<'a> {
        let seen = vec![false; roster.map_or(0, |roster| roster.members().len())];
        Units { roster, file, list: Vec::new(), by_id: HashMap::new(), by_text: HashMap::new(), seen, unknown: 0 }
    }

    /// The unit of a row of a wide table; a second row for the same unit is an error.
    pub(crate) fn add(&mut self, text: &str, name: Option<&str>, line: u64, found: &mut Diagnostics) -> Option<usize> {
        let text = written(text, name);
        let unit = self.resolve(text, name, line, found)?;
        let Some(&first) = self.by_id.get(&unit.id) else { return Some(self.push(unit)) };
        let (id, zh, en) = (shorten(&unit.id), unit.label(Lang::Zh), unit.label(Lang::En));
        let (text, before) = (shorten(text), self.list[first].line.unwrap_or(0));
        let message = if unit.roster_place.is_none() {
            bi!(
                "{text:?} comes a second time; the first is on line {before}",
                "{text:?} 重复出现，首次见于第 {before} 行"
            )
        } else {
            bi!(
                "{text:?} is the unit {en} ({id}), which is already on line {before}",
                "{text:?} 即 {zh}（{id}），已见于第 {before} 行"
            )
        };
        let hint = bi!("keep one row per unit", "每个评价对象只保留一行");
        found.push(Diagnostic::new(codes::DUPLICATE_UNIT, message).at(text, self.place(line)).hint(hint));
        None
    }

    /// The unit of a row of a long table, where it may come as often as there are indicators.
    pub(crate) fn add_again(
        &mut self,
        text: &str,
        name: Option<&str>,
        line: u64,
        found: &mut Diagnostics,
    ) -> Option<usize> {
        let text = written(text, name);
        if let Some(known) = self.by_text.get(text) {
            return *known;
        }
        let row = self.resolve(text, name, line, found).map(|unit| match self.by_id.get(&unit.id) {
            Some(&row) => row,
            None => self.push(unit),
        });
        // Each row without a unit is told on its own.
        if !text.is_empty() {
            self.by_text.insert(text.to_owned(), row);
        }
        row
    }

    /// The row of a unit that is there, by its code or by a name that the roster knows.
    pub(super) fn known(&self, text: &str) -> Option<usize> {
        let member = self.roster.and_then(|roster| Some(&roster.members()[roster.find(text)?]));
        self.by_id.get(member.map_or(text, |member| member.code.as_str())).copied()
    }

    /// Takes note that a row which cannot be used is about this unit, so that the unit is not called absent.
    pub(super) fn mention(&mut self, text: &str) {
        if let Some(place) = self.roster.and_then(|roster| roster.find(text)) {
            self.seen[place] = true;
        }
    }

    fn push(&mut self, unit: Unit) -> usize {
        self.by_id.insert(unit.id.clone(), self.list.len());
        self.list.push(unit);
        self.list.len() - 1
    }

    fn place(&self, line: u64) -> Place {
        Place { file: self.file.map(str::to_owned), line: Some(line), ..Place::default() }
    }

    fn resolve(&mut self, text: &str, name: Option<&str>, line: u64, found: &mut Diagnostics) -> Option<Unit> {
        let name = name.filter(|name| !name.is_empty());
        let mut unit = Unit::new(text);
        unit.line = Some(line);
        unit.name = name.map(Names::from);
        let Some(Remark { code, message, hint }) = self.identify(&mut unit, text, name) else { return Some(unit) };
        let mut diagnostic = Diagnostic::new(code, message).at(shorten(text), self.place(line));
        diagnostic.hint = hint;
        let usable = diagnostic.severity != Severity::Error;
        found.push(diagnostic);
        usable.then_some(unit)
    }

    /// Finds the unit in the roster, and what is to be said about it.
    fn identify(&mut self, unit: &mut Unit, text: &str, name: Option<&str>) -> Option<Remark> {
        if text.is_empty() {
            let hint = bi!("write which unit the row is about, or remove the row", "请写明此行的评价对象，或删去此行");
            return Some(Remark::new(codes::EMPTY_UNIT, bi!("the row names no unit", "此行没有评价对象")).hint(hint));
        }
        if let Some(remark) = summary_row(text) {
            return Some(remark);
        }
        let roster = self.roster?;
        let (id, shown) = (roster.id(), shorten(text));
        let label = |at: usize, lang| roster.members()[at].label(lang);
        match roster.look_up(text) {
            Match::Member(at) => {
                self.matched(unit, roster, at);
                let Match::Member(other) = roster.look_up(name?) else { return None };
                if other == at {
                    return None;
                }
                self.seen[other] = true;
                let (en, zh, other_en, other_zh) =
                    (label(at, Lang::En), label(at, Lang::Zh), label(other, Lang::En), label(other, Lang::Zh));
                let message = bi!(
                    "{shown:?} is {en}, but the name beside it is that of {other_en}",
                    "{shown:?} 是 {zh}，而同一行的名称是 {other_zh}"
                );
                Some(
                    Remark::new(codes::AMBIGUOUS_UNIT, message)
                        .hint(bi!("mend whichever is wrong", "请改正其中有误的一个")),
                )
            }
            Match::Renamed(at) => {
                self.matched(unit, roster, at);
                let (en, zh) = (label(at, Lang::En), label(at, Lang::Zh));
                let message = bi!("{shown:?} is read as {en}, its present name", "{shown:?} 现名 {zh}，按现名读取");
                Some(Remark::new(codes::RENAMED_UNIT, message))
            }
            Match::Merged { into, on } => {
                let (en, zh) = (into.get(Lang::En), into.get(Lang::Zh));
                let message = bi!(
                    "{shown:?} became part of {en} ({on}) and is not in the roster {id}; it is kept as written",
                    "{shown:?} 已并入{zh}（{on}），不在名录 {id} 内，按原样保留"
                );
                let hint = bi!("use a roster of the time before, or remove the row", "请改用此前的名录，或删去此行");
                Some(Remark::new(codes::RENAMED_UNIT, message).hint(hint))
            }
            Match::Ambiguous(places) => {
                places.iter().for_each(|&at| self.seen[at] = true);
                let labels = |lang| places.iter().map(|at| label(*at, lang)).collect::<Vec<_>>();
                let (en, zh) = (labels(Lang::En).join(", "), labels(Lang::Zh).join("、"));
                let message = bi!("{shown:?} fits several units: {en}", "{shown:?} 对应多个评价对象：{zh}");
                let hint = bi!("write the code or the full Chinese name", "请写代码或中文全称");
                Some(Remark::new(codes::AMBIGUOUS_UNIT, message).hint(hint))
            }
            Match::Unknown => {
                let message = bi!(
                    "the roster {id} has no unit {shown:?}; it is kept as written",
                    "名录 {id} 中没有 {shown:?}，按原样保留"
                );
                self.unknown += 1;
                let hint = if self.unknown <= MOST_COMPARED { meant(roster, text, name) } else { None };
                Some(Remark { hint, ..Remark::new(codes::UNKNOWN_UNIT, message) })
            }
        }
    }

    fn matched(&mut self, unit: &mut Unit, roster: &Roster, at: usize) {
        let member = &roster.members()[at];
        self.seen[at] = true;
        unit.id = member.code.clone();
        unit.roster_place = Some(at);
        unit.name.get_or_insert_with(|| member.name.clone());
    }

    /// Units of the roster that never came.
    pub(crate) fn absent(&self, found: &mut Diagnostics) {
        let Some(roster) = self.roster else { return };
        let here = Place { file: self.file.map(str::to_owned), ..Place::default() };
        for (member, _) in roster.members().iter().zip(&self.seen).filter(|(_, seen)| !**seen) {
            let (en, zh, id) = (member.label(Lang::En), member.label(Lang::Zh), roster.id());
            let message = bi!("{en} of the roster {id} is not in the data", "数据中没有名录 {id} 的 {zh}");
            found.push(Diagnostic::new(codes::ABSENT_UNIT, message).at(member.code.clone(), here.clone()));
        }
    }
}

/// The unit column, or the name where that is empty.
fn written<'t>(text: &'t str, name: Option<&'t str>) -> &'t str {
    if text.is_empty() { name.unwrap_or_default() } else { text }
}

/// A row that people put below a table: a sum, a mean, an extreme.
pub(super) fn summary_row(text: &str) -> Option<Remark> {
    let shown = is_summary(text).then(|| shorten(text))?;
    let message = bi!(
        "{shown:?} looks like a row of sums or means, and is scored as a unit",
        "{shown:?} 像是合计或平均行，现按评价对象计分"
    );
    let hint = bi!("remove the row if it is no unit", "若不是评价对象，请删去此行");
    Some(Remark::new(codes::SUMMARY_ROW, message).hint(hint))
}

/// Whether this is what such rows are called.
pub(crate) fn is_summary(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "合计",
        "总计",
        "小计",
        "总分",
        "平均",
        "平均分",
        "平均值",
        "均值",
        "最高",
        "最高分",
        "最低",
        "最低分",
        "total",
        "sum",
        "average",
        "mean",
    ];
    // The longest of the words with a colon behind it; most texts are something else at first sight.
    if text.len() > 12 || text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let plain = text.to_lowercase();
    WORDS.contains(&plain.trim_end_matches([':', '：']))
}

/// What is to be said about the unit of a row; an error if the row cannot be used.
pub(super) struct Remark {
    code: Code,
    message: Bilingual,
    hint: Option<Bilingual>,
}

impl Remark {
    fn new(code: Code, message: Bilingual) -> Remark {
        Remark { code, message, hint: None }
    }

    fn hint(self, hint: Bilingual) -> Remark {
        Remark { hint: Some(hint), ..self }
    }
}

/// What somebody may have meant by a text that the roster does not know.
fn meant(roster: &Roster, text: &str, name: Option<&str>) -> Option<Bilingual> {
    if let Some(attribute) = roster.attribute_with_value(text) {
        return Some(bi!(
            "in the roster it is a `{attribute}`, not a unit",
            "它在名录中是 `{attribute}` 栏的值，不是评价对象"
        ));
    }
    if let Some(member) = name.and_then(|name| roster.find(name)).map(|at| &roster.members()[at]) {
        let (en, zh) = (member.label(Lang::En), member.label(Lang::Zh));
        return Some(bi!("the name beside it is that of {en}", "同一行的名称是 {zh}"));
    }
    let mut names: Vec<&str> =
        roster.members().iter().flat_map(|member| [member.name.get(Lang::Zh), member.name.get(Lang::En)]).collect();
    let mut near = Vec::new();
    // In names of three characters one that differs is little proof, so the others that are near are named as well.
    while near.len() < 3 && text.len() <= LONGEST_NAME {
        let Some(next) = nearest(text, names.iter().copied()) else { break };
        names.retain(|name| *name != next);
        near.push(format!("{next:?}"));
    }
    let (last, others) = near.split_last()?;
    let (en, zh) = (others.join(", "), others.join("、"));
    Some(if others.is_empty() {
        bi!("did you mean {last}?", "是否应为 {last}？")
    } else {
        bi!("did you mean {en} or {last}?", "是否应为 {zh} 或 {last}？")
    })
}
