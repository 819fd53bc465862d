//! `explain`: how one unit's total comes about.

use clap::{ArgMatches, Command};
use govscore::diagnostic::{codes, nearest};
use govscore::{Dataset, Diagnostic, Framework, Lang, Unit};

use super::exit_codes;
use super::score::places_of;
use crate::args::{self, Digits};
use crate::banner::{self, Banner};
use crate::figures::Places;
use crate::input;
use crate::item_sheet::ItemSheet;
use crate::language::{pick, say};
use crate::output::{Format, both};
use crate::provenance;
use crate::report::problem;
use crate::session::{Session, Stop};
use crate::worked::Worked;

const FORMATS: &[&str] = &["text", "json", "csv", "md"];
/// How many units are named to somebody who asked for one that is not there.
const NEAR: usize = 3;

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(
        lang,
        "Explain one unit's total, or one item of all units",
        "说明一个评价对象的总分如何得来，或一个采集点位的全部得分",
    );
    let teach = pick(
        lang,
        "From the total down to the observations: each weight times each rate, each sum, where each value stands in
the data, what was missing and how the weights were rescaled, down to each observation and its evidence.
With --item one item of all units. All figures are exact; rounding comes last.",
        "自总分逐级向下：每项权重乘得分率，每次求和，各值在数据中的位置，缺失哪些、权重如何重新分配。
直到每一条观测及其佐证。用 --item 则列出一个采集点位的全部评价对象。全程为精确值，最后才舍入。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore explain un-egdi-2018 sample:un-egdi-2018 --unit Denmark
  govscore explain bluebook-2019 data.csv --unit 铜川市 -o 铜川市.md
  govscore explain my.yaml observations.csv --item P1 --format csv

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore explain un-egdi-2018 sample:un-egdi-2018 --unit 丹麦
  govscore explain bluebook-2019 data.csv --unit 铜川市 -o 铜川市.md
  govscore explain my.yaml 观测.csv --item P1 --format csv

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(
        lang,
        "[OPTIONS] <FRAMEWORK> <DATA> --unit <UNIT>|--item <ITEM>",
        "[选项] <指标体系> <数据> --unit <评价对象>|--item <采集点位>",
    );
    args::command(lang, "explain", about, teach, usage, after)
        .arg(args::framework(lang))
        .arg(args::data(lang).required(true))
        .arg(
            args::option(lang, "unit")
                .short('u')
                .required_unless_present("item")
                .conflicts_with("item")
                .value_name(pick(lang, "UNIT", "评价对象"))
                .help(pick(
                    lang,
                    "The unit: its code, its name, or any name the roster knows it by",
                    "评价对象：代码、名称，或名录所知的简称、别名",
                )),
        )
        .arg(args::option(lang, "item").value_name(pick(lang, "ITEM", "采集点位")).help(pick(
            lang,
            "The item: its code, or that of a leaf with a rule of its own",
            "采集点位的代码，或自带规则的末级指标的代码",
        )))
        .args(args::output(lang, FORMATS))
        .arg(args::places(lang))
        .args(provenance::arguments(lang))
        .args(args::data_reading(lang))
        .args(args::reading(lang))
}

