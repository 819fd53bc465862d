//! Types and grades in words, tables and JSON: what their rule says, and where they begin among the units.

use govscore::{
    Borders, By, Framework, Grade, GradeRow, Lang, Names, Ratio, Rounding, Scores, Sd, Spread, Tier, TierRow, TierRule,
    TierTies,
};
use serde::Serialize;

use crate::drawing::places_needed;
use crate::figures::{Both, Places, percent, share_text};
use crate::language::{comma, pick, say};
use crate::table::{Align, Table};

/// What a type or a grade states for its rule.
struct Entry<'f> {
    from: Option<&'f Ratio>,
    share: Option<&'f Ratio>,
    count: Option<u32>,
    from_sd: Option<&'f Ratio>,
}

impl<'f> From<&'f Tier> for Entry<'f> {
    fn from(tier: &'f Tier) -> Entry<'f> {
        let Tier { from, share, count, from_sd, .. } = tier;
        Entry { from: from.as_ref(), share: share.as_ref(), count: *count, from_sd: from_sd.as_ref() }
    }
}

impl<'f> From<&'f Grade> for Entry<'f> {
    fn from(grade: &'f Grade) -> Entry<'f> {
        let Grade { from, share, count, .. } = grade;
        Entry { from: from.as_ref(), share: share.as_ref(), count: *count, from_sd: None }
    }
}

/// What the rule says of a type, before any unit is sorted: `79.91 and above`, `the next 20%`.
pub fn range(framework: &Framework, place: usize, lang: Lang) -> String {
    let entries: Vec<Entry<'_>> = framework.tiers().iter().map(Entry::from).collect();
    stated(framework.tier_rule(), &entries, place, lang)
}

/// The grades inside a type with what their rule says of each; nothing where it has none.
pub fn grades(framework: &Framework, tier: usize, lang: Lang) -> String {
    let Some(of) = framework.tiers().get(tier) else { return String::new() };
    let entries: Vec<Entry<'_>> = of.grades.iter().map(Entry::from).collect();
    let rule = framework.grade_rule(tier);
    let one = |(place, grade): (usize, &Grade)| {
        let (name, range) = (grade.name.get(lang), stated(rule, &entries, place, lang));
        say!(lang, "{name} ({range})", "{name}（{range}）")
    };
    of.grades.iter().enumerate().map(one).collect::<Vec<_>>().join(comma(lang))
}

