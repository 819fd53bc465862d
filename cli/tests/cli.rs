//! The command line as a contract: exit codes, headings, languages, files. Each test runs the program itself.

mod common;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;

use common::{EGDI, Tested, govscore, ok, path, run, stderr, stdout};

#[test]
fn exit_codes() {
    for (args, code) in [
        (&["frameworks"][..], 0),
        (&["tree", "bluebook-2020"], 0),
        (&["check", "bluebook-2020"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["help", "score"], 0),
        (&["score", "--help"], 0),
        (&["tree", "no-such-framework"], 1),
        (&["check", "./no-such-file.yaml"], 1),
        (&["score", "bluebook-2020", "sample:un-egdi-2018"], 1),
        (&["score", "un-egdi-2018", "no-such-file.csv"], 1),
        (&["score", "un-egdi-2018", "sample:nothing"], 1),
        (&["tree", "/"], 1),
        (&[], 2),
        (&["no-such-command"], 2),
        (&["help", "no-such-command"], 2),
        (&["tree"], 2),
        (&["tree", "bluebook-2019", "--no-such-option"], 2),
        (&["tree", "bluebook-2019", "--limit", "framework-depth=100"], 0),
        (&["tree", "bluebook-2019", "--limit", "framework-depth=101"], 2),
        (&["tree", "bluebook-2019", "--limit", "breadth=1"], 2),
        (&["tree", "bluebook-2019", "--limit", "columns"], 2),
        (&["tree", "bluebook-2019", "--limit", "framework-bytes=10"], 1),
        (&["score", "un-egdi-2018", "sample:un-egdi-2018", "--limit", "columns=2"], 1),
        (&["tree", "bluebook-2019", "--format", "xml"], 2),
        (&["tree", "bluebook-2019", "--set", "A"], 2),
        (&["tree", "bluebook-2019", "-o", "tree.xml"], 2),
        (&["check", "bluebook-2019", "--format", "csv"], 2),
        (&["score", "un-egdi-2018"], 2),
        (&["score", "un-egdi-2018", "sample:un-egdi-2018", "--places", "4000000000"], 2),
        (&["score", "un-egdi-2018", "sample:un-egdi-2018", "--levels", "2"], 2),
        (&["explain", "un-egdi-2018", "sample:un-egdi-2018"], 2),
        (&["verify", "un-egdi-2018", "published:un-egdi-2018"], 0),
        (&["verify", "un-egdi-2014", "published:un-egdi-2014"], 1),
        (&["verify", "none", "no-such-file.csv"], 1),
        (&["verify", "none"], 2),
        (&["verify", "none", "published:un-egdi-2018", "--format", "csv"], 2),
        (&["infer-weights", "published:weibo-city-2023q3"], 0),
        (&["infer-weights", "published:un-egdi-2018"], 1),
        (&["infer-weights", "published:weibo-city-2023q3", "--try", "0.3,-1"], 2),
        (&["infer-weights"], 2),
        (&["demo"], 2),
        (&["new", "my-index"], 0),
        (&["new", "my index"], 2),
        (&["new", "my-index", "--with-schema"], 2),
        (&["new"], 2),
        (&["schema"], 0),
        (&["completions", "bash"], 0),
        (&["completions", "cmd"], 2),
        (&["man"], 0),
        (&["man", "score"], 0),
        (&["man", "no-such-command"], 2),
    ] {
        for lang in ["en", "zh"] {
            let output = run(&[&["--lang", lang], args].concat());
            assert_eq!(output.status.code(), Some(code), "{lang} {args:?}: {}", stderr(&output));
            assert!(!stderr(&output).contains("panicked"), "{args:?}");
            // Problems are no result, except of `check` and `verify`.
            let silent = code == 2 || code == 1 && !matches!(args.first(), Some(&"check" | &"verify"));
            assert_eq!(stdout(&output).is_empty(), silent, "{lang} {args:?}");
        }
    }
}

/// In an empty folder, one after the other: what a command needs is built in or was written by one before it.
#[test]
fn the_commands_of_the_readme_run_as_they_stand() -> Tested {
    for readme in ["README.md", "README.zh-CN.md"] {
        let folder = tempfile::tempdir()?;
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(readme))?;
        // A table of indicators is what people bring along.
        let table = include_bytes!("../../tests/data/indicators.xlsx");
        fs::write(folder.path().join("指标表.xlsx"), table)?;
        let cells = text.lines().filter_map(|line| line.strip_prefix("| `govscore ")?.split('|').next());
        let commands: Vec<&str> = cells.flat_map(|cell| cell.split('`')).map(str::trim).collect();
        let commands = commands.iter().map(|text| text.strip_prefix("govscore ").unwrap_or(text));
        let mut count = 0;
        for command in commands.filter(|text| text.starts_with(|first: char| first.is_ascii_lowercase())) {
            let args: Vec<&str> = command.split(' ').collect();
            let output = govscore(&args).current_dir(folder.path()).output()?;
            assert_eq!(output.status.code(), Some(0), "{readme}: {command}: {}", stderr(&output));
            count += 1;
        }
        assert_eq!(count, 18, "{readme}");
    }
    Ok(())
}

