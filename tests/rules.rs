//! Laws of the rules: shares lie between nothing and all, a better answer never gets less, and nothing is rounded.

#![allow(clippy::unwrap_used)]

use govscore::{Answer, Direction, Framework, Ratio, Rounds, Rule, together};
use proptest::prelude::*;

/// The rule of a leaf of 10 marks.
fn rule(text: &str) -> Rule {
    let yaml =
        format!("{{govscore: 1, id: x, title: X, indicators: [{{code: A, weight: 1, marks: 10, rule: {text}}}]}}");
    Framework::from_yaml(&yaml).unwrap_or_else(|error| panic!("{error}")).items()[0].rule.clone()
}

fn share(rule: &Rule, answer: &str) -> Option<String> {
    rule.answer(answer).map(|answer| rule.share(&answer).to_string())
}

/// Rules of every kind with numbers for answers, with random keys.
fn numeric() -> impl Strategy<Value = String> {
    let goalposts = (-50i32..50, 1i32..50, any::<bool>()).prop_map(|(zero, width, falls)| {
        let full = if falls { zero - width } else { zero + width };
        format!("{{kind: linear, zero: {zero}, full: {full}}}")
    });
    let steps = (prop::collection::btree_set(-50i32..50, 1..5), prop::collection::vec(0u32..=100, 6), any::<bool>());
    let steps = steps.prop_map(|(edges, mut shares, falls)| {
        shares.sort_unstable_by(|a, b| b.cmp(a));
        let mut edges: Vec<i32> = edges.into_iter().collect();
        if !falls {
            edges.reverse();
        }
        let key = if falls { "up_to" } else { "from" };
        let mut list: Vec<String> =
            edges.iter().zip(&shares).map(|(edge, share)| format!("{{{key}: {edge}, share: {share}%}}")).collect();
        list.push(format!("{{share: {}%}}", shares[list.len()]));
        format!("{{kind: steps, steps: [{}]}}", list.join(", "))
    });
    let count = (1u32..40, 1u32..=10)
        .prop_map(|(tenths, most)| format!("{{kind: count, each: {}.{}, at_most: {most}}}", tenths / 10, tenths % 10));
    let deduction = (1u32..40, 0u32..10).prop_map(|(tenths, floor)| {
        format!("{{kind: deduction, each: {}.{}, floor: {floor}}}", tenths / 10, tenths % 10)
    });
    let score = (0i32..5, 6i32..10, any::<bool>()).prop_map(|(from, to, negative)| {
        let direction = if negative { "negative" } else { "positive" };
        format!("{{kind: score, from: {from}, to: {to}, direction: {direction}}}")
    });
    let ratio = any::<bool>()
        .prop_map(|negative| format!("{{kind: ratio, direction: {}}}", if negative { "negative" } else { "positive" }));
    prop_oneof![goalposts, steps, count, deduction, score, ratio, Just("{kind: conditions, of: 7}".to_owned())]
}

/// Numbers as a collector writes them: whole, decimal, a ratio.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (-60i32..60).prop_map(|number| number.to_string()),
        (-600i32..600).prop_map(|tenths| format!(
            "{}{}.{}",
            if tenths < 0 { "-" } else { "" },
            tenths.abs() / 10,
            tenths.abs() % 10
        )),
        (0u32..90, 1u32..90).prop_map(|(part, all)| format!("{part}/{all}")),
    ]
}

proptest! {
    #[test]
    fn a_share_is_no_less_than_nothing_and_no_more_than_all(text in numeric(), answer in number()) {
        let rule = rule(&text);
        if let Some(answer) = rule.answer(&answer) {
            let share = rule.share(&answer);
            prop_assert!((Ratio::zero()..=Ratio::one()).contains(&share), "{text}: {share}");
        }
    }

    #[test]
    fn a_better_answer_never_gets_less(text in numeric(), one in number(), other in number()) {
        let rule = rule(&text);
        let (Some(Answer::Number(a)), Some(Answer::Number(b))) = (rule.answer(&one), rule.answer(&other)) else {
            return Ok(());
        };
        let (less, more) = (a.clone().min(b.clone()), a.max(b));
        let (low, high) = (rule.share(&Answer::Number(less)), rule.share(&Answer::Number(more)));
        match rule.direction() {
            Some(Direction::Positive) => prop_assert!(low <= high, "{text}"),
            Some(Direction::Negative) => prop_assert!(low >= high, "{text}"),
            None => prop_assert!(false, "{text} takes numbers"),
        }
    }

    #[test]
    fn items_together_are_between_the_worst_and_the_best(
        items in prop::collection::vec((1u32..20, 0u32..=12), 1..8),
    ) {
        let items: Vec<(Ratio, Ratio)> =
            items.into_iter().map(|(marks, of)| (Ratio::from(marks), Ratio::new(of.into(), 12).unwrap())).collect();
        let counted: Vec<govscore::Counted<'_>> = items.iter().map(|(marks, share)| govscore::Counted::new(marks, share)).collect();
        let all = together(&counted).unwrap();
        let shares = || items.iter().map(|(_, share)| share);
        prop_assert!(shares().min().unwrap() <= &all && &all <= shares().max().unwrap());
    }

    #[test]
    fn rounds_in_any_order_have_one_best_and_one_mean(mut shares in prop::collection::vec(0i128..=12, 1..6)) {
        let ratios = |shares: &[i128]| shares.iter().map(|of| Ratio::new(*of, 12).unwrap()).collect::<Vec<_>>();
        let first = ratios(&shares);
        shares.sort_unstable();
        let sorted = ratios(&shares);
        for rule in [Rounds::Best, Rounds::Mean] {
            prop_assert_eq!(rule.combine(&first), rule.combine(&sorted));
        }
        prop_assert_eq!(Rounds::Last.combine(&first), first.last().cloned());
    }
}

