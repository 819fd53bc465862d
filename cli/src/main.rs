//! `govscore`, the command line: checks evaluation schemes, scores units with them and explains every figure.
//!
//! Each command is a file in `commands`; what they share is beside this one.
//! The library does the work and no I/O; this program opens the files and chooses the words.

#![forbid(unsafe_code)]

mod args;
mod banner;
mod commands;
mod document;
mod drawing;
mod figures;
mod findings;
mod input;
mod item_sheet;
mod language;
mod listing;
mod observed;
mod output;
mod provenance;
mod published;
mod ranking;
mod report;
mod rows;
mod session;
mod sheet;
mod streamed;
mod table;
mod tree_items;
mod tree_json;
mod tree_rules;
mod types;
mod usage;
mod worked;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use govscore::Lang;

use session::{Session, Stop};

/// The input has problems, or cannot be read.
const PROBLEMS: u8 = 1;
/// The arguments cannot be used.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<OsString> = env::args_os().collect();
    let lang = language::choose(&args, |name| env::var(name).ok());
    let matches = match commands::root(lang).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return not_parsed(&error, lang),
    };
    let mut session = Session::new(lang);
    let result = commands::run(&mut session, &matches);
    session.print_report();
    match result {
        Ok(()) | Err(Stop::Closed) if !session.report.has_errors() => ExitCode::SUCCESS,
        Ok(()) | Err(Stop::Closed | Stop::Problems) => ExitCode::from(PROBLEMS),
        Err(Stop::Usage(text)) => {
            let _ = io::stderr().write_all(usage::own(&text, lang).as_bytes());
            ExitCode::from(WRONG_USAGE)
        }
    }
}

/// Help and version were asked for and go to standard output; everything else is wrong usage.
fn not_parsed(error: &clap::Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let mut session = Session::new(lang);
            let help = usage::help(&error.render().to_string(), lang);
            let printed = output::standard_output(&mut session, &help);
            session.print_report();
            if let Err(Stop::Problems) = printed { ExitCode::from(PROBLEMS) } else { ExitCode::SUCCESS }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = io::stderr().write_all(usage::help(&error.render().to_string(), lang).as_bytes());
            ExitCode::from(WRONG_USAGE)
        }
        _ => {
            let _ = io::stderr().write_all(usage::message(error, lang).as_bytes());
            ExitCode::from(WRONG_USAGE)
        }
    }
}
