//! Tables of indicators as people keep them: what becomes of each notation, and of what is lost.

use govscore::diagnostic::Severity;
use govscore::{
    Basis, Dataset, Decimal, Figure, Framework, FrameworkFile, ImportOptions, Imported, Input, Lang, Ratio,
    ReadOptions, import_table,
};

/// The table of the blue book of 2019 (pages 4 and 5) as the scanned pages print it: damaged where the second page
/// begins, one row all but lost, the eight below it a column or two too far left.
const BLUEBOOK: &str = include_str!("data/bluebook-2019-table.csv");

fn import(table: &str) -> Imported {
    import_table(table.as_bytes(), &ImportOptions::default().file("t.csv").id("t").title("表"))
}

/// What was found but notes, as `code place`.
fn said(imported: &Imported) -> Vec<String> {
    let found = imported.diagnostics.iter().filter(|one| one.severity != Severity::Note);
    found.map(|one| format!("{} {}", one.code, one.location(Lang::En))).collect()
}

fn framework(imported: Imported) -> Framework {
    let diagnostics = imported.diagnostics.to_string();
    imported.file.and_then(|file| file.check().ok()).unwrap_or_else(|| panic!("{diagnostics}"))
}

/// Code, name, weight and points of every node below the total.
fn tree(framework: &Framework) -> Vec<(String, String, Option<Ratio>, Option<Ratio>)> {
    let node = |node: &govscore::Node| {
        let name = node.name.get(Lang::Zh).to_owned();
        (node.code.clone(), name, node.share.clone(), framework.points(node.id))
    };
    framework.nodes().iter().skip(1).map(node).collect()
}

/// Holds an imported blue book to the one that is built in: all but the two names that the damage hides.
fn is_the_bluebook(imported: Imported) {
    let own = framework(imported);
    let published = Framework::builtin("bluebook-2019").expect("built in");
    let mut expected = tree(&published);
    // Nothing in the table says these names; without one a node is called by its code.
    for hidden in ["B1", "B11"] {
        let node = expected.iter_mut().find(|(code, ..)| code == hidden).expect("the node");
        node.1 = hidden.to_owned();
    }
    assert_eq!(tree(&own), expected);
    for hidden in ["B1", "B11"] {
        let basis = own.find(hidden).map(|node| node.basis).expect("a basis");
        assert_eq!((basis.name, basis.weight), (Some(Basis::Unknown), Some(Basis::Inferred)));
    }
    let levels: Vec<(&str, Option<u32>)> =
        own.file().levels.iter().map(|level| (level.zh.as_deref().unwrap_or_default(), level.count)).collect();
    assert_eq!(levels, [("一级指标", Some(3)), ("二级指标", Some(9)), ("三级指标", Some(31))]);
    // What is written can be read again.
    let again = Framework::from_yaml(&own.to_yaml()).expect("the same framework");
    assert_eq!(tree(&again), tree(&own));
}

#[test]
fn the_table_of_the_blue_book_imports_but_for_what_the_damage_hides() {
    let imported = import(BLUEBOOK);
    let found = said(&imported);
    let count = |code: &str| found.iter().filter(|line| line.starts_with(code)).count();
    assert_eq!((count("weight-inferred"), count("name-unreadable"), count("cells-moved")), (2, 2, 9), "{found:#?}");
    assert_eq!(found.len(), 13, "{found:#?}");
    let notes: Vec<String> = imported.diagnostics.iter().map(|one| one.line(Lang::Zh)).collect();
    assert!(notes.iter().any(|line| line.contains("由同级其余各项（B2、B3）推得 30%")), "{notes:#?}");
    is_the_bluebook(imported);
}

/// The same table put in order by hand, the two lost cells left empty.
#[test]
fn the_same_table_with_its_cells_in_their_columns() {
    let mut rows = String::new();
    for line in BLUEBOOK.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let row = match cells.as_slice() {
            ["", "", "服务响应能力 (40%)"] => "服务响应能力 (40%),,".to_owned(),
            [leaf, "", ""] if leaf.starts_with("办事诉求受理") => format!(",,{leaf}"),
            [first, second, ""] if !first.ends_with("系") && !second.is_empty() => format!(",{first},{second}"),
            _ => line.to_owned(),
        };
        rows.push_str(&format!("{row}\n"));
    }
    let imported = import(&rows);
    assert_eq!(
        said(&imported),
        [
            "weight-inferred t.csv:22",
            "weight-inferred t.csv:21",
            "name-unreadable t.csv:22",
            "name-unreadable t.csv:21",
        ]
    );
    is_the_bluebook(imported);
}

