//! What a report says of a previous edition: of all units, of one, of a group; and what it leaves out.

#![cfg(feature = "report")]

use govscore::report::{Block, Cell, Document, ReportOptions, Section, Table, comparison, report};
use govscore::{Comparison, Dataset, Findings, Framework, Lang, Mapping, ReadOptions, Roster, Scores, compare, sample};

fn egdi(id: &str) -> Scores {
    let framework = Framework::builtin(id).expect("a built-in framework");
    let roster = framework.roster().map(|roster| Roster::builtin(roster).expect("a built-in roster"));
    let csv = sample(id).expect("a sample");
    let data = Dataset::read(&framework, csv.as_bytes(), &ReadOptions::default().roster(roster));
    framework.score(&data.dataset.expect("data")).expect("scores")
}

/// Two indicators, of which the second is another in the new edition; `scale` is full marks.
fn edition(name: &str, weights: [u32; 2], last: &str, scale: u32, csv: &str) -> Scores {
    let yaml = format!(
        "govscore: 1
id: x-{name}
title: X
edition: '{name}'
scale: {scale}
indicators:
  - {{code: A, name: a, weight: {}%}}
  - {{code: {last}, name: {last}, weight: {}%}}
tiers:
  tiers: [{{code: good, name: {{zh: 好, en: Good}}, from: {}}}, {{code: poor, name: {{zh: 差, en: Poor}}}}]
",
        weights[0],
        weights[1],
        scale * 7 / 10,
    );
    let framework = Framework::from_yaml(&yaml).expect("a framework");
    let data = Dataset::from_csv(&framework, csv.as_bytes()).expect("data");
    framework.score(&data).expect("scores")
}

/// 甲 80 → 72, 乙 50 → 70, 丙 in the old edition alone, 丁 in the new one alone.
fn changed() -> (Scores, Scores) {
    let old = edition(
        "2024",
        [50, 50],
        "B",
        100,
        "# synthetic: true\nunit,region,A,B\n甲,东部,90,70\n乙,西部,50,50\n丙,西部,60,70\n",
    );
    let new = edition("2025", [40, 60], "C", 100, "unit,region,A,C\n甲,东部,90,60\n乙,西部,70,70\n丁,西部,99,99\n");
    (old, new)
}

fn texts(section: &Section) -> Vec<&str> {
    let texts = section.blocks.iter().filter_map(|block| if let Block::Text(text) = block { Some(text) } else { None });
    texts.map(String::as_str).collect()
}

fn of_unit(compared: &Comparison<'_>, unit: &str, lang: Lang) -> Document {
    let findings = Findings::of(compared.new);
    let mut options = ReportOptions::new(lang);
    options.previous = Some(compared);
    options.units = vec![compared.new.dataset().find(unit).expect("a unit")];
    report(&findings, &options).expect("a report")
}

fn of_group(compared: &Comparison<'_>, attribute: &str, value: &str, lang: Lang) -> Document {
    let findings = Findings::of(compared.new);
    let mut options = ReportOptions::new(lang);
    options.previous = Some(compared);
    options.groups = vec![(attribute.to_owned(), value.to_owned())];
    report(&findings, &options).expect("a report")
}

fn whole(compared: &Comparison<'_>, lang: Lang) -> Document {
    let findings = Findings::of(compared.new);
    let mut options = ReportOptions::new(lang);
    options.previous = Some(compared);
    report(&findings, &options).expect("a report")
}

fn headings(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.heading.as_str()).collect()
}

fn printed(row: &[Cell]) -> Vec<&str> {
    row.iter().map(Cell::printed).collect()
}

/// Figures of China as the Surveys of 2018 and 2020 print them.
#[test]
fn a_profile_says_what_changed_under_the_same_scheme() {
    let (old, new) = (egdi("un-egdi-2018"), egdi("un-egdi-2020"));
    let compared = compare(&old, &new, &Mapping::default()).expect("a comparison");
    for (lang, expected) in [
        (
            Lang::En,
            "Since 2018: total 0.6811 → 0.7948 (+0.1137, under the same scheme), rank 65 → 45, type High → Very High.",
        ),
        (Lang::Zh, "与 2018 版相比：总分 0.6811 → 0.7948（+0.1137，方案未变），名次 65 → 45，类型由高变为非常高。"),
    ] {
        let document = of_unit(&compared, "CHN", lang);
        assert_eq!(texts(&document.sections[0])[1], expected);
    }
    let document = of_unit(&compared, "DNK", Lang::Zh);
    assert!(texts(&document.sections[0])[1].ends_with("名次 1 → 1，类型仍为非常高。"));
}

