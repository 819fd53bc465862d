//! What travels inside the library: frameworks, rosters, and published example data.

use crate::data::Roster;
use crate::error::Error;
use crate::framework::{Checked, Framework};

macro_rules! embedded {
    ($folder:literal, $ending:literal: $($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../", $folder, "/", $id, $ending)))),*]
    };
}

const FRAMEWORKS: &[(&str, &str)] = embedded!(
    "indicators", ".yaml":
    "bluebook-2019", "bluebook-2020", "un-egdi-2014", "un-egdi-2018", "un-egdi-2020", "weibo-city-2023q3", "guomai-2014",
);

const ROSTERS: &[(&str, &str)] =
    embedded!("indicators/rosters", ".csv": "cn-prefectures-2018", "cn-prefectures-2018-334", "un-members");

#[cfg(feature = "samples")]
const SAMPLES: &[(&str, &str)] = embedded!(
    "examples/data", ".csv": "un-egdi-2014", "un-egdi-2018", "un-egdi-2020", "weibo-city-2023q3", "guomai-2014",
);

fn find(list: &[(&'static str, &'static str)], id: &str) -> Result<&'static str, Error> {
    let known: Vec<&str> = list.iter().map(|(id, _)| *id).collect();
    list.iter().find(|(known, _)| *known == id).map(|(_, text)| *text).ok_or_else(|| Error::not_built_in(id, &known))
}

impl Framework {
    /// The ids of the frameworks that are built in.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        FRAMEWORKS.iter().map(|(id, _)| *id)
    }

    /// A framework that is built in; the error names the nearest id.
    pub fn builtin(id: &str) -> Result<Framework, Error> {
        Checked::read(Framework::builtin_yaml(id)?.as_bytes(), Some(&format!("{id}.yaml")), &[]).into_result()
    }

    /// The YAML of a framework that is built in, to read or to start one's own from.
    pub fn builtin_yaml(id: &str) -> Result<&'static str, Error> {
        find(FRAMEWORKS, id)
    }
}

impl Roster {
    /// The ids of the rosters that are built in.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        ROSTERS.iter().map(|(id, _)| *id)
    }

    /// A roster that is built in; the error names the nearest id.
    pub fn builtin(id: &str) -> Result<Roster, Error> {
        Roster::read(Roster::builtin_csv(id)?.as_bytes(), Some(&format!("{id}.csv")))
    }

    /// The CSV of a roster that is built in.
    pub fn builtin_csv(id: &str) -> Result<&'static str, Error> {
        find(ROSTERS, id)
    }
}

/// Published example data as CSV, by the id of the framework they belong to: `un-egdi-2018` and the like.
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
