//! Weights: every notation becomes exact shares that add up to one.

use super::{At, Checker};
use crate::diagnostic::{Bilingual, bi, codes};
use crate::framework::file::Indicator;
use crate::framework::words::Basis;
use crate::limits::{Limit, Limits};
use crate::methods::{Notation, repeating_ratios};
use crate::number::{NumberProblem, Ratio, Rounding, Written, read_ratio, shorten};

/// The share of a node in its parent, with those of the nodes below it.
pub(super) struct Shares {
    pub share: Option<Ratio>,
    /// Share of the total: the product of the shares on the way.
    pub effective: Option<Ratio>,
    pub below: Vec<Shares>,
}

/// The children of one node that have weights.
pub(super) struct Siblings<'f> {
    pub nodes: Vec<&'f Indicator>,
    pub places: Vec<At>,
    pub notation: Notation,
    pub parent: At,
    /// The parent's share of the total, where it is known.
    pub effective: Option<Ratio>,
}

/// A weight as read.
pub(super) struct Weight {
    pub value: Ratio,
    pub written: Written,
    pub text: String,
}

impl Weight {
    /// The weight as it was written, unless that cannot be read or is below zero.
    pub(super) fn of(node: &Indicator) -> Option<Weight> {
        let text = node.weight.as_ref()?.as_str();
        let (value, written) = read_ratio(text).ok()?;
        (!value.is_negative()).then(|| Weight { value, written, text: shorten(text) })
    }
}

