//! `score -o scores.xlsx`: the ranking as a workbook, the same figures as in CSV.

mod common;

use std::fs;

use common::{EGDI, Tested, ok, path, run, stderr};

#[test]
fn the_workbook_reads_back_to_the_same_ranking() -> Tested {
    let folder = tempfile::tempdir()?;
    let book = path(folder.path(), "scores.xlsx");
    ok(&[&EGDI[..], &["-o", &book]].concat());
    let bytes = fs::read(&book)?;
    assert!(bytes.starts_with(b"PK"), "a workbook is an archive");
    ok(&[&EGDI[..], &["-o", &book]].concat());
    assert!(bytes == fs::read(&book)?, "the same bytes on every run");

    // What it holds of the indicators is exact enough to give the same totals and ranks.
    let csv = ok(&[&EGDI[..], &["--sort", "rank", "--format", "csv"]].concat());
    let again = ok(&["score", "un-egdi-2018", &book, "--format", "csv"]);
    assert_eq!(csv, again);
    Ok(())
}

#[test]
fn pages_and_workbooks_carry_the_banners() -> Tested {
    let folder = tempfile::tempdir()?;
    let synthetic = ["score", "bluebook-2019", "sample:bluebook-2019-synthetic", "--lang", "zh"];
    let page = path(folder.path(), "scores.html");
    ok(&[&synthetic[..], &["-o", &page]].concat());
    let page = fs::read_to_string(page)?;
    assert!(page.contains("【合成数据】数据为编造，并非真实评价结果"), "{}", &page[..2_000]);
    assert!(page.contains("各类型的数量与占比"));
    // Standard output is no terminal here.
    let bytes = run(&[&synthetic[..], &["--format", "xlsx"]].concat());
    assert_eq!(bytes.status.code(), Some(0), "{}", stderr(&bytes));
    assert!(bytes.stdout.starts_with(b"PK"));
    Ok(())
}

#[test]
fn other_commands_have_no_workbook_and_say_so() {
    let refused = run(&["tree", "un-egdi-2018", "-o", "tree.xlsx"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("no format of this command"), "{}", stderr(&refused));
}
