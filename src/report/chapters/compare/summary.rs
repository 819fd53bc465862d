//! What changed in all, and how it is told apart.

use super::{Told, extremes};
use crate::analyse::UnitChange;
use crate::diagnostic::plural;
use crate::number::Ratio;
use crate::report::{Fact, Section};
use crate::score::Scores;

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
        fact(say!(lang, "Units in both editions", "两版共有评价对象"), both.len().to_string(), None),
        fact(
            say!(lang, "Change of the mean total", "平均总分变化"),
            told.signed(&printed.whole),
            Some(format!("{} → {}", told.text(old), told.text(new))),
        ),
    ];
    let parts = printed.parts.as_ref().filter(|_| told.scheme_changed);
    if let Some([values, scheme]) = parts {
        facts.push(fact(say!(lang, "Of it by values", "其中数值部分"), told.signed(values), None));
        facts.push(fact(say!(lang, "Of it by the scheme", "其中方案部分"), told.signed(scheme), None));
    }
    facts.extend(highest(told));
    section.push(crate::report::Block::Facts(facts));
    let (old, new, change, count) =
        (told.text(old), told.text(new), told.signed(&printed.whole), plural(both.len(), "unit", "units"));
    let units = both.len();
    let split = match parts {
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
    extremes::sentences(told).into_iter().for_each(|text| section.push(text));
    section.push(comparable(told));
    section
}

fn fact(label: String, figure: String, note: Option<String>) -> Fact {
    Fact { label, figure, note }
}

/// The highest total of each edition, among all of its units.
fn highest(told: &Told<'_>) -> Option<Fact> {
    let best = |is_new: bool, scores: &Scores| {
        let unit = scores.ranked().next()?;
        let total = unit.total()?;
        let total = told.text(&if is_new { total } else { told.brought(&total) });
        Some((total, unit.unit().label(told.lang).to_owned()))
    };
    let ((before, first_before), (after, first)) = (best(false, told.compared.old)?, best(true, told.compared.new)?);
    let [old, new] = &told.names;
    let note = say!(
        told.lang,
        "{old}: {before}, {first_before}; {new}: {after}, {first}",
        "{old}：{before}，{first_before}；{new}：{after}，{first}"
    );
    Some(fact(say!(told.lang, "Highest total", "最高总分"), after, Some(note)))
}

fn who(told: &Told<'_>) -> String {
    let (lang, compared) = (told.lang, told.compared);
    let [old, new] = &told.names;
    let both = compared.units.len();
    let are = if both == 1 { "unit is" } else { "units are" };
    let mut text = say!(lang, "{both} {are} in both editions", "两版共有评价对象 {both} 个");
    for (name, alone) in told.names.iter().zip([&compared.only_old, &compared.only_new]) {
        if !alone.is_empty() {
            let count = alone.len();
            text += &say!(lang, ", {count} in {name} alone", "，仅见于 {name} 的 {count} 个");
        }
    }
    text += &say!(lang, ".", "。");
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
    let words = [
        (risen, say!(told.lang, "rose for", "上升")),
        (same, say!(told.lang, "stayed for", "不变")),
        (fallen, say!(told.lang, "fell for", "下降")),
    ];
    let counts: Vec<String> = words
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| say!(told.lang, "{word} {count}", "{word} {count} 个"))
        .collect();
    let counts = counts.join(&say!(told.lang, ", ", "，"));
    say!(told.lang, "Exact totals {counts}.", "按精确值，总分{counts}。")
}

/// Whether ranks of the two years may be set side by side.
fn comparable(told: &Told<'_>) -> String {
    let [old, new] = &told.names;
    if told.scheme_changed {
        say!(
            told.lang,
            "The scheme is not the same in {old} and {new}. Ranks and types of the two are therefore not comparable as such: beside each change stands how much of it lies in values and how much in the scheme.",
            "{old} 与 {new} 的方案不同，两版的名次与类型不能直接相比；每项变化旁列出其中的数值部分与方案部分。"
        )
    } else {
        say!(
            told.lang,
            "Indicators, their criteria and their weights are the same in {old} and {new}: all of every change lies in values.",
            "{old} 与 {new} 的指标、评分标准与权重相同，所有变化都来自数值。"
        )
    }
}

/// How the parts come about; where there are none, how changes are printed.
pub(super) fn method(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let title = match told.scheme_changed {
        true => say!(lang, "How changes are split", "变化如何分解"),
        false => say!(lang, "How changes are told", "变化如何计算"),
    };
    let mut section = Section::new("method", title);
    if !told.scheme_changed {
        section.push(say!(
            lang,
            "The change of a total is the difference of the printed totals. Means are over the units that have a total in both editions.",
            "总分变化为印出总分之差。平均值取两版均有总分的评价对象。"
        ));
        return section;
    }
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
