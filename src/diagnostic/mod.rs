//! What is wrong, where, what was expected, and how to mend it.
//!
//! Nothing that reads input stops at its first problem: problems are pushed into [`Diagnostics`],
//! and whoever needs a verdict asks [`Diagnostics::has_errors`].
//! Every message exists in English and in Chinese.

mod code;
mod lang;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::number::shorten;

pub use code::{ALL as ALL_CODES, Code, codes};
pub use lang::{Bilingual, Lang};
pub(crate) use lang::{bi, plural};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The input cannot be used as it is.
    Error,
    /// The input can be used, but somebody should look; `--strict` turns some of these into errors.
    Warning,
    /// Something was read in a way that the reader should know of.
    Note,
}

impl Severity {
    /// The word for it.
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Severity::Error, Lang::En) => "error",
            (Severity::Error, Lang::Zh) => "错误",
            (Severity::Warning, Lang::En) => "warning",
            (Severity::Warning, Lang::Zh) => "警告",
            (Severity::Note, Lang::En) => "note",
            (Severity::Note, Lang::Zh) => "提示",
        }
    }
}

/// Where a problem stands: every part that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as its reader named it.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column, from 1: characters in YAML, fields in a table.
    pub column: Option<u64>,
    /// In a workbook: the sheet, of which line and column are the cell.
    pub sheet: Option<String>,
    /// In a table: the column's heading, with the indicator's name where it is one.
    pub heading: Option<Bilingual>,
}

impl Place {
    /// The cell of a sheet as spreadsheets write it, such as `C7`.
    pub fn cell(&self) -> Option<String> {
        self.sheet.as_ref()?;
        Some(format!("{}{}", column_letters(self.column?), self.line?))
    }

    /// The sheet, with its cell, row or column as far as they are known: `sheet 填报, cell C7`.
    fn in_sheet(&self, lang: Lang) -> Option<String> {
        let sheet = shorten(self.sheet.as_deref()?);
        let letters = self.column.filter(|_| self.heading.is_none()).map(column_letters);
        let (en, zh) = match (self.cell(), self.line, letters) {
            (Some(cell), ..) => (format!(", cell {cell}"), format!("，单元格 {cell}")),
            (None, Some(line), _) => (format!(", row {line}"), format!("，第 {line} 行")),
            (None, None, Some(column)) => (format!(", column {column}"), format!("，{column} 列")),
            (None, None, None) => Default::default(),
        };
        Some(bi!("sheet {sheet}{en}", "工作表 {sheet}{zh}").get(lang).to_owned())
    }
}

/// The letters by which spreadsheets call a column: 1 is `A`, 27 is `AA`.
pub(crate) fn column_letters(mut column: u64) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        // A remainder below 26 is a letter.
        letters.insert(0, char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    letters.into_iter().collect()
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of the kind of problem; [`ALL_CODES`] lists them.
    pub code: Code,
    /// Where in the tree or the table: `A/A1/A11.weight`, `tiers[2].from`, `宁波市/A11`.
    pub path: String,
    /// Where in the file.
    pub place: Place,
    /// What was found and what was expected.
    pub message: Bilingual,
    /// How to mend it.
    pub hint: Option<Bilingual>,
}

impl Diagnostic {
    /// A problem of a kind, as severe as its kind, without a place.
    ///
    /// Callers of the library may add their own to what it found.
    pub fn new(code: Code, message: Bilingual) -> Diagnostic {
        Diagnostic {
            severity: code.severity(),
            code,
            path: String::new(),
            place: Place::default(),
            message,
            hint: None,
        }
    }

    /// The same at a place: where in the tree or table, and where in the file.
    pub fn at(mut self, path: impl Into<String>, place: Place) -> Diagnostic {
        self.path = path.into();
        self.place = place;
        self
    }

    /// The same with a word on how to mend it.
    pub fn hint(mut self, hint: Bilingual) -> Diagnostic {
        self.hint = Some(hint);
        self
    }