#[cfg(feature = "xlsx")]
#[test]
fn the_same_table_with_merged_cells_in_a_workbook() {
    use rust_xlsxwriter::{Format, Workbook};

    let published = Framework::builtin("bluebook-2019").expect("built in");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("指标").expect("a name");
    let format = Format::new();
    sheet.merge_range(0, 0, 0, 2, "表1 政府互联网服务能力评价指标体系", &format).expect("a title");
    sheet.write_row(1, 0, ["一级指标", "二级指标", "三级指标"]).expect("headings");
    let hidden = ["B1", "B11"];
    let mut row = 2;
    for node in published.nodes().iter().skip(1) {
        let weight =
            node.share.as_ref().map(|share| share * &Ratio::from(100)).map_or(String::new(), |w| format!(" ({w}%)"));
        let text = format!("{}{weight}", node.name.get(Lang::Zh));
        let text = if hidden.contains(&node.code.as_str()) { "" } else { &text };
        let below = |id: &str| published.leaves().filter(|leaf| leaf.code.starts_with(id)).count() as u32;
        let column = node.code.len() as u16 - 1;
        match below(&node.code) {
            _ if node.is_leaf() => {
                sheet.write_string(row, column, text).expect("a leaf");
                row += 1;
            }
            rows => drop(sheet.merge_range(row, column, row + rows - 1, column, text, &format).expect("a node")),
        }
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let imported = import_table(&bytes, &ImportOptions::default().file("t.xlsx").id("t"));
    assert_eq!(
        said(&imported),
        [
            "weight-inferred t.xlsx, sheet 指标, row 20",
            "weight-inferred t.xlsx, sheet 指标, row 19",
            "name-unreadable t.xlsx, sheet 指标, row 20",
            "name-unreadable t.xlsx, sheet 指标, row 19",
        ]
    );
    is_the_bluebook(imported);
}

/// `tests/data/indicators.html` as LibreOffice saved it (`soffice --convert-to xlsx`).
#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_saved_by_libreoffice_imports() {
    let bytes = include_bytes!("data/indicators.xlsx");
    let imported = import_table(bytes, &ImportOptions::default().file("t.xlsx").id("t"));
    assert_eq!(said(&imported), Vec::<String>::new());
    let own = framework(imported);
    let nodes: Vec<String> = own
        .nodes()
        .iter()
        .skip(1)
        .map(|node| format!("{} {} {}", node.code, node.name.get(Lang::Zh), own.points(node.id).expect("points")))
        .collect();
    assert_eq!(
        nodes,
        ["1 服务供给 40", "1.1 清单公开 12", "1.2 平台整合 28", "2 服务响应 60", "2.1 诉求受理 30", "2.2 诉求反馈 30",]
    );
    let definition = own.file().indicators[0].indicators.as_ref().and_then(|below| below[0].definition.clone());
    assert_eq!(
        definition.map(|text| text.get(Lang::Zh).to_owned()),
        Some("权责清单是否公开\n评分标准：公开得满分".to_owned())
    );
}

fn shares(table: &str) -> Vec<(String, String)> {
    let own = framework(import(table));
    let points = |node: &govscore::Node| own.points(node.id).map_or("?".to_owned(), |points| points.to_string());
    own.nodes().iter().skip(1).map(|node| (node.code.clone(), points(node))).collect()
}

fn is(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(code, points)| ((*code).to_owned(), (*points).to_owned())).collect()
}

