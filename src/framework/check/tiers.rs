//! The types, and the grades inside them: codes and names; what a rule asks of them is the rule's own affair.

use std::collections::HashSet;

use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::file::{GradeFile, GradesFile, TierFile};
use crate::framework::tree::{Grade, Node, Tier, Tiers};
use crate::framework::words::{Basis, Names, Text};
use crate::methods::{Listed, Sd, Stated, TierLine, TierProblem, TierRule, TierRuleName, TierTies};
use crate::number::{NotANumber, Ratio, read_ratio, shorten};

/// What a tier and a grade have in common.
struct Entry<'f> {
    /// What it is called.
    words: (&'static str, &'static str),
    code: &'f Text,
    name: &'f Option<Names>,
    from: &'f Option<Text>,
    share: &'f Option<Text>,
    count: Option<u32>,
    from_sd: &'f Option<Text>,
    basis: Option<Basis>,
    note: &'f Option<Names>,
}

/// How a list is sorted into, as written beside it.
struct Rule {
    name: Option<TierRuleName>,
    ties: Option<TierTies>,
    sd: Option<Sd>,
    grades: bool,
}

impl Checker<'_> {
    pub(super) fn tiers(&mut self, nodes: &[Node]) -> Option<Tiers> {
        let file = self.file;
        let written = file.tiers.as_ref()?;
        let top = At::top("tiers");
        let lines = self.lines(written.tiers.iter().map(Entry::from), &top.key("tiers"));
        let rule = Rule { name: written.rule, ties: written.ties, sd: written.sd, grades: false };
        let rule = self.tier_rule(&rule, &lines, &top, "tiers");
        let mut all = Tiers { rule, tiers: Vec::new(), grade_rules: Vec::new() };
        let shared = written.grades.as_ref().map(|grades| self.grades(grades, &top.key("grades"), None));
        for (place, (tier, line)) in written.tiers.iter().zip(&lines).enumerate() {
            let ends =
                (line.from.value.as_ref(), place.checked_sub(1).and_then(|above| lines[above].from.value.as_ref()));
            let at = top.key("tiers").item(place).key("grades");
            let own = tier.grades.as_ref().map(|grades| self.grades(grades, &at, Some(ends)));
            let (grade_rule, grades) = own.or_else(|| shared.clone()).unwrap_or_default();
            all.grade_rules.push(grade_rule);
            all.tiers.push(Tier {
                code: line.code.clone(),
                name: tier.name.clone().unwrap_or_else(|| Names::from(line.code.as_str())),
                from: line.from.value.clone(),
                share: line.share.value.clone(),
                count: tier.count,
                from_sd: line.from_sd.value.clone(),
                basis: tier.basis.or(file.basis),
                grades,
            });
        }
        self.no_indicator_called_grade(&all, nodes, &top);
        Some(all)
    }

    /// `ends`: where the type begins and where the one above it does, as far as these are lines.
    fn grades(
        &mut self,
        written: &GradesFile,
        at: &At,
        ends: Option<(Option<&Ratio>, Option<&Ratio>)>,
    ) -> (Option<TierRule>, Vec<Grade>) {
        let lines = self.lines(written.grades.iter().map(Entry::from), &at.key("grades"));
        let rule = Rule { name: written.rule.map(TierRuleName::from), ties: written.ties, sd: None, grades: true };
        let rule = self.tier_rule(&rule, &lines, at, "grades");
        if let (Some(TierRule::CutLines(_)), Some((begin, end))) = (&rule, ends) {
            for (place, line) in lines.iter().enumerate() {
                let Some(from) = &line.from.value else { continue };
                let here = at.key("grades").item(place).key("from");
                let hint = bi!("write lines inside the tier", "分界线应在该类型的范围之内");
                if let Some(begin) = begin.filter(|begin| from <= begin) {
                    let message = bi!(
                        "the line {from} is not above {begin}, where the tier begins: the grade below would be empty",
                        "分界线 {from} 不高于该类型的下限 {begin}，其下的等级将是空的"
                    );
                    self.report(codes::TIER_OUTSIDE, &here, message, Some(hint));
                } else if let Some(end) = end.filter(|end| from >= end) {
                    let message = bi!(
                        "the line {from} is not below {end}, where the better tier begins: the grade would be empty",
                        "分界线 {from} 不低于上一类型的下限 {end}，此等级将是空的"
                    );
                    self.report(codes::TIER_OUTSIDE, &here, message, Some(hint));
                }
            }
        }
        let grade = |(grade, line): (&GradeFile, TierLine)| Grade {
            name: grade.name.clone().unwrap_or_else(|| Names::from(line.code.as_str())),
            code: line.code,
            from: line.from.value,
            share: line.share.value,
            count: grade.count,
            basis: grade.basis.or(self.file.basis),
        };
        (rule, written.grades.iter().zip(lines).map(grade).collect())
    }

    /// What each entry of a list states.
    fn lines<'f>(&mut self, entries: impl Iterator<Item = Entry<'f>>, at: &At) -> Vec<TierLine> {
        let mut seen = HashSet::new();
        let lines = entries.enumerate().map(|(place, entry)| self.entry(&entry, &mut seen, &at.item(place)));
        lines.collect()
    }

    fn entry<'f>(&mut self, entry: &Entry<'f>, seen: &mut HashSet<&'f str>, here: &At) -> TierLine {
        let (code, (word, zh)) = (entry.code.as_str().trim(), entry.words);
        if code.is_empty() {
            self.report(
                codes::BAD_TIER,
                &here.key("code"),
                bi!("the code of this {word} is empty", "{zh}的代码为空"),
                Some(bi!("give it a short code, as in `A`", "写一个简短的代码，如 `A`")),
            );
        } else if !seen.insert(code) {
            let code = shorten(code);
            self.report(
                codes::BAD_TIER,
                &here.key("code"),
                bi!("another {word} above has the code `{code}`", "前面的{zh}已用代码 `{code}`"),
                Some(bi!("choose another code", "换一个代码")),
            );
        }
        self.not_blank(entry.name.as_ref(), &here.key("name"));
        self.note_for(&[entry.basis], entry.note.as_ref(), here);
        let mut stated = |key, text: Option<String>, read: &dyn Fn(&mut Self, &str, &At) -> Option<Ratio>| {
            let at = here.key(key);
            let value = text.as_ref().and_then(|text| read(self, text, &at));
            Stated { written: text.map(|text| shorten(&text)), value, unread: self.is_hole(&at) }
        };
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let decimal = |checker: &mut Self, text: &str, at: &At| checker.decimal(text, codes::BAD_TIER, at);
        TierLine {
            from: stated("from", text(entry.from), &decimal),
            share: stated("share", text(entry.share), &Self::share),
            count: stated("count", entry.count.map(|count| count.to_string()), &decimal),
            from_sd: stated("from_sd", text(entry.from_sd), &decimal),
            code: code.to_owned(),
        }
    }

    fn share(&mut self, text: &str, at: &At) -> Option<Ratio> {
        match read_ratio(text) {
            Ok((share, _)) => Some(share),
            Err(NotANumber { text, problem }) => {
                let what = problem.zh();
                let hint = bi!("write a share, as in `10%`, `0.1` or `1/10`", "写份额，如 `10%`、`0.1`、`1/10`");
                self.report(codes::BAD_TIER, at, bi!("`{text}` {problem}", "`{text}` {what}"), Some(hint));
                None
            }
        }
    }

    /// The rule for a list at `at` under the key `list`, and a report of all that is wrong with it.
    fn tier_rule(&mut self, rule: &Rule, lines: &[TierLine], at: &At, list: &'static str) -> Option<TierRule> {
        // A rule that could not be read may be any; where all that stands there belongs to one rule, it was that one.
        let mut rules = lines.iter().flat_map(TierLine::rules);
        let name = match (self.is_hole(&at.key("rule")), rules.next()) {
            (true, first) => first.filter(|first| rules.all(|other| other == *first))?,
            (false, _) => rule.name.unwrap_or_default(),
        };
        let partial = self.file.partial || self.is_hole(&At::top("partial"));
        let &Rule { ties, sd, grades, .. } = rule;
        let listed = Listed { tiers: lines, grades, scale: self.greatest.as_ref(), partial, ties, sd };
        let (rule, problems) = name.read(&listed);
        for TierProblem { tier, key, code, message, hint } in problems {
            let here = match (tier, key) {
                (None, Some(key)) => at.key(key),
                (None, None) => at.key(list),
                (Some(place), None) => at.key(list).item(place),
                (Some(place), Some(key)) => at.key(list).item(place).key(key),
            };
            self.report(code, &here, message, Some(hint));
        }
        rule
    }

    /// Results have a column `grade` where there are grades, and a column for each indicator.
    fn no_indicator_called_grade(&mut self, tiers: &Tiers, nodes: &[Node], top: &At) {
        let has_grades = tiers.tiers.iter().any(|tier| !tier.grades.is_empty());
        if has_grades && nodes.iter().any(|node| node.code == "grade") {
            let message = bi!(
                "an indicator has the code `grade`, which heads the column of grades in results",
                "有指标以 `grade` 为代码，而结果中等级一列即以此为名"
            );
            self.report(
                codes::BAD_CODE,
                top,
                message,
                Some(bi!("give the indicator another code", "给该指标换一个代码")),
            );
        }
    }
}

impl<'f> From<&'f TierFile> for Entry<'f> {
    fn from(tier: &'f TierFile) -> Entry<'f> {
        let TierFile { code, name, from, share, count, from_sd, basis, note, .. } = tier;
        Entry { words: ("tier", "类型"), code, name, from, share, count: *count, from_sd, basis: *basis, note }
    }
}

impl<'f> From<&'f GradeFile> for Entry<'f> {
    fn from(grade: &'f GradeFile) -> Entry<'f> {
        let GradeFile { code, name, from, share, count, basis, note } = grade;
        Entry {
            words: ("grade", "等级"), code, name, from, share, count: *count, from_sd: &None, basis: *basis, note
        }
    }
}
