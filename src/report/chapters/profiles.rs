//! Profiles: every unit in a row, and single units in full.

use minijinja::{Value, context};

use super::gap_document;
use super::writer::{Writer, id_of, pick};
use crate::analyse::{GapOptions, GapOutcome, Profile, gap, profile, strengths_and_weaknesses, strengths_of};
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::report::document::{Block, Cell, Section, Table};
use crate::report::svg;

/// How many strengths and weaknesses stand in a row.
const NAMED: usize = 3;
/// A table has room for the means of so many groups.
const MOST_GROUPS: usize = 2;
/// An axis needs room for its name.
const MOST_AXES: usize = 12;

pub(super) fn chapter(writer: &Writer<'_, '_>, profiles: Vec<Section>) -> Section {
    let mut section = writer.section("profiles", writer.pick("Profiles", "各对象概览"));
    if writer.framework().leaves().count() > 1 {
        let rows: Vec<usize> = writer.scores().ranked().map(|unit| unit.row()).collect();
        section.push(summary_table(writer, "profiles", &rows, true));
    }
    section.sections = profiles;
    section
}

/// Units in a row each, with where they stand best and worst.
pub(super) fn summary_table(writer: &Writer<'_, '_>, id: &str, rows: &[usize], whole: bool) -> Table {
    let framework = writer.framework();
    let mut table = Table::new(id, writer.pick("Relative strengths and weaknesses", "相对优势与短板"))
        .words(writer.pick("Unit", "评价对象"));
    table = table.figures(writer.pick("Rank", "名次"));
    if !framework.tiers().is_empty() {
        table = table.filter(writer.pick("Type", "类型"));
    }
    table = table
        .words(writer.pick("Relative strengths", "相对优势"))
        .words(writer.pick("Relative weaknesses", "相对短板"));
    if whole {
        table = table.on_sheet(writer.pick("Profiles", "概览"));
    }
    let mut table = table.long().note(writer.pick(
        "The leaves at which the unit leaves the largest and the smallest share of all units behind it; a rank of three or better is always a strength. Relative: to its own other indicators, not to a standard.",
        "在各末级指标上，以落在该对象之后的对象所占比例最大者为优势、最小者为短板；名次在前三的总列为优势。“相对”是与该对象自身其他指标相比，不是与某一标准相比。",
    ));
    let leaves: Vec<NodeId> = framework.leaves().filter(|leaf| !leaf.vetoes).map(|leaf| leaf.id).collect();
    let count = strengths_of(leaves.len()).min(NAMED);
    let join = |nodes: Vec<NodeId>| -> String {
        let names: Vec<String> = nodes.iter().take(2 * NAMED).map(|node| writer.name_of(*node)).collect();
        names.join(pick(writer.lang, ", ", "、"))
    };
    for unit in rows.iter().filter_map(|row| writer.scores().get(*row)) {
        let (strengths, weaknesses) = strengths_and_weaknesses(&writer.findings.indicators, unit.row(), &leaves, count);
        let mut cells = vec![Cell::text(writer.unit(unit.row())), unit.rank().map(Cell::count).into()];
        if !framework.tiers().is_empty() {
            cells.push(Cell::text(writer.tier_name(unit)));
        }
        cells.extend([Cell::text(join(strengths)), Cell::text(join(weaknesses))]);
        table.row(cells);
    }
    table
}

