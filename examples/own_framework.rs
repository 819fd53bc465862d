//! A framework from code, values from code, and the table of results.
//!
//! Run with `cargo run --example own_framework`. All figures are made up.

use govscore::{Dataset, Error, FrameworkFile, Indicator, Lang, Names, Rounding, read_number};

fn main() -> Result<(), Error> {
    let supply = Indicator::new("A", Names::both("服务供给", "Supply"))
        .weight("3/7")
        .indicator(Indicator::new("A1", Names::both("目录覆盖", "Coverage of catalogues")).weight("60%"))
        .indicator(Indicator::new("A2", Names::both("应用整合", "Integration")).weight("40%"));
    let response = Indicator::new("B", Names::both("服务响应", "Response")).weight("4/7");
    let framework = FrameworkFile::new("made-up", Names::both("示例体系", "A made-up scheme"))
        .indicator(supply)
        .indicator(response)
        .check()?;

    let mut data = Dataset::builder(&framework);
    for (unit, values) in [("甲市", ["91.5", "70", "66.6"]), ("乙市", ["55", "88.25", "92"])] {
        for (code, value) in ["A1", "A2", "B"].into_iter().zip(values) {
            data = data.set(unit, code, read_number(value).expect("a number typed above"));
        }
    }
    let scores = framework.score(&data.build()?)?;
    for unit in scores.ranked() {
        let total = unit.total().expect("every value is there");
        let printed = total.to_fixed(Rounding::half_up(2));
        let rank = unit.rank().expect("it has a total");
        println!("{rank} {} {printed} (exactly {total})", unit.unit().label(Lang::Zh));
    }
    Ok(())
}
