//! The schemes that the sources name besides the blue book: what is published of them, and what is refused.

#![cfg(feature = "samples")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use govscore::{Dataset, Framework, Missing, Ratio, Scores, Stage, published, sample};

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn scored(id: &str, csv: &str) -> Scores {
    let framework = Framework::builtin(id).unwrap();
    framework.score(&Dataset::from_csv(&framework, csv.as_bytes()).unwrap()).unwrap()
}

fn total(scores: &Scores, unit: &str) -> Option<Ratio> {
    scores.get(scores.dataset().find(unit).unwrap()).unwrap().total()
}

/// An index is printed to two places and may be off by 0.005: of 115 points that makes 0.575, and the total is printed
/// to one place.
#[test]
fn cstc_2016_is_within_three_tenths_of_every_total() {
    let scores = scored("cstc-2016", sample("cstc-2016").unwrap());
    let table = rows(published("cstc-2016").unwrap());
    assert_eq!((scores.len(), table.len()), (17, 17));
    let residuals = table.iter().map(|row| (total(&scores, &row["site"]).unwrap() - ratio(&row["total"])).abs());
    let largest = residuals.max().unwrap();
    assert_eq!(largest, ratio("0.29"));
    assert!(largest <= ratio("115") * ratio("0.005") + ratio("0.05"));
    let points: Vec<String> =
        scores.framework().nodes().iter().map(|node| scores.framework().points(node.id).unwrap().to_string()).collect();
    assert_eq!(points, ["100", "34", "23", "20", "15", "8", "15"]);
}

/// By hand: 0.85·34 + 0.72·23 + 0.72·20 + 0.93·15 + 0.90·8 = 81.01, and 0.92·15 = 13.8 more.
#[test]
fn cstc_2016_adds_the_bonus_to_the_hundred() {
    let scores = scored("cstc-2016", sample("cstc-2016").unwrap());
    assert_eq!(total(&scores, "商务部"), Some(ratio("94.81")));
    let best = "unit,DISCLOSURE,SERVICE,INTERACTION,UPKEEP,REACH,INNOVATION\nx,1,1,1,1,1,1\n";
    assert_eq!(total(&scored("cstc-2016", best), "x"), Some(ratio("115")));
}

/// Printed totals that are equal share a rank and the next one follows without a gap.
#[test]
fn cstc_2016_printed_totals_have_the_printed_dense_ranks() {
    let table = rows(published("cstc-2016").unwrap());
    let csv: String = table.iter().map(|row| format!("{},{}\n", row["site"], row["total"])).collect();
    // A total can be given where there is nothing below it.
    let mut file = Framework::builtin("cstc-2016").unwrap().file().clone();
    file.indicators.clear();
    file.levels.clear();
    let given = file.check().unwrap();
    let data = Dataset::from_csv(&given, format!("unit,total\n{csv}").as_bytes()).unwrap();
    let scores = given.score(&data).unwrap();
    for row in &table {
        let unit = scores.get(scores.dataset().find(&row["site"]).unwrap()).unwrap();
        assert_eq!(unit.rank().unwrap().to_string(), row["rank"], "{}", row["site"]);
    }
}

/// One of the two lists of CCPS, scored alone.
fn list_of(name: &str) -> (Scores, Vec<BTreeMap<String, String>>) {
    let of_list =
        |line: &&str| line.starts_with('#') || line.starts_with("unit,") || line.contains(&format!(",{name},"));
    let csv: Vec<&str> = sample("ccps-2019").unwrap().lines().filter(of_list).collect();
    let table = rows(published("ccps-2019").unwrap());
    let table = table.into_iter().filter(|row| row["group"] == name.replace('-', "_")).collect();
    (scored("ccps-2019", &(csv.join("\n") + "\n")), table)
}

/// Published are 8, 15 and 9; the ninth of the last class is the one without an index.
#[test]
fn ccps_2019_provinces_are_8_15_and_9() {
    let (scores, table) = list_of("province");
    assert_eq!((scores.len(), table.len()), (32, 32));
    let counts: Vec<usize> = scores.tier_table().iter().map(|row| row.count).collect();
    assert_eq!((counts, scores.unscored()), (vec![8, 15, 8], 1));
    assert_eq!(total(&scores, "新疆生产建设兵团"), None);
}

