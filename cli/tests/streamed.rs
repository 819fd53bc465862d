//! Large files, which `score` reads block by block: the same bytes and the same messages as read whole.
//!
//! What comes from standard input is always read whole.

mod common;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Output;

use common::{Tested, govscore, path, run, stderr};

const SCHEME: &str = "govscore: 1
id: x
title: X
indicators:
  - {code: A, weight: 1/3}
  - {code: B, weight: 2/3}
tiers: {tiers: [{code: hi, name: \"NAME\", from: 66.67}, {code: lo}]}
";

/// A table of some 5 MB, with what stands in its last row.
fn table(last: &str) -> String {
    let mut text = "# synthetic: true\nunit,name,A,B\n".to_owned();
    for row in 0..180_000u32 {
        text += &format!("u{row:06},\"n, {row}\",{}.{:02},{}\n", row % 100, row % 97, row * 7 % 101);
    }
    text + last
}

/// What comes of the same data as a file and from standard input.
fn both(folder: &Path, scheme: &str, csv: &str, more: &[&str]) -> Result<(Output, Output), Box<dyn Error>> {
    let (framework, data) = (path(folder, "f.yaml"), path(folder, "d.csv"));
    fs::write(&framework, scheme)?;
    fs::write(&data, csv)?;
    let args = |name| {
        let mut args = vec!["score", &framework, name, "--format", "csv", "--all"];
        args.extend(more);
        args
    };
    let streamed = run(&args(&data));
    let mut program = govscore(&args("-"));
    let whole = program.stdin(fs::File::open(&data)?).output()?;
    Ok((streamed, whole))
}

fn same(streamed: &Output, whole: &Output, name: &str) {
    assert_eq!(streamed.status.code(), whole.status.code());
    assert!(streamed.stdout == whole.stdout, "the results differ");
    let text = String::from_utf8_lossy(&streamed.stderr).replace(name, "<stdin>");
    assert!(text == String::from_utf8_lossy(&whole.stderr), "the messages differ");
}

#[test]
fn a_large_file_is_the_same_in_blocks() -> Tested {
    let folder = tempfile::tempdir()?;
    let name = path(folder.path(), "d.csv");
    // The last one cannot be told from a rank that waits, so it must not be taken for one.
    for (tier, last, more, code) in [
        ("high", "last,,66.6666666,66.6700001\n", &[][..], 0),
        ("high", "last,,66.6666666,66.6700001", &["--as", "rate", "--places", "exact"], 0),
        ("h\\0i", "last,,1,2\n", &["--places", "4"], 0),
        ("high", "last,,abc,2\n", &[], 1),
    ] {
        let (streamed, whole) = both(folder.path(), &SCHEME.replace("NAME", tier), &table(last), more)?;
        assert_eq!(whole.status.code(), Some(code), "{last}");
        same(&streamed, &whole, &name);
    }
    Ok(())
}

#[test]
fn a_broken_large_file_leaves_the_old_result() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = |name| path(folder.path(), name);
    let (framework, data, out) = (file("f.yaml"), file("d.csv"), file("o.csv"));
    fs::write(&framework, SCHEME.replace("NAME", "high"))?;
    fs::write(&data, table("last,,101,2\n"))?;
    fs::write(&out, "old")?;
    let output = run(&["score", &framework, &data, "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("d.csv:180003, column A: 101 is outside 0 to 100"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&out)?, "old");
    Ok(())
}
