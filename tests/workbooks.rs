//! Data in workbooks: the same as in CSV, with everything that a sheet can hold beyond texts said by sheet and cell.
#![cfg(feature = "xlsx")]

use std::io::{Cursor, Write};

use govscore::{Dataset, Decimal, Framework, Lang, Limit, Limits, Loaded, Observation, ReadOptions, Roster};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

const YAML: &str = "govscore: 1\nid: x\ntitle: X\nmethod: {missing: zero}\nindicators:
- {code: A, name: 责任清单, weight: 1/3}\n- {code: B, name: 权力清单, weight: 2/3}\n";

type Written = Result<(), rust_xlsxwriter::XlsxError>;

/// A workbook of one sheet.
fn workbook(write: impl Fn(&mut Worksheet) -> Written) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("填报").expect("a name");
    write(sheet).expect("cells");
    workbook.save_to_buffer().expect("a workbook")
}

/// Writes a row of texts, and of numbers where they are some.
fn row(sheet: &mut Worksheet, at: u32, cells: &[&str]) -> Written {
    for (column, text) in (0u16..).zip(cells) {
        match text.parse::<f64>() {
            Ok(number) => drop(sheet.write_number(at, column, number)?),
            Err(_) if text.is_empty() => {}
            Err(_) => drop(sheet.write_string(at, column, *text)?),
        }
    }
    Ok(())
}

fn plain(sheet: &mut Worksheet) -> Written {
    row(sheet, 0, &["地区", "A", "权力清单"])?;
    row(sheet, 1, &["甲市", "80", "1.1"])?;
    row(sheet, 2, &["乙市", "90.5", "0"])
}

fn load(bytes: &[u8], options: ReadOptions) -> Loaded {
    let framework = Framework::from_yaml(YAML).expect("a framework");
    Dataset::read(&framework, bytes, &options.file("x.xlsx"))
}

/// What was found, as `code place: message`.
fn said(bytes: &[u8]) -> Vec<String> {
    told(&load(bytes, ReadOptions::default()))
}

fn told(loaded: &Loaded) -> Vec<String> {
    let line = |one: &govscore::Diagnostic| {
        let place = one.location(Lang::En);
        format!("{} {}: {}", one.code, place.trim_start_matches("x.xlsx, "), one.message.en)
    };
    loaded.diagnostics.iter().map(line).collect()
}

