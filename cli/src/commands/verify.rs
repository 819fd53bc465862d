//! `verify`: a published table held against itself and a framework.

use std::ffi::OsStr;

use clap::{ArgMatches, Command};
use govscore::{Lang, Verification, VerifyOptions, verify};
use serde::Serialize;

use super::exit_codes;
use crate::args;
use crate::figures::json;
use crate::input::{self, Source};
use crate::language::{comma, pick, say};
use crate::output::Format;
use crate::session::{Session, Stop};
use crate::table::{Align, Table, escape, indent, plain};

const FORMATS: &[&str] = &["text", "json", "md"];

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(
        lang,
        "Hold a published table against itself and a framework",
        "核验公布的结果表：表内各项之间，以及表与指标体系",
    );
    let teach = pick(
        lang,
        "Totals against their parts, ranks against totals, which tie rule the list follows, types against cut lines,
doubled and missing units, shares against counts, and the means and extremes that a source prints.
A printed figure with p digits after the point stands for every value within half a unit of the last
(half up), so what rounding explains is no difference. Without a framework (`none` or `-`) the checks
that need one are left out. The report goes to standard output. JSON: checks, and diagnostics as
`check` prints them.",
        "总分与分项、名次与总分、所用的并列规则、类型与分界线、评价对象的重复与缺漏、占比与数量，
以及来源所印的平均值和最高、最低值。印有 p 位小数的数字代表末位半个单位之内的所有值（四舍五入），
舍入可以解释的不算差异。没有指标体系（写作 none 或 -）时，需要它的检查从略。
结果写到标准输出。JSON 含各项检查（checks）及诊断（diagnostics，格式同 check）。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore verify none list.csv
  govscore verify un-egdi-2018 published:un-egdi-2018
  govscore verify my.yaml list.csv --total 综合得分 --group 榜单
  govscore verify guomai-2014 list.csv --input points --format json

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore verify none list.csv
  govscore verify un-egdi-2018 published:un-egdi-2018
  govscore verify my.yaml list.csv --total 综合得分 --group 榜单
  govscore verify guomai-2014 list.csv --input points --format json

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <FRAMEWORK> <TABLE>", "[选项] <指标体系> <结果表>");
    args::command(lang, "verify", about, teach, usage, after)
        .arg(args::framework(lang))
        .arg(args::published_table(lang))
        .args(args::output(lang, FORMATS))
        .args(args::headings(lang, &["unit", "total", "rank", "tier", "group", "count", "share"]))
        .args(args::data_reading(lang))
        .args(args::reading(lang))
}

/// Verifies, and prints what was found as the result.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = args::target_of(matches, FORMATS, lang)?;
    // What stops it is in the report, which is the result.
    let (verified, file) = match verified(session, matches) {
        Ok(found) => found,
        Err(Stop::Problems) => (Verification::default(), String::new()),
        Err(other) => return Err(other),
    };
    let report = std::mem::take(&mut session.report);
    let body = match target.format {
        Format::Json => json(&Json { file: &file, checks: checks(&verified, lang), diagnostics: report.entries(lang) }),
        Format::Md => markdown(&verified, &file, &report.lines(lang), lang),
        _ => {
            let summary = text(&verified, &file, lang);
            let found =
                if report.is_empty() { String::new() } else { report.text(lang, session.all, target.colours()) };
            if found.is_empty() || summary.is_empty() { found + &summary } else { found + "\n" + &summary }
        }
    };
    let verdict = if report.has_errors() { Err(Stop::Problems) } else { Ok(()) };
    match target.write(session, &body) {
        // A reader that leaves early changes nothing of the verdict.
        Ok(()) | Err(Stop::Closed) => verdict,
        Err(other) => Err(other),
    }
}

fn verified(session: &mut Session, matches: &ArgMatches) -> Result<(Verification, String), Stop> {
    let lang = session.lang;
    let name = args::framework_of(matches);
    let source: Option<Source> = match is_none(&name) {
        true => None,
        false => Some(input::framework(session, &name, &args::weights_of(matches, lang)?)?),
    };
    let asked = args::data_options_of(matches);
    let roster = input::roster(session, source.as_ref(), asked.roster.as_deref())?;
    let (bytes, file) = input::published_table(session, &args::data_of(matches).unwrap_or_default())?;
    let options = VerifyOptions::default()
        .file(file.clone())
        .headings(args::headings_of(matches))
        .input(asked.input)
        .roster(roster)
        .limits(session.limits);
    let mut verified = verify(source.as_ref().map(|source| &source.framework), &bytes, &options);
    session.note(std::mem::take(&mut verified.diagnostics));
    Ok((verified, file))
}

/// Whether no framework is meant.
fn is_none(name: &OsStr) -> bool {
    name == "none" || name == "-"
}

#[derive(Serialize)]
struct Json<'v, D: Serialize> {
    file: &'v str,
    checks: Vec<CheckJson>,
    diagnostics: D,
}

#[derive(Serialize)]
struct CheckJson {
    check: &'static str,
    compared: usize,
    held: usize,
    findings: Vec<String>,
}

fn checks(verified: &Verification, lang: Lang) -> Vec<CheckJson> {
    let check = |check: &govscore::Check| CheckJson {
        check: check.kind.name(),
        compared: check.compared,
        held: check.held,
        findings: check.findings.iter().map(|finding| finding.get(lang).to_owned()).collect(),
    };
    verified.checks.iter().map(check).collect()
}

/// What was compared and how much of it held, a line for each finding.
fn rows(verified: &Verification, lang: Lang) -> Table {
    let mut table = Table::default();
    table.column(pick(lang, "check", "检查"), Align::Left).column(pick(lang, "found", "结果"), Align::Left);
    for check in &verified.checks {
        let mut title = check.kind.title().get(lang).to_owned();
        for finding in &check.findings {
            table.row(vec![std::mem::take(&mut title), finding.get(lang).to_owned()]);
        }
    }
    table
}

fn heading(verified: &Verification, file: &str, lang: Lang) -> String {
    let lists: Vec<String> = verified.groups.iter().map(|group| plain(group)).collect();
    let lists = lists.join(comma(lang));
    match verified.groups.is_empty() {
        true => plain(file),
        false => say!(lang, "{} (lists: {lists})", "{}（榜单：{lists}）", plain(file)),
    }
}

fn text(verified: &Verification, file: &str, lang: Lang) -> String {
    if verified.checks.is_empty() {
        return String::new();
    }
    format!("{}\n\n{}", heading(verified, file, lang), indent(&rows(verified, lang).text()))
}

fn markdown(verified: &Verification, file: &str, found: &[String], lang: Lang) -> String {
    let mut text = format!("# {}\n\n", escape(&heading(verified, file, lang)));
    if !verified.checks.is_empty() {
        text += &format!("{}\n", rows(verified, lang).markdown());
    }
    for line in found {
        text += &format!("- {}\n", escape(line));
    }
    if found.is_empty() {
        text += pick(lang, "Nothing is wrong.\n", "没有发现问题。\n");
    }
    text
}
