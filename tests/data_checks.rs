//! Every rule for data files: what is read, what is said, and where.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use govscore::{Checked, Dataset, Framework, Lang, Loaded, Plan, ReadOptions, Roster, Severity, check_data};

const SMALL: &str = include_str!("bad/data/framework.yaml");

fn framework(yaml: &str) -> Framework {
    Checked::read(yaml.as_bytes(), None, &[]).into_result().expect("a framework without errors")
}

fn load(csv: impl AsRef<[u8]>) -> Loaded {
    Dataset::read(&framework(SMALL), csv.as_ref(), &ReadOptions::default().file("data.csv"))
}

fn with_roster(id: &str, csv: &str) -> Loaded {
    let roster = Roster::builtin(id).expect("a built-in roster");
    Dataset::read(&framework(SMALL), csv.as_bytes(), &ReadOptions::default().roster(Some(roster)))
}

/// The dataset, where nothing is wrong with it.
fn good(csv: impl AsRef<[u8]>) -> Dataset {
    load(csv).into_result().unwrap_or_else(|error| panic!("{error}"))
}

/// `code:line` of all that was found, absent units left out.
fn said(loaded: &Loaded) -> Vec<String> {
    let all = loaded.diagnostics.iter().filter(|diagnostic| diagnostic.code.name() != "absent-unit");
    all.map(|diagnostic| format!("{}:{}", diagnostic.code, diagnostic.place.line.unwrap_or(0))).collect()
}

/// `total` of every unit as `id=total`, by the framework of the bad files.
fn totals(dataset: &Dataset) -> Vec<String> {
    let scores = framework(SMALL).score(dataset).unwrap_or_else(|error| panic!("{error}"));
    scores.iter().map(|unit| format!("{}={}", unit.unit().id, unit.total().expect("a total"))).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/data")
}

/// Every `tests/bad/data/<case>.csv` is read with `<case>.yaml` and no roster where there is such a file, else with
/// `framework.yaml` and `roster.csv`; `<case>.expected` holds what is said in English, `---`, and in Chinese.
#[test]
fn bad_files_say_what_is_expected() {
    let read = |path: &Path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let roster = Roster::read(&read(&folder().join("roster.csv")), None).expect("a roster");
    let entries = fs::read_dir(folder()).expect("the folder");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.retain(|path| path.extension().is_some_and(|ending| ending == "csv") && !path.ends_with("roster.csv"));
    cases.sort();
    assert!(cases.len() > 40);
    let mut differing = Vec::new();
    for case in cases {
        let own = case.with_extension("yaml");
        let (yaml, roster) =
            if own.exists() { (own, None) } else { (folder().join("framework.yaml"), Some(roster.clone())) };
        let framework = Checked::read(&read(&yaml), None, &[]).into_result().expect("a framework");
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        let loaded = Dataset::read(&framework, &read(&case), &ReadOptions::default().file(name.clone()).roster(roster));
        let mut found = loaded.diagnostics;
        assert_eq!(loaded.dataset.is_none(), found.has_errors(), "{name}");
        if let Some(dataset) = loaded.dataset {
            found.extend(check_data(&framework, &dataset));
        }
        let lines = |lang| found.iter().map(|diagnostic| diagnostic.line(lang) + "\n").collect::<String>();
        let text = format!("{}---\n{}", lines(Lang::En), lines(Lang::Zh));
        let expected = case.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &text).expect("a file that can be written");
        } else if String::from_utf8_lossy(&fs::read(&expected).unwrap_or_default()) != text {
            differing.push(format!("{name}:\n{text}"));
        }
    }
    assert!(differing.is_empty(), "UPDATE=1 rewrites them; then read each:\n{}", differing.join("\n"));
}

#[test]
fn the_long_form_says_the_same_as_the_wide_one() {
    let wide = good("unit,A11,A12,B1,B2\nx,1,2,3,4\ny,5,6,7,8\n");
    let long = good(
        "unit,indicator,value\ny,A11,5\nx,A11,1\nx,权力清单,2\nx,Answers to requests,3\nx,B2 满意度,4\ny,A12,6\ny,B1,7\ny,b2,8\n",
    );
    let mut rows = totals(&long);
    rows.reverse();
    assert_eq!(totals(&wide), rows);
    for headings in ["地区,指标,得分", "城市,指标代码,数值", "code,Indicator,VALUE"] {
        assert_eq!(good(format!("{headings}\nx,A11,1\n")).observation(0, "A11"), 1.into(), "{headings}");
    }
}

