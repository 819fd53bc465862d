//! Two editions of a scheme, compared fairly: what changed of every unit, and whether values or the scheme changed it.

mod criteria;
mod crossed;
mod mapping;
mod matched;
mod nodes;
mod split;
mod units;

use super::statistics::Summary;
use crate::diagnostic::Diagnostics;
use crate::error::Error;
use crate::framework::{Framework, NodeId};
use crate::methods::rank;
use crate::number::Ratio;
use crate::score::Scores;
use criteria::Editions;
use crossed::Splitter;
use units::{MatchedUnits, matched_units};

pub use criteria::Criterion;
pub use mapping::Mapping;
pub use matched::{ItemChanges, Matched, Pair};
pub use nodes::{Distribution, NodeChange};
pub use split::{Inseparable, LeafPart, Split, SplitBy};

/// What changed between two editions.
///
/// All rates and totals of the old edition are brought to the scale of the new one, as shares of full marks; the change
/// of a total is the new total less the old one so brought. Where the scales are equal that is the plain difference.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison<'s> {
    /// The old edition.
    pub old: &'s Scores,
    /// The new one.
    pub new: &'s Scores,
    /// Full marks in which everything is told: those of the new edition.
    pub scale: Ratio,
    /// How indicators and items go together.
    pub matched: Matched,
    /// The units of both editions, in the order of the new data.
    pub units: Vec<UnitChange>,
    /// Rows of units that are in the old data alone.
    pub only_old: Vec<usize>,
    /// Rows of units that are in the new data alone.
    pub only_new: Vec<usize>,
    /// How many units of both editions went from which type to which.
    pub moves: Moves,
    /// What changed of every indicator, the total first, then those of the new edition, then those dropped.
    pub nodes: Vec<NodeChange>,
    /// What should be looked at: pairs of units without a unit, codes with unlike names.
    pub diagnostics: Diagnostics,
}

/// One unit in both editions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnitChange {
    /// In the old edition.
    pub old: InEdition,
    /// In the new one.
    pub new: InEdition,
    /// What values and what the scheme did to its total, or why that cannot be said.
    pub split: Result<Split, Inseparable>,
}

/// Where a unit stands in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InEdition {
    /// Its row in the data.
    pub row: usize,
    /// Its total, on the scale of the comparison.
    pub total: Option<Ratio>,
    /// Its rank among all units of the edition.
    pub rank: Option<u32>,
    /// Its rank among the units that have a rank in both.
    pub common_rank: Option<u32>,
    /// The place of its type, 0 for the best.
    pub tier: Option<usize>,
}

impl UnitChange {
    /// The change of its total; none where it has none in one of the editions.
    pub fn change(&self) -> Option<Ratio> {
        Some(self.new.total.as_ref()? - self.old.total.as_ref()?)
    }

    /// How many places it rose among the units that have a rank in both editions; below zero where it fell.
    pub fn places_risen(&self) -> Option<i64> {
        Some(i64::from(self.old.common_rank?) - i64::from(self.new.common_rank?))
    }
}

/// How many units went from which type to which.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moves {
    /// By old type, then by new type, the best first; last in each those without a type.
    pub counts: Vec<Vec<usize>>,
    /// Whether both editions have the same types in the same order, so that there is up and down.
    pub same_types: bool,
}

impl Moves {
    fn new(old: &Framework, new: &Framework, units: &[UnitChange]) -> Moves {
        let codes =
            |framework: &Framework| -> Vec<String> { framework.tiers().iter().map(|tier| tier.code.clone()).collect() };
        let (before, after) = (codes(old), codes(new));
        let mut counts = vec![vec![0; after.len() + 1]; before.len() + 1];
        for unit in units {
            // Places of types come from these lists.
            counts[unit.old.tier.unwrap_or(before.len())][unit.new.tier.unwrap_or(after.len())] += 1;
        }
        Moves { counts, same_types: before == after && !before.is_empty() }
    }

    /// How many rose to a better type, stayed, and fell to a worse one; nothing where the types are not the same.
    pub fn risen_stayed_fallen(&self) -> Option<(usize, usize, usize)> {
        if !self.same_types {
            return None;
        }
        let types = self.counts.len() - 1;
        let mut sums = (0, 0, 0);
        for (before, row) in self.counts.iter().take(types).enumerate() {
            for (after, count) in row.iter().take(types).enumerate() {
                match after.cmp(&before) {
                    std::cmp::Ordering::Less => sums.0 += count,
                    std::cmp::Ordering::Equal => sums.1 += count,
                    std::cmp::Ordering::Greater => sums.2 += count,
                }
            }
        }
        Some(sums)
    }
}

