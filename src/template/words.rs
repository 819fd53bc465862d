//! Headings and standing words, in both languages; the readers of data know each heading.

use crate::data::{SCOPE, TEMPLATE};
use crate::diagnostic::{Bilingual, Lang, bi};
use crate::framework::{Basis, Collection, Framework, Input, Role};

/// What a column of a table to fill in holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// The unit, where it has no code beside its name.
    Unit,
    Code,
    Name,
    Item,
    /// An indicator, where it is no item.
    Indicator,
    Question,
    /// What was observed.
    Observed,
    /// A rate or points.
    Value,
    MeasuredIn,
    Round,
    Method,
    Source,
    Collected,
    Collector,
    Verified,
    Note,
}

impl Heading {
    pub(super) fn get(self, lang: Lang) -> &'static str {
        let (en, zh) = match self {
            Heading::Unit => ("unit", "评价对象"),
            Heading::Code => ("code", "代码"),
            Heading::Name => ("name", "名称"),
            Heading::Item => ("item", "采集点位"),
            Heading::Indicator => ("indicator", "指标"),
            Heading::Question => ("question", "采集内容"),
            Heading::Observed => ("value", "观测值"),
            Heading::Value => ("value", "数值"),
            Heading::MeasuredIn => ("measured in", "计量单位"),
            Heading::Round => ("round", "轮次"),
            Heading::Method => ("method", "采集方式"),
            Heading::Source => ("source", "来源"),
            Heading::Collected => ("collected", "采集时间"),
            Heading::Collector => ("collector", "采集人"),
            Heading::Verified => ("verified", "核验"),
            Heading::Note => ("note", "备注"),
        };
        if lang == Lang::Zh { zh } else { en }
    }
}

/// The rows that open a table to fill in: what it is, what its values are, whether it is for some units only, what has to
/// be known of the framework.
pub(super) fn opening(framework: &Framework, is_part: bool, lang: Lang) -> Vec<String> {
    let title = framework.title().get(lang).split_whitespace().collect::<Vec<_>>().join(" ");
    let input = match framework.input() {
        Input::Rate => bi!("rate", "得分率"),
        Input::Points => bi!("points", "得分"),
        Input::Observations => bi!("observations", "观测值"),
    };
    let (en, zh) = (&input.en, &input.zh);
    let own = [bi!("{TEMPLATE}: {title}", "填报表：{title}"), bi!("input: {en}", "输入：{zh}")];
    let part = is_part.then(|| bi!("{SCOPE}: part", "范围：部分"));
    own.into_iter().chain(part).chain(banners(framework)).map(|line| format!("# {}", line.get(lang))).collect()
}

/// What has to stand on everything that comes of a framework.
pub(super) fn banners(framework: &Framework) -> Vec<Bilingual> {
    let mut lines = Vec::new();
    if framework.is_illustrative() {
        lines.push(bi!(
            "ILLUSTRATIVE FRAMEWORK: what is marked so in it is made up as an example; these are not the results of a real scheme",
            "【示例体系】其中注明“示例”的内容为编造；并非真实方案的结果"
        ));
    }
    if framework.is_partial() {
        lines.push(bi!(
            "PARTIAL FRAMEWORK: part of the scheme is unknown, so that nothing can be scored with it",
            "【部分已知】方案部分内容未知，不能计分"
        ));
    }
    let inferred = framework.nodes().iter().any(|node| node.weakest_basis() == Some(Basis::Inferred))
        || framework.items().iter().any(|item| item.basis == Some(Basis::Inferred));
    if inferred {
        lines.push(bi!(
            "INFERRED IN PART: what is marked so does not stand in the source, but follows from it",
            "【部分为推断】其中注明“推断”的内容并非来源原文，系由其推得"
        ));
    }
    lines
}

/// The word for what something rests on; published is not worth a word.
pub(super) fn basis(basis: Option<Basis>, lang: Lang) -> &'static str {
    let (en, zh) = match basis {
        None | Some(Basis::Published) => ("", ""),
        Some(Basis::Inferred) => ("inferred", "推断"),
        Some(Basis::Illustrative) => ("illustrative", "示例"),
        Some(Basis::Unknown) => ("unknown", "未知"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// What a node does to the one above, where it is no part of its mean.
pub(super) fn role(role: &Role, lang: Lang) -> &'static str {
    let (en, zh) = match role {
        Role::Weighted => ("", ""),
        Role::Bonus(_) => ("bonus", "加分项"),
        Role::Deduction { .. } => ("deduction", "扣分项"),
        Role::Veto(_) => ("veto", "否决项"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// Whether a program or a person collects something.
pub(super) fn method(method: Option<Collection>, lang: Lang) -> &'static str {
    let (en, zh) = match method {
        None => ("", ""),
        Some(Collection::Machine) => ("machine", "机器"),
        Some(Collection::Manual) => ("manual", "人工"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// What stands where there is nothing to observe.
pub(super) fn not_applicable() -> Bilingual {
    bi!("not-applicable", "不适用")
}

/// What is answered to conditions where one of them is broken.
pub(super) fn violation() -> Bilingual {
    bi!("violation", "违规")
}
