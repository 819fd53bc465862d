//! What scores say beside their figures: order, explanations, warnings.

use govscore::{Dataset, Framework, NodeId, Observation, Origin, Scores};

const SCHEME: &str = "govscore: 1
id: x
title: X
scale: 10
method: {missing: MISSING}
indicators:
  - {code: A, weight: 1/4}
  - {code: B, weight: 3/4, indicators: [{code: B1, weight: 1/3}, {code: B2, weight: 2/3}]}
tiers: {tiers: [{code: high, from: 7.5}, {code: low}]}
";

fn scores(missing: &str, csv: &str) -> Scores {
    let framework = Framework::from_yaml(&SCHEME.replace("MISSING", missing)).expect("a framework");
    framework.score(&Dataset::from_csv(&framework, csv.as_bytes()).expect("data")).expect("scores")
}

#[test]
fn rows_beyond_the_last_are_none() {
    let scores = scores("reject", "unit,A,B1,B2\nx,2,3,4\ny,8,9,10\n");
    assert_eq!((scores.len(), scores.is_empty()), (2, false));
    assert!(scores.get(1).is_some() && scores.get(2).is_none());
    assert!(scores.explain(1).is_some() && scores.explain(2).is_none());
    assert!(scores.plan().explain(1).is_some() && scores.plan().explain(2).is_none());
    let best_first: Vec<&str> = scores.ranked().map(|unit| unit.unit().id.as_str()).collect();
    assert_eq!(best_first, ["y", "x"]);
    let framework = scores.framework();
    let nobody = Dataset::builder(framework).column("A", [] as [i32; 0]).column("B", [] as [i32; 0]).build();
    assert!(framework.score(&nobody.expect("no units")).expect("no scores").is_empty());
}

#[test]
fn an_explanation_holds_every_figure() {
    let scores = scores("reject", "unit,A,B1,B2\nx,2,3,4\n");
    let explanation = scores.explain(0).expect("a unit");
    let step = |code: &str| explanation.steps.iter().find(|step| step.code == code).expect("a step");
    let b = step("B");
    let figure = |value: &Option<govscore::Ratio>| value.as_ref().map(ToString::to_string).unwrap_or_default();
    // (3 + 2 x 4) / 3 of 10, of which the node has 7.5.
    assert_eq!((figure(&b.rate), figure(&b.points)), ("11/3".to_owned(), "2.75".to_owned()));
    assert_eq!(
        (b.full_marks.to_string(), b.share.to_string(), b.effective.to_string()),
        ("7.5".into(), "0.75".into(), "0.75".into())
    );
    assert_eq!(b.terms.iter().map(|term| term.product.to_string()).collect::<Vec<_>>(), ["1", "8/3"]);
    match &step("B2").origin {
        Origin::Observed { value, line, range, .. } => {
            let range = (range.0.to_string(), range.1.to_string());
            assert_eq!((value.as_str(), *line, range), ("4", Some(2), ("0".to_owned(), "10".to_owned())));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_hangs_on_rounding_is_named() {
    // 7.4999… is printed as 7.50.
    let near = scores("reject", "unit,A,B1,B2\nnear,7.4999,7.4999,7.4999\nwell,9,9,9\n");
    let lines: Vec<String> = near.diagnostics().iter().map(|found| found.line(govscore::Lang::En)).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("the total is 7.4999, low; printed as 7.50 it is high"), "{lines:?}");
    assert_eq!(near.get(0).and_then(|unit| unit.tier()).map(|tier| tier.code.as_str()), Some("high"));
    let long = scores(
        "reject",
        "unit,A,B1,B2\nnear,7.4999999999999999999999999,7.4999999999999999999999999,7.4999999999999999999999998\n",
    );
    let line = long.diagnostics().iter().next().expect("a warning").line(govscore::Lang::En);
    assert!(line.contains("the total is 7.499999999999…, low"), "{line}");
}

#[test]
fn who_has_no_total_is_named() {
    let scores = scores("rescale-node", "unit,A,B1,B2\nx,2,3,4\nnone,,,\n");
    assert_eq!((scores.unscored(), scores.get(1).and_then(|unit| unit.rank())), (1, None));
    let warnings: Vec<String> = scores.diagnostics().iter().map(|found| found.line(govscore::Lang::En)).collect();
    assert!(warnings.iter().any(|line| line.contains("none has no total")), "{warnings:?}");
    // What the checks of the data found is there as well.
    assert!(warnings.iter().any(|line| line.contains("1 of 2 values are missing")), "{warnings:?}");
    assert_eq!(scores.ranks(NodeId::TOTAL), [Some(1), None]);
    assert_eq!(scores.dataset().observation(1, "A"), Observation::Missing);
}
