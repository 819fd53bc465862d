//! `infer-weights`: all weights that explain published totals by published parts.

use clap::{ArgAction, ArgMatches, Command};
use govscore::{InferOptions, Inference, Lang, Ratio, RoundMode, Rounding, Trial, WeightInterval, infer_weights};
use serde::Serialize;

use super::exit_codes;
use crate::args;
use crate::figures::json;
use crate::input;
use crate::language::{comma, pick, plural, say};
use crate::output::Format;
use crate::session::{Session, Stop};
use crate::table::{Align, Table, escape, indent, plain};

const FORMATS: &[&str] = &["text", "json", "md"];
/// Digits of a weight at the ends of its interval.
const PLACES: u32 = 6;

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Find the weights behind a published table", "由公布的分项与总分推断权重");
    let teach = pick(
        lang,
        "For each part the least and the greatest weight with which some weights, none below zero and adding up to one,
explain every total; or that none do, and how much is missing. A printed figure with p digits after the point
stands for every value within half a unit of the last, parts and totals alike. Exact, by linear programming
in whole numbers. Least is rounded down and greatest up, to six places; JSON has exact ratios as well.",
        "求出每一分项权重的最小值与最大值：在此之间有非负且和为一的权重能解释每一个总分；
若没有，则说明还差多少。印有 p 位小数的数字（分项与总分皆然）代表末位半个单位之内的所有值。
用整数线性规划精确求解。最小值向下、最大值向上取六位小数；JSON 另有精确分数。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore infer-weights published:weibo-city-2023q3
  govscore infer-weights list.csv --total EGDI --parts OSI,TII,HCI --try 0.34,0.33,0.33
  govscore infer-weights list.csv --free-sum

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore infer-weights published:weibo-city-2023q3
  govscore infer-weights list.csv --total EGDI --parts OSI,TII,HCI --try 0.34,0.33,0.33
  govscore infer-weights list.csv --free-sum

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <TABLE>", "[选项] <结果表>");
    args::command(lang, "infer-weights", about, teach, usage, after)
        .arg(args::published_table(lang).display_order(1))
        .args(args::output(lang, FORMATS))
        .args(args::headings(lang, &["unit", "total", "rank"]))
        .arg(
            args::option(lang, "parts")
                .value_name(pick(lang, "HEADING,…", "列名,…"))
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help(pick(
                    lang,
                    "The columns of the parts [default: all other columns of figures]",
                    "分项各列，默认为其余所有数字列",
                )),
        )
        .arg(args::option(lang, "free-sum").action(ArgAction::SetTrue).help(pick(
            lang,
            "The weights may add up to anything, not to one alone",
            "权重之和不限，不必为一",
        )))
        .arg(
            args::option(lang, "try")
                .value_name(pick(lang, "W,W,…", "权重,…"))
                .action(ArgAction::Append)
                .value_parser(move |text: &str| weights(lang, text))
                .help(pick(
                    lang,
                    "Hold these weights against the table, as in --try 0.3,35%,7/20 (repeatable)",
                    "用这组权重核对，如 --try 0.3,35%,7/20（可多次给出）",
                )),
        )
        // Without a framework there are no weights to set.
        .args(args::reading(lang).into_iter().filter(|arg| arg.get_id() != "set"))
}

/// One list of `--try`.
#[derive(Clone)]
struct Weights(Vec<Ratio>);

fn weights(lang: Lang, text: &str) -> Result<Weights, String> {
    let read = |text: &str| text.trim().parse::<Ratio>().ok().filter(|weight| !weight.is_negative());
    let weights: Option<Vec<Ratio>> = text.split([',', '，']).map(read).collect();
    weights.map(Weights).ok_or_else(|| {
        say!(lang, "weights are numbers not below zero, as in 0.3,35%,7/20", "应为非负的数，如 0.3,35%,7/20")
    })
}

