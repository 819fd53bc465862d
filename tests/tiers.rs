//! Tier rules, grades and ranks inside groups: laws on random totals against independent computations, and what happens
//! where a rule has nothing to go by.
//!
//! The seed is fixed; to look further: `PROPTEST_CASES=5000 PROPTEST_RNG_SEED=7 cargo test --test tiers`.

use govscore::{
    Dataset, Framework, NodeId, Ratio, ReadOptions, RoundMode, Rounding, Scores, Severity, Stream, TierRule,
};
use num_bigint::BigInt;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 128;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(2019);
    }
    config
}

/// A scheme whose total is what is given, with these tiers.
fn framework(tiers: &str) -> Framework {
    let yaml = format!("govscore: 1\nid: x\ntitle: X\nindicators: []\ntiers: {tiers}\n");
    Framework::from_yaml(&yaml).expect("a framework")
}

fn rule(tiers: &str) -> TierRule {
    framework(tiers).tier_rule().expect("a rule").clone()
}

fn ratio(text: &str) -> Ratio {
    text.parse().expect("a number in a test")
}

fn all(totals: &[Ratio]) -> Vec<Option<Ratio>> {
    totals.iter().cloned().map(Some).collect()
}

fn places(rule: &TierRule, totals: &[Ratio]) -> Vec<usize> {
    rule.assign(&all(totals)).into_iter().flatten().collect()
}

/// Totals of few kinds, so that many are equal, some of them without an end.
fn totals(most: usize) -> impl Strategy<Value = Vec<Ratio>> {
    let total = (0i32..40, select(vec![1, 1, 2, 3, 7]))
        .prop_map(|(above, below)| Ratio::new(above.into(), below).expect("no zero below"));
    vec(total, 0..most)
}

fn rules() -> impl Strategy<Value = TierRule> {
    let ties = select(vec!["up", "down"]);
    let shares = (vec(1u32..9, 1..5), ties.clone()).prop_map(|(shares, ties)| {
        let sum: u32 = shares.iter().sum::<u32>() + 3;
        let tiers: Vec<String> =
            shares.iter().enumerate().map(|(at, share)| format!("{{code: T{at}, share: {share}/{sum}}}")).collect();
        rule(&format!("{{rule: quantiles, ties: {ties}, tiers: [{}, {{code: last}}]}}", tiers.join(", ")))
    });
    let counts = (vec(1u32..9, 1..5), ties.clone()).prop_map(|(counts, ties)| {
        let tiers: Vec<String> =
            counts.iter().enumerate().map(|(at, count)| format!("{{code: T{at}, count: {count}}}")).collect();
        rule(&format!("{{rule: count, ties: {ties}, tiers: [{}, {{code: last}}]}}", tiers.join(", ")))
    });
    let distances = (lines(), select(vec!["population", "sample"])).prop_map(|(lines, sd)| mean_sd(&lines, sd));
    let breaks = (1usize..6, ties).prop_map(|(count, ties)| {
        let tiers: Vec<String> = (0..count).map(|at| format!("{{code: T{at}}}")).collect();
        rule(&format!("{{rule: natural-breaks, ties: {ties}, tiers: [{}]}}", tiers.join(", ")))
    });
    prop_oneof![shares, counts, distances, breaks]
}

/// Lines in tenths of a standard deviation, highest first.
fn lines() -> impl Strategy<Value = Vec<i32>> {
    vec(-25i32..25, 1..5).prop_map(|mut lines| {
        lines.sort_unstable_by(|a, b| b.cmp(a));
        lines.dedup();
        lines
    })
}

