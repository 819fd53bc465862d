//! The gap to the next type: against every choice tried out, against scores formed anew, and by hand.

#![allow(clippy::unwrap_used)]

use govscore::{
    Cost, Costs, Dataset, Decimal, Framework, Gap, GapMethod, GapOptions, GapOutcome, GapProof, Held, Lang, Least,
    Obstacle, Ratio, gap,
};
use proptest::prelude::*;

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn framework(yaml: &str) -> Framework {
    Framework::from_yaml(yaml).unwrap_or_else(|error| panic!("{error}"))
}

fn found(framework: &Framework, data: &Dataset, options: &GapOptions) -> Gap {
    let scores = framework.score(data).unwrap_or_else(|error| panic!("{error}"));
    gap(&scores, 0, options).unwrap_or_else(|error| panic!("{error}"))
}

fn set(gap: &Gap) -> &govscore::CheapestSet {
    match &gap.outcome {
        GapOutcome::Set(set) => set,
        other => panic!("no set, but {other:?}"),
    }
}

const TWO: &str = "govscore: 1
id: two
title: Two
indicators: [{code: A, weight: 70%}, {code: B, weight: 30%}]
tiers: {by: rounded, tiers: [{code: top, from: 79.91}, {code: good, from: 60}, {code: poor}]}
";

fn two(a: i32, b: i32) -> (Framework, Dataset) {
    let framework = framework(TWO);
    let data = Dataset::builder(&framework).set("u", "A", a).set("u", "B", b).build().unwrap();
    (framework, data)
}

