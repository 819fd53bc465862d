//! Linear between two goalposts (线性), clamped to them.

use super::answer::{Answer, BadAnswer, amount};
use super::file::{in_percent, shown};
use super::{Direction, RuleKeys};
use crate::diagnostic::{Bilingual, bi};
use crate::number::Ratio;

/// `share = (value - zero) / (full - zero)`, at least 0 and at most 1 (goalposts: OECD/JRC handbook, 2008, step 5).
///
/// `zero: 30, full: 3` days: 12 gets (12 - 30) / (3 - 30) = 2/3, 40 gets 0, 1 gets 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
    zero: Ratio,
    full: Ratio,
    /// Whether the goalposts are written in percent.
    percent: bool,
}

impl Linear {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<Linear> {
        let file = keys.file;
        let zero = keys.needed("zero", file.zero.as_ref());
        let full = keys.needed("full", file.full.as_ref());
        let (zero, full) = (zero?, full?);
        if zero == full {
            let message = bi!("both goalposts are {zero}", "两个端点都是 {zero}");
            let hint = bi!(
                "`zero` is where nothing is got, `full` where full marks are; for one threshold use `steps`",
                "`zero` 为零分点，`full` 为满分点；只有一个界限时请用 `steps`"
            );
            keys.problem(Some("full"), message, hint);
            return None;
        }
        Some(Linear { percent: in_percent([&file.zero, &file.full]), zero, full })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        amount(text, self.percent).map(Answer::Number)
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let Some(value) = answer.number() else { return Ratio::zero() };
        let share = (value - &self.zero).checked_div(&(&self.full - &self.zero)).unwrap_or_else(Ratio::zero);
        share.clamp(Ratio::zero(), Ratio::one())
    }

    pub(super) fn direction(&self) -> Direction {
        if self.full > self.zero { Direction::Positive } else { Direction::Negative }
    }

    pub(super) fn words(&self) -> Bilingual {
        let (zero, full) = (shown(&self.zero, self.percent), shown(&self.full, self.percent));
        bi!("linear: {zero} gets nothing, {full} full marks", "线性：{zero} 得 0 分，{full} 得满分")
    }
}
