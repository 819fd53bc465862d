//! Published tables held against themselves: the slips of real ones, and laws.

#![cfg(feature = "samples")]
#![allow(clippy::unwrap_used)]

use govscore::{
    CheckKind, Dataset, Decimal, Framework, Headings, Input, Lang, NodeId, Roster, Rounding, Severity, Verification,
    VerifyOptions, published, sample, verify,
};
use proptest::prelude::*;

fn check(framework: Option<&Framework>, table: &str) -> Verification {
    let roster = framework.and_then(Framework::roster).and_then(|id| Roster::builtin(id).ok());
    verify(framework, table.as_bytes(), &VerifyOptions::default().file("list.csv").roster(roster))
}

/// `code:line` of everything that was found.
fn said(found: &Verification) -> Vec<String> {
    let all = found.diagnostics.iter();
    all.map(|diagnostic| format!("{}:{}", diagnostic.code, diagnostic.place.line.unwrap_or(0))).collect()
}

fn held(found: &Verification, kind: CheckKind) -> (usize, usize) {
    let check = found.checks.iter().find(|check| check.kind == kind).unwrap();
    (check.held, check.compared)
}

fn findings(found: &Verification, kind: CheckKind) -> Vec<&str> {
    let check = found.checks.iter().find(|check| check.kind == kind).unwrap();
    check.findings.iter().map(|finding| finding.get(Lang::En)).collect()
}

/// A title in a row or two of its own is no heading, whatever the separator; the lines are those of the file.
#[test]
fn what_stands_above_the_heading_is_not_read() {
    for title in ["2019 年评估结果\n", "2019 年评估结果,,\n", "\n评估结果（总分）,,\n,,单位：分\n\n"]
    {
        let lines = title.lines().count() as u64;
        for list in [
            "名次,城市,指数\n1,甲市,91.2\n2,乙市,90.8\n3,丙市,91.1\n",
            "名次;城市;指数\n1;甲市;91.2\n2;乙市;90.8\n3;丙市;91.1\n",
        ] {
            let title = if list.contains(';') { title.replace(',', ";") } else { title.to_owned() };
            let found = check(None, &format!("{title}{list}"));
            let first = if title.starts_with('\n') { 2 } else { 1 };
            let expected = [format!("rows-above:{first}"), format!("rank-order:{}", lines + 3)];
            let mut said = said(&found);
            said.sort_by_key(|one| !one.starts_with("rows"));
            assert_eq!(said, expected, "{title}{}", found.diagnostics);
        }
    }
    // One that a caller names is known by that.
    let headings = Headings { total: Some("z".to_owned()), rank: Some("y".to_owned()), ..Headings::default() };
    let table = "标题,,乙\nx,y,z\na,1,8\nb,2,9\nc,3,7\n";
    let found = verify(None, table.as_bytes(), &VerifyOptions::default().headings(headings));
    assert!(said(&found).contains(&"rank-order:3".to_owned()), "{}", found.diagnostics);
}

#[cfg(feature = "xlsx")]
#[test]
fn a_merged_title_in_a_workbook_is_not_read() {
    use rust_xlsxwriter::{Format, Workbook};

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "2019 年评估结果", &Format::new()).unwrap();
    sheet.write_row(1, 0, ["名次", "城市", "指数"]).unwrap();
    for (row, (unit, total)) in [("甲市", 91.2), ("乙市", 90.8), ("丙市", 91.1)].into_iter().enumerate() {
        let at = row as u32 + 2;
        sheet.write_number(at, 0, row as f64 + 1.0).unwrap();
        sheet.write_string(at, 1, unit).unwrap();
        sheet.write_number(at, 2, total).unwrap();
    }
    let found = verify(None, &workbook.save_to_buffer().unwrap(), &VerifyOptions::default());
    assert!(said(&found).contains(&"rank-order:4".to_owned()), "{}", found.diagnostics);
    assert!(said(&found).contains(&"rows-above:1".to_owned()), "{}", found.diagnostics);
}

