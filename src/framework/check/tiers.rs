//! The types: codes, cut lines, order.

use std::collections::HashSet;

use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::file::TierFile;
use crate::framework::tree::{Tier, Tiers};
use crate::framework::words::Names;
use crate::methods::{CutLineProblem, CutLines, TierRule, TierRuleName};
use crate::number::{Ratio, shorten};

impl Checker<'_> {
    pub(super) fn tiers(&mut self) -> Option<Tiers> {
        let written = self.file.tiers.as_ref()?;
        let at = At::top("tiers").key("tiers");
        let mut seen = HashSet::new();
        let mut tiers = Vec::new();
        for (place, tier) in written.tiers.iter().enumerate() {
            let here = at.item(place);
            let code = tier.code.as_str().trim();
            if code.is_empty() {
                self.report(
                    codes::BAD_TIER,
                    &here.key("code"),
                    bi!("the code of this tier is empty", "类型的代码为空"),
                    Some(bi!("give it a short code, as in `A`", "写一个简短的代码，如 `A`")),
                );
            } else if !seen.insert(code) {
                let code = shorten(code);
                self.report(
                    codes::BAD_TIER,
                    &here.key("code"),
                    bi!("another tier above has the code `{code}`", "前面的类型已用代码 `{code}`"),
                    Some(bi!("choose another code", "换一个代码")),
                );
            }
            self.not_blank(tier.name.as_ref(), &here.key("name"));
            self.note_for(&[tier.basis], tier.note.as_ref(), &here);
            let from =
                tier.from.as_ref().and_then(|from| self.decimal(from.as_str(), codes::BAD_TIER, &here.key("from")));
            tiers.push(Tier {
                code: code.to_owned(),
                name: tier.name.clone().unwrap_or_else(|| Names::from(code)),
                from,
                basis: tier.basis.or(self.file.basis),
            });
        }
        let rule = match written.rule.unwrap_or_default() {
            // Lines are only lines where the rule could be read.
            _ if self.is_hole(&At::top("tiers").key("rule")) => None,
            TierRuleName::CutLines => self.cut_lines(&written.tiers, &tiers, &at),
        };
        Some(Tiers { rule, tiers })
    }

    fn cut_lines(&mut self, written: &[TierFile], tiers: &[Tier], at: &At) -> Option<TierRule> {
        let Some((last, others)) = written.split_last() else {
            let hint = bi!("list them best first, or remove `tiers`", "由高到低逐个列出，或删去 `tiers`");
            self.report(codes::BAD_TIER, at, bi!("no tiers are listed", "没有列出任何类型"), Some(hint));
            return None;
        };
        if written[0].from.is_none() && is_worst_first(tiers) {
            self.report(
                codes::TIER_ORDER,
                at,
                bi!("the tiers are listed worst first", "类型由低到高排列"),
                Some(bi!("list them best first; the last one has no line", "请由高到低排列；末位类型没有分界线")),
            );
            return None;
        }
        if let Some(from) = &last.from {
            self.report(
                codes::BAD_TIER,
                &at.item(others.len()).key("from"),
                bi!(
                    "the last tier has the line {from}, so totals below it have no tier",
                    "末位类型写了分界线 {from}，低于它的总分将无类型"
                ),
                Some(bi!("remove `from` from the last tier", "删去末位类型的 `from`")),
            );
        }
        let partial = self.file.partial || self.is_hole(&At::top("partial"));
        for (place, tier) in others.iter().enumerate() {
            let here = at.item(place);
            if tier.from.is_none() && !partial && !self.is_hole(&here.key("from")) {
                self.report(
                    codes::BAD_TIER,
                    &here,
                    bi!("no cut line: only the last tier has none", "缺少分界线：只有末位类型可以没有"),
                    Some(bi!(
                        "add `from: …`, the least total that is still in this tier",
                        "加上 `from: …`，即此类型的最低总分"
                    )),
                );
            }
        }
        self.lines(&tiers[..others.len()], at)
    }

    /// Checks the lines that are known; where all are, they are the rule.
    fn lines(&mut self, tiers: &[Tier], at: &At) -> Option<TierRule> {
        let known: Vec<(usize, Ratio)> =
            tiers.iter().enumerate().filter_map(|(place, tier)| Some((place, tier.from.clone()?))).collect();
        let complete = known.len() == tiers.len();
        // Without a scale nothing can be outside of it.
        let highest = known.iter().map(|(_, line)| line).max().cloned().unwrap_or_else(Ratio::one);
        let scale = self.scale.clone().unwrap_or(highest);
        match CutLines::new(known.iter().map(|(_, line)| line.clone()).collect(), &scale) {
            Ok(lines) => return complete.then_some(TierRule::CutLines(lines)),
            Err(problems) => {
                for problem in problems {
                    self.line_problem(problem, tiers, &known, &scale, at);
                }
            }
        }
        None
    }

    fn line_problem(
        &mut self,
        problem: CutLineProblem,
        tiers: &[Tier],
        known: &[(usize, Ratio)],
        scale: &Ratio,
        at: &At,
    ) {
        match problem {
            CutLineProblem::Order(nth) => {
                let ((place, line), (above, before)) = (&known[nth], &known[nth - 1]);
                let code = shorten(&tiers[*above].code);
                self.report(
                    codes::TIER_ORDER,
                    &at.item(*place).key("from"),
                    bi!(
                        "the line {line} is not below {before}, that of `{code}` before it",
                        "分界线 {line} 不低于前面类型 `{code}` 的 {before}"
                    ),
                    Some(bi!(
                        "list the tiers best first; each line is below the one before",
                        "类型由高到低排列，分界线逐个降低"
                    )),
                );
            }
            CutLineProblem::Outside(nth) => {
                let (place, line) = &known[nth];
                self.report(
                    codes::TIER_OUTSIDE,
                    &at.item(*place).key("from"),
                    bi!(
                        "the line {line} is outside 0 to {scale}, the scale of the total",
                        "分界线 {line} 超出总分范围 0 到 {scale}"
                    ),
                    Some(bi!(
                        "write the line on the scale of the total, or state the true `scale`",
                        "分界线以总分的满分为尺度；或写明实际的 `scale`"
                    )),
                );
            }
        }
    }
}

/// Whether the list would be right the other way round: one mistake, not one for every tier.
fn is_worst_first(tiers: &[Tier]) -> bool {
    let [lowest, others @ ..] = tiers else { return false };
    let rising = others.windows(2).all(|pair| pair[0].from < pair[1].from);
    lowest.from.is_none() && !others.is_empty() && others.iter().all(|tier| tier.from.is_some()) && rising
}
