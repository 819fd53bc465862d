//! The arguments that several commands share, and the frame of every command's help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use govscore::{Figure, Headings, Input, Lang, Limit, Limits};

use crate::input::{DataOptions, Weights};
use crate::language::{pick, say};
use crate::output::{Format, Target};
use crate::session::Stop;

/// A command without arguments: its help in one language.
///
/// `about` is one line, `teach` the paragraphs below it, `usage` what follows the command's name,
/// `after` the examples.
pub fn command(
    lang: Lang,
    name: &'static str,
    about: &'static str,
    teach: &'static str,
    usage: &'static str,
    after: &'static str,
) -> Command {
    let heading = pick(lang, "Usage: ", "用法：");
    let program = if name == "govscore" { name.to_owned() } else { format!("govscore {name}") };
    Command::new(name)
        .about(about)
        // For the manual page; `--help` is the template's.
        .long_about(format!("{about}{}\n\n{teach}", pick(lang, ".", "。")))
        .override_usage(format!("{program} {usage}"))
        .help_template(format!("{about}\n\n{teach}\n\n{heading}{{usage}}\n\n{{all-args}}{{after-help}}\n"))
        .after_help(after)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(pick(lang, "Commands", "命令"))
}

/// `--help`, of the program and of every command.
pub fn help(lang: Lang) -> Arg {
    // The short form: the long one spreads every option over three lines.
    let help = option(lang, "help").short('h').action(ArgAction::HelpShort).global(true).display_order(1000);
    help.help(pick(lang, "Print this help", "显示本说明"))
}

/// An option under the heading of the language.
pub fn option(lang: Lang, name: &'static str) -> Arg {
    Arg::new(name).long(name).help_heading(pick(lang, "Options", "选项"))
}

