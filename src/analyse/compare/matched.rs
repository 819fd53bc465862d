//! Which nodes of two editions are the same: by the mapping, else by code.

use super::criteria::{Criterion, Editions, agree};
use super::mapping::{Mapping, node};
use crate::framework::{ItemId, Node, NodeId};

/// How the indicators and items of two editions go together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Matched {
    /// Nodes under one code, or paired by the mapping, in the order of the new edition; the totals are the first.
    pub pairs: Vec<Pair>,
    /// Nodes of the new edition without a counterpart, in the order of the tree.
    pub added: Vec<NodeId>,
    /// Nodes of the old one.
    pub dropped: Vec<NodeId>,
    /// What became of the items.
    pub items: ItemChanges,
    /// The counterpart with which a node is compared, by old and by new node.
    to_new: Vec<Option<NodeId>>,
    to_old: Vec<Option<NodeId>>,
}

/// A node of each edition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pair {
    /// That of the old edition.
    pub old: NodeId,
    /// That of the new one.
    pub new: NodeId,
    /// Whether the two are compared. Where not, the one counts as dropped and the other as added.
    pub comparable: bool,
    /// What changed of it, in order.
    pub changed: Vec<Criterion>,
    /// Whether the node above is another one.
    pub repointed: bool,
    /// Whether the mapping named it.
    pub mapped: bool,
}

/// What became of the items of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemChanges {
    /// Items of the new edition without a counterpart.
    pub added: Vec<ItemId>,
    /// Items of the old one.
    pub dropped: Vec<ItemId>,
    /// Items under one code of which something changed, old and new.
    pub changed: Vec<(ItemId, ItemId, Vec<Criterion>)>,
    /// Items under one code that belong to another leaf, old and new.
    pub repointed: Vec<(ItemId, ItemId)>,
}

impl ItemChanges {
    /// Whether all items are what they were.
    pub fn is_empty(&self) -> bool {
        *self == ItemChanges::default()
    }
}

impl Matched {
    /// Matches the nodes and items of two editions; the mapping has been checked.
    ///
    /// Nodes go together by the mapping, else by code. A leaf is compared where its name agrees and none of its criteria
    /// changed, a node above leaves where its name agrees and the leaves below it are the same, the totals always; or
    /// where the mapping says so.
    pub(super) fn new(editions: Editions<'_>, mapping: &Mapping) -> Matched {
        let (old, new) = (editions.old, editions.new);
        let named = |code: &str, of_new: bool| {
            mapping.indicators.iter().any(|pair| if of_new { pair.new == code } else { pair.old == code })
        };
        let counterpart = |after: &Node| {
            if after.id == NodeId::TOTAL {
                return Some((NodeId::TOTAL, Some(true), false));
            }
            if let Some(pair) = mapping.indicators.iter().find(|pair| pair.new == after.code) {
                return Some((node(old, &pair.old)?.id, pair.comparable, true));
            }
            let before = node(old, &after.code).filter(|before| !named(&before.code, false))?;
            Some((before.id, None, false))
        };
        let mut matched = Matched {
            pairs: Vec::new(),
            added: Vec::new(),
            dropped: Vec::new(),
            items: ItemChanges::default(),
            to_new: vec![None; old.nodes().len()],
            to_old: vec![None; new.nodes().len()],
        };
        // By old node, compared or not.
        let mut twin = vec![None; old.nodes().len()];
        // Backwards every node comes behind those below it.
        for after in new.nodes().iter().rev() {
            let Some((before, said, mapped)) = counterpart(after) else {
                matched.added.push(after.id);
                continue;
            };
            twin[before.index()] = Some(after.id);
            let changed = matched.changed(editions, old.node(before), after);
            let renamed = changed.contains(&Criterion::Name) && !mapped;
            let touched = changed.iter().any(|criterion| *criterion != Criterion::Name);
            let comparable = said.unwrap_or(!renamed && !touched);
            if comparable {
                matched.to_new[before.index()] = Some(after.id);
                matched.to_old[after.id.index()] = Some(before);
            }
            matched.pairs.push(Pair { old: before, new: after.id, comparable, changed, repointed: false, mapped });
        }
        matched.pairs.reverse();
        matched.added.reverse();
        matched.dropped = old.nodes().iter().map(|node| node.id).filter(|id| twin[id.index()].is_none()).collect();
        for pair in &mut matched.pairs {
            let (before, after) = editions.parents(pair.old, pair.new);
            pair.repointed = before.and_then(|before| twin[before.index()]) != after;
        }
        matched.items = item_changes(editions, &twin);
        matched
    }

    fn changed(&self, editions: Editions<'_>, old: &Node, new: &Node) -> Vec<Criterion> {
        let mut changed = Vec::new();
        if !agree(&old.name, &new.name) {
            changed.push(Criterion::Name);
        }
        match (old.is_leaf(), new.is_leaf()) {
            (true, true) => changed.extend(editions.leaf(old, new)),
            (false, false) if self.same_leaves(editions, old, new) => {}
            (false, false) => changed.push(Criterion::Below),
            _ => changed.push(Criterion::Kind),
        }
        changed
    }

    /// Whether all leaves below one node are compared with all leaves below the other.
    fn same_leaves(&self, editions: Editions<'_>, old: &Node, new: &Node) -> bool {
        let (before, after) = (leaves(editions.old.nodes(), old), leaves(editions.new.nodes(), new));
        before.len() == after.len()
            && after.iter().all(|leaf| self.old_of(*leaf).is_some_and(|leaf| before.contains(&leaf)))
    }

    /// The node of the new edition that an old one is compared with.
    pub fn new_of(&self, old: NodeId) -> Option<NodeId> {
        self.to_new.get(old.index()).copied().flatten()
    }

    /// The node of the old edition that a new one is compared with.
    pub fn old_of(&self, new: NodeId) -> Option<NodeId> {
        self.to_old.get(new.index()).copied().flatten()
    }
}

/// The leaves below a node, itself where it is one; they stand behind it, up to the next node that is not below it.
fn leaves(nodes: &[Node], top: &Node) -> Vec<NodeId> {
    let below = nodes[top.id.index() + 1..].iter().take_while(|node| node.level > top.level);
    std::iter::once(top).chain(below).filter(|node| node.is_leaf()).map(|node| node.id).collect()
}

/// Items go together by code; a leaf with a rule of its own is told of as a leaf.
fn item_changes(editions: Editions<'_>, twin: &[Option<NodeId>]) -> ItemChanges {
    let mut changes = ItemChanges::default();
    let (old, new) = (editions.old, editions.new);
    for after in new.items().iter().filter(|item| !item.is_leaf) {
        let Some(before) = old.find_item(&after.code).filter(|item| !item.is_leaf) else {
            changes.added.push(after.id);
            continue;
        };
        let changed = editions.item(before, after);
        if !changed.is_empty() {
            changes.changed.push((before.id, after.id, changed));
        }
        if twin[before.leaf.index()] != Some(after.leaf) {
            changes.repointed.push((before.id, after.id));
        }
    }
    let gone = |item: &&crate::framework::Item| new.find_item(&item.code).is_none_or(|after| after.is_leaf);
    changes.dropped = old.items().iter().filter(|item| !item.is_leaf).filter(gone).map(|item| item.id).collect();
    changes
}
