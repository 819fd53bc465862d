//! `weights: absolute`: marks or percentages of the whole scheme, where a parent is the sum of its children.

use super::weights::{Siblings, Weight, amount, exact_sum, notation_below};
use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::file::Indicator;
use crate::limits::Limits;
use crate::methods::Notation;
use crate::number::{Ratio, Rounding};

impl Checker<'_> {
    pub(super) fn absolute(&mut self, siblings: &Siblings<'_>) -> Vec<Option<Ratio>> {
        let values: Vec<Option<Ratio>> = siblings.each().map(|(node, at)| self.marks_of(node, at)).collect();
        if values.iter().all(Option::is_some) {
            self.divided(siblings, values)
        } else {
            self.of_whole(siblings, values)
        }
    }

    /// Where one of them is not known there is no sum to divide by, but each of the others is a part of the marks of the
    /// node above, if those are known.
    fn of_whole(&mut self, siblings: &Siblings<'_>, values: Vec<Option<Ratio>>) -> Vec<Option<Ratio>> {
        let percent = siblings.nodes.iter().copied().any(some_percent);
        let marks = siblings.effective.as_ref().zip(self.scale.as_ref());
        let whole = marks.map(|(effective, scale)| if percent { effective.clone() } else { effective * scale });
        let share =
            |value: Option<Ratio>| value.zip(whole.as_ref()).and_then(|(value, whole)| value.checked_div(whole));
        let shares: Vec<Option<Ratio>> = values.into_iter().map(share).collect();
        let sum: Ratio = shares.iter().flatten().sum();
        if sum > Ratio::one() {
            let percent = &sum * &Ratio::from(100);
            self.known_too_large(siblings, &format!("{}%", percent.to_fixed(Rounding::half_up(2))));
        }
        shares
    }

    fn marks_of(&mut self, node: &Indicator, at: &At) -> Option<Ratio> {
        let Some(children) = summed(node) else {
            return self.weight(node, Notation::Absolute, at).map(|weight| weight.value);
        };
        // A parent need not state its weight; where it does, it must be what its children add up to.
        let stated = node.weight.as_ref().and_then(|_| self.weight(node, Notation::Absolute, at));
        let Some(sum) = sum_of_leaves(children, self.context.limits) else { return stated.map(|stated| stated.value) };
        let comparable = |stated: &Weight| stated.written.percent == in_percent(children);
        if let Some(stated) = stated.filter(|stated| stated.value != sum && comparable(stated)) {
            let (text, sum) = (&stated.text, amount(&sum, &[&stated]));
            self.report(
                codes::WEIGHTS_SUM,
                &at.key("weight"),
                bi!("`{text}` is stated, but the children add up to {sum}", "写作 `{text}`，而下级之和为 {sum}"),
                Some(bi!(
                    "under `weights: absolute` a parent is the sum of its children; mend one of them",
                    "`weights: absolute` 下，上级等于下级之和；请改正其一"
                )),
            );
        }
        Some(sum)
    }

    /// Where absolute weights begin, they must add up to the marks of the node there: `effective` is its share of the
    /// total.
    pub(super) fn absolute_sum(&mut self, indicators: &[Indicator], parent: &At, effective: Option<&Ratio>) {
        if self.is_hole(&parent.key("weights")) {
            return;
        }
        let mut written = Vec::new();
        gather(indicators, parent, &mut written);
        let Some((_, first)) = written.first() else { return };
        let percent = first.written.percent;
        let other = |(_, weight): &&(At, Weight)| weight.written.percent != percent && !weight.value.is_zero();
        if let Some((at, weight)) = written.iter().find(other) {
            let (text, first) = (&weight.text, &first.text);
            self.report(
                codes::WEIGHTS_MIXED,
                &at.key("weight"),
                bi!(
                    "`{text}` and `{first}` are percentages and marks mixed",
                    "`{text}` 与 `{first}`：百分数与分值混用"
                ),
                Some(bi!(
                    "write all of them in percent of the whole, or all in marks",
                    "全部写成占总体的百分数，或全部写成分值"
                )),
            );
            return;
        }
        if exact_sum(written.iter().map(|(_, weight)| &weight.value), self.context.limits).is_none() {
            let at = if parent.is_top() { parent.key("indicators") } else { parent.clone() };
            return self.too_fine(&at);
        }
        let limits = self.context.limits;
        let (Some(sum), Some(effective), Some(scale)) = (sum_of_leaves(indicators, limits), effective, &self.scale)
        else {
            return;
        };
        let expected = if percent { effective.clone() } else { effective * scale };
        // Where only a parent differs from its children, that was said at the parent.
        if sum != expected && sum_as_stated(indicators, limits).as_ref() != Some(&expected) {
            let show = |value: &Ratio| amount(value, &[first]);
            let (off, sum, expected) = (show(&(&sum - &expected).abs()), show(&sum), show(&expected));
            let at = if parent.is_top() { parent.key("indicators") } else { parent.clone() };
            self.report(
                codes::WEIGHTS_SUM,
                &at,
                bi!(
                    "the weights of the leaves add up to {sum}, not to {expected}: {off} off",
                    "末级权重之和为 {sum}，而非 {expected}，相差 {off}"
                ),
                Some(bi!(
                    "mend the weight that is wrong, or state the true `scale`; if these are only proportions, say `weights: shares`",
                    "改正有误的权重，或写明实际的 `scale`；若只是比例，请写 `weights: shares`"
                )),
            );
        }
    }
}

