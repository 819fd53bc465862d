//! What went into a run, so that a printed figure can be traced and the run done again.

use std::io::{self, Read};

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The record of a run: program, options, date, and a digest of each input.
///
/// The date is the caller's word, since the library reads no clock.
///
/// ```
/// use govscore::provenance::{Provenance, Role};
///
/// let mut run = Provenance::new("score");
/// run.date = Some("2026-11-28".to_owned());
/// run.option("as", ["rate"]);
/// run.input(Role::Data, "data.csv", "unit,A\nx,1\n".as_bytes())?;
/// assert_eq!(run.inputs[0].sha256.len(), 64);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Provenance {
    /// The program: `govscore`.
    pub program: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What was run, as in `score`.
    pub command: String,
    /// The date that the caller gave, as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The options that were given, in the order of their names.
    pub options: Vec<OptionGiven>,
    /// What was read, in the order of reading.
    pub inputs: Vec<InputRead>,
}

/// An option with its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OptionGiven {
    /// Its name, without dashes.
    pub name: String,
    /// Its values; none for a flag.
    pub values: Vec<String>,
}

/// Something that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InputRead {
    /// What it is.
    pub role: Role,
    /// How the caller called it: a path, the id of something built in.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 of those bytes, in hexadecimal digits.
    pub sha256: String,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// A framework.
    Framework,
    /// Data or observations.
    Data,
    /// A roster of units.
    Roster,
    /// What people add to a report in their own words.
    Notes,
    /// Sentences of a report in place of the usual ones.
    Sentences,
    /// What improvements cost.
    Costs,
    /// What is the same in two editions.
    Mapping,
}

impl Provenance {
    /// A run of which nothing else is known yet.
    pub fn new(command: impl Into<String>) -> Provenance {
        Provenance {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            command: command.into(),
            date: None,
            options: Vec::new(),
            inputs: Vec::new(),
        }
    }

    /// Notes an option.
    pub fn option<I: IntoIterator>(&mut self, name: &str, values: I)
    where
        I::Item: Into<String>,
    {
        self.options.push(OptionGiven { name: name.to_owned(), values: values.into_iter().map(Into::into).collect() });
        self.options.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// Notes an input, which is read to its end; fails where reading does.
    pub fn input(&mut self, role: Role, name: impl Into<String>, mut content: impl Read) -> io::Result<()> {
        let mut hasher = Hasher { digest: Sha256::new(), bytes: 0 };
        io::copy(&mut content, &mut hasher)?;
        let Hasher { digest, bytes } = hasher;
        let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self.inputs.push(InputRead { role, name: name.into(), bytes, sha256 });
        Ok(())
    }
}

struct Hasher {
    digest: Sha256,
    bytes: u64,
}

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        let mut run = Provenance::new("score");
        run.input(Role::Data, "abc", "abc".as_bytes()).expect("a text can be read");
        assert_eq!(run.inputs[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(run.inputs[0].bytes, 3);
    }
}