#[test]
fn units_and_indicators_are_found_under_every_heading() {
    for heading in
        ["unit", "Unit", "code", "行政区划代码", "地区", "城市", "评价对象", "name", "ｕｎｉｔ", "iso3", "country"]
    {
        assert_eq!(good(format!("{heading},A11\nx,1\n")).units()[0].id, "x", "{heading}");
    }
    for heading in [
        "A11",
        "a11",
        "责任清单",
        "List of responsibilities",
        "A11 责任清单",
        "A11责任清单",
        "\"A11\n责任清单\"",
        "Ａ１１",
    ] {
        assert_eq!(good(format!("unit,{heading}\nx,1\n")).observation(0, "A11"), 1.into(), "{heading}");
    }
    let data = good("code,name,A11\nc1,甲,1\n,乙,2\n");
    assert_eq!(data.units()[0].name.as_ref().expect("a name").get(Lang::Zh), "甲");
    assert_eq!(data.units()[1].id, "乙");
}

#[test]
fn a_node_may_be_given_instead_of_what_is_below_it() {
    let data = good("unit,A,A11,A12,B1,B2\nx,50,,,50,0\ny,,50,50,50,0\n");
    assert_eq!(totals(&data), ["x=50", "y=50"]);
    let both = load("unit,A,A11,A12,B1,B2\nx,50,50,,50,0\n");
    let found = check_data(&framework(SMALL), &both.dataset.expect("a dataset"));
    let text = found.to_string();
    assert!(text.contains("data.csv:2, column A11") && text.contains("A at data.csv:2, column A "), "{text}");
}

#[test]
fn results_can_be_read_again() {
    let loaded = load("unit,name,rank,tier,total,A11,A12,B1,B2,rank:A,data\nx,X,1,甲,50,50,50,50,0,1,\n");
    let count = |code: &str| said(&loaded).iter().filter(|found| found.starts_with(code)).count();
    assert_eq!((count("ignored-column"), count("result-read"), said(&loaded).len()), (5, 1, 6));
    assert_eq!(totals(&loaded.dataset.expect("a dataset")), ["x=50"]);
    let whole =
        "unit,name,rank,tier,total,A,A11,A12,B,B1,B2,data\nx,X,1,甲,50,50,50,50,50,50,0,\ny,Y,2,乙,40,40,,,50,50,0,\n";
    let data = load(whole).dataset.expect("the nodes above the leaves are results");
    assert_eq!(totals(&data), ["x=50", "y=44"], "where no leaf is filled the node above is what is given");
    let made_up = load("unit,rank,tier,total,A11,A12,B1,B2,data\nx,1,甲,50,50,50,50,0,synthetic\n");
    assert!(made_up.dataset.expect("a dataset").is_synthetic(), "what was made up stays so");
}

#[test]
fn rows_of_sums_are_said() {
    assert_eq!(said(&load("unit,A,B\nx,50,1\n合计,50,1\n平均：,50,1\n")), ["summary-row:3", "summary-row:4"]);
}

#[test]
fn a_name_may_follow_its_province() {
    for (text, code) in [("江西省宜春市", "360900"), ("黑龙江省伊春", "230700"), ("吉林省吉林市", "220200")]
    {
        let loaded = with_roster(ROSTER, &format!("unit,A11\n{text},1\n"));
        assert_eq!(loaded.dataset.expect("a dataset").units()[0].id, code, "{text}");
    }
}

#[test]
fn data_and_weights_of_another_framework_are_refused() {
    let (own, other) = (framework(SMALL), Framework::builtin("un-egdi-2018").expect("built in"));
    let data = good("unit,A,B\nx,50,1\n");
    assert_eq!(check_data(&other, &data).iter().next().expect("one").code.name(), "other-framework");
    let error = Plan::new(&own, &other.weights().expect("known"), &data).expect_err("other weights");
    assert!(format!("{error:?}").contains("other-framework"), "{error:?}");
}

