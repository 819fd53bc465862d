//! The checked tree, and what can be asked of it.

use std::sync::Arc;

use super::file::FrameworkFile;
use super::items::{Item, ItemId};
use super::roles::{Absence, Pass, Role};
use super::words::{Basis, By, Figure, Input, Names, NodeBasis};
use crate::diagnostic::Lang;
use crate::methods::{Aggregate, Conflicts, Missing, TierRule, Ties};
use crate::number::{Ratio, Rounding};

/// A scheme in one edition that has passed all checks: the tree, its weights, and how scores come about.
///
/// Cloning is cheap: clones share one tree.
#[derive(Clone, Debug)]
pub struct Framework {
    pub(super) inner: Arc<Inner>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Inner {
    pub file: FrameworkFile,
    pub nodes: Vec<Node>,
    pub items: Vec<Item>,
    pub levels: Vec<Level>,
    pub scale: Ratio,
    pub method: Method,
    pub tiers: Option<Tiers>,
    pub topics: Vec<Topic>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Method {
    pub conflicts: Conflicts,
    pub rounding: Rounding,
    pub ties: Ties,
    pub rank_by: By,
    pub tier_by: By,
}

#[derive(Debug, PartialEq)]
pub(super) struct Tiers {
    /// None where the framework is partial and a cut line unknown.
    pub rule: Option<TierRule>,
    pub tiers: Vec<Tier>,
    /// The rule of the grades inside each tier, where it has some and all of it is known.
    pub grade_rules: Vec<Option<TierRule>>,
}

/// A node's place in its framework, depth first; the total is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) usize);

impl NodeId {
    /// The total.
    pub const TOTAL: NodeId = NodeId(0);

    /// As an index into slices that hold one element per node.
    pub fn index(self) -> usize {
        self.0
    }
}

/// The total, or an indicator below it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// Its place.
    pub id: NodeId,
    /// Its code; `total` for the total.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// What it means.
    pub definition: Option<Names>,
    /// 0 for the total, 1 just below it.
    pub level: usize,
    /// The node above; none for the total.
    pub parent: Option<NodeId>,
    /// The nodes below, in the order of the file.
    pub children: Vec<NodeId>,
    /// Share of the parent; none where it is not known.
    pub share: Option<Ratio>,
    /// Share of the total: the product of the shares on the way; none where one of them is not known.
    pub effective: Option<Ratio>,
    /// How its score is formed from its children.
    pub aggregate: Aggregate,
    /// Least and greatest value in data files that hold rates.
    pub range: (Ratio, Ratio),
    /// What its parts rest on.
    pub basis: NodeBasis,
    /// What a reader should know.
    pub note: Option<Names>,
    /// Whether it has a weight, or changes the score of the node above in another way.
    pub role: Role,
    /// What it has to reach.
    pub pass: Option<Pass>,
    /// What happens where it is not there.
    pub absence: Absence,
    /// What is looked at for it: its items, or itself where it has a rule; none where data hold its rate.
    pub items: Vec<ItemId>,
    /// Whether it is a veto, or part of one.
    pub vetoes: bool,
}

impl Node {
    /// Whether it is part of the weighted mean above it.
    pub fn is_weighted(&self) -> bool {
        self.role == Role::Weighted
    }

    /// Whether it is measured, not aggregated.
    pub fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    /// The weakest basis that is stated for it.
    pub fn weakest_basis(&self) -> Option<Basis> {
        self.basis.weakest()
    }

    /// Code and name, as in `A11 责任清单`.
    pub fn label(&self, lang: Lang) -> String {
        let name = self.name.get(lang);
        if name == self.code || name.is_empty() { self.code.clone() } else { format!("{} {name}", self.code) }
    }
}

/// One level below the total.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Level {
    /// Its name, if the file gives one.
    pub name: Option<Names>,
    /// How many nodes it has.
    pub count: usize,
}

/// A type (类型) that units are sorted into.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tier {
    /// The code by which it is named.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// Its cut line, where it has one.
    pub from: Option<Ratio>,
    /// Its share of the units, where it states one.
    pub share: Option<Ratio>,
    /// How many units it is meant to have, where it states that.
    pub count: Option<u32>,
    /// How many standard deviations from the mean it begins, where it states that.
    pub from_sd: Option<Ratio>,
    /// What line, share or number rests on.
    pub basis: Option<Basis>,
    /// The grades inside it, best first.
    pub grades: Vec<Grade>,
}