    /// The file, line and heading as one prefix: `data.csv:17, column A11 责任清单`; in a workbook sheet and cell:
    /// `data.xlsx, sheet 填报, cell C7, column A11 责任清单`; of values that are in no file, the unit and the heading:
    /// `unit 宁波市, column A11 责任清单`.
    pub fn location(&self, lang: Lang) -> String {
        let mut text = self.place.file.clone().unwrap_or_default();
        match (self.place.line.filter(|_| self.place.sheet.is_none()), lang) {
            (Some(line), _) if !text.is_empty() => text.push_str(&format!(":{line}")),
            (Some(line), Lang::En) => text = format!("line {line}"),
            (Some(line), Lang::Zh) => text = format!("第 {line} 行"),
            (None, _) => {}
        }
        if let Some(sheet) = self.place.in_sheet(lang) {
            text.push_str(if lang == Lang::Zh { "，" } else { ", " });
            text.push_str(&sheet);
        }
        // No code of an indicator has a slash, so what stands before the last one is the unit.
        match (self.path.rsplit_once('/'), lang) {
            (Some((unit, _)), Lang::En) if self.is_in_no_file() => text = format!("unit {unit}"),
            (Some((unit, _)), Lang::Zh) if self.is_in_no_file() => text = format!("评价对象 {unit}"),
            _ => {}
        }
        match (&self.place.heading, self.place.column) {
            (Some(heading), _) => {
                let heading = heading.get(lang);
                text.push_str(&match lang {
                    Lang::En => format!(", column {heading}"),
                    Lang::Zh => format!("，列 {heading}"),
                });
            }
            (None, Some(column)) if self.place.line.is_some() && self.place.sheet.is_none() => {
                text.push_str(&format!(":{column}"))
            }
            _ => {}
        }
        text.trim_start_matches([',', '，', ' ']).to_owned()
    }

    /// Whether it is about a value that was not read from a file.
    fn is_in_no_file(&self) -> bool {
        self.place.heading.is_some() && self.place.file.is_none() && self.place.line.is_none()
    }

    /// One line for a log or a terminal: severity, code, place, path, message and hint.
    pub fn line(&self, lang: Lang) -> String {
        let location = self.location(lang);
        let mut text = format!("{}[{}] ", self.severity.name(lang), self.code);
        for part in [location.as_str(), self.path.as_str()] {
            let repeated = self.place.heading.is_some() && part == self.path;
            if !part.is_empty() && !repeated {
                text.push_str(part);
                text.push_str(if lang == Lang::Zh { "：" } else { ": " });
            }
        }
        text.push_str(self.message.get(lang));
        if let Some(hint) = &self.hint {
            let (open, close) = if lang == Lang::Zh { ("（", "）") } else { (" (", ")") };
            text.push_str(&format!("{open}{}{close}", hint.get(lang)));
        }
        text
    }

    /// The same in one language, with flat fields, for JSON.
    pub fn in_lang(&self, lang: Lang) -> impl Serialize + use<'_> {
        Flat {
            severity: self.severity,
            code: self.code.name(),
            path: &self.path,
            file: self.place.file.as_deref(),
            line: self.place.line,
            column: self.place.column,
            sheet: self.place.sheet.as_deref(),
            cell: self.place.cell(),
            message: self.message.get(lang),
            hint: self.hint.as_ref().map(|hint| hint.get(lang)),
        }
    }
}

#[derive(Serialize)]
struct Flat<'a> {
    severity: Severity,
    code: &'static str,
    path: &'a str,
    file: Option<&'a str>,
    line: Option<u64>,
    column: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    message: &'a str,
    hint: Option<&'a str>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::En))
    }
}

/// All problems found so far, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes over all of `others`.
    pub fn extend(&mut self, others: Diagnostics) {
        self.0.extend(others.0);
    }

    /// Whether any of them forbids using the input.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are, of every severity.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Each in turn.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Turns the warnings that `strict` covers into errors.
    pub fn strict(mut self) -> Diagnostics {
        for diagnostic in &mut self.0 {
            if diagnostic.code.strict_error() {
                diagnostic.severity = Severity::Error;
            }
        }
        self
    }

    /// In the order of the lines; what has no line comes last, since it can be many.
    pub(crate) fn in_order(&self) -> Diagnostics {
        let mut all: Vec<&Diagnostic> = self.iter().collect();
        all.sort_by_key(|found| (found.place.line.is_none(), found.place.line, found.place.column));
        all.into_iter().cloned().collect()
    }

    /// Says of all that has a place in a table which sheet that is in.
    pub(crate) fn in_sheet(&mut self, sheet: &str) {
        let placed = |diagnostic: &&mut Diagnostic| {
            let place = &diagnostic.place;
            place.sheet.is_none() && (place.line.is_some() || place.column.is_some())
        };
        self.0.iter_mut().filter(placed).for_each(|diagnostic| diagnostic.place.sheet = Some(sheet.to_owned()));
    }

    /// In the order of the file, then of the lines.
    pub(crate) fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.place.file.clone(), d.place.line, d.place.column);
            key(a).cmp(&key(b))
        });
    }

    /// Of each kind that occurs more than `most` times the first few, of all others every one; then how many of which
    /// kind were left out.
    pub fn summarised(&self, most: usize) -> (Vec<&Diagnostic>, Vec<(Code, usize)>) {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in &self.0 {
            *counts.entry(diagnostic.code).or_default() += 1;
        }
        let few = most.div_ceil(4);
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        let shown = self.0.iter().filter(|diagnostic| {
            let seen = seen.entry(diagnostic.code).or_default();
            *seen += 1;
            counts[&diagnostic.code] <= most || *seen <= few
        });
        let shown = shown.collect();
        let left = counts.into_iter().filter(|(_, count)| *count > most);
        (shown, left.map(|(code, count)| (code, count - few)).collect())
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, diagnostic) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            fmt::Display::fmt(diagnostic, f)?;
        }
        Ok(())
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Diagnostics {
        Diagnostics(diagnostics.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// The allowed word that is nearest to `word`, if one is near enough to be a slip.
///
/// ```
/// use govscore::diagnostic::nearest;
///
/// assert_eq!(nearest("bluebook2019", ["un-egdi-2018", "bluebook-2019"]), Some("bluebook-2019"));
/// assert_eq!(nearest("banana", ["un-egdi-2018", "bluebook-2019"]), None);
/// ```
pub fn nearest<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // What is longer than this is no slip, and comparing takes as long as the product of the lengths.
    const LONGEST: usize = 200;
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    allowed
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().max(word.chars().count()) + 1) / 3)
        .min_by_key(|(distance, candidate)| (*distance, candidate.len().abs_diff(word.len())))
        .map(|(_, candidate)| candidate)
}