#[test]
fn a_profile_tells_values_and_scheme_apart_where_the_scheme_changed() {
    let (old, new) = changed();
    let compared = compare(&old, &new, &Mapping::default()).expect("a comparison");
    // 甲: A stays at 90, so that values did nothing; 乙: 20 more on A at a mean weight of 0.45 is 9 of the 20.
    // 丁 takes the first rank of the new edition; 丙, of 65, was second in the old one.
    for (unit, expected) in [
        (
            "甲",
            "与 2024 版相比：总分 80.00 → 72.00（-8.00，其中数值 0.00，方案 -8.00），名次 1 → 2（两版共有对象中 1 → 1），类型仍为好。",
        ),
        (
            "乙",
            "与 2024 版相比：总分 50.00 → 70.00（+20.00，其中数值 +9.00，方案 +11.00），名次 3 → 3（两版共有对象中 2 → 2），类型由差变为好。",
        ),
        ("丁", "2024 版没有该对象。"),
    ] {
        let document = of_unit(&compared, unit, Lang::Zh);
        assert_eq!(texts(&document.sections[0])[1], expected);
        // Of the two the old data alone are made up.
        assert!(document.banners.iter().any(|line| line.starts_with("2024：【合成数据】")), "{:?}", document.banners);
    }
    let english = of_unit(&compared, "乙", Lang::En);
    assert_eq!(
        texts(&english.sections[0])[1],
        "Since 2024: total 50.00 → 70.00 (+20.00, of which +9.00 by values and +11.00 by the scheme), rank 3 → 3 (among the units of both editions 2 → 2), type Poor → Good."
    );
}

#[test]
fn a_report_without_a_previous_edition_says_nothing_of_one() {
    let (_, new) = changed();
    let mut options = ReportOptions::new(Lang::Zh);
    options.units = vec![0];
    let document = report(&Findings::of(&new), &options).expect("a report");
    assert!(!document.to_markdown().contains("相比："), "{}", document.to_markdown());
}

#[test]
fn a_group_says_how_its_mean_changed() {
    let (old, new) = changed();
    let compared = compare(&old, &new, &Mapping::default()).expect("a comparison");
    let document = of_group(&compared, "region", "西部", Lang::Zh);
    let said = texts(&document.sections[0]);
    assert!(
        said.contains(&"与 2024 版相比：两版均有总分的 1 个评价对象，平均总分 50.00 → 70.00（+20.00，其中数值 +9.00，方案 +11.00）；在两版共有的全部评价对象中，名次不变 1 个。"),
        "{said:?}"
    );
    assert!(document.banners.iter().any(|line| line.starts_with("2024：")), "{:?}", document.banners);
}

#[test]
fn other_full_marks_are_told() {
    let old = edition("2024", [50, 50], "B", 10, "unit,A,B\n甲,8,6\n");
    let new = edition("2025", [50, 50], "B", 100, "unit,A,B\n甲,80,62\n");
    let compared = compare(&old, &new, &Mapping::default()).expect("a comparison");
    let document = of_unit(&compared, "甲", Lang::Zh);
    let said = texts(&document.sections[0])[1];
    assert!(said.starts_with("与 2024 版相比：总分 70.00 → 71.00（+1.00，"), "{said}");
    assert!(said.ends_with("2024 版总分满分为 10，已按占满分的比例换算为 100 分制。"), "{said}");
    let types = whole(&compared, Lang::En);
    let types = types.table("years-types").expect("types");
    // The line of 7 in 10 and the total of 7 stand in the new scale.
    assert_eq!(
        printed(&types.rows[0]),
        ["Good", "1", "1", "100.0%", "100.0%", "70.00", "71.00", "70.00", "70.00", "70.00", "71.00"]
    );
}

