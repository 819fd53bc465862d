//! One edition's values under another edition's scheme.

use super::plan::{Plan, Reading};
use crate::framework::{ItemId, NodeId};
use crate::measure::measure;
use crate::number::Ratio;

impl Plan {
    /// The values of `values` under this plan's framework and weights: for each own node the one whose values it takes,
    /// for each own item likewise. Rates are carried over as shares of full marks, whatever the two files hold.
    ///
    /// Only totals of single units are to be formed with it: nothing of it was checked again.
    pub(crate) fn crossed(&self, values: &Plan, nodes: &[Option<NodeId>], items: &[Option<ItemId>]) -> Plan {
        let (framework, theirs) = (self.framework(), values.framework());
        let codes: Vec<(&str, &str)> = framework
            .nodes()
            .iter()
            .zip(nodes)
            .filter_map(|(node, other)| Some((node.code.as_str(), theirs.node((*other)?).code.as_str())))
            .collect();
        let dataset = values.dataset().carried_over(framework, &codes, items);
        let (measured, _) = measure(framework, &dataset);
        // A scale is above zero.
        let stretch = framework.scale().checked_div(theirs.scale()).unwrap_or_else(Ratio::one);
        let reading = |(at, other): (usize, &Option<NodeId>)| {
            if let Some(leaf) = measured.leaf(NodeId(at)) {
                let factor = framework.scale().checked_div(&Ratio::from(leaf.per_one))?;
                return Some(Reading { cells: leaf.cells.clone(), low: Ratio::zero(), factor });
            }
            let reading = values.reading((*other)?)?;
            let Reading { cells, low, factor } = reading.clone();
            Some(Reading { cells, low, factor: &factor * &stretch })
        };
        let readings = nodes.iter().enumerate().map(reading).collect();
        self.with_values(dataset, readings, measured)
    }
}
