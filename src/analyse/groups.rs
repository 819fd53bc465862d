//! Units compared by groups: regions, provinces, kinds, types, or whatever an attribute says.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::node_rates::NodeRates;
use super::statistics::Summary;
use crate::data::Dataset;
use crate::error::Error;
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::score::Scores;

/// What separates the groups of a unit that is in several.
const SEVERAL: char = '|';
/// An attribute that is not asked for makes a comparison only with so many values at most.
const MOST_GROUPS: usize = 40;

/// Units by the values of one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grouping {
    /// The attribute, or `tier`.
    pub attribute: String,
    /// The groups, that with the highest mean total first; equal ones, and those without a total, by name.
    pub groups: Vec<UnitGroup>,
    /// The rows of units that are in none.
    pub without: Vec<usize>,
    /// Whether a unit is in several groups.
    pub overlaps: bool,
}

/// The units of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnitGroup {
    /// The value that they share; of types the code.
    pub name: String,
    /// Their rows in the data, best total first, those without one last.
    pub rows: Vec<usize>,
    /// What their totals are like, as rates on 0..scale; none where no unit has one.
    pub totals: Option<Summary>,
    /// The mean rate of every node, in the order of [`Framework::nodes`](crate::Framework::nodes).
    pub means: Vec<Option<Ratio>>,
    /// How many units are in each tier, best first.
    pub tiers: Vec<usize>,
    /// The rank of each unit of `rows` inside the group.
    pub ranks: Vec<Option<u32>>,
}

/// Units by the values of an attribute of the data or the roster, or by `tier`.
///
/// A value such as `京津冀|中原` puts a unit into two groups. Fails where no unit can have the attribute; the error lists
/// what there is.
///
/// ```
/// use govscore::{Dataset, Framework, Roster, group_units};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let by_region = group_units(&framework.score(&data)?, "region")?;
/// assert_eq!(by_region.groups[0].name, "Europe");
/// assert_eq!(by_region.groups[0].rows.len(), 43);
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn group_units(scores: &Scores, attribute: &str) -> Result<Grouping, Error> {
    group_from(scores, attribute, &NodeRates::of(scores))
}

/// The same from rates that are there already.
pub(super) fn group_from(scores: &Scores, attribute: &str, rates: &NodeRates) -> Result<Grouping, Error> {
    let values = scores.groups(attribute)?;
    Ok(grouped(scores, attribute, &values, rates))
}

/// The attributes by which a report compares units unless it is told otherwise: those that the roster names, else all
/// of the data and the roster that put the units into two to forty groups which are not each of one unit.
pub fn group_attributes(data: &Dataset) -> Vec<String> {
    let own = data.attribute_names().filter(|name| is_telling(data, name)).map(str::to_owned);
    let mut names: Vec<String> = own.collect();
    if let Some(roster) = data.roster() {
        let named = if roster.groups().is_empty() { roster.attribute_names() } else { roster.groups() };
        let fresh = |name: &&String| !names.contains(name) && is_telling(data, name);
        let fresh: Vec<String> = named.iter().filter(fresh).cloned().collect();
        names.splice(0..0, fresh);
    }
    names
}

/// The attribute that is meant by its own name or by what the roster calls it in either language; else the text itself.
pub fn attribute_named(data: &Dataset, text: &str) -> String {
    if data.all_attribute_names().contains(&text) {
        return text.to_owned();
    }
    if ["类型", "type", "Type"].contains(&text) {
        return "tier".to_owned();
    }
    let named = |name: &&String| data.roster().is_some_and(|roster| roster.words(name).is_any(text));
    let names = data.roster().map(|roster| roster.attribute_names()).unwrap_or_default();
    names.iter().find(named).cloned().unwrap_or_else(|| text.to_owned())
}

/// Whether an attribute makes groups.
fn is_telling(data: &Dataset, name: &str) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in 0..data.len() {
        for value in several(data.attribute(row, name).unwrap_or_default()) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let units: usize = counts.values().sum();
    // Numbers are no names of groups, but for flags.
    let numbers = counts.len() > 2 && counts.keys().all(|value| value.parse::<f64>().is_ok());
    (2..=MOST_GROUPS).contains(&counts.len()) && units >= 2 * counts.len() && !numbers
}

fn several(value: &str) -> impl Iterator<Item = &str> {
    value.split(SEVERAL).map(str::trim).filter(|value| !value.is_empty())
}

fn grouped(scores: &Scores, attribute: &str, values: &[Option<&str>], rates: &NodeRates) -> Grouping {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut without = Vec::new();
    let mut overlaps = false;
    // Best first, so that the rows of every group are.
    for unit in scores.ranked() {
        let row = unit.row();
        let mut of: Vec<&str> =
            values.get(row).copied().flatten().map(|value| several(value).collect()).unwrap_or_default();
        of.sort_unstable();
        of.dedup();
        overlaps |= of.len() > 1;
        if of.is_empty() {
            without.push(row);
        }
        for name in of {
            rows.entry(name).or_default().push(row);
        }
    }
    let mut groups: Vec<UnitGroup> = rows.into_iter().map(|(name, rows)| group(scores, name, rows, rates)).collect();
    groups.sort_by_key(|group| Reverse(group.totals.as_ref().map(|totals| totals.mean.clone())));
    Grouping { attribute: attribute.to_owned(), groups, without, overlaps }
}

fn group(scores: &Scores, name: &str, rows: Vec<usize>, rates: &NodeRates) -> UnitGroup {
    let mean = |node: NodeId| {
        let rates = rates.among(node, &rows);
        rates.iter().copied().sum::<Ratio>().checked_div(&Ratio::from(rates.len() as u64))
    };
    let mut tiers = vec![0; scores.framework().tiers().len()];
    for place in rows.iter().filter_map(|row| tier_place(scores, *row)) {
        if let Some(count) = tiers.get_mut(place) {
            *count += 1;
        }
    }
    let mut inside = vec![None; scores.len()];
    rows.iter().for_each(|row| inside[*row] = Some(name));
    let ranks = scores.ranks_within(NodeId::TOTAL, &inside);
    UnitGroup {
        name: name.to_owned(),
        totals: Summary::of(&rates.among(NodeId::TOTAL, &rows).into_iter().cloned().collect::<Vec<Ratio>>()),
        means: scores.framework().nodes().iter().map(|node| mean(node.id)).collect(),
        tiers,
        ranks: rows.iter().map(|row| ranks.get(*row).copied().flatten()).collect(),
        rows,
    }
}

/// The place of a unit's tier, 0 for the best.
pub(crate) fn tier_place(scores: &Scores, row: usize) -> Option<usize> {
    let code = &scores.get(row)?.tier()?.code;
    scores.framework().tiers().iter().position(|tier| tier.code == *code)
}
