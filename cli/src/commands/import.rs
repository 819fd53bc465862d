//! `import`: a framework from a table of indicators.

use std::ffi::OsString;
use std::path::Path;

use clap::{Arg, ArgMatches, Command, value_parser};
use govscore::{ImportOptions, Lang, import_table};

use super::exit_codes;
use crate::args;
use crate::input;
use crate::language::pick;
use crate::output::{Format, file, standard_output};
use crate::session::{Session, Stop};

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "A framework from a table of indicators", "由指标表生成指标体系");
    let teach = pick(
        lang,
        "Reads the table in which people keep a scheme, CSV or .xlsx: columns for the levels (level 1, level 2, …
or their Chinese names), their cells merged, repeated or filled once; weights in the cell, as in
`Supply (40%)`, or in columns of their own; also codes, definitions, criteria, sources of data.
Whether weights are shares of the parent or marks of the whole is decided by what adds up, and said.
What is lost stays open and is listed; a weight that the others leave just one value for is filled in
and marked as inferred. The framework is written as far as it could be read, also where errors remain.",
        "读取人们记录方案所用的表格，CSV 或 .xlsx：各级一列（一级指标、二级指标等），单元格合并、重复或只填一次均可；
权重写在单元格中，如“名称 (40%)”，或另列（权重、分值）；另可有代码、指标解释、评分标准、数据来源。
权重是占上级的比例还是占总体的分值，由各级之和判定并说明。
残缺之处保留并列出；由同级其余各项可推得的权重予以补入，并注明为推断。
仍有错误时，也写出已读得的部分，以便修改。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore import table.xlsx -o my.yaml
  govscore import table.csv --id city-2026 --title \"City index\"

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore import 指标表.xlsx -o my.yaml
  govscore import table.csv --id city-2026 --title 城市服务指数

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <TABLE>", "[选项] <指标表>");
    let [_, _, all, limit] = args::reading(lang);
    args::command(lang, "import", about, teach, usage, after)
        .arg(
            Arg::new("data")
                .required(true)
                .value_parser(value_parser!(OsString))
                .value_name(pick(lang, "TABLE", "指标表"))
                .help_heading(pick(lang, "Arguments", "参数"))
                .help(pick(
                    lang,
                    "A CSV file or an .xlsx workbook; `-` is standard input",
                    "CSV 文件或 .xlsx 工作簿；“-” 为标准输入",
                )),
        )
        .arg(args::output_file(lang))
        .arg(args::option(lang, "id").value_name("ID").help(pick(
            lang,
            "Id of the framework [default: the name of the file]",
            "指标体系的代号，默认为文件名",
        )))
        .arg(args::option(lang, "title").value_name(pick(lang, "TITLE", "名称")).help(pick(
            lang,
            "Its title [default: the name of the file]",
            "指标体系的名称，默认为文件名",
        )))
        .arg(args::sheet(lang))
        .args([all, limit])
}

/// Imports, and writes what was read.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let name = args::data_of(matches).unwrap_or_default();
    let (bytes, called) = input::bytes(session, &name)?;
    let text = |name| matches.get_one::<String>(name).cloned();
    let stem = Path::new(&name).file_stem().filter(|_| name != "-").map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_else(|| "imported".to_owned());
    let options = ImportOptions::default()
        .file(called)
        .sheet(text("sheet"))
        .id(text("id").unwrap_or_else(|| as_id(&stem)))
        .title(text("title").unwrap_or(stem))
        .limits(session.limits);
    let imported = import_table(&bytes, &options);
    session.note(imported.diagnostics);
    let Some(framework) = imported.file else { return Err(Stop::Problems) };
    let body = framework.to_yaml();
    match args::file_of(matches) {
        None => standard_output(session, &body)?,
        Some(path) => file(session, &path, Format::Text, &body)?,
    }
    session.go_on()
}

/// The name of a file as an id.
fn as_id(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect()
}
