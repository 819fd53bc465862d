//! Cross-cutting pools of indicators and items (专题) as figures of their own.

use super::indicators::IndicatorSummary;
use super::statistics::Summary;
use crate::framework::Topic;
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