/// Infers.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = args::target_of(matches, FORMATS, lang)?;
    let (bytes, file) = input::published_table(session, &args::data_of(matches).unwrap_or_default())?;
    let trials = matches.get_many::<Weights>("try").unwrap_or_default().map(|weights| weights.0.clone()).collect();
    let parts = matches.get_many::<String>("parts").unwrap_or_default().cloned().collect();
    let options = InferOptions::default()
        .file(file.clone())
        .headings(args::headings_of(matches))
        .parts(parts)
        .free_sum(matches.get_flag("free-sum"))
        .trials(trials)
        .limits(session.limits);
    let found = infer_weights(&bytes, &options);
    session.note(found.diagnostics);
    let Some(inference) = found.inference else { return Err(Stop::Problems) };
    let body = match target.format {
        Format::Json => json(&Json::new(&inference, &file)),
        Format::Md => {
            let sentences = sentences(&inference, lang);
            let list: String = sentences.iter().map(|sentence| format!("- {}\n", escape(sentence))).collect();
            let table =
                if inference.weights.is_empty() { String::new() } else { table(&inference, lang).markdown() + "\n" };
            format!("# {}\n\n{table}{list}", escape(&heading(&inference, &file, lang)))
        }
        _ => {
            let list: String = sentences(&inference, lang).iter().map(|sentence| plain(sentence) + "\n").collect();
            let table = if inference.weights.is_empty() {
                String::new()
            } else {
                indent(&table(&inference, lang).text()) + "\n"
            };
            format!("{}\n\n{table}{list}", plain(&heading(&inference, &file, lang)))
        }
    };
    target.write(session, &body)?;
    session.go_on()
}

fn heading(inference: &Inference, file: &str, lang: Lang) -> String {
    let (total, parts) = (&inference.total, inference.parts.join(comma(lang)));
    say!(lang, "{file}: {total} from {parts}", "{file}：{total}，由 {parts} 合成")
}

fn table(inference: &Inference, lang: Lang) -> Table {
    let mut table = Table::default();
    table.column(pick(lang, "part", "分项"), Align::Left);
    for (en, zh) in
        [("least", "最小"), ("greatest", "最大"), ("shortest decimal", "最短小数"), ("simplest ratio", "最简分数")]
    {
        table.column(pick(lang, en, zh), Align::Right);
    }
    for weight in &inference.weights {
        let decimal = weight.decimal.as_ref().map(Ratio::to_string).unwrap_or_default();
        let greatest = weight.greatest.as_ref().map(greatest);
        let greatest = greatest.unwrap_or_else(|| pick(lang, "no bound", "无上限").to_owned());
        table.row(vec![weight.part.clone(), least(&weight.least), greatest, decimal, fraction(&weight.ratio)]);
    }
    table
}

/// Rounded down: no weight below it will do.
fn least(weight: &Ratio) -> String {
    weight.to_fixed(Rounding::new(PLACES, RoundMode::Down))
}

/// Rounded up, which cutting off what is below zero does.
fn greatest(weight: &Ratio) -> String {
    let down = (-weight.clone()).round(Rounding::new(PLACES, RoundMode::Down));
    let unit = "0.000001".parse().unwrap_or_else(|_| Ratio::zero());
    let up = if -down.clone() < *weight { -down + &unit } else { -down };
    up.to_fixed(Rounding::half_up(PLACES))
}

/// As `p/q`, also where it would end as a decimal.
fn fraction(ratio: &Ratio) -> String {
    let text = ratio.to_string();
    let Some((whole, digits)) = text.split_once('.') else { return text };
    let places = i128::try_from(digits.len()).ok().and_then(|places| 10i128.checked_pow(u32::try_from(places).ok()?));
    let units = format!("{whole}{digits}").parse::<i128>().ok();
    match units.zip(places) {
        Some((units, power)) => {
            let common = greatest_common(units, power);
            format!("{}/{}", units / common, power / common)
        }
        None => text,
    }
}

fn greatest_common(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { greatest_common(b, a % b) }
}

fn sentences(inference: &Inference, lang: Lang) -> Vec<String> {
    let mut sentences = vec![basis(inference, lang)];
    if let Some(misfit) = &inference.misfit {
        let beyond = misfit.beyond.to_fixed(Rounding::half_up(PLACES));
        let weights = misfit.weights.iter().map(|weight| weight.to_fixed(Rounding::half_up(4)));
        let weights = weights.collect::<Vec<_>>().join(", ");
        let rows: Vec<String> = misfit.binding.iter().map(|(unit, line)| row(unit, *line, lang)).collect();
        let rows = rows.join(comma(lang));
        sentences.push(say!(
            lang,
            "no weights explain them; with {weights} every total is within {beyond} of what rounding allows, and no others do better",
            "没有权重能解释；取 {weights} 时各总分超出舍入所能解释的至多 {beyond}，其他权重都不会更小"
        ));
        sentences.push(say!(lang, "the rows that bind: {rows}", "起决定作用的行：{rows}"));
    }
    if let Some((simple, others)) = &inference.simple {
        let words = trial(simple, inference.rows, lang);
        sentences.push(match others {
            false => say!(lang, "the only ones with as few digits: {words}", "位数最少且仅有的一组：{words}"),
            true => {
                say!(lang, "with as few digits as possible, among others: {words}", "位数最少者不止一组，如：{words}")
            }
        });
    } else if !inference.weights.is_empty() {
        sentences.push(say!(
            lang,
            "no weights of at most four digits that explain all together were found",
            "未找到四位小数以内、合在一起能解释全部总分的权重"
        ));
    }
    if let Some(equal) = &inference.equal {
        let words = trial(equal, inference.rows, lang);
        sentences.push(say!(lang, "equal weights: {words}", "等权：{words}"));
    }
    for tried in &inference.trials {
        let words = trial(tried, inference.rows, lang);
        sentences.push(say!(lang, "tried: {words}", "核对：{words}"));
    }
    sentences
}

