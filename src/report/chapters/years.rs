//! What changed since a previous edition, as a chapter of a report.

use super::compare::{Means, Told, group_since, old_banners, unit_since};
use super::comparison;
use super::writer::Writer;
use crate::analyse::Comparison;
use crate::diagnostic::Lang;
use crate::report::document::{Block, Cell, Picture, Section, Table};
use crate::report::svg;

/// How many leaders of the new edition the drawing of ranks shows.
const LEADERS: u32 = 30;

/// The chapter.
pub(super) fn chapter(writer: &Writer<'_, '_>, compared: &Comparison<'_>) -> Section {
    let told = Told::new(compared, writer.lang);
    let document = comparison(compared, &[], &writer.options.set, writer.lang);
    let mut section = writer.section("years", writer.pick("Since the previous edition", "与上一版比较"));
    section.blocks.extend(ranks(writer, compared).map(Block::from));
    section.sections = document.sections.into_iter().map(|part| part.below("years")).collect();
    // Groups belong before the list of all units.
    let place = section.sections.iter().position(|part| part.id == "years-units").unwrap_or(section.sections.len());
    section.sections.splice(place..place, groups(writer, &told));
    section
}

/// What has to stand on every page since the previous edition is told of.
pub(super) fn banners(writer: &Writer<'_, '_>, compared: &Comparison<'_>) -> Vec<String> {
    old_banners(&Told::new(compared, writer.lang), &writer.options.set)
}

/// What changed of a unit since the previous edition, where there is one.
pub(super) fn since(writer: &Writer<'_, '_>, row: usize) -> Option<Block> {
    let told = Told::new(writer.options.previous?, writer.lang);
    Some(Block::Text(unit_since(&told, row)))
}

/// What changed of a group since the previous edition, where there is one.
pub(super) fn since_of_group(writer: &Writer<'_, '_>, rows: &[usize]) -> Option<Block> {
    let told = Told::new(writer.options.previous?, writer.lang);
    group_since(&told, rows).map(Block::Text)
}

/// How the mean total of each group changed, by the first attribute of which every unit has one value.
fn groups(writer: &Writer<'_, '_>, told: &Told<'_>) -> Option<Section> {
    let grouping = writer.findings.groupings.iter().find(|grouping| !grouping.overlaps)?;
    let attribute = writer.attribute(&grouping.attribute);
    let mut means: Vec<(String, Means)> = grouping
        .groups
        .iter()
        .filter_map(|group| Some((writer.word(&grouping.attribute, &group.name), Means::of(told, &group.rows)?)))
        .collect();
    if means.is_empty() {
        return None;
    }
    means.sort_by(|one, other| other.1.printed.whole.cmp(&one.1.printed.whole));
    let (heading, caption) = match writer.lang {
        Lang::En => (format!("By {attribute}"), format!("Change of the mean total by {attribute}")),
        Lang::Zh => (format!("按{attribute}"), format!("各{attribute}平均总分的变化")),
    };
    let [before, after] = told.of_both("Mean", "平均");
    let table = Table::new("years-groups", caption)
        .words(attribute)
        .figures(writer.pick("Units", "对象数"))
        .figures(before)
        .figures(after)
        .shaded(writer.pick("Change", "平均变化"));
    let mut table =
        told.part_columns(table).on_sheet(writer.pick("Groups then and now", "分组变化")).note(writer.pick(
            "Over the units that have a total in both editions, by the groups of the new one.",
            "取两版均有总分的评价对象，按新版的分组。",
        ));
    for (name, means) in &means {
        let mut cells = vec![
            Cell::text(name.as_str()),
            Cell::count(means.count),
            told.figure(Some(&means.old)),
            told.figure(Some(&means.new)),
            told.whole(Some(&means.printed)),
        ];
        cells.extend(told.part_cells(Some(&means.printed)));
        table.row(cells);
    }
    let mut section = Section::new("years-by-group", heading);
    if let ([(best, most), .., (worst, least)], lang) = (means.as_slice(), writer.lang) {
        let (most, least) = (told.signed(&most.printed.whole), told.signed(&least.printed.whole));
        section.push(match lang {
            Lang::En => format!("The change of the mean total is between {least} ({worst}) and {most} ({best})."),
            Lang::Zh => format!("平均总分的变化在 {least}（{worst}）与 {most}（{best}）之间。"),
        });
    }
    section.push(table);
    Some(section)
}

/// The ranks of the leaders in both editions; nothing where no unit has one in both.
fn ranks(writer: &Writer<'_, '_>, compared: &Comparison<'_>) -> Option<Picture> {
    let mut rows: Vec<svg::Bump> = compared
        .units
        .iter()
        .filter_map(|unit| {
            let (before, after) = (unit.old.common_rank?, unit.new.common_rank?);
            (after <= LEADERS).then(|| svg::Bump {
                label: writer.unit(unit.new.row),
                before,
                after,
                tier: unit.new.tier,
            })
        })
        .collect();
    rows.sort_by(|one, other| (one.after, &one.label).cmp(&(other.after, &other.label)));
    let name = |edition: Option<&str>, en: &str, zh: &str| edition.map_or_else(|| writer.pick(en, zh), str::to_owned);
    let (old, new) = (compared.old.framework().edition(), compared.new.framework().edition());
    let heads = match old == new {
        true => (writer.pick("before", "上一版"), writer.pick("after", "本版")),
        false => (name(old, "before", "上一版"), name(new, "after", "本版")),
    };
    if rows.is_empty() {
        return None;
    }
    let all = compared.units.iter().filter(|unit| unit.places_risen().is_some()).count();
    let title = match (writer.lang, all == rows.len()) {
        (Lang::En, true) => format!("Ranks of all {all} units, before and after"),
        (Lang::Zh, true) => format!("全部 {all} 个对象的名次变化"),
        (Lang::En, false) => format!("Ranks of the first {LEADERS}, before and after"),
        (Lang::Zh, false) => format!("前 {LEADERS} 名的名次变化"),
    };
    Some(writer.picture(
        "years-ranks",
        title,
        writer.pick("A line per unit from its rank before to its rank after", "每个对象一条线，自上一版名次至本版名次"),
        Some(
            writer.pick(
                "Ranks among the units that have one in both editions.",
                "名次为在两版中均有名次的对象之间的名次。",
            ),
        ),
        |frame| svg::bump(frame, &rows, (&heads.0, &heads.1), &writer.tier_names()),
    ))
}
