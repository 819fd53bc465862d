//! Rows whose cells stand in other columns than those of their level, as scanned tables have them.
//!
//! A reading is preferred only where more groups of siblings add up with it, so that a table in order is never touched.

use super::notation::{Sum, faults};
use super::rows::Line;
use super::said::Said;
use super::tree::Tree;
use crate::diagnostic::{bi, codes};
use crate::number::Ratio;

/// How many cells are moved one after the other at most.
const MOST_MOVES: usize = 20;
/// In how many rows at most other readings are tried; each takes time by the square of them.
const MOST_ROWS: usize = 2_000;

/// The rows in the reading in which the most adds up, and the tree that they make.
pub(super) fn mend(lines: Vec<Line>, said: &mut Said) -> (Vec<Line>, Tree) {
    let tree = Tree::build(&lines);
    let plain = faults(&tree);
    if plain == 0 || lines.len() > MOST_ROWS {
        return (lines, tree);
    }
    let mut best = (plain, None);
    for first in [lines.clone(), shifted(&lines)] {
        let (mended, count) = moved_up(first);
        if count < best.0 {
            best = (count, Some(mended));
        }
    }
    let Some(lines) = best.1 else { return (lines, tree) };
    for line in lines.iter().filter(|line| line.moved) {
        let names: Vec<String> = (line.pieces.iter().enumerate())
            .filter_map(|(level, piece)| Some(format!("{} ({})", piece.as_ref()?.named.name, level + 1)))
            .collect();
        let (en, zh) = (names.join(", "), names.join("、"));
        let message = bi!(
            "read as if the cells stood in other columns, at the levels in brackets: {en}",
            "按各单元格应在的级别读取（括号内为级别）：{zh}"
        );
        let hint = bi!(
            "as they stand the weights do not add up, and so they do; compare the row with the source",
            "照原列读取时权重之和不符，如此则相符；请与原表核对"
        );
        said.push(codes::CELLS_MOVED, "", Some(line.line), None, message, Some(hint));
    }
    let tree = Tree::build(&lines);
    (lines, tree)
}

/// Rows that end above the lowest level, moved so that they end at it.
fn shifted(lines: &[Line]) -> Vec<Line> {
    let shift = |line: &Line| {
        let mut line = line.clone();
        let last = line.pieces.len().saturating_sub(1);
        if let Some(by) = line.deepest().map(|deepest| last - deepest).filter(|by| *by > 0) {
            line.pieces.rotate_right(by);
            line.moved = true;
        }
        line
    };
    lines.iter().map(shift).collect()
}

/// Cells that are one too many among their siblings, moved up to where just their weight is lacking; and how many groups
/// still do not add up.
fn moved_up(mut lines: Vec<Line>) -> (Vec<Line>, usize) {
    let mut tree = Tree::build(&lines);
    for _ in 0..MOST_MOVES {
        let Some((line, from, to)) = tree.parents().into_iter().find_map(|parent| surplus(&tree, parent)) else {
            break;
        };
        let Some(line) = lines.iter_mut().find(|known| known.line == line) else { break };
        line.pieces[to] = line.pieces[from].take();
        line.moved = true;
        tree = Tree::build(&lines);
    }
    let count = faults(&tree);
    (lines, count)
}

/// The first child with which its siblings exceed their parent after adding up to it exactly, and the level that lacks
/// just its weight: row, level it stands at, level it belongs to.
fn surplus(tree: &Tree, parent: usize) -> Option<(u64, usize, usize)> {
    let whole = Sum::of(tree, parent).whole;
    let mut sum = Ratio::zero();
    let children = &tree.nodes[parent].children;
    let first = children.iter().find(|child| {
        let full = sum == whole;
        sum = &sum + tree.value(**child).map_or(&Ratio::zero(), |(value, _)| value);
        full
    })?;
    let node = &tree.nodes[*first];
    let weight = tree.value(*first)?.0;
    let mut above = parent;
    let mut target = None;
    while above != 0 {
        above = tree.nodes[above].parent;
        let lacking = Sum::of(tree, above).left();
        if lacking == *weight {
            target = Some(tree.nodes[above].children.iter().map(|child| tree.nodes[*child].level).min()?);
        }
    }
    target.filter(|level| *level < node.level).map(|level| (node.line, node.level, level))
}
