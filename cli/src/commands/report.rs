//! `report`: the results as a book, a profile or a chapter.

use std::ffi::OsString;

use clap::{ArgAction, ArgMatches, Command, value_parser};
use govscore::provenance::Role;
use govscore::report::{Notes, ReportOptions, Sentences, report};
use govscore::{Lang, Mapping, Scores};

use super::exit_codes;
use super::explain::no_such_unit;
use crate::args;
use crate::document;
use crate::findings::{self, by};
use crate::input::{self, DataOptions, Source};
use crate::language::{pick, say};
use crate::output::{Format, standard_output};
use crate::provenance;
use crate::session::{Session, Stop};

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about =
        pick(lang, "Write the results as a report: a page, a workbook, a text", "把结果写成报告：网页、工作簿或文本");
    let teach = pick(
        lang,
        "Overall result, ranking, a chapter per first-level indicator, differences between groups, topics,
profiles, weights, methods and sources: one HTML file that opens offline and prints well, a workbook, or text.
Sentences follow from figures and name no causes; people's own text comes from --notes.
With --unit or --group the report is that profile or chapter alone; with --whole it is added to the rest.",
        "总体结果、总排名、每个一级指标一章、分组差异、专题、各对象概览、指标与权重、方法与来源：
写成一个可离线打开、适合打印的 HTML 文件，或工作簿、文本。
句子只陈述数字、不写原因；编写者自己的文字由 --notes 加入。
给出 --unit 或 --group 时只写该对象或该组；再加 --whole 则附在整本报告之后。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore report bluebook-2019 sample:bluebook-2019-synthetic -o report.html
  govscore report my.yaml data.csv -o report.xlsx
  govscore report my.yaml data.csv --unit 宁波市 -o ningbo.html
  govscore report my.yaml data.csv --group province=广东省 -o guangdong.html
  govscore report my.yaml data.csv --notes notes.yaml --date 2026-11-28 -o report.html
  govscore report --print-sentences > sentences.yaml

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore report bluebook-2019 sample:bluebook-2019-synthetic -o 报告.html
  govscore report my.yaml data.csv -o 报告.xlsx
  govscore report my.yaml data.csv --unit 宁波市 -o 宁波.html
  govscore report my.yaml data.csv --group province=广东省 -o 广东.html
  govscore report my.yaml data.csv --notes 附注.yaml --date 2026-11-28 -o 报告.html
  govscore report --print-sentences > 句子.yaml

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <FRAMEWORK> <DATA>", "[选项] <指标体系> <数据>");
    let file = |name, help: &'static str| {
        args::option(lang, name).value_name(pick(lang, "FILE", "文件")).value_parser(value_parser!(OsString)).help(help)
    };
    args::command(lang, "report", about, teach, usage, after)
        .arg(args::framework(lang).required(false).required_unless_present("print-sentences"))
        .arg(args::data(lang).required_unless_present("print-sentences"))
        .args(document::arguments(lang))
        .arg(
            args::option(lang, "unit")
                .short('u')
                .value_name(pick(lang, "UNIT", "评价对象"))
                .action(ArgAction::Append)
                .help(pick(
                    lang,
                    "A profile of this unit: its code, its name, or any name the roster knows\nit by (repeatable)",
                    "写该对象的概览：代码、名称，或名录所知的简称、别名（可多次给出）",
                )),
        )
        .arg(
            args::option(lang, "group")
                .value_name(pick(lang, "ATTRIBUTE=VALUE", "属性=值"))
                .action(ArgAction::Append)
                .value_parser(move |text: &str| group(lang, text))
                .help(pick(
                    lang,
                    "A chapter on the units with this value, as in province=广东省 (repeatable)",
                    "写具有该属性值的一组对象，如 province=广东省（可多次给出）",
                )),
        )
        .arg(args::option(lang, "title").value_name(pick(lang, "TEXT", "文字")).help(pick(
            lang,
            "The title of the report [default: that of the framework]",
            "报告的标题，默认为指标体系的标题",
        )))
        .arg(args::option(lang, "whole").action(ArgAction::SetTrue).help(pick(
            lang,
            "The whole report, also where --unit or --group is given",
            "给出 --unit 或 --group 时也写整本报告",
        )))
        .arg(
            args::option(lang, "previous")
                .value_names([pick(lang, "FRAMEWORK", "指标体系"), pick(lang, "DATA", "数据")])
                .num_args(2)
                .value_parser(value_parser!(OsString))
                .help(pick(
                    lang,
                    "Also what changed since this edition, as `compare` has it",
                    "另写与该版相比的变化，同 compare",
                )),
        )
        .arg(file(
            "mapping",
            pick(
                lang,
                "Which indicators and units of --previous are the same (YAML)",
                "与 --previous 所给一版的指标、评价对象的对应关系（YAML）",
            ),
        ))
        .arg(by(lang))
        .arg(file(
            "notes",
            pick(
                lang,
                "People's own text per chapter and unit (YAML: chapters: and units:)",
                "编写者自己的文字，按章和对象（YAML：chapters: 与 units:）",
            ),
        ))
        .arg(file(
            "sentences",
            pick(lang, "Sentences in place of the built-in ones (YAML)", "替换内置句子的文件（YAML）"),
        ))
        .arg(args::option(lang, "print-sentences").action(ArgAction::SetTrue).help(pick(
            lang,
            "Print the built-in sentences of the language, to begin with",
            "打印内置的句子，供改写",
        )))
        .args(provenance::record_arguments(lang))
        .args(args::data_reading(lang))
        .args(args::reading(lang))
}

