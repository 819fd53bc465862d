//! A province's table from the national run: rank inside the province, national rank, three capabilities.
//!
//! Run with `cargo run --example province_table -- 广东省`. All region figures are made up.

use govscore::{Dataset, Error, Framework, Lang};

fn main() -> Result<(), Error> {
    let province = std::env::args().nth(1).unwrap_or_else(|| "广东省".to_owned());
    let framework = Framework::builtin("bluebook-2019")?;
    let data = Dataset::from_csv(&framework, govscore::sample("bluebook-2019-synthetic")?.as_bytes())?;
    let scores = framework.score(&data)?;
    println!("SYNTHETIC: the region figures are made up");

    // `province` is an attribute of the roster that the data were matched with.
    let members = scores.ranked().filter(|unit| data.attribute(unit.row(), "province") == Some(&province));
    for (place, unit) in members.enumerate() {
        let capabilities: Vec<String> = framework
            .total()
            .children
            .iter()
            .map(|&node| unit.points(node).map(|points| points.to_fixed(framework.rounding())).unwrap_or_default())
            .collect();
        let total = unit.total().map(|total| total.to_fixed(framework.rounding())).unwrap_or_default();
        let (name, national) = (unit.unit().label(Lang::Zh), unit.rank().unwrap_or(0));
        println!("{:>2} {name} {total} ({}), national rank {national}", place + 1, capabilities.join(" + "));
    }
    Ok(())
}
