//! The overall result: headline figures, types, how totals lie, what leads.

use minijinja::{Value, context};

use super::writer::{FINE, PERCENT, Writer};
use crate::data::Tile;
use crate::diagnostic::Lang;
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::report::document::{Block, Cell, Chart, Fact, Picture, Section, Table};
use crate::report::svg;

/// How many leaders are drawn.
const LEADERS: u32 = 15;

pub(super) fn chapter(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("overview", writer.pick("Overall result", "总体结果"));
    let indicator = &writer.findings.indicators[0];
    let Some(totals) = &indicator.rates else {
        section.push(Block::Text(writer.pick("No unit has a total.", "没有评价对象有总分。")));
        return section;
    };
    let text = |rate: &Ratio| writer.figure_text(NodeId::TOTAL, rate);
    let (leaders, last) = (indicator.leaders(1), indicator.laggards(1));
    let all_equal = totals.least == totals.greatest;
    let (leader, last) = (writer.few(leaders), writer.few(&last));
    let gini = indicator.inequality.gini.as_ref().map(|gini| gini.to_fixed(FINE)).unwrap_or_default();
    let sd = totals.sd.as_ref().map(text).unwrap_or_default();
    let unscored = writer.scores().len() - totals.count;
    section.push(writer.say(
        "overview",
        context! {
            units => totals.count.to_string(), unscored => unscored.to_string(), full => writer.full(NodeId::TOTAL).to_string(),
            mean => text(&totals.mean), median => text(&totals.median), highest => text(&totals.greatest),
            lowest => text(&totals.least), leader, last, sd, gini, all_equal,
        },
    ));
    let fact = |label: String, figure: String, note: Option<String>| Fact { label, figure, note };
    section.push(Block::Facts(vec![
        fact(writer.pick("Units with a score", "计分对象"), totals.count.to_string(), None),
        fact(writer.pick("Mean total", "平均总分"), text(&totals.mean), None),
        fact(writer.pick("Median", "中位数"), text(&totals.median), None),
        fact(writer.pick("Highest", "最高"), text(&totals.greatest), Some(leader.clone())),
        fact(writer.pick("Lowest", "最低"), text(&totals.least), Some(last.clone())),
    ]));
    if !writer.findings.tiers.is_empty() {
        tiers(writer, &mut section);
    }
    section.push(histogram(writer));
    if let Some(picture) = tiles(writer) {
        section.push(picture);
    }
    if let Some(picture) = leaders_drawn(writer) {
        section.push(picture);
    }
    section
}

fn tiers(writer: &Writer<'_, '_>, section: &mut Section) {
    let tiers: Vec<Value> = writer
        .findings
        .tiers
        .iter()
        .zip(writer.tier_names())
        .map(|(tier, name)| {
            let text = |rate: &Ratio| writer.figure_text(NodeId::TOTAL, rate);
            context! {
                name, count => tier.count.to_string(),
                share => tier.share.as_ref().map(|share| Cell::percent(share, PERCENT).printed().to_owned()).unwrap_or_default(),
                begins => tier.begins.as_ref().map(text).unwrap_or_default(),
                mean => tier.totals.as_ref().map(|totals| text(&totals.mean)).unwrap_or_default(),
            }
        })
        .collect();
    section.push(writer.say("tiers", context! { tiers }));
    section.push(tier_table(writer));
}

