//! What a scheme's source prints about its results, beside what is computed here.

use govscore::{Lang, NodeId, PublishedFigure, Ratio, RoundMode, Rounding, Scores, UnitScore};

use crate::language::{pick, say};

/// One printed figure and its counterpart.
pub struct Pair {
    /// Which figure: `rank`, `mean`, `A Service supply capability`.
    pub figure: String,
    /// Of what: a type, a unit, all units.
    pub of: String,
    /// Over how many units it is printed, where the source says so.
    pub sample: Option<u32>,
    /// As printed.
    pub published: String,
    /// As computed from the data, printed as the framework rounds.
    pub computed: Option<String>,
    /// How the two compare.
    pub verdict: Verdict,
    /// Where it is printed.
    pub source: String,
}

/// How a computed figure compares with a printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the same to the digits that are printed.
    Agrees,
    /// It is another.
    Differs,
    /// The printed one is about another sample, and there is one about this sample.
    OtherSample,
    /// It is part of the scheme, as a cut line is: nothing computes it, so that it is the same says nothing.
    Given,
    /// There is nothing to compare it with.
    NotComputed,
}

impl Verdict {
    /// The word in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Differs => "differs",
            Verdict::OtherSample => "other-sample",
            Verdict::Given => "given",
            Verdict::NotComputed => "not-computed",
        }
    }

    /// The words for people.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Verdict::Agrees => pick(lang, "agrees", "相符"),
            Verdict::Differs => pick(lang, "DIFFERS", "不符"),
            Verdict::OtherSample => pick(lang, "other sample", "样本不同"),
            Verdict::Given => pick(lang, "given", "方案给定"),
            Verdict::NotComputed => pick(lang, "not computed", "未计算"),
        }
    }
}

/// Every figure that the framework's source prints about results, in the order of the file.
pub fn pairs(scores: &Scores, lang: Lang) -> Vec<Pair> {
    let all = &scores.framework().file().published;
    all.iter().map(|figure| pair(scores, figure, all, lang)).collect()
}

/// What is printed of one unit, in a few words: `rank 1`.
pub fn known_of(pairs: &[Pair], unit: UnitScore<'_>, lang: Lang) -> String {
    let label = unit.unit().label(lang);
    let of = pairs.iter().filter(|pair| pair.of == label);
    let words: Vec<String> = of.map(|pair| format!("{} {}", pair.figure, pair.published)).collect();
    words.join(pick(lang, ", ", "，"))
}

