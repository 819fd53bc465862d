//! The same six totals under each tie rule, ranked by exact and by printed figures.
//!
//! Run with `cargo run --example compare_ties`. All figures are made up.

use govscore::{Dataset, Error, FrameworkFile, Indicator, read_number};

fn main() -> Result<(), Error> {
    let yaml = |ties: &str, by: &str| {
        format!(
            "govscore: 1\nid: ties\ntitle: Ties\nmethod: {{rounding: {{places: 1}}, rank: {{ties: {ties}, by: {by}}}}}\n\
             indicators: [{{code: A, weight: 1}}]\n"
        )
    };
    println!("{:<12} {:<8} 81.24  81.20  81.20  79.96  80.00  12.00", "ties", "by");
    for by in ["exact", "rounded"] {
        for ties in ["competition", "dense", "ordinal"] {
            let framework = govscore::Framework::from_yaml(&yaml(ties, by))?;
            let mut data = Dataset::builder(&framework);
            for (unit, value) in ["81.24", "81.20", "81.20", "79.96", "80.00", "12.00"].iter().enumerate() {
                data = data.set(&format!("unit {unit}"), "A", read_number(value).expect("a number typed above"));
            }
            let scores = framework.score(&data.build()?)?;
            let ranks: Vec<String> = scores.iter().map(|unit| format!("{:>5}", unit.rank().unwrap_or(0))).collect();
            println!("{ties:<12} {by:<8} {}", ranks.join("  "));
        }
    }
    // A framework without a word on ties ranks by exact scores, 1, 1, 3.
    let plain = FrameworkFile::new("plain", "Plain").indicator(Indicator::new("A", "A").weight("1")).check()?;
    assert_eq!(plain.ties(), govscore::Ties::Competition);
    Ok(())
}
