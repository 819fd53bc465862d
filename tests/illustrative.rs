//! The small frameworks under `examples/frameworks`: each shows one rule, and what follows from it was computed by hand.

#![allow(clippy::unwrap_used)]

use govscore::{Dataset, Framework, Lang, Scores};

/// Total as exact figure, rank and tier of each unit.
type Expected = [(&'static str, Option<&'static str>, Option<u32>, Option<&'static str>)];

macro_rules! example {
    ($name:literal) => {
        (
            include_str!(concat!("../examples/frameworks/", $name, ".yaml")),
            include_str!(concat!("../examples/frameworks/", $name, "-synthetic.csv")),
        )
    };
}

fn scored((yaml, csv): (&str, &str)) -> Scores {
    let framework = Framework::from_yaml(yaml).unwrap();
    assert!(framework.is_illustrative(), "{}", framework.id());
    let data = Dataset::from_csv(&framework, csv.as_bytes()).unwrap();
    assert!(data.is_synthetic(), "{}", framework.id());
    framework.score(&data).unwrap()
}

fn check(example: (&str, &str), expected: &Expected) {
    let scores = scored(example);
    let found: Vec<_> = scores
        .iter()
        .map(|unit| {
            let total = unit.total().map(|total| total.to_string());
            (unit.unit().id.clone(), total, unit.rank(), unit.tier().map(|tier| tier.code.clone()))
        })
        .collect();
    let owned = |text: &Option<&str>| text.map(str::to_owned);
    let expected: Vec<_> = expected
        .iter()
        .map(|(unit, total, rank, tier)| ((*unit).to_owned(), owned(total), *rank, owned(tier)))
        .collect();
    assert_eq!(found, expected, "{}", scores.framework().id());
}

#[test]
fn a_veto_with_a_score() {
    let expected = [
        ("甲县", Some("86"), Some(1), None), // 90·0.6 + 80·0.4 = 54 + 32
        ("乙县", Some("59"), Some(2), None), // 90·0.6 + 90·0.4 = 90, vetoed
        ("丙县", Some("54"), Some(3), None), // 50·0.6 + 60·0.4 = 30 + 24
    ];
    check(example!("veto-score"), &expected);
}

#[test]
fn a_veto_that_comes_last() {
    let expected = [
        ("甲县", Some("86"), Some(1), None), // 54 + 32
        ("乙县", Some("59"), Some(3), None), // 90, vetoed: 59 at most, behind all others
        ("丙县", Some("54"), Some(2), None), // 30 + 24
        ("丁县", Some("36"), Some(4), None), // 40·0.6 + 30·0.4 = 24 + 12, vetoed: less than 59 already
    ];
    check(example!("veto-after"), &expected);
}

#[test]
fn a_veto_without_a_score() {
    let expected = [
        ("甲县", Some("86"), Some(1), Some("pass")), // 54 + 32
        ("乙县", None, None, Some("fail")),          // the second of the two vetoes
        ("丙县", Some("54"), Some(2), Some("fail")), // 30 + 24, below 60
    ];
    check(example!("veto-none"), &expected);
}

#[test]
fn deductions_from_full_marks_and_from_the_total() {
    let expected = [
        ("甲县", Some("76"), Some(2), None), // (40 - 2·5) + 30 + (30 - 4·3) = 78; one late report, 78 - 2
        ("乙县", Some("44"), Some(3), None), // 40 - 20·5 is nothing; 0 + (30 - 10) + 30 = 50; 5·2 = 10, but 6 at most
        ("丙县", Some("100"), Some(1), None), // nothing found
        ("丁县", Some("0"), Some(4), None),  // all three parts are lost, and less than nothing there is not
    ];
    check(example!("deduction"), &expected);
}

#[test]
fn a_bonus_with_a_cap_and_a_condition() {
    let expected = [
        ("甲县", Some("89"), Some(3), None),  // (90 + 80)/2 = 85, above 80: 85 + 2·2
        ("乙县", Some("96"), Some(2), None),  // 90 + 4·2 would be 98; 6 at most
        ("丙县", Some("80"), Some(4), None),  // 80 is not above 80, so five cases add nothing
        ("丁县", Some("105"), Some(1), None), // (100 + 98)/2 = 99; 99 + 3·2
    ];
    check(example!("bonus"), &expected);
}

#[test]
fn what_does_not_apply_is_spread_equally() {
    let expected = [
        ("甲局", Some("72"), Some(1), None), // 90·0.2 + 80·0.3 + 60·0.5 = 18 + 24 + 30
        ("乙局", Some("68"), Some(2), None), // 0.2 gives 0.1 to each: 80·0.4 + 60·0.6 = 32 + 36
    ];
    check(example!("equal-spread"), &expected);
}

#[test]
fn a_score_out_of_seventy_five_times_four_thirds() {
    let expected = [
        ("甲局", Some("77"), Some(2), None),    // 20 + 15 + 20 + 10 + 12
        ("乙局", Some("76"), Some(3), None),    // (20 + 15 + 10 + 12)·4/3 = 57·4/3
        ("丙局", Some("296/3"), Some(1), None), // (25 + 20 + 10 + 19)·4/3 = 74·4/3
    ];
    check(example!("three-quarters"), &expected);
}

#[test]
fn pass_marks() {
    let expected = [
        ("甲县", Some("59"), Some(2), Some("fail")), // 95·0.6 + 50·0.4 = 57 + 20 = 77, but B is below 60
        ("乙县", Some("81"), Some(1), Some("good")), // 57 + 24; B is 60, the mark itself
        ("丙县", Some("67"), Some(3), Some("fail")), // 45·0.6 + 100·0.4 = 27 + 40; A is below 50: it comes last
    ];
    check(example!("pass-marks"), &expected);
}

#[test]
fn several_rounds() {
    let expected = [
        // Mean of 40/50 and 45/50 is 0.85; 12 days are (30 - 12)/27 = 2/3, better than 21; the last access is a yes:
        // 85·0.5 + 200/3·0.3 + 100·0.2 = 42.5 + 20 + 20.
        ("甲县", Some("82.5"), Some(1), None),
        // Mean of 0.5 and 1 is 0.75; 3 days are full marks; the last access is a no: 37.5 + 30 + 0.
        ("乙县", Some("67.5"), Some(2), None),
    ];
    check(example!("rounds"), &expected);
}

#[test]
fn every_example_says_that_it_is_made_up() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/frameworks");
    let mut frameworks = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".yaml") {
            frameworks += 1;
            let framework = Framework::from_yaml(&text).unwrap();
            assert_eq!(framework.id(), format!("illustrative-{stem}"));
            assert!(text.starts_with("# 示例：") && text.contains("\n# Illustrative: "), "{name}");
            let title = framework.title();
            assert!(
                title.get(Lang::Zh).starts_with("示例：") && title.get(Lang::En).starts_with("Illustrative: "),
                "{name}"
            );
        } else {
            assert!(name.ends_with("-synthetic.csv") && text.starts_with("# synthetic: true\n"), "{name}");
        }
    }
    assert_eq!(frameworks, 9, "each has a test above");
}