/// Dense ranks, but for what the list contradicts itself in, and for the unit that has a rank without an index.
#[test]
fn ccps_2019_ranks_differ_only_where_the_list_contradicts_its_index() {
    for (name, differ) in [
        // 安徽 90.82 is printed before 福建 91.11. What follows the rank of 新疆生产建设兵团, 28, moves up by one.
        ("province", vec!["安徽 6 5", "福建 5 6", "甘肃 28 29", "新疆 29 30"]),
        // 南京 96.46 is printed beside 广州 and 杭州 96.45; ranked by the index, all behind it move down by one.
        ("key-city", vec!["广州 3 2", "杭州 3 2"]),
    ] {
        let (scores, table) = list_of(name);
        let mut found = Vec::new();
        for row in table.iter().filter(|row| !row["index"].is_empty()) {
            let unit = scores.get(scores.dataset().find(&row["entity"]).unwrap()).unwrap();
            let (ours, theirs) = (unit.rank().unwrap().to_string(), &row["rank"]);
            // Behind 杭州 the whole list of cities is one rank lower here.
            let moved = name == "key-city" && ours.parse::<u32>().unwrap() == theirs.parse::<u32>().unwrap() + 1;
            if ours != *theirs && (!moved || row["index"] == "96.45") {
                found.push(format!("{} {ours} {theirs}", row["entity"]));
            }
        }
        assert_eq!(found, differ, "{name}");
    }
}

/// Above 90 is very high, and 90 itself is not.
#[test]
fn ccps_2019_classes_at_their_borders() {
    let scores = scored("ccps-2019", "unit,total\na,90.01\nb,90.00\nc,80.00\nd,79.99\n");
    let tiers: Vec<&str> = scores.iter().map(|unit| unit.tier().unwrap().code.as_str()).collect();
    assert_eq!(tiers, ["very-high", "high", "high", "middle-or-low"]);
}

/// What is not published is demanded, by name, and nothing stands in for it.
#[test]
fn city_egov_2015_demands_its_weights() {
    let framework = Framework::builtin("city-egov-2015").unwrap();
    assert!(!framework.is_partial());
    let refused = framework.weights().unwrap_err().diagnostics();
    let named: Vec<&str> = refused.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(named, ["BASE", "ONLINE", "PARTICIPATION", "NEW"]);
    let codes: Vec<&str> = refused.iter().map(|problem| problem.code.name()).collect();
    assert_eq!(codes, ["unknown-weight"; 4]);
    let published: Vec<&str> = framework.file().published.iter().map(|figure| figure.value.as_str()).collect();
    assert_eq!(published, ["50.42", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
}

/// Each is listed and drawn, refuses to score, and names what is not known.
#[test]
fn partial_schemes_refuse_to_score_and_say_what_is_unknown() {
    for id in
        ["bluebook-2020", "cstc-2023", "smart-city-2016", "gov-site-check-2019", "zhaoqing-2019", "nju-eservice-2016"]
    {
        let framework = Framework::builtin(id).unwrap();
        assert!(framework.is_partial() && Framework::builtin_ids().any(|known| known == id), "{id}");
        let refused = framework.weights().unwrap_err().diagnostics();
        let partial = refused.iter().find(|problem| problem.code.name() == "partial-framework");
        let message = &partial.unwrap().message;
        assert!(!framework.file().unknown.is_empty(), "{id}");
        for unknown in &framework.file().unknown {
            assert!(message.en.contains(unknown.en.as_deref().unwrap()), "{id}: {}", message.en);
            assert!(message.zh.contains(unknown.zh.as_deref().unwrap()), "{id}: {}", message.zh);
        }
    }
}

#[test]
fn what_is_known_of_partial_schemes_stands_in_them() {
    let cstc = Framework::builtin("cstc-2023").unwrap();
    let lines: Vec<String> = cstc.tiers().iter().filter_map(|tier| tier.from.as_ref().map(Ratio::to_string)).collect();
    assert_eq!(
        (cstc.scale().to_string(), lines),
        ("110".to_owned(), ["95", "85", "75", "60"].map(str::to_owned).to_vec())
    );

    let city = Framework::builtin("smart-city-2016").unwrap();
    let points = |code: &str| city.points(city.find(code).unwrap().id).map(|points| points.to_string());
    assert_eq!(city.levels()[0].count, 8);
    assert_eq!(
        (points("L1"), points("L1P1"), points("L1P1-A1")),
        (Some("37".into()), Some("8".into()), Some("2.4".into()))
    );
    assert_eq!((points("L2"), points("L1P1-A2")), (None, None));
    assert_eq!((city.rounding().stage, city.rounding().places), (Stage::EachLevel, 2));

    for (id, bonus, services) in [("gov-site-check-2019", "30", "25"), ("zhaoqing-2019", "25", "20")] {
        let check = Framework::builtin(id).unwrap();
        let points = |code: &str| check.points(check.find(code).unwrap().id).unwrap().to_string();
        assert_eq!([points("DEDUCTION"), points("BONUS"), points("SERVICE")], ["100", bonus, services], "{id}");
    }
    let rule = |id: &str| Framework::builtin(id).unwrap().total().absence.not_applicable;
    assert_eq!(rule("gov-site-check-2019"), Missing::RescaleTree);
    assert_eq!(rule("zhaoqing-2019"), Missing::Equal);
    assert_eq!(rule("nju-eservice-2016"), Missing::Zero);
}
