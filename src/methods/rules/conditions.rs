//! So many of a number of conditions (条件达标), and nothing at all on a violation.

use super::answer::{Answer, BadAnswer, folded, whole};
use super::{Bounds, MOST_SHARES, RuleKeys};
use crate::diagnostic::{Bilingual, bi};
use crate::number::{Ratio, shorten};

/// Words for a violation.
const VIOLATION: [&str; 3] = ["违规", "violation", "一票否决"];

/// `share = met / of`; 0 on a violation.
///
/// Three of four conditions: 3/4. 违规: 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    of: u32,
}

impl Conditions {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<Conditions> {
        match keys.file.of {
            Some(of) if of > 0 => Some(Conditions { of }),
            _ => {
                let message = bi!("how many conditions there are is not said", "没有写明共有几个条件");
                keys.problem(Some("of"), message, bi!("write `of: 4`, say", "例如写 `of: 4`"));
                None
            }
        }
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        let of = self.of;
        if VIOLATION.contains(&folded(text).as_str()) {
            return Ok(Answer::Word(0));
        }
        let expected =
            bi!("write how many of the {of} conditions are met, or `violation`", "写 {of} 个条件中满足几个，或写 违规");
        let met = whole(text, expected.clone())?;
        if met > Ratio::from(of) {
            let shown = shorten(text);
            let message = bi!("{shown} of {of} conditions", "{of} 个条件中满足 {shown} 个，不可能");
            return Err(BadAnswer { message, hint: expected });
        }
        Ok(Answer::Number(met))
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let met = answer.number().cloned().unwrap_or_else(Ratio::zero);
        met.checked_div(&Ratio::from(self.of)).unwrap_or_else(Ratio::zero)
    }

    /// No count of conditions beyond all of them is an answer.
    pub(super) fn attainable(&self) -> Option<Vec<Ratio>> {
        let shares = (0..=self.of).map(|met| self.share(&Answer::Number(Ratio::from(met))));
        (self.of as usize <= MOST_SHARES).then(|| shares.collect())
    }

    pub(super) fn bounds(&self) -> Bounds {
        Bounds { least: Some(Ratio::zero()), greatest: Some(Ratio::from(self.of)), whole: true }
    }

    pub(super) fn words(&self) -> Bilingual {
        let of = self.of;
        bi!("conditions met of {of}; none on a violation", "{of} 个条件中满足的个数；违规不得分")
    }
}
