//! Which tie rule a list follows, by what stands behind its shared ranks.

use std::collections::BTreeMap;

use super::super::headings::Holds;
use super::{Check, CheckKind, Run};
use crate::diagnostic::{Bilingual, Diagnostic, Severity, bi, codes};
use crate::methods::Ties;
use crate::number::Ratio;

/// What the ranks of one list show.
struct Shown {
    /// Shared ranks behind which as many are skipped: rank, and how many have it.
    competition: Vec<(u32, usize)>,
    /// Shared ranks behind which none is skipped.
    dense: Vec<(u32, usize)>,
    /// A shared rank that is the last one, so that nothing stands behind it.
    last: bool,
    /// Equal totals with unequal ranks: the rows of each.
    split: Vec<Vec<usize>>,
    /// Ranks behind which another one stands than any rule has: the rank, its row, and the next.
    gaps: Vec<(u32, usize, u32)>,
    first: Option<(u32, usize)>,
}

impl Shown {
    /// The one rule that the list follows; nothing where several or none would do.
    fn rule(&self) -> Option<Ties> {
        match (self.competition.is_empty(), self.dense.is_empty()) {
            (false, true) => Some(Ties::Competition),
            (true, false) => Some(Ties::Dense),
            (true, true) if !self.last && !self.split.is_empty() => Some(Ties::Ordinal),
            _ => None,
        }
    }
}

