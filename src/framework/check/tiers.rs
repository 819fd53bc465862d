//! The types: codes, cut lines, order.

use std::collections::HashSet;

use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::file::{FrameworkFile, TierFile};
use crate::framework::tree::{Tier, Tiers};
use crate::framework::words::{Basis, Names};
use crate::methods::{CutLineProblem, CutLines, TierRule, TierRuleName};
use crate::number::Ratio;

impl Checker<'_> {
    pub(super) fn tiers(&mut self, file: &FrameworkFile, scale: &Ratio, top: &At) -> Option<Tiers> {
        let written = file.tiers.as_ref()?;
        let at = top.key("tiers").key("tiers");
        let mut seen = HashSet::new();
        let mut tiers = Vec::new();
        for (place, tier) in written.tiers.iter().enumerate() {
            let here = at.item(place);
            let code = tier.code.as_str().trim();
            if code.is_empty() || !seen.insert(code) {
                self.report(
                    codes::BAD_TIER,
                    &here.key("code"),
                    bi!("the code `{code}` is empty or that of another tier", "代码 `{code}` 为空或重复"),
                    None,
                );
            }
            if tier.basis == Some(Basis::Inferred) && tier.note.is_none() {
                self.inferred_without_note(&here.key("basis"));
            }
            let from = tier.from.as_ref().and_then(|from| {
                self.decimal(from.as_str(), codes::BAD_TIER, &here.key("from"))
            });
            tiers.push(Tier {
                code: code.to_owned(),
                name: tier.name.clone().unwrap_or_else(|| Names::from(code)),
                from,
                basis: tier.basis.or(file.basis),
            });
        }
        let rule = match written.rule.unwrap_or_default() {
            TierRuleName::CutLines => self.cut_lines(&written.tiers, &tiers, file.partial, scale, &at),
        };
        Some(Tiers { rule, tiers })
    }

    fn cut_lines(&mut self, written: &[TierFile], tiers: &[Tier], partial: bool, scale: &Ratio, at: &At) -> Option<TierRule> {
        let Some((last, others)) = written.split_last() else {
            self.report(codes::BAD_TIER, at, bi!("no tiers are listed", "没有列出任何类型"), None);
            return None;
        };
        if let Some(from) = &last.from {
            self.report(
                codes::BAD_TIER,
                &at.item(others.len()).key("from"),
                bi!("the last tier has the line {from}, so totals below it have no tier", "末位类型写了分界线 {from}，低于它的总分将无类型"),
                Some(bi!("remove `from` from the last tier", "删去末位类型的 `from`")),
            );
        }
        for (place, tier) in others.iter().enumerate() {
            if tier.from.is_none() && !partial {
                self.report(
                    codes::BAD_TIER,
                    &at.item(place),
                    bi!("no cut line: only the last tier has none", "缺少分界线：只有末位类型可以没有"),
                    Some(bi!("add `from: …`, the least total that is still in this tier", "加上 `from: …`，即此类型的最低总分")),
                );
            }
        }
        let lines: Option<Vec<Ratio>> = tiers[..others.len()].iter().map(|tier| tier.from.clone()).collect();
        match CutLines::new(lines?, scale) {
            Ok(lines) => Some(TierRule::CutLines(lines)),
            Err(problems) => {
                for problem in problems {
                    self.cut_line(problem, tiers, scale, at);
                }
                None
            }
        }
    }

    fn cut_line(&mut self, problem: CutLineProblem, tiers: &[Tier], scale: &Ratio, at: &At) {
        let line = |place: usize| tiers[place].from.clone().unwrap_or_else(Ratio::zero);
        match problem {
            CutLineProblem::Order(place) => {
                let (line, before, code) = (line(place), line(place - 1), &tiers[place - 1].code);
                self.report(
                    codes::TIER_ORDER,
                    &at.item(place).key("from"),
                    bi!("the line {line} is not below {before}, that of `{code}` before it", "分界线 {line} 不低于前一类型 `{code}` 的 {before}"),
                    Some(bi!("list the tiers best first; each line is below the one before", "类型由高到低排列，分界线逐个降低")),
                );
            }
            CutLineProblem::Outside(place) => {
                let line = line(place);
                self.report(
                    codes::TIER_OUTSIDE,
                    &at.item(place).key("from"),
                    bi!("the line {line} is outside 0 to {scale}, the scale of the total", "分界线 {line} 超出总分范围 0 到 {scale}"),
                    Some(bi!("lines are on the scale of the total", "分界线以总分的满分为尺度")),
                );
            }
        }
    }
}
