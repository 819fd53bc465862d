//! Every indicator in both editions: means and medians, weights, parts, dispersion.

use super::super::writer::PERCENT;
use super::Told;
use crate::analyse::{Distribution, NodeChange};
use crate::number::{Ratio, Rounding, round_parts};
use crate::report::{Cell, Section, Table};

/// Digits after the point of coefficients.
const COEFFICIENT: Rounding = Rounding::half_up(4);

/// Change of rates, weights, and the parts of leaves.
pub(super) fn indicators(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let [old, new] = &told.names;
    let mut section = Section::new("indicators", say!(lang, "Indicators", "指标"));
    let caption = say!(lang, "Mean and median rate of every indicator", "各指标得分率的平均值与中位数");
    let scale = &told.compared.scale;
    let mut note = say!(
        lang,
        "Rates on 0 to {scale}, over the units that have a total in both editions.",
        "得分率按 0 至 {scale} 计，取两版均有总分的评价对象。"
    );
    note += &match told.scheme_changed {
        true => say!(
            lang,
            " Parts are means over the units whose change is split, those of leaves over the units that are split leaf by leaf. What is not comparable is told for each edition by itself.",
            "各部分为可分解对象的均值，末级指标取分列到指标的对象。不可比者两版分列。"
        ),
        false => say!(
            lang,
            " Part in the change: of the change of the mean total.",
            "变化构成：各末级指标在平均总分变化中所占的部分。"
        ),
    };
    let mut table = Table::new("indicators", caption).words(say!(lang, "Indicator", "指标"));
    table = match told.scheme_changed {
        true => {
            table.figures(say!(lang, "Weight {old}", "{old} 权重")).figures(say!(lang, "Weight {new}", "{new} 权重"))
        }
        false => table.figures(say!(lang, "Weight", "权重")),
    };
    table = table
        .figures(say!(lang, "Mean {old}", "{old} 平均"))
        .figures(say!(lang, "Mean {new}", "{new} 平均"))
        .shaded(say!(lang, "Change", "平均变化"))
        .figures(say!(lang, "Median {old}", "{old} 中位数"))
        .figures(say!(lang, "Median {new}", "{new} 中位数"))
        .figures(say!(lang, "Change of median", "中位数变化"))
        .note(note)
        .on_sheet(say!(lang, "Indicators then and now", "指标变化"))
        .long();
    table = match told.scheme_changed {
        true => told.part_columns(table).filter(say!(lang, "State", "状态")),
        false => table.figures(say!(lang, "Part in the change", "变化构成")),
    };
    let parts = parts(told);
    for (node, (values, scheme)) in told.compared.nodes.iter().zip(&parts) {
        let mean = |side: &Option<Distribution>| told.figure(side.as_ref().map(|side| &side.summary.mean));
        let median = |side: &Option<Distribution>| told.figure(side.as_ref().map(|side| &side.summary.median));
        let mut cells = vec![Cell::text(told.node(node.old, node.new))];
        if told.scheme_changed {
            cells.push(weight(node.old.map(|old| told.compared.old.weights().effective(old))));
        }
        cells.extend([
            weight(node.new.map(|new| told.compared.new.weights().effective(new))),
            mean(&node.before),
            mean(&node.after),
            difference(told, node, |side| side.summary.mean.clone()),
            median(&node.before),
            median(&node.after),
            difference(told, node, |side| side.summary.median.clone()),
            told.change(node.values.as_ref(), values.as_ref()),
        ]);
        if told.scheme_changed {
            cells.extend([told.change(node.scheme.as_ref(), scheme.as_ref()), Cell::text(state(told, node))]);
        }
        table.row(cells);
    }
    section.push(table);
    section
}

/// The mean parts of every node as they are printed: where those of leaves add up to those of the total, and those to its
/// change, they do so on paper.
fn parts(told: &Told<'_>) -> Vec<(Option<Ratio>, Option<Ratio>)> {
    let nodes = &told.compared.nodes;
    let mut printed: Vec<_> = nodes.iter().map(|node| (node.values.clone(), node.scheme.clone())).collect();
    let Some((total, leaves)) = nodes.split_first() else { return printed };
    let means = total.before.as_ref().zip(total.after.as_ref());
    let both = means.zip(total.values.as_ref().zip(total.scheme.as_ref()));
    let Some(((before, after), exact)) = both else { return printed };
    if total.mean_change() != Some(exact.0 + exact.1) {
        return printed;
    }
    let Some([values, scheme]) = told.printed(&before.summary.mean, &after.summary.mean, Some(exact)).parts else {
        return printed;
    };
    let places = told.rounding.places;
    let of_leaves = |part: fn(&NodeChange) -> Option<&Ratio>, whole: &Ratio| -> Option<Vec<Option<Ratio>>> {
        let exact: Vec<Ratio> = leaves.iter().filter_map(part).cloned().collect();
        let mut rounded = round_parts(&exact, whole, places)?.into_iter();
        Some(leaves.iter().map(|leaf| part(leaf).and_then(|_| rounded.next())).collect())
    };
    let all = (of_leaves(|node| node.values.as_ref(), &values), of_leaves(|node| node.scheme.as_ref(), &scheme));
    printed[0] = (Some(values), Some(scheme));
    if let (Some(values), Some(scheme)) = all {
        for (place, pair) in values.into_iter().zip(scheme).enumerate() {
            printed[place + 1] = pair;
        }
    }
    printed
}

