//! Weights: every notation becomes exact shares that add up to one.

use super::{At, Checker};
use crate::diagnostic::{Bilingual, bi, codes};
use crate::framework::file::{FrameworkFile, Indicator};
use crate::framework::words::Basis;
use crate::methods::{Notation, repeating_ratios};
use crate::number::{NumberProblem, Ratio, Written, read_ratio, shorten};

/// Shares of one node's children, each with the shares below it.
pub(super) struct Shares {
    pub share: Option<Ratio>,
    pub below: Vec<Shares>,
}

/// A weight as read.
struct Weight {
    value: Ratio,
    written: Written,
    text: String,
}

impl Checker<'_> {
    /// The shares of all indicators, in the shape of the tree.
    pub(super) fn shares(&mut self, file: &FrameworkFile, scale: &Ratio, top: &At) -> Vec<Shares> {
        let notation = file.weights.unwrap_or_default();
        let shares = self.siblings(&file.indicators, notation, file.basis, top);
        if notation == Notation::Absolute {
            self.absolute_total(&file.indicators, scale, top);
        }
        shares
    }

    fn siblings(&mut self, siblings: &[Indicator], notation: Notation, basis: Option<Basis>, parent: &At) -> Vec<Shares> {
        let places: Vec<At> =
            siblings.iter().enumerate().map(|(place, node)| parent.indicator(place, node.code.as_str())).collect();
        let shares = match notation {
            Notation::Percent => self.ratios(siblings, basis, parent, &places),
            Notation::Shares => self.proportions(siblings, basis, parent, &places),
            Notation::Equal => self.equal(siblings, &places),
            Notation::Absolute => self.absolute(siblings, basis, parent, &places),
        };
        siblings
            .iter()
            .zip(shares)
            .zip(&places)
            .map(|((node, share), at)| {
                let below = node.indicators.as_deref().unwrap_or_default();
                Shares { share, below: self.siblings(below, notation_below(node, notation), basis, at) }
            })
            .collect()
    }

    /// `40%`, `0.4`, `2/5`: must add up to exactly one.
    fn ratios(&mut self, siblings: &[Indicator], basis: Option<Basis>, parent: &At, places: &[At]) -> Vec<Option<Ratio>> {
        let weights: Vec<Option<Weight>> =
            siblings.iter().zip(places).map(|(node, at)| self.weight(node, basis, at)).collect();
        let known: Vec<&Weight> = weights.iter().flatten().collect();
        let sum: Ratio = known.iter().map(|weight| &weight.value).sum();
        let one = Ratio::one();
        let complete = known.len() == siblings.len() && !known.is_empty();
        if complete && sum != one {
            self.not_one(&known, siblings, &sum, parent, places);
        } else if !complete && sum > one {
            self.report(
                codes::WEIGHTS_SUM,
                parent,
                bi!("the weights that are known add up to {sum} already, more than one", "已知权重之和已为 {sum}，超过一"),
                None,
            );
        }
        weights.into_iter().map(|weight| weight.map(|weight| weight.value)).collect()
    }

    fn not_one(&mut self, weights: &[&Weight], siblings: &[Indicator], sum: &Ratio, parent: &At, places: &[At]) {
        let pairs: Vec<(Ratio, String)> = weights.iter().map(|w| (w.value.clone(), w.text.clone())).collect();
        if let Some(cut_short) = repeating_ratios(&pairs) {
            for weight in cut_short {
                let (text, meant) = (&weights[weight.sibling].text, &weight.meant);
                self.report(
                    codes::WEIGHT_DIGITS,
                    &places[weight.sibling].key("weight"),
                    bi!(
                        "`{text}` is a repeating ratio cut short, and the siblings add up to {sum}",
                        "`{text}` 是被截断的循环小数，同级之和为 {sum}"
                    ),
                    Some(bi!("write `{meant}`, which is exact", "写作 `{meant}`，即为精确值")),
                );
            }
            return;
        }
        let off = &(sum - &Ratio::one());
        let (more_en, more_zh) = if off.is_negative() { ("too little", "少") } else { ("too much", "多") };
        let off = off.abs();
        let parts: Vec<String> =
            siblings.iter().zip(weights).map(|(node, weight)| format!("{} {}", node.code, weight.text)).collect();
        let Bilingual { en: parts_en, zh: parts_zh } = shorten_list(&parts);
        let hint = if weights.iter().all(|w| !w.written.percent && !w.written.fraction) && *sum == Ratio::from(100) {
            bi!("these look like percentages: write `40%` rather than `40`", "看起来是百分数：请写 `40%` 而不是 `40`")
        } else if weights.iter().any(|w| !w.written.percent && w.value > Ratio::one()) {
            bi!(
                "if these are shares, say `weights: shares` on the parent; a percentage needs its `%`",
                "如果是份额，请在上级写 `weights: shares`；百分数要带 `%`"
            )
        } else {
            bi!("mend the weight that is wrong; siblings must add up to exactly 100%", "改正有误的权重；同级权重之和必须恰为 100%")
        };
        self.report(
            codes::WEIGHTS_SUM,
            parent,
            bi!(
                "the weights of its children add up to {sum}, {off} {more_en} ({parts_en})",
                "下级权重之和为 {sum}，{more_zh} {off}（{parts_zh}）"
            ),
            Some(hint),
        );
    }

    /// Any numbers that are not negative, divided by their sum.
    fn proportions(&mut self, siblings: &[Indicator], basis: Option<Basis>, parent: &At, places: &[At]) -> Vec<Option<Ratio>> {
        let mut values = Vec::new();
        for (node, at) in siblings.iter().zip(places) {
            let weight = self.weight(node, basis, at);
            if let Some(weight) = weight.as_ref().filter(|weight| weight.written.percent) {
                let text = &weight.text;
                self.report(
                    codes::WEIGHTS_MIXED,
                    &at.key("weight"),
                    bi!("`{text}` is a percentage among shares", "份额中混入了百分数 `{text}`"),
                    Some(bi!("write all siblings as plain numbers, or leave out `weights: shares`", "同级都写普通数字，或去掉 `weights: shares`")),
                );
            }
            values.push(weight.map(|weight| weight.value));
        }
        self.divided(values, parent)
    }

    fn equal(&mut self, siblings: &[Indicator], places: &[At]) -> Vec<Option<Ratio>> {
        for (node, at) in siblings.iter().zip(places) {
            if let Some(weight) = &node.weight {
                self.report(
                    codes::WEIGHTS_MIXED,
                    &at.key("weight"),
                    bi!("`{weight}` stands under `weights: equal`", "`weights: equal` 下写了权重 `{weight}`"),
                    Some(bi!("remove the weight, or leave out `weights: equal`", "删去此权重，或去掉 `weights: equal`")),
                );
            }
        }
        vec![Ratio::new(1, siblings.len() as i128); siblings.len()]
    }

    /// Marks of the whole scheme; a parent is the sum of its children.
    fn absolute(&mut self, siblings: &[Indicator], basis: Option<Basis>, parent: &At, places: &[At]) -> Vec<Option<Ratio>> {
        let values = siblings.iter().zip(places).map(|(node, at)| self.marks_of(node, basis, at)).collect();
        self.divided(values, parent)
    }

    fn marks_of(&mut self, node: &Indicator, basis: Option<Basis>, at: &At) -> Option<Ratio> {
        let children = node.indicators.as_deref().unwrap_or_default();
        if children.is_empty() || notation_below(node, Notation::Absolute) != Notation::Absolute {
            return self.weight(node, basis, at).map(|weight| weight.value);
        }
        let sum = sum_of_leaves(children)?;
        if node.weight.is_some() {
            let stated = self.weight(node, basis, at)?;
            if stated.value != sum {
                let text = &stated.text;
                self.report(
                    codes::WEIGHTS_SUM,
                    &at.key("weight"),
                    bi!("`{text}` is stated, but the children add up to {sum}", "写作 `{text}`，而下级之和为 {sum}"),
                    Some(bi!("under `weights: absolute` a parent is the sum of its children", "`weights: absolute` 下，上级等于下级之和")),
                );
            }
        }
        Some(sum)
    }

    fn absolute_total(&mut self, indicators: &[Indicator], scale: &Ratio, top: &At) {
        let Some(sum) = sum_of_leaves(indicators) else { return };
        let percent = uses_percent(indicators);
        let expected = if percent { Ratio::one() } else { scale.clone() };
        if sum != expected {
            let off = (&sum - &expected).abs();
            self.report(
                codes::WEIGHTS_SUM,
                top,
                bi!("the weights of the leaves add up to {sum}, not to {expected}: {off} off", "末级权重之和为 {sum}，而非 {expected}，相差 {off}"),
                Some(bi!("mend the weight that is wrong, or state the true `scale`", "改正有误的权重，或写明实际的 `scale`")),
            );
        }
    }

    fn divided(&mut self, values: Vec<Option<Ratio>>, parent: &At) -> Vec<Option<Ratio>> {
        let sum: Ratio = values.iter().flatten().sum();
        if values.iter().any(Option::is_none) {
            return vec![None; values.len()];
        }
        if sum.is_zero() && !values.is_empty() {
            self.report(
                codes::WEIGHTS_SUM,
                parent,
                bi!("the weights of its children are all zero", "下级权重全为零"),
                Some(bi!("give at least one of them a weight", "至少给其中一个权重")),
            );
        }
        values.into_iter().map(|value| value.and_then(|value| value.checked_div(&sum))).collect()
    }

    /// One written weight; reports what is wrong with it.
    fn weight(&mut self, node: &Indicator, basis: Option<Basis>, at: &At) -> Option<Weight> {
        let at_weight = at.key("weight");
        let Some(text) = &node.weight else {
            let stated = node.basis.and_then(|basis| basis.weight).or(basis);
            if stated != Some(Basis::Unknown) {
                let hole = self.context.holes.iter().any(|hole| at_weight.steps.starts_with(hole));
                if !hole {
                    self.report(
                        codes::MISSING_WEIGHT,
                        at,
                        bi!("no weight", "缺少权重"),
                        Some(bi!(
                            "write `weight: 40%`, or `weights: equal` on the parent; if it is not known, `basis: {{weight: unknown}}`",
                            "写 `weight: 40%`，或在上级写 `weights: equal`；若未知，写 `basis: {{weight: unknown}}`"
                        )),
                    );
                }
            }
            return None;
        };
        let shown = shorten(text.as_str());
        match read_ratio(text.as_str()) {
            Ok((value, _)) if value.is_negative() => {
                self.report(
                    codes::NEGATIVE_WEIGHT,
                    &at_weight,
                    bi!("`{shown}` is below zero", "`{shown}` 小于零"),
                    Some(bi!("a weight is zero or more; zero means informational", "权重不小于零；零表示仅供参考")),
                );
                None
            }
            Ok((value, written)) => Some(Weight { value, written, text: shown }),
            Err(problem) => {
                let hint = match problem.problem {
                    NumberProblem::NotFinite => bi!("a weight is a finite number", "权重必须是有限数"),
                    NumberProblem::TooManyDigits => bi!("write it as a ratio, as in `1/3`", "写成分数，如 `1/3`"),
                    _ => bi!("write `40%`, `0.4` or `2/5`", "写作 `40%`、`0.4` 或 `2/5`"),
                };
                let problem = problem.problem;
                let what = problem.zh();
                self.report(codes::BAD_WEIGHT, &at_weight, bi!("`{shown}` {problem}", "`{shown}` {what}"), Some(hint));
                None
            }
        }
    }
}