/// An option that takes one of a few words, which its help names.
pub fn choice(lang: Lang, name: &'static str, words: &'static [&'static str]) -> Arg {
    option(lang, name)
        .value_parser(PossibleValuesParser::new(words))
        .hide_possible_values(true)
        .value_name(words.join("|"))
}

/// `--lang`.
pub fn lang(lang: Lang) -> Arg {
    choice(lang, "lang", &["zh", "en"]).global(true).display_order(999).help(pick(
        lang,
        "Language of everything that is printed [default: from the locale]",
        "输出语言，默认取自系统语言环境",
    ))
}

/// `FRAMEWORK`.
pub fn framework(lang: Lang) -> Arg {
    Arg::new("framework")
        .required(true)
        .value_parser(value_parser!(OsString))
        .value_name(pick(lang, "FRAMEWORK", "指标体系"))
        .display_order(1)
        .help_heading(pick(lang, "Arguments", "参数"))
        .help(pick(
            lang,
            "A built-in framework's id (`govscore frameworks` lists them), or a YAML file:\na name with a slash, with the ending .yaml or .yml, or of a file that is there\n(./NAME for one that is called like a built-in one)",
            "内置指标体系的代号（见 govscore frameworks），或 YAML 文件：\n含斜杠、以 .yaml 或 .yml 结尾、或确有其文件的，按文件读取\n（与内置代号同名的文件写作 ./文件名）",
        ))
}

/// `DATA`.
pub fn data(lang: Lang) -> Arg {
    Arg::new("data")
        .value_parser(value_parser!(OsString))
        .value_name(pick(lang, "DATA", "数据"))
        .display_order(2)
        .help_heading(pick(lang, "Arguments", "参数"))
        .help(pick(
            lang,
            "A CSV file or an .xlsx workbook, wide (a row per unit, a column per indicator)\nor long (unit,indicator,value);\n`-` is standard input, `sample:ID` example data that are built in: the published figures of\nun-egdi-2014, un-egdi-2018, un-egdi-2020, weibo-city-2023q3, guomai-2014, cstc-2016\nand ccps-2019, and bluebook-2019-synthetic and bluebook-2019-collection-synthetic,\nwhich are made up.\nThe column of units is headed unit, code, iso3, 行政区划代码, 地区, 城市, 单位, 评价对象, …",
            "CSV 文件或 .xlsx 工作簿，宽表（每个评价对象一行，每个指标一列）或长表（unit,indicator,value）；\n“-” 为标准输入，“sample:代号” 为内置的示例数据：un-egdi-2014、un-egdi-2018、\nun-egdi-2020、weibo-city-2023q3、guomai-2014、cstc-2016、ccps-2019 为公布的数字，\nbluebook-2019-synthetic、bluebook-2019-collection-synthetic 为编造。\n评价对象列的列名可为 unit、行政区划代码、code、iso3、地区、城市、单位、评价对象等",
        ))
}

/// `TABLE`, a published one.
pub fn published_table(lang: Lang) -> Arg {
    Arg::new("data")
        .required(true)
        .value_parser(value_parser!(OsString))
        .value_name(pick(lang, "TABLE", "结果表"))
        .display_order(2)
        .help_heading(pick(lang, "Arguments", "参数"))
        .help(pick(
            lang,
            "A CSV file with a row per unit: its total, rank, type, parts, whichever are printed;\n`-` is standard input, `published:ID` what the source of a built-in framework prints,\n`sample:ID` example data",
            "CSV 文件，每个评价对象一行，列有总分、名次、类型、分项等（有什么列什么）；“-” 为标准输入，\n“published:代号” 为内置指标体系的来源所公布的结果，“sample:代号” 为内置的示例数据",
        ))
}

/// The options that name a heading of a published table, those with these names.
pub fn headings(lang: Lang, names: &'static [&'static str]) -> impl Iterator<Item = Arg> {
    let help = move |name| match name {
        "unit" => {
            pick(lang, "The column of units [default: unit, 城市, 地区, …]", "评价对象列，默认 unit、城市、地区等")
        }
        "total" => pick(
            lang,
            "The column of totals [default: the total's name, total, 总分, 指数, …]",
            "总分列，默认总分的名称、total、总分、指数等",
        ),
        "rank" => pick(lang, "The column of ranks [default: rank, 排名, 名次, …]", "名次列，默认 rank、排名、名次等"),
        "tier" => pick(lang, "The column of types [default: tier, 类型, 等级, …]", "类型列，默认 tier、类型、等级等"),
        "group" => pick(
            lang,
            "The column that says which list a row belongs to\n[default: group, 榜单, … if ranks begin anew in it]",
            "区分榜单的列，名次在各榜单内分别排\n默认 group、榜单等（若名次各自从 1 起）",
        ),
        "count" => pick(lang, "The column of counts [default: count, 数量, …]", "数量列，默认 count、数量等"),
        _ => pick(lang, "The column of shares [default: share, 占比, …]", "占比列，默认 share、占比等"),
    };
    names.iter().map(move |name| option(lang, name).value_name(pick(lang, "HEADING", "列名")).help(help(*name)))
}

/// What those were given.
pub fn headings_of(matches: &ArgMatches) -> Headings {
    let heading = |name| matches.try_get_one::<String>(name).ok().flatten().cloned();
    Headings {
        unit: heading("unit"),
        total: heading("total"),
        rank: heading("rank"),
        tier: heading("tier"),
        group: heading("group"),
        count: heading("count"),
        share: heading("share"),
    }
}

/// `--format` and `--output`.
pub fn output(lang: Lang, formats: &'static [&'static str]) -> [Arg; 2] {
    let csv = formats.contains(&"csv");
    [
        choice(lang, "format", formats).help(pick(
            lang,
            "Format of the result [default: from the ending of -o, else text]",
            "结果的格式，默认由 -o 的后缀决定，否则为 text",
        )),
        output_file(lang).help(match csv {
            true => pick(
                lang,
                "Write the result to this file, whole or not at all;\nCSV gets a byte order mark, for Excel",
                "将结果写入文件，写入失败时原文件不变；\nCSV 带 BOM，Excel 可直接打开",
            ),
            false => {
                pick(lang, "Write the result to this file, whole or not at all", "将结果写入文件，写入失败时原文件不变")
            }
        }),
    ]
}

