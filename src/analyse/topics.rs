//! Cross-cutting pools of indicators and items (专题) as figures of their own.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::indicators::IndicatorSummary;
use super::statistics::Summary;
use crate::framework::{Framework, NodeId, Topic};
use crate::measure::work;
use crate::number::Ratio;
use crate::score::Scores;

/// One topic over all units, in rates on 0..scale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicSummary {
    /// Its place among [`Framework::topics`](crate::Framework::topics).
    pub topic: usize,
    /// The rate of every unit, in the order of the data: the mean of what the topic pools, by effective weights, over what
    /// is there; none where nothing is.
    pub units: Vec<Option<Ratio>>,
    /// What those are like; none where no unit has one.
    pub rates: Option<Summary>,
}

/// Every topic that pools something that has weight, in the order of the framework.
///
/// An item weighs the effective weight of its leaf times its share of the leaf's marks.
pub fn topic_summaries(scores: &Scores) -> Vec<TopicSummary> {
    let topics = scores.framework().topics().iter().enumerate();
    let topics = topics.filter(|(_, topic)| !topic.indicators.is_empty() || !topic.items.is_empty());
    topics
        .map(|(at, topic)| {
            let units: Vec<Option<Ratio>> = (0..scores.len()).map(|row| rate(scores, topic, row)).collect();
            let rates: Vec<Ratio> = units.iter().flatten().cloned().collect();
            TopicSummary { topic: at, rates: Summary::of(&rates), units }
        })
        .collect()
}

impl TopicSummary {
    /// The mean rate of the units in these rows; none where none has one.
    pub fn mean_of(&self, rows: &[usize]) -> Option<Ratio> {
        let rates: Vec<&Ratio> = rows.iter().filter_map(|row| self.units.get(*row)?.as_ref()).collect();
        rates.iter().copied().sum::<Ratio>().checked_div(&Ratio::from(rates.len() as u64))
    }

    /// The rows of the units that have a rate, best first; equal ones in the order of `total`.
    pub fn order(&self, total: &IndicatorSummary) -> Vec<usize> {
        let mut rows: Vec<usize> = total.order.iter().copied().filter(|row| self.units[*row].is_some()).collect();
        rows.sort_by(|one, other| self.units[*other].cmp(&self.units[*one]));
        rows
    }
}

/// Topics that divide one indicator among them: all that they pool lies below it, and no two pool the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicDivision {
    /// The deepest indicator that each of them lies below.
    pub node: NodeId,
    /// Their places among the summaries, that with the highest mean rate first; at least two.
    pub topics: Vec<usize>,
}

/// The indicators below the total that some of these topics divide, in the order of the framework.
pub fn topic_divisions(framework: &Framework, topics: &[TopicSummary]) -> Vec<TopicDivision> {
    let pools = |topic: &TopicSummary| framework.topics().get(topic.topic).map(|topic| topic.indicators.as_slice());
    let above: Vec<Option<NodeId>> =
        topics.iter().map(|topic| common_ancestor(framework, pools(topic).unwrap_or_default())).collect();
    let mut divisions = Vec::new();
    for node in framework.nodes().iter().skip(1).map(|node| node.id) {
        let mut inside: Vec<usize> = (0..topics.len()).filter(|at| above[*at] == Some(node)).collect();
        let pooled: Vec<NodeId> =
            inside.iter().flat_map(|at| pools(&topics[*at]).unwrap_or_default()).copied().collect();
        let distinct: BTreeSet<NodeId> = pooled.iter().copied().collect();
        if inside.len() < 2 || distinct.len() < pooled.len() {
            continue;
        }
        inside.sort_by_key(|at| Reverse(topics[*at].rates.as_ref().map(|rates| &rates.mean)));
        divisions.push(TopicDivision { node, topics: inside });
    }
    divisions
}

/// The deepest node that all of these are below.
fn common_ancestor(framework: &Framework, nodes: &[NodeId]) -> Option<NodeId> {
    let (first, others) = nodes.split_first()?;
    let is_above = |node: NodeId, of: &NodeId| framework.ancestors(*of).any(|above| above.id == node);
    framework.ancestors(*first).map(|node| node.id).find(|node| others.iter().all(|other| is_above(*node, other)))
}

fn rate(scores: &Scores, topic: &Topic, row: usize) -> Option<Ratio> {
    let (framework, unit) = (scores.framework(), scores.get(row)?);
    let (mut terms, mut weights) = (Vec::new(), Vec::new());
    for node in &topic.indicators {
        let Some(rate) = unit.rate(*node) else { continue };
        let weight = scores.weights().effective(*node);
        terms.push(&rate * weight);
        weights.push(weight.clone());
    }
    for id in &topic.items {
        let item = framework.item(*id);
        let marks: Ratio = framework.node(item.leaf).items.iter().map(|id| &framework.item(*id).marks).sum();
        let share = work(framework, scores.dataset(), *id, row, None).share;
        let (Some(share), Some(part)) = (share, item.marks.checked_div(&marks)) else { continue };
        let weight = scores.weights().effective(item.leaf) * &part;
        terms.push(&(&share * framework.scale()) * &weight);
        weights.push(weight);
    }
    terms.iter().sum::<Ratio>().checked_div(&weights.iter().sum())
}
