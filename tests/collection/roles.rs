//! Bonuses, deductions, vetoes, pass marks.

use govscore::{Checked, NodeId, Ratio};

use crate::{codes, framework, rate, read, score, total};

#[test]
fn a_vetoed_node_counts_the_same_where_something_below_it_is_missing() {
    let yaml = "method: {missing: rescale-node}
indicators:
  - {code: A, weight: 50%, indicators: [{code: A1, weight: 50%}, {code: A2, weight: 50%}, {code: V, veto: {}}]}
  - {code: B, weight: 50%}
";
    let scores = score(&framework(yaml), "unit,A1,A2,V,B\nu,80,80,1,60\nv,80,,1,60\nw,,,1,60\nx,,,0,60\n");
    assert_eq!(["u", "v", "w", "x"].map(|unit| total(&scores, unit)), ["30", "30", "30", "60"]);
}

/// It is printed with no points, which no mark could be held against.
#[test]
fn a_pass_mark_holds_for_what_has_no_weight() {
    for display in ["points", "rate"] {
        let yaml = "display: DISPLAY
indicators: [{code: A, weight: 1}, {code: B, weight: 0, pass: {from: 60%, score: 0, rank: none}}]
";
        let scores = score(&framework(&yaml.replace("DISPLAY", display)), "unit,A,B\nu,90,59.99\nv,80,60\n");
        assert_eq!([total(&scores, "u"), total(&scores, "v")], ["0", "80"], "{display}");
    }
}

pub(crate) const SITE: &str = "weights: absolute
indicators:
  - {code: A, weight: 60, pass: {from: 50%, tier: fail, rank: none}}
  - {code: B, weight: 40}
  - {code: X, weights: absolute, bonus: {cap: 30, above: 80}, indicators: [{code: X1, weight: 25}, {code: X2, weight: 15}]}
  - {code: Y, deduction: {points: 10}}
  - {code: V, veto: {score: 59, rank: after, tier: fail}, indicators: [{code: V1, rule: yes-no}, {code: V2, rule: yes-no}]}
tiers: {tiers: [{code: good, from: 80}, {code: pass, from: 60}, {code: fail}]}
";

#[test]
fn bonuses_deductions_vetoes_and_pass_marks() {
    let scheme = framework(SITE);
    let csv = "unit,A,B,X1,X2,Y,V1,V2
high,100,50,100,100,0,否,否
edge,100,50.01,20,0,50,否,否
low,80,80,100,100,100,否,否
weak,49,100,0,0,0,否,否
vetoed,,,,,,否,是
";
    let scores = score(&scheme, csv);
    let row = |unit: &str| {
        let found = scores.get(scores.dataset().find(unit).expect("a unit")).expect("a row");
        (total(&scores, unit), found.rank(), found.tier().expect("a tier").code.clone())
    };
    // 60 + 20 is not above 80, so nothing is added.
    assert_eq!(row("high"), ("80".into(), Some(1), "good".into()));
    // 80.004 is printed 80.00, which is not above 80 either; half of the deduction is taken off.
    assert_eq!(row("edge"), ("75.004".into(), Some(2), "pass".into()));
    assert_eq!(row("low"), ("70".into(), Some(3), "pass".into()));
    // 29.4 + 40 with less than half of A.
    assert_eq!(row("weak"), ("69.4".into(), None, "fail".into()));
    assert_eq!(row("vetoed"), ("59".into(), Some(4), "fail".into()));
    let found = scores.diagnostics();
    assert_eq!(codes(found), ["condition-by-rounding"], "{found}");
    let explained = scores.explain(scores.dataset().find("vetoed").expect("a unit")).expect("a row");
    assert_eq!(explained.steps[0].decided_by, ["V"]);
    let exact = framework(&SITE.replace("above: 80}", "above: 80, by: exact}"));
    // 80.004 is above 80 exactly: 5 of 40 are added.
    assert_eq!(total(&score(&exact, csv), "edge"), "80.004");
    assert_eq!(total(&score(&scheme, "unit,A,B,X1,X2,Y,V1,V2\nu,100,60,100,100,0,否,否\n"), "u"), "114");
}

#[test]
fn a_veto_needs_its_own_answers_and_nothing_else() {
    let scheme = framework(SITE);
    let (_, found) = read(&scheme, "unit,A,B,X1,X2,Y,V1,V2\nu,1,2,3,4,5,否,\nv,,,,,,是,\nw,1,2,3,4,5,否,是\n");
    let places: Vec<_> = found.iter().map(|found| (found.code.name(), found.place.line)).collect();
    // In the second row one condition holds, which is enough.
    assert_eq!(places, [("missing-value", Some(2))], "{found}");
}