impl<'f> Siblings<'f> {
    fn new(all: &'f [Indicator], notation: Notation, parent: At, effective: Option<Ratio>) -> Siblings<'f> {
        let weighted = all.iter().enumerate().filter(|(_, node)| node.is_weighted());
        let (nodes, places) = weighted.map(|(place, node)| (node, parent.indicator(place, node.code.as_str()))).unzip();
        Siblings { nodes, places, notation, parent, effective }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = (&'f Indicator, &At)> {
        self.nodes.iter().copied().zip(&self.places)
    }

    /// Where what is wrong with all of them together is reported, and how they are called there.
    pub(super) fn together(&self) -> (At, Bilingual) {
        if self.parent.is_top() {
            (self.parent.key("indicators"), bi!("the weights of the first level", "一级指标权重"))
        } else {
            (self.parent.clone(), bi!("the weights of its children", "下级权重"))
        }
    }
}

impl Checker<'_> {
    /// The shares of all indicators, in the shape of the tree.
    pub(super) fn shares(&mut self) -> Vec<Shares> {
        let notation = self.file.weights.unwrap_or_default();
        if notation == Notation::Absolute {
            self.absolute_sum(&self.file.indicators, &At::default(), Some(&Ratio::one()));
        }
        let file = self.file;
        self.siblings(&file.indicators, notation, At::default(), Some(Ratio::one()))
    }

    fn siblings(&mut self, all: &[Indicator], notation: Notation, parent: At, effective: Option<Ratio>) -> Vec<Shares> {
        let siblings = Siblings::new(all, notation, parent, effective);
        if siblings.nodes.is_empty() && !all.is_empty() {
            self.nothing_weighted(&siblings.together().0);
        }
        let shares = match siblings.notation {
            _ if self.is_hole(&siblings.parent.key("weights")) => self.unreadable_notation(&siblings),
            Notation::Percent => self.ratios(&siblings),
            Notation::Shares => self.proportions(&siblings),
            Notation::Equal => self.equal(&siblings),
            Notation::Absolute => self.absolute(&siblings),
        };
        let mut shares = shares.into_iter();
        let mut read = Vec::with_capacity(all.len());
        for (place, node) in all.iter().enumerate() {
            let at = &siblings.parent.indicator(place, node.code.as_str());
            let children = node.indicators.as_deref().unwrap_or_default();
            let notation = notation_below(node, siblings.notation);
            let (share, effective) = if node.is_weighted() {
                let share = shares.next().flatten();
                let effective = siblings.effective.as_ref().zip(share.as_ref()).map(|(above, own)| above * own);
                (share, effective)
            } else {
                self.role_share(node, notation, at, siblings.effective.as_ref())
            };
            let effective = effective.filter(|effective| {
                let fits = !self.context.limits.forbid(Limit::WeightBits, effective.denominator().bits());
                if !fits {
                    self.too_fine(at);
                }
                fits
            });
            if notation == Notation::Absolute && siblings.notation != Notation::Absolute {
                self.absolute_sum(children, at, effective.as_ref());
            }
            let below = self.siblings(children, notation, at.clone(), effective.clone());
            read.push(Shares { share, effective, below });
        }
        read
    }

    /// Bonuses, deductions and vetoes change a score; there must be one to change.
    fn nothing_weighted(&mut self, at: &At) {
        let message = bi!("none of them has a weight", "下级都没有权重");
        let hint = bi!(
            "a bonus, a deduction or a veto stands beside indicators with weights",
            "加分项、扣分项、否决项须与有权重的指标并列"
        );
        self.report(codes::WEIGHTS_SUM, at, message, Some(hint));
    }

    /// Nothing can be said about the siblings together; each weight that is written must still be a number.
    fn unreadable_notation(&mut self, siblings: &Siblings<'_>) -> Vec<Option<Ratio>> {
        for (node, at) in siblings.each().filter(|(node, _)| node.weight.is_some()) {
            self.weight(node, siblings.notation, at);
        }
        vec![None; siblings.nodes.len()]
    }

    /// `40%`, `0.4`, `2/5`: must add up to exactly one.
    fn ratios(&mut self, siblings: &Siblings<'_>) -> Vec<Option<Ratio>> {
        let weights: Vec<Option<Weight>> =
            siblings.each().map(|(node, at)| self.weight(node, siblings.notation, at)).collect();
        let known: Vec<&Weight> = weights.iter().flatten().collect();
        let Some(sum) = exact_sum(known.iter().map(|weight| &weight.value), self.context.limits) else {
            self.too_fine(&siblings.together().0);
            return vec![None; siblings.nodes.len()];
        };
        let refused = siblings.nodes.iter().zip(&weights).any(|(node, read)| node.weight.is_some() && read.is_none());
        if known.len() == siblings.nodes.len() && !known.is_empty() && sum != Ratio::one() {
            self.not_one(siblings, &known, &sum);
        } else if known.len() < siblings.nodes.len() && sum > Ratio::one() && !refused {
            self.known_too_large(siblings, &amount(&sum, &known));
        }
        weights.into_iter().map(|weight| weight.map(|weight| weight.value)).collect()
    }

    /// The weights that are known are more than all of them can be.
    pub(super) fn known_too_large(&mut self, siblings: &Siblings<'_>, sum: &str) {
        let (at, Bilingual { en, zh }) = siblings.together();
        let message =
            bi!("{en} add up to {sum} without those that are not known", "{zh}中已知者之和已为 {sum}，超过 100%");
        let hint = bi!("mend the weight that is too large", "改正过大的权重");
        self.report(codes::WEIGHTS_SUM, &at, message, Some(hint));
    }

    fn not_one(&mut self, siblings: &Siblings<'_>, weights: &[&Weight], sum: &Ratio) {
        let pairs: Vec<(Ratio, String)> = weights.iter().map(|w| (w.value.clone(), w.text.clone())).collect();
        let shown = amount(sum, weights);
        let worth_it = self.searches.checked_sub(pairs.len());
        self.searches = worth_it.unwrap_or(self.searches);
        if let Some(cut_short) = worth_it.and_then(|_| repeating_ratios(&pairs)) {
            for weight in cut_short {
                let (text, meant) = (&weights[weight.sibling].text, &weight.meant);
                self.report(
                    codes::WEIGHT_DIGITS,
                    &siblings.places[weight.sibling].key("weight"),
                    bi!(
                        "`{text}` has too few digits for the ratio it stands for, and the siblings add up to {shown}",
                        "`{text}` 位数不足，不等于它所代表的比值，同级之和为 {shown}"
                    ),
                    Some(bi!("write `{meant}`, which is exact", "写作 `{meant}`，即为精确值")),
                );
            }
            return;
        }
        let off = sum - &Ratio::one();
        let (more_en, more_zh) = if off.is_negative() { ("too little", "少") } else { ("too much", "多") };
        let off = amount(&off.abs(), weights);
        let parts: Vec<String> = siblings
            .nodes
            .iter()
            .zip(weights)
            .map(|(node, weight)| format!("{} {}", shorten(node.code.as_str()), weight.text))
            .collect();
        let Bilingual { en: parts_en, zh: parts_zh } = shorten_list(&parts);
        let plain = |weight: &&&Weight| !weight.written.percent && !weight.written.fraction;
        let hint = if weights.iter().all(|weight| plain(&weight)) && *sum == Ratio::from(100) {
            bi!("these look like percentages: write `40%` rather than `40`", "看起来是百分数：请写 `40%` 而不是 `40`")
        } else if weights.iter().filter(plain).any(|weight| weight.value > Ratio::one()) {
            bi!(
                "a percentage needs its `%`; if these are shares or marks, say `weights: shares` beside `indicators`",
                "百分数要带 `%`；如果是份额或分值，请在 `indicators` 旁写 `weights: shares`"
            )
        } else {
            bi!(
                "mend the weight that is wrong; siblings must add up to exactly 100%",
                "改正有误的权重；同级权重之和必须恰为 100%"
            )
        };
        let (at, Bilingual { en, zh }) = siblings.together();
        self.report(
            codes::WEIGHTS_SUM,
            &at,
            bi!(
                "{en} add up to {shown}, {off} {more_en} ({parts_en})",
                "{zh}之和为 {shown}，{more_zh} {off}（{parts_zh}）"
            ),
            Some(hint),
        );
    }

    /// Any numbers that are not negative, divided by their sum.
    fn proportions(&mut self, siblings: &Siblings<'_>) -> Vec<Option<Ratio>> {
        let mut values = Vec::new();
        for (node, at) in siblings.each() {
            let weight = self.weight(node, siblings.notation, at);
            if let Some(weight) = weight.as_ref().filter(|weight| weight.written.percent) {
                let text = &weight.text;
                self.report(
                    codes::WEIGHTS_MIXED,
                    &at.key("weight"),
                    bi!("`{text}` is a percentage among shares", "份额中混入了百分数 `{text}`"),
                    Some(bi!(
                        "write all siblings as plain numbers, or leave out `weights: shares`",
                        "同级都写普通数字，或去掉 `weights: shares`"
                    )),
                );
            }
            values.push(weight.map(|weight| weight.value));
        }
        self.divided(siblings, values)
    }

    fn equal(&mut self, siblings: &Siblings<'_>) -> Vec<Option<Ratio>> {
        for (node, at) in siblings.each() {
            if let Some(weight) = &node.weight {
                let weight = shorten(weight.as_str());
                self.report(
                    codes::WEIGHTS_MIXED,
                    &at.key("weight"),
                    bi!("`{weight}` stands under `weights: equal`", "`weights: equal` 下写了权重 `{weight}`"),
                    Some(bi!(
                        "remove the weight, or leave out `weights: equal`",
                        "删去此权重，或去掉 `weights: equal`"
                    )),
                );
            }
        }
        vec![Ratio::new(1, siblings.nodes.len() as i128); siblings.nodes.len()]
    }

    /// Each value over the sum of all; nothing where one of them is not known.
    pub(super) fn divided(&mut self, siblings: &Siblings<'_>, values: Vec<Option<Ratio>>) -> Vec<Option<Ratio>> {
        if values.iter().any(Option::is_none) {
            return vec![None; values.len()];
        }
        let Some(sum) = exact_sum(values.iter().flatten(), self.context.limits) else {
            self.too_fine(&siblings.together().0);
            return vec![None; values.len()];
        };
        if sum.is_zero() && !values.is_empty() {
            let (at, Bilingual { en, zh }) = siblings.together();
            self.report(
                codes::WEIGHTS_SUM,
                &at,
                bi!("{en} are all zero", "{zh}全为零"),
                Some(bi!("give at least one of them a weight", "至少给其中一个权重")),
            );
        }
        values.into_iter().map(|value| value.and_then(|value| value.checked_div(&sum))).collect()
    }

    /// A million unlike denominators add up to a number that takes hours to write down.
    pub(super) fn too_fine(&mut self, at: &At) {
        let most = self.context.limits.get(Limit::WeightBits);
        let digits = most * 301 / 1000;
        self.report(
            codes::BAD_WEIGHT,
            at,
            bi!(
                "the exact shares here need more than {most} bits (some {digits} digits)",
                "此处的精确份额超过 {most} 位二进制数（约 {digits} 位数字）"
            ),
            Some(bi!(
                "write weights with fewer digits or with denominators alike; `--limit weight-bits=N` allows more",
                "减少权重的位数，或用相近的分母；确需更多，请用 `--limit weight-bits=N`"
            )),
        );
    }

    /// One written weight; reports what is wrong with it.
    pub(super) fn weight(&mut self, node: &Indicator, notation: Notation, at: &At) -> Option<Weight> {
        let at_weight = at.key("weight");
        let Some(text) = &node.weight else {
            self.missing_weight(node, notation, at);
            return None;
        };
        let shown = shorten(text.as_str());
        match read_ratio(text.as_str()) {
            Ok((value, _)) if value.is_negative() => {
                let hint = bi!("a weight is zero or more; zero means informational", "权重不小于零；零表示仅供参考");
                self.report(
                    codes::NEGATIVE_WEIGHT,
                    &at_weight,
                    bi!("`{shown}` is below zero", "`{shown}` 小于零"),
                    Some(hint),
                );
                None
            }
            Ok((value, written)) => Some(Weight { value, written, text: shown }),
            Err(problem) => {
                let problem = problem.problem;
                let what = problem.zh();
                let hint = Some(bad_weight_hint(problem, notation));
                self.report(codes::BAD_WEIGHT, &at_weight, bi!("`{shown}` {problem}", "`{shown}` {what}"), hint);
                None
            }
        }
    }

    fn missing_weight(&mut self, node: &Indicator, notation: Notation, at: &At) {
        let stated = node.basis.and_then(|basis| basis.weight).or(self.file.basis);
        let excused = stated == Some(Basis::Unknown)
            || self.is_hole(&at.key("weight"))
            || self.has_hole(&at.key("basis"))
            || self.is_hole(&At::top("basis"));
        if !excused {
            let example = example(notation);
            self.report(
                codes::MISSING_WEIGHT,
                at,
                bi!("no weight", "缺少权重"),
                Some(bi!(
                    "write `weight: {example}`, or `weights: equal` on the parent; if it is not known, `basis: {{weight: unknown}}`",
                    "写 `weight: {example}`，或在上级写 `weights: equal`；若未知，写 `basis: {{weight: unknown}}`"
                )),
            );
        }
    }
}

/// Absolute weights are inherited downwards; all other notations are each node's own. What a veto consists of has none.
pub(super) fn notation_below(node: &Indicator, own: Notation) -> Notation {
    let inherited = match own {
        _ if node.veto.is_some() => Notation::Equal,
        Notation::Absolute => Notation::Absolute,
        _ => Notation::Percent,
    };
    node.weights.unwrap_or(inherited)
}

/// How one would write a weight in this notation.
fn example(notation: Notation) -> &'static str {
    match notation {
        Notation::Shares => "2",
        Notation::Absolute => "12",
        _ => "40%",
    }
}