/// The difference of what is printed.
fn difference(told: &Told<'_>, node: &NodeChange, figure: impl Fn(&Distribution) -> Ratio) -> Cell {
    let both = node.before.as_ref().zip(node.after.as_ref()).filter(|_| node.comparable);
    both.map(|(before, after)| {
        let (before, after) = (figure(before), figure(after));
        let printed = &after.round(told.rounding) - &before.round(told.rounding);
        Cell::change_as(&(&after - &before), &printed, told.rounding)
    })
    .into()
}

fn weight(effective: Option<&Ratio>) -> Cell {
    effective.map(|effective| Cell::percent(effective, Rounding::half_up(2))).into()
}

/// What became of an indicator.
pub(super) fn state(told: &Told<'_>, node: &NodeChange) -> String {
    let lang = told.lang;
    match (node.old, node.new, node.comparable) {
        (Some(_), Some(_), true) => say!(lang, "in both", "两版共有"),
        (Some(_), Some(_), false) => say!(lang, "not comparable", "不可比"),
        (None, _, _) => say!(lang, "added", "新增"),
        (Some(_), None, _) => say!(lang, "dropped", "取消"),
    }
}

/// How far units lie apart, at the total and at every indicator of the new edition that is compared.
pub(super) fn dispersion(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let [old, new] = &told.names;
    let mut section = Section::new("dispersion", say!(lang, "Dispersion", "离散程度"));
    let compared: Vec<(&NodeChange, &Distribution, &Distribution)> = told
        .compared
        .nodes
        .iter()
        .filter(|node| node.comparable)
        .filter_map(|node| Some((node, node.before.as_ref()?, node.after.as_ref()?)))
        .collect();
    let Some((_, before, after)) = compared.first().filter(|(node, ..)| node.new == Some(crate::NodeId::TOTAL)) else {
        return section;
    };
    let share = |value: &Option<Ratio>| -> Cell { value.as_ref().map(|value| Cell::percent(value, PERCENT)).into() };
    let coefficient =
        |value: &Option<Ratio>| -> Cell { value.as_ref().map(|value| Cell::rounded(value, COEFFICIENT)).into() };
    for (what, before, after) in [
        (
            say!(lang, "The coefficient of variation of totals", "总分的变异系数"),
            share(&before.inequality.variation),
            share(&after.inequality.variation),
        ),
        (
            say!(lang, "Theil's T of totals", "总分的泰尔指数"),
            coefficient(&before.inequality.theil),
            coefficient(&after.inequality.theil),
        ),
    ] {
        if let (Cell::Number(before), Cell::Number(after)) = (before, after) {
            let (before, after) = (before.text, after.text);
            section.push(say!(
                lang,
                "{what} is {before} in {old} and {after} in {new}.",
                "{what}：{old} 为 {before}，{new} 为 {after}。"
            ));
        }
    }
    let caption = say!(lang, "Spread of rates among the units of both editions", "两版共有评价对象得分率的离散程度");
    let mut table = Table::new("dispersion", caption).words(say!(lang, "Indicator", "指标"));
    for (en, zh) in
        [("CV", "变异系数"), ("Lower quartile", "下四分位"), ("Upper quartile", "上四分位"), ("Theil", "泰尔指数")]
    {
        for heading in told.of_both(en, zh) {
            table = table.figures(heading);
        }
    }
    table = table.figures(say!(lang, "Change of Theil", "泰尔指数变化")).on_sheet(say!(lang, "Dispersion", "离散程度"));
    for (node, before, after) in compared {
        let theil = before.inequality.theil.as_ref().zip(after.inequality.theil.as_ref());
        let theil = theil.map(|(before, after)| &after.round(COEFFICIENT) - &before.round(COEFFICIENT));
        table.row([
            Cell::text(told.node(node.old, node.new)),
            share(&before.inequality.variation),
            share(&after.inequality.variation),
            told.figure(Some(&before.summary.lower_quartile)),
            told.figure(Some(&after.summary.lower_quartile)),
            told.figure(Some(&before.summary.upper_quartile)),
            told.figure(Some(&after.summary.upper_quartile)),
            coefficient(&before.inequality.theil),
            coefficient(&after.inequality.theil),
            theil.map(|change| Cell::change(&change, COEFFICIENT)).into(),
        ]);
    }
    section.push(table);
    section
}
