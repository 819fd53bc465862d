//! What the weights of a table are, by what adds up: shares of the parent, marks of the whole, or proportions.

use super::tree::Tree;
use crate::number::Ratio;

/// What weights are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Shares of the parent, which add up to one among siblings; or to a hundred where no % is written.
    OfParent,
    /// Marks or percentages of the whole: a parent is the sum of its children.
    OfWhole,
    /// Proportions among siblings.
    Shares,
    /// None is given.
    Absent,
}

/// How the children of a node add up as shares of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    /// Of those that are known, in the unit of `whole`.
    pub known: Ratio,
    /// What all of them should add up to: 1, or 100 where they are written so.
    pub whole: Ratio,
    /// Those that are not known.
    pub open: Vec<usize>,
}

impl Sum {
    pub(super) fn of(tree: &Tree, parent: usize) -> Sum {
        let children = &tree.nodes[parent].children;
        let known: Vec<(&Ratio, bool)> = children.iter().filter_map(|child| tree.value(*child)).collect();
        let open = children.iter().copied().filter(|child| tree.value(*child).is_none()).collect();
        // `0.4` and `40%` may mix; `40` speaks of a hundred.
        let in_hundreds = known.iter().any(|(value, percent)| !percent && **value > Ratio::one());
        let hundred = Ratio::from(100);
        let scaled = |(value, percent): &(&Ratio, bool)| {
            if in_hundreds && *percent { *value * &hundred } else { (*value).clone() }
        };
        Sum {
            known: known.iter().map(scaled).sum(),
            whole: if in_hundreds { hundred.clone() } else { Ratio::one() },
            open,
        }
    }

    /// Whether nothing contradicts that these are shares of their parent.
    pub(super) fn holds(&self) -> bool {
        if self.open.is_empty() { self.known == self.whole } else { self.known < self.whole }
    }

    /// What is left for the one that is not known.
    pub(super) fn left(&self) -> Ratio {
        &self.whole - &self.known
    }
}

/// How many groups of siblings do not add up as shares of their parents; those without any weight do not count.
pub(super) fn broken(tree: &Tree) -> usize {
    let weighed = |parent: &usize| tree.nodes[*parent].children.iter().any(|child| tree.value(*child).is_some());
    // A group that lacks one for which there is a row counts as whole.
    let holds = |parent: usize| {
        let sum = Sum::of(tree, parent);
        sum.holds() || tree.nodes[parent].short.is_some() && sum.known < sum.whole
    };
    tree.parents().into_iter().filter(weighed).filter(|parent| !holds(*parent)).count()
}

/// How many groups do not add up in whichever way fits better.
pub(super) fn faults(tree: &Tree) -> usize {
    let of_parent = broken(tree);
    let percent = tree.walk().iter().any(|at| tree.value(*at).is_some_and(|(_, percent)| percent));
    match of_whole(tree) {
        (sums, wrong) if !percent && (sums > 0 || bare(tree) || summed(tree)) => of_parent.min(wrong),
        _ => of_parent,
    }
}

/// Whether the weights of some siblings are left to those below them, which says nothing for shares.
fn bare(tree: &Tree) -> bool {
    let weightless = |at: &usize| tree.nodes[*at].weight.is_none();
    tree.parents().iter().any(|at| tree.nodes[*at].children.iter().all(weightless))
}

/// Whether some node has no weight of its own and all children of it have: it may be their sum.
fn summed(tree: &Tree) -> bool {
    let inner = tree.parents().into_iter().skip(1);
    inner.filter(|at| tree.nodes[*at].weight.is_none()).any(|at| marks(tree, at).is_some())
}

/// What the weights are.
pub(super) fn meaning(tree: &Tree, in_marks: bool) -> Meaning {
    let walk = tree.walk();
    if walk.iter().all(|at| tree.nodes[*at].weight.is_none()) {
        return Meaning::Absent;
    }
    let of_parent = broken(tree);
    let (sums, wrong) = of_whole(tree);
    let bare = bare(tree);
    match (of_parent, wrong) {
        (0, _) if !bare => Meaning::OfParent,
        (_, 0) if sums > 0 || bare || in_marks || summed(tree) => Meaning::OfWhole,
        _ if in_marks && wrong <= of_parent => Meaning::OfWhole,
        _ if wrong < of_parent && sums > 0 => Meaning::OfWhole,
        _ => {
            let percent = walk.iter().any(|at| tree.value(*at).is_some_and(|(_, percent)| percent));
            let shares = !percent && of_parent == tree.parents().len();
            if shares { Meaning::Shares } else { Meaning::OfParent }
        }
    }
}

/// How many parents are the sum of their children as written, and how many are not.
fn of_whole(tree: &Tree) -> (usize, usize) {
    let (mut right, mut wrong) = (0, 0);
    for parent in tree.parents().into_iter().skip(1) {
        let (Some((own, percent)), Some(sum)) = (tree.value(parent), marks(tree, parent)) else { continue };
        let same_kind = |child: &usize| tree.value(*child).is_none_or(|(_, other)| other == percent);
        if *own == sum && tree.nodes[parent].children.iter().all(same_kind) {
            right += 1;
        } else {
            wrong += 1;
        }
    }
    (right, wrong)
}

/// The marks of a node's children together, where all are known.
pub(super) fn marks(tree: &Tree, parent: usize) -> Option<Ratio> {
    let own = |child: &usize| match tree.value(*child) {
        Some((value, _)) => Some(value.clone()),
        None if tree.nodes[*child].children.is_empty() => None,
        None => marks(tree, *child),
    };
    tree.nodes[parent].children.iter().map(own).sum::<Option<Ratio>>()
}
