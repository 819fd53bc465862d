//! What a reader of tiers and grades would not expect: units at a line, tiers without units, more of them than asked for.

use super::column::ScoreColumn;
use super::plan::Plan;
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Lang, bi, codes};
use crate::framework::{By, Framework};
use crate::methods::{Borders, Sample, TierRule};
use crate::number::Ratio;

/// A unit whose exact and whose rounded total have unlike places.
pub(super) fn difference(
    plan: &Plan,
    totals: &ScoreColumn,
    row: usize,
    places: [usize; 2],
    width: usize,
) -> Diagnostic {
    let framework = plan.framework();
    let total = totals.rate(row).unwrap_or_else(Ratio::zero);
    let printed = total.to_fixed(framework.rounding());
    let total = short_exact(&total);
    let other_tier = places[0] / width != places[1] / width;
    let name = |place: usize, lang| {
        let tier = &framework.tiers()[place / width];
        let grade = tier.grades.get(place % width).filter(|_| !other_tier);
        grade.map_or(&tier.name, |grade| &grade.name).get(lang).to_owned()
    };
    let [exact_en, rounded_en] = places.map(|place| name(place, Lang::En));
    let [exact_zh, rounded_zh] = places.map(|place| name(place, Lang::Zh));
    let (en, zh) = match framework.tier_by() {
        By::Exact => ("exact", "精确值"),
        By::Rounded => ("rounded", "四舍五入后的值"),
    };
    let message = bi!(
        "the total is {total}, {exact_en}; printed as {printed} it is {rounded_en}; the framework goes by the {en} figure",
        "总分为 {total}，属{exact_zh}；印出为 {printed}，属{rounded_zh}；本体系以{zh}为准"
    );
    let unit = plan.dataset().units()[row].label(Lang::Zh).to_owned();
    Diagnostic::new(codes::TIER_BY_ROUNDING, message).at(unit, plan.dataset().unit_place(row))
}

/// Tiers and grades that are empty although their rule says how many units they have, or have others than it says, and
/// totals without any spread.
pub(super) fn surprises(
    framework: &Framework,
    rule: &TierRule,
    borders: &Borders,
    grades: &[Option<Borders>],
    sample: &Sample,
    said: &mut Diagnostics,
) {
    let tiers = framework.tiers();
    let names: Vec<Bilingual> = tiers.iter().map(|tier| named(|lang| tier.name.get(lang).to_owned())).collect();
    said.extend(in_one_list(rule, borders, sample, &names));
    let ranges = sample.ranges(tiers.len(), |total| borders.place(total));
    for (place, (tier, range)) in tiers.iter().zip(ranges).enumerate() {
        let (Some(rule), Some(Some(inside))) = (framework.grade_rule(place), grades.get(place)) else { continue };
        let name = |lang, grade: &str| match lang {
            Lang::En => format!("{} {grade}", tier.name.get(lang)),
            Lang::Zh => format!("{}{grade}", tier.name.get(lang)),
        };
        let names: Vec<Bilingual> =
            tier.grades.iter().map(|grade| named(|lang| name(lang, grade.name.get(lang)))).collect();
        said.extend(in_one_list(rule, inside, &sample.part(range), &names));
    }
}

fn named(name: impl Fn(Lang) -> String) -> Bilingual {
    Bilingual { en: name(Lang::En), zh: name(Lang::Zh) }
}

/// The surprises in one list of tiers or grades.
fn in_one_list(rule: &TierRule, borders: &Borders, sample: &Sample, names: &[Bilingual]) -> Diagnostics {
    let (mut said, units) = (Diagnostics::new(), sample.units());
    if units == 0 {
        return said;
    }
    let ranges = sample.ranges(names.len(), |total| borders.place(total));
    let counts: Vec<usize> = ranges.into_iter().map(|range| sample.units_in(range)).collect();
    match (rule, rule.meant(units)) {
        (TierRule::MeanSd(_), _) => said_of_no_spread(borders, names, &mut said),
        (TierRule::NaturalBreaks(_), _) => {
            let different = sample.len();
            if let Some((en, zh)) = list(names, |place| counts[place] == 0) {
                let message = bi!(
                    "no unit is in {en}: there are only {different} different totals",
                    "{zh}没有任何对象：不同的总分只有 {different} 个"
                );
                said.push(Diagnostic::new(codes::EMPTY_TIER, message));
            }
        }
        (_, Some(mut meant)) => {
            meant.push(units - meant.iter().sum::<usize>());
            said_of_counts(&counts, &meant, names, &mut said);
        }
        (_, None) => {}
    }
    said
}

fn said_of_no_spread(borders: &Borders, names: &[Bilingual], said: &mut Diagnostics) {
    let Some(spread) = borders.spread().filter(|spread| spread.variance().is_zero()) else { return };
    let total = short_exact(spread.mean());
    let name = &names[borders.place(spread.mean())];
    let (en, zh) = (&name.en, &name.zh);
    let message = bi!(
        "there is no spread: all totals are {total}, so every unit is at the mean, which is {en}",
        "总分全为 {total}，没有离散程度，各对象都处于均值，属{zh}"
    );
    said.push(Diagnostic::new(codes::NO_SPREAD, message));
}

/// How many units there are, and how many there are meant to be.
fn said_of_counts(counts: &[usize], meant: &[usize], names: &[Bilingual], said: &mut Diagnostics) {
    let units: usize = counts.iter().sum();
    if let Some((en, zh)) = list(names, |place| counts[place] == 0 && meant[place] == 0) {
        let message = bi!(
            "no unit is in {en}: {units} units are too few for the rule",
            "{zh}没有任何对象：按此规则，{units} 个对象太少"
        );
        said.push(Diagnostic::new(codes::EMPTY_TIER, message));
    }
    if let Some((en, zh)) = list(names, |place| counts[place] == 0 && meant[place] > 0) {
        let message = bi!(
            "no unit is in {en}: those that it would have equal others in the total, and equal ones stay together",
            "{zh}没有任何对象：应属其中的对象与其他对象总分相等，而总分相等者不拆分"
        );
        said.push(Diagnostic::new(codes::EMPTY_TIER, message));
    }
    let part = |place: usize| {
        let (count, meant, name) = (counts[place], meant[place], &names[place]);
        let (en, zh) = (&name.en, &name.zh);
        bi!("{en} has {count} rather than {meant}", "{zh} {count} 个（原应 {meant} 个）")
    };
    let parts: Vec<Bilingual> = (0..names.len()).filter(|place| counts[*place] != meant[*place]).map(part).collect();
    if let Some((en, zh)) = list(&parts, |_| true) {
        let message = bi!("units with equal totals stay together: {en}", "总分相等的对象不拆分：{zh}");
        said.push(Diagnostic::new(codes::TIER_TIES, message));
    }
}

/// Some of the texts in a row; nothing where there are none.
fn list(texts: &[Bilingual], takes: impl Fn(usize) -> bool) -> Option<(String, String)> {
    let taken = texts.iter().enumerate().filter(|(place, _)| takes(*place));
    let (en, zh): (Vec<&str>, Vec<&str>) = taken.map(|(_, text)| (text.en.as_str(), text.zh.as_str())).unzip();
    (!en.is_empty()).then(|| (en.join(", "), zh.join("、")))
}

/// The exact form where it is short enough for a message, else its first twelve places.
pub(super) fn short_exact(total: &Ratio) -> String {
    let exact = total.to_string();
    if exact.len() <= 24 {
        exact
    } else {
        format!("{}…", total.to_fixed(crate::Rounding::new(12, crate::RoundMode::Down)))
    }
}
