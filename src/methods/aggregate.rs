//! How a node's score is formed from its children's.

use serde::{Deserialize, Serialize};

use crate::number::Ratio;

/// How a node's score is formed from its children's (OECD/JRC Handbook on Constructing Composite Indicators, 2008, step 7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Aggregate {
    /// The weighted arithmetic mean: sum of share times rate, over the sum of the shares that take part. The default.
    #[default]
    Arithmetic,
}

impl Aggregate {
    /// The mean of `(share, rate)` pairs; nothing where the shares add up to zero.
    ///
    /// The shares need not add up to one: what is absent is left out, and the others keep their proportions.
    pub fn combine(self, parts: &[(&Ratio, &Ratio)]) -> Option<Ratio> {
        match self {
            Aggregate::Arithmetic => {
                let weight: Ratio = parts.iter().map(|(share, _)| *share).sum();
                let sum: Ratio = parts.iter().map(|(share, rate)| *share * *rate).sum();
                sum.checked_div(&weight)
            }
        }
    }
}