fn stated(rule: Option<&TierRule>, entries: &[Entry<'_>], place: usize, lang: Lang) -> String {
    let rest = || pick(lang, "the others", "其余").to_owned();
    let first = |amount: String| match place {
        0 => say!(lang, "the best {amount}", "前 {amount}"),
        _ => say!(lang, "the next {amount}", "其后 {amount}"),
    };
    let above = place.checked_sub(1).and_then(|place| entries.get(place));
    match (rule, entries.get(place)) {
        (Some(TierRule::Quantiles(_)), Some(entry)) => entry.share.map_or_else(rest, |share| first(percent(share))),
        (Some(TierRule::Count(_)), Some(entry)) => match entry.count {
            Some(count) => first(say!(lang, "{count}", "{count} 个")),
            None => rest(),
        },
        (Some(TierRule::MeanSd(_)), Some(entry)) => match (entry.from_sd, above.and_then(|above| above.from_sd)) {
            (Some(line), _) => and_above(&distance(line, lang), lang),
            (None, Some(above)) => below(&distance(above, lang), lang),
            (None, None) => rest(),
        },
        (Some(TierRule::NaturalBreaks(_)), _) => pick(lang, "natural breaks", "自然断点").to_owned(),
        (_, entry) => {
            let lines: Vec<&Ratio> = entries.iter().filter_map(|entry| entry.from).collect();
            match (entry.and_then(|entry| entry.from), above.and_then(|above| above.from)) {
                (Some(from), _) => and_above(&aligned(from, &lines), lang),
                (None, Some(above)) if place + 1 == entries.len() => below(&aligned(above, &lines), lang),
                (None, _) => pick(lang, "unknown", "未知").to_owned(),
            }
        }
    }
}

/// Where a type begins among these units: its line, or the least total in it.
pub fn range_in(scores: &Scores, tier: usize, places: Places, lang: Lang) -> String {
    let framework = scores.framework();
    match (framework.tier_rule(), scores.tier_borders()) {
        (Some(rule), Some(borders)) if rule.needs_all() => begins(scores, borders, tier, places, lang),
        _ => range(framework, tier, lang),
    }
}

/// The same of a grade.
fn grade_range_in(scores: &Scores, tier: usize, grade: usize, places: Places, lang: Lang) -> String {
    let framework = scores.framework();
    match (framework.grade_rule(tier), scores.grade_borders(tier)) {
        (Some(rule), Some(borders)) if rule.needs_all() => begins(scores, borders, grade, places, lang),
        (rule, _) => {
            let grades = framework.tiers().get(tier).into_iter().flat_map(|tier| &tier.grades);
            let entries: Vec<Entry<'_>> = grades.map(Entry::from).collect();
            stated(rule, &entries, grade, lang)
        }
    }
}

fn begins(scores: &Scores, borders: &Borders, place: usize, places: Places, lang: Lang) -> String {
    // Rounded totals are compared with as many places as the framework has, whatever is printed.
    let framework = scores.framework();
    let places = if framework.tier_by() == By::Rounded { Places::Fixed(framework.rounding()) } else { places };
    let better = borders.begins()[..place].iter().rev().flatten().next();
    let is_last = place + 1 == borders.begins().len();
    if let Some(spread) = borders.spread() {
        let rounding = match places {
            Places::Fixed(rounding) => rounding,
            Places::Exact => framework.rounding(),
        };
        let line = |place: usize| {
            let from_sd = framework.tiers().get(place).and_then(|tier| tier.from_sd.as_ref());
            let (distance, line) = (distance(from_sd?, lang), spread.line(place, rounding)?.to_fixed(rounding));
            Some(say!(lang, "{distance} = {line}", "{distance} = {line}"))
        };
        return match (line(place), place.checked_sub(1).and_then(line)) {
            (Some(line), _) => and_above(&line, lang),
            (None, Some(line)) => below(&line, lang),
            (None, None) => pick(lang, "all", "全部").to_owned(),
        };
    }
    match (&borders.begins()[place], better) {
        (None, _) => pick(lang, "no unit", "无").to_owned(),
        (Some(_), Some(better)) if is_last => below(&places.text(better), lang),
        (Some(begin), _) => and_above(&places.text(begin), lang),
    }
}

fn and_above(line: &str, lang: Lang) -> String {
    say!(lang, "{line} and above", "{line} 及以上")
}

fn below(line: &str, lang: Lang) -> String {
    say!(lang, "below {line}", "{line} 以下")
}

/// `mean + 1.5 sd`.
fn distance(line: &Ratio, lang: Lang) -> String {
    let sign = if line.is_negative() { "−" } else { "+" };
    let far = line.abs();
    match line.is_zero() {
        true => pick(lang, "mean", "均值").to_owned(),
        false => say!(lang, "mean {sign} {far} sd", "均值 {sign} {far} 倍标准差"),
    }
}

/// A line with as many places as the longest of all: 79.91 and 60.10.
fn aligned(line: &Ratio, lines: &[&Ratio]) -> String {
    let needed = lines.iter().map(|line| places_needed(line)).collect::<Option<Vec<u32>>>();
    let places = needed.and_then(|needed| needed.into_iter().max());
    places.map_or(line.to_string(), |places| line.to_fixed(Rounding::half_up(places)))
}

/// How types are told apart, where that depends on the units: a sentence below their table.
pub fn rule_words(scores: &Scores, places: Places, lang: Lang) -> Option<String> {
    let framework = scores.framework();
    let stay = |ties: TierTies| match ties {
        TierTies::Up => pick(lang, "the better", "较高"),
        TierTies::Down => pick(lang, "the worse", "较低"),
    };
    Some(match framework.tier_rule()? {
        TierRule::Quantiles(rule) => {
            let side = stay(rule.ties());
            say!(
                lang,
                "By shares of the units; equal totals stay together, in {side} type.",
                "按对象数的份额划分；总分相等者同归{side}的类型。"
            )
        }
        TierRule::Count(rule) => {
            let side = stay(rule.ties());
            say!(
                lang,
                "By numbers of units; equal totals stay together, in {side} type.",
                "按对象的个数划分；总分相等者同归{side}的类型。"
            )
        }
        TierRule::MeanSd(rule) => {
            let spread = scores.tier_borders()?.spread()?;
            let over = match rule.sd() {
                Sd::Population => pick(lang, "over all units", "总体标准差"),
                Sd::Sample => pick(lang, "over one less than all units", "样本标准差"),
            };
            let (mean, sd) = printed(spread, scores, places);
            say!(
                lang,
                "By distance from the mean: mean {mean}, standard deviation {sd} ({over}).",
                "按与均值的距离划分：均值 {mean}，标准差 {sd}（{over}）。"
            )
        }
        TierRule::NaturalBreaks(_) => {
            pick(lang, "By natural breaks (Fisher, Jenks).", "按自然断点法（Fisher、Jenks）划分。").to_owned()
        }
        _ => return None,
    })
}

/// Mean and standard deviation; the latter is never printed exactly, since most have no end.
fn printed(spread: &Spread, scores: &Scores, places: Places) -> (String, String) {
    let rounding = match places {
        Places::Fixed(rounding) => rounding,
        Places::Exact => scores.framework().rounding(),
    };
    (places.text(spread.mean()), spread.sd(rounding).to_fixed(rounding))
}

/// The types with their counts and shares, each followed by its grades.
pub fn table(scores: &Scores, rows: &[TierRow<'_>], percents: &[Option<Ratio>], places: Places, lang: Lang) -> Table {
    let mut table = Table::default();
    table
        .column(pick(lang, "type", "类型"), Align::Left)
        .column(pick(lang, "grade", "等级"), Align::Left)
        .column(pick(lang, "total", "总分"), Align::Left)
        .column(pick(lang, "units", "数量"), Align::Right)
        .column(pick(lang, "share", "占比"), Align::Right);
    for ((place, row), percent) in rows.iter().enumerate().zip(percents) {
        let (name, range) = (row.tier.name.get(lang).to_owned(), range_in(scores, place, places, lang));
        let share = percent.as_ref().map(share_text).unwrap_or_default();
        table.row(vec![name, String::new(), range, row.count.to_string(), share]);
        for (at, grade) in row.grades.iter().enumerate() {
            let (name, range) = (grade.grade.name.get(lang), grade_range_in(scores, place, at, places, lang));
            table.row(vec![String::new(), name.to_owned(), range, grade.count.to_string(), String::new()]);
        }
    }
    table.without_empty_columns()
}

/// A type for JSON, in every command alike; a grade has the same form.
#[derive(Serialize)]
pub struct TierJson<'t> {
    /// Its code.
    pub code: &'t str,
    /// Its name.
    pub name: Both<'t>,
}

impl<'t> TierJson<'t> {
    fn new(code: &'t str, name: &'t Names) -> TierJson<'t> {
        TierJson { code, name: name.into() }
    }
}

