//! The UN's E-Government Development Index of 2018 and of 2020, against what the Surveys print.

use std::collections::HashMap;

use govscore::{Rounding, published, sample};

use crate::*;

fn egdi(id: &str) -> Scores {
    let framework = Framework::builtin(id).unwrap();
    let data = Dataset::from_csv(&framework, sample(id).unwrap().as_bytes()).unwrap();
    framework.score(&data).unwrap()
}

/// Printed value and rank of every state.
fn printed(id: &str) -> HashMap<String, (String, u32)> {
    let rows = published(id).unwrap().lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0].to_owned(), (cells[1].to_owned(), cells[2].parse().unwrap()))
    };
    rows.map(row).collect()
}

#[test]
fn equal_weights_leave_the_scheme_nothing_to_do() {
    let (old, new) = (egdi("un-egdi-2018"), egdi("un-egdi-2020"));
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    assert_eq!((compared.units.len(), compared.only_old.len(), compared.only_new.len()), (193, 0, 0));
    assert!(compared.diagnostics.is_empty(), "{}", compared.diagnostics);
    assert!(compared.matched.pairs.iter().all(|pair| pair.comparable && pair.changed.is_empty() && !pair.repointed));
    for unit in &compared.units {
        let split = unit.split.as_ref().unwrap();
        assert!(split.scheme.is_zero() && Some(&split.values) == unit.change().as_ref());
    }
}

#[test]
fn totals_and_ranks_change_as_the_surveys_print_them() {
    let (old, new) = (egdi("un-egdi-2018"), egdi("un-egdi-2020"));
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let (before, after) = (printed("un-egdi-2018"), printed("un-egdi-2020"));
    let mut other_ranks = Vec::new();
    for unit in &compared.units {
        let id = new.dataset().units()[unit.new.row].id.as_str();
        let (before, after) = (&before[id], &after[id]);
        let text = |total: &Option<Ratio>| total.as_ref().unwrap().to_fixed(Rounding::half_up(4));
        assert_eq!((text(&unit.old.total), text(&unit.new.total)), (before.0.clone(), after.0.clone()), "{id}");
        let risen = i64::from(before.1) - i64::from(after.1);
        if unit.places_risen() != Some(risen) {
            other_ranks.push(id.to_owned());
        }
    }
    // Four pairs have equal printed values in 2020 and unlike ranks (tests/published/un-egdi-2020/README.md); they share one
    // here, so that the second of each is a place higher.
    assert_eq!(other_ranks, ["AND", "HUN", "MKD", "TLS"]);
    // From the Surveys: China 65th and 45th, Denmark first in both.
    let places = |id: &str| compared.unit(id).unwrap().places_risen();
    assert_eq!((places("CHN"), places("DNK")), (Some(20), Some(0)));
}