#[test]
fn percent_of_the_parent_marks_of_the_whole_and_shares_are_told_apart_by_their_sums() {
    let expected = is(&[("A", "40"), ("A1", "10"), ("A2", "30"), ("B", "60")]);
    for table in [
        "一级指标,权重,二级指标,权重\n供给,40%,目录,25%\n,,整合,75%\n响应,60%,,\n",
        "一级指标,权重,二级指标,权重\n供给,40,目录,25\n,,整合,75\n响应,60,,\n",
        "一级指标,权重,二级指标,权重\n供给,0.4,目录,0.25\n,,整合,0.75\n响应,0.6,,\n",
        "一级指标,分值,二级指标,分值\n供给,40,目录,10\n,,整合,30\n响应,60,,\n",
        "一级指标,二级指标,分值\n供给,目录,10\n供给,整合,30\n响应,,60\n合计,,100\n",
        "一级指标;二级指标\n供给（40分）;目录（10分）\n;整合（30分）\n响应（60分）;\n",
        "First level,Weight,Second level,Weight\nSupply,40%,Catalogue,25%\n,,Integration,75%\nResponse,60%,,\n",
        "一级指标,,二级指标,\n名称,权重,名称,权重\n供给,40,目录,25\n供给,40,整合,75\n响应,60,,\n",
    ] {
        assert_eq!(shares(table), expected, "{table}");
    }
    assert_eq!(shares("指标,分值\n甲,60\n乙,50\n"), is(&[("A", "60"), ("B", "50")]));
    assert_eq!(framework(import("指标,分值\n甲,60\n乙,50\n")).scale().to_string(), "110");
    assert_eq!(shares("指标,权重\n甲,3\n乙,2\n"), is(&[("A", "60"), ("B", "40")]));
}

#[test]
fn what_is_open_is_inferred_where_the_sum_leaves_one_value_and_unknown_elsewhere() {
    let one = import("指标,权重\n甲,40%\n乙,3O%\n丙,30%\n");
    assert_eq!(said(&one), ["weight-inferred t.csv:3:2"].map(|_| "weight-inferred t.csv:3:1"));
    let own = framework(one);
    let node = own.find("B").expect("the node");
    assert_eq!(node.share, Ratio::new(3, 10));
    assert_eq!(node.basis.weight, Some(Basis::Inferred));
    assert!(node.note.as_ref().is_some_and(|note| note.get(Lang::Zh).contains("残损（3O%）")), "{:?}", node.note);
    let two = import("指标,权重\n甲,40%\n乙,?\n丙,\n");
    assert_eq!(said(&two), ["weight-unreadable t.csv:3:1", "weight-unreadable t.csv:4:1"]);
    assert!(framework(two).is_partial());
    let marks = import("一级指标,分值,二级指标,分值\n供给,40,目录,10\n,,整合,\n响应,60,甲,20\n,,乙,40\n");
    assert_eq!(said(&marks), ["weight-inferred t.csv:3:3"]);
    assert_eq!(framework(marks).find("A2").and_then(|node| node.share.clone()), Ratio::new(3, 4));
    let none = import("指标\n甲\n乙\n");
    assert!(framework(none).is_partial());
}

#[test]
fn codes_come_from_their_column_from_numbers_or_are_made() {
    let codes =
        |table: &str| framework(import(table)).nodes().iter().skip(1).map(|node| node.code.clone()).collect::<Vec<_>>();
    let table = |first: &str, second: &str, third: &str| {
        format!("一级指标,二级指标\n{first}供给(40%),{second}目录(50%)\n,{third}整合(50%)\n响应(60%),\n")
    };
    assert_eq!(codes(&table("", "", "")), ["A", "A1", "A2", "B"]);
    assert_eq!(
        codes("一级指标,二级指标\n一、供给(40%),（一）目录(50%)\n,（二）整合(50%)\n二、响应(60%),\n"),
        ["1", "1.1", "1.2", "2"]
    );
    assert_eq!(
        codes("一级指标,二级指标\n1 供给(40%),1.1 目录(50%)\n,1.2 整合(50%)\n2 响应(60%),\n"),
        ["1", "1.1", "1.2", "2"]
    );
    assert_eq!(codes("代码,指标,权重\nX1,甲,40%\nX2,乙,60%\n"), ["X1", "X2"]);
    // A code twice is none.
    assert_eq!(codes("代码,指标,权重\nX1,甲,40%\nX1,乙,60%\n"), ["A", "B"]);
    let many: String = (1..=11).map(|at| format!("指标{at},1\n")).collect();
    let expected: Vec<String> = ('A'..='K').map(String::from).collect();
    assert_eq!(codes(&format!("指标,权重\n{many}")), expected);
    let many: String = (1..=11).map(|at| format!(",项目{at},1\n")).collect();
    let codes = codes(&format!("一级指标,二级指标,分值\n供给,,\n{many}"));
    assert_eq!((codes[1].as_str(), codes[11].as_str()), ("A01", "A11"));
}

