//! The comparison as a document.

use govscore::Lang;
use govscore::report::{Cell, Document, Table, comparison};

use crate::*;

/// Two editions of three leaves with a bonus, so that there is something of everything.
fn editions() -> (Scores, Scores) {
    let yaml = |id: &str, weights: [u32; 3], last: &str| {
        format!(
            "govscore: 1
id: {id}
title: <X>
edition: {id}
indicators:
  - {{code: A, name: a, weight: {}%}}
  - {{code: B, name: b, weight: {}%}}
  - {{code: {last}, name: {last}, weight: {}%}}
  - {{code: P, name: p, bonus: {{points: 5}}}}
tiers:
  tiers: [{{code: good, from: 70}}, {{code: poor}}]
",
            weights[0], weights[1], weights[2]
        )
    };
    let old = edition(
        &yaml("e1", [33, 33, 34], "C"),
        "# synthetic: true\nunit,A,B,C,P\n甲,71.37,60.21,50.55,0\n乙,70,70,70,0\n<script>,80,80,80,0\n丙,66.6,70.1,90,100\n戊,1,1,1,0\n",
    );
    let new = edition(
        &yaml("e2", [41, 42, 17], "D"),
        "unit,A,B,D,P\n甲,90.01,70.12,40.03,0\n乙,60,60,60,0\n<script>,90,90,90,0\n丙,66,70,91,100\n己,2,2,2,0\n",
    );
    (old, new)
}

fn column(table: &Table, heading: &str) -> usize {
    table.columns.iter().position(|column| column.heading == heading).unwrap()
}

fn exact(cell: &Cell) -> Ratio {
    cell.printed().trim_start_matches('+').parse().unwrap()
}

#[test]
fn printed_parts_add_up_to_printed_changes() {
    let (old, new) = editions();
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let document = comparison(&compared, &[], &[], Lang::En);
    let units = document.table("units").unwrap();
    assert_eq!(units.rows.len(), 4);
    let mut split = 0;
    let columns = ["Total e1", "Total e2", "Change", "By values", "By the scheme"].map(|name| column(units, name));
    for row in &units.rows {
        let [before, after, change, values, scheme] = columns.map(|column| &row[column]);
        let change = exact(change);
        assert_eq!(&exact(after) - &exact(before), change, "{row:?}");
        if *values != Cell::Empty {
            assert_eq!(&exact(values) + &exact(scheme), change, "{row:?}");
            split += 1;
        }
    }
    // 丙 has a bonus that counts, and the leaves are not the same.
    assert_eq!(split, 3);
    let refused = document.table("inseparable").unwrap();
    assert_eq!(refused.rows.len(), 1);
    assert!(refused.rows[0][1].printed().starts_with("the total is no weighted mean (a bonus or a deduction)"));
}

#[test]
fn it_tells_what_is_made_up_and_what_is_not_comparable() {
    let (old, new) = editions();
    let compared = compare(&old, &new, &Mapping::default()).unwrap();
    let set = [("A".to_owned(), "33%".to_owned())];
    for (lang, synthetic, warning) in
        [(Lang::En, "e1: SYNTHETIC DATA", "not comparable as such"), (Lang::Zh, "e1：【合成数据】", "不能直接相比")]
    {
        let document = comparison(&compared, &[], &set, lang);
        assert_eq!(document.banners.len(), 2, "{:?}", document.banners);
        assert!(document.banners[0].starts_with(synthetic), "{:?}", document.banners);
        let markdown = document.to_markdown();
        assert!(markdown.contains(warning), "{markdown}");
        assert_ids_are_unique(&document);
    }
    let lone = comparison(&compared, &[], &[], Lang::En);
    let name = |id: &str| lone.table(id).unwrap().rows[0][0].printed().to_owned();
    assert_eq!((name("units-old"), name("units-new")), ("戊".to_owned(), "己".to_owned()));
}

fn assert_ids_are_unique(document: &Document) {
    let mut ids: Vec<&str> = document.sections.iter().map(|section| section.id.as_str()).collect();
    let sections = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), sections);
    for table in document.tables() {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.id);
    }
}
