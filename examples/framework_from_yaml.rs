//! A framework of one's own from YAML text, data from CSV text with a gap, and what the gap does under each rule.
//!
//! Run with `cargo run --example framework_from_yaml`. All figures are made up.

use govscore::{Dataset, Error, Framework, Rounding};

fn main() -> Result<(), Error> {
    let csv = "地区,目录,应用,服务响应\n甲市,80,NA,60\n乙市,75,85,90%\n";
    for rule in ["zero", "rescale-node", "rescale-tree"] {
        let framework = Framework::from_yaml(&format!(
            "
govscore: 1
id: gaps
title: {{zh: 缺失示例, en: What a gap does}}
method: {{missing: {rule}}}
indicators:
  - code: A
    name: 服务供给
    weight: 1/2
    indicators:
      - {{code: A1, name: 目录, weight: 1/2}}
      - {{code: A2, name: 应用, weight: 1/2}}
  - {{code: B, name: 服务响应, weight: 1/2}}
"
        ))?;
        let scores = framework.score(&Dataset::from_csv(&framework, csv.as_bytes())?)?;
        for unit in scores.iter() {
            let total = unit.total().expect("something of it is there");
            println!("{rule:<13} {} {} (exactly {total})", unit.unit().id, total.to_fixed(Rounding::half_up(2)));
        }
    }
    Ok(())
}
