//! The illustrative collection sheet for the tree of 2019, its made-up observations, and the made-up second edition.

#![cfg(feature = "samples")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use govscore::{
    Basis, Collection, Dataset, Framework, Lang, NodeId, Ratio, ReadOptions, Roster, RuleName, Scores, sample,
};

#[path = "../examples/make_observations.rs"]
#[allow(dead_code)]
mod make_observations;

const ID: &str = "bluebook-2019-collection";
const SAMPLE: &str = "bluebook-2019-collection-synthetic";

fn framework(id: &str) -> Framework {
    Framework::builtin(id).unwrap()
}

fn scored(csv: &str) -> Scores {
    let framework = framework(ID);
    let options = ReadOptions::default().roster(Some(Roster::builtin("cn-prefectures-2018").unwrap()));
    framework.score(&Dataset::read(&framework, csv.as_bytes(), &options).dataset.unwrap()).unwrap()
}

fn rate(scores: &Scores, unit: &str, code: &str) -> Option<String> {
    let row = scores.dataset().find(unit).unwrap();
    scores.get(row).unwrap().rate(scores.framework().find(code).unwrap().id).map(|rate| rate.to_string())
}

#[test]
fn tree_weights_and_types_are_those_of_the_book() {
    let (sheet, book) = (framework(ID), framework("bluebook-2019"));
    assert_eq!((sheet.levels(), sheet.scale(), sheet.tiers()), (book.levels(), book.scale(), book.tiers()));
    assert_eq!((sheet.roster(), sheet.rounding(), sheet.ties()), (book.roster(), book.rounding(), book.ties()));
    assert_eq!(sheet.nodes().len(), book.nodes().len());
    for (own, of_book) in sheet.nodes().iter().zip(book.nodes()) {
        assert_eq!((&own.code, &own.name, own.level), (&of_book.code, &of_book.name, of_book.level));
        assert_eq!(
            (own.parent, &own.share, own.basis),
            (of_book.parent, &of_book.share, of_book.basis),
            "{}",
            own.code
        );
    }
}

#[test]
fn seventy_two_percent_of_the_items_are_collected_by_machine() {
    let sheet = framework(ID);
    let by_machine = sheet.items().iter().filter(|item| item.method == Some(Collection::Machine)).count();
    let by_hand = sheet.items().iter().filter(|item| item.method == Some(Collection::Manual)).count();
    assert_eq!((by_machine, by_hand, sheet.items().len()), (54, 21, 75));
    assert_eq!(Ratio::new(54, 75), Ratio::new(72, 100));
    assert!(sheet.leaves().all(|leaf| !leaf.items.is_empty()));
}

#[test]
fn three_items_are_the_book_s_and_the_others_are_illustrative() {
    let sheet = framework(ID);
    let published: Vec<(&str, &str)> = sheet
        .items()
        .iter()
        .filter(|item| item.basis == Some(Basis::Published))
        .map(|item| (item.code.as_str(), item.question.get(Lang::Zh)))
        .collect();
    let expected = [
        ("A33-1", "宫颈癌疫苗接种办事贯通度"),
        ("A37-1", "企业注册开办流程是否按规定简化"),
        ("B24-2", "个人所得税办理响应度"),
    ];
    assert_eq!(published, expected);
    let illustrative = sheet.items().iter().filter(|item| item.basis == Some(Basis::Illustrative)).count();
    assert_eq!(illustrative, 72);
    assert!(sheet.is_illustrative() && !framework("bluebook-2019").is_illustrative());
}

#[test]
fn every_rule_channel_and_way_of_applying_is_there() {
    let sheet = framework(ID);
    let rules: BTreeSet<&str> = sheet.items().iter().map(|item| item.rule.name().name()).collect();
    let all = [
        RuleName::Score,
        RuleName::YesNo,
        RuleName::Ratio,
        RuleName::Count,
        RuleName::Levels,
        RuleName::Steps,
        RuleName::Linear,
        RuleName::Deduction,
        RuleName::Conditions,
    ];
    assert_eq!(rules, all.map(RuleName::name).into_iter().collect());
    let tags: BTreeSet<&str> = sheet.items().iter().flat_map(|item| &item.tags).map(String::as_str).collect();
    assert_eq!(tags, BTreeSet::from(["site", "微博", "微信", "app"]));
    let topic = sheet.topics().iter().find(|topic| topic.id == "new-media").unwrap();
    assert_eq!(topic.name.get(Lang::Zh), "政务新媒体");
    assert!(topic.items.iter().all(|id| !sheet.item(*id).tags.contains(&"site".to_owned())));
    assert_eq!(topic.items.len(), sheet.items().iter().filter(|item| !item.tags.contains(&"site".to_owned())).count());
    assert!(sheet.items().iter().any(|item| item.violation));
    assert!(sheet.items().iter().filter(|item| item.applies.is_some()).count() >= 4);
    assert!(sheet.items().iter().filter(|item| item.rounds.is_some()).count() >= 4);
}

#[test]
fn the_program_writes_this_very_file() {
    let made = make_observations::csv().unwrap();
    let kept = sample(SAMPLE).unwrap();
    let line = made.lines().zip(kept.lines()).position(|(made, kept)| made != kept);
    assert!(made == kept, "other bytes, first in line {line:?} from 0; write the file again and read what changed");
}

