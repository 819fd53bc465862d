//! The texts that travel inside the library: frameworks, rosters, example data, and what the sources print.

use crate::error::Error;

/// Pairs of id and text.
pub(crate) type Texts = &'static [(&'static str, &'static str)];

macro_rules! embedded {
    ($($folder:literal, $ending:literal: $($id:literal),* $(,)?);* $(;)?) => {
        &[$($(($id, include_str!(concat!("../", $folder, "/", $id, $ending))),)*)*]
    };
}

pub(crate) const FRAMEWORKS: Texts = embedded!(
    "indicators", ".yaml":
    "bluebook-2019", "bluebook-2020", "un-egdi-2014", "un-egdi-2018", "un-egdi-2020", "weibo-city-2023q3", "guomai-2014",
    "cstc-2016", "cstc-2023", "ccps-2019", "city-egov-2015", "smart-city-2016", "gov-site-check-2019", "zhaoqing-2019",
    "nju-eservice-2016", "bluebook-2019-collection", "bluebook-illustrative-2",
);

pub(crate) const ROSTERS: Texts =
    embedded!("indicators/rosters", ".csv": "cn-prefectures-2018", "cn-prefectures-2018-334", "un-members");

#[cfg(feature = "samples")]
const SAMPLES: Texts = embedded!(
    "examples/data", ".csv":
    "un-egdi-2014", "un-egdi-2018", "un-egdi-2020", "weibo-city-2023q3", "guomai-2014", "cstc-2016", "ccps-2019",
    "bluebook-2019-synthetic", "bluebook-2019-collection-synthetic",
);

/// What the sources print for the samples, by the same ids.
#[cfg(feature = "samples")]
const PUBLISHED: Texts = embedded!(
    "tests/published", "/expected.csv": "un-egdi-2014", "un-egdi-2018", "un-egdi-2020", "weibo-city-2023q3", "guomai-2014";
    // Lists as they are printed, with everything that stands in them.
    "tests/published", "/list.csv": "cstc-2016", "ccps-2019",
);

/// The text with this id; the error names the nearest one.
pub(crate) fn find(list: Texts, id: &str) -> Result<&'static str, Error> {
    let known: Vec<&str> = list.iter().map(|(id, _)| *id).collect();
    list.iter().find(|(known, _)| *known == id).map(|(_, text)| *text).ok_or_else(|| Error::not_built_in(id, &known))
}

/// Example data as CSV, by the id of the framework they belong to: `un-egdi-2018` and the like are published figures;
/// `bluebook-2019-synthetic` and `bluebook-2019-collection-synthetic` are made up, and say so in their first lines.
///
/// ```
/// let csv = govscore::sample("un-egdi-2018")?;
/// assert!(csv.contains("DNK"));
/// # Ok::<(), govscore::Error>(())
/// ```
#[cfg(feature = "samples")]
pub fn sample(id: &str) -> Result<&'static str, Error> {
    find(SAMPLES, id)
}

/// The ids of the samples that are built in.
#[cfg(feature = "samples")]
pub fn sample_ids() -> impl Iterator<Item = &'static str> {
    SAMPLES.iter().map(|(id, _)| *id)
}

/// What the source prints for a [`sample`], as CSV: total and rank per unit.
///
/// ```
/// let csv = govscore::published("un-egdi-2018")?;
/// assert!(csv.starts_with("unit,egdi,rank,group"));
/// # Ok::<(), govscore::Error>(())
/// ```
#[cfg(feature = "samples")]
pub fn published(id: &str) -> Result<&'static str, Error> {
    find(PUBLISHED, id)
}
