//! Weights apart from the tree, so that they can be perturbed, derived and replayed without editing it.

use super::roles::Role;
use super::tree::{Framework, NodeId};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Place, bi, codes};
use crate::error::Error;
use crate::number::Ratio;

impl Framework {
    /// The framework's own weights, or what of them is unknown.
    pub fn weights(&self) -> Result<Weights, Error> {
        let mut problems = Diagnostics::new();
        if self.is_partial() {
            let id = self.id();
            let unknown = |lang, colon: &str, separator: &str| {
                let list: Vec<&str> = self.file().unknown.iter().map(|names| names.get(lang)).collect();
                if list.is_empty() { String::new() } else { format!("{colon}{}", list.join(separator)) }
            };
            let (en, zh) = (unknown(Lang::En, ": ", " "), unknown(Lang::Zh, "：", ""));
            problems.push(Diagnostic::new(
                codes::PARTIAL_FRAMEWORK,
                bi!("part of `{id}` is unknown, so it cannot score{en}", "`{id}` 部分内容未知，无法计分{zh}"),
            ));
        }
        for node in self.nodes().iter().skip(1).filter(|node| node.share.is_none()) {
            let (code, label_en, label_zh) = (&node.code, node.label(Lang::En), node.label(Lang::Zh));
            let diagnostic = Diagnostic::new(
                codes::UNKNOWN_WEIGHT,
                bi!("the weight of {label_en} is not known", "{label_zh} 的权重未知"),
            );
            let mut diagnostic = diagnostic.at(self.path(node.id), Place::default());
            // In a partial framework more than the weights is unknown, so setting them would not help.
            diagnostic.hint = (!self.is_partial()).then(|| {
                bi!("set it for this run, as in `--set {code}=30%`", "可为本次运行设定，如 `--set {code}=30%`")
            });
            problems.push(diagnostic);
        }
        if problems.has_errors() {
            return Err(Error::Framework(problems));
        }
        let shares = self.nodes().iter().map(|node| node.share.clone().unwrap_or_else(Ratio::one)).collect();
        Ok(Weights::new(self, shares))
    }
}

/// One share of its parent for every node of a framework; siblings with weights add up to exactly one.
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
    /// Share of the total of what has no weight: a bonus keeps its points, whatever becomes of the node above.
    fixed: Vec<Option<Ratio>>,
    framework: String,
}

impl Weights {
    /// `shares` holds one share per node, in the order of [`Framework::nodes`].
    pub(super) fn new(framework: &Framework, shares: Vec<Ratio>) -> Weights {
        let parents = framework.nodes().iter().map(|node| node.parent).collect();
        let fixed = framework.nodes().iter().map(|node| node.effective.clone().filter(|_| node.role != Role::Weighted));
        let (fixed, framework) = (fixed.collect(), framework.id().to_owned());
        let mut weights = Weights { effective: Vec::new(), shares, parents, fixed, framework };
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

    /// The same weights, but for the children of one node that have weights: one number each, divided by their sum.
    /// Bonuses, deductions and vetoes keep their points.
    ///
    /// Nothing where there are not as many numbers as such children, one is negative, or all are zero.
    pub fn with_shares(&self, parent: NodeId, shares: &[Ratio]) -> Option<Weights> {
        let is_child = |at: &usize| self.parents[*at] == Some(parent) && self.fixed[*at].is_none();
        let children: Vec<usize> = (0..self.parents.len()).filter(is_child).collect();
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

    /// The id of the framework that these weights are for.
    pub fn framework_id(&self) -> &str {
        &self.framework
    }

    /// How many nodes these weights are for.
    pub(crate) fn len(&self) -> usize {
        self.shares.len()
    }

    fn multiply(&mut self) {
        self.effective.clear();
        for (at, share) in self.shares.iter().enumerate() {
            // A parent stands before its children, depth first.
            let product = match (&self.fixed[at], self.parents[at]) {
                (Some(fixed), _) => fixed.clone(),
                (None, Some(parent)) => &self.effective[parent.0] * share,
                (None, None) => share.clone(),
            };
            self.effective.push(product);
        }
        for (at, fixed) in self.fixed.iter().enumerate() {
            if let (Some(fixed), Some(parent)) = (fixed, self.parents[at]) {
                self.shares[at] = fixed.checked_div(&self.effective[parent.0]).unwrap_or_else(Ratio::zero);
            }
        }
    }
}
