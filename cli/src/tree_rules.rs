//! What a scheme rules beside its weights, in words: bonuses, deductions, vetoes and pass marks, and what happens where
//! something is missing, does not apply, or was observed more than once.

use govscore::report::words::missing;
use govscore::{
    Absence, By, Condition, Conflicts, Consequence, Coverage, CoverageBy, Framework, Lang, Node, NodeId, Pass, Ratio,
    Role, Rounds, Standing,
};

use crate::figures::percent;
use crate::language::{comma, pick, say};
use crate::table::{Align, Table};

/// Both tables with their headings, each only where it has something to say.
pub fn tables(framework: &Framework, lang: Lang) -> Vec<(String, Table)> {
    let roles =
        (pick(lang, "Bonuses, deductions, vetoes, pass marks", "加分、扣分、否决、合格线"), roles(framework, lang));
    let absences =
        (pick(lang, "What is not there, rounds, conflicts", "缺失、不适用、多轮与不一致"), absences(framework, lang));
    let tables = [roles, absences].into_iter().filter(|(_, table)| !table.is_empty());
    tables.map(|(heading, table)| (heading.to_owned(), table.without_empty_columns())).collect()
}

fn roles(framework: &Framework, lang: Lang) -> Table {
    let mut table = Table::default();
    table
        .column(pick(lang, "indicator", "指标"), Align::Left)
        .column(pick(lang, "kind", "性质"), Align::Left)
        .column(pick(lang, "points", "分值"), Align::Right)
        .column(pick(lang, "at most", "最多计"), Align::Right)
        .column(pick(lang, "where", "条件"), Align::Left)
        .column(pick(lang, "then", "后果"), Align::Left);
    let words = Words { framework, lang };
    for node in framework.nodes() {
        let above = node.parent.map(|parent| framework.node(parent));
        if let Some(row) = above.and_then(|above| words.role(node, above)) {
            // A name between spaces may end a cell.
            table.row([vec![node.label(lang)], row.map(|cell| cell.trim().to_owned()).to_vec()].concat());
        }
        if let Some(pass) = &node.pass {
            table.row([vec![node.label(lang)], words.pass(node, pass).to_vec()].concat());
        }
    }
    table
}

/// The words for one framework in one language.
struct Words<'f> {
    framework: &'f Framework,
    lang: Lang,
}

