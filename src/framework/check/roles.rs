//! What an indicator is instead of having a weight: a bonus, a deduction, a veto; and pass marks.

use super::absolute::{in_percent, sum_of_leaves};
use super::weights::Shares;
use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::extras::VetoFile;
use crate::framework::file::Indicator;
use crate::framework::roles::{Bonus, Condition, Consequence, Pass, Role};
use crate::framework::words::{Basis, By, Text};
use crate::methods::{Notation, Standing};
use crate::number::{Ratio, read_ratio, shorten};

impl Indicator {
    /// Whether it has a weight among its siblings: it is no bonus, no deduction and no veto.
    pub(in crate::framework) fn is_weighted(&self) -> bool {
        self.bonus.is_none() && self.deduction.is_none() && self.veto.is_none()
    }
}

impl Checker<'_> {
    /// Share of the parent and of the total of what has no weight; `notation` is that of its children's.
    pub(super) fn role_share(
        &mut self,
        node: &Indicator,
        notation: Notation,
        at: &At,
        above: Option<&Ratio>,
    ) -> (Option<Ratio>, Option<Ratio>) {
        self.one_role(node, at);
        if node.veto.is_some() {
            return (Some(Ratio::zero()), Some(Ratio::zero()));
        }
        let (key, stated) = match (&node.bonus, &node.deduction) {
            (Some(bonus), _) => ("bonus", bonus.points.as_ref()),
            (_, deduction) => ("deduction", deduction.as_ref().and_then(|deduction| deduction.points.as_ref())),
        };
        let at_points = at.key(key).key("points");
        let points = stated.and_then(|text| self.above_zero(text, &at_points));
        let scale = self.scale.clone();
        let children = node.indicators.as_deref().unwrap_or_default();
        let sum = (notation == Notation::Absolute && !children.is_empty())
            .then(|| sum_of_leaves(children, self.context.limits))
            .flatten();
        let sum = match (&sum, &scale) {
            (Some(sum), Some(scale)) if in_percent(children) => Some(sum * scale),
            _ => sum,
        };
        if let (Some(points), Some(sum)) = (&points, &sum) {
            // Where absolute weights begin here, their sum is checked as any other is.
            if points != sum && node.weights.is_none() {
                let hint = bi!(
                    "mend one of them; if no more than {points} are counted, say `cap: {points}` and leave out `points`",
                    "请改正其一；若最多只计 {points} 分，请写 `cap: {points}` 并删去 `points`"
                );
                let message = bi!(
                    "`{points}` is stated, but the children add up to {sum}",
                    "写作 `{points}`，而下级之和为 {sum}"
                );
                self.report(codes::WEIGHTS_SUM, &at_points, message, Some(hint));
            }
        }
        let excused = self.file.partial || self.is_unknown(node) || self.has_hole(&at.key(key));
        if points.is_none() && sum.is_none() && stated.is_none() && !excused {
            let message = bi!("its full marks are not said", "没有写明满分");
            let hint = bi!("write `{key}: {{points: 10}}`, say", "例如写 `{key}: {{points: 10}}`");
            self.report(codes::BAD_ROLE, &at.key(key), message, Some(hint));
        }
        let effective = points.or(sum).zip(scale).and_then(|(points, scale)| points.checked_div(&scale));
        let share = effective.as_ref().zip(above).and_then(|(own, above)| own.checked_div(above));
        (share, effective)
    }

    /// The greatest total that can be reached: full marks and all bonuses of the first level; none where one of them is
    /// not known.
    pub(super) fn greatest(&self, shares: &[Shares]) -> Option<Ratio> {
        let mut greatest = self.scale.clone()?;
        for (node, shares) in self.file.indicators.iter().zip(shares) {
            let Some(bonus) = &node.bonus else { continue };
            let points = shares.effective.as_ref()? * self.scale.as_ref()?;
            let cap = bonus.cap.as_ref().and_then(|cap| read_ratio(cap.as_str()).ok()).map(|(cap, _)| cap);
            greatest = &greatest + &cap.map_or_else(|| points.clone(), |cap| cap.min(points.clone()));
        }
        Some(greatest)
    }

    fn is_unknown(&self, node: &Indicator) -> bool {
        node.basis.and_then(|basis| basis.weight).or(self.file.basis) == Some(Basis::Unknown)
    }

    /// A role stands alone, without a weight.
    fn one_role(&mut self, node: &Indicator, at: &At) {
        let roles =
            [("bonus", node.bonus.is_some()), ("deduction", node.deduction.is_some()), ("veto", node.veto.is_some())];
        let written: Vec<&'static str> = roles.iter().filter(|(_, is_there)| *is_there).map(|(key, _)| *key).collect();
        if let [first, second, ..] = written.as_slice() {
            let message = bi!("it is both a `{first}` and a `{second}`", "同时写了 `{first}` 和 `{second}`");
            self.report(codes::BAD_ROLE, &at.key(second), message, Some(bi!("keep one of the two", "只保留其一")));
        }
        if let (Some(weight), Some(role)) = (&node.weight, written.first()) {
            let weight = shorten(weight.as_str());
            let message =
                bi!("`{weight}` is a weight, and a `{role}` has none", "`{role}` 没有权重，却写了 `{weight}`");
            let hint = bi!("remove the weight; full marks stand in `points`", "删去权重；满分写在 `points` 中");
            self.report(codes::BAD_ROLE, &at.key("weight"), message, Some(hint));
        }
        if let (Some(_), Some(role)) = (&node.pass, written.first()) {
            let message = bi!("a pass mark on a `{role}`", "`{role}` 上写了合格线");
            let hint = bi!("move it to an indicator with a weight", "请移到有权重的指标上");
            self.report(codes::BAD_ROLE, &at.key("pass"), message, Some(hint));
        }
    }

    /// The role of a node below one with this share of the total; `top` where that is the total.
    pub(super) fn role(&mut self, written: &Indicator, here: &At, above: Option<&Ratio>, top: bool) -> Role {
        if let Some(bonus) = &written.bonus {
            let at = here.key("bonus");
            let cap = bonus.cap.as_ref().and_then(|cap| self.above_zero(cap, &at.key("cap")));
            let when = match (&bonus.above, &bonus.from) {
                (Some(_), Some(_)) => {
                    let message = bi!("both `above` and `from` are written", "同时写了 `above` 和 `from`");
                    let hint = bi!(
                        "keep one: `from` counts the mark itself, `above` does not",
                        "只保留其一：`from` 含该分，`above` 不含"
                    );
                    self.report(codes::BAD_ROLE, &at.key("from"), message, Some(hint));
                    None
                }
                (Some(mark), None) => self.condition(mark, false, bonus.by, &at.key("above"), above),
                (None, Some(mark)) => self.condition(mark, true, bonus.by, &at.key("from"), above),
                (None, None) => None,
            };
            return Role::Bonus(Bonus { cap, when });
        }
        if let Some(deduction) = &written.deduction {
            let at = here.key("deduction").key("cap");
            return Role::Deduction { cap: deduction.cap.as_ref().and_then(|cap| self.above_zero(cap, &at)) };
        }
        match &written.veto {
            Some(veto) => Role::Veto(self.consequence(veto, &here.key("veto"), above, top)),
            None => Role::Weighted,
        }
    }

    /// The pass mark of a node with this share of the total.
    pub(super) fn pass(&mut self, written: &Indicator, here: &At, effective: Option<&Ratio>) -> Option<Pass> {
        let pass = written.pass.as_ref()?;
        let at = here.key("pass");
        let condition = self.condition(&pass.from, true, pass.by, &at.key("from"), effective);
        let (score, at_most, tier) = (pass.score.clone(), pass.at_most.clone(), pass.tier.clone());
        if score.is_none() && at_most.is_none() && tier.is_none() && pass.rank.unwrap_or_default() == Standing::With {
            let message = bi!("nothing is said of a unit below the mark", "没有写明低于合格线的后果");
            let hint = bi!("write `tier`, `at_most`, `score` or `rank`", "写 `tier`、`at_most`、`score` 或 `rank`");
            self.report(codes::BAD_ROLE, &at, message, Some(hint));
        }
        let keeps = score.is_none() && at_most.is_none();
        let consequence = VetoFile { score, at_most, tier, rank: pass.rank.or(keeps.then_some(Standing::With)) };
        let mut consequence = self.consequence(&consequence, &at, Some(&Ratio::one()), true);
        consequence.keeps = keeps;
        Some(Pass { condition: condition?, consequence })
    }

    /// What follows for the node with this share of the total.
    fn consequence(&mut self, written: &VetoFile, at: &At, above: Option<&Ratio>, top: bool) -> Consequence {
        if let (Some(_), Some(_)) = (&written.score, &written.at_most) {
            let message = bi!("both `score` and `at_most` are written", "同时写了 `score` 和 `at_most`");
            self.report(codes::BAD_ROLE, &at.key("at_most"), message, Some(bi!("keep one of the two", "只保留其一")));
        }
        let score = written.score.as_ref().and_then(|text| self.points_as_rate(text, &at.key("score"), above));
        let at_most = written.at_most.as_ref().and_then(|text| self.points_as_rate(text, &at.key("at_most"), above));
        let scored = written.score.is_some() || written.at_most.is_some();
        let rank = written.rank.unwrap_or(if scored { Standing::With } else { Standing::None });
        if !scored && rank != Standing::None && written.rank.is_some() && !at.path.ends_with("pass") {
            let message = bi!("it is ranked without a score", "没有得分却要排名");
            let hint =
                bi!("add `score` or `at_most`, or say `rank: none`", "写上 `score` 或 `at_most`，或写 `rank: none`");
            self.report(codes::BAD_ROLE, &at.key("rank"), message, Some(hint));
        }
        for key in [written.rank.map(|_| "rank"), written.tier.as_ref().map(|_| "tier")].into_iter().flatten() {
            if !top {
                let message =
                    bi!("`{key}` is said of a node below the total", "`{key}` 只能用于总分之下第一级的否决项");
                let hint = bi!(
                    "only the total has ranks and tiers; move the veto to the first level",
                    "只有总分有名次和类型；请把否决项移到第一级"
                );
                self.report(codes::BAD_ROLE, &at.key(key), message, Some(hint));
            }
        }
        let tier = written.tier.as_ref().and_then(|code| self.tier_place(code, &at.key("tier")));
        Consequence { score, at_most, keeps: false, rank, tier }
    }

    fn tier_place(&mut self, code: &Text, at: &At) -> Option<usize> {
        let file = self.file;
        let codes: Vec<&str> =
            file.tiers.iter().flat_map(|tiers| &tiers.tiers).map(|tier| tier.code.as_str().trim()).collect();
        let place = codes.iter().position(|known| *known == code.as_str().trim());
        if place.is_none() && !self.has_hole(&At::top("tiers")) {
            let hint = self.did_you_mean(code.as_str(), &codes);
            let code = shorten(code.as_str());
            self.report(
                codes::UNKNOWN_CODE,
                at,
                bi!("no tier has the code `{code}`", "没有代码为 `{code}` 的类型"),
                hint,
            );
        }
        place
    }

    /// A mark in points, or as a part of full marks, as a rate of the node with this share of the total.
    fn condition(
        &mut self,
        mark: &Text,
        inclusive: bool,
        by: Option<By>,
        at: &At,
        effective: Option<&Ratio>,
    ) -> Option<Condition> {
        let rate = self.points_as_rate(mark, at, effective)?;
        Some(Condition { rate, inclusive, by: by.unwrap_or(By::Rounded) })
    }

    /// Points of a node with this share of the total, or a part of its full marks in percent, as a rate; told where it
    /// is outside 0 to full marks.
    fn points_as_rate(&mut self, text: &Text, at: &At, effective: Option<&Ratio>) -> Option<Ratio> {
        let (value, percent) = self.ratio(text, at)?;
        let scale = self.scale.clone()?;
        let rate = if percent { &value * &scale } else { value.checked_div(effective?)? };
        if rate.is_negative() || rate > scale {
            let full = effective.map_or_else(|| scale.clone(), |effective| effective * &scale);
            let shown = shorten(text.as_str());
            let message =
                bi!("`{shown}` is outside 0 to {full}, its full marks", "`{shown}` 超出 0 至满分 {full} 的范围");
            let hint = bi!(
                "write points, as in `80`, or a part of full marks, as in `80%`",
                "写分数如 `80`，或占满分的比例如 `80%`"
            );
            self.report(codes::BAD_ROLE, at, message, Some(hint));
            return None;
        }
        Some(rate)
    }

    /// Marks, a number that must be above zero.
    pub(super) fn above_zero(&mut self, text: &Text, at: &At) -> Option<Ratio> {
        let (value, percent) = self.ratio(text, at)?;
        let shown = shorten(text.as_str());
        if percent {
            let message =
                bi!("`{shown}` is a percentage, where marks are asked for", "此处应写分值，却写了百分数 `{shown}`");
            self.report(codes::BAD_ROLE, at, message, Some(bi!("write marks, as in `25`", "写分值，如 `25`")));
            return None;
        }
        if value > Ratio::zero() {
            return Some(value);
        }
        let message = bi!("`{shown}` is not above zero", "`{shown}` 不大于零");
        self.report(codes::BAD_ROLE, at, message, Some(bi!("write marks above zero", "写大于零的分值")));
        None
    }

    /// A number, and whether it is written in percent; told where it is none.
    pub(super) fn ratio(&mut self, text: &Text, at: &At) -> Option<(Ratio, bool)> {
        match read_ratio(text.as_str()) {
            Ok((value, written)) => Some((value, written.percent)),
            Err(problem) => {
                let (shown, why, what) = (shorten(text.as_str()), problem.problem, problem.problem.zh());
                let hint = bi!("write a plain number, a percentage or a ratio", "写普通数字、百分数或分数");
                self.report(codes::BAD_ROLE, at, bi!("`{shown}` {why}", "`{shown}` {what}"), Some(hint));
                None
            }
        }
    }
}
