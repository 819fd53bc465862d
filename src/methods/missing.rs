//! What happens to a value that is missing.

use serde::{Deserialize, Serialize};

/// What happens to a value that is missing: not zero, and not "not applicable" either.
///
/// The two ways of rescaling differ from depth two on.
/// Let A (half of the total) have the leaves A1 = 80 and A2 missing, and B (the other half) be a leaf of 60:
/// `rescale-node` gives A = 80 and the total 70;
/// `rescale-tree` lets A count only for the quarter that is present, (80·1/4 + 60·1/2) / (3/4) = 66.67.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Missing {
    /// A missing value is an error, unless its weight is zero. The default.
    #[default]
    Reject,
    /// It counts as zero.
    Zero,
    /// Each node is the mean over its children that are present, as in COINr.
    RescaleNode,
    /// Each node is the mean over all leaves below it that are present, by their effective weights
    /// (the "score out of 75, times 4/3" rule of 政府网站与政务新媒体检查指标 2019).
    RescaleTree,
}
