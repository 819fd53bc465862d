//! Every limit at its border: as much as is allowed is read, one more is refused and says which limit it was.

use govscore::{
    Checked, Dataset, Diagnostics, Framework, FrameworkFile, Indicator, Limit, Limits, ReadOptions, Roster, Severity,
};

const SMALL: &str = "govscore: 1\nid: x\ntitle: X\nindicators:\n- {code: A, weight: 1/3}\n- {code: B, weight: 2/3}\n";

fn framework(yaml: &str, limits: Limits) -> Vec<String> {
    kinds(&Checked::read_within(yaml.as_bytes(), None, &[], limits).diagnostics)
}

fn kinds(found: &Diagnostics) -> Vec<String> {
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| diagnostic.code.name().to_owned()).collect()
}

fn data(csv: &str, limits: Limits) -> Vec<String> {
    let framework = Framework::from_yaml(SMALL).expect("a framework");
    kinds(&Dataset::read(&framework, csv.as_bytes(), &ReadOptions::default().limits(limits)).diagnostics)
}

/// The errors at the least limit that lets the input through, and at one below it.
fn border(limit: Limit, least: u64, read: impl Fn(Limits) -> Vec<String>, refused: &str) {
    assert_eq!(read(Limits::default().set(limit, least)), Vec::<String>::new(), "{} = {least}", limit.name());
    assert_eq!(read(Limits::default().set(limit, least - 1)), [refused], "{} = {least} - 1", limit.name());
}

/// A chain of single children, which take two levels of nesting each.
fn chain(levels: usize) -> String {
    let mut yaml = "govscore: 1\nid: x\ntitle: X\n".to_owned();
    for level in 0..levels {
        yaml.push_str(&format!("{0:1$}indicators:\n{0:1$}- code: N{level}\n{0:1$}  weight: 1\n", "", 2 * level));
    }
    yaml
}

#[test]
fn limits_of_a_framework_hold_at_their_border() {
    let read = |limits| framework(SMALL, limits);
    border(Limit::FrameworkBytes, SMALL.len() as u64, read, "yaml-too-large");
    // The whole file, its four keys with three texts and a list, two indicators of two keys and two texts each.
    let hint = |limit| {
        let limits = Limits::default().set(limit, 1);
        let found = Checked::read_within(SMALL.as_bytes(), None, &[], limits).diagnostics;
        found.iter().map(|one| one.line(govscore::Lang::En)).collect::<String>()
    };
    // A long file is no sign of open brackets.
    let bytes = "the file is longer than 1 byte (`--limit framework-bytes=N` allows more)";
    assert!(hint(Limit::FrameworkBytes).ends_with(bytes), "{}", hint(Limit::FrameworkBytes));
    assert!(hint(Limit::FrameworkDepth).contains("brackets that are never closed"), "{}", hint(Limit::FrameworkDepth));
    border(Limit::FrameworkValues, 1 + 4 + 4 + 2 * 5, read, "yaml-too-large");
    border(Limit::FrameworkDepth, 3, read, "yaml-too-large");
    border(Limit::WeightBits, 2, read, "bad-weight");
}

#[test]
fn aliases_count_each_time_they_are_used() {
    let yaml = "govscore: 1\nid: x\ntitle: &t {zh: 甲, en: A}\nindicators: [{code: A, weight: 1/2, name: *t}, {code: B, weight: 1/2}]\n";
    let values = 1 + 4 + 2 + 5 + 1 + (1 + 6 - 1 + 5) + 5;
    border(Limit::FrameworkValues, values, |limits| framework(yaml, limits), "yaml-too-large");
}

#[test]
fn the_deepest_framework_that_can_be_asked_for_fits_a_small_stack() {
    let deepest = Limits::default().set(Limit::FrameworkDepth, u64::MAX);
    assert_eq!(deepest.get(Limit::FrameworkDepth), Limit::FrameworkDepth.greatest());
    let errors = |levels, limits| framework(&chain(levels), limits);
    assert_eq!(errors(31, Limits::default()), Vec::<String>::new());
    assert_eq!(errors(32, Limits::default()), ["yaml-too-large"]);
    assert_eq!(errors(49, deepest), Vec::<String>::new());
    assert_eq!(errors(50, deepest), ["yaml-too-large"]);
    // What cannot be read at that depth, either.
    let broken = chain(49).replace("weight: 1", "wieght: 1");
    assert!(framework(&broken, deepest).contains(&"unknown-key".to_owned()));
}