fn value(dataset: &Dataset, row: usize, code: &str) -> String {
    match dataset.observation(row, code) {
        Observation::Value(value) => value.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_plain_sheet_reads_as_the_same_table_in_csv_does() {
    let loaded = load(&workbook(plain), ReadOptions::default());
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    let dataset = loaded.dataset.expect("data");
    let csv = load("地区,A,权力清单\n甲市,80,1.1\n乙市,90.5,0\n".as_bytes(), ReadOptions::default());
    let csv = csv.dataset.expect("data");
    assert_eq!(dataset.units(), csv.units());
    for (row, code) in [(0, "A"), (0, "B"), (1, "A"), (1, "B")] {
        assert_eq!(dataset.observation(row, code), csv.observation(row, code));
    }
    assert_eq!(dataset.observation(0, "B"), Observation::Value("1.1".parse::<Decimal>().expect("a number")));
    assert_eq!(dataset.units()[1].line, Some(3));
}

#[test]
fn opening_rows_and_titles_stand_above_the_heading() {
    let bytes = workbook(|sheet| {
        sheet.write_string(0, 0, "# synthetic: true")?;
        row(sheet, 1, &["# 来源：", "某处"])?;
        sheet.merge_range(3, 0, 3, 2, "某年填报表", &Format::new())?;
        row(sheet, 4, &["地区", "A", "B"])?;
        row(sheet, 5, &["甲市", "80", "90"])
    });
    let loaded = load(&bytes, ReadOptions::default());
    assert_eq!(told(&loaded), ["rows-above sheet 填报, row 4: 1 row above the heading were not read, 4 to 4"]);
    let dataset = loaded.dataset.expect("data");
    assert_eq!((dataset.is_synthetic(), dataset.meta("source")), (true, Some("某处")));
    assert_eq!(dataset.units()[0].line, Some(6));
}

#[test]
fn problems_have_sheet_and_cell() {
    let bytes = workbook(|sheet| {
        row(sheet, 0, &["", "地区", "A", "B"])?;
        row(sheet, 1, &["", "甲市", "8O", "101"])
    });
    let loaded = load(&bytes, ReadOptions::default());
    assert_eq!(
        told(&loaded),
        [
            "not-a-number sheet 填报, cell C2, column A 责任清单: \"8O\" is not a number",
            "out-of-range sheet 填报, cell D2, column B 权力清单: 101 is outside 0 to 100",
        ]
    );
    let json = serde_json::to_value(loaded.diagnostics.iter().next().expect("one").in_lang(Lang::En)).expect("json");
    assert_eq!((&json["sheet"], &json["cell"]), (&"填报".into(), &"C2".into()));
    assert_eq!((&json["line"], &json["column"]), (&2.into(), &3.into()));
}

#[test]
fn merged_units_are_filled_in_and_merged_values_refused() {
    let bytes = workbook(|sheet| {
        row(sheet, 0, &["省份", "地区", "A", "B"])?;
        row(sheet, 1, &["", "甲市", "", "90"])?;
        row(sheet, 2, &["", "乙市", "", "91"])?;
        sheet.merge_range(1, 0, 2, 0, "某省", &Format::new())?;
        sheet.merge_range(1, 2, 2, 2, "", &Format::new())?;
        sheet.write_number(1, 2, 85)?;
        Ok(())
    });
    assert_eq!(
        said(&bytes),
        [
            "merged-value sheet 填报, cell C3, column A 责任清单: the value lies under the merged cells C2:C3, so that it is not known whether theirs is meant for it",
            "merged-filled sheet 填报, column 省份: 1 cell under merged ones were taken to hold what stands in the first of them",
        ]
    );
    let long = workbook(|sheet| {
        row(sheet, 0, &["地区", "指标", "值"])?;
        row(sheet, 1, &["", "A", "80"])?;
        row(sheet, 2, &["", "B", "90"])?;
        sheet.merge_range(1, 0, 2, 0, "甲市", &Format::new())?;
        Ok(())
    });
    let loaded = load(&long, ReadOptions::default());
    let dataset = loaded.dataset.expect("data");
    assert_eq!((dataset.len(), value(&dataset, 0, "B")), (1, "90".to_owned()));
}

#[test]
fn a_heading_over_two_rows_is_one() {
    let bytes = workbook(|sheet| {
        let format = Format::new();
        sheet.merge_range(0, 0, 1, 0, "地区", &format)?;
        sheet.merge_range(0, 1, 0, 2, "供给能力", &format)?;
        row(sheet, 1, &["", "A", "B"])?;
        row(sheet, 2, &["甲市", "80", "90"])
    });
    let loaded = load(&bytes, ReadOptions::default());
    assert_eq!(told(&loaded), ["merged-filled sheet 填报, row 2: the heading takes rows 1 to 2"]);
    assert_eq!(loaded.dataset.map(|dataset| value(&dataset, 0, "B")), Some("90".to_owned()));
}

#[test]
fn hidden_rows_columns_and_sheets_are_said() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明").expect("a name").set_hidden(true);
    let sheet = workbook.add_worksheet();
    plain(sheet).expect("cells");
    sheet.set_row_hidden(2).expect("a row").set_column_hidden(1).expect("a column");
    sheet.set_active(true);
    let loaded = load(&workbook.save_to_buffer().expect("a workbook"), ReadOptions::default());
    assert_eq!(
        told(&loaded),
        [
            "hidden-cells x.xlsx: hidden sheets were not read: 说明",
            "hidden-cells sheet Sheet2: hidden rows were read as well: 3",
            "hidden-cells sheet Sheet2: hidden columns were read as well: B",
        ]
    );
    assert_eq!(loaded.dataset.map(|dataset| value(&dataset, 1, "A")), Some("90.5".to_owned()));
}

#[test]
fn formulas_are_read_by_their_stored_result() {
    let text = |name: &str, text: &str| format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let heading = [text("A1", "地区"), text("B1", "A"), text("C1", "B")].concat();
    let rows = format!(
        "<row r=\"1\">{heading}</row>\
         <row r=\"2\">{}<c r=\"B2\"><f>40+41</f><v>81</v></c><c r=\"C2\" t=\"str\"><f>\"\"</f><v></v></c></row>\
         <row r=\"3\">{}<c r=\"B3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"C3\"><f>40+41</f></c></row>",
        text("A2", "甲市"),
        text("A3", "乙市")
    );
    let bytes = raw(&rows, &[]);
    let found = said(&bytes);
    assert_eq!(
        found[0],
        "formula-read sheet 填报, cell B2: 2 cells hold formulas; what was read is the result that was stored, this is the first"
    );
    assert_eq!(found[1], "not-a-number sheet 填报, cell B3, column A 责任清单: \"#DIV/0!\" is not a number");
    assert_eq!(
        found[2],
        "formula-without-result sheet 填报, cell C3, column B 权力清单: the cell holds a formula whose result is not stored"
    );
    // An empty text is a result, and a missing value.
    assert!(found[3].starts_with("missing-counted") && found.len() == 4, "{found:?}");
}

#[test]
fn dates_are_no_numbers() {
    let date = Format::new().set_num_format("m\"月\"d\"日\"");
    let bytes = workbook(|sheet| {
        row(sheet, 0, &["地区", "A", "B", "采集日期"])?;
        row(sheet, 1, &["甲市", "80"])?;
        sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(2026, 3, 1)?, &date)?;
        sheet.write_datetime_with_format(1, 3, ExcelDateTime::from_ymd(2026, 4, 2)?, &date)?;
        Ok(())
    });
    let loaded = load(&bytes, ReadOptions::default());
    let found = loaded.diagnostics.iter().next().expect("one");
    assert_eq!(
        found.line(Lang::En),
        "error[date-for-number] x.xlsx, sheet 填报, cell C2, column B 权力清单: \"2026-03-01\" is a date, not a number (spreadsheets take `3-1` or `3/1` for a date; if that was typed, give the column the format of a number and type the value again)"
    );
    assert_eq!(loaded.diagnostics.len(), 1);
}