fn mean_sd(tenths: &[i32], sd: &str) -> TierRule {
    let line = |tenths: &i32| Ratio::new((*tenths).into(), 10).expect("no zero below");
    let tiers: Vec<String> =
        tenths.iter().enumerate().map(|(at, tenths)| format!("{{code: T{at}, from_sd: {}}}", line(tenths))).collect();
    rule(&format!("{{rule: mean-sd, sd: {sd}, tiers: [{}, {{code: last}}]}}", tiers.join(", ")))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn better_totals_have_better_tiers_and_equal_ones_the_same(rule in rules(), totals in totals(30)) {
        let places = rule.assign(&all(&totals));
        let borders = rule.borders(&all(&totals));
        for (one, place) in totals.iter().zip(&places) {
            prop_assert!(place.is_some_and(|place| place < borders.begins().len()));
            prop_assert_eq!(*place, Some(borders.place(one)));
            for (other, their) in totals.iter().zip(&places) {
                prop_assert!(one < other || place <= their, "{one} and {other}");
            }
        }
        // A tier begins at the least total in it.
        for (place, begin) in borders.begins().iter().enumerate() {
            let inside = totals.iter().zip(&places).filter(|(_, of)| **of == Some(place)).map(|(total, _)| total);
            prop_assert_eq!(inside.min(), begin.as_ref());
        }
    }

    #[test]
    fn neither_order_nor_scale_nor_what_has_no_total_matters(
        rule in rules(),
        totals in totals(30),
        keys in vec((any::<u32>(), any::<bool>()), 30),
        (above, below, shift) in (1i128..500, 1i128..500, -50i128..50),
    ) {
        let expected = places(&rule, &totals);
        let (factor, shift) = (Ratio::new(above, below).expect("no zero"), Ratio::new(shift, 7).expect("no zero"));
        let moved: Vec<Ratio> = totals.iter().map(|total| &(total * &factor) + &shift).collect();
        prop_assert_eq!(&places(&rule, &moved), &expected);
        let mut order: Vec<usize> = (0..totals.len()).collect();
        order.sort_by_key(|row| keys[*row].0);
        let mut shuffled = Vec::new();
        for row in &order {
            shuffled.extend(keys[*row].1.then_some(None));
            shuffled.push(Some(totals[*row].clone()));
        }
        let found = rule.assign(&shuffled);
        let of_scored: Vec<usize> = found.iter().flatten().copied().collect();
        prop_assert_eq!(of_scored, order.iter().map(|row| expected[*row]).collect::<Vec<_>>());
        prop_assert!(found.iter().zip(&shuffled).all(|(place, total)| place.is_some() == total.is_some()));
    }

    /// By the definition, unit by unit: so many are better, so many are equal, and the first or the last of the equal
    /// ones says which tier it is.
    #[test]
    fn shares_and_numbers_follow_their_definition(rule in rules(), totals in totals(30)) {
        let units = totals.len();
        let (ends, down): (Vec<usize>, bool) = match &rule {
            TierRule::Quantiles(rule) => {
                let sums = (1..=rule.shares().len()).map(|to| rule.shares()[..to].iter().sum::<Ratio>());
                let end = |sum: Ratio| (&sum * &Ratio::from(units as u64)).to_fixed(Rounding::half_up(0));
                (sums.map(|sum| end(sum).parse().expect("a number")).collect(), rule.ties() == govscore::TierTies::Down)
            }
            TierRule::Count(rule) => {
                let sums = (1..=rule.counts().len()).map(|to| rule.counts()[..to].iter().sum::<usize>());
                (sums.collect(), rule.ties() == govscore::TierTies::Down)
            }
            _ => return Ok(()),
        };
        for (total, place) in totals.iter().zip(places(&rule, &totals)) {
            let better = totals.iter().filter(|other| *other > total).count();
            let equal = totals.iter().filter(|other| *other == total).count();
            let unit = if down { better + equal - 1 } else { better };
            prop_assert_eq!(place, ends.iter().filter(|end| **end <= unit).count(), "{} of {:?}", total, totals);
        }
    }

    /// By the root of the variance to eighty places, and by its square only where those do not tell.
    #[test]
    fn distances_agree_with_a_root_of_many_places(
        lines in lines(),
        sd in select(vec!["population", "sample"]),
        totals in totals(20),
    ) {
        let units = totals.len() as u64;
        let rule = mean_sd(&lines, sd);
        let over = if sd == "sample" { units.saturating_sub(1) } else { units };
        let Some(mean) = totals.iter().sum::<Ratio>().checked_div(&Ratio::from(units)) else { return Ok(()) };
        let squares: Ratio = totals.iter().map(|total| (total - &mean) * (total - &mean)).sum();
        let variance = squares.checked_div(&Ratio::from(over)).unwrap_or_else(Ratio::zero);
        prop_assume!(!variance.is_zero());
        let power = BigInt::from(10u8).pow(80);
        let text = (&variance * &Ratio::from(1)).to_string();
        let (above, below) = match text.split_once('/') {
            Some((above, below)) => (above.parse().expect("a number"), below.parse().expect("a number")),
            None => {
                let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
                let below = BigInt::from(10u8).pow(fraction.len() as u32);
                (format!("{whole}{fraction}").parse::<BigInt>().expect("a number"), below)
            }
        };
        let root = (above * &power * &power / below).sqrt();
        for (total, place) in totals.iter().zip(places(&rule, &totals)) {
            // The distance from the mean in ten times the power, and how far it may be off.
            let distance = (&(total - &mean) * &Ratio::from(10)).to_fixed(Rounding::new(80, RoundMode::Down));
            let distance: BigInt = distance.replace('.', "").parse().expect("a number");
            let reached = |tenths: &i32| {
                let far: BigInt = &distance - &root * *tenths;
                let doubt = BigInt::from(100);
                if far > doubt { true } else if far < -doubt { false } else {
                    // So near that it must be the line itself.
                    let line = Ratio::new((*tenths).into(), 10).expect("no zero");
                    let square = (total - &mean) * (total - &mean);
                    assert_eq!(square, &(&line * &line) * &variance);
                    true
                }
            };
            prop_assert_eq!(place, lines.iter().position(reached).unwrap_or(lines.len()), "{} of {:?}", total, totals);
        }
    }
}

