//! Topics: pools of indicators that lie across the tree.

use minijinja::{Value, context};

use super::regions::box_row;
use super::writer::{Writer, id_of};
use crate::analyse::{TopicDivision, TopicSummary};
use crate::diagnostic::Lang;
use crate::number::Ratio;
use crate::report::document::{Block, Cell, Section, Table};
use crate::report::svg;

/// How many leaders are named.
const NAMED: usize = 5;

pub(super) fn chapter(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("topics", writer.pick("Topics", "专题"));
    let topics = &writer.findings.topics;
    if topics.is_empty() {
        return section;
    }
    for topic in topics {
        if let Some(said) = sentence(writer, topic) {
            section.push(said);
        }
    }
    for said in fields(writer) {
        section.push(said);
    }
    section.push(table(writer));
    let row = |topic: &TopicSummary| {
        let rates = topic.rates.as_ref()?;
        let values = topic.units.iter().flatten().map(Ratio::to_f64).collect();
        Some(box_row(name(writer, topic), rates, values, writer.rate_text(&rates.mean)))
    };
    let rows: Vec<svg::BoxRow> = topics.iter().filter_map(row).collect();
    let mean = |topic: &TopicSummary| Some((topic.rates.as_ref()?.mean.clone(), name(writer, topic)));
    let mut means: Vec<(Ratio, String)> = topics.iter().filter_map(mean).collect();
    means.sort_by(|one, other| other.0.cmp(&one.0));
    let means: Vec<(String, String)> = means.into_iter().map(|(mean, name)| (name, writer.rate_text(&mean))).collect();
    let axis = svg::Axis { low: 0.0, high: writer.scale(), title: writer.pick("Rate", "得分率") };
    section.push(writer.picture(
        "topics-boxes",
        writer.ends(&writer.pick("Rates of the topics", "各专题得分率"), &means),
        writer.pick(
            "One row per topic: quartiles, median, mean and every unit",
            "每个专题一行：四分位、中位数、平均和每个评价对象",
        ),
        None,
        |frame| svg::boxes(frame, &rows, &writer.pick("mean", "平均"), &axis),
    ));
    for grouping in writer.findings.groupings.iter().take(1) {
        section.push(by_group(writer, grouping));
    }
    section
}

fn name(writer: &Writer<'_, '_>, topic: &TopicSummary) -> String {
    writer.framework().topics().get(topic.topic).map(|topic| writer.names(&topic.name)).unwrap_or_default()
}

fn sentence(writer: &Writer<'_, '_>, topic: &TopicSummary) -> Option<Block> {
    let rates = topic.rates.as_ref()?;
    let leaders: Vec<usize> =
        (0..topic.units.len()).filter(|row| topic.units[*row].as_ref() == Some(&rates.greatest)).collect();
    Some(writer.say(
        "topic",
        context! {
            name => name(writer, topic), mean => writer.rate_text(&rates.mean), leader => writer.few(&leaders),
            highest => writer.rate_text(&rates.greatest),
        },
    ))
}

/// Topics that divide one indicator among them, as those for people and for businesses do, beside each other.
fn fields(writer: &Writer<'_, '_>) -> Vec<Block> {
    let said = |division: &TopicDivision| {
        let topics: Vec<&TopicSummary> =
            division.topics.iter().filter_map(|at| writer.findings.topics.get(*at)).collect();
        let (high, low) = (mean(topics.first()?)?, mean(topics.last()?)?);
        let fields: Vec<Value> = topics
            .iter()
            .filter_map(|topic| Some(context! { name => name(writer, topic), mean => writer.rate_text(mean(topic)?) }))
            .collect();
        let difference = writer.rate_text(&writer.apart(high, low));
        Some(writer.say("fields", context! { node => writer.name_of(division.node), fields, difference }))
    };
    writer.findings.divisions.iter().filter_map(said).collect()
}

fn mean(topic: &TopicSummary) -> Option<&Ratio> {
    topic.rates.as_ref().map(|rates| &rates.mean)
}

fn table(writer: &Writer<'_, '_>) -> Table {
    let mut table = Table::new("topics", writer.pick("What the topics pool, and their rates", "各专题的构成与得分率"))
        .words(writer.pick("Topic", "专题"))
        .words(writer.pick("Pools", "所含指标"))
        .words(writer.pick("Basis", "依据"));
    for heading in writer.summary_headings() {
        table = table.figures(heading);
    }
    let mut table =
        table.words(writer.pick("Leaders", "领先者")).on_sheet(writer.pick("Topics", "专题")).note(writer.pick(
            "The rate of a topic is the mean of what it pools, by effective weights.",
            "专题得分率为所含指标（或点位）按有效权重的平均。",
        ));
    for topic in &writer.findings.topics {
        let Some(listed) = writer.framework().topics().get(topic.topic) else { continue };
        let mut pools: Vec<&str> =
            listed.indicators.iter().map(|node| writer.framework().node(*node).code.as_str()).collect();
        let items = listed.items.len();
        let more = match writer.lang {
            Lang::En => format!("{items} items"),
            Lang::Zh => format!("{items} 个点位"),
        };
        if items > 0 {
            pools.push(&more);
        }
        let order = topic.order(&writer.findings.indicators[0]);
        let mut cells = vec![
            Cell::text(writer.names(&listed.name)),
            Cell::text(pools.join(" ")),
            Cell::text(writer.basis(listed.basis)),
        ];
        cells.extend(writer.summary_cells(topic.rates.as_ref()));
        cells.push(Cell::text(writer.units(&order[..order.len().min(NAMED)]).join(super::writer::pick(
            writer.lang,
            ", ",
            "、",
        ))));
        table.row(cells);
    }
    table
}

/// The mean rate of each topic in each group.
fn by_group(writer: &Writer<'_, '_>, grouping: &crate::analyse::Grouping) -> Table {
    let attribute = writer.attribute(&grouping.attribute);
    let caption = match writer.lang {
        Lang::En => format!("Mean rates of the topics by {attribute}"),
        Lang::Zh => format!("各专题按{attribute}的平均得分率"),
    };
    let mut table = Table::new(id_of("topics", &grouping.attribute), caption).words(attribute);
    for topic in &writer.findings.topics {
        table = table.shaded(name(writer, topic));
    }
    let mut table = table.on_sheet(writer.pick("Topics", "专题"));
    for group in &grouping.groups {
        let mut cells = vec![Cell::text(writer.word(&grouping.attribute, &group.name))];
        for topic in &writer.findings.topics {
            cells.push(writer.rate_cell(topic.mean_of(&group.rows).as_ref()));
        }
        table.row(cells);
    }
    table
}