/// A table of which nothing is understood has not passed.
#[test]
fn where_nothing_can_be_checked_that_is_an_error() {
    for framework in [None, Some(Framework::builtin("guomai-2014").unwrap())] {
        let found = check(framework.as_ref(), "甲,乙\n北京,3\n上海,4\n");
        assert_eq!(said(&found), ["nothing-checked:1"]);
        let text = found.diagnostics.to_string();
        assert!(text.contains("Looked for: a total") && text.contains("The headings are: 甲, 乙"), "{text}");
        assert_eq!(text.contains("indicators by code or name: 0"), framework.is_some(), "{text}");
    }
}

/// The figures of the provinces and of the key cities, by the column that says which is which, whatever it is called.
#[test]
fn figures_of_groups_are_held_against_their_rows() {
    let framework = Framework::builtin("ccps-2019").unwrap();
    let table = published("ccps-2019").unwrap();
    let found = check(Some(&framework), table);
    // The two slips of the ranks; and the ninth province below the cut lines is the one without an index.
    let slips = ["rank-order:8".to_owned(), "rank-shared:36".to_owned()];
    assert_eq!((said(&found), held(&found, CheckKind::Published)), (slips.to_vec(), (5, 5)));
    let best = table.replace("96.73", "96.37");
    let found = check(Some(&framework), &best);
    assert_eq!(said(&found), ["published-differs:0", "rank-order:8", "rank-shared:36"]);
    assert!(found.diagnostics.to_string().contains("Provinces, highest: 96.73"), "{}", found.diagnostics);
    let chinese = table.replace("\nprovince,", "\n省级政府,").replace("\nkey_city,", "\n重点城市,");
    assert_eq!(held(&check(Some(&framework), &chinese), CheckKind::Published), (5, 5));
    // The sample has another heading for it, and no ranks.
    let found = check(Some(&framework), sample("ccps-2019").unwrap());
    assert_eq!(held(&found, CheckKind::Published), (5, 5), "{}", found.diagnostics);
    // Where nothing says it, that is said.
    let other = table.replace("\nprovince,", "\n甲,").replace("\nkey_city,", "\n乙,");
    let found = check(Some(&framework), &other);
    assert_eq!(held(&found, CheckKind::Published), (0, 0));
    let findings = findings(&found, CheckKind::Published).join("\n");
    assert!(findings.contains("which units are of a group: 5 (Provinces, Key cities)"), "{findings}");
}

/// Headings are neither codes nor names: the result says what is missing and which headings come near.
#[test]
fn headings_that_are_no_indicators_are_named_with_the_nearest() {
    let framework = Framework::builtin("cstc-2016").unwrap();
    let table = include_str!("published/cstc-2016/list.csv");
    let found = check(Some(&framework), table);
    let said = findings(&found, CheckKind::Totals).join("\n");
    for part in ["function_reach_idx: REACH?", "innovation_case_idx: INNOVATION?"] {
        assert!(said.contains(part), "{said}");
    }
    let renamed = table
        .replace("disclosure_idx", "政务公开指数")
        .replace("service_idx", "SERVICE")
        .replace("interaction_idx", "互动交流得分")
        .replace("daily_upkeep_idx", "UPKEEP")
        .replace("function_reach_idx", "REACH")
        .replace("innovation_case_idx", "INNOVATION");
    let found = check(Some(&framework), &renamed);
    assert_eq!(held(&found, CheckKind::Totals), (17, 17), "{}", found.diagnostics);
}

