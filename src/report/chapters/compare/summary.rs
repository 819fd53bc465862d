//! What changed in all, and how it is told apart.

use super::Told;
use crate::analyse::UnitChange;
use crate::diagnostic::plural;
use crate::number::Ratio;
use crate::report::{Fact, Section};

/// The headline figures.
pub(super) fn summary(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let mut section = Section::new("summary", say!(lang, "In brief", "概要"));
    section.push(who(told));
    let both: Vec<&UnitChange> = told.compared.units.iter().filter(|unit| unit.change().is_some()).collect();
    let total = told.compared.nodes.first();
    let means =
        total.and_then(|total| Some((&total.before.as_ref()?.summary.mean, &total.after.as_ref()?.summary.mean)));
    let Some((total, (old, new))) = total.zip(means) else { return section };
    let all_split = both.iter().all(|unit| unit.split.is_ok());
    let parts = total.values.as_ref().zip(total.scheme.as_ref()).filter(|_| all_split);
    let printed = told.printed(old, new, parts);
    let mut facts = vec![
        fact(say!(lang, "units in both editions", "两版共有评价对象"), both.len().to_string(), None),
        fact(
            say!(lang, "change of the mean total", "平均总分变化"),
            told.signed(&printed.whole),
            Some(format!("{} → {}", told.text(old), told.text(new))),
        ),
    ];
    if let Some([values, scheme]) = &printed.parts {
        facts.push(fact(say!(lang, "of it by values", "其中数值变化"), told.signed(values), None));
        facts.push(fact(say!(lang, "of it by the scheme", "其中方案变化"), told.signed(scheme), None));
    }
    section.push(crate::report::Block::Facts(facts));
    let (old, new, change, count) =
        (told.text(old), told.text(new), told.signed(&printed.whole), plural(both.len(), "unit", "units"));
    let units = both.len();
    let split = match &printed.parts {
        Some([values, scheme]) => {
            let (values, scheme) = (told.signed(values), told.signed(scheme));
            say!(
                lang,
                "; {values} of it lies in values, {scheme} in the scheme",
                "，其中数值部分 {values}，方案部分 {scheme}"
            )
        }
        None => String::new(),
    };
    section.push(say!(
        lang,
        "The mean total of the {count} that have one in both editions went from {old} to {new}, by {change}{split}.",
        "两版均有总分的 {units} 个评价对象，平均总分由 {old} 变为 {new}（{change}）{split}。"
    ));
    section.push(directions(told, &both));
    extremes(told, &both).into_iter().for_each(|text| section.push(text));
    section.push(comparable(told));
    section
}

fn fact(label: String, figure: String, note: Option<String>) -> Fact {
    Fact { label, figure, note }
}

fn who(told: &Told<'_>) -> String {
    let compared = told.compared;
    let [old, new] = &told.names;
    let (both, only_old, only_new) = (compared.units.len(), compared.only_old.len(), compared.only_new.len());
    let are = if both == 1 { "unit is" } else { "units are" };
    let mut text = say!(
        told.lang,
        "{both} {are} in both editions, {only_old} in {old} alone, {only_new} in {new} alone.",
        "两版共有评价对象 {both} 个；仅见于 {old} 的 {only_old} 个，仅见于 {new} 的 {only_new} 个。"
    );
    let (before, after) = (told.old().scale(), told.new_framework().scale());
    if before != after {
        text += &say!(
            told.lang,
            " Full marks are {before} in {old} and {after} in {new}: figures of {old} are brought to {after} as shares of full marks.",
            "{old} 满分为 {before}，{new} 满分为 {after}；{old} 的数字均按占满分的比例换算为 {after} 分制。"
        );
    }
    text
}

fn directions(told: &Told<'_>, both: &[&UnitChange]) -> String {
    let count =
        |wanted: fn(&Ratio) -> bool| both.iter().filter(|unit| unit.change().is_some_and(|c| wanted(&c))).count();
    let risen = count(|change| !change.is_negative() && !change.is_zero());
    let (same, fallen) = (count(Ratio::is_zero), count(Ratio::is_negative));
    say!(
        told.lang,
        "Exact totals rose for {risen}, stayed for {same} and fell for {fallen}.",
        "按精确值，总分上升 {risen} 个，不变 {same} 个，下降 {fallen} 个。"
    )
}

