//! `compare`: two editions on the command line.

mod common;

use std::fs;

use common::{Tested, govscore, ok, path, run, stderr, stdout};

const EGDI: [&str; 5] = ["compare", "un-egdi-2018", "sample:un-egdi-2018", "un-egdi-2020", "sample:un-egdi-2020"];

fn with(more: &[&str]) -> Vec<String> {
    EGDI.iter().chain(more).map(|arg| (*arg).to_owned()).collect()
}

fn egdi(more: &[&str]) -> String {
    let args = with(more);
    ok(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn egdi_2018_and_2020_in_every_format_of_text() {
    let csv = egdi(&["--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 194);
    assert!(
        lines[0].starts_with("Unit,Code,Total 2018,Total 2020,Change,Rank 2018,Rank 2020,Places,Type 2018"),
        "the scheme did not change, so there are no parts: {}",
        lines[0]
    );
    // Printed by the Surveys of 2018 and 2020: 0.6811 on rank 65, 0.7948 on rank 45.
    let china = lines.iter().find(|line| line.starts_with("China,")).expect("China is in both");
    assert_eq!(*china, "China,CHN,0.6811,0.7948,+0.1137,65,45,+20,High,Very High");
    // By the Surveys' groups: 40 and 57 very high.
    let moves = egdi(&["--format", "csv", "--table", "moves"]);
    assert_eq!(moves.lines().nth(1), Some("Very High,39,1,0,0,40"), "{moves}");
    let text = egdi(&[]);
    assert!(text.contains("42 rose to a better type, 149 stayed in theirs, 2 fell to a worse one."), "{text}");
    assert!(text.contains("Indicators, their criteria and their weights are the same in 2018 and 2020"), "{text}");
    let chinese = egdi(&["--lang", "zh", "--format", "md"]);
    assert!(chinese.contains("42 个升入更好的类型，149 个不变，2 个降入更差的类型。"), "{chinese}");
    let json: serde_json::Value = serde_json::from_str(&egdi(&["--format", "json"])).expect("JSON");
    assert_eq!(json["title"], "Comparison of editions");
    assert_eq!(egdi(&["--format", "json"]), egdi(&["--format", "json"]), "the same bytes");
}

/// Two editions with a mapping, all files of one's own.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Result<Files, std::io::Error> {
        let folder = tempfile::tempdir()?;
        let yaml = |edition: &str, code: &str, weights: [u32; 2]| {
            format!(
                "govscore: 1\nid: x-{edition}\ntitle: X\nedition: '{edition}'\nindicators:\n  - {{code: A, name: a, weight: {}%}}\n  - {{code: {code}, name: b, weight: {}%}}\n",
                weights[0], weights[1]
            )
        };
        for (name, text) in [
            ("old.yaml", yaml("2018", "B", [50, 50])),
            ("new.yaml", yaml("2019", "N", [40, 60])),
            ("old.csv", "unit,A,B\n甲市,80,60\n乙市,50,50\n".to_owned()),
            ("new.csv", "unit,A,N\n甲市,80,70\n新乙市,50,50\n".to_owned()),
            ("map.yaml", "indicators: [{old: B, new: N}]\nunits: [{old: 乙市, new: 新乙市}]\n".to_owned()),
        ] {
            fs::write(folder.path().join(name), text)?;
        }
        Ok(Files { folder })
    }

    fn args(&self, more: &[&str]) -> Vec<String> {
        let files = ["old.yaml", "old.csv", "new.yaml", "new.csv"].map(|name| path(self.folder.path(), name));
        let more = more.iter().map(|arg| (*arg).to_owned());
        std::iter::once("compare".to_owned()).chain(files).chain(more).collect()
    }

    fn run(&self, more: &[&str]) -> std::process::Output {
        let args = self.args(more);
        run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

#[test]
fn a_mapping_says_what_is_the_same() -> Tested {
    let files = Files::new()?;
    let map = path(files.folder.path(), "map.yaml");
    // 70 becomes 74; B was 60 and is 70: values 0.55 · 10 = 5.5, scheme −0.1 · 80 + 0.1 · 65 = −1.5.
    let output = files.run(&["--mapping", &map, "--format", "csv"]);
    assert!(stdout(&output).contains("甲市,70.00,74.00,+4.00,+5.50,-1.50,1,1,0\n"), "{}", stdout(&output));
    assert!(stdout(&output).contains("新乙市,50.00,50.00,0.00,0.00,0.00,2,2,0\n"), "{}", stdout(&output));
    let text = stdout(&files.run(&["--mapping", &map]));
    assert!(text.contains("not comparable as such"), "{text}");
    // Without it B is dropped and N added, 乙市 and 新乙市 are two.
    let output = files.run(&["--format", "csv"]);
    assert!(stdout(&output).contains("甲市,70.00,74.00,+4.00,0.00,+4.00,"), "{}", stdout(&output));
    assert_eq!(stdout(&output).lines().count(), 2);
    Ok(())
}

#[test]
fn problems_of_all_files_are_told_at_once() -> Tested {
    let files = Files::new()?;
    let (map, data) = (path(files.folder.path(), "map.yaml"), path(files.folder.path(), "new.csv"));
    fs::write(&map, "indicators:\n  - {old: B, new: Q}\n")?;
    fs::write(&data, "unit,A,N\n甲市,80,x\n")?;
    let output = files.run(&["--mapping", &map]);
    assert_eq!(output.status.code(), Some(1));
    let found = stderr(&output);
    assert!(found.contains("error[unknown-code]") && found.contains("map.yaml:2:19"), "{found}");
    assert!(found.contains("error[not-a-number]") && found.contains("new.csv:2"), "{found}");
    Ok(())
}

#[test]
fn no_input_is_written_over() -> Tested {
    let files = Files::new()?;
    for name in ["old.yaml", "old.csv", "new.yaml", "new.csv", "map.yaml"] {
        let (file, map) = (path(files.folder.path(), name), path(files.folder.path(), "map.yaml"));
        let before = fs::read(&file)?;
        let output = files.run(&["--mapping", &map, "-o", &file, "--format", "csv"]);
        assert_ne!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
        assert_eq!(fs::read(&file)?, before, "{name}");
    }
    let output = govscore(&["compare", "un-egdi-2018", "-", "un-egdi-2020", "-"]).output()?;
    assert_eq!(output.status.code(), Some(2));
    Ok(())
}

#[test]
fn what_is_made_up_says_so_and_of_which_edition() {
    let sample = "sample:bluebook-2019-synthetic";
    let args =
        ["compare", "bluebook-2019", sample, "bluebook-2019", sample, "--new-set", "A=30%", "--new-set", "B=50%"];
    let text = ok(&args);
    assert!(text.contains("SYNTHETIC DATA"), "{text}");
    assert!(text.contains("new: WEIGHTS SET FOR THIS RUN: A = 30%, B = 50%"), "{text}");
    // Values did not change, so what weights did is all of it.
    let units = ok(&[&args[..], &["--format", "csv"]].concat());
    let mut lines = units.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let headings = lines.next().expect("headings");
    let values = headings.iter().position(|heading| *heading == "By values").expect("a column of values");
    assert!(lines.all(|line| line.get(values) == Some(&"0.00")), "{units}");
}
