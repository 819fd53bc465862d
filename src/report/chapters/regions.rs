//! Differences between groups of units, and how unequal units are between and inside them.

use minijinja::{Value, context};

use super::writer::{FINE, PERCENT, Writer, id_of, pick};
use crate::analyse::{Grouping, Summary, TheilSplit};
use crate::diagnostic::Lang;
use crate::framework::NodeId;
use crate::number::{Ratio, Rounding, add_up};
use crate::report::document::{Block, Cell, Chart, Section, Table};
use crate::report::svg;

/// A heat map has at most so many indicators, so that figures can be read.
const MOST_COLUMNS: usize = 12;

pub(super) fn chapter(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("regions", writer.pick("Differences between groups", "区域与分组差异"));
    for grouping in &writer.findings.groupings {
        section.sections.push(part(writer, grouping));
    }
    if let Some(part) = inequality(writer) {
        section.sections.push(part);
    }
    section
}

fn part(writer: &Writer<'_, '_>, grouping: &Grouping) -> Section {
    let id = id_of("groups", &grouping.attribute);
    let attribute = writer.attribute(&grouping.attribute);
    let mut section = writer.section(&id, attribute.clone());
    let word = |name: &str| writer.word(&grouping.attribute, name);
    let mean =
        |at: Option<usize>| Some((&grouping.groups.get(at?)?.name, &grouping.groups.get(at?)?.totals.as_ref()?.mean));
    let scored = grouping.groups.iter().filter(|group| group.totals.is_some()).count();
    if let (Some((best, high)), Some((worst, low))) = (mean(Some(0)), mean(scored.checked_sub(1))) {
        let text = |rate: &Ratio| writer.figure_text(NodeId::TOTAL, rate);
        section.push(writer.say(
            "groups",
            context! {
                attribute => attribute, count => grouping.groups.len().to_string(), best => word(best), best_mean => text(high),
                worst => word(worst), worst_mean => text(low), difference => writer.apart(&writer.figure(NodeId::TOTAL, high), &writer.figure(NodeId::TOTAL, low)).to_fixed(writer.rounding()),
            },
        ));
    }
    section.push(table(writer, grouping, &id));
    let more = types_and_means(writer, grouping, &id);
    if more.columns.len() > 1 {
        section.push(more);
    }
    let row = |group: &crate::analyse::UnitGroup| {
        let totals = group.totals.as_ref()?;
        let values = group.rows.iter().filter_map(|row| Some(writer.scores().get(*row)?.total()?.to_f64()));
        let figure = writer.figure_text(NodeId::TOTAL, &totals.mean);
        Some(box_row(word(&group.name), totals, values.collect(), figure))
    };
    let rows: Vec<svg::BoxRow> = grouping.groups.iter().filter_map(row).collect();
    let means: Vec<(String, String)> = rows.iter().map(|row| (row.label.clone(), row.figure.clone())).collect();
    let axis = svg::Axis { low: 0.0, high: writer.scale(), title: writer.name_of(NodeId::TOTAL) };
    section.push(writer.picture(
        format!("{id}-boxes"),
        writer.ends(
            &match writer.lang {
                Lang::En => format!("Totals by {attribute}"),
                Lang::Zh => format!("按{attribute}的总分"),
            },
            &means,
        ),
        writer.pick(
            "One row per group: quartiles, median, mean and every unit",
            "每组一行：四分位、中位数、平均和每个评价对象",
        ),
        None,
        |frame| svg::boxes(frame, &rows, &writer.pick("mean", "平均"), &axis),
    ));
    section.push(heat(writer, grouping, &id));
    section
}

pub(super) fn box_row(label: String, summary: &Summary, values: Vec<f64>, figure: String) -> svg::BoxRow {
    svg::BoxRow {
        label,
        least: summary.least.to_f64(),
        q1: summary.lower_quartile.to_f64(),
        median: summary.median.to_f64(),
        q3: summary.upper_quartile.to_f64(),
        greatest: summary.greatest.to_f64(),
        mean: summary.mean.to_f64(),
        values,
        figure,
    }
}

