//! Tables to fill in, at the command line.

mod common;

use std::fs;

use common::{Tested, ok, path, run, stderr, stdout};

#[test]
fn a_workbook_is_written_and_read_back() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = path(folder.path(), "填报表.xlsx");
    let written = run(&["template", "bluebook-2019-collection", "-o", &file, "--units", "杭州,宁波", "--lang", "zh"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    assert!(stdout(&written).is_empty() && stderr(&written).is_empty(), "{}", stderr(&written));
    let checked = run(&["check", "bluebook-2019-collection", &file, "--lang", "zh"]);
    assert_eq!(checked.status.code(), Some(1));
    let said = stdout(&checked);
    assert!(said.contains("填报表.xlsx，工作表 填报，单元格 F8"), "{said}");
    // Units that have no row are meant to have none, and the sheets are known.
    assert!(!said.contains("absent-unit") && !said.contains("sheet-chosen"), "{said}");
    let scored = run(&["score", "bluebook-2019-collection", &file]);
    assert_eq!(scored.status.code(), Some(1));
    assert!(stderr(&scored).contains("sheet 填报, cell F8"), "{}", stderr(&scored));
    Ok(())
}

#[test]
fn csv_is_filled_in_and_scored() -> Tested {
    let folder = tempfile::tempdir()?;
    let (list, file) = (path(folder.path(), "名单.csv"), path(folder.path(), "t.csv"));
    fs::write(&list, "unit\nDNK\nCHN\n")?;
    ok(&["template", "un-egdi-2018", "-o", &file, "--units", &list, "--lang", "en"]);
    let text = fs::read_to_string(&file)?;
    assert!(text.starts_with("\u{FEFF}# template: "), "{text}");
    let filled = text.replace("DNK,Denmark,,,", "DNK,Denmark,1,0.7978,0.9472");
    assert_ne!(filled, text);
    fs::write(&file, filled.replace("CHN,China,,,", "CHN,China,0.8611,0.4735,0.7088"))?;
    let scores = ok(&["score", "un-egdi-2018", &file, "--format", "csv"]);
    assert!(scores.contains("DNK,Denmark,1,") && scores.contains(",0.9150,"), "{scores}");
    let printed = ok(&["template", "un-egdi-2018", "--units", &list, "--form", "long"]);
    assert!(printed.contains("\nDNK,Denmark,OSI,Online Service Index,\n"), "{printed}");
    Ok(())
}

#[test]
fn what_cannot_be_written_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = path(folder.path(), "t.ods");
    let refused = run(&["template", "un-egdi-2018", "-o", &file]);
    assert_eq!(refused.status.code(), Some(2));
    let nobody = run(&["template", "weibo-city-2023q3", "--units", ","]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(stderr(&nobody).contains("empty-unit"), "{}", stderr(&nobody));
    let unknown = run(&["template", "un-egdi-2018", "--units", "Utopia", "--strict"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(stdout(&unknown).is_empty() && stderr(&unknown).contains("unknown-unit"), "{}", stderr(&unknown));
    let list = path(folder.path(), "list.csv");
    fs::write(&list, "x,y\n1,2\n")?;
    let no_column = run(&["template", "un-egdi-2018", "--units", &list]);
    assert!(stderr(&no_column).contains("list.csv:1") && stderr(&no_column).contains("no-unit-column"));
    Ok(())
}
