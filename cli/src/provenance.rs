//! `--provenance`: what went into a run, beside its result.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, value_parser};
use govscore::Lang;
use govscore::diagnostic::codes;
use govscore::provenance::{Provenance, Role};

use crate::args;
use crate::figures::json;
use crate::language::{pick, say};
use crate::output::{Format, Target, cannot, is_one_file};
use crate::report::problem;
use crate::session::{Session, Stop};

/// Options that say where things go, not how they come about.
const ELSEWHERE: [&str; 7] = ["provenance", "date", "output", "lang", "help", "all", "format"];

/// Files, which are recorded as inputs.
const INPUTS: [&str; 6] = ["framework", "data", "old-framework", "old-data", "new-framework", "new-data"];

/// `--provenance` and `--date`, which belongs to it.
pub fn arguments(lang: Lang) -> [Arg; 2] {
    let [record, date] = record_arguments(lang);
    [record, date.requires("provenance")]
}

/// `--provenance` and `--date` of a command whose result holds the record.
pub fn record_arguments(lang: Lang) -> [Arg; 2] {
    [
        args::option(lang, "provenance")
            .value_name(pick(lang, "FILE", "文件"))
            .value_parser(value_parser!(PathBuf))
            .help(pick(
                lang,
                "Write what went into the run to this file: SHA-256 of every input,\nversion, options, the date of --date (JSON)",
                "将本次运行的依据写入文件（JSON）：各输入的 SHA-256、\n程序版本、选项，以及 --date 给出的日期",
            )),
        args::option(lang, "date")
            .value_name("YYYY-MM-DD")
            .value_parser(move |text: &str| date(lang, text))
            .help(pick(lang, "The date of the run, for its record", "写入运行记录的日期")),
    ]
}

/// Notes that a run has to be recorded; what it reads from now on is digested.
pub fn begin(session: &mut Session, command: &str, matches: &ArgMatches) {
    if matches.get_one::<PathBuf>("provenance").is_some() {
        record(session, command, matches);
    }
}

/// Notes that a run is recorded whether or not the record is written to a file of its own.
pub fn record(session: &mut Session, command: &str, matches: &ArgMatches) {
    let mut run = Provenance::new(command);
    run.date = matches.get_one::<String>("date").cloned();
    for id in matches.ids().map(|id| id.as_str()).filter(|id| !ELSEWHERE.contains(id)) {
        if matches.value_source(id) != Some(ValueSource::CommandLine) || INPUTS.contains(&id) {
            continue;
        }
        let values = matches.get_raw(id).into_iter().flatten().map(|value| value.to_string_lossy().into_owned());
        // A flag is given as true.
        let values: Vec<String> = values.filter(|value| value != "true").collect();
        run.option(id, values);
    }
    session.provenance = Some(run);
}

/// Refuses a record that would take the place of the result.
pub fn apart_from_result(matches: &ArgMatches, lang: Lang) -> Result<(), Stop> {
    let file = |name| matches.try_get_one::<PathBuf>(name).ok().flatten();
    match (file("output"), file("provenance")) {
        (Some(result), Some(record)) if is_one_file(result, record) => Err(Stop::Usage(say!(
            lang,
            "-o and --provenance name the same file: {}",
            "-o 与 --provenance 指向同一文件：{}",
            result.display()
        ))),
        _ => Ok(()),
    }
}

/// Notes an input whose bytes are at hand.
pub fn read(session: &mut Session, role: Role, name: &str, bytes: &[u8]) {
    if let Some(run) = &mut session.provenance {
        // Bytes at hand can always be read.
        let _ = run.input(role, name, bytes);
    }
}

/// Notes a file that was read in parts.
pub fn read_file(session: &mut Session, role: Role, path: &Path) -> Result<(), Stop> {
    let Some(run) = &mut session.provenance else { return Ok(()) };
    let name = path.display().to_string();
    let noted = File::open(path).and_then(|file| run.input(role, name.clone(), file));
    noted.map_err(|error| session.fail(problem(codes::IO, cannot("read", "读取", &error), name)))
}

/// Writes the record of a run, where one was asked for.
pub fn finish(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let asked = matches.get_one::<PathBuf>("provenance");
    let (Some(run), Some(path)) = (session.provenance.take(), asked) else { return Ok(()) };
    let path = Some(path).filter(|path| path.as_os_str() != "-").cloned();
    Target { path, format: Format::Json }.write(session, &json(&run))
}

fn date(lang: Lang, text: &str) -> Result<String, String> {
    let parts: Vec<Option<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let is_date =
        text.len() == 10 && matches!(parts.as_slice(), [Some(year), Some(1..=12), Some(1..=31)] if *year >= 1000);
    match is_date {
        true => Ok(text.to_owned()),
        false => Err(say!(lang, "write it as in 2026-11-28", "请写作 2026-11-28 的形式")),
    }
}