/// A grade (等级) inside a type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grade {
    /// The code by which it is named.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// Its cut line, where it has one.
    pub from: Option<Ratio>,
    /// Its share of the units of the type, where it states one.
    pub share: Option<Ratio>,
    /// How many units of the type it is meant to have, where it states that.
    pub count: Option<u32>,
    /// What line, share or number rests on.
    pub basis: Option<Basis>,
}

/// A cross-cutting pool of indicators (专题).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Topic {
    /// The code by which it is named.
    pub id: String,
    /// Its name.
    pub name: Names,
    /// Its indicators.
    pub indicators: Vec<NodeId>,
    /// Its items, by their tags.
    pub items: Vec<ItemId>,
    /// What the selection rests on.
    pub basis: Option<Basis>,
}

impl PartialEq for Framework {
    fn eq(&self, other: &Framework) -> bool {
        self.inner == other.inner
    }
}

impl Framework {
    /// The short name of scheme and edition.
    pub fn id(&self) -> &str {
        self.inner.file.id.as_str()
    }

    /// The title.
    pub fn title(&self) -> &Names {
        &self.inner.file.title
    }

    /// The edition, usually a year.
    pub fn edition(&self) -> Option<&str> {
        self.inner.file.edition.as_ref().map(|edition| edition.as_str())
    }

    /// What was written, with the parameters that were set.
    pub fn file(&self) -> &FrameworkFile {
        &self.inner.file
    }

    /// The framework as YAML, which reads back as the same framework.
    pub fn to_yaml(&self) -> String {
        self.inner.file.to_yaml()
    }

    /// All nodes depth first, the total first.
    pub fn nodes(&self) -> &[Node] {
        &self.inner.nodes
    }

    /// The total.
    pub fn total(&self) -> &Node {
        &self.inner.nodes[0]
    }

    /// The leaves in the order of the file; none where the total itself is what is given.
    pub fn leaves(&self) -> impl Iterator<Item = &Node> {
        self.inner.nodes.iter().skip(1).filter(|node| node.is_leaf())
    }

