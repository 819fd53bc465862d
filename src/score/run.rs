//! Running a plan.

use std::thread;

use super::adjust::{Doubt, Verdict};
use super::column::ScoreColumn;
use super::evaluate::{Evaluated, Evaluator};
use super::explain::{Covered, Explanation, explain};
use super::kernel::Kernel;
use super::plan::Plan;
use super::scores::Scores;
use crate::data::Dataset;
use crate::error::Error;
use crate::framework::{Framework, ItemId, NodeId};
use crate::measure::{ItemWork, join_items, work};
use crate::number::{Ratio, Stage};

/// How many rows that are evaluated one by one are worth a thread of their own.
const ROWS_PER_THREAD: usize = 32;

impl Plan {
    /// Scores every unit.
    pub fn score(&self) -> Scores {
        Scores::new(self, self.run(Vec::new()), self.warnings().clone())
    }

    /// The rates of every node for every unit, without ranks and tiers: for runs that need many of them.
    pub fn rates(&self) -> Rates {
        Rates { columns: self.run(Vec::new()).columns }
    }

    /// The same in the room of rates that are no longer needed: for runs that differ in their weights alone, asking the
    /// system for room takes longer than the sums.
    pub fn rates_into(&self, rates: &mut Rates) {
        rates.columns = self.run(std::mem::take(&mut rates.columns)).columns;
    }

    pub(super) fn run(&self, spare: Vec<ScoreColumn>) -> Run {
        let rows = self.dataset().len();
        let count = self.framework().nodes().len();
        let kernel = if self.framework().rounding().stage == Stage::Report { Kernel::new(self) } else { None };
        let (mut columns, odd) = match kernel {
            Some(kernel) => kernel.run(self, spare),
            None => (vec![ScoreColumn::empty(); count], (0..rows).collect()),
        };
        let (mut verdicts, mut doubts) = (Vec::new(), Vec::new());
        for (row, unit) in odd.iter().zip(self.one_by_one(&odd)) {
            for (column, rate) in columns.iter_mut().zip(unit.rates) {
                column.push_odd(*row, rate);
            }
            verdicts.extend(unit.verdict.map(|verdict| (*row, verdict)));
            doubts.extend(unit.doubts.into_iter().map(|doubt| (*row, doubt)));
        }
        Run { columns, verdicts, doubts }
    }

    /// The rates of all nodes for each of these rows, by as many threads as there are and the rows are worth.
    fn one_by_one(&self, rows: &[usize]) -> Vec<Unit> {
        let evaluator = Evaluator::new(self);
        let rates = |rows: &[usize]| -> Vec<Unit> { rows.iter().map(|row| Unit::of(evaluator.unit(*row))).collect() };
        let threads = thread::available_parallelism().map_or(1, usize::from).min(rows.len() / ROWS_PER_THREAD);
        if threads < 2 {
            return rates(rows);
        }
        thread::scope(|scope| {
            let running: Vec<_> =
                rows.chunks(rows.len().div_ceil(threads)).map(|rows| scope.spawn(|| rates(rows))).collect();
            let joined = running.into_iter().map(|part| part.join());
            joined.flat_map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        })
    }

    /// How the scores of the unit in this row come about; nothing where there is no such row.
    ///
    /// Its rank needs the scores of all units: where those are at hand, [`Scores::explain`] does not form them again.
    pub fn explain(&self, row: usize) -> Option<Explanation> {
        self.score().explain(row)
    }
}

/// What running a plan gives.
pub(super) struct Run {
    pub columns: Vec<ScoreColumn>,
    /// Rows of which vetoes or failed pass marks say something, in order.
    pub verdicts: Vec<(usize, Verdict)>,
    /// Conditions that hang on rounding, in the order of the rows.
    pub doubts: Vec<(usize, Doubt)>,
}

/// What is kept of a unit that was evaluated by itself.
struct Unit {
    rates: Vec<Option<Ratio>>,
    verdict: Option<Verdict>,
    doubts: Vec<Doubt>,
}

