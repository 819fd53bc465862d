//! Weights from published tables: those of real ones, and laws.

#![cfg(feature = "samples")]
#![allow(clippy::unwrap_used)]

use govscore::{Headings, InferOptions, Inference, Ratio, Rounding, infer_weights, published};
use proptest::prelude::*;

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn ratios(texts: &[&str]) -> Vec<Ratio> {
    texts.iter().map(|text| ratio(text)).collect()
}

fn infer(table: &str, options: InferOptions) -> Inference {
    infer_weights(table.as_bytes(), &options).inference.unwrap()
}

fn decimals(inference: &Inference) -> Vec<String> {
    inference.weights.iter().map(|weight| weight.decimal.as_ref().unwrap().to_string()).collect()
}

/// The list of 30 cities: rounding of parts and index explains the residuals of up to 0.008.
#[test]
fn weibo_2023q3_has_30_35_and_35() {
    let found = infer(published("weibo-city-2023q3").unwrap(), InferOptions::default());
    assert_eq!(found.parts, ["spread", "service", "interaction"]);
    assert_eq!(decimals(&found), ["0.3", "0.35", "0.35"]);
    let (simple, others) = found.simple.unwrap();
    assert_eq!((simple.explained, others, simple.largest.to_string()), (30, false, "0.008".to_owned()));
    assert!(found.weights.iter().all(|weight| weight.greatest.as_ref().unwrap() - &weight.least < ratio("0.002")));
    assert!(found.equal.unwrap().explained < 5);
}

/// 0.34, 0.33 and 0.33 explain all 183 ranked states, thirds do not.
#[test]
fn un_2010_has_no_thirds() {
    let headings = Headings { total: Some("egdi".to_owned()), ..Headings::default() };
    let trials = vec![ratios(&["0.34", "0.33", "0.33"]), ratios(&["1/3", "1/3", "1/3"])];
    let options = InferOptions::default().headings(headings).trials(trials);
    let found = infer(include_str!("published/un-egdi-2010/list.csv"), options);
    assert_eq!((found.rows, found.left_out), (183, 0));
    assert_eq!(decimals(&found), ["0.34", "0.33", "0.33"]);
    assert_eq!((found.trials[0].explained, found.trials[1].explained), (183, 1));
    assert_eq!(found.equal.as_ref(), Some(&found.trials[1]));
    assert!(
        found.weights.iter().all(|weight| *weight.greatest.as_ref().unwrap() < ratio("1/3") || weight.part == "osi")
    );
    assert!(found.weights[0].least > ratio("1/3"));
}

/// 34, 23, 20, 15 and 8 points and a bonus of 15: largest residual 0.29, inside the rounding of the indices.
#[test]
fn cstc_2016_fits_115_points() {
    let weights = ratios(&["34", "23", "20", "15", "8", "15"]);
    let options = InferOptions::default().free_sum(true).trials(vec![weights.clone()]);
    let found = infer(include_str!("published/cstc-2016/list.csv"), options);
    assert_eq!((found.trials[0].explained, found.rows), (17, 17));
    assert_eq!((found.trials[0].largest.to_string(), found.trials[0].at.0.as_str()), ("0.29".to_owned(), "财政部"));
    for (weight, interval) in weights.iter().zip(&found.weights) {
        assert!(interval.least <= *weight && *weight <= *interval.greatest.as_ref().unwrap(), "{interval:?}");
    }
    // They do not add up to one, and that is said.
    let found = infer_weights(include_bytes!("published/cstc-2016/list.csv"), &InferOptions::default());
    assert!(found.diagnostics.to_string().contains("`--free-sum`"), "{}", found.diagnostics);
}

#[test]
fn titles_means_and_sums_are_left_out() {
    let list = published("weibo-city-2023q3").unwrap().trim_end();
    let commas = ",".repeat(list.lines().next().unwrap().split(',').count() - 1);
    let table = format!("政务微博竞争力排行{commas}\n{list}\n平均{commas}\n合计,99,9,9,99{}\n", &commas[4..]);
    let found = infer_weights(table.as_bytes(), &InferOptions::default());
    let notes: Vec<&str> = found.diagnostics.iter().map(|one| one.code.name()).collect();
    assert_eq!(notes, ["rows-above", "summary-row", "summary-row"]);
    let inference = found.inference.unwrap();
    assert_eq!(decimals(&inference), ["0.3", "0.35", "0.35"]);
    assert_eq!((inference.rows, inference.left_out), (30, 0));
}

/// guomai-2014: totals are exact sums of the parts.
#[test]
fn sums_have_weights_of_one() {
    let table = "unit,total,a,b\nx,10.5,4.2,6.3\ny,7.0,5.1,1.9\nz,8.8,0.1,8.7\n";
    let found = infer(table, InferOptions::default().free_sum(true));
    assert_eq!(decimals(&found), ["1", "1"]);
}

