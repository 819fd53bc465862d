//! Where each tier begins, once a rule has seen the totals.

use super::Spread;
use crate::number::Ratio;

/// Where each tier begins, once a rule has seen the totals it sorts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borders {
    begins: Vec<Option<Ratio>>,
    spread: Option<Spread>,
}

impl Borders {
    pub(super) fn of(begins: Vec<Option<Ratio>>) -> Borders {
        Borders { begins, spread: None }
    }

    pub(super) fn around(begins: Vec<Option<Ratio>>, spread: Spread) -> Borders {
        Borders { begins, spread: Some(spread) }
    }

    /// The least total of each tier, best first: its line where lines are fixed, else the least that a unit of the sample
    /// has; none where no total is in it, or where it has no lower end.
    pub fn begins(&self) -> &[Option<Ratio>] {
        &self.begins
    }

    /// The place of the tier of this total, 0 for the best; a total below all others is in the last.
    pub fn place(&self, total: &Ratio) -> usize {
        if let Some(spread) = &self.spread {
            return spread.place(total);
        }
        let above = |begin: &Option<Ratio>| begin.as_ref().is_some_and(|begin| total >= begin);
        self.begins.iter().position(above).unwrap_or(self.begins.len().saturating_sub(1))
    }

    /// Mean and standard deviation, where the rule goes by them.
    pub fn spread(&self) -> Option<&Spread> {
        self.spread.as_ref()
    }
}