fn pair(scores: &Scores, figure: &PublishedFigure, all: &[PublishedFigure], lang: Lang) -> Pair {
    let same = |other: &PublishedFigure| {
        let key = |of: &PublishedFigure| {
            (of.statistic.clone(), of.tier.clone(), of.indicator.clone(), of.group.clone(), of.unit.clone())
        };
        key(other) == key(figure)
    };
    let here = u32::try_from(scores.len()).ok();
    let elsewhere = figure.sample.is_some_and(|sample| Some(sample) != here)
        && all.iter().any(|other| other.sample == here && same(other));
    let computed = if elsewhere { None } else { compute(scores, figure) };
    let mode = scores.framework().rounding().mode;
    let against = |value: &Ratio| compare(value, figure.value.as_str(), mode);
    let verdict = match (&computed, given(scores, figure)) {
        _ if elsewhere => Verdict::OtherSample,
        (Some(value), _) => against(value),
        (None, Some(own)) if against(&own) == Verdict::Agrees => Verdict::Given,
        (None, Some(own)) => against(&own),
        (None, None) => Verdict::NotComputed,
    };
    let whole = matches!(figure.statistic.as_str(), "count" | "rank");
    let rounding = scores.framework().rounding();
    let print = |value: Ratio| if whole { value.to_string() } else { value.to_fixed(rounding) };
    Pair {
        figure: name(scores, figure, lang),
        of: subject(scores, figure, lang),
        sample: figure.sample,
        published: figure.value.to_string(),
        computed: computed.map(print),
        verdict,
        source: figure.source.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

/// Whether a figure is what is printed, to the digits that are printed.
fn compare(computed: &Ratio, printed: &str, mode: RoundMode) -> Verdict {
    let places = printed.split_once('.').map_or(0, |(_, digits)| digits.len());
    let agrees = match (printed.parse::<Ratio>(), u32::try_from(places)) {
        (Ok(value), Ok(places)) => computed.round(Rounding::new(places, mode)) == value,
        _ => return Verdict::NotComputed,
    };
    if agrees { Verdict::Agrees } else { Verdict::Differs }
}

/// The figure as the scheme itself has it, where it is one of those that are not computed.
fn given(scores: &Scores, figure: &PublishedFigure) -> Option<Ratio> {
    let mut tiers = scores.framework().tiers().iter();
    let tier = tiers.find(|tier| figure.tier.as_ref().is_some_and(|code| tier.code == code.as_str()))?;
    (figure.statistic.as_str() == "cut").then(|| tier.from.clone())?
}

fn compute(scores: &Scores, figure: &PublishedFigure) -> Option<Ratio> {
    // Groups are attributes of units under names of their own, which cannot be looked up.
    if figure.group.is_some() {
        return None;
    }
    let framework = scores.framework();
    let node = match &figure.indicator {
        Some(code) => framework.find(code.as_str())?.id,
        None => NodeId::TOTAL,
    };
    let tier = figure.tier.as_ref().map(ToString::to_string);
    let of_tier =
        |unit: &UnitScore<'_>| tier.as_deref().is_none_or(|code| unit.tier().is_some_and(|tier| tier.code == code));
    let value = |unit: UnitScore<'_>| unit.figure(node, framework.display());
    let unit = || scores.get(scores.dataset().find(figure.unit.as_ref()?.as_str())?);
    let values = || scores.iter().filter(of_tier).filter_map(value);
    let count = |count: usize| u32::try_from(count).ok().map(Ratio::from);
    match figure.statistic.as_str() {
        "count" => count(scores.iter().filter(of_tier).count()),
        "mean" => {
            let values: Vec<Ratio> = values().collect();
            values.iter().sum::<Ratio>().checked_div(&count(values.len())?)
        }
        "max" => values().max(),
        "min" => values().min(),
        "rank" if node == NodeId::TOTAL => unit()?.rank().map(Ratio::from),
        "rank" => scores.ranks(node).get(unit()?.row()).copied().flatten().map(Ratio::from),
        "value" => value(unit()?),
        _ => None,
    }
}

/// Which figure it is.
fn name(scores: &Scores, figure: &PublishedFigure, lang: Lang) -> String {
    let statistic = match figure.statistic.as_str() {
        "count" => pick(lang, "units", "数量"),
        "cut" => pick(lang, "cut line", "分界线"),
        "mean" => pick(lang, "mean", "平均分"),
        "max" => pick(lang, "highest", "最高分"),
        "min" => pick(lang, "lowest", "最低分"),
        "rank" => pick(lang, "rank", "名次"),
        "value" if figure.indicator.is_none() => pick(lang, "total", "总分"),
        "value" => "",
        other => other,
    };
    let indicator = figure.indicator.as_ref().and_then(|code| scores.framework().find(code.as_str()));
    match (indicator.map(|node| node.label(lang)), statistic) {
        (None, _) => statistic.to_owned(),
        (Some(label), "") => label,
        (Some(label), _) => say!(lang, "{statistic}, {label}", "{label}：{statistic}"),
    }
}

/// What it is a figure of.
fn subject(scores: &Scores, figure: &PublishedFigure, lang: Lang) -> String {
    let dataset = scores.dataset();
    if let Some(name) = &figure.unit {
        let unit = dataset.find(name.as_str()).and_then(|row| dataset.units().get(row));
        return unit.map_or(name.to_string(), |unit| unit.label(lang).to_owned());
    }
    let tier = scores
        .framework()
        .tiers()
        .iter()
        .find(|tier| Some(tier.code.as_str()) == figure.tier.as_ref().map(|code| code.as_str()));
    match (tier, &figure.group) {
        (Some(tier), _) => tier.name.get(lang).to_owned(),
        (None, Some(group)) => group.get(lang).to_owned(),
        (None, None) => pick(lang, "all units", "全部").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use govscore::{Dataset, Framework};

    fn verdict(computed: &str, printed: &str) -> Verdict {
        compare(&computed.parse().expect("a number in a test"), printed, RoundMode::HalfUp)
    }

    #[test]
    fn a_figure_agrees_to_the_digits_that_are_printed() {
        assert_eq!(verdict("30.3969", "30.4"), Verdict::Agrees);
        assert_eq!(verdict("30.3969", "30.40"), Verdict::Agrees);
        assert_eq!(verdict("30.34", "30.4"), Verdict::Differs);
        assert_eq!(verdict("14", "14"), Verdict::Agrees);
        assert_eq!(verdict("14", "about 14"), Verdict::NotComputed);
    }

    #[test]
    fn what_is_printed_about_another_sample_is_not_compared() {
        let yaml = "govscore: 1\nid: x\ntitle: X\nindicators: [{code: A, weight: 1/2}, {code: B, weight: 1/2}]
tiers: {tiers: [{code: high, from: 50}, {code: low}]}
published:
  - {statistic: count, tier: high, value: 7, sample: 9}
  - {statistic: count, tier: high, value: 1, sample: 2}
  - {statistic: max, value: 75, sample: 9}
  - {statistic: value, unit: u, indicator: A, value: 50}
  - {statistic: rank, unit: v, indicator: A, value: 1}
  - {statistic: mean, group: {en: some}, value: 1}
  - {statistic: cut, tier: high, value: 50.0}
  - {statistic: cut, tier: high, value: 51}
";
        let framework = Framework::from_yaml(yaml).expect("a framework");
        let data = Dataset::builder(&framework).set("u", "A", 100).set("u", "B", 50).set("v", "A", 0).set("v", "B", 0);
        let scores = framework.score(&data.build().expect("data")).expect("scores");
        let pairs = pairs(&scores, Lang::En);
        let verdicts: Vec<&str> = pairs.iter().map(|pair| pair.verdict.name()).collect();
        let expected = ["other-sample", "agrees", "agrees", "agrees", "differs", "not-computed", "given", "differs"];
        assert_eq!(verdicts, expected);
        assert!(pairs[6..].iter().all(|pair| pair.computed.is_none()), "a cut line is not computed from the data");
        assert_eq!(pairs[3].computed.as_deref(), Some("50.00"));
        let best = scores.ranked().next().expect("a unit");
        assert_eq!(known_of(&pairs, best, Lang::En), "A 50");
    }
}
