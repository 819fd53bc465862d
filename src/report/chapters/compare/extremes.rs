//! The greatest rises and falls, of totals and of ranks.

use std::cmp::Reverse;

use super::units::{has_common_ranks, places, rank};
use super::{Printed, Told};
use crate::analyse::UnitChange;
use crate::diagnostic::Lang;
use crate::number::Ratio;
use crate::report::{Cell, Section, Table};

/// How many of each are listed; more where the last of them are equal.
const LISTED: usize = 10;
/// How many equal ones a sentence names.
const NAMED: usize = 3;

/// Those that rose and fell furthest; nothing where both lists together are as long as that of
/// all units.
pub(super) fn extremes(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let mut section = Section::new("extremes", say!(lang, "Greatest rises and falls", "升降最大者"));
    let totals = by_total(told);
    if totals.len() <= 2 * LISTED {
        return section;
    }
    let ranks: Vec<(Ratio, &UnitChange)> =
        told.compared.units.iter().filter_map(|unit| Some((unit.places_risen()?.into(), unit))).collect();
    let captions = [
        say!(lang, "Greatest rises and falls of the total", "总分升幅与降幅最大的评价对象"),
        say!(lang, "Greatest rises and falls in rank", "名次升幅与降幅最大的评价对象"),
    ];
    for ((id, changes), caption) in [("extremes-total", totals), ("extremes-rank", ranks)].into_iter().zip(captions) {
        let table = table(told, id, caption, &changes);
        if !table.rows.is_empty() {
            section.push(table);
        }
    }
    section
}

/// The units of both editions with the change of their totals, as it is printed.
pub(super) fn by_total<'c>(told: &Told<'c>) -> Vec<(Ratio, &'c UnitChange)> {
    let units = told.compared.units.iter();
    units.filter_map(|unit| Some((Printed::of(told, unit)?.whole, unit))).collect()
}

/// Those that rose (or fell), the furthest first, equal ones by their new rank: the first few, and all that are equal to
/// the last of them.
fn furthest<'u>(changes: &[(Ratio, &'u UnitChange)], is_rise: bool, few: usize) -> Vec<&'u UnitChange> {
    let is_meant = |change: &Ratio| !change.is_zero() && change.is_negative() != is_rise;
    let mut meant: Vec<(Ratio, &UnitChange)> =
        changes.iter().filter(|(change, _)| is_meant(change)).map(|(change, unit)| (change.abs(), *unit)).collect();
    meant.sort_by_key(|(change, unit)| (Reverse(change.clone()), unit.new.rank, unit.new.row));
    let least = few.checked_sub(1).and_then(|last| meant.get(last)).map(|(change, _)| change.clone());
    let is_listed = |change: &Ratio| least.as_ref().is_none_or(|least| change >= least);
    meant.into_iter().filter(|(change, _)| is_listed(change)).map(|(_, unit)| unit).collect()
}

fn table(told: &Told<'_>, id: &str, caption: String, changes: &[(Ratio, &UnitChange)]) -> Table {
    let lang = told.lang;
    let [old, new] = &told.names;
    let table = Table::new(id, caption)
        .words(say!(lang, "Unit", "评价对象"))
        .filter(say!(lang, "Direction", "方向"))
        .figures(say!(lang, "Total {old}", "{old} 总分"))
        .figures(say!(lang, "Total {new}", "{new} 总分"))
        .figures(say!(lang, "Change", "总分变化"));
    let mut table = told.part_columns(table);
    let ranks = if has_common_ranks(told) {
        told.of_both("Common rank", "共有名次")
    } else {
        told.of_both("Rank", "名次")
    };
    for heading in ranks {
        table = table.figures(heading);
    }
    let mut table = table
        .figures(say!(lang, "Places", "名次升降"))
        .on_sheet(say!(lang, "Rises and falls", "升降最大者"))
        .note(say!(
            lang,
            "The first {LISTED} in each direction, and all that are equal to the last of them.",
            "两个方向各列前 {LISTED} 个，与末位相同的一并列出。"
        ));
    for (is_rise, word) in [(true, say!(lang, "rise", "上升")), (false, say!(lang, "fall", "下降"))] {
        for unit in furthest(changes, is_rise, LISTED) {
            let printed = Printed::of(told, unit);
            let mut cells = vec![
                Cell::text(told.unit(unit)),
                Cell::text(word.as_str()),
                told.figure(unit.old.total.as_ref()),
                told.figure(unit.new.total.as_ref()),
                told.whole(printed.as_ref()),
            ];
            cells.extend(told.part_cells(printed.as_ref()));
            cells.extend([rank(unit.old.common_rank), rank(unit.new.common_rank), places(unit)]);
            table.row(cells);
        }
    }
    table
}

/// A sentence on the greatest rise and one on the greatest fall of a total, with its parts where it is that of one unit.
pub(super) fn sentences(told: &Told<'_>) -> Vec<String> {
    let (lang, changes) = (told.lang, by_total(told));
    let mut texts = Vec::new();
    for is_rise in [true, false] {
        let units = furthest(&changes, is_rise, 1);
        let Some(printed) = units.first().and_then(|unit| Printed::of(told, unit)) else { continue };
        let (names, whole) = (names(told, &units), told.signed(&printed.whole));
        let parts = match &printed.parts {
            Some([values, scheme]) if told.scheme_changed && units.len() == 1 => {
                let (values, scheme) = (told.signed(values), told.signed(scheme));
                say!(lang, " ({values} by values, {scheme} by the scheme)", "（数值 {values}，方案 {scheme}）")
            }
            _ => String::new(),
        };
        let word = match is_rise {
            true => say!(lang, "The greatest rise", "升幅"),
            false => say!(lang, "The greatest fall", "降幅"),
        };
        texts.push(say!(
            lang,
            "{word} is that of {names}: total {whole}{parts}.",
            "{word}最大的是{names}：总分 {whole}{parts}。"
        ));
    }
    texts
}

fn names(told: &Told<'_>, units: &[&UnitChange]) -> String {
    let named: Vec<&str> = units.iter().take(NAMED).map(|unit| told.unit(unit)).collect();
    let named = named.join(if told.lang == Lang::Zh { "、" } else { ", " });
    let (all, more) = (units.len(), units.len().saturating_sub(NAMED));
    match (more, told.lang) {
        (0, Lang::Zh) if named.starts_with(|first: char| first.is_ascii()) => format!(" {named}"),
        (0, _) => named,
        (_, Lang::En) => format!("{named} and {more} more"),
        (_, Lang::Zh) => format!("{named}等 {all} 个"),
    }
}
