//! A framework as JSON.

use govscore::{Basis, Bilingual, Collection, Direction, Framework, Grade, Item, Ratio, RuleName, Tier};
use serde::Serialize;

use crate::banner::Banner;
use crate::drawing::{role_name, stated_names};
use crate::figures::{Both, Ordered, json};

#[derive(Serialize)]
struct TreeJson<'f> {
    id: &'f str,
    title: Both<'f>,
    edition: Option<&'f str>,
    scale: String,
    partial: bool,
    illustrative: bool,
    /// Weights of the caller's own, by code.
    weights_set: Ordered<'f, &'f str>,
    levels: Vec<LevelJson<'f>>,
    nodes: Vec<NodeJson<'f>>,
    tier_rule: Option<&'static str>,
    tiers: Vec<TierJson<'f>>,
    topics: Vec<TopicJson<'f>>,
    unknown: Vec<Both<'f>>,
}

#[derive(Serialize)]
struct LevelJson<'f> {
    name: Option<Both<'f>>,
    count: usize,
}

#[derive(Serialize)]
struct NodeJson<'f> {
    code: &'f str,
    parent: Option<&'f str>,
    level: usize,
    leaf: bool,
    name: Both<'f>,
    definition: Option<Both<'f>>,
    weight: Option<String>,
    effective_weight: Option<String>,
    points: Option<String>,
    range: Option<[String; 2]>,
    basis: BasisJson,
    note: Option<Both<'f>>,
    role: &'static str,
    items: Vec<ItemJson<'f>>,
}

#[derive(Serialize)]
struct BasisJson {
    name: Option<Basis>,
    weight: Option<Basis>,
    definition: Option<Basis>,
}

#[derive(Serialize)]
struct TierJson<'f> {
    code: &'f str,
    name: Both<'f>,
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_sd: Option<String>,
    basis: Option<Basis>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    grades: Vec<GradeJson<'f>>,
}

#[derive(Serialize)]
struct GradeJson<'f> {
    code: &'f str,
    name: Both<'f>,
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    basis: Option<Basis>,
}

impl<'f> From<&'f Tier> for TierJson<'f> {
    fn from(tier: &'f Tier) -> TierJson<'f> {
        TierJson {
            code: &tier.code,
            name: (&tier.name).into(),
            from: tier.from.as_ref().map(Ratio::to_string),
            share: tier.share.as_ref().map(Ratio::to_string),
            count: tier.count,
            from_sd: tier.from_sd.as_ref().map(Ratio::to_string),
            basis: tier.basis,
            grades: tier.grades.iter().map(GradeJson::from).collect(),
        }
    }
}

impl<'f> From<&'f Grade> for GradeJson<'f> {
    fn from(grade: &'f Grade) -> GradeJson<'f> {
        GradeJson {
            code: &grade.code,
            name: (&grade.name).into(),
            from: grade.from.as_ref().map(Ratio::to_string),
            share: grade.share.as_ref().map(Ratio::to_string),
            count: grade.count,
            basis: grade.basis,
        }
    }
}

#[derive(Serialize)]
struct TopicJson<'f> {
    id: &'f str,
    name: Both<'f>,
    indicators: Vec<&'f str>,
    items: Vec<&'f str>,
    basis: Option<Basis>,
}

#[derive(Serialize)]
struct ItemJson<'f> {
    code: &'f str,
    question: Both<'f>,
    method: Option<Collection>,
    rule: RuleName,
    rule_words: Bilingual,
    direction: Option<Direction>,
    marks: String,
    measured_in: Option<Both<'f>>,
    tags: &'f [String],
    violation: bool,
    basis: Option<Basis>,
}

/// The framework as JSON, every figure exact.
pub fn as_json(framework: &Framework, banner: &Banner) -> String {
    let code = |id| framework.node(id).code.as_str();
    let nodes = framework.nodes().iter().zip(stated_names(framework)).map(|(node, name)| NodeJson {
        code: &node.code,
        parent: node.parent.map(code),
        level: node.level,
        leaf: node.is_leaf(),
        name: name.map_or(Both { zh: None, en: None }, Both::from),
        definition: node.definition.as_ref().map(Both::from),
        weight: node.share.as_ref().map(Ratio::to_string),
        effective_weight: node.effective.as_ref().map(Ratio::to_string),
        points: framework.points(node.id).map(|points| points.to_string()),
        range: node.is_leaf().then(|| [node.range.0.to_string(), node.range.1.to_string()]),
        basis: BasisJson { name: node.basis.name, weight: node.basis.weight, definition: node.basis.definition },
        note: node.note.as_ref().map(Both::from),
        role: role_name(node),
        items: node.items.iter().map(|id| item_json(framework.item(*id))).collect(),
    });
    json(&TreeJson {
        id: framework.id(),
        title: framework.title().into(),
        edition: framework.edition(),
        scale: framework.scale().to_string(),
        partial: framework.is_partial(),
        illustrative: banner.is_illustrative(),
        weights_set: banner.weights_set(),
        levels: framework
            .levels()
            .iter()
            .map(|level| LevelJson { name: level.name.as_ref().map(Both::from), count: level.count })
            .collect(),
        nodes: nodes.collect(),
        tier_rule: framework.tier_rule().map(|rule| rule.name().name()),
        tiers: framework.tiers().iter().map(TierJson::from).collect(),
        topics: framework
            .topics()
            .iter()
            .map(|topic| TopicJson {
                id: &topic.id,
                name: (&topic.name).into(),
                indicators: topic.indicators.iter().map(|id| code(*id)).collect(),
                items: topic.items.iter().map(|id| framework.item(*id).code.as_str()).collect(),
                basis: topic.basis,
            })
            .collect(),
        unknown: framework.file().unknown.iter().map(Both::from).collect(),
    })
}

fn item_json(item: &Item) -> ItemJson<'_> {
    ItemJson {
        code: &item.code,
        question: (&item.question).into(),
        method: item.method,
        rule: item.rule.name(),
        rule_words: item.rule.words(),
        direction: item.rule.direction(),
        marks: item.marks.to_string(),
        measured_in: item.measured_in.as_ref().map(Both::from),
        tags: &item.tags,
        violation: item.violation,
        basis: item.basis,
    }
}