fn basis(inference: &Inference, lang: Lang) -> String {
    let (count, left) = (inference.rows, inference.left_out);
    let rows = plural(count, "row", "rows");
    let sum = match inference.free_sum {
        true => pick(lang, "weights of any sum", "权重之和不限"),
        false => pick(lang, "weights that add up to one", "权重之和为一"),
    };
    match left {
        0 => say!(lang, "from {rows}; {sum}", "据 {count} 行；{sum}"),
        _ => say!(
            lang,
            "from {rows}, {left} left out for want of a figure; {sum}",
            "据 {count} 行，另有 {left} 行缺数未用；{sum}"
        ),
    }
}

fn row(unit: &str, line: u64, lang: Lang) -> String {
    say!(lang, "{unit} (line {line})", "{unit}（第 {line} 行）")
}

fn trial(trial: &Trial, rows: usize, lang: Lang) -> String {
    let weights = trial.weights.iter().map(Ratio::to_string).collect::<Vec<_>>().join(", ");
    let largest = trial.largest.to_fixed(Rounding::half_up(PLACES));
    let (explained, at) = (trial.explained, row(&trial.at.0, trial.at.1, lang));
    say!(
        lang,
        "{weights} explain {explained} of {rows} totals; the largest residual is {largest}, at {at}",
        "{weights} 能解释 {rows} 个总分中的 {explained} 个；最大余差 {largest}，见 {at}"
    )
}

#[derive(Serialize)]
struct Json<'i> {
    file: &'i str,
    total: &'i str,
    parts: &'i [String],
    rows: usize,
    left_out: usize,
    free_sum: bool,
    feasible: bool,
    weights: Vec<WeightJson>,
    simple: Option<TrialJson>,
    only: Option<bool>,
    equal: Option<TrialJson>,
    trials: Vec<TrialJson>,
    misfit: Option<MisfitJson>,
}

#[derive(Serialize)]
struct WeightJson {
    part: String,
    least: String,
    greatest: Option<String>,
    decimal: Option<String>,
    ratio: String,
}

#[derive(Serialize)]
struct TrialJson {
    weights: Vec<String>,
    explained: usize,
    largest_residual: String,
    unit: String,
    line: u64,
}

#[derive(Serialize)]
struct MisfitJson {
    beyond: String,
    weights: Vec<String>,
    binding: Vec<RowJson>,
}

#[derive(Serialize)]
struct RowJson {
    unit: String,
    line: u64,
}

impl<'i> Json<'i> {
    fn new(inference: &'i Inference, file: &'i str) -> Json<'i> {
        let texts = |weights: &[Ratio]| weights.iter().map(Ratio::to_string).collect::<Vec<_>>();
        let weight = |weight: &WeightInterval| WeightJson {
            part: weight.part.clone(),
            least: weight.least.to_string(),
            greatest: weight.greatest.as_ref().map(Ratio::to_string),
            decimal: weight.decimal.as_ref().map(Ratio::to_string),
            ratio: fraction(&weight.ratio),
        };
        let trial = |trial: &Trial| TrialJson {
            weights: texts(&trial.weights),
            explained: trial.explained,
            largest_residual: trial.largest.to_string(),
            unit: trial.at.0.clone(),
            line: trial.at.1,
        };
        Json {
            file,
            total: &inference.total,
            parts: &inference.parts,
            rows: inference.rows,
            left_out: inference.left_out,
            free_sum: inference.free_sum,
            feasible: inference.misfit.is_none(),
            weights: inference.weights.iter().map(weight).collect(),
            simple: inference.simple.as_ref().map(|(found, _)| trial(found)),
            only: inference.simple.as_ref().map(|(_, others)| !others),
            equal: inference.equal.as_ref().map(trial),
            trials: inference.trials.iter().map(trial).collect(),
            misfit: inference.misfit.as_ref().map(|misfit| MisfitJson {
                beyond: misfit.beyond.to_string(),
                weights: texts(&misfit.weights),
                binding: misfit
                    .binding
                    .iter()
                    .map(|(unit, line)| RowJson { unit: unit.clone(), line: *line })
                    .collect(),
            }),
        }
    }
}
