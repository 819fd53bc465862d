//! One run of the program: its language, its options for diagnostics, and what was found so far.

use std::io::{self, Write};
use std::path::PathBuf;

use govscore::provenance::Provenance;
use govscore::{Diagnostic, Diagnostics, Error, Lang, Limits};

use crate::report::Report;

/// Why a command ends early.
#[derive(Debug)]
pub enum Stop {
    /// The input has problems, which are in the session's report.
    Problems,
    /// The arguments do not go together.
    Usage(String),
    /// Nobody reads the output any more.
    Closed,
}

/// What every command needs to know.
pub struct Session {
    /// The language of everything that is printed.
    pub lang: Lang,
    /// `--strict`: some warnings are errors.
    pub strict: bool,
    /// `--all`: list every diagnostic.
    pub all: bool,
    /// `--limit`: how much is read at most.
    pub limits: Limits,
    /// What was found so far.
    pub report: Report,
    /// The record of the run, where one was asked for.
    pub provenance: Option<Provenance>,
    /// The files that the run reads, over which no result is written.
    pub inputs: Vec<PathBuf>,
}

impl Session {
    /// A run in this language in which nothing was found yet.
    pub fn new(lang: Lang) -> Session {
        Session {
            lang,
            strict: false,
            all: false,
            limits: Limits::default(),
            report: Report::default(),
            provenance: None,
            inputs: Vec::new(),
        }
    }

    /// Notes what the library found; `--strict` is applied here.
    pub fn note(&mut self, found: Diagnostics) {
        self.report.extend(if self.strict { found.strict() } else { found });
    }

    /// Notes a problem of the command line's own, and stops.
    pub fn fail(&mut self, problem: Diagnostic) -> Stop {
        self.report.push(problem);
        Stop::Problems
    }

    /// The value, or the error's diagnostics noted.
    pub fn check<T>(&mut self, result: Result<T, Error>) -> Result<T, Stop> {
        result.map_err(|error| {
            self.note(error.diagnostics());
            Stop::Problems
        })
    }

    /// Stops if anything found so far is an error.
    pub fn go_on(&self) -> Result<(), Stop> {
        if self.report.has_errors() { Err(Stop::Problems) } else { Ok(()) }
    }

    /// Prints the report to standard error; if that is closed, nobody is there to be told.
    pub fn print_report(&self) {
        if self.report.is_empty() {
            return;
        }
        let colours = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
        let _ = anstream::stderr().write_all(self.report.text(self.lang, self.all, colours).as_bytes());
    }
}