impl Unit {
    fn of(evaluated: Evaluated) -> Unit {
        let Evaluated { cells, verdict, doubts } = evaluated;
        Unit { rates: cells.into_iter().map(|cell| cell.rate).collect(), verdict, doubts }
    }
}

/// The exact rates of every node for every unit.
///
/// ```
/// use govscore::{Dataset, Framework, NodeId, Plan};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let plan = Plan::new(&framework, &framework.weights()?, &data)?;
/// let mut rates = plan.rates();
/// plan.rates_into(&mut rates);
/// assert_eq!(rates.rate(data.find("CHN").unwrap(), NodeId::TOTAL).unwrap().to_string(), "10217/15000");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rates {
    columns: Vec<ScoreColumn>,
}

impl Rates {
    /// The rate of a node for the unit in this row, on 0..scale; none where it has none.
    pub fn rate(&self, row: usize, node: NodeId) -> Option<Ratio> {
        self.columns[node.0].rate(row)
    }
}

impl Scores {
    /// How the scores of the unit in this row come about; nothing where there is no such row.
    pub fn explain(&self, row: usize) -> Option<Explanation> {
        (row < self.len()).then(|| explain(self, row))
    }

    /// How the marks of an item come about for the unit in this row; nothing where there is no such row, or the data hold
    /// something else than observations.
    pub fn item(&self, item: ItemId, row: usize) -> Option<ItemWork> {
        let (framework, dataset) = (self.framework(), self.dataset());
        if row >= self.len() || !dataset.is_observed() {
            return None;
        }
        let leaf = framework.node(framework.item(item).leaf);
        let marks = join_items(framework, dataset, leaf, row).marks;
        let counts = leaf.items.iter().zip(marks).find(|(id, _)| **id == item).and_then(|(_, marks)| marks);
        Some(work(framework, dataset, item, row, counts))
    }

    /// How much of what applies to the unit in this row is there, for every node in the order of the tree; nothing where
    /// there is no such row.
    pub fn coverage(&self, row: usize) -> Option<Vec<Covered>> {
        let evaluated = (row < self.len()).then(|| Evaluator::new(self.plan()).unit(row))?;
        Some(evaluated.cells.iter().map(|cell| Covered::of(&cell.cover)).collect())
    }
}

impl Framework {
    /// Scores every unit of a dataset with the framework's own weights.
    pub fn score(&self, dataset: &Dataset) -> Result<Scores, Error> {
        Ok(Plan::new(self, &self.weights()?, dataset)?.score())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::{Observation, Units};
    use crate::score::column::Ticks;
    use crate::{Decimal, FrameworkFile, Indicator, Missing, Notation};

    /// Which numbers the total of plain rows is held in.
    fn lane(columns: &[ScoreColumn]) -> &'static str {
        match columns[0].ticks() {
            Some(Ticks::Units(Units::Small(_))) => "32 bits",
            Some(Ticks::Units(Units::Large(_))) => "64 bits",
            Some(Ticks::Limbs(_)) => "limbs",
            None => "none",
        }
    }

    /// A tree of two levels with these shares.
    fn framework(shares: &[[u64; 3]; 2], low: i64) -> Framework {
        let mut file = FrameworkFile::new("x", "X").weights(Notation::Shares).missing(Missing::RescaleNode);
        for (at, group) in shares.iter().enumerate() {
            let mut node = Indicator::new(format!("N{at}"), format!("n{at}")).weight(group[2].to_string());
            node = node.weights(Notation::Shares);
            for (leaf, share) in group[..2].iter().enumerate() {
                let code = format!("L{at}{leaf}");
                node = node.indicator(
                    Indicator::new(code.clone(), code).weight(share.to_string()).range(low.to_string(), "100"),
                );
            }
            file = file.indicator(node);
        }
        file.check().expect("a framework")
    }

