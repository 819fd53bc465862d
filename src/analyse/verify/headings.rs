//! Headings that are no indicators, and the indicators that they may be meant for.

use super::Run;
use crate::diagnostic::{Bilingual, bi, nearest};
use crate::framework::{Framework, Node, NodeId};
use crate::number::shorten;

/// How many headings, and how many indicators, are named.
const NAMED: usize = 12;

impl Run<'_> {
    /// Which indicators have no column, and which columns of figures are none, each with the nearest of the former;
    /// nothing where all have one.
    pub(super) fn unknown_headings(&self, framework: &Framework) -> Option<Bilingual> {
        let mut absent = Vec::new();
        self.absent(framework, NodeId::TOTAL, &mut absent);
        if absent.is_empty() {
            return None;
        }
        let columns = (0..self.table.holds.len()).filter(|&at| self.table.holds[at].is_none());
        let headings: Vec<&str> = columns
            .filter(|&at| self.table.is_numeric(at))
            .map(|at| self.table.table.headings[at].as_str())
            .filter(|heading| !heading.is_empty())
            .take(NAMED)
            .collect();
        let near = |heading: &str| match near(heading, &absent) {
            Some(node) => format!("{}: {}?", shorten(heading), node.code),
            None => shorten(heading),
        };
        let (names, headings): (Vec<String>, Vec<String>) = (
            absent.iter().take(NAMED).map(|node| node.code.clone()).collect(),
            headings.into_iter().map(near).collect(),
        );
        let (en, zh) = (names.join(", "), names.join("、"));
        if headings.is_empty() {
            return Some(bi!("no column is headed by the code or name of {en}", "没有以 {zh} 的代码或名称为列名的列"));
        }
        let (near_en, near_zh) = (headings.join(", "), headings.join("、"));
        Some(bi!(
            "no column is headed by the code or name of {en}; headed otherwise are {near_en}",
            "没有以 {zh} 的代码或名称为列名的列；另有列 {near_zh}"
        ))
    }

    /// The weighted nodes from which a node would be formed and that have no column.
    fn absent<'f>(&self, framework: &'f Framework, id: NodeId, absent: &mut Vec<&'f Node>) {
        for &child in &framework.node(id).children {
            let node = framework.node(child);
            if self.table.part_columns().any(|(part, _)| part == child) {
                continue;
            }
            if node.children.is_empty() {
                absent.push(node);
            } else {
                self.absent(framework, child, absent);
            }
        }
    }
}

/// The node with the nearest code or name, or with the most words in common.
fn near<'f>(heading: &str, nodes: &[&'f Node]) -> Option<&'f Node> {
    let called = |node: &'f Node| node.name.each().chain([node.code.as_str()]);
    let by_letters = nearest(heading, nodes.iter().flat_map(|node| called(node)));
    if let Some(name) = by_letters {
        return nodes.iter().find(|node| called(node).any(|known| known == name)).copied();
    }
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        // Shorter ones say too little.
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let own = words(heading);
    let shared = |node: &&'f Node| called(node).flat_map(words).filter(|word| own.contains(word)).count();
    nodes.iter().max_by_key(|node| shared(node)).filter(|node| shared(node) > 0).copied()
}
