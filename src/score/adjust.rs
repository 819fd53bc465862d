//! What changes a score besides weights: bonuses, deductions, vetoes, pass marks.

use serde::Serialize;

use super::evaluate::{Cell, Evaluator, How};
use crate::framework::{By, Condition, Consequence, Figure, Node, NodeId, Role};
use crate::methods::Standing;
use crate::number::Ratio;

/// A bonus or a deduction of one unit.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    pub node: NodeId,
    /// What it adds to the rate of the node above; below zero where it takes off.
    pub amount: Ratio,
    /// The same before its cap.
    pub uncapped: Ratio,
    /// Whether its condition is met.
    pub counts: bool,
}

/// What a veto or a failed pass mark made of a node.
#[derive(Clone, Debug)]
pub(super) struct Decided {
    /// The vetoes that hold and the nodes below their pass marks.
    pub causes: Vec<NodeId>,
    /// The rate that it would have had.
    pub before: Option<Ratio>,
}

/// What vetoes and failed pass marks say of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The vetoes that hold, and the nodes below their pass marks.
    #[serde(skip)]
    pub causes: Vec<NodeId>,
    /// Whether and where the unit is ranked.
    pub rank: Standing,
    /// The place of the tier that it is in, whatever its total.
    #[serde(skip)]
    pub tier: Option<usize>,
    /// The total that it would have had.
    pub before: Option<Ratio>,
}

/// A condition that is met by the exact figure and not by the rounded one, or the other way round.
#[derive(Clone, Debug)]
pub(super) struct Doubt {
    /// The bonus, or the node with the pass mark.
    pub of: NodeId,
    /// The exact figure and the mark, as displayed.
    pub figure: Ratio,
    pub mark: Ratio,
    pub by: By,
}

