//! Laws of files: what is written reads back.

use crate::*;

/// Texts that YAML takes for something else, or that need quotes.
const ODD: [&str; 44] = [
    "NO",
    "yes",
    "true",
    "null",
    "~",
    "1.10",
    "001",
    "1e3",
    "0x1F",
    "0o7",
    "1_000",
    ".5",
    ".inf",
    "2019-01-02",
    "=",
    "<<",
    "-",
    "- a",
    "? a",
    "# a",
    "a # b",
    "a: b",
    "a:",
    "{a}",
    "[a]",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "'a'",
    "\"a\"",
    "a, b",
    "|",
    ">",
    "a\\nb",
    "a\nb\n\n c",
    "a\tb",
    "服务“供给”",
    "é\u{301}",
    "\u{1F600}",
    "\u{FEFF}a",
    "a\u{2028}b",
];

fn odd() -> impl Strategy<Value = String> {
    // Two versions of YAML differ on whether these end a line, so a file that holds them is refused.
    let is_clear = |text: &String| !text.contains(['\u{85}', '\u{2028}', '\u{2029}']);
    prop_oneof![select(ODD.to_vec()).prop_map(str::to_owned), "[^\\p{Cc}]{0,12}x[^\\p{Cc}]{0,12}"]
        .prop_filter("unclear line ends", is_clear)
}

fn csv_text(lines: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    lines.iter().for_each(|line| writer.write_record(line).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_framework_written_and_read_again_is_the_same(case in case(0..=0), odd in vec(odd(), 6), (policy, _) in policy()) {
        let mut file = case.file();
        file.id = odd[0].trim().into();
        file.title = Names::both(odd[1].as_str(), odd[2].as_str());
        file.edition = Some(odd[3].as_str().into());
        file.note = Some(Names::from(odd[4].as_str()));
        file.method = Some(missing(policy));
        let mut count = 0;
        each_indicator(&mut file.indicators, case.total.notation, &mut |node, _| {
            count += 1;
            node.name = Some(Names::both(format!("{}{count}", odd[1]), format!("{count}{}", odd[2])));
            node.definition = Some(Names::from(odd[5].as_str()));
        });
        let mut topic = TopicFile::default();
        (topic.id, topic.indicators) = ("t".into(), vec![file.indicators[0].code.clone()]);
        file.topics.push(topic);
        let framework = file.check().unwrap();
        let yaml = framework.to_yaml();
        let again = Framework::from_yaml(&yaml);
        prop_assert!(again.is_ok(), "{}\n{yaml}", again.unwrap_err());
        let again = again.unwrap();
        prop_assert_eq!(again.file(), framework.file(), "{}", yaml);
        prop_assert_eq!(&again, &framework);
        prop_assert_eq!(again.to_yaml(), yaml);
    }

    #[test]
    fn wide_and_long_files_give_the_same_scores(case in case(1..=3), gap in select(vec!["", "NA", "缺失"]), backwards in any::<bool>(), (policy, absent) in policy()) {
        let framework = case.with(missing(policy));
        // A given total is a result in a file, and is not read.
        let given = case.rows().into_iter().zip(case.complete());
        let rows: Vec<_> = given.map(|(row, whole)| if row.contains_key("total") { whole } else { row }).collect();
        let mut codes: Vec<String> = framework.nodes().iter().skip(1).map(|node| node.code.clone()).collect();
        if backwards {
            codes.reverse();
        }
        let mut wide = vec![[vec!["unit".to_owned()], codes.clone()].concat()];
        let mut long = vec![vec!["unit".to_owned(), "indicator".to_owned(), "value".to_owned()]];
        for (at, row) in rows.iter().enumerate() {
            let value = |code: &String| row.get(code).cloned().unwrap_or_else(|| gap.to_owned());
            wide.push([vec![unit(at)], codes.iter().map(value).collect()].concat());
            long.extend(codes.iter().map(|code| vec![unit(at), code.clone(), value(code)]));
        }
        let expected: Vec<_> = rows.iter().map(|row| case.scheme(absent).score(&case.tree(), row)).collect();
        for lines in [wide, long] {
            let csv = csv_text(&lines);
            let data = Dataset::from_csv(&framework, csv.as_bytes());
            prop_assert!(data.is_ok(), "{}\n{csv}", data.unwrap_err());
            let scores = framework.score(&data.unwrap()).unwrap();
            prop_assert_eq!(rates(&scores), &expected[..], "{}", csv);
            let ids: Vec<String> = scores.iter().map(|unit| unit.unit().id.clone()).collect();
            prop_assert_eq!(ids, (0..rows.len()).map(unit).collect::<Vec<_>>());
        }
    }
}

/// Codes are texts: none of these is a number, a date, nothing or true.
#[test]
fn odd_codes_are_written_and_read_as_they_stand() {
    // What no heading could name is refused as a code; everything else is read back by it.
    let is_accepted =
        |code: &str| FrameworkFile::new("x", "X").indicator(Indicator::new(code, "x").weight("100%")).check().is_ok();
    for refused in ["\u{FEFF}a", "a\u{A0}b", "a  b", "Ａ1", "a:b", "a=b", " a", "#a"] {
        assert!(!is_accepted(refused), "{refused:?}");
    }
    let mut file = FrameworkFile::new("odd", "Odd").weights(Notation::Equal);
    for code in ODD.iter().filter(|code| is_accepted(code)) {
        file = file.indicator(Indicator::new(*code, *code));
    }
    let framework = file.check().unwrap();
    let again = Framework::from_yaml(&framework.to_yaml()).unwrap();
    assert_eq!(again, framework);
    assert!(framework.leaves().count() > 30);
    for leaf in framework.leaves() {
        let csv = csv_text(&[vec!["unit".to_owned(), leaf.code.clone()], vec!["u".to_owned(), "1".to_owned()]]);
        let read = Dataset::from_csv(&framework, csv.as_bytes()).unwrap();
        assert_eq!(read.codes().collect::<Vec<_>>(), [leaf.code.as_str()]);
    }
}

/// Chinese names carry full-width signs; a column may be headed by one as it is printed, or with plain signs.
#[test]
fn columns_are_found_by_names_with_full_width_signs() {
    for (name, heading) in [
        ("公开（试行）", "公开（试行）"),
        ("公开（试行）", "公开(试行)"),
        ("受理：一级", "受理：一级"),
        ("“放管服”改革", "“放管服”改革"),
        ("１２３４５热线", "１２３４５热线"),
        ("Ｇ2Ｂ服务", "G2B服务"),
    ] {
        let mut file = FrameworkFile::new("x", "X").indicator(Indicator::new("A", name).weight("100%"));
        file.method = Some(missing(Missing::Reject));
        let framework = file.check().unwrap();
        let wide = csv_text(&[vec!["unit".to_owned(), heading.to_owned()], vec!["u".to_owned(), "1".to_owned()]]);
        let long = format!("unit,indicator,value\nu,{heading},1\n");
        for csv in [wide, long] {
            let read = Dataset::from_csv(&framework, csv.as_bytes()).unwrap();
            assert_eq!(read.codes().collect::<Vec<_>>(), ["A"], "{csv}");
        }
    }
}
