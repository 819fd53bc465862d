//! The sample run: what is real agrees with its source, what is made up says so in every file.

mod common;

use std::fs;
use std::path::Path;

use common::{Tested, ok, path, run};

#[test]
fn the_demo_agrees_with_the_published_values() -> Tested {
    let folder = tempfile::tempdir()?;
    let out = path(folder.path(), "new/out");
    let text = ok(&["demo", "--out", &out]);
    assert!(text.contains("193 of 193 values, 193 of 193 ranks and 193 of 193 groups"), "{text}");
    let named: Vec<&str> = text.lines().filter(|line| line.starts_with(&out)).collect();
    assert_eq!(named.len(), fs::read_dir(&out)?.count());
    for ending in ["csv", "json", "md", "txt"] {
        assert!(named.iter().any(|name| name.ends_with(ending)), "{ending}");
    }
    let before = fs::read(path(Path::new(&out), "un-egdi-2018-scores.json"))?;
    ok(&["demo", "--out", &out]);
    assert_eq!(fs::read(path(Path::new(&out), "un-egdi-2018-scores.json"))?, before, "same input, same bytes");
    let file = path(folder.path(), "file");
    fs::write(&file, "")?;
    assert_eq!(run(&["demo", "--out", &file]).status.code(), Some(1));
    Ok(())
}

/// What each format has to say of figures that are made up, in each language; in CSV each row that holds one.
fn says_so(name: &str, bytes: &[u8], lang: &str) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let banner = if lang == "en" { "SYNTHETIC DATA" } else { "合成数据" };
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => {
            let mut lines = text.lines();
            lines.next().is_some_and(|heading| heading.ends_with(",data"))
                && lines.all(|line| line.ends_with(",synthetic") || only_published(line))
        }
        Some("html") => text.contains("class=\"banner\"") && text.contains(banner),
        // What stands on its sheets is read back by the library's own tests.
        Some("xlsx") => bytes.starts_with(b"PK"),
        Some("json") => text.contains("\"synthetic\": true"),
        Some("txt") => text.starts_with(&format!("*** {}", if lang == "en" { banner } else { "【合成数据】" })),
        _ => text.lines().take(3).any(|line| line.starts_with("> **") && line.contains(banner)),
    }
}

/// Whether nothing in a row was computed.
fn only_published(line: &str) -> bool {
    [",,other-sample,http", ",,given,http"].iter().any(|words| line.contains(words)) && line.ends_with(',')
}

#[test]
fn every_file_made_from_made_up_data_says_so() -> Tested {
    for lang in ["en", "zh"] {
        let folder = tempfile::tempdir()?;
        let out = path(folder.path(), "out");
        ok(&["demo", "--out", &out, "--lang", lang]);
        let mut marked = 0;
        for entry in fs::read_dir(&out)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let made_up = name.contains("synthetic");
            assert_eq!(says_so(&name, &fs::read(entry.path())?, lang), made_up, "{lang} {name}");
            marked += usize::from(made_up);
        }
        assert_eq!(marked, 17, "scores, published, leaders in four formats, one region in three, a report in two");
    }
    Ok(())
}

#[test]
fn published_stands_beside_computed() -> Tested {
    let folder = tempfile::tempdir()?;
    let out = path(folder.path(), "out");
    let text = ok(&["demo", "--out", &out, "--lang", "zh"]);
    assert!(text.contains("*** 【合成数据】"), "{text}");
    assert!(text.contains("比较的 18 个数字中，18 个在公布的位数上完全一致"), "{text}");
    assert!(text.contains("另有 3 个是方案自身的分界线，为给定值"), "{text}");
    let csv = fs::read_to_string(path(Path::new(&out), "bluebook-2019-synthetic-published.csv"))?;
    for line in [
        "积极追赶,数量,203,334,,other-sample,",
        "积极追赶,数量,202,333,202,agrees,",
        "积极追赶,分界线,60.10,334,,given,",
        "全部,最高分,84.80,,84.80,agrees,",
        "积极追赶,平均分,68.38,,68.38,agrees,",
        "铜川市,总分,73.73,334,73.73,agrees,",
        "铜川市,A 服务供给能力,30.4,334,30.40,agrees,",
        "铜川市,名次,50,334,50,agrees,",
        "湛江市,名次,11,333,11,agrees,",
    ] {
        assert!(csv.contains(line), "{line}: {csv}");
    }
    assert!(!csv.contains("differs") && !csv.contains("not-computed"), "{csv}");
    // What is published and nothing else is not made up.
    assert_eq!(csv.lines().filter(|line| only_published(line)).count(), 7, "{csv}");
    assert_eq!(csv.lines().filter(|line| line.ends_with(",synthetic")).count(), 18, "{csv}");
    for ending in ["md", "txt"] {
        let text = fs::read_to_string(path(Path::new(&out), &format!("bluebook-2019-synthetic-published.{ending}")))?;
        assert!(text.contains("http://xjdsb.com/hulianwang/77131.html"), "{ending}: {text}");
    }
    let leaders = fs::read_to_string(path(Path::new(&out), "bluebook-2019-synthetic-leaders.csv"))?;
    assert_eq!(leaders.lines().count(), 15);
    assert!(
        leaders.starts_with("\u{feff}unit,name,rank,total,A,B,C,published,note,data\n441700,阳江市,1,84.80,"),
        "{leaders}"
    );
    assert!(leaders.contains(",名次 1,类型为公布；`published` 一栏以外的数字均为编造。,synthetic\n"), "{leaders}");
    let guessed: Vec<&str> = leaders.lines().filter(|line| line.contains("宜城")).collect();
    assert!(guessed.len() == 1 && guessed[0].starts_with("341800,宣城市,"), "{leaders}");
    Ok(())
}