    #[test]
    fn shares_choose_the_lane() {
        for (shares, expected) in [
            ([[1, 1, 1]; 2], "32 bits"),
            ([[1009, 1013, 1019], [1021, 1031, 1033]], "64 bits"),
            ([[4_000_037, 5_000_011, 6_000_011], [7_000_003, 8_000_009, 9_000_011]], "limbs"),
        ] {
            let framework = framework(&shares, 0);
            let mut data = Dataset::builder(&framework).units(["u"]);
            for code in ["L00", "L01", "L10", "L11"] {
                data = data.column(code, [Observation::Value(Decimal::new(1234, 2))]);
            }
            let data = data.build().expect("a dataset");
            let plan = Plan::new(&framework, &framework.weights().expect("weights"), &data).expect("a plan");
            assert_eq!(lane(&plan.rates().columns), expected, "{shares:?}");
            assert_eq!(plan.rates().rate(0, NodeId::TOTAL).map(|rate| rate.to_string()).as_deref(), Some("12.34"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Whatever lane the plain rows go through, and whichever rows do not, the bits are those of one unit at a time.
        #[test]
        fn every_lane_gives_the_same_bits(
            (size, shares) in prop_oneof![Just((0, 9u64)), Just((1, 1_500)), Just((2, u64::MAX))].prop_flat_map(|(size, most)| {
                (Just(size), prop::array::uniform2(prop::array::uniform3(most / 2 + 1..=most)))
            }),
            places in 0u32..4,
            low in prop_oneof![Just(0i64), Just(-7)],
            rows in prop::collection::vec(prop::array::uniform4(prop_oneof![
                20 => (0i64..=100).prop_map(Some), 1 => Just(None),
            ]), 1..30),
            long in any::<bool>(),
        ) {
            let framework = framework(&shares, low);
            let mut data = Dataset::builder(&framework).units((0..rows.len()).map(|row| row.to_string()));
            for (at, code) in ["L00", "L01", "L10", "L11"].into_iter().enumerate() {
                data = data.column(code, rows.iter().enumerate().map(|(row, values)| match values[at] {
                    // One value of many digits in the last row leaves the lane of the others.
                    Some(_) if long && row + 1 == rows.len() => Observation::Value(Decimal::new(12_345_678_901_234_567, 15)),
                    Some(value) => Observation::Value(Decimal::new(value * 10i64.pow(places), places)),
                    None => Observation::Missing,
                }));
            }
            let data = data.build().expect("a dataset");
            let plan = Plan::new(&framework, &framework.weights().expect("weights"), &data).expect("a plan");
            let mut rates = plan.rates();
            let expected = Evaluator::new(&plan);
            for _ in 0..2 {
                for row in 0..rows.len() {
                    for (node, cell) in framework.nodes().iter().zip(expected.unit(row).cells) {
                        prop_assert_eq!(rates.rate(row, node.id), cell.rate, "{} of row {}", node.code, row);
                    }
                }
                plan.rates_into(&mut rates);
            }
            let lane = lane(&rates.columns);
            // Shares that are equal are small ones, however they are written.
            let expected: &[&str] =
                [&["32 bits"][..], &["32 bits", "64 bits"], &["32 bits", "64 bits", "limbs"]][size];
            prop_assert!(expected.contains(&lane), "{lane} for size {size}");
            let scores = plan.score();
            let (exact, rounding) = (scores.ranks(NodeId::TOTAL), framework.rounding());
            for a in 0..rows.len() {
                for b in 0..rows.len() {
                    let (one, other) = (rates.rate(a, NodeId::TOTAL), rates.rate(b, NodeId::TOTAL));
                    if let (Some(first), Some(second)) = (exact[a], exact[b]) {
                        prop_assert_eq!(second.cmp(&first), one.cmp(&other), "rows {} and {}", a, b);
                    }
                }
                for node in framework.nodes() {
                    let mut text = Vec::new();
                    scores.printed(node.id, crate::Figure::Points, rounding).write(a, &mut text);
                    let points = scores.get(a).and_then(|unit| unit.points(node.id));
                    let expected = points.map(|points| points.to_fixed(rounding)).unwrap_or_default();
                    prop_assert_eq!(String::from_utf8(text).unwrap_or_default(), expected);
                }
            }
        }
    }
}
