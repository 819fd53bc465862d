//! Workbooks where the program takes data.

mod common;

use common::{Tested, ok, path, run, stderr, stdout};
use rust_xlsxwriter::Workbook;

const HEADINGS: [&str; 4] = ["unit", "OSI", "TII", "HCI"];

/// A workbook with a sheet of words and one of data.
fn workbook(file: &str, value: &str) -> Tested {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明")?.write_string(0, 0, "每个国家填一行")?;
    let sheet = workbook.add_worksheet().set_name("填报")?;
    sheet.write_row(0, 0, HEADINGS)?.write_row(1, 0, ["DNK", "", "", ""])?;
    sheet.write_row(1, 1, [1.0, 0.7978])?;
    match value.parse::<f64>() {
        Ok(number) => sheet.write_number(1, 3, number)?,
        Err(_) => sheet.write_string(1, 3, value)?,
    };
    Ok(workbook.save(file)?)
}

#[test]
fn score_check_and_explain_read_workbooks() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = path(folder.path(), "data.xlsx");
    workbook(&file, "0.9472")?;
    let scores = ok(&["score", "un-egdi-2018", &file, "--roster", "none", "--format", "csv"]);
    assert!(scores.contains("DNK,,1,"), "{scores}");
    assert!(scores.contains(",0.9150,"), "{scores}");
    ok(&["explain", "un-egdi-2018", &file, "--roster", "none", "--unit", "DNK", "--sheet", "填报"]);
    let checked = ok(&["check", "un-egdi-2018", &file, "--roster", "none"]);
    assert!(
        checked.contains("data.xlsx, sheet 填报: this is the sheet that was read; there are others: 说明"),
        "{checked}"
    );
    let missing = run(&["score", "un-egdi-2018", &file, "--sheet", "填表"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("no-such-sheet"), "{}", stderr(&missing));
    Ok(())
}

#[test]
fn problems_are_placed_by_sheet_and_cell() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = path(folder.path(), "data.xlsx");
    workbook(&file, "O.9")?;
    let checked = run(&["check", "un-egdi-2018", &file, "--roster", "none", "--lang", "zh"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(stdout(&checked).contains("data.xlsx，工作表 填报，单元格 D2，列 HCI"), "{}", stdout(&checked));
    let json = run(&["check", "un-egdi-2018", &file, "--roster", "none", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_slice(&json.stdout)?;
    let bad = list.as_array().and_then(|list| list.iter().find(|one| one["code"] == "not-a-number"));
    let bad = bad.ok_or("no such diagnostic")?;
    assert_eq!((&bad["sheet"], &bad["cell"]), (&"填报".into(), &"D2".into()));
    assert_eq!((&bad["line"], &bad["column"]), (&2.into(), &4.into()));
    Ok(())
}

#[test]
fn a_workbook_is_known_by_its_content_not_by_its_name() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = path(folder.path(), "data.csv");
    workbook(&file, "0.9472")?;
    ok(&["score", "un-egdi-2018", &file, "--roster", "none"]);
    let text = path(folder.path(), "text.xlsx");
    std::fs::write(&text, "unit,OSI,TII,HCI\nDNK,1,0.7978,0.9472\n")?;
    ok(&["score", "un-egdi-2018", &text, "--roster", "none"]);
    Ok(())
}
