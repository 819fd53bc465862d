//! The ranking of all units.

use super::overview::histogram_table;
use super::writer::Writer;
use crate::framework::NodeId;
use crate::report::document::{Cell, Section, Table};

pub(super) fn chapter(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("ranking", writer.pick("Ranking", "总排名"));
    section.push(table(writer, "ranking", writer.pick("All units by their totals", "全部评价对象按总分排列"), None));
    section
}

/// The ranking of all units, or of those in these rows, with their ranks there.
pub(super) fn table(
    writer: &Writer<'_, '_>,
    id: &str,
    caption: String,
    only: Option<(&[usize], &[Option<u32>])>,
) -> Table {
    let framework = writer.framework();
    let first: Vec<NodeId> = framework.total().children.clone();
    let outer = writer.findings.groupings.iter().take(2).filter(|grouping| !grouping.overlaps);
    let attributes: Vec<&str> = outer.map(|grouping| grouping.attribute.as_str()).collect();
    let mut table = Table::new(id, caption).words(writer.pick("Unit", "评价对象"));
    table = table.figures(writer.pick("Rank", "名次"));
    if only.is_some() {
        table = table.figures(writer.pick("Rank here", "组内名次"));
    }
    let tiers = !framework.tiers().is_empty();
    if tiers {
        table = table.filter(writer.pick("Type", "类型"));
    }
    if framework.has_grades() {
        table = table.filter(writer.pick("Grade", "等级"));
    }
    for attribute in &attributes {
        table = table.filter(writer.attribute(attribute));
    }
    table = table.shaded(writer.total());
    for node in &first {
        table = table.shaded(writer.name_of(*node));
    }
    if only.is_none() {
        table = table.on_sheet(writer.pick("Ranking", "排名"));
    }
    let mut table = table.long();
    let all: Vec<usize> = writer.scores().ranked().map(|unit| unit.row()).collect();
    let rows = only.map_or(all.as_slice(), |(rows, _)| rows);
    for (at, unit) in rows.iter().filter_map(|row| writer.scores().get(*row)).enumerate() {
        let mut cells = vec![Cell::text(writer.unit(unit.row())), unit.rank().map(Cell::count).into()];
        if let Some((_, ranks)) = only {
            cells.push(ranks.get(at).copied().flatten().map(Cell::count).into());
        }
        if tiers {
            cells.push(Cell::text(writer.tier_name(unit)));
        }
        if framework.has_grades() {
            cells.push(Cell::text(unit.grade().map(|grade| writer.names(&grade.name)).unwrap_or_default()));
        }
        for attribute in &attributes {
            let value = writer.scores().dataset().attribute(unit.row(), attribute).unwrap_or_default();
            cells.push(Cell::text(writer.word(attribute, value)));
        }
        for node in [NodeId::TOTAL].iter().chain(&first) {
            cells.push(writer.figure_cell(*node, unit.rate(*node).as_ref()));
        }
        table.row(cells);
    }
    table
}

/// What only a workbook has room for.
pub(super) fn appendix(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("appendix", writer.pick("Every indicator of every unit", "全部指标得分"));
    section.push(histogram_table(writer));
    level_tables(writer).into_iter().for_each(|table| section.push(table));
    section
}

/// Every indicator of every unit: one table per level.
fn level_tables(writer: &Writer<'_, '_>) -> Vec<Table> {
    let framework = writer.framework();
    let level = |level: usize| {
        let nodes: Vec<NodeId> =
            framework.nodes().iter().filter(|node| node.level == level).map(|node| node.id).collect();
        let name = framework.levels().get(level - 1).and_then(|level| level.name.as_ref());
        let name = name.map_or_else(
            || match writer.lang {
                crate::diagnostic::Lang::En => format!("Level {level}"),
                crate::diagnostic::Lang::Zh => format!("{level} 级指标"),
            },
            |name| writer.names(name),
        );
        let mut table = Table::new(format!("level-{level}"), name.clone()).words(writer.pick("Unit", "评价对象"));
        table = table.figures(writer.pick("Rank", "名次")).figures(writer.total());
        for node in &nodes {
            table = table.shaded(framework.node(*node).label(writer.lang));
        }
        let mut table = table.on_sheet(name).long();
        for unit in writer.scores().ranked() {
            let mut cells = vec![Cell::text(writer.unit(unit.row())), unit.rank().map(Cell::count).into()];
            for node in [NodeId::TOTAL].iter().chain(&nodes) {
                cells.push(writer.figure_cell(*node, unit.rate(*node).as_ref()));
            }
            table.row(cells);
        }
        table
    };
    (1..=framework.levels().len()).map(level).collect()
}