impl Words<'_> {
    /// Kind, points, cap, condition and consequence of a node without a weight.
    fn role(&self, node: &Node, above: &Node) -> Option<[String; 5]> {
        let lang = self.lang;
        let (points, of) = (self.points(node), self.name(above));
        let cap = |cap: &Option<Ratio>| cap.as_ref().map(Ratio::to_string).unwrap_or_default();
        match &node.role {
            Role::Bonus(bonus) => Some([
                pick(lang, "bonus", "加分").to_owned(),
                points,
                cap(&bonus.cap),
                bonus.when.as_ref().map(|when| self.reached(above, when)).unwrap_or_default(),
                say!(lang, "added to {of}", "计入{of}"),
            ]),
            Role::Deduction { cap: most } => Some([
                pick(lang, "deduction", "扣分").to_owned(),
                points,
                cap(most),
                String::new(),
                say!(lang, "taken off {of}, down to nothing", "从{of}中扣除，扣至零为止"),
            ]),
            Role::Veto(consequence) => Some([
                pick(lang, "veto", "否决").to_owned(),
                String::new(),
                String::new(),
                match node.is_leaf() {
                    true => pick(lang, "it gets any marks", "有得分即成立").to_owned(),
                    false => pick(lang, "anything below it gets marks", "其下任何一项有得分即成立").to_owned(),
                },
                self.consequence(above, consequence),
            ]),
            _ => None,
        }
    }

    /// The same of a pass mark, which is about the total whatever node it stands at.
    fn pass(&self, node: &Node, pass: &Pass) -> [String; 5] {
        let lang = self.lang;
        let (mark, exactly) = (self.mark(node, &pass.condition.rate), self.exactly(&pass.condition));
        [
            pick(lang, "pass mark", "合格线").to_owned(),
            self.points(node),
            String::new(),
            say!(lang, "it has less than {mark}{exactly}", "低于 {mark}{exactly}"),
            self.consequence(self.framework.total(), &pass.consequence),
        ]
    }

    fn reached(&self, above: &Node, when: &Condition) -> String {
        let lang = self.lang;
        let (of, mark, exactly) = (self.name(above), self.mark(above, &when.rate), self.exactly(when));
        match when.inclusive {
            true => say!(lang, "{of} has {mark} or more without it{exactly}", "{of}未加分时达到 {mark}{exactly}"),
            false => say!(lang, "{of} has more than {mark} without it{exactly}", "{of}未加分时高于 {mark}{exactly}"),
        }
    }

    /// What follows for a node: its score, and for the total its rank and its type.
    fn consequence(&self, of: &Node, consequence: &Consequence) -> String {
        let (lang, name) = (self.lang, self.name(of));
        let score = match (&consequence.score, &consequence.at_most) {
            (Some(score), _) => {
                let mark = self.mark(of, score);
                say!(lang, "{name} is {mark}", "{name}为 {mark}")
            }
            (None, Some(most)) => {
                let mark = self.mark(of, most);
                say!(lang, "{name} is {mark} at most", "{name}至多 {mark}")
            }
            (None, None) if consequence.keeps => say!(lang, "{name} stays as it is", "{name}不变"),
            (None, None) if of.id == NodeId::TOTAL => pick(lang, "no total", "不计总分").to_owned(),
            (None, None) => say!(lang, "{name} has no score", "{name}没有得分"),
        };
        let rank = match consequence.rank {
            _ if of.id != NodeId::TOTAL => None,
            Standing::With => None,
            Standing::After => Some(pick(lang, "ranked after all others", "排在其他对象之后").to_owned()),
            _ => Some(pick(lang, "not ranked", "不排名次").to_owned()),
        };
        let tier = consequence.tier.and_then(|place| self.framework.tiers().get(place)).map(|tier| {
            let tier = tier.name.get(lang);
            say!(lang, "type {tier}", "类型为“{tier}”")
        });
        [Some(score), rank, tier].into_iter().flatten().collect::<Vec<_>>().join(pick(lang, ", ", "，"))
    }

    /// Full marks of a node.
    fn points(&self, node: &Node) -> String {
        let points = self.framework.points(node.id);
        points.map_or_else(|| pick(self.lang, "unknown", "未知").to_owned(), |points| points.to_string())
    }

    /// A rate of a node in points, or in percent of its full marks where these are not known.
    fn mark(&self, of: &Node, rate: &Ratio) -> String {
        match of.effective.as_ref().map(|effective| rate * effective) {
            Some(points) if points == Ratio::one() => pick(self.lang, "1 point", "1 分").to_owned(),
            Some(points) => say!(self.lang, "{points} points", "{points} 分"),
            None => {
                let share = rate.checked_div(self.framework.scale()).map(|share| percent(&share)).unwrap_or_default();
                say!(self.lang, "{share} of full marks", "满分的 {share}")
            }
        }
    }

    /// Rounded figures are compared unless something else is said.
    fn exactly(&self, condition: &Condition) -> &'static str {
        match condition.by {
            By::Exact => pick(self.lang, " (exact figures)", "（按精确值）"),
            By::Rounded => "",
        }
    }

    fn name(&self, node: &Node) -> String {
        match node.id == NodeId::TOTAL {
            true => pick(self.lang, "the total", "总分").to_owned(),
            false => {
                let label = node.label(self.lang);
                say!(self.lang, "{label}", " {label} ")
            }
        }
    }
}

/// What differs from the defaults: first for the whole scheme, then for the nodes that differ from the one above.
fn absences(framework: &Framework, lang: Lang) -> Table {
    let mut table = Table::default();
    table
        .column(pick(lang, "for", "适用于"), Align::Left)
        .column(pick(lang, "where", "情形"), Align::Left)
        .column(pick(lang, "then", "处理"), Align::Left);
    let mut whole = differences(&framework.total().absence, None, lang);
    let rounds = framework.file().method.as_ref().and_then(|method| method.rounds);
    let several = pick(lang, "several rounds", "多轮观测");
    whole.extend(rounds.map(|rounds| (several, rounds_words(rounds, lang).to_owned())));
    whole.extend(
        conflict_words(framework.conflicts(), lang)
            .map(|words| (pick(lang, "observations do not agree", "观测不一致"), words.to_owned())),
    );
    for (case, then) in whole {
        table.row(vec![pick(lang, "the whole scheme", "整个方案").to_owned(), case.to_owned(), then]);
    }
    // Nodes that say the same share a row.
    let mut rows: Vec<((&str, String), Vec<String>)> = Vec::new();
    for node in framework.nodes() {
        let Some(above) = node.parent.map(|parent| framework.node(parent)) else { continue };
        for differs in differences(&node.absence, Some(&above.absence), lang) {
            match rows.iter_mut().find(|(known, _)| *known == differs) {
                Some((_, labels)) => labels.push(node.label(lang)),
                None => rows.push((differs, vec![node.label(lang)])),
            }
        }
    }
    for ((case, then), labels) in rows {
        table.row(vec![labels.join(comma(lang)), case.to_owned(), then]);
    }
    table
}