fn table(writer: &Writer<'_, '_>, grouping: &Grouping, id: &str) -> Table {
    let attribute = writer.attribute(&grouping.attribute);
    let caption = match writer.lang {
        Lang::En => format!("Totals by {attribute}"),
        Lang::Zh => format!("按{attribute}的总分"),
    };
    let mut table = Table::new(format!("{id}-table"), caption).words(attribute.clone());
    table = table.figures(writer.pick("Units with a total", "计分对象数")).shaded(writer.pick("Mean", "平均"));
    for heading in [
        writer.pick("Median", "中位数"),
        writer.pick("SD", "标准差"),
        writer.pick("CV", "变异系数"),
        writer.pick("Least", "最低"),
        writer.pick("Greatest", "最高"),
    ] {
        table = table.figures(heading);
    }
    table = table.words(writer.pick("First", "组内第一"));
    let mut table = table.on_sheet(attribute).chart(Chart::Bars);
    let mut notes = Vec::new();
    if grouping.overlaps {
        notes.push(writer.pick("A unit may be in several groups.", "一个对象可以同时属于多个组。"));
    }
    if !grouping.without.is_empty() {
        let count = grouping.without.len();
        notes.push(match writer.lang {
            Lang::En => format!("{count} units are in none of the groups."),
            Lang::Zh => format!("{count} 个对象不属于任何一组。"),
        });
    }
    notes.push(
        writer
            .pick("Columns of types count units; columns of indicators are means.", "各类型列为数量，各指标列为平均。"),
    );
    table.note = Some(notes.join(pick(writer.lang, " ", ""))).filter(|note| !note.is_empty());
    for group in &grouping.groups {
        let of = |value: Option<&Ratio>| writer.figure_cell(NodeId::TOTAL, value);
        let totals = group.totals.as_ref();
        let first: Vec<usize> =
            group.rows.iter().zip(&group.ranks).filter(|(_, rank)| **rank == Some(1)).map(|(row, _)| *row).collect();
        table.row([
            Cell::text(writer.word(&grouping.attribute, &group.name)),
            Cell::count(totals.map_or(0, |totals| totals.count)),
            of(totals.map(|totals| &totals.mean)),
            of(totals.map(|totals| &totals.median)),
            of(totals.and_then(|totals| totals.sd.as_ref())),
            totals.and_then(|totals| Some(Cell::percent(&totals.variation()?, PERCENT))).into(),
            of(totals.map(|totals| &totals.least)),
            of(totals.map(|totals| &totals.greatest)),
            Cell::text(writer.few(&first)),
        ]);
    }
    table
}

/// How many units of each type a group has, and its mean at each first-level indicator.
fn types_and_means(writer: &Writer<'_, '_>, grouping: &Grouping, id: &str) -> Table {
    let framework = writer.framework();
    let attribute = writer.attribute(&grouping.attribute);
    let caption = match writer.lang {
        Lang::En => format!("Types and mean figures by {attribute}"),
        Lang::Zh => format!("按{attribute}的类型数量与平均得分"),
    };
    let mut table = Table::new(format!("{id}-types"), caption).words(attribute.clone());
    for name in writer.tier_names() {
        table = table.figures(name);
    }
    for node in &framework.total().children {
        table = table.shaded(writer.name_of(*node));
    }
    let mut table = table.on_sheet(attribute).note(
        writer
            .pick("Columns of types count units; columns of indicators are means.", "各类型列为数量，各指标列为平均。"),
    );
    for group in &grouping.groups {
        let mut cells = vec![Cell::text(writer.word(&grouping.attribute, &group.name))];
        cells.extend(group.tiers.iter().map(|count| Cell::count(*count)));
        for node in &framework.total().children {
            cells.push(writer.figure_cell(*node, group.means.get(node.index()).and_then(Option::as_ref)));
        }
        table.row(cells);
    }
    table
}