#[test]
fn texts_that_are_numbers_spaces_percentages_and_doubles_are_read_and_said() {
    let bytes = workbook(|sheet| {
        row(sheet, 0, &["代码", " 地区", "A", "B\u{a0}"])?;
        sheet.write_string(1, 0, "110000")?.write_string(1, 1, "甲市\u{a0}")?.write_string(1, 2, "80 ")?;
        sheet.write_number_with_format(1, 3, 0.85, &Format::new().set_num_format("0%"))?;
        sheet.write_number(2, 0, 120000)?.write_string(2, 1, "乙市")?.write_string(2, 2, "７０")?;
        sheet.write_number(2, 3, 0.1 + 0.2)?;
        Ok(())
    });
    let loaded = load(&bytes, ReadOptions::default());
    let mut found = told(&loaded);
    found.sort();
    assert_eq!(
        found,
        [
            "blanks-trimmed sheet 填报, cell B2: 2 cells begin or end with spaces or line ends, which were not read; this is the first",
            "full-width sheet 填报, column A 责任清单: full-width figures were read as plain ones: 1",
            "long-double sheet 填报, cell D3, column B 权力清单: 0.30000000000000004 has more digits than the spreadsheet shows, and was read as it is",
            "number-as-text sheet 填报, column A 责任清单: numbers kept as text were read as numbers: 2",
            "percent-read sheet 填报, column B 权力清单: percentages were read as shares of 0 to 100: 1",
        ]
    );
    let hint = loaded.diagnostics.iter().find(|one| one.code.name() == "long-double").and_then(|one| one.hint.clone());
    assert!(hint.is_some_and(|hint| hint.en.contains("shown with 15 digits it is 0.3;")));
    let dataset = loaded.dataset.expect("data");
    assert_eq!(dataset.units()[1].id, "120000");
    let values = [(0, "A"), (0, "B"), (1, "A"), (1, "B")].map(|(row, code)| value(&dataset, row, code));
    assert_eq!(values, ["80", "85", "70", "0.30000000000000004"]);
}

#[test]
fn truth_values_are_no_numbers() {
    let bytes = workbook(|sheet| {
        plain(sheet)?;
        sheet.write_boolean(1, 1, true)?;
        Ok(())
    });
    assert_eq!(said(&bytes), ["not-a-number sheet 填报, cell B2, column A 责任清单: \"TRUE\" is not a number"]);
}

