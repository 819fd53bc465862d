//! From rows to a tree: an indicator holds for all rows below it until its level or a higher one is filled again.

use super::cell::{Number, Weight};
use super::rows::{Line, Piece};
use crate::number::Ratio;

/// An indicator of the tree; the first node is the total.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub name: String,
    pub damaged: bool,
    pub number: Option<Number>,
    /// From a column of codes.
    pub code: String,
    pub weight: Option<Weight>,
    pub definition: String,
    pub criteria: String,
    pub data_source: String,
    pub line: u64,
    pub column: u64,
    pub level: usize,
    pub children: Vec<usize>,
    pub parent: usize,
    /// A row gave what is above this node and went no further, so that one of its children may be lost.
    pub short: Option<u64>,
}

/// The nodes, parents before children.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn build(lines: &[Line]) -> Tree {
        let mut tree = Tree { nodes: vec![Node::default()] };
        let levels = lines.iter().map(|line| line.pieces.len()).max().unwrap_or(0);
        // The node that holds at each level.
        let mut current: Vec<Option<usize>> = vec![None; levels];
        let mut short = None;
        for line in lines {
            let Some(deepest) = line.deepest() else { continue };
            for (level, piece) in line.pieces.iter().enumerate() {
                let Some(piece) = piece else { continue };
                if tree.is_same(current[level], piece, level < deepest) {
                    continue;
                }
                let parent = tree.parent(&mut current, level, line, &mut short);
                let at = tree.add(parent, Node::of(piece, line.line, level));
                current[level] = Some(at);
                current[level + 1..].fill(None);
            }
            if let Some(at) = current[deepest] {
                tree.nodes[at].describe(line);
            }
            short = (deepest + 1 < levels).then_some(line.line);
        }
        tree.fold();
        tree
    }

    pub(super) fn add(&mut self, parent: usize, node: Node) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node { parent, ..node });
        self.nodes[parent].children.push(at);
        at
    }

    /// Whether a piece repeats what holds already: above others by its name, as on the next page; or a weight alone.
    fn is_same(&self, holds: Option<usize>, piece: &Piece, above: bool) -> bool {
        let Some(node) = holds.and_then(|at| self.nodes.get(at)) else { return false };
        let same_weight = piece.named.weight.is_none() || piece.named.weight == node.weight;
        let bare = piece.named.name.is_empty() && piece.named.number.is_none();
        same_weight && (bare || above && piece.named.name == node.name && piece.named.number == node.number)
    }

    /// The node above a level; levels that are not filled are made up for, as their cells may be lost.
    fn parent(&mut self, current: &mut [Option<usize>], level: usize, line: &Line, short: &mut Option<u64>) -> usize {
        let mut parent = 0;
        for (above, holds) in current.iter_mut().enumerate().take(level) {
            parent = *holds.get_or_insert_with(|| {
                let lost =
                    Node { damaged: true, line: line.line, level: above, short: short.take(), ..Node::default() };
                self.add(parent, lost)
            });
        }
        parent
    }

    /// Takes out what was made up for and stands alone: the tree is less deep there.
    fn fold(&mut self) {
        for at in 1..self.nodes.len() {
            let node = &self.nodes[at];
            let parent = node.parent;
            let made_up = node.damaged && node.column == 0 && !node.children.is_empty();
            if made_up && self.nodes[parent].children.len() == 1 {
                let children = std::mem::take(&mut self.nodes[at].children);
                children.iter().for_each(|child| self.nodes[*child].parent = parent);
                self.nodes[parent].short = self.nodes[parent].short.or(self.nodes[at].short);
                self.nodes[parent].children = children;
            }
        }
    }

    /// The nodes that are in the tree, parents before children, without the total.
    pub(super) fn walk(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut next: Vec<usize> = self.nodes[0].children.iter().rev().copied().collect();
        while let Some(at) = next.pop() {
            order.push(at);
            next.extend(self.nodes[at].children.iter().rev());
        }
        order
    }

    /// Every node with children, the total first.
    pub(super) fn parents(&self) -> Vec<usize> {
        let has_children = |at: &usize| !self.nodes[*at].children.is_empty();
        std::iter::once(0).chain(self.walk()).filter(has_children).collect()
    }

    /// What a node weighs as written, where that can be read.
    pub(super) fn value(&self, at: usize) -> Option<(&Ratio, bool)> {
        match &self.nodes[at].weight {
            Some(Weight::Known { value, percent }) => Some((value, *percent)),
            Some(Weight::Damaged(_)) | None => None,
        }
    }
}

impl Node {
    fn of(piece: &Piece, line: u64, level: usize) -> Node {
        Node {
            name: piece.named.name.clone(),
            damaged: piece.named.is_damaged(),
            number: piece.named.number.clone(),
            weight: piece.named.weight.clone(),
            line,
            column: piece.column,
            level,
            ..Node::default()
        }
    }

    /// Takes over what the row says of its lowest indicator.
    fn describe(&mut self, line: &Line) {
        let pairs = [
            (&mut self.code, &line.code),
            (&mut self.definition, &line.definition),
            (&mut self.criteria, &line.criteria),
            (&mut self.data_source, &line.data_source),
        ];
        for (own, said) in pairs {
            if own.is_empty() {
                own.clone_from(said);
            } else if !said.is_empty() && *own != *said {
                // Criteria often run over several rows.
                own.push('\n');
                own.push_str(said);
            }
        }
    }
}