/// The mean rates of groups at the deepest level that has few enough indicators.
fn heat(writer: &Writer<'_, '_>, grouping: &Grouping, id: &str) -> crate::report::document::Picture {
    let framework = writer.framework();
    let at = |level: usize| -> Vec<NodeId> {
        framework.nodes().iter().filter(|node| node.level == level && node.is_weighted()).map(|node| node.id).collect()
    };
    let levels = (1..=framework.levels().len()).rev().map(at);
    let nodes = levels.into_iter().find(|nodes| nodes.len() <= MOST_COLUMNS).unwrap_or_default();
    let nodes = if nodes.is_empty() { vec![NodeId::TOTAL] } else { nodes };
    let cell =
        |rate: &Option<Ratio>| rate.as_ref().map(|rate| (rate.to_f64(), rate.to_fixed(short(writer.rounding()))));
    let cells: Vec<Vec<Option<(f64, String)>>> = grouping
        .groups
        .iter()
        .map(|group| nodes.iter().map(|node| group.means.get(node.index()).and_then(cell)).collect())
        .collect();
    let values: Vec<f64> = cells.iter().flatten().flatten().map(|(value, _)| *value).collect();
    let attribute = writer.attribute(&grouping.attribute);
    let figure = svg::Heat {
        rows: grouping.groups.iter().map(|group| writer.word(&grouping.attribute, &group.name)).collect(),
        columns: nodes.iter().map(|node| writer.name_of(*node)).collect(),
        low: values.iter().copied().fold(f64::INFINITY, f64::min),
        high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        cells,
        legend: writer.pick("Mean rate", "平均得分率"),
    };
    writer.picture(
        format!("{id}-heat"),
        match writer.lang {
            Lang::En => format!("Mean rates by {attribute} and indicator"),
            Lang::Zh => format!("按{attribute}的各指标平均得分率"),
        },
        writer.pick(
            "A grid of groups and indicators, darker where the mean rate is higher",
            "各组与各指标的网格，平均得分率越高颜色越深",
        ),
        None,
        |frame| svg::heat(frame, &figure),
    )
}

/// One digit less than usual, since a grid has little room; none is left where there were none.
fn short(rounding: Rounding) -> Rounding {
    rounding.with_places(rounding.places.saturating_sub(1).max(rounding.places.min(1)))
}

/// Theil's T in nested parts, and the other measures, of the total and the first level.
fn inequality(writer: &Writer<'_, '_>) -> Option<Section> {
    let findings = writer.findings;
    let mut section = writer.section("inequality", writer.pick("Inequality", "不均衡程度"));
    let names = part_names(writer);
    if let Some(split) = findings.theil.first()?.as_ref().filter(|_| !findings.nested.is_empty()) {
        let shares = shares(&parts_of(split));
        let parts = add_up(&parts_of(split), FINE);
        let said: Vec<Value> = names.iter().zip(&shares).map(|(name, share)| context! { name, share }).collect();
        section.push(writer.say("theil", context! { theil => split.total.to_fixed(FINE), parts => said }));
        let largest = (0..parts.len()).rev().max_by(|one, other| parts[*one].cmp(&parts[*other]));
        let most = largest.and_then(|at| Some((names.get(at)?, shares.get(at)?)));
        let drawn: Vec<svg::Part> = names
            .iter()
            .zip(&parts)
            .zip(&shares)
            .map(|((name, part), share)| svg::Part {
                label: name.clone(),
                value: part.to_f64(),
                figure: format!("{} ({share})", part.to_fixed(FINE)),
            })
            .collect();
        let whole = format!("{} {}", writer.pick("Theil's T", "泰尔指数"), split.total.to_fixed(FINE));
        section.push(writer.picture(
            "theil",
            most.map_or_else(
                || writer.pick("Where the inequality of totals lies", "总分不均衡的来源"),
                |(name, share)| match writer.lang {
                    Lang::En => format!("{share} of the inequality of totals lies {name}"),
                    Lang::Zh => format!("总分的不均衡有 {share} 来自{name}"),
                },
            ),
            writer.pick("One bar: Theil's T split into its nested parts", "一条横条：泰尔指数按嵌套的层次分解"),
            None,
            |frame| svg::inequality(frame, &drawn, &whole),
        ));
    }
    section.push(inequality_table(writer, &names));
    if section.blocks.iter().all(|block| matches!(block, Block::Table(table) if table.rows.is_empty())) {
        return None;
    }
    Some(section)
}