impl Evaluator<'_> {
    /// Adds bonuses and takes deductions off, down to nothing.
    ///
    /// From then on the rate of a bonus or deduction is what it adds or takes off: nothing where its condition is not met,
    /// no more than its cap. Where the node above has no score, no condition is met and nothing is changed.
    pub(super) fn adjust(&self, node: &Node, cell: &mut Cell, cells: &mut [Option<Cell>], doubts: &mut Vec<Doubt>) {
        let (framework, weights) = (self.plan.framework(), self.plan.weights());
        let base = cell.rate.clone();
        let mut change = Ratio::zero();
        for child in &node.children {
            let role = &framework.node(*child).role;
            let (cap, when, sign) = match role {
                Role::Bonus(bonus) => (bonus.cap.as_ref(), bonus.when.as_ref(), Ratio::one()),
                Role::Deduction { cap } => (cap.as_ref(), None, -Ratio::one()),
                Role::Weighted | Role::Veto(_) => continue,
            };
            let Some(own) = cells[child.0].as_ref().and_then(|cell| cell.rate.as_ref()) else { continue };
            let uncapped = own * weights.share(*child);
            let cap = cap.and_then(|cap| cap.checked_div(weights.effective(node.id)));
            let amount = cap.map_or_else(|| uncapped.clone(), |cap| uncapped.clone().min(cap));
            let counts =
                when.is_none_or(|when| base.as_ref().is_some_and(|base| self.meets(node, *child, base, when, doubts)));
            if counts {
                change = &change + &(&sign * &amount);
            }
            if let Some(own) = cells[child.0].as_mut().filter(|_| !counts || amount != uncapped) {
                let counted = if counts { amount.clone() } else { Ratio::zero() };
                // Below a node without weight nothing is counted, and its rate only informs.
                let counted = counted.checked_div(weights.share(*child)).unwrap_or_else(Ratio::zero);
                own.uncounted = own.rate.replace(counted);
            }
            cell.extras.push(Extra { node: *child, amount: &sign * &amount, uncapped: &sign * &uncapped, counts });
        }
        match base {
            Some(base) if !cell.extras.is_empty() => {
                cell.rate = Some((&base + &change).max(Ratio::zero()));
                cell.base = Some(base);
            }
            Some(_) => {}
            None => cell.extras.clear(),
        }
    }

    /// What vetoes at this node, and for the total failed pass marks, make of it; the verdict where it is the total.
    pub(super) fn decide(
        &self,
        node: &Node,
        cell: &mut Cell,
        cells: &[Option<Cell>],
        failed: &[NodeId],
    ) -> Option<Option<Verdict>> {
        let framework = self.plan.framework();
        let holds = |child: &NodeId| {
            let rate = cells[child.0].as_ref().and_then(|cell| cell.rate.as_ref());
            rate.is_some_and(|rate| !rate.is_zero())
        };
        let mut all: Vec<(NodeId, &Consequence)> = Vec::new();
        for child in &node.children {
            if let (Role::Veto(consequence), true) = (&framework.node(*child).role, holds(child)) {
                all.push((*child, consequence));
            }
        }
        let is_total = node.id == NodeId::TOTAL;
        if is_total {
            // Nodes come backwards, readers want them in the order of the tree.
            for id in failed.iter().rev() {
                all.extend(framework.node(*id).pass.as_ref().map(|pass| (*id, &pass.consequence)));
            }
        }
        if all.is_empty() {
            return None;
        }
        let before = cell.rate.clone();
        let consequences = || all.iter().map(|(_, consequence)| *consequence);
        let score = consequences().filter_map(|consequence| consequence.score.as_ref()).min();
        let at_most = consequences().filter_map(|consequence| consequence.at_most.as_ref()).min();
        let no_score = consequences().any(|own| own.score.is_none() && own.at_most.is_none() && !own.keeps);
        let rate = if no_score { None } else { score.or(before.as_ref()).cloned() };
        cell.rate = rate.map(|rate| at_most.map_or_else(|| rate.clone(), |most| rate.clone().min(most.clone())));
        if cell.rate.is_none() {
            // It counts as zero above, whatever was missing below it. A pass mark takes no score away.
            if all.iter().any(|(id, _)| framework.node(*id).vetoes) {
                (cell.how, cell.why) = (How::Vetoed, None);
            }
        } else if before.is_none() {
            (cell.how, cell.why) = (How::Computed, None);
        }
        if consequences().any(|own| !own.keeps) {
            // What is decided counts in full, however little of it is there.
            cell.carried = Ratio::one();
        }
        let causes: Vec<NodeId> = all.iter().map(|(id, _)| *id).collect();
        cell.decided = Some(Decided { causes: causes.clone(), before: before.clone() });
        Some(is_total.then(|| Verdict {
            rank: consequences().map(|own| own.rank).max().unwrap_or(Standing::With),
            tier: consequences().filter_map(|own| own.tier).max(),
            causes,
            before,
        }))
    }

    /// Whether a node is below its pass mark.
    pub(super) fn fails(&self, node: &Node, cell: &Cell, doubts: &mut Vec<Doubt>) -> bool {
        match (&node.pass, &cell.rate) {
            (Some(pass), Some(rate)) => !self.meets(node, node.id, rate, &pass.condition, doubts),
            _ => false,
        }
    }

    /// Whether the rate of a node reaches a mark, by the figure that the condition names.
    fn meets(&self, node: &Node, of: NodeId, rate: &Ratio, condition: &Condition, doubts: &mut Vec<Doubt>) -> bool {
        let factor = match self.displayed(node) {
            // What has no points is printed as none, and is held against its mark by its rate.
            points if points.is_zero() => Ratio::one(),
            factor => factor,
        };
        let (figure, mark) = (rate * &factor, &condition.rate * &factor);
        let reaches = |figure: &Ratio| if condition.inclusive { *figure >= mark } else { *figure > mark };
        let exact = reaches(&figure);
        let rounded = reaches(&figure.round(self.plan.framework().rounding()));
        if exact != rounded {
            doubts.push(Doubt { of, figure, mark: mark.clone(), by: condition.by });
        }
        match condition.by {
            By::Exact => exact,
            By::Rounded => rounded,
        }
    }

    /// What a rate of one is displayed as.
    fn displayed(&self, node: &Node) -> Ratio {
        match self.plan.framework().display() {
            Figure::Rate => Ratio::one(),
            Figure::Points => self.plan.weights().effective(node.id).clone(),
        }
    }

    /// The rate whose displayed figure is rounded; nothing where the node has no points to be rounded.
    pub(super) fn rounded(&self, node: &Node, rate: &Ratio) -> Option<Ratio> {
        let factor = self.displayed(node);
        (rate * &factor).round(self.plan.framework().rounding()).checked_div(&factor)
    }
}
