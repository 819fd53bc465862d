//! Ranks, and what equal scores get.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// What equal scores get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Ties {
    /// 1, 1, 3: the rank is one more than the number of better units. The default, and the UN's.
    #[default]
    Competition,
    /// 1, 1, 2: the rank is one more than the number of better scores.
    Dense,
    /// 1, 2, 3: equal scores are told apart by the roster's order, without a roster by code.
    Ordinal,
}

/// The rank of each of `count` units, 1 for the best; nothing for those that are not `present`.
///
/// `better` orders two units by score, `Less` for the better one, and `Equal` for a true tie;
/// `order` tells apart what is equal, for [`Ties::Ordinal`].
pub(crate) fn rank(
    ties: Ties,
    count: usize,
    present: impl Fn(usize) -> bool,
    better: impl Fn(usize, usize) -> Ordering,
    order: impl Fn(usize, usize) -> Ordering,
) -> Vec<Option<NonZeroU32>> {
    let mut sorted: Vec<usize> = (0..count).filter(|&unit| present(unit)).collect();
    sorted.sort_by(|&a, &b| better(a, b).then_with(|| order(a, b)));
    ranks_of_sorted(ties, count, &sorted, |a, b| better(a, b) == Ordering::Equal)
}

/// The same for units that are sorted already, the best first and ties in their order.
pub(crate) fn ranks_of_sorted(
    ties: Ties,
    count: usize,
    sorted: &[usize],
    tied: impl Fn(usize, usize) -> bool,
) -> Vec<Option<NonZeroU32>> {
    let mut ranks = vec![None; count];
    let mut current = 0;
    for (position, &unit) in sorted.iter().enumerate() {
        let tied = ties != Ties::Ordinal && position > 0 && tied(sorted[position - 1], unit);
        current = match ties {
            Ties::Competition if tied => current,
            Ties::Dense if tied => current,
            Ties::Dense => current + 1,
            Ties::Competition | Ties::Ordinal => position as u32 + 1,
        };
        ranks[unit] = NonZeroU32::new(current);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(ties: Ties, scores: &[Option<u32>]) -> Vec<Option<u32>> {
        let ranks =
            rank(ties, scores.len(), |i| scores[i].is_some(), |a, b| scores[b].cmp(&scores[a]), |a, b| a.cmp(&b));
        ranks.into_iter().map(|rank| rank.map(NonZeroU32::get)).collect()
    }

    #[test]
    fn each_rule_on_one_tie() {
        let scores = [Some(7), Some(9), None, Some(9), Some(3)];
        assert_eq!(ranks(Ties::Competition, &scores), [Some(3), Some(1), None, Some(1), Some(4)]);
        assert_eq!(ranks(Ties::Dense, &scores), [Some(2), Some(1), None, Some(1), Some(3)]);
        assert_eq!(ranks(Ties::Ordinal, &scores), [Some(3), Some(1), None, Some(2), Some(4)]);
    }
}