/// What a node says otherwise than the one above, or the total otherwise than the defaults: each case and what then.
fn differences(own: &Absence, above: Option<&Absence>, lang: Lang) -> Vec<(&'static str, String)> {
    let mut differs = Vec::new();
    if own.missing != above.map(|above| above.missing).unwrap_or_default() {
        differs.push((pick(lang, "missing", "缺失"), missing(own.missing, lang).to_owned()));
    }
    if own.not_applicable != above.map(|above| above.not_applicable).unwrap_or_default() {
        differs.push((pick(lang, "does not apply", "不适用"), missing(own.not_applicable, lang).to_owned()));
    }
    if own.coverage.as_ref() != above.and_then(|above| above.coverage.as_ref()) {
        let words = coverage_words(own.coverage.as_ref(), lang);
        differs.push((pick(lang, "not all is there", "数据不全"), words));
    }
    differs
}

fn coverage_words(coverage: Option<&Coverage>, lang: Lang) -> String {
    let Some(Coverage { least, by, .. }) = coverage.filter(|coverage| !coverage.least.is_zero()) else {
        return pick(lang, "any part will do", "不要求覆盖率").to_owned();
    };
    let least = percent(least);
    match by {
        CoverageBy::Weight => say!(
            lang,
            "no score below {least} of what applies, by weight",
            "适用部分中有数据的不足 {least} 时没有得分，按权重计"
        ),
        CoverageBy::Count => say!(
            lang,
            "no score below {least} of what applies, by number",
            "适用部分中有数据的不足 {least} 时没有得分，按个数计"
        ),
    }
}

/// Which of several rounds counts.
pub fn rounds_words(rounds: Rounds, lang: Lang) -> &'static str {
    match rounds {
        Rounds::Best => pick(lang, "the best counts", "取最好一轮"),
        Rounds::Mean => pick(lang, "their mean counts", "取各轮平均"),
        Rounds::Last => pick(lang, "the last counts", "取最后一轮"),
        _ => "",
    }
}

/// Nothing for the default, under which they are an error.
fn conflict_words(conflicts: Conflicts, lang: Lang) -> Option<&'static str> {
    match conflicts {
        Conflicts::VerifiedFirst => Some(pick(lang, "those that were verified count", "已核验者优先")),
        Conflicts::Latest => Some(pick(lang, "the one collected last counts", "取最近采集者")),
        Conflicts::Mean => Some(pick(lang, "the mean of what they get counts", "取其得分的平均")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(yaml: &str, lang: Lang) -> String {
        let framework = Framework::from_yaml(yaml).expect("a framework in a test");
        tables(&framework, lang).iter().map(|(_, table)| table.markdown()).collect()
    }

    /// Below the first level a mark is in points of the node above, and that is named.
    #[test]
    fn roles_below_the_first_level_name_what_they_change() {
        let yaml = "govscore: 1
id: x
title: X
indicators:
  - {code: A, name: Services, weight: 40%, indicators: [
      {code: A1, weight: 1}, {code: X, bonus: {points: 4, from: 50%}}, {code: V, veto: {at_most: 1}},
      {code: W, veto: {}}]}
  - {code: B, weight: 60%, missing: rescale-node, indicators: [{code: B1, weight: 1, missing: zero}]}
";
        let english = text(yaml, Lang::En);
        for line in [
            "| X | bonus | 4 | A Services has 20 points or more without it | added to A Services |",
            "| V | veto |  | it gets any marks | A Services is 1 point at most |",
            "| W | veto |  | it gets any marks | A Services has no score |",
            "| B | missing | left out: the mean of the others in its node |",
            "| B1 | missing | counts as zero |",
        ] {
            assert!(english.contains(line), "{line} in\n{english}");
        }
        let chinese = text(yaml, Lang::Zh);
        for line in [
            "| X | 加分 | 4 | A Services 未加分时达到 20 分 | 计入 A Services |",
            "| V | 否决 |  | 有得分即成立 | A Services 至多 1 分 |",
        ] {
            assert!(chinese.contains(line), "{line} in\n{chinese}");
        }
    }

    #[test]
    fn a_scheme_of_weights_alone_has_no_tables() {
        assert_eq!(text("govscore: 1\nid: x\ntitle: X\nindicators: [{code: A, weight: 1}]\n", Lang::En), "");
    }
}