/// Means and sums below the table, the word for them in the column of units or beside it, change nothing.
#[test]
fn rows_of_means_and_sums_are_no_units() {
    let framework = Framework::builtin("un-egdi-2018").unwrap();
    let list = "group,rank,unit,total\nx,1,a,9\nx,2,b,8\ny,1,d,9\ny,2,e,7\ny,3,f,6\n";
    let slip = list.replace("y,2,e,7", "y,2,e,5");
    for below in ["平均,,,8.25\n合计,,,33\n", ",,平均值,8.2512\n,,全省平均,8.25\n", ",平均,,8.25\n,标准差,,0.9\n"]
    {
        let expected = ["summary-row:7", "summary-row:8"];
        let found = check(None, &format!("{list}{below}"));
        assert_eq!((said(&found), found.units), (expected.map(str::to_owned).to_vec(), 5), "{below}");
        let found = check(None, &format!("{slip}{below}"));
        assert_eq!(said(&found), ["rank-order:5", "summary-row:7", "summary-row:8"], "{below}");
    }
    let table = published("un-egdi-2018").unwrap().trim_end();
    let found = check(Some(&framework), &format!("{table}\nWorld average,0.5491,,\n"));
    assert_eq!(said(&found), ["summary-row:195"]);
}

/// 安徽 above 福建, 南京 beside 广州 and 杭州; nothing was said about the table beforehand.
#[test]
fn ccps_2019_has_two_slips() {
    let found = check(None, include_str!("published/ccps-2019/list.csv"));
    assert_eq!(said(&found), ["rank-order:8", "rank-shared:36"]);
    let text = found.diagnostics.to_string();
    for name in ["安徽", "福建", "南京", "90.82", "91.11", "96.46"] {
        assert!(text.contains(name), "{text}");
    }
    assert_eq!(found.groups, ["province", "key_city"]);
    let ties = findings(&found, CheckKind::Ties).join("\n");
    assert!(ties.contains("province: dense ranks") && ties.contains("key_city: dense ranks"), "{ties}");
}

#[test]
fn cstc_2016_ranks_densely_and_the_un_skips() {
    let found = check(None, include_str!("published/cstc-2016/list.csv"));
    assert_eq!(said(&found), Vec::<String>::new());
    assert!(findings(&found, CheckKind::Ties)[0].starts_with("dense ranks (1 1 2): shared ranks 2"));
    let framework = Framework::builtin("un-egdi-2018").unwrap();
    let found = check(Some(&framework), published("un-egdi-2018").unwrap());
    assert_eq!(said(&found), Vec::<String>::new());
    assert!(findings(&found, CheckKind::Ties)[0].starts_with("competition ranks (1 1 3): shared ranks 2"));
    assert_eq!(held(&found, CheckKind::Tiers), (193, 193));
}

/// 信息化研究 2016-1, table 1, prints 0.4721; from parts or from totals, the data give 0.4712.
#[test]
fn the_world_mean_of_2014_has_two_digits_swapped() {
    let framework = Framework::builtin("un-egdi-2014").unwrap();
    for table in [sample("un-egdi-2014"), published("un-egdi-2014")] {
        let found = check(Some(&framework), table.unwrap());
        assert_eq!(said(&found), ["published-differs:0"]);
        let text = found.diagnostics.to_string();
        assert!(text.contains("0.4721") && text.contains("0.4712"), "{text}");
    }
}

/// Parts and totals of 2014 side by side: the fifth digit of HCI is padding, and rounding explains every index.
#[test]
fn the_index_of_2014_is_the_mean_of_its_parts_within_rounding() {
    let parts: Vec<&str> = sample("un-egdi-2014").unwrap().lines().filter(|line| !line.starts_with('#')).collect();
    let totals = published("un-egdi-2014").unwrap().lines();
    let joined: Vec<String> = totals
        .map(|line| {
            let unit = line.split(',').next().unwrap();
            let own = parts.iter().find(|part| part.split(',').next() == Some(unit)).unwrap();
            format!("{line},{}", own.split_once(',').unwrap().1)
        })
        .collect();
    let framework = Framework::builtin("un-egdi-2014").unwrap();
    let found = check(Some(&framework), &joined.join("\n"));
    assert_eq!(held(&found, CheckKind::Totals), (193, 193));
}

