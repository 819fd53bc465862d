//! Tiers by fixed lines: "79.91 and above", "below 46.09".

use super::listed::{Listed, TierLine, TierProblem};
use super::{Borders, TierRule};
use crate::diagnostic::{Bilingual, Code, bi, codes};
use crate::number::{Ratio, shorten};

/// Fixed lines, highest first; a total that equals a line is above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutLines {
    lines: Vec<Ratio>,
}

impl CutLines {
    /// Reads the lines: each tier but the last has one, each below the one before, all of them on the scale.
    pub(crate) fn read(listed: &Listed<'_>) -> (Option<TierRule>, Vec<TierProblem>) {
        let Some((last, others)) = listed.tiers.split_last() else { return (None, Vec::new()) };
        let (tier, tier_zh) = listed.words();
        if is_worst_first(listed.tiers) {
            let message = bi!("the {tier}s are listed worst first", "{tier_zh}由低到高排列");
            let hint = bi!("list them best first; the last one has no line", "请由高到低排列；末位{tier_zh}没有分界线");
            return (None, vec![problem(None, codes::TIER_ORDER, message, hint)]);
        }
        let mut problems = Vec::new();
        if let Some(from) = &last.from.written {
            let message = bi!(
                "the last {tier} has the line {from}, so totals below it have no {tier}",
                "末位{tier_zh}写了分界线 {from}，低于它的总分将无{tier_zh}"
            );
            let hint = bi!("remove `from` from the last {tier}", "删去末位{tier_zh}的 `from`");
            problems.push(problem(Some(others.len()), codes::BAD_TIER, message, hint));
        }
        for (place, line) in others.iter().enumerate() {
            let excused = listed.partial || line.rules().next().is_some();
            if !line.from.stands() && !excused {
                let message =
                    bi!("no cut line: only the last {tier} has none", "缺少分界线：只有末位{tier_zh}可以没有");
                let hint = bi!(
                    "add `from: …`, the least total that is still in this {tier}",
                    "加上 `from: …`，即此{tier_zh}的最低总分"
                );
                let absent = problem(Some(place), codes::BAD_TIER, message, hint);
                problems.push(TierProblem { key: None, ..absent });
            }
        }
        let known =
            || others.iter().enumerate().filter_map(|(place, tier)| Some((place, tier, tier.from.value.as_ref()?)));
        let mut above: Option<(&TierLine, &Ratio)> = None;
        for (place, tier, line) in known() {
            problems.extend(listed.scale.and_then(|scale| outside(place, line, scale)));
            problems.extend(above.and_then(|above| not_below(place, line, above)));
            above = Some((tier, line));
        }
        let lines: Vec<Ratio> = known().map(|(_, _, line)| line.clone()).collect();
        let complete = problems.is_empty() && lines.len() == others.len();
        (complete.then_some(TierRule::CutLines(CutLines { lines })), problems)
    }

    /// The place of the tier of this total, 0 for the best.
    pub fn place(&self, total: &Ratio) -> usize {
        self.lines.iter().position(|line| total >= line).unwrap_or(self.lines.len())
    }

    /// The tiers begin at the lines, whatever the totals.
    pub(super) fn borders(&self) -> Borders {
        Borders::of(self.lines.iter().cloned().map(Some).chain([None]).collect())
    }

    /// The lines, highest first.
    pub fn lines(&self) -> &[Ratio] {
        &self.lines
    }
}

fn problem(tier: Option<usize>, code: Code, message: Bilingual, hint: Bilingual) -> TierProblem {
    TierProblem { tier, key: tier.map(|_| "from"), code, message, hint }
}

fn outside(place: usize, line: &Ratio, scale: &Ratio) -> Option<TierProblem> {
    let message =
        bi!("the line {line} is outside 0 to {scale}, the greatest total", "分界线 {line} 超出总分范围 0 到 {scale}");
    let hint = bi!(
        "write the line on the scale of the total, or state the true `scale`",
        "分界线以总分的满分为尺度；或写明实际的 `scale`"
    );
    (line.is_negative() || line > scale).then(|| problem(Some(place), codes::TIER_OUTSIDE, message, hint))
}

fn not_below(place: usize, line: &Ratio, (above, before): (&TierLine, &Ratio)) -> Option<TierProblem> {
    let code = shorten(&above.code);
    let message = bi!(
        "the line {line} is not below {before}, that of `{code}` before it",
        "分界线 {line} 不低于前面类型 `{code}` 的 {before}"
    );
    let hint = bi!("list the tiers best first; each line is below the one before", "类型由高到低排列，分界线逐个降低");
    (line >= before).then(|| problem(Some(place), codes::TIER_ORDER, message, hint))
}

/// Whether the list would be right the other way round: one mistake, not one for every tier.
fn is_worst_first(tiers: &[TierLine]) -> bool {
    let [lowest, others @ ..] = tiers else { return false };
    let rising = others.windows(2).all(|pair| pair[0].from.value < pair[1].from.value);
    !lowest.from.stands() && !others.is_empty() && others.iter().all(|tier| tier.from.value.is_some()) && rising
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::listed::Stated;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    /// Tiers with these lines and one below them.
    fn read(lines: &[&str]) -> (Option<TierRule>, Vec<(Option<usize>, &'static str)>) {
        let line = |written: Option<&str>| {
            let from = Stated { written: written.map(str::to_owned), value: written.map(ratio), unread: false };
            TierLine { code: "x".to_owned(), from, ..TierLine::default() }
        };
        let mut tiers: Vec<TierLine> = lines.iter().map(|text| line(Some(text))).collect();
        tiers.push(line(None));
        let scale = ratio("100");
        let listed = Listed { tiers: &tiers, grades: false, scale: Some(&scale), partial: false, ties: None, sd: None };
        let (rule, problems) = CutLines::read(&listed);
        (rule, problems.iter().map(|problem| (problem.tier, problem.code.name())).collect())
    }

    #[test]
    fn the_line_itself_is_above() {
        let (Some(TierRule::CutLines(lines)), _) = read(&["79.91", "60.10"]) else { panic!("no cut lines") };
        for (total, place) in [("79.91", 0), ("79.909999", 1), ("60.1", 1), ("60.09", 2), ("0", 2), ("100", 0)] {
            assert_eq!(lines.place(&ratio(total)), place, "{total}");
        }
    }

    #[test]
    fn every_problem_is_named() {
        let (rule, problems) = read(&["50", "50", "101"]);
        assert_eq!(rule, None);
        assert_eq!(problems, [(Some(1), "tier-order"), (Some(2), "tier-outside"), (Some(2), "tier-order")]);
    }
}