/// A workbook of three sheets, of which the second has a column of units.
fn three() -> Vec<u8> {
    let mut workbook = Workbook::new();
    row(workbook.add_worksheet().set_name("说明").expect("a name"), 0, &["请按要求填写"]).expect("cells");
    plain(workbook.add_worksheet().set_name("填报").expect("a name")).expect("cells");
    row(workbook.add_worksheet().set_name("证据").expect("a name"), 0, &["地区", "网址"]).expect("cells");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn of_several_sheets_the_one_with_units_is_read_or_the_one_that_is_named() {
    let bytes = three();
    let loaded = load(&bytes, ReadOptions::default());
    assert_eq!(
        told(&loaded),
        ["sheet-chosen sheet 填报: this is the sheet that was read; there are others: 说明, 证据"]
    );
    assert!(loaded.dataset.is_some());
    let named = |name: &str| load(&bytes, ReadOptions::default().sheet(Some(name.to_owned())));
    assert!(named("填报").diagnostics.is_empty());
    assert_eq!(told(&named("证据")), ["header-only sheet 证据, row 1: there is a heading and no rows"]);
    let missing = named("填表");
    assert_eq!(told(&missing), ["no-such-sheet x.xlsx: there is no sheet \"填表\""]);
    let hint = missing.diagnostics.iter().next().and_then(|one| one.hint.clone());
    assert_eq!(hint.map(|hint| hint.zh), Some("是否应为 \"填报\"？".to_owned()));
}

#[test]
fn rosters_are_read_from_workbooks_too() {
    let bytes = workbook(|sheet| {
        row(sheet, 0, &["代码", "名称", "省份"])?;
        row(sheet, 1, &["1", "甲市", "某省"])?;
        row(sheet, 2, &["1", "乙市", "某省"])
    });
    let error = Roster::read(&bytes, Some("r.xlsx")).expect_err("a code twice");
    assert!(error.to_string().contains("r.xlsx, sheet 填报, row 3"), "{error}");
}

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("a text");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A workbook whose one sheet has these rows and merged areas, as no spreadsheet would write it.
fn raw(rows: &str, merged: &[&str]) -> Vec<u8> {
    let merged: String = merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>");
    archive(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"填报\" r:id=\"r1\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>",
        ),
        ("xl/s.xml", &sheet),
    ])
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let whole = workbook(plain);
    let locked: Vec<u8> = b"\xD0\xCF\x11\xE0"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (bytes, expected) in [
        (&whole[..whole.len() / 2], "the workbook is damaged, or cut off"),
        (b"PK\x03\x04", "the workbook is damaged, or cut off"),
        (b"\xD0\xCF\x11\xE0", "this is a workbook of Excel 97-2003 (.xls), not an .xlsx workbook"),
        (&locked, "the workbook is locked by a password"),
        (
            &archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
            "this is an OpenDocument file (.ods), not an .xlsx workbook",
        ),
        (&archive(&[("xl/workbook.bin", "")]), "this is a binary workbook (.xlsb), not an .xlsx workbook"),
        (&archive(&[("xl/workbook.xml", "<workbook><sheets>")]), "the workbook is damaged, or cut off"),
        (&archive(&[("x", "")]), "this is an archive of something else, not an .xlsx workbook"),
    ] {
        assert_eq!(said(bytes), [format!("bad-workbook x.xlsx: {expected}")]);
    }
    assert_eq!(said(&workbook(|_| Ok(()))), ["no-such-sheet x.xlsx: no visible sheet holds anything"]);
}

#[test]
fn limits_bound_what_a_small_file_can_unpack_to() {
    // One cell in the last corner, and merged areas over everything.
    let cells = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>地区</v></c></row>\
                 <row r=\"2\"><c r=\"A2\" t=\"str\"><v>甲市</v></c></row>\
                 <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let corner = raw(cells, &["A1:XFD1048576", "A2:XFD1048576"]);
    let twice = "bad-workbook x.xlsx: merged cells overlap or cover too much, with A2:XFD1048576 at the latest";
    assert_eq!(said(&corner), [twice]);
    let rows: String = (2..5000).map(|at| format!("<row r=\"{at}\"><c><v>1</v></c></row>")).collect();
    let first = "<row r=\"1\"><c t=\"str\"><v>地区</v></c><c r=\"XFD1\"><v>1</v></c></row>";
    assert_eq!(
        said(&raw(&format!("{first}{rows}"), &[])),
        ["table-too-large x.xlsx: what is to be read of the workbook takes more than 536870912 bytes"]
    );
    let few = Limits::default().set(Limit::Columns, 100);
    assert_eq!(
        told(&load(&corner, ReadOptions::default().limits(few))),
        ["table-too-large sheet 填报: the heading has 16384 columns, more than 100"]
    );
    let many = workbook(|sheet| {
        row(sheet, 0, &["地区", "A", "B"])?;
        (1..2000).try_for_each(|at| sheet.write_string(at, 0, "x".repeat(30_000)).map(drop))
    });
    assert!(many.len() < 200_000, "{}", many.len());
    let most = Limits::default().set(Limit::WorkbookBytes, 10_000_000);
    assert_eq!(
        told(&load(&many, ReadOptions::default().limits(most))),
        ["table-too-large x.xlsx: what is to be read of the workbook takes more than 10000000 bytes"]
    );
    for most in [0, 100, 1000, 4000] {
        let most = Limits::default().set(Limit::WorkbookBytes, most);
        assert!(load(&many, ReadOptions::default().limits(most)).dataset.is_none());
    }
}

