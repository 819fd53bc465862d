//! Workbooks of reports, read back: every figure is the document's, every word stays a word.
#![cfg(all(feature = "report", feature = "xlsx"))]

#[path = "report_workbook/documents.rs"]
mod documents;
#[path = "report_workbook/opened.rs"]
mod opened;

use documents::{HOSTILE, document};
use govscore::report::{Cell, Document, Number, Section, Table};
use govscore::{Error, Lang, Ratio, Rounding};
use opened::{Cells, Value, cells, names, part};

/// Where a table stands on its sheet: the row of its headings, from 1, found by its first heading and its last.
fn heading(cells: &Cells, table: &Table) -> usize {
    let is = |at: usize, row: usize| {
        let heading = &table.columns[at].heading;
        cells.get(&reference(at, row)) == Some(&Value::Text(heading.clone()))
    };
    (1..200).find(|row| is(0, *row) && is(table.columns.len() - 1, *row)).expect("the headings of the table")
}

fn reference(column: usize, row: usize) -> String {
    assert!(column < 26, "the tables of these tests are narrow");
    format!("{}{row}", char::from(b'A' + column as u8))
}

/// A double as the ratio that it is.
fn exactly(value: f64) -> Ratio {
    let (bits, sign) = (value.to_bits(), if value.is_sign_negative() { -1 } else { 1 });
    let power = i32::try_from((bits >> 52) & 0x7FF).expect("eleven bits") - 1_075;
    let digits = i128::from(bits & ((1 << 52) - 1) | (1 << 52)) * sign;
    match power {
        _ if value == 0.0 => Ratio::zero(),
        0.. => Ratio::new(digits << power, 1).expect("one"),
        _ => Ratio::new(digits, 1 << -power).expect("a power of two"),
    }
}

/// Whether no other double is nearer to a figure.
fn is_nearest(value: f64, exact: &Ratio) -> bool {
    let distance = |value: f64| (&exactly(value) - exact).abs();
    if value == 0.0 {
        return exact.is_zero();
    }
    let beside = [value.to_bits() - 1, value.to_bits() + 1].map(f64::from_bits);
    beside.into_iter().all(|other| distance(value) <= distance(other))
}

fn format_of(number: &Number) -> String {
    let digits = if number.places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(number.places as usize)) };
    let plain = format!("{digits}{}", if number.percent { "%" } else { "" });
    if number.text.starts_with('+') { format!("+{plain};-{plain};{plain}") } else { plain }
}

/// Holds every cell of a table against the sheet on which it stands.
fn same(cells: &Cells, table: &Table) {
    let heading = heading(cells, table);
    for (row, at) in table.rows.iter().zip(heading + 1..) {
        for (cell, column) in row.iter().zip(0..) {
            let place = reference(column, at);
            match (cell, cells.get(&place)) {
                (Cell::Empty, None) => {}
                (Cell::Text(text), Some(Value::Text(written))) => assert_eq!(text, written, "{place}"),
                (Cell::Number(number), Some(Value::Number(value, format))) => {
                    let hundred = Ratio::from(100);
                    let share = number.exact.checked_div(&hundred).expect("a hundred");
                    let exact = if number.percent { &share } else { &number.exact };
                    assert!(is_nearest(*value, exact), "{place}: {value} is not nearest to {exact}");
                    assert_eq!(*format, format_of(number), "{place}");
                }
                (cell, written) => panic!("{place}: {cell:?} was written as {written:?}"),
            }
        }
    }
}

#[test]
fn every_cell_is_the_document_s() {
    for lang in [Lang::Zh, Lang::En] {
        let document = document(lang, 333);
        let bytes = document.to_xlsx().expect("a workbook");
        let zh = ["说明", "排名", "类型-分布", "领先者", "变化"];
        let en = ["Read me", "Ranking", "Types-distribution", "Leaders", "Changes"];
        assert_eq!(names(&bytes), if lang == Lang::Zh { zh } else { en });
        for (id, sheet) in [("ranking", 2), ("tiers", 3), ("histogram", 3), ("leaders", 4), ("changes", 5)] {
            same(&cells(&bytes, sheet), document.table(id).expect("a table"));
        }
    }
}

