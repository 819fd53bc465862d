//! What was observed, with its evidence, and what changes a score besides weights: the rest of a worked calculation.

use govscore::{Collection, Evidence, ExtraWork, Framework, ItemWork, Lang, Ratio, RecordWork, Role, Step};
use serde::Serialize;

use crate::figures::{Both, exact};
use crate::language::{pick, say};
use crate::table::{Align, Table};

/// The items of one unit.
pub struct Observed<'w> {
    /// The framework.
    pub framework: &'w Framework,
    /// Where the data come from.
    pub file: &'w str,
    /// The language.
    pub lang: Lang,
}

impl Observed<'_> {
    /// Each item with what was answered, its share, its marks, and where the answers stand.
    pub fn table(&self, items: &[ItemWork]) -> Table {
        let lang = self.lang;
        let mut table = Table::default();
        table
            .column(pick(lang, "item", "采集点位"), Align::Left)
            .column(pick(lang, "observed", "观测值"), Align::Left)
            .column(pick(lang, "share", "得分比例"), Align::Right)
            .column("", Align::Left)
            .column(pick(lang, "of marks", "分值"), Align::Right)
            .column("", Align::Left)
            .column(pick(lang, "marks", "得分"), Align::Right)
            .column(pick(lang, "from", "来源"), Align::Left);
        for item in items {
            let own = self.framework.item(item.item);
            let from = self.from(item);
            let row = match (&item.share, &item.counts) {
                (Some(share), Some(counts)) => {
                    let marks = (share * counts).to_string();
                    let (times, is) = ("×".to_owned(), "=".to_owned());
                    [
                        own.label(lang),
                        self.answers(item),
                        share.to_string(),
                        times,
                        self.counts(item, counts),
                        is,
                        marks,
                        from,
                    ]
                }
                (share, counts) => {
                    let none = String::new;
                    let share = share.as_ref().map_or("–".to_owned(), Ratio::to_string);
                    // What is not there and counts all the same counts as zero.
                    let marks = counts.as_ref().map_or("–", |_| "0").to_owned();
                    let counts = counts.as_ref().map_or(none(), |counts| self.counts(item, counts));
                    [own.label(lang), self.answers(item), share, none(), counts, none(), marks, from]
                }
            };
            table.row(row.to_vec());
        }
        table.without_empty_columns()
    }

    /// The marks with which an item counts, beside its own where they differ.
    fn counts(&self, item: &ItemWork, counts: &Ratio) -> String {
        if *counts == item.marks || self.framework.item(item.item).violation {
            return counts.to_string();
        }
        let own = &item.marks;
        say!(self.lang, "{counts} (of {own})", "{counts}（原 {own}）")
    }

    /// What was answered, with what it is measured in; several answers by their rounds.
    pub fn answers(&self, item: &ItemWork) -> String {
        let lang = self.lang;
        if item.records.is_empty() {
            return match item.not_applicable {
                true => pick(lang, "does not apply", "不适用").to_owned(),
                false => pick(lang, "missing", "缺失").to_owned(),
            };
        }
        let measured = self.framework.item(item.item).measured_in.as_ref().map(|names| names.get(lang));
        let answer = |record: &RecordWork| {
            let unit = measured.filter(|_| record.share.is_some()).map(|unit| format!(" {unit}")).unwrap_or_default();
            let round = record.round.map(|round| say!(lang, "round {round}: ", "第 {round} 轮：")).unwrap_or_default();
            let left = if record.counts { "" } else { pick(lang, " (not counted)", "（未采用）") };
            format!("{round}{}{unit}{left}", record.text.trim())
        };
        item.records.iter().map(answer).collect::<Vec<_>>().join(pick(lang, "; ", "；"))
    }

    /// The lines on which an item stands.
    pub fn from(&self, item: &ItemWork) -> String {
        let lines: Vec<String> =
            item.records.iter().filter_map(|record| record.line).map(|line| line.to_string()).collect();
        if lines.is_empty() { String::new() } else { format!("{}:{}", self.file, lines.join(",")) }
    }

    /// How the items give the leaf's share, and the evidence of each record.
    pub fn lines(&self, step: &Step) -> Vec<String> {
        let lang = self.lang;
        let mut lines = Vec::new();
        let taking_part = || step.items.iter().filter(|item| !self.framework.item(item.item).violation);
        let products = taking_part().filter_map(|item| Some(item.share.as_ref()? * item.counts.as_ref()?));
        let (got, all): (Ratio, Ratio) = (products.sum(), taking_part().filter_map(|item| item.counts.as_ref()).sum());
        if step.violated {
            lines.push(pick(lang, "a violation takes all marks", "有违规，不得分").to_owned());
        } else if let Some(share) = got.checked_div(&all).filter(|_| step.rate.is_some()) {
            let rate = &share * self.framework.scale();
            let (share, rate) = (share.to_string(), exact(&rate));
            lines.push(say!(
                lang,
                "marks: {got} of {all} = {share}; rate {rate}",
                "得 {got} 分，共 {all} 分，比例 {share}；得分率 {rate}"
            ));
        }
        for item in &step.items {
            for record in &item.records {
                if let Some(evidence) = &record.evidence {
                    let round =
                        record.round.map(|round| say!(lang, ", round {round}", "，第 {round} 轮")).unwrap_or_default();
                    lines.push(format!(
                        "{}{round}{}{}",
                        item.code,
                        pick(lang, ": ", "："),
                        evidence_words(evidence, lang)
                    ));
                }
            }
        }
        lines
    }
}