/// `--output` of a command that has one format.
pub fn output_file(lang: Lang) -> Arg {
    option(lang, "output")
        .short('o')
        .value_name(pick(lang, "FILE", "文件"))
        .value_parser(value_parser!(PathBuf))
        .help(pick(lang, "Write it to this file, whole or not at all", "写入文件，写入失败时原文件不变"))
}

/// `--set`, `--strict`, `--all` and `--limit`.
pub fn reading(lang: Lang) -> [Arg; 4] {
    [
        weight_setting(lang, "set")
            .action(ArgAction::Append)
            .help(pick(
                lang,
                "Set an indicator's weight for this run, as in --set A=30% (repeatable)",
                "仅本次运行设定某指标的权重，如 --set A=30%（可多次给出）",
            )),
        option(lang, "strict").action(ArgAction::SetTrue).help(pick(
            lang,
            "Treat warnings about units and columns as errors",
            "将有关评价对象和列的警告视为错误",
        )),
        option(lang, "all").action(ArgAction::SetTrue).help(pick(
            lang,
            "List every diagnostic, also where one kind occurs more than 20 times",
            "列出全部诊断，同类超过 20 条时也不省略",
        )),
        option(lang, "limit")
            .value_name(pick(lang, "NAME=N", "名称=N"))
            .action(ArgAction::Append)
            .value_parser(move |text: &str| limit(lang, text))
            .help(pick(
                lang,
                "How much is read at most (repeatable): framework-bytes, framework-values,\nframework-depth, weight-bits, data-bytes, workbook-bytes, columns, digits",
                "读取上限（可多次给出）：framework-bytes、framework-values、\nframework-depth、weight-bits、data-bytes、workbook-bytes、columns、digits",
            )),
    ]
}

/// An option like `--set`.
pub fn weight_setting(lang: Lang, name: &'static str) -> Arg {
    option(lang, name)
        .value_name(pick(lang, "CODE=WEIGHT", "代码=权重"))
        .value_parser(move |text: &str| weight(lang, text))
}

/// `--input`, `--roster` and `--sheet`.
pub fn data_reading(lang: Lang) -> [Arg; 3] {
    [
        choice(lang, "input", &["rate", "points", "observations"]).help(pick(
            lang,
            "What the data hold: rates (0 to the scale), points (0 to the indicator's\nfull marks), or what was observed of items [default: as the framework says]",
            "数据所填为得分率（0 至满分）、得分（0 至该指标分值），还是采集点位的观测值\n默认依指标体系",
        )),
        option(lang, "roster").value_name(pick(lang, "ID|FILE|none", "代号|文件|none")).help(pick(
            lang,
            "Match units with this roster; `none` takes them as written\n[default: the framework's]",
            "与此名录核对评价对象；none 表示不核对\n默认用指标体系的名录",
        )),
        sheet(lang),
    ]
}

/// `--sheet`.
pub fn sheet(lang: Lang) -> Arg {
    option(lang, "sheet").value_name(pick(lang, "NAME", "名称")).help(pick(
        lang,
        "The sheet of a workbook to read [default: the only one that holds\nsomething, or the first that has the headings]",
        "读取工作簿中的哪个工作表\n默认为唯一有内容的，或表头相符的第一个",
    ))
}

/// `--places`, without a stated default.
pub fn places(lang: Lang) -> Arg {
    option(lang, "places").value_name("N|exact").value_parser(move |text: &str| digits(lang, text)).help(pick(
        lang,
        "Digits after the point, or `exact`: a plain decimal if it ends,\nelse p/q [default: as the framework rounds]",
        "小数位数；exact 为精确值：有限小数照写，否则写作 p/q\n默认依指标体系的舍入规则",
    ))
}

/// What `--places` was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// This many digits after the point.
    Places(u32),
    /// All there are.
    Exact,
}

fn digits(lang: Lang, text: &str) -> Result<Digits, String> {
    match text.parse::<u32>() {
        _ if text == "exact" => Ok(Digits::Exact),
        Ok(places @ 0..=28) => Ok(Digits::Places(places)),
        _ => Err(say!(lang, "a number from 0 to 28, or `exact`", "应为 0 至 28 的整数或 exact")),
    }
}

