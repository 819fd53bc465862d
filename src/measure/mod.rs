//! From what was collected to the marks of leaves, one unit at a time.
//!
//! [`item`] settles which of an item's records count and what they get, [`leaf`] joins the items of a leaf, [`measured`]
//! does so for all units, [`presence`] says what is not there and may not be, and [`read`] ends the reading of a file
//! with all of it. A row never depends on another one.

mod item;
mod leaf;
mod measured;
mod presence;
mod problems;
mod read;
mod work;

pub(crate) use item::State;
pub(crate) use leaf::{Cover, LeafOutcome, Why, join_items, join_settled, rule_for};
pub(crate) use measured::{Measured, measure};
pub(crate) use work::work;
pub use work::{ItemWork, RecordWork};

use crate::data::{Dataset, check_table};
use crate::diagnostic::Diagnostics;
use crate::framework::Framework;

/// Every problem that keeps `dataset` from being scored with `framework`, and every warning.
///
/// [`crate::Plan::new`] runs the same checks.
pub fn check_data(framework: &Framework, dataset: &Dataset) -> Diagnostics {
    checked(framework, dataset, true).1
}

/// The leaves as measured, and everything that was found; `complete` says whether what is not there is missing, and not
/// only what could not be read.
pub(crate) fn checked(framework: &Framework, dataset: &Dataset, complete: bool) -> (Measured, Diagnostics) {
    let mut found = check_table(framework, dataset);
    if dataset.framework_id() != framework.id() {
        return (Measured::default(), found);
    }
    let (measured, problems) = measure(framework, dataset);
    found.extend(problems);
    found.extend(presence::presence(framework, dataset, &measured, complete));
    found.sort();
    (measured, found)
}
