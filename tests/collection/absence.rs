//! What is missing or does not apply, and how much has to be there.

use govscore::{Framework, NodeId};

use crate::{codes, framework, rate, read, score, total};

pub(crate) const ABSENT: &str = "method: {missing: MISSING, not_applicable: INAPPLICABLE}
indicators:
  - code: A
    weight: 1/2
    items:
      - {code: P1, rule: yes-no, marks: 20}
      - {code: P2, rule: yes-no, marks: 30}
      - {code: P3, rule: {kind: score}, marks: 50}
  - {code: B, weight: 1/2}
";

fn absent(missing: &str, inapplicable: &str) -> Framework {
    framework(&ABSENT.replace("MISSING", missing).replace("INAPPLICABLE", inapplicable))
}

#[test]
fn what_is_not_there_follows_its_rule() {
    // P1 does not apply, P2 is met, P3 has 25 of 50 marks; B is 60.
    let csv = "unit,P1,P2,P3,B\nu,不适用,是,25,60\n";
    for (rule, leaf, all) in [
        ("zero", "55", "57.5"),              // 30 + 25 of 100
        ("rescale-node", "68.75", "64.375"), // 55 of 80
        ("equal", "70", "65"),               // 40 + 60 · 1/2 of 100
        ("rescale-tree", "68.75", "575/9"),  // (68.75 · 0.4 + 60 · 0.5) / 0.9
    ] {
        let scores = score(&absent("reject", rule), csv);
        assert_eq!((rate(&scores, "u", "A"), total(&scores, "u")), (leaf.to_owned(), all.to_owned()), "{rule}");
        let scores = score(&absent(rule, "reject"), &csv.replace("不适用", ""));
        assert_eq!((rate(&scores, "u", "A"), total(&scores, "u")), (leaf.to_owned(), all.to_owned()), "{rule}");
    }
    let (_, found) = read(&absent("zero", "reject"), csv);
    assert_eq!(codes(&found), ["not-applicable"], "{found}");
    let (_, found) = read(&absent("reject", "zero"), "unit,P1,P2,P3,B\nu,,是,25,60\nv,是,是,25,60\n");
    assert_eq!(codes(&found), ["missing-value"], "{found}");
}

/// A is missing and hands its weight on, B does not apply and counts as zero, C is there: C alone takes what A leaves.
#[test]
fn what_counts_as_zero_takes_no_weight_from_its_siblings() {
    let method = "method: {missing: equal, not_applicable: zero}\n";
    let parts = [("A", "20%"), ("B", "30%"), ("C", "50%")];
    let each = |shape: fn(&str, &str) -> String| parts.map(|(code, weight)| shape(code, weight)).concat();
    let leaves = each(|code, weight| format!("  - {{code: {code}, weight: {weight}}}\n"));
    let rules = each(|code, weight| format!("  - {{code: {code}, weight: {weight}, rule: ratio}}\n"));
    let items = each(|code, weight| {
        format!(
            "  - {{code: {code}0, weight: {weight}, items: [{{code: {code}, rule: ratio}}, {{code: {code}2, rule: ratio}}]}}\n"
        )
    });
    let marks = each(|code, weight| {
        format!("      - {{code: {code}, marks: {}, rule: ratio}}\n", weight.trim_end_matches('%'))
    });
    let marks = format!("  - code: X\n    weight: 1\n    items:\n{marks}");
    let csv = "unit,A,B,C\nu,,不适用,100%\nv,,50%,100%\n";
    let doubled = "unit,A,A2,B,B2,C,C2\nu,,,不适用,不适用,1,1\nv,,,0.5,0.5,1,1\n";
    for (shape, csv) in [(leaves, csv), (rules, csv), (items, doubled), (marks, csv)] {
        let scores = score(&framework(&format!("{method}indicators:\n{shape}")), csv);
        assert_eq!([total(&scores, "u"), total(&scores, "v")], ["70", "80"], "{shape}");
    }
}