impl<'t> From<&'t Tier> for TierJson<'t> {
    fn from(tier: &'t Tier) -> TierJson<'t> {
        TierJson::new(&tier.code, &tier.name)
    }
}

impl<'t> From<&'t Grade> for TierJson<'t> {
    fn from(grade: &'t Grade) -> TierJson<'t> {
        TierJson::new(&grade.code, &grade.name)
    }
}

/// A row of the table of types for JSON; a grade has the same form.
#[derive(Serialize)]
pub struct RowJson<'t> {
    code: &'t str,
    name: Both<'t>,
    /// The cut line, where it has one.
    from: Option<String>,
    /// The least total in it where lines are not fixed, as it is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    units: usize,
    /// Exact, of the units that have a total.
    share: Option<String>,
    /// In percent, rounded to two places, adjusted if that was asked for.
    percent: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    grades: Vec<GradeRowJson<'t>>,
}

#[derive(Serialize)]
struct GradeRowJson<'t> {
    code: &'t str,
    name: Both<'t>,
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    units: usize,
}

impl<'t> RowJson<'t> {
    /// The row with its share in percent.
    pub fn new(row: &TierRow<'t>, percent: Option<&Ratio>) -> RowJson<'t> {
        let least = |begins: &Option<Ratio>, from: &Option<Ratio>| {
            begins.as_ref().filter(|_| from.is_none()).map(Ratio::to_string)
        };
        let grade = |row: &GradeRow<'t>| GradeRowJson {
            code: &row.grade.code,
            name: (&row.grade.name).into(),
            from: row.grade.from.as_ref().map(Ratio::to_string),
            least: least(&row.begins, &row.grade.from),
            units: row.count,
        };
        RowJson {
            code: &row.tier.code,
            name: (&row.tier.name).into(),
            from: row.tier.from.as_ref().map(Ratio::to_string),
            least: least(&row.begins, &row.tier.from),
            units: row.count,
            share: row.share.as_ref().map(Ratio::to_string),
            percent: percent.map(|percent| share_text(percent).trim_end_matches('%').to_owned()),
            grades: row.grades.iter().map(grade).collect(),
        }
    }
}

/// How types are told apart, for JSON, where that depends on the units.
#[derive(Serialize)]
pub struct RuleJson {
    rule: &'static str,
    by: By,
    /// Exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    mean: Option<String>,
    /// The exact square of the standard deviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    variance: Option<String>,
    /// Rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    sd: Option<String>,
    /// The lines that follow from mean and standard deviation, rounded, best type first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<String>,
}

impl RuleJson {
    /// Nothing where lines are fixed, or there are no types.
    pub fn new(scores: &Scores, places: Places) -> Option<RuleJson> {
        let framework = scores.framework();
        let rule = framework.tier_rule().filter(|rule| rule.needs_all())?;
        let spread = scores.tier_borders().and_then(Borders::spread);
        let rounding = match places {
            Places::Fixed(rounding) => rounding,
            Places::Exact => framework.rounding(),
        };
        let line = |spread: &Spread, place: usize| Some(spread.line(place, rounding)?.to_fixed(rounding));
        Some(RuleJson {
            rule: rule.name().name(),
            by: framework.tier_by(),
            mean: spread.map(|spread| spread.mean().to_string()),
            variance: spread.map(|spread| spread.variance().to_string()),
            sd: spread.map(|spread| spread.sd(rounding).to_fixed(rounding)),
            lines: spread.map_or_else(Vec::new, |spread| (0..).map_while(|place| line(spread, place)).collect()),
        })
    }
}