#[test]
fn problems_of_values_name_the_unit() {
    let small = framework(SMALL);
    let data = Dataset::builder(&small).set("甲市", "A", 101).set("甲市", "B", 1).set("乙市", "A", 1).build();
    let found = check_data(&small, &data.expect("a dataset"));
    let lines: Vec<String> = found.iter().map(|diagnostic| diagnostic.line(Lang::En)).collect();
    assert!(
        lines[0].starts_with("error[out-of-range] unit 甲市, column A Service supply: 101 is outside"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("error[missing-value] unit 乙市, column B Service response: "), "{lines:?}");
}

#[test]
fn a_unit_without_an_id_is_refused() {
    let small = framework(SMALL);
    for id in ["", " ", "　"] {
        let error = Dataset::builder(&small).set(id, "A", 1).set(id, "B", 1).unit(id).build().expect_err("no id");
        let codes: Vec<&str> = error.diagnostics().iter().map(|diagnostic| diagnostic.code.name()).collect();
        assert_eq!(codes, ["empty-unit"], "{id:?}");
    }
}

#[test]
fn missing_values_are_counted_where_a_rule_covers_them() {
    let yaml = SMALL.replacen("indicators:", "method: {missing: zero}\nindicators:", 1);
    let framework = framework(&yaml);
    let loaded = Dataset::read(&framework, b"unit,A11,A12,B1,B2\nx,,1,1,1\ny,,1,1,1\n", &ReadOptions::default());
    let found = check_data(&framework, &loaded.dataset.expect("a dataset")).to_string();
    assert!(found.contains("missing-counted") && found.contains("2 of 2"), "{found}");
}

#[test]
fn fractions_of_one_are_doubted_on_a_scale_of_a_hundred() {
    let doubted = |scale: &str, csv: &str| {
        let framework = framework(&SMALL.replacen("indicators:", &format!("scale: {scale}\nindicators:"), 1));
        let loaded = Dataset::read(&framework, csv.as_bytes(), &ReadOptions::default());
        let found = check_data(&framework, &loaded.dataset.unwrap_or_else(|| panic!("{csv}: {}", loaded.diagnostics)));
        found.iter().filter(|found| found.code.name() == "fractions-of-one").count()
    };
    for (scale, csv, count) in [
        ("100", "unit,A11,A12,B1,B2\nx,0.5,1,0,-3\ny,1,0,1,7\n", 1),
        ("100", "unit,A,B\nx,0.00,1.00\ny,1.00,0.85\n", 1),
        ("100", "unit,A,B\nx,0.12345678901234567890123,1\ny,,0\n", 1),
        ("1000", "unit,A,B\nx,0.5,1\n", 1),
        // One value above one, nothing but zero and one, values that are in another range anyway, another figure.
        ("100", "unit,A,B\nx,0.5,0.5\ny,0.5,1.01\n", 0),
        ("100", "unit,A,B\nx,1.00,0.0\ny,0,1\n", 0),
        ("100", "unit,A,B\nx,-0.5,0.5\n", 0),
        ("100", "unit,A11,A12,B1,B2\nx,0,1,0,0.5\n", 0),
        ("100", "# input: points\nunit,A,B\nx,0.5,0.5\n", 0),
        ("1", "unit,A,B\nx,0.5,0.5\n", 0),
        ("100", "unit,A,B\nx,,\n", 0),
    ] {
        assert_eq!(doubted(scale, csv), count, "{scale} {csv}");
    }
}

#[test]
fn the_total_is_given_where_there_are_no_indicators() {
    let framework = framework("govscore: 1\nid: t\ntitle: t\ntotal: {name: {zh: 总分, en: Score}}\nindicators: []\n");
    for csv in ["unit,total,rank\nx,50,1\n", "unit,总分\nx,50\n", "unit,indicator,value\nx,total,50\n"] {
        let data = Dataset::from_csv(&framework, csv.as_bytes()).unwrap_or_else(|error| panic!("{csv}: {error}"));
        let scores = framework.score(&data).unwrap_or_else(|error| panic!("{csv}: {error}"));
        assert_eq!(scores.get(0).and_then(|unit| unit.total()).expect("a total").to_string(), "50", "{csv}");
    }
}

#[test]
fn other_columns_are_kept() {
    let loaded = with_roster("cn-prefectures-2018", "地区,省,province,A11,A12,B1,B2\n苏州,江苏,,1,2,3,4\n");
    assert_eq!(said(&loaded), Vec::<String>::new());
    let data = loaded.dataset.expect("a dataset");
    assert_eq!(data.attribute_names().collect::<Vec<_>>(), ["省", "province"]);
    assert_eq!(data.attribute(0, "省"), Some("江苏"));
    assert_eq!(data.attribute(0, "province"), Some("江苏省"), "empty, so the roster's");
    assert_eq!(data.attribute(0, "macro_region"), Some("东部"));
}

#[test]
fn opening_lines_are_read_as_spreadsheets_leave_them() {
    for opening in [
        "# synthetic: true\n# Source: 手工, 采集\n# input: points\n",
        "# synthetic: true,,,,\n\"# Source: 手工, 采集\",,,,\n# input: points,,,,\n",
        "\u{FEFF}#synthetic：true\r\n\r\n# source： 手工, 采集\r\n#\r\n# INPUT: Points\r\n",
    ] {
        let data = good(format!("{opening}unit,A11\nx,1\n"));
        assert_eq!(data.synthetic(), Some("true"), "{opening}");
        assert_eq!(data.meta("source"), Some("手工, 采集"), "{opening}");
        assert_eq!(data.input(), govscore::Input::Points, "{opening}");
    }
    assert!(!good("# synthetic: false\nunit,A11\nx,1\n").is_synthetic());
}

#[test]
fn opening_lines_may_be_chinese() {
    for line in ["# 合成数据: 是", "# 合成: true", "#编造：见说明", "# 合成数据：2026 年演示用,,"]
    {
        let data = good(format!("{line}\nunit,A11\nx,1\n"));
        assert!(data.is_synthetic(), "{line}");
    }
    assert!(!good("# 合成数据: 否\nunit,A11\nx,1\n").is_synthetic());
    let data = good("# 来源：年鉴\n# 采集: 2018-12\n# 输入: 得分\nunit,A11\nx,1\n");
    assert_eq!((data.meta("source"), data.meta("来源")), (Some("年鉴"), Some("年鉴")));
    assert_eq!((data.meta("collected"), data.input()), (Some("2018-12"), govscore::Input::Points));
    assert_eq!(good("# 输入: 得分率\nunit,A11\nx,1\n").input(), govscore::Input::Rate);
    assert_eq!(good("# input: 得分\nunit,A11\nx,1\n").input(), govscore::Input::Points);
}

#[test]
fn values_from_code_say_what_a_file_says_above_its_table() {
    let small = framework(SMALL);
    let built = || Dataset::builder(&small).set("x", "A11", 1);
    let data = built().meta("Synthetic", " made up ").meta("来源", "a").meta("source", "b").meta("input", "points");
    let data = data.build().expect("a dataset");
    assert_eq!((data.synthetic(), data.meta("source")), (Some("made up"), Some("b")));
    assert_eq!(data.input(), govscore::Input::Points);
    assert!(!built().meta("synthetic", "false").build().expect("a dataset").is_synthetic());
    let error = built().meta("input", "marks").build().expect_err("no figure");
    assert_eq!(error.diagnostics().iter().next().expect("one").code.name(), "bad-header-line");
}

#[test]
fn reading_a_file_otherwise_than_it_says_is_noted() {
    let read = |asked, csv: &str| {
        let options = ReadOptions::default().file("data.csv").input(asked);
        let loaded = Dataset::read(&framework(SMALL), csv.as_bytes(), &options);
        (said(&loaded), loaded.dataset.map(|data| data.input()))
    };
    let csv = "# source: x\n# input: Points\nunit,A11\nx,1\n";
    let (rate, points) = (govscore::Input::Rate, govscore::Input::Points);
    assert_eq!(read(Some(rate), csv), (vec!["input-overridden:2".to_owned()], Some(rate)));
    assert_eq!(read(Some(points), csv), (Vec::new(), Some(points)));
    assert_eq!(read(None, csv), (Vec::new(), Some(points)));
    assert_eq!(read(Some(points), "unit,A11\nx,1\n"), (Vec::new(), Some(points)));
}

#[test]
fn one_field_is_no_fields() {
    let line = |csv: &str| load(csv).diagnostics.iter().map(|one| one.line(Lang::En)).collect::<String>();
    assert!(line("unit,A,B\nx\n").contains("the row has 1 field, the heading has 3"), "{}", line("unit,A,B\nx\n"));
    assert!(line("unit,A,B\nx,1\n").contains("the row has 2 fields, the heading has 3"));
}

#[test]
fn encodings_separators_and_line_ends_make_no_difference() {
    let text = "地区,A11,A12,B1,B2\n苏州市,1,2,3,4\n宿州市,\"5\",6,7,8\n";
    let expected = totals(&good(text));
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect() };
    let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
    for (bytes, note) in [
        (format!("\u{FEFF}{text}").into_bytes(), None),
        (gb18030, Some("encoding-read:0")),
        (utf16(u16::to_le_bytes), Some("encoding-read:0")),
        (utf16(u16::to_be_bytes), Some("encoding-read:0")),
        (text.replace(',', ";").into_bytes(), None),
        (text.replace(',', "\t").into_bytes(), None),
        (text.replace('\n', "\r\n").into_bytes(), None),
        (text.replace('\n', "\r").into_bytes(), None),
        (text.replace('\n', "\n\n,,,,\n \n").into_bytes(), None),
        (text.replace('\n', ",,\n").into_bytes(), None),
        (text.trim_end().as_bytes().to_vec(), None),
        (format!("sep=,\n{text}").into_bytes(), None),
    ] {
        let loaded = load(&bytes);
        assert_eq!(said(&loaded), note.into_iter().collect::<Vec<_>>(), "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(totals(&loaded.dataset.expect("a dataset")), expected);
    }
}

#[test]
fn lines_stay_right_after_quotes_and_blank_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "# a: b\n\nunit,\"A11\n责任清单\",A12,B,备注\nx,1O,1,1,\"a, \"\"b\"\"\n\nc\"\n\n,,\ny,2O,1,1,\n"
            .replace('\n', end);
        assert_eq!(said(&load(text)), ["not-a-number:5", "not-a-number:10"], "{end:?}");
    }
}

