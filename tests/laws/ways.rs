//! The two ways of computing agree.

use crate::*;

proptest! {
    #![proptest_config(config())]

    /// Rows that are complete go through the kernel, an explanation never does.
    #[test]
    fn kernel_and_explanation_agree(case in case(1..=3)) {
        for (policy, rows) in [
            (Missing::Reject, case.complete()),
            (Missing::Zero, case.rows()),
            (Missing::RescaleNode, case.rows()),
            (Missing::RescaleTree, case.rows()),
        ] {
            let framework = case.with(missing(policy));
            let data = dataset(&framework, &rows);
            let plan = Plan::new(&framework, &framework.weights().unwrap(), &data).unwrap();
            for unit in plan.score().iter() {
                let explanation = plan.explain(unit.row()).unwrap();
                prop_assert_eq!(explanation.rank, unit.rank());
                prop_assert_eq!(explanation.steps.len(), framework.nodes().len());
                for step in &explanation.steps {
                    prop_assert_eq!(&step.rate, &unit.rate(step.node), "{}", step.code);
                    if let (Some(rate), false) = (&step.rate, step.terms.is_empty()) {
                        let sum: Ratio = step.terms.iter().map(|term| &term.product).sum();
                        prop_assert_eq!(sum, rate * &step.weight_used, "{}", step.code);
                    }
                }
            }
        }
    }

    /// A row with 28 digits leaves no room for counting in whole ticks; the other rows must not notice.
    #[test]
    fn one_row_with_many_digits_changes_no_other(case in case(1..=4)) {
        let tree = case.tree();
        let full = effective(&tree);
        let framework = case.with(missing(Missing::RescaleNode));
        for rows in [case.complete(), case.rows()] {
            let tiny = full.iter().filter(|(code, (full, leaf))| {
                let node = find(&tree, code).unwrap();
                *leaf && case.limits(node, full).is_some_and(|(low, _)| low <= Exact::zero())
            });
            let tiny: ByCode<String> = tiny.map(|(code, _)| (code.clone(), decimal(&BigInt::one(), 28))).collect();
            let mut more = rows.clone();
            more.push(tiny);
            let expected: Vec<_> = more.iter().map(|row| case.scheme(Absent::LeavesItsNode).score(&tree, row)).collect();
            prop_assert_eq!(rates(&framework.score(&dataset(&framework, &more)).unwrap()), &expected[..]);
            prop_assert_eq!(rates(&framework.score(&dataset(&framework, &rows)).unwrap()), &expected[..rows.len()]);
        }
    }

    #[test]
    fn weights_with_huge_denominators_equal_the_reference(case in case(1..=2)) {
        fn enlarge(node: &mut Node) {
            for (place, child) in node.children.iter_mut().enumerate() {
                let weight = number(&child.weight).numer() * BigInt::from(10).pow(17) + place + 10_000_000_019i64;
                child.weight = weight.to_string();
                enlarge(child);
            }
        }
        let case = Case { points: false, ..case };
        let mut tree = case.tree();
        enlarge(&mut tree);
        let framework = case.with(missing(Missing::RescaleTree));
        let mut weights = framework.weights().unwrap();
        for node in framework.nodes().iter().filter(|node| !node.is_leaf()) {
            let children = &find(&tree, &node.code).unwrap().children;
            let huge: Vec<Ratio> = children.iter().map(|child| child.weight.parse().unwrap()).collect();
            weights = weights.with_shares(node.id, &huge).unwrap();
        }
        for rows in [case.complete(), case.rows()] {
            let plan = Plan::new(&framework, &weights, &dataset(&framework, &rows)).unwrap();
            let expected: Vec<_> = rows.iter().map(|row| case.scheme(Absent::LeavesTheTree).score(&tree, row)).collect();
            prop_assert_eq!(rates(&plan.score()), expected);
        }
    }
}

/// Other weights change what a value counts for, not what it was out of.
#[test]
fn points_are_read_against_the_marks_of_the_framework() {
    let mut file = FrameworkFile::new("x", "X");
    file.input = Some(Input::Points);
    file = file.indicator(Indicator::new("A", "A").weight("50%")).indicator(Indicator::new("B", "B").weight("50%"));
    let framework = file.check().unwrap();
    let data = Dataset::builder(&framework).set("u", "A", 25).set("u", "B", 50).build().unwrap();
    let own = framework.weights().unwrap();
    let other = own.with_shares(NodeId::TOTAL, &[Ratio::one(), Ratio::from(3)]).unwrap();
    for (weights, total) in [(own, "75"), (other, "87.5")] {
        let scores = Plan::new(&framework, &weights, &data).unwrap().score();
        assert_eq!(scores.get(0).unwrap().total().unwrap().to_string(), total);
    }
}

/// A row that cannot be plain before one that can: below a node that is given there is no score in either.
#[test]
fn nothing_is_made_up_below_a_given_node() {
    let child = |code: &str| Indicator::new(code, code).weight("50%");
    let node = child("A").indicator(child("A1")).indicator(child("A2"));
    let mut file = FrameworkFile::new("x", "X").indicator(node).indicator(child("B"));
    file.method = Some(missing(Missing::RescaleNode));
    let framework = file.check().unwrap();
    let data =
        Dataset::builder(&framework).set("gap", "B", 60).set("full", "A", 80).set("full", "B", 60).build().unwrap();
    let scores = framework.score(&data).unwrap();
    for (row, total) in ["60", "70"].into_iter().enumerate() {
        let unit = scores.get(row).unwrap();
        assert_eq!(unit.total().unwrap().to_string(), total);
        for code in ["A1", "A2"] {
            assert_eq!(unit.rate(framework.find(code).unwrap().id), None, "{code} of {}", unit.unit().id);
        }
    }
}
