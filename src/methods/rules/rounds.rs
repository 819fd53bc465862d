//! Several rounds of one observation (多轮监测): the best, the mean or the last.

use serde::{Deserialize, Serialize};

use crate::number::Ratio;

/// Which of several rounds counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rounds {
    /// The one with the most marks.
    Best,
    /// The mean of the marks of all rounds.
    Mean,
    /// The one with the greatest number.
    Last,
}

impl Rounds {
    /// The share that counts, of shares in the order of their rounds; nothing where there is none.
    ///
    /// Shares are compared and averaged, not answers: the mean of 3 and 30 days is nobody's mark.
    /// Shares 1/2 and 1: best 1, mean 3/4, last 1.
    pub fn combine(self, shares: &[Ratio]) -> Option<Ratio> {
        match self {
            Rounds::Best => shares.iter().max().cloned(),
            Rounds::Last => shares.last().cloned(),
            Rounds::Mean => shares.iter().sum::<Ratio>().checked_div(&Ratio::from(shares.len() as u64)),
        }
    }
}
