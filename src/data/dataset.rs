//! Observations of units, column by column, exactly as written.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::columns::title;
use super::packed::Packed;
use super::read::figure;
use super::roster::Roster;
use super::table::meta_key;
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Place, bi, codes, nearest};
use crate::error::Error;
use crate::framework::{Figure, Framework, Names, Node};

/// One value of one indicator for one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// A value, exactly.
    Value(Decimal),
    /// Not there: not zero, and not "not applicable".
    Missing,
    /// There is nothing to observe for this unit (不适用).
    NotApplicable,
}

impl From<Decimal> for Observation {
    fn from(value: Decimal) -> Observation {
        Observation::Value(value)
    }
}

impl From<i32> for Observation {
    fn from(value: i32) -> Observation {
        Observation::Value(value.into())
    }
}

impl From<u32> for Observation {
    fn from(value: u32) -> Observation {
        Observation::Value(value.into())
    }
}

impl From<Option<Decimal>> for Observation {
    fn from(value: Option<Decimal>) -> Observation {
        value.map_or(Observation::Missing, Observation::Value)
    }
}

/// What is scored (评价对象): a prefecture, a country, a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Unit {
    /// The roster's code where it is matched, else as written.
    pub id: String,
    /// The data's name, else the roster's.
    pub name: Option<Names>,
    /// The line of the data file it begins on.
    #[serde(skip)]
    pub line: Option<u64>,
    /// Its place in the roster.
    #[serde(skip)]
    pub roster_place: Option<usize>,
}

impl Unit {
    pub(super) fn new(id: impl Into<String>) -> Unit {
        Unit { id: id.into(), name: None, line: None, roster_place: None }
    }

    /// Its name in one language, else its id.
    pub fn label(&self, lang: Lang) -> &str {
        self.name.as_ref().map_or(&self.id, |name| name.get(lang))
    }
}

/// The observations of one node.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    pub code: String,
    /// As headed in the file.
    pub heading: String,
    /// Which field of a row, from 1.
    pub field: Option<u64>,
    pub cells: Arc<Packed>,
    /// The line of each cell where rows hold one value each.
    pub lines: Vec<u64>,
    /// Rows whose cell could not be read, in order; empty in a dataset that is handed out.
    pub unread: Vec<usize>,
}

/// What a dataset was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One column per indicator, under a heading on this line.
    Wide { heading_line: u64 },
    /// One row per value.
    Long,
    /// Values, not a file.
    Built,
}

/// Observations of units, ready to be scored with a framework.
///
/// ```
/// use govscore::{Dataset, Framework};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, "unit,OSI,TII,HCI\nDNK,1,0.7978,0.9472\n".as_bytes())?;
/// assert_eq!(data.units()[0].id, "DNK");
/// # Ok::<(), govscore::Error>(())
/// ```
///
/// Cloning is cheap: clones share one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    pub(super) inner: Arc<Inner>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Inner {
    /// The id of the framework that the columns are named after.
    pub(super) framework: String,
    pub(super) file: Option<String>,
    pub(super) form: Form,
    pub(super) input: Figure,
    pub(super) meta: Vec<(String, String)>,
    pub(super) units: Vec<Unit>,
    pub(super) columns: Vec<Column>,
    pub(super) attributes: Vec<(String, Vec<String>)>,
    pub(super) roster: Option<Roster>,
}