/// Compares two editions: of one scheme or of two, with units, indicators and items matched by `mapping` and by what
/// they are called.
///
/// The error tells everything of the mapping that does not go with the frameworks.
///
/// ```
/// use govscore::{Dataset, Framework, Mapping, compare};
///
/// let edition = |id| -> Result<_, govscore::Error> {
///     let framework = Framework::builtin(id)?;
///     framework.score(&Dataset::from_csv(&framework, govscore::sample(id)?.as_bytes())?)
/// };
/// let (old, new) = (edition("un-egdi-2018")?, edition("un-egdi-2020")?);
/// let compared = compare(&old, &new, &Mapping::default())?;
/// let china = compared.unit("CHN").unwrap();
/// let split = china.split.as_ref().unwrap();
/// assert_eq!((china.old.rank, china.new.rank), (Some(65), Some(45)));
/// // The weights are what they were, so all of the change is that of values.
/// assert_eq!(Some(&split.values), china.change().as_ref());
/// assert!(split.scheme.is_zero());
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn compare<'s>(old: &'s Scores, new: &'s Scores, mapping: &Mapping) -> Result<Comparison<'s>, Error> {
    let editions = Editions { old: old.framework(), new: new.framework() };
    let problems = mapping.problems(editions.old, editions.new);
    if problems.has_errors() {
        return Err(Error::Mapping(problems));
    }
    let scale = editions.new.scale().clone();
    // A scale is above zero.
    let stretch = scale.checked_div(editions.old.scale()).unwrap_or_else(Ratio::one);
    let matched = Matched::new(editions, mapping);
    let MatchedUnits { common, only_old, only_new, found } = matched_units(old.dataset(), new.dataset(), mapping);
    let ranks = [common_ranks(old, new, &common, false), common_ranks(old, new, &common, true)];
    let mut splitter = Splitter::new(old, new, &matched, stretch.clone());
    let units: Vec<UnitChange> = common
        .iter()
        .enumerate()
        .map(|(at, (before, after))| UnitChange {
            old: in_edition(old, *before, &stretch, ranks[0][at]),
            new: in_edition(new, *after, &Ratio::one(), ranks[1][at]),
            split: splitter.split(*before, *after),
        })
        .collect();
    let moves = Moves::new(editions.old, editions.new, &units);
    let nodes = nodes::node_changes(old, new, &matched, &units, &stretch);
    Ok(Comparison { old, new, scale, matched, units, only_old, only_new, moves, nodes, diagnostics: found })
}

/// The mean totals of some units in both editions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MeanChange {
    /// How many units those are; at least one.
    pub count: usize,
    /// In the old edition, on the scale of the comparison.
    pub old: Ratio,
    /// In the new one.
    pub new: Ratio,
    /// The mean of what values did, where the change of every unit is split.
    pub values: Option<Ratio>,
    /// The mean of what the scheme did.
    pub scheme: Option<Ratio>,
}

impl Comparison<'_> {
    /// A unit of both editions, by code, name, or any name that the new roster knows it by.
    pub fn unit(&self, text: &str) -> Option<&UnitChange> {
        let row = self.new.dataset().find(text)?;
        self.units.iter().find(|unit| unit.new.row == row)
    }

    /// The mean totals of the units in these rows of the new data, those that have a total in both editions; none where
    /// none has.
    pub fn means_of(&self, rows: &[usize]) -> Option<MeanChange> {
        let units: Vec<&UnitChange> =
            self.units.iter().filter(|unit| unit.change().is_some() && rows.contains(&unit.new.row)).collect();
        let mean = |values: Vec<Ratio>| Some(Summary::of(&values)?.mean);
        let splits: Option<Vec<&Split>> = units.iter().map(|unit| unit.split.as_ref().ok()).collect();
        let part =
            |part: fn(&Split) -> &Ratio| mean(splits.as_ref()?.iter().map(|split| part(split).clone()).collect());
        Some(MeanChange {
            count: units.len(),
            old: mean(units.iter().filter_map(|unit| unit.old.total.clone()).collect())?,
            new: mean(units.iter().filter_map(|unit| unit.new.total.clone()).collect())?,
            values: part(|split| &split.values),
            scheme: part(|split| &split.scheme),
        })
    }

    /// Whether anything of the scheme is another than it was, so that ranks of the two are not comparable as such: full
    /// marks, an indicator or item, a weight, or something that did a part of some change.
    pub fn scheme_changed(&self) -> bool {
        let matched = &self.matched;
        let other = |pair: &Pair| !pair.comparable || pair.repointed || !pair.changed.is_empty();
        let weight = |pair: &Pair| self.old.weights().effective(pair.old) != self.new.weights().effective(pair.new);
        let did = |unit: &UnitChange| match &unit.split {
            Ok(split) => !split.scheme.is_zero(),
            Err(why) => *why != Inseparable::NoTotal,
        };
        self.old.framework().scale() != self.new.framework().scale()
            || !(matched.added.is_empty() && matched.dropped.is_empty() && matched.items.is_empty())
            || matched.pairs.iter().filter(|pair| pair.new != NodeId::TOTAL).any(|pair| other(pair) || weight(pair))
            || self.units.iter().any(did)
    }
}

fn in_edition(scores: &Scores, row: usize, stretch: &Ratio, common_rank: Option<u32>) -> InEdition {
    let unit = scores.get(row);
    let code = unit.and_then(|unit| unit.tier()).map(|tier| tier.code.as_str());
    InEdition {
        row,
        total: unit.and_then(|unit| unit.total()).map(|total| &total * stretch),
        rank: unit.and_then(|unit| unit.rank()),
        common_rank,
        tier: code.and_then(|code| scores.framework().tiers().iter().position(|tier| tier.code == code)),
    }
}

/// The ranks of one edition among the units that are ranked in both, by the edition's own order and tie rule.
fn common_ranks(old: &Scores, new: &Scores, common: &[(usize, usize)], of_new: bool) -> Vec<Option<u32>> {
    let rank_of = |scores: &Scores, row: usize| scores.get(row).and_then(|unit| unit.rank());
    let both: Vec<Option<u32>> = common
        .iter()
        .map(|(before, after)| {
            let (before, after) = (rank_of(old, *before)?, rank_of(new, *after)?);
            Some(if of_new { after } else { before })
        })
        .collect();
    let ties = if of_new { new } else { old }.framework().ties();
    let better = |a: usize, b: usize| both[a].cmp(&both[b]);
    // Ordinal ranks are told apart already.
    let ranks = rank(ties, both.len(), |at| both[at].is_some(), better, |_, _| std::cmp::Ordering::Equal);
    ranks.into_iter().map(|rank| rank.map(std::num::NonZeroU32::get)).collect()
}
