//! Where a unit stands that a veto or a pass mark took out of the running.

use serde::{Deserialize, Serialize};

/// Whether and where a unit that is vetoed is ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Standing {
    /// By its score, among all others. The default where it has one.
    #[default]
    With,
    /// Behind all that are not vetoed, by its score among those that are.
    After,
    /// It has no rank.
    None,
}
