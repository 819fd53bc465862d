//! What an indicator is measured by in two editions, and what of it changed.

use crate::framework::{Applies, Framework, Item, ItemId, Names, Node, NodeId, Unless};
use crate::number::Ratio;

/// Something by which an indicator or an item is no longer what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Criterion {
    /// Its name, or what is asked.
    Name,
    /// What it means.
    Definition,
    /// Least and greatest value in data files.
    Range,
    /// Which items are looked at, or what part of the leaf they count for.
    Items,
    /// How an answer becomes marks: the rule, rounds, the units that it applies to.
    Rule,
    /// It was measured and is now formed from others, or the other way round.
    Kind,
    /// The leaves below it.
    Below,
}

/// Two editions of which parts are held against each other.
#[derive(Clone, Copy)]
pub(super) struct Editions<'f> {
    pub old: &'f Framework,
    pub new: &'f Framework,
}

impl Editions<'_> {
    /// What changed of a leaf, in order; nothing where it is what it was.
    ///
    /// A text changed where both editions give it in one language and unlike. The range 0..scale stays what it is when the
    /// scale changes.
    pub(super) fn leaf(&self, old: &Node, new: &Node) -> Vec<Criterion> {
        let mut changed = Vec::new();
        if old.definition.as_ref().zip(new.definition.as_ref()).is_some_and(|(old, new)| differ(old, new)) {
            changed.push(Criterion::Definition);
        }
        if !self.same_range(old, new) {
            changed.push(Criterion::Range);
        }
        changed.extend(self.items(old, new));
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    fn same_range(&self, old: &Node, new: &Node) -> bool {
        let full = |framework: &Framework, node: &Node| node.range.0.is_zero() && node.range.1 == *framework.scale();
        old.range == new.range || (full(self.old, old) && full(self.new, new))
    }

    /// What changed of the items of a leaf.
    fn items(&self, old: &Node, new: &Node) -> Vec<Criterion> {
        let mut changed = Vec::new();
        let pairs = self.item_pairs(old, new);
        if pairs.len() != old.items.len() || pairs.len() != new.items.len() {
            changed.push(Criterion::Items);
        }
        let all = |framework: &Framework, items: &[ItemId]| -> Ratio {
            items.iter().map(|item| &framework.item(*item).marks).sum()
        };
        let (all_before, all_after) = (all(self.old, &old.items), all(self.new, &new.items));
        for (before, after) in pairs {
            let (before, after) = (self.old.item(before), self.new.item(after));
            changed.extend(self.item(before, after).into_iter().map(|criterion| match criterion {
                // Another question makes other items of a leaf.
                Criterion::Name => Criterion::Items,
                other => other,
            }));
            if &before.marks * &all_after != &after.marks * &all_before {
                changed.push(Criterion::Items);
            }
        }
        changed
    }

    /// The items of two leaves that go together: by code, and those that are the leaves themselves.
    pub(super) fn item_pairs(&self, old: &Node, new: &Node) -> Vec<(ItemId, ItemId)> {
        let same = |before: &Item, after: &Item| {
            before.is_leaf == after.is_leaf && (before.is_leaf || before.code == after.code)
        };
        let find = |id: &ItemId| {
            let before = self.old.item(*id);
            Some((*id, *new.items.iter().find(|after| same(before, self.new.item(**after)))?))
        };
        old.items.iter().filter_map(find).collect()
    }

    /// What changed of an item: what is asked, or how an answer counts.
    pub(super) fn item(&self, old: &Item, new: &Item) -> Vec<Criterion> {
        let mut changed = Vec::new();
        if !old.is_leaf && differ(&old.question, &new.question) {
            changed.push(Criterion::Name);
        }
        let same = old.rule.is_as_of(&old.marks, &new.rule, &new.marks)
            && old.rounds == new.rounds
            && old.violation == new.violation
            && self.same_units(old.applies.as_ref(), new.applies.as_ref());
        if !same {
            changed.push(Criterion::Rule);
        }
        changed
    }

    fn same_units(&self, old: Option<&Applies>, new: Option<&Applies>) -> bool {
        let (Some(old), Some(new)) = (old, new) else { return old.is_none() && new.is_none() };
        let unless = match (&old.unless, &new.unless) {
            (Unless::Item { item, answers }, Unless::Item { item: other, answers: others }) => {
                self.old.item(*item).code == self.new.item(*other).code && answers == others
            }
            (one, other) => one == other,
        };
        old.not == new.not && unless
    }

    /// The code of the node above, in each edition; none for what stands below no node.
    pub(super) fn parents(&self, old: NodeId, new: NodeId) -> (Option<NodeId>, Option<NodeId>) {
        (self.old.node(old).parent, self.new.node(new).parent)
    }
}

/// Whether two names have a language in common in which they are the same, and none in which they are not.
pub(super) fn agree(old: &Names, new: &Names) -> bool {
    let shared = |old: &Option<String>, new: &Option<String>| {
        old.as_ref().zip(new.as_ref()).map(|(old, new)| old.trim() == new.trim())
    };
    let (zh, en) = (shared(&old.zh, &new.zh), shared(&old.en, &new.en));
    (zh.is_some() || en.is_some()) && zh != Some(false) && en != Some(false)
}

/// Whether two texts are unlike in a language that both are in.
fn differ(old: &Names, new: &Names) -> bool {
    let shares = (old.zh.is_some() && new.zh.is_some()) || (old.en.is_some() && new.en.is_some());
    shares && !agree(old, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_in_a_language_that_both_are_in() {
        let zh = |text: &str| Names { zh: Some(text.to_owned()), en: None };
        let en = |text: &str| Names { zh: None, en: Some(text.to_owned()) };
        assert!(agree(&zh("甲"), &Names::both("甲", "A")) && agree(&zh("甲 "), &zh("甲")));
        assert!(!agree(&zh("甲"), &en("A")) && !differ(&zh("甲"), &en("A")));
        assert!(!agree(&Names::both("甲", "A"), &Names::both("甲", "B")) && differ(&zh("甲"), &zh("乙")));
    }
}
