//! `score`: one row per unit.

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, ArgMatches, Command};
use govscore::provenance::Role;
use govscore::{Framework, Lang, NodeId};

use super::exit_codes;
use crate::args::{self, Digits};
use crate::banner::{self, Banner};
use crate::document;
use crate::figures::Places;
use crate::input;
use crate::language::{pick, say};
use crate::output::Format;
use crate::provenance;
use crate::rows::CsvRows;
use crate::session::{Session, Stop};
use crate::sheet::{Sheet, depth, nodes_of};
use crate::streamed;

const FORMATS: &[&str] = &["text", "json", "csv", "md", "html", "xlsx"];

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Score units: totals, ranks, types", "计分：总分、名次、类型");
    let teach = pick(
        lang,
        "One row per unit, in the order of the data; text, Markdown and workbooks are sorted by rank and end
with the types. Figures are exact until they are printed; ranks and types follow the rules of the framework.
CSV columns: unit,name,rank,tier,total, every indicator by its code, [rank:CODE ...,] data[, grade]
[, rank-in:GROUP ...][, veto:by][, coverage:total, coverage:CODE ...].",
        "每个评价对象一行，次序同数据；text、md 和 xlsx 按名次排列，末尾附各类型的数量与占比。
计算全程精确，只在输出时舍入；名次和类型依指标体系的规则。
CSV 各列：unit,name,rank,tier,total，各指标（以代码为列名），[rank:代码 …,] data
[, grade][, rank-in:分组 …][, veto:by][, coverage:total, coverage:代码 …]。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore score un-egdi-2018 sample:un-egdi-2018
  govscore score my.yaml data.csv -o scores.csv
  govscore score my.yaml data.csv -o scores.xlsx
  govscore score bluebook-2019 data.csv --as rate --levels 1,2 --ranks all
  govscore score bluebook-2019 data.csv --rank-in tier,province
  govscore score my.yaml data.csv --format json --places exact
  govscore score my.yaml - --set A=50% --set B=50% < data.csv

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore score un-egdi-2018 sample:un-egdi-2018
  govscore score my.yaml data.csv -o scores.csv
  govscore score my.yaml data.csv -o scores.xlsx
  govscore score bluebook-2019 data.csv --as rate --levels 1,2 --ranks all
  govscore score bluebook-2019 data.csv --rank-in tier,province
  govscore score my.yaml data.csv --format json --places exact
  govscore score my.yaml - --set A=50% --set B=50% < data.csv

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <FRAMEWORK> <DATA>", "[选项] <指标体系> <数据>");
    args::command(lang, "score", about, teach, usage, after)
        .arg(args::framework(lang))
        .arg(args::data(lang).required(true))
        .args(args::output(lang, FORMATS))
        .arg(args::choice(lang, "as", &["points", "rate"]).help(pick(
            lang,
            "Figures as points (0 to the indicator's full marks) or rates\n(0 to the scale) [default: as the framework displays them]",
            "输出得分（0 至该指标分值）还是得分率（0 至满分）\n默认依指标体系",
        )))
        .arg(args::places(lang))
        .arg(
            args::option(lang, "levels")
                .value_name("N,N")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .value_parser(move |text: &str| level(lang, text))
                .help(pick(
                    lang,
                    "Only indicators of these levels, 1 being just below the total\n[default: all; in text and md the first]",
                    "只输出这些级的指标，1 为总分之下的第一级\n默认全部，text 和 md 默认第一级",
                )),
        )
        .arg(
            args::option(lang, "ranks")
                .value_name("total|all")
                .value_parser(PossibleValuesParser::new(["total", "all"]))
                .hide_possible_values(true)
                .help(pick(
                    lang,
                    "Ranks by the total, or also by every indicator shown [default: total]",
                    "只给总分名次，或所列各指标也给名次，默认 total",
                )),
        )
        .arg(
            args::option(lang, "rank-in")
                .value_name("GROUP,GROUP")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help(pick(
                    lang,
                    "Also ranks by the total inside groups of units: tier, or an attribute of\nthe data or the roster, as in --rank-in tier,province",
                    "另给总分的组内名次：tier（类型），或数据、名录中的属性，\n如 --rank-in tier,province",
                )),
        )
        .arg(args::option(lang, "coverage").action(ArgAction::SetTrue).help(pick(
            lang,
            "How much of what applies is there, by weight, for every node shown",
            "同时输出各指标的覆盖率（适用部分中有数据的权重占比）",
        )))
        .arg(args::choice(lang, "sort", &["rank", "data"]).help(pick(
            lang,
            "Order of the rows [default: data; in text, md and xlsx rank]",
            "各行的次序：按名次或依数据，默认 data，text、md 和 xlsx 默认 rank",
        )))
        .arg(args::option(lang, "adjust-shares").action(ArgAction::SetTrue).help(pick(
            lang,
            "Make the types' shares add up to 100 (largest remainder)",
            "使各类型占比之和恰为 100%（最大余数法）",
        )))
        .args(provenance::arguments(lang))
        .args(args::data_reading(lang))
        .args(args::reading(lang))
}

