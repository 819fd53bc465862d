//! Every unit, and units of which changes cannot be told apart.

use super::{Printed, Told};
use crate::analyse::{Inseparable, SplitBy, UnitChange};
use crate::diagnostic::Lang;
use crate::number::Rounding;
use crate::report::{Cell, Section, Table};
use crate::score::{Bend, Scores};

/// Every unit of both editions by its new rank, then those of one edition alone.
pub(super) fn units(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let [old, new] = &told.names;
    let mut section = Section::new("units", say!(lang, "Units", "评价对象"));
    if told.scheme_changed {
        section.push(say!(
            lang,
            "The scheme changed between {old} and {new}: a rank that changed is no progress or decline by itself, and the parts beside it say how far the total changed by values.",
            "{old} 与 {new} 之间方案有变：名次升降本身不说明进退，其旁的数值部分说明总分变化中有多少来自数值。"
        ));
    }
    let caption = say!(lang, "Change of total, rank and type of every unit", "各评价对象总分、名次与类型的变化");
    let columns = Columns::of(told);
    let mut table = columns.table(told, caption);
    let mut units: Vec<&UnitChange> = told.compared.units.iter().collect();
    units.sort_by_key(|unit| (unit.new.rank.unwrap_or(u32::MAX), unit.new.row));
    for unit in &units {
        table.row(columns.row(told, unit));
    }
    section.push(table);
    if columns.common {
        section.push(common_ranks(told, &units));
    }
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

/// Which columns say something.
struct Columns {
    common: bool,
    tiers: bool,
}

impl Columns {
    fn of(told: &Told<'_>) -> Columns {
        Columns {
            common: has_common_ranks(told),
            tiers: !told.old().tiers().is_empty() || !told.new_framework().tiers().is_empty(),
        }
    }

    fn table(&self, told: &Told<'_>, caption: String) -> Table {
        let lang = told.lang;
        let [old, new] = &told.names;
        let mut table = Table::new("units", caption).words(say!(lang, "Unit", "评价对象"));
        if told.codes {
            table = table.words(say!(lang, "Code", "代码"));
        }
        table = table
            .figures(say!(lang, "Total {old}", "{old} 总分"))
            .figures(say!(lang, "Total {new}", "{new} 总分"))
            .shaded(say!(lang, "Change", "总分变化"));
        table = told.part_columns(table).figures(say!(lang, "Rank {old}", "{old} 名次")).figures(say!(
            lang,
            "Rank {new}",
            "{new} 名次"
        ));
        table = table.note(match self.common {
            true => say!(
                lang,
                "Ranks are those among all units of an edition. Places are counted among the units that have a rank in both, see below; up is above zero.",
                "名次为各版全部评价对象之间的名次。名次升降按两版均有名次的评价对象之间的名次（见下表）计算，上升为正。"
            ),
            false => say!(lang, "Places: up is above zero.", "名次升降：上升为正。"),
        });
        table = table.shaded(say!(lang, "Places", "名次升降")).on_sheet(say!(lang, "Changes", "对象变化")).long();
        if self.tiers {
            table = table.filter(say!(lang, "Type {old}", "{old} 类型")).filter(say!(lang, "Type {new}", "{new} 类型"));
        }
        table
    }

    fn row(&self, told: &Told<'_>, unit: &UnitChange) -> Vec<Cell> {
        let printed = Printed::of(told, unit);
        let mut cells = vec![Cell::text(told.unit(unit))];
        if told.codes {
            cells.push(Cell::text(told.compared.new.dataset().units()[unit.new.row].id.as_str()));
        }
        cells.extend([
            told.figure(unit.old.total.as_ref()),
            told.figure(unit.new.total.as_ref()),
            told.whole(printed.as_ref()),
        ]);
        cells.extend(told.part_cells(printed.as_ref()));
        cells.extend([rank(unit.old.rank), rank(unit.new.rank)]);
        cells.push(places(unit));
        if self.tiers {
            cells.push(Cell::text(told.tier(false, unit.old.tier)));
            cells.push(Cell::text(told.tier(true, unit.new.tier)));
        }
        cells
    }
}

/// Ranks among the units of both editions; a table of their own, since with them that of all units is too wide for paper.
fn common_ranks(told: &Told<'_>, units: &[&UnitChange]) -> Table {
    let lang = told.lang;
    let caption =
        say!(lang, "Ranks among the units that have one in both editions", "两版均有名次的评价对象之间的名次");
    let mut table = Table::new("units-common", caption).words(say!(lang, "Unit", "评价对象"));
    for heading in told.of_both("Common rank", "共有名次") {
        table = table.figures(heading);
    }
    table = table.shaded(say!(lang, "Places", "名次升降")).on_sheet(say!(lang, "Common ranks", "共有名次")).long();
    for unit in units.iter().filter(|unit| unit.places_risen().is_some()) {
        let (before, after) = (rank(unit.old.common_rank), rank(unit.new.common_rank));
        table.row([Cell::text(told.unit(unit)), before, after, places(unit)]);
    }
    table
}

/// Whether ranks among the units of both editions are others than those among all of an edition.
pub(super) fn has_common_ranks(told: &Told<'_>) -> bool {
    let editions = told.compared.units.iter().flat_map(|unit| [&unit.old, &unit.new]);
    editions.into_iter().any(|edition| edition.common_rank.is_some() && edition.common_rank != edition.rank)
}

pub(super) fn rank(rank: Option<u32>) -> Cell {
    rank.map(Cell::count).into()
}

/// How many places a unit rose.
pub(super) fn places(unit: &UnitChange) -> Cell {
    unit.places_risen().map(|places| Cell::change(&places.into(), Rounding::half_up(0))).into()
}

/// Units that are in one edition alone, which are listed and not compared.
fn alone(told: &Told<'_>, id: &str, is_new: bool, scores: &Scores, rows: &[usize]) -> Table {
    let (lang, name) = (told.lang, &told.names[usize::from(is_new)]);
    let mut table = Table::new(id, say!(lang, "Units in {name} alone", "仅见于 {name} 的评价对象")).words(say!(
        lang,
        "Unit",
        "评价对象"
    ));
    if told.codes {
        table = table.words(say!(lang, "Code", "代码"));
    }
    let mut table = table.figures(say!(lang, "Total", "总分")).figures(say!(lang, "Rank", "名次")).on_sheet(say!(
        lang,
        "Changes",
        "对象变化"
    ));
    // Rows of the old edition keep its own full marks here: nothing is compared.
    for unit in rows.iter().filter_map(|row| scores.get(*row)) {
        let total = unit.total().map(|total| Cell::rounded(&total, scores.framework().rounding()));
        let mut cells = vec![Cell::text(unit.unit().label(lang))];
        if told.codes {
            cells.push(Cell::text(unit.unit().id.as_str()));
        }
        cells.extend([total.into(), rank(unit.rank())]);
        table.row(cells);
    }
    table
}

/// Units whose change has no parts, and how many have parts that were found as a whole.
pub(super) fn inseparable(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let title = match told.scheme_changed {
        true => say!(lang, "What is not told apart", "不可分解之处"),
        false => say!(lang, "What is not compared", "不能比较之处"),
    };
    let mut section = Section::new("inseparable", title);
    let units = &told.compared.units;
    if told.scheme_changed {
        whole_parts(told, &mut section);
    }
    let refused: Vec<(&UnitChange, &Inseparable)> =
        units.iter().filter_map(|unit| Some((unit, unit.split.as_ref().err()?))).collect();
    if refused.is_empty() {
        return section;
    }
    let caption = match told.scheme_changed {
        true => say!(lang, "Units whose change is not separable", "变化不可分解的评价对象"),
        false => say!(lang, "Units without a total in one of the editions", "有一版没有总分的评价对象"),
    };
    let mut table = Table::new("inseparable", caption)
        .words(say!(lang, "Unit", "评价对象"))
        .words(say!(lang, "Why", "原因"))
        .on_sheet(say!(lang, "Not separable", "不可分解"));
    for (unit, why) in refused {
        table.row([Cell::text(told.unit(unit)), Cell::text(reason(told, unit, why))]);
    }
    section.push(table);
    section
}

/// What is to be known of parts that there are.
fn whole_parts(told: &Told<'_>, section: &mut Section) {
    let (lang, units) = (told.lang, &told.compared.units);
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
}

/// Why a change has no parts.
pub(super) fn reason(told: &Told<'_>, unit: &UnitChange, why: &Inseparable) -> String {
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
