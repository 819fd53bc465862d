//! The small files of people: costs, mappings, notes, sentences. Whatever stands in them, reading never panics, and what is
//! refused says why in both languages.

use govscore::report::{Notes, ReportOptions, Sentences, report};
use govscore::{Costs, Dataset, Error, Findings, Framework, Lang, Mapping};
use proptest::prelude::*;

const COSTS: &str = "代码,成本,方式,上限,步长\nOSI,2.5,线性,0.9,0.05\nTII,40,固定,,\n";
const MAPPING: &str =
    "indicators:\n  - {old: OSI, new: OSI, comparable: false}\nunits:\n  - {old: Denmark, new: Norway}\n";
const NOTES: &str = "chapters:\n  overview: |\n    one\n\n    two\nunits:\n  DNK: text\n";
const SENTENCES: &str = "overview: \"{% if sd %}{{ units }}{% endif %}\"\ngroups: \"{{ best }}\"\n";

/// A text with some of its characters replaced, left out or doubled.
fn mutated(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let change = (
        any::<prop::sample::Index>(),
        prop_oneof!["[-:{}\\[\\]|&*!%@`\"',#?\n\t 0-9a-z代%]{0,4}", Just(String::new())],
    );
    prop::collection::vec(change, 0..6).prop_map(move |changes| {
        let mut characters: Vec<char> = text.chars().collect();
        for (place, new) in changes {
            let at = place.index(characters.len().max(1)).min(characters.len());
            let end = (at + 1).min(characters.len());
            characters.splice(at..end, new.chars());
        }
        characters.into_iter().collect::<String>().into_bytes()
    })
}

fn printed(error: &Error) -> bool {
    let found = error.diagnostics();
    found.has_errors() && found.iter().all(|one| !one.line(Lang::En).is_empty() && !one.line(Lang::Zh).is_empty())
}

fn states() -> (Framework, Dataset) {
    let framework = Framework::builtin("un-egdi-2018").expect("built in");
    let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018").expect("a sample").as_bytes());
    (framework, data.expect("data"))
}

#[test]
fn as_they_stand_they_are_read() {
    let (framework, data) = states();
    assert!(Costs::read(&framework, COSTS.as_bytes(), None).is_ok());
    assert!(Mapping::read(MAPPING.as_bytes(), None, &framework, &framework).is_ok());
    assert!(Notes::read(NOTES.as_bytes(), None, &data).is_ok());
    assert!(Sentences::read(Lang::En, SENTENCES.as_bytes(), None).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn costs_mappings_and_notes(
        costs in mutated(COSTS),
        mapping in mutated(MAPPING),
        notes in mutated(NOTES),
        bytes in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let (framework, data) = states();
        for costs in [&costs, &bytes] {
            if let Err(error) = Costs::read(&framework, costs, Some("c.csv")) {
                prop_assert!(printed(&error));
            }
        }
        for mapping in [&mapping, &bytes] {
            if let Err(error) = Mapping::read(mapping, Some("m.yaml"), &framework, &framework) {
                prop_assert!(printed(&error));
            }
        }
        for notes in [&notes, &bytes] {
            if let Err(error) = Notes::read(notes, Some("n.yaml"), &data) {
                prop_assert!(printed(&error));
            }
        }
    }

    #[test]
    fn sentences_are_said_or_refused(sentences in mutated(SENTENCES)) {
        let framework = Framework::from_yaml("govscore: 1\nid: x\ntitle: X\nindicators: [{code: A, weight: 1/2}, {code: B, weight: 1/2}]\n")
            .expect("a framework");
        let data = Dataset::from_csv(&framework, "unit,A,B,省\nu,1,2,甲\nv,3,4,乙\nw,3,4,乙\nx,3,4,甲\n".as_bytes()).expect("data");
        let scores = framework.score(&data).expect("scores");
        let mut options = ReportOptions::new(Lang::En);
        match Sentences::read(Lang::En, &sentences, Some("s.yaml")) {
            Ok(sentences) => {
                options.sentences = Some(sentences);
                if let Err(error) = report(&Findings::of(&scores), &options) {
                    prop_assert!(printed(&error));
                }
            }
            Err(error) => prop_assert!(printed(&error)),
        }
    }
}
