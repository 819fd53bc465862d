//! Laws of the split, on random schemes of two levels with leaves added, dropped, re-pointed and missing.

use govscore::{FrameworkFile, Indicator, Missing, Notation, Observation, read_number};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::*;

const LEAVES: usize = 6;
const UNITS: usize = 4;

/// One edition: of each possible leaf its weight and the group it belongs to, or nothing where it has no such leaf.
#[derive(Clone, Debug)]
struct Edition {
    leaves: Vec<Option<(u32, usize)>>,
    groups: [u32; 3],
    missing: Missing,
    /// By unit and leaf, in hundredths.
    values: Vec<Vec<Option<u32>>>,
}

fn edition_of(missing: bool) -> impl Strategy<Value = Edition> {
    let leaf = prop_oneof![1 => Just(None), 4 => (1u32..100, 0..3usize).prop_map(Some)];
    let rules = vec![Missing::Zero, Missing::RescaleNode, Missing::RescaleTree, Missing::Equal];
    let value = prop_oneof![(if missing { 1 } else { 0 }) => Just(None), 5 => (0u32..=10_000).prop_map(Some)];
    let groups = prop::array::uniform3(1u32..50);
    (vec(leaf, LEAVES), groups, select(rules), vec(vec(value, LEAVES), UNITS))
        .prop_filter("some leaf", |(leaves, ..)| leaves.iter().any(Option::is_some))
        .prop_map(|(leaves, groups, missing, values)| Edition { leaves, groups, missing, values })
}