#[test]
fn weights_of_ones_own_leave_bonus_points_alone() {
    let scheme = framework(SITE);
    let weights = scheme.weights().expect("weights");
    let turned = weights.with_shares(NodeId::TOTAL, &[Ratio::from(1), Ratio::from(3)]).expect("two shares");
    let x = scheme.find("X").expect("a node").id;
    assert_eq!((weights.effective(x).to_string(), turned.effective(x).to_string()), ("0.4".into(), "0.4".into()));
    assert_eq!(turned.effective(scheme.find("A").expect("a node").id).to_string(), "0.25");
    assert_eq!(weights.with_shares(NodeId::TOTAL, &vec![Ratio::from(1); 5]), None);
}

#[test]
fn cut_lines_reach_as_high_as_totals_do() {
    let scheme = |line: &str| {
        let yaml = format!(
            "govscore: 1\nid: x\ntitle: X\nindicators: [{{code: A, weight: 1}}, {{code: X, bonus: {{points: 20, cap: 10}}}}]
tiers: {{tiers: [{{code: top, from: {line}}}, {{code: rest}}]}}\n"
        );
        Checked::read(yaml.as_bytes(), None, &[])
    };
    let scores = score(&scheme("110").framework.expect("a framework"), "unit,A,X\nu,100,100\nv,100,49\n");
    let tiers: Vec<_> = scores.iter().map(|unit| unit.tier().expect("a tier").code.clone()).collect();
    assert_eq!(tiers, ["top", "rest"]);
    assert_eq!(codes(&scheme("110.01").diagnostics), ["tier-outside"]);
}

#[test]
fn one_condition_of_a_veto_is_enough() {
    let scheme = framework(SITE);
    let (_, found) = read(&scheme, "unit,A,B,X1,X2,Y,V1,V2\nu,,,,,,是,\n");
    assert!(found.is_empty(), "{found}");
    let scores = score(&scheme, "unit,A,B,X1,X2,Y,V1,V2\nu,,,,,,是,\n");
    assert_eq!(total(&scores, "u"), "59");
}

#[test]
fn a_bonus_has_the_points_that_it_adds() {
    let scores =
        score(&framework(SITE), "unit,A,B,X1,X2,Y,V1,V2\nlow,80,80,100,100,0,否,否\nhigh,100,90,100,100,0,否,是\n");
    let x = scores.framework().find("X").expect("a node").id;
    let points = |row: usize| scores.get(row).and_then(|unit| unit.points(x)).map(|points| points.to_string());
    // 80 is not above 80; of 40 points 30 are counted.
    assert_eq!((points(0), points(1)), (Some("0".to_owned()), Some("30".to_owned())));
    // What a veto consists of has no marks: it is a rate, full where it holds.
    let v = scores.framework().find("V").expect("a node").id;
    let veto = |row: usize| scores.get(row).and_then(|unit| unit.points(v)).map(|points| points.to_string());
    assert_eq!((veto(0), veto(1)), (Some("0".to_owned()), Some("100".to_owned())));
}

#[test]
fn what_a_veto_decides_counts_in_full() {
    let scheme = framework(
        "method: {missing: rescale-tree}
indicators:
  - {code: A, weight: 50%, indicators: [{code: A1, weight: 50%}, {code: A2, weight: 50%}, {code: V, veto: {score: 0}}]}
  - {code: B, weight: 50%}
",
    );
    let scores = score(&scheme, "unit,A1,A2,V,B\nu,80,,100,60\nv,80,,0,60\n");
    // Decided, A counts for its half; else for the quarter that is there: (80 · 1/4 + 60 · 1/2) / (3/4).
    assert_eq!([total(&scores, "u"), total(&scores, "v")], ["30", "200/3"]);
}

#[test]
fn a_veto_holds_in_full_however_small_its_marks() {
    // Half of the rounds, 0.4 of 100: both are marks, and neither is rounded away.
    let scheme = framework(
        "display: rate
method: {rounds: mean, rounding: {places: 0, stage: each-level}}
indicators:
  - {code: A, weight: 1}
  - {code: V, veto: {score: 0}, indicators: [{code: V1, rule: yes-no}, {code: V2}]}
",
    );
    let csv = "unit,item,value,round\nu,A,80,\nu,V1,是,1\nu,V1,否,2\nu,V2,0,\nv,A,80,\nv,V1,否,\nv,V2,0.4,\nw,A,80,\nw,V1,否,\nw,V2,0,\n";
    let scores = score(&scheme, csv);
    assert_eq!(["u", "v", "w"].map(|unit| total(&scores, unit)), ["0", "0", "80"]);
    assert_eq!(["u", "v", "w"].map(|unit| rate(&scores, unit, "V")), ["100", "100", "0"]);
    assert_eq!(["u", "v", "w"].map(|unit| rate(&scores, unit, "V1")), ["100", "0", "0"]);
    assert_eq!(["u", "v", "w"].map(|unit| rate(&scores, unit, "V2")), ["0", "100", "0"]);
}

