//! The official statistics: what their sources print, and what follows from it.
//!
//! The figures below are typed from the documents named at the top of `examples/data/official-statistics.csv` and
//! `examples/data/official-statistics-quoted.csv`.

use govscore::{Ratio, Rounding};
use proptest::prelude::*;

#[path = "../examples/official_statistics.rs"]
#[allow(dead_code)]
mod official_statistics;

use official_statistics::{Figure, Finding, Verdict, check, read};

const CSV: &str = include_str!("../examples/data/official-statistics.csv");
const QUOTED: &str = include_str!("../examples/data/official-statistics-quoted.csv");
const NOTE: &str = include_str!("../examples/data/official-statistics.md");

const HEADER: &str = "id,source,series,place,level,date,since,statistic,wording,value,measured_in,rule,of,rule_basis,basis,name_zh,name_en";

fn figures(csv: &str) -> Vec<Figure> {
    read(csv).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn find<'f>(findings: &'f [Finding<'f>], id: &str) -> &'f Finding<'f> {
    findings.iter().find(|finding| finding.figure.id == id).unwrap_or_else(|| panic!("`{id}` has no rule"))
}

/// The value, or an end of a range, in the figure's unit of measurement.
fn shown(finding: &Finding<'_>, value: &Option<Ratio>, places: u32) -> String {
    let unit = &finding.figure.measure.unit;
    value.as_ref().map_or_else(|| "?".to_owned(), |value| (value / unit).to_fixed(Rounding::half_up(places)))
}

fn printed<'f>(figures: &'f [Figure], id: &str) -> (&'f str, &'f str) {
    let figure = figures.iter().find(|figure| figure.id == id).unwrap_or_else(|| panic!("there is no `{id}`"));
    (figure.printed.as_ref().map_or("", |printed| &printed.text), &figure.measure.name)
}

