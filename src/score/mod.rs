//! From observations to scores, ranks and tiers.
//!
//! A [`Plan`] joins a framework, weights and a dataset and knows that they fit. [`Plan::score`] runs it: rows that
//! have all they need go through [`kernel`] as whole numbers, all others through [`evaluate`] as ratios, with the
//! same result to the last bit.

mod adjust;
mod column;
mod crossed;
mod evaluate;
mod explain;
mod groups;
mod kernel;
mod limbs;
mod order;
mod parts;
mod plan;
mod printed;
mod run;
mod scores;
mod serial;
mod stream;
mod surprises;
mod tiers;
mod what_if;

pub use adjust::Verdict;
pub use explain::{Covered, Explanation, ExtraWork, Origin, Step, Term};
pub use parts::Bend;
pub(crate) use parts::Parts;
pub use plan::Plan;
pub use printed::Printed;
pub use run::Rates;
pub use scores::{GradeRow, Scores, TierRow, UnitScore};
pub use stream::Stream;
pub(crate) use what_if::Instead;
