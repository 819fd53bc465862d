//! `gap`: what would lift a unit into the next type.

use std::ffi::OsString;

use clap::{ArgMatches, Command, value_parser};
use govscore::provenance::Role;
use govscore::{Costs, GapOptions, Lang, gap, report};

use super::exit_codes;
use super::explain::no_such_unit;
use crate::args;
use crate::document;
use crate::input;
use crate::language::pick;
use crate::provenance;
use crate::session::{Session, Stop};

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Find what would lift a unit into the next type", "求一个评价对象进入上一类型的最省途径");
    let teach = pick(
        lang,
        "How many points are missing, what each indicator can still give, and the cheapest set of improvements that
is enough, with a proof that none is cheaper; which indicators are enough alone, and the ranks that follow.
All other units are held as they are. Where types depend on all totals, the line moves with the unit's own.
Without --costs a point of any indicator's rate costs one. Nothing is said of causes.",
        "还差多少分，各指标还能增加多少，成本最低的改进组合（并证明没有更省的），哪些指标单独即可达到，
以及实施后的名次。其他对象均保持不变；类型取决于全部总分时，分界线随本对象的总分移动。
不给 --costs 时，任何指标的得分率每 1 分成本为 1。此处不作因果判断。",
    );
    let after = pick(
        lang,
        concat!(
            "The file of costs has the columns code,cost,kind,max,step: the code of a leaf or an item; the cost;
`linear` (for each point of the rate, or each level of an item) or `fixed` (for raising it as far as
it goes); the greatest rate that can be reached; the step by which it rises.

Examples:
  govscore gap bluebook-2019 sample:bluebook-2019-synthetic --unit 铜川市
  govscore gap bluebook-2019 data.csv --unit 铜川市 --to innovating --costs costs.csv -o gap.html
  govscore gap my.yaml data.csv --unit 铜川市 --table gap-room --format csv

",
            exit_codes!(en)
        ),
        concat!(
            "成本文件的列为 代码,成本,方式,上限,步长：末级指标或采集点位的代码；成本；
方式为 线性（得分率每 1 分或采集点位每一级的成本）或 固定（一次提到上限的成本）；
可达到的最高得分率；每次提高的步长。

示例：
  govscore gap bluebook-2019 sample:bluebook-2019-synthetic --unit 铜川市
  govscore gap bluebook-2019 data.csv --unit 铜川市 --to innovating --costs 成本.csv -o 差距.html
  govscore gap my.yaml data.csv --unit 甲市 --table gap-room --format csv

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <FRAMEWORK> <DATA> --unit <UNIT>", "[选项] <指标体系> <数据> --unit <评价对象>");
    args::command(lang, "gap", about, teach, usage, after)
        .arg(args::framework(lang))
        .arg(args::data(lang).required(true))
        .arg(args::option(lang, "unit").short('u').required(true).value_name(pick(lang, "UNIT", "评价对象")).help(
            pick(
                lang,
                "The unit: its code, its name, or any name the roster knows it by",
                "评价对象：代码、名称，或名录所知的简称、别名",
            ),
        ))
        .arg(args::option(lang, "to").value_name(pick(lang, "TIER", "类型")).help(pick(
            lang,
            "The type to get into, by its code or name [default: the next better one]",
            "要进入的类型，用代码或名称，默认为上一类型",
        )))
        .arg(
            args::option(lang, "costs")
                .value_name(pick(lang, "FILE", "文件"))
                .value_parser(value_parser!(OsString))
                .help(pick(lang, "What improvements cost, a CSV file or a workbook", "改进成本，CSV 文件或工作簿")),
        )
        .args(document::arguments(lang))
        .args(provenance::arguments(lang))
        .args(args::data_reading(lang))
        .args(args::reading(lang))
}

/// Finds the gap.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = document::target_of(matches, lang)?;
    provenance::begin(session, "gap", matches);
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let costs = match matches.get_one::<OsString>("costs") {
        Some(name) => {
            let (bytes, file) = input::bytes(session, name)?;
            provenance::read(session, Role::Costs, &file, &bytes);
            let costs = Costs::read_within(&source.framework, &bytes, Some(&file), session.limits);
            session.check(costs)?
        }
        None => Costs::default(),
    };
    let name = args::data_of(matches).unwrap_or_default();
    let (scores, file) = input::scores(session, &source, &name, &args::data_options_of(matches))?;
    let unit = matches.get_one::<String>("unit").map(String::as_str).unwrap_or_default();
    let Some(row) = scores.dataset().find(unit) else {
        return Err(session.fail(no_such_unit(scores.dataset(), unit, file)));
    };
    let options = GapOptions::default().to(matches.get_one::<String>("to").cloned()).costs(costs);
    let found = session.check(gap(&scores, row, &options))?;
    let document = report::gap_document(&scores, &found, &source.set, lang);
    document::write(session, matches, &target, &document)?;
    provenance::finish(session, matches)
}
