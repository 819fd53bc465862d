//! Types, grades and ranks inside groups as the command line prints them.

mod common;

use std::fs;
use std::path::Path;

use common::{Tested, ok, path, run, stderr};

const HEAD: &str = "govscore: 1
id: x
title: X
indicators: [{code: V, weight: 1}, {code: W, weight: 0}]
";
const DATA: &str = "unit,V,W,province
a,2,0,东
b,4,0,东
c,4,0,
d,4,0,西
e,5,0,西
f,5,0,西
g,7,0,东
h,9,0,西
";

/// The paths of a framework with these tiers and of the data.
fn files(folder: &Path, tiers: &str) -> std::io::Result<[String; 2]> {
    let (framework, data) = (path(folder, "f.yaml"), path(folder, "d.csv"));
    fs::write(&framework, format!("{HEAD}tiers: {tiers}\n"))?;
    fs::write(&data, DATA)?;
    Ok([framework, data])
}

const GRADED: &str = "{tiers: [{code: A, name: {zh: 甲, en: First}, from: 5, grades: {rule: count, ties: down, grades: [{code: A+, name: {zh: 甲上, en: First plus}, count: 1}, {code: A}]}}, {code: B, name: {zh: 乙, en: Second}}]}";

#[test]
fn grades_and_ranks_in_groups_come_last() -> Tested {
    let folder = tempfile::tempdir()?;
    let [framework, data] = files(folder.path(), GRADED)?;
    let csv = ok(&["score", &framework, &data, "--format", "csv", "--rank-in", "tier,province", "--ranks", "all"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "unit,name,rank,tier,total,V,W,rank:V,rank:W,data,grade,rank-in:tier,rank-in:province");
    assert_eq!(lines[1], "a,,8,Second,2.00,2.00,0.00,8,1,,,4,3");
    assert_eq!(lines[3], "c,,5,Second,4.00,4.00,0.00,5,1,,,1,");
    assert_eq!(lines[7], "g,,2,First,7.00,7.00,0.00,2,1,,A,2,1");
    assert_eq!(lines[8], "h,,1,First,9.00,9.00,0.00,1,1,,First plus,1,1");
    // Our own output is read again.
    let again = path(folder.path(), "again.csv");
    fs::write(&again, &csv)?;
    let second = ok(&["score", &framework, &again, "--format", "csv"]);
    assert!(second.starts_with("unit,name,rank,tier,total,V,W,data,grade\na,,8,Second,2.00,2.00,0.00,,\n"), "{second}");
    let chinese = ok(&["score", &framework, &data, "--lang", "zh", "--rank-in", "province", "--rank-in", "province"]);
    for part in ["甲上", "等级", "组内名次", "province"] {
        assert!(chinese.contains(part), "{part} in {chinese}");
    }
    assert_eq!(chinese.matches("组内名次").count(), 1);
    let markdown = ok(&["score", &framework, &data, "--format", "md", "--rank-in", "tier"]);
    assert!(markdown.contains("rank in tier"), "{markdown}");
    Ok(())
}

#[test]
fn json_has_codes_and_both_names() -> Tested {
    let folder = tempfile::tempdir()?;
    let [framework, data] = files(folder.path(), GRADED)?;
    let text = ok(&["score", &framework, &data, "--format", "json", "--rank-in", "tier,province"]);
    let json: serde_json::Value = serde_json::from_str(&text)?;
    let best = &json["units"][7];
    assert_eq!(best["grade"], serde_json::json!({"code": "A+", "name": {"zh": "甲上", "en": "First plus"}}));
    assert_eq!(best["ranks_in"], serde_json::json!({"tier": 1, "province": 1}));
    assert!(json["units"][0]["grade"].is_null());
    assert!(json["units"][2]["ranks_in"]["province"].is_null());
    assert_eq!(json["tiers"][0]["grades"][0]["least"], "9");
    assert_eq!(json["tiers"][0]["grades"][0]["units"], 1);
    assert!(json.get("tier_rule").is_none());
    let explained = ok(&["explain", &framework, &data, "--unit", "h", "--format", "json"]);
    let explained: serde_json::Value = serde_json::from_str(&explained)?;
    assert_eq!(explained["explanation"]["grade"]["code"], "A+");
    assert!(ok(&["explain", &framework, &data, "--unit", "h"]).contains("grade First plus"));
    let tree: serde_json::Value = serde_json::from_str(&ok(&["tree", &framework, "--format", "json"]))?;
    assert_eq!(tree["tier_rule"], "cut-lines");
    assert_eq!(tree["tiers"][0]["grades"][0]["count"], 1);
    Ok(())
}

#[test]
fn where_the_line_was_is_printed() -> Tested {
    let folder = tempfile::tempdir()?;
    for (tiers, tree, types) in [
        (
            "{rule: mean-sd, tiers: [{code: A, from_sd: 1.5}, {code: B, from_sd: -0.5}, {code: C}]}",
            ["mean + 1.5 sd and above", "below mean − 0.5 sd"],
            ["mean + 1.5 sd = 8.00 and above", "mean 5.00, standard deviation 2.00 (over all units)"],
        ),
        (
            "{rule: quantiles, ties: down, tiers: [{code: A, share: 25%}, {code: B, share: 25%}, {code: C}]}",
            ["the best 25%", "the next 25%"],
            ["7.00 and above", "equal totals stay together, in the worse type"],
        ),
        (
            "{rule: count, tiers: [{code: A, count: 3}, {code: B, count: 1}, {code: C}]}",
            ["the best 3", "the others"],
            ["no unit", "below 5.00"],
        ),
        (
            "{rule: natural-breaks, tiers: [{code: A}, {code: B}]}",
            ["natural breaks", "A     A"],
            ["7.00 and above", "By natural breaks"],
        ),
    ] {
        let [framework, data] = files(folder.path(), tiers)?;
        let drawn = ok(&["tree", &framework]);
        assert!(tree.iter().all(|part| drawn.contains(part)), "{drawn}");
        let scored = ok(&["score", &framework, &data]);
        assert!(types.iter().all(|part| scored.contains(part)), "{scored}");
        let markdown = ok(&["score", &framework, &data, "--format", "md"]);
        assert!(types.iter().all(|part| markdown.contains(part)), "{markdown}");
        assert!(ok(&["explain", &framework, &data, "--unit", "g"]).contains("type "));
        for (command, more) in [("tree", &[][..]), ("score", &[data.as_str()])] {
            let chinese = ok(&[&[command, &framework, "--lang", "zh"], more].concat());
            let types = &chinese[chinese.find("类型").unwrap_or_default()..];
            for word in ["mean", "above", "below", "units", "the "] {
                assert!(!types.contains(word), "{word} in {types}");
            }
        }
    }
    Ok(())
}

#[test]
fn json_has_mean_and_deviation() -> Tested {
    let folder = tempfile::tempdir()?;
    let tiers = "{rule: mean-sd, sd: sample, tiers: [{code: A, from_sd: 1}, {code: B}]}";
    let [framework, data] = files(folder.path(), tiers)?;
    let json: serde_json::Value = serde_json::from_str(&ok(&["score", &framework, &data, "--format", "json"]))?;
    let expected = serde_json::json!({
        "rule": "mean-sd", "by": "rounded", "mean": "5", "variance": "32/7", "sd": "2.14", "lines": ["7.14"],
    });
    assert_eq!(json["tier_rule"], expected);
    assert_eq!(json["tiers"][0]["least"], "9");
    Ok(())
}

#[test]
fn groups_that_units_do_not_have_are_an_error() -> Tested {
    let folder = tempfile::tempdir()?;
    let [framework, data] = files(folder.path(), "{tiers: [{code: A, from: 5}, {code: B}]}")?;
    for (lang, expected) in [("en", "did you mean `province`?"), ("zh", "是否应为 `province`？")] {
        let output = run(&["score", &framework, &data, "--rank-in", "provnice", "--lang", lang]);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let text = stderr(&output);
        assert!(text.contains("unknown-group") && text.contains(expected) && text.contains("tier"), "{text}");
    }
    Ok(())
}

/// Grades by lines are written block by block, all others from the whole; either way the rows are those of the whole.
#[test]
fn large_files_have_the_same_grades() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut csv = "unit,V,W\n".to_owned();
    // Long names, so that a few rows are a large file.
    for row in 0..30_000u32 {
        csv += &format!("u{row:0150},{}.{:02},{}\n", row * 7 % 100, row % 8 * 11, row % 101);
    }
    let data = path(folder.path(), "large.csv");
    fs::write(&data, &csv)?;
    for tiers in [
        "{tiers: [{code: A, from: 60, grades: {grades: [{code: A+, from: 80}, {code: A}]}}, {code: B}]}",
        "{rule: quantiles, tiers: [{code: A, share: 1/3, grades: {rule: count, grades: [{code: A+, count: 9}, {code: A}]}}, {code: B}]}",
        "{rule: natural-breaks, tiers: [{code: A}, {code: B}, {code: C}]}",
    ] {
        let [framework, _] = files(folder.path(), tiers)?;
        let args = |name| ["score", &framework, name, "--format", "csv"].map(str::to_owned);
        let named = ok(&args(data.as_str()).each_ref().map(String::as_str));
        let arguments = args("-");
        let mut program = common::govscore(&arguments.each_ref().map(String::as_str));
        let whole = program.stdin(fs::File::open(&data)?).output()?;
        assert!(named.as_bytes() == whole.stdout, "{tiers}");
        assert!(named.lines().count() == 30_001);
    }
    Ok(())
}
