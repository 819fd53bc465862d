//! One chapter per first-level indicator: how it lies, what is below it, who leads and who lags.

use minijinja::context;

use super::writer::{Writer, id_of};
use crate::analyse::IndicatorSummary;
use crate::diagnostic::Lang;
use crate::framework::{Node, NodeId};
use crate::number::Ratio;
use crate::report::document::{Block, Cell, Picture, Section, Table};
use crate::report::svg;

/// How many leaders and laggards are named.
const NAMED: u32 = 5;
/// With more first-level indicators than this they share one chapter.
const MOST_CHAPTERS: usize = 12;

pub(super) fn chapters(writer: &Writer<'_, '_>) -> Vec<Section> {
    let first = &writer.framework().total().children;
    if first.is_empty() {
        return Vec::new();
    }
    let flat = first.iter().all(|node| writer.framework().node(*node).is_leaf());
    if flat || first.len() > MOST_CHAPTERS {
        let mut section = writer.section("indicators", writer.pick("Indicators", "各指标"));
        section.push(table(writer, "indicators", writer.pick("Indicators", "各指标"), first));
        let all = writer.pick("Indicators", "各指标");
        section.push(boxes(writer, "indicators-boxes", &all, first));
        section.push(ends(writer, "indicators-ends", &all, first));
        return vec![section];
    }
    first.iter().map(|node| chapter(writer, writer.framework().node(*node))).collect()
}

/// All of them in one table.
pub(super) fn all(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("indicators", writer.pick("Indicators", "各指标"));
    let nodes: Vec<NodeId> = writer.framework().nodes().iter().map(|node| node.id).collect();
    section.push(table(writer, "indicators", writer.pick("Indicators", "各指标"), &nodes).long());
    section.push(ends(writer, "indicators-ends", &writer.pick("Indicators", "各指标"), &nodes));
    section
}

fn chapter(writer: &Writer<'_, '_>, node: &Node) -> Section {
    let id = id_of("indicator", &node.code);
    let mut section = writer.section(&id, writer.node(node));
    sentence(writer, &mut section, node);
    section.push(histogram(writer, &format!("{id}-rates"), node.id));
    if node.is_leaf() {
        section.push(ends(writer, &format!("{id}-ends"), &writer.node(node), &[node.id]));
        return section;
    }
    let children = &node.children;
    section.push(table(writer, &id, writer.node(node), &below(writer, node)));
    section.push(boxes(writer, &format!("{id}-boxes"), &writer.node(node), children));
    section.push(ends(writer, &format!("{id}-ends"), &writer.node(node), children));
    if let Some(table) = by_group(writer, &format!("{id}-groups"), node) {
        section.push(table);
    }
    for child in children.iter().map(|child| writer.framework().node(*child)).filter(|child| !child.is_leaf()) {
        let id = id_of("indicator", &child.code);
        let mut part = Section::new(&id, writer.node(child));
        sentence(writer, &mut part, child);
        part.push(boxes(writer, &format!("{id}-boxes"), &writer.node(child), &child.children));
        part.push(ends(writer, &format!("{id}-ends"), &writer.node(child), &child.children));
        section.sections.push(part);
    }
    section
}

/// The mean rates of the node and its children by the first attribute that makes groups.
fn by_group(writer: &Writer<'_, '_>, id: &str, node: &Node) -> Option<Table> {
    let grouping = writer.findings.groupings.first()?;
    let (name, attribute) = (writer.node(node), writer.attribute(&grouping.attribute));
    let caption = match writer.lang {
        Lang::En => format!("{name}: mean rates by {attribute}"),
        Lang::Zh => format!("{name}：按{attribute}的平均得分率"),
    };
    let mut table = Table::new(id, caption).words(attribute);
    let nodes: Vec<NodeId> = std::iter::once(node.id).chain(node.children.iter().copied()).collect();
    for node in &nodes {
        table = table.shaded(writer.name_of(*node));
    }
    for group in &grouping.groups {
        let mut cells = vec![Cell::text(writer.word(&grouping.attribute, &group.name))];
        cells.extend(nodes.iter().map(|node| writer.rate_cell(group.means.get(node.index()).and_then(Option::as_ref))));
        table.row(cells);
    }
    Some(table)
}

/// The node and all below it, depth first.
fn below(writer: &Writer<'_, '_>, node: &Node) -> Vec<NodeId> {
    let mut nodes = vec![node.id];
    for child in &node.children {
        nodes.extend(below(writer, writer.framework().node(*child)));
    }
    nodes
}