/// Writes the report.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    if matches.get_flag("print-sentences") {
        return standard_output(session, Sentences::text(lang));
    }
    let target = document::target_of(matches, lang)?;
    provenance::record(session, "report", matches);
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let name = args::data_of(matches).unwrap_or_default();
    let sentences = match file_of(session, matches, "sentences", Role::Sentences)? {
        Some((yaml, file)) => Some(session.check(Sentences::read(lang, &yaml, Some(&file)))?),
        None => None,
    };
    let (scores, file) = input::scores(session, &source, &name, &args::data_options_of(matches))?;
    let notes = match file_of(session, matches, "notes", Role::Notes)? {
        Some((yaml, file)) => session.check(Notes::read(&yaml, Some(&file), scores.dataset()))?,
        None => Notes::default(),
    };
    let mut options = ReportOptions::new(lang);
    options.units = units(session, matches, &scores, file);
    options.groups = matches.get_many::<(String, String)>("group").unwrap_or_default().cloned().collect();
    options.title = matches.get_one::<String>("title").cloned();
    options.whole = matches.get_flag("whole");
    options.appendix =
        target.format == Format::Xlsx && (options.units.is_empty() && options.groups.is_empty() || options.whole);
    options.set.clone_from(&source.set);
    (options.notes, options.sentences) = (notes, sentences);
    let findings = findings::of(session, matches, &scores)?;
    let before = previous(session, matches, &source)?;
    let compared = match &before {
        Some((before, mapping)) => {
            let compared = govscore::compare(before, &scores, mapping);
            let compared = session.check(compared)?;
            session.note(compared.diagnostics.clone());
            Some(compared)
        }
        None => None,
    };
    options.previous = compared.as_ref();
    // By now everything that is read has been noted.
    let run = session.provenance.clone();
    options.provenance = run.as_ref();
    let written = report(&findings, &options);
    let written = session.check(written)?;
    // That a unit is not there is told together with whatever else is.
    session.go_on()?;
    document::write(session, matches, &target, &written)?;
    provenance::finish(session, matches)
}

/// The scores of the previous edition, where one is named, and what of it is what of this one.
fn previous(session: &mut Session, matches: &ArgMatches, source: &Source) -> Result<Option<(Scores, Mapping)>, Stop> {
    let names: Vec<&OsString> = matches.get_many::<OsString>("previous").unwrap_or_default().collect();
    let [framework, data] = names.as_slice() else { return Ok(None) };
    let old = input::framework(session, framework, &Vec::new())?;
    let mapping = match matches.get_one::<OsString>("mapping") {
        Some(name) => input::mapping(session, name, &old.framework, &source.framework)?,
        None => Mapping::default(),
    };
    let (scores, _) = input::scores(session, &old, data, &DataOptions::default())?;
    Ok(Some((scores, mapping)))
}

fn units(session: &mut Session, matches: &ArgMatches, scores: &Scores, file: String) -> Vec<usize> {
    let mut rows = Vec::new();
    for name in matches.get_many::<String>("unit").unwrap_or_default() {
        match scores.dataset().find(name) {
            Some(row) if rows.contains(&row) => {}
            Some(row) => rows.push(row),
            None => session.report.push(no_such_unit(scores.dataset(), name, file.clone())),
        }
    }
    rows
}

/// The bytes of a file that an option names.
fn file_of(
    session: &mut Session,
    matches: &ArgMatches,
    option: &str,
    role: Role,
) -> Result<Option<(Vec<u8>, String)>, Stop> {
    let Some(name) = matches.get_one::<OsString>(option) else { return Ok(None) };
    let (bytes, file) = input::bytes(session, name)?;
    provenance::read(session, role, &file, &bytes);
    Ok(Some((bytes, file)))
}

fn group(lang: Lang, text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(name, value)| (name.trim(), value.trim())) {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => {
            Err(say!(lang, "write it as ATTRIBUTE=VALUE, as in province=广东省", "应写作 属性=值，如 province=广东省"))
        }
    }
}
