//! Moves between types, every unit, and units of which changes cannot be told apart.

use super::{Printed, Told};
use crate::analyse::{Inseparable, SplitBy, UnitChange};
use crate::diagnostic::Lang;
use crate::report::{Cell, Section, Table};
use crate::score::{Bend, Scores};

/// From which type to which: rows are types of the old edition, columns those of the new one.
pub(super) fn moves(told: &Told<'_>) -> Section {
    let (lang, moves) = (told.lang, &told.compared.moves);
    let [old, new] = &told.names;
    let mut section = Section::new("moves", say!(lang, "Moves between types", "类型变动"));
    if told.old().tiers().is_empty() || told.new_framework().tiers().is_empty() {
        return section;
    }
    if let Some((risen, stayed, fallen)) = moves.risen_stayed_fallen() {
        section.push(say!(
            lang,
            "{risen} rose to a better type, {stayed} stayed in theirs, {fallen} fell to a worse one.",
            "{risen} 个升入更好的类型，{stayed} 个不变，{fallen} 个降入更差的类型。"
        ));
    } else {
        section.push(say!(
            lang,
            "The types of {old} and {new} are not the same, so there is no up and down between them.",
            "{old} 与 {new} 的类型划分不同，无升降可言。"
        ));
    }
    let caption = say!(lang, "Types in {old} (rows) and in {new} (columns)", "{old} 的类型（行）与 {new} 的类型（列）");
    let mut table = Table::new("moves", caption).words(old.as_str()).on_sheet(say!(lang, "Moves", "类型变动"));
    let nothing = say!(lang, "without a type", "无类型");
    let (olds, news) = (told.old().tiers().len(), told.new_framework().tiers().len());
    let name = |is_new: bool, place: usize, last: usize| {
        if place == last { nothing.clone() } else { told.tier(is_new, Some(place)) }
    };
    // What holds nobody is left out where it stands for no type.
    let last_row = moves.counts.last().is_some_and(|row| row.iter().any(|count| *count > 0));
    let last_column = moves.counts.iter().any(|row| row.last().is_some_and(|count| *count > 0));
    let columns = news + usize::from(last_column);
    for place in 0..columns {
        table = table.figures(name(true, place, news));
    }
    table = table.figures(say!(lang, "all", "合计"));
    for (place, row) in moves.counts.iter().take(olds + usize::from(last_row)).enumerate() {
        let counts = row.iter().take(columns).map(|count| Cell::count(*count));
        let cells = std::iter::once(Cell::text(name(false, place, olds))).chain(counts);
        table.row(cells.chain([Cell::count(row.iter().sum::<usize>())]));
    }
    section.push(table);
    section
}

/// Every unit of both editions by its new rank, then those of one edition alone.
pub(super) fn units(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let [old, new] = &told.names;
    let mut section = Section::new("units", say!(lang, "Units", "评价对象"));
    if told.scheme_changed {
        section.push(say!(
            lang,
            "The scheme changed between {old} and {new}: a rank that changed is no progress or decline by itself, and the parts beside it say how far the total changed by values.",
            "{old} 与 {new} 之间方案有变：名次升降本身不说明进退，其旁的分解说明总分变化中数值变化所占的部分。"
        ));
    }
    let tiers = !told.old().tiers().is_empty() || !told.new_framework().tiers().is_empty();
    let caption = say!(lang, "Change of total, rank and type of every unit", "各评价对象总分、名次与类型的变化");
    let note = say!(
        lang,
        "Ranks among common units are those among units that have a rank in both editions; places are counted by them, up is above zero.",
        "共有名次为两版均有名次的评价对象之间的名次；名次升降按此计算，上升为正。"
    );
    let mut table = Table::new("units", caption)
        .words(say!(lang, "unit", "评价对象"))
        .words(say!(lang, "name", "名称"))
        .figures(say!(lang, "total {old}", "总分 {old}"))
        .figures(say!(lang, "total {new}", "总分 {new}"))
        .shaded(say!(lang, "change", "变化"))
        .figures(say!(lang, "by values", "数值部分"))
        .figures(say!(lang, "by scheme", "方案部分"))
        .figures(say!(lang, "rank {old}", "名次 {old}"))
        .figures(say!(lang, "rank {new}", "名次 {new}"))
        .figures(say!(lang, "common rank {old}", "共有名次 {old}"))
        .figures(say!(lang, "common rank {new}", "共有名次 {new}"))
        .shaded(say!(lang, "places", "名次升降"))
        .note(note)
        .on_sheet(say!(lang, "Units", "评价对象"))
        .long();
    if tiers {
        table = table.filter(say!(lang, "type {old}", "类型 {old}")).filter(say!(lang, "type {new}", "类型 {new}"));
    }
    let mut units: Vec<&UnitChange> = told.compared.units.iter().collect();
    units.sort_by_key(|unit| (unit.new.rank.unwrap_or(u32::MAX), unit.new.row));
    for unit in units {
        table.row(row(told, unit, tiers));
    }
    section.push(table);
    for (id, is_new, scores, rows) in [
        ("units-old", false, told.compared.old, &told.compared.only_old),
        ("units-new", true, told.compared.new, &told.compared.only_new),
    ] {
        if !rows.is_empty() {
            section.push(alone(told, id, is_new, scores, rows));
        }
    }
    section
}

