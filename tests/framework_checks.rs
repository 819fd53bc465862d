//! Every check of the framework reader by one bad file each, and the shapes that must pass.
//!
//! `tests/bad/framework/NAME.yaml` is read and all diagnostics are compared with `NAME.expected` beside it: in English,
//! then after a line `---` in Chinese. With `UPDATE=1` the expected files are written; read what changed.

use std::fs;
use std::path::{Path, PathBuf};

use govscore::diagnostic::ALL_CODES;
use govscore::{Checked, Diagnostics, Framework, FrameworkFile, Indicator, Lang, NodeId};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// All YAML files of a folder, by name.
fn yaml_files(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).expect("the folder exists");
    let paths = entries.map(|entry| entry.expect("the folder can be listed").path());
    let mut files: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    files.sort();
    assert!(!files.is_empty(), "no files in {name}");
    files
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn lines(diagnostics: &Diagnostics) -> String {
    let in_lang = |lang| diagnostics.iter().map(move |diagnostic| diagnostic.line(lang) + "\n").collect::<String>();
    in_lang(Lang::En) + "---\n" + &in_lang(Lang::Zh)
}

/// Compares with the file beside the case, or writes it.
fn check(case: &Path, found: &str) -> Option<String> {
    let expected = case.with_extension("expected");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&expected, found).expect("the expected file can be written");
        return None;
    }
    let name = file_name(case);
    match fs::read_to_string(&expected) {
        Ok(text) if text.replace("\r\n", "\n") == found => None,
        Ok(text) => Some(format!("{name}: expected\n{text}\nfound\n{found}")),
        Err(_) => Some(format!("{name}: no .expected file; found\n{found}")),
    }
}