#[test]
fn every_kind_of_slip_is_found_where_it_is() {
    for (table, expected) in [
        ("rank,unit,total\n1,a,9\n2,b,8\n3,c,8.5\n", &["rank-order:3"][..]),
        ("rank,unit,total\n1,a,9\n1,b,8\n3,c,7\n", &["rank-shared:3"]),
        ("rank,unit,total\n1,a,9\n2,b,9\n3,c,8\n3,d,8\n5,e,7\n", &["rank-split:3"]),
        ("rank,unit,total\n1,a,9\n2,b,8\n4,c,7\n", &["rank-gap:4"]),
        ("rank,unit,total\n2,a,9\n3,b,8\n", &["rank-gap:2"]),
        ("rank,unit,total\n1,a,9\n1,b,9\n3,c,8\n4,d,7\n4,e,7\n5,f,6\n", &["tie-rule:2"]),
        ("unit,total,tier\na,9,x\nb,8,x\nc,9.5,y\nd,6,y\ne,5,y\n", &["tier-mixed:4"]),
        ("unit,total\na,9\nb,8\na,7\n", &["duplicate-unit:4"]),
        ("rank,unit,total\n1,a,9\n2,b,8\n,合计,17\n", &["summary-row:4"]),
        ("rank,unit,total\n1,a,9\nx,b,8\n", &["not-a-number:3"]),
        // The least is the best: no slip.
        ("rank,unit,total\n1,a,1\n2,b,2\n3,c,3\n", &[]),
        ("rank,unit,total\n1,a,9\n2,b,-\n3,c,7\n", &[]),
    ] {
        let found = check(None, table);
        assert_eq!(said(&found), expected, "{table}{}", found.diagnostics);
    }
}

#[test]
fn lists_follow_one_rule() {
    let table = "group,rank,unit,total\nx,1,a,9\nx,1,b,9\nx,2,c,8\ny,1,d,9\ny,1,e,9\ny,3,f,8\n";
    assert_eq!(said(&check(None, table)), ["tie-rule:5"]);
}

#[test]
fn shares_are_counts_over_all() {
    // 中央党校 2019: 25, 46.87 and 28.13 percent of 32 provinces, adjusted to add up to 100.
    let good = "类型,数量,占比\n非常高,8,25.00%\n高,15,46.87%\n其他,9,28.13%\n合计,32,100%\n";
    let found = check(None, good);
    assert_eq!(said(&found), ["summary-row:5"]);
    assert_eq!(held(&found, CheckKind::Shares), (6, 6));
    for (from, to, expected) in [
        ("46.87", "46.78", &["shares-sum:2", "share-differs:3", "summary-row:5", "shares-sum:5"][..]),
        ("合计,32", "合计,33", &["summary-row:5", "shares-sum:5"]),
        (
            "其他,9,28.13%\n",
            "",
            &["shares-sum:2", "share-differs:2", "share-differs:3", "summary-row:4", "shares-sum:4", "shares-sum:4"],
        ),
    ] {
        assert_eq!(said(&check(None, &good.replace(from, to))), expected, "{to}");
    }
    // Fractions of one, with counts that leave nothing to adjust.
    assert_eq!(said(&check(None, "tier,count,share\na,1,0.33\nb,2,0.67\n")), Vec::<String>::new());
}

#[test]
fn types_are_held_against_cut_lines() {
    let framework = Framework::builtin("un-egdi-2018").unwrap();
    let table = published("un-egdi-2018").unwrap().replace("AFG,0.2585,177,Middle", "AFG,0.2585,177,Low");
    let found = check(Some(&framework), &table);
    assert_eq!(said(&found), ["published-differs:0", "published-differs:0", "tier-differs:2"]);
    let table = published("un-egdi-2018").unwrap().replace("AFG,0.2585,177,Middle", "AFG,0.2585,177,Mediocre");
    assert!(said(&check(Some(&framework), &table)).contains(&"unknown-tier:2".to_owned()));
}

