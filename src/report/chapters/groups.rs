//! The chapter of one group: a province, a region, a kind of unit.

use minijinja::{Value, context};

use super::writer::Writer;
use super::{profiles, ranking};
use crate::analyse::{Grouping, attribute_named, group_units};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, bi, codes, nearest};
use crate::error::Error;
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::report::document::{Block, Cell, Section, Table};
use crate::report::svg;

pub(super) fn chapter(writer: &Writer<'_, '_>, attribute: &str, value: &str, number: usize) -> Result<Section, Error> {
    let attribute = &attribute_named(writer.scores().dataset(), attribute);
    let grouping = group_units(writer.scores(), attribute)?;
    let Some(at) = meant(writer, attribute, value, &grouping) else {
        return Err(unknown(attribute, value, grouping.groups.iter().map(|group| group.name.as_str()).collect()));
    };
    let group = &grouping.groups[at];
    let name = writer.word(attribute, &group.name);
    let id = format!("group-{number}");
    let mut section = writer.section(&id, name.clone());
    let Some(totals) = &group.totals else {
        section.push(Block::Text(writer.pick("No unit of this group has a total.", "该组没有评价对象有总分。")));
        return Ok(section);
    };
    let text = |rate: &Ratio| writer.figure_text(NodeId::TOTAL, rate);
    let tiers: Vec<Value> = writer
        .tier_names()
        .into_iter()
        .zip(&group.tiers)
        .filter(|(_, count)| **count > 0)
        .map(|(name, count)| context! { name, count => count.to_string() })
        .collect();
    let with = |value: &Ratio| -> Vec<usize> {
        let is = |row: &&usize| writer.scores().get(**row).and_then(|unit| unit.total()).as_ref() == Some(value);
        group.rows.iter().filter(is).copied().collect()
    };
    section.push(writer.say(
        "group",
        context! {
            attribute => writer.attribute(attribute), group => name, count => group.rows.len().to_string(),
            mean => text(&totals.mean), rank => (at + 1).to_string(), of => grouping.groups.len().to_string(),
            leader => writer.few(&with(&totals.greatest)), highest => text(&totals.greatest),
            last => writer.few(&with(&totals.least)), lowest => text(&totals.least), tiers,
        },
    ));
    section.blocks.extend(super::years::since_of_group(writer, &group.rows));
    let caption = writer.pick("Ranking inside the group", "组内排名");
    section.push(ranking::table(writer, &format!("{id}-ranking"), caption, Some((&group.rows, &group.ranks))));
    section.push(indicators(writer, &id, &group.means));
    let bars: Vec<svg::BarRow> = group
        .rows
        .iter()
        .filter_map(|row| {
            let total = writer.scores().get(*row)?.total()?;
            Some(svg::BarRow {
                label: writer.unit(*row),
                value: total.to_f64(),
                figure: text(&total),
                tier: writer.tier(*row),
            })
        })
        .collect();
    let mean = writer.findings.indicators[0]
        .rates
        .as_ref()
        .map(|all| (all.mean.to_f64(), format!("{} {}", writer.pick("mean of all", "全体平均"), text(&all.mean))));
    let figure = svg::Bars { rows: bars, full: writer.scale(), reference: mean, tiers: writer.tier_names() };
    section.push(writer.picture(
        format!("{id}-bars"),
        writer.pick("Totals of the units in the group", "组内各对象的总分"),
        writer.pick("One bar per unit, with a line at the mean of all units", "每个对象一条，并标出全体平均"),
        None,
        |frame| svg::bars(frame, &figure),
    ));
    section.push(profiles::summary_table(writer, &format!("{id}-profiles"), &group.rows, false));
    Ok(section)
}

/// The group that is called so in the data, in either language, or by a beginning that no other one has.
fn meant(writer: &Writer<'_, '_>, attribute: &str, value: &str, grouping: &Grouping) -> Option<usize> {
    let called = |name: &str| {
        let words = writer.scores().dataset().roster().map(|roster| roster.words(name)).unwrap_or_default();
        [name.to_owned(), writer.word(attribute, name), words.get(Lang::Zh).to_owned(), words.get(Lang::En).to_owned()]
    };
    let names: Vec<[String; 4]> = grouping.groups.iter().map(|group| called(&group.name)).collect();
    let exact = names.iter().position(|names| names.iter().any(|name| name == value));
    let begins = |names: &[String; 4]| names.iter().any(|name| name.starts_with(value));
    let mut near = (0..names.len()).filter(|at| begins(&names[*at]));
    exact.or_else(|| near.next().filter(|_| near.next().is_none()))
}

/// The means of a group beside those of all units.
fn indicators(writer: &Writer<'_, '_>, id: &str, means: &[Option<Ratio>]) -> Table {
    let mut table = Table::new(
        format!("{id}-indicators"),
        writer.pick("Mean rates beside those of all units", "平均得分率与全体的比较"),
    )
    .words(writer.pick("Indicator", "指标"))
    .shaded(writer.pick("Group", "本组"))
    .figures(writer.pick("All", "全体"))
    .figures(writer.pick("Difference", "相差"));
    for indicator in &writer.findings.indicators {
        let own = means.get(indicator.node.index()).and_then(Option::as_ref);
        let all = indicator.rates.as_ref().map(|rates| &rates.mean);
        let apart =
            own.zip(all).map(|(own, all)| Cell::change_as(&(own - all), &writer.apart(own, all), writer.rounding()));
        let label = writer.framework().node(indicator.node).label(writer.lang);
        let label = if indicator.node == NodeId::TOTAL { writer.name_of(indicator.node) } else { label };
        table.row([Cell::text(label), writer.rate_cell(own), writer.rate_cell(all), apart.into()]);
    }
    table
}

fn unknown(attribute: &str, value: &str, known: Vec<&str>) -> Error {
    let message = bi!("no unit has {attribute} = `{value}`", "没有 {attribute} 为 `{value}` 的评价对象");
    let (en, zh) = (known.join(", "), known.join("、"));
    let hint = match nearest(value, known.iter().copied()) {
        Some(near) => bi!("did you mean `{near}`? there are: {en}", "是否应为 `{near}`？现有：{zh}"),
        None => bi!("there are: {en}", "现有：{zh}"),
    };
    let mut found = Diagnostics::new();
    found.push(Diagnostic::new(codes::UNKNOWN_GROUP, message).hint(hint));
    Error::Report(found)
}
