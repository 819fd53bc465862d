//! A wide table block by block, for files of any length.
//!
//! A [`Shape`] is what the head of a file says; a [`Block`] is some of its whole lines, and becomes a small [`Dataset`]
//! of its own. Only tables without anything to be said about them are read this way: at the first thing that is not
//! plain (a cell that is missing or no number, a row that does not fit, a note to be made) the block is handed back and
//! the file is read whole, by the code that finds and tells everything.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::sync::Arc;

use super::columns::{Columns, Indicators, Role, is_long};
use super::dataset::{Column, Dataset, Form, Inner, Observation, Unit};
use super::encoding::is_workbook;
use super::input::input;
use super::options::ReadOptions;
use super::packed::Packed;
use super::records::Blanks;
use super::swift::Fields;
use super::table::{Head, visible};
use super::units::summary_row;
use crate::diagnostic::{Diagnostics, Place};
use crate::framework::{Framework, Input, Names};
use crate::limits::Limit;

/// How many bytes are looked at for the head of a file.
const LONGEST_HEAD: usize = 1 << 20;

/// What the head of a plain wide table says.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    framework: String,
    file: Option<String>,
    separator: u8,
    /// What each field of a row is.
    fields: Vec<Field>,
    /// Code and heading of the columns, with the place of each among the fields.
    columns: Vec<(String, String, usize)>,
    heading_line: u64,
    input: Input,
    meta: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Unit,
    Name,
    /// The column at this place.
    Value(usize),
    Other,
}

/// Some whole lines of a table.
pub(crate) struct Block {
    bytes: Vec<u8>,
    first_line: u64,
}

/// What a block holds.
pub(crate) struct Part {
    pub dataset: Dataset,
    /// A hash of each unit, by which doubled ones are found.
    pub hashes: Vec<u64>,
}

impl Shape {
    fn new(framework: &Framework, options: &ReadOptions, head: Head) -> Option<Shape> {
        let indicators = Indicators::new(framework, framework.input());
        if options.roster.is_some() || is_long(&head.headings, &indicators) != Some(false) {
            return None;
        }
        let columns = Columns::wide(&head.headings, &indicators, framework, &|_| Place::default());
        let mut found = Diagnostics::new();
        let input = input(framework, options, &head.meta, &mut found);
        if input == Input::Observations && !framework.items().is_empty() {
            return None;
        }
        let is_plain = columns.problems.is_empty() && found.is_empty() && columns.position(&Role::Unit).is_some();
        let all_digits = options.limits.get(Limit::Digits) == Limit::Digits.greatest();
        if !is_plain || !all_digits || options.limits.forbid(Limit::Columns, head.headings.len()) {
            return None;
        }
        let mut read = Vec::new();
        let mut fields = Vec::new();
        for (at, role) in columns.roles.iter().enumerate() {
            fields.push(match role {
                Role::Unit => Field::Unit,
                Role::Name => Field::Name,
                Role::Attribute => Field::Other,
                Role::Indicator(id) => {
                    read.push((framework.node(*id).code.clone(), head.headings[at].clone(), at));
                    Field::Value(read.len() - 1)
                }
                Role::Item(_) | Role::Result | Role::Blank | Role::WhichIndicator | Role::Value | Role::Evidence(_) => {
                    return None;
                }
            });
        }
        Some(Shape {
            framework: framework.id().to_owned(),
            file: options.file.clone(),
            separator: head.separator,
            fields,
            columns: read,
            heading_line: head.heading_line,
            input,
            meta: head.meta.into_iter().map(|(key, value, _)| (key, value)).collect(),
        })
    }

    /// What a block holds; nothing where something in it is not plain.
    pub(crate) fn read(&self, block: &Block) -> Option<Part> {
        let bytes = block.bytes.as_slice();
        if std::str::from_utf8(bytes).is_err() || bytes.contains(&0) {
            return None;
        }
        let lines = lines_of(bytes) + 1;
        let mut cells: Vec<Packed> = self.columns.iter().map(|_| Packed::with_capacity(lines)).collect();
        let (mut units, mut hashes) = (Vec::with_capacity(lines), Vec::with_capacity(lines));
        let (mut at, mut line) = (0, block.first_line);
        while at < bytes.len() {
            let mut fields = Fields::new(bytes, at, self.separator);
            if !fields.end() {
                let unit = self.row(&mut fields, &mut cells, line)?;
                let mut hasher = DefaultHasher::new();
                unit.id.hash(&mut hasher);
                hashes.push(hasher.finish());
                units.push(unit);
            }
            at = fields.at();
            line += 1;
        }
        let columns = self.columns.iter().zip(cells).map(|((code, heading, field), cells)| Column {
            code: code.clone(),
            heading: heading.clone(),
            field: Some(*field as u64 + 1),
            cells: Arc::new(cells),
            lines: Vec::new(),
            unread: Vec::new(),
        });
        let inner = Inner {
            framework: self.framework.clone(),
            file: self.file.clone(),
            sheet: None,
            form: Form::Wide { heading_line: self.heading_line },
            input: self.input,
            meta: self.meta.clone(),
            columns: columns.collect(),
            records: Vec::new(),
            unread: Vec::new(),
            blanks: Blanks::default(),
            units,
            attributes: Vec::new(),
            roster: None,
        };
        Some(Part { dataset: Dataset { inner: Arc::new(inner) }, hashes })
    }

