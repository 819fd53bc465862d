//! Whatever names an indicator or a tier by its code: topics and published figures.

use std::collections::HashSet;

use super::{At, Checker};
use crate::diagnostic::{bi, codes, nearest};
use crate::framework::file::FrameworkFile;
use crate::framework::tree::{Node, NodeId, Topic};
use crate::framework::words::{Basis, Names};

impl Checker<'_> {
    pub(super) fn topics(&mut self, file: &FrameworkFile, nodes: &[Node], top: &At) -> Vec<Topic> {
        let mut topics = Vec::new();
        let mut seen = HashSet::new();
        for (place, topic) in file.topics.iter().enumerate() {
            let here = top.key("topics").item(place);
            let id = topic.id.as_str();
            if id.trim().is_empty() || !seen.insert(id) {
                self.report(
                    codes::DUPLICATE_CODE,
                    &here.key("id"),
                    bi!("the id `{id}` is empty or that of another topic", "专题代码 `{id}` 为空或重复"),
                    None,
                );
            }
            if topic.basis == Some(Basis::Inferred) && topic.note.is_none() {
                self.inferred_without_note(&here.key("basis"));
            }
            let mut indicators = Vec::new();
            for (item, code) in topic.indicators.iter().enumerate() {
                let at = here.key("indicators").item(item);
                if let Some(id) = self.indicator_code(code.as_str(), nodes, &at) {
                    indicators.push(id);
                }
            }
            topics.push(Topic {
                id: id.to_owned(),
                name: topic.name.clone().unwrap_or_else(|| Names::from(id)),
                indicators,
                basis: topic.basis.or(file.basis),
            });
        }
        topics
    }

    pub(super) fn published(&mut self, file: &FrameworkFile, nodes: &[Node], top: &At) {
        let tiers: Vec<&str> =
            file.tiers.iter().flat_map(|tiers| tiers.tiers.iter().map(|tier| tier.code.as_str())).collect();
        for (place, figure) in file.published.iter().enumerate() {
            let here = top.key("published").item(place);
            if let Some(code) = &figure.indicator {
                self.indicator_code(code.as_str(), nodes, &here.key("indicator"));
            }
            if let Some(code) = figure.tier.as_ref().filter(|code| !tiers.contains(&code.as_str())) {
                let near = nearest(code.as_str(), tiers.iter().copied());
                self.report(
                    codes::UNKNOWN_CODE,
                    &here.key("tier"),
                    bi!("no tier has the code `{code}`", "没有代码为 `{code}` 的类型"),
                    near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？")),
                );
            }
            if figure.basis == Some(Basis::Inferred) && figure.note.is_none() {
                self.inferred_without_note(&here.key("basis"));
            }
        }
    }

    fn indicator_code(&mut self, code: &str, nodes: &[Node], at: &At) -> Option<NodeId> {
        if let Some(node) = nodes.iter().find(|node| node.code == code) {
            return Some(node.id);
        }
        if self.tree_is_whole() {
            let near = nearest(code, nodes.iter().map(|node| node.code.as_str()));
            self.report(
                codes::UNKNOWN_CODE,
                at,
                bi!("no indicator has the code `{code}`", "没有代码为 `{code}` 的指标"),
                near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？")),
            );
        }
        None
    }
}
