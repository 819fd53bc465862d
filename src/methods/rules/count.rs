//! So much for each, up to a ceiling (计次加分): "1 point each, at most 3".

use super::answer::{Answer, BadAnswer, whole};
use super::{RuleKeys, by_counts};
use crate::diagnostic::{Bilingual, bi};
use crate::number::Ratio;

/// `share = min(count * each, at_most) / marks`.
///
/// 1 mark each, at most 3 of 5: two get 2/5, four get 3/5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    each: Ratio,
    at_most: Ratio,
    marks: Ratio,
}

impl Count {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<Count> {
        let file = keys.file;
        let each = keys.marks_each(file.each.as_ref());
        let ceiling = keys.number("at_most", file.at_most.as_ref());
        let marks = match keys.marks.cloned().or_else(|| ceiling.clone()) {
            Some(marks) => marks,
            None => keys.full_marks()?,
        };
        if file.at_most.is_some() && ceiling.is_none() {
            return None;
        }
        let at_most = ceiling.unwrap_or_else(|| marks.clone());
        if at_most > marks || at_most <= Ratio::zero() {
            let message = bi!("at most {at_most} of {marks} marks", "最多 {at_most} 分，而满分为 {marks}");
            let hint = bi!("the ceiling is above zero and no more than full marks", "上限须大于零且不超过满分");
            keys.problem(Some("at_most"), message, hint);
            return None;
        }
        Some(Count { each: each?, at_most, marks })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        whole(text, bi!("write how many there are: 0, 1, 2 …", "写个数：0、1、2 …")).map(Answer::Number)
    }

    /// Whether any answer gets the same share under another one: full marks may differ.
    pub(super) fn gives_as(&self, other: &Count) -> bool {
        let same = |own: &Ratio, theirs: &Ratio| own * &other.marks == theirs * &self.marks;
        same(&self.each, &other.each) && same(&self.at_most, &other.at_most)
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let Some(count) = answer.number() else { return Ratio::zero() };
        let marks = (count * &self.each).min(self.at_most.clone());
        marks.checked_div(&self.marks).unwrap_or_else(Ratio::zero)
    }

    pub(super) fn attainable(&self) -> Option<Vec<Ratio>> {
        by_counts(|count| self.share(count))
    }

    pub(super) fn words(&self) -> Bilingual {
        let Count { each, at_most, marks } = self;
        bi!("{each} marks each, at most {at_most} of {marks}", "每个 {each} 分，最多 {at_most} 分，满分 {marks}")
    }
}
