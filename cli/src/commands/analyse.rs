//! `analyse`: what the scores show, in tables.

use clap::{ArgMatches, Command};
use govscore::Lang;
use govscore::report::{ReportOptions, analysis};

use super::exit_codes;
use crate::args;
use crate::document;
use crate::findings::{self, by};
use crate::input;
use crate::language::pick;
use crate::provenance;
use crate::session::{Session, Stop};

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(
        lang,
        "Distributions, groups, inequality, topics: what the scores show",
        "分析结果：分布、分组、不均衡、专题",
    );
    let teach = pick(
        lang,
        "Per indicator: mean, median, standard deviation, quartiles, extremes, skewness, leaders and laggards.
Types; groups of units by any attribute; coefficient of variation, Gini, and Theil's T in nested parts;
topics. JSON holds exact figures; CSV one table, by default that of the indicators (--table ID for another).",
        "各指标的平均、中位数、标准差、四分位、极值、偏度，领先者与落后者；各类型；按任意属性分组；
变异系数、基尼系数，以及按层次分解的泰尔指数；专题。
JSON 给出精确值；CSV 为一个表，默认为各指标表（--table 代号 另选）。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore analyse un-egdi-2018 sample:un-egdi-2018
  govscore analyse my.yaml data.csv --by province,kind
  govscore analyse my.yaml data.csv --table inequality -o inequality.csv

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore analyse un-egdi-2018 sample:un-egdi-2018
  govscore analyse my.yaml data.csv --by province,kind
  govscore analyse my.yaml data.csv --table inequality -o 不均衡.csv

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <FRAMEWORK> <DATA>", "[选项] <指标体系> <数据>");
    args::command(lang, "analyse", about, teach, usage, after)
        .arg(args::framework(lang))
        .arg(args::data(lang).required(true))
        .args(document::arguments(lang))
        .arg(by(lang))
        .args(provenance::record_arguments(lang))
        .args(args::data_reading(lang))
        .args(args::reading(lang))
}

/// Analyses.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = document::target_of(matches, lang)?;
    provenance::record(session, "analyse", matches);
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let name = args::data_of(matches).unwrap_or_default();
    let (scores, _) = input::scores(session, &source, &name, &args::data_options_of(matches))?;
    let mut options = ReportOptions::new(lang);
    options.set.clone_from(&source.set);
    let run = session.provenance.clone();
    options.provenance = run.as_ref();
    let findings = findings::of(session, matches, &scores)?;
    let written = analysis(&findings, &options);
    let written = session.check(written)?;
    document::write(session, matches, &target, &written)?;
    provenance::finish(session, matches)
}
