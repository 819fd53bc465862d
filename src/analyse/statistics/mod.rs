//! Statistics on plain values: what they are like, how they lie, how unequal they are.
//!
//! All of it is exact but for roots and logarithms, which are cut to twelve places and exact from there on.

mod histogram;
mod inequality;
mod summary;
mod whole;

pub use histogram::{Bin, Histogram};
pub use inequality::{Inequality, TheilPart, TheilSplit, gini, theil, theil_split};
pub use summary::{Summary, quantile};
