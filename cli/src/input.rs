//! Finding and reading what the arguments name: frameworks, rosters, data.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use govscore::diagnostic::{Place, codes};
use govscore::provenance::Role;
use govscore::{
    Bilingual, Checked, Dataset, Diagnostic, Framework, Input, Limit, Mapping, ReadOptions, Roster, Scores,
};

use crate::output::{both, cannot};
use crate::provenance;
use crate::report::problem;
use crate::session::{Session, Stop};
use crate::streamed::is_long;

/// What stands before the id of data that are built in.
const SAMPLE: &str = "sample:";
/// What stands before the id of a table as its source prints it.
const PUBLISHED: &str = "published:";

/// Pairs of code and weight, from `--set CODE=WEIGHT`.
pub type Weights = Vec<(String, String)>;

/// A framework, and the folder its relative paths start from.
pub struct Source {
    /// The framework.
    pub framework: Framework,
    /// The weights that were set for this run.
    pub set: Weights,
    /// How messages call the file.
    file: String,
    folder: Option<PathBuf>,
}

/// Data, and how messages call where they come from.
pub struct Data {
    /// The values.
    pub dataset: Dataset,
    /// The file.
    pub file: String,
    /// The roster that units were matched with.
    pub roster: Option<String>,
}

/// What `--input` and `--roster` say about a data file.
#[derive(Clone, Debug, Default)]
pub struct DataOptions {
    /// What the file holds.
    pub input: Option<Input>,
    /// An id, a file or `none`.
    pub roster: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// Reads a built-in framework by its id, or one from a file.
pub fn framework(session: &mut Session, name: &OsStr, weights: &Weights) -> Result<Source, Stop> {
    let (yaml, file, folder) = if framework_is_path(name) {
        let path = Path::new(name);
        let yaml = read(path, session.limits.get(Limit::FrameworkBytes));
        let yaml = yaml.map_err(|why| session.fail(problem(codes::IO, why, path.display().to_string())))?;
        (yaml, path.display().to_string(), Some(path.parent().unwrap_or(Path::new("")).to_owned()))
    } else {
        let id = name.to_string_lossy();
        let found = Framework::builtin_yaml(&id);
        (session.check(found)?.as_bytes().to_vec(), format!("{id}.yaml"), None)
    };
    provenance::read(session, Role::Framework, &file, &yaml);
    let checked = Checked::read_within(&yaml, Some(&file), weights, session.limits);
    // Of what is not UTF-8 no line can be shown.
    if let Ok(text) = std::str::from_utf8(&yaml) {
        session.report.source(&file, text);
    }
    session.note(checked.diagnostics);
    session.go_on()?;
    // Without errors there is a framework; if the library ever held otherwise, saying nothing would be worse.
    let framework = checked.framework.ok_or_else(|| {
        session.fail(problem(codes::IO, both("the framework could not be read", "无法读取指标体系"), file.clone()))
    })?;
    Ok(Source { framework, set: weights.clone(), file, folder })
}

/// Reads a data file, standard input for `-`, or an embedded sample for `sample:ID`.
///
/// Warnings that `--strict` made errors do not stop it yet, so that whoever goes on checking reports them all at once.
pub fn data(session: &mut Session, source: &Source, name: &OsStr, options: &DataOptions) -> Result<Data, Stop> {
    let roster = roster(session, Some(source), options.roster.as_deref())?;
    let (bytes, file) = bytes(session, name)?;
    provenance::read(session, Role::Data, &file, &bytes);
    let roster_id = roster.as_ref().map(|roster| roster.id().to_owned());
    let mut read = ReadOptions::default().file(file.clone()).roster(roster).limits(session.limits);
    read = read.sheet(options.sheet.clone());
    if let Some(input) = options.input {
        read = read.input(Some(input));
    }
    let loaded = Dataset::read(&source.framework, &bytes, &read);
    session.note(loaded.diagnostics);
    match loaded.dataset {
        Some(dataset) => Ok(Data { dataset, file, roster: roster_id }),
        None if session.report.has_errors() => Err(Stop::Problems),
        None => Err(session.fail(problem(codes::IO, both("the data could not be read", "无法读取数据"), file))),
    }
}

/// The bytes of a data file, and how messages call it: standard input for `-`, an embedded sample for `sample:ID`.
pub fn bytes(session: &mut Session, name: &OsStr) -> Result<(Vec<u8>, String), Stop> {
    let text = name.to_string_lossy();
    if name == "-" {
        let bytes = read_at_most(io::stdin().lock(), session.limits.get(Limit::DataBytes));
        return Ok((bytes.map_err(|why| session.fail(problem(codes::IO, why, "<stdin>")))?, "<stdin>".to_owned()));
    }
    if let Some(id) = text.strip_prefix(SAMPLE) {
        let sample = govscore::sample(id);
        return Ok((session.check(sample)?.as_bytes().to_vec(), text.to_string()));
    }
    let bytes = read(Path::new(name), session.limits.get(Limit::DataBytes));
    Ok((bytes.map_err(|why| session.fail(problem(codes::IO, why, text.clone())))?, text.into_owned()))
}

/// The bytes of a published table; what sources print is embedded, too, as `published:ID`.
pub fn published_table(session: &mut Session, name: &OsStr) -> Result<(Vec<u8>, String), Stop> {
    let text = name.to_string_lossy();
    let Some(id) = text.strip_prefix(PUBLISHED) else { return bytes(session, name) };
    let table = govscore::published(id);
    Ok((session.check(table)?.as_bytes().to_vec(), text.to_string()))
}

/// The data as a file that can be read block by block: a long one, matched with no roster.
pub fn long_file<'n>(source: &Source, name: &'n OsStr, options: &DataOptions) -> Option<&'n Path> {
    let no_roster = match options.roster.as_deref() {
        Some(roster) => roster == "none",
        None => source.framework.roster().is_none(),
    };
    let path = Path::new(name);
    let is_file = name != "-" && !name.to_string_lossy().starts_with(SAMPLE);
    (no_roster && is_file && is_long(path)).then_some(path)
}

