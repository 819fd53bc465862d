//! Which of several observations of one item in one round counts.

use serde::{Deserialize, Serialize};

/// What happens where observations of one item, unit and round do not agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Conflicts {
    /// Each is an error that names both. The default.
    #[default]
    Refuse,
    /// Those that somebody verified count; where none or several unlike ones are, it is an error.
    VerifiedFirst,
    /// The one that was collected last counts; where that cannot be told, it is an error.
    Latest,
    /// The mean of what they get.
    Mean,
}
