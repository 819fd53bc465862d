//! Templates: written, filled in by a program, read back, scored as the same values are from CSV.
#![cfg(feature = "xlsx")]

use std::io::{Cursor, Read, Write};

use govscore::{Dataset, Framework, Lang, Loaded, ReadOptions, Roster, Template, TemplateForm, check_data};

/// One leaf with items, leaves with rules of their own, and one that is given as a rate.
const YAML: &str = "govscore: 1
id: trial
title: {zh: 试填, en: Trial}
method: {missing: reject, not_applicable: rescale-node}
weights: equal
indicators:
  - code: A
    name: {zh: 清单, en: List}
    items:
      - {code: '001', question: {zh: 是否公布清单, en: Is the list published?}, method: machine, rule: yes-no, marks: 1}
      - {code: A-2, question: {zh: 公布的部门, en: Departments with a list}, method: manual, rule: ratio, marks: 2}
  - {code: B, name: {zh: 层级, en: Level}, rule: {kind: levels, levels: [{name: {zh: 一级, en: first}, share: 50%}, {name: {zh: 二级, en: second}, share: 100%}]}}
  - {code: C, name: {zh: 次数, en: Times}, rule: {kind: count, each: 1, at_most: 5}, marks: 5, measured_in: {zh: 次, en: times}}
  - {code: D, name: {zh: 满意度, en: Satisfaction}, range: [1, 5]}
  - {code: E, name: {zh: 条件, en: Conditions}, rule: {kind: conditions, of: 4}}
";

const ROUNDS: &str = "govscore: 1
id: rounds
title: Rounds
indicators:
  - {code: A, name: {zh: 时长, en: Time}, weight: 1, rule: {kind: linear, zero: 30, full: 0}, rounds: mean, measured_in: {zh: 秒, en: seconds}}
";

fn framework() -> Framework {
    Framework::from_yaml(YAML).expect("a framework")
}

/// Reads a workbook and holds it against the framework, as `check` does.
fn load(framework: &Framework, bytes: &[u8]) -> Loaded {
    let mut loaded = Dataset::read(framework, bytes, &ReadOptions::default().file("填报表.xlsx"));
    if let Some(dataset) = &loaded.dataset {
        loaded.diagnostics.extend(check_data(framework, dataset));
    }
    loaded
}

/// What was found, as `code place: message`, but for what does not apply.
fn told(loaded: &Loaded, lang: Lang) -> Vec<String> {
    let line = |one: &govscore::Diagnostic| {
        let place = one.location(lang);
        format!(
            "{} {}: {}",
            one.code,
            place.replace("填报表.xlsx", "").trim_start_matches([',', '，', ' ']),
            one.message.get(lang)
        )
    };
    let is_wrong = |one: &&govscore::Diagnostic| one.code.name() != "not-applicable-counted";
    loaded.diagnostics.iter().filter(is_wrong).map(line).collect()
}

/// One part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("a text");
    text
}

/// The sheet to fill in and the one for evidence.
const FILL_IN: &str = "xl/worksheets/sheet2.xml";
const EVIDENCE: &str = "xl/worksheets/sheet3.xml";

/// The workbook with a part replaced.
fn with_part(bytes: &[u8], name: &str, text: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a part");
        written.start_file(file.name(), zip::write::SimpleFileOptions::default()).expect("a part");
        let mut body = Vec::new();
        file.read_to_end(&mut body).expect("bytes");
        written.write_all(if file.name() == name { text.as_bytes() } else { &body }).expect("bytes");
    }
    written.finish().expect("an archive").into_inner()
}