#[test]
fn texts_beside_an_indicator_are_kept_and_other_rows_left_out() {
    let imported = import(
        "某地评价指标表,,,,,\n一级指标,指标解释,评分标准,数据来源,权重,得分\n供给,看得见,每项 2 分,网站,40%,\n,,再加 1 分,,,\n响应,,,,60%,\n合计,,,,100%,\n注：本表供参考,,,,,\n",
    );
    let notes: Vec<String> =
        imported.diagnostics.iter().map(|one| format!("{} {}", one.code, one.location(Lang::En))).collect();
    for note in
        ["row-left-out t.csv:6", "row-left-out t.csv:7", "column-not-imported t.csv:2:6", "weights-read t.csv:2"]
    {
        assert!(notes.iter().any(|known| known == note), "{note}: {notes:?}");
    }
    let own = framework(imported);
    let file = &own.file().indicators[0];
    assert_eq!(file.definition.as_ref().map(|text| text.get(Lang::Zh)), Some("看得见\n评分标准：每项 2 分\n再加 1 分"));
    assert_eq!(file.note.as_ref().map(|text| text.get(Lang::Zh)), Some("数据来源：网站"));
    assert_eq!(own.nodes().len(), 3);
}

/// A table says what its indicators are, not that anyone has published them.
#[test]
fn nothing_is_claimed_of_what_a_table_says() {
    let file = import("指标,权重\n甲,40%\n乙,3O%\n丙,30%\n").file.expect("a file");
    assert_eq!(file.basis, None);
    let basis = |at: usize| file.indicators[at].basis.map(|basis| (basis.name, basis.weight, basis.definition));
    assert_eq!((basis(0), basis(1)), (None, Some((None, Some(Basis::Inferred), None))));
    assert!(!file.to_yaml().contains("published"), "{}", file.to_yaml());
}

/// Under marks of the whole, data are the marks that were given; under shares and percentages they are rates.
#[test]
fn a_table_in_marks_is_read_in_points() {
    for (table, in_points) in [
        ("一级指标,二级指标,分值\n供给,目录,10\n供给,整合,30\n响应,,60\n合计,,100\n", true),
        ("指标,分值\n甲,60\n乙,50\n", true),
        ("指标,分值\n甲,60\n乙,40\n", true),
        ("一级指标（分值）,二级指标（分值）\n供给（40分）,目录（10分）\n,整合（30分）\n响应（60分）,\n", true),
        ("指标,权重\n甲,60%\n乙,40%\n", false),
        ("指标,权重\n甲,3\n乙,2\n", false),
        ("一级指标,权重,二级指标,权重\n供给,40,目录,25\n,,整合,75\n响应,60,,\n", false),
    ] {
        let imported = import(table);
        let said = imported.diagnostics.iter().any(|one| one.message.en.contains("`input: points`"));
        let own = framework(imported);
        let points = own.input() == Input::Points && own.display() == Figure::Points;
        assert_eq!((points, said), (in_points, in_points), "{table}");
    }
    let own = framework(import("指标,分值\n甲,60\n乙,50\n"));
    let data = Dataset::read(&own, b"unit,A,B\nx,45,50\n", &ReadOptions::default()).dataset.expect("a dataset");
    let total = own.score(&data).expect("scores").iter().next().and_then(|unit| unit.total());
    assert_eq!(total, Some(Ratio::from(95)));
}

#[test]
fn usual_headings_are_known_and_the_others_are_told_which() {
    let leaves = |table: &str| -> Vec<String> {
        framework(import(table)).leaves().map(|leaf| leaf.name.get(Lang::Zh).to_owned()).collect()
    };
    for table in [
        "考核项目,考核内容,分值\n供给,目录,40\n,整合,60\n",
        "序号,考核内容,满分\n1,目录,40\n2,整合,60\n",
        "评价指标,权重\n目录,40%\n整合,60%\n",
        "指标名称,权重\n目录,40%\n整合,60%\n",
        "一级指标及权重,二级指标及权重\n供给 (100%),目录 (40%)\n,整合 (60%)\n",
    ] {
        assert_eq!(leaves(table), ["目录", "整合"], "{table}");
    }
    let refused = import("甲,乙\n目录,40\n").diagnostics.to_string();
    for known in ["考核项目", "考核内容", "指标名称", "一级指标及权重", "level 1"] {
        assert!(refused.contains(known), "{refused}");
    }
}