/// Reads data and scores them with the framework's own weights; stops where anything found is an error.
///
/// What is unknown of the framework is said before the data are looked for.
pub fn scores(
    session: &mut Session,
    source: &Source,
    name: &OsStr,
    options: &DataOptions,
) -> Result<(Scores, String), Stop> {
    let weights = source.framework.weights();
    session.check(weights)?;
    let data = data(session, source, name, options)?;
    let scores = source.framework.score(&data.dataset);
    let scores = session.check(scores)?;
    session.note(scores.diagnostics().clone());
    session.go_on()?;
    Ok((scores, data.file))
}

/// Reads what says which parts of two editions are the same.
pub fn mapping(session: &mut Session, name: &OsStr, old: &Framework, new: &Framework) -> Result<Mapping, Stop> {
    let file = Path::new(name).display().to_string();
    let yaml = read(Path::new(name), session.limits.get(Limit::FrameworkBytes));
    let yaml = yaml.map_err(|why| session.fail(problem(codes::IO, why, file.clone())))?;
    provenance::read(session, Role::Mapping, &file, &yaml);
    if let Ok(text) = std::str::from_utf8(&yaml) {
        session.report.source(&file, text);
    }
    session.check(Mapping::read_within(&yaml, Some(&file), old, new, session.limits))
}

/// The files that the arguments name, to be read in this run.
pub fn named(matches: &ArgMatches) -> Vec<PathBuf> {
    let given = |name| matches.try_get_one::<OsString>(name).ok().flatten();
    let rosters = ["roster", "old-roster", "new-roster"].map(|name| matches.try_get_one::<String>(name).ok().flatten());
    let frameworks = ["framework", "old-framework", "new-framework"].into_iter().filter_map(given);
    let mut files: Vec<PathBuf> = frameworks.filter(|name| framework_is_path(name)).map(PathBuf::from).collect();
    for name in ["data", "old-data", "new-data"].into_iter().filter_map(given) {
        if name == "-" {
            files.push(PathBuf::from("/dev/stdin"));
        } else if !name.to_string_lossy().starts_with(SAMPLE) {
            files.push(PathBuf::from(name));
        }
    }
    files.extend(rosters.into_iter().flatten().map(PathBuf::from).filter(|path| roster_is_path(path)));
    let previous = matches.try_get_many::<OsString>("previous").ok().flatten().into_iter().flatten();
    files.extend(previous.filter(|name| Path::new(name).is_file()).map(PathBuf::from));
    files.extend(
        ["costs", "mapping", "notes", "sentences"]
            .into_iter()
            .filter_map(given)
            .filter(|name| *name != "-")
            .map(PathBuf::from),
    );
    files
}