/// The children whose marks a node is the sum of; none where it has marks of its own.
fn summed(node: &Indicator) -> Option<&[Indicator]> {
    let children = node.indicators.as_deref().filter(|children| !children.is_empty())?;
    (notation_below(node, Notation::Absolute) == Notation::Absolute).then_some(children)
}

/// Whether the first leaf is written in percent; that all are is checked once, where absolute weights begin.
pub(super) fn in_percent(indicators: &[Indicator]) -> bool {
    let first = weighted(indicators).next();
    match first.and_then(summed) {
        Some(children) => in_percent(children),
        None => first.and_then(Weight::of).is_some_and(|weight| weight.written.percent),
    }
}

/// Whether any weight here or below is written in percent.
fn some_percent(node: &Indicator) -> bool {
    let own = Weight::of(node).is_some_and(|weight| weight.written.percent);
    own || weighted(summed(node).unwrap_or_default()).any(some_percent)
}

/// Bonuses, deductions and vetoes are no part of a sum.
fn weighted(indicators: &[Indicator]) -> impl Iterator<Item = &Indicator> {
    indicators.iter().filter(|node| node.is_weighted())
}

/// The sum of the absolute weights below; nothing where one is absent or cannot be read.
pub(super) fn sum_of_leaves(indicators: &[Indicator], limits: Limits) -> Option<Ratio> {
    let own = |node| Weight::of(node).map(|weight| weight.value);
    let value = |node| match summed(node) {
        Some(children) => sum_of_leaves(children, limits).or_else(|| own(node)),
        None => own(node),
    };
    exact_sum(&weighted(indicators).map(value).collect::<Option<Vec<Ratio>>>()?, limits)
}

/// The sum of what the highest nodes state, or of what is below them where they state nothing.
fn sum_as_stated(indicators: &[Indicator], limits: Limits) -> Option<Ratio> {
    let value = |node| Weight::of(node).map(|weight| weight.value).or_else(|| sum_as_stated(summed(node)?, limits));
    exact_sum(&weighted(indicators).map(value).collect::<Option<Vec<Ratio>>>()?, limits)
}

/// Every weight that is written in absolute terms, with its place.
fn gather(indicators: &[Indicator], parent: &At, written: &mut Vec<(At, Weight)>) {
    for (place, node) in indicators.iter().enumerate().filter(|(_, node)| node.is_weighted()) {
        let at = parent.indicator(place, node.code.as_str());
        if let Some(weight) = Weight::of(node) {
            written.push((at.clone(), weight));
        }
        gather(summed(node).unwrap_or_default(), &at, written);
    }
}
