//! Reproduces the UN's index of three editions from its published components and counts the agreement.
//!
//! The components of 2014 are printed with four or five places, so twelve of its values differ by one in the fourth.
//! Four pairs of 2020 tie exactly and are told apart in print by digits that are not published.
//!
//! Run with `cargo run --example reproduce_egdi`.

use std::collections::HashMap;

use govscore::{Dataset, Error, Framework, Ratio, Rounding};

fn main() -> Result<(), Error> {
    let four = Rounding::half_up(4);
    for id in ["un-egdi-2014", "un-egdi-2018", "un-egdi-2020"] {
        let framework = Framework::builtin(id)?;
        let data = Dataset::from_csv(&framework, govscore::sample(id)?.as_bytes())?;
        let scores = framework.score(&data)?;

        // `unit,egdi,rank,group`, as printed in the survey.
        let printed: HashMap<&str, Vec<&str>> = govscore::published(id)?
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
            .map(|fields| (fields[0], fields))
            .collect();
        let (mut values, mut ranks, mut units) = (0, 0, 0);
        for unit in scores.iter() {
            let (Some(total), Some(row)) = (unit.total(), printed.get(unit.unit().id.as_str())) else { continue };
            units += 1;
            let printed: Option<Ratio> = row[1].parse().ok();
            values += usize::from(printed.map(|value| value.to_fixed(four)) == Some(total.to_fixed(four)));
            ranks += usize::from(unit.rank().map(|rank| rank.to_string()).as_deref() == Some(row[2]));
        }
        println!("{id}: {values} of {units} values agree at four places, {ranks} ranks");
    }
    Ok(())
}
