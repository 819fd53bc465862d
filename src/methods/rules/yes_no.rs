//! Yes or no (是否): 企业注册开办流程是否按规定简化.

use super::answer::{Answer, BadAnswer, folded};
use super::{Direction, RuleKeys};
use crate::diagnostic::{Bilingual, bi};
use crate::number::Ratio;
use crate::number::shorten;

/// Words for yes, as people fill them in.
const YES: [&str; 13] = ["是", "有", "√", "✓", "✔", "对", "能", "符合", "达标", "yes", "y", "true", "1"];
/// Words for no.
const NO: [&str; 13] = ["否", "无", "没有", "×", "✗", "✘", "不能", "不符合", "不达标", "no", "n", "false", "0"];

/// Full marks for one answer, nothing for the other: for yes, or for no under `direction: negative`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YesNo {
    direction: Direction,
}

impl YesNo {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<YesNo> {
        Some(YesNo { direction: keys.file.direction.unwrap_or_default() })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        let word = folded(text);
        if YES.contains(&word.as_str()) {
            return Ok(Answer::Word(0));
        }
        if NO.contains(&word.as_str()) {
            return Ok(Answer::Word(1));
        }
        let shown = shorten(text);
        let message = bi!("`{shown}` is neither yes nor no", "`{shown}` 既不是“是”也不是“否”");
        Err(BadAnswer {
            message, hint: bi!("write yes or no, 是 or 否, 1 or 0", "写 是 或 否，也可写 1 或 0")
        })
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let full = match self.direction {
            Direction::Positive => 0,
            Direction::Negative => 1,
        };
        if answer.word() == Some(full) { Ratio::one() } else { Ratio::zero() }
    }

    pub(super) fn choices(&self) -> Vec<Bilingual> {
        vec![bi!("yes", "是"), bi!("no", "否")]
    }

    pub(super) fn words(&self) -> Bilingual {
        match self.direction {
            Direction::Positive => bi!("yes: full marks; no: none", "是：满分；否：0 分"),
            Direction::Negative => bi!("no: full marks; yes: none", "否：满分；是：0 分"),
        }
    }
}
