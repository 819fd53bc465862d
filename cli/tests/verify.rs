//! `verify` and `infer-weights` as a user runs them.

mod common;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use common::{Tested, govscore, ok, path, run, stderr, stdout};

const SLIP: &str = "名次,城市,指数\n1,甲市,91.2\n2,乙市,90.8\n3,丙市,91.1\n";

#[test]
fn what_is_wrong_is_the_result() -> Tested {
    let folder = tempfile::tempdir()?;
    let list = path(folder.path(), "list.csv");
    fs::write(&list, SLIP)?;
    for (lang, found, title) in [("en", "乙市 with 90.8 ranks 2", "ranks"), ("zh", "乙市（90.8）列第 2", "名次")]
    {
        let output = run(&["verify", "none", &list, "--lang", lang]);
        assert_eq!((output.status.code(), stderr(&output)), (Some(1), String::new()));
        let text = stdout(&output);
        assert!(text.contains("rank-order") && text.contains(found) && text.contains(title), "{text}");
    }
    let markdown = stdout(&run(&["verify", "-", &list, "--format", "md"]));
    assert!(markdown.contains("| ranks | 2 of 3 rows rank where their total puts them |"), "{markdown}");
    assert!(markdown.contains("\n- error\\[rank-order\\] "), "{markdown}");
    Ok(())
}

#[test]
fn json_has_checks_and_diagnostics() -> Tested {
    let output = run(&["verify", "un-egdi-2014", "sample:un-egdi-2014", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_str(&stdout(&output))?;
    assert_eq!(json["file"], "sample:un-egdi-2014");
    let names: Vec<&str> =
        json["checks"].as_array().ok_or("no list")?.iter().filter_map(|c| c["check"].as_str()).collect();
    assert_eq!(names, ["units", "totals", "ranks", "ties", "tiers", "shares", "published"]);
    assert_eq!((&json["checks"][6]["compared"], &json["checks"][6]["held"]), (&8.into(), &7.into()));
    let found = json["diagnostics"][0]["message"].as_str().ok_or("no text")?;
    assert!(found.contains("0.4721") && found.contains("0.4712"), "{found}");
    Ok(())
}

/// What `score` prints holds, and so does standard input.
#[test]
fn a_table_of_our_own_holds() -> Tested {
    let table = ok(&["score", "bluebook-2019", "sample:bluebook-2019-synthetic", "--format", "csv"]);
    let mut child = govscore(&["verify", "bluebook-2019", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(table.as_bytes())?;
    let output = child.wait_with_output()?;
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("4329 compared with their parts") && text.contains(", 0 beyond"), "{text}");
    Ok(())
}

#[test]
fn weights_are_printed_in_every_form() -> Tested {
    for (lang, sentence) in [
        (
            "en",
            "the only ones with as few digits: 0.3, 0.35, 0.35 explain 30 of 30 totals; the largest residual is 0.008000",
        ),
        ("zh", "位数最少且仅有的一组：0.3, 0.35, 0.35 能解释 30 个总分中的 30 个；最大余差 0.008000"),
    ] {
        let text = ok(&["infer-weights", "published:weibo-city-2023q3", "--lang", lang]);
        assert!(text.contains(sentence), "{text}");
    }
    let markdown = ok(&["infer-weights", "published:weibo-city-2023q3", "--format", "md"]);
    assert!(markdown.contains("| spread | 0.299631 | 0.300248 | 0.3 | 3/10 |"), "{markdown}");
    let args = ["infer-weights", "published:weibo-city-2023q3", "--format", "json", "--try", "30%,0.35,7/20"];
    let json: serde_json::Value = serde_json::from_str(&ok(&args))?;
    assert_eq!((&json["feasible"], &json["only"]), (&true.into(), &true.into()));
    assert_eq!(json["trials"][0], json["simple"]);
    assert_eq!(json["weights"][1]["ratio"], "7/20");
    Ok(())
}

#[test]
fn a_table_without_weights_says_so_on_standard_error() -> Tested {
    let folder = tempfile::tempdir()?;
    let list = path(folder.path(), "list.csv");
    fs::write(&list, "unit,total,a,b\nx,5.0,1.0,2.0\ny,1.0,3.0,4.0\n")?;
    let output = run(&["infer-weights", &list]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("error[no-weights]"), "{}", stderr(&output));
    assert!(stdout(&output).contains("the rows that bind: x (line 2)"), "{}", stdout(&output));
    // A result is not written over the table that it is about.
    let output = run(&["infer-weights", &list, "-o", &list, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(fs::read_to_string(&list)?.starts_with("unit,total"));
    Ok(())
}
