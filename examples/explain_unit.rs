//! How one total comes about: 铜川市 2019, of which three parts are published, as points.
//!
//! Run with `cargo run --example explain_unit`.

use govscore::{Dataset, Error, Framework, Input, Lang, Plan, ReadOptions, Roster};

fn main() -> Result<(), Error> {
    let framework = Framework::builtin("bluebook-2019")?;
    let csv = "地区,服务供给能力,服务响应能力,服务智慧能力\n铜川市,30.4,31.76,11.58\n";
    let roster = Roster::builtin("cn-prefectures-2018")?;
    let options = ReadOptions::default().file("铜川.csv").roster(Some(roster)).input(Some(Input::Points));
    let data = Dataset::read(&framework, csv.as_bytes(), &options).into_result()?;

    let plan = Plan::new(&framework, &framework.weights()?, &data)?;
    let explanation = plan.explain(0).expect("there is a first row");
    for step in explanation.steps.iter().filter(|step| step.rate.is_some()) {
        let points = step.points.as_ref().map(ToString::to_string).unwrap_or_default();
        println!("{} {}: {points} of {} points", step.code, step.name.get(Lang::Zh), step.full_marks);
        for term in &step.terms {
            println!("    {} × {} ({}) = {}", term.share, term.rate, term.code, term.product);
        }
    }
    // The book prints 73.73; its three printed parts add up to 73.74, each rounded by itself.
    assert_eq!(explanation.total.map(|total| total.to_string()).as_deref(), Some("73.74"));
    println!("type: {}", explanation.tier.unwrap_or_default());
    Ok(())
}
