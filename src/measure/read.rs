//! Reading a data file ends with whether what was read fits.

use std::io::Read;

use super::checked;
use crate::data::{Dataset, Loaded, ReadOptions, Roster, TableRead, read_dataset};
use crate::error::Error;
use crate::framework::Framework;

impl Dataset {
    /// Reads a CSV, wide or long, in UTF-8, UTF-16 or GB18030; units are matched with the framework's roster if that
    /// is built in.
    pub fn from_csv(framework: &Framework, mut csv: impl Read) -> Result<Dataset, Error> {
        let mut bytes = Vec::new();
        csv.read_to_end(&mut bytes)?;
        let roster = framework.roster().and_then(|id| Roster::builtin(id).ok());
        Dataset::read(framework, &bytes, &ReadOptions::default().roster(roster)).into_result()
    }

    /// Reads a CSV, or with the feature `xlsx` a sheet of a workbook, and tells everything that was found.
    pub fn read(framework: &Framework, bytes: &[u8], options: &ReadOptions) -> Loaded {
        let TableRead { dataset, mut found, all_known } = read_dataset(framework, bytes, options);
        let readable = !found.has_errors();
        if let (Some(dataset), false) = (&dataset, readable) {
            found.extend(checked(framework, dataset, all_known).1);
        }
        Loaded { dataset: dataset.filter(|_| readable), diagnostics: found.in_order() }
    }
}
