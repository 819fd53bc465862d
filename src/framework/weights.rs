//! Weights apart from the tree, so that they can be perturbed, derived and replayed without editing it.

use super::tree::{Framework, NodeId};
use crate::number::Ratio;

/// One share of its parent for every node of a framework; siblings add up to exactly one.
///
/// ```
/// use govscore::{Framework, NodeId, Ratio};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let weights = framework.weights()?;
/// assert_eq!(weights.effective(framework.find("OSI").unwrap().id).to_string(), "1/3");
/// // What if online services counted twice as much as the others?
/// let doubled = weights.with_shares(NodeId::TOTAL, &[Ratio::from(2), Ratio::one(), Ratio::one()]).unwrap();
/// assert_eq!(doubled.effective(framework.find("OSI").unwrap().id).to_string(), "0.5");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    shares: Vec<Ratio>,
    effective: Vec<Ratio>,
    parents: Vec<Option<NodeId>>,
}

impl Weights {
    /// `shares` holds one share per node, in the order of [`Framework::nodes`].
    pub(super) fn new(framework: &Framework, shares: Vec<Ratio>) -> Weights {
        let parents = framework.nodes().iter().map(|node| node.parent).collect();
        let mut weights = Weights { effective: Vec::new(), shares, parents };
        weights.multiply();
        weights
    }

    /// Share of the parent; one for the total.
    pub fn share(&self, id: NodeId) -> &Ratio {
        &self.shares[id.0]
    }

    /// Share of the total: the product of the shares on the way.
    pub fn effective(&self, id: NodeId) -> &Ratio {
        &self.effective[id.0]
    }

    /// The same weights, but for the children of one node: one number each, divided by their sum.
    ///
    /// Nothing where there are not as many numbers as children, one is negative, or all are zero.
    pub fn with_shares(&self, parent: NodeId, shares: &[Ratio]) -> Option<Weights> {
        let children: Vec<usize> = (0..self.parents.len()).filter(|&at| self.parents[at] == Some(parent)).collect();
        let sum: Ratio = shares.iter().sum();
        if children.len() != shares.len() || shares.iter().any(Ratio::is_negative) {
            return None;
        }
        let mut changed = self.clone();
        for (child, share) in children.into_iter().zip(shares) {
            changed.shares[child] = share.checked_div(&sum)?;
        }
        changed.multiply();
        Some(changed)
    }

    /// How many nodes these weights are for.
    pub(crate) fn len(&self) -> usize {
        self.shares.len()
    }

    fn multiply(&mut self) {
        self.effective.clear();
        for (at, share) in self.shares.iter().enumerate() {
            // A parent stands before its children, depth first.
            let product = match self.parents[at] {
                Some(parent) => &self.effective[parent.0] * share,
                None => share.clone(),
            };
            self.effective.push(product);
        }
    }
}
