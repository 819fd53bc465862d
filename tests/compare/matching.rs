//! What counts as the same indicator, item and unit.

use govscore::ReadOptions;

use crate::*;

fn two(old: &str, new: &str) -> (Scores, Scores) {
    let data = |yaml: &str, id: &str| {
        let framework = Framework::from_yaml(&format!("govscore: 1\nid: {id}\ntitle: X\n{yaml}")).unwrap();
        let mut data = Dataset::builder(&framework).unit("u");
        for leaf in framework.leaves() {
            match leaf.items.is_empty() {
                true => data = data.set("u", &leaf.code, 1),
                false => {
                    for item in &leaf.items {
                        data = data.observe("u", &framework.item(*item).code, "1");
                    }
                }
            }
        }
        framework.score(&data.build().unwrap()).unwrap()
    };
    (data(old, "old"), data(new, "new"))
}

/// Codes of pairs that are not compared, with what changed of them.
fn changed(old: &Scores, new: &Scores, mapping: &Mapping) -> Vec<(String, Vec<Criterion>)> {
    let compared = compare(old, new, mapping).unwrap();
    let pairs = compared.matched.pairs.iter().filter(|pair| !pair.comparable);
    pairs.map(|pair| (new.framework().node(pair.new).code.clone(), pair.changed.clone())).collect()
}

#[test]
fn a_leaf_whose_criteria_changed_is_another_one() {
    let leaf = |more: &str| format!("indicators:\n  - {{code: A, name: a, weight: 1{more}}}\n");
    for (old, new, criterion) in [
        ("", ", definition: how fast", None),
        (", definition: how many", ", definition: how fast", Some(Criterion::Definition)),
        (", range: [0, 10]", ", range: [0, 5]", Some(Criterion::Range)),
        (", range: [0, 100]", "", None),
        (", rule: yes-no", ", rule: score", Some(Criterion::Rule)),
        (", rule: yes-no", "", Some(Criterion::Items)),
        (", items: [{code: Q}]", ", items: [{code: Q}, {code: R}]", Some(Criterion::Items)),
        (", items: [{code: Q, question: who}]", ", items: [{code: Q, question: when}]", Some(Criterion::Items)),
        (
            ", items: [{code: Q, marks: 1, rule: yes-no}, {code: R, marks: 2, rule: yes-no}]",
            ", items: [{code: Q, marks: 2, rule: yes-no}, {code: R, marks: 2, rule: yes-no}]",
            Some(Criterion::Items),
        ),
        (", items: [{code: Q}, {code: R}]", ", items: [{code: R}, {code: Q}]", None),
    ] {
        let (old, new) = two(&leaf(old), &leaf(new));
        let found = changed(&old, &new, &Mapping::default());
        assert_eq!(found, criterion.map(|criterion| ("A".to_owned(), vec![criterion])).into_iter().collect::<Vec<_>>());
        let mapping = Mapping::default().indicator("A", "A", Some(true));
        assert!(changed(&old, &new, &mapping).is_empty());
    }
}

#[test]
fn one_code_with_another_name_is_another_indicator() {
    let yaml = |name: &str| format!("indicators:\n  - {{code: A, name: {name}, weight: 1}}\n");
    let (old, new) = two(&yaml("在线办理"), &yaml("一网通办"));
    assert_eq!(changed(&old, &new, &Mapping::default()), [("A".to_owned(), vec![Criterion::Name])]);
    // Named in a mapping, its criteria decide.
    assert!(changed(&old, &new, &Mapping::default().indicator("A", "A", None)).is_empty());
    let (old, new) = two(&yaml("a"), &yaml("a"));
    assert_eq!(changed(&old, &new, &Mapping::default().indicator("A", "A", Some(false))), [("A".to_owned(), vec![])]);
}

