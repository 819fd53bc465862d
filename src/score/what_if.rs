//! One unit with other leaves, all other units as they are.
//!
//! It goes through the same evaluation, ranks and tiers as everything else, so whatever a scheme does besides means is
//! done to it, too.

use std::collections::BTreeMap;

use super::adjust::Verdict;
use super::evaluate::Evaluator;
use super::run::Run;
use super::scores::Scores;
use crate::diagnostic::Diagnostics;
use crate::framework::NodeId;
use crate::measure::LeafOutcome;
use crate::number::Ratio;

/// What leaves of a unit came to instead of what the data say.
pub(crate) type Instead = BTreeMap<NodeId, LeafOutcome>;

impl Scores {
    /// What a leaf, or a node that is given, came to for the unit in this row.
    pub(crate) fn outcome(&self, node: NodeId, row: usize) -> LeafOutcome {
        self.plan().outcome(node, row)
    }

    /// What a leaf would come to as a whole with this share of full marks, and as much of its weight as it has now.
    pub(crate) fn outcome_of(&self, node: NodeId, row: usize, share: Ratio) -> LeafOutcome {
        let now = self.outcome(node, row);
        if now.share.is_some() {
            return LeafOutcome { share: Some(share), why: None, ..now };
        }
        let mut outcome = LeafOutcome::given(share);
        let marked = self.plan().marked_items(node);
        outcome.cover.count_there *= marked;
        outcome.cover.count_applies *= marked;
        outcome
    }

    /// The total that the unit in this row would have.
    pub(crate) fn total_if(&self, row: usize, instead: Instead) -> Option<Ratio> {
        let cells = Evaluator::with(self.plan(), instead).unit(row).cells;
        cells.into_iter().next().and_then(|total| total.rate)
    }

    /// The scores of all units if the one in this row had other leaves.
    pub(crate) fn scores_if(&self, row: usize, instead: Instead) -> Scores {
        let evaluated = Evaluator::with(self.plan(), instead).unit(row);
        let nodes = self.framework().nodes().iter().zip(evaluated.cells);
        let columns = nodes.map(|(node, cell)| self.column(node.id).with_rate(row, cell.rate)).collect();
        let mut verdicts: Vec<(usize, Verdict)> =
            self.verdicts().iter().filter(|(other, _)| *other != row).cloned().collect();
        if let Some(verdict) = evaluated.verdict {
            let at = verdicts.partition_point(|(other, _)| *other < row);
            verdicts.insert(at, (row, verdict));
        }
        Scores::new(self.plan(), Run { columns, verdicts, doubts: Vec::new() }, Diagnostics::new())
    }
}
