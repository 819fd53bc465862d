//! A tree of indicators with their weights, left to right.

use super::Frame;

/// One node of the tree.
#[derive(Clone, Debug)]
pub(crate) struct TreeNode {
    /// Its name.
    pub label: String,
    /// Its weight as it is printed; may be empty.
    pub figure: String,
    /// The place of the node above it in the same slice; none for the root.
    pub parent: Option<usize>,
}

/// Draws a tree: each level is a column, each leaf a row, children in the order in which they stand in `nodes`.
///
/// A node whose parents go in a circle or point outside of the slice is drawn as a root.
pub(crate) fn tree(frame: &Frame, nodes: &[TreeNode]) -> String {
    let _ = (frame, nodes);
    String::new()
}
