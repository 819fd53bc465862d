//! What changed of one unit or of one group, in a sentence.

use super::units::reason;
use super::{Means, Printed, Told};
use crate::analyse::{Inseparable, UnitChange};
use crate::number::Ratio;

/// What changed of the unit in this row of the new data: its total, its rank, its type, what of it there is; or that it is
/// not in the old edition.
pub(in crate::report::chapters) fn unit_since(told: &Told<'_>, row: usize) -> String {
    let (lang, edition) = (told.lang, told.old_edition());
    let Some(unit) = told.compared.units.iter().find(|unit| unit.new.row == row) else {
        return say!(lang, "It is not in {edition}.", "{edition}没有该对象。");
    };
    let known: Vec<String> = [total(told, unit), ranks(told, unit), types(told, unit)].into_iter().flatten().collect();
    if known.is_empty() {
        return say!(lang, "It has no total in {edition}.", "{edition}中该对象没有总分。");
    }
    let known = known.join(&say!(lang, ", ", "，"));
    let text = say!(lang, "Since {edition}: {known}.", "与 {edition}相比：{known}。");
    text + &scales(told)
}

/// What changed of the mean total of the units in these rows of the new data, and how many of them rose and fell in rank;
/// nothing where none of them has a total in both editions.
pub(in crate::report::chapters) fn group_since(told: &Told<'_>, rows: &[usize]) -> Option<String> {
    let (lang, edition) = (told.lang, told.old_edition());
    let means = Means::of(told, rows)?;
    let (old, new, count) = (told.text(&means.old), told.text(&means.new), means.count);
    let change = change(told, &means.printed, None);
    let mut text = say!(
        lang,
        "Since {edition}: the mean total of the units that have one in both editions ({count}) {old} → {new} ({change})",
        "与 {edition}相比：两版均有总分的 {count} 个评价对象，平均总分 {old} → {new}（{change}）"
    );
    let places: Vec<i64> = told
        .compared
        .units
        .iter()
        .filter(|unit| rows.contains(&unit.new.row))
        .filter_map(UnitChange::places_risen)
        .map(i64::signum)
        .collect();
    let words = [
        (1, say!(lang, "rose in rank", "上升")),
        (0, say!(lang, "kept theirs", "不变")),
        (-1, say!(lang, "fell", "下降")),
    ];
    let counts: Vec<String> = words
        .into_iter()
        .map(|(sign, word)| (places.iter().filter(|place| **place == sign).count(), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| say!(lang, "{count} {word}", "{word} {count} 个"))
        .collect();
    if !counts.is_empty() {
        let counts = counts.join(&say!(lang, ", ", "，"));
        text +=
            &say!(lang, "; among all units of both editions {counts}", "；在两版共有的全部评价对象中，名次{counts}");
    }
    text += &say!(lang, ".", "。");
    Some(text + &scales(told))
}

fn total(told: &Told<'_>, unit: &UnitChange) -> Option<String> {
    let (old, new) = (told.text(unit.old.total.as_ref()?), told.text(unit.new.total.as_ref()?));
    let change = change(told, &Printed::of(told, unit)?, unit.split.as_ref().err().map(|why| (unit, why)));
    Some(say!(told.lang, "total {old} → {new} ({change})", "总分 {old} → {new}（{change}）"))
}

/// A change with its parts; that there are none, and for one unit why.
fn change(told: &Told<'_>, printed: &Printed, why: Option<(&UnitChange, &Inseparable)>) -> String {
    let (lang, whole) = (told.lang, told.signed(&printed.whole));
    if !told.scheme_changed {
        return say!(lang, "{whole}, under the same scheme", "{whole}，方案未变");
    }
    match (&printed.parts, why) {
        (Some([values, scheme]), _) => {
            let (values, scheme) = (told.signed(values), told.signed(scheme));
            say!(
                lang,
                "{whole}, of which {values} by values and {scheme} by the scheme",
                "{whole}，其中数值 {values}，方案 {scheme}"
            )
        }
        (None, Some((unit, why))) => {
            let why = reason(told, unit, why);
            say!(lang, "{whole}, not separable: {why}", "{whole}，不可分解：{why}")
        }
        (None, None) => {
            say!(lang, "{whole}, not separable into values and scheme", "{whole}，不可分解为数值与方案两部分")
        }
    }
}

fn ranks(told: &Told<'_>, unit: &UnitChange) -> Option<String> {
    let (old, new) = (unit.old.rank?, unit.new.rank?);
    let common = unit.old.common_rank.zip(unit.new.common_rank).filter(|common| *common != (old, new));
    let among = match common {
        Some((old, new)) => {
            say!(told.lang, " (among the units of both editions {old} → {new})", "（两版共有对象中 {old} → {new}）")
        }
        None => String::new(),
    };
    Some(say!(told.lang, "rank {old} → {new}{among}", "名次 {old} → {new}{among}"))
}

fn types(told: &Told<'_>, unit: &UnitChange) -> Option<String> {
    let (old, new) = (told.tier(false, Some(unit.old.tier?)), told.tier(true, Some(unit.new.tier?)));
    Some(match old == new {
        true => say!(told.lang, "type {new} as before", "类型仍为 {new}"),
        false => say!(told.lang, "type {old} → {new}", "类型由 {old} 变为 {new}"),
    })
}

/// That totals of the old edition were brought to other full marks.
fn scales(told: &Told<'_>) -> String {
    let (before, after): (&Ratio, &Ratio) = (told.old().scale(), told.new_framework().scale());
    if before == after {
        return String::new();
    }
    let edition = told.old_edition();
    say!(
        told.lang,
        " Totals of {edition}, of {before}, are brought to {after} as shares of full marks.",
        "{edition}总分满分为 {before}，已按占满分的比例换算为 {after} 分制。"
    )
}