#[test]
fn figures_are_read_as_people_write_them() {
    let csv = "unit,A11,A12,B1,B2\na,８９．３,40%,1e2,75%\nb,80,40％,+1.5E+1,0%\nc,0,-0,.5,－３\n";
    let loaded = load(csv);
    assert_eq!(said(&loaded), ["full-width:0", "percent-read:0", "full-width:0", "percent-read:0", "full-width:0"]);
    let data = loaded.dataset.expect("a dataset");
    let value = |row, code| match data.observation(row, code) {
        govscore::Observation::Value(value) => value.normalize().to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(["A11", "A12", "B1", "B2"].map(|code| value(0, code)), ["89.3", "40", "100", "5"]);
    assert_eq!(["A11", "A12", "B1", "B2"].map(|code| value(1, code)), ["80", "40", "15", "-10"]);
    assert_eq!(["A11", "A12", "B1", "B2"].map(|code| value(2, code)), ["0", "0", "0.5", "-3"]);
    let points = good("# input: points\nunit,A11,A12,B1,B2\na,50%,1,1,50%\n");
    assert_eq!(points.observation(0, "A11"), 15.into());
    assert_eq!(points.observation(0, "B2"), 10.into());
}

#[test]
fn missing_is_not_zero_and_not_inapplicable() {
    use govscore::Observation::{Missing, NotApplicable};
    let data = good("unit,A11\na,\nb,NA\nc,缺失\nd,0\ne,不适用\nf,not-applicable\ng,　\n");
    let zero = 0.into();
    let expected = [Missing, Missing, Missing, zero, NotApplicable, NotApplicable, Missing];
    assert_eq!((0..7).map(|row| data.observation(row, "A11")).collect::<Vec<_>>(), expected);
}

#[test]
fn everything_is_told_in_one_run() {
    let loaded = load("unit,A11,A12,B1,B2\nx,1O2,101,,5\ny,1,2,3\nx,1,2,3,NaN\nz,1,,3,99\n");
    let expected = [
        "not-a-number:2",
        "out-of-range:2",
        "missing-value:2",
        "ragged-row:3",
        "duplicate-unit:4",
        "not-finite:4",
        "missing-value:5",
        "out-of-range:5",
    ];
    assert_eq!(said(&loaded), expected);
    let first = loaded.diagnostics.iter().next().expect("one");
    assert_eq!(first.path, "x/A11");
    assert_eq!((first.place.line, first.place.column), (Some(2), Some(2)));
    let elsewhere = load("A11 责任清单,A12,B1,B2,城市\n1O2,1,1,1,宁波市\n");
    let first = elsewhere.diagnostics.iter().next().expect("one");
    assert_eq!(first.path, "宁波市/A11", "the unit column need not be the first");
    assert!(first.line(Lang::En).contains("data.csv:2, column A11 责任清单: \"1O2\" is not a number"), "{first}");
}

const ROSTER: &str = "cn-prefectures-2018";

#[test]
fn units_match_by_code_name_and_alias() {
    for (text, code) in [
        ("320500", "320500"),
        ("３２０５００", "320500"),
        ("苏州市", "320500"),
        ("苏州", "320500"),
        ("延边州", "222400"),
        ("hangzhou", "330100"),
        ("吉林", "220200"),
        ("吉林市", "220200"),
        ("海南州", "632500"),
    ] {
        let loaded = with_roster(ROSTER, &format!("unit,A11\n{text},1\n"));
        assert_eq!(said(&loaded), Vec::<String>::new(), "{text}");
        assert_eq!(loaded.diagnostics.len(), 332, "the absent ones");
        assert_eq!(loaded.diagnostics.clone().strict().count(Severity::Error), 332, "{text}");
        assert_eq!(loaded.dataset.expect("a dataset").units()[0].id, code, "{text}");
    }
}

#[test]
fn units_that_the_roster_does_not_have_are_said() {
    for (text, code, words) in [
        ("吉林省", "unknown-unit:2", "`province`"),
        ("苏洲市", "unknown-unit:2", "苏州市"),
        ("火星", "unknown-unit:2", "no unit \"火星\""),
        ("莱芜", "renamed-unit:2", "济南市"),
        ("襄樊市", "renamed-unit:2", "襄阳市"),
    ] {
        let loaded = with_roster(ROSTER, &format!("unit,A11\n{text},1\n"));
        assert_eq!(said(&loaded), [code], "{text}");
        let first = loaded.diagnostics.iter().next().expect("one");
        assert!((first.line(Lang::Zh) + &first.line(Lang::En)).contains(words), "{first}");
        assert_eq!(first.severity, Severity::Warning);
        let strict = loaded.diagnostics.clone().strict();
        assert_eq!(strict.iter().next().expect("one").severity, Severity::Error);
        assert!(loaded.dataset.is_some());
    }
    assert_eq!(said(&with_roster("cn-prefectures-2018-334", "unit,A11\n莱芜,1\n")), Vec::<String>::new());
}

#[test]
fn pairs_with_the_same_pinyin_are_not_confused() {
    for (pinyin, a, b) in [
        ("Suzhou", "苏州", "宿州"),
        ("Fuzhou", "福州", "抚州"),
        ("Taizhou", "台州", "泰州"),
        ("Yichun", "伊春", "宜春"),
        ("Yulin", "榆林", "玉林"),
    ] {
        let loaded = with_roster(ROSTER, &format!("unit,A,B\n{pinyin},1,2\n"));
        assert_eq!(said(&loaded), ["ambiguous-unit:2"], "{pinyin}");
        let text = loaded.diagnostics.iter().next().expect("one").line(Lang::Zh);
        assert!(text.contains(a) && text.contains(b), "{text}");
        assert_eq!(loaded.diagnostics.len(), 332, "neither of the two is called absent");
        assert!(with_roster(ROSTER, &format!("unit,A,B\n{a},1,2\n{b}市,2,2\n")).dataset.is_some(), "{pinyin}");
    }
    let doubled = with_roster(ROSTER, "unit,A,B\n苏州,1,2\n320500,2,2\n");
    assert_eq!(said(&doubled), ["duplicate-unit:3"]);
    let contradicting = with_roster(ROSTER, "code,name,A,B\n320500,宿州市,1,2\n");
    assert_eq!(said(&contradicting), ["ambiguous-unit:2"]);
}

/// What a user has at hand: columns under the publisher's own headings, and figures that are no input beside them.
#[test]
fn published_tables_are_read_as_they_are() {
    let egdi = Framework::builtin("un-egdi-2018").expect("a built-in framework");
    let csv = "country,iso3,osi,tii,hci,egdi,rank,group\nDenmark,DNK,1,0.7978,0.9472,0.9150,1,Very High\n";
    let data = Dataset::from_csv(&egdi, csv.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(data.units()[0].id, "DNK");
    assert_eq!(data.attribute(0, "group"), Some("Very High"));
    assert_eq!(data.codes().collect::<Vec<_>>(), ["OSI", "TII", "HCI"]);
    let guomai = Framework::builtin("guomai-2014").expect("a built-in framework");
    let csv = "rank,city,total_100,disclosure_30,service_25,interaction_10\n1,无锡市,86.2,25.4,19.5,10\n";
    let data = Dataset::from_csv(&guomai, csv.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let text = check_data(&guomai, &data).to_string();
    assert!(text.contains("is it the column \"disclosure_30\"?"), "{text}");
}

#[test]
fn large_and_hostile_files_are_read_in_sensible_time() {
    let small = framework(SMALL);
    let timed = |what: &str, yaml: &Framework, csv: String, roster: Option<&str>| {
        let start = Instant::now();
        let roster = roster.map(|id| Roster::builtin(id).expect("a built-in roster"));
        let loaded = Dataset::read(yaml, csv.as_bytes(), &ReadOptions::default().roster(roster));
        let took = start.elapsed();
        eprintln!("{what}: {took:?}");
        assert!(took < Duration::from_secs(30), "{what}: {took:?}");
        loaded
    };
    let book = Framework::builtin("bluebook-2019").expect("a built-in framework");
    let codes: Vec<&str> = book.leaves().map(|leaf| leaf.code.as_str()).collect();
    let roster = Roster::builtin(ROSTER).expect("a built-in roster");
    let rows = |cell: &str| -> String {
        let cells = format!(",{cell}").repeat(codes.len());
        roster.members().iter().map(|member| format!("{}{cells}\n", member.code)).collect()
    };
    let heading = format!("unit,{}\n", codes.join(","));
    assert!(timed("333 x 31", &book, heading.clone() + &rows("80.5"), Some(ROSTER)).dataset.is_some());
    assert!(timed("333 x 31 bad cells", &book, heading + &rows("8O"), Some(ROSTER)).diagnostics.len() == 333 * 31);
    let many = |row: &dyn Fn(usize) -> String| (0..50_000).map(row).collect::<String>();
    let wide = format!("unit,A11,B1,B2\n{}", many(&|at| format!("u{at},1,2,3\n")));
    assert_eq!(timed("50,000 x 3", &small, wide.clone(), None).dataset.expect("a dataset").len(), 50_000);
    timed("unknown to the roster", &small, wide.clone(), Some(ROSTER));
    timed("one unit each time", &small, format!("unit,A11\n{}", "x,1\n".repeat(50_000)), None);
    timed("bad cells", &small, wide.replace(",1,", ",l,"), None);
    let long = many(&|at| format!("u{},A11,{}\n", at / 2, at % 7));
    timed("long", &small, format!("unit,indicator,value\n{long}"), None);
    let long = many(&|at| format!("u,i{at},1\n"));
    timed("long, unknown indicators", &small, format!("unit,indicator,value\n{long}"), None);
    timed("quotes", &small, format!("unit,A11\n{}", "\"x\"\"\",\"1\"\n".repeat(50_000)), None);
    timed("a quote left open", &small, format!("unit,A11\n{}", "\"x,1\n".repeat(50_000)), None);
    timed("many columns", &small, format!("unit{}\nx{}\n", ",a".repeat(100_000), ",1".repeat(100_000)), None);
    let field = "长".repeat(500_000);
    timed("a long field", &small, format!("unit,A11,{field}\n{field},{field},{field}\n"), Some(ROSTER));
}
