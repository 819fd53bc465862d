//! Reads a framework with five mistakes and prints them all, in Chinese and in English.
//!
//! Run with `cargo run --example check_broken`.

use govscore::{Checked, Lang, Severity};

const BROKEN: &str = "\
govscore: 1
id: broken
title: {zh: 有错的体系, en: A broken scheme}
method: {missing: rejct}
indicators:
  - {code: A, name: 供给, weight: 0.3333}
  - {code: B, name: 响应, weight: 0.3333}
  - {code: A, name: 智慧, wieght: 1/3}
";

fn main() {
    let checked = Checked::read(BROKEN.as_bytes(), Some("broken.yaml"), &[]);
    assert!(checked.framework.is_none());
    for lang in [Lang::Zh, Lang::En] {
        for diagnostic in &checked.diagnostics {
            println!("{}", diagnostic.line(lang));
        }
        println!();
    }
    assert_eq!(checked.diagnostics.count(Severity::Error), 5);
}