#[test]
fn what_holds_no_indicators_says_so() {
    for (table, expected) in [
        ("", "no-indicator-column t.csv"),
        ("地区,得分\n甲市,80\n", "no-indicator-column t.csv:1"),
        ("一级指标,权重\n", "no-indicators t.csv:1"),
        ("一级指标,权重\n合计,100\n", "no-indicators t.csv:1"),
    ] {
        let imported = import(table);
        assert_eq!(said(&imported), [expected], "{table}");
        assert!(imported.file.is_none());
    }
}

#[test]
fn more_rows_than_a_framework_may_have_are_refused() {
    let rows: String = (0..40_001).map(|at| format!("项{at},1\n")).collect();
    let imported = import(&format!("指标,权重\n{rows}"));
    assert_eq!(said(&imported), ["table-too-large t.csv:1"]);
}

#[test]
fn what_does_not_add_up_is_imported_and_listed() {
    let imported = import("指标,权重\n甲,40%\n乙,70%\n");
    assert_eq!(said(&imported), ["weights-sum t.csv"]);
    let file: FrameworkFile = imported.file.expect("a file");
    assert!(file.to_yaml().contains("weight: 70%"), "{}", file.to_yaml());
    let doubled = import("指标,权重\n甲,40%\n甲,60%\n");
    assert_eq!(said(&doubled), ["duplicate-name t.csv"]);
}

/// Nothing that stands in a table makes the import panic, and what comes out is a framework or says why not.
mod any_table {
    use super::*;
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(String::new()),
            "[甲乙丙丁]{1,3}",
            "[甲乙]{1,2} ?[(（][0-9]{1,3}%?[)）]",
            "[0-9]{1,3}(\\.[0-9])?%?",
            "[一二三]、[甲乙]",
            "[0-9.()（）%分权重■A-Z、 ]{0,8}",
            Just("合计".to_owned()),
            Just("一级指标".to_owned()),
            ".{0,6}".prop_map(|text| text.replace([',', '"', '\n', '\r', ';', '\t'], "")),
        ]
    }

    proptest! {
        #[test]
        fn is_read_or_refused(rows in prop::collection::vec(prop::collection::vec(cell(), 1..6), 0..12)) {
            let body: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
            let table = format!("一级指标,权重,二级指标,三级指标,代码,说明\n{}\n", body.join("\n"));
            let imported = import(&table);
            match imported.file {
                Some(file) => {
                    let checked = file.clone().check();
                    prop_assert_eq!(checked.is_ok(), !imported.diagnostics.has_errors());
                    if let Ok(framework) = checked {
                        prop_assert!(Framework::from_yaml(&framework.to_yaml()).is_ok());
                    }
                }
                None => prop_assert!(imported.diagnostics.has_errors()),
            }
        }

        /// A tree written as a table with merged cells imports to itself.
        #[test]
        fn a_tree_is_what_its_table_imports_to(groups in prop::collection::vec(prop::collection::vec(1u32..30, 1..5), 1..5)) {
            let mut table = "一级指标,二级指标,分值\n".to_owned();
            let mut expected = Vec::new();
            let total: u32 = groups.iter().flatten().sum();
            for (at, group) in groups.iter().enumerate() {
                for (place, marks) in group.iter().enumerate() {
                    let upper = if place == 0 { format!("组{at}") } else { String::new() };
                    table.push_str(&format!("{upper},项{at}之{place},{marks}\n"));
                    expected.push(Ratio::from(Decimal::from(*marks)));
                }
            }
            table.push_str(&format!("合计,,{total}\n"));
            let imported = import(&table);
            let own = framework(imported);
            let points: Vec<Ratio> = own.leaves().filter_map(|leaf| own.points(leaf.id)).collect();
            // Marks that happen to be shares of 100 in every group are read as such.
            let as_shares = groups.iter().all(|group| group.iter().sum::<u32>() == 100);
            prop_assert!(as_shares || points == expected, "{table}");
        }
    }
}