#[test]
fn bad_files_say_what_is_wrong() {
    let mut failures = Vec::new();
    for case in yaml_files("tests/bad/framework") {
        let yaml = fs::read(&case).expect("a case can be read");
        let checked = Checked::read(&yaml, Some(&file_name(&case)), &[]);
        assert!(!checked.diagnostics.is_empty(), "{} is not bad", case.display());
        assert_eq!(checked.framework.is_none(), checked.diagnostics.has_errors(), "{}", case.display());
        failures.extend(check(&case, &lines(&checked.diagnostics)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Code and share of the parent of every node below the total.
fn shares(framework: &Framework) -> String {
    let share = |node: &govscore::Node| node.share.as_ref().map_or("?".to_owned(), |share| share.to_string());
    let nodes = framework.nodes().iter().skip(1);
    nodes.map(|node| format!("{} {}", node.code, share(node))).collect::<Vec<_>>().join(", ")
}

fn read(yaml: &str) -> Framework {
    let checked = Checked::read(yaml.as_bytes(), Some("test.yaml"), &[]);
    assert!(checked.diagnostics.is_empty(), "{}\nin\n{yaml}", checked.diagnostics);
    checked.framework.expect("a framework without errors")
}

#[test]
fn good_files_have_exact_shares() {
    let odd = ["NO", "1.10", "001", "1e3", "0x1F", "true", "null", "供给能力", "A-1_b.2", "甲 1", "é"];
    let odd = odd.map(|code| format!("{code} 1/11")).join(", ");
    let expected = [
        ("absolute-inside", "A 0.4, B 0.6, B1 1/3, B2 2/3"),
        ("absolute-partly-known", "A 0.37, A1 8/37, A2 ?, B ?"),
        ("absolute-percent", "A 0.4, A1 0.375, A2 0.625, B 0.6"),
        ("absolute-points", "A 1/3, A1 0.25, A2 0.75, A21 5/12, A22 7/12, B 5/12, B1 0.5, B2 0.5, C 0.25"),
        ("aliases", "A 0.5, B 0.5"),
        ("collection-keys", "A 0.6, B 0.2, C 0.2, C1 0.5, C2 0.5, X 0.15, Y 0.05, Z 0.1, V 0, V1 0.5, V2 0.5"),
        ("equal", "A 0.5, A1 1/3, A2 1/3, A3 1/3, B 0.5"),
        ("every-key", "A 0.4, A1 0.5, A2 0.5, B 0.6"),
        ("flow-style", "A 0.4, B 0.6, B1 1/3, B2 2/3"),
        ("full-width", "A 0.4, B 0.6"),
        ("grades", "A 0.4, B 0.6"),
        ("mixed-notations", "A 0.4, B 0.4, C 0.2"),
        ("no-levels", "A 0.3, B 0.7, B1 0.5, B2 0.5, B21 0.1, B22 0.9"),
        ("number-forms", "A 0.5, B 0.5, B1 0.25, B2 0.25, B3 0.25, B4 0.25"),
        ("odd-codes", odd.as_str()),
        ("one-level", "A 0.4, B 0.6"),
        ("partial", "A 0.4, B ?, C ?"),
        ("plain-names", "A 0.4, B 0.4, C 0.2"),
        ("same-name-elsewhere", "A 0.5, A1 0.5, A2 0.5, B 0.5, B1 0.5, B2 0.5"),
        ("sevenths", "A 1/7, B 2/7, C 4/7, C1 3/7, C2 4/7"),
        ("shares", "A 4/13, B 6/13, C 3/13, C1 0.25, C2 0.75"),
        (
            "six-levels",
            "A 0.5, AA 0.5, AAA 0.5, AAAA 0.5, AAAAA 0.5, AAAAAA 1/3, AAAAAB 2/3, AAAAB 0.5, AAAB 0.5, AAB 0.5, AB 0.5, B 0.5",
        ),
        ("tiers-by-count", "A 0.4, B 0.6"),
        ("tiers-by-mean-sd", "A 0.4, B 0.6"),
        ("tiers-by-natural-breaks", "A 0.4, B 0.6"),
        ("tiers-by-quantiles", "A 0.4, B 0.6"),
        ("total-given", ""),
        ("weights-left-open", "A ?, B ?"),
        ("zero-weight", "A 0, B 1, C 0"),
    ];
    let files = yaml_files("tests/good");
    let names: Vec<String> = files.iter().map(|path| file_name(path).replace(".yaml", "")).collect();
    assert_eq!(names, expected.map(|(name, _)| name), "one entry for each file, in their order");
    for (path, (name, shares_of_all)) in files.iter().zip(expected) {
        let framework = read(&fs::read_to_string(path).expect("a case can be read"));
        assert_eq!(shares(&framework), shares_of_all, "{name}");
    }
}

fn good(name: &str) -> String {
    fs::read_to_string(folder("tests/good").join(name).with_extension("yaml")).expect("a case can be read")
}

#[test]
fn a_mark_at_the_start_and_windows_line_ends_change_nothing() {
    let unix = good("every-key");
    let windows = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
    assert_eq!(read(&windows), read(&unix));
    // Lines and columns count alike, too.
    let bad = windows.replace("weight: 40%", "weight: 4O%");
    let found = Checked::read(bad.as_bytes(), None, &[]).diagnostics;
    let places: Vec<_> = found.iter().map(|diagnostic| (diagnostic.place.line, diagnostic.place.column)).collect();
    assert_eq!(places, [(Some(35), Some(13))]);
}

#[test]
fn five_hundred_leaves_and_long_names() {
    let mut flat = String::from("govscore: 1\nid: flat\ntitle: Flat\nindicators:\n");
    for leaf in 1..=500 {
        flat += &format!("- {{code: L{leaf}, name: {}, weight: 0.2%}}\n", format!("leaf {leaf} ").repeat(30));
    }
    let flat = read(&flat);
    assert_eq!(flat.leaves().count(), 500);

    let mut deep = FrameworkFile::new("deep", "Deep");
    for branch in 1..=20 {
        let mut node = Indicator::new(format!("B{branch}"), format!("branch {branch}")).weight("1/20");
        for leaf in 1..=25 {
            node = node.indicator(Indicator::new(format!("B{branch}.{leaf}"), format!("leaf {leaf}")).weight("4%"));
        }
        deep = deep.indicator(node);
    }
    let deep = deep.check().expect("a framework without errors");
    assert!(deep.leaves().all(|leaf| deep.points(leaf.id).is_some_and(|points| points.to_string() == "0.2")));
    assert_eq!(read(&deep.to_yaml()), deep);
}

#[test]
fn thirty_levels_fit_on_the_stack() {
    let mut yaml = String::from("govscore: 1\nid: deep\ntitle: Deep\nindicators:\n");
    for level in 0..30 {
        let indent = "  ".repeat(level);
        yaml += &format!("{indent}- code: A{level}\n{indent}  weight: 50%\n{indent}  indicators:\n");
        yaml += &format!("{indent}  - {{code: B{level}, weight: 50%}}\n");
    }
    yaml += &format!("{}- {{code: Z, weight: 50%}}\n", "  ".repeat(30));
    yaml += "- {code: Y, weight: 50%}\n";
    let deep = read(&yaml);
    assert_eq!(deep.levels().len(), 31);
    let sum: govscore::Ratio = deep.leaves().filter_map(|leaf| leaf.effective.clone()).sum();
    assert_eq!(sum, govscore::Ratio::one());
    assert_eq!(read(&deep.to_yaml()), deep);
}

#[test]
fn total_zero_and_odd_texts_arrive_as_written() {
    let given = read(&good("total-given"));
    assert_eq!((given.leaves().count(), given.levels().len(), given.tiers().len()), (0, 0, 2));
    assert!(given.tier_rule().is_some());

    let zero = read(&good("zero-weight"));
    let weights = zero.weights().expect("all weights are known");
    assert!(weights.effective(zero.find("A").expect("A").id).is_zero());
    assert_eq!(weights.effective(NodeId::TOTAL).to_string(), "1");

    let odd = read(&good("odd-codes"));
    assert_eq!((odd.id(), odd.edition()), ("2019", Some("2019")));

    let names = read(&good("plain-names"));
    let a = names.find("A").expect("A");
    assert_eq!((a.name.get(Lang::En), a.name.get(Lang::Zh)), ("供给能力", "供给能力"));
    assert_eq!(names.find("C").expect("C").name.get(Lang::En), "智慧能力");
}

#[test]
fn what_is_unknown_is_named_when_weights_are_asked_for() {
    let said = |name: &str| {
        let error = read(&good(name)).weights().expect_err("weights are unknown");
        lines(&error.diagnostics())
    };
    assert_eq!(
        said("partial"),
        "\
error[partial-framework] part of `partial` is unknown, so it cannot score: The weight of B.
error[unknown-weight] B: the weight of B is not known
error[unknown-weight] C: the weight of C is not known
---
错误[partial-framework] `partial` 部分内容未知，无法计分：B 的权重。
错误[unknown-weight] B：B 的权重未知
错误[unknown-weight] C：C 的权重未知
"
    );
    assert_eq!(
        said("weights-left-open"),
        "\
error[unknown-weight] A: the weight of A is not known (set it for this run, as in `--set A=30%`)
error[unknown-weight] B: the weight of B is not known (set it for this run, as in `--set B=30%`)
---
错误[unknown-weight] A：A 的权重未知（可为本次运行设定，如 `--set A=30%`）
错误[unknown-weight] B：B 的权重未知（可为本次运行设定，如 `--set B=30%`）
"
    );
    // A partial framework keeps the lines that are known, but has no rule.
    let partial = read(&good("partial"));
    assert!(partial.tier_rule().is_none());
    assert_eq!(partial.tiers()[0].from.as_ref().map(|line| line.to_string()).as_deref(), Some("80"));
}

#[test]
fn weights_set_by_the_caller() {
    let set = |weights: &[(&str, &str)]| {
        let weights: Vec<_> = weights.iter().map(|(code, weight)| (code.to_string(), weight.to_string())).collect();
        Checked::read(good("weights-left-open").as_bytes(), Some("f.yaml"), &weights)
    };
    let both = set(&[("A", "1/3"), ("B", "2/3")]);
    assert_eq!(both.framework.as_ref().map(shares).as_deref(), Some("A 1/3, B 2/3"));
    assert_eq!(
        lines(&both.diagnostics),
        "\
note[weight-set] A: the weight of A is 1/3 by the caller's choice (in the scheme: not known)
note[weight-set] B: the weight of B is 2/3 by the caller's choice (in the scheme: not known)
---
提示[weight-set] A：A 的权重由使用者设为 1/3（方案中为 未知）
提示[weight-set] B：B 的权重由使用者设为 2/3（方案中为 未知）
"
    );
    assert_eq!(
        lines(&set(&[("a", "1/2"), ("B", "half"), ("A", "-1/3")]).diagnostics),
        "\
error[unknown-parameter] no indicator has the code `a` (did you mean `A`?)
error[bad-weight] B: the weight `half` that was set is not a number (write `B=40%`, `B=0.4` or `B=2/5`)
error[negative-weight] A: the weight `-1/3` that was set is below zero (a weight is zero or more)
---
错误[unknown-parameter] 没有代码为 `a` 的指标（是否应为 `A`？）
错误[bad-weight] B：设定的权重 `half` 不是数字（写作 `B=40%`、`B=0.4` 或 `B=2/5`）
错误[negative-weight] A：设定的权重 `-1/3` 小于零（权重不小于零）
"
    );
}

#[test]
fn one_level_of_one_indicator_is_singular() {
    let yaml = "govscore: 1\nid: x\ntitle: X\nlevels: [{zh: 一级, count: 1}]
indicators: [{code: A, weight: 1/2, indicators: [{code: A1, weight: 1}]}, {code: B, weight: 1/2}]\n";
    let text = lines(&Checked::read(yaml.as_bytes(), None, &[]).diagnostics);
    assert!(text.contains("1 level is stated, the tree has 2"), "{text}");
    assert!(text.contains("level 1 should have 1 indicator and has 2"), "{text}");
}

#[test]
fn shipped_frameworks_are_clean_and_survive_writing() {
    for folder in ["indicators", "tests/good"] {
        for path in yaml_files(folder) {
            let framework = read(&fs::read_to_string(&path).expect("a framework can be read"));
            let yaml = framework.to_yaml();
            assert_eq!(read(&yaml), framework, "{}", path.display());
            assert_eq!(read(&yaml).to_yaml(), yaml, "{}", path.display());
        }
    }
}

#[test]
fn every_code_is_documented() {
    let page = fs::read_to_string(folder("docs/diagnostics.md")).expect("the page exists");
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let codes: Vec<String> = ALL_CODES.iter().map(|code| format!("`{code}`")).collect();
    let documented: Vec<&str> = headings.iter().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(documented, codes, "one heading for each code, in the order of the table");
    for (code, heading) in ALL_CODES.iter().zip(headings) {
        assert!(heading.ends_with(&code.title().zh), "{heading}: the Chinese title is {}", code.title().zh);
    }
    assert!(!page.contains("```rust"), "nothing on this page is a program");
}

#[test]
fn every_code_of_a_framework_has_a_case() {
    // Codes that no file by itself can cause: they come from `--set`, from scoring, from data or from the world.
    let data = ALL_CODES.iter().position(|code| code.name() == "empty-file").expect("the first code of data files");
    let elsewhere = ["unknown-weight", "unknown-parameter", "weight-set", "partial-framework"];
    let mut caused = Vec::new();
    for case in yaml_files("tests/bad/framework") {
        let yaml = fs::read(&case).expect("a case can be read");
        caused.extend(Checked::read(&yaml, None, &[]).diagnostics.iter().map(|diagnostic| diagnostic.code));
    }
    for code in ALL_CODES[..=data].iter().filter(|code| !elsewhere.contains(&code.name())) {
        assert!(caused.contains(code), "no bad file causes {code}");
    }
}