#[test]
fn an_unknown_id_is_told_the_nearest() {
    let output = run(&["tree", "bluebok-2019"]);
    assert!(stderr(&output).contains("did you mean `bluebook-2019`?"), "{}", stderr(&output));
    let output = run(&["tree", "bluebok-2019", "--lang", "zh"]);
    assert!(stderr(&output).contains("是否应为 `bluebook-2019`？"), "{}", stderr(&output));
}

#[test]
fn the_tree_as_csv() {
    let csv = ok(&["tree", "bluebook-2019", "--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "code,parent,level,name_zh,name_en,weight,points,basis");
    assert_eq!(lines[1], "total,,0,政府互联网服务能力,Government internet service capability,1,100,published");
    assert_eq!(lines[2], "A,total,1,服务供给能力,Service supply capability,0.4,40,published");
    assert_eq!(lines.len(), 1 + 1 + 3 + 9 + 31);
    assert!(lines.iter().any(|line| line.starts_with("A23,A2,3,数据开放,") && line.ends_with(",0.15,1.8,published")));
    assert!(lines.iter().any(|line| line.starts_with("B11,B1,3,") && line.ends_with(",0.5,6,inferred")));
    // Unknown weights and points are empty, thirds are exact.
    assert!(
        ok(&["tree", "bluebook-2020", "--format", "csv"])
            .contains("\nA,total,1,供给能力,Supply capability,,,unknown\n")
    );
    assert!(ok(&["tree", "un-egdi-2018", "--format", "csv"]).contains(",1/3,1/3,published\n"));
}

#[test]
fn scores_as_csv() {
    let csv = ok(&[&EGDI[..], &["--format", "csv"]].concat());
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "unit,name,rank,tier,total,OSI,TII,HCI,data");
    assert_eq!(lines[1], "AFG,Afghanistan,177,Middle,0.2585,0.3056,0.1138,0.3562,");
    assert_eq!(lines.len(), 194);
    let zh = ok(&[&EGDI[..], &["--format", "csv", "--lang", "zh", "--places", "exact", "--sort", "rank"]].concat());
    let lines: Vec<&str> = zh.lines().collect();
    assert_eq!(lines[0], "unit,name,rank,tier,total,OSI,TII,HCI,data");
    assert_eq!(lines[1], "DNK,丹麦,1,非常高,0.915,1,0.7978,0.9472,");
    assert!(zh.contains("\nAFG,阿富汗,177,中,1939/7500,0.3056,0.1138,0.3562,\n"));
    let ranks = ok(&[&EGDI[..], &["--format", "csv", "--ranks", "all", "--as", "points", "--places", "2"]].concat());
    assert!(ranks.starts_with("unit,name,rank,tier,total,OSI,TII,HCI,rank:OSI,rank:TII,rank:HCI,data\n"));
    assert!(ranks.contains("\nDNK,Denmark,1,Very High,0.92,0.33,0.27,0.32,1,"), "{ranks}");
}

#[test]
fn levels_choose_the_columns() -> Tested {
    let folder = tempfile::tempdir()?;
    let data = path(folder.path(), "data.csv");
    fs::write(&data, "# synthetic: made up for a test\nunit,A,B,C\n610200,30.4,31.76,11.58\n")?;
    let base = ["score", "bluebook-2019", &data, "--input", "points"];
    let header = |more: &[&str]| {
        let csv = ok(&[&base[..], &["--format", "csv"], more].concat());
        csv.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(header(&["--levels", "1"]), "unit,name,rank,tier,total,A,B,C,data");
    assert_eq!(header(&["--levels", "1,2"]), "unit,name,rank,tier,total,A,A1,A2,A3,B,B1,B2,B3,C,C1,C2,C3,data");
    assert!(header(&[]).starts_with("unit,name,rank,tier,total,A,A1,A11,A12,A13,A14,A2,A21,"));
    let csv = ok(&[&base[..], &["--format", "csv", "--levels", "1", "--lang", "zh"]].concat());
    assert!(csv.contains("\n610200,铜川市,1,积极追赶,73.74,30.40,31.76,11.58,synthetic\n"), "{csv}");
    for format in ["text", "md"] {
        assert!(ok(&[&base[..], &["--format", format]].concat()).contains("SYNTHETIC DATA"), "{format}");
        assert!(ok(&[&base[..], &["--format", format, "--lang", "zh"]].concat()).contains("合成数据"), "{format}");
    }
    // Our own output is read again, since `rank`, `tier`, `total` and `data` are results, not inputs.
    let again = path(folder.path(), "again.csv");
    fs::write(&again, ok(&[&base[..], &["--format", "csv", "--levels", "1", "--places", "exact"]].concat()))?;
    let second = ok(&["score", "bluebook-2019", &again, "--input", "points", "--format", "csv", "--levels", "1"]);
    assert!(second.contains("610200,Tongchuan,1,Active catch-up,73.74,30.40,31.76,11.58,"), "{second}");
    Ok(())
}

#[test]
fn json_figures_are_texts() -> Tested {
    let text = ok(&[&EGDI[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&text)?;
    let first = &json["units"][0];
    assert_eq!(first["unit"], "AFG");
    assert_eq!(first["total"], "0.2585");
    assert_eq!(first["nodes"]["OSI"], "0.3056");
    assert_eq!(first["tier"]["code"], "M");
    assert_eq!(first["tier"]["name"]["zh"], "中");
    assert_eq!(first["rank"], 177);
    assert_eq!(json["tiers"][0]["units"], 40);
    assert!(text.find("\"OSI\"") < text.find("\"HCI\""), "the order of the file");
    Ok(())
}

#[test]
fn a_file_is_written_whole_or_not_at_all() -> Tested {
    let folder = tempfile::tempdir()?;
    let out = path(folder.path(), "scores.csv");
    assert_eq!(ok(&[&EGDI[..], &["-o", &out]].concat()), "");
    let bytes = fs::read(&out)?;
    assert!(
        bytes.starts_with(b"\xEF\xBB\xBFunit,name,rank,tier,total,"),
        "the mark comes first, the format from the ending"
    );
    assert_eq!(String::from_utf8(bytes[3..].to_vec())?, ok(&[&EGDI[..], &["--format", "csv"]].concat()));
    let json = path(folder.path(), "tree.json");
    ok(&["tree", "bluebook-2019", "-o", &json]);
    assert!(fs::read(&json)?.starts_with(b"{"), "no mark in JSON");
    // What stood there stays if the run fails, and nothing is left behind.
    let output = run(&["score", "un-egdi-2018", "no-such-file.csv", "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(fs::read(&out)?.starts_with(b"\xEF\xBB\xBFunit"));
    assert_eq!(fs::read_dir(folder.path())?.count(), 2);
    let missing = path(folder.path(), "no-such-folder");
    let output = run(&["tree", "bluebook-2019", "-o", &path(Path::new(&missing), "tree.csv")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains(&missing), "{}", stderr(&output));
    Ok(())
}

#[test]
fn a_closed_pipe_is_no_error() -> Tested {
    for args in [&EGDI[..], &["tree", "bluebook-2019", "--format", "json"], &["--help"]] {
        let mut child = govscore(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().ok_or("no stderr")?.read_to_string(&mut said)?;
        assert_eq!(child.wait()?.code(), Some(0), "{args:?}");
        assert_eq!(said, "", "{args:?}");
    }
    Ok(())
}

#[test]
fn help_in_both_languages() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let commands =
        ["", "frameworks", "tree", "check", "score", "explain", "analyse", "report", "compare", "gap", "demo"];
    let others = ["verify", "infer-weights", "new", "import", "template", "schema", "completions", "man", "help"];
    for command in commands.into_iter().chain(others) {
        let args: Vec<&str> = [command].into_iter().filter(|command| !command.is_empty()).collect();
        let en = ok(&[&args[..], &["--help"]].concat());
        let zh = ok(&[&args[..], &["--help", "--lang", "zh"]].concat());
        assert!(en.contains("Usage: govscore") && en.contains("Exit codes: 0 done"), "{en}");
        assert!(zh.contains("用法：govscore") && zh.contains("退出码：0 完成"), "{zh}");
        for english in ["Usage", "Options", "Arguments", "Commands", "Print", "default", "possible values"] {
            assert!(!zh.contains(english), "{command}: {english} in {zh}");
        }
        // The Chinese words of the English help are names, and headings as they stand in Chinese data.
        let places = ["铜川市", "宁波市", "广东省", "莱芜市", "济南市"];
        let headings =
            ["行政区划代码", "地区", "城市", "单位", "评价对象", "总分", "指数", "排名", "名次", "类型", "等级"];
        let names = places.iter().chain(&headings).chain(&["指标体系", "榜单", "数量", "占比", "综合得分"]);
        assert!(!chinese(&names.fold(en.clone(), |text, name| text.replace(name, ""))), "{en}");
        assert!(en.lines().all(|line| line.chars().count() <= 110), "{en}");
    }
    let zh = govscore(&["--help"]).env_clear().env("LANG", "zh_CN.UTF-8").output().expect("the program starts");
    assert!(stdout(&zh).contains("用法："));
    let wrong = run(&["--lang", "zh", "tree", "bluebook-2019", "--formt", "csv"]);
    assert!(stderr(&wrong).contains("未知的参数") && stderr(&wrong).contains("--format"), "{}", stderr(&wrong));
    let wrong = run(&["--lang", "zh", "scor"]);
    assert!(stderr(&wrong).contains("未知的命令 “scor”") && stderr(&wrong).contains("score"), "{}", stderr(&wrong));
}

#[test]
fn weights_can_be_set_for_one_run() {
    let tree = ["tree", "bluebook-2020", "--format", "csv", "--set", "A=40%", "--set", "B=0.4", "--set", "C=1/5"];
    assert!(ok(&tree).contains("\nC,total,1,智慧能力,Smart capability,0.2,20,"), "{}", ok(&tree));
    let egdi = ok(&[&EGDI[..], &["--format", "csv", "--set", "OSI=1", "--set", "TII=0", "--set", "HCI=0"]].concat());
    assert!(egdi.contains("\nDNK,Denmark,1,Very High,1.0000,1.0000,"), "{egdi}");
    let output = run(&[&EGDI[..], &["--set", "OSI=1", "--set", "TII=0", "--set", "HCI=0"]].concat());
    assert!(stderr(&output).contains("weight-set"), "it says so: {}", stderr(&output));
    assert!(
        stdout(&output).starts_with("*** WEIGHTS SET FOR THIS RUN: OSI = 1, TII = 0, HCI = 0;"),
        "{}",
        stdout(&output)
    );
    let set = ["--set", "OSI=1/2", "--set", "TII=1/4", "--set", "HCI=1/4"];
    let explain = ["explain", "un-egdi-2018", "sample:un-egdi-2018", "--unit", "DNK"];
    for base in [&EGDI[..], &explain, &["tree", "un-egdi-2018"]] {
        let md = ok(&[base, &set, &["--format", "md", "--lang", "zh"]].concat());
        assert!(md.contains("> **【权重为本次运行所设】OSI = 1/2，TII = 1/4，HCI = 1/4；"), "{md}");
        assert!(!ok(&[base, &["--format", "md"]].concat()).contains("WEIGHTS SET"), "{base:?}");
        let json = ok(&[base, &set, &["--format", "json"]].concat());
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["weights_set"]["OSI"], "1/2", "{base:?}");
    }
    let output = run(&[&EGDI[..], &["--set", "OSI=50%"]].concat());
    assert_eq!(output.status.code(), Some(1), "the siblings no longer add up");
    let output = run(&[&EGDI[..], &["--set", "OSY=50%"]].concat());
    assert!(stderr(&output).contains("`OSI`"), "{}", stderr(&output));
}

#[test]
fn check_prints_what_it_finds_as_its_result() -> Tested {
    let folder = tempfile::tempdir()?;
    let yaml = path(folder.path(), "bad.yaml");
    fs::write(
        &yaml,
        "govscore: 1\nid: x\ntitle: X\nindicators:\n  - {code: A, weight: 40%}\n  - {code: B, weight: 50%}\n",
    )?;
    let output = run(&["check", &yaml]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("error[weights-sum]") && stdout(&output).contains("| "), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("1 error\n"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
    let output = run(&["check", &yaml, "--format", "json", "--lang", "zh"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let keys: Vec<&str> = json[0].as_object().ok_or("no object")?.keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "column", "file", "hint", "line", "message", "path", "severity"]);
    assert_eq!(json[0]["severity"], "error");
    let output = run(&["check", "./no-such-file.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    assert_eq!(json[0]["code"], "io");
    assert_eq!(ok(&["check", "un-egdi-2018", "sample:un-egdi-2018", "--format", "json"]), "[]\n");
    assert!(ok(&["check", "bluebook-2019"]).contains("3 / 9 / 31 indicators on 3 levels"));
    Ok(())
}

#[test]
fn cells_are_named_by_line_and_column() -> Tested {
    let folder = tempfile::tempdir()?;
    let data = path(folder.path(), "data.csv");
    fs::write(&data, "unit,OSI,TII,HCI\nDNK,1O2,0.5,0.5\n")?;
    let output = run(&["check", "un-egdi-2018", &data, "--roster", "none"]);
    let expected = format!("{data}:2, column OSI Online Service Index: \"1O2\" is not a number");
    assert!(stdout(&output).contains(&expected), "{}", stdout(&output));
    // A kind that occurs more than 20 times is summed up, unless all are asked for.
    fs::write(&data, "unit,OSI,TII,HCI\nDNK,0.5,0.5,0.5\n")?;
    let some = run(&["score", "un-egdi-2018", &data]);
    assert_eq!(some.status.code(), Some(0), "{}", stderr(&some));
    assert!(stderr(&some).contains("and 187 more of absent-unit"), "{}", stderr(&some));
    assert!(stderr(&some).ends_with("192 warnings\n"), "{}", stderr(&some));
    let all = run(&["score", "un-egdi-2018", &data, "--all"]);
    assert_eq!(stderr(&all).lines().count(), 193);
    let strict = run(&["score", "un-egdi-2018", &data, "--strict"]);
    assert_eq!((strict.status.code(), stdout(&strict)), (Some(1), String::new()));
    Ok(())
}

#[test]
fn everything_at_once_and_nothing_twice() -> Tested {
    let folder = tempfile::tempdir()?;
    let data = path(folder.path(), "data.csv");
    // A cell that is no number, a value out of range, a missing value, an absent column, an unknown unit.
    fs::write(&data, "unit,OSI,TII\nDNK,1O2,0.5\nCHN,2,0.4\nXXX,0.1,\n")?;
    let expected = ["missing-column", "not-a-number", "out-of-range", "missing-value", "unknown-unit"];
    for command in ["check", "score"] {
        for strict in [&[][..], &["--strict"]] {
            let output = run(&[&[command, "un-egdi-2018", &data, "--all"], strict].concat());
            assert_eq!(output.status.code(), Some(1));
            let report = if command == "check" { stdout(&output) } else { stderr(&output) };
            for kind in expected {
                assert_eq!(report.matches(&format!("[{kind}]")).count(), 1, "{command} {kind}: {report}");
            }
            let mut lines: Vec<&str> = report.lines().collect();
            let all = lines.len();
            lines.sort_unstable();
            lines.dedup();
            assert_eq!(lines.len(), all, "{report}");
        }
    }
    Ok(())
}

#[test]
fn data_from_standard_input() -> Tested {
    let mut child = govscore(&["score", "un-egdi-2018", "-", "--format", "csv", "--roster", "none"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child.stdin.take().ok_or("no stdin")?.write_all(b"unit,OSI,TII,HCI\nX,1,1,1\n")?;
    let output = child.wait_with_output()?;
    assert_eq!(
        stdout(&output),
        "unit,name,rank,tier,total,OSI,TII,HCI,data\nX,,1,Very High,1.0000,1.0000,1.0000,1.0000,\n"
    );
    Ok(())
}

#[test]
fn one_unit_explained() {
    let base = ["explain", "un-egdi-2018", "sample:un-egdi-2018", "--unit"];
    let text = ok(&[&base[..], &["Denmark"]].concat());
    for part in
        ["1/3", "×", "3989/15000", "sum: 1/3 + 3989/15000 + 592/1875 = 0.915", "0.915 → 0.9150 (4 places, half up)"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(text, ok(&[&base[..], &["DNK"]].concat()));
    let json: serde_json::Value =
        serde_json::from_str(&ok(&[&base[..], &["DNK", "--format", "json"]].concat())).expect("JSON");
    assert_eq!(json["explanation"]["total"], "0.915");
    let output = run(&[&base[..], &["Denmrk"]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("near: Denmark (DNK)"), "{}", stderr(&output));
}

/// A framework with a roster to be filled in, and data of which one unit's type hangs on rounding.
const ROUNDED: &str = "govscore: 1
id: x
title: X
roster: ROSTER
method: {rank: {ties: ordinal}, rounding: {places: 0}}
indicators:
  - {code: A, weight: 1/2}
  - {code: B, name: {zh: 乙}, weight: 1/2}
tiers: {tiers: [{code: high, from: 60}, {code: low}]}
";
const ROUNDED_DATA: &str = "unit,A,B\nu,59.8,59.8\nv,100,0\n";

fn without_roster() -> String {
    ROUNDED.replace("roster: ROSTER\n", "")
}

#[test]
fn check_says_what_scoring_would_say() -> Tested {
    let folder = tempfile::tempdir()?;
    let (yaml, data) = (path(folder.path(), "x.yaml"), path(folder.path(), "data.csv"));
    fs::write(&yaml, without_roster().replace("places: 0}}", "places: 0}, missing: rescale-node}"))?;
    fs::write(&data, format!("{ROUNDED_DATA}w,,\n"))?;
    let check = run(&["check", &yaml, &data]);
    assert_eq!(check.status.code(), Some(0));
    for kind in ["tier-by-rounding", "unscored-unit"] {
        assert_eq!(stdout(&check).matches(&format!("[{kind}]")).count(), 1, "{}", stdout(&check));
    }
    let score = run(&["score", &yaml, &data]);
    assert!(stdout(&check).starts_with(&stderr(&score)), "{}", stderr(&score));
    // Of what cannot be scored, too.
    let partial = run(&["check", "bluebook-2020", &data, "--roster", "none"]);
    assert_eq!(partial.status.code(), Some(1));
    for kind in ["partial-framework", "missing-column"] {
        assert_eq!(stdout(&partial).matches(&format!("[{kind}]")).count(), 1, "{}", stdout(&partial));
    }
    Ok(())
}

#[test]
fn a_roster_that_is_not_there_is_a_problem_of_the_framework() -> Tested {
    let folder = tempfile::tempdir()?;
    let (yaml, data) = (path(folder.path(), "x.yaml"), path(folder.path(), "data.csv"));
    fs::write(&data, ROUNDED_DATA)?;
    for (roster, code) in [("un-membres", "no-such-builtin"), ("./none.csv", "io")] {
        fs::write(&yaml, ROUNDED.replace("ROSTER", roster))?;
        for more in [&[][..], &[data.as_str()], &[&data, "--roster", "none"]] {
            let output = run(&[&["check", yaml.as_str(), "--format", "json"], more].concat());
            assert_eq!(output.status.code(), Some(1), "{roster} {more:?}");
            let json: serde_json::Value = serde_json::from_slice(&output.stdout)?;
            let found: Vec<_> = json.as_array().ok_or("no list")?.iter().filter(|one| one["code"] == code).collect();
            assert_eq!(found.len(), 1, "{json}");
            assert_eq!(
                (&found[0]["path"], &found[0]["line"], &found[0]["column"]),
                (&"roster".into(), &4.into(), &9.into())
            );
            assert_eq!(found[0]["file"], yaml.as_str());
        }
    }
    assert!(stdout(&run(&["check", &yaml])).contains("none.csv: cannot read: no such file"));
    // A file beside the framework is found from anywhere.
    fs::write(path(folder.path(), "none.csv"), "code,name\nu,U\nv,V\n")?;
    ok(&["check", &yaml, &data]);
    Ok(())
}

#[test]
fn what_is_built_in_comes_before_a_file_of_that_name() -> Tested {
    let folder = tempfile::tempdir()?;
    for name in ["un-egdi-2018", "un-members"] {
        fs::write(folder.path().join(name), "broken")?;
    }
    let here = |args: &[&str]| govscore(args).current_dir(folder.path()).output();
    let data = "sample:un-egdi-2018";
    for (args, code) in [
        (&["score", "un-egdi-2018", data][..], 0),
        (&["score", "un-egdi-2018", data, "--roster", "un-members"], 0),
        (&["score", "./un-egdi-2018", data], 1),
        (&["score", "un-egdi-2018", data, "--roster", "./un-members"], 1),
    ] {
        let output = here(args)?;
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
    }
    Ok(())
}

#[test]
fn a_weight_is_set_once() {
    for set in [&["A=30%", "--set", "A=20%"][..], &["A="], &["=3"], &["A=1", "--set", " A =1"]] {
        for lang in ["en", "zh"] {
            let output = run(&[&["tree", "bluebook-2019", "--lang", lang, "--set"], set].concat());
            assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{set:?}");
        }
    }
}

#[test]
fn a_name_that_is_not_stated_is_empty() -> Tested {
    let folder = tempfile::tempdir()?;
    let yaml = path(folder.path(), "x.yaml");
    fs::write(&yaml, without_roster())?;
    assert!(ok(&["tree", &yaml, "--format", "csv"]).contains("\nA,total,1,,,0.5,50,\nB,total,1,乙,,0.5,50,\n"));
    let json: serde_json::Value = serde_json::from_str(&ok(&["tree", &yaml, "--format", "json"]))?;
    assert_eq!(json["nodes"][1]["name"], serde_json::json!({"zh": null, "en": null}));
    assert_eq!(json["nodes"][2]["name"], serde_json::json!({"zh": "乙", "en": null}));
    Ok(())
}

#[test]
fn score_and_explain_agree_in_json() -> Tested {
    let folder = tempfile::tempdir()?;
    let (yaml, data) = (path(folder.path(), "x.yaml"), path(folder.path(), "data.csv"));
    fs::write(&yaml, without_roster())?;
    fs::write(&data, format!("# synthetic: for a test\n{ROUNDED_DATA}"))?;
    for (framework, data, unit, name, synthetic) in [
        ("un-egdi-2018", "sample:un-egdi-2018", "AFG", serde_json::json!({"zh": "阿富汗", "en": "Afghanistan"}), false),
        (&yaml, &data, "u", serde_json::Value::Null, true),
    ] {
        let read =
            |args: &[&str]| serde_json::from_str::<serde_json::Value>(&ok(&[args, &["--format", "json"]].concat()));
        let score = read(&["score", framework, data])?;
        let explain = read(&["explain", framework, data, "--unit", unit])?;
        assert_eq!(score["units"][0]["unit"], explain["explanation"]["unit"]["id"]);
        assert_eq!((&score["units"][0]["name"], &explain["explanation"]["unit"]["name"]), (&name, &name));
        assert_eq!(score["units"][0]["tier"], explain["explanation"]["tier"]);
        assert!(score["units"][0]["tier"]["name"]["en"].is_string(), "{score}");
        assert_eq!((&score["synthetic"], &explain["synthetic"]), (&synthetic.into(), &synthetic.into()));
    }
    assert!(ok(&["explain", &yaml, &data, "-u", "u"]).contains("equal scores go by code"));
    assert!(ok(&["explain", &yaml, &data, "-u", "u", "--lang", "zh"]).contains("同分按代码次序"));
    Ok(())
}

#[test]
fn a_framework_that_is_not_utf8_is_not_quoted() -> Tested {
    let folder = tempfile::tempdir()?;
    let yaml = path(folder.path(), "gb.yaml");
    fs::write(&yaml, b"govscore: 1\nid: x\ntitle: \xb2\xe2\xca\xd4\nindicators: []\n")?;
    let output = run(&["check", &yaml]);
    assert!(stdout(&output).contains(&format!("error[not-utf8] {yaml}:3:8: ")), "{}", stdout(&output));
    assert!(!stdout(&output).contains('\u{fffd}'), "{}", stdout(&output));
    Ok(())
}

#[test]
fn where_the_total_is_given_there_are_no_indicators() -> Tested {
    let folder = tempfile::tempdir()?;
    let (yaml, data) = (path(folder.path(), "x.yaml"), path(folder.path(), "data.csv"));
    fs::write(&yaml, "govscore: 1\nid: x\ntitle: X\nindicators: []\n")?;
    fs::write(&data, "unit,total\na,5\n")?;
    let text = ok(&["check", &yaml, &data]);
    assert!(text.contains("1 unit, the total.") && !text.contains("1 indicator"), "{text}");
    fs::write(&yaml, "govscore: 1\nid: x\ntitle: X\nindicators: [{code: A, weight: 1}]\n")?;
    assert!(ok(&["check", &yaml]).contains("1 indicator on 1 level"), "{}", ok(&["check", &yaml]));
    Ok(())
}

#[test]
fn wide_tables_are_cut_in_text_alone() -> Tested {
    let folder = tempfile::tempdir()?;
    let (yaml, data) = (path(folder.path(), "flat.yaml"), path(folder.path(), "data.csv"));
    let codes: Vec<String> = (0..20).map(|number| format!("X{number}")).collect();
    let indicators: String = codes.iter().map(|code| format!("  - {{code: {code}, weight: 1/20}}\n")).collect();
    fs::write(&yaml, format!("govscore: 1\nid: flat\ntitle: Flat\nindicators:\n{indicators}"))?;
    fs::write(&data, format!("unit,{}\na{}\n", codes.join(","), ",5".repeat(20)))?;
    let text = ok(&["score", &yaml, &data]);
    assert!(text.contains("rank  unit  total\n"), "{text}");
    assert!(text.contains("Shown are 0 of 20 indicators") && !text.contains("--levels"), "{text}");
    assert!(ok(&["score", &yaml, &data, "--format", "csv"]).starts_with("unit,name,rank,tier,total,X0,X1,"));
    let bluebook = ["score", "bluebook-2019", "sample:bluebook-2019-synthetic", "--levels"];
    let text = ok(&[&bluebook[..], &["1,2,3"]].concat());
    assert!(text.contains("Service supply") && !text.contains(" A11"), "{text}");
    assert!(text.contains("Shown are 3 of 43 indicators") && text.contains("--levels"), "{text}");
    let text = ok(&[&bluebook[..], &["1,2"]].concat());
    assert!(text.contains(" A11") || text.contains(" A1 ") && !text.contains("Shown are"), "{text}");
    Ok(())
}

#[test]
fn rosters_and_samples_are_listed_as_text_alone() {
    let text = ok(&["frameworks"]);
    for part in ["cn-prefectures-2018-334", "un-members", "sample:guomai-2014", "made up"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for format in ["csv", "json"] {
        assert!(!ok(&["frameworks", "--format", format]).contains("sample:"), "{format}");
    }
}
