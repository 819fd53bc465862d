//! Frameworks from tables of indicators at the command line.

mod common;

use std::fs;

use common::{Tested, ok, path, run, stderr, stdout};

const TABLE: &str =
    "一级指标,二级指标\n服务供给 (40%),目录 (30%)\n,整合 (■%)\n服务响应 (60%),受理 (50%)\n,反馈 (50%)\n";

#[test]
fn what_is_imported_scores() -> Tested {
    let folder = tempfile::tempdir()?;
    let (table, yaml) = (path(folder.path(), "指标 表.csv"), path(folder.path(), "my.yaml"));
    fs::write(&table, TABLE)?;
    let imported = run(&["import", &table, "-o", &yaml]);
    assert_eq!(imported.status.code(), Some(0), "{}", stderr(&imported));
    assert!(stderr(&imported).contains("weight-inferred"), "{}", stderr(&imported));
    assert!(stdout(&imported).is_empty());
    let written = fs::read_to_string(&yaml)?;
    assert!(
        written.starts_with("govscore: 1\nid: 指标-表\ntitle: 指标 表\n") || written.contains("id: 指标-表"),
        "{written}"
    );
    let tree = ok(&["tree", &yaml, "--format", "csv"]);
    assert!(tree.contains("A2,A,2,整合,,0.7,28,inferred"), "{tree}");
    let data = path(folder.path(), "data.csv");
    fs::write(&data, "unit,A,B\n甲市,80,90\n")?;
    let scores = ok(&["score", &yaml, &data, "--format", "csv"]);
    assert!(scores.contains("甲市,,1,,86.00"), "{scores}");
    Ok(())
}

#[test]
fn id_title_and_standard_output() -> Tested {
    let folder = tempfile::tempdir()?;
    let table = path(folder.path(), "t.csv");
    fs::write(&table, TABLE)?;
    let yaml = ok(&["import", &table, "--id", "city-2026", "--title", "城市指数"]);
    assert!(yaml.contains("id: city-2026\n") && yaml.contains("title: 城市指数\n"), "{yaml}");
    let refused = run(&["import", &table, "-o", &table]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&table)?, TABLE);
    Ok(())
}

#[test]
fn errors_are_listed_and_what_was_read_is_written() -> Tested {
    let folder = tempfile::tempdir()?;
    let (table, yaml) = (path(folder.path(), "t.csv"), path(folder.path(), "t.yaml"));
    fs::write(&table, "指标,权重\n甲,40%\n乙,70%\n")?;
    let imported = run(&["import", &table, "-o", &yaml, "--lang", "zh"]);
    assert_eq!(imported.status.code(), Some(1));
    assert!(stderr(&imported).contains("weights-sum"), "{}", stderr(&imported));
    assert!(fs::read_to_string(&yaml)?.contains("weight: 70%"));
    fs::write(&table, "地区,得分\n甲市,1\n")?;
    let imported = run(&["import", &table, "-o", &path(folder.path(), "none.yaml")]);
    assert_eq!(imported.status.code(), Some(1));
    assert!(!folder.path().join("none.yaml").exists());
    assert!(stderr(&imported).contains("no-indicator-column"), "{}", stderr(&imported));
    assert_eq!(run(&["import"]).status.code(), Some(2));
    Ok(())
}
