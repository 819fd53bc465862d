//! What holds for any records.

use proptest::prelude::*;

use super::*;

/// Three items of one leaf; `applies` makes each row go one by one.
fn scheme(applies: &str) -> Framework {
    framework(&format!(
        "method: {{rounds: mean, missing: rescale-node}}
indicators:
  - code: A
    weight: 1
    items:
      - {{code: P1, rule: {{kind: linear, zero: 13, full: 0}}, marks: 3{applies}}}
      - {{code: P2, rule: ratio, marks: 2}}
      - {{code: P3, rule: {{kind: deduction, each: 1}}, marks: 7}}
"
    ))
}

proptest! {
    /// Rows that are plain are measured as those are that are looked at one by one.
    #[test]
    fn plain_rows_and_others_are_measured_alike(
        rows in prop::collection::vec((0u32..20, 0u32..5, 0u32..9, 0u8..10), 1..20),
    ) {
        let line = |(at, (days, part, found, gap)): (usize, &(u32, u32, u32, u8))| {
            let first = if *gap == 0 { String::new() } else { days.to_string() };
            format!("u{at},x,{first},{part}/4,{found}\n")
        };
        let csv: String = rows.iter().enumerate().map(|row| line(row).replace("4/4", "1")).collect();
        let csv = format!("unit,kind,P1,P2,P3\n{csv}");
        let (plain, other) = (scheme(""), scheme(", applies: {attribute: kind, not: [y]}"));
        let (plain, other) = (score(&plain, &csv), score(&other, &csv));
        for at in 0..rows.len() {
            let unit = format!("u{at}");
            prop_assert_eq!(total(&plain, &unit), total(&other, &unit));
        }
    }
}

/// A leaf with items and one without, under these policies; the items in this order.
fn ordered(items: &[usize], missing: &str, inapplicable: &str, conflicts: &str, rounds: &str) -> Framework {
    let written = [
        "{code: P1, rule: {kind: linear, zero: 13, full: 0}, marks: 3}",
        "{code: P2, rule: ratio, marks: 2}",
        "{code: P3, rule: {kind: deduction, each: 1}, marks: 7}",
        "{code: P4, rule: yes-no, marks: 1, applies: {item: P2, is: [1/2, 3/4]}}",
    ];
    let items: Vec<&str> = items.iter().map(|at| written[*at]).collect();
    framework(&format!(
        "method: {{missing: {missing}, not_applicable: {inapplicable}, conflicts: {conflicts}, rounds: {rounds}}}
indicators:
  - {{code: A, weight: 1/3, items: [{}]}}
  - {{code: B, weight: 2/3, rule: {{kind: conditions, of: 4}}}}
",
        items.join(", ")
    ))
}

/// One observation: unit, item, a number, a gap or not, round.
type Row = (u8, u8, u8, u8, u8);

fn written(row: &Row) -> String {
    let (unit, item, number, gap, round) = *row;
    let (item, value) = match item {
        0 => ("P1", number.to_string()),
        1 => ("P2", format!("{}/4", number % 5).replace("4/4", "1")),
        2 => ("P3", number.to_string()),
        3 => ("P4", ["是", "否"][usize::from(number % 2)].to_owned()),
        _ => ("B", (number % 5).to_string()),
    };
    let value = match gap {
        0 => "不适用".to_owned(),
        1 => "NA".to_owned(),
        _ => value,
    };
    format!("u{unit},{item},{value},{}\n", round + 1)
}

proptest! {
    /// Nothing hangs on the order of rows, of items or of rounds, whatever the policies.
    #[test]
    fn no_order_matters(
        rows in prop::collection::vec((0u8..4, 0u8..5, 0u8..15, 0u8..9, 0u8..3), 1..40),
        missing in prop::sample::select(vec!["zero", "rescale-node", "rescale-tree", "equal"]),
        inapplicable in prop::sample::select(vec!["zero", "rescale-node", "rescale-tree", "equal"]),
        rounds in prop::sample::select(vec!["best", "mean", "last"]),
        items in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
        turn in any::<prop::sample::Index>(),
    ) {
        let csv = |rows: &[Row]| {
            format!("unit,item,value,round\n{}", rows.iter().map(written).collect::<String>())
        };
        let first = ordered(&[0, 1, 2, 3], missing, inapplicable, "mean", rounds);
        let first = read(&first, &csv(&rows)).0.map(|data| first.score(&data).expect("scores"));
        let mut turned = rows.clone();
        turned.reverse();
        turned.rotate_left(turn.index(rows.len()));
        let second = ordered(&items, missing, inapplicable, "mean", rounds);
        let second = read(&second, &csv(&turned)).0.map(|data| second.score(&data).expect("scores"));
        prop_assert_eq!(first.is_some(), second.is_some());
        let (Some(first), Some(second)) = (first, second) else { return Ok(()) };
        for unit in first.iter() {
            let id = unit.unit().id.as_str();
            prop_assert_eq!(total(&first, id), total(&second, id));
            prop_assert_eq!(rate(&first, id, "A"), rate(&second, id, "A"));
            let other = second.dataset().find(id).expect("the same unit");
            prop_assert_eq!(first.coverage(unit.row()).map(|all| all[0].clone()), second.coverage(other).map(|all| all[0].clone()));
        }
    }
}
