//! Marks as such (直接评分): the collector's judgement, or a figure that is a score already.

use super::answer::{Answer, BadAnswer, number};
use super::{Bounds, Direction, RuleKeys};
use crate::diagnostic::{Bilingual, bi};
use crate::number::{Ratio, shorten};

/// `share = (value - from) / (to - from)`, and one minus that where less is better; outside is an error.
///
/// Four of five marks: 4/5. From 1 to 5, where 1 is best: 2 gets 1 - 1/4 = 3/4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreRange {
    from: Ratio,
    to: Ratio,
    direction: Direction,
}

impl ScoreRange {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<ScoreRange> {
        let file = keys.file;
        let from = keys.number("from", file.from.as_ref()).unwrap_or_else(Ratio::zero);
        let to = match &file.to {
            Some(text) => keys.number("to", Some(text))?,
            None => keys.full_marks()?,
        };
        if from >= to {
            let message = bi!("{from} to {to} holds no values", "{from} 至 {to} 不成立");
            let hint = bi!(
                "`from` is the least value and `to` the greatest; where less is better, say `direction: negative`",
                "`from` 为最小值，`to` 为最大值；越小越好时写 `direction: negative`"
            );
            keys.problem(Some("to"), message, hint);
            return None;
        }
        Some(ScoreRange { from, to, direction: file.direction.unwrap_or_default() })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        let (from, to) = (&self.from, &self.to);
        let expected = bi!("write a number from {from} to {to}", "写 {from} 至 {to} 的数");
        let value = number(text, expected.clone())?;
        if value < self.from || value > self.to {
            let shown = shorten(text);
            let message = bi!("{shown} is outside {from} to {to}", "{shown} 超出 {from} 到 {to} 的范围");
            return Err(BadAnswer { message, hint: expected });
        }
        Ok(Answer::Number(value))
    }

    /// The same range where full marks are `1 / marks` of what they are; nothing where `marks` is zero.
    pub(super) fn of_one(&self, marks: &Ratio) -> Option<ScoreRange> {
        Some(ScoreRange {
            from: self.from.checked_div(marks)?,
            to: self.to.checked_div(marks)?,
            direction: self.direction,
        })
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let Some(value) = answer.number() else { return Ratio::zero() };
        let share = (value - &self.from).checked_div(&(&self.to - &self.from)).unwrap_or_else(Ratio::zero);
        match self.direction {
            Direction::Positive => share,
            Direction::Negative => &Ratio::one() - &share,
        }
    }

    pub(super) fn direction(&self) -> Direction {
        self.direction
    }

    pub(super) fn bounds(&self) -> Bounds {
        Bounds { least: Some(self.from.clone()), greatest: Some(self.to.clone()), whole: false }
    }

    pub(super) fn words(&self) -> Bilingual {
        let (from, to) = (&self.from, &self.to);
        match self.direction {
            Direction::Positive => bi!("marks from {from} to {to}", "{from} 至 {to}，越高越好"),
            Direction::Negative => bi!("a figure from {from} to {to}, the less the better", "{from} 至 {to}，越低越好"),
        }
    }
}
