//! The items of a framework as a table: what is asked, how an answer becomes marks, which units are asked.

use govscore::{Answer, Applies, Basis, Collection, Framework, Item, Lang, Rule, Unless};

use crate::language::{self, comma, pick, say};
use crate::table::{Align, Table};
use crate::tree_rules::rounds_words;

/// One row per item, columns without any text left out; nothing where there are no items.
pub fn table(framework: &Framework, lang: Lang) -> Option<(String, Table)> {
    if framework.items().is_empty() {
        return None;
    }
    let mut table = Table::default();
    table
        .column(pick(lang, "item", "点位"), Align::Left)
        .column(pick(lang, "question", "问题"), Align::Left)
        .column(pick(lang, "leaf", "末级指标"), Align::Left)
        .column(pick(lang, "collected by", "采集方式"), Align::Left)
        .column(pick(lang, "rule", "计分规则"), Align::Left)
        .column(pick(lang, "marks", "满分"), Align::Right)
        .column(pick(lang, "measured in", "计量单位"), Align::Left)
        .column(pick(lang, "rounds", "多轮"), Align::Left)
        .column(pick(lang, "applies", "适用范围"), Align::Left)
        .column(pick(lang, "tags", "标签"), Align::Left)
        .column(pick(lang, "basis", "依据"), Align::Left);
    let stated = framework.file().method.as_ref().and_then(|method| method.rounds);
    for item in framework.items() {
        let names = |names: Option<&govscore::Names>| names.map(|names| names.get(lang).to_owned()).unwrap_or_default();
        // What holds for the whole scheme is said once, above.
        let rounds = item.rounds.filter(|rounds| Some(*rounds) != stated);
        table.row(vec![
            item.code.clone(),
            Some(item.question.get(lang)).filter(|question| *question != item.code).unwrap_or_default().to_owned(),
            if item.is_leaf { String::new() } else { framework.node(item.leaf).code.clone() },
            item.method.map(|method| method_words(method, lang)).unwrap_or_default().to_owned(),
            rule_words(item, lang),
            // A veto holds or does not; nothing is counted in it.
            if framework.node(item.leaf).vetoes && item.is_leaf { String::new() } else { item.marks.to_string() },
            names(item.measured_in.as_ref()),
            rounds.map(|rounds| rounds_words(rounds, lang)).unwrap_or_default().to_owned(),
            item.applies.as_ref().map(|applies| applies_words(framework, applies, lang)).unwrap_or_default(),
            item.tags.join(comma(lang)),
            item.basis
                .filter(|basis| *basis != Basis::Published)
                .map(|basis| language::basis(basis, lang).to_owned())
                .unwrap_or_default(),
        ]);
    }
    Some((pick(lang, "Items", "采集点位").to_owned(), table.without_empty_columns()))
}

fn method_words(method: Collection, lang: Lang) -> &'static str {
    match method {
        Collection::Machine => pick(lang, "machine", "机器"),
        Collection::Manual => pick(lang, "people", "人工"),
    }
}

fn rule_words(item: &Item, lang: Lang) -> String {
    let words = item.rule.words();
    let words = words.get(lang);
    match item.violation {
        true => say!(
            lang,
            "{words}; a violation: if it gets any, its leaf gets none",
            "{words}；违规项：有得分时该指标不得分"
        ),
        false => words.to_owned(),
    }
}

/// `kind: not 地级市`, `P1: yes`.
fn applies_words(framework: &Framework, applies: &Applies, lang: Lang) -> String {
    let (of, values) = match &applies.unless {
        Unless::Attribute { name, words } => (name.clone(), words.clone()),
        Unless::Item { item, answers } => {
            let item = framework.item(*item);
            let answers = answers.iter().map(|answer| answer_words(&item.rule, answer, lang));
            (item.code.clone(), answers.collect())
        }
        _ => return String::new(),
    };
    let values = values.join(pick(lang, " or ", " 或 "));
    match applies.not {
        true => say!(lang, "where {of} is not {values}", "{of} 不为 {values}"),
        false => say!(lang, "where {of} is {values}", "{of} 为 {values}"),
    }
}

/// An answer as people write it.
fn answer_words(rule: &Rule, answer: &Answer, lang: Lang) -> String {
    match answer {
        Answer::Number(number) => number.to_string(),
        Answer::Word(place) => {
            let choices = rule.choices().unwrap_or_default();
            // The one word of a rule that lists none is the violation among conditions.
            choices.get(*place).map_or(pick(lang, "violation", "违规"), |choice| choice.get(lang)).to_owned()
        }
        _ => String::new(),
    }
}