impl Dataset {
    /// Observations from values rather than from a file.
    ///
    /// ```
    /// use govscore::{Dataset, Framework, read_number};
    ///
    /// let framework = Framework::builtin("un-egdi-2018")?;
    /// let data = Dataset::builder(&framework)
    ///     .set("Utopia", "OSI", 1)
    ///     .set("Utopia", "TII", read_number("0.8123").unwrap())
    ///     .set("Utopia", "HCI", read_number("0.9").unwrap())
    ///     .build()?;
    /// let scores = framework.score(&data)?;
    /// assert_eq!(scores.iter().next().unwrap().total().unwrap().to_string(), "0.9041");
    /// # Ok::<(), govscore::Error>(())
    /// ```
    pub fn builder(framework: &Framework) -> DatasetBuilder<'_> {
        DatasetBuilder {
            framework,
            input: framework.input(),
            meta: Vec::new(),
            units: Vec::new(),
            rows: HashMap::new(),
            columns: Vec::new(),
            problems: Diagnostics::new(),
        }
    }

    /// The units, in the order of the data.
    pub fn units(&self) -> &[Unit] {
        &self.inner.units
    }

    /// The id of the framework that the data were read for.
    pub fn framework_id(&self) -> &str {
        &self.inner.framework
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.inner.units.len()
    }

    /// Whether there are no units.
    pub fn is_empty(&self) -> bool {
        self.inner.units.is_empty()
    }

    /// Whether the values are rates or points.
    pub fn input(&self) -> Figure {
        self.inner.input
    }

    /// What was observed of the indicator with this code; missing where there is no such column or row.
    pub fn observation(&self, row: usize, code: &str) -> Observation {
        let column = self.column(code).filter(|column| row < column.cells.len());
        column.map_or(Observation::Missing, |column| column.cells.get(row))
    }

    /// The codes of the indicators that have a column.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.inner.columns.iter().map(|column| column.code.as_str())
    }

    /// The names of all other columns.
    pub fn attribute_names(&self) -> impl Iterator<Item = &str> {
        self.inner.attributes.iter().map(|(name, _)| name.as_str())
    }

    /// An attribute of a unit: from the data, else from the roster.
    pub fn attribute(&self, row: usize, name: &str) -> Option<&str> {
        let own = self.inner.attributes.iter().find(|(known, _)| known == name).and_then(|(_, values)| values.get(row));
        let own = own.map(String::as_str).filter(|value| !value.is_empty());
        own.or_else(|| self.inner.roster.as_ref()?.attribute(self.inner.units.get(row)?.roster_place?, name))
    }

    /// The value of an opening `# key: value` line; `来源` is `source`, as it is in a file.
    pub fn meta(&self, key: &str) -> Option<&str> {
        let key = meta_key(key);
        self.inner.meta.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
    }

    /// What the file says of being made up, if it is.
    pub fn synthetic(&self) -> Option<&str> {
        self.meta("synthetic")
            .filter(|value| !matches!(value.to_lowercase().as_str(), "" | "false" | "no" | "0" | "否"))
    }

    /// Whether the values are made up; every output then says so.
    pub fn is_synthetic(&self) -> bool {
        self.synthetic().is_some()
    }

    /// The roster that units were matched with.
    pub fn roster(&self) -> Option<&Roster> {
        self.inner.roster.as_ref()
    }

    /// The row of a unit, by id, name, or any name the roster knows it by.
    pub fn find(&self, text: &str) -> Option<usize> {
        let named = |unit: &Unit| unit.name.as_ref().is_some_and(|name| name.is_any(text));
        self.inner
            .units
            .iter()
            .position(|unit| unit.id == text)
            .or_else(|| self.inner.units.iter().position(named))
            .or_else(|| {
                let place = self.inner.roster.as_ref()?.find(text)?;
                self.inner.units.iter().position(|unit| unit.roster_place == Some(place))
            })
    }

    pub(crate) fn column(&self, code: &str) -> Option<&Column> {
        self.inner.columns.iter().find(|column| column.code == code)
    }

    pub(crate) fn column_index(&self, code: &str) -> Option<usize> {
        self.inner.columns.iter().position(|column| column.code == code)
    }

    pub(crate) fn column_at(&self, index: usize) -> &Column {
        &self.inner.columns[index]
    }

    /// Where a cell stands.
    pub(crate) fn place(&self, column: &Column, node: &Node, row: usize) -> Place {
        Place {
            file: self.inner.file.clone(),
            line: column.lines.get(row).copied().filter(|line| *line > 0).or(self.inner.units[row].line),
            column: column.field,
            heading: Some(title(node, &column.heading)),
        }
    }

    /// Where a unit stands.
    pub(crate) fn unit_place(&self, row: usize) -> Place {
        Place { file: self.inner.file.clone(), line: self.inner.units[row].line, ..Place::default() }
    }

    /// Where the headings stand; the file as a whole where it has none for indicators.
    pub(crate) fn heading_place(&self) -> Place {
        let line = match self.inner.form {
            Form::Wide { heading_line } => Some(heading_line),
            Form::Long | Form::Built => None,
        };
        Place { file: self.inner.file.clone(), line, ..Place::default() }
    }

    /// What it was read from.
    pub(crate) fn form(&self) -> Form {
        self.inner.form
    }
}

/// Builds a [`Dataset`] from values.
#[derive(Debug)]
pub struct DatasetBuilder<'f> {
    framework: &'f Framework,
    input: Figure,
    meta: Vec<(String, String)>,
    units: Vec<Unit>,
    rows: HashMap<String, usize>,
    columns: Vec<(String, Packed)>,
    problems: Diagnostics,
}

impl DatasetBuilder<'_> {
    /// Says whether the values are rates or points, where it is not as the framework says.
    pub fn input(mut self, input: Figure) -> Self {
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
            form: Form::Built,
            input: self.input,
            meta: self.meta,
            columns: columns.collect(),
            units: self.units,
            attributes: Vec::new(),
            roster: None,
        };
        Ok(Dataset { inner: Arc::new(inner) })
    }
}