/// A table of units with a total each and a province.
fn table(rows: &[(Option<u32>, usize)]) -> String {
    let mut csv = "unit,total,province\n".to_owned();
    for (row, (total, province)) in rows.iter().enumerate() {
        let total = total.map(|total| format!("{}.{:03}", total / 1000, total % 1000)).unwrap_or_default();
        let province = ["", "east", "west", "north"][*province];
        csv += &format!("u{:02},{total},{province}\n", 99 - row);
    }
    csv
}

fn scores(framework: &Framework, csv: &str) -> Scores {
    let read = Dataset::read(framework, csv.as_bytes(), &ReadOptions::default());
    framework.score(&read.into_result().expect("a dataset")).expect("scores")
}

fn codes(scores: &Scores) -> Vec<&'static str> {
    scores.diagnostics().iter().map(|found| found.code.name()).collect()
}

const TIERS: [&str; 6] = [
    "{rule: quantiles, BY, GRADES, tiers: [{code: A, share: 1/3}, {code: B, share: 1/3}, {code: C}]}",
    "{rule: quantiles, ties: down, BY, GRADES, tiers: [{code: A, share: 10%}, {code: B}]}",
    "{rule: count, BY, GRADES, tiers: [{code: A, count: 2}, {code: B, count: 3}, {code: C}]}",
    "{rule: mean-sd, BY, GRADES, tiers: [{code: A, from_sd: 0.5}, {code: B, from_sd: -0.5}, {code: C}]}",
    "{rule: natural-breaks, BY, GRADES, tiers: [{code: A}, {code: B}, {code: C}]}",
    "{rule: cut-lines, BY, GRADES, tiers: [{code: A, from: 1.01}, {code: B, from: 1.005}, {code: C}]}",
];
const GRADES: [&str; 3] = [
    "grades: {rule: quantiles, grades: [{code: +, share: 25%}, {code: =, share: 50%}, {code: '-'}]}",
    "grades: {rule: count, ties: down, grades: [{code: +, count: 1}, {code: '-'}]}",
    "grades: {rule: cut-lines, grades: [{code: +, from: 1.007}, {code: '-'}]}",
];