/// `a, b or c` in quotes, for "expected one of".
pub(crate) fn one_of(words: &[&str]) -> Bilingual {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => bi!("nothing", "无"),
        Some((only, [])) => bi!("{only}", "{only}"),
        Some((last, rest)) => {
            let (rest_en, rest_zh) = (rest.join(", "), rest.join("、"));
            bi!("{rest_en} or {last}", "{rest_zh} 或 {last}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_word_only_when_it_is_near() {
        let allowed = ["arithmetic", "reject", "rescale-node"];
        assert_eq!(nearest("arithmetc", allowed), Some("arithmetic"));
        assert_eq!(nearest("rescale_node", allowed), Some("rescale-node"));
        assert_eq!(nearest("banana", allowed), None);
    }

    #[test]
    fn values_without_a_file_are_placed_by_their_unit() {
        let heading = Some(bi!("A11 List", "A11 责任清单"));
        let place = |line, heading| Place { line, heading, ..Place::default() };
        let at = |path: &str, place| Diagnostic::new(codes::NOT_A_NUMBER, bi!("x", "x")).at(path, place);
        let built = at("甲/乙市/A11", place(None, heading.clone()));
        assert_eq!(built.location(Lang::En), "unit 甲/乙市, column A11 List");
        assert_eq!(built.location(Lang::Zh), "评价对象 甲/乙市，列 A11 责任清单");
        assert_eq!(at("A11", place(None, heading.clone())).location(Lang::En), "column A11 List");
        assert_eq!(at("甲市/A11", place(Some(2), heading)).location(Lang::En), "line 2, column A11 List");
        assert_eq!(at("A/A1", place(None, None)).location(Lang::En), "");
    }

    #[test]
    fn in_a_workbook_the_sheet_and_the_cell_say_where() {
        let at = |line, column, heading| {
            let place = Place { file: Some("x.xlsx".into()), sheet: Some("填报".into()), line, column, heading };
            Diagnostic::new(codes::NOT_A_NUMBER, bi!("x", "x")).at("甲市/A11", place)
        };
        let heading = Some(bi!("A11 List", "A11 责任清单"));
        for (diagnostic, en, zh) in [
            (at(Some(7), Some(3), None), "x.xlsx, sheet 填报, cell C7", "x.xlsx，工作表 填报，单元格 C7"),
            (at(Some(7), None, None), "x.xlsx, sheet 填报, row 7", "x.xlsx，工作表 填报，第 7 行"),
            (at(None, Some(28), None), "x.xlsx, sheet 填报, column AB", "x.xlsx，工作表 填报，AB 列"),
            (at(None, None, None), "x.xlsx, sheet 填报", "x.xlsx，工作表 填报"),
            (
                at(Some(7), Some(3), heading.clone()),
                "x.xlsx, sheet 填报, cell C7, column A11 List",
                "x.xlsx，工作表 填报，单元格 C7，列 A11 责任清单",
            ),
            (at(None, Some(3), heading), "x.xlsx, sheet 填报, column A11 List", "x.xlsx，工作表 填报，列 A11 责任清单"),
        ] {
            assert_eq!((diagnostic.location(Lang::En).as_str(), diagnostic.location(Lang::Zh).as_str()), (en, zh));
        }
        let letters = [1, 26, 27, 52, 53, 702, 703, 16_384].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn summarises_what_repeats() {
        let mut all = Diagnostics::new();
        for _ in 0..25 {
            all.push(Diagnostic::new(codes::NOT_A_NUMBER, bi!("x", "x")));
        }
        let (shown, more) = all.summarised(20);
        assert_eq!(shown.len(), 5);
        assert_eq!(more, [(codes::NOT_A_NUMBER, 20)]);
    }
}
