//! `score` of a large file, block by block.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use govscore::{Framework, ReadOptions, Stream, Weights};

use crate::banner::Banner;
use crate::input::DataOptions;
use crate::output::{Format, Target};
use crate::rows::CsvRows;
use crate::session::{Session, Stop};

/// Files that are no longer than this are read whole.
const WHOLE: u64 = 4 << 20;

/// Whether a file is one to be read block by block: long, and read again without asking anybody.
pub fn is_long(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() > WHOLE)
}

/// Writes the rows of a file that is plain throughout; false where it has to be read whole, and nothing was done.
pub fn write(
    session: &mut Session,
    framework: &Framework,
    weights: &Weights,
    path: &Path,
    options: &DataOptions,
    target: &Target,
    rows: &mut CsvRows<'_>,
) -> Result<bool, Stop> {
    if target.format != Format::Csv {
        return Ok(false);
    }
    let read = ReadOptions::default().file(path.display().to_string()).input(options.input).limits(session.limits);
    let open = || File::open(path).map(|file| Box::new(file) as Box<dyn io::Read + Send>);
    // What cannot be read is told by whoever reads it whole.
    let Ok(Some(stream)) = Stream::read(framework, weights, &open, &read) else { return Ok(false) };
    session.note(stream.diagnostics().clone());
    session.go_on()?;
    rows.data = Banner::of_synthetic(stream.synthetic()).data();
    let rows = &*rows;
    target.write_parts(session, &mut |out| {
        out.write_all(&rows.heading(0))?;
        stream.each(
            |scores| {
                let mut text = Vec::new();
                rows.rows(scores, scores.iter(), &[], &mut text);
                text
            },
            |text| out.write_all(&text),
        )
    })?;
    Ok(true)
}
