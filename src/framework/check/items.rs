//! Rules and items: how observations become the marks of a leaf.

use super::tree::Walk;
use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::extras::{AppliesFile, ItemFile};
use crate::framework::file::Indicator;
use crate::framework::items::{Applies, Item, ItemId, Unless};
use crate::framework::tree::NodeId;
use crate::framework::words::{Names, Text};
use crate::methods::{Rounds, Rule, RuleFile};
use crate::number::{Ratio, plain_text, shorten};

/// A condition of applicability that is read when all items are known.
pub(super) struct Pending {
    item: ItemId,
    at: At,
    written: AppliesFile,
}

/// The circle that begins at an item, if it is the first of one: each item hangs on one other at most.
fn in_a_circle(items: &[Item], first: ItemId) -> Option<Vec<ItemId>> {
    let next = |id: ItemId| match items.get(id.0)?.applies.as_ref()?.unless {
        Unless::Item { item, .. } => Some(item),
        Unless::Attribute { .. } => None,
    };
    let mut round = vec![first];
    let mut at = next(first)?;
    // Told once, at the first of the circle.
    while at > first {
        round.push(at);
        at = next(at)?;
        if round.len() > items.len() {
            return None;
        }
    }
    (at == first).then_some(round)
}

impl Checker<'_> {
    /// The items of a leaf, or the one that its own rule makes it; `full` are its full marks, where they are known.
    pub(super) fn items(
        &mut self,
        walk: &mut Walk,
        written: &Indicator,
        here: &At,
        leaf: NodeId,
        (full, rounds): (Option<Ratio>, Option<Rounds>),
    ) -> Vec<ItemId> {
        self.only_leaves(written, here);
        if written.indicators.is_some() {
            return Vec::new();
        }
        let Some(items) = &written.items else {
            let Some(rule) = &written.rule else { return self.ruleless(written, here) };
            let stated = written.marks.as_ref().and_then(|marks| self.above_zero(marks, &here.key("marks")));
            let marks = stated.or(full.filter(|full| !full.is_zero()));
            let Some(rule) = self.rule(rule, marks.as_ref(), &here.key("rule")) else { return Vec::new() };
            let id = ItemId(walk.items.len());
            walk.items.push(Item {
                id,
                code: written.code.as_str().to_owned(),
                leaf,
                question: written.name.clone().unwrap_or_else(|| Names::from(written.code.as_str())),
                method: written.method,
                rule,
                marks: marks.unwrap_or_else(Ratio::one),
                measured_in: written.measured_in.clone(),
                rounds,
                applies: None,
                tags: Vec::new(),
                violation: false,
                is_leaf: true,
                basis: written.basis.and_then(|basis| basis.definition).or(self.file.basis),
            });
            return vec![id];
        };
        self.beside_items(written, here);
        if items.is_empty() {
            let message = bi!("the list of items is empty", "采集点位列表为空");
            let hint = bi!("list its items, or remove the key", "列出采集点位，或删去此键");
            self.report(codes::EMPTY_NODE, &here.key("items"), message, Some(hint));
        }
        let stated = items.iter().filter(|item| item.marks.is_some()).count();
        let counted = items.iter().filter(|item| !item.violation).count();
        if stated > 0 && stated < counted {
            let message = bi!("some of its items state marks and some do not", "部分采集点位写了分值，部分没有");
            let hint = bi!(
                "state the marks of all, or of none: then each counts the same",
                "全部写明，或全部不写（则各点位等值）"
            );
            self.report(codes::BAD_ITEM, &here.key("items"), message, Some(hint));
        }
        let mut ids = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let at = here.key("items").item(place);
            ids.extend(self.item(walk, written, item, &at, leaf, rounds));
        }
        if counted == 0 && !items.is_empty() {
            let message = bi!("all of its items are violations, so none gives marks", "采集点位都是违规项，无从得分");
            let hint = bi!("add an item that gives marks", "请添加可以得分的采集点位");
            self.report(codes::BAD_ITEM, &here.key("items"), message, Some(hint));
        }
        ids
    }

    fn item(
        &mut self,
        walk: &mut Walk,
        leaf_written: &Indicator,
        written: &ItemFile,
        at: &At,
        leaf: NodeId,
        rounds: Option<Rounds>,
    ) -> Option<ItemId> {
        self.code(walk, written.code.as_str(), at);
        self.not_blank(written.question.as_ref(), &at.key("question"));
        self.note_for(&[written.basis], written.note.as_ref(), at);
        let marks = written.marks.as_ref().and_then(|marks| self.above_zero(marks, &at.key("marks")));
        let file = written.rule.clone().unwrap_or_default();
        let one = Ratio::one();
        // Without marks of its own an item counts one; a rule that counts in marks needs to know of what.
        let counts = file.each.is_some() && file.at_most.is_none();
        let known = marks.as_ref().or((!counts && file.each.is_none()).then_some(&one));
        let rule = self.rule(&file, known, &at.key("rule"));
        let id = ItemId(walk.items.len());
        if let Some(applies) = &written.applies {
            walk.pending.push(Pending { item: id, at: at.key("applies"), written: applies.clone() });
        }
        let default_basis = leaf_written.basis.and_then(|basis| basis.definition).or(self.file.basis);
        walk.items.push(Item {
            id,
            code: written.code.as_str().to_owned(),
            leaf,
            question: written.question.clone().unwrap_or_else(|| Names::from(written.code.as_str())),
            method: written.method,
            rule: rule?,
            marks: marks.unwrap_or_else(Ratio::one),
            measured_in: written.measured_in.clone(),
            rounds: written.rounds.or(rounds),
            applies: None,
            tags: written.tags.iter().map(|tag| plain_text(tag.as_str())).collect(),
            violation: written.violation,
            is_leaf: false,
            basis: written.basis.or(default_basis),
        });
        Some(id)
    }

    /// A rule, or everything that is wrong with it.
    fn rule(&mut self, file: &RuleFile, marks: Option<&Ratio>, at: &At) -> Option<Rule> {
        // Of a rule that could not be read, nothing more is said.
        if self.has_hole(at) {
            return None;
        }
        let (rule, problems) = Rule::read(file, marks);
        for problem in problems {
            let here = problem.key.map_or_else(|| at.clone(), |key| at.key(key));
            let here = match problem.entry {
                Some((entry, Some(key))) => here.item(entry).key(key),
                Some((entry, None)) => here.item(entry),
                None => here,
            };
            self.report(problem.code, &here, problem.message, Some(problem.hint));
        }
        rule
    }

    /// What only a leaf can have.
    fn only_leaves(&mut self, written: &Indicator, here: &At) {
        if written.indicators.is_none() {
            return;
        }
        for (key, _) in
            [("rule", written.rule.is_some()), ("items", written.items.is_some())].into_iter().filter(|(_, is)| *is)
        {
            let message = bi!("`{key}` belongs to a leaf; this node is formed from others", "`{key}` 只用于末级指标");
            self.report(codes::BAD_RULE, &here.key(key), message, Some(bi!("move it to the leaves", "移到末级指标上")));
        }
    }

    /// What says nothing without a rule.
    fn ruleless(&mut self, written: &Indicator, here: &At) -> Vec<ItemId> {
        let idle = [
            ("marks", written.marks.is_some()),
            ("measured_in", written.measured_in.is_some()),
            ("method", written.method.is_some()),
        ];
        for (key, _) in idle.into_iter().filter(|(_, is)| *is) {
            let message = bi!("`{key}` says nothing without a `rule`", "没有 `rule`，`{key}` 不起作用");
            let hint = bi!("add `rule:`, or remove it", "加上 `rule:`，或删去此项");
            self.report(codes::BAD_RULE, &here.key(key), message, Some(hint));
        }
        Vec::new()
    }

    /// What a leaf with items leaves to them.
    fn beside_items(&mut self, written: &Indicator, here: &At) {
        let both = [
            ("rule", written.rule.is_some()),
            ("marks", written.marks.is_some()),
            ("measured_in", written.measured_in.is_some()),
            ("method", written.method.is_some()),
        ];
        for (key, _) in both.into_iter().filter(|(_, is)| *is) {
            let message = bi!("`{key}` stands beside `items`", "`{key}` 与 `items` 并列");
            let hint = bi!("each item has its own; move it there", "应写在各采集点位中");
            self.report(codes::BAD_RULE, &here.key(key), message, Some(hint));
        }
    }

    /// Conditions of applicability, when all items are known.
    pub(super) fn applicability(&mut self, walk: &mut Walk) {
        let pending = std::mem::take(&mut walk.pending);
        for Pending { item, at, written } in &pending {
            let item = *item;
            if let Some(applies) = self.applies(walk, item, at, written) {
                if let Some(own) = walk.items.iter_mut().find(|known| known.id == item) {
                    own.applies = Some(applies);
                }
            }
        }
        for Pending { item, at, .. } in &pending {
            if let Some(round) = in_a_circle(&walk.items, *item) {
                let codes: Vec<&str> = round.iter().map(|id| walk.items[id.0].code.as_str()).collect();
                let codes = codes.join(" → ");
                let message = bi!("items hang on each other in a circle: {codes}", "采集点位互为条件：{codes}");
                let hint = bi!("let one of them apply to all units", "请让其中之一适用于全部对象");
                self.report(codes::BAD_ITEM, &at.key("item"), message, Some(hint));
            }
        }
    }

    fn applies(&mut self, walk: &Walk, own: ItemId, at: &At, written: &AppliesFile) -> Option<Applies> {
        let (words, not) = match (written.is.as_slice(), written.not.as_slice()) {
            (words @ [_, ..], []) => (words, false),
            ([], words @ [_, ..]) => (words, true),
            _ => {
                let message = bi!("it needs `is` or `not`, one of the two", "须写 `is` 或 `not` 之一");
                let hint = bi!("as in `{{attribute: kind, is: [地级市]}}`", "如 `{{attribute: kind, is: [地级市]}}`");
                self.report(codes::BAD_ITEM, at, message, Some(hint));
                return None;
            }
        };
        let key = if not { "not" } else { "is" };
        match (&written.attribute, &written.item) {
            (Some(attribute), None) => {
                let words = words.iter().map(|word| plain_text(word.as_str())).collect();
                Some(Applies { unless: Unless::Attribute { name: plain_text(attribute.as_str()), words }, not })
            }
            (None, Some(code)) => {
                let other = self.other_item(walk, own, code, &at.key("item"))?;
                let mut answers = Vec::new();
                for (place, word) in words.iter().enumerate() {
                    match other.rule.parse(&plain_text(word.as_str())) {
                        Ok(answer) => answers.push(answer),
                        Err(bad) => self.report(codes::BAD_ITEM, &at.key(key).item(place), bad.message, Some(bad.hint)),
                    }
                }
                Some(Applies { unless: Unless::Item { item: other.id, answers }, not })
            }
            _ => {
                let message = bi!("it needs `attribute` or `item`, one of the two", "须写 `attribute` 或 `item` 之一");
                let hint = bi!("as in `{{item: P1, is: [是]}}`", "如 `{{item: P1, is: [是]}}`");
                self.report(codes::BAD_ITEM, at, message, Some(hint));
                None
            }
        }
    }

    fn other_item<'w>(&mut self, walk: &'w Walk, own: ItemId, code: &Text, at: &At) -> Option<&'w Item> {
        let found = walk.items.iter().find(|item| item.code == code.as_str());
        match found {
            Some(item) if item.id == own => {
                let message = bi!("the item hangs on its own answer", "采集点位以自身的答案为条件");
                self.report(codes::BAD_ITEM, at, message, Some(bi!("name another item", "请写另一个采集点位")));
                None
            }
            None if self.tree_is_whole() => {
                let codes: Vec<&str> = walk.items.iter().map(|item| item.code.as_str()).collect();
                let hint = self.did_you_mean(code.as_str(), &codes);
                let code = shorten(code.as_str());
                let message = bi!("no item has the code `{code}`", "没有代码为 `{code}` 的采集点位");
                self.report(codes::UNKNOWN_CODE, at, message, hint);
                None
            }
            found => found,
        }
    }
}
