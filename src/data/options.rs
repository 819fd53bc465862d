//! How a file is to be read, and what came of it.

use super::columns::has_unit;
use super::dataset::Dataset;
use super::roster::Roster;
use super::table::Source;
use crate::diagnostic::Diagnostics;
use crate::error::Error;
use crate::framework::Input;
use crate::limits::Limits;

/// How a data file is to be read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// How messages call the file.
    pub file: Option<String>,
    /// The roster to match units with; none for units as written.
    pub roster: Option<Roster>,
    /// Whether values are rates or points; the file's `# input:` line, else the framework, decides where absent.
    pub input: Option<Input>,
    /// The sheet of a workbook; where absent the only one that holds something, or the first with a column of units.
    pub sheet: Option<String>,
    /// How much is read at most.
    pub limits: Limits,
}

impl ReadOptions {
    /// Sets how messages call the file.
    pub fn file(mut self, file: impl Into<String>) -> ReadOptions {
        self.file = Some(file.into());
        self
    }

    /// Sets the roster to match units with.
    pub fn roster(mut self, roster: Option<Roster>) -> ReadOptions {
        self.roster = roster;
        self
    }

    /// Sets whether values are rates or points.
    pub fn input(mut self, input: Option<Input>) -> ReadOptions {
        self.input = input;
        self
    }

    /// Sets which sheet of a workbook is read.
    pub fn sheet(mut self, sheet: Option<String>) -> ReadOptions {
        self.sheet = sheet;
        self
    }

    /// The table that data are in.
    pub(super) fn source(&self) -> Source<'_> {
        Source {
            file: self.file.as_deref(),
            sheet: self.sheet.as_deref(),
            fits: &has_unit,
            titled: false,
            limits: self.limits,
        }
    }

    /// Sets how much is read at most.
    pub fn limits(mut self, limits: Limits) -> ReadOptions {
        self.limits = limits;
        self
    }
}

/// The outcome of reading a data file: everything that was found, and the dataset if none of it is an error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The dataset, unless there are errors.
    pub dataset: Option<Dataset>,
    /// Errors, warnings and notes in the order of the file; with errors, also what [`crate::check_data`] finds in
    /// what could be read.
    pub diagnostics: Diagnostics,
}

impl Loaded {
    /// The dataset, or all diagnostics if one of them is an error.
    pub fn into_result(self) -> Result<Dataset, Error> {
        match self.dataset {
            Some(dataset) if !self.diagnostics.has_errors() => Ok(dataset),
            _ => Err(Error::Data(self.diagnostics)),
        }
    }
}
