//! A dataset from values rather than from a file.

use std::collections::HashMap;
use std::sync::Arc;

use super::dataset::{Column, Dataset, Form, Inner, Observation, Unit};
use super::input::figure;
use super::opening::meta_key;
use super::packed::Packed;
use super::records::{Blanks, Evidence, Record, in_order};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes, nearest};
use crate::error::Error;
use crate::framework::{Framework, Input};
use crate::methods::{BadAnswer, Said, read_answer};

/// Builds a [`Dataset`] from values.
#[derive(Debug)]
pub struct DatasetBuilder<'f> {
    framework: &'f Framework,
    input: Input,
    meta: Vec<(String, String)>,
    units: Vec<Unit>,
    rows: HashMap<String, usize>,
    columns: Vec<(String, Packed)>,
    records: Vec<Vec<Record>>,
    problems: Diagnostics,
}

impl<'f> DatasetBuilder<'f> {
    pub(super) fn new(framework: &'f Framework) -> DatasetBuilder<'f> {
        DatasetBuilder {
            framework,
            input: framework.input(),
            meta: Vec::new(),
            units: Vec::new(),
            rows: HashMap::new(),
            columns: Vec::new(),
            records: vec![Vec::new(); framework.items().len()],
            problems: Diagnostics::new(),
        }
    }

    /// Says whether the values are rates or points, where it is not as the framework says.
    pub fn input(mut self, input: Input) -> Self {
        self.input = input;
        self
    }

    /// Says something of the data as a whole, as an opening `# key: value` line of a file does; a second value for the
    /// same key replaces the first. What is made up says `synthetic`, and then every output does.
    ///
    /// ```
    /// use govscore::{Dataset, Framework};
    ///
    /// let framework = Framework::builtin("un-egdi-2018")?;
    /// let data = Dataset::builder(&framework)
    ///     .meta("synthetic", "true")
    ///     .meta("source", "an example in the documentation")
    ///     .set("Utopia", "OSI", 1)
    ///     .build()?;
    /// assert!(data.is_synthetic());
    /// assert_eq!(data.meta("source"), Some("an example in the documentation"));
    /// # Ok::<(), govscore::Error>(())
    /// ```
    pub fn meta(mut self, key: &str, value: &str) -> Self {
        let (key, value) = (meta_key(key), value.trim().to_owned());
        if key == "input" {
            match figure(&value) {
                Ok(figure) => self.input = figure,
                Err(problem) => self.problems.push(problem),
            }
        }
        match self.meta.iter_mut().find(|(known, _)| *known == key) {
            Some((_, before)) => *before = value,
            None => self.meta.push((key, value)),
        }
        self
    }

    /// Adds a unit, or nothing where it is already there.
    pub fn unit(mut self, id: &str) -> Self {
        self.row(id);
        self
    }

    /// Sets one value, adding the unit where it is new; a second value for the same place replaces the first.
    pub fn set(mut self, unit: &str, code: &str, value: impl Into<Observation>) -> Self {
        let row = self.row(unit);
        if let Some(cells) = self.cells(&format!("{unit}/{code}"), code) {
            (cells.len()..row).for_each(|_| cells.push(Observation::Missing));
            if row == cells.len() { cells.push(value.into()) } else { cells.set(row, value.into()) }
        }
        self
    }

    /// Records what was observed of an item, or of a leaf with a rule of its own, adding the unit where it is new. Values
    /// are then read as observations.
    ///
    /// ```
    /// use govscore::{Dataset, Framework};
    ///
    /// let framework = Framework::from_yaml(
    ///     "{govscore: 1, id: x, title: X, indicators: [{code: A, weight: 1, rule: yes-no}]}",
    /// )?;
    /// let data = Dataset::builder(&framework).observe("甲市", "A", "是").observe("乙市", "A", "否").build()?;
    /// let totals: Vec<_> = framework.score(&data)?.iter().map(|unit| unit.total().unwrap().to_string()).collect();
    /// assert_eq!(totals, ["100", "0"]);
    /// # Ok::<(), govscore::Error>(())
    /// ```
    pub fn observe(self, unit: &str, item: &str, answer: &str) -> Self {
        self.observe_with(unit, item, answer, None, Evidence::default())
    }

    /// The same in one of several rounds, and with evidence.
    pub fn observe_with(
        mut self,
        unit: &str,
        item: &str,
        answer: &str,
        round: Option<u32>,
        evidence: Evidence,
    ) -> Self {
        self.input = Input::Observations;
        let row = self.row(unit);
        let path = format!("{unit}/{item}");
        let Some(known) = self.framework.find_item(item) else {
            let near = nearest(item, self.framework.items().iter().map(|item| item.code.as_str()));
            let message = bi!("no item has the code `{item}`", "没有代码为 `{item}` 的采集点位");
            let mut diagnostic = Diagnostic::new(codes::UNKNOWN_INDICATOR, message).at(path, Place::default());
            diagnostic.hint = near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"));
            self.problems.push(diagnostic);
            return self;
        };
        match read_answer(&known.rule, known.measured_in.as_ref(), answer) {
            Ok(Said::Missing) => {}
            Ok(said) => {
                let evidence = (!evidence.is_empty()).then(|| Box::new(evidence));
                let text = answer.to_owned();
                self.records[known.id.index()].push(Record {
                    row,
                    said,
                    text,
                    round,
                    evidence,
                    line: None,
                    field: None,
                });
            }
            Err(BadAnswer { message, hint }) => {
                self.problems.push(Diagnostic::new(codes::BAD_ANSWER, message).at(path, Place::default()).hint(hint));
            }
        }
        self
    }

    /// Adds units, in their order.
    pub fn units<I: IntoIterator>(mut self, ids: I) -> Self
    where
        I::Item: AsRef<str>,
    {
        for id in ids {
            self.row(id.as_ref());
        }
        self
    }

    /// Sets the values of one indicator for the units in their order, and replaces whatever was set there.
    ///
    /// ```
    /// use govscore::{Dataset, Framework};
    ///
    /// let framework = Framework::builtin("un-egdi-2018")?;
    /// let data = Dataset::builder(&framework)
    ///     .units(["Utopia", "Erewhon"])
    ///     .column("OSI", [1, 0])
    ///     .column("TII", [1, 1])
    ///     .column("HCI", [1, 1])
    ///     .build()?;
    /// assert_eq!(framework.score(&data)?.ranks(govscore::NodeId::TOTAL), [Some(1), Some(2)]);
    /// # Ok::<(), govscore::Error>(())
    /// ```
    pub fn column<I: IntoIterator>(mut self, code: &str, values: I) -> Self
    where
        I::Item: Into<Observation>,
    {
        let rows = self.units.len();
        let Some(cells) = self.cells(code, code) else { return self };
        *cells = values.into_iter().map(Into::into).collect();
        let count = cells.len();
        if count > rows {
            let message =
                bi!("{count} values of {code} for {rows} units", "{code} 有 {count} 个值，而评价对象为 {rows} 个");
            let hint = bi!("add the units first", "请先添加评价对象");
            self.problems.push(Diagnostic::new(codes::RAGGED_ROW, message).at(code, Place::default()).hint(hint));
        }
        self
    }

    /// The cells of an indicator; where there is no such indicator, that is noted.
    fn cells(&mut self, path: &str, code: &str) -> Option<&mut Packed> {
        if self.framework.nodes().iter().any(|node| node.code == code) {
            let at = self.columns.iter().position(|(known, _)| known == code).unwrap_or_else(|| {
                self.columns.push((code.to_owned(), Packed::default()));
                self.columns.len() - 1
            });
            return Some(&mut self.columns[at].1);
        }
        let near = nearest(code, self.framework.nodes().iter().map(|node| node.code.as_str()));
        let message = bi!("no indicator has the code `{code}`", "没有代码为 `{code}` 的指标");
        let mut diagnostic = Diagnostic::new(codes::UNKNOWN_INDICATOR, message).at(path, Place::default());
        diagnostic.hint = near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"));
        self.problems.push(diagnostic);
        None
    }

    fn row(&mut self, id: &str) -> usize {
        if let Some(row) = self.rows.get(id) {
            return *row;
        }
        if id.trim().is_empty() {
            let hint = bi!("give it a code or a name", "请给出代码或名称");
            let diagnostic = Diagnostic::new(codes::EMPTY_UNIT, bi!("a unit has no id", "有评价对象没有标识"));
            self.problems.push(diagnostic.hint(hint));
        }
        self.units.push(Unit::new(id));
        self.rows.insert(id.to_owned(), self.units.len() - 1);
        self.units.len() - 1
    }

    /// The dataset, or every code that the framework does not have, every unit without an id, and an `input` that is
    /// none.
    pub fn build(self) -> Result<Dataset, Error> {
        if self.problems.has_errors() {
            return Err(Error::Data(self.problems));
        }
        let count = self.units.len();
        let columns = self.columns.into_iter().map(|(code, mut cells)| {
            (cells.len()..count).for_each(|_| cells.push(Observation::Missing));
            let (heading, cells) = (String::new(), Arc::new(cells));
            Column { code, heading, field: None, cells, lines: Vec::new(), unread: Vec::new() }
        });
        let inner = Inner {
            framework: self.framework.id().to_owned(),
            file: None,
            sheet: None,
            form: Form::Built,
            input: self.input,
            meta: self.meta,
            columns: columns.collect(),
            records: in_order(self.records),
            unread: Vec::new(),
            blanks: Blanks::default(),
            units: self.units,
            attributes: Vec::new(),
            roster: None,
        };
        Ok(Dataset { inner: Arc::new(inner) })
    }
}