fn row(told: &Told<'_>, unit: &UnitChange, tiers: bool) -> Vec<Cell> {
    let printed = Printed::of(told, unit);
    let parts = printed.as_ref().and_then(|printed| printed.parts.as_ref());
    let count = |rank: Option<u32>| -> Cell { rank.map(Cell::count).into() };
    let places = unit.places_risen().map(|places| Cell::change(&places.into(), crate::number::Rounding::half_up(0)));
    let mut cells = vec![
        Cell::text(told.compared.new.dataset().units()[unit.new.row].id.as_str()),
        Cell::text(told.unit(unit)),
        told.figure(unit.old.total.as_ref()),
        told.figure(unit.new.total.as_ref()),
        told.change(printed.as_ref().map(|printed| &printed.whole)),
        told.change(parts.map(|[values, _]| values)),
        told.change(parts.map(|[_, scheme]| scheme)),
        count(unit.old.rank),
        count(unit.new.rank),
        count(unit.old.common_rank),
        count(unit.new.common_rank),
        places.into(),
    ];
    if tiers {
        cells.push(Cell::text(told.tier(false, unit.old.tier)));
        cells.push(Cell::text(told.tier(true, unit.new.tier)));
    }
    cells
}

/// Units that are in one edition alone, which are listed and not compared.
fn alone(told: &Told<'_>, id: &str, is_new: bool, scores: &Scores, rows: &[usize]) -> Table {
    let (lang, name) = (told.lang, &told.names[usize::from(is_new)]);
    let mut table = Table::new(id, say!(lang, "Units in {name} alone", "仅见于 {name} 的评价对象"))
        .words(say!(lang, "unit", "评价对象"))
        .words(say!(lang, "name", "名称"))
        .figures(say!(lang, "total", "总分"))
        .figures(say!(lang, "rank", "名次"))
        .on_sheet(say!(lang, "Units", "评价对象"));
    // Rows of the old edition keep its own full marks here: nothing is compared.
    for unit in rows.iter().filter_map(|row| scores.get(*row)) {
        let total = unit.total().map(|total| Cell::rounded(&total, scores.framework().rounding()));
        let label = unit.unit().label(lang);
        table.row([
            Cell::text(unit.unit().id.as_str()),
            Cell::text(label),
            total.into(),
            unit.rank().map(Cell::count).into(),
        ]);
    }
    table
}

/// Units whose change has no parts, and how many have parts that were found as a whole.
pub(super) fn inseparable(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let mut section = Section::new("inseparable", say!(lang, "What is not told apart", "不可分解之处"));
    let units = &told.compared.units;
    let crossed = |unit: &&UnitChange| unit.split.as_ref().is_ok_and(|split| split.by == SplitBy::Crossed);
    let count = units.iter().filter(crossed).count();
    if count > 0 {
        section.push(say!(
            lang,
            "The totals of {count} are no weighted means of leaves; their parts come from crossed runs, without parts of single indicators.",
            "{count} 个评价对象的总分不是末级指标的加权平均，其分解来自交叉计算，不分列到单个指标。"
        ));
    }
    let one_sided = units.iter().filter(|unit| unit.split.as_ref().is_ok_and(|split| split.one_sided > 0)).count();
    if one_sided > 0 {
        section.push(say!(
            lang,
            "For {one_sided} some indicator of both editions took part in one alone, since a value is missing; what that did counts with the scheme.",
            "{one_sided} 个评价对象因缺失，有两版共有的指标只在一版参与计分，其影响计入方案部分。"
        ));
    }
    let refused: Vec<(&UnitChange, &Inseparable)> =
        units.iter().filter_map(|unit| Some((unit, unit.split.as_ref().err()?))).collect();
    if refused.is_empty() {
        return section;
    }
    let caption = say!(lang, "Units whose change is not separable", "变化不可分解的评价对象");
    let mut table = Table::new("inseparable", caption)
        .words(say!(lang, "unit", "评价对象"))
        .words(say!(lang, "why", "原因"))
        .on_sheet(say!(lang, "Not separable", "不可分解"));
    for (unit, why) in refused {
        table.row([Cell::text(told.unit(unit)), Cell::text(reason(told, unit, why))]);
    }
    section.push(table);
    section
}

fn reason(told: &Told<'_>, unit: &UnitChange, why: &Inseparable) -> String {
    let lang = told.lang;
    let [old, new] = &told.names;
    match why {
        Inseparable::NoTotal => match (&unit.old.total, &unit.new.total) {
            (None, None) => say!(lang, "no total in either edition", "两版均无总分"),
            (None, _) => say!(lang, "no total in {old}", "{old} 无总分"),
            _ => say!(lang, "no total in {new}", "{new} 无总分"),
        },
        Inseparable::OtherLeaves(bends) => {
            let bent = bent(bends, lang);
            say!(
                lang,
                "{bent}; the editions do not have the same leaves with the same items",
                "{bent}；两版的末级指标与采集点位不尽相同"
            )
        }
        Inseparable::NoCrossedTotal(bends) => {
            let bent = bent(bends, lang);
            say!(
                lang,
                "{bent}; the values of one edition give no total under the scheme of the other",
                "{bent}；一版数值在另一版方案下没有总分"
            )
        }
    }
}

fn bent(bends: &[Bend], lang: Lang) -> String {
    let word = |bend: &Bend| match bend {
        Bend::Extras => say!(lang, "a bonus or a deduction", "加分或扣分"),
        Bend::Decided => say!(lang, "a veto or a pass mark", "否决或合格线"),
        Bend::Rounded => say!(lang, "rounding at each level", "逐级舍入"),
    };
    let words: Vec<String> = bends.iter().map(word).collect();
    let (en, zh) = (words.join(", "), words.join("、"));
    say!(lang, "the total is no weighted mean ({en})", "总分不是加权平均（{zh}）")
}