#[test]
fn what_moves_to_another_parent_is_still_the_same() {
    let yaml = |a: &str, b: &str| {
        let node = |code: &str, leaves: &str| {
            let leaves: Vec<String> = leaves.chars().map(|leaf| format!("{{code: {leaf}, name: n{leaf}}}")).collect();
            format!("  - {{code: {code}, weight: 50%, weights: equal, indicators: [{}]}}\n", leaves.join(", "))
        };
        format!("indicators:\n{}{}", node("A", a), node("B", b))
    };
    let (old, new) = two(&yaml("pqr", "s"), &yaml("pq", "rs"));
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let code = |id: NodeId| new.framework().node(id).code.as_str();
    let repointed: Vec<_> =
        compared.matched.pairs.iter().filter(|pair| pair.repointed).map(|pair| code(pair.new)).collect();
    assert_eq!(repointed, ["r"]);
    assert!(compared.matched.added.is_empty() && compared.matched.dropped.is_empty());
    let below: Vec<_> = compared
        .matched
        .pairs
        .iter()
        .filter(|pair| !pair.comparable)
        .map(|pair| (code(pair.new), pair.changed.as_slice()))
        .collect();
    assert_eq!(below, [("A", &[Criterion::Below][..]), ("B", &[Criterion::Below])]);
}

#[test]
fn items_are_told_by_code_rule_and_question() {
    let yaml = |a: &str, b: &str| {
        format!(
            "indicators:\n  - {{code: A, name: a, weight: 50%, items: [{a}]}}\n  - {{code: B, name: b, weight: 50%, items: [{b}]}}\n"
        )
    };
    let (old, new) = two(
        &yaml("{code: P, question: p}, {code: Q, question: q}, {code: R, rule: yes-no}", "{code: S}"),
        &yaml("{code: P, question: other}, {code: R, rule: score}", "{code: S}, {code: T}, {code: Q, question: q}"),
    );
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let items = &compared.matched.items;
    let (before, after) = (old.framework(), new.framework());
    let codes: Vec<&str> = items.added.iter().map(|id| after.item(*id).code.as_str()).collect();
    assert_eq!((codes, items.dropped.len()), (vec!["T"], 0));
    let changed: Vec<_> =
        items.changed.iter().map(|(old, _, what)| (before.item(*old).code.as_str(), what.as_slice())).collect();
    assert_eq!(changed, [("P", &[Criterion::Name][..]), ("R", &[Criterion::Rule])]);
    let repointed: Vec<_> = items.repointed.iter().map(|(old, _)| before.item(*old).code.as_str()).collect();
    assert_eq!(repointed, ["Q"]);
}

#[test]
fn units_go_together_by_mapping_code_and_name() {
    let yaml = "{govscore: 1, id: x, title: X, indicators: [{code: A, weight: 1}]}";
    let old = edition(yaml, "unit,name,A\n1,甲市,1\n2,乙市,2\n3,丙市,3\n丁市,,4\n5,戊市,5\n6,己市,6\n7,己市,7\n");
    let new = edition(yaml, "unit,name,A\n1,甲市,1\n2,新乙市,2\n33,丙市,3\n4,丁市,4\n50,新戊市,5\n60,己市,6\n");
    let compared = compare(&old, &new, &Mapping::default().unit("戊市", "50")).unwrap();
    let pairs: Vec<(usize, usize)> = compared.units.iter().map(|unit| (unit.old.row, unit.new.row)).collect();
    // Two are called 己市, and nothing says which of them it is.
    assert_eq!(pairs, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);
    assert_eq!((compared.only_old, compared.only_new), (vec![5, 6], vec![5]));
    let found: Vec<&str> = compared.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(found, ["unit-name-differs"]);
}

/// A unit without some value: what takes part for it is what is split.
#[test]
fn weights_are_those_with_which_leaves_took_part() {
    let yaml = "{govscore: 1, id: x, title: X, method: {missing: rescale-node}, indicators: [{code: A, weight: 50%}, {code: B, weight: 50%}]}";
    let framework = Framework::from_yaml(yaml).unwrap();
    let read = |csv: &str| {
        let loaded = Dataset::read(&framework, csv.as_bytes(), &ReadOptions::default());
        framework.score(&loaded.dataset.unwrap()).unwrap()
    };
    let (old, new) = (read("unit,A,B\nu,80,\n"), read("unit,A,B\nu,80,60\n"));
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    // 80 becomes 70: A counts for half of what it did, at 80; B comes in with 60: −0.5·80 + 0.5·60.
    assert_eq!(split(&compared, "u"), ("0".into(), "-10".into()));
    assert_eq!(compared.units[0].split.as_ref().unwrap().one_sided, 1);
}