#[test]
fn words_are_never_formulas_links_or_numbers() {
    let bytes = document(Lang::En, HOSTILE.len()).to_xlsx().expect("a workbook");
    let written = cells(&bytes, 2);
    for name in HOSTILE {
        assert!(written.values().any(|value| *value == Value::Text(name.to_owned())), "{name}");
    }
    for sheet in 1..=5 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>"), "no sheet has formulas");
        assert_eq!(xml.contains("<hyperlink "), sheet == 1, "only the first sheet has links, to the others");
    }
    assert!(!part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels").contains("http://example"));
}

#[test]
fn banners_stand_on_every_sheet_and_every_printed_page() {
    let document = document(Lang::Zh, 10);
    let bytes = document.to_xlsx().expect("a workbook");
    for sheet in 1..=5 {
        let written = cells(&bytes, sheet);
        for banner in &document.banners {
            assert!(written.values().any(|value| *value == Value::Text(banner.clone())), "sheet {sheet}");
        }
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains("<oddHeader>&amp;C【合成数据】数据为编造"), "{xml}");
        assert!(xml.contains("<oddFooter>&amp;L中国政务服务能力评价报告（2019）R&amp;&amp;D&amp;R&amp;P / &amp;N"));
    }
}

#[test]
fn headings_stay_where_they_are_and_long_tables_are_filtered() {
    let bytes = document(Lang::Zh, 10).to_xlsx().expect("a workbook");
    let ranking = part(&bytes, "xl/worksheets/sheet2.xml");
    // Two banners, the caption, the headings; rank, code and name.
    assert!(ranking.contains("<pane xSplit=\"3\" ySplit=\"4\""), "{ranking}");
    assert!(ranking.contains("<autoFilter ref=\"A4:J14\""), "{ranking}");
    assert!(ranking.contains("<colorScale>"), "{ranking}");
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert!(!part(&bytes, "xl/charts/chart1.xml").is_empty() && !part(&bytes, "xl/charts/chart3.xml").is_empty());
    assert!(part(&bytes, "xl/charts/chart4.xml").is_empty(), "three tables asked for a chart");
}

#[test]
fn the_same_document_gives_the_same_bytes_and_many_rows_are_no_matter() {
    let document = document(Lang::Zh, 3_500);
    let bytes = document.to_xlsx().expect("a workbook");
    assert!(bytes == document.to_xlsx().expect("a workbook"));
    same(&cells(&bytes, 2), document.table("ranking").expect("a table"));
}

#[test]
fn an_empty_document_has_a_sheet_to_read() {
    let mut document = Document::new(Lang::En, "");
    assert_eq!(names(&document.to_xlsx().expect("a workbook")), ["Read me"]);
    let mut section = Section::new("s", "S");
    section.push(Table::new("t", "Without columns").chart(govscore::report::Chart::Bars));
    section.push(Table::new("u", "Without rows: [a]").words("x").shaded("y").long());
    document.sections.push(section);
    let bytes = document.to_xlsx().expect("a workbook");
    assert_eq!(names(&bytes), ["Read me", "Without columns", "Without rows- (a)"]);
}

#[test]
fn what_does_not_fit_is_cut_or_refused() {
    let mut document = Document::new(Lang::En, "t");
    let mut section = Section::new("s", "S");
    let mut table = Table::new("t", "long").words("x").figures("y");
    let beyond: Ratio = format!("1{}", "0".repeat(400)).parse().unwrap_or_else(|_| Ratio::zero());
    table.row([Cell::text("长".repeat(40_000)), Cell::rounded(&beyond, Rounding::half_up(0))]);
    section.push(table);
    document.sections.push(section);
    let written = cells(&document.to_xlsx().expect("a workbook"), 2);
    let Some(Value::Text(cut)) = written.get("A3") else { panic!("a text") };
    assert_eq!(cut.encode_utf16().count(), 32_767);

    let mut table = Table::new("t", "too long").words("x");
    table.rows = vec![Vec::new(); 1_048_576];
    document.sections[0].blocks = vec![table.into()];
    let Err(Error::Data(found)) = document.to_xlsx() else { panic!("it does not fit") };
    assert_eq!(found.iter().next().expect("one problem").code.name(), "table-too-large");
}

/// Writes the workbooks of this file into a folder, for whoever wants to look at them.
#[test]
fn workbooks_are_written_to_be_looked_at() {
    let Some(folder) = std::env::var_os("GOVSCORE_WORKBOOKS").map(std::path::PathBuf::from) else { return };
    for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let bytes = document(lang, 60).to_xlsx().expect("a workbook");
        std::fs::write(folder.join(format!("{name}.xlsx")), bytes).expect("a folder to write to");
    }
}
