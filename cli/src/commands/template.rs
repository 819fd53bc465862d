//! `template`: a workbook to fill in, which `score` and `check` read back.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use govscore::{Lang, Roster, Template, TemplateForm};

use super::exit_codes;
use crate::args;
use crate::input::{self, Source};
use crate::language::{pick, say};
use crate::output::{Format, Target};
use crate::session::{Session, Stop};

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Csv,
    Xlsx,
}

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "A workbook for those who fill in", "生成填报表");
    let teach = pick(
        lang,
        "The workbook has a sheet to read (tree, questions, rules), one to fill in (locked codes, lists, limits,
messages) and one for evidence. `score` and `check` read it back and name problems by cell.
With an ending of .csv, or without -o, it is the table to fill in alone.",
        "工作簿含“说明”（指标树、采集内容、计分规则）、“填报”（代码锁定，带下拉列表、取值限制和填写提示）和“佐证”三张表。
填好后由 score 和 check 直接读取，问题按单元格列出。
后缀为 .csv 或不带 -o 时，只输出填报用的表格。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore template bluebook-2019 -o fill-in.xlsx
  govscore template bluebook-2019-collection -o tongchuan.xlsx --units 铜川市
  govscore template my.yaml -o fill-in.xlsx --units units.csv --lang zh
  govscore check bluebook-2019 fill-in.xlsx

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore template bluebook-2019 -o 填报表.xlsx
  govscore template bluebook-2019-collection -o 杭州.xlsx --units 杭州
  govscore template my.yaml -o 填报表.xlsx --units 名单.csv
  govscore check bluebook-2019 填报表.xlsx

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <FRAMEWORK>", "[选项] <指标体系>");
    args::command(lang, "template", about, teach, usage, after)
        .arg(args::framework(lang))
        .arg(args::output_file(lang).help(pick(
            lang,
            "Write it to this file, .xlsx or .csv, whole or not at all\n[default: CSV on standard output]",
            "写入 .xlsx 或 .csv 文件，写入失败时原文件不变\n默认以 CSV 写到标准输出",
        )))
        .arg(units(lang))
        .arg(args::choice(lang, "form", &["wide", "long"]).help(pick(
            lang,
            "A row per unit, or a row per item and unit with its evidence\n[default: wide up to 40 items without rounds, else long]",
            "宽表每个对象一行，长表每个对象的每个点位一行、佐证同行\n默认点位不超过 40 个且不分轮次时为宽表，否则为长表",
        )))
        .arg(args::option(lang, "rounds").value_name("N").value_parser(value_parser!(u32).range(1..=99)).help(pick(
            lang,
            "Rows of a long table for what is observed in rounds [default: 2]",
            "长表中分轮观测的点位各留几行，默认 2",
        )))
        .args(args::reading(lang))
}

fn units(lang: Lang) -> Arg {
    args::option(lang, "units").value_name(pick(lang, "ROSTER|LIST|UNITS", "名录|名单|对象")).help(pick(
        lang,
        "Who has a row: a roster's id, a CSV or .xlsx file with a column of codes\nor names, or codes or names separated by commas\n[default: the framework's roster]",
        "填报的对象：名录代号、含代码或名称列的 CSV 或 .xlsx 文件，\n或以逗号分隔的代码或名称；默认为指标体系的名录",
    ))
}

/// Writes it.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let path = args::file_of(matches);
    let kind = kind(path.as_deref(), lang)?;
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let form = matches.get_one::<String>("form");
    let form = form.map(|form| if form == "wide" { TemplateForm::Wide } else { TemplateForm::Long });
    let asked = matches.get_one::<String>("units").map(String::as_str);
    let mut template = with_units(session, &source, asked)?.lang(lang).form(form);
    if let Some(rounds) = matches.get_one::<u32>("rounds") {
        template = template.rounds(*rounds);
    }
    session.note(template.diagnostics().clone());
    session.go_on()?;
    let (bytes, format) = match kind {
        Kind::Csv => (session.check(template.to_csv())?.into_bytes(), Format::Csv),
        Kind::Xlsx => (session.check(template.to_xlsx())?, Format::Xlsx),
    };
    Target { path, format }.write_bytes(session, &bytes)
}

/// By the ending of the file.
fn kind(path: Option<&Path>, lang: Lang) -> Result<Kind, Stop> {
    let Some(path) = path else { return Ok(Kind::Csv) };
    match path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).as_deref() {
        Some("csv") => Ok(Kind::Csv),
        Some("xlsx") => Ok(Kind::Xlsx),
        _ => {
            let file = path.display();
            Err(Stop::Usage(say!(
                lang,
                "`{file}` ends neither with .xlsx nor with .csv",
                "`{file}` 的后缀既不是 .xlsx，也不是 .csv"
            )))
        }
    }
}

/// The template of a framework for the units that were asked for.
fn with_units<'s>(session: &mut Session, source: &'s Source, asked: Option<&str>) -> Result<Template<'s>, Stop> {
    let template = Template::new(&source.framework);
    let Some(asked) = asked else { return Ok(template.roster(input::own_roster(session, source)?)) };
    if Roster::builtin_ids().any(|id| id == asked) {
        return Ok(template.roster(input::roster(session, Some(source), Some(asked))?));
    }
    let template = template.roster(input::own_roster(session, source)?);
    if input::roster_is_path(Path::new(asked)) {
        session.inputs.push(PathBuf::from(asked));
        let (bytes, file) = input::bytes(session, OsStr::new(asked))?;
        return Ok(template.unit_list(&bytes, Some(&file), session.limits));
    }
    Ok(template.units(asked.split([',', '，', '、']).filter(|unit| !unit.trim().is_empty())))
}