proptest! {
    #![proptest_config(config())]

    /// What scores say is what the rule gives for the totals that are compared, and the rule of the grades for those of
    /// one tier alone; a unit is named where the other figure would have it elsewhere.
    #[test]
    fn scores_are_sorted_as_their_totals_are(
        rows in vec((prop::option::weighted(0.9, 990u32..1020), 0usize..4), 1..40),
        tiers in select(TIERS.to_vec()),
        grades in select(GRADES.to_vec()),
        by in select(vec!["exact", "rounded"]),
    ) {
        let tiers = tiers.replace("BY", &format!("by: {by}")).replace("GRADES", grades);
        let yaml = format!("govscore: 1\nid: x\ntitle: X\nscale: 2\nmethod: {{missing: rescale-node}}\nindicators: [{{code: V, weight: 1}}]\ntiers: {tiers}\n");
        let framework = Framework::from_yaml(&yaml.replace("weight: 1}", "weight: 1}, {code: W, weight: 0}")).expect("a framework");
        let scores = scores(&framework, &table(&rows).replacen("total", "V", 1));
        let rule = framework.tier_rule().expect("a rule");
        let sorted = |rounded: bool| {
            let total = |unit: govscore::UnitScore<'_>| {
                unit.total().map(|total| if rounded { total.round(framework.rounding()) } else { total })
            };
            let totals: Vec<Option<Ratio>> = scores.iter().map(total).collect();
            let tiers = rule.assign(&totals);
            let mut all: Vec<Option<(usize, usize)>> = vec![None; totals.len()];
            for place in 0..framework.tiers().len() {
                let inside = |row: usize| totals[row].clone().filter(|_| tiers[row] == Some(place));
                let inside: Vec<Option<Ratio>> = (0..totals.len()).map(inside).collect();
                let grades = framework.grade_rule(place).expect("a rule").assign(&inside);
                for (row, grade) in grades.into_iter().enumerate().filter_map(|(row, grade)| Some((row, grade?))) {
                    all[row] = Some((place, grade));
                }
            }
            all
        };
        let (exact, rounded) = (sorted(false), sorted(true));
        let expected = if by == "exact" { &exact } else { &rounded };
        for (unit, place) in scores.iter().zip(expected) {
            let found = unit.tier().map(|tier| tier.code.as_str());
            let tier = place.map(|(tier, _)| &framework.tiers()[tier]);
            prop_assert_eq!(found, tier.map(|tier| tier.code.as_str()));
            let grade = place.and_then(|(tier, grade)| framework.tiers()[tier].grades.get(grade));
            prop_assert_eq!(unit.grade().map(|grade| &grade.code), grade.map(|grade| &grade.code));
        }
        let unlike = exact.iter().zip(&rounded).filter(|(one, other)| one != other).count();
        prop_assert_eq!(codes(&scores).iter().filter(|code| **code == "tier-by-rounding").count(), unlike);
        let table = scores.tier_table();
        for (place, row) in table.iter().enumerate() {
            let of = |grade: Option<usize>| {
                expected.iter().flatten().filter(|(tier, at)| *tier == place && grade.is_none_or(|grade| grade == *at)).count()
            };
            prop_assert_eq!(row.count, of(None));
            for (at, grade) in row.grades.iter().enumerate() {
                prop_assert_eq!(grade.count, of(Some(at)));
            }
        }
    }

    /// Each group ranked as if it were all there is.
    #[test]
    fn ranks_in_groups_are_those_of_each_group_alone(
        rows in vec((prop::option::weighted(0.9, 990u32..1010), 0usize..4), 1..40),
        ties in select(vec!["competition", "dense", "ordinal"]),
        by in select(vec!["exact", "rounded"]),
    ) {
        let yaml = format!("govscore: 1\nid: x\ntitle: X\nmethod: {{missing: rescale-node, rank: {{ties: {ties}, by: {by}}}}}\nindicators: [{{code: V, weight: 1}}, {{code: W, weight: 0}}]\n");
        let framework = Framework::from_yaml(&yaml).expect("a framework");
        let of = |rows: &[(Option<u32>, usize)]| table(rows).replacen("total", "V", 1);
        let whole = scores(&framework, &of(&rows));
        let ranks = whole.ranks_within(NodeId::TOTAL, &whole.groups("province").expect("provinces"));
        for province in 1..4 {
            // The other rows stay in place without a value, so that ids are the same.
            let alone: Vec<_> = rows.iter().map(|(total, of)| (total.filter(|_| *of == province), *of)).collect();
            let alone = scores(&framework, &of(&alone)).ranks(NodeId::TOTAL);
            for (row, (_, of)) in rows.iter().enumerate().filter(|(_, (_, of))| *of == province) {
                prop_assert_eq!(ranks[row], alone[row], "row {} of {}", row, of);
            }
        }
        prop_assert!(rows.iter().zip(&ranks).all(|((_, of), rank)| *of != 0 || rank.is_none()));
    }
}

/// What is said of totals under a rule, and how many units are in each tier.
fn said(tiers: &str, totals: &[&str]) -> (Vec<String>, Vec<usize>) {
    let framework = framework(tiers);
    let rows = totals.iter().enumerate().map(|(row, total)| format!("u{row},{total}\n"));
    let scores = scores(&framework, &format!("unit,total\n{}", rows.collect::<String>()));
    let lines = scores.diagnostics().iter().map(|found| found.to_string()).collect();
    (lines, scores.tier_table().iter().map(|row| row.count).collect())
}

