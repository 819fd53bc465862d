//! Whatever names an indicator or a tier by its code: topics and published figures.

use std::collections::{HashMap, HashSet};

use super::{At, Checker};
use crate::diagnostic::{bi, codes, nearest, one_of};
use crate::framework::items::{Item, ItemId};
use crate::framework::tree::{Node, NodeId, Topic};
use crate::framework::words::Names;
use crate::number::{plain_text, shorten};

/// What a published figure can be.
const STATISTICS: [&str; 7] = ["count", "cut", "mean", "max", "min", "rank", "value"];

impl Checker<'_> {
    pub(super) fn topics(&mut self, nodes: &[Node], items: &[Item]) -> Vec<Topic> {
        let known = Known::new(nodes);
        let mut topics = Vec::new();
        let mut seen = HashSet::new();
        for (place, topic) in self.file.topics.iter().enumerate() {
            let here = At::top("topics").item(place);
            let (id, shown) = (topic.id.as_str(), shorten(topic.id.as_str()));
            if id.trim().is_empty() {
                self.report(
                    codes::BAD_CODE,
                    &here.key("id"),
                    bi!("the id of this topic is empty", "专题的 id 为空"),
                    Some(bi!("give it a short name, as in `security`", "写一个简称，如 `security`")),
                );
            } else if !seen.insert(id) {
                self.report(
                    codes::DUPLICATE_CODE,
                    &here.key("id"),
                    bi!("another topic above has the id `{shown}`", "前面的专题已用 id `{shown}`"),
                    Some(bi!("choose another id", "换一个 id")),
                );
            }
            self.not_blank(topic.name.as_ref(), &here.key("name"));
            self.note_for(&[topic.basis], topic.note.as_ref(), &here);
            let mut indicators = Vec::new();
            for (item, code) in topic.indicators.iter().enumerate() {
                let at = here.key("indicators").item(item);
                indicators.extend(self.indicator_code(code.as_str(), &known, &at));
            }
            // A list that is there and empty says that its indicators are not known.
            let written = self.context.marks.is_none() || self.stands_there(&here.key("indicators"));
            if !written && topic.tags.is_empty() && !self.has_hole(&here) {
                let message = bi!("it lists neither `indicators` nor `tags`", "既没有 `indicators` 也没有 `tags`");
                let hint = bi!(
                    "add `indicators: […]` here, or `tags: […]` of items",
                    "在此处补上 `indicators: […]`，或采集点位的 `tags: […]`"
                );
                self.report(codes::MISSING_KEY, &here, message, Some(hint));
            }
            let mut pooled: Vec<ItemId> = Vec::new();
            for (place, tag) in topic.tags.iter().enumerate() {
                pooled.extend(self.tagged(tag.as_str(), items, &here.key("tags").item(place)));
            }
            pooled.sort_unstable();
            pooled.dedup();
            topics.push(Topic {
                id: id.to_owned(),
                name: topic.name.clone().unwrap_or_else(|| Names::from(id)),
                indicators,
                items: pooled,
                basis: topic.basis.or(self.file.basis),
            });
        }
        topics
    }

    /// The items with a tag; a tag that none has is a slip.
    fn tagged(&mut self, tag: &str, items: &[Item], at: &At) -> Vec<ItemId> {
        let tag = plain_text(tag);
        let found: Vec<ItemId> = items.iter().filter(|item| item.tags.contains(&tag)).map(|item| item.id).collect();
        if found.is_empty() && self.tree_is_whole() {
            let mut tags: Vec<&str> = items.iter().flat_map(|item| &item.tags).map(String::as_str).collect();
            tags.sort_unstable();
            tags.dedup();
            let hint = self.did_you_mean(&tag, &tags);
            let tag = shorten(&tag);
            self.report(
                codes::UNKNOWN_CODE,
                at,
                bi!("no item has the tag `{tag}`", "没有标签为 `{tag}` 的采集点位"),
                hint,
            );
        }
        found
    }

    pub(super) fn published(&mut self, nodes: &[Node]) {
        let known = Known::new(nodes);
        let tiers: Vec<&str> =
            self.file.tiers.iter().flat_map(|tiers| &tiers.tiers).map(|tier| tier.code.as_str().trim()).collect();
        let tiers_are_whole = !self.has_hole(&At::top("tiers"));
        for (place, figure) in self.file.published.iter().enumerate() {
            let here = At::top("published").item(place);
            let statistic = figure.statistic.as_str();
            if !STATISTICS.contains(&statistic) {
                let expected = one_of(&STATISTICS);
                let (en, zh) = (expected.en, expected.zh);
                let (near, statistic) = (nearest(statistic, STATISTICS), shorten(statistic));
                self.report(
                    codes::UNKNOWN_NAME,
                    &here.key("statistic"),
                    bi!("found `{statistic}`, expected {en}", "写作 `{statistic}`，应为 {zh}"),
                    near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？")),
                );
            }
            if let Some(code) = &figure.indicator {
                self.indicator_code(code.as_str(), &known, &here.key("indicator"));
            }
            if let Some(code) = figure.tier.as_ref().filter(|code| tiers_are_whole && !tiers.contains(&code.as_str())) {
                let hint = self.did_you_mean(code.as_str(), &tiers);
                let code = shorten(code.as_str());
                self.report(
                    codes::UNKNOWN_CODE,
                    &here.key("tier"),
                    bi!("no tier has the code `{code}`", "没有代码为 `{code}` 的类型"),
                    hint,
                );
            }
            self.note_for(&[figure.basis], figure.note.as_ref(), &here);
        }
    }

    fn indicator_code(&mut self, code: &str, known: &Known<'_>, at: &At) -> Option<NodeId> {
        let found = known.places.get(code).copied();
        if found.is_none() && self.tree_is_whole() {
            let named = known
                .names
                .get(code)
                .map(|code| shorten(code))
                .map(|code| bi!("write its code, `{code}`", "请写它的代码 `{code}`"));
            let hint = named.or_else(|| self.did_you_mean(code, &known.codes));
            let hint = hint.unwrap_or_else(|| {
                bi!("write a code that stands under `indicators`", "请写 `indicators` 中已有的代码")
            });
            let code = shorten(code);
            let message = bi!("no indicator has the code `{code}`", "没有代码为 `{code}` 的指标");
            self.report(codes::UNKNOWN_CODE, at, message, Some(hint));
        }
        found
    }
}

/// How indicators can be called, the total among them.
struct Known<'n> {
    codes: Vec<&'n str>,
    places: HashMap<&'n str, NodeId>,
    /// The code of each name, for those who write the name instead.
    names: HashMap<&'n str, &'n str>,
}

impl<'n> Known<'n> {
    fn new(nodes: &'n [Node]) -> Known<'n> {
        Known {
            codes: nodes.iter().map(|node| node.code.as_str()).collect(),
            names: nodes.iter().flat_map(|node| node.name.each().map(|name| (name, node.code.as_str()))).collect(),
            places: nodes.iter().rev().map(|node| (node.code.as_str(), node.id)).collect(),
        }
    }
}
