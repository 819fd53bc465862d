//! Workbooks of reports, read back: every figure is the document's, every word stays a word.
#![cfg(all(feature = "report", feature = "samples", feature = "xlsx"))]

#[path = "report_workbook/documents.rs"]
mod documents;
#[path = "report_workbook/opened.rs"]
mod opened;

use documents::{HOSTILE, document};
use govscore::report::{Cell, Document, Number, ReportOptions, Section, Table, report};
use govscore::{Dataset, Error, Findings, Framework, Lang, Ratio, ReadOptions, Roster, Rounding};
use opened::{Cells, Value, cells, names, part};

/// Where a table stands below a row of its sheet: the row of its headings, from 1, found by the caption above and by all
/// of them.
fn heading(cells: &Cells, table: &Table, from: usize) -> usize {
    let is = |column: usize, row: usize, text: &str| {
        cells.get(&reference(column, row)) == Some(&Value::Text(text.to_owned()))
    };
    let headings = |row| table.columns.iter().enumerate().all(|(at, column)| is(at, row, &column.heading));
    let found = (from.max(2)..10_000).find(|row| is(0, row - 1, &table.caption) && headings(*row));
    found.unwrap_or_else(|| panic!("{} is not there", table.caption))
}

fn reference(column: usize, row: usize) -> String {
    let letter = |at: usize| char::from(b'A' + at as u8);
    match column.checked_div(26) {
        Some(0) | None => format!("{}{row}", letter(column)),
        Some(more) => format!("{}{}{row}", letter(more - 1), letter(column % 26)),
    }
}

/// The double nearest to a figure, by way of many more digits than a double has and the reader of the standard library.
fn nearest(exact: &Ratio) -> f64 {
    exact.to_fixed(Rounding::half_up(30)).parse().expect("a number")
}

fn format_of(number: &Number) -> String {
    let digits = if number.places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(number.places as usize)) };
    let plain = format!("{digits}{}", if number.percent { "%" } else { "" });
    if number.text.starts_with('+') { format!("+{plain};-{plain};{plain}") } else { plain }
}

/// Holds every cell of a table against the sheet on which it stands below a row; gives the row below it.
fn same(cells: &Cells, table: &Table, from: usize) -> usize {
    let heading = heading(cells, table, from);
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
                    // A part that was rounded so that all add up is what is printed.
                    let printed = number.text.trim_start_matches('+').trim_end_matches('%').parse().expect("a figure");
                    assert!(*value == nearest(exact) || *value == nearest(&printed), "{place}: {exact}");
                    assert_eq!(*format, format_of(number), "{place}");
                }
                (cell, written) => panic!("{place}: {cell:?} was written as {written:?}"),
            }
        }
    }
    heading + table.rows.len() + 1
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
            same(&cells(&bytes, sheet), document.table(id).expect("a table"), 1);
        }
    }
}

#[test]
fn a_whole_report_is_in_its_workbook() {
    for (id, data, lang) in
        [("bluebook-2019", "bluebook-2019-synthetic", Lang::Zh), ("un-egdi-2018", "un-egdi-2018", Lang::En)]
    {
        let document = report_on(id, data, lang);
        let bytes = document.to_xlsx().expect("a workbook");
        // The name, the cells, and the row below the table before, of each sheet as tables come to name it.
        let mut sheets: Vec<(String, Cells, usize)> = Vec::new();
        for table in document.tables() {
            let Some(name) = table.sheet.clone() else { continue };
            if !sheets.iter().any(|(known, ..)| *known == name) {
                sheets.push((name.clone(), cells(&bytes, sheets.len() + 2), 1));
            }
            let Some((_, cells, from)) = sheets.iter_mut().find(|(known, ..)| *known == name) else { continue };
            *from = same(cells, table, *from);
        }
        assert_eq!(sheets.len() + 1, names(&bytes).len());
    }
}

/// The whole report on example data, with every indicator of every unit.
fn report_on(id: &str, data: &str, lang: Lang) -> Document {
    let framework = Framework::builtin(id).expect("it is built in");
    let data = govscore::sample(data).expect("it is built in");
    let roster = framework.roster().map(|id| Roster::builtin(id).expect("it is built in"));
    let options = ReadOptions::default().roster(roster);
    let data = Dataset::read(&framework, data.as_bytes(), &options).into_result().expect("it is read");
    let scores = framework.score(&data).expect("it is scored");
    let mut options = ReportOptions::new(lang);
    options.appendix = true;
    report(&Findings::of(&scores), &options).expect("a report")
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
    same(&cells(&bytes, 2), document.table("ranking").expect("a table"), 1);
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
    let bytes = report_on("bluebook-2019", "bluebook-2019-synthetic", Lang::Zh).to_xlsx().expect("a workbook");
    std::fs::write(folder.join("report-zh.xlsx"), bytes).expect("a folder to write to");
    let bytes = report_on("un-egdi-2018", "un-egdi-2018", Lang::En).to_xlsx().expect("a workbook");
    std::fs::write(folder.join("report-en.xlsx"), bytes).expect("a folder to write to");
}
