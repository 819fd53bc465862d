//! From observations to scores: rounds, conflicts, what applies, what is missing, evidence; bonuses, vetoes, pass marks.

use govscore::{Checked, Dataset, Diagnostics, Evidence, Framework, Lang, NodeId, Ratio, ReadOptions, Scores};

fn framework(yaml: &str) -> Framework {
    let checked = Checked::read(format!("govscore: 1\nid: x\ntitle: X\n{yaml}").as_bytes(), None, &[]);
    assert!(checked.diagnostics.is_empty(), "{}\n{yaml}", checked.diagnostics);
    checked.framework.expect("a framework")
}

fn read(framework: &Framework, csv: &str) -> (Option<Dataset>, Diagnostics) {
    let loaded = Dataset::read(framework, csv.as_bytes(), &ReadOptions::default().file("x.csv"));
    let mut found = loaded.diagnostics;
    if let Some(dataset) = &loaded.dataset {
        found.extend(govscore::check_data(framework, dataset));
    }
    (loaded.dataset.filter(|_| !found.has_errors()), found)
}

fn codes(found: &Diagnostics) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

fn score(framework: &Framework, csv: &str) -> Scores {
    let (dataset, found) = read(framework, csv);
    framework.score(&dataset.unwrap_or_else(|| panic!("{found}"))).expect("scores")
}

fn total(scores: &Scores, unit: &str) -> String {
    let row = scores.dataset().find(unit).expect("a unit");
    scores.get(row).and_then(|unit| unit.total()).map_or("-".to_owned(), |total| total.to_string())
}

fn rate(scores: &Scores, unit: &str, code: &str) -> String {
    let row = scores.dataset().find(unit).expect("a unit");
    let node = scores.framework().find(code).expect("a node").id;
    scores.get(row).and_then(|unit| unit.rate(node)).map_or("-".to_owned(), |rate| rate.to_string())
}

const ROUNDS: &str = "method: {CONFLICTS}
indicators:
  - code: A
    weight: 1
    items:
      - {code: P1, question: {zh: 回复天数, en: days}, rule: {kind: linear, zero: 10, full: 0}, marks: 3, rounds: RULE}
      - {code: P2, question: {zh: 能否办理, en: handled}, rule: yes-no, marks: 1}
";

