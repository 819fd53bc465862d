//! Laws of scores.

use crate::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn scores_equal_the_reference_to_the_last_bit(case in case(1..=3)) {
        let tree = case.tree();
        let full = effective(&tree);
        let check = |policy, absent, rows: Vec<ByCode<String>>| {
            let framework = case.with(missing(policy));
            let scores = framework.score(&dataset(&framework, &rows)).unwrap();
            let expected: Vec<_> = rows.iter().map(|row| case.scheme(absent).score(&tree, row)).collect();
            prop_assert_eq!(rates(&scores), expected, "{:?}", policy);
            for (unit, node) in scores.iter().flat_map(|unit| framework.nodes().iter().map(move |node| (unit, node))) {
                let points = unit.rate(node.id).map(|rate| exact(&rate) * &full[&node.code].0);
                prop_assert_eq!(unit.points(node.id).as_ref().map(exact), points);
            }
            Ok(())
        };
        check(Missing::Reject, Absent::EmptiesItsNode, case.complete())?;
        for (policy, absent) in POLICIES {
            check(policy, absent, case.complete())?;
            check(policy, absent, case.rows())?;
        }
    }

    #[test]
    fn reject_refuses_just_what_lacks_a_value_that_counts(case in case(1..=3)) {
        fn lacks(node: &Node, effective: &Exact, row: &ByCode<String>) -> bool {
            if row.contains_key(&node.code) || effective.is_zero() {
                return false;
            }
            let mut children = node.children.iter().zip(shares(&node.children));
            node.children.is_empty() || children.any(|(child, share)| lacks(child, &(effective * share), row))
        }
        let framework = case.with(missing(Missing::Reject));
        let (tree, rows) = (case.tree(), case.rows());
        let data = dataset(&framework, &rows);
        match framework.score(&data) {
            Ok(scores) => {
                prop_assert!(!rows.iter().any(|row| lacks(&tree, &Exact::one(), row)));
                let expected: Vec<_> = rows.iter().map(|row| case.scheme(Absent::EmptiesItsNode).score(&tree, row)).collect();
                prop_assert_eq!(rates(&scores), expected);
            }
            Err(error) => {
                prop_assert!(rows.iter().any(|row| lacks(&tree, &Exact::one(), row)), "{error}");
                let codes = error_codes(&error);
                prop_assert!(codes.iter().all(|code| ["missing-value", "missing-column"].contains(code)), "{error}");
            }
        }
    }

    /// The rule "marks reached out of those that could be reached", for every node at once.
    #[test]
    fn rescale_tree_is_the_mean_over_the_leaves_that_are_there(case in case(1..=4)) {
        let framework = case.with(missing(Missing::RescaleTree));
        let rows = case.rows();
        let scores = framework.score(&dataset(&framework, &rows)).unwrap();
        for (unit, row) in scores.iter().zip(&rows) {
            for node in framework.nodes().iter().filter(|node| !row.contains_key(&node.code)) {
                let (mut reached, mut possible) = (Ratio::zero(), Ratio::zero());
                for code in row.keys() {
                    let there = framework.find(code).unwrap().id;
                    let below = node.id == NodeId::TOTAL || framework.path(there).split('/').any(|code| code == node.code);
                    // The share of this node, not of the total, which may be zero.
                    let mut share = Ratio::one();
                    let mut at = there;
                    while below && at != node.id {
                        share = &share * framework.node(at).share.as_ref().unwrap();
                        at = framework.node(at).parent.unwrap();
                    }
                    if below {
                        reached = reached + &share * &unit.rate(there).unwrap();
                        possible = possible + share;
                    }
                }
                prop_assert_eq!(unit.rate(node.id), reached.checked_div(&possible), "{}", node.code);
            }
        }
    }

    #[test]
    fn a_rate_lies_between_those_of_the_children(case in case(1..=4), (policy, _) in policy()) {
        let framework = case.with(missing(policy));
        let rows = case.rows();
        let scores = framework.score(&dataset(&framework, &rows)).unwrap();
        for (unit, row) in scores.iter().zip(&rows) {
            for node in framework.nodes().iter().filter(|node| !node.is_leaf() && !row.contains_key(&node.code)) {
                let Some(rate) = unit.rate(node.id) else { continue };
                let children: Vec<Ratio> = node.children.iter().filter_map(|child| unit.rate(*child)).collect();
                prop_assert!(children.iter().min().unwrap() <= &rate, "{}", node.code);
                prop_assert!(&rate <= children.iter().max().unwrap(), "{}", node.code);
            }
        }
    }

    #[test]
    fn raising_a_value_never_lowers_a_score(case in case(1..=1), which in any::<Index>(), by in 1..=MILLION) {
        for (policy, _) in POLICIES.into_iter().chain([(Missing::Reject, Absent::EmptiesItsNode)]) {
            let rows = if policy == Missing::Reject { case.complete() } else { case.rows() };
            let codes: Vec<&String> = rows[0].keys().collect();
            if codes.is_empty() {
                continue;
            }
            let code = codes[which.index(codes.len())];
            let framework = case.with(missing(policy));
            let node = framework.find(code).unwrap();
            let written = Node { code: code.clone(), weight: String::new(), range: None, children: Vec::new() };
            let written = Node { range: find(&case.tree(), code).and_then(|node| node.range.clone()), ..written };
            let full = exact(node.effective.as_ref().unwrap());
            let (low, high) = case.limits(&written, &full).unwrap();
            let before = number(&rows[0][code]);
            let after = &before + (&high - &before) * Exact::new(by.into(), MILLION.into());
            let after = (after * number("100000")).floor().to_integer();
            let mut raised = rows.clone();
            raised[0].insert(code.clone(), decimal(&after, 5));
            let first = &rates(&framework.score(&dataset(&framework, &rows)).unwrap())[0];
            let second = &rates(&framework.score(&dataset(&framework, &raised)).unwrap())[0];
            prop_assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
            let path = framework.path(node.id);
            for (code, rate) in first {
                prop_assert!(rate <= &second[code], "{code}");
                let on_the_way = code == "total" || path.split('/').any(|above| above == code);
                prop_assert!(on_the_way || rate == &second[code], "{code}");
            }
            if policy == Missing::Reject {
                let gain = (number(&raised[0][code]) - before) / (high - low) * number(case.scale) * full;
                prop_assert_eq!(&second["total"] - &first["total"], gain);
            }
        }
    }

    #[test]
    fn rounding_at_each_level_equals_the_reference(
        case in case(1..=3),
        places in 0..=4u32,
        (mode, reference_mode) in select(MODES.to_vec()),
        points in any::<bool>(),
        (policy, absent) in policy(),
    ) {
        let mut method = missing(policy);
        let mut rounding = RoundingFile::default();
        (rounding.places, rounding.mode, rounding.stage) = (Some(places), Some(mode), Some(Stage::EachLevel));
        method.rounding = Some(rounding);
        let mut file = case.file();
        file.method = Some(method);
        file.display = Some(if points { Figure::Points } else { Figure::Rate });
        let framework = file.check().unwrap();
        let scheme = Scheme { each_level: Some((places, reference_mode, points)), ..case.scheme(absent) };
        for rows in [case.complete(), case.rows()] {
            let scores = framework.score(&dataset(&framework, &rows)).unwrap();
            let expected: Vec<_> = rows.iter().map(|row| scheme.score(&case.tree(), row)).collect();
            prop_assert_eq!(rates(&scores), expected, "{:?}", policy);
        }
    }
}
