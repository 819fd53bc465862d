//! What comes of a framework that is made up says so, in every format.

mod common;

use common::{ok, run};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/frameworks/bonus.yaml");
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/frameworks/bonus-synthetic.csv");

#[test]
fn every_output_says_that_the_framework_is_illustrative() {
    for args in [&["tree", EXAMPLE][..], &["score", EXAMPLE, DATA], &["explain", EXAMPLE, DATA, "--unit", "甲县"]] {
        for (lang, words) in [("en", "ILLUSTRATIVE FRAMEWORK"), ("zh", "【示例体系】")] {
            for format in ["text", "md"] {
                let text = ok(&[args, &["--lang", lang, "--format", format]].concat());
                assert!(text.contains(words), "{args:?} {format}: {text}");
            }
        }
        assert!(ok(&[args, &["--format", "json"]].concat()).contains("\"illustrative\": true"), "{args:?}");
    }
}

/// The columns are a contract, so it stands beside them.
#[test]
fn beside_csv_there_is_a_note() {
    for args in [&["tree", EXAMPLE][..], &["score", EXAMPLE, DATA]] {
        let output = run(&[args, &["--format", "csv"]].concat());
        let (csv, notes) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && !csv.contains("ILLUSTRATIVE"), "{csv}");
        assert!(notes.contains("note[illustrative] illustrative-bonus: ILLUSTRATIVE FRAMEWORK"), "{notes}");
    }
}

#[test]
fn what_is_published_is_not_called_illustrative() {
    let published = ["score", "cstc-2016", "sample:cstc-2016"];
    assert!(!ok(&published).contains("ILLUSTRATIVE"));
    assert!(ok(&[&published[..], &["--format", "json"]].concat()).contains("\"illustrative\": false"));
    assert!(run(&[&published[..], &["--format", "csv"]].concat()).stderr.is_empty());
    assert!(ok(&["check", EXAMPLE]).contains("illustrative: made up as an example"));
}

/// Weights that a caller set are told as such; the scheme is no less real for it.
#[test]
fn weights_that_were_set_are_not_called_illustrative() {
    let set = ["--set", "BASE=1/4", "--set", "ONLINE=1/4", "--set", "PARTICIPATION=1/4", "--set", "NEW=1/4"];
    let tree = ok(&[&["tree", "city-egov-2015"][..], &set].concat());
    assert!(tree.contains("WEIGHTS SET FOR THIS RUN") && !tree.contains("ILLUSTRATIVE"), "{tree}");
    assert!(!ok(&[&["check", "city-egov-2015"][..], &set].concat()).contains("illustrative"));
    // Where the scheme is made up anyway, both are said.
    let tree = ok(&["tree", EXAMPLE, "--set", "A=40%", "--set", "B=60%"]);
    assert!(tree.contains("WEIGHTS SET FOR THIS RUN") && tree.contains("ILLUSTRATIVE FRAMEWORK"), "{tree}");
}