/// The roster that was asked for, else the framework's.
pub fn roster(session: &mut Session, source: Option<&Source>, asked: Option<&str>) -> Result<Option<Roster>, Stop> {
    match asked {
        Some("none") => Ok(None),
        None => source.map_or(Ok(None), |source| own_roster(session, source)),
        Some(name) if roster_is_path(Path::new(name)) => {
            let bytes = read(Path::new(name), session.limits.get(Limit::DataBytes));
            let bytes = bytes.map_err(|why| session.fail(problem(codes::IO, why, name)))?;
            provenance::read(session, Role::Roster, name, &bytes);
            session.check(Roster::read_within(&bytes, Some(name), session.limits)).map(Some)
        }
        Some(name) => builtin_roster(session, name),
    }
}

fn builtin_roster(session: &mut Session, name: &str) -> Result<Option<Roster>, Stop> {
    if let Ok(csv) = Roster::builtin_csv(name) {
        provenance::read(session, Role::Roster, name, csv.as_bytes());
    }
    session.check(Roster::builtin(name)).map(Some)
}

/// The roster that the framework names; one that is not there is a problem of the framework's.
pub fn own_roster(session: &mut Session, source: &Source) -> Result<Option<Roster>, Stop> {
    let Some(name) = source.framework.roster() else { return Ok(None) };
    if is_builtin_roster(name) {
        return builtin_roster(session, name);
    }
    let path = source.folder.as_deref().unwrap_or(Path::new("")).join(name);
    if !path.is_file() && !looks_like_path(OsStr::new(name), &["csv", "xlsx"]) {
        let mut found = problem(
            codes::NO_SUCH_BUILTIN,
            both(
                format!("no roster is called `{name}`, neither a built-in one nor a file"),
                format!("没有名为 `{name}` 的名录，内置名录和文件中均无"),
            ),
            "",
        );
        found.hint = Roster::builtin(name).err().and_then(|error| error.diagnostics().iter().next()?.hint.clone());
        return Err(named_in_framework(session, source, found));
    }
    session.inputs.push(path.clone());
    match read(&path, session.limits.get(Limit::DataBytes)) {
        Ok(bytes) => {
            provenance::read(session, Role::Roster, &path.display().to_string(), &bytes);
            session.check(Roster::read_within(&bytes, Some(&path.display().to_string()), session.limits)).map(Some)
        }
        Err(why) => {
            let path = path.display();
            let message = both(format!("the roster {path}: {}", why.en), format!("名录 {path}：{}", why.zh));
            Err(named_in_framework(session, source, problem(codes::IO, message, "")))
        }
    }
}

/// The problem at the line of the framework's file that names the roster.
fn named_in_framework(session: &mut Session, source: &Source, found: Diagnostic) -> Stop {
    let (line, column) = session.report.key(&source.file, "roster").unzip();
    let place = Place { file: Some(source.file.clone()), line, column, ..Place::default() };
    session.fail(found.at("roster", place))
}

/// A built-in framework comes before a file of the same name, which `./` names.
fn framework_is_path(name: &OsStr) -> bool {
    let is_builtin = Framework::builtin_ids().any(|id| name == id);
    !is_builtin && (looks_like_path(name, &["yaml", "yml"]) || Path::new(name).is_file())
}

/// The same of rosters.
pub fn roster_is_path(name: &Path) -> bool {
    let text = name.to_string_lossy();
    !is_builtin_roster(&text)
        && text != "none"
        && (looks_like_path(name.as_os_str(), &["csv", "xlsx"]) || name.is_file())
}

fn is_builtin_roster(name: &str) -> bool {
    Roster::builtin_ids().any(|id| id == name)
}

fn looks_like_path(name: &OsStr, endings: &[&str]) -> bool {
    let text = name.to_string_lossy();
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    text.contains(std::path::is_separator) || ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, Bilingual> {
    read_at_most(File::open(path).map_err(|error| cannot("read", "读取", &error))?, most)
}

/// What is there, up to one byte more than is allowed: whoever reads it then says that it is too much.
fn read_at_most(from: impl Read, most: u64) -> Result<Vec<u8>, Bilingual> {
    let mut bytes = Vec::new();
    let read = from.take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| cannot("read", "读取", &error))
}
