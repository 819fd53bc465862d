//! Laws of weights.

use crate::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn effective_weights_of_the_leaves_sum_to_one(case in case(0..=0)) {
        let framework = case.file().check().unwrap();
        let weights = framework.weights().unwrap();
        let expected = effective(&case.tree());
        for node in framework.nodes() {
            prop_assert_eq!(&exact(weights.effective(node.id)), &expected[&node.code].0, "{}", node.code);
            prop_assert_eq!(node.effective.as_ref(), Some(weights.effective(node.id)));
            let below = framework.leaves().filter(|leaf| {
                framework.path(leaf.id).split('/').any(|code| code == node.code) || node.id == NodeId::TOTAL
            });
            let sum: Ratio = below.map(|leaf| weights.effective(leaf.id)).sum();
            prop_assert_eq!(&sum, weights.effective(node.id), "leaves below {}", node.code);
        }
        for level in 1..=framework.levels().len() {
            let cut = framework.nodes().iter().filter(|node| node.level == level || (node.level < level && node.is_leaf()));
            prop_assert_eq!(cut.map(|node| weights.effective(node.id)).sum::<Ratio>(), Ratio::one(), "level {}", level);
        }
    }

    #[test]
    fn a_perturbed_weight_is_refused(
        case in case(0..=0),
        which in any::<Index>(),
        style in 0..5u8,
        power in 0..20u32,
        kind in 0..4u8,
    ) {
        let case = Case { total: Shape { notation: Notation::Percent, ..case.total }, ..case };
        let mut file = case.file();
        let mut percents = 0;
        each_indicator(&mut file.indicators, Notation::Percent, &mut |_, notation| {
            percents += usize::from(notation == Notation::Percent);
        });
        let (mut left, mut changed) = (which.index(percents) as i32, String::new());
        each_indicator(&mut file.indicators, Notation::Percent, &mut |node, notation| {
            left -= i32::from(notation == Notation::Percent);
            if left >= 0 || !changed.is_empty() {
                return;
            }
            let before = number(node.weight.as_ref().unwrap().as_str());
            let little = Exact::new(1.into(), BigInt::from(10).pow(power));
            let after = match kind {
                0 if before >= little => &before - &little,
                1 => &before + Exact::new(1.into(), 97.into()),
                // Digits cut off, where the ratio repeats for ever.
                2 => round(&before, power, Mode::Down),
                _ => &before + &little,
            };
            let after = if after == before { before + little } else { after };
            let text = match style {
                0 => None,
                1 | 2 => terminating(&after),
                _ => terminating(&(&after * number("100"))).map(|text| format!("{text}%")),
            };
            changed = text.unwrap_or_else(|| after.to_string());
            node.weight = Some(changed.clone().into());
        });
        let error = file.check().unwrap_err();
        let codes = error_codes(&error);
        prop_assert!(!codes.is_empty());
        prop_assert!(codes.iter().all(|code| ["weights-sum", "weight-digits"].contains(code)), "{changed}: {error}");
    }

    #[test]
    fn scaling_all_shares_of_a_node_changes_nothing(case in case(1..=3), factor in select(vec!["3", "1/2", "7/13", "0.001"])) {
        let mut scaled = case.file();
        each_indicator(&mut scaled.indicators, case.total.notation, &mut |node, notation| {
            if let (Notation::Shares, Some(weight)) = (notation, &node.weight) {
                node.weight = Some((number(weight.as_str()) * number(factor)).to_string().into());
            }
        });
        let (first, second) = (case.file().check().unwrap(), scaled.check().unwrap());
        prop_assert_eq!(first.weights().unwrap(), second.weights().unwrap());
        let rows = case.complete();
        let scores = |framework: &Framework| rates(&framework.score(&dataset(framework, &rows)).unwrap());
        prop_assert_eq!(scores(&first), scores(&second));
    }

    #[test]
    fn marks_of_the_leaves_say_the_same_as_shares_of_the_parents(case in case(1..=2)) {
        let case = Case { total: case.total.without_zeros(), ..case };
        let marks = effective(&case.tree());
        let mut absolute = case.file();
        absolute.weights = Some(Notation::Absolute);
        each_indicator(&mut absolute.indicators, Notation::Absolute, &mut |node, _| {
            node.weights = None;
            let (effective, leaf) = &marks[node.code.as_str()];
            node.weight = leaf.then(|| (effective * number(case.scale)).to_string().into());
        });
        let longest = marks.values().map(|(effective, _)| (effective * number(case.scale)).to_string().len()).max();
        prop_assume!(longest <= Some(28));
        let (first, second) = (case.file().check().unwrap(), absolute.check().unwrap());
        prop_assert_eq!(first.weights().unwrap(), second.weights().unwrap());
        let rows = case.complete();
        let scores = |framework: &Framework| rates(&framework.score(&dataset(framework, &rows)).unwrap());
        prop_assert_eq!(scores(&first), scores(&second));
    }
}