/// Counts as the Surveys of 2018 and 2020 print them: 40, 71, 66 and 16; 57, 69, 59 and 8.
#[test]
fn the_chapter_of_an_unchanged_scheme_tells_no_parts() {
    let (old, new) = (egdi("un-egdi-2018"), egdi("un-egdi-2020"));
    let compared = compare(&old, &new, &Mapping::default()).expect("a comparison");
    let document = whole(&compared, Lang::Zh);
    let counts: Vec<Vec<&str>> =
        document.table("years-types").expect("types").rows.iter().map(|row| printed(&row[1..3])).collect();
    assert_eq!(counts, [["40", "57"], ["71", "69"], ["66", "59"], ["16", "8"]]);
    for id in ["years-units", "years-indicators", "years-extremes-total", "years-extremes-rank", "years-groups"] {
        let table = document.table(id).unwrap_or_else(|| panic!("no table {id}"));
        let headings = headings(table);
        assert!(
            headings.iter().all(|heading| !heading.contains("部分") && !heading.contains("共有名次")),
            "{headings:?}"
        );
    }
    let chapter = document.sections.iter().find(|section| section.id == "years").expect("the chapter");
    let said: Vec<&str> = chapter.sections.iter().flat_map(texts).collect();
    assert!(said.iter().all(|text| !text.contains("部分")), "{said:?}");
    assert_eq!(
        said.iter().filter(|text| text.contains("所有变化都来自数值")).count(),
        1,
        "one plain sentence: {said:?}"
    );
    assert!(said.iter().all(|text| !text.contains("仅见于") && !text.contains('Σ')), "{said:?}");
    assert_eq!(document.pictures().iter().filter(|picture| picture.title.ends_with("前 30 名的名次变化")).count(), 1);
}

/// The lists hold ten of each direction and whoever equals the tenth, the furthest first.
#[test]
fn the_greatest_rises_and_falls_are_whole() {
    let (old, new) = (egdi("un-egdi-2018"), egdi("un-egdi-2020"));
    let compared = compare(&old, &new, &Mapping::default()).expect("a comparison");
    let document = comparison(&compared, &[], &[], Lang::En);
    let table = document.table("extremes-rank").expect("a table");
    let places = table.columns.iter().position(|column| column.heading == "Places").expect("places");
    for (direction, sign) in [("rise", 1), ("fall", -1)] {
        let listed: Vec<i64> = table
            .rows
            .iter()
            .filter(|row| row[1].printed() == direction)
            .map(|row| row[places].printed().parse::<i64>().expect("places") * sign)
            .collect();
        assert!(listed.len() >= 10 && listed.is_sorted_by(|one, next| one >= next), "{listed:?}");
        let least = *listed.last().expect("a last one");
        let all = compared.units.iter().filter_map(|unit| unit.places_risen());
        assert_eq!(all.filter(|places| places * sign >= least).count(), listed.len(), "{direction}");
    }
}

#[test]
fn groups_and_all_ranks_of_few_units() {
    let (old, new) = changed();
    let compared = compare(&old, &new, &Mapping::default()).expect("a comparison");
    let mut options = ReportOptions::new(Lang::Zh);
    options.previous = Some(&compared);
    let findings = Findings::by(&new, &["region".to_owned()]).expect("groups");
    let document = report(&findings, &options).expect("a report");
    let groups = document.table("years-groups").expect("groups");
    assert_eq!(headings(groups)[2..], ["2024 平均", "2025 平均", "平均变化", "数值部分", "方案部分"]);
    assert_eq!(printed(&groups.rows[0]), ["西部", "1", "50.00", "70.00", "+20.00", "+9.00", "+11.00"]);
    assert_eq!(printed(&groups.rows[1]), ["东部", "1", "80.00", "72.00", "-8.00", "0.00", "-8.00"]);
    let titles: Vec<&str> = document.pictures().iter().map(|picture| picture.title.as_str()).collect();
    assert!(titles.iter().any(|title| title.ends_with("全部 2 个对象的名次变化")), "{titles:?}");
    // Two units need no list of the ten that rose furthest.
    assert!(document.table("years-extremes-total").is_none());
    let text = document.to_markdown();
    assert!(text.contains("升幅最大的是乙：总分 +20.00（数值 +9.00，方案 +11.00）。"), "{text}");
    assert!(text.contains("两版共有评价对象 2 个，仅见于 2024 的 1 个，仅见于 2025 的 1 个。"), "{text}");
    let common = document.table("years-units-common").expect("common ranks");
    assert_eq!(printed(&common.rows[0]), ["甲", "1", "1", "0"]);
}
