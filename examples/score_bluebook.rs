//! Scores the blue book's 333 regions from the synthetic sample, and holds the types against what is published.
//!
//! Run with `cargo run --example score_bluebook`. All region figures are made up; only aggregates are calibrated.

use govscore::{Dataset, Error, Framework, Lang};

fn main() -> Result<(), Error> {
    let framework = Framework::builtin("bluebook-2019")?;
    let data = Dataset::from_csv(&framework, govscore::sample("bluebook-2019-synthetic")?.as_bytes())?;
    let scores = framework.score(&data)?;
    if data.is_synthetic() {
        println!("SYNTHETIC: the region figures are made up");
    }
    for unit in scores.ranked().take(5) {
        let total = unit.total().map(|total| total.to_fixed(framework.rounding())).unwrap_or_default();
        println!("{:>3} {} {total}", unit.rank().unwrap_or(0), unit.unit().label(Lang::Zh));
    }
    for row in scores.tier_table() {
        let count = row.count.to_string();
        let is_count = |figure: &&govscore::PublishedFigure| {
            figure.statistic.as_str() == "count"
                && figure.sample == Some(333)
                && figure.tier.as_ref().is_some_and(|tier| tier.as_str() == row.tier.code)
        };
        let published = framework.file().published.iter().find(is_count).map(|figure| figure.value.as_str());
        println!("{}: {count} (published: {})", row.tier.name.get(Lang::Zh), published.unwrap_or("-"));
        assert_eq!(Some(count.as_str()), published);
    }
    Ok(())
}
