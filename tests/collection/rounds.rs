//! Several records of one item: rounds and conflicts.

use govscore::{Framework, Lang};

use crate::{codes, framework, read, score, total};

pub(crate) const ROUNDS: &str = "method: {CONFLICTS}
indicators:
  - code: A
    weight: 1
    items:
      - {code: P1, question: {zh: 回复天数, en: days}, rule: {kind: linear, zero: 10, full: 0}, marks: 3, rounds: RULE}
      - {code: P2, question: {zh: 能否办理, en: handled}, rule: yes-no, marks: 1}
";

pub(crate) fn rounds(rule: &str, conflicts: &str) -> Framework {
    framework(&ROUNDS.replace("RULE", rule).replace("CONFLICTS", conflicts))
}

#[test]
fn rounds_are_joined_by_what_they_get() {
    let csv = "unit,item,value,round\nu,P1,4,2\nu,P1,10,1\nu,P1,6,3\nu,P2,是,1\n";
    // Shares 0, 6/10 and 4/10 in the order of the rounds; three of four marks, and the fourth in full.
    for (rule, expected) in [("best", "70"), ("mean", "50"), ("last", "55")] {
        assert_eq!(total(&score(&rounds(rule, ""), csv), "u"), expected, "{rule}");
    }
    let unruled = framework(&ROUNDS.replace(", rounds: RULE", "").replace("CONFLICTS", ""));
    let (_, found) = read(&unruled, csv);
    assert_eq!(codes(&found), ["unruled-rounds"], "{found}");
    let (_, found) = read(&rounds("best", ""), "unit,item,value,round\nu,P1,4,2\nu,P1,10,\nu,P2,是,\n");
    assert_eq!(codes(&found), ["unruled-rounds"], "{found}");
}

#[test]
fn conflicts_follow_a_named_rule() {
    let csv = "unit,item,value,collected,verified\nu,P1,0,2019-01-03,\nu,P1,5,2018-12-30,张三\nu,P2,1,,\nu,P2,是,,\n";
    let by = |rule: &str| rounds("best", rule);
    let (_, found) = read(&by(""), csv);
    assert_eq!(codes(&found), ["conflicting-observations"], "{found}");
    let message = found.iter().next().expect("one").line(Lang::En);
    assert!(message.contains("x.csv:3") && message.contains("`5` and as `0` (line 2)"), "{message}");
    // 5 of 10 days: 3 · 1/2 + 1 of 4; 0 days: all; their mean: 3 · 3/4 + 1.
    for (rule, expected) in
        [("conflicts: verified-first", "62.5"), ("conflicts: latest", "100"), ("conflicts: mean", "81.25")]
    {
        assert_eq!(total(&score(&by(rule), csv), "u"), expected, "{rule}");
    }
    let undecided = "unit,item,value,collected,verified\nu,P1,0,,李四\nu,P1,5,,张三\nu,P2,1,,\n";
    for rule in ["conflicts: verified-first", "conflicts: latest"] {
        let (_, found) = read(&by(rule), undecided);
        assert_eq!(codes(&found), ["conflicting-observations"], "{rule}: {found}");
    }
}

#[test]
fn scores_do_not_depend_on_the_order_of_rows() {
    let rows = ["u,P1,4,2", "u,P1,10,1", "u,P2,是,1", "v,P1,1,1", "v,P1,3,2", "v,P2,否,", "v,P1,3,2"];
    for rule in ["best", "mean", "last"] {
        let scheme = rounds(rule, "conflicts: mean");
        let csv = |rows: &[&str]| format!("unit,item,value,round\n{}\n", rows.join("\n"));
        let first = score(&scheme, &csv(&rows));
        let mut other = rows;
        other.reverse();
        let second = score(&scheme, &csv(&other));
        for unit in ["u", "v"] {
            assert_eq!(total(&first, unit), total(&second, unit), "{rule} {unit}");
        }
    }
}

#[test]
fn very_many_rounds_of_one_item_are_told_in_time() {
    let rows: String = (1..=50_000).map(|round| format!("u,P1,{},{round}\n", round % 10)).collect();
    let scores = score(&rounds("last", ""), &format!("unit,item,value,round\n{rows}u,P2,是,\n"));
    assert_eq!(total(&scores, "u"), "100");
}