/// Scores.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = args::target_of(matches, FORMATS, lang)?;
    provenance::begin(session, "score", matches);
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let framework = &source.framework;
    let levels = levels_of(matches, framework, lang)?;
    let name = args::data_of(matches).unwrap_or_default();
    let options = args::data_options_of(matches);
    let all_ranks = matches.get_one::<String>("ranks").is_some_and(|ranks| ranks == "all");
    let by_rank = matches.get_one::<String>("sort").map(|sort| sort == "rank");
    let (figure, places) =
        (args::figure_of(matches, "as").unwrap_or(framework.display()), places_of(matches, framework));
    if target.format == Format::Csv {
        banner::beside_csv(session, &source);
    }
    let (groups, coverage) = (groups_of(matches), matches.get_flag("coverage"));
    let streams = target.format == Format::Csv && !all_ranks && by_rank != Some(true) && groups.is_empty() && !coverage;
    if let Some(path) = input::long_file(&source, &name, &options).filter(|_| streams) {
        let rows = CsvRows {
            framework,
            nodes: nodes_of(framework, levels.as_deref().unwrap_or_default()).iter().map(|node| node.id).collect(),
            figure,
            places,
            within: &[],
            coverage: false,
            lang,
        };
        let weights = framework.weights();
        let weights = session.check(weights)?;
        if streamed::write(session, framework, &weights, path, &options, &target, &rows)? {
            provenance::read_file(session, Role::Data, path)?;
            return provenance::finish(session, matches);
        }
    }
    let (scores, _) = input::scores(session, &source, &name, &options)?;
    let mut within = Vec::new();
    for group in groups {
        let of_units = session.check(scores.groups(&group))?;
        let ranks = scores.ranks_within(NodeId::TOTAL, &of_units);
        within.push((group, ranks));
    }
    let sheet = Sheet {
        scores: &scores,
        banner: Banner::new(framework, &source.set, Some(scores.dataset())),
        figure,
        places,
        levels,
        ranks: all_ranks,
        within,
        coverage,
        by_rank,
        adjust: matches.get_flag("adjust-shares"),
        lang,
    };
    match target.format {
        Format::Html | Format::Xlsx => document::write(session, matches, &target, &sheet.document())?,
        format => target.write(session, &sheet.write(format))?,
    }
    provenance::finish(session, matches)
}

/// `--places`, else as the framework rounds.
pub fn places_of(matches: &ArgMatches, framework: &Framework) -> Places {
    match matches.get_one::<Digits>("places") {
        Some(Digits::Exact) => Places::Exact,
        Some(Digits::Places(places)) => Places::Fixed(framework.rounding().with_places(*places)),
        None => Places::Fixed(framework.rounding()),
    }
}

/// The groups to rank in, each once.
fn groups_of(matches: &ArgMatches) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for group in matches.get_many::<String>("rank-in").into_iter().flatten().map(|group| group.trim()) {
        if !groups.iter().any(|known| known == group) {
            groups.push(group.to_owned());
        }
    }
    groups
}

fn level(lang: Lang, text: &str) -> Result<usize, String> {
    match text.trim().parse::<usize>() {
        Ok(level) if level > 0 => Ok(level),
        _ => Err(say!(lang, "levels are numbers from 1, as in --levels 1,2", "应为从 1 起的级数，如 --levels 1,2")),
    }
}

fn levels_of(matches: &ArgMatches, framework: &Framework, lang: Lang) -> Result<Option<Vec<usize>>, Stop> {
    let Some(levels) = matches.get_many::<usize>("levels") else { return Ok(None) };
    let levels: Vec<usize> = levels.copied().collect();
    let deepest = depth(framework);
    match levels.iter().find(|level| **level > deepest) {
        None => Ok(Some(levels)),
        Some(level) => {
            let id = framework.id();
            Err(Stop::Usage(say!(
                lang,
                "--levels {level}: `{id}` has levels 1 to {deepest}",
                "--levels {level}：`{id}` 只有第 1 至 {deepest} 级"
            )))
        }
    }
}