#[test]
fn an_explanation_says_what_counts_as_zero() {
    let yaml = "method: {missing: zero}
indicators:
  - {code: A, weight: 50%, coverage: {least: 1}, items: [{code: P1, rule: yes-no}, {code: P2, rule: yes-no, violation: true}]}
  - {code: B, weight: 50%}
";
    let framework = framework(yaml);
    let scores = score(&framework, "unit,P1,P2,B\nu,,,80\nv,1,0,80\n");
    let explanation = scores.explain(scores.dataset().find("u").expect("a unit")).expect("an explanation");
    assert_eq!(format!("{:?}", explanation.steps[1].origin), "MissingAsZero");
    assert_eq!(total(&scores, "u"), "40");
}

#[test]
fn a_score_out_of_75_is_multiplied_by_four_thirds() {
    // 国务院办公厅 2019: what does not apply leaves the tree, and what is left stands for all of it.
    let scheme = framework(
        "method: {not_applicable: rescale-tree}
weights: absolute
indicators:
  - {code: A, weight: 40, indicators: [{code: A1, weight: 25}, {code: A2, weight: 15}]}
  - {code: B, weight: 60}
",
    );
    // 9 of 15 and 48 of 60 marks: 57 of 75, times 4/3.
    let scores = score(&scheme, "# input: points\nunit,A1,A2,B\nu,不适用,9,48\n");
    assert_eq!(total(&scores, "u"), "76");
}

#[test]
fn items_count_one_by_one_whether_all_or_some_of_a_leaf_are_there() {
    let framework = framework(
        "method: {missing: rescale-node, coverage: {least: 0, by: count}}
indicators:
  - {code: A, weight: 1/3, items: [{code: P1, rule: yes-no}, {code: P2, rule: yes-no}, {code: P3, rule: yes-no}]}
  - {code: B, weight: 2/3, rule: yes-no}
",
    );
    let scores = score(&framework, "unit,P1,P2,P3,B\nall,1,1,0,\nsome,1,1,,\nnone,,,,1\n");
    let count = |unit: &str| {
        let row = scores.dataset().find(unit).expect("a unit");
        scores.coverage(row).expect("a row")[0].count.to_string()
    };
    assert_eq!(["all", "some", "none"].map(count), ["0.75", "0.5", "0.25"].map(str::to_owned));
}

#[test]
fn too_little_coverage_leaves_a_node_empty() {
    let scheme = framework(
        "method: {missing: rescale-node, coverage: {least: 2/3}}
indicators:
  - {code: A, weight: 1/2, indicators: [{code: A1, weight: 60%}, {code: A2, weight: 40%}]}
  - {code: B, weight: 1/2, coverage: {least: 0}}
",
    );
    let scores = score(&scheme, "unit,A1,A2,B\nu,50,,90\nv,,50,90\nw,50,50,\n");
    // 80 % of the weight is there, then 70 %, then half.
    assert_eq!([rate(&scores, "u", "A"), total(&scores, "u")], ["-", "90"]);
    assert_eq!([rate(&scores, "v", "A"), total(&scores, "v")], ["-", "90"]);
    assert_eq!(total(&scores, "w"), "-");
    let covered = scores.coverage(0).expect("a row");
    let shown = |node: NodeId| (covered[node.index()].weight.to_string(), covered[node.index()].count.to_string());
    assert_eq!(shown(NodeId::TOTAL), ("0.8".to_owned(), "2/3".to_owned()));
    let a = scheme.find("A").expect("a node").id;
    assert_eq!(shown(a), ("0.6".to_owned(), "0.5".to_owned()));
}

