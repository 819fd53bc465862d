//! One bar that says how a whole splits into nested parts.

use super::Frame;

/// One part of the whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// What it is: between regions, between provinces inside them, inside provinces.
    pub label: String,
    /// How much of the whole; zero or more.
    pub value: f64,
    /// Its figure and share as they are printed.
    pub figure: String,
}

/// Draws one bar made of its parts, each with its name and figure below; `whole` is the whole as it is printed.
pub(crate) fn inequality(frame: &Frame, parts: &[Part], whole: &str) -> String {
    let _ = (frame, parts, whole);
    String::new()
}