impl Edition {
    fn scores(&self) -> Scores {
        let mut file = FrameworkFile::new("x", "X").weights(Notation::Shares).missing(self.missing);
        for (group, share) in self.groups.iter().enumerate() {
            let mut node = Indicator::new(format!("G{group}"), format!("g{group}"))
                .weight(share.to_string())
                .weights(Notation::Shares);
            let inside = self.leaves.iter().enumerate().filter_map(|(at, leaf)| Some((at, (*leaf)?)));
            for (at, (weight, _)) in inside.filter(|(_, (_, own))| *own == group) {
                node = node.indicator(Indicator::new(format!("L{at}"), format!("l{at}")).weight(weight.to_string()));
            }
            if node.indicators.is_some() {
                file = file.indicator(node);
            }
        }
        let framework = file.check().unwrap();
        let mut data = Dataset::builder(&framework).units((0..UNITS).map(|unit| format!("u{unit}")));
        for (at, _) in self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_some()) {
            let value = |row: &Vec<Option<u32>>| match row[at] {
                Some(value) => Observation::Value(govscore::Decimal::new(i64::from(value), 2)),
                None => Observation::Missing,
            };
            data = data.column(&format!("L{at}"), self.values.iter().map(value));
        }
        framework.score(&data.build().unwrap()).unwrap()
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2019),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// The two parts add up to the change, and so do the parts of the leaves.
    #[test]
    fn parts_add_up_exactly(old in edition_of(true), new in edition_of(true)) {
        let (old, new) = (old.scores(), new.scores());
        let compared = compare(&old, &new, &Mapping::default()).unwrap();
        prop_assert_eq!(compared.units.len(), UNITS);
        for unit in &compared.units {
            let Some(change) = unit.change() else {
                prop_assert_eq!(&unit.split, &Err(Inseparable::NoTotal));
                continue;
            };
            let split = unit.split.as_ref().unwrap();
            prop_assert_eq!(&split.values + &split.scheme, change);
            prop_assert_eq!(split.leaves.iter().map(|leaf| &leaf.values).sum::<Ratio>(), split.values.clone());
            prop_assert_eq!(split.leaves.iter().map(|leaf| &leaf.scheme).sum::<Ratio>(), split.scheme.clone());
        }
        // Means of the parts are parts of the mean.
        if let [total, ..] = compared.nodes.as_slice() {
            let sums = total.values.as_ref().zip(total.scheme.as_ref()).map(|(values, scheme)| values + scheme);
            prop_assert_eq!(sums, total.mean_change());
            for part in [|node: &govscore::NodeChange| node.values.clone(), |node: &govscore::NodeChange| node.scheme.clone()] {
                let leaves: Ratio = compared.nodes[1..].iter().filter_map(part).sum();
                prop_assert_eq!(Some(leaves), part(total).or(Some(Ratio::zero())));
            }
        }
    }

    /// The formula itself, where nothing is missing: weights from the framework, rates from the data.
    #[test]
    fn complete_data_follow_the_formula(old in edition_of(false), new in edition_of(false)) {
        let (before, after) = (old.scores(), new.scores());
        let compared = compare(&before, &after, &Mapping::default()).unwrap();
        for (row, unit) in compared.units.iter().enumerate() {
            let (mut values, mut scheme) = (Ratio::zero(), Ratio::zero());
            for leaf in 0..LEAVES {
                let find = |scores: &Scores, edition: &Edition| {
                    let node = scores.framework().find(&format!("L{leaf}"))?;
                    let rate = Ratio::new(i128::from(edition.values[row][leaf]?), 100)?;
                    Some((scores.weights().effective(node.id).clone(), rate))
                };
                match (find(&before, &old), find(&after, &new)) {
                    (Some((w, v)), Some((ww, vv))) => {
                        values = values + &(&(&(&w + &ww) * &ratio("1/2")) * &(&vv - &v));
                        scheme = scheme + &(&(&ww - &w) * &(&(&v + &vv) * &ratio("1/2")));
                    }
                    (Some((w, v)), None) => scheme = scheme - &(&w * &v),
                    (None, Some((w, v))) => scheme = scheme + &(&w * &v),
                    (None, None) => {}
                }
            }
            let split = unit.split.as_ref().unwrap();
            prop_assert_eq!((&split.values, &split.scheme), (&values, &scheme));
        }
    }

    /// Looking back turns every sign.
    #[test]
    fn the_other_way_round_every_part_is_negative(old in edition_of(true), new in edition_of(true)) {
        let (old, new) = (old.scores(), new.scores());
        let there = compare(&old, &new, &Mapping::default()).unwrap();
        let back = compare(&new, &old, &Mapping::default()).unwrap();
        for (one, other) in there.units.iter().zip(&back.units) {
            let (Ok(one_split), Ok(other_split)) = (&one.split, &other.split) else { continue };
            prop_assert_eq!(&one_split.values, &-other_split.values.clone());
            prop_assert_eq!(&one_split.scheme, &-other_split.scheme.clone());
            prop_assert_eq!(one.places_risen(), other.places_risen().map(|places| -places));
            for leaf in &one_split.leaves {
                let twin = other_split.leaves.iter().find(|twin| (twin.old, twin.new) == (leaf.new, leaf.old)).unwrap();
                prop_assert_eq!(&leaf.values, &-twin.values.clone());
                prop_assert_eq!(&leaf.scheme, &-twin.scheme.clone());
            }
        }
    }

    /// Nothing changed, nothing did anything.
    #[test]
    fn an_edition_beside_itself_is_all_zeros(edition in edition_of(true)) {
        let scores = edition.scores();
        let compared = compare(&scores, &scores, &Mapping::default()).unwrap();
        prop_assert!(compared.matched.added.is_empty() && compared.matched.dropped.is_empty());
        for unit in compared.units.iter().filter(|unit| unit.change().is_some()) {
            let split = unit.split.as_ref().unwrap();
            prop_assert!(split.values.is_zero() && split.scheme.is_zero() && unit.places_risen() == Some(0));
            prop_assert!(split.leaves.iter().all(|leaf| leaf.values.is_zero() && leaf.scheme.is_zero()));
        }
        for node in &compared.nodes {
            prop_assert!(node.comparable && node.mean_change().is_none_or(|change| change.is_zero()));
        }
    }

    /// Where only weights changed values did nothing, where only values changed the scheme did nothing.
    #[test]
    fn each_cause_alone_is_all_of_it(one in edition_of(false), other in edition_of(false)) {
        let weights = Edition { values: one.values.clone(), leaves: other.leaves.clone(), groups: other.groups, missing: one.missing };
        let values = Edition { values: other.values.clone(), ..one.clone() };
        let (one, weights, values) = (one.scores(), weights.scores(), values.scores());
        for unit in compare(&one, &weights, &Mapping::default()).unwrap().units {
            prop_assert!(unit.split.unwrap().values.is_zero());
        }
        for unit in compare(&one, &values, &Mapping::default()).unwrap().units {
            prop_assert!(unit.split.unwrap().scheme.is_zero());
        }
    }

    /// On another scale the same shares of full marks are the same.
    #[test]
    fn scales_do_not_matter(value in 0u32..=1000) {
        let yaml = |scale: &str| format!("{{govscore: 1, id: x, title: X, scale: {scale}, indicators: [{{code: A, weight: 40%}}, {{code: B, weight: 60%}}]}}");
        let full = read_number(&format!("{}", f64::from(value) / 10.0)).unwrap();
        let csv = |value: &str| format!("unit,A,B\nu,{value},0\n");
        let (old, new) = (edition(&yaml("1000"), &csv(&value.to_string())), edition(&yaml("100"), &csv(&full.to_string())));
        let compared = compare(&old, &new, &Mapping::default()).unwrap();
        prop_assert!(compared.units[0].change().unwrap().is_zero());
        prop_assert!(compared.units[0].split.as_ref().unwrap().values.is_zero());
    }
}
