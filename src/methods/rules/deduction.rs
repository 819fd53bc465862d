//! So much off for each, down to a floor (计次扣分): "1 point off for each dead link, down to nothing".

use super::answer::{Answer, BadAnswer, whole};
use super::{RuleKeys, by_counts};
use crate::diagnostic::{Bilingual, bi};
use crate::number::Ratio;

/// `share = max(marks - count * each, floor) / marks`.
///
/// 5 marks, 2 off each: one leaves 3/5, three leave 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    each: Ratio,
    floor: Ratio,
    marks: Ratio,
}

impl Deduction {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<Deduction> {
        let file = keys.file;
        let each = keys.marks_each(file.each.as_ref());
        let marks = keys.full_marks();
        let floor = match &file.floor {
            Some(text) => keys.number("floor", Some(text))?,
            None => Ratio::zero(),
        };
        let (each, marks) = (each?, marks?);
        if floor.is_negative() || floor >= marks {
            let message = bi!("a floor of {floor} under {marks} marks", "满分为 {marks}，下限却为 {floor}");
            let hint = bi!("the floor is zero or more, and below full marks", "下限不小于零，且低于满分");
            keys.problem(Some("floor"), message, hint);
            return None;
        }
        Some(Deduction { each, floor, marks })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        whole(text, bi!("write how many were found: 0, 1, 2 …", "写发现的个数：0、1、2 …")).map(Answer::Number)
    }

    /// Whether any answer gets the same share under another one: full marks may differ.
    pub(super) fn gives_as(&self, other: &Deduction) -> bool {
        let same = |own: &Ratio, theirs: &Ratio| own * &other.marks == theirs * &self.marks;
        same(&self.each, &other.each) && same(&self.floor, &other.floor)
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let Some(count) = answer.number() else { return Ratio::zero() };
        let left = (&self.marks - &(count * &self.each)).max(self.floor.clone());
        left.checked_div(&self.marks).unwrap_or_else(Ratio::zero)
    }

    pub(super) fn attainable(&self) -> Option<Vec<Ratio>> {
        by_counts(|count| self.share(count))
    }

    pub(super) fn words(&self) -> Bilingual {
        let Deduction { each, floor, marks } = self;
        bi!("{each} of {marks} marks off each, down to {floor}", "满分 {marks}，每个扣 {each} 分，扣至 {floor} 为止")
    }
}