#[test]
fn a_violation_cannot_be_escaped_by_what_is_missing() {
    let scheme = framework(
        "method: {missing: rescale-tree}
indicators:
  - {code: A, weight: 2/3, items: [{code: P1, rule: yes-no}, {code: P2, rule: yes-no, violation: true}]}
  - {code: B, weight: 1/3}
",
    );
    let scores = score(&scheme, "unit,P1,P2,B\nu,,是,90\nv,,否,90\n");
    assert_eq!([total(&scores, "u"), total(&scores, "v")], ["30", "90"]);
}

/// A consists of A1; A2 has no weight, so it does not matter to A whether it is there, missing or does not apply.
#[test]
fn what_has_no_weight_does_not_keep_a_node_from_not_applying() {
    let yaml = "method: {missing: zero, not_applicable: rescale-node}
indicators:
  - {code: A, weight: 50%, indicators: [{code: A1, weight: 1}, {code: A2, weight: 0}]}
  - {code: B, weight: 50%}
";
    let scores =
        score(&framework(yaml), "unit,A1,A2,B\nu,不适用,80,60\nv,不适用,,60\nw,不适用,不适用,60\nx,,不适用,60\n");
    assert_eq!(["u", "v", "w", "x"].map(|unit| total(&scores, unit)), ["60", "60", "60", "30"]);
}

/// Coverage is about what lies below, and nothing does: missing is zero, as it is where data hold the rate.
#[test]
fn coverage_does_not_empty_a_leaf_without_items() {
    let scheme = framework(
        "method: {missing: zero, coverage: {least: 50%}}
indicators:
  - {code: A, weight: 30%, rule: yes-no, pass: {from: 60%, rank: none}}
  - {code: B, weight: 10%, pass: {from: 60%, rank: none}}
  - {code: C, weight: 60%}
",
    );
    let scores = score(&scheme, "unit,A,B,C\nu,,,90\n");
    assert_eq!(["A", "B"].map(|code| rate(&scores, "u", code)), ["0", "0"]);
    assert_eq!(total(&scores, "u"), "54");
    assert_eq!(scores.explain(0).expect("a row").steps[0].decided_by, ["A", "B"]);
}

#[test]
fn an_inner_node_may_not_apply_as_a_whole() {
    let yaml = "method: {missing: zero, not_applicable: POLICY}
indicators:
  - {code: A, weight: 40%, indicators: [{code: A1, weight: 50%}, {code: A2, weight: 50%}]}
  - {code: B, weight: 60%}
";
    for (policy, expected) in [("rescale-node", "60"), ("rescale-tree", "60"), ("equal", "60"), ("zero", "36")] {
        let scheme = framework(&yaml.replace("POLICY", policy));
        for csv in ["unit,A,B\nu,不适用,60\n", "unit,A,A1,A2,B\nv,,50,50,60\nu,不适用,,,60\n"] {
            let scores = score(&scheme, csv);
            assert_eq!(
                (total(&scores, "u"), rate(&scores, "u", "A1")),
                (expected.to_owned(), "-".to_owned()),
                "{policy}"
            );
        }
    }
    let (_, found) = read(&framework(&yaml.replace("POLICY", "reject")), "unit,A,B\nu,不适用,60\n");
    assert_eq!(codes(&found), ["not-applicable"], "{found}");
}

#[test]
fn a_given_node_counts_for_all_of_its_leaves() {
    let scheme = framework(
        "method: {missing: rescale-node, coverage: {least: 50%, by: count}}
indicators:
  - {code: A, weight: 50%, weights: equal, indicators: [{code: A1}, {code: A2}, {code: A3}, {code: A4}]}
  - {code: B, weight: 50%, weights: equal, indicators: [{code: B1}, {code: B2}]}
",
    );
    let scores = score(&scheme, "unit,A,A1,A2,A3,A4,B1,B2\nu,70,,,,,,\nv,,70,70,70,70,,\n");
    assert_eq!([total(&scores, "u"), total(&scores, "v")], ["70", "70"]);
    assert_eq!(scores.coverage(0).expect("a row")[0].count.to_string(), "2/3");
}
