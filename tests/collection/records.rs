//! What records hold and how they are read: attributes, evidence, dates, rates given instead.

use govscore::{Checked, Dataset, Evidence, Framework, Lang, Ratio};

use crate::absence::ABSENT;
use crate::roles::SITE;
use crate::rounds::{ROUNDS, rounds};
use crate::{codes, framework, read, score, total};

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
