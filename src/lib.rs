//! wip
#![forbid(unsafe_code)]

pub mod diagnostic;
mod error;
mod framework;
mod methods;
mod number;

pub use diagnostic::{Bilingual, Diagnostic, Diagnostics, Lang, Severity};
pub use error::Error;
pub use framework::*;
pub use methods::*;
pub use number::{NotANumber, Ratio, RoundMode, Rounding, Stage, read_number};
