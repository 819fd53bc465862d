//! Editions whose totals are no weighted means: crossed runs, and what cannot be separated.

use crate::*;

/// A total with a bonus below it.
fn bonus(id: &str, weights: (u32, u32), cap: &str) -> String {
    format!(
        "
govscore: 1
id: {id}
title: X
indicators:
  - {{code: A, name: a, weight: {}%}}
  - {{code: B, name: b, weight: {}%}}
  - {{code: P, name: p, bonus: {{points: 10, cap: {cap}}}}}
",
        weights.0, weights.1
    )
}

/// Old: 60·0.5 + 80·0.5 = 70, and 50 of 100 at ten points is 5: 75. New: 60·0.4 + 90·0.6 = 78, and 10 capped at 8: 86.
/// New values, old scheme: 60·0.5 + 90·0.5 + 8 (cap of 8 in both) = 83; old values, new scheme: 24 + 48 + 5 = 77.
/// values = ((83 − 75) + (86 − 77)) / 2 = 8.5, scheme = ((77 − 75) + (86 − 83)) / 2 = 2.5.
#[test]
fn bonuses_are_split_by_crossed_runs() {
    let old = edition(&bonus("x-1", (50, 50), "8"), "unit,A,B,P\nu,60,80,50\nv,60,80,0\n");
    let new = edition(&bonus("x-2", (40, 60), "8"), "unit,A,B,P\nu,60,90,100\nv,60,80,0\n");
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let unit = compared.unit("u").unwrap();
    assert_eq!((unit.old.total.clone(), unit.new.total.clone()), (Some(ratio("75")), Some(ratio("86"))));
    assert_eq!(split(&compared, "u"), ("8.5".into(), "2.5".into()));
    assert_eq!(unit.split.as_ref().unwrap().by, SplitBy::Crossed);
    // Without a bonus that counts the totals are means, and leaves tell the parts.
    let plain = compared.unit("v").unwrap().split.as_ref().unwrap();
    assert_eq!(
        (plain.by, plain.values.to_string(), plain.scheme.to_string()),
        (SplitBy::Leaves, "0".into(), "2".into())
    );
}

/// Points are worth what they are under the scheme that they were given under.
#[test]
fn points_are_carried_over_as_shares() {
    let yaml = |id: &str, weights| bonus(id, weights, "10") + "input: points\n";
    // 30 of 50, 40 of 50 and 5 of 10; 24 of 40, 54 of 60 and 10 of 10.
    let old = edition(&yaml("x-1", (50, 50)), "unit,A,B,P\nu,30,40,5\n");
    let new = edition(&yaml("x-2", (40, 60)), "unit,A,B,P\nu,24,54,10\n");
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    // 75 and 88; crossed 30 + 45 + 10 = 85 and 24 + 48 + 5 = 77.
    assert_eq!(split(&compared, "u"), ("10.5".into(), "2.5".into()));
}

#[test]
fn what_has_other_leaves_is_not_separable() {
    let old = edition(&bonus("x-1", (50, 50), "8"), "unit,A,B,P\nu,60,80,50\n");
    let new = edition(&bonus("x-2", (50, 50), "8").replace("code: B", "code: C"), "unit,A,C,P\nu,60,90,100\n");
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    assert_eq!(compared.units[0].split, Err(Inseparable::OtherLeaves(vec![Bend::Extras])));
    let mapping = Mapping::default().indicator("B", "C", Some(true));
    let compared = compare(&old, &new, &mapping).unwrap();
    assert_eq!(split(&compared, "u"), ("8".into(), "0".into()));
}

/// Observations are counted by the rules of the scheme that they are carried to.
#[test]
fn observations_are_carried_over_item_by_item() {
    let yaml = |id: &str, a: u32| {
        format!(
            "
govscore: 1
id: {id}
title: X
method: {{rounding: {{places: 0, stage: each-level}}}}
indicators:
  - {{code: A, name: a, weight: {a}%, items: [{{code: Q1, rule: yes-no}}, {{code: Q2, rule: yes-no}}, {{code: Q3, rule: yes-no}}]}}
  - {{code: B, name: b, weight: {}%, rule: yes-no}}
",
            100 - a
        )
    };
    let old = edition(&yaml("x-1", 50), "unit,Q1,Q2,Q3,B\nu,1,0,0,1\n");
    let new = edition(&yaml("x-2", 40), "unit,Q1,Q2,Q3,B\nu,1,1,0,1\n");
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    // 50/3 is 17 points, 40·2/3 is 27; crossed 50·2/3 is 33 and 40/3 is 13.
    let unit = compared.unit("u").unwrap();
    assert_eq!((unit.old.total.clone(), unit.new.total.clone()), (Some(ratio("67")), Some(ratio("87"))));
    assert_eq!(split(&compared, "u"), ("15".into(), "5".into()));
    assert_eq!(unit.split.as_ref().unwrap().by, SplitBy::Crossed);
}