fn bad_weight_hint(problem: NumberProblem, notation: Notation) -> Bilingual {
    match (problem, notation) {
        (NumberProblem::NotFinite, _) => bi!("a weight is a finite number", "权重必须是有限数"),
        (NumberProblem::TooManyDigits | NumberProblem::TooLong, _) => {
            bi!("write it as a ratio, as in `1/3`", "写成分数，如 `1/3`")
        }
        (_, Notation::Percent) => bi!("write `40%`, `0.4` or `2/5`", "写作 `40%`、`0.4` 或 `2/5`"),
        (_, notation) => {
            let example = example(notation);
            bi!("write a plain number, as in `{example}`", "写普通数字，如 `{example}`")
        }
    }
}

/// The sum, unless its denominator becomes too large to go on.
pub(super) fn exact_sum<'r>(values: impl IntoIterator<Item = &'r Ratio>, limits: Limits) -> Option<Ratio> {
    values.into_iter().try_fold(Ratio::zero(), |sum, value| {
        let sum = &sum + value;
        (!limits.forbid(Limit::WeightBits, sum.denominator().bits())).then_some(sum)
    })
}

/// A sum of weights the way the weights are written: in percent where all of them are.
pub(super) fn amount(sum: &Ratio, weights: &[&Weight]) -> String {
    if !weights.is_empty() && weights.iter().all(|weight| weight.written.percent) {
        let percent = sum * &Ratio::from(100);
        return format!("{percent}%");
    }
    let text = sum.to_string();
    // A sum of unlike ratios can be exact and yet tell nobody anything.
    if text.len() > 8 && text.contains('/') {
        format!("{text} (≈{})", sum.to_fixed(Rounding::half_up(6)))
    } else {
        text
    }
}

/// At most eight parts of a sum, then how many more.
fn shorten_list(parts: &[String]) -> Bilingual {
    let more = parts.len().saturating_sub(8);
    let shown = parts[..parts.len().min(8)].join(" + ");
    if more == 0 { Bilingual::same(shown) } else { bi!("{shown} + {more} more", "{shown} + 另外 {more} 个") }
}
