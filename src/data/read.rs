//! From a file to a dataset: what both forms of a table have in common.

use std::sync::Arc;

use super::cells::{Cell, read_cell};
use super::columns::{Columns, Indicators, Role, is_long, title};
use super::dataset::{Column, Dataset, Form, Inner, Observation};
use super::input::input;
use super::opening::is_part;
use super::options::ReadOptions;
use super::records::{Blanks, Record, in_order as in_order_of_units};
use super::table::{Table, read_table};
use super::units::Units;
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Place, bi, codes};
use crate::framework::{Figure, Framework, Input, Item, ItemId, NodeId};
use crate::methods::{BadAnswer, Said, read_answer};
use crate::number::{Ratio, plain_text, shorten};

/// What a file holds, before it is known whether that fits the framework.
pub(crate) struct TableRead {
    /// What could be read.
    pub dataset: Option<Dataset>,
    pub found: Diagnostics,
    /// Whether it is known of every column and row what it is of, so that what is not there is missing.
    pub all_known: bool,
}

/// Reads a table and tells what in it cannot be read.
pub(crate) fn read_dataset(framework: &Framework, bytes: &[u8], options: &ReadOptions) -> TableRead {
    let mut found = Diagnostics::new();
    let table = read_table(bytes, &options.source(), &mut found);
    let sheet = table.as_ref().and_then(Table::sheet).map(str::to_owned);
    let dataset = table.and_then(|table| {
        let input = input(framework, options, &table.meta, &mut found);
        let indicators = Indicators::new(framework, input);
        let long = is_long(&table.headings, &indicators);
        let found = &mut found;
        let mut reader = Reader {
            framework,
            options,
            table: &table,
            indicators,
            input,
            marked_synthetic: false,
            unread: Vec::new(),
            found,
        };
        match long {
            Some(true) => reader.long(),
            Some(false) => reader.wide(),
            None => reader.both_forms(),
        }
    });
    if let Some(sheet) = &sheet {
        found.in_sheet(sheet);
    }
    // What cannot be said which indicator it is of may be what seems to be missing.
    let doubtful = [codes::AMBIGUOUS_COLUMN, codes::UNKNOWN_INDICATOR];
    let all_known = !found.iter().any(|diagnostic| doubtful.contains(&diagnostic.code));
    TableRead { dataset, found, all_known }
}

/// Reads the rows of one table.
pub(super) struct Reader<'a> {
    pub framework: &'a Framework,
    pub options: &'a ReadOptions,
    pub table: &'a Table,
    pub indicators: Indicators,
    pub input: Input,
    /// A column of an earlier result says that its data were made up.
    pub marked_synthetic: bool,
    /// Items and rows of answers that could not be read.
    pub unread: Vec<(ItemId, usize)>,
    pub found: &'a mut Diagnostics,
}

/// What is observed of items, while it is being read.
pub(super) struct Observed {
    /// The records of each item.
    pub records: Vec<Vec<Record>>,
    pub blanks: Blanks,
}

impl Observed {
    pub(super) fn new(framework: &Framework) -> Observed {
        Observed { records: vec![Vec::new(); framework.items().len()], blanks: Blanks::default() }
    }
}

/// The values of one indicator while they are being read.
pub(super) struct Values {
    id: NodeId,
    /// Which field of a row, from 0.
    at: usize,
    pub title: Bilingual,
    range: Option<(Ratio, Ratio)>,
    percent: usize,
    full_width: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn place(&self, line: Option<u64>, field: Option<usize>) -> Place {
        Place { file: self.options.file.clone(), line, column: field.map(|at| at as u64 + 1), ..Place::default() }
    }

