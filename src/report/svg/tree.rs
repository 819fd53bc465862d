//! A tree of indicators with their weights, left to right.

use super::Frame;
use super::canvas::{Canvas, NARROW, SIZE, Side, Type, WIDE};
use super::palette::RULE;
use super::text;

/// Between columns.
const GAP: f64 = 26.0;
/// Between the edge of a node and its text.
const PAD: f64 = 5.0;
/// The share of a node that its figure takes at most.
const FIGURE: f64 = 0.45;
/// What a column needs at least.
const LEAST: f64 = 70.0;
/// What nodes of each level lie on, from the root.
const FILLS: [&str; 4] = ["#b9d3e6", "#d3e4f0", "#e8f1f7", "#f6f6f6"];

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
/// What hangs on itself in a circle is not drawn; a parent outside of the slice is none.
pub(crate) fn tree(frame: &Frame, nodes: &[TreeNode]) -> String {
    let mut canvas = Canvas::default();
    let shape = Shape::of(nodes);
    let leaves = shape.rows.iter().filter(|row| row.is_some()).count();
    // Up to about 70 leaves fit on a page of A4.
    let pitch = (930.0 / leaves.max(1) as f64).clamp(13.5, 24.0);
    let size = (pitch * 0.82).min(SIZE);
    let columns = columns(nodes, &shape, size);
    // Where a name needs a second line and there is height for it, rows are higher.
    let cut = |place: &usize| {
        let (node, wide) = (&nodes[*place], columns[shape.depths[*place]].1);
        shape.rows[*place].is_some() && text::width(&node.label, size) > room(node, wide, size)
    };
    let roomy = (930.0 / leaves.max(1) as f64).min(34.0);
    let (pitch, size) =
        if roomy >= 29.0 && shape.order.iter().any(cut) { (roomy, (roomy / 2.5).min(SIZE)) } else { (pitch, size) };
    let width = columns.last().map_or(WIDE, |(left, wide)| left + wide);
    let height = |place: usize| 4.0 + pitch * (shape.middles[place] + 0.5);
    // Lines first, so that names lie on them.
    for &place in &shape.order {
        let Some(parent) = nodes[place].parent.filter(|_| shape.depths[place] > 0) else { continue };
        let (above, own) = (columns[shape.depths[place] - 1], columns[shape.depths[place]]);
        let from = (above.0 + above.1, height(parent));
        canvas.curve(from, (own.0, height(place)), &format!("stroke=\"{RULE}\""));
    }
    for &place in &shape.order {
        let (node, (left, wide), y) = (&nodes[place], columns[shape.depths[place]], height(place));
        let (room, tall) = (room(node, wide, size), pitch * shape.spans[place]);
        let lines = text::wrap(&node.label, room, size, ((tall / (size * 1.2)) as usize).clamp(1, 3));
        let high = (lines.len() as f64 * size * 1.2 + 4.0).min(tall - 1.0);
        let colour = FILLS[shape.depths[place].min(FILLS.len() - 1)];
        canvas.hover(&format!("{} {}", node.label, node.figure), |canvas| {
            let look = format!("rx=\"3\" fill=\"{colour}\"");
            canvas.rect((left, y - high / 2.0), (wide, high), &look);
            canvas.lines((left + PAD, y), &lines, Type::plain(Side::Start).size(size));
            canvas.text(
                (left + wide - PAD, y),
                &text::fit(&node.figure, wide * FIGURE, size),
                Type::plain(Side::End).size(size).bold(true),
            );
        });
    }
    canvas.finish(frame, width.max(NARROW + 1.0), 8.0 + pitch * leaves as f64)
}

/// What is left for a name beside its figure.
fn room(node: &TreeNode, wide: f64, size: f64) -> f64 {
    // Bold figures run a little wider.
    let figure = (text::width(&node.figure, size) * 1.06).min(wide * FIGURE);
    wide - 2.0 * PAD - figure - if node.figure.is_empty() { 0.0 } else { 6.0 }
}

/// Where each level begins and how wide it is: what its names need in one line where all fit; else names above leaves
/// take two, and then the widest give way.
fn columns(nodes: &[TreeNode], shape: &Shape, size: f64) -> Vec<(f64, f64)> {
    let needs = |lines: f64| {
        let mut needs: Vec<f64> = Vec::new();
        for &place in &shape.order {
            let (node, depth) = (&nodes[place], shape.depths[place]);
            let lines = if shape.spans[place] >= 2.0 { lines } else { 1.0 };
            let label = text::width(&node.label, size) / lines + if lines > 1.0 { size * 1.5 } else { 0.0 };
            let need = label + text::width(&node.figure, size) * 1.06 + 2.0 * PAD + 10.0;
            needs.resize(needs.len().max(depth + 1), 40.0);
            needs[depth] = needs[depth].max(need);
        }
        needs
    };
    let mut wide = needs(1.0);
    let room = (WIDE - GAP * wide.len().saturating_sub(1) as f64).max(LEAST * wide.len() as f64);
    if wide.iter().sum::<f64>() > room {
        wide = needs(2.0);
    }
    let most = cap(&wide, room);
    let mut left = 0.0;
    wide.iter()
        .map(|need| {
            let column = (left, need.min(most));
            left += column.1 + GAP;
            column
        })
        .collect()
}

/// The width that none may pass, so that all together take up no more than `room`.
fn cap(needs: &[f64], room: f64) -> f64 {
    let mut sorted = needs.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut left = room;
    for (place, need) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - place) as f64;
        if *need > share {
            return share;
        }
        left -= need;
    }
    f64::INFINITY
}

/// Where the nodes of a tree lie, in rows. Each list but `order` is as long as the nodes, and `order` holds places in it.
#[derive(Debug)]
struct Shape {
    /// The nodes that hang on a root, each before what is below it.
    order: Vec<usize>,
    /// How far each lies from its root.
    depths: Vec<usize>,
    /// The row of each leaf.
    rows: Vec<Option<usize>>,
    /// The middle of each node, in rows.
    middles: Vec<f64>,
    /// How many rows each node has to itself.
    spans: Vec<f64>,
}

impl Shape {
    fn of(nodes: &[TreeNode]) -> Shape {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
        let mut stack: Vec<usize> = Vec::new();
        for (place, node) in nodes.iter().enumerate().rev() {
            match node.parent.and_then(|parent| children.get_mut(parent)) {
                Some(siblings) => siblings.push(place),
                None => stack.push(place),
            }
        }
        let (mut depths, mut rows) = (vec![0; nodes.len()], vec![None; nodes.len()]);
        let (mut middles, mut spans) = (vec![0.0; nodes.len()], vec![0.0; nodes.len()]);
        let (mut order, mut row) = (Vec::new(), 0);
        // A stack of our own: a tree may be deeper than the machine's. The lists of children are reversed, as it is.
        while let Some(place) = stack.pop() {
            order.push(place);
            for &child in &children[place] {
                depths[child] = depths[place] + 1;
                stack.push(child);
            }
            if children[place].is_empty() {
                rows[place] = Some(row);
                (middles[place], spans[place]) = (row as f64, 1.0);
                row += 1;
            }
        }
        for &place in order.iter().rev() {
            // The children are in reverse.
            if let (Some(&last), Some(&first)) = (children[place].first(), children[place].last()) {
                middles[place] = (middles[first] + middles[last]) / 2.0;
                spans[place] = children[place].iter().map(|child| spans[*child]).sum();
            }
        }
        Shape { order, depths, rows, middles, spans }
    }
}
