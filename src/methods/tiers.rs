//! The rules that sort units into types.

use serde::{Deserialize, Serialize};

use super::CutLines;
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

impl TierRule {
    /// The place of each total's tier, 0 for the best; nothing where there is no total.
    pub fn assign(&self, totals: &[Option<Ratio>]) -> Vec<Option<usize>> {
        match self {
            TierRule::CutLines(lines) => totals.iter().map(|total| total.as_ref().map(|t| lines.place(t))).collect(),
        }
    }
}