/// Absolute weights are inherited downwards; all other notations are each node's own.
fn notation_below(node: &Indicator, own: Notation) -> Notation {
    let inherited = if own == Notation::Absolute { Notation::Absolute } else { Notation::Percent };
    node.weights.unwrap_or(inherited)
}

/// The sum of the absolute weights below; nothing where one cannot be read.
fn sum_of_leaves(indicators: &[Indicator]) -> Option<Ratio> {
    let mut sum = Ratio::zero();
    for node in indicators {
        let children = node.indicators.as_deref().unwrap_or_default();
        let value = if children.is_empty() || notation_below(node, Notation::Absolute) != Notation::Absolute {
            read_ratio(node.weight.as_ref()?.as_str()).ok()?.0
        } else {
            sum_of_leaves(children)?
        };
        sum = sum + value;
    }
    Some(sum)
}

fn uses_percent(indicators: &[Indicator]) -> bool {
    indicators.iter().any(|node| {
        let percent = node.weight.as_ref().is_some_and(|weight| weight.as_str().contains(['%', '％']));
        percent || uses_percent(node.indicators.as_deref().unwrap_or_default())
    })
}

/// At most eight parts of a sum, then how many more.
fn shorten_list(parts: &[String]) -> Bilingual {
    let more = parts.len().saturating_sub(8);
    let shown = parts[..parts.len().min(8)].join(" + ");
    if more == 0 { Bilingual::same(shown) } else { bi!("{shown} + {more} more", "{shown} + 另外 {more} 个") }
}