/// The parts of Theil's T, the coarsest first.
fn parts_of(split: &TheilSplit) -> Vec<Ratio> {
    split.between.iter().chain([&split.within]).cloned().collect()
}

/// Shares in percent that add up to one hundred.
fn shares(parts: &[Ratio]) -> Vec<String> {
    let sum: Ratio = parts.iter().sum();
    let share =
        |part: &Ratio| part.checked_div(&sum).map(|share| &share * &Ratio::from(100)).unwrap_or_else(Ratio::zero);
    let percent: Vec<Ratio> = parts.iter().map(share).collect();
    add_up(&percent, PERCENT).iter().map(|share| format!("{}%", share.to_fixed(PERCENT))).collect()
}

/// `between macro regions`, `between provinces inside them`, `inside provinces`.
fn part_names(writer: &Writer<'_, '_>) -> Vec<String> {
    let nested: Vec<String> = writer.findings.nested.iter().map(|name| writer.attribute(name)).collect();
    let mut names = Vec::new();
    for (at, name) in nested.iter().enumerate() {
        names.push(match (at, writer.lang) {
            (0, Lang::En) => format!("between groups by {name}"),
            (0, Lang::Zh) => format!("{name}之间"),
            (_, Lang::En) => format!("between groups by {name} inside those by {}", nested[at - 1]),
            (_, Lang::Zh) => format!("{}内部各{name}之间", nested[at - 1]),
        });
    }
    names.push(match (nested.last(), writer.lang) {
        (None, _) => writer.pick("inside", "内部"),
        (Some(name), Lang::En) => format!("inside groups by {name}"),
        (Some(name), Lang::Zh) => format!("{name}内部"),
    });
    names
}

fn inequality_table(writer: &Writer<'_, '_>, names: &[String]) -> Table {
    let mut table = Table::new("inequality", writer.pick("How unequal units are", "评价对象之间的不均衡程度"))
        .words(writer.pick("Indicator", "指标"))
        .figures(writer.pick("CV", "变异系数"))
        .figures(writer.pick("Gini", "基尼系数"))
        .figures(writer.pick("Theil's T", "泰尔指数"));
    let nested = !writer.findings.nested.is_empty();
    if nested {
        for name in names {
            table = table.figures(name.clone());
        }
    }
    let mut table = table.on_sheet(writer.pick("Inequality", "不均衡")).note(writer.pick(
        "Of rates. CV: standard deviation (n − 1) over mean. Theil's T: 0 where all are equal; each unit counts once; 0·ln 0 is 0; logarithms to twelve places. Empty where a measure is not defined. Units without a group are left out of Theil's T.",
        "均按得分率计算。变异系数为标准差（n − 1）与平均之比；泰尔指数在完全均等时为 0，每个对象计一次，0·ln 0 取 0，对数保留十二位。指标没有定义时留空。没有分组的对象不计入泰尔指数。",
    ));
    let nodes = [NodeId::TOTAL].into_iter().chain(writer.framework().total().children.iter().copied());
    for node in nodes {
        let measures = &writer.findings.indicators[node.index()].inequality;
        let split = writer.findings.theil.get(node.index()).and_then(Option::as_ref);
        let fine = |value: &Ratio| Cell::rounded(value, FINE);
        let mut cells = vec![
            Cell::text(writer.name_of(node)),
            measures.variation.as_ref().map(|share| Cell::percent(share, PERCENT)).into(),
            measures.gini.as_ref().map(fine).into(),
            split.map(|split| fine(&split.total)).into(),
        ];
        if nested {
            let exact = split.map(parts_of).unwrap_or_default();
            let printed = add_up(&exact, FINE);
            let part = |at: usize| Some(Cell::printed_as(exact.get(at)?, printed.get(at)?, FINE));
            cells.extend((0..names.len()).map(|at| Cell::from(part(at))));
        }
        if measures.gini.is_some() || split.is_some() {
            table.row(cells);
        }
    }
    table
}