/// One unit in full.
pub(super) fn profile_of(writer: &Writer<'_, '_>, row: usize) -> Option<Section> {
    let profile = profile(writer.scores(), row, &writer.findings.indicators, &writer.findings.groupings)?;
    let unit = writer.scores().get(row)?;
    let name = writer.unit(row);
    let id = id_of("unit", &unit.unit().id);
    let mut section = Section::new(&id, name.clone());
    if let Some(text) = writer.options.notes.unit(row) {
        section.push(Block::Remark(text.to_vec()));
    }
    let (Some(total), Some(rank)) = (unit.total(), unit.rank()) else {
        section.push(Block::Text(writer.pick("It has no total.", "该对象没有总分。")));
        return Some(section);
    };
    let groups: Vec<Value> = profile
        .groups
        .iter()
        .map(|group| {
            context! {
                attribute => writer.attribute(&group.attribute), group => writer.word(&group.attribute, &group.group),
                rank => group.rank.map(|rank| rank.to_string()).unwrap_or_default(), of => group.of.to_string(),
            }
        })
        .collect();
    section.push(writer.say(
        "profile",
        context! {
            name, total => writer.figure_text(NodeId::TOTAL, &total), rank => rank.to_string(),
            of => writer.findings.indicators[0].order.len().to_string(), tier => writer.tier_name(unit), groups,
        },
    ));
    section.blocks.extend(super::years::since(writer, row));
    let named = |nodes: &[NodeId]| -> Vec<String> { nodes.iter().map(|node| writer.name_of(*node)).collect() };
    let (strengths, weaknesses) = (named(&profile.strengths), named(&profile.weaknesses));
    section.push(writer.say("strengths", context! { name, strengths, weaknesses }));
    if !profile.peers.is_empty() {
        section.push(writer.say("peers", context! { name, peers => writer.units(&profile.peers) }));
    }
    drawings(writer, &mut section, &id, &name, &profile);
    section.push(table(writer, &id, &profile));
    section.sections.extend(to_the_next_type(writer, row, &id));
    Some(section)
}

/// What would lift the unit into the next type; none where there are no types or it cannot be told.
fn to_the_next_type(writer: &Writer<'_, '_>, row: usize, id: &str) -> Option<Section> {
    if writer.framework().tiers().is_empty() {
        return None;
    }
    let gap = gap(writer.scores(), row, &GapOptions::default()).ok()?;
    let document = gap_document(writer.scores(), &gap, &writer.options.set, writer.lang);
    let title = match gap.outcome {
        GapOutcome::Reached => {
            let mut section = Section::new(format!("{id}-gap"), writer.pick("Room", "提升空间"));
            section.push(Block::Text(writer.pick("It is in the best type already.", "该对象已属最高类型。")));
            return Some(section);
        }
        _ => writer.pick("To the next type", "与上一类型的差距"),
    };
    let mut section = Section::new(format!("{id}-gap"), title);
    section.sections = document.sections.into_iter().map(|part| part.below(id)).collect();
    for table in section.sections.iter_mut().flat_map(|part| &mut part.blocks) {
        if let Block::Table(table) = table {
            table.sheet = Some(writer.unit(row));
        }
    }
    Some(section)
}

fn drawings(writer: &Writer<'_, '_>, section: &mut Section, id: &str, name: &str, profile: &Profile) {
    let framework = writer.framework();
    let axes: Vec<NodeId> = (1..=framework.levels().len())
        .rev()
        .map(|level| {
            framework
                .nodes()
                .iter()
                .filter(|node| node.level == level && node.is_weighted())
                .map(|node| node.id)
                .collect()
        })
        .find(|nodes: &Vec<NodeId>| (3..=MOST_AXES).contains(&nodes.len()))
        .unwrap_or_default();
    let (all, tier) = (writer.pick("mean of all", "全体平均"), writer.pick("mean of its type", "同类型平均"));
    if !axes.is_empty() {
        let of = |value: fn(&crate::analyse::ProfileNode) -> Option<&Ratio>| -> Vec<f64> {
            axes.iter().map(|node| profile.nodes.get(node.index()).and_then(value).map_or(0.0, Ratio::to_f64)).collect()
        };
        let mut series =
            vec![(name.to_owned(), of(|node| node.rate.as_ref())), (all.clone(), of(|node| node.all.as_ref()))];
        if !framework.tiers().is_empty() {
            series.push((tier.clone(), of(|node| node.tier.as_ref())));
        }
        let labels: Vec<String> = axes.iter().map(|node| writer.name_of(*node)).collect();
        let figure = |node: &NodeId| {
            let rate = profile.nodes.get(node.index()).and_then(|node| node.rate.as_ref());
            rate.map(|rate| writer.rate_text(rate)).unwrap_or_default()
        };
        let figures: Vec<String> = axes.iter().map(figure).collect();
        section.push(writer.picture(
            format!("{id}-radar"),
            writer.pick("Rates beside the means", "得分率与平均的比较"),
            writer.pick(
                "Rates of the unit around a centre, with the means of all units and of its type",
                "该对象各项得分率的雷达图，附全体与同类型平均",
            ),
            None,
            |frame| svg::radar(frame, &labels, &figures, &series, writer.scale()),
        ));
    }
    let row = |node: &crate::analyse::ProfileNode| {
        let float = |rate: &Option<Ratio>| rate.as_ref().map(Ratio::to_f64);
        svg::ProfileRow {
            label: writer.name_of(node.node),
            level: framework.node(node.node).level,
            unit: float(&node.rate),
            figure: node.rate.as_ref().map(|rate| writer.rate_text(rate)).unwrap_or_default(),
            all: float(&node.all),
            group: float(&node.tier),
            best: float(&node.best),
        }
    };
    let rows: Vec<svg::ProfileRow> =
        profile.nodes.iter().filter(|node| !framework.node(node.node).vetoes).map(row).collect();
    let legend = [name.to_owned(), all, tier, writer.pick("highest", "最高")];
    section.push(writer.picture(
        format!("{id}-rates"),
        writer.pick("Every indicator beside the means and the highest", "各项指标与平均、最高的比较"),
        writer.pick(
            "One row per indicator with dots for the unit, the mean of all, the mean of its type and the highest rate",
            "每个指标一行，点为该对象、全体平均、同类型平均和最高得分率",
        ),
        None,
        |frame| svg::profile(frame, &rows, &legend, writer.scale()),
    ));
}