/// The checks recurse, so that a tree as deep as memory goes would overflow the stack of this thread.
#[test]
fn a_tree_built_in_code_nests_as_deep_as_one_in_a_file() {
    let tree = |levels: usize| {
        let leaf = Indicator::new(format!("N{levels}"), "N").weight("1");
        (1..levels)
            .rev()
            .fold(leaf, |below, level| Indicator::new(format!("N{level}"), "N").weight("1").indicator(below))
    };
    let check = |levels| FrameworkFile::new("x", "X").indicator(tree(levels)).check();
    assert_eq!(check(31).expect("as many as a file may have").levels().len(), 31);
    for levels in [32, 4_000, 100_000] {
        assert_eq!(kinds(&check(levels).expect_err("too deep").diagnostics()), ["yaml-too-large"], "{levels}");
        let set = [("N1".to_owned(), "100%".to_owned())];
        assert!(FrameworkFile::new("x", "X").indicator(tree(levels)).check_with(&set).is_err(), "{levels}");
    }
}

#[test]
fn the_usual_limits_are_those_that_are_documented() {
    let page = include_str!("../docs/limits.md");
    for limit in Limit::ALL {
        assert_eq!(Limit::from_name(limit.name()), Some(limit));
        let row = page.lines().find(|line| line.starts_with(&format!("| `{}` |", limit.name()))).expect("a row");
        let figures: Vec<String> = row.split('|').map(|cell| cell.replace(' ', "")).collect();
        let most = if limit.greatest() == u64::MAX { "any".to_owned() } else { limit.greatest().to_string() };
        assert!(figures[3].starts_with(&limit.usual().to_string()), "{row}");
        assert_eq!(figures[4], most, "{row}");
    }
    let long = format!("{SMALL}#{}", " ".repeat((8 << 20) - SMALL.len() - 1));
    assert_eq!(framework(&long, Limits::default()), Vec::<String>::new());
    assert_eq!(framework(&format!("{long} "), Limits::default()), ["yaml-too-large"]);
}

#[test]
fn limits_of_a_table_hold_at_their_border() {
    let csv = "unit,A,B\n甲,12.50,7\n";
    border(Limit::DataBytes, csv.len() as u64, |limits| data(csv, limits), "table-too-large");
    border(Limit::Columns, 3, |limits| data(csv, limits), "table-too-large");
    border(Limit::Digits, 3, |limits| data(csv, limits), "too-many-digits");
    border(Limit::Digits, 3, |limits| data("unit,A,B\n甲,12.5%,1e1\n", limits), "too-many-digits");
    border(Limit::Digits, 2, |limits| data("unit,A,B\n甲,012.0,60\n", limits), "too-many-digits");
    let roster = "code,name\n1,甲\n";
    let read = |limits| match Roster::read_within(roster.as_bytes(), None, limits) {
        Ok(_) => Vec::new(),
        Err(error) => kinds(&error.diagnostics()),
    };
    border(Limit::DataBytes, roster.len() as u64, read, "table-too-large");
    border(Limit::Columns, 2, read, "table-too-large");
}

#[test]
fn a_table_is_as_wide_as_a_sheet() {
    let wide = |columns: usize| {
        let attributes: String = (3..columns).map(|at| format!(",x{at}")).collect();
        format!("unit,A,B{attributes}\n甲,1,2{}\n", ",".repeat(columns - 3))
    };
    assert_eq!(data(&wide(16_384), Limits::default()), Vec::<String>::new());
    assert_eq!(data(&wide(16_385), Limits::default()), ["table-too-large"]);
}

#[test]
fn a_value_has_as_many_digits_as_a_decimal_holds() {
    let digits = |count: usize| data(&format!("unit,A,B\n甲,0.{},2\n", "1".repeat(count)), Limits::default());
    assert_eq!(digits(28), Vec::<String>::new());
    assert_eq!(digits(29), ["too-many-digits"]);
}