#[test]
fn what_would_surprise_is_said() {
    let count = "{rule: count, tiers: [{code: A, count: 2}, {code: B, count: 2}, {code: C}]}";
    assert_eq!(said(count, &["5", "4", "3", "2", "1"]), (vec![], vec![2, 2, 1]));
    let tied = "note[tier-ties] units with equal totals stay together: A has 3 rather than 2, B has 1 rather than 2";
    assert_eq!(said(count, &["5", "4", "4", "2", "1"]), (vec![tied.to_owned()], vec![3, 1, 1]));
    let few = "warning[empty-tier] no unit is in B, C: 2 units are too few for the rule";
    assert_eq!(said(count, &["5", "4"]), (vec![few.to_owned()], vec![2, 0, 0]));
    let (lines, counts) = said(count, &["5", "5", "5", "5", "5"]);
    assert_eq!(counts, [5, 0, 0]);
    assert_eq!(
        lines,
        [
            "warning[empty-tier] no unit is in B, C: those that it would have equal others in the total, and equal ones stay together",
            "note[tier-ties] units with equal totals stay together: A has 5 rather than 2, B has 0 rather than 2, C has 0 rather than 1",
        ]
    );
    let shares = "{rule: quantiles, tiers: [{code: A, share: 10%}, {code: B}]}";
    let few = "warning[empty-tier] no unit is in A: 4 units are too few for the rule";
    assert_eq!(said(shares, &["5", "4", "3", "2"]), (vec![few.to_owned()], vec![0, 4]));
    assert_eq!(said(shares, &["5", "4", "3", "2", "1"]), (vec![], vec![1, 4]));
    let sd = "{rule: mean-sd, tiers: [{code: A, from_sd: 1}, {code: B, from_sd: -1}, {code: C}]}";
    let equal = "warning[no-spread] there is no spread: all totals are 7.5, so every unit is at the mean, which is B";
    assert_eq!(said(sd, &["7.5", "7.50"]), (vec![equal.to_owned()], vec![0, 2, 0]));
    let breaks = "{rule: natural-breaks, tiers: [{code: A}, {code: B}, {code: C}]}";
    let few = "warning[empty-tier] no unit is in C: there are only 2 different totals";
    assert_eq!(said(breaks, &["7", "7", "9"]), (vec![few.to_owned()], vec![1, 2, 0]));
    let grades =
        "{tiers: [{code: A, from: 50, grades: {rule: count, grades: [{code: +, count: 1}, {code: '-'}]}}, {code: B}]}";
    let tied =
        "note[tier-ties] units with equal totals stay together: A + has 2 rather than 1, A - has 0 rather than 1";
    let (lines, counts) = said(grades, &["70", "70", "20"]);
    assert_eq!(counts, [2, 1]);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1], tied);
}

/// Two places: 79.905 is printed as 79.91, with which it is the second best of two; exactly, it is the third.
#[test]
fn rounded_totals_are_the_sample_where_they_are_compared() {
    let tiers = "{rule: count, BY, tiers: [{code: A, count: 2}, {code: B}]}";
    let totals = ["90", "79.91", "79.905", "60"];
    let (lines, counts) = said(&tiers.replace("BY", "by: rounded"), &totals);
    assert_eq!(counts, [3, 1]);
    assert!(lines[0].contains("[tier-by-rounding]") && lines[0].contains("79.905"), "{lines:?}");
    let (lines, counts) = said(&tiers.replace("BY", "by: exact"), &totals);
    assert_eq!(counts, [2, 2]);
    assert_eq!(lines.len(), 1, "{lines:?}");
}

#[test]
fn lines_can_be_asked_for() {
    let framework =
        framework("{rule: mean-sd, sd: sample, tiers: [{code: A, from_sd: 1}, {code: B, from_sd: -1}, {code: C}]}");
    let scores = scores(&framework, "unit,total\na,2\nb,4\nc,4\nd,4\ne,5\nf,5\ng,7\nh,9\n");
    let spread = scores.tier_borders().and_then(|borders| borders.spread()).expect("a spread");
    assert_eq!((spread.mean(), spread.variance()), (&ratio("5"), &ratio("32/7")));
    let begins: Vec<_> = scores.tier_table().into_iter().map(|row| row.begins.map(|begin| begin.to_string())).collect();
    assert_eq!(begins, ["9", "4", "2"].map(|begin| Some(begin.to_owned())));
}

