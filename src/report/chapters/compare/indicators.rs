//! Every indicator in both editions: means and medians, weights, parts, dispersion.

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
    let note = say!(
        lang,
        "Rates on 0 to {scale}, over the units that have a total in both editions. Parts are means over the units whose change is split, those of leaves over the units that are split leaf by leaf. What is not comparable is told for each edition by itself.",
        "得分率按 0 至 {scale} 计，取两版均有总分的评价对象。各部分为可分解对象的均值，末级指标取分列到指标的对象。不可比者两版分列。"
    );
    let mut table = Table::new("indicators", caption)
        .words(say!(lang, "indicator", "指标"))
        .figures(say!(lang, "weight {old}", "权重 {old}"))
        .figures(say!(lang, "weight {new}", "权重 {new}"))
        .figures(say!(lang, "mean {old}", "均值 {old}"))
        .figures(say!(lang, "mean {new}", "均值 {new}"))
        .shaded(say!(lang, "change", "变化"))
        .figures(say!(lang, "median {old}", "中位数 {old}"))
        .figures(say!(lang, "median {new}", "中位数 {new}"))
        .figures(say!(lang, "change of median", "中位数变化"))
        .figures(say!(lang, "by values", "数值部分"))
        .figures(say!(lang, "by scheme", "方案部分"))
        .filter(say!(lang, "state", "状态"))
        .note(note)
        .on_sheet(say!(lang, "Indicators", "指标"))
        .long();
    let parts = parts(told);
    for (node, (values, scheme)) in told.compared.nodes.iter().zip(&parts) {
        let mean = |side: &Option<Distribution>| told.figure(side.as_ref().map(|side| &side.summary.mean));
        let median = |side: &Option<Distribution>| told.figure(side.as_ref().map(|side| &side.summary.median));
        table.row([
            Cell::text(told.node(node.old, node.new)),
            weight(node.old.map(|old| told.compared.old.weights().effective(old))),
            weight(node.new.map(|new| told.compared.new.weights().effective(new))),
            mean(&node.before),
            mean(&node.after),
            difference(told, node, |side| side.summary.mean.clone()),
            median(&node.before),
            median(&node.after),
            difference(told, node, |side| side.summary.median.clone()),
            told.change(values.as_ref()),
            told.change(scheme.as_ref()),
            Cell::text(state(told, node)),
        ]);
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
    let both = both.map(|(before, after)| &figure(after).round(told.rounding) - &figure(before).round(told.rounding));
    told.change(both.as_ref())
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
    for (what, before, after) in [
        (
            say!(lang, "The coefficient of variation of totals", "总分的变异系数"),
            &before.inequality.variation,
            &after.inequality.variation,
        ),
        (say!(lang, "Theil's T of totals", "总分的泰尔指数"), &before.inequality.theil, &after.inequality.theil),
    ] {
        if let (Some(before), Some(after)) = (before, after) {
            let (before, after) = (before.to_fixed(COEFFICIENT), after.to_fixed(COEFFICIENT));
            section.push(say!(
                lang,
                "{what} is {before} in {old} and {after} in {new}.",
                "{what} {old} 为 {before}，{new} 为 {after}。"
            ));
        }
    }
    let caption = say!(lang, "Spread of rates among the units of both editions", "两版共有评价对象得分率的离散程度");
    let mut table = Table::new("dispersion", caption).words(say!(lang, "indicator", "指标"));
    for what in [
        say!(lang, "coefficient of variation", "变异系数"),
        say!(lang, "lower quartile", "下四分位数"),
        say!(lang, "upper quartile", "上四分位数"),
        say!(lang, "Theil", "泰尔指数"),
    ] {
        table = table.figures(format!("{what} {old}")).figures(format!("{what} {new}"));
    }
    table = table.shaded(say!(lang, "change of Theil", "泰尔指数变化")).on_sheet(say!(lang, "Dispersion", "离散程度"));
    for (node, before, after) in compared {
        let coefficient =
            |value: &Option<Ratio>| -> Cell { value.as_ref().map(|v| Cell::rounded(v, COEFFICIENT)).into() };
        let theil = before.inequality.theil.as_ref().zip(after.inequality.theil.as_ref());
        let theil = theil.map(|(before, after)| &after.round(COEFFICIENT) - &before.round(COEFFICIENT));
        table.row([
            Cell::text(told.node(node.old, node.new)),
            coefficient(&before.inequality.variation),
            coefficient(&after.inequality.variation),
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
