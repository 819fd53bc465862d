//! Every program in `examples/` runs and prints what it says it shows.

use std::path::PathBuf;
use std::process::Command;

/// Each example with a line that must be in its output.
const EXAMPLES: &[(&str, &[&str], &str)] = &[
    ("reproduce_egdi", &[], "un-egdi-2018: 193 of 193 values agree at four places, 193 ranks"),
    ("score_bluebook", &[], "创新领先: 14 (published: 14)"),
    ("framework_from_yaml", &[], "rescale-tree  甲市 66.67 (exactly 200/3)"),
    ("own_framework", &[], "乙市 81.84 (exactly 5729/70)"),
    (
        "check_broken",
        &[],
        "error[unknown-key] broken.yaml:8:25: A: there is no key `wieght` here (did you mean `weight`?)",
    ),
    ("explain_unit", &[], "total 政府互联网服务能力: 73.74 of 100 points"),
    ("compare_ties", &[], "dense        exact        1      2      2      4      3      5"),
    ("province_table", &["陕西省"], "铜川市 73.73 (30.40 + 31.76 + 11.58), national rank 50"),
    ("make_synthetic", &[], "# synthetic: true"),
    ("make_observations", &[], "宜昌市,A36-2,不适用,,机器,"),
    ("official_statistics", &[], "does not follow · 不能推出: 2"),
];

#[test]
fn every_example_prints_what_it_shows() {
    for (name, arguments, expected) in EXAMPLES {
        let output = Command::new(folder().join(name)).args(*arguments).output();
        let output = output.unwrap_or_else(|error| panic!("{name}: {error}; `cargo test` builds the examples"));
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(text.contains(expected), "{name} printed:\n{text}");
    }
}

#[test]
fn every_example_is_listed_here() {
    let sources = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).expect("the examples");
    for source in sources {
        let path = source.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
            assert!(EXAMPLES.iter().any(|(known, _, _)| *known == name), "{name} is not run by this test");
        }
    }
}

/// `target/<profile>/examples`, beside the `deps` folder that this test runs in.
fn folder() -> PathBuf {
    let mut path = std::env::current_exe().expect("this test's own path");
    path.pop();
    path.pop();
    path.join("examples")
}
