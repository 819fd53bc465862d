//! A case of three leaves, worked by hand.

use crate::*;

const OLD: &str = "
govscore: 1
id: demo-2018
title: Demo 2018
indicators:
  - {code: A, name: a, weight: 50%}
  - {code: B, name: b, weight: 30%}
  - {code: C, name: c, weight: 20%}
tiers:
  tiers: [{code: good, from: 70}, {code: poor}]
";
const NEW: &str = "
govscore: 1
id: demo-2019
title: Demo 2019
indicators:
  - {code: A, name: a, weight: 40%}
  - {code: B, name: b, weight: 40%}
  - {code: D, name: d, weight: 20%}
tiers:
  tiers: [{code: good, from: 70}, {code: poor}]
";
const OLD_DATA: &str = "unit,A,B,C\n甲,80,60,50\n乙,70,70,70\n丙,10,10,10\n";
const NEW_DATA: &str = "unit,A,B,D\n乙,70,70,70\n甲,90,70,40\n丁,100,100,100\n";

/// 甲: 80·0.5 + 60·0.3 + 50·0.2 = 68 becomes 90·0.4 + 70·0.4 + 40·0.2 = 72.
/// values: (0.5+0.4)/2·10 + (0.3+0.4)/2·10 = 4.5 + 3.5 = 8;
/// scheme: −0.1·85 + 0.1·65 + 0.2·40 − 0.2·50 = −8.5 + 6.5 + 8 − 10 = −4; 8 − 4 = 72 − 68.
/// From the mean total 70: A −0.1·15 = −1.5, B 0.1·(−5) = −0.5, D 0.2·(−30) = −6, C −0.2·(−20) = 4; together −4.
#[test]
fn a_change_splits_as_by_hand() {
    let (old, new) = (edition(OLD, OLD_DATA), edition(NEW, NEW_DATA));
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let unit = compared.unit("甲").unwrap();
    assert_eq!((unit.old.total.clone(), unit.new.total.clone()), (Some(ratio("68")), Some(ratio("72"))));
    assert_eq!(split(&compared, "甲"), ("8".into(), "-4".into()));
    assert_eq!(split(&compared, "乙"), ("0".into(), "0".into()));
    let code = |scores: &Scores, node: Option<NodeId>| {
        node.map_or("-".to_owned(), |node| scores.framework().node(node).code.clone())
    };
    let leaves: Vec<_> = unit.split.as_ref().unwrap().leaves.iter().collect();
    let told: Vec<String> = leaves
        .iter()
        .map(|leaf| format!("{}{} {} {}", code(&old, leaf.old), code(&new, leaf.new), leaf.values, leaf.scheme))
        .collect();
    assert_eq!(told, ["AA 4.5 -1.5", "BB 3.5 -0.5", "C- 0 4", "-D 0 -6"]);
}

#[test]
fn units_ranks_and_types_are_compared_among_those_of_both_editions() {
    let (old, new) = (edition(OLD, OLD_DATA), edition(NEW, NEW_DATA));
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let (first, second) = (compared.unit("甲").unwrap(), compared.unit("乙").unwrap());
    // In the new edition 丁 is the first; among the two of both editions 甲 overtook 乙.
    assert_eq!((first.old.rank, first.new.rank), (Some(2), Some(2)));
    assert_eq!((first.old.common_rank, first.new.common_rank, first.places_risen()), (Some(2), Some(1), Some(1)));
    assert_eq!((second.new.rank, second.new.common_rank, second.places_risen()), (Some(3), Some(2), Some(-1)));
    let ids = |scores: &Scores, rows: &[usize]| -> Vec<String> {
        rows.iter().map(|row| scores.dataset().units()[*row].id.clone()).collect()
    };
    assert_eq!((ids(&old, &compared.only_old), ids(&new, &compared.only_new)), (vec!["丙".into()], vec!["丁".into()]));
    assert_eq!(compared.moves.counts, [[1, 0, 0], [1, 0, 0], [0, 0, 0]]);
    assert_eq!(compared.moves.risen_stayed_fallen(), Some((1, 1, 0)));
}

/// Over 甲 and 乙: A 75 → 80, B 65 → 70; totals 69 → 71; C is told for 2018 alone, D for 2019 alone.
#[test]
fn indicators_are_compared_over_the_same_units() {
    let (old, new) = (edition(OLD, OLD_DATA), edition(NEW, NEW_DATA));
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let told: Vec<_> = compared
        .nodes
        .iter()
        .map(|node| {
            let mean = |side: &Option<govscore::Distribution>| {
                side.as_ref().map_or("-".to_owned(), |side| side.summary.mean.to_string())
            };
            let part = |part: &Option<Ratio>| part.as_ref().map_or("-".to_owned(), Ratio::to_string);
            [mean(&node.before), mean(&node.after), part(&node.values), part(&node.scheme)].join(" ")
        })
        .collect();
    // The parts of leaves are those of 甲 and of 乙, for whom all are zero, over two.
    assert_eq!(told, ["69 71 4 -2", "75 80 2.25 -0.75", "65 70 1.75 -0.25", "- 55 0 -3", "60 - 0 2"]);
    assert_eq!(compared.nodes[0].mean_change(), Some(ratio("2")));
    assert_eq!(compared.nodes[3].mean_change(), None);
}