#[test]
fn columns_can_be_named() {
    let headings = |set: fn(&mut Headings)| {
        let mut headings = Headings::default();
        set(&mut headings);
        VerifyOptions::default().headings(headings)
    };
    let table = "x,y,z\na,1,8\nb,2,9\nc,3,7\n";
    let named = headings(|headings| {
        (headings.rank, headings.total) = (Some("y".to_owned()), Some("z".to_owned()));
    });
    assert_eq!(said(&verify(None, table.as_bytes(), &named)), ["rank-order:2"]);
    let unknown = headings(|headings| headings.rank = Some("yy".to_owned()));
    assert_eq!(said(&verify(None, table.as_bytes(), &unknown)), ["no-such-column:1"]);
    for nothing in ["", "unit,total\n", "1\n2\n2\n"] {
        assert!(verify(None, nothing.as_bytes(), &VerifyOptions::default()).diagnostics.has_errors(), "{nothing:?}");
    }
}

#[test]
fn parts_may_be_points_or_rates() {
    let framework = Framework::builtin("guomai-2014").unwrap();
    let rates = "unit,total,DISCLOSURE,SERVICE,INTERACTION,SATISFACTION,INTERNATIONAL\na,50,50,50,50,50,50\n";
    let as_points = VerifyOptions::default().input(Some(Input::Points));
    assert_eq!(said(&verify(Some(&framework), rates.as_bytes(), &as_points)), ["total-differs:2"]);
    // Unless it is said, what most totals hold with is taken, and said.
    let found = check(Some(&framework), rates);
    assert_eq!(said(&found), Vec::<String>::new());
    assert!(findings(&found, CheckKind::Totals)[1].starts_with("parts are read as rates"), "{:?}", found.checks);
    let as_rates = VerifyOptions::default().input(Some(Input::Rate));
    assert_eq!(said(&verify(Some(&framework), rates.as_bytes(), &as_rates)), Vec::<String>::new());
    let stated = format!("# input: rate\n{rates}");
    assert_eq!(said(&check(Some(&framework), &stated)), Vec::<String>::new());
}

const TREE: &str = "govscore: 1
id: x
title: X
indicators:
  - {code: A, weight: 1/3, indicators: [{code: A1, weight: 45%}, {code: A2, weight: 55%}]}
  - {code: B, weight: 1/6}
  - {code: C, weight: 1/2, indicators: [{code: C1, weight: 1/7}, {code: C2, weight: 2/7}, {code: C3, weight: 4/7}]}
tiers: {tiers: [{code: high, from: 60}, {code: middle, from: 40}, {code: low}]}
";

