//! The rules that sort units into types.
//!
//! A rule is one file beside this one, with what it asks of the listed tiers (`read`) and its formula (`assign`);
//! here it gets a name and an arm in each of the two.

use serde::{Deserialize, Serialize};

use super::CutLines;
use crate::diagnostic::{Bilingual, Code};
use crate::number::Ratio;

/// The name of a tier rule in YAML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TierRuleName {
    /// Fixed lines on the scale of the total. The default.
    #[default]
    CutLines,
}

/// A checked tier rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierRule {
    /// Fixed lines on the scale of the total.
    CutLines(CutLines),
}

impl TierRuleName {
    /// The rule for the tiers as listed, and everything that is wrong with them; no rule where a line is unknown.
    pub(crate) fn read(self, listed: &Listed<'_>) -> (Option<TierRule>, Vec<TierProblem>) {
        match self {
            TierRuleName::CutLines => CutLines::read(listed),
        }
    }
}

impl TierRule {
    /// The place of each total's tier, 0 for the best; nothing where there is no total.
    pub fn assign(&self, totals: &[Option<Ratio>]) -> Vec<Option<usize>> {
        match self {
            TierRule::CutLines(lines) => totals.iter().map(|total| total.as_ref().map(|t| lines.place(t))).collect(),
        }
    }
}

/// The tiers of a framework as a rule sees them, best first.
pub(crate) struct Listed<'a> {
    pub tiers: &'a [TierLine],
    /// Full marks of the total, where they could be read.
    pub scale: Option<&'a Ratio>,
    /// Whether something may be unknown.
    pub partial: bool,
}

/// One listed tier.
pub(crate) struct TierLine {
    pub code: String,
    /// Its `from` as written.
    pub written: Option<String>,
    /// Its `from` as a number.
    pub from: Option<Ratio>,
    /// Something stands at `from` that could not be read, and was reported.
    pub unread: bool,
}

/// What is wrong with the listed tiers, where, and how to mend it.
pub(crate) struct TierProblem {
    /// Which tier; all of them where none is named.
    pub tier: Option<usize>,
    /// Which key of it.
    pub key: Option<&'static str>,
    pub code: Code,
    pub message: Bilingual,
    pub hint: Bilingual,
}
