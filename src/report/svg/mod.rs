//! Figures drawn as SVG, from plain numbers and printed figures. Nothing in here knows what a framework is.
//!
//! Each function returns one `<svg>` element that needs nothing from outside: no script, no style sheet, no id. It has a
//! view box and scales with the page. Two widths are in use (`canvas.rs`): what has few columns is narrow and legible on
//! a phone as it is; trees, heat maps, tiles and bars of many parts are wide, never shrink below their least width on a
//! screen, and so have to stand in a box that scrolls sideways (`overflow-x: auto`); on paper, where nothing scrolls,
//! `min-width: 0` lets them fit. What is too high to be made to fit on one page says so (`data-long`).
//!
//! Colour never says anything alone: figures stand beside what they belong to, tiers carry their number, series their
//! shape. What is hovered over shows its name and figure, which needs no script.

mod bars;
mod boxes;
mod bump;
mod canvas;
mod heat;
mod histogram;
mod inequality;
mod marks;
mod palette;
mod profile;
mod radar;
mod rows;
mod scale;
mod stacked;
#[cfg(test)]
mod tests;
mod text;
mod tiles;
mod tree;

pub(crate) use bars::{BarRow, Bars, bars};
pub(crate) use boxes::{BoxRow, boxes};
pub(crate) use bump::{Bump, bump};
pub(crate) use heat::{Heat, heat};
pub(crate) use histogram::{Histogram, histogram};
pub(crate) use inequality::{Part, inequality};
// The colours of tiers, for a page that shows them beside figures.
pub(crate) use palette::{Colour, tier as tier_colour};
pub(crate) use profile::{ProfileRow, profile};
pub(crate) use radar::radar;
pub(crate) use stacked::{StackRow, stacked};
pub(crate) use tiles::{Tile, TileCell, tiles};
pub(crate) use tree::{TreeNode, tree};

use crate::diagnostic::Lang;

/// What every figure has.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The language of the words that the drawing itself adds: legends, what is left out.
    pub lang: Lang,
    /// What is to be seen, for those who cannot see it.
    pub label: String,
}

/// A scale that is drawn: where it begins and ends, what it measures.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// What it measures, with its unit; may be empty.
    pub title: String,
}