/// The greatest rise and the greatest fall, each with its parts; the first in the order of the data among equal ones.
fn extremes(told: &Told<'_>, both: &[&UnitChange]) -> Vec<String> {
    let mut texts = Vec::new();
    let changes: Vec<(Ratio, &UnitChange)> = both.iter().filter_map(|unit| Some((unit.change()?, *unit))).collect();
    let rise = changes.iter().rev().max_by(|one, other| one.0.cmp(&other.0));
    let fall = changes.iter().min_by(|one, other| one.0.cmp(&other.0));
    for (extreme, is_rise) in [(rise, true), (fall, false)] {
        let Some((change, unit)) = extreme.filter(|(change, _)| !change.is_zero() && change.is_negative() != is_rise)
        else {
            continue;
        };
        let Some(printed) = super::Printed::of(told, unit) else { continue };
        let (name, whole) = (told.unit(unit), told.signed(&printed.whole));
        let parts = match &printed.parts {
            Some([values, scheme]) => {
                let (values, scheme) = (told.signed(values), told.signed(scheme));
                say!(told.lang, " (values {values}, scheme {scheme})", "（数值 {values}，方案 {scheme}）")
            }
            None => String::new(),
        };
        let word = match is_rise {
            true => say!(told.lang, "The greatest rise", "升幅最大者"),
            false => say!(told.lang, "The greatest fall", "降幅最大者"),
        };
        debug_assert!(!change.is_zero());
        texts.push(say!(told.lang, "{word} is that of {name}: {whole}{parts}.", "{word}为 {name}：{whole}{parts}。"));
    }
    texts
}

/// Whether ranks of the two years may be set side by side.
fn comparable(told: &Told<'_>) -> String {
    let [old, new] = &told.names;
    if told.scheme_changed {
        say!(
            told.lang,
            "The scheme is not the same in {old} and {new}. Ranks and types of the two are therefore not comparable as such: beside each change stands how much of it lies in values and how much in the scheme.",
            "{old} 与 {new} 的方案不同，两版的名次与类型不能直接相比；每项变化之旁列出其中数值部分与方案部分。"
        )
    } else {
        say!(
            told.lang,
            "Indicators, their criteria and their weights are the same in {old} and {new}: all of every change lies in values.",
            "{old} 与 {new} 的指标、评分标准与权重相同，所有变化均为数值变化。"
        )
    }
}

/// How the parts come about.
pub(super) fn method(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let mut section = Section::new("method", say!(lang, "How changes are split", "变化如何分解"));
    section.push(say!(
        lang,
        "With effective weights w and W and rates v and V (old and new), leaves in both editions C, added A and dropped D: values = Σ_C (w+W)/2·(V−v); scheme = Σ_C (W−w)·(v+V)/2 + Σ_A W·V − Σ_D w·v. The two add up to the change exactly and do not depend on which is changed first. The part of one indicator in the scheme is measured from the mean of both totals.",
        "记有效权重 w、W，得分率 v、V（旧、新），两版共有的末级指标为 C，新增为 A，取消为 D：数值部分 = Σ_C (w+W)/2·(V−v)；方案部分 = Σ_C (W−w)·(v+V)/2 + Σ_A W·V − Σ_D w·v。两部分之和恰为总分变化，与先变哪一项无关。单个指标的方案部分以两版总分的均值为基准。"
    ));
    section.push(say!(
        lang,
        "Weights are those with which a leaf took part for a unit, after what is missing was dealt with; a leaf that took part in one edition alone counts with the scheme. Where bonuses, deductions, vetoes, pass marks or rounding inside the scheme bend a total, the parts are means over both orders of totals with the values of one edition and the scheme of the other (Shapley), where those can be formed. The change of a total is the difference of the printed totals, and printed parts are rounded so that they add up to it (largest remainder).",
        "权重为处理缺失之后该指标对该对象实际所占的权重；只在一版参与计分的指标计入方案部分。总分受加分、扣分、否决、合格线或过程舍入影响时，以“一版数值、另一版方案”的交叉计算按两种次序取均值（沙普利值），前提是交叉计算可行。总分变化为印出总分之差，各部分按最大余数法取舍，使之与变化相加相符。"
    ));
    section
}