fn summary<'f>(writer: &Writer<'f, '_>, node: NodeId) -> &'f IndicatorSummary {
    // There is one for every node of the framework.
    &writer.findings.indicators[node.index()]
}

fn sentence(writer: &Writer<'_, '_>, section: &mut Section, node: &Node) {
    let indicator = summary(writer, node.id);
    let Some(rates) = &indicator.rates else {
        section.push(Block::Text(writer.pick("No unit has a score here.", "没有评价对象有此项得分。")));
        return;
    };
    let mean = |child: &NodeId| summary(writer, *child).rates.as_ref().map(|rates| (rates.mean.clone(), *child));
    let mut means: Vec<(Ratio, NodeId)> = node.children.iter().filter_map(mean).collect();
    means.sort();
    let ends = if means.len() > 1 { means.first().zip(means.last()) } else { None };
    let name = |of: Option<&(Ratio, NodeId)>| of.map(|(_, id)| writer.name_of(*id)).unwrap_or_default();
    let rate = |of: Option<&(Ratio, NodeId)>| of.map(|(rate, _)| writer.rate_text(rate)).unwrap_or_default();
    let (worst, best) = ends.unzip();
    section.push(writer.say(
        "indicator",
        context! {
            name => writer.node(node), full => writer.full(node.id).to_string(), mean => writer.figure_text(node.id, &rates.mean),
            rate => writer.rate_text(&rates.mean), median => writer.rate_text(&rates.median),
            leader => writer.few(indicator.leaders(1)), highest => writer.rate_text(&rates.greatest),
            lowest => writer.rate_text(&rates.least),
            best => name(best), worst => name(worst), best_rate => rate(best), worst_rate => rate(worst),
        },
    ));
}

/// What the rates of these indicators are like, in one row each.
pub(super) fn table(writer: &Writer<'_, '_>, id: &str, name: String, nodes: &[NodeId]) -> Table {
    let caption = match writer.lang {
        Lang::En => format!("{name}: points and rates over all units"),
        Lang::Zh => format!("{name}：各项得分与得分率"),
    };
    let mut table = Table::new(format!("{id}-table"), caption)
        .words(writer.pick("Indicator", "指标"))
        .figures(writer.pick("Level", "级"))
        .figures(writer.pick("Full marks", "满分"))
        .figures(writer.pick("Units", "对象数"));
    if writer.has_points() {
        table = table.figures(writer.pick("Mean points", "平均得分"));
    }
    for (at, heading) in writer.summary_headings().into_iter().enumerate() {
        table = if at == 0 { table.shaded(heading) } else { table.figures(heading) };
    }
    let mut table = table.on_sheet(writer.pick("Indicators", "指标")).note(writer.pick(
        "Mean to greatest: rates, from 0 to the scale. SD over n − 1; quartiles of type 7; skewness of type 2 (Joanes and Gill); CV: SD over the mean.",
        "平均至最高均为得分率（0 至满分）。标准差以 n − 1 为分母；四分位数用第 7 型；偏度用第 2 型（Joanes 与 Gill）；变异系数为标准差与平均之比。",
    ));
    for node in nodes {
        let rates = summary(writer, *node).rates.as_ref();
        let mut cells = vec![
            Cell::text(writer.framework().node(*node).label(writer.lang)),
            Cell::count(writer.framework().node(*node).level),
            Cell::text(writer.full(*node).to_string()),
            Cell::count(rates.map_or(0, |rates| rates.count)),
        ];
        if let Cell::Text(_) = cells[2] {
            cells[2] = Cell::rounded(&writer.full(*node), writer.rounding());
        }
        if writer.has_points() {
            cells.push(writer.figure_cell(*node, rates.map(|rates| &rates.mean)));
        }
        cells.extend(writer.summary_cells(rates));
        table.row(cells);
    }
    table
}

