//! The archive that a workbook is: its parts by name, unpacked only within what is allowed.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::fault::Fault;
use crate::limits::{Limit, Limits};

/// The parts of a workbook.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Which part has which name, in lower case and with slashes.
    parts: HashMap<String, usize>,
    /// How many more bytes may be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Package<'b>, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
        let parts = archive.file_names().map(key).collect::<Vec<_>>();
        let parts = parts.into_iter().filter_map(|(name, plain)| Some((plain, archive.index_for_name(&name)?)));
        let parts = parts.collect();
        Ok(Package { archive, parts, left: limits.get(Limit::WorkbookBytes) })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name).1)
    }

    /// The text of a part; nothing where there is none of that name.
    ///
    /// What the archive says of its length is believed only where it says too much: what comes is counted.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(&at) = self.parts.get(&key(name).1) else { return Ok(None) };
        let part = self.archive.by_index(at).map_err(|_| Fault::Damaged)?;
        if part.size() > self.left {
            return Err(Fault::TooLarge);
        }
        let mut bytes = Vec::new();
        part.take(self.left.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| Fault::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Fault::TooLarge)?;
        let text = String::from_utf8(bytes).map_err(|_| Fault::Damaged)?;
        Ok(Some(match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }))
    }
}

/// The name, and the form under which it is looked up: writers do not agree on case and slashes.
fn key(name: &str) -> (String, String) {
    (name.to_owned(), name.replace('\\', "/").trim_start_matches('/').to_lowercase())
}
