//! Items together: a leaf's share of full marks from those of its items.

use crate::number::Ratio;

/// What one item contributes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counted<'a> {
    /// Its marks, as they count for this unit.
    pub marks: &'a Ratio,
    /// The share of them that it got.
    pub share: &'a Ratio,
    /// Whether it is a violation: any marks that it gets take all of the leaf's.
    pub violation: bool,
}

impl<'a> Counted<'a> {
    /// An item that is no violation.
    pub fn new(marks: &'a Ratio, share: &'a Ratio) -> Counted<'a> {
        Counted { marks, share, violation: false }
    }
}

/// `sum(marks * share) / sum(marks)`; 0 where a violation holds, nothing where no item has marks.
///
/// Marks 2 and 3, shares 1 and 1/3: (2 + 1) / 5 = 3/5.
pub fn together(items: &[Counted<'_>]) -> Option<Ratio> {
    if items.iter().any(|item| item.violation && !item.share.is_zero()) {
        return Some(Ratio::zero());
    }
    let counted = || items.iter().filter(|item| !item.violation);
    let got: Ratio = counted().map(|item| item.marks * item.share).sum();
    got.checked_div(&counted().map(|item| item.marks).sum())
}