/// The types with counts, shares, lines and what their totals are like.
pub(super) fn tier_table(writer: &Writer<'_, '_>) -> Table {
    let mut table = Table::new("tiers", writer.pick("Types: how many units, from where, and their totals", "各类型的数量、分界线与总分"))
        .words(writer.pick("Type", "类型"))
        .figures(writer.pick("Units", "数量"))
        .figures(writer.pick("Share", "占比"))
        .figures(writer.pick("From", "分界线"))
        .figures(writer.pick("Mean", "平均"))
        .figures(writer.pick("Median", "中位数"))
        .figures(writer.pick("Least", "最低"))
        .figures(writer.pick("Greatest", "最高"))
        .words(writer.pick("Basis", "依据"))
        .on_sheet(writer.pick("Types", "类型"))
        .note(writer.pick(
            "From: the least total of the type, as it is compared; the last type has none. Basis: what the line, share or number rests on.",
            "分界线：进入该类型的最低总分（按比较时的取值），最低一类没有分界线。依据：分界线、份额或数量的来源。",
        ));
    for (tier, listed) in writer.findings.tiers.iter().zip(writer.framework().tiers()) {
        let of = |value: Option<&Ratio>| writer.figure_cell(NodeId::TOTAL, value);
        let totals = tier.totals.as_ref();
        table.row([
            Cell::text(writer.names(&listed.name)),
            Cell::count(tier.count),
            tier.share.as_ref().map(|share| Cell::percent(share, PERCENT)).into(),
            of(tier.begins.as_ref()),
            of(totals.map(|totals| &totals.mean)),
            of(totals.map(|totals| &totals.median)),
            of(totals.map(|totals| &totals.least)),
            of(totals.map(|totals| &totals.greatest)),
            Cell::text(writer.basis(listed.basis)),
        ]);
    }
    table.without_empty_columns()
}

fn histogram(writer: &Writer<'_, '_>) -> Picture {
    let indicator = &writer.findings.indicators[0];
    let bins = indicator.histogram.iter().flat_map(|histogram| &histogram.bins);
    let bins = bins.map(|bin| (bin.from.to_f64(), bin.to.to_f64(), bin.count)).collect();
    // The last type begins nowhere.
    let lines = writer.findings.tiers.iter().zip(writer.framework().tiers());
    let lines = lines.filter_map(|(tier, listed)| {
        let begins = listed.from.as_ref().and(tier.begins.as_ref())?;
        Some((begins.to_f64(), format!("{} {}", writer.names(&listed.name), writer.figure_text(NodeId::TOTAL, begins))))
    });
    let marks = indicator.rates.iter().flat_map(|totals| {
        let mark = |value: &Ratio, en: &str, zh: &str| {
            (value.to_f64(), format!("{} {}", writer.pick(en, zh), writer.figure_text(NodeId::TOTAL, value)))
        };
        [mark(&totals.mean, "mean", "平均"), mark(&totals.median, "median", "中位数")]
    });
    let figure = svg::Histogram {
        bins,
        lines: lines.collect(),
        marks: marks.collect(),
        axis: writer.name_of(NodeId::TOTAL),
        counted: writer.pick("units", "评价对象数"),
    };
    let name = writer.name_of(NodeId::TOTAL);
    let title = indicator.rates.as_ref().map_or(name.clone(), |totals| {
        let text = |rate: &Ratio| writer.figure_text(NodeId::TOTAL, rate);
        writer.half(&name, &text(&totals.lower_quartile), &text(&totals.upper_quartile))
    });
    let description =
        writer.pick("Histogram of all totals with the lines between types", "全部总分的直方图，并标出各类型的分界线");
    writer.picture("totals", title, description, None, |frame| svg::histogram(frame, &figure))
}

