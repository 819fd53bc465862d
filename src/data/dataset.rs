//! Observations of units, column by column, exactly as written.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::builder::DatasetBuilder;
use super::columns::title;
use super::opening::meta_key;
use super::packed::Packed;
use super::records::{Blanks, Record};
use super::roster::Roster;
use crate::diagnostic::{Lang, Place};
use crate::framework::{Framework, Input, ItemId, Names, Node};

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
    /// The sheet of a workbook that it was read from.
    pub(super) sheet: Option<String>,
    pub(super) form: Form,
    pub(super) input: Input,
    pub(super) meta: Vec<(String, String)>,
    pub(super) units: Vec<Unit>,
    pub(super) columns: Vec<Column>,
    /// What was recorded of each item, in the order of the units; empty where the framework has no items.
    pub(super) records: Vec<Vec<Record>>,
    /// Items and rows of answers that could not be read, in order; empty in a dataset that is handed out.
    pub(super) unread: Vec<(ItemId, usize)>,
    pub(super) blanks: Blanks,
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
        DatasetBuilder::new(framework)
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

    /// Whether the values are rates, points or observations.
    pub fn input(&self) -> Input {
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

    /// Whether it holds observations of items, not only rates or points.
    pub fn is_observed(&self) -> bool {
        self.inner.input == Input::Observations
    }

    /// The names of all attributes, of the data and of the roster.
    pub(crate) fn all_attribute_names(&self) -> Vec<&str> {
        let own = self.attribute_names();
        let roster = self.inner.roster.iter().flat_map(|roster| roster.attribute_names());
        own.chain(roster.map(String::as_str)).collect()
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

    /// Where a cell stands.
    pub(crate) fn place(&self, column: &Column, node: &Node, row: usize) -> Place {
        Place {
            file: self.inner.file.clone(),
            line: column.lines.get(row).copied().filter(|line| *line > 0).or(self.inner.units[row].line),
            column: column.field,
            sheet: self.inner.sheet.clone(),
            heading: Some(title(node, &column.heading)),
        }
    }

    /// Where a unit stands.
    pub(crate) fn unit_place(&self, row: usize) -> Place {
        self.line_place(self.inner.units[row].line)
    }

    /// Where the headings stand; the file as a whole where it has none for indicators.
    pub(crate) fn heading_place(&self) -> Place {
        let line = match self.inner.form {
            Form::Wide { heading_line } => Some(heading_line),
            Form::Long | Form::Built => None,
        };
        self.line_place(line)
    }

    /// A line of the file, or a row of the sheet.
    pub(super) fn line_place(&self, line: Option<u64>) -> Place {
        Place { file: self.inner.file.clone(), line, sheet: self.inner.sheet.clone(), ..Place::default() }
    }

    /// What it was read from.
    pub(crate) fn form(&self) -> Form {
        self.inner.form
    }
}
