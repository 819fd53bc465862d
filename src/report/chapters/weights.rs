//! The scheme itself: the tree with its weights.

use super::writer::{Writer, pick};
use crate::framework::{Collection, Node, NodeId};
use crate::number::Ratio;
use crate::report::document::{Cell, Section, Table};
use crate::report::svg;

pub(super) fn chapter(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("weights", writer.pick("Indicators and weights", "指标与权重"));
    let framework = writer.framework();
    if framework.total().is_leaf() {
        return section;
    }
    let node = |node: &Node| svg::TreeNode {
        label: writer.node(node),
        figure: if node.id == NodeId::TOTAL { String::new() } else { weight(writer, node.id) },
        parent: node.parent.map(NodeId::index),
    };
    let nodes: Vec<svg::TreeNode> = framework.nodes().iter().map(node).collect();
    section.push(writer.picture(
        "tree",
        writer.pick(
            "The tree of indicators with their shares of the one above",
            "指标体系的结构与权重（占上级指标的份额）",
        ),
        writer.pick(
            "A tree from the total to the leaves, each with its weight",
            "自总分至末级指标的树，每个指标注明权重",
        ),
        None,
        |frame| svg::tree(frame, &nodes),
    ));
    section.push(table(writer));
    if framework.items().iter().any(|item| !item.is_leaf) {
        section.push(items(writer));
    }
    section
}

/// The share of the parent in percent, or as a ratio where that would not end; nothing for what has no weight.
fn weight(writer: &Writer<'_, '_>, id: NodeId) -> String {
    if !writer.framework().node(id).is_weighted() {
        return String::new();
    }
    percent(writer.scores().weights().share(id))
}

fn percent(share: &Ratio) -> String {
    let text = (share * &Ratio::from(100)).to_string();
    if text.contains('/') { share.to_string() } else { format!("{text}%") }
}

fn table(writer: &Writer<'_, '_>) -> Table {
    let framework = writer.framework();
    let mut table = Table::new("weights", writer.pick("Weights and full marks", "权重与分值"))
        .words(writer.pick("Indicator", "指标"))
        .figures(writer.pick("Level", "级"))
        .words(writer.pick("Share of the one above", "占上级权重"))
        .words(writer.pick("Share of the total", "占总分权重"))
        .figures(writer.pick("Full marks", "分值"))
        .words(writer.pick("Basis", "依据"))
        .words(writer.pick("Definition", "含义"))
        .on_sheet(writer.pick("Weights", "权重"))
        .note(writer.pick(
            "Basis: the weakest of what name, weight and definition rest on: published, inferred, illustrative (made up as an example), unknown.",
            "依据：名称、权重、含义中最弱的一项：公布、推断、示例（编造）、未知。",
        ));
    for node in framework.nodes().iter().skip(1) {
        let weights = writer.scores().weights();
        let (share, effective) = if node.is_weighted() {
            (percent(weights.share(node.id)), percent(weights.effective(node.id)))
        } else {
            (role(writer, node), String::new())
        };
        let definition = node.definition.as_ref().or(node.note.as_ref()).map(|text| writer.names(text));
        table.row([
            Cell::text(node.label(writer.lang)),
            Cell::count(node.level),
            Cell::text(share),
            Cell::text(effective),
            Cell::rounded(&(weights.effective(node.id) * framework.scale()), writer.rounding()),
            Cell::text(writer.basis(node.weakest_basis())),
            Cell::text(definition.unwrap_or_default()),
        ]);
    }
    table.without_empty_columns()
}

/// What is looked at for each leaf.
fn items(writer: &Writer<'_, '_>) -> Table {
    let framework = writer.framework();
    let mut table = Table::new("items", writer.pick("What is collected for each indicator", "采集点位"))
        .words(writer.pick("Item", "点位"))
        .words(writer.pick("Question", "采集内容"))
        .words(writer.pick("Indicator", "所属指标"))
        .words(writer.pick("Collected", "采集方式"))
        .figures(writer.pick("Marks", "分值"))
        .words(writer.pick("Basis", "依据"))
        .on_sheet(writer.pick("Items", "点位"));
    for item in framework.items().iter().filter(|item| !item.is_leaf) {
        let method = match item.method {
            Some(Collection::Machine) => writer.pick("by machine", "机器"),
            Some(Collection::Manual) => writer.pick("by hand", "人工"),
            _ => String::new(),
        };
        table.row([
            Cell::text(item.code.as_str()),
            Cell::text(writer.names(&item.question)),
            Cell::text(framework.node(item.leaf).label(writer.lang)),
            Cell::text(method),
            Cell::text(item.marks.to_string()),
            Cell::text(writer.basis(item.basis)),
        ]);
    }
    table.without_empty_columns()
}

/// What a node does that has no weight.
fn role(writer: &Writer<'_, '_>, node: &Node) -> String {
    use crate::framework::Role;
    let (en, zh) = match &node.role {
        Role::Bonus(_) => ("bonus", "加分项"),
        Role::Deduction { .. } => ("deduction", "扣分项"),
        Role::Veto(_) => ("veto", "单项否决"),
        _ => ("", ""),
    };
    pick(writer.lang, en, zh).to_owned()
}
