//! Codes: those of the table where every indicator of a level has one of its own, else A, A1, A11.

use std::collections::HashSet;

use super::cell::Number;
use super::said::Said;
use super::tree::Tree;
use crate::diagnostic::{bi, codes};

/// The code of every node, by its place among the nodes.
pub(super) fn make(tree: &Tree, line: u64, said: &mut Said) -> Vec<String> {
    let order = tree.walk();
    let given = given(tree, &order);
    let mut seen = HashSet::new();
    let unique = order.iter().all(|at| given[*at].is_empty() || seen.insert(given[*at].to_lowercase()));
    let has = |at: &&usize| !given[**at].is_empty();
    // A level keeps its codes where none of its indicators lacks one.
    let level = |at: usize| depth(tree, at);
    let lacking: HashSet<usize> = order.iter().filter(|at| !has(at)).map(|at| level(*at)).collect();
    let mut all = vec![String::new(); tree.nodes.len()];
    for at in &order {
        let keep = unique && !lacking.contains(&level(*at));
        all[*at] = if keep { given[*at].clone() } else { made(tree, *at, &all) };
    }
    // What was made may be what another level has.
    let mut seen = HashSet::new();
    if !order.iter().all(|at| seen.insert(all[*at].to_lowercase())) {
        order.iter().for_each(|at| all[*at] = made(tree, *at, &all));
    }
    let number_of_made = order.iter().filter(|at| all[**at] != given[**at]).count();
    if number_of_made > 0 {
        let some = order.iter().any(|at| has(&at));
        let message = match some {
            false => bi!("the table has no codes; they were made: A, A1, A11", "表中没有代码，已编为 A、A1、A11"),
            true => bi!(
                "not every indicator of a level has a code of its own; made were {number_of_made}",
                "同级指标的代码不全或有重复，其中 {number_of_made} 个由程序编排"
            ),
        };
        said.push(codes::CODES_MADE, "", Some(line), None, message, None);
    }
    all
}

/// The codes that the table gives: in a column, or before names.
fn given(tree: &Tree, order: &[usize]) -> Vec<String> {
    let mut given = vec![String::new(); tree.nodes.len()];
    for at in order {
        let node = &tree.nodes[*at];
        given[*at] = match &node.number {
            _ if !node.code.is_empty() => node.code.clone(),
            Some(Number::Whole(code)) => code.clone(),
            Some(Number::Sibling(number)) if node.parent == 0 => number.to_string(),
            Some(Number::Sibling(number)) if !given[node.parent].is_empty() => {
                format!("{}.{number}", given[node.parent])
            }
            Some(Number::Sibling(_)) | None => String::new(),
        };
    }
    given
}

/// The code by its place: a letter on the first level, and below it the parent's with a number behind.
fn made(tree: &Tree, at: usize, all: &[String]) -> String {
    let parent = tree.nodes[at].parent;
    let siblings = &tree.nodes[parent].children;
    let place = siblings.iter().position(|sibling| *sibling == at).unwrap_or(0) + 1;
    if parent == 0 {
        return crate::diagnostic::column_letters(place as u64);
    }
    let above = &all[parent];
    // Two digits where one is not enough, so that A1's first and A's eleventh differ.
    let digits = siblings.len().to_string().len();
    // Behind a number of its own a number needs a point.
    let point =
        if above.ends_with(|c: char| c.is_ascii_digit()) && !above.starts_with(char::is_alphabetic) { "." } else { "" };
    format!("{above}{point}{place:0digits$}")
}

fn depth(tree: &Tree, mut at: usize) -> usize {
    let mut depth = 0;
    while at != 0 {
        at = tree.nodes[at].parent;
        depth += 1;
    }
    depth
}
