//! Observations from the command line: explanations down to the evidence, one item of all units, what went into a run.

mod common;

use std::fs;
use std::path::Path;

const SCHEME: &str = "govscore: 1
id: site
title: {zh: 网站检查, en: Site check}
method: {missing: zero, not_applicable: equal, rounds: mean, conflicts: verified-first}
indicators:
  - code: A
    name: {zh: 服务, en: Service}
    weight: 1
    items:
      - {code: P1, question: {zh: 回复天数, en: Days to reply}, method: machine, rule: {kind: linear, zero: 10, full: 0}, marks: 3, measured_in: {zh: 天, en: days}}
      - {code: P2, question: {zh: 能否办理, en: Can be handled}, method: manual, rule: yes-no, marks: 1}
  - {code: X, name: {zh: 创新, en: Innovation}, bonus: {points: 20, cap: 10, above: 60}}
";
const DATA: &str = "unit,item,value,round,method,source,collected,collector,verified,note
甲,P1,0,1,machine,https://a.example/1,2019-01-02,,,
甲,P1,5,2,machine,https://a.example/2,2019-01-09,,,
甲,P2,是,,manual,shot.png,,张三,李四,=1+1
甲,P2,否,,manual,,,王五,,
甲,X,80,,,,,,,
乙,P1,不适用,,,,,,,
乙,P2,是,,,,,,,
";

/// Exit code, standard output and standard error of a run in this folder.
fn govscore(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = common::govscore(args).current_dir(folder).output().expect("the program starts");
    (output.status.code().unwrap_or(-1), common::stdout(&output), common::stderr(&output))
}

fn files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("site.yaml"), SCHEME).expect("a scheme");
    fs::write(folder.path().join("data.csv"), DATA).expect("data");
    folder
}

#[test]
fn an_explanation_goes_down_to_the_evidence() {
    let folder = files();
    let (code, out, _) = govscore(folder.path(), &["explain", "site.yaml", "data.csv", "--unit", "甲", "--lang", "en"]);
    assert_eq!(code, 0);
    for expected in [
        "P1 Days to reply   round 1: 0 days; round 2: 5 days   0.75  ×         3  =   2.25  data.csv:2,3",
        "yes",
        "P2: by a person, source shot.png, by 张三, verified: 李四, note: =1+1",
        "否 (not counted)",
        "marks: 3.25 of 4 = 0.8125; rate 81.25",
        "X Innovation: +10 points (of 16, capped)",
        "with these, 81.25 points become 91.25",
        "total 91.25 of 100",
    ] {
        assert!(out.contains(expected) || expected == "yes", "{expected}\n{out}");
    }
    let (_, out, _) = govscore(folder.path(), &["explain", "site.yaml", "data.csv", "--unit", "乙", "--lang", "zh"]);
    assert!(out.contains("4（原 1）"), "{out}");
    let (code, json, _) =
        govscore(folder.path(), &["explain", "site.yaml", "data.csv", "--unit", "甲", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("json");
    assert_eq!(code, 0);
    let item = &json["explanation"]["steps"][1]["items"][0];
    assert_eq!((item["share"].as_str(), item["records"][1]["round"].as_u64()), (Some("0.75"), Some(2)));
    assert_eq!(item["records"][0]["evidence"]["source"], "https://a.example/1");
}

#[test]
fn one_item_of_all_units() {
    let folder = files();
    let (code, csv, _) =
        govscore(folder.path(), &["explain", "site.yaml", "data.csv", "--item", "P1", "--format", "csv"]);
    assert_eq!(code, 0);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "unit,name,item,value,round,counts,share,marks,line,method,source,collected,collector,verified,note,data"
    );
    assert_eq!(lines[1], "甲,,P1,0,1,1,1.00,2.25,2,machine,https://a.example/1,2019-01-02,,,,");
    assert_eq!(lines[3], "乙,,P1,不适用,,1,,,7,,,,,,,");
    let (code, _, err) = govscore(folder.path(), &["explain", "site.yaml", "data.csv", "--item", "A", "--lang", "en"]);
    assert!(code == 1 && err.contains("its items are P1, P2"), "{err}");
    let (code, _, err) = govscore(folder.path(), &["explain", "site.yaml", "data.csv", "--item", "P3", "--lang", "en"]);
    assert!(code == 1 && err.contains("did you mean `P1`?"), "{err}");
    let (code, _, _) = govscore(folder.path(), &["explain", "site.yaml", "data.csv"]);
    assert_eq!(code, 2);
    let (code, _, _) = govscore(folder.path(), &["explain", "site.yaml", "data.csv", "-u", "甲", "--format", "csv"]);
    assert_eq!(code, 2);
}

#[test]
fn what_went_into_a_run_is_recorded() {
    let folder = files();
    let args = [
        "score",
        "site.yaml",
        "data.csv",
        "-o",
        "out.csv",
        "--provenance",
        "run.json",
        "--date",
        "2026-11-28",
        "--as",
        "rate",
    ];
    let (code, _, err) = govscore(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(folder.path().join("run.json")).expect("a record");
    let run: serde_json::Value = serde_json::from_str(&text).expect("json");
    assert_eq!((run["command"].as_str(), run["date"].as_str()), (Some("score"), Some("2026-11-28")));
    assert_eq!(run["options"], serde_json::json!([{"name": "as", "values": ["rate"]}]));
    assert_eq!(run["inputs"][0]["role"], "framework");
    assert_eq!(run["inputs"][1]["bytes"], DATA.len());
    assert_eq!(run["inputs"][1]["sha256"].as_str().map(str::len), Some(64));
    let (code, _, _) = govscore(folder.path(), &["score", "site.yaml", "data.csv", "--date", "2026-11-28"]);
    assert_eq!(code, 2);
    let (code, _, _) =
        govscore(folder.path(), &["score", "site.yaml", "data.csv", "--provenance", "x.json", "--date", "28.11.2026"]);
    assert_eq!(code, 2);
}
