//! How ranks changed from one edition to the next.

use super::Frame;

/// One unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bump {
    /// Its name.
    pub label: String,
    /// Its rank before.
    pub before: u32,
    /// Its rank after.
    pub after: u32,
    /// The place of its tier after, 0 for the best.
    pub tier: Option<usize>,
}

/// Draws a line per unit from its rank before to its rank after; `heads` stand above the two sides, `tiers` names the
/// tiers, best first.
pub(crate) fn bump(frame: &Frame, rows: &[Bump], heads: (&str, &str), tiers: &[String]) -> String {
    let _ = (frame, rows, heads, tiers);
    String::new()
}