fn rounds(rule: &str, conflicts: &str) -> Framework {
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

const ABSENT: &str = "method: {missing: MISSING, not_applicable: INAPPLICABLE}
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
fn a_vetoed_node_counts_the_same_where_something_below_it_is_missing() {
    let yaml = "method: {missing: rescale-node}
indicators:
  - {code: A, weight: 50%, indicators: [{code: A1, weight: 50%}, {code: A2, weight: 50%}, {code: V, veto: {}}]}
  - {code: B, weight: 50%}
";
    let scores = score(&framework(yaml), "unit,A1,A2,V,B\nu,80,80,1,60\nv,80,,1,60\nw,,,1,60\nx,,,0,60\n");
    assert_eq!(["u", "v", "w", "x"].map(|unit| total(&scores, unit)), ["30", "30", "30", "60"]);
}

#[test]
fn very_many_rounds_of_one_item_are_told_in_time() {
    let rows: String = (1..=50_000).map(|round| format!("u,P1,{},{round}\n", round % 10)).collect();
    let scores = score(&rounds("last", ""), &format!("unit,item,value,round\n{rows}u,P2,是,\n"));
    assert_eq!(total(&scores, "u"), "100");
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
fn what_applies_hangs_on_attributes_and_answers() {
    let scheme = framework(
        "method: {not_applicable: rescale-node}
indicators:
  - code: A
    weight: 1
    items:
      - {code: P1, rule: yes-no, marks: 1}
      - {code: P2, rule: yes-no, marks: 1, applies: {item: P1, is: [是]}}
      - {code: P3, rule: yes-no, marks: 2, applies: {attribute: kind, not: [州, 盟]}}
",
    );
    let csv = "unit,kind,P1,P2,P3\nu,市,是,否,是\nv,州,有,是,\nw,盟,否,,\n";
    let scores = score(&scheme, csv);
    assert_eq!([total(&scores, "u"), total(&scores, "v"), total(&scores, "w")], ["75", "100", "0"]);
    let (_, found) = read(&scheme, "unit,kind,P1,P2,P3\nu,市,否,是,是\n");
    assert!(codes(&found).contains(&"idle-answer"), "{found}");
    let (_, found) = read(&scheme, "unit,P1,P2,P3\nu,否,,是\nv,是,是,是\n");
    assert_eq!(codes(&found), ["not-applicable-counted", "unknown-attribute"], "{found}");
    let (_, found) = read(&scheme, "unit,kind,P1,P2,P3\nu,,否,,是\nv,市,是,是,是\n");
    assert!(codes(&found).contains(&"unknown-attribute"), "{found}");
}

#[test]
fn attributes_come_with_long_tables_as_well() {
    let scheme = framework("indicators: [{code: A, weight: 1, rule: yes-no}]\n");
    let scores = score(&scheme, "unit,item,value,province\nu,A,是,广东\nv,A,否,\nw,A,是,广西\n");
    let of = |row| scores.dataset().attribute(row, "province");
    assert_eq!([of(0), of(1), of(2)], [Some("广东"), None, Some("广西")]);
    let twice = "indicators: [{code: A, weight: 50%, rule: yes-no}, {code: B, weight: 50%, rule: yes-no}]\n";
    let (_, found) = read(&framework(twice), "unit,item,value,province\nu,A,是,广东\nu,B,否,广西\n");
    assert_eq!(codes(&found), ["attribute-differs"], "{found}");
    let found = found.iter().next().expect("one").line(Lang::En);
    assert!(found.contains("x.csv:3") && found.contains("`广西` here and `广东` on line 2"), "{found}");
}

#[test]
fn a_violation_takes_all_marks_of_its_leaf() {
    let scheme = framework(
        "indicators:
  - {code: A, weight: 1, items: [{code: P1, rule: yes-no, marks: 1}, {code: P2, rule: yes-no, violation: true}]}
",
    );
    let scores = score(&scheme, "unit,P1,P2\nu,是,否\nv,是,是\n");
    assert_eq!([total(&scores, "u"), total(&scores, "v")], ["100", "0"]);
    assert!(scores.explain(1).expect("a row").steps[1].violated);
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
fn evidence_goes_with_its_observation() {
    let scheme = rounds("last", "");
    let csv = "评价对象,采集点位,观测值,轮次,采集方式,来源,采集时间,采集人,核验,备注
u,P1,4,第1轮,机器,https://example.org/1,2019-01-02,甲,乙,首轮
u,回复天数,6,第2轮,人工,,2019-01-09,,,
u,P2,是,,,,,,,
";
    let scores = score(&scheme, csv);
    let leaf = scores.explain(0).expect("a row").steps[1].clone();
    let days = &leaf.items[0];
    assert_eq!(days.records.iter().map(|record| record.counts).collect::<Vec<_>>(), [true, true]);
    assert_eq!(days.share.as_ref().map(Ratio::to_string).as_deref(), Some("0.4"));
    let evidence = days.records[0].evidence.as_ref().expect("evidence");
    assert_eq!(evidence.source.as_deref(), Some("https://example.org/1"));
    assert_eq!((evidence.collector.as_deref(), evidence.verified.as_deref()), (Some("甲"), Some("乙")));
    assert_eq!(days.records[0].line, Some(2));
    let (_, found) = read(&scheme, "unit,item,value,round,method\nu,P1,4,最后,鹦鹉\nu,P2,也许,1,\nu,P3,1,1,\n");
    assert_eq!(codes(&found), ["bad-evidence", "bad-evidence", "bad-answer", "unknown-indicator"], "{found}");
}

#[test]
fn an_observation_out_of_time_is_named() {
    let scheme =
        framework("collected: {from: 2018-12, to: 2019-01}\nindicators: [{code: A, weight: 1, rule: yes-no}]\n");
    let dates = ["2018-11-30", "2018-12-01", "2019-01-31 10:00", "2019年2月1日", "2018"];
    let rows: String = dates.iter().enumerate().map(|(at, date)| format!("u{at},A,是,{date}\n")).collect();
    let (_, found) = read(&scheme, &format!("unit,item,value,collected\n{rows}"));
    let late: Vec<_> = found.iter().map(|found| (found.code.name(), found.place.line)).collect();
    assert_eq!(late, [("late-observation", Some(2)), ("late-observation", Some(5))], "{found}");
}

#[test]
fn observations_come_from_code_as_well() {
    let scheme = rounds("mean", "");
    let mut evidence = Evidence::default();
    evidence.source = Some("a screenshot".to_owned());
    let data = Dataset::builder(&scheme)
        .observe_with("u", "P1", "0", Some(1), evidence)
        .observe_with("u", "P1", "5", Some(2), Evidence::default())
        .observe("u", "P2", "否")
        .build()
        .expect("a dataset");
    assert_eq!(total(&scheme.score(&data).expect("scores"), "u"), "56.25");
    let bad = Dataset::builder(&scheme).observe("u", "P9", "1").observe("u", "P2", "maybe").build();
    let error = bad.expect_err("two problems");
    assert_eq!(codes(&error.diagnostics()), ["unknown-indicator", "bad-answer"]);
}

const SITE: &str = "weights: absolute
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
fn rates_of_measured_leaves_can_be_given_instead() {
    let scheme = rounds("best", "");
    assert_eq!(total(&score(&scheme, "# input: rate\nunit,A\nu,85\n"), "u"), "85");
    // In a file of observations a leaf with items may be given as a whole.
    assert_eq!(total(&score(&scheme, "unit,A,P1,P2\nu,85,,\nv,,0,是\n"), "u"), "85");
    let (_, found) = read(&scheme, "unit,A,P1,P2\nu,85,3,\n");
    assert_eq!(codes(&found), ["given-twice"], "{found}");
    let (_, found) = read(&scheme, "# input: rate\nunit,A,P1\nu,85,3\n");
    assert_eq!(codes(&found), ["ignored-column"], "{found}");
}

#[test]
fn what_is_written_reads_back() {
    for yaml in [SITE, ABSENT, ROUNDS] {
        let yaml = yaml.replace("MISSING", "zero").replace("INAPPLICABLE", "equal").replace("RULE", "mean");
        let first = framework(&yaml.replace("CONFLICTS", "conflicts: latest"));
        let again = Framework::from_yaml(&first.to_yaml()).expect("the same framework");
        assert_eq!(first, again);
    }
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
fn points_that_are_read_as_rates_are_doubted() {
    let scheme = framework(
        "weights: absolute\nindicators: [{code: A, weight: 40}, {code: B, weight: 40}, {code: C, weight: 20}]\n",
    );
    let codes_of = |csv: &str| codes(&read(&scheme, csv).1);
    let points = "unit,A,B,C\nu,38.5,35,18\nv,20,21,9\nw,9,0,3\n";
    assert_eq!(codes_of(points), ["points-as-rates"]);
    assert!(codes_of(&format!("# input: points\n{points}")).is_empty());
    assert!(codes_of(&points.replace("9\n", "21\n")).is_empty());
    assert!(codes_of("unit,A,B,C\nu,0,0,0\nv,1,2,3\nw,20,20,10\n").is_empty());
}

#[test]
fn a_bad_answer_is_told_once_and_a_unit_behind_a_number_is_read() {
    let scheme = rounds("best", "");
    for csv in ["unit,P1,P2\nu,abc,是\nv,3,是\n", "unit,item,value\nu,P1,abc\nu,P2,是\nv,P1,3\nv,P2,是\n"] {
        assert_eq!(codes(&read(&scheme, csv).1), ["bad-answer"], "{csv}");
    }
    let scheme = framework(
        "indicators: [{code: A, weight: 1, rule: {kind: linear, zero: 10, full: 0}, measured_in: {zh: 天, en: days}}]\n",
    );
    let scores = score(&scheme, "unit,A\nu,5天\nv,2.5 days\nw,1\n");
    assert_eq!([total(&scores, "u"), total(&scores, "v"), total(&scores, "w")], ["50", "75", "90"]);
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

#[test]
fn items_do_not_hang_on_each_other() {
    let yaml = "govscore: 1\nid: x\ntitle: X\nindicators:
- code: A
  weight: 1
  items:
  - {code: P1, rule: yes-no, applies: {item: P2, is: [是]}}
  - {code: P2, rule: yes-no, applies: {item: P3, is: [是]}}
  - {code: P3, rule: yes-no, applies: {item: P1, is: [是]}}
  - {code: P4, rule: yes-no, applies: {item: P3, is: [是]}}
";
    let found = Checked::read(yaml.as_bytes(), None, &[]).diagnostics;
    assert_eq!(codes(&found), ["bad-item"], "{found}");
    assert!(found.to_string().contains("P1 → P2 → P3"), "{found}");
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    /// Three items of one leaf; `applies` makes each row go one by one.
    fn scheme(applies: &str) -> Framework {
        framework(&format!(
            "method: {{rounds: mean, missing: rescale-node}}
indicators:
  - code: A
    weight: 1
    items:
      - {{code: P1, rule: {{kind: linear, zero: 13, full: 0}}, marks: 3{applies}}}
      - {{code: P2, rule: ratio, marks: 2}}
      - {{code: P3, rule: {{kind: deduction, each: 1}}, marks: 7}}
"
        ))
    }

    proptest! {
        /// Rows that are plain are measured as those are that are looked at one by one.
        #[test]
        fn plain_rows_and_others_are_measured_alike(
            rows in prop::collection::vec((0u32..20, 0u32..5, 0u32..9, 0u8..10), 1..20),
        ) {
            let line = |(at, (days, part, found, gap)): (usize, &(u32, u32, u32, u8))| {
                let first = if *gap == 0 { String::new() } else { days.to_string() };
                format!("u{at},x,{first},{part}/4,{found}\n")
            };
            let csv: String = rows.iter().enumerate().map(|row| line(row).replace("4/4", "1")).collect();
            let csv = format!("unit,kind,P1,P2,P3\n{csv}");
            let (plain, other) = (scheme(""), scheme(", applies: {attribute: kind, not: [y]}"));
            let (plain, other) = (score(&plain, &csv), score(&other, &csv));
            for at in 0..rows.len() {
                let unit = format!("u{at}");
                prop_assert_eq!(total(&plain, &unit), total(&other, &unit));
            }
        }
    }

    /// A leaf with items and one without, under these policies; the items in this order.
    fn ordered(items: &[usize], missing: &str, inapplicable: &str, conflicts: &str, rounds: &str) -> Framework {
        let written = [
            "{code: P1, rule: {kind: linear, zero: 13, full: 0}, marks: 3}",
            "{code: P2, rule: ratio, marks: 2}",
            "{code: P3, rule: {kind: deduction, each: 1}, marks: 7}",
            "{code: P4, rule: yes-no, marks: 1, applies: {item: P2, is: [1/2, 3/4]}}",
        ];
        let items: Vec<&str> = items.iter().map(|at| written[*at]).collect();
        framework(&format!(
            "method: {{missing: {missing}, not_applicable: {inapplicable}, conflicts: {conflicts}, rounds: {rounds}}}
indicators:
  - {{code: A, weight: 1/3, items: [{}]}}
  - {{code: B, weight: 2/3, rule: {{kind: conditions, of: 4}}}}
",
            items.join(", ")
        ))
    }

    /// One observation: unit, item, a number, a gap or not, round.
    type Row = (u8, u8, u8, u8, u8);

    fn written(row: &Row) -> String {
        let (unit, item, number, gap, round) = *row;
        let (item, value) = match item {
            0 => ("P1", number.to_string()),
            1 => ("P2", format!("{}/4", number % 5).replace("4/4", "1")),
            2 => ("P3", number.to_string()),
            3 => ("P4", ["是", "否"][usize::from(number % 2)].to_owned()),
            _ => ("B", (number % 5).to_string()),
        };
        let value = match gap {
            0 => "不适用".to_owned(),
            1 => "NA".to_owned(),
            _ => value,
        };
        format!("u{unit},{item},{value},{}\n", round + 1)
    }

    proptest! {
        /// Nothing hangs on the order of rows, of items or of rounds, whatever the policies.
        #[test]
        fn no_order_matters(
            rows in prop::collection::vec((0u8..4, 0u8..5, 0u8..15, 0u8..9, 0u8..3), 1..40),
            missing in prop::sample::select(vec!["zero", "rescale-node", "rescale-tree", "equal"]),
            inapplicable in prop::sample::select(vec!["zero", "rescale-node", "rescale-tree", "equal"]),
            rounds in prop::sample::select(vec!["best", "mean", "last"]),
            items in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
            turn in any::<prop::sample::Index>(),
        ) {
            let csv = |rows: &[Row]| {
                format!("unit,item,value,round\n{}", rows.iter().map(written).collect::<String>())
            };
            let first = ordered(&[0, 1, 2, 3], missing, inapplicable, "mean", rounds);
            let first = read(&first, &csv(&rows)).0.map(|data| first.score(&data).expect("scores"));
            let mut turned = rows.clone();
            turned.reverse();
            turned.rotate_left(turn.index(rows.len()));
            let second = ordered(&items, missing, inapplicable, "mean", rounds);
            let second = read(&second, &csv(&turned)).0.map(|data| second.score(&data).expect("scores"));
            prop_assert_eq!(first.is_some(), second.is_some());
            let (Some(first), Some(second)) = (first, second) else { return Ok(()) };
            for unit in first.iter() {
                let id = unit.unit().id.as_str();
                prop_assert_eq!(total(&first, id), total(&second, id));
                prop_assert_eq!(rate(&first, id, "A"), rate(&second, id, "A"));
                let other = second.dataset().find(id).expect("the same unit");
                prop_assert_eq!(first.coverage(unit.row()).map(|all| all[0].clone()), second.coverage(other).map(|all| all[0].clone()));
            }
        }
    }
}