    /// The node at a place of this framework.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.inner.nodes[id.0]
    }

    /// The node with this code; `total` is the total.
    pub fn find(&self, code: &str) -> Option<&Node> {
        self.inner.nodes.iter().find(|node| node.code == code)
    }

    /// The levels below the total.
    pub fn levels(&self) -> &[Level] {
        &self.inner.levels
    }

    /// Full marks of the total.
    pub fn scale(&self) -> &Ratio {
        &self.inner.scale
    }

    /// Full marks of a node: effective weight times scale; none where a weight is not known.
    pub fn points(&self, id: NodeId) -> Option<Ratio> {
        self.node(id).effective.as_ref().map(|effective| effective * &self.inner.scale)
    }

    /// Least and greatest value that a data file may hold for a node; none where points are given and it has no full
    /// marks, or they are not known.
    ///
    /// What a veto consists of has no marks and is given as a rate in any file.
    pub fn input_range(&self, id: NodeId, input: Input) -> Option<(Ratio, Ratio)> {
        match input {
            Input::Points if !self.node(id).vetoes => {
                self.points(id).filter(|points| !points.is_zero()).map(|points| (Ratio::zero(), points))
            }
            _ => Some(self.node(id).range.clone()),
        }
    }

    /// What data files hold unless they say otherwise.
    pub fn input(&self) -> Input {
        let default = if self.inner.items.is_empty() { Input::Rate } else { Input::Observations };
        self.inner.file.input.unwrap_or(default)
    }

    /// All items, in the order of the leaves; a leaf with a rule of its own is one of them.
    pub fn items(&self) -> &[Item] {
        &self.inner.items
    }

    /// The item at a place of this framework.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.inner.items[id.0]
    }

    /// The item with this code.
    pub fn find_item(&self, code: &str) -> Option<&Item> {
        self.inner.items.iter().find(|item| item.code == code)
    }

    /// Whether any node changes a score otherwise than by its weight.
    pub fn has_roles(&self) -> bool {
        self.inner.nodes.iter().any(|node| node.role != Role::Weighted || node.pass.is_some())
    }

    /// What is printed unless asked otherwise.
    pub fn display(&self) -> Figure {
        self.inner.file.display.unwrap_or(Figure::Points)
    }

    /// What happens to missing values, unless a node says otherwise.
    pub fn missing(&self) -> Missing {
        self.inner.nodes[0].absence.missing
    }

    /// What happens where observations do not agree.
    pub fn conflicts(&self) -> Conflicts {
        self.inner.method.conflicts
    }

    /// How figures are rounded.
    pub fn rounding(&self) -> Rounding {
        self.inner.method.rounding
    }

    /// What equal scores get.
    pub fn ties(&self) -> Ties {
        self.inner.method.ties
    }

    /// Which figure ranks compare.
    pub fn rank_by(&self) -> By {
        self.inner.method.rank_by
    }

    /// Which figure tiers compare.
    pub fn tier_by(&self) -> By {
        self.inner.method.tier_by
    }

    /// The types, best first; empty where the framework has none.
    pub fn tiers(&self) -> &[Tier] {
        self.inner.tiers.as_ref().map_or(&[], |tiers| &tiers.tiers)
    }

    /// The rule that sorts units into types, where there is one and all of it is known.
    pub fn tier_rule(&self) -> Option<&TierRule> {
        self.inner.tiers.as_ref().and_then(|tiers| tiers.rule.as_ref())
    }

    /// The rule that sorts the units of the type at this place into grades, where it has some and all of it is known.
    pub fn grade_rule(&self, tier: usize) -> Option<&TierRule> {
        self.inner.tiers.as_ref().and_then(|tiers| tiers.grade_rules.get(tier)?.as_ref())
    }

    /// Whether units have grades inside their types.
    pub fn has_grades(&self) -> bool {
        self.tiers().iter().any(|tier| !tier.grades.is_empty())
    }

    /// Whether the type or the grade of a unit depends on the others.
    pub(crate) fn sorts_by_all(&self) -> bool {
        let grades = (0..self.tiers().len()).filter_map(|place| self.grade_rule(place));
        self.tier_rule().into_iter().chain(grades).any(TierRule::needs_all)
    }

    /// The cross-cutting pools of indicators.
    pub fn topics(&self) -> &[Topic] {
        &self.inner.topics
    }

    /// The roster that data are matched with unless asked otherwise.
    pub fn roster(&self) -> Option<&str> {
        self.inner.file.roster.as_ref().map(|roster| roster.as_str())
    }

    /// Whether part of the scheme is unknown, so that it can be listed and drawn but not scored.
    pub fn is_partial(&self) -> bool {
        self.inner.file.partial
    }

    /// Whether it is made up as an example, or part of it is: an indicator, a weight, an item, a type. Then nothing that
    /// comes of it is the result of a scheme, and every output has to say so.
    pub fn is_illustrative(&self) -> bool {
        self.is_illustrative_beside(&[])
    }

    /// The same but for the weights that a caller set, by code, which he tells himself.
    pub fn is_illustrative_beside(&self, set: &[(String, String)]) -> bool {
        let made_up = |basis: Option<Basis>| basis == Some(Basis::Illustrative);
        let node = |node: &Node| {
            let NodeBasis { name, weight, definition } = node.basis;
            made_up(name) || made_up(definition) || (made_up(weight) && !set.iter().any(|(code, _)| *code == node.code))
        };
        made_up(self.inner.file.basis)
            || self.nodes().iter().any(node)
            || self.items().iter().any(|item| made_up(item.basis))
            || self.tiers().iter().any(|tier| made_up(tier.basis))
    }

    /// The codes from the first level down to a node: `A/A1/A11`; empty for the total.
    pub fn path(&self, id: NodeId) -> String {
        let mut codes = Vec::new();
        let mut at = self.node(id);
        while let Some(parent) = at.parent {
            codes.push(at.code.as_str());
            at = self.node(parent);
        }
        codes.reverse();
        codes.join("/")
    }

    /// Every node on the way up from `id`, the parent first.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.node(id).parent, |&at| self.node(at).parent).map(|at| self.node(at))
    }
}
