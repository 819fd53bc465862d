//! What a mapping may not say, one file each in `tests/bad/mapping`, with the expected text beside it.

use std::fs;
use std::path::Path;

use govscore::Lang;

use crate::*;

const OLD: &str = "
govscore: 1
id: demo-2018
title: Demo 2018
indicators:
  - {code: A, name: a, weight: 50%, indicators: [{code: A1, name: a1, weight: 40%}, {code: A2, name: a2, weight: 60%}]}
  - {code: B, name: b, weight: 50%}
";

fn old_and_new() -> (Framework, Framework) {
    let new = OLD.replace("demo-2018", "demo-2019").replace("code: A1,", "code: N1,");
    (Framework::from_yaml(OLD).unwrap(), Framework::from_yaml(&new).unwrap())
}

#[test]
fn bad_files_say_what_is_wrong() {
    let (old, new) = old_and_new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/mapping");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    assert!(files.len() >= 5);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let error = Mapping::read(&fs::read(&path).unwrap(), Some(&name), &old, &new).unwrap_err();
        let lines = |lang| error.diagnostics().iter().map(|found| found.line(lang) + "\n").collect::<String>();
        let found = lines(Lang::En) + "---\n" + &lines(Lang::Zh);
        let expected = path.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, found).unwrap();
            continue;
        }
        assert_eq!(found, fs::read_to_string(expected).unwrap().replace("\r\n", "\n"), "{name}");
    }
}

#[test]
fn a_mapping_from_code_is_held_to_the_same() {
    let (old, new) = old_and_new();
    let score = |framework: &Framework, csv: &str| {
        framework.score(&Dataset::from_csv(framework, csv.as_bytes()).unwrap()).unwrap()
    };
    let (old, new) = (score(&old, "unit,A1,A2,B\nu,1,2,3\n"), score(&new, "unit,N1,A2,B\nu,1,2,3\n"));
    let error = compare(&old, &new, &Mapping::default().indicator("A1", "N2", None)).unwrap_err();
    assert!(error.to_string().contains("indicators[1].new"), "{error}");
    let mapping = Mapping::default().indicator("A1", "N1", Some(true)).unit("u", "v");
    let compared = compare(&old, &new, &mapping).unwrap();
    let found: Vec<&str> = compared.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(found, ["idle-pair"]);
    assert!(compared.unit("u").unwrap().change().unwrap().is_zero());
}
