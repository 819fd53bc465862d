//! Which rows break an order.

use crate::number::Ratio;

/// The fewest places whose values have to go for the others never to rise (a longest non-increasing subsequence).
pub(super) fn out_of_order(values: &[&Ratio]) -> Vec<usize> {
    // The place of the greatest value at which a falling row of each length can end, and what stands before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; values.len()];
    for (place, value) in values.iter().enumerate() {
        let length = ends.partition_point(|&end| values[end] >= *value);
        before[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut kept = vec![false; values.len()];
    let mut at = ends.last().copied();
    while let Some(place) = at {
        kept[place] = true;
        at = before[place];
    }
    (0..values.len()).filter(|&place| !kept[place]).collect()
}

/// All other places of a list, the nearest first; one that breaks an order is at odds with one of the two nearest that
/// keep it.
pub(super) fn outwards(place: usize, count: usize) -> impl Iterator<Item = usize> {
    let beside = move |away: usize| [place.checked_sub(away), place.checked_add(away).filter(|at| *at < count)];
    (1..count).flat_map(beside).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_value_out_of_place_is_the_only_one_named() {
        for (values, expected) in [
            (&[9, 8, 7, 6][..], &[][..]),
            (&[9, 8, 8, 6], &[]),
            (&[9, 3, 8, 7, 6], &[1]),
            (&[9, 8, 7, 10, 6], &[3]),
            (&[], &[]),
        ] {
            let values: Vec<Ratio> = values.iter().map(|value| Ratio::from(*value)).collect();
            assert_eq!(out_of_order(&values.iter().collect::<Vec<_>>()), expected, "{values:?}");
        }
    }

    proptest! {
        /// What is left falls, and no smaller set would do: tried out on short lists.
        #[test]
        fn what_is_left_never_rises(values in prop::collection::vec(0..6i32, 0..9)) {
            let ratios: Vec<Ratio> = values.iter().map(|value| Ratio::from(*value)).collect();
            let out = out_of_order(&ratios.iter().collect::<Vec<_>>());
            let falls = |kept: &dyn Fn(usize) -> bool| {
                let left: Vec<i32> = (0..values.len()).filter(|&at| kept(at)).map(|at| values[at]).collect();
                left.windows(2).all(|pair| pair[0] >= pair[1])
            };
            prop_assert!(falls(&|at| !out.contains(&at)));
            let fewest = (0u32..1 << values.len()).filter(|set| falls(&|at| set >> at & 1 == 0)).map(u32::count_ones).min();
            prop_assert_eq!(fewest, Some(out.len() as u32));
        }
    }
}
