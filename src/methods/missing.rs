//! What happens to a value that is not there.

use serde::{Deserialize, Serialize};

use crate::number::Ratio;

/// What happens to a value that is missing, or to one that does not apply: neither is zero, and neither is the other.
///
/// The two ways of rescaling differ from depth two on.
/// Let A (half of the total) have the leaves A1 = 80 and A2 missing, and B (the other half) be a leaf of 60:
/// `rescale-node` gives A = 80 and the total 70;
/// `rescale-tree` lets A count only for the quarter that is present, (80·1/4 + 60·1/2) / (3/4) = 66.67.
///
/// `equal` differs from `rescale-node` where weights do: of weights 20, 30 and 50 the first is not there; the others
/// count 30 + 10 and 50 + 10 under `equal`, and 30 · 100/80 = 37.5 and 62.5 under `rescale-node`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Missing {
    /// It is an error, unless its weight is zero. The default.
    #[default]
    Reject,
    /// It counts as zero.
    Zero,
    /// Each node is the mean over its children that are present, as in COINr.
    RescaleNode,
    /// Each node is the mean over all leaves below it that are present, by their effective weights
    /// (the "score out of 75, times 4/3" rule of 政府网站与政务新媒体检查指标 2019).
    RescaleTree,
    /// Its weight is spread equally over its siblings that are present (the rule of 肇庆 2019).
    Equal,
}

impl Missing {
    /// The word of the file format.
    pub fn name(self) -> &'static str {
        match self {
            Missing::Reject => "reject",
            Missing::Zero => "zero",
            Missing::RescaleNode => "rescale-node",
            Missing::RescaleTree => "rescale-tree",
            Missing::Equal => "equal",
        }
    }
}

/// One of several siblings that are joined: its weight, and whether it is there.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    pub weight: &'a Ratio,
    /// How much of its own weight below is still in the tree: one, but less under `rescale-tree`.
    pub carried: &'a Ratio,
    /// The rule that it falls under, where it is not there.
    pub absent: Option<Missing>,
}

/// What siblings count for when some of them are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Joined {
    /// The weight of each, none for one that does not take part; it takes part with a score of zero under `zero`.
    pub weights: Vec<Option<Ratio>>,
    /// How much of the weight of all of them is still in the tree.
    pub carried: Ratio,
    /// Whether one with a weight falls under `reject`.
    pub rejected: bool,
}

/// The weights with which siblings take part.
///
/// Under `equal` the weight of what is not there goes to those with a score in equal parts, never to one of weight
/// zero, which informs and nothing more; those that count as zero get none of it either.
pub(crate) fn join(parts: &[Part<'_>]) -> Joined {
    let is_there = |part: &&Part<'_>| part.absent.is_none() && !part.weight.is_zero();
    let all: Ratio = parts.iter().map(|part| part.weight).sum();
    let spread: Ratio = parts.iter().filter(|part| part.absent == Some(Missing::Equal)).map(|part| part.weight).sum();
    let takers = parts.iter().filter(is_there).count();
    let extra = spread.checked_div(&Ratio::from(takers as u64)).unwrap_or_else(Ratio::zero);
    let mut lost = Ratio::zero();
    let mut weights = Vec::with_capacity(parts.len());
    for part in parts {
        weights.push(match part.absent {
            None if part.weight.is_zero() => Some(Ratio::zero()),
            None => {
                let own = if part.carried.is_one() { part.weight.clone() } else { part.weight * part.carried };
                lost = &lost + &(part.weight - &own);
                Some(&own + &extra)
            }
            Some(Missing::Zero) => {
                let own = part.weight * part.carried;
                lost = &lost + &(part.weight - &own);
                Some(own)
            }
            Some(Missing::RescaleTree) => {
                lost = &lost + part.weight;
                None
            }
            Some(Missing::Reject | Missing::RescaleNode | Missing::Equal) => None,
        });
    }
    let carried = (&all - &lost).checked_div(&all).unwrap_or_else(Ratio::one);
    let rejected = parts.iter().any(|part| part.absent == Some(Missing::Reject) && !part.weight.is_zero());
    Joined { weights, carried, rejected }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(parts: &[(i128, Option<Missing>)]) -> (Vec<String>, String) {
        let ratios: Vec<Ratio> = parts.iter().map(|(weight, _)| Ratio::new(*weight, 100).expect("a ratio")).collect();
        let one = Ratio::one();
        let parts: Vec<Part<'_>> = parts
            .iter()
            .zip(&ratios)
            .map(|((_, absent), weight)| Part { weight, carried: &one, absent: *absent })
            .collect();
        let joined = join(&parts);
        let shown = |weight: &Option<Ratio>| weight.as_ref().map_or("-".to_owned(), Ratio::to_string);
        (joined.weights.iter().map(shown).collect(), joined.carried.to_string())
    }

    #[test]
    fn each_rule_on_one_absence() {
        for (rule, expected, carried) in [
            (Missing::Zero, ["0.2", "0.3", "0.5"], "1"),
            (Missing::RescaleNode, ["-", "0.3", "0.5"], "1"),
            (Missing::RescaleTree, ["-", "0.3", "0.5"], "0.8"),
            (Missing::Equal, ["-", "0.4", "0.6"], "1"),
        ] {
            let found = weights(&[(20, Some(rule)), (30, None), (50, None)]);
            assert_eq!(found, (expected.map(str::to_owned).to_vec(), carried.to_owned()), "{rule:?}");
        }
    }
}
