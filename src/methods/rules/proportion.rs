//! So many of all (占比): qualifying / all.

use super::answer::{Answer, BadAnswer, number};
use super::{Direction, RuleKeys};
use crate::diagnostic::{Bilingual, bi};
use crate::number::{Ratio, shorten};

/// `share = qualifying / all`, and one minus that where less is better.
///
/// 45 of 60 matters can be handled online: `45/60` gets 3/4, exactly; 7 of 13 gets 7/13.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proportion {
    direction: Direction,
}

impl Proportion {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<Proportion> {
        Some(Proportion { direction: keys.file.direction.unwrap_or_default() })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        let expected = || {
            bi!(
                "write qualifying and all as in `45/60`, a percentage as in `75%`, or a number from 0 to 1",
                "写“符合数/总数”如 `45/60`，百分数如 `75%`，或 0 至 1 的数"
            )
        };
        let value = number(text, expected())?;
        if value.is_negative() || value > Ratio::one() {
            let shown = shorten(text);
            let message = bi!("`{shown}` is no part of a whole", "`{shown}` 不在 0 至 1 之间");
            return Err(BadAnswer { message, hint: expected() });
        }
        Ok(Answer::Number(value))
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let Some(value) = answer.number() else { return Ratio::zero() };
        match self.direction {
            Direction::Positive => value.clone(),
            Direction::Negative => &Ratio::one() - value,
        }
    }

    pub(super) fn direction(&self) -> Direction {
        self.direction
    }

    pub(super) fn words(&self) -> Bilingual {
        match self.direction {
            Direction::Positive => bi!("qualifying / all × full marks, as in 45/60", "符合数 ÷ 总数 × 满分，如 45/60"),
            Direction::Negative => {
                bi!("(1 - affected / all) × full marks, as in 3/60", "（1 - 问题数 ÷ 总数）× 满分，如 3/60")
            }
        }
    }
}