#[test]
fn answers_are_taken_as_people_write_them() {
    for (text, answers) in [
        ("yes-no", &[("是", "1"), ("√", "1"), ("ＹＥＳ", "1"), ("1", "1"), ("否", "0"), ("没有", "0"), ("0", "0")][..]),
        ("{kind: yes-no, direction: negative}", &[("有", "0"), ("无", "1")]),
        ("ratio", &[("45/60", "0.75"), ("７５％", "0.75"), ("0.75", "0.75"), ("7/13", "7/13"), ("0/5", "0")]),
        ("{kind: ratio, direction: negative}", &[("3/60", "0.95")]),
        (
            "{kind: levels, levels: [{name: {zh: 优, en: good}, share: 1}, {name: 差, marks: 4}]}",
            &[("优", "1"), ("Good", "1"), (" 差 ", "0.4")],
        ),
        ("{kind: conditions, of: 3}", &[("2", "2/3"), ("违规", "0")]),
        (
            "{kind: steps, steps: [{above: 90, share: 1}, {from: 60, share: 1/3}, {share: 0}]}",
            &[("90", "1/3"), ("90.1", "1"), ("59.99", "0")],
        ),
        ("{kind: steps, steps: [{below: 3, share: 1}, {share: 0}]}", &[("2.9", "1"), ("3", "0")]),
        ("{kind: linear, zero: 60%, full: 90%}", &[("45/60", "0.5"), ("95%", "1")]),
        ("score", &[("7", "0.7")]),
    ] {
        let rule = rule(text);
        for (answer, expected) in answers {
            assert_eq!(share(&rule, answer).as_deref(), Some(*expected), "{text}: {answer}");
        }
    }
}

#[test]
fn what_is_no_answer_is_refused() {
    for (text, answers) in [
        ("yes-no", &["也许", "2", "是否"][..]),
        ("ratio", &["45", "-1/4", "5/4", "1/0", "half"]),
        ("{kind: count, each: 1}", &["-1", "1.5", "三", "1/2"]),
        ("{kind: deduction, each: 1}", &["-1", "0.5"]),
        ("{kind: levels, levels: [{name: 一级, share: 1}, {name: 二级, share: 0}]}", &["三级", "1"]),
        ("{kind: conditions, of: 3}", &["4", "2.5", "-1"]),
        ("{kind: linear, zero: 0, full: 1}", &["3 天", "NaN", "1e99"]),
        ("{kind: linear, zero: 90%, full: 99%}", &["95", "1.5"]),
        ("{kind: steps, steps: [{from: 90%, share: 1}, {share: 0}]}", &["95"]),
        ("score", &["11", "-0.1", "满分"]),
    ] {
        let rule = rule(text);
        for answer in answers {
            assert_eq!(share(&rule, answer), None, "{text}: {answer}");
        }
    }
    for nothing in ["", " ", "NA", "缺失", "不适用", "not-applicable"] {
        assert_eq!(share(&rule("yes-no"), nothing), None);
    }
}

/// Such an answer would be read as none.
#[test]
fn no_level_is_called_like_what_is_not_there() {
    for name in ["不适用", "NA", "缺失", "not-applicable"] {
        let yaml = format!(
            "{{govscore: 1, id: x, title: X, indicators: [{{code: A, weight: 1, rule: {{kind: levels, levels: \
             [{{name: good, share: 100%}}, {{name: {name}, share: 50%}}]}}}}]}}"
        );
        let error = Framework::from_yaml(&yaml).unwrap_err().to_string();
        assert!(error.contains("bad-rule") && error.contains(name), "{error}");
    }
}