impl Run<'_> {
    /// Finds the rule of every list, and the ranks that no rule gives.
    pub(super) fn ties(&mut self) -> Check {
        let mut check = Check::new(CheckKind::Ties);
        let Some(at) = self.table.position(Holds::Rank) else {
            return check.say(bi!("not checked: no column of ranks", "未检查：没有名次列"));
        };
        let mut rules: Vec<(usize, Ties)> = Vec::new();
        for group in 0..self.table.groups.len() {
            let shown = self.shown_by(group);
            let shares = shown.competition.len() + shown.dense.len() + usize::from(shown.last);
            check.compared += shares + shown.split.len();
            let mixed = !shown.competition.is_empty() && !shown.dense.is_empty();
            // Where every tie is told apart that is the rule of the list.
            let split_too = shares > 0 || self.stated_ties().is_some_and(|rule| rule != Ties::Ordinal);
            check.held += if mixed { 0 } else { shares } + if split_too { 0 } else { shown.split.len() };
            let (of, what) = (self.of_group(group), words(&shown));
            check.findings.push(Bilingual { en: of.en + &what.en, zh: of.zh + &what.zh });
            if mixed {
                self.mixed(&shown, at);
            }
            if self.stated_ties() != Some(Ties::Ordinal) {
                shown.split.iter().for_each(|rows| self.split(rows, at, split_too));
            }
            self.gaps(&shown, at);
            rules.extend(shown.rule().map(|rule| (group, rule)));
        }
        self.other_rule(&rules, at);
        check
    }

    fn shown_by(&self, group: usize) -> Shown {
        let rows: Vec<usize> =
            self.table.rows_of(group).iter().copied().filter(|&row| self.rank(row).is_some()).collect();
        let mut blocks: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut by_total: BTreeMap<&Ratio, Vec<usize>> = BTreeMap::new();
        for &row in &rows {
            blocks.entry(self.rank(row).unwrap_or(0)).or_default().push(row);
            if let Some(total) = self.total(row) {
                by_total.entry(&total.value).or_default().push(row);
            }
        }
        let split = by_total.into_values().filter(|rows| rows.iter().any(|&row| self.rank(row) != self.rank(rows[0])));
        let blocks: Vec<(u32, Vec<usize>)> = blocks.into_iter().collect();
        let mut shown = Shown {
            competition: Vec::new(),
            dense: Vec::new(),
            last: blocks.last().is_some_and(|(_, rows)| rows.len() > 1),
            split: split.collect(),
            gaps: Vec::new(),
            first: blocks.first().map(|(rank, rows)| (*rank, rows[0])),
        };
        for pair in blocks.windows(2) {
            let ((rank, rows), (next, behind)) = (&pair[0], &pair[1]);
            let step = (next - rank) as usize;
            match (rows.len(), step) {
                (1, 1) => {}
                (many, 1) => shown.dense.push((*rank, many)),
                (many, step) if step == many => shown.competition.push((*rank, many)),
                _ => shown.gaps.push((*rank, behind[0], *next)),
            }
        }
        shown
    }

    /// Shared ranks of two rules in one list.
    fn mixed(&mut self, shown: &Shown, at: usize) {
        let ranks = |of: &[(u32, usize)]| of.iter().take(5).map(|(rank, _)| rank.to_string()).collect::<Vec<_>>();
        let (skipping, going_on) = (ranks(&shown.competition), ranks(&shown.dense));
        let (a_en, a_zh) = (skipping.join(", "), skipping.join("、"));
        let (b_en, b_zh) = (going_on.join(", "), going_on.join("、"));
        let message = bi!(
            "behind the shared ranks {a_en} ranks are skipped (as in 1 1 3), behind {b_en} they are not (as in 1 1 2)",
            "并列第 {a_zh} 名之后跳位（如 1 1 3），并列第 {b_zh} 名之后不跳位（如 1 1 2）"
        );
        let hint = bi!("one list follows one rule: a rank is misprinted", "同一榜单应用同一规则：名次有误");
        let row = shown.first.map_or(0, |(_, row)| row);
        self.tell(Diagnostic::new(codes::TIE_RULE, message).hint(hint), row, Some(at));
    }

    /// The rule that the framework states; its default is nobody's statement.
    fn stated_ties(&self) -> Option<Ties> {
        self.framework?.file().method.as_ref()?.rank.as_ref()?.ties
    }

    /// Equal totals with unequal ranks; a note where every tie of the list is told apart.
    fn split(&mut self, rows: &[usize], at: usize, is_odd: bool) {
        let named = |row: &usize| format!("{} ({})", self.table.unit(*row), self.rank(*row).unwrap_or(0));
        let names: Vec<String> = rows.iter().take(5).map(named).collect();
        let (total, en, zh) = (self.shown(rows[0]), names.join(", "), names.join("、"));
        let message = bi!("equal totals of {total} have unequal ranks: {en}", "总分同为 {total} 而名次不同：{zh}");
        let hint = bi!(
            "digits that are not printed may tell them apart; if not, they share a rank",
            "或因未印出的位数而分先后；否则名次应相同"
        );
        let mut problem = Diagnostic::new(codes::RANK_SPLIT, message).hint(hint);
        if !is_odd {
            problem.severity = Severity::Note;
        }
        self.tell(problem, rows[rows.len() - 1], Some(at));
    }

    fn gaps(&mut self, shown: &Shown, at: usize) {
        if let Some((first, row)) = shown.first.filter(|(first, _)| *first != 1) {
            let message = bi!("the ranks begin at {first}, not at 1", "名次从 {first} 起，而非从 1 起");
            self.tell(Diagnostic::new(codes::RANK_GAP, message), row, Some(at));
        }
        for &(rank, row, next) in &shown.gaps {
            let message = bi!(
                "rank {rank} is followed by {next}, as no tie rule has it",
                "第 {rank} 名之后是第 {next} 名，与任何并列规则都不符"
            );
            let hint = bi!(
                "a row is absent or a rank misprinted; of an excerpt this is no mistake",
                "缺行或名次有误；若为节选则属正常"
            );
            self.tell(Diagnostic::new(codes::RANK_GAP, message).hint(hint), row, Some(at));
        }
    }

    /// A rule that differs between lists, or from the one that the framework states.
    fn other_rule(&mut self, rules: &[(usize, Ties)], at: usize) {
        let first_row = |group: usize| self.table.rows_of(group).first().copied().unwrap_or(0);
        let Some(&(first, rule)) = rules.first() else { return };
        if let Some(&(group, other)) = rules.iter().find(|(_, other)| *other != rule) {
            let (a, b) = (name(rule), name(other));
            let (here, there) = (&self.table.groups[first], &self.table.groups[group]);
            let message = Bilingual {
                en: format!("the lists follow different tie rules: {here} {}, {there} {}", a.en, b.en),
                zh: format!("各榜单的并列规则不同：{here}为{}，{there}为{}", a.zh, b.zh),
            };
            self.tell(Diagnostic::new(codes::TIE_RULE, message), first_row(group), Some(at));
        }
        let (Some(framework), Some(stated)) = (self.framework, self.stated_ties()) else { return };
        // Ranks that tell all ties apart may go by digits that are not printed, whatever the rule.
        let other = |rule: Ties| rule != stated && rule != Ties::Ordinal;
        if let Some(&(group, rule)) = rules.iter().find(|(_, rule)| other(*rule)) {
            let (found, stated, id) = (name(rule), name(stated), framework.id());
            let message = Bilingual {
                en: format!("the ranks follow the rule {}, the framework {id} states {}", found.en, stated.en),
                zh: format!("名次依{}，而指标体系 {id} 写的是{}", found.zh, stated.zh),
            };
            self.tell(Diagnostic::new(codes::TIE_RULE, message), first_row(group), Some(at));
        }
    }
}