    pub(super) fn units(&self) -> Units<'a> {
        Units::new(self.options.roster.as_ref(), self.options.file.as_deref())
    }

    /// The column that says which unit a row is about, after all that is wrong with the headings has been told.
    pub(super) fn unit_column(&mut self, columns: &mut Columns) -> Option<usize> {
        for problem in columns.problems.drain(..) {
            self.found.push(problem);
        }
        let column = columns.position(&Role::Unit);
        if column.is_none() {
            let filled: Vec<&str> =
                self.table.headings.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
            let (en, zh) = (shorten(&filled.join(", ")), shorten(&filled.join("、")));
            let message =
                bi!("no column says which unit a row is about (headings: {en})", "没有评价对象列（表头：{zh}）");
            let hint = match filled.as_slice() {
                [one] if one.contains(['，', '；', '、', '|']) => {
                    bi!(
                        "is it one column? fields are separated by `,` `;` or a tab",
                        "是否只有一列？各列须以半角“,”“;”或制表符分隔"
                    )
                }
                _ => bi!(
                    "head that column `unit`, 地区, 行政区划代码 or `code`; the headings are the first row",
                    "请将该列命名为 `unit`、地区、行政区划代码 或 `code`；首行应为表头"
                ),
            };
            let place = self.place(Some(self.table.heading_line), None);
            self.found.push(Diagnostic::new(codes::NO_UNIT_COLUMN, message).at("", place).hint(hint));
        }
        column
    }

    /// Tells which units are absent, unless rows were lost from sight.
    pub(super) fn absent(&mut self, units: &mut Units<'_>, columns: &Columns) {
        for role in [Role::Unit, Role::Name] {
            let at = columns.position(&role);
            self.table.ragged.iter().filter_map(|fields| fields.get(at?)).for_each(|text| units.mention(text));
        }
        let swallowed = self.found.iter().any(|diagnostic| diagnostic.code == codes::CSV_SYNTAX);
        if !swallowed && !is_part(&self.table.meta) && columns.position(&Role::Unit).is_some() {
            units.absent(self.found);
        }
    }

    pub(super) fn values(&self, id: NodeId, at: usize, heading: &str) -> Values {
        let range = self.framework.input_range(id, self.input);
        Values { id, at, title: title(self.framework.node(id), heading), range, percent: 0, full_width: 0 }
    }

    /// What a cell says; nothing where it cannot be read, which is told.
    pub(super) fn cell(
        &mut self,
        values: &mut Values,
        unit: &dyn Fn() -> String,
        line: u64,
        text: &str,
    ) -> Option<Observation> {
        let hole = self.table.facts.as_ref().and_then(|facts| facts.problem(line, values.at));
        let read = hole.map_or_else(|| read_cell(text, values.range.as_ref(), self.options.limits), Err);
        match read {
            Ok(Cell { observation, percent, full_width }) => {
                values.percent += usize::from(percent);
                values.full_width += usize::from(full_width);
                Some(observation)
            }
            Err(bad) => {
                let place = self.value_place(values, line);
                let path = format!("{}/{}", shorten(&unit()), self.framework.node(values.id).code);
                self.found.push(Diagnostic::new(bad.code, bad.message).at(path, place).hint(bad.hint));
                None
            }
        }
    }

    /// What a cell says of an item; nothing where its rule can make nothing of it, which is told.
    pub(super) fn said(&mut self, item: &Item, unit: &dyn Fn() -> String, place: Place, text: &str) -> Option<Said> {
        let path = || format!("{}/{}", shorten(&unit()), item.code);
        let at = place.line.zip(place.column.and_then(|column| usize::try_from(column).ok()?.checked_sub(1)));
        let hole = at.and_then(|(line, at)| self.table.facts.as_ref()?.problem(line, at));
        if let Some(bad) = hole {
            self.found.push(Diagnostic::new(bad.code, bad.message).at(path(), place).hint(bad.hint));
            return None;
        }
        match read_answer(&item.rule, item.measured_in.as_ref(), text) {
            Ok(said) => Some(said),
            Err(BadAnswer { message, hint }) => {
                self.found.push(Diagnostic::new(codes::BAD_ANSWER, message).at(path(), place).hint(hint));
                None
            }
        }
    }

    pub(super) fn value_place(&self, values: &Values, line: u64) -> Place {
        Place { heading: Some(values.title.clone()), ..self.place(Some(line), Some(values.at)) }
    }

    /// What is said once per column.
    pub(super) fn note(&mut self, values: &Values) {
        let place = Place { heading: Some(values.title.clone()), ..self.place(None, Some(values.at)) };
        let mut note = |code, message| {
            let path = self.framework.node(values.id).code.clone();
            self.found.push(Diagnostic::new(code, message).at(path, place.clone()));
        };
        if let (1.., Some((low, high))) = (values.percent, &values.range) {
            let count = values.percent;
            note(
                codes::PERCENT_READ,
                bi!(
                    "percentages were read as shares of {low} to {high}: {count}",
                    "{count} 个百分数已按 {low} 到 {high} 换算"
                ),
            );
        }
        if values.full_width > 0 {
            let count = values.full_width;
            note(
                codes::FULL_WIDTH,
                bi!("full-width figures were read as plain ones: {count}", "{count} 个全角数字已按半角读取"),
            );
        }
    }

    /// What a sheet says of a column of values.
    pub(super) fn note_values(&mut self, at: usize, heading: &Bilingual) {
        let Some(facts) = &self.table.facts else { return };
        for (code, message, hint, line) in facts.of_values(at) {
            let place = Place { heading: Some(heading.clone()), ..self.place(line, Some(at)) };
            let mut diagnostic = Diagnostic::new(code, message).at("", place);
            diagnostic.hint = hint;
            self.found.push(diagnostic);
        }
    }

    /// What a sheet says of a column of units or texts.
    pub(super) fn note_texts(&mut self, at: usize) {
        let said = self.table.facts.as_ref().and_then(|facts| facts.of_texts(at));
        if let Some((code, message)) = said {
            let heading = Bilingual::same(shorten(&self.table.headings[at]));
            let place = Place { heading: Some(heading), ..self.place(None, Some(at)) };
            self.found.push(Diagnostic::new(code, message).at("", place));
        }
    }

    /// A heading of both forms: which one is meant changes every number.
    fn both_forms(&mut self) -> Option<Dataset> {
        let message = bi!(
            "the heading has the columns of a long table (indicator, value) and columns of single indicators",
            "表头既有长表的列（指标、值），又有单个指标的列"
        );
        let hint = bi!(
            "keep one of the two forms, or rename the columns that are neither",
            "请只保留一种形式，或给其他列改名"
        );
        let place = self.place(Some(self.table.heading_line), None);
        self.found.push(Diagnostic::new(codes::AMBIGUOUS_COLUMN, message).at("", place).hint(hint));
        None
    }

    /// Whether the file has the columns of a result, as `govscore score` writes them.
    pub(super) fn is_result(&self) -> bool {
        let has = |word: &str| self.table.headings.iter().any(|heading| plain_text(heading) == word);
        ["rank", "tier", "total", "data"].into_iter().all(has)
    }

    /// In a file of results the nodes above what is filled are results, too.
    pub(super) fn drop_results(&mut self, columns: &mut [Column]) {
        let framework = self.framework;
        let node = |column: &Column| framework.find(&column.code).map(|node| node.id);
        for at in 0..columns.len() {
            let Some(id) = node(&columns[at]) else { continue };
            let is_below = |other: &&Column| {
                node(other).is_some_and(|other| framework.ancestors(other).any(|ancestor| ancestor.id == id))
            };
            let below: Vec<&Column> = columns.iter().filter(is_below).collect();
            let results: Vec<usize> = (0..columns[at].cells.len())
                .filter(|&row| {
                    !columns[at].cells.is_missing(row) && below.iter().any(|other| !other.cells.is_missing(row))
                })
                .collect();
            let Some(field) = columns[at].field.filter(|_| !results.is_empty()) else { continue };
            let mut cells = (*columns[at].cells).clone();
            results.into_iter().for_each(|row| cells.set(row, Observation::Missing));
            columns[at].cells = Arc::new(cells);
            let heading = shorten(&columns[at].heading);
            let message = bi!(
                "the column {heading:?} holds results where what is below it is filled, and is not read there",
                "列 {heading:?} 的下级已填，其值为结果，未读取"
            );
            self.ignored(field as usize - 1, message);
        }
    }

    /// A column that an earlier run wrote; results hold points unless asked otherwise, which data files may not.
    pub(super) fn result(&mut self, at: usize, heading: &str) {
        let message = bi!("the column {heading:?} holds results and is not read", "列 {heading:?} 为结果，未读取");
        self.ignored(at, message);
        let differs = self.framework.display() == Figure::Points && self.input != Input::Points;
        if heading == "total" && self.is_result() && differs {
            let message = bi!(
                "if this is a file that `score` wrote, its other columns hold points and are read as rates",
                "若此文件由 `score` 写出，其余各列为得分，现按得分率读取"
            );
            let hint = bi!(
                "say `--input points`, or write it with `--as rate`",
                "请用 `--input points`，或在输出时用 `--as rate`"
            );
            let place = self.place(Some(self.table.heading_line), Some(at));
            self.found.push(Diagnostic::new(codes::RESULT_READ, message).at(heading, place).hint(hint));
        }
    }

    pub(super) fn ignored(&mut self, at: usize, message: Bilingual) {
        let heading = shorten(&self.table.headings[at]);
        let place = self.place(Some(self.table.heading_line), Some(at));
        self.found.push(Diagnostic::new(codes::IGNORED_COLUMN, message).at(heading, place));
    }

    pub(super) fn dataset(
        &mut self,
        form: Form,
        units: Units<'_>,
        columns: Vec<Column>,
        mut observed: Observed,
        attributes: Vec<(String, Vec<String>)>,
    ) -> Dataset {
        self.attach(&units, &mut observed.records);
        let inner = Inner {
            framework: self.framework.id().to_owned(),
            file: self.options.file.clone(),
            sheet: self.table.sheet().map(str::to_owned),
            form,
            input: self.input,
            meta: {
                let mut meta: Vec<(String, String)> =
                    self.table.meta.iter().map(|(key, value, _)| (key.clone(), value.clone())).collect();
                if self.marked_synthetic {
                    meta.insert(0, ("synthetic".to_owned(), "true".to_owned()));
                }
                meta
            },
            units: units.list,
            columns,
            records: in_order_of_units(observed.records),
            unread: {
                let mut unread = self.unread.clone();
                unread.sort_unstable();
                unread
            },
            blanks: observed.blanks,
            attributes,
            roster: self.options.roster.clone(),
        };
        Dataset { inner: Arc::new(inner) }
    }
}
