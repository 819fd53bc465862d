//! What a figure is: exact ratios, the text they are read from, and the rounding they are printed with.
//!
//! Nothing in here goes through `f64` but what has no exact value, in [`inexact`].
//! See [`crate::docs::design`] for why a score is a ratio and what that buys.

mod apportion;
mod inexact;
mod ratio;
mod rounding;
mod text;

pub use apportion::{add_up, apportion, round_parts};
pub(crate) use inexact::{quantised, sign, square_root};
pub use ratio::Ratio;
pub use rounding::{RoundMode, Rounding, Stage};
pub use text::{NotANumber, read_number};
pub(crate) use text::{NumberProblem, Written, half_width, plain_decimal, plain_text, read_ratio, shorten};