/// What the ranks of a list show, with the evidence.
fn words(shown: &Shown) -> Bilingual {
    let evidence = |of: &[(u32, usize)]| {
        let (rank, many) = of.first().copied().unwrap_or((0, 0));
        (rank, many, of.len())
    };
    let split = shown.split.len();
    match (shown.rule(), shown.competition.is_empty(), shown.dense.is_empty()) {
        (Some(Ties::Competition), ..) => {
            let (rank, many, count) = evidence(&shown.competition);
            let next = rank as usize + many;
            bi!(
                "competition ranks (1 1 3): shared ranks {count}, the first being {rank} ({many} units), then {next}",
                "并列后跳位（1 1 3）：共 {count} 处并列，首处为第 {rank} 名 {many} 个，其后为第 {next} 名"
            )
        }
        (Some(Ties::Dense), ..) => {
            let (rank, many, count) = evidence(&shown.dense);
            let next = rank + 1;
            bi!(
                "dense ranks (1 1 2): shared ranks {count}, the first being {rank} ({many} units), then {next}",
                "并列后不跳位（1 1 2）：共 {count} 处并列，首处为第 {rank} 名 {many} 个，其后为第 {next} 名"
            )
        }
        (Some(_), ..) => bi!(
            "ordinal ranks (1 2 3), or ranks by digits that are not printed: equal totals that are told apart, {split}",
            "逐一排名（1 2 3），或依未印出的位数分先后：总分相同而名次不同者 {split} 处"
        ),
        (None, false, false) => {
            let (skipping, going_on) = (shown.competition.len(), shown.dense.len());
            bi!(
                "no one rule: competition ranks (1 1 3) {skipping} times, dense ranks (1 1 2) {going_on} times",
                "无统一规则：跳位（1 1 3）{skipping} 处，不跳位（1 1 2）{going_on} 处"
            )
        }
        _ if shown.last => bi!(
            "only the last rank is shared, so competition and dense ranks both fit",
            "仅末位并列，跳位与不跳位均相符"
        ),
        _ => bi!("nothing ties, so every rule fits", "没有并列，任何规则均相符"),
    }
}

fn name(rule: Ties) -> Bilingual {
    match rule {
        Ties::Competition => bi!("competition (1 1 3)", "并列后跳位（1 1 3）"),
        Ties::Dense => bi!("dense (1 1 2)", "并列后不跳位（1 1 2）"),
        Ties::Ordinal => bi!("ordinal (1 2 3)", "逐一排名（1 2 3）"),
    }
}
