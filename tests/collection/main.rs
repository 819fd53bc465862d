//! From observations to scores: rounds, conflicts, what applies, what is missing, evidence; bonuses, vetoes, pass marks.

mod absence;
mod laws;
mod records;
mod roles;
mod rounds;

use govscore::{Checked, Dataset, Diagnostics, Framework, ReadOptions, Scores};

fn framework(yaml: &str) -> Framework {
    let checked = Checked::read(format!("govscore: 1\nid: x\ntitle: X\n{yaml}").as_bytes(), None, &[]);
    assert!(checked.diagnostics.is_empty(), "{}\n{yaml}", checked.diagnostics);
    checked.framework.expect("a framework")
}

fn read(framework: &Framework, csv: &str) -> (Option<Dataset>, Diagnostics) {
    let loaded = Dataset::read(framework, csv.as_bytes(), &ReadOptions::default().file("x.csv"));
    let mut found = loaded.diagnostics;
    if let Some(dataset) = &loaded.dataset {
        found.extend(govscore::check_data(framework, dataset));
    }
    (loaded.dataset.filter(|_| !found.has_errors()), found)
}

fn codes(found: &Diagnostics) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

fn score(framework: &Framework, csv: &str) -> Scores {
    let (dataset, found) = read(framework, csv);
    framework.score(&dataset.unwrap_or_else(|| panic!("{found}"))).expect("scores")
}

fn total(scores: &Scores, unit: &str) -> String {
    let row = scores.dataset().find(unit).expect("a unit");
    scores.get(row).and_then(|unit| unit.total()).map_or("-".to_owned(), |total| total.to_string())
}

fn rate(scores: &Scores, unit: &str, code: &str) -> String {
    let row = scores.dataset().find(unit).expect("a unit");
    let node = scores.framework().find(code).expect("a node").id;
    scores.get(row).and_then(|unit| unit.rate(node)).map_or("-".to_owned(), |rate| rate.to_string())
}
