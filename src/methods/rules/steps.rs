//! Steps by threshold (分档): replies within 3 days, within 5, later.

use super::answer::{Answer, BadAnswer, amount};
use super::file::{StepFile, in_percent, shown};
use super::{Direction, RuleKeys};
use crate::diagnostic::{Bilingual, bi};
use crate::number::{Ratio, read_ratio, shorten};

/// The share of the first step that a value reaches, and that of the last where it reaches none.
///
/// `up_to: 3` full marks, `up_to: 5` half, else nothing: 3 gets 1, 3.01 gets 1/2, 6 gets 0. Steps are listed best first,
/// so that a better value never gets less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    steps: Vec<(Edge, Ratio)>,
    otherwise: Ratio,
    /// Whether the thresholds are written in percent.
    percent: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Edge {
    at: Ratio,
    /// Whether smaller values reach it.
    below: bool,
    /// Whether the value at the edge reaches it.
    inclusive: bool,
}

impl Edge {
    fn is_reached(&self, value: &Ratio) -> bool {
        if *value == self.at { self.inclusive } else { (*value < self.at) == self.below }
    }

    fn words(&self, percent: bool) -> Bilingual {
        let at = shown(&self.at, percent);
        match (self.below, self.inclusive) {
            (true, true) => bi!("up to {at}", "不超过 {at}"),
            (true, false) => bi!("below {at}", "低于 {at}"),
            (false, true) => bi!("from {at}", "达到 {at}"),
            (false, false) => bi!("above {at}", "超过 {at}"),
        }
    }
}

impl Steps {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<Steps> {
        let written = keys.file.steps.as_deref().unwrap_or_default();
        let Some((last, others)) = written.split_last().filter(|(_, others)| !others.is_empty()) else {
            let message = bi!("the rule `steps` needs two steps at least", "规则 `steps` 至少要有两档");
            let hint = bi!(
                "as in `steps: [{{up_to: 3, share: 100%}}, {{up_to: 5, share: 50%}}, {{share: 0%}}]`",
                "如 `steps: [{{up_to: 3, share: 100%}}, {{up_to: 5, share: 50%}}, {{share: 0%}}]`"
            );
            keys.problem(Some("steps"), message, hint);
            return None;
        };
        let mut steps: Vec<(Edge, Ratio)> = Vec::new();
        let mut complete = true;
        for (place, step) in others.iter().enumerate() {
            let edge = edge(keys, place, step);
            let share = keys.worth("steps", place, step.share.as_ref(), step.marks.as_ref());
            let (Some(edge), Some(share)) = (edge, share) else {
                complete = false;
                continue;
            };
            if let Some((before, more)) = steps.last() {
                let in_order = edge.below == before.below
                    && (if edge.below { edge.at > before.at } else { edge.at < before.at })
                    && share <= *more;
                if !in_order {
                    let message = bi!("the step is not behind the one before", "此档与前一档次序不对");
                    let hint = bi!(
                        "list the steps best first, all with `up_to` (rising) or all with `from` (falling)",
                        "由优到劣排列：都用 `up_to`（递增），或都用 `from`（递减）"
                    );
                    keys.entry_problem("steps", place, None, message, hint);
                    complete = false;
                }
            }
            steps.push((edge, share));
        }
        let at = others.len();
        if last.up_to.is_some() || last.below.is_some() || last.from.is_some() || last.above.is_some() {
            let message = bi!(
                "the last step has a threshold, so values beyond it have no step",
                "末档写了界限，界限之外的值无档可归"
            );
            let hint = bi!("end the list with `{{share: 0%}}`, say", "最后加一档，如 `{{share: 0%}}`");
            keys.entry_problem("steps", at, None, message, hint);
            return None;
        }
        let otherwise = keys.worth("steps", at, last.share.as_ref(), last.marks.as_ref())?;
        if steps.last().is_some_and(|(_, share)| otherwise > *share) {
            let message = bi!("the last step gets more than the one before", "末档得分高于前一档");
            let hint = bi!("list the steps best first", "请由优到劣排列");
            keys.entry_problem("steps", at, None, message, hint);
            return None;
        }
        let percent = written.iter().any(|step| in_percent([&step.up_to, &step.below, &step.from, &step.above]));
        complete.then_some(Steps { steps, otherwise, percent })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        amount(text, self.percent).map(Answer::Number)
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let Some(value) = answer.number() else { return Ratio::zero() };
        let reached = self.steps.iter().find(|(edge, _)| edge.is_reached(value));
        reached.map_or(&self.otherwise, |(_, share)| share).clone()
    }

    pub(super) fn direction(&self) -> Direction {
        if self.steps.first().is_some_and(|(edge, _)| edge.below) { Direction::Negative } else { Direction::Positive }
    }

    pub(super) fn attainable(&self) -> Vec<Ratio> {
        self.steps.iter().map(|(_, share)| share).chain([&self.otherwise]).cloned().collect()
    }

    pub(super) fn words(&self) -> Bilingual {
        let percent = |share: &Ratio| share * &Ratio::from(100);
        let (mut en, mut zh) = (Vec::new(), Vec::new());
        for (edge, share) in &self.steps {
            let words = edge.words(self.percent);
            en.push(format!("{}: {}%", words.en, percent(share)));
            zh.push(format!("{}：{}%", words.zh, percent(share)));
        }
        let (en, zh, rest) = (en.join("; "), zh.join("；"), percent(&self.otherwise));
        bi!("{en}; else {rest}% of full marks", "{zh}；其余 {rest}%（占满分）")
    }
}

/// The threshold of a step; nothing where it has none, several, or no number.
fn edge(keys: &mut RuleKeys<'_>, place: usize, step: &StepFile) -> Option<Edge> {
    let all = [
        ("up_to", &step.up_to, true, true),
        ("below", &step.below, true, false),
        ("from", &step.from, false, true),
        ("above", &step.above, false, false),
    ];
    let written: Vec<_> =
        all.into_iter().filter_map(|(key, text, below, at)| Some((key, text.as_ref()?, below, at))).collect();
    let [(key, text, below, inclusive)] = written.as_slice() else {
        let message = bi!("the step needs one threshold", "此档须有且只有一个界限");
        let hint = bi!("write `up_to`, `below`, `from` or `above`", "写 `up_to`、`below`、`from` 或 `above`");
        keys.entry_problem("steps", place, None, message, hint);
        return None;
    };
    match read_ratio(text.as_str()) {
        Ok((at, _)) => Some(Edge { at, below: *below, inclusive: *inclusive }),
        Err(problem) => {
            let (shown, what) = (shorten(text.as_str()), problem.problem.zh());
            let why = problem.problem;
            let hint = bi!("write a plain number", "写普通数字");
            keys.entry_problem("steps", place, Some(key), bi!("`{shown}` {why}", "`{shown}` {what}"), hint);
            None
        }
    }
}
