//! One file per command: its arguments, its help, and what it does with them.

mod analyse;
mod check;
mod compare;
mod completions;
mod demo;
mod explain;
mod frameworks;
mod gap;
mod help;
mod import;
mod infer_weights;
mod man;
mod new;
mod report;
mod schema;
mod score;
mod template;
mod tree;
mod verify;

use clap::{ArgAction, ArgMatches, Command};
use govscore::Lang;

use crate::args;
use crate::input;
use crate::language::pick;
use crate::provenance;
use crate::session::{Session, Stop};

/// Exit codes, the last lines of every help.
macro_rules! exit_codes {
    (en) => {
        "Exit codes: 0 done; 1 the input has problems, all of them reported, or cannot be read; 2 wrong usage."
    };
    (zh) => {
        "退出码：0 完成；1 输入有问题（已全部报告）或无法读取；2 用法错误。"
    };
}
pub(crate) use exit_codes;

/// The whole parser, with its help in one language.
pub fn root(lang: Lang) -> Command {
    let teach = pick(
        lang,
        "A framework (指标体系) is one YAML file: the weighted tree of indicators of a scheme in one edition,
how scores are formed, how units are ranked and sorted into types. Several published ones are built in.
Scores are exact ratios, rounded only where they are printed, so true ties are ties.",
        "指标体系是一个 YAML 文件：某方案某一版的加权指标树，以及如何计分、排名、划分类型。
若干已公布的体系已内置。得分以精确分数计算，只在输出时舍入，因此真正的同分才算并列。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore frameworks                                        what is built in
  govscore tree bluebook-2019                                its 3 / 9 / 31 indicators
  govscore check my.yaml data.csv                            every problem, with line and column
  govscore score un-egdi-2018 sample:un-egdi-2018            ranks and groups of 193 states
  govscore score my.yaml data.csv -o scores.csv              for Excel
  govscore explain un-egdi-2018 sample:un-egdi-2018 --unit DNK
  govscore compare un-egdi-2018 sample:un-egdi-2018 un-egdi-2020 sample:un-egdi-2020
  govscore report my.yaml data.csv -o report.html            a report to publish
  govscore demo --out out                                    all of it at once
  govscore new my-index-2026 -o my.yaml                      a framework of your own to start from
  govscore import table.xlsx -o my.yaml                      or one from a table of indicators
  govscore template bluebook-2019 -o fill-in.xlsx            a workbook for those who fill in

`govscore COMMAND --help` says more about each command.

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore frameworks                                        列出内置的指标体系
  govscore tree bluebook-2019                                3 / 9 / 31 个指标的指标树
  govscore check my.yaml data.csv                            一次报出全部问题，附行列位置
  govscore score un-egdi-2018 sample:un-egdi-2018            193 国的名次与等级
  govscore score my.yaml data.csv -o scores.csv              结果可直接用 Excel 打开
  govscore explain un-egdi-2018 sample:un-egdi-2018 --unit DNK
  govscore compare un-egdi-2018 sample:un-egdi-2018 un-egdi-2020 sample:un-egdi-2020
  govscore report my.yaml data.csv -o 报告.html              写成可发布的报告
  govscore demo --out out                                    一次看全
  govscore new my-index-2026 -o my.yaml                      新建自己的指标体系
  govscore import 指标表.xlsx -o my.yaml                     或由指标表生成
  govscore template bluebook-2019 -o 填报表.xlsx             生成填报表

各命令的说明见 govscore 命令 --help。

",
            exit_codes!(zh)
        ),
    );
    let about = pick(
        lang,
        "govscore: evaluation schemes as data, and exact scores from them",
        "govscore：以数据描述评价指标体系，并据此精确计分",
    );
    args::command(lang, "govscore", about, teach, pick(lang, "[OPTIONS] <COMMAND>", "[选项] <命令>"), after)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(args::option(lang, "version").short('V').action(ArgAction::Version).display_order(1001).help(pick(
            lang,
            "Print the version",
            "显示版本号",
        )))
        .arg(args::lang(lang))
        .arg(args::help(lang))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            frameworks::command(lang),
            tree::command(lang),
            check::command(lang),
            score::command(lang),
            explain::command(lang),
            analyse::command(lang),
            report::command(lang),
            gap::command(lang),
            compare::command(lang),
            verify::command(lang),
            infer_weights::command(lang),
            demo::command(lang),
            new::command(lang),
            import::command(lang),
            template::command(lang),
            schema::command(lang),
            completions::command(lang),
            man::command(lang),
            help::command(lang),
        ])
}

/// Runs the command that was named.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let Some((name, matches)) = matches.subcommand() else {
        return Err(Stop::Usage(pick(session.lang, "a command is required", "缺少命令").to_owned()));
    };
    session.strict = flag(matches, "strict");
    session.all = flag(matches, "all");
    session.limits = args::limits_of(matches);
    session.inputs = input::named(matches);
    provenance::apart_from_result(matches, session.lang)?;
    match name {
        "frameworks" => frameworks::run(session, matches),
        "tree" => tree::run(session, matches),
        "check" => check::run(session, matches),
        "score" => score::run(session, matches),
        "explain" => explain::run(session, matches),
        "analyse" => analyse::run(session, matches),
        "report" => report::run(session, matches),
        "gap" => gap::run(session, matches),
        "compare" => compare::run(session, matches),
        "verify" => verify::run(session, matches),
        "infer-weights" => infer_weights::run(session, matches),
        "demo" => demo::run(session, matches),
        "new" => new::run(session, matches),
        "import" => import::run(session, matches),
        "template" => template::run(session, matches),
        "schema" => schema::run(session, matches),
        "completions" => completions::run(session, matches),
        "man" => man::run(session, matches),
        _ => help::run(session, matches),
    }
}

/// Whether a flag was given to a command that may not have it.
fn flag(matches: &ArgMatches, name: &str) -> bool {
    matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
}
