//! The rules that sort units into types, and into grades inside a type.
//!
//! A rule is one file beside this one, with what it asks of the listed tiers (`read`) and its formula (`borders`);
//! here it gets a name and an arm in each of the two.

use serde::{Deserialize, Serialize};

use super::listed::{Listed, TierProblem};
use super::{Borders, Counts, CutLines, MeanSd, NaturalBreaks, Quantiles, Sample};
use crate::diagnostic::{bi, codes};
use crate::number::Ratio;

/// The name of a tier rule in YAML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TierRuleName {
    /// Fixed lines on the scale of the total: `from`. The default.
    #[default]
    CutLines,
    /// Shares of the units, best first: `share`.
    Quantiles,
    /// Numbers of units, best first: `count`.
    Count,
    /// Lines so many standard deviations from the mean: `from_sd`.
    MeanSd,
    /// Groups with the least distances inside them (Fisher, Jenks).
    NaturalBreaks,
}

/// The name of a rule for grades inside a tier in YAML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GradeRuleName {
    /// Fixed lines on the scale of the total: `from`. The default.
    #[default]
    CutLines,
    /// Shares of the units of the tier, best first: `share`.
    Quantiles,
    /// Numbers of units of the tier, best first: `count`.
    Count,
}

impl From<GradeRuleName> for TierRuleName {
    fn from(name: GradeRuleName) -> TierRuleName {
        match name {
            GradeRuleName::CutLines => TierRuleName::CutLines,
            GradeRuleName::Quantiles => TierRuleName::Quantiles,
            GradeRuleName::Count => TierRuleName::Count,
        }
    }
}

/// Where equal totals go that lie across the end of a tier; they are never split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TierTies {
    /// All of them to the tier of the first of them, the better one. The default.
    #[default]
    Up,
    /// All of them to the tier of the last of them, the worse one.
    Down,
}

/// A checked tier rule.
///
/// ```
/// use govscore::{Framework, Ratio};
///
/// let framework = Framework::from_yaml(
///     "govscore: 1
/// id: x
/// title: X
/// indicators: []
/// tiers:
///   rule: quantiles
///   tiers: [{code: upper, share: 40%}, {code: lower}]
/// ",
/// )?;
/// let rule = framework.tier_rule().unwrap();
/// let totals = [90, 70, 70, 60, 50].map(|total| Some(Ratio::from(total)));
/// // Two of five, and the third equals the second.
/// assert_eq!(rule.assign(&totals), [0, 0, 0, 1, 1].map(Some));
/// assert_eq!(rule.borders(&totals).begins()[0], Some(Ratio::from(70)));
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierRule {
    /// Fixed lines on the scale of the total.
    CutLines(CutLines),
    /// Shares of the units.
    Quantiles(Quantiles),
    /// Numbers of units.
    Count(Counts),
    /// Distances from the mean.
    MeanSd(MeanSd),
    /// Natural breaks.
    NaturalBreaks(NaturalBreaks),
}

impl TierRuleName {
    /// The rule for the tiers as listed, and everything that is wrong with them; no rule where a line is unknown.
    pub(crate) fn read(self, listed: &Listed<'_>) -> (Option<TierRule>, Vec<TierProblem>) {
        if listed.tiers.is_empty() {
            let (tier, tier_zh) = listed.words();
            let key = if listed.grades { "grades" } else { "tiers" };
            let message = bi!("no {tier}s are listed", "没有列出任何{tier_zh}");
            let hint = bi!("list them best first, or remove `{key}`", "由高到低逐个列出，或删去 `{key}`");
            return (None, vec![TierProblem { tier: None, key: None, code: codes::BAD_TIER, message, hint }]);
        }
        let (rule, problems) = match self {
            TierRuleName::CutLines => CutLines::read(listed),
            TierRuleName::Quantiles => Quantiles::read(listed),
            TierRuleName::Count => Counts::read(listed),
            TierRuleName::MeanSd => MeanSd::read(listed),
            TierRuleName::NaturalBreaks => NaturalBreaks::read(listed),
        };
        let strange = listed.strange(self);
        (rule.filter(|_| strange.is_empty()), problems.into_iter().chain(strange).collect())
    }

    /// The word of the file format.
    pub fn name(self) -> &'static str {
        match self {
            TierRuleName::CutLines => "cut-lines",
            TierRuleName::Quantiles => "quantiles",
            TierRuleName::Count => "count",
            TierRuleName::MeanSd => "mean-sd",
            TierRuleName::NaturalBreaks => "natural-breaks",
        }
    }
}

impl TierRule {
    /// The place of each total's tier, 0 for the best; nothing where there is no total.
    ///
    /// What has no total is not in the sample either that shares, means and breaks are taken of.
    pub fn assign(&self, totals: &[Option<Ratio>]) -> Vec<Option<usize>> {
        let borders = self.borders(totals);
        totals.iter().map(|total| total.as_ref().map(|total| borders.place(total))).collect()
    }

    /// Where each tier begins for these totals.
    pub fn borders(&self, totals: &[Option<Ratio>]) -> Borders {
        let totals = totals.iter().flatten().filter(|_| self.needs_all());
        self.borders_in(&Sample::of(totals.map(|total| (total.clone(), 1))))
    }

    pub(crate) fn borders_in(&self, sample: &Sample) -> Borders {
        match self {
            TierRule::CutLines(lines) => lines.borders(),
            TierRule::Quantiles(shares) => shares.borders(sample),
            TierRule::Count(counts) => counts.borders(sample),
            TierRule::MeanSd(lines) => lines.borders(sample),
            TierRule::NaturalBreaks(breaks) => breaks.borders(sample),
        }
    }

    /// The name of the rule.
    pub fn name(&self) -> TierRuleName {
        match self {
            TierRule::CutLines(_) => TierRuleName::CutLines,
            TierRule::Quantiles(_) => TierRuleName::Quantiles,
            TierRule::Count(_) => TierRuleName::Count,
            TierRule::MeanSd(_) => TierRuleName::MeanSd,
            TierRule::NaturalBreaks(_) => TierRuleName::NaturalBreaks,
        }
    }

    /// Whether the tier of a unit depends on the others.
    pub fn needs_all(&self) -> bool {
        !matches!(self, TierRule::CutLines(_))
    }

    /// Whether it is proved that a unit whose total rises, all others as they are, never gets into a worse tier. Lines and
    /// ranks say so themselves; a distance from the mean in standard deviations rises with the total that it is of, since
    /// with `n` units, the mean `m` and variance `v` of the others, `(x − m)² / (v + (x − m)²/n)` does.
    pub(crate) fn is_monotone(&self) -> bool {
        !matches!(self, TierRule::NaturalBreaks(_))
    }

    /// How many of so many units each tier but the last is meant to have, before equal totals are put together; none where
    /// the rule does not say.
    pub(crate) fn meant(&self, units: usize) -> Option<Vec<usize>> {
        let ends = match self {
            TierRule::Quantiles(shares) => shares.ends(units),
            TierRule::Count(counts) => counts.ends(units),
            _ => return None,
        };
        let begins = std::iter::once(0).chain(ends.iter().copied());
        Some(ends.iter().zip(begins).map(|(end, begin)| end - begin).collect())
    }
}
