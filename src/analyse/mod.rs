//! Published tables held against themselves and against a scheme, and the weights that a table betrays.
//!
//! Nothing in here scores: a printed figure stands for all values that round to it ([`printed`]), and what follows
//! from printed figures is told as intervals.

mod headings;
mod infer;
mod printed;
mod statistics;
mod table;
mod verify;
mod words;

pub use headings::Headings;
pub use infer::{InferOptions, Inference, Inferred, Misfit, Trial, WeightInterval, infer_weights};
pub use statistics::{Bin, Histogram, Inequality, Summary, TheilPart, TheilSplit, gini, quantile, theil, theil_split};
pub use verify::{Check, CheckKind, Verification, VerifyOptions, verify};