fn weight(lang: Lang, text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=').map(|(code, weight)| (code.trim(), weight.trim())) {
        Some((code, weight)) if !code.is_empty() && !weight.is_empty() => Ok((code.to_owned(), weight.to_owned())),
        _ => Err(say!(lang, "write it as CODE=WEIGHT, as in A=30%", "应写作 代码=权重，如 A=30%")),
    }
}

fn limit(lang: Lang, text: &str) -> Result<(Limit, u64), String> {
    let names = || Limit::ALL.map(Limit::name).join(pick(lang, ", ", "、"));
    let form = || say!(lang, "write it as NAME=N, as in columns=20000", "应写作 名称=N，如 columns=20000");
    let (name, most) = text.split_once('=').ok_or_else(form)?;
    let limit =
        Limit::from_name(name.trim()).ok_or_else(|| say!(lang, "the limits are: {}", "可设的上限有：{}", names()))?;
    let most = most.trim().parse::<u64>().map_err(|_| form())?;
    let greatest = limit.greatest();
    if most > greatest {
        return Err(say!(lang, "{name} can be at most {greatest}", "{name} 最大为 {greatest}"));
    }
    Ok((limit, most))
}

/// `--limit`; of two for the same thing the last counts.
pub fn limits_of(matches: &ArgMatches) -> Limits {
    let given = matches.try_get_many::<(Limit, u64)>("limit").ok().flatten().unwrap_or_default();
    given.fold(Limits::default(), |limits, (limit, most)| limits.set(*limit, *most))
}

/// The `FRAMEWORK` of a command that has one.
pub fn framework_of(matches: &ArgMatches) -> OsString {
    matches.get_one::<OsString>("framework").cloned().unwrap_or_default()
}

/// The `DATA` of a command that has one.
pub fn data_of(matches: &ArgMatches) -> Option<OsString> {
    matches.get_one::<OsString>("data").cloned()
}

/// The pairs of `--set`.
pub fn weights_of(matches: &ArgMatches, lang: Lang) -> Result<Weights, Stop> {
    weights_from(matches, "set", lang)
}

/// The pairs of an option like `--set`.
pub fn weights_from(matches: &ArgMatches, name: &str, lang: Lang) -> Result<Weights, Stop> {
    let mut weights = Weights::new();
    for (code, weight) in matches.get_many::<(String, String)>(name).unwrap_or_default() {
        if weights.iter().any(|(known, _)| known == code) {
            return Err(Stop::Usage(say!(
                lang,
                "--{name} gives the weight of {code} more than once",
                "--{name} 重复设定了 {code} 的权重"
            )));
        }
        weights.push((code.clone(), weight.clone()));
    }
    Ok(weights)
}

/// `--input`, `--roster` and `--sheet`.
pub fn data_options_of(matches: &ArgMatches) -> DataOptions {
    data_options_with(matches, "")
}

/// The same where something stands before the names of the options.
pub fn data_options_with(matches: &ArgMatches, before: &str) -> DataOptions {
    let text = |name: &str| matches.get_one::<String>(&format!("{before}{name}")).cloned();
    let input = text("input").map(|word| match word.as_str() {
        "rate" => Input::Rate,
        "points" => Input::Points,
        _ => Input::Observations,
    });
    DataOptions { input, roster: text("roster"), sheet: text("sheet") }
}

/// An option that takes `rate` or `points`.
pub fn figure_of(matches: &ArgMatches, name: &str) -> Option<Figure> {
    matches.get_one::<String>(name).map(|word| if word == "rate" { Figure::Rate } else { Figure::Points })
}

/// `-o`; `-` is standard output.
pub fn file_of(matches: &ArgMatches) -> Option<PathBuf> {
    matches.get_one::<PathBuf>("output").filter(|path| path.as_os_str() != "-").cloned()
}

/// `-o` and `--format` of a command that has these formats.
pub fn target_of(matches: &ArgMatches, formats: &[&str], lang: Lang) -> Result<Target, Stop> {
    let allowed: Vec<Format> = formats.iter().filter_map(|name| Format::from_name(name)).collect();
    let asked = matches.get_one::<String>("format").and_then(|name| Format::from_name(name));
    Target::new(file_of(matches), asked, &allowed, lang)
}
