//! Where everything stands in a YAML text: an index of marks, built from parser events.
//!
//! `serde_yaml` decides what a document means; the marks say where each part of it is, and let
//! [`super::recover`] list every problem of shape where serde would stop at the first.

mod build;
mod unreadable;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::number::shorten;

pub(crate) use unreadable::syntax;

/// A node's place in [`Marks`].
pub(crate) type NodeIndex = usize;

/// One step from a node to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(Cow<'static, str>),
    Index(usize),
}

impl Step {
    pub(crate) const fn key(name: &'static str) -> Step {
        Step::Key(Cow::Borrowed(name))
    }
}

/// What stands at a node.
#[derive(Debug)]
pub(crate) enum Content {
    Scalar {
        text: String,
        /// Written without quotes or tag, so that `~` is null and `1` a number.
        plain: bool,
    },
    Sequence(Vec<NodeIndex>),
    Mapping(Vec<(NodeIndex, NodeIndex)>),
    /// `*name`: stands here, and means what the anchor names.
    Alias(NodeIndex),
}

#[derive(Debug)]
struct Marked {
    content: Content,
    /// Where it begins, both from 1.
    line: u64,
    column: u64,
    /// Nodes below and including this one, aliases counted each time.
    weight: usize,
    /// How deep lists and mappings nest from here down, aliases followed.
    height: usize,
}

/// All nodes of one document.
#[derive(Debug)]
pub(crate) struct Marks {
    nodes: Vec<Marked>,
    root: NodeIndex,
    /// Misspelt keys, and what they were taken for.
    meant: HashMap<NodeIndex, &'static str>,
}

impl Marks {
    pub(crate) fn root(&self) -> NodeIndex {
        self.root
    }

    /// What stands at a node, or what the alias there means.
    pub(crate) fn content(&self, index: NodeIndex) -> &Content {
        &self.nodes[self.target(index)].content
    }

    /// The node itself, or the one that the alias there means.
    pub(crate) fn target(&self, index: NodeIndex) -> NodeIndex {
        match self.nodes[index].content {
            Content::Alias(target) => target,
            _ => index,
        }
    }

    /// Line and column of a node; of an alias, not of what it means.
    pub(crate) fn place(&self, index: NodeIndex) -> (u64, u64) {
        (self.nodes[index].line, self.nodes[index].column)
    }

    /// The text of a scalar.
    pub(crate) fn text(&self, index: NodeIndex) -> Option<&str> {
        match self.content(index) {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value under `key`, where `index` is a mapping that has it.
    pub(crate) fn get(&self, index: NodeIndex, key: &str) -> Option<NodeIndex> {
        self.entry(index, key).map(|(_, value)| value)
    }

    /// The key itself and its value, where `index` is a mapping that has it.
    pub(crate) fn entry(&self, index: NodeIndex, key: &str) -> Option<(NodeIndex, NodeIndex)> {
        let Content::Mapping(entries) = self.content(index) else { return None };
        let is_it = |name: NodeIndex| self.text(name) == Some(key) || self.meant.get(&name) == Some(&key);
        entries.iter().copied().find(|(name, _)| is_it(*name))
    }

    /// From now on these misspelt keys go by the names that were meant.
    pub(crate) fn rename(&mut self, meant: HashMap<NodeIndex, &'static str>) {
        self.meant = meant;
    }

    /// Whether anything stands where `steps` lead to.
    pub(crate) fn has(&self, steps: &[Step]) -> bool {
        self.find(steps).is_some()
    }

    /// Whether a list stands where `steps` lead to.
    pub(crate) fn is_list(&self, steps: &[Step]) -> bool {
        self.find(steps).is_some_and(|at| matches!(self.content(at), Content::Sequence(_)))
    }

    fn find(&self, steps: &[Step]) -> Option<NodeIndex> {
        steps.iter().try_fold(self.root, |at, step| self.step(at, step))
    }

    /// What one step leads to.
    fn step(&self, at: NodeIndex, step: &Step) -> Option<NodeIndex> {
        match (step, self.content(at)) {
            (Step::Key(key), _) => self.get(at, key),
            (Step::Index(place), Content::Sequence(items)) => items.get(*place).copied(),
            (Step::Index(_), _) => None,
        }
    }

    /// Line and column of what `steps` lead to: of the last part of the way that exists, or of the alias on it.
    pub(crate) fn locate(&self, steps: &[Step]) -> (u64, u64) {
        let mut at = self.root;
        for step in steps {
            match self.step(at, step) {
                Some(next) if self.target(at) == at => at = next,
                _ => break,
            }
        }
        self.place(at)
    }

    /// A path for people: `A/A1.weight`, `tiers.tiers[2].from`.
    pub(crate) fn label(&self, steps: &[Step]) -> String {
        let mut label = String::new();
        let mut at = Some(self.root);
        let mut rest = steps;
        while let [list @ Step::Key(key), item @ Step::Index(place), tail @ ..] = rest {
            if key != "indicators" {
                break;
            }
            at = at.and_then(|at| self.step(at, list)).and_then(|at| self.step(at, item));
            let code = at.and_then(|at| self.get(at, "code")).and_then(|code| self.text(code));
            push_indicator(&mut label, *place, code.unwrap_or_default());
            rest = tail;
        }
        rest.iter().for_each(|step| push_step(&mut label, step));
        label
    }
}

/// One more indicator in a path for people; by its number where it has no code.
pub(crate) fn push_indicator(label: &mut String, place: usize, code: &str) {
    if !label.is_empty() {
        label.push('/');
    }
    match code {
        "" => label.push_str(&format!("#{}", place + 1)),
        code => label.push_str(&shorten(code)),
    }
}

/// One more key or list item in a path for people.
pub(crate) fn push_step(label: &mut String, step: &Step) {
    match step {
        Step::Key(key) => {
            if !label.is_empty() {
                label.push('.');
            }
            label.push_str(&shorten(key));
        }
        Step::Index(place) => label.push_str(&format!("[{}]", place + 1)),
    }
}
