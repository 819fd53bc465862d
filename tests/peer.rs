//! The same scores as COINr, and the ties that doubles break: see `tests/peer/coinr-a/README.md`.

#![allow(clippy::unwrap_used)]

mod reference;

use std::collections::BTreeMap;

use govscore::{Dataset, Framework, FrameworkFile, Indicator, NodeId, Notation, Ratio, Scores};
use num_traits::ToPrimitive;
use reference::{Absent, ByCode, Exact, Node, Scheme, number};

type Row = BTreeMap<String, String>;

const TREE: &str = include_str!("peer/coinr-a/tree.csv");
const SCORES: &str = include_str!("peer/coinr-a/scores.csv");
const AGGREGATES: &str = include_str!("peer/coinr-a/aggregates.csv");
const TIES: &str = include_str!("peer/coinr-a/exact-ties.csv");

fn rows(csv: &str) -> Vec<Row> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

fn children<'t>(tree: &'t [Row], parent: &'t str) -> impl Iterator<Item = &'t Row> {
    tree.iter().filter(move |row| row["parent"] == parent)
}

fn indicator(tree: &[Row], row: &Row) -> Indicator {
    let mut node = Indicator::new(&row["code"], row["name"].as_str()).weight(&row["weight"]);
    for child in children(tree, &row["code"]) {
        node = node.indicator(indicator(tree, child));
        node.weights = Some(Notation::Shares);
    }
    node
}

fn framework(tree: &[Row]) -> Framework {
    let mut file = FrameworkFile::new("coinr-a", "COINr, case A");
    file.weights = Some(Notation::Shares);
    for row in children(tree, "IDX") {
        file = file.indicator(indicator(tree, row));
    }
    file.check().unwrap()
}

fn reference_tree(tree: &[Row], row: &Row) -> Node {
    Node {
        // The library calls COINr's index the total.
        code: if row["code"] == "IDX" { "total".to_owned() } else { row["code"].clone() },
        weight: row["weight"].clone(),
        range: None,
        children: children(tree, &row["code"]).map(|child| reference_tree(tree, child)).collect(),
    }
}

fn scored() -> Scores {
    let framework = framework(&rows(TREE));
    let data = Dataset::from_csv(&framework, SCORES.as_bytes()).unwrap();
    framework.score(&data).unwrap()
}

/// COINr's code and our node of everything above the leaves.
fn above_the_leaves(scores: &Scores) -> Vec<(String, NodeId)> {
    let aggregates = scores.framework().nodes().iter().filter(|node| !node.is_leaf());
    aggregates
        .map(|node| (if node.id == NodeId::TOTAL { "IDX".to_owned() } else { node.code.clone() }, node.id))
        .collect()
}

fn exact(ratio: Ratio) -> Exact {
    number(&ratio.to_string())
}

#[test]
fn every_node_equals_exact_arithmetic() {
    let scores = scored();
    let tree = rows(TREE);
    let tree = reference_tree(&tree, tree.iter().find(|row| row["code"] == "IDX").unwrap());
    let scheme = Scheme { scale: number("100"), points: false, absent: Absent::LeavesItsNode, each_level: None };
    let data = rows(SCORES);
    assert_eq!((scores.len(), data.len()), (333, 333));
    assert_eq!(above_the_leaves(&scores).len(), 13);
    for (unit, row) in scores.iter().zip(&data) {
        let values: ByCode<String> =
            row.iter().filter(|(code, _)| code.starts_with('I')).map(|(c, v)| (c.clone(), v.clone())).collect();
        assert_eq!((&unit.unit().id, values.len()), (&row["unit"], 31));
        let expected = scheme.score(&tree, &values);
        for node in scores.framework().nodes() {
            assert_eq!(
                unit.rate(node.id).map(exact).as_ref(),
                expected.get(&node.code),
                "{} {}",
                row["unit"],
                node.code
            );
        }
    }
}

#[test]
fn every_node_agrees_with_the_doubles_of_coinr() {
    let scores = scored();
    let coinr = rows(AGGREGATES);
    assert_eq!(coinr.len(), scores.len());
    for (unit, row) in scores.iter().zip(&coinr) {
        assert_eq!(unit.unit().id, row["unit"]);
        for (code, node) in above_the_leaves(&scores) {
            let ours = unit.rate(node).map(exact).unwrap().to_f64().unwrap();
            let theirs: f64 = row[&code].parse().unwrap();
            assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{} {code}: {ours} and {theirs}", row["unit"]);
        }
    }
}

#[test]
fn true_ties_share_their_rank_and_nothing_else_does() {
    let scores = scored();
    let listed = rows(TIES);
    assert_eq!(listed.len(), 10);
    assert_eq!(listed.iter().filter(|tie| tie["separated_by_noise"] == "True").count(), 5);
    for tie in &listed {
        let node = scores.framework().find(&tie["node"]).unwrap().id;
        let ranks = scores.ranks(node);
        let numbers = |text: &str| text.split(';').map(|rank| rank.parse().unwrap()).collect::<Vec<u32>>();
        let shared = numbers(&tie["coinr_ranks"]).into_iter().min();
        for unit in tie["units"].split(';') {
            let row = scores.dataset().find(unit).unwrap();
            assert_eq!(ranks[row], shared, "{unit} at {}", tie["node"]);
            assert_eq!(scores.get(row).unwrap().rate(node).unwrap().to_string(), tie["exact_score"]);
        }
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for (code, node) in above_the_leaves(&scores) {
        let mut units: BTreeMap<Option<u32>, Vec<&str>> = BTreeMap::new();
        for (rank, unit) in scores.ranks(node).into_iter().zip(scores.dataset().units()) {
            units.entry(rank).or_default().push(&unit.id);
        }
        found.extend(units.values().filter(|tied| tied.len() > 1).map(|tied| (code.clone(), tied.join(";"))));
    }
    let mut listed: Vec<_> = listed.iter().map(|tie| (tie["node"].clone(), tie["units"].clone())).collect();
    listed.sort();
    found.sort();
    assert_eq!(found, listed);
}
