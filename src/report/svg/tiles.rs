//! Regions as equal tiles, with a cell per place: a diagram that is no map and shows no boundaries.

use super::Frame;
use super::canvas::{Canvas, SIZE, Side, Type, WIDE};
use super::marks::{self, Mark};
use super::text::{fit, width};
use crate::diagnostic::bi;

/// Between tiles.
const GAP: f64 = 5.0;
/// The height of a tile's name.
const NAME: f64 = 20.0;
/// How many rows and columns there are at most; what lies beyond is drawn at the edge.
const MOST_ACROSS: usize = 400;

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
    let mut canvas = Canvas::default();
    let unknown = cells.iter().filter(|cell| cell.tier.is_none()).count();
    let mut entries: Vec<(Mark, String)> = legend
        .iter()
        .enumerate()
        .map(|(place, (name, count))| (marks::tier(place, legend.len()), format!("{name} {count}")))
        .collect();
    if unknown > 0 {
        let words = bi!("no data {unknown}", "无数据 {unknown}");
        entries.push((Mark::Hollow, words.get(frame.lang).to_owned()));
    }
    let top = marks::legend(&mut canvas, &entries, (0.0, 0.0), WIDE) + 6.0;
    let Some(grid) = Extent::of(tiles.iter().map(|tile| (tile.row, tile.column))) else {
        return canvas.finish(frame, WIDE, top);
    };
    let inside = insides(tiles.len(), cells);
    // All tiles are of the size that the fullest one needs.
    let most = inside
        .iter()
        .flatten()
        .fold((1, 1), |(rows, columns), extent| (rows.max(extent.rows), columns.max(extent.columns)));
    let cell = ((WIDE / grid.columns as f64 - GAP - 6.0) / most.1 as f64).clamp(1.0, 15.5);
    let across = (WIDE / grid.columns as f64).min((cell * most.1 as f64 + GAP + 10.0).max(90.0));
    let (wide, margin) = (across - GAP, (WIDE - across * grid.columns as f64) / 2.0);
    let high = NAME + cell * most.0 as f64 + 4.0;
    let place = |tile: &Tile| {
        let (row, column) = grid.inside(tile.row, tile.column);
        (margin + across * column as f64 + GAP / 2.0, top + (high + GAP) * row as f64)
    };
    for tile in tiles {
        let (x, y) = place(tile);
        canvas.hover(&tile.label, |canvas| {
            canvas.rect((x, y), (wide, high), "rx=\"3\" fill=\"#f8f8f8\" stroke=\"#cfcfcf\"");
            let size = if width(&tile.label, SIZE) <= wide - 4.0 { SIZE } else { 10.5 };
            let kind = Type::plain(Side::Middle).size(size).bold(size == SIZE);
            canvas.text((x + wide / 2.0, y + NAME / 2.0 + 0.5), &fit(&tile.label, wide - 4.0, size), kind);
        });
    }
    for entry in cells {
        let (Some(tile), Some(Some(extent))) = (tiles.get(entry.tile), inside.get(entry.tile)) else { continue };
        let (row, column) = extent.inside(entry.row, entry.column);
        let (x, y) = place(tile);
        let x = x + (wide - cell * extent.columns as f64) / 2.0 + cell * (column as f64 + 0.5);
        let y = y + NAME + cell * ((most.0 - extent.rows) as f64 / 2.0 + row as f64 + 0.5);
        let mark = entry.tier.map_or(Mark::Hollow, |tier| marks::tier(tier, legend.len()));
        canvas.hover(&entry.title, |canvas| mark.draw(canvas, (x, y), cell - 1.0));
    }
    let rows = grid.rows as f64;
    canvas.finish(frame, WIDE, top + (high + GAP) * rows)
}

/// The rows and columns that places take up.
#[derive(Clone, Copy, Debug)]
struct Extent {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
}

impl Extent {
    fn of(places: impl Iterator<Item = (usize, usize)>) -> Option<Extent> {
        let mut extent: Option<(usize, usize, usize, usize)> = None;
        for (row, column) in places.map(|(row, column)| (row.min(MOST_ACROSS), column.min(MOST_ACROSS))) {
            let (top, left, bottom, right) = extent.unwrap_or((row, column, row, column));
            extent = Some((top.min(row), left.min(column), bottom.max(row), right.max(column)));
        }
        extent.map(|(row, column, bottom, right)| Extent {
            row,
            column,
            rows: bottom - row + 1,
            columns: right - column + 1,
        })
    }

    /// A place counted from the first row and column.
    fn inside(&self, row: usize, column: usize) -> (usize, usize) {
        (row.min(MOST_ACROSS).saturating_sub(self.row), column.min(MOST_ACROSS).saturating_sub(self.column))
    }
}

/// What the cells of each tile take up; none where a tile has no cells.
fn insides(tiles: usize, cells: &[TileCell]) -> Vec<Option<Extent>> {
    let mut places: Vec<Vec<(usize, usize)>> = vec![Vec::new(); tiles];
    for cell in cells {
        if let Some(places) = places.get_mut(cell.tile) {
            places.push((cell.row, cell.column));
        }
    }
    places.into_iter().map(|places| Extent::of(places.into_iter())).collect()
}
