//! What is looked at for a leaf: items, each with its rule, and the units they apply to.

use super::extras::Collection;
use super::tree::NodeId;
use super::words::{Basis, Names};
use crate::diagnostic::Lang;
use crate::methods::{Answer, Rounds, Rule};
use crate::number::Ratio;

/// An item's place in its framework, in the order of the leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub(crate) usize);

impl ItemId {
    /// As an index into slices that hold one element per item.
    pub fn index(self) -> usize {
        self.0
    }
}

/// An item (采集点位), or a leaf with a rule of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// Its place.
    pub id: ItemId,
    /// Its code.
    pub code: String,
    /// The leaf it belongs to.
    pub leaf: NodeId,
    /// What is asked.
    pub question: Names,
    /// Whether a program or a person collects it.
    pub method: Option<Collection>,
    /// How an answer becomes marks.
    pub rule: Rule,
    /// Its marks among the items of its leaf.
    pub marks: Ratio,
    /// What an answer is measured in.
    pub measured_in: Option<Names>,
    /// Which of several rounds counts.
    pub rounds: Option<Rounds>,
    /// Which units it applies to.
    pub applies: Option<Applies>,
    /// Words by which topics pool items.
    pub tags: Vec<String>,
    /// Whether any marks that it gets take all marks of its leaf.
    pub violation: bool,
    /// Whether it is the leaf itself.
    pub is_leaf: bool,
    /// What it rests on.
    pub basis: Option<Basis>,
}

impl Item {
    /// Code and question, as in `P1 能否在线办理`.
    pub fn label(&self, lang: Lang) -> String {
        let question = self.question.get(lang);
        if question == self.code || question.is_empty() {
            self.code.clone()
        } else {
            format!("{} {question}", self.code)
        }
    }
}

/// Which units an item applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applies {
    /// What is asked of a unit.
    pub unless: Unless,
    /// Whether it applies to all other units instead.
    pub not: bool,
}

/// What is asked of a unit to know whether an item applies.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unless {
    /// An attribute, from the data or the roster.
    Attribute {
        /// Its name.
        name: String,
        /// Its values.
        words: Vec<String>,
    },
    /// What was answered to another item.
    Item {
        /// The item.
        item: ItemId,
        /// The answers.
        answers: Vec<Answer>,
    },
}
