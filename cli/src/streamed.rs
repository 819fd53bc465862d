//! `score` of a large file, block by block.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use govscore::{Framework, ReadOptions, Scores, Stream, Weights};
use memchr::memchr_iter;

use crate::input::DataOptions;
use crate::output::Target;
use crate::rows::{CsvRows, Rank, rank};
use crate::session::{Session, Stop};

/// Files that are no longer than this are read whole.
const WHOLE: u64 = 4 << 20;

/// Whether a file is worth reading block by block, and can be read a second time.
pub fn is_long(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() > WHOLE)
}

/// What stands in a row where its rank will, which no text may hold.
const RANK: u8 = 0;

/// Writes the rows of a file that is plain throughout; false where it has to be read whole, and nothing was done.
///
/// The rows wait for their ranks in a temporary file.
pub fn write(
    session: &mut Session,
    framework: &Framework,
    weights: &Weights,
    path: &Path,
    options: &DataOptions,
    target: &Target,
    rows: &CsvRows<'_>,
) -> Result<bool, Stop> {
    let names = framework.tiers().iter().flat_map(|tier| {
        std::iter::once(&tier.name).chain(tier.grades.iter().map(|grade| &grade.name)).map(|name| name.get(rows.lang))
    });
    if names.into_iter().any(|name| name.contains(char::from(RANK))) {
        return Ok(false);
    }
    let read = ReadOptions::default().file(path.display().to_string()).input(options.input).limits(session.limits);
    let (Ok(data), Ok(mut waiting)) = (File::open(path), tempfile::tempfile()) else { return Ok(false) };
    let part = |scores: &Scores| {
        let mut text = Vec::new();
        rows.rows(scores, scores.iter(), Rank::Waits(RANK), &[], &mut text);
        text
    };
    // What cannot be read or kept is told by whoever reads it whole.
    let stream = Stream::read(framework, weights, data, &read, part, |text| waiting.write_all(&text));
    let (Ok(Some(stream)), Ok(())) = (stream, waiting.rewind()) else { return Ok(false) };
    session.note(stream.diagnostics().clone());
    session.go_on()?;
    target.write_parts(session, &mut |out| {
        out.write_all(&rows.heading(0))?;
        with_ranks(&mut waiting, stream.ranks(), out)
    })?;
    Ok(true)
}

/// The rows with their ranks in place.
fn with_ranks(waiting: &mut File, mut ranks: impl Iterator<Item = Option<u32>>, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if Read::by_ref(waiting).take(1 << 18).read_to_end(&mut bytes)? == 0 {
            return Ok(());
        }
        text.clear();
        let mut begin = 0;
        for place in memchr_iter(RANK, &bytes) {
            text.extend_from_slice(&bytes[begin..place]);
            rank(ranks.next().flatten(), &mut text);
            begin = place + 1;
        }
        text.extend_from_slice(&bytes[begin..]);
        out.write_all(&text)?;
    }
}