/// 0.7 · 55 + 0.3 · 40 = 50.5; what is printed as 60.00 begins at 59.995, so 9.495 points are missing. A gives 31.5 at
/// most and B 18; a point of the total is 10/7 points of A or 10/3 of B.
#[test]
fn by_hand() {
    let (framework, data) = two(55, 40);
    let plain = found(&framework, &data, &GapOptions::default());
    assert_eq!(plain.line.as_ref().unwrap().total, ratio("59.995"));
    let given: Vec<(String, String)> =
        plain.rooms.iter().map(|room| (room.points.to_string(), room.price.clone().unwrap().to_string())).collect();
    assert_eq!(given, [("31.5", "10/7"), ("18", "10/3")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    let cheapest = set(&plain);
    assert_eq!((cheapest.method, cheapest.proof), (GapMethod::Sorted, GapProof::Optimal));
    // 9.495 / 0.7
    assert_eq!((cheapest.cost.to_string(), cheapest.total.to_string()), ("1899/140".into(), "59.995".into()));
    // Alone A has to rise by 9.495 / 0.7, B by 9.495 / 0.3 = 31.65.
    let alone: Vec<String> = plain.singles.iter().map(|one| one.rise.clone().unwrap().to_string()).collect();
    assert_eq!(alone, ["1899/140", "31.65"]);

    // A for 20 at once is cheaper than 31.65 points of B; up to 60 it gives 3.5, and 5.995 by B cost 19.98 more.
    let fixed = GapOptions::default().costs(Costs::default().with("A", Cost::fixed(ratio("20"))));
    let cheapest = found(&framework, &data, &fixed);
    assert_eq!(set(&cheapest).cost, ratio("20"));
    assert_eq!((set(&cheapest).method, set(&cheapest).total.clone()), (GapMethod::Knapsack, ratio("82")));
    let capped = GapOptions::default().costs(Costs::default().with("A", Cost::fixed(ratio("20")).up_to(ratio("60"))));
    let cheapest = found(&framework, &data, &capped);
    assert_eq!(set(&cheapest).cost, ratio("31.65"));
    assert_eq!(set(&cheapest).changes[0].to, ratio("71.65"));

    // In steps of five A needs three: 9.495 / 3.5 = 2.7; at two each that is 30, and B for 1.5 a point 47.475.
    let steps = Costs::default()
        .with("A", Cost::linear(ratio("2")).in_steps_of(ratio("5")))
        .with("B", Cost::linear(ratio("1.5")));
    let cheapest = found(&framework, &data, &GapOptions::default().costs(steps));
    // Two steps of A for 20 and 2.495 points by B, 8.3167 points of it for 12.475, cost more: 32.475.
    assert_eq!((set(&cheapest).cost.clone(), set(&cheapest).changes[0].to.clone()), (ratio("30"), ratio("70")));
}

#[test]
fn a_total_that_is_printed_as_the_line_is_enough() {
    let (framework, data) = two(80, 70);
    let gap = found(&framework, &data, &GapOptions::default());
    let line = gap.line.as_ref().unwrap();
    assert_eq!((line.total.to_string(), line.compared.to_string()), ("79.905".into(), "79.91".into()));
    assert_eq!((line.least, line.moves), (Least::Exactly, false));
    assert_eq!(set(&gap).total, ratio("79.905"));
    let exact = framework.to_yaml().replace("by: rounded", "by: exact");
    let exact = Framework::from_yaml(&exact).unwrap();
    let data = Dataset::builder(&exact).set("u", "A", 80).set("u", "B", 70).build().unwrap();
    assert_eq!(found(&exact, &data, &GapOptions::default()).line.unwrap().total, ratio("79.91"));
}

#[test]
fn who_is_there_already_is_told_so() {
    let (framework, data) = two(90, 90);
    assert_eq!(found(&framework, &data, &GapOptions::default()).outcome, GapOutcome::Reached);
    let to = GapOptions::default().to(Some("good".into()));
    assert_eq!(found(&framework, &data, &to).outcome, GapOutcome::Reached);
    let (framework, data) = two(10, 10);
    let two_up = found(&framework, &data, &GapOptions::default().to(Some("top".into())));
    assert_eq!((two_up.target, two_up.line.unwrap().compared), (Some(0), ratio("79.91")));
    let none = Costs::default().with("A", Cost::linear(ratio("1")).up_to(ratio("20")));
    let GapOutcome::OutOfReach { most } = found(&framework, &data, &GapOptions::default().costs(none)).outcome else {
        panic!("out of reach")
    };
    // 0.7 · 20 + 0.3 · 100
    assert_eq!(most, ratio("44"));
}

#[test]
fn what_is_asked_for_wrongly_is_told_all_at_once() {
    let (framework, data) = two(10, 10);
    let scores = framework.score(&data).unwrap();
    let costs = Costs::default().with("C", Cost::fixed(ratio("1"))).with("A", Cost::linear(ratio("-1")));
    let error = gap(&scores, 7, &GapOptions::default().to(Some("tpo".into())).costs(costs)).unwrap_err();
    let codes: Vec<&str> = error.diagnostics().iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["bad-cost", "unknown-code", "unknown-code", "no-such-unit"]);
}

/// Units with these totals under a rule that looks at all of them; the first is asked about.
fn moving(tiers: &str, totals: &[&str]) -> (Framework, Dataset) {
    let yaml = format!(
        "{{govscore: 1, id: m, title: M, indicators: [{{code: A, weight: 50%}}, {{code: B, weight: 50%}}], tiers: {tiers}}}"
    );
    let framework = framework(&yaml);
    let mut data = Dataset::builder(&framework);
    for (at, total) in totals.iter().enumerate() {
        let value: Decimal = total.parse().unwrap();
        data = data.set(&format!("u{at}"), "A", value).set(&format!("u{at}"), "B", value);
    }
    let data = data.build().unwrap();
    (framework, data)
}

/// The best half of 60, 90, 80, 70 are two; with 80.00 the first shares the second place and both are in. Where equal
/// totals go down, it has to be above.
#[test]
fn the_line_of_shares_moves_with_the_unit() {
    for (ties, total, compared) in [("up", "79.995", "80"), ("down", "80.005", "80.01")] {
        let tiers =
            format!("{{rule: quantiles, by: rounded, ties: {ties}, tiers: [{{code: x, share: 50%}}, {{code: y}}]}}");
        let (framework, data) = moving(&tiers, &["60", "90", "80", "70"]);
        let gap = found(&framework, &data, &GapOptions::default());
        let line = gap.line.as_ref().unwrap();
        assert_eq!((line.total.clone(), line.compared.clone(), line.moves), (ratio(total), ratio(compared), true));
        assert_eq!((line.least, set(&gap).place), (Least::Exactly, 0));
    }
    let (framework, data) =
        moving("{rule: count, by: exact, tiers: [{code: x, count: 1}, {code: y}]}", &["60", "90.123", "80"]);
    let gap = found(&framework, &data, &GapOptions::default());
    assert_eq!((gap.line.unwrap().total, gap.target), (ratio("90.123"), Some(0)));
}

/// The line one standard deviation above the mean of 50, 40, 60 and the unit's own total, found by trying every hundredth.
#[test]
fn the_line_of_deviations_moves_with_the_unit() {
    let tiers = "{rule: mean-sd, by: rounded, tiers: [{code: x, from_sd: 1}, {code: y}]}";
    let (framework, data) = moving(tiers, &["30", "50", "40", "60"]);
    let line = found(&framework, &data, &GapOptions::default()).line.unwrap();
    let rule = framework.tier_rule().unwrap();
    let others = ["50", "40", "60"].map(|total| Some(ratio(total)));
    let place = |hundredths: i128| {
        let own = [Some(Ratio::new(hundredths, 100).unwrap())];
        rule.assign(&[&own[..], &others[..]].concat())[0].unwrap()
    };
    let first = (3000..=10_000).find(|hundredths| place(*hundredths) == 0).unwrap();
    assert_eq!(line.compared, Ratio::new(first, 100).unwrap());
    assert_eq!((line.moves, line.least), (true, Least::Exactly));
}

#[test]
fn no_total_may_be_enough() {
    // Of three units none is two deviations above the mean: the most is the root of two.
    let tiers = "{rule: mean-sd, tiers: [{code: x, from_sd: 2}, {code: y}]}";
    let (framework, data) = moving(tiers, &["30", "50", "40"]);
    assert_eq!(found(&framework, &data, &GapOptions::default()).outcome, GapOutcome::NoTotal);
}

#[test]
fn what_comes_first_is_told_first() {
    let yaml = "govscore: 1
id: v
title: V
indicators:
  - {code: A, weight: 1, pass: {from: 50%, at_most: 20}}
  - {code: V, veto: {score: 0}}
tiers: {tiers: [{code: good, from: 60}, {code: poor}]}
";
    let framework = framework(yaml);
    let of = |a: i32, v: i32| {
        let data = Dataset::builder(&framework).set("u", "A", a).set("u", "V", v).build().unwrap();
        found(&framework, &data, &GapOptions::default()).outcome
    };
    let veto = framework.find("V").unwrap().id;
    assert_eq!(of(80, 100), GapOutcome::Blocked(vec![Obstacle::Veto(veto)]));
    assert!(matches!(of(40, 0), GapOutcome::Blocked(all) if matches!(all[..], [Obstacle::PassMark { .. }])));
    assert!(matches!(of(55, 0), GapOutcome::Set(_)));
}

/// B is missing, so A counts for all of it: 50. Filled in at full marks the total is 0.6 · 50 + 0.4 · 100 = 70, and 60 asks
/// for 75 (74.9875 for what is printed as 60.00).
#[test]
fn what_is_missing_is_told_of_by_itself() {
    let yaml = "{govscore: 1, id: m, title: M, method: {missing: rescale-node}, indicators: [{code: A, weight: 60%}, \
                {code: B, weight: 40%}], tiers: {by: rounded, tiers: [{code: good, from: 60}, {code: poor}]}}";
    let framework = framework(yaml);
    let data = Dataset::builder(&framework).set("u", "A", 50).build().unwrap();
    let gap = found(&framework, &data, &GapOptions::default());
    let room = &gap.rooms[1];
    assert_eq!((room.held, room.points.clone()), (Some(Held::Missing), ratio("20")));
    assert_eq!(set(&gap).cost, ratio("9.995"));
    let filled = gap.singles.iter().find(|one| one.cost.is_none()).unwrap();
    assert_eq!(filled.changes[0].to, ratio("74.9875"));

    // As zero it is a leaf like any other.
    let zero = Framework::from_yaml(&yaml.replace("rescale-node", "zero")).unwrap();
    let data = Dataset::builder(&zero).set("u", "A", 50).build().unwrap();
    let gap = found(&zero, &data, &GapOptions::default());
    assert_eq!((gap.rooms[1].held, gap.rooms[1].points.clone()), (None, ratio("40")));
    assert_eq!(gap.total, Some(ratio("30")));
}

/// Costs files with problems say all of them; `<case>.expected` holds what is said in English, `---`, and in Chinese.
#[test]
fn bad_costs_say_what_is_expected() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/costs");
    let framework = framework(&std::fs::read_to_string(folder.join("framework.yaml")).unwrap());
    let mut differing = Vec::new();
    for case in ["cells", "codes", "columns", "no-cost", "items"] {
        let name = format!("{case}.csv");
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let found = Costs::read(&framework, &bytes, Some(&name)).unwrap_err().diagnostics();
        let lines = |lang| found.iter().map(|diagnostic| diagnostic.line(lang) + "\n").collect::<String>();
        let text = format!("{}---\n{}", lines(Lang::En), lines(Lang::Zh));
        let expected = folder.join(format!("{case}.expected"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &text).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != text {
            differing.push(format!("{name}:\n{text}"));
        }
    }
    assert!(differing.is_empty(), "UPDATE=1 rewrites them; then read each:\n{}", differing.join("\n"));
}

/// A leaf of a random case: weight, rate, and a cost.
#[derive(Clone, Debug)]
struct Leaf {
    weight: u32,
    rate: u32,
    cost: u32,
    /// Steps of so much, or all at once.
    step: Option<u32>,
    max: u32,
}

impl Leaf {
    /// Every rate to which it can be raised, with what that costs; its own for nothing.
    fn levels(&self) -> Vec<(u32, u32)> {
        let mut levels = vec![(self.rate, 0)];
        match self.step {
            Some(step) => {
                let mut rate = self.rate + step;
                while rate <= self.max {
                    levels.push((rate, (rate - self.rate) * self.cost));
                    rate += step;
                }
            }
            None if self.max > self.rate => levels.push((self.max, self.cost)),
            None => {}
        }
        levels
    }
}

fn leaf() -> impl Strategy<Value = Leaf> {
    (1u32..20, 0u32..=100, 0u32..30, prop::option::of(10u32..40), 1u32..=100)
        .prop_map(|(weight, rate, cost, step, max)| Leaf { weight, rate, cost, step, max })
}

/// Leaves in two groups, the second half under a node of its own.
fn tree(leaves: &[Leaf], extra: &str, method: &str) -> Framework {
    let line = |(at, leaf): (usize, &Leaf)| format!("{{code: L{at}, weight: {}}}", leaf.weight);
    let lines: Vec<String> = leaves.iter().enumerate().map(line).collect();
    let (first, second) = lines.split_at(leaves.len() / 2);
    let group = |code: &str, weight: u32, lines: &[String]| {
        format!("{{code: {code}, weight: {weight}, weights: shares, indicators: [{}]}}", lines.join(", "))
    };
    framework(&format!(
        "{{govscore: 1, id: r, title: R, weights: shares, method: {{{method}}}, indicators: [{}, {}{extra}], tiers: \
         {{by: rounded, tiers: [{{code: a, from: 70}}, {{code: b}}]}}}}",
        group("G", 2, first),
        group("H", 3, second),
    ))
}

fn data(framework: &Framework, rates: &[u32]) -> Dataset {
    let leaves = rates.iter().enumerate();
    leaves
        .fold(Dataset::builder(framework), |data, (at, rate)| data.set("u", &format!("L{at}"), *rate))
        .build()
        .unwrap()
}

fn costs(leaves: &[Leaf]) -> Costs {
    leaves.iter().enumerate().fold(Costs::default(), |costs, (at, leaf)| {
        let amount = Ratio::from(leaf.cost);
        let cost = match leaf.step {
            Some(step) => Cost::linear(amount).in_steps_of(step.into()),
            None => Cost::fixed(amount),
        };
        costs.with(format!("L{at}"), cost.up_to(leaf.max.into()))
    })
}

/// Every choice of levels: the least cost with which the unit, scored anew, is in the best type.
fn by_trial(leaves: &[Leaf], in_best: impl Fn(&[u32]) -> bool) -> Option<u32> {
    let levels: Vec<Vec<(u32, u32)>> = leaves.iter().map(Leaf::levels).collect();
    let all: usize = levels.iter().map(Vec::len).product();
    let choice = |mut number: usize| {
        let (mut rates, mut cost) = (Vec::new(), 0);
        for levels in &levels {
            let (rate, price) = levels[number % levels.len()];
            number /= levels.len();
            rates.push(rate);
            cost += price;
        }
        (cost, rates)
    };
    let mut choices: Vec<(u32, Vec<u32>)> = (0..all).map(choice).collect();
    choices.sort();
    choices.into_iter().find(|(_, rates)| in_best(rates)).map(|(cost, _)| cost)
}

fn in_best(framework: &Framework, data: &Dataset) -> bool {
    let scores = framework.score(data).unwrap();
    scores.get(0).unwrap().tier().is_some_and(|tier| tier.code == "a")
}

/// The rates of the leaves with some changes carried out.
fn carried_out(leaves: &[Leaf], framework: &Framework, changes: &[&govscore::Improvement]) -> Vec<u32> {
    let mut rates: Vec<u32> = leaves.iter().map(|leaf| leaf.rate).collect();
    for change in changes {
        let at: usize = framework.node(change.node).code[1..].parse().unwrap();
        rates[at] = change.to.to_string().parse().unwrap();
    }
    rates
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Nothing that can be done is cheaper, what is to be done is enough when it is scored anew, and no part of it is.
    #[test]
    fn no_choice_is_cheaper(leaves in prop::collection::vec(leaf(), 2..6)) {
        let tree = tree(&leaves, "", "missing: reject");
        let rates: Vec<u32> = leaves.iter().map(|leaf| leaf.rate).collect();
        let now = data(&tree, &rates);
        let found = found(&tree, &now, &GapOptions::default().costs(costs(&leaves)));
        let least = by_trial(&leaves, |rates| in_best(&tree, &data(&tree, rates)));
        match &found.outcome {
            GapOutcome::Reached => prop_assert_eq!(least, Some(0)),
            GapOutcome::OutOfReach { .. } => prop_assert_eq!(least, None),
            GapOutcome::Set(set) => {
                prop_assert_eq!(Some(set.cost.to_string()), least.map(|least| least.to_string()));
                prop_assert_eq!(set.proof, GapProof::Optimal);
                let all: Vec<&govscore::Improvement> = set.changes.iter().collect();
                let then = data(&tree, &carried_out(&leaves, &tree, &all));
                prop_assert!(in_best(&tree, &then));
                let scores = tree.score(&then).unwrap();
                prop_assert_eq!(scores.get(0).unwrap().total(), Some(set.total.clone()));
                for left in set.changes.iter().filter(|change| !change.cost.is_zero()) {
                    let part: Vec<&govscore::Improvement> = all.iter().copied().filter(|one| *one != left).collect();
                    let then = data(&tree, &carried_out(&leaves, &tree, &part));
                    prop_assert!(!in_best(&tree, &then));
                }
                for single in &found.singles {
                    prop_assert!(single.cost.as_ref().is_some_and(|cost| *cost >= set.cost));
                    let part: Vec<&govscore::Improvement> = single.changes.iter().collect();
                    prop_assert!(in_best(&tree, &data(&tree, &carried_out(&leaves, &tree, &part))));
                }
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    /// Where a total rises by more or less than the sum of its parts, the set is enough all the same, and the bound holds.
    #[test]
    fn bounds_hold_where_parts_do_not_add_up(leaves in prop::collection::vec(leaf(), 2..5), bonus in any::<bool>()) {
        let (extra, method) = if bonus {
            (", {code: X, bonus: {points: 8, from: 60}}", "missing: reject")
        } else {
            ("", "rounding: {places: 0, mode: half-up, stage: each-level}")
        };
        let tree = tree(&leaves, extra, method);
        let of = |rates: &[u32]| {
            let mut data = Dataset::builder(&tree);
            for (at, rate) in rates.iter().enumerate() {
                data = data.set("u", &format!("L{at}"), *rate);
            }
            if bonus { data.set("u", "X", 100).build().unwrap() } else { data.build().unwrap() }
        };
        let rates: Vec<u32> = leaves.iter().map(|leaf| leaf.rate).collect();
        let found = found(&tree, &of(&rates), &GapOptions::default().costs(costs(&leaves)));
        let least = by_trial(&leaves, |rates| in_best(&tree, &of(rates)));
        match &found.outcome {
            GapOutcome::Reached => prop_assert_eq!(least, Some(0)),
            GapOutcome::OutOfReach { .. } => prop_assert_eq!(least, None),
            GapOutcome::Set(set) => {
                let all: Vec<&govscore::Improvement> = set.changes.iter().collect();
                prop_assert!(in_best(&tree, &of(&carried_out(&leaves, &tree, &all))));
                let least = Ratio::from(least.unwrap());
                prop_assert!(set.cost >= least);
                prop_assert!(set.bound.as_ref().is_none_or(|bound| *bound <= least));
                if set.proof == GapProof::Optimal {
                    prop_assert_eq!(&set.cost, &least);
                }
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    /// Items have levels, of which one of each is chosen; every choice of answers is tried.
    #[test]
    fn no_choice_of_answers_is_cheaper(
        items in prop::collection::vec((1u32..6, 0usize..3, 1u32..9), 2..6),
        defaults in any::<bool>(),
    ) {
        const ANSWERS: [&str; 3] = ["低", "中", "高"];
        let line = |(at, (marks, ..)): (usize, &(u32, usize, u32))| {
            format!(
                "{{code: P{at}, marks: {marks}, rule: {{kind: levels, levels: [{{name: 低, share: 10%}}, \
                 {{name: 中, share: 55%}}, {{name: 高, share: 100%}}]}}}}"
            )
        };
        let lines: Vec<String> = items.iter().enumerate().map(line).collect();
        let (first, second) = lines.split_at(items.len() / 2);
        let tree = framework(&format!(
            "{{govscore: 1, id: i, title: I, indicators: [{{code: A, weight: 40%, items: [{}]}}, \
             {{code: B, weight: 60%, items: [{}]}}], tiers: {{tiers: [{{code: a, from: 80}}, {{code: b}}]}}}}",
            first.join(", "), second.join(", "),
        ));
        let of = |answers: &[usize]| {
            let each = answers.iter().enumerate();
            each.fold(Dataset::builder(&tree), |data, (at, answer)| data.observe("u", &format!("P{at}"), ANSWERS[*answer]))
                .build()
                .unwrap()
        };
        let costs = items.iter().enumerate().filter(|_| !defaults).fold(Costs::default(), |costs, (at, (.., cost))| {
            costs.with(format!("P{at}"), Cost::linear(Ratio::from(*cost)))
        });
        let now: Vec<usize> = items.iter().map(|(_, answer, _)| *answer).collect();
        let found = found(&tree, &of(&now), &GapOptions::default().costs(costs));
        let shares = [Ratio::new(10, 100), Ratio::new(55, 100), Ratio::new(1, 1)].map(Option::unwrap);
        let price = |at: usize, answer: usize| {
            let (marks, before, cost) = &items[at];
            if !defaults {
                return Ratio::from((answer - before) as u64 * u64::from(*cost));
            }
            let half = items.len() / 2;
            let all: u32 = if at < half { &items[..half] } else { &items[half..] }.iter().map(|item| item.0).sum();
            let part = Ratio::new((*marks).into(), all.into()).unwrap();
            &part * &(&(&shares[answer] - &shares[*before]) * &Ratio::from(100))
        };
        let mut least: Option<Ratio> = None;
        for number in 0..3usize.pow(items.len() as u32) {
            let answers: Vec<usize> = (0..items.len()).map(|at| number / 3usize.pow(at as u32) % 3).collect();
            if answers.iter().zip(&now).any(|(then, now)| then < now) || !in_best(&tree, &of(&answers)) {
                continue;
            }
            let cost: Ratio = (0..items.len()).map(|at| price(at, answers[at])).sum();
            least = Some(least.map_or_else(|| cost.clone(), |least| least.min(cost.clone())));
        }
        match &found.outcome {
            GapOutcome::Reached => prop_assert!(least.is_some_and(|least| least.is_zero())),
            GapOutcome::Set(set) => {
                prop_assert_eq!((Some(&set.cost), set.proof), (least.as_ref(), GapProof::Optimal));
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    /// The line is a total that is enough, and what is printed one less is not, whatever the rule.
    #[test]
    fn one_printed_place_less_is_not_enough(
        totals in prop::collection::vec(0u32..=1000, 3..9),
        rule in prop::sample::select(vec![
            "rule: quantiles, tiers: [{code: a, share: 30%}, {code: b}]",
            "rule: quantiles, ties: down, tiers: [{code: a, share: 30%}, {code: b}]",
            "rule: count, tiers: [{code: a, count: 2}, {code: b}]",
            "rule: mean-sd, tiers: [{code: a, from_sd: 0.5}, {code: b}]",
            "rule: natural-breaks, tiers: [{code: a}, {code: b}]",
        ]),
        exact in any::<bool>(),
    ) {
        let texts: Vec<String> = totals.iter().map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let by = if exact { "exact" } else { "rounded" };
        let (framework, data) = moving(&format!("{{{rule}, by: {by}}}"), &texts);
        let gap = found(&framework, &data, &GapOptions::default());
        let Some(line) = gap.line else { return Ok(()) };
        let tier_rule = framework.tier_rule().unwrap();
        let place = |own: &Ratio| {
            let others = texts[1..].iter().map(|text| Some(ratio(text)));
            tier_rule.assign(&std::iter::once(Some(own.clone())).chain(others).collect::<Vec<_>>())[0].unwrap()
        };
        prop_assert!(place(&line.compared) <= line.place);
        let less = if exact { ratio("0.000001") } else { ratio("0.01") };
        prop_assert!(place(&(&line.compared - &less)) > line.place);
        prop_assert!(matches!(gap.outcome, GapOutcome::Set(ref set) if set.place <= line.place));
    }
}

/// The set carried out in the data and everything scored again: the same total, rank and type, and the same ranks below.
#[test]
fn what_follows_is_what_scoring_anew_gives() {
    let totals = ["41.3", "90", "80.4", "70", "66.6", "50"];
    for rule in [
        "rule: quantiles, tiers: [{code: a, share: 30%}, {code: b}]",
        "rule: mean-sd, tiers: [{code: a, from_sd: 0.5}, {code: b}]",
        "rule: natural-breaks, tiers: [{code: a}, {code: b}]",
    ] {
        let (framework, data) = moving(&format!("{{{rule}}}"), &totals);
        let step = |cost: &str| Cost::linear(ratio(cost)).in_steps_of(ratio("0.1"));
        let costs = Costs::default().with("A", step("1").up_to(ratio("70"))).with("B", step("2"));
        let found = found(&framework, &data, &GapOptions::default().costs(costs));
        let set = set(&found);
        let mut then = Dataset::builder(&framework);
        for (at, total) in totals.iter().enumerate() {
            for code in ["A", "B"] {
                then = then.set(&format!("u{at}"), code, total.parse::<Decimal>().unwrap());
            }
        }
        for change in &set.changes {
            then = then.set("u0", &framework.node(change.node).code, change.to.to_decimal().unwrap());
        }
        let scores = framework.score(&then.build().unwrap()).unwrap();
        let unit = scores.get(0).unwrap();
        assert_eq!((unit.total(), unit.rank()), (Some(set.total.clone()), set.rank), "{rule}");
        assert_eq!(unit.tier().map(|tier| tier.code.as_str()), Some("a"), "{rule}");
        assert_eq!(set.ranks.len(), 3);
        for ranks in &set.ranks {
            assert_eq!(scores.ranks(ranks.node)[0], Some(ranks.after), "{rule}");
        }
    }
}

#[test]
fn the_book_is_solved_with_fixed_costs() {
    for (id, sample) in [
        ("bluebook-2019", "bluebook-2019-synthetic"),
        ("bluebook-2019-collection", "bluebook-2019-collection-synthetic"),
    ] {
        let framework = Framework::builtin(id).unwrap();
        let data = Dataset::from_csv(&framework, govscore::sample(sample).unwrap().as_bytes()).unwrap();
        let scores = framework.score(&data).unwrap();
        let items = framework.items().iter().map(|item| item.code.clone());
        let codes: Vec<String> =
            if items.len() > 0 { items.collect() } else { framework.leaves().map(|leaf| leaf.code.clone()).collect() };
        let costs = codes.iter().enumerate().fold(Costs::default(), |costs, (at, code)| {
            let amount = Ratio::from((at as u64 * 7919 + 13) % 97 + 3);
            costs.with(code.clone(), Cost::fixed(amount))
        });
        let options = GapOptions::default().costs(costs);
        for row in (0..scores.len()).step_by(scores.len() / 7 + 1) {
            let found = gap(&scores, row, &options).unwrap();
            match found.outcome {
                GapOutcome::Set(set) => {
                    assert_eq!((set.bound.as_ref(), set.proof), (Some(&set.cost), GapProof::Optimal), "{id} {row}");
                    assert_eq!(Some(set.place), found.target);
                }
                GapOutcome::Reached => {}
                other => panic!("{id}, row {row}: {other:?}"),
            }
        }
    }
}
