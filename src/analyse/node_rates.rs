//! The rates of all nodes of all units, each worked out once.

use crate::framework::NodeId;
use crate::number::Ratio;
use crate::score::Scores;

/// One row per node, in the order of the framework; in it one rate per unit, in the order of the data.
pub(super) struct NodeRates(Vec<Vec<Option<Ratio>>>);

impl NodeRates {
    pub(super) fn of(scores: &Scores) -> NodeRates {
        let node = |id: NodeId| scores.iter().map(|unit| unit.rate(id)).collect();
        NodeRates(scores.framework().nodes().iter().map(|of| node(of.id)).collect())
    }

    /// The rate of a unit at a node.
    pub(super) fn get(&self, node: NodeId, row: usize) -> Option<&Ratio> {
        self.0.get(node.index())?.get(row)?.as_ref()
    }

    /// The rates of these units at a node, those that there are.
    pub(super) fn among(&self, node: NodeId, rows: &[usize]) -> Vec<&Ratio> {
        rows.iter().filter_map(|row| self.get(node, *row)).collect()
    }

    /// All rates of a node.
    pub(super) fn all(&self, node: NodeId) -> Vec<Ratio> {
        self.0.get(node.index()).map(|rates| rates.iter().flatten().cloned().collect()).unwrap_or_default()
    }
}