    fn row(&self, fields: &mut Fields<'_>, cells: &mut [Packed], line: u64) -> Option<Unit> {
        let (mut id, mut name) = ("", None);
        for (place, field) in self.fields.iter().enumerate() {
            if place > 0 && !fields.next() {
                return None;
            }
            match field {
                Field::Value(column) => match fields.decimal() {
                    Some((units, places)) => cells[*column].push_units(units, places),
                    None => cells[*column].push(plain_cell(fields.text()?)?),
                },
                Field::Other => drop(fields.text()?),
                Field::Unit => id = plain_text(fields.text()?)?,
                Field::Name => name = Some(plain_text(fields.text()?)?).filter(|name| !name.is_empty()),
            }
        }
        if id.is_empty() || summary_row(id).is_some() || !fields.end() {
            return None;
        }
        Some(Unit { name: name.map(Names::from), line: Some(line), ..Unit::new(id) })
    }
}

/// How many lines end here; counted in bytes for as long as they hold the count, which is many at once.
fn lines_of(bytes: &[u8]) -> usize {
    let count = |chunk: &[u8]| chunk.iter().fold(0u8, |count, byte| count + u8::from(*byte == b'\n'));
    bytes.chunks(255).map(|chunk| usize::from(count(chunk))).sum()
}

/// A text without anything invisible at its ends.
fn plain_text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().map(visible)
}

/// A number that is plain, but for its length or sign.
fn plain_cell(bytes: &[u8]) -> Option<Observation> {
    let text = std::str::from_utf8(bytes).ok()?;
    crate::number::plain_decimal(text).ok().map(Observation::Value)
}

/// The blocks of a table, one after the other.
pub(crate) struct Blocks<'r> {
    source: Box<dyn Read + Send + 'r>,
    /// What was read behind the last whole line.
    rest: Vec<u8>,
    bytes: usize,
    line: u64,
    /// How many more bytes may come; none where more came.
    left: Option<u64>,
}

impl<'r> Blocks<'r> {
    /// Reads the head of a table; no shape where the table is not plain. Blocks have about so many bytes.
    pub(crate) fn open(
        source: Box<dyn Read + Send + 'r>,
        framework: &Framework,
        options: &ReadOptions,
        bytes: usize,
    ) -> io::Result<Option<(Shape, Blocks<'r>)>> {
        let left = Some(options.limits.get(Limit::DataBytes));
        let mut blocks = Blocks { source, rest: Vec::new(), bytes, line: 1, left };
        blocks.fill(bytes.max(LONGEST_HEAD))?;
        if is_workbook(&blocks.rest) || blocks.too_long() {
            return Ok(None);
        }
        let text = blocks.rest.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&blocks.rest);
        let skipped = blocks.rest.len() - text.len();
        // Only the head has to be text: the end of what was read may fall into the middle of a character.
        let text = match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&text[..error.valid_up_to()]).unwrap_or_default(),
        };
        let Some((head, length)) = Head::read(text).filter(|(_, length)| !text[..*length].contains('\0')) else {
            return Ok(None);
        };
        let line = head.heading_line + 1;
        let Some(shape) = Shape::new(framework, options, head) else { return Ok(None) };
        blocks.rest.drain(..skipped + length);
        blocks.line = line;
        Ok(Some((shape, blocks)))
    }

    /// Whether there is more than may be read.
    pub(crate) fn too_long(&self) -> bool {
        self.left.is_none()
    }

    /// The next block; none at the end, or where there is more than may be read.
    pub(crate) fn next(&mut self) -> io::Result<Option<Block>> {
        let mut wanted = self.bytes;
        loop {
            self.fill(wanted)?;
            if self.too_long() {
                return Ok(None);
            }
            let first = &self.rest[..wanted.min(self.rest.len())];
            let end = first.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
            let length = match end {
                Some(end) if end > 0 => end,
                _ if self.rest.len() >= wanted => {
                    wanted *= 2;
                    continue;
                }
                _ => self.rest.len(),
            };
            if length == 0 {
                return Ok(None);
            }
            let rest = self.rest.split_off(length);
            let bytes = std::mem::replace(&mut self.rest, rest);
            let block = Block { first_line: self.line, bytes };
            self.line += lines_of(&block.bytes) as u64;
            return Ok(Some(block));
        }
    }

    /// Reads until so many bytes are there or the source ends.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        let lacking = wanted.saturating_sub(self.rest.len()) as u64;
        self.rest.reserve(lacking as usize);
        let read = (&mut self.source).take(lacking).read_to_end(&mut self.rest)? as u64;
        self.left = self.left.and_then(|left| left.checked_sub(read));
        Ok(())
    }
}
