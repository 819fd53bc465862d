//! Editions compared: laws on random schemes, a case worked by hand, the UN's index of 2018 and 2020.

#![allow(clippy::unwrap_used)]

mod crossed;
#[cfg(feature = "report")]
mod document;
mod laws;
mod mapping;
mod matching;
mod published;
mod worked;

pub(crate) use govscore::{
    Bend, Comparison, Criterion, Dataset, Framework, Inseparable, Mapping, NodeId, Ratio, Scores, SplitBy, compare,
};

pub(crate) fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

/// A framework, whatever of its keys, and data as CSV.
pub(crate) fn edition(yaml: &str, csv: &str) -> Scores {
    let framework = Framework::from_yaml(yaml).unwrap();
    let data = Dataset::from_csv(&framework, csv.as_bytes()).unwrap();
    framework.score(&data).unwrap()
}

/// What values and what the scheme did to a unit's total.
pub(crate) fn split(compared: &Comparison<'_>, unit: &str) -> (String, String) {
    let split = compared.unit(unit).unwrap().split.as_ref().unwrap();
    (split.values.to_string(), split.scheme.to_string())
}
