//! What is done with one input; shared by the fuzz targets and by `tests/fuzz_corpus.rs`, which replays the corpora.

use std::sync::LazyLock;

use govscore::{Checked, Dataset, Framework, Input, Lang, Loaded, Plan, Ratio, ReadOptions, Roster, Scores, Stream};

/// The built-in frameworks with their rosters, read once.
static BUILT_IN: LazyLock<Vec<(Framework, Option<Roster>)>> = LazyLock::new(|| {
    let frameworks = Framework::builtin_ids().map(|id| Framework::builtin(id).expect("built in"));
    let with_roster = |framework: Framework| {
        let roster = framework.roster().and_then(|id| Roster::builtin(id).ok());
        (framework, roster)
    };
    frameworks.map(with_roster).collect()
});

/// Any bytes as a framework: it is refused with errors that print, or it is written and read again as the same.
pub fn framework(bytes: &[u8]) {
    let checked = Checked::read(bytes, Some("fuzz.yaml"), &[("A".to_owned(), "1/2".to_owned())]);
    print_all(&checked.diagnostics);
    assert_eq!(checked.framework.is_none(), checked.diagnostics.has_errors());
    let checked = Checked::read(bytes, None, &[]);
    if let Some(framework) = checked.framework {
        let again = Framework::from_yaml(&framework.to_yaml()).expect("what was written reads again");
        assert!(again == framework, "written and read again, it is another framework");
    }
}

/// Any bytes as data of one of the built-in frameworks; the first byte says which, and how it is read.
pub fn data(bytes: &[u8]) {
    let Some((&choice, csv)) = bytes.split_first() else { return };
    let (framework, roster) = &BUILT_IN[usize::from(choice >> 4) % BUILT_IN.len()];
    let roster = roster.clone().filter(|_| choice & 1 == 1);
    let input = [None, Some(Input::Rate), Some(Input::Points), Some(Input::Observations)][usize::from(choice >> 1 & 3)];
    let options = ReadOptions::default().file("fuzz.csv").roster(roster).input(input);
    let loaded = Dataset::read(framework, csv, &options);
    print_all(&loaded.diagnostics);
    assert!(loaded.dataset.is_some() || loaded.diagnostics.has_errors());
    in_blocks(framework, csv, &options, &loaded);
    if let Some(dataset) = loaded.dataset {
        score(framework, &dataset);
    }
}

/// A framework and data for it, separated by a line `---data---`.
pub fn scores(bytes: &[u8]) {
    const CUT: &[u8] = b"\n---data---\n";
    let Some(at) = bytes.windows(CUT.len()).position(|window| window == CUT) else { return };
    let checked = Checked::read(&bytes[..at], None, &[]);
    let Some(framework) = checked.framework else { return };
    let (csv, options) = (&bytes[at + CUT.len()..], ReadOptions::default());
    let loaded = Dataset::read(&framework, csv, &options);
    print_all(&loaded.diagnostics);
    in_blocks(&framework, csv, &options, &loaded);
    if let Some(dataset) = loaded.dataset {
        score(&framework, &dataset);
    }
}

/// What is read in blocks at all has nothing said about it as a whole, and the same scores.
fn in_blocks(framework: &Framework, csv: &[u8], options: &ReadOptions, whole: &Loaded) {
    let Ok(weights) = framework.weights() else { return };
    let mut rows = Vec::new();
    let take = |part: Vec<Row>| {
        rows.extend(part);
        Ok(())
    };
    let stream = Stream::read(framework, &weights, csv, options, self::rows, take).expect("bytes in memory are read");
    let Some(stream) = stream else { return };
    assert!(whole.diagnostics.is_empty(), "read in blocks, though there is something to be said");
    let dataset = whole.dataset.as_ref().expect("what is read in blocks is read as a whole");
    let scores = Plan::new(framework, &weights, dataset).expect("what is scored in blocks is scored").score();
    assert!(rows == self::rows(&scores), "blocks and the whole differ");
    assert!(scores.iter().map(|unit| unit.rank()).eq(stream.ranks()), "ranks of blocks and of the whole differ");
    let lines = |found: &govscore::Diagnostics| found.iter().map(|one| one.line(Lang::En)).collect::<Vec<_>>();
    assert_eq!(lines(stream.diagnostics()), lines(scores.diagnostics()));
}

type Row = (String, Option<String>, Vec<Option<Ratio>>);

fn rows(scores: &Scores) -> Vec<Row> {
    let nodes = scores.framework().nodes();
    let rates = |unit: govscore::UnitScore<'_>| nodes.iter().map(|node| unit.rate(node.id)).collect();
    scores.iter().map(|unit| (unit.unit().id.clone(), unit.tier().map(|tier| tier.code.clone()), rates(unit))).collect()
}

fn score(framework: &Framework, dataset: &Dataset) {
    let Ok(weights) = framework.weights() else { return };
    let plan = match Plan::new(framework, &weights, dataset) {
        Ok(plan) => plan,
        Err(error) => return print_all(&error.diagnostics()),
    };
    let scores = plan.score();
    print_all(scores.diagnostics());
    for unit in scores.ranked() {
        let explanation = plan.explain(unit.row()).expect("the row is there");
        for step in &explanation.steps {
            assert_eq!(step.rate, unit.rate(step.node), "explanation and score differ at {}", step.code);
        }
        if unit.row() > 20 {
            break;
        }
    }
}

fn print_all(diagnostics: &govscore::Diagnostics) {
    for diagnostic in diagnostics.iter().take(200) {
        assert!(!diagnostic.line(Lang::En).is_empty() && !diagnostic.line(Lang::Zh).is_empty());
    }
}