/// Fills in cells that stand empty, as a spreadsheet would: numbers as numbers, all else as text.
fn fill(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let mut sheet = part(bytes, FILL_IN);
    for (cell, value) in cells {
        let begin = sheet.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
        let end = begin + sheet[begin..].find("/>").expect("an empty cell");
        let open = sheet[begin..end].to_owned();
        let filled = match value.parse::<f64>() {
            Ok(_) => format!("{open}><v>{value}</v></c>"),
            Err(_) => format!("{open} t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        };
        sheet.replace_range(begin..end + 2, &filled);
    }
    with_part(bytes, FILL_IN, &sheet)
}

/// Writes rows of evidence below the heading.
fn evidence(bytes: &[u8], rows: &[&[&str]]) -> Vec<u8> {
    let cell = |row: usize, column: usize, text: &str| {
        let letter = char::from(b'A' + column as u8);
        format!("<c r=\"{letter}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let rows: String = (3..)
        .zip(rows)
        .map(|(at, cells)| {
            let cells: String = cells.iter().enumerate().map(|(column, text)| cell(at, column, text)).collect();
            format!("<row r=\"{at}\">{cells}</row>")
        })
        .collect();
    with_part(bytes, EVIDENCE, &part(bytes, EVIDENCE).replace("</sheetData>", &format!("{rows}</sheetData>")))
}

fn totals(framework: &Framework, dataset: &Dataset) -> Vec<(String, String)> {
    let scores = framework.score(dataset).expect("scores");
    let total = |unit: govscore::UnitScore<'_>| {
        (unit.unit().id.clone(), unit.total().map_or_else(|| "none".to_owned(), |total| total.to_string()))
    };
    scores.iter().map(total).collect()
}

/// Opening rows, then the heading on row 4 and units below it; answers begin in column B.
const ANSWERS: [(&str, &str); 12] = [
    ("B5", "是"),
    ("C5", "45/60"),
    ("D5", "二级"),
    ("E5", "3"),
    ("F5", "4.2"),
    ("G5", "违规"),
    ("B6", "否"),
    ("C6", "不适用"),
    ("D6", "一级"),
    ("E6", "7"),
    ("F6", "1"),
    ("G6", "4"),
];
const CSV: &str = "# input: observations
unit,001,A-2,B,C,D,E
甲市,是,45/60,二级,3,4.2,违规
乙市,否,不适用,一级,7,1,4
";

#[test]
fn what_is_filled_in_scores_as_the_same_in_csv() {
    let framework = framework();
    let csv = totals(&framework, &Dataset::from_csv(&framework, CSV.as_bytes()).expect("data"));
    // 甲市: A (1 + 2 · 3/4) / 3 = 5/6, B 1, C 3/5, D 4.2 of 5 (its range only limits), E 0.
    assert_eq!(csv[0].0, "甲市");
    let bytes = Template::new(&framework).units(["甲市", "乙市"]).to_xlsx().expect("a workbook");
    let loaded = load(&framework, &fill(&bytes, &ANSWERS));
    assert_eq!(told(&loaded, Lang::En), Vec::<String>::new());
    assert_eq!(totals(&framework, &loaded.dataset.expect("data")), csv);
}

#[test]
fn both_forms_and_both_languages_read_back_alike() {
    let framework = framework();
    let csv = totals(&framework, &Dataset::from_csv(&framework, CSV.as_bytes()).expect("data"));
    for lang in [Lang::En, Lang::Zh] {
        let template = Template::new(&framework).lang(lang).units(["甲市", "乙市"]).form(Some(TemplateForm::Long));
        let bytes = template.to_xlsx().expect("a workbook");
        // Row 5 on: each item for both units, answers in column D.
        let rows = ["B", "C", "D", "E", "F", "G"].into_iter().flat_map(|column| [(column, 5), (column, 6)]);
        let cells: Vec<(String, &str)> = rows
            .enumerate()
            .map(|(at, (column, row))| {
                let name = format!("{column}{row}");
                let (_, value) = ANSWERS.iter().find(|(cell, _)| *cell == name).expect("an answer");
                (format!("D{}", 5 + at), *value)
            })
            .collect();
        let cells: Vec<(&str, &str)> = cells.iter().map(|(cell, value)| (cell.as_str(), *value)).collect();
        let loaded = load(&framework, &fill(&bytes, &cells));
        assert_eq!(told(&loaded, Lang::En), Vec::<String>::new(), "{lang:?}");
        assert_eq!(totals(&framework, &loaded.dataset.expect("data")), csv, "{lang:?}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_told_by_its_cell() {
    let framework = framework();
    let bytes = Template::new(&framework).units(["甲市"]).to_xlsx().expect("a workbook");
    let empty = told(&load(&framework, &bytes), Lang::Zh);
    let cells = ["B5", "C5", "D5", "E5", "F5", "G5"];
    for cell in cells {
        let place = format!("missing-value 工作表 填报，单元格 {cell}，");
        assert_eq!(empty.iter().filter(|line| line.starts_with(&place)).count(), 1, "{cell}: {empty:#?}");
    }
    assert_eq!(empty.len(), cells.len());
    let bad = fill(&bytes, &[("B5", "也许"), ("C5", "3"), ("D5", "三级"), ("E5", "1.5"), ("F5", "6"), ("G5", "5")]);
    let bad = told(&load(&framework, &bad), Lang::En);
    for expected in [
        "bad-answer sheet 填报, cell B5, column 001 Is the list published?: `也许` is neither yes nor no",
        "bad-answer sheet 填报, cell D5, column B Level: `三级` is no level",
        "bad-answer sheet 填报, cell E5, column C Times: `1.5` is no count",
        "out-of-range sheet 填报, cell F5, column D 满意度: 6 is outside 1 to 5",
        "bad-answer sheet 填报, cell G5, column E Conditions: 5 of 4 conditions",
    ] {
        assert!(bad.iter().any(|line| line.starts_with(expected)), "{expected}: {bad:#?}");
    }
    let long = Template::new(&framework).units(["甲市"]).form(Some(TemplateForm::Long));
    let long = told(&load(&framework, &long.to_xlsx().expect("a workbook")), Lang::Zh);
    assert!(long[0].starts_with("missing-value 工作表 填报，单元格 D5，列 001 是否公布清单"), "{long:#?}");
}

#[test]
fn evidence_is_joined_by_item_unit_and_round() {
    let framework = framework();
    let bytes = Template::new(&framework).units(["甲市", "乙市"]).to_xlsx().expect("a workbook");
    let bytes = fill(&bytes, &ANSWERS);
    let joined = evidence(&bytes, &[&["001", "甲市", "https://a.example/1", "2019-01-05", "张三"]]);
    let loaded = load(&framework, &joined);
    assert_eq!(told(&loaded, Lang::En), Vec::<String>::new());
    let dataset = loaded.dataset.expect("data");
    let item = framework.find_item("001").expect("an item").id;
    let known = dataset.records(item, 0)[0].evidence().expect("evidence");
    assert_eq!((known.source.as_deref(), known.collector.as_deref()), (Some("https://a.example/1"), Some("张三")));
    assert_eq!(dataset.records(item, 1)[0].evidence(), None);
    let apart = evidence(
        &bytes,
        &[
            &["001", "丙市", "x"],
            &["X", "甲市", "x"],
            &["D", "甲市", "x"],
            &["001", "甲市", "a"],
            &["001", "甲市", "b"],
            &["", "", ""],
        ],
    );
    assert_eq!(
        told(&load(&framework, &apart), Lang::En),
        [
            "evidence-not-read sheet 佐证, cell B3: the sheet of observations has no unit \"丙市\"",
            "evidence-not-read sheet 佐证, cell A4: there is no item \"X\"",
            "evidence-not-read sheet 佐证, cell A5: \"D\" is given as a value, and evidence is kept of observations",
            "evidence-not-read sheet 佐证, cell A7: another source stands with the observation",
        ]
    );
}

#[test]
fn rounds_have_rows_and_evidence_of_their_own() {
    let framework = Framework::from_yaml(ROUNDS).expect("a framework");
    let template = Template::new(&framework).units(["甲市", "乙市"]).rounds(3);
    assert_eq!(template.chosen_form(), TemplateForm::Long);
    // Columns: unit, item, question, round, value; rows 5 to 7 are 甲市, 8 to 10 乙市.
    let bytes = template.to_xlsx().expect("a workbook");
    let filled = fill(&bytes, &[("E5", "10"), ("E6", "20"), ("E8", "30")]);
    let joined = evidence(
        &filled,
        &[&["A", "甲市", "2", "second.png"], &["A", "甲市", "3", "third.png"], &["A", "甲市", "", "x"]],
    );
    let loaded = load(&framework, &joined);
    assert_eq!(
        told(&loaded, Lang::En),
        [
            "evidence-not-read sheet 佐证, cell A4: A Time was not observed for 甲市 in round 3",
            "evidence-not-read sheet 佐证, cell A5: A Time was observed 2 times for 甲市, and it is not said which one this is of",
        ]
    );
    let dataset = loaded.dataset.expect("data");
    assert_eq!(totals(&framework, &dataset), [("甲市".into(), "50".into()), ("乙市".into(), "0".into())]);
    let records = dataset.records(framework.items()[0].id, 0);
    let sources: Vec<_> =
        records.iter().map(|record| record.evidence().and_then(|known| known.source.as_deref())).collect();
    assert_eq!(sources, [None, Some("second.png")]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let framework = Framework::builtin("bluebook-2019-collection").expect("a framework");
    let write = || Template::new(&framework).units(["杭州市", "宁波市"]).to_xlsx().expect("a workbook");
    let first = write();
    assert!(part(&first, "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
    assert_eq!(first, write());
}

#[test]
fn every_built_in_framework_has_a_template_that_reads_back() {
    let roster = Roster::builtin("cn-prefectures-2018").expect("a roster");
    for id in Framework::builtin_ids() {
        let framework = Framework::builtin(id).expect("a framework");
        for (lang, form) in [
            (Lang::Zh, None),
            (Lang::En, None),
            (Lang::Zh, Some(TemplateForm::Wide)),
            (Lang::En, Some(TemplateForm::Long)),
        ] {
            let template =
                Template::new(&framework).roster(Some(roster.clone())).units(["杭州", "330200"]).lang(lang).form(form);
            for bytes in [template.to_xlsx().expect("a workbook"), template.to_csv().expect("a table").into_bytes()] {
                let options = ReadOptions::default().roster(Some(roster.clone()));
                let loaded = Dataset::read(&framework, &bytes, &options);
                let expected = [
                    "missing-value",
                    "missing-counted",
                    "not-applicable-counted",
                    "unknown-weight",
                    "partial-framework",
                ];
                let checked = loaded.dataset.iter().map(|dataset| check_data(&framework, dataset));
                for one in loaded.diagnostics.iter().chain(checked.collect::<Vec<_>>().iter().flatten()) {
                    assert!(expected.contains(&one.code.name()), "{id} {lang:?} {form:?}: {one}");
                }
            }
        }
    }
}

#[test]
fn cells_take_what_the_rules_take() {
    let framework = framework();
    let sheet = part(&Template::new(&framework).units(["甲市"]).to_xlsx().expect("a workbook"), FILL_IN);
    for expected in [
        "type=\"list\"",
        "<formula1>\"是,否,不适用\"</formula1>",
        "<formula1>\"一级,二级,不适用\"</formula1>",
        "E5&gt;=0,E5=INT(E5)",
        "OR(G5=\"违规\",G5=\"不适用\"",
        "state=\"frozen\"",
        "<sheetProtection sheet=\"1\"",
        "计量单位：次",
    ] {
        assert!(sheet.contains(expected), "{expected}: {sheet}");
    }
    assert!(!sheet.contains("password"), "{sheet}");
    let plain = Framework::builtin("guomai-2014").expect("a framework");
    let sheet = part(&Template::new(&plain).units(["甲市"]).to_xlsx().expect("a workbook"), FILL_IN);
    assert!(sheet.contains("type=\"decimal\"") && sheet.contains("<formula1>0</formula1>"), "{sheet}");
}

#[test]
fn long_lists_stand_on_a_sheet_of_their_own() {
    let levels: Vec<String> = (0..40).map(|at| format!("{{name: 一个名称较长的等级第{at}, share: {at}%}}")).collect();
    let yaml = format!(
        "govscore: 1\nid: x\ntitle: X\nindicators: [{{code: A, weight: 1, rule: {{kind: levels, levels: [{}]}}}}]\n",
        levels.join(", ")
    );
    let framework = Framework::from_yaml(&yaml).expect("a framework");
    let bytes = Template::new(&framework).units(["甲市"]).to_xlsx().expect("a workbook");
    assert!(part(&bytes, FILL_IN).contains("'选项'!$C$1:$C$40"));
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"选项\" sheetId=\"4\" state=\"hidden\""));
    let loaded = load(&framework, &fill(&bytes, &[("B5", "一个名称较长的等级第25")]));
    assert_eq!(told(&loaded, Lang::En), Vec::<String>::new());
}

#[test]
fn units_come_from_names_lists_and_rosters() {
    let framework = Framework::builtin("bluebook-2019").expect("a framework");
    let roster = Roster::builtin("cn-prefectures-2018").expect("a roster");
    let template = || Template::new(&framework).roster(Some(roster.clone()));
    assert_eq!(template().to_csv().expect("a table").lines().filter(|line| line.ends_with(",,,")).count(), 333);
    let named = template().units(["杭州", " 330200 "]);
    assert!(named.diagnostics().is_empty());
    let csv = named.to_csv().expect("a table");
    assert!(csv.contains("\n# 范围：部分\n") && csv.contains("\n330100,杭州市,,"), "{csv}");
    let list = template().unit_list("城市,备注\n杭州市,x\n温州,\n".as_bytes(), Some("名单.csv"), Default::default());
    assert!(list.to_csv().expect("a table").contains("\n330300,温州市,,"));
    let unknown = template().units(["杭洲市", "杭州", "杭州市"]);
    let codes: Vec<&str> = unknown.diagnostics().iter().map(|one| one.code.name()).collect();
    assert_eq!(codes, ["unknown-unit", "duplicate-unit"]);
    assert!(unknown.to_csv().is_err());
    assert!(Template::new(&framework).to_csv().is_err());
    let many = Framework::builtin("bluebook-2019-collection").expect("a framework");
    let units: Vec<String> = (0..20_000).map(|at| at.to_string()).collect();
    let refused = Template::new(&many).units(&units).form(Some(TemplateForm::Long)).to_csv();
    let Err(refused) = refused else { panic!("too many rows") };
    assert!(refused.diagnostics().iter().any(|one| one.code.name() == "table-too-large"), "{refused}");
}

#[test]
fn attributes_that_decide_what_applies_are_asked_for() {
    let yaml = "govscore: 1
id: x
title: X
indicators:
  - code: A
    weight: 1
    items:
      - {code: A-1, question: 甲, rule: yes-no}
      - {code: A-2, question: 乙, rule: yes-no, applies: {attribute: 类别, is: [自治州]}}
method: {not_applicable: rescale-node}
";
    let framework = Framework::from_yaml(yaml).expect("a framework");
    let list = "名称,类别\n甲州,自治州\n乙市,地级市\n";
    let template = Template::new(&framework).unit_list(list.as_bytes(), None, Default::default());
    let csv = template.to_csv().expect("a table");
    assert!(csv.ends_with("评价对象,类别,A-1 甲,A-2 乙\n甲州,自治州,,\n乙市,地级市,,\n"), "{csv}");
    let long = template.clone().form(Some(TemplateForm::Long)).to_csv().expect("a table");
    assert!(long.contains("\n甲州,自治州,A-1,甲,,,,,,,\n乙市,地级市,A-1,甲,,,,,,,\n甲州,,A-2,乙,"), "{long}");
    let long = long.replace("A-1,甲,,", "A-1,甲,是,").replace("A-2,乙,,", "A-2,乙,否,");
    let dataset = Dataset::from_csv(&framework, long.as_bytes()).expect("data");
    assert_eq!(totals(&framework, &dataset), [("甲州".into(), "50".into()), ("乙市".into(), "100".into())]);
    let bytes = fill(&template.to_xlsx().expect("a workbook"), &[("C5", "是"), ("D5", "否"), ("C6", "是")]);
    let loaded = load(&framework, &bytes);
    let dataset = loaded.dataset.expect("data");
    assert_eq!(totals(&framework, &dataset), [("甲州".into(), "50".into()), ("乙市".into(), "100".into())]);
}

#[test]
fn a_workbook_that_libreoffice_saved_reads_as_it_was_filled_in() {
    let framework = framework();
    let csv = totals(&framework, &Dataset::from_csv(&framework, CSV.as_bytes()).expect("data"));
    let loaded = load(&framework, include_bytes!("data/filled-libreoffice.xlsx"));
    assert_eq!(told(&loaded, Lang::En), Vec::<String>::new());
    let dataset = loaded.dataset.expect("data");
    assert_eq!(totals(&framework, &dataset), csv);
    let item = framework.find_item("001").expect("an item").id;
    let known = dataset.records(item, 0)[0].evidence().expect("evidence");
    assert_eq!(
        (known.source.as_deref(), known.collected.as_deref()),
        (Some("https://a.example/1"), Some("2019-01-05"))
    );
}

#[test]
fn a_sheet_of_evidence_is_read_beside_any_sheet_of_observations() {
    let framework = Framework::from_yaml(ROUNDS).expect("a framework");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Evidence").expect("a name");
    sheet.write_row_matrix(0, 0, [["unit", "item", "source"], ["甲市", "A", "a.png"]]).expect("cells");
    let sheet = workbook.add_worksheet().set_name("数据").expect("a name");
    sheet.write_row_matrix(0, 0, [["unit", "A"], ["甲市", "12"]]).expect("cells");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    for asked in [None, Some("数据".to_owned())] {
        let loaded = Dataset::read(&framework, &bytes, &ReadOptions::default().sheet(asked));
        let dataset = loaded.dataset.expect("data");
        let records = dataset.records(framework.items()[0].id, 0);
        assert_eq!(records[0].evidence().and_then(|known| known.source.as_deref()), Some("a.png"));
        assert!(!loaded.diagnostics.iter().any(|one| one.code.name() == "sheet-chosen"), "{}", loaded.diagnostics);
    }
}

#[test]
fn evidence_of_rates_stays_in_the_workbook_and_that_is_said() {
    let framework = Framework::builtin("un-egdi-2018").expect("a framework");
    let bytes = Template::new(&framework).units(["甲"]).to_xlsx().expect("a workbook");
    let filled = fill(&bytes, &[("B5", "1"), ("C5", "0.5"), ("D5", "0.5")]);
    assert_eq!(told(&load(&framework, &filled), Lang::En), Vec::<String>::new());
    let said = told(&load(&framework, &evidence(&filled, &[&["OSI", "甲", "x"]])), Lang::En);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("evidence-not-read sheet 佐证, row 2: 1 row of evidence"), "{said:?}");
}