#[test]
fn damaged_workbooks_never_panic() {
    let whole = workbook(|sheet| {
        plain(sheet)?;
        sheet.merge_range(3, 0, 4, 0, "丙市", &Format::new())?;
        sheet.write_formula(3, 1, Formula::new("=1+1").set_result("2"))?;
        Ok(())
    });
    for at in (0..whole.len()).step_by(3) {
        for change in [0x01, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] ^= change;
            let loaded = load(&bytes, ReadOptions::default());
            assert!(loaded.dataset.is_some() || loaded.diagnostics.has_errors());
        }
    }
    for length in (0..whole.len()).step_by(97) {
        assert!(load(&whole[..length], ReadOptions::default()).dataset.is_none());
    }
}

/// `tests/data/libreoffice.fods` as LibreOffice saved it (`soffice --convert-to xlsx`).
#[test]
fn a_workbook_saved_by_libreoffice_is_read() {
    let loaded = load(include_bytes!("data/libreoffice.xlsx"), ReadOptions::default());
    assert_eq!(
        told(&loaded),
        [
            "rows-above sheet 填报, row 1: 1 row above the heading were not read, 1 to 1",
            "blanks-trimmed sheet 填报, cell B3: 1 cell begins or ends with spaces or line ends, which were not read; this is the first",
            "formula-read sheet 填报, cell D3: 1 cell holds a formula; what was read is the result that was stored, this is the first",
            "date-for-number sheet 填报, cell D5, column B 权力清单: \"2026-03-01\" is a date, not a number",
            "sheet-chosen sheet 填报: this is the sheet that was read; there are others: 说明",
            "hidden-cells sheet 填报: hidden rows were read as well: 4",
            "merged-filled sheet 填报, column 省份: 2 cells under merged ones were taken to hold what stands in the first of them",
            "number-as-text sheet 填报, column A 责任清单: numbers kept as text were read as numbers: 1",
            "percent-read sheet 填报, column B 权力清单: percentages were read as shares of 0 to 100: 1",
        ]
    );
}

/// Parts that no writer would write: whatever they are changed to, there are data or errors, and no panic.
mod any_parts {
    use super::*;
    use proptest::prelude::*;

    /// Replaces, repeats or takes out a piece of a text.
    fn change(text: &str, at: usize, length: usize, by: &str, kind: u8) -> String {
        let characters: Vec<char> = text.chars().collect();
        let begin = at % (characters.len() + 1);
        let end = (begin + length).min(characters.len());
        let [head, piece, tail] =
            [&characters[..begin], &characters[begin..end], &characters[end..]].map(String::from_iter);
        match kind {
            0 => format!("{head}{by}{tail}"),
            1 => format!("{head}{piece}{by}{piece}{tail}"),
            _ => format!("{head}{tail}"),
        }
    }

    proptest! {
        #[test]
        fn are_read_or_refused(
            which in 0usize..5,
            changes in prop::collection::vec((any::<usize>(), 0usize..12, "[-0-9A-Za-z:<>/=\"& $]{0,6}|99999999999|1048577|XFE1|1E400", 0u8..3), 1..6),
        ) {
            let mut parts = [
                ("xl/workbook.xml", "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"甲\" r:id=\"r1\"/></sheets></workbook>".to_owned()),
                ("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"x/styles\" Target=\"t.xml\"/><Relationship Id=\"r3\" Type=\"x/sharedStrings\" Target=\"u.xml\"/></R>".to_owned()),
                ("xl/t.xml", "<s><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy;0\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"170\"/></cellXfs></s>".to_owned()),
                ("xl/u.xml", "<sst><si><t>地区</t></si><si><t>A</t></si><si><r><t>甲市&amp;</t></r></si></sst>".to_owned()),
                ("xl/s.xml", "<w><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" s=\"1\"><f>1</f><v>0.85</v></c><c r=\"C2\" s=\"2\"><v>43891.5</v></c></row></sheetData><mergeCells><mergeCell ref=\"A2:A9\"/></mergeCells></w>".to_owned()),
            ];
            for (at, length, by, kind) in changes {
                parts[which].1 = change(&parts[which].1, at, length, &by, kind);
            }
            let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let loaded = load(&archive(&parts), ReadOptions::default());
            prop_assert!(loaded.dataset.is_some() != loaded.diagnostics.has_errors());
        }
    }
}

#[test]
fn a_cell_that_stands_twice_is_refused() {
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>";
    assert_eq!(said(&raw(cells, &[])), ["bad-workbook x.xlsx: the cell A1 stands in the sheet twice"]);
}
