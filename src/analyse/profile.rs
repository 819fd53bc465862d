//! One unit beside all others, beside its groups and beside those that are most like it.

use super::groups::{Grouping, tier_place};
use super::indicators::{IndicatorSummary, strengths_and_weaknesses};
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::score::Scores;

/// How many units are nearest.
const PEERS: usize = 5;

/// One unit beside the others, in rates on 0..scale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// Its row in the data.
    pub row: usize,
    /// Every node, in the order of [`Framework::nodes`](crate::Framework::nodes).
    pub nodes: Vec<ProfileNode>,
    /// The leaves where it stands best, best first; see [`strengths_and_weaknesses`].
    pub strengths: Vec<NodeId>,
    /// The leaves where it stands worst, worst first.
    pub weaknesses: Vec<NodeId>,
    /// The rows of the five units whose first-level rates are nearest to its own: the least sum of squared differences,
    /// each times the indicator's weight, exact; equal ones in the order of the ranking.
    pub peers: Vec<usize>,
    /// Where it stands in each group that it is in.
    pub groups: Vec<GroupStanding>,
}

/// One node of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProfileNode {
    /// The node.
    pub node: NodeId,
    /// The rate of the unit.
    pub rate: Option<Ratio>,
    /// Its rank.
    pub rank: Option<u32>,
    /// The mean of all units.
    pub all: Option<Ratio>,
    /// The mean of the units of its tier.
    pub tier: Option<Ratio>,
    /// The mean of its nearest peers.
    pub peers: Option<Ratio>,
    /// The mean of each group of [`Profile::groups`].
    pub groups: Vec<Option<Ratio>>,
    /// The highest rate.
    pub best: Option<Ratio>,
}

/// Where a unit stands inside a group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupStanding {
    /// The attribute.
    pub attribute: String,
    /// The group.
    pub group: String,
    /// Its rank there.
    pub rank: Option<u32>,
    /// How many units the group has.
    pub of: usize,
}

/// How many leaves of a framework are called strengths, and as many weaknesses: a sixth of them, one at least, ten at most.
pub fn strengths_of(leaves: usize) -> usize {
    (leaves / 6).clamp(1, 10)
}

/// The profile of the unit in this row; none where there is no such row.
///
/// `summaries` are those of [`summarise`](super::summarise), `groupings` those by which it is compared.
pub fn profile(scores: &Scores, row: usize, summaries: &[IndicatorSummary], groupings: &[Grouping]) -> Option<Profile> {
    let unit = scores.get(row)?;
    let framework = scores.framework();
    let peers = peers(scores, row);
    let tier: Vec<usize> = match tier_place(scores, row) {
        Some(place) => (0..scores.len()).filter(|other| tier_place(scores, *other) == Some(place)).collect(),
        None => Vec::new(),
    };
    let inside: Vec<(&Grouping, usize, usize)> = groupings
        .iter()
        .flat_map(|grouping| grouping.groups.iter().enumerate().map(move |(at, group)| (grouping, at, group)))
        .filter_map(|(grouping, at, group)| Some((grouping, at, group.rows.iter().position(|other| *other == row)?)))
        .collect();
    let mean = |node: NodeId, rows: &[usize]| {
        let rates: Vec<Ratio> = rows.iter().filter_map(|row| scores.get(*row)?.rate(node)).collect();
        rates.iter().sum::<Ratio>().checked_div(&Ratio::from(rates.len() as u64))
    };
    let node = |summary: &IndicatorSummary| ProfileNode {
        node: summary.node,
        rate: unit.rate(summary.node),
        rank: summary.ranks.get(row).copied().flatten(),
        all: summary.rates.as_ref().map(|rates| rates.mean.clone()),
        tier: mean(summary.node, &tier),
        peers: mean(summary.node, &peers),
        groups: inside
            .iter()
            .map(|(grouping, at, _)| grouping.groups[*at].means.get(summary.node.index()).cloned().flatten())
            .collect(),
        best: summary.rates.as_ref().map(|rates| rates.greatest.clone()),
    };
    let leaves: Vec<NodeId> = framework.leaves().filter(|leaf| !leaf.vetoes).map(|leaf| leaf.id).collect();
    let (strengths, weaknesses) = strengths_and_weaknesses(summaries, row, &leaves, strengths_of(leaves.len()));
    let standing = |(grouping, at, place): &(&Grouping, usize, usize)| GroupStanding {
        attribute: grouping.attribute.clone(),
        group: grouping.groups[*at].name.clone(),
        rank: grouping.groups[*at].ranks.get(*place).copied().flatten(),
        of: grouping.groups[*at].rows.len(),
    };
    Some(Profile {
        row,
        nodes: summaries.iter().map(node).collect(),
        strengths,
        weaknesses,
        groups: inside.iter().map(standing).collect(),
        peers,
    })
}

/// The rows of the units that are most like one in its first-level rates.
fn peers(scores: &Scores, row: usize) -> Vec<usize> {
    let first = &scores.framework().total().children;
    let rates = |row: usize| -> Option<Vec<Ratio>> {
        let unit = scores.get(row)?;
        if first.is_empty() {
            return Some(vec![unit.total()?]);
        }
        first.iter().map(|node| unit.rate(*node)).collect()
    };
    let Some(own) = rates(row) else { return Vec::new() };
    let distance = |other: usize| -> Option<Ratio> {
        let square = |(at, (one, two)): (usize, (&Ratio, &Ratio))| {
            let away = one - two;
            let weight = first.get(at).map_or_else(Ratio::one, |node| scores.weights().share(*node).clone());
            &(&away * &away) * &weight
        };
        Some(own.iter().zip(&rates(other)?).enumerate().map(square).sum())
    };
    let others = scores.ranked().map(|unit| unit.row()).filter(|other| *other != row);
    let mut near: Vec<(Ratio, usize)> = others.filter_map(|other| Some((distance(other)?, other))).collect();
    near.sort_by(|one, other| one.0.cmp(&other.0));
    near.into_iter().take(PEERS).map(|(_, other)| other).collect()
}
