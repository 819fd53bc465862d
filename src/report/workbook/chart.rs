//! A chart of Excel's own beside a table, where the document asks for one.

use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::{
    ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType,
};

use crate::report::{Cell, Chart, Table};
use crate::workbook::{LONGEST_INPUT, clip};

/// Colours that colour-blind readers tell apart (Okabe and Ito), the first of them dark enough to stand alone.
const COLOURS: [u32; 7] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442];
/// As many rows as can be told apart in one chart.
const MOST_BARS: usize = 40;
const MOST_COLUMNS: usize = 100;
/// How high a row of a sheet is, in pixels.
const ROW: u32 = 20;
/// How wide a chart is with the column that stays empty before it, in characters.
pub(super) const WIDTH: usize = 96;

/// A chart, and how many rows of the sheet it stands beside.
pub(super) struct Drawn {
    pub chart: xlsx::Chart,
    pub rows: u32,
}

/// The chart of a table on a sheet, whose headings stand in this row.
///
/// Categories are the first column of words. Series are the columns that may be shaded, where there are any, else those
/// of figures: the first of them, stacked all.
pub(super) fn draw(table: &Table, sheet: &str, heading: u32) -> Option<Drawn> {
    let kind = table.chart?;
    let categories = table.columns.iter().position(|column| !column.figures).unwrap_or(0) as u16;
    let series = series(table, kind);
    let most = if kind == Chart::Columns { MOST_COLUMNS } else { MOST_BARS };
    let rows = table.rows.len().min(most) as u32;
    if rows == 0 || series.is_empty() {
        return None;
    }
    let mut chart = xlsx::Chart::new(match kind {
        Chart::Columns => ChartType::Column,
        Chart::Bars => ChartType::Bar,
        Chart::Stacked => ChartType::BarStacked,
    });
    let (first, last) = (heading + 1, heading + rows);
    for (&column, at) in series.iter().zip(0..) {
        let colour = COLOURS.get(at % COLOURS.len()).copied().unwrap_or_default();
        let drawn = chart.add_series();
        drawn
            .set_name((sheet, heading, column))
            .set_categories((sheet, first, categories, last, categories))
            .set_values((sheet, first, column, last, column))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)))
            .set_gap(if kind == Chart::Columns { 8 } else { 40 });
        if kind != Chart::Stacked && rows as usize <= MOST_BARS {
            drawn.set_data_label(ChartDataLabel::new().show_value().set_font(ChartFont::new().set_size(8)));
        }
    }
    let pale = ChartLine::new().set_color(0xD9D9D9).clone();
    let figures = if kind == Chart::Columns { chart.y_axis() } else { chart.x_axis() };
    // A bar is as long as its figure only from zero on.
    if !has_losses(table, &series) {
        figures.set_min(0);
    }
    figures.set_major_gridlines_line(&pale).set_format(ChartFormat::new().set_no_line());
    chart.title().set_name(&clip(&table.caption, LONGEST_INPUT)).set_font(ChartFont::new().set_size(11).set_bold());
    let height = match kind {
        Chart::Columns => 320,
        // The first row stands at the top, as in the table, and the figures below the bars.
        _ => {
            chart.y_axis().set_reverse();
            chart.x_axis().set_label_position(xlsx::ChartAxisLabelPosition::High);
            (120 + rows * 22).max(240)
        }
    };
    if series.len() == 1 {
        chart.legend().set_hidden();
    } else {
        chart.legend().set_position(ChartLegendPosition::Top);
    }
    chart.set_width(620).set_height(height).set_alt_text(clip(&table.caption, LONGEST_INPUT));
    Some(Drawn { chart, rows: height / ROW + 2 })
}

/// Whether any figure of these columns is below zero.
fn has_losses(table: &Table, series: &[u16]) -> bool {
    let is_loss = |cell: Option<&Cell>| matches!(cell, Some(Cell::Number(number)) if number.exact.is_negative());
    table.rows.iter().any(|row| series.iter().any(|column| is_loss(row.get(usize::from(*column)))))
}

fn series(table: &Table, kind: Chart) -> Vec<u16> {
    let of = |wanted: fn(&crate::report::Column) -> bool| -> Vec<u16> {
        table.columns.iter().zip(0u16..).filter(|(column, _)| wanted(column)).map(|(_, at)| at).collect()
    };
    let shaded = of(|column| column.figures && column.shade);
    let mut series = if shaded.is_empty() { of(|column| column.figures) } else { shaded };
    if kind != Chart::Stacked {
        series.truncate(1);
    }
    series
}