fn histogram(writer: &Writer<'_, '_>, id: &str, node: NodeId) -> Picture {
    let indicator = summary(writer, node);
    let bins = indicator.histogram.iter().flat_map(|histogram| &histogram.bins);
    let bins = bins.map(|bin| (bin.from.to_f64(), bin.to.to_f64(), bin.count)).collect();
    let marks = indicator.rates.iter().map(|rates| {
        (rates.mean.to_f64(), format!("{} {}", writer.pick("mean", "平均"), writer.rate_text(&rates.mean)))
    });
    let name = writer.name_of(node);
    let about = match writer.lang {
        Lang::En => format!("Rates of {name}"),
        Lang::Zh => format!("{name}得分率"),
    };
    let figure = svg::Histogram {
        bins,
        lines: Vec::new(),
        marks: marks.collect(),
        axis: writer.pick("Rate", "得分率"),
        counted: writer.pick("units", "评价对象数"),
    };
    let title = indicator.rates.as_ref().map_or(name.clone(), |rates| {
        writer.half(&about, &writer.rate_text(&rates.lower_quartile), &writer.rate_text(&rates.upper_quartile))
    });
    let description = match writer.lang {
        Lang::En => format!("Histogram of the rates of {name}"),
        Lang::Zh => format!("{name}得分率的直方图"),
    };
    writer.picture(id, title, description, None, |frame| svg::histogram(frame, &figure))
}

/// The rates of indicators beside each other, every unit a dot.
fn boxes(writer: &Writer<'_, '_>, id: &str, about: &str, nodes: &[NodeId]) -> Picture {
    let row = |node: &NodeId| {
        let rates = summary(writer, *node).rates.as_ref()?;
        let values = writer.scores().iter().filter_map(|unit| Some(unit.rate(*node)?.to_f64()));
        Some(super::regions::box_row(writer.name_of(*node), rates, values.collect(), writer.rate_text(&rates.mean)))
    };
    let rows: Vec<svg::BoxRow> = nodes.iter().filter_map(row).collect();
    let axis = svg::Axis { low: 0.0, high: writer.scale(), title: writer.pick("Rate", "得分率") };
    let mean = |node: &NodeId| Some((summary(writer, *node).rates.as_ref()?.mean.clone(), writer.name_of(*node)));
    let mut means: Vec<(Ratio, String)> = nodes.iter().filter_map(mean).collect();
    means.sort_by(|one, other| other.0.cmp(&one.0));
    let means: Vec<(String, String)> = means.into_iter().map(|(mean, name)| (name, writer.rate_text(&mean))).collect();
    let title = writer.ends(
        &match writer.lang {
            Lang::En => format!("Rates of {about}"),
            Lang::Zh => format!("{about}得分率"),
        },
        &means,
    );
    writer.picture(
        id,
        title,
        writer.pick(
            "One row per indicator: quartiles, median, mean and every unit",
            "每个指标一行：四分位、中位数、平均和每个评价对象",
        ),
        None,
        |frame| svg::boxes(frame, &rows, &writer.pick("mean", "平均"), &axis),
    )
}

/// Who leads and who lags at each of these indicators.
fn ends(writer: &Writer<'_, '_>, id: &str, about: &str, nodes: &[NodeId]) -> Table {
    let caption = match writer.lang {
        Lang::En => format!("{about}: leaders and laggards"),
        Lang::Zh => format!("{about}：领先者与落后者"),
    };
    let mut table = Table::new(id, caption)
        .words(writer.pick("Indicator", "指标"))
        .figures(writer.pick("Highest rate", "最高得分率"))
        .words(writer.pick("Leaders", "领先者"))
        .figures(writer.pick("Lowest rate", "最低得分率"))
        .words(writer.pick("Laggards", "落后者"))
        .on_sheet(writer.pick("Leaders and laggards", "领先与落后"));
    for node in nodes {
        let indicator = summary(writer, *node);
        let Some(rates) = &indicator.rates else { continue };
        let names = |rows: &[usize]| match rows.len() > 2 * NAMED as usize {
            true => writer.few(rows),
            false => writer.units(rows).join(super::writer::pick(writer.lang, ", ", "、")),
        };
        // No unit leads and lags at once: where there are few, each side has at most half of them.
        let most = NAMED.min(u32::try_from(indicator.order.len() / 2).unwrap_or(NAMED));
        let leaders = indicator.leaders(most);
        let laggards: Vec<usize> =
            indicator.laggards(most as usize).into_iter().filter(|row| !leaders.contains(row)).collect();
        table.row([
            Cell::text(writer.framework().node(*node).label(writer.lang)),
            writer.rate_cell(Some(&rates.greatest)),
            Cell::text(names(leaders)),
            writer.rate_cell(Some(&rates.least)),
            Cell::text(names(&laggards)),
        ]);
    }
    table
}
