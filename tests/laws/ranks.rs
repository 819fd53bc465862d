//! Laws of order, ranks and tiers.

use crate::*;

fn ranked(ties: Ties, by: By, places: u32, mode: RoundMode) -> MethodFile {
    let mut method = missing(Missing::RescaleNode);
    let (mut rank, mut rounding) = (RankFile::default(), RoundingFile::default());
    (rank.ties, rank.by) = (Some(ties), Some(by));
    (rounding.places, rounding.mode) = (Some(places), Some(mode));
    (method.rank, method.rounding) = (Some(rank), Some(rounding));
    method
}

/// The rank of each row by comparing it with each other row; ids run against the rows.
fn naive_ranks(ties: Ties, scores: &[Option<Exact>]) -> Vec<Option<u32>> {
    let rank = |row: usize| {
        let own = scores[row].as_ref()?;
        let mut better: Vec<&Exact> = scores.iter().flatten().filter(|other| *other > own).collect();
        let before = match ties {
            Ties::Dense => {
                better.sort();
                better.dedup();
                0
            }
            Ties::Ordinal => scores[row + 1..].iter().flatten().filter(|other| *other == own).count(),
            _ => 0,
        };
        Some((better.len() + before) as u32 + 1)
    };
    (0..scores.len()).map(rank).collect()
}