/// The units in the tiles of their roster, coloured by type; none where it has no tiles or nothing is to be coloured.
fn tiles(writer: &Writer<'_, '_>) -> Option<Picture> {
    let data = writer.scores().dataset();
    let roster = data.roster()?;
    let listed = roster.tiles();
    if listed.is_empty() || writer.findings.tiers.is_empty() {
        return None;
    }
    let row_of = |place: usize| data.units().iter().position(|unit| unit.roster_place == Some(place));
    let mut cells = Vec::new();
    for (at, tile) in listed.iter().enumerate() {
        for (place, row, column) in &tile.cells {
            let unit = row_of(*place).and_then(|row| writer.scores().get(row));
            let name = writer.names(&roster.members()[*place].name);
            let said = unit.map(|unit| {
                let total = unit.total().map(|total| writer.figure_text(NodeId::TOTAL, &total)).unwrap_or_default();
                format!("{name} {} {total}", writer.tier_name(unit))
            });
            cells.push(svg::TileCell {
                tile: at,
                row: *row as usize,
                column: *column as usize,
                tier: unit.and_then(|unit| writer.tier(unit.row())),
                title: said.unwrap_or(name),
            });
        }
    }
    // Short names are in the roster's own language.
    let label = |tile: &Tile| match (&tile.short_name, writer.lang) {
        (Some(short), Lang::Zh) => short.clone(),
        _ => writer.word("", &tile.name),
    };
    let drawn: Vec<svg::Tile> = listed
        .iter()
        .map(|tile| svg::Tile { label: label(tile), row: tile.row as usize, column: tile.column as usize })
        .collect();
    let legend: Vec<(String, usize)> =
        writer.tier_names().into_iter().zip(writer.findings.tiers.iter().map(|tier| tier.count)).collect();
    Some(writer.picture(
        "tiles",
        writer.pick("Where the types are", "各类型的分布"),
        writer.pick(
            "One tile per province in a grid, in it one cell per unit, coloured and numbered by its type",
            "每个省级单位一格，格内每个小格为一个评价对象，按类型着色并编号",
        ),
        Some(writer.pick(
            "A diagram, no map: all tiles are of one size, places are approximate, and no boundaries are shown. Cells without colour have no data; tiles without cells have no unit in the roster.",
            "本图是示意图，不是地图：各格大小相同，位置只是大致方位，不表示任何边界。未着色的小格没有数据，空白的大格在名录中没有评价对象。",
        )),
        |frame| svg::tiles(frame, &drawn, &cells, &legend),
    ))
}

fn leaders_drawn(writer: &Writer<'_, '_>) -> Option<Picture> {
    let first = &writer.framework().total().children;
    let leaders = writer.findings.indicators[0].leaders(LEADERS);
    // Parts that are added and taken off make no stack.
    if first.len() < 2 || writer.framework().has_roles() || leaders.is_empty() || leaders.len() > 2 * LEADERS as usize {
        return None;
    }
    let rows: Vec<svg::StackRow> = leaders
        .iter()
        .filter_map(|row| {
            let unit = writer.scores().get(*row)?;
            let points: Vec<Ratio> = first.iter().map(|node| unit.points(*node).unwrap_or_else(Ratio::zero)).collect();
            Some(svg::StackRow {
                label: writer.unit(*row),
                parts: points.iter().map(Ratio::to_f64).collect(),
                figures: points.iter().map(|points| writer.rate_text(points)).collect(),
                total: writer.figure_text(NodeId::TOTAL, &unit.total()?),
            })
        })
        .collect();
    let legend: Vec<String> = first.iter().map(|node| writer.name_of(*node)).collect();
    Some(writer.picture(
        "leaders",
        match writer.lang {
            Lang::En => format!("What the totals of the first {} are made of", rows.len()),
            Lang::Zh => format!("前 {} 名总分的构成", rows.len()),
        },
        writer.pick(
            "One bar per leading unit, made of the points of each first-level indicator",
            "每个领先者一条，由各一级指标的得分组成",
        ),
        None,
        |frame| svg::stacked(frame, &legend, &rows, writer.scale()),
    ))
}

/// The counts of the histogram as a table, for workbooks, which draw it.
pub(super) fn histogram_table(writer: &Writer<'_, '_>) -> Table {
    let mut table = Table::new("totals-counts", writer.pick("How the totals lie", "总分的分布"))
        .words(writer.pick("Totals", "总分区间"))
        .figures(writer.pick("Units", "数量"))
        .on_sheet(writer.pick("Types", "类型"))
        .chart(Chart::Columns)
        .note(writer.pick("A class holds its lower border.", "各区间含下限。"));
    for bin in writer.findings.indicators[0].histogram.iter().flat_map(|histogram| &histogram.bins) {
        table.row([Cell::text(format!("{}–{}", bin.from, bin.to)), Cell::count(bin.count)]);
    }
    table
}
