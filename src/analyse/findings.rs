//! Everything that a report tells of one set of scores, worked out once.

use super::groups::{Grouping, attribute_named, group_attributes, group_from, tier_place};
use super::indicators::{IndicatorSummary, summarise_from};
use super::node_rates::NodeRates;
use super::statistics::{Summary, TheilSplit, theil_split};
use super::topics::{TopicDivision, TopicSummary, topic_divisions, topic_summaries};
use crate::error::Error;
use crate::number::Ratio;
use crate::score::Scores;

/// What the scores of all units show: indicators, types, groups, inequality, topics.
///
/// ```
/// use govscore::{Dataset, Findings, Framework};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let scores = framework.score(&data)?;
/// let findings = Findings::of(&scores);
/// assert_eq!(findings.tiers[0].count, 40);
/// assert_eq!(findings.indicators[0].rates.as_ref().unwrap().median.to_string(), "4211/7500");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Findings<'s> {
    /// What was found in.
    pub scores: &'s Scores,
    /// Every node, in the order of [`Framework::nodes`](crate::Framework::nodes).
    pub indicators: Vec<IndicatorSummary>,
    /// The types, best first.
    pub tiers: Vec<TierSummary>,
    /// The units by each attribute that makes groups; see [`group_attributes`].
    pub groupings: Vec<Grouping>,
    /// The attributes that lie inside each other, the coarsest first, by which inequality is split; empty where there are
    /// none.
    pub nested: Vec<String>,
    /// Theil's T of every node, split by those; none where it is not defined.
    pub theil: Vec<Option<TheilSplit>>,
    /// The topics.
    pub topics: Vec<TopicSummary>,
    /// Those of them that divide one indicator among them.
    pub divisions: Vec<TopicDivision>,
}

/// One type among all units, in rates on 0..scale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierSummary {
    /// How many units are in it.
    pub count: usize,
    /// Share of the units that have a score; none where no unit has one.
    pub share: Option<Ratio>,
    /// Where it begins, as it is compared; see [`TierRow::begins`](crate::TierRow::begins).
    pub begins: Option<Ratio>,
    /// What the totals in it are like; none where no unit is in it.
    pub totals: Option<Summary>,
}

impl Findings<'_> {
    /// Everything, grouped as roster and data suggest.
    pub fn of(scores: &Scores) -> Findings<'_> {
        // Only names that there are come back, so that none fails.
        let names = group_attributes(scores.dataset());
        let rates = NodeRates::of(scores);
        let groupings = names.iter().filter_map(|name| group_from(scores, name, &rates).ok());
        Findings::with(scores, groupings.collect(), &rates)
    }

    /// The same with groups by these attributes alone; fails where no unit can have one of them.
    pub fn by<'s>(scores: &'s Scores, attributes: &[String]) -> Result<Findings<'s>, Error> {
        let rates = NodeRates::of(scores);
        let named = |name: &String| group_from(scores, &attribute_named(scores.dataset(), name), &rates);
        let groupings = attributes.iter().map(named).collect::<Result<_, _>>()?;
        Ok(Findings::with(scores, groupings, &rates))
    }

    fn with<'s>(scores: &'s Scores, groupings: Vec<Grouping>, rates: &NodeRates) -> Findings<'s> {
        let nested: Vec<String> = match scores.dataset().roster() {
            Some(roster) => roster.nested().to_vec(),
            None => Vec::new(),
        };
        let values: Vec<Vec<Option<&str>>> = nested.iter().filter_map(|name| scores.groups(name).ok()).collect();
        let split = |indicator: &IndicatorSummary| {
            // Units without a group or a rate are left out, and the report says how many those are.
            let rows: Vec<usize> = (0..scores.len()).filter(|row| values.iter().all(|of| of[*row].is_some())).collect();
            let rated: Vec<(usize, &Ratio)> =
                rows.into_iter().filter_map(|row| Some((row, rates.get(indicator.node, row)?))).collect();
            let rates: Vec<Ratio> = rated.iter().map(|(_, rate)| (*rate).clone()).collect();
            let names: Vec<Vec<&str>> =
                values.iter().map(|of| rated.iter().map(|(row, _)| of[*row].unwrap_or_default()).collect()).collect();
            let names: Vec<&[&str]> = names.iter().map(Vec::as_slice).collect();
            theil_split(&rates, &names)
        };
        let indicators = summarise_from(scores, rates);
        let topics = topic_summaries(scores);
        Findings {
            divisions: topic_divisions(scores.framework(), &topics),
            topics,
            theil: indicators.iter().map(split).collect(),
            tiers: tiers(scores),
            indicators,
            groupings,
            nested,
            scores,
        }
    }
}

fn tiers(scores: &Scores) -> Vec<TierSummary> {
    let mut totals = vec![Vec::new(); scores.framework().tiers().len()];
    for unit in scores.iter() {
        let (Some(place), Some(total)) = (tier_place(scores, unit.row()), unit.total()) else { continue };
        totals[place].push(total);
    }
    let rows = scores.tier_table().into_iter().zip(totals);
    rows.map(|(row, totals)| TierSummary {
        count: row.count,
        share: row.share,
        begins: row.begins,
        totals: Summary::of(&totals),
    })
    .collect()
}