fn failing<'f>(findings: &'f [Finding<'f>]) -> Vec<&'f str> {
    let failing = findings.iter().filter(|finding| finding.verdict == Verdict::DoesNotFollow);
    failing.map(|finding| finding.figure.id.as_str()).collect()
}

/// A few of each document, the numbers that everybody quotes among them.
#[test]
fn the_file_holds_what_the_documents_print() {
    let figures = figures(CSV);
    for (id, value, measured_in) in [
        // CNNIC 42.
        ("users-2018-06", "4.70", "亿人"),
        ("users-share-2018-06", "58.6", "%"),
        ("sites-2018-06", "19868", "个"),
        ("sites-ministry-2018-06", "1583", "个"),
        ("sites-local-2018-06", "18285", "个"),
        ("sites-below-province-2018-06", "16275", "个"),
        ("sites-growth-2018-06", "-70.1", "%"),
        ("columns-2018-06", "34.5", "万个"),
        ("wechat-city-2018-05", "5.03", "亿人"),
        ("wechat-city-growth-2018-05", "20.6", "%"),
        ("wechat-city-guangdong-2018-05", "9984", "万人"),
        ("weibo-2018-06", "137677", "个"),
        ("weibo-county-2018-06", "超过 12", "万个"),
        ("toutiao-2018-06", "74934", "个"),
        // 华经.
        ("users-2020-03", "6.94", "亿人"),
        ("users-change-2020-03", "约 3", "亿人"),
        ("sites-2019", "14474", "个"),
        ("sites-change-2019", "-3488", "个"),
        ("sites-ministry-2019", "912", "个"),
        ("sites-local-2019", "13562", "个"),
        ("sites-sichuan-2019", "909", "个"),
        ("articles-2019", "2077.29", "万篇"),
        ("search-2019", "201.97", "亿次"),
        ("weibo-2019", "13.88", "万个"),
        ("douyin-2019", "17380", "个"),
        // 中国信通院.
        ("apps-2017-11", "2393", "个"),
        ("apps-integrated-2017-11", "1361", "个"),
        ("apps-integrated-share-2017-11", "超过 57", "%"),
        ("apps-transact-share-2017-11", "15", "%"),
        ("ministries-with-apps-2017-11", "39", "个"),
        ("ministries-with-apps-share-2017-11", "51", "%"),
        ("apps-municipalities-share-2017-11", "接近 1/3", ""),
        // 国家信息中心.
        ("domains-2015-06", "57923", "个"),
    ] {
        assert_eq!(printed(&figures, id), (value, measured_in), "{id}");
    }
}

/// Printed shares, growth and sums with what a pocket calculator gives.
#[test]
fn what_follows_is_recomputed() {
    let figures = figures(CSV);
    let findings = check(&figures);
    for (id, verdict, value) in [
        ("sites-2018-06", Verdict::Follows, "19868.000"), // 1583 + 18285
        ("sites-ministry-share-2018-06", Verdict::Follows, "7.968"), // 1583 / 19868
        ("sites-below-province-share-2018-06", Verdict::Follows, "81.916"), // 16275 / 19868
        ("columns-ministry-share-2018-06", Verdict::Follows, "8.806"), // 30379 / 345000
        ("columns-disclosure-share-2018-06", Verdict::Follows, "66.377"), // 22.9 / 34.5
        ("sites-2019", Verdict::Follows, "14474.000"),    // 912 + 13562
        ("sites-local-growth-2019", Verdict::Follows, "-19.666"), // 13562 / 16882 - 1
        ("ministries-majority-2017-11", Verdict::Follows, "0.510"), // 39 of 76 or 77
        // 7.24 / 7.51 is 96.4; with 7.235 / 7.505 the 96.3 that is printed can follow.
        ("netizens-mobile-share-2017", Verdict::WithinRounding, "96.405"),
    ] {
        let finding = find(&findings, id);
        assert_eq!((finding.verdict, shown(finding, &finding.value, 3).as_str()), (verdict, value), "{id}");
    }
}

/// Each with the reason, checked by hand.
#[test]
fn what_does_not_follow_is_listed() {
    let figures = figures(CSV);
    let findings = check(&figures);
    assert_eq!(failing(&findings), ["users-change-2020-03", "apps-integrated-share-2017-11"]);

    // 57 % of 2393 are 1364.01 apps, so 1361 are not "more than 57 %"; they are 57 % when rounded.
    let apps = find(&findings, "apps-integrated-share-2017-11");
    assert_eq!(shown(apps, &apps.value, 2), "56.87");

    // From 4.70 (June 2018) to 6.94 it is 2.24, at most 6.945 - 4.695 = 2.25, and "about 3" begins at 2.5.
    let users = find(&findings, "users-change-2020-03");
    assert_eq!(shown(users, &users.value, 2), "2.24");
    assert_eq!(shown(users, &users.range.high, 3), "2.250");
    assert!(!users.figure.rule_is_published, "the source does not say from which month of 2018 it counts");
}

/// What CNNIC's 43rd report printed for December 2018 comes out of the changes that were printed a year later.
#[test]
fn what_is_implied_is_what_was_printed_elsewhere() {
    let figures = figures(CSV);
    let findings = check(&figures);
    for (id, places, low, high) in [
        ("sites-2018", 0, "17962", "17962"),        // 14474 + 3488
        ("sites-ministry-2018", 0, "1080", "1080"), // the only whole number with 912 / n - 1 = -15.56 %
        ("sites-local-2018", 0, "16882", "16882"),
        ("sites-tibet-2018", 0, "165", "165"), // the only one with 215 / n - 1 = 30.3 %
        ("ministries-2017-11", 0, "76", "77"), // 39 of them are 51 %
        ("apps-transact-2017-11", 0, "347", "370"), // 14.5 % to 15.5 % of 2393
        ("weibo-other-2018-06", 0, "13704", "13704"), // 137677 - 89832 - 34141
        ("weibo-middle-2018-06", 0, "0", "17505"), // 137677 - 172 - more than 120000
        ("toutiao-2017-12", 0, "70894", "70894"), // 74934 - 4040
        ("netizens-2018-06", 2, "8.01", "8.04"), // 4.695 / 58.65 %, 4.705 / 58.55 %
        ("wechat-city-2017-12", 3, "4.165", "4.177"), // 5.025 / 1.2065, 5.035 / 1.2055
        ("users-2018", 3, "3.435", "4.445"),   // 6.935 - 3.5, 6.945 - 2.5
    ] {
        let finding = find(&findings, id);
        assert_eq!(finding.verdict, Verdict::Implied, "{id}");
        let ends = (shown(finding, &finding.range.low, places), shown(finding, &finding.range.high, places));
        assert_eq!((ends.0.as_str(), ends.1.as_str()), (low, high), "{id}");
    }
}

/// The second-hand figures: the table of provinces adds up, the four figures in the text above it are 2018's.
#[test]
fn the_quoted_reports_control_the_others() {
    let figures = figures(QUOTED);
    let findings = check(&figures);
    for (id, verdict) in [
        ("sites-2018-12", Verdict::Follows),
        ("sites-change-2019", Verdict::Follows),
        ("sites-ministry-growth-2019", Verdict::Follows),
        ("sites-local-growth-2019", Verdict::Follows),
        ("sites-province-growth-2019", Verdict::Follows),
        ("users-change-2020-03", Verdict::Follows),
        ("sites-local-sum-2019", Verdict::Follows),
        ("sites-local-sum-2018", Verdict::WithinRounding),
    ] {
        assert_eq!(find(&findings, id).verdict, verdict, "{id}");
    }
    let text =
        ["sites-sichuan-text-2019", "sites-shandong-text-2019", "sites-henan-text-2019", "sites-anhui-text-2019"];
    assert_eq!(failing(&findings), text);

    // 1120 is what 864 sites after a fall of 22.9 % imply for Shandong in 2018, and so on in 2018's order.
    for (id, text) in [("sites-shandong-2018", 1120), ("sites-sichuan-2018", 1066), ("sites-henan-2018", 1054)] {
        let finding = find(&findings, id);
        assert_eq!(finding.range.low, Some(Ratio::from(text)), "{id}");
    }
    let provinces =
        figures.iter().filter(|figure| figure.name[1].contains(" in ") && figure.name[1].ends_with("growth"));
    assert_eq!(provinces.count(), 32);
}

#[test]
fn the_note_names_what_does_not_follow() {
    for csv in [CSV, QUOTED] {
        let figures = figures(csv);
        for id in failing(&check(&figures)) {
            assert_eq!(NOTE.matches(&format!("`{id}`")).count(), 2, "`{id}`, in both languages");
        }
    }
}

/// All of them at once, each with its line.
#[test]
fn bad_rows_are_all_reported() {
    let rows = [
        "a,s,x,全国,all,2019,,count,,12,个,,,,published,甲,A",
        "a,s,x,全国,all,2019,,count,,12,个,,,,published,甲,A",
        "b,s,x,全国,all,2019,,number,,12,个,,,,published,乙,B",
        "c,s,x,全国,all,2019,,count,,twelve,个,,,,published,丙,C",
        "d,s,x,全国,all,2019,,count,at-least,12,个,,,,published,丁,D",
        "e,s,x,全国,all,2019,,count,,-12,个,,,,published,戊,E",
        "f,s,x,全国,all,2019,,share,,12,%,share,a later,published,published,己,F",
        "g,s,x,全国,all,2019,,share,,12,%,share,a,published,published,庚,G",
        "h,,x,全国,all,2019,,count,,,个,,,,inferred,辛,H",
        "i,s,x,全国,all,2019,,count,,12,个,,,,inferred,壬,I",
    ];
    let problems = read(&format!("{HEADER}\n{}\n", rows.join("\n"))).err().expect("nine rows are wrong");
    let lines: Vec<&str> = problems.iter().filter_map(|problem| problem.split(':').next()).collect();
    assert_eq!(lines, (3..=11).map(|line| format!("line {line}")).collect::<Vec<_>>(), "{problems:#?}");
}

/// Where nothing whole is left, an implied count is refused: no number of ministries makes 39 of them 53 %.
#[test]
fn counts_that_cannot_be_are_refused() {
    let csv = format!(
        "{HEADER}\npart,s,x,全国,all,2019,,count,,39,个,,,,published,甲,A\n\
         share,s,x,全国,all,2019,,share,,53.0,%,,,,published,乙,B\n\
         whole,,x,全国,all,2019,,count,,,个,whole,part share,inferred,inferred,丙,C\n\
         rest,,x,全国,all,2019,,count,,,个,difference,part part part,inferred,inferred,丁,D\n"
    );
    let figures = figures(&csv);
    assert_eq!(failing(&check(&figures)), ["whole", "rest"]);
}

/// What is printed in words stands for a range: `wording`, value, and shares of 1000 that fit and do not.
#[test]
fn wordings_are_ranges() {
    for (wording, value, measured_in, fitting, failing) in [
        ("", "1/3", "", [251, 333, 499], [166, 501, 667]),
        ("about", "1/2", "", [251, 500, 749], [249, 751, 999]),
        ("about", "300", "‰", [251, 300, 349], [249, 351, 400]),
        ("", "30", "%", [296, 300, 304], [294, 306, 1]),
        ("over", "57", "%", [571, 600, 1000], [570, 569, 1]),
        ("near", "1/3", "", [1, 300, 333], [334, 500, 1000]),
    ] {
        let verdict = |part: i32| {
            let csv = format!(
                "{HEADER}\npart,s,x,全国,all,2019,,count,,{part},个,,,,published,甲,A\n\
                 whole,s,x,全国,all,2019,,count,,1000,个,,,,published,乙,B\n\
                 share,s,x,全国,all,2019,,share,{wording},{value},{measured_in},share,part whole,published,published,丙,C\n"
            );
            check(&figures(&csv)).first().map(|finding| finding.verdict)
        };
        for part in fitting {
            assert_eq!(verdict(part), Some(Verdict::Follows), "{part} as {wording} {value}");
        }
        for part in failing {
            assert_eq!(verdict(part), Some(Verdict::DoesNotFollow), "{part} as {wording} {value}");
        }
    }
}

/// A file of two counts, and how the second is printed as a share of the first and as growth from it.
fn of_two(first: u32, second: u32, share: &Ratio, growth: &Ratio, places: u32) -> String {
    let percent = |value: &Ratio| (value * &Ratio::from(100)).to_fixed(Rounding::half_up(places));
    format!(
        "{HEADER}\nfirst,s,x,全国,all,2019,,count,,{first},个,,,,published,甲,A\n\
         second,s,x,全国,all,2019,,count,,{second},个,,,,published,乙,B\n\
         share,s,x,全国,all,2019,,share,,{},%,share,second first,published,published,丙,C\n\
         growth,s,x,全国,all,2019,,growth,,{},%,growth,first second,published,published,丁,D\n\
         back,,x,全国,all,2019,,count,,,个,earlier,second growth,inferred,inferred,戊,E\n",
        percent(share),
        percent(growth),
    )
}

proptest! {
    /// Whatever is computed and rounded follows, and leads back to a range that holds what it came from.
    #[test]
    fn what_was_rounded_follows(first in 1u32..1_000_000, second in 1u32..1_000_000, places in 0u32..5) {
        let share = &Ratio::from(second) / &Ratio::from(first);
        let growth = &share - &Ratio::one();
        let csv = of_two(first, second, &share, &growth, places);
        let figures = figures(&csv);
        let findings = check(&figures);
        prop_assert_eq!(find(&findings, "share").verdict, Verdict::Follows);
        prop_assert_eq!(find(&findings, "growth").verdict, Verdict::Follows);
        let back = find(&findings, "back");
        prop_assert_eq!(back.verdict, Verdict::Implied);
        let first = Ratio::from(first);
        prop_assert!(back.range.low.as_ref().is_none_or(|low| *low <= first));
        prop_assert!(back.range.high.as_ref().is_none_or(|high| *high >= first));
    }

    /// What is off by more than half a unit of the last place does not follow from exact parts.
    #[test]
    fn what_is_off_does_not_follow(first in 1u32..1_000_000, second in 1u32..1_000_000, places in 0u32..5) {
        let off = &Ratio::from(1) / &Ratio::from(100 * 10_i64.pow(places));
        let share = &Ratio::from(second) / &Ratio::from(first);
        let growth = &(&share - &Ratio::one()) + &off;
        let share = &share + &off;
        let csv = of_two(first, second, &share, &growth, places);
        let figures = figures(&csv);
        let findings = check(&figures);
        prop_assert_eq!(find(&findings, "share").verdict, Verdict::DoesNotFollow);
        prop_assert_eq!(find(&findings, "growth").verdict, Verdict::DoesNotFollow);
    }
}