/// The evidence of an observation, in words.
pub fn evidence_words(evidence: &Evidence, lang: Lang) -> String {
    let method = evidence.method.map(|method| match method {
        Collection::Machine => pick(lang, "by machine", "机器采集").to_owned(),
        Collection::Manual => pick(lang, "by a person", "人工采集").to_owned(),
    });
    let said = |text: &Option<String>, en: &str, zh: &str| {
        text.as_ref().map(|text| say!(lang, "{} {text}", "{} {text}", pick(lang, en, zh)))
    };
    let parts = [
        method,
        said(&evidence.source, "source", "来源"),
        said(&evidence.collected, "collected", "采集于"),
        said(&evidence.collector, "by", "采集人"),
        said(&evidence.verified, "verified:", "核验"),
        said(&evidence.note, "note:", "备注"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(pick(lang, ", ", "，"))
}

/// Bonuses, deductions, vetoes and pass marks of a node, in words.
pub fn changed(framework: &Framework, step: &Step, lang: Lang) -> Vec<String> {
    let extras = step.extras.iter().filter(|extra| !extra.uncapped.is_zero());
    let mut lines: Vec<String> = extras.map(|extra| extra_words(framework, step, extra, lang)).collect();
    let after = step.before.as_ref().or(step.unrounded.as_ref()).or(step.rate.as_ref());
    if let Some(base) = step.base.as_ref().filter(|base| Some(*base) != after) {
        let points = |rate: &Ratio| exact(&(rate * &step.effective));
        let (base, after) = (points(base), after.map(points).unwrap_or_default());
        lines.push(say!(lang, "with these, {base} points become {after}", "加减之后，{base} 分变为 {after} 分"));
    }
    if !step.decided_by.is_empty() {
        let labels: Vec<String> =
            step.decided_by.iter().filter_map(|code| framework.find(code)).map(|node| node.label(lang)).collect();
        let labels = labels.join(pick(lang, ", ", "、"));
        let points = |rate: &Ratio| exact(&(rate * &step.effective));
        let rate = step.unrounded.as_ref().or(step.rate.as_ref());
        lines.push(match (rate, &step.before) {
            (Some(rate), Some(before)) if rate == before => {
                say!(lang, "decided by {labels}; the score stays as it is", "由 {labels} 决定；得分不变")
            }
            (Some(rate), Some(before)) => {
                let (rate, before) = (points(rate), points(before));
                say!(
                    lang,
                    "decided by {labels}: {rate} points (without it {before})",
                    "由 {labels} 决定：{rate} 分（否则为 {before} 分）"
                )
            }
            (Some(rate), None) => {
                let rate = points(rate);
                say!(lang, "decided by {labels}: {rate} points", "由 {labels} 决定：{rate} 分")
            }
            (None, _) => say!(lang, "decided by {labels}: no score", "由 {labels} 决定：没有得分"),
        });
    }
    lines
}

fn extra_words(framework: &Framework, step: &Step, extra: &ExtraWork, lang: Lang) -> String {
    let label = framework.node(extra.node).label(lang);
    let points = exact(&extra.points);
    let sign = if extra.points.is_negative() { "" } else { "+" };
    let capped = match extra.points == extra.uncapped {
        true => String::new(),
        false => {
            let uncapped = exact(&extra.uncapped);
            say!(lang, " (of {uncapped}, capped)", "（原 {uncapped}，已封顶）")
        }
    };
    match extra.counts {
        true => say!(lang, "{label}: {sign}{points} points{capped}", "{label}：{sign}{points} 分{capped}"),
        false => {
            let condition = condition_words(framework, step, extra, lang);
            say!(
                lang,
                "{label}: {sign}{points} points{capped} are not counted{condition}",
                "{label}：{sign}{points} 分{capped}不计{condition}"
            )
        }
    }
}

/// What a bonus needs and what there is.
fn condition_words(framework: &Framework, step: &Step, extra: &ExtraWork, lang: Lang) -> String {
    let Role::Bonus(bonus) = &framework.node(extra.node).role else { return String::new() };
    let (Some(when), Some(base)) = (&bonus.when, &step.base) else { return String::new() };
    let points = |rate: &Ratio| exact(&(rate * &step.effective));
    let (mark, base) = (points(&when.rate), points(base));
    match when.inclusive {
        true => say!(lang, ": {mark} points are needed, {base} are there", "：须达到 {mark} 分，现为 {base} 分"),
        false => {
            say!(lang, ": more than {mark} points are needed, {base} are there", "：须超过 {mark} 分，现为 {base} 分")
        }
    }
}

/// An item with its question as an object of both languages.
#[derive(Serialize)]
pub struct ItemJson<'w> {
    code: &'w str,
    question: Both<'w>,
    marks: &'w Ratio,
    counts: Option<&'w Ratio>,
    share: Option<&'w Ratio>,
    not_applicable: bool,
    records: &'w [RecordWork],
}

impl<'w> From<&'w ItemWork> for ItemJson<'w> {
    fn from(item: &'w ItemWork) -> ItemJson<'w> {
        ItemJson {
            code: &item.code,
            question: (&item.question).into(),
            marks: &item.marks,
            counts: item.counts.as_ref(),
            share: item.share.as_ref(),
            not_applicable: item.not_applicable,
            records: &item.records,
        }
    }
}
