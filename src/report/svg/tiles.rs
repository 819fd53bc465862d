//! Regions as equal tiles, with a cell per place: a diagram that is no map and shows no boundaries.

use super::Frame;

/// One region.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tile {
    /// Its name.
    pub label: String,
    /// Its row in the grid.
    pub row: usize,
    /// Its column in the grid.
    pub column: usize,
}

/// One place in a region.
#[derive(Clone, Debug, Default)]
pub(crate) struct TileCell {
    /// The place of its region in the slice of tiles.
    pub tile: usize,
    /// Its row in the tile.
    pub row: usize,
    /// Its column in the tile.
    pub column: usize,
    /// The place of its tier, 0 for the best; none where there is no datum.
    pub tier: Option<usize>,
    /// What is shown where the pointer rests: name, tier, figure.
    pub title: String,
}

/// Draws the tiles; `legend` names the tiers, best first, and says how many units are in each.
///
/// A cell carries the number of its tier, from 1, beside its colour. A region without cells is a tile with its name.
/// Rows and columns may begin anywhere: the least one is at the edge, in the grid and in each tile.
pub(crate) fn tiles(frame: &Frame, tiles: &[Tile], cells: &[TileCell], legend: &[(String, usize)]) -> String {
    let _ = (frame, tiles, cells, legend);
    String::new()
}
