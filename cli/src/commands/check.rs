//! `check`: every problem of a framework, and of data that are to go with it.

use clap::{ArgMatches, Command};
use govscore::{Dataset, Diagnostics, Framework, Lang, check_data};

use super::exit_codes;
use crate::args;
use crate::drawing::levels_words;
use crate::input::{self, DataOptions, Source};
use crate::language::{pick, plural, say};
use crate::output::Format;
use crate::session::{Session, Stop};

const FORMATS: &[&str] = &["text", "json"];

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Check a framework, and data against it", "检查指标体系及相应的数据");
    let teach = pick(
        lang,
        "Reports every problem at once, each with its place, what was expected and how to mend it; a clean file
is said to be clean, and what was checked. The report goes to standard output.
JSON: a list of objects with severity, code, path, file, line, column, message and hint;
of a workbook also sheet and cell.",
        "一次报出全部问题，各附位置、应为何值、如何修改；没有问题时也说明检查了什么。
结果写到标准输出。JSON 为对象列表，键为 severity、code、path、file、line、column、message、hint；工作簿另有 sheet、cell。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore check my.yaml
  govscore check un-egdi-2018 data.csv
  govscore check my.yaml data.csv --format json

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore check my.yaml
  govscore check un-egdi-2018 data.csv
  govscore check my.yaml data.csv --format json

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <FRAMEWORK> [DATA]", "[选项] <指标体系> [数据]");
    args::command(lang, "check", about, teach, usage, after)
        .arg(args::framework(lang))
        .arg(args::data(lang))
        .args(args::output(lang, FORMATS))
        .args(args::data_reading(lang))
        .args(args::reading(lang))
}

/// Checks, and prints what was found as the result.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = args::target_of(matches, FORMATS, lang)?;
    // What stops the check is in the report, which is the result.
    let checked = match check(session, matches) {
        Ok(checked) => checked,
        Err(Stop::Problems) => String::new(),
        Err(other) => return Err(other),
    };
    let report = std::mem::take(&mut session.report);
    let body = match target.format {
        // The list holds texts and whole numbers under fixed keys, which cannot fail to be written.
        Format::Json => report.json(lang).unwrap_or_default(),
        _ if report.is_empty() => checked,
        _ => report.text(lang, session.all, target.colours()) + &checked,
    };
    let verdict = if report.has_errors() { Err(Stop::Problems) } else { Ok(()) };
    match target.write(session, &body) {
        // A reader that leaves early changes nothing of the verdict.
        Ok(()) | Err(Stop::Closed) => verdict,
        Err(other) => Err(other),
    }
}

/// What was checked, if there are no errors.
fn check(session: &mut Session, matches: &ArgMatches) -> Result<String, Stop> {
    let lang = session.lang;
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let mut text = framework_words(&source, lang);
    let options = args::data_options_of(matches);
    // Data that are not matched with another roster are read with the framework's own.
    let own = match (args::data_of(matches), &options.roster) {
        (Some(_), None) => Ok(None),
        _ => input::own_roster(session, &source),
    };
    if let Some(name) = args::data_of(matches) {
        text.push_str(&data_words(session, &source, &name, &options)?);
    }
    own?;
    session.go_on()?;
    Ok(text)
}

fn framework_words(source: &Source, lang: Lang) -> String {
    let framework = &source.framework;
    let id = framework.id();
    let levels = levels_words(framework, lang);
    let inner = framework.nodes().iter().filter(|node| !node.children.is_empty()).count();
    let mut parts = vec![levels];
    let known = framework.nodes().iter().all(|node| node.share.is_some());
    if known && inner > 0 {
        let groups = plural(inner, "group of siblings", "groups of siblings");
        parts.push(say!(lang, "weights add up to exactly 1 in {groups}", "{inner} 组同级权重之和均恰为 1"));
    }
    if !known {
        let unknown = framework.nodes().iter().filter(|node| node.share.is_none()).count();
        let weights = plural(unknown, "weight", "weights");
        parts.push(say!(lang, "{weights} unknown", "{unknown} 个权重未知"));
    }
    if !framework.tiers().is_empty() {
        let count = framework.tiers().len();
        let types = plural(count, "type", "types");
        parts.push(say!(lang, "{types}", "{count} 个类型"));
    }
    if !framework.topics().is_empty() {
        let count = framework.topics().len();
        let topics = plural(count, "topic", "topics");
        parts.push(say!(lang, "{topics}", "{count} 个专题"));
    }
    if framework.is_partial() {
        parts.push(pick(lang, "partial, so it cannot score", "部分已知，不能计分").to_owned());
    }
    if framework.is_illustrative_beside(&source.set) {
        parts.push(
            pick(lang, "illustrative: made up as an example, or part of it is", "示例：全部或部分为编造").to_owned(),
        );
    }
    let parts = parts.join(pick(lang, "; ", "；"));
    say!(lang, "{id}: no errors. Checked: {parts}.\n", "{id}：没有错误。已检查：{parts}。\n")
}

fn data_words(
    session: &mut Session,
    source: &Source,
    name: &std::ffi::OsStr,
    options: &DataOptions,
) -> Result<String, Stop> {
    let lang = session.lang;
    let loaded = input::data(session, source, name, options)?;
    session.note(scoring(&source.framework, &loaded.dataset));
    session.go_on()?;
    let (file, units) = (&loaded.file, units_words(&source.framework, &loaded.dataset, lang));
    let roster = match &loaded.roster {
        Some(id) => say!(lang, ", roster {id}", "，名录 {id}"),
        None => String::new(),
    };
    Ok(say!(lang, "{file}: no errors. Checked: {units}{roster}.\n", "{file}：没有错误。已检查：{units}{roster}。\n"))
}

/// Everything that scoring would report beyond what reading did.
fn scoring(framework: &Framework, dataset: &Dataset) -> Diagnostics {
    match framework.weights() {
        Ok(_) => match framework.score(dataset) {
            Ok(scores) => scores.diagnostics().clone(),
            Err(error) => error.diagnostics(),
        },
        // Without weights nothing can be scored, but the data can be checked all the same.
        Err(error) => {
            let mut found = error.diagnostics();
            found.extend(check_data(framework, dataset));
            found
        }
    }
}

fn units_words(framework: &Framework, dataset: &Dataset, lang: Lang) -> String {
    // The total may itself be what is given.
    let is_total = |code: &&str| framework.total().code == **code;
    let (count, columns) = (dataset.len(), dataset.codes().filter(|code| !is_total(code)).count());
    let (units, indicators) = (plural(count, "unit", "units"), plural(columns, "indicator", "indicators"));
    if let (items @ 1.., records) = dataset.observed() {
        let (items_en, records_en) = (plural(items, "item", "items"), plural(records, "observation", "observations"));
        let and = match columns {
            0 => String::new(),
            columns => say!(lang, ", {indicators}", "，{columns} 个指标"),
        };
        return say!(
            lang,
            "{units}, {records_en} of {items_en}{and}",
            "{count} 个评价对象，{items} 个采集点位的 {records} 条观测{and}"
        );
    }
    match (columns, dataset.codes().any(|code| is_total(&code))) {
        (0, true) => say!(lang, "{units}, the total", "{count} 个评价对象，总分"),
        (_, true) => say!(lang, "{units}, the total and {indicators}", "{count} 个评价对象，总分及 {columns} 个指标"),
        (_, false) => say!(lang, "{units}, {indicators}", "{count} 个评价对象，{columns} 个指标"),
    }
}
