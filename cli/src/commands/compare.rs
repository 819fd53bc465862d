//! `compare`: two editions side by side.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use govscore::report::comparison;
use govscore::{Lang, Mapping};

use super::exit_codes;
use crate::args;
use crate::document;
use crate::input::{self, Source};
use crate::language::pick;
use crate::provenance;
use crate::session::{Session, Stop};

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(
        lang,
        "Compare two editions: what values changed, and what the scheme did",
        "比较两版：数值与方案各起了多少作用",
    );
    let teach = pick(
        lang,
        "Change of total, rank and type of every unit, moves between types, change of every indicator and of
dispersion, what the scheme added, dropped and moved. The change of a total splits exactly into what values
did and what the scheme did, whichever changed first; ranks of two schemes are not comparable without that.
Indicators go together by code and name, and are compared where their criteria are the same; units by code,
else by name. A mapping says otherwise:
  indicators:
    - {old: A11, new: B11}                     # under another code
    - {old: A12, new: A12, comparable: true}   # criteria changed, to be compared all the same
    - {old: A13, new: A13, comparable: false}  # same code, another thing
  units:
    - {old: 莱芜市, new: 济南市}",
        "列出各评价对象总分、名次、类型的变化，类型之间的变动，各指标与离散程度的变化，以及方案的新增、取消与改隶。
总分变化精确分解为数值部分与方案部分，与先变哪一项无关；方案不同的两版，名次不能脱离分解直接相比。
指标按代码与名称对应，评分标准相同才比较；评价对象按代码、其次按名称对应。另有说法的写入对应关系文件：
  indicators:
    - {old: A11, new: B11}                     # 代码改了
    - {old: A12, new: A12, comparable: true}   # 标准变了，仍要比较
    - {old: A13, new: A13, comparable: false}  # 代码相同，实为另一指标
  units:
    - {old: 莱芜市, new: 济南市}",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore compare un-egdi-2018 sample:un-egdi-2018 un-egdi-2020 sample:un-egdi-2020
  govscore compare old.yaml 2018.csv new.yaml 2019.csv --mapping map.yaml -o changes.html
  govscore compare old.yaml 2018.csv new.yaml 2019.csv --format csv --table indicators

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore compare un-egdi-2018 sample:un-egdi-2018 un-egdi-2020 sample:un-egdi-2020
  govscore compare old.yaml 2018.csv new.yaml 2019.csv --mapping map.yaml -o changes.html
  govscore compare old.yaml 2018.csv new.yaml 2019.csv --format csv --table indicators

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(
        lang,
        "[OPTIONS] <OLD_FRAMEWORK> <OLD_DATA> <NEW_FRAMEWORK> <NEW_DATA>",
        "[选项] <旧版指标体系> <旧版数据> <新版指标体系> <新版数据>",
    );
    args::command(lang, "compare", about, teach, usage, after)
        .args(files(lang))
        .args(document::arguments(lang))
        .arg(
            args::option(lang, "mapping")
                .value_name(pick(lang, "FILE", "文件"))
                .value_parser(value_parser!(OsString))
                .help(pick(
                    lang,
                    "Which indicators and units are the same, and which are not (YAML)",
                    "两版指标与评价对象的对应关系（YAML）",
                )),
        )
        .args(sides(lang))
        .args(provenance::arguments(lang))
        .args(args::reading(lang).into_iter().filter(|arg| arg.get_id() != "set"))
}