#[test]
fn the_observations_say_that_they_are_made_up_and_score_without_a_gap() {
    let scores = scored(sample(SAMPLE).unwrap());
    assert!(scores.dataset().is_synthetic());
    assert_eq!((scores.len(), scores.unscored()), (5, 0));
    // What is said of them is what does not apply, and nothing else.
    let codes: BTreeSet<&str> = scores.diagnostics().iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, BTreeSet::from(["not-applicable-counted"]));
    let evidence = scores.framework().items().iter().flat_map(|item| (0..5).map(move |row| (item, row)));
    for (item, row) in evidence {
        for record in scores.dataset().records(item.id, row) {
            let evidence = record.evidence().unwrap();
            assert_eq!(evidence.method, item.method, "{}", item.code);
            assert!(evidence.source.is_some() && evidence.collected.is_some() && evidence.collector.is_some());
        }
    }
}

/// Leaves of one region, worked out by hand from its lines in the file.
#[test]
fn leaves_follow_from_their_observations() {
    let scores = scored(sample(SAMPLE).unwrap());
    let lines = |code: &str| {
        let of = format!("宜昌市,{code}");
        let lines = sample(SAMPLE).unwrap().lines().filter(|line| line.starts_with(&of));
        lines.map(|line| line.split(',').nth(2).unwrap()).collect::<Vec<_>>()
    };
    // 5 + 5 + (5 - 2), of 15.
    assert_eq!((lines("A11-"), rate(&scores, "宜昌市", "A11")), (vec!["是", "29/29", "2"], Some("260/3".to_owned())));
    // 三级 is 0.75 and weighs the same as the yes.
    assert_eq!((lines("A33-"), rate(&scores, "宜昌市", "A33")), (vec!["三级", "是"], Some("87.5".to_owned())));
    // The second does not apply, so the first is all.
    assert_eq!((lines("A36-"), rate(&scores, "宜昌市", "A36")), (vec!["三级", "不适用"], Some("75".to_owned())));
    // Eight of ten, and a violation that takes all of it.
    assert_eq!((lines("B32-"), rate(&scores, "宜昌市", "B32")), (vec!["8", "是"], Some("0".to_owned())));
    // Of the two lines of the first round the verified one counts: 4 days.
    assert_eq!(lines("B31-1")[..2], ["6", "4"]);
}

#[test]
fn scores_do_not_depend_on_the_order_of_the_lines() {
    let kept = sample(SAMPLE).unwrap();
    let (head, rows): (Vec<&str>, Vec<&str>) =
        kept.lines().partition(|line| line.starts_with('#') || line.starts_with("unit,"));
    let turned: Vec<&str> = head.into_iter().chain(rows.into_iter().rev()).collect();
    let (scores, turned) = (scored(kept), scored(&(turned.join("\n") + "\n")));
    for unit in scores.iter() {
        let other = turned.get(turned.dataset().find(&unit.unit().id).unwrap()).unwrap();
        for node in scores.framework().nodes() {
            assert_eq!(unit.rate(node.id), other.rate(node.id), "{} {}", unit.unit().id, node.code);
        }
        assert_eq!(unit.rank(), other.rank());
    }
}

/// What was changed against the tree of 2019, and that all of it is marked.
#[test]
fn the_second_edition_adds_drops_moves_and_weighs_anew() {
    let (second, book) = (framework("bluebook-illustrative-2"), framework("bluebook-2019"));
    let codes = |framework: &Framework| framework.nodes().iter().map(|node| node.code.clone()).collect::<BTreeSet<_>>();
    let (own, of_book) = (codes(&second), codes(&book));
    assert_eq!(own.difference(&of_book).collect::<Vec<_>>(), ["A310"]);
    assert_eq!(of_book.difference(&own).collect::<Vec<_>>(), ["B21"]);
    let parent = |framework: &Framework, code: &str| {
        framework.find(code).and_then(|node| node.parent).map(|parent| framework.node(parent).code.clone())
    };
    let moved: Vec<&String> =
        own.intersection(&of_book).filter(|code| parent(&second, code) != parent(&book, code)).collect();
    assert_eq!(moved, ["A23"]);
    assert_eq!((parent(&book, "A23"), parent(&second, "A23")), (Some("A2".to_owned()), Some("C1".to_owned())));
    let points = |code: &str| second.points(second.find(code).unwrap().id).unwrap().to_string();
    assert_eq!([points("A"), points("B"), points("C")], ["35", "40", "25"]);
    assert_eq!(second.leaves().count(), 31);
    let made_up = |basis: Option<Basis>| basis == Some(Basis::Illustrative);
    assert!(second.nodes().iter().all(|node| made_up(node.basis.name) && made_up(node.basis.weight)));
    assert!(second.tiers().iter().all(|tier| made_up(tier.basis)) && second.is_illustrative());
    assert!(
        second.title().get(Lang::Zh).starts_with("示例：")
            && second.title().get(Lang::En).starts_with("Illustrative: ")
    );
    assert_eq!(second.points(NodeId::TOTAL), Some(Ratio::from(100)));
}
