//! Totals with the values of one edition and the scheme of the other, where both can be formed.

use super::criteria::Editions;
use super::matched::Matched;
use super::split::{Inseparable, Room, Split, by_leaves, by_runs};
use crate::framework::{ItemId, NodeId};
use crate::number::Ratio;
use crate::score::{Bend, Parts, Plan, Scores};

/// Splits changes of totals, unit by unit.
pub(super) struct Splitter<'s> {
    old: &'s Plan,
    new: &'s Plan,
    matched: &'s Matched,
    /// What brings a rate of the old edition to the scale of the new one.
    stretch: Ratio,
    room: Room,
    /// New values under the old scheme, and old values under the new one.
    runs: Option<Option<(Plan, Plan)>>,
}

impl<'s> Splitter<'s> {
    pub(super) fn new(old: &'s Scores, new: &'s Scores, matched: &'s Matched, stretch: Ratio) -> Splitter<'s> {
        let room = Room::new(new.framework().nodes().len());
        Splitter { old: old.plan(), new: new.plan(), matched, stretch, room, runs: None }
    }

    /// The change of the unit in these rows.
    pub(super) fn split(&mut self, old_row: usize, new_row: usize) -> Result<Split, Inseparable> {
        let (mut old, new) = (self.old.parts(old_row), self.new.parts(new_row));
        let (Some(before), Some(after)) = (old.total.clone(), new.total.clone()) else {
            return Err(Inseparable::NoTotal);
        };
        let bends = bends(&old, &new);
        if bends.is_empty() {
            if !self.stretch.is_one() {
                old.total = Some(&before * &self.stretch);
                old.leaves.iter_mut().for_each(|leaf| leaf.rate = &leaf.rate * &self.stretch);
            }
            return Ok(by_leaves(&old, &new, self.matched, &mut self.room));
        }
        if self.runs.is_none() {
            self.runs = Some(runs(self.old, self.new, self.matched));
        }
        let Some(Some((new_values, new_scheme))) = &self.runs else { return Err(Inseparable::OtherLeaves(bends)) };
        match (new_values.total(new_row), new_scheme.total(old_row)) {
            (Some(values), Some(scheme)) => {
                Ok(by_runs(&(&before * &self.stretch), &after, &(&values * &self.stretch), &scheme))
            }
            _ => Err(Inseparable::NoCrossedTotal(bends)),
        }
    }
}

fn bends(old: &Parts, new: &Parts) -> Vec<Bend> {
    let mut bends: Vec<Bend> = old.bent_by.iter().chain(&new.bent_by).copied().collect();
    bends.sort_unstable();
    bends.dedup();
    bends
}

/// Both crossed runs; nothing where some leaf, item or given node of one edition has none to go with in the other.
fn runs(old: &Plan, new: &Plan, matched: &Matched) -> Option<(Plan, Plan)> {
    let editions = Editions { old: old.framework(), new: new.framework() };
    let needed =
        |plan: &Plan, node: &crate::framework::Node| node.is_leaf() || plan.dataset().column(&node.code).is_some();
    let (before, after) = (editions.old.nodes(), editions.new.nodes());
    let to_new: Vec<Option<NodeId>> = before.iter().map(|node| matched.new_of(node.id)).collect();
    let to_old: Vec<Option<NodeId>> = after.iter().map(|node| matched.old_of(node.id)).collect();
    let whole = before.iter().zip(&to_new).all(|(node, other)| other.is_some() || !needed(old, node))
        && after.iter().zip(&to_old).all(|(node, other)| other.is_some() || !needed(new, node));
    let observed = old.dataset().is_observed() || new.dataset().is_observed();
    if !whole {
        return None;
    }
    let mut item_to_new: Vec<Option<ItemId>> = vec![None; editions.old.items().len()];
    let mut item_to_old: Vec<Option<ItemId>> = vec![None; editions.new.items().len()];
    for pair in matched.pairs.iter().filter(|pair| pair.comparable) {
        let (old_leaf, new_leaf) = (editions.old.node(pair.old), editions.new.node(pair.new));
        let items = editions.item_pairs(old_leaf, new_leaf);
        // Answers can only be counted by rules under which they say the same.
        let alike = |(before, after): &(ItemId, ItemId)| {
            editions.old.item(*before).rule.gives_as(&editions.new.item(*after).rule)
        };
        let all = items.len() == old_leaf.items.len() && items.len() == new_leaf.items.len();
        if observed && !(all && items.iter().all(alike)) {
            return None;
        }
        for (before, after) in items {
            item_to_new[before.index()] = Some(after);
            item_to_old[after.index()] = Some(before);
        }
    }
    Some((old.crossed(new, &to_new, &item_to_new), new.crossed(old, &to_old, &item_to_old)))
}
