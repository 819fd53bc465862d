//! `gap` as a user runs it, on made-up data.

mod common;

use std::fs;

use common::{Tested, ok, path, run, stderr, stdout};

const BOOK: [&str; 5] = ["gap", "bluebook-2019", "sample:bluebook-2019-synthetic", "--unit", "铜川市"];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    BOOK.iter().chain(more).copied().collect()
}

#[test]
fn it_is_said_in_both_languages_that_data_are_made_up() {
    for (lang, words) in [
        ("en", ["SYNTHETIC DATA", "Points missing", "Proved: nothing that is enough costs less", "held as they are"]),
        ("zh", ["合成数据", "尚差分数", "已证明", "其他对象均保持不变"]),
    ] {
        let text = ok(&with(&["--lang", lang]));
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
    assert!(ok(&with(&["--format", "md"])).contains("| A22 "));
}

#[test]
fn csv_holds_the_set_or_the_table_that_is_asked_for() {
    let set = ok(&with(&["--format", "csv"]));
    assert!(set.starts_with("Indicator,Rate now,Rate to reach,Points gained,Cost\n"), "{set}");
    let room = ok(&with(&["--format", "csv", "--table", "gap-room"]));
    assert_eq!(room.lines().count(), 32);
}

#[test]
fn json_is_exact() -> Tested {
    let json: serde_json::Value = serde_json::from_str(&ok(&with(&["--format", "json"])))?;
    let text = json.to_string();
    assert!(text.contains("79.905"), "{text}");
    assert_eq!(json["banners"].as_array().map(Vec::len), Some(1));
    Ok(())
}

#[test]
fn costs_are_inputs_that_are_never_written_over() -> Tested {
    let folder = tempfile::tempdir()?;
    let (costs, record) = (path(folder.path(), "costs.csv"), path(folder.path(), "run.json"));
    fs::write(&costs, "代码,成本,方式\nC22,30,固定\nC12,5,固定\n")?;
    let args: Vec<&str> = BOOK.iter().copied().chain(["--costs", &costs]).collect();
    let record_args = [&args[..], &["--provenance", &record, "--date", "2026-11-28"]].concat();
    let text = ok(&record_args);
    assert!(text.contains("0-1 knapsack") && text.contains("2 of 31 indicators"), "{text}");
    let record = fs::read_to_string(&record)?;
    assert!(record.contains("\"costs\"") && record.contains("costs.csv"), "{record}");

    let over = run(&[&args[..], &["-o", &costs]].concat());
    assert_ne!(over.status.code(), Some(0));
    assert!(fs::read_to_string(&costs)?.starts_with("代码"));
    Ok(())
}

#[test]
fn what_is_wrong_is_told() -> Tested {
    let folder = tempfile::tempdir()?;
    let costs = path(folder.path(), "costs.csv");
    fs::write(&costs, "code,cost,kind\nA11,-1,\nA99,2,often\n")?;
    let args: Vec<&str> = BOOK.iter().copied().chain(["--costs", &costs]).collect();
    let output = run(&args);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    let said = stderr(&output);
    for part in ["costs.csv:2:2", "costs.csv:3:1", "costs.csv:3:3", "unknown-code", "bad-cost"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let output = run(&with(&["--to", "inovating"]));
    assert!(stderr(&output).contains("did you mean `innovating`?"));
    assert_eq!(output.status.code(), Some(1));
    let output = run(&["gap", "bluebook-2019", "sample:bluebook-2019-synthetic", "--unit", "铜川县"]);
    assert!(stderr(&output).contains("no-such-unit"));
    Ok(())
}