/// The table that the scorer prints, with parts as the framework displays them.
fn printed(framework: &Framework, values: &[Vec<u32>]) -> String {
    let mut builder = Dataset::builder(framework);
    let leaves: Vec<String> = framework.leaves().map(|leaf| leaf.code.clone()).collect();
    for (unit, row) in values.iter().enumerate() {
        for (leaf, value) in leaves.iter().zip(row) {
            builder = builder.set(&format!("u{unit}"), leaf.as_str(), Decimal::new(i64::from(*value), 1));
        }
    }
    let scores = framework.score(&builder.build().unwrap()).unwrap();
    let nodes: Vec<NodeId> = framework.nodes().iter().skip(1).map(|node| node.id).collect();
    let codes: Vec<&str> = nodes.iter().map(|id| framework.node(*id).code.as_str()).collect();
    let mut table = format!("unit,rank,tier,total,{}\n", codes.join(","));
    let fixed: Rounding = framework.rounding();
    for unit in scores.iter() {
        let figure = |id: &NodeId| unit.figure(*id, framework.display()).unwrap().to_fixed(fixed);
        let figures: Vec<String> = nodes.iter().map(figure).collect();
        let (rank, tier) = (unit.rank().unwrap(), &unit.tier().unwrap().code);
        let total = unit.total().unwrap().to_fixed(fixed);
        table += &format!("{},{rank},{tier},{total},{}\n", unit.unit().id, figures.join(","));
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is scored and printed here holds, whatever the rounding, the tie rule and the kind of figure.
    #[test]
    fn our_own_tables_hold(
        values in prop::collection::vec(prop::collection::vec(0..=1000u32, 6), 2..30),
        places in 0..4u32,
        mode in prop::sample::select(vec!["half-up", "half-even", "down"]),
        stage in prop::sample::select(vec!["report", "each-level"]),
        ties in prop::sample::select(vec!["competition", "dense", "ordinal"]),
        display in prop::sample::select(vec!["points", "rate"]),
    ) {
        let yaml = format!(
            "{TREE}display: {display}\nmethod: {{rounding: {{places: {places}, mode: {mode}, stage: {stage}}}, \
             rank: {{ties: {ties}, by: exact}}}}\n"
        );
        let framework = Framework::from_yaml(&yaml).unwrap();
        let table = printed(&framework, &values);
        let found = verify(Some(&framework), table.as_bytes(), &VerifyOptions::default());
        // Hidden digits may tell equal totals apart, which is all that may be said.
        let other: Vec<_> = found.diagnostics.iter().filter(|one| one.code.name() != "rank-split").collect();
        prop_assert!(other.is_empty(), "{}\n{}", table, found.diagnostics);
        prop_assert_eq!(held(&found, CheckKind::Totals).1, values.len() * 3);
    }

    /// So with bonuses and deductions, whether the score they hang on is near the mark or not.
    #[test]
    fn our_own_bonuses_hold(
        values in prop::collection::vec(prop::collection::vec(500..=1000u32, 4), 2..20),
        places in 0..3u32,
        display in prop::sample::select(vec!["points", "rate"]),
        by in prop::sample::select(vec!["rounded", "exact"]),
    ) {
        let yaml = format!(
            "govscore: 1\nid: x\ntitle: X\nindicators:
  - {{code: A, weight: 1/3}}
  - {{code: B, weight: 2/3}}
  - {{code: C, bonus: {{points: 15, cap: 12, above: 75, by: {by}}}}}
  - {{code: D, deduction: {{points: 10}}}}
tiers: {{tiers: [{{code: high, from: 60}}, {{code: low}}]}}
display: {display}\nmethod: {{rounding: {{places: {places}}}}}\n"
        );
        let framework = Framework::from_yaml(&yaml).unwrap();
        let table = printed(&framework, &values);
        let found = verify(Some(&framework), table.as_bytes(), &VerifyOptions::default());
        let other: Vec<_> = found.diagnostics.iter().filter(|one| one.code.name() != "rank-split").collect();
        prop_assert!(other.is_empty(), "{}\n{}", table, found.diagnostics);
        prop_assert_eq!(held(&found, CheckKind::Totals).1, values.len());
    }

    /// Two neighbouring digits swapped anywhere in a real table, and the table no longer holds.
    #[test]
    fn a_swap_of_digits_is_found(row in 1..31usize, column in prop::sample::select(vec![1usize, 3, 4, 5]), at in 0..3usize) {
        let framework = Framework::builtin("weibo-city-2023q3").unwrap();
        let table = published("weibo-city-2023q3").unwrap();
        let mut lines: Vec<Vec<String>> = table.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let cell = &mut lines[row][column];
        // `91.76` has its point between the second and the third digit.
        let (a, b) = [(0, 1), (1, 3), (3, 4)][at];
        let mut bytes = cell.clone().into_bytes();
        bytes.swap(a, b);
        let swapped = String::from_utf8(bytes).unwrap();
        prop_assume!(swapped != *cell);
        *cell = swapped;
        let lines: Vec<String> = lines.iter().map(|line| line.join(",")).collect();
        let found = check(Some(&framework), &lines.join("\n"));
        let wrong = found.diagnostics.iter().find(|found| found.severity == Severity::Error);
        prop_assert!(wrong.is_some(), "{}", lines[row]);
    }

    /// Whatever is read as a table, nothing panics.
    #[test]
    fn any_text_is_told_about(text in "(rank|total|tier|group|unit|share|count|A|,|\n|[0-9.%-]{1,4}|[甲乙丙]){0,60}") {
        let framework = Framework::from_yaml(TREE).unwrap();
        for framework in [None, Some(&framework)] {
            verify(framework, text.as_bytes(), &VerifyOptions::default());
        }
        govscore::infer_weights(text.as_bytes(), &govscore::InferOptions::default());
    }
}