/// Explains.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = args::target_of(matches, FORMATS, lang)?;
    provenance::begin(session, "explain", matches);
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let framework = &source.framework;
    let name = args::data_of(matches).unwrap_or_default();
    let (scores, file) = input::scores(session, &source, &name, &args::data_options_of(matches))?;
    if let Some(code) = matches.get_one::<String>("item") {
        let Some(item) = framework.find_item(code) else { return Err(session.fail(no_such_item(framework, code))) };
        if !scores.dataset().is_observed() {
            return Err(session.fail(not_observed(file)));
        }
        if target.format == Format::Csv {
            banner::beside_csv(session, &source);
        }
        let banner = Banner::new(framework, &source.set, Some(scores.dataset()));
        // A spreadsheet takes 2/3 for a date, so CSV has decimals unless exact figures are asked for.
        let exact = matches.get_one::<Digits>("places").is_none() && target.format != Format::Csv;
        let places = if exact { Places::Exact } else { places_of(matches, framework) };
        let sheet = ItemSheet { item, scores: &scores, file: &file, places, banner, lang };
        target.write(session, &sheet.write(target.format))?;
        return provenance::finish(session, matches);
    }
    if target.format == Format::Csv {
        let text = pick(
            lang,
            "csv goes with --item; with --unit choose text, md or json",
            "csv 只用于 --item；--unit 请用 text、md 或 json",
        );
        return Err(Stop::Usage(text.to_owned()));
    }
    let unit = matches.get_one::<String>("unit").map(String::as_str).unwrap_or_default();
    let explanation = scores.dataset().find(unit).and_then(|row| scores.explain(row));
    let Some(explanation) = explanation else {
        return Err(session.fail(no_such_unit(scores.dataset(), unit, file)));
    };
    let worked = Worked {
        framework,
        explanation: &explanation,
        scores: &scores,
        file: &file,
        banner: Banner::new(framework, &source.set, Some(scores.dataset())),
        places: places_of(matches, framework),
        lang,
    };
    target.write(session, &worked.write(target.format))?;
    provenance::finish(session, matches)
}

/// That no item has this code, and which is nearly so; of a leaf, its items.
fn no_such_item(framework: &Framework, asked: &str) -> Diagnostic {
    let message = both(format!("no item has the code `{asked}`"), format!("没有代码为 `{asked}` 的采集点位"));
    let found = problem(codes::UNKNOWN_CODE, message, "");
    let own: Vec<&str> = framework
        .find(asked)
        .map(|node| node.items.iter().map(|id| framework.item(*id).code.as_str()).collect())
        .unwrap_or_default();
    if !own.is_empty() {
        return found
            .hint(both(format!("its items are {}", own.join(", ")), format!("它的采集点位有 {}", own.join("、"))));
    }
    match nearest(asked, framework.items().iter().map(|item| item.code.as_str())) {
        Some(near) => found.hint(both(format!("did you mean `{near}`?"), format!("是否应为 `{near}`？"))),
        None => found,
    }
}

fn not_observed(file: String) -> Diagnostic {
    let message = both("the data hold no observations, but rates or points", "数据不是观测值，而是得分率或得分");
    let hint = both(
        "give a file of observations, or say `--input observations`",
        "请给观测值文件，或用 `--input observations`",
    );
    problem(codes::UNKNOWN_CODE, message, file).hint(hint)
}

/// That no unit is called so, and which are called nearly so: those that contain the name, else the nearest.
pub(super) fn no_such_unit(dataset: &Dataset, asked: &str, file: String) -> Diagnostic {
    let word = asked.to_lowercase();
    let contains = |unit: &&Unit| !word.is_empty() && names(unit).any(|name| name.to_lowercase().contains(&word));
    let mut near: Vec<&Unit> = dataset.units().iter().filter(contains).take(NEAR).collect();
    if near.is_empty() {
        let name = nearest(asked, dataset.units().iter().flat_map(names));
        near.extend(dataset.units().iter().find(|unit| name.is_some_and(|name| names(unit).any(|own| own == name))));
    }
    let count = dataset.len();
    let message =
        both(format!("no unit is called `{asked}` among {count}"), format!("{count} 个评价对象中没有“{asked}”"));
    let found = problem(codes::NO_SUCH_UNIT, message, file);
    if near.is_empty() {
        return found;
    }
    let en: Vec<String> = near.iter().map(|unit| called(unit, Lang::En)).collect();
    let zh: Vec<String> = near.iter().map(|unit| called(unit, Lang::Zh)).collect();
    found.hint(both(format!("near: {}", en.join(", ")), format!("相近的有：{}", zh.join("、"))))
}

/// The id and the names of a unit.
fn names(unit: &Unit) -> impl Iterator<Item = &str> {
    let name = unit.name.iter().flat_map(|name| [name.zh.as_deref(), name.en.as_deref()]).flatten();
    std::iter::once(unit.id.as_str()).chain(name)
}

/// `Denmark (DNK)`.
fn called(unit: &Unit, lang: Lang) -> String {
    match unit.label(lang) {
        label if label == unit.id => label.to_owned(),
        label => say!(lang, "{label} ({})", "{label}（{}）", unit.id),
    }
}