#[test]
fn one_item_of_a_veto_is_enough() {
    for method in ["{missing: rescale-node, coverage: {least: 1}}", "{missing: reject}"] {
        let scheme = framework(&format!(
            "method: {method}
indicators:
  - {{code: A, weight: 1}}
  - {{code: V, veto: {{score: 59}}, items: [{{code: P1, rule: yes-no}}, {{code: P2, rule: yes-no}}]}}
"
        ));
        let scores = score(&scheme, "unit,A,P1,P2\nu,80,是,\nv,80,否,否\n");
        assert_eq!(["u", "v"].map(|unit| total(&scores, unit)), ["59", "80"], "{method}");
        assert_eq!(["u", "v"].map(|unit| rate(&scores, unit, "V")), ["100", "0"], "{method}");
    }
}

/// Nothing is there that X or Y could be added to: X is shown with what it would add, and the condition of Y is not met.
#[test]
fn a_bonus_without_a_score_above_it_has_no_more_than_its_cap() {
    let scheme = framework(
        "method: {missing: rescale-node}
indicators:
  - {code: A, weight: 1}
  - {code: X, bonus: {points: 40, cap: 30}}
  - {code: Y, bonus: {points: 10, from: 0%}}
  - {code: Z, deduction: {points: 10, cap: 5}}
",
    );
    let scores = score(&scheme, "unit,A,X,Y,Z\nu,,100,100,100\nv,50,100,100,100\n");
    assert_eq!(["u", "v"].map(|unit| total(&scores, unit)), ["-", "85"]);
    let rates = |unit: &str| ["X", "Y", "Z"].map(|code| rate(&scores, unit, code));
    assert_eq!([rates("u"), rates("v")], [["75", "0", "50"], ["75", "100", "50"]]);
    assert!(scores.explain(0).expect("a row").steps[0].extras.is_empty());
}

#[test]
fn a_pass_mark_takes_no_total_away() {
    let scheme = framework(
        "method: {missing: rescale-node, coverage: {least: 2/3}}
indicators: [{code: A, weight: 50%, pass: {from: 60%, rank: none}}, {code: B, weight: 50%}]
",
    );
    let scores = score(&scheme, "unit,A,B\nu,50,\nv,50,90\n");
    assert_eq!(["u", "v"].map(|unit| total(&scores, unit)), ["-", "70"]);
    // It is what is missing that leaves the first without a total, and that is said.
    assert_eq!(format!("{:?}", scores.explain(0).expect("a row").steps[0].origin), "ShortOfCoverage");
    assert_eq!(codes(scores.diagnostics()), ["missing-counted", "unscored-unit"]);
}

/// V1 and V2 are half of the veto each, however much V2 consists of.
#[test]
fn what_a_veto_consists_of_is_covered_by_weight() {
    let scheme = framework(
        "method: {missing: rescale-node}
indicators:
  - {code: A, weight: 1}
  - code: V
    veto: {}
    indicators: [{code: V1}, {code: V2, weights: equal, indicators: [{code: V3}, {code: V4}, {code: V5}]}]
",
    );
    let scores = score(&scheme, "unit,A,V1,V3,V4,V5\nu,80,,0,0,0\n");
    let covered = scores.coverage(0).expect("a row")[scheme.find("V").expect("a node").id.index()].clone();
    assert_eq!((covered.weight.to_string(), covered.count.to_string()), ("0.5".to_owned(), "0.75".to_owned()));
}

/// As what is missing: a veto that fixes the score needs nothing else, and what has no weight is never needed.
#[test]
fn what_does_not_apply_is_no_error_where_nothing_hangs_on_it() {
    let scheme = framework(
        "indicators:
  - {code: A, weight: 1}
  - {code: B, weight: 0}
  - {code: V, veto: {score: 59}, indicators: [{code: V1}, {code: V2}]}
",
    );
    let (dataset, found) = read(&scheme, "unit,A,B,V1,V2\nu,不适用,80,100,不适用\nv,80,不适用,0,0\n");
    assert!(found.is_empty(), "{found}");
    let scores = scheme.score(&dataset.expect("data")).expect("scores");
    assert_eq!(["u", "v"].map(|unit| total(&scores, unit)), ["59", "80"]);
    let (_, found) = read(&scheme, "unit,A,B,V1,V2\nu,不适用,80,0,0\nv,80,80,0,不适用\n");
    assert_eq!(codes(&found), ["not-applicable", "not-applicable"], "{found}");
}

/// V fixes the total, so nothing of A is needed, its own veto included; W may fix a lower one.
#[test]
fn a_veto_below_a_score_that_is_fixed_is_not_needed() {
    let scheme = framework(
        "indicators:
  - {code: A, weight: 1, indicators: [{code: A1, weight: 1}, {code: U, veto: {score: 0}}]}
  - {code: V, veto: {score: 59}}
  - {code: W, veto: {score: 0}}
",
    );
    let (_, found) = read(&scheme, "unit,A1,U,V,W\nu,,,100,0\nv,,不适用,100,0\nw,,,100,\nx,80,,0,0\n");
    let lines: Vec<_> = found.iter().map(|found| (found.code.name(), found.place.line)).collect();
    assert_eq!(lines, [("missing-value", Some(4)), ("missing-value", Some(5))], "{found}");
}