#[test]
fn tables_whose_tiers_need_all_units_are_not_read_in_blocks() {
    let csv = "unit,A\nx,1\ny,2\nz,3\n";
    let head = "govscore: 1\nid: x\ntitle: X\nindicators: [{code: A, weight: 1}]\ntiers: ";
    for (tiers, streams) in [
        ("{tiers: [{code: A, from: 2, grades: {grades: [{code: A+, from: 3}, {code: A}]}}, {code: B}]}", true),
        (
            "{tiers: [{code: A, from: 2, grades: {rule: count, grades: [{code: A+, count: 1}, {code: A}]}}, {code: B}]}",
            false,
        ),
        ("{rule: natural-breaks, tiers: [{code: A}, {code: B}]}", false),
    ] {
        let read = govscore::Checked::read(format!("{head}{tiers}").as_bytes(), None, &[]);
        let framework = read.framework.expect("a framework");
        let weights = framework.weights().expect("weights");
        let grade = |scores: &Scores| scores.iter().map(|unit| unit.grade().map(|grade| grade.code.clone())).collect();
        let mut grades: Vec<Option<String>> = Vec::new();
        let take = |part: Vec<Option<String>>| {
            grades.extend(part);
            Ok(())
        };
        let stream = Stream::read(&framework, &weights, csv.as_bytes(), &ReadOptions::default(), grade, take);
        let stream = stream.expect("a reading");
        assert_eq!(stream.is_some(), streams, "{tiers}");
        if let Some(stream) = stream {
            assert_eq!(stream.tier_counts(), [2, 1]);
            assert_eq!(grades, [None, Some("A".to_owned()), Some("A+".to_owned())]);
        }
    }
}

#[test]
fn groups_that_are_not_there_are_named() {
    let framework = framework("{tiers: [{code: A, from: 50}, {code: B}]}");
    let scores = scores(&framework, "unit,total,province\na,70,east\nb,60,\nc,20,east\n");
    assert_eq!(scores.groups("tier").expect("tiers"), [Some("A"), Some("A"), Some("B")]);
    assert_eq!(scores.groups("province").expect("provinces"), [Some("east"), None, Some("east")]);
    let found = scores.groups("provinze").expect_err("no such attribute").diagnostics();
    assert!(found.has_errors());
    let found = found.iter().next().expect("a problem");
    assert_eq!((found.code.name(), found.severity), ("unknown-group", Severity::Error));
    assert!(found.to_string().contains("did you mean `province`? there are: tier, province"), "{found}");
    assert_eq!(scores.ranks_within(NodeId::TOTAL, &[Some("x")]), [Some(1), None, None]);
}

/// A unit that a veto puts into a tier, and one that it leaves without a rank, take nobody's place among the best two.
#[test]
fn who_is_vetoed_is_not_in_the_sample() {
    let scheme = "govscore: 1
id: x
title: X
indicators:
  - {code: A, weight: 100%}
  - {code: V, rule: yes-no, veto: {score: 95, rank: after, tier: C}}
  - {code: W, rule: yes-no, veto: {at_most: 98, rank: none}}
tiers:
  rule: count
  grades: {rule: count, grades: [{code: +, count: 1}, {code: '-'}]}
  tiers: [{code: A, count: 2}, {code: B, count: 1}, {code: C}]
";
    let framework = Framework::from_yaml(scheme).expect("a framework");
    let csv = "unit,A,V,W\nput,99,是,否\nout,98,否,是\na,90,否,否\nb,80,否,否\nc,70,否,否\nd,60,否,否\n";
    let scores = scores(&framework, csv);
    let found: Vec<_> = scores
        .iter()
        .map(|unit| {
            let code = |code: &String| code.clone();
            (unit.tier().map(|tier| code(&tier.code)), unit.grade().map(|grade| code(&grade.code)))
        })
        .collect();
    let is = |tier: &str, grade: &str| (Some(tier.to_owned()), Some(grade.to_owned()));
    assert_eq!(found, [is("C", "+"), is("A", "+"), is("A", "+"), is("A", "-"), is("B", "+"), is("C", "+")]);
    let ranks: Vec<Option<u32>> = scores.iter().map(|unit| unit.rank()).collect();
    assert_eq!(ranks, [Some(5), None, Some(1), Some(2), Some(3), Some(4)]);
}
