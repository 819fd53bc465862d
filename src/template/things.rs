//! What is asked: items, and leaves that are given as a rate or in points.

use super::units::Listed;
use super::words::violation;
use crate::data::{Found, Indicators, Named, Roster};
use crate::diagnostic::{Bilingual, Lang, bi};
use crate::framework::{Applies, Framework, Input, Item, Node, NodeId, Unless};
use crate::methods::{Answer, Missing, Rounds, Rule};
use crate::number::{Ratio, plain_text};

/// One thing to fill in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Thing<'f> {
    /// What was observed of an item.
    Item(&'f Item),
    /// The value of a leaf, or of the total where there are no leaves.
    Node(&'f Node),
}

/// Everything that a data file of a framework has to hold, in the order of the leaves.
pub(super) fn things(framework: &Framework) -> Vec<Thing<'_>> {
    if framework.leaves().next().is_none() {
        return vec![Thing::Node(framework.total())];
    }
    let observed = framework.input() == Input::Observations;
    let of_leaf = |leaf| {
        let leaf: &Node = leaf;
        let items: Vec<Thing<'_>> = leaf.items.iter().map(|id| Thing::Item(framework.item(*id))).collect();
        if observed && !items.is_empty() { items } else { vec![Thing::Node(framework.node(leaf.id))] }
    };
    framework.leaves().flat_map(of_leaf).collect()
}

/// The attributes that decide what applies, and that units have neither by the framework's roster nor by this one.
pub(super) fn attributes(framework: &Framework, roster: Option<&Roster>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let known = roster.filter(|_| framework.roster().is_some()).map_or(&[][..], Roster::attribute_names);
    for item in framework.items() {
        if let Some(Applies { unless: Unless::Attribute { name, .. }, .. }) = &item.applies {
            if !known.contains(name) && !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

impl<'f> Thing<'f> {
    pub(super) fn code(self) -> &'f str {
        match self {
            Thing::Item(item) => &item.code,
            Thing::Node(node) => &node.code,
        }
    }

    /// What is asked.
    pub(super) fn question(self, lang: Lang) -> &'f str {
        match self {
            Thing::Item(item) => item.question.get(lang),
            Thing::Node(node) => node.name.get(lang),
        }
    }

    /// Code and question where a reader of data knows them for this, else the code.
    pub(super) fn heading(self, indicators: &Indicators, lang: Lang) -> String {
        let label = match self {
            Thing::Item(item) => item.label(lang),
            Thing::Node(node) => node.label(lang),
        };
        let is_this = match (self, indicators.find(&label)) {
            (Thing::Item(item), Found::One(Named::Item(id))) => id == item.id,
            (Thing::Node(node), Found::One(Named::Node(id))) => id == node.id && id != NodeId::TOTAL,
            _ => false,
        };
        if is_this { label } else { self.code().to_owned() }
    }

    pub(super) fn rounds(self) -> Option<Rounds> {
        match self {
            Thing::Item(item) => item.rounds,
            Thing::Node(_) => None,
        }
    }

    pub(super) fn rule(self) -> Option<&'f Rule> {
        match self {
            Thing::Item(item) => Some(&item.rule),
            Thing::Node(_) => None,
        }
    }

    pub(super) fn measured_in(self, lang: Lang) -> &'f str {
        match self {
            Thing::Item(item) => item.measured_in.as_ref().map_or("", |names| names.get(lang)),
            Thing::Node(_) => "",
        }
    }

    /// Least and greatest value of a leaf.
    pub(super) fn range(self, framework: &Framework) -> Option<(Ratio, Ratio)> {
        match self {
            Thing::Item(_) => None,
            Thing::Node(node) => framework.input_range(node.id, framework.input()),
        }
    }

    /// Whether the framework says what happens where there is nothing to observe, so that 不适用 is an answer.
    pub(super) fn takes_not_applicable(self, framework: &Framework) -> bool {
        let leaf = match self {
            Thing::Item(item) => framework.node(item.leaf),
            Thing::Node(node) => node,
        };
        leaf.absence.not_applicable != Missing::Reject
    }

    /// What to fill in, in words.
    pub(super) fn how(self, framework: &Framework) -> Bilingual {
        match self {
            Thing::Item(item) => item.rule.words(),
            Thing::Node(node) => {
                let points = framework.input() == Input::Points && !node.vetoes;
                match (self.range(framework), points) {
                    (Some((low, high)), false) => bi!("rate, {low} to {high}", "得分率，{low} 至 {high}"),
                    (Some((low, high)), true) => bi!("points, {low} to {high}", "得分，{low} 至 {high}"),
                    (None, _) => bi!("points", "得分"),
                }
            }
        }
    }

    /// Whom it applies to, in words; empty where that is all.
    pub(super) fn applies(self, framework: &Framework) -> Bilingual {
        let Thing::Item(Item { applies: Some(applies), .. }) = self else { return Bilingual::same("") };
        let not = applies.not;
        match &applies.unless {
            Unless::Attribute { name, words } => {
                let (en, zh) = (words.join(", "), words.join("、"));
                match not {
                    false => bi!("units whose {name} is {en}", "{name} 为 {zh} 的对象"),
                    true => bi!("units whose {name} is not {en}", "{name} 不为 {zh} 的对象"),
                }
            }
            Unless::Item { item, answers } => {
                let other = framework.item(*item);
                let list = |lang: Lang, separator: &str| {
                    let words = answers.iter().map(|answer| answer_words(&other.rule, answer).get(lang).to_owned());
                    words.collect::<Vec<_>>().join(separator)
                };
                let (code, en, zh) = (&other.code, list(Lang::En, ", "), list(Lang::Zh, "、"));
                match not {
                    false => bi!("only if {code} is {en}", "仅当 {code} 为 {zh}"),
                    true => bi!("unless {code} is {en}", "{code} 为 {zh} 时除外"),
                }
            }
        }
    }

    /// Whether it is known that there is nothing to fill in for a unit.
    pub(super) fn is_idle(self, unit: &Listed, roster: Option<&Roster>) -> bool {
        let Thing::Item(Item { applies: Some(applies), .. }) = self else { return false };
        let Unless::Attribute { name, words } = &applies.unless else { return false };
        unit.attribute(name, roster).is_some_and(|value| words.contains(&plain_text(value)) == applies.not)
    }
}

fn answer_words(rule: &Rule, answer: &Answer) -> Bilingual {
    match answer {
        Answer::Number(number) => Bilingual::same(number.to_string()),
        Answer::Word(place) => match rule.choices().and_then(|choices| choices.get(*place).cloned()) {
            Some(word) => word,
            None => violation(),
        },
    }
}