/// The four files, as every command takes a framework and data.
fn files(lang: Lang) -> [Arg; 4] {
    let file = |id, name, place, help| {
        Arg::new(id)
            .required(true)
            .value_parser(value_parser!(OsString))
            .value_name(name)
            .display_order(place)
            .help_heading(pick(lang, "Arguments", "参数"))
            .help(help)
    };
    let framework = pick(lang, "A built-in framework's id, or a YAML file", "内置指标体系的代号，或 YAML 文件");
    let data = pick(
        lang,
        "A CSV file or an .xlsx workbook, `sample:ID`, or `-` for standard input",
        "CSV 文件或 .xlsx 工作簿，sample:代号，或 “-” 表示标准输入",
    );
    [
        file("old-framework", pick(lang, "OLD_FRAMEWORK", "旧版指标体系"), 1, framework),
        file("old-data", pick(lang, "OLD_DATA", "旧版数据"), 2, data),
        file("new-framework", pick(lang, "NEW_FRAMEWORK", "新版指标体系"), 3, framework),
        file("new-data", pick(lang, "NEW_DATA", "新版数据"), 4, data),
    ]
}

/// What other commands call `--set`, `--input`, `--roster` and `--sheet`, for each edition.
fn sides(lang: Lang) -> impl Iterator<Item = Arg> {
    let set = |id| {
        let help = pick(
            lang,
            "As --set of `score`, for this edition (repeatable)",
            "同 score 的 --set，用于该版（可多次给出）",
        );
        args::weight_setting(lang, id).action(ArgAction::Append).help(help)
    };
    let input = |id| {
        let help = pick(lang, "As --input of `score`, for this edition", "同 score 的 --input，用于该版");
        args::choice(lang, id, &["rate", "points", "observations"]).help(help)
    };
    let roster = |id| {
        let help = pick(lang, "As --roster of `score`, for this edition", "同 score 的 --roster，用于该版");
        args::option(lang, id).value_name(pick(lang, "ID|FILE|none", "代号|文件|none")).help(help)
    };
    let sheet = |id| {
        let help = pick(lang, "As --sheet of `score`, for this edition", "同 score 的 --sheet，用于该版");
        args::option(lang, id).value_name(pick(lang, "NAME", "名称")).help(help)
    };
    [
        [set("old-set"), input("old-input"), roster("old-roster"), sheet("old-sheet")],
        [set("new-set"), input("new-input"), roster("new-roster"), sheet("new-sheet")],
    ]
    .into_iter()
    .flatten()
}

/// Compares.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = document::target_of(matches, lang)?;
    let [old_data, new_data] = ["old-data", "new-data"].map(|name| path(matches, name));
    if old_data == "-" && new_data == "-" {
        let message =
            pick(lang, "only one of the two data files can be standard input", "两个数据文件中只有一个可以是标准输入");
        return Err(Stop::Usage(message.to_owned()));
    }
    provenance::begin(session, "compare", matches);
    // Problems of both editions are told at once.
    let old = framework(session, matches, "old-framework", "old-set")?;
    let new = framework(session, matches, "new-framework", "new-set")?;
    let (old, new) = (old?, new?);
    let mapping = match matches.get_one::<OsString>("mapping") {
        Some(name) => input::mapping(session, name, &old.framework, &new.framework),
        None => Ok(Mapping::default()),
    };
    let before = input::scores(session, &old, &old_data, &args::data_options_with(matches, "old-"));
    let after = input::scores(session, &new, &new_data, &args::data_options_with(matches, "new-"));
    let (mapping, (before, _), (after, _)) = (mapping?, before?, after?);
    let compared = govscore::compare(&before, &after, &mapping);
    let compared = session.check(compared)?;
    session.note(compared.diagnostics.clone());
    session.go_on()?;
    document::write(session, matches, &target, &comparison(&compared, &old.set, &new.set, lang))?;
    provenance::finish(session, matches)
}

/// A framework with the weights of its edition; wrong usage ends the run, problems wait for those of the other one.
fn framework(session: &mut Session, matches: &ArgMatches, name: &str, set: &str) -> Result<Result<Source, Stop>, Stop> {
    let weights = args::weights_from(matches, set, session.lang)?;
    Ok(input::framework(session, &path(matches, name), &weights))
}

fn path(matches: &ArgMatches, name: &str) -> OsString {
    matches.get_one::<OsString>(name).cloned().unwrap_or_default()
}
