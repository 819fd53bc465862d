//! Each indicator over all units: how its rates lie, who leads and who lags.

use std::cmp::Reverse;

use super::node_rates::NodeRates;
use super::statistics::{Histogram, Inequality, Summary};
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::score::Scores;

/// One node over all units, in rates on 0..scale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndicatorSummary {
    /// The node; the total is one of them.
    pub node: NodeId,
    /// What its rates are like; none where no unit has one.
    pub rates: Option<Summary>,
    /// How they lie.
    pub histogram: Option<Histogram>,
    /// How unequal they are.
    pub inequality: Inequality,
    /// The rank of every unit at it, in the order of the data.
    pub ranks: Vec<Option<u32>>,
    /// The rows of the units that have a rate, best first; equal ones in the order of roster or code.
    pub order: Vec<usize>,
}

impl IndicatorSummary {
    /// The rows of the first units: those with a rank up to `count`, so that equal ones are not torn apart.
    pub fn leaders(&self, count: u32) -> &[usize] {
        let end = self.order.partition_point(|row| self.ranks[*row].is_some_and(|rank| rank <= count));
        &self.order[..end]
    }

    /// The rows of the last units, the worst first: so many, and those that are equal to the best of them.
    pub fn laggards(&self, count: usize) -> Vec<usize> {
        let first = self.order.len().saturating_sub(count);
        let rank = self.order.get(first).and_then(|row| self.ranks[*row]);
        let begin = self.order.partition_point(|row| self.ranks[*row] < rank);
        self.order[begin..].iter().rev().copied().collect()
    }

    /// The share of the other units with a rate that are behind a unit, from 0 to 1; none where it has no rate or is
    /// alone. Equal ones are not behind.
    pub fn percentile(&self, row: usize) -> Option<Ratio> {
        let rank = self.ranks.get(row).copied().flatten()?;
        let behind = self.order.len() - self.order.partition_point(|other| self.ranks[*other] <= Some(rank));
        Ratio::new(behind as i128, self.order.len() as i128 - 1)
    }
}

/// Every node over all units, in the order of [`Framework::nodes`](crate::Framework::nodes).
///
/// ```
/// use govscore::{Dataset, Framework, summarise};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let scores = framework.score(&data)?;
/// let total = &summarise(&scores)[0];
/// assert_eq!(scores.get(total.leaders(1)[0]).unwrap().unit().id, "DNK");
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn summarise(scores: &Scores) -> Vec<IndicatorSummary> {
    summarise_from(scores, &NodeRates::of(scores))
}

/// The same from rates that are there already.
pub(super) fn summarise_from(scores: &Scores, rates: &NodeRates) -> Vec<IndicatorSummary> {
    // Units with equal ranks stay in the order of `ranked`, which knows how equal ones are told apart.
    let mut places = vec![0; scores.len()];
    scores.ranked().enumerate().for_each(|(place, unit)| places[unit.row()] = place);
    let nodes = scores.framework().nodes().iter();
    nodes.map(|node| summary_of(scores, node.id, &rates.all(node.id), &places)).collect()
}

fn summary_of(scores: &Scores, node: NodeId, rates: &[Ratio], places: &[usize]) -> IndicatorSummary {
    let ranks = scores.ranks(node);
    let mut order: Vec<usize> = (0..scores.len()).filter(|row| ranks[*row].is_some()).collect();
    order.sort_by_key(|row| (ranks[*row], places[*row]));
    IndicatorSummary {
        node,
        rates: Summary::of(rates),
        histogram: Histogram::of(rates),
        inequality: Inequality::of(rates),
        ranks,
        order,
    }
}

/// The nodes among `of` where a unit stands best and worst: so many of each, and those that are equal to the last of
/// them, by [`IndicatorSummary::percentile`]; a rank of three or better is always among the best, as in WIPO's Global
/// Innovation Index. A node that is in both for want of others is in none, and where equal ones would make more than half of
/// all nodes one of the two, only those ranks are left.
pub fn strengths_and_weaknesses(
    summaries: &[IndicatorSummary],
    row: usize,
    of: &[NodeId],
    count: usize,
) -> (Vec<NodeId>, Vec<NodeId>) {
    let with = |id: &NodeId| {
        let summary = summaries.get(id.index())?;
        Some((summary.percentile(row)?, summary.ranks[row]?, *id))
    };
    let mut placed: Vec<(Ratio, u32, NodeId)> = of.iter().filter_map(with).collect();
    placed.sort_by(|one, other| (Reverse(&one.0), one.1, one.2).cmp(&(Reverse(&other.0), other.1, other.2)));
    let last = |at: Option<usize>| at.and_then(|at| placed.get(at)).map(|(percentile, ..)| percentile);
    let high = last(count.checked_sub(1));
    let low = last(placed.len().checked_sub(count));
    type Placed = (Ratio, u32, NodeId);
    let leading = |of: &Placed| of.1 <= 3;
    let best = |of: &Placed| high.is_none_or(|high| of.0 >= *high);
    let worst = |of: &Placed| low.is_none_or(|low| of.0 <= *low) && !leading(of);
    // What is among the best and among the worst says nothing, and neither does what equal ones make of most nodes.
    let telling = |is: &dyn Fn(&Placed) -> bool| {
        let found = placed.iter().filter(|of| is(of)).count();
        found <= count || 2 * found <= placed.len()
    };
    let (bests, worsts) = (telling(&best), telling(&worst));
    let strong = |of: &&Placed| leading(of) || bests && best(of) && !worst(of);
    let weak = |of: &&Placed| worsts && worst(of) && !best(of);
    let id = |of: &Placed| of.2;
    (placed.iter().filter(strong).map(id).collect(), placed.iter().rev().filter(weak).map(id).collect())
}