fn table(writer: &Writer<'_, '_>, id: &str, profile: &Profile) -> Table {
    let framework = writer.framework();
    let mut table = Table::new(
        format!("{id}-table"),
        writer.pick("Every indicator: rate, rank, and the means of others", "各项指标：得分率、名次与其他对象的平均"),
    )
    .words(writer.pick("Indicator", "指标"));
    if writer.has_points() {
        table = table.figures(writer.pick("Points", "得分")).figures(writer.pick("Of", "满分"));
    }
    table = table
        .shaded(writer.pick("Rate", "得分率"))
        .figures(writer.pick("Rank", "名次"))
        .figures(writer.pick("All", "全体"));
    let tiers = !framework.tiers().is_empty();
    if tiers {
        table = table.figures(writer.pick("Type", "同类型"));
    }
    for group in profile.groups.iter().take(MOST_GROUPS) {
        table = table.figures(writer.word(&group.attribute, &group.group));
    }
    let mut table = table
        .figures(writer.pick("Peers", "相近对象"))
        .figures(writer.pick("Highest", "最高"))
        .words(writer.pick("Mark", "标记"))
        .on_sheet(writer.unit(profile.row));
    for node in &profile.nodes {
        let of = framework.node(node.node);
        let label = if node.node == NodeId::TOTAL { writer.node(of) } else { of.label(writer.lang) };
        let mut cells = vec![Cell::text(label)];
        if writer.has_points() {
            cells.push(writer.figure_cell(node.node, node.rate.as_ref()));
            cells.push(Cell::rounded(&writer.full(node.node), writer.rounding()));
        }
        cells.push(writer.rate_cell(node.rate.as_ref()));
        cells.push(node.rank.map(Cell::count).into());
        cells.push(writer.rate_cell(node.all.as_ref()));
        if tiers {
            cells.push(writer.rate_cell(node.tier.as_ref()));
        }
        cells.extend(node.groups.iter().take(MOST_GROUPS).map(|mean| writer.rate_cell(mean.as_ref())));
        cells.push(writer.rate_cell(node.peers.as_ref()));
        cells.push(writer.rate_cell(node.best.as_ref()));
        let mark = match (profile.strengths.contains(&node.node), profile.weaknesses.contains(&node.node)) {
            (true, _) => writer.pick("strength", "优势"),
            (_, true) => writer.pick("weakness", "短板"),
            _ => String::new(),
        };
        cells.push(Cell::text(mark));
        table.row(cells);
    }
    table.note = Some(writer.pick(
        "Rate, and all columns of others: from 0 to the scale. All, Type and groups: means. Peers: the mean of the five units whose first-level rates are nearest.",
        "得分率及其他对象各列均为 0 至满分的得分率；全体、同类型和各组为平均；相近对象为一级指标得分率最接近的五个对象的平均。",
    ));
    table
}