#[test]
fn a_misprint_is_among_the_rows_that_bind() {
    let table = published("weibo-city-2023q3").unwrap().replace("成都,91.76", "成都,97.16");
    let found = infer_weights(table.as_bytes(), &InferOptions::default());
    assert!(found.diagnostics.iter().any(|found| found.code.name() == "no-weights"));
    let misfit = found.inference.unwrap().misfit.unwrap();
    assert!(misfit.binding.iter().any(|(unit, line)| unit == "成都" && *line == 2), "{misfit:?}");
    assert!(misfit.beyond > ratio("1"));
}

#[test]
fn what_cannot_be_inferred_says_why() {
    let named = |parts: &[&str]| InferOptions::default().parts(parts.iter().map(|part| (*part).to_owned()).collect());
    for (table, options, code) in [
        ("unit,a,b\nx,1,2\n", InferOptions::default(), "no-such-column"),
        ("unit,total,a\nx,1,2\n", named(&["b"]), "no-such-column"),
        ("unit,total,a\nx,,2\n", InferOptions::default(), "no-weights"),
        ("unit,total\nx,1\n", InferOptions::default(), "no-such-column"),
        ("unit,total,a\nx,1,2\n", InferOptions::default().trials(vec![ratios(&["1", "2"])]), "bad-weight"),
        ("unit,total,a\nx,y,2\n", InferOptions::default(), "not-a-number"),
    ] {
        let found = infer_weights(table.as_bytes(), &options);
        assert!(found.inference.is_none(), "{table}");
        let codes: Vec<&str> = found.diagnostics.iter().map(|found| found.code.name()).collect();
        assert_eq!(codes, [code], "{table}");
    }
    // A part that is zero everywhere may have any weight.
    let free = infer("unit,total,a,b\nx,1.00,2.00,0\ny,2.00,4.00,0\n", named(&["a", "b"]).free_sum(true));
    assert_eq!((free.weights[1].least.to_string(), free.weights[1].greatest.as_ref()), ("0".to_owned(), None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Weights drawn at random, totals computed and rounded: the weights lie in the intervals, and explain every row.
    #[test]
    fn the_true_weights_are_in_the_intervals(
        shares in prop::collection::vec(0..20u32, 2..6),
        rows in prop::collection::vec(prop::collection::vec(0..100_000u32, 5), 1..25),
        places in 0..4u32,
        free in any::<bool>(),
    ) {
        let sum: u32 = shares.iter().sum();
        prop_assume!(sum > 0);
        let whole = if free { Ratio::from(7) } else { Ratio::from(sum) };
        let weights: Vec<Ratio> = shares.iter().map(|share| &Ratio::from(*share) / &whole).collect();
        let thousandth = ratio("0.001");
        let fixed = Rounding::half_up(places);
        let mut table = format!("unit,total,{}\n", ["a", "b", "c", "d", "e"][..weights.len()].join(","));
        for (unit, row) in rows.iter().enumerate() {
            let parts: Vec<Ratio> = row[..weights.len()].iter().map(|part| &Ratio::from(*part) * &thousandth).collect();
            let total: Ratio = parts.iter().zip(&weights).map(|(part, weight)| part * weight).sum();
            let printed: Vec<String> = parts.iter().map(|part| part.to_fixed(fixed)).collect();
            table += &format!("u{unit},{},{}\n", total.to_fixed(fixed), printed.join(","));
        }
        let options = InferOptions::default().free_sum(free).trials(vec![weights.clone()]);
        let found = infer_weights(table.as_bytes(), &options);
        let inference = found.inference.unwrap();
        prop_assert!(inference.misfit.is_none(), "{}", found.diagnostics);
        prop_assert_eq!(inference.trials[0].explained, rows.len());
        for (weight, interval) in weights.iter().zip(&inference.weights) {
            prop_assert!(interval.least <= *weight, "{:?}", interval);
            prop_assert!(interval.greatest.as_ref().is_none_or(|greatest| weight <= greatest), "{:?}", interval);
            prop_assert!(interval.least <= interval.ratio);
        }
        // What is proposed as simple does explain everything, and adds up.
        if let Some((simple, _)) = &inference.simple {
            prop_assert_eq!(simple.explained, rows.len());
            let sum: Ratio = simple.weights.iter().sum();
            prop_assert!(free || sum.is_one());
        }
    }
}

/// In early editions of the UN's index absent data are printed as 0.
#[test]
fn zeros_that_stand_for_what_is_missing_are_pointed_at() {
    let table = "unit,a,b,total\nu,1.00,0.50,0.80\nv,0.50,1.00,0.70\nw,0.30,0.60,0.00\n";
    let found = infer_weights(table.as_bytes(), &InferOptions::default());
    let text = found.diagnostics.to_string();
    assert!(text.contains("1 row prints a total of 0 beside parts above 0 (the first is w, line 4)"), "{text}");
}