/// Values of four kinds, so that many are equal.
fn coarse(case: Case) -> Case {
    let cell = |cell: &Cell| Cell { millionths: cell.millionths / 300_000 * 300_000, places: 1, ..cell.clone() };
    let row = |row: &Row| Row { cells: row.cells.iter().map(cell).collect(), ..row.clone() };
    Case { rows: case.rows.iter().map(row).collect(), ..case }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn ranks_and_tiers_agree_with_the_scores(
        case in case(2..=12).prop_map(coarse),
        by in select(vec![By::Exact, By::Rounded]),
        places in 0..=2u32,
        (mode, reference_mode) in select(MODES.to_vec()),
        points in any::<bool>(),
    ) {
        let (tree, rows) = (case.tree(), case.rows());
        let full = effective(&tree);
        let expected: Vec<_> = rows.iter().map(|row| case.scheme(Absent::LeavesItsNode).score(&tree, row)).collect();
        for ties in [Ties::Competition, Ties::Dense, Ties::Ordinal] {
            let mut file = case.file();
            file.method = Some(ranked(ties, by, places, mode));
            file.display = Some(if points { Figure::Points } else { Figure::Rate });
            file.tiers.as_mut().unwrap().by = Some(by);
            let framework = file.check().unwrap();
            let scores = framework.score(&dataset(&framework, &rows)).unwrap();
            for node in framework.nodes() {
                let compared = |row: &ByCode<Exact>| {
                    let rate = row.get(&node.code)?;
                    let figure = if points { rate * &full[&node.code].0 } else { rate.clone() };
                    Some(if by == By::Rounded { round(&figure, places, reference_mode) } else { rate.clone() })
                };
                let figures: Vec<Option<Exact>> = expected.iter().map(compared).collect();
                prop_assert_eq!(scores.ranks(node.id), naive_ranks(ties, &figures), "{} {:?}", node.code, figures);
            }
            let totals: Vec<Option<u32>> = scores.iter().map(|unit| unit.rank()).collect();
            prop_assert_eq!(&totals, &scores.ranks(NodeId::TOTAL));
            let sorted: Vec<Option<u32>> = scores.ranked().map(|unit| unit.rank()).collect();
            prop_assert!(sorted.iter().map(|rank| rank.unwrap_or(u32::MAX)).is_sorted());
            prop_assert_eq!(scores.unscored(), totals.iter().filter(|rank| rank.is_none()).count());
            for (unit, row) in scores.iter().zip(&expected) {
                let tier = row.get("total").map(|total| {
                    let total = if by == By::Rounded { round(total, places, reference_mode) } else { total.clone() };
                    let above = |part: &str| total >= number(part) * number(case.scale);
                    if above("0.6") { "A" } else if above("0.25") { "B" } else { "C" }
                });
                prop_assert_eq!(unit.tier().map(|tier| tier.code.as_str()), tier);
            }
        }
    }

    #[test]
    fn permuting_rows_permutes_results(case in case(2..=6).prop_map(coarse), keys in vec(any::<u32>(), 8), ties in select(vec![Ties::Competition, Ties::Dense, Ties::Ordinal])) {
        let framework = case.with(ranked(ties, By::Exact, 2, RoundMode::HalfUp));
        let rows = case.rows();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|row| keys[*row]);
        let mut builder = Dataset::builder(&framework);
        for &row in &order {
            builder = builder.unit(&unit(row));
            for (code, value) in &rows[row] {
                builder = builder.set(&unit(row), code, read_number(value).unwrap());
            }
        }
        let first = framework.score(&dataset(&framework, &rows)).unwrap();
        let second = framework.score(&builder.build().unwrap()).unwrap();
        let (before, after) = (rates(&first), rates(&second));
        for (place, &row) in order.iter().enumerate() {
            let (here, there) = (first.get(row).unwrap(), second.get(place).unwrap());
            prop_assert_eq!(&here.unit().id, &there.unit().id);
            prop_assert_eq!(&before[row], &after[place]);
            prop_assert_eq!((here.rank(), here.tier()), (there.rank(), there.tier()));
        }
        let ids = |scores: &Scores| scores.ranked().map(|unit| unit.unit().id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&first), ids(&second));
    }

    #[test]
    fn the_order_of_siblings_changes_no_score(case in case(1..=4), (policy, _) in policy()) {
        fn reversed(siblings: &mut [Indicator]) {
            siblings.reverse();
            siblings.iter_mut().for_each(|node| reversed(node.indicators.as_deref_mut().unwrap_or_default()));
        }
        let framework = case.with(missing(policy));
        let mut file = framework.file().clone();
        reversed(&mut file.indicators);
        let other = file.check().unwrap();
        let rows = case.rows();
        let first = framework.score(&dataset(&framework, &rows)).unwrap();
        let second = other.score(&dataset(&other, &rows)).unwrap();
        prop_assert_eq!(rates(&first), rates(&second));
        for (here, there) in first.iter().zip(second.iter()) {
            prop_assert_eq!((here.rank(), here.tier()), (there.rank(), there.tier()));
        }
    }

    #[test]
    fn apportioned_parts_add_up(counts in vec(0..400usize, 1..8), places in 0..=3u32) {
        let hundred = Ratio::from(100);
        let sum = counts.iter().sum::<usize>();
        let parts = apportion(&counts, &hundred, places);
        prop_assert_eq!(parts.is_none(), sum == 0);
        let parts = parts.unwrap_or_else(|| vec![hundred.clone()]);
        prop_assert_eq!(parts.iter().sum::<Ratio>(), hundred);
        for (part, count) in parts.iter().zip(&counts).filter(|_| sum > 0) {
            let exact_part = Exact::new(BigInt::from(*count) * 100, sum.into());
            let off = (exact(part) - exact_part) * Exact::from_integer(BigInt::from(10).pow(places));
            prop_assert!(-Exact::one() < off && off < Exact::one(), "{part} for {count} of {sum}");
        }
    }
}

/// Without a roster ordinal ranks follow the ids; with one they follow its order, here the English names.
#[test]
fn ordinal_ranks_of_equal_scores_follow_the_roster() {
    let mut file = FrameworkFile::new("x", "X").indicator(Indicator::new("A", "A").weight("100%"));
    file.method = Some(ranked(Ties::Ordinal, By::Exact, 2, RoundMode::HalfUp));
    let framework = file.check().unwrap();
    let csv = "unit,A\nGHA,1\nDEU,1\nGEO,1\n";
    for (roster, expected) in [(None, [3, 1, 2]), (Some(Roster::builtin("un-members").unwrap()), [3, 2, 1])] {
        let data = Dataset::read(&framework, csv.as_bytes(), &ReadOptions::default().roster(roster)).dataset.unwrap();
        let ranks = framework.score(&data).unwrap().ranks(NodeId::TOTAL);
        assert_eq!(ranks, expected.map(Some));
    }
}
