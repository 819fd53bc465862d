//! Where records begin and end in a text: lines, quotes, separators.

use crate::diagnostic::{Bilingual, bi};

/// Counts lines up to the beginning of each record, since the reader places a record before the blank lines above it.
pub(super) struct Lines<'t> {
    text: &'t [u8],
    pub at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, first_line: u64) -> Lines<'t> {
        Lines { text: text.as_bytes(), at: 0, line: first_line }
    }

    /// The line of the record that begins at or after `start`; records come in order.
    pub(super) fn of(&mut self, start: usize) -> u64 {
        while self.at < self.text.len() && (self.at < start || matches!(self.text[self.at], b'\r' | b'\n')) {
            let ends_line = match self.text[self.at] {
                b'\n' => true,
                b'\r' => self.text.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends_line);
            self.at += 1;
        }
        self.line
    }
}

/// How the quotes of a record stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    Sound,
    /// A field goes on behind its closing quote: `"1"2`, which the reader takes for 12.
    Followed,
    /// The record runs into the end of the text; the reader takes it for a whole one, and with it every row that
    /// follows.
    Open,
}

impl Quotes {
    /// Those of the record at the beginning of `rest`.
    pub(super) fn of(rest: &[u8], separator: u8) -> Quotes {
        let (mut quoted, mut field_begins) = (false, true);
        let (mut closed, mut followed) = (false, false);
        let mut bytes = rest.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if quoted => {
                    quoted = bytes.next_if_eq(&b'"').is_some();
                    closed = !quoted;
                }
                b'"' if field_begins => quoted = true,
                b'\r' | b'\n' if !quoted => break,
                _ if closed => followed |= byte != separator && !byte.is_ascii_whitespace(),
                _ => {}
            }
            field_begins = !quoted && byte == separator;
            closed &= !field_begins;
        }
        match (quoted, followed) {
            (true, _) => Quotes::Open,
            (false, true) => Quotes::Followed,
            (false, false) => Quotes::Sound,
        }
    }

    /// What is wrong with them, and how to mend it.
    pub(super) fn problem(self) -> Option<(Bilingual, Bilingual)> {
        match self {
            Quotes::Sound => None,
            Quotes::Followed => Some((
                bi!("in this row a text goes on behind its closing quote", "此行有字段在引号闭合之后还有文字"),
                bi!(
                    "put all of it between the quotes; a quote within quotes is written twice",
                    "请把整个字段放在引号之内；引号之内的引号要连写两个"
                ),
            )),
            Quotes::Open => Some((
                bi!("a quote is opened in this row and never closed", "此行有一个引号没有闭合"),
                bi!("close it; a quote within quotes is written twice", "请补上引号；引号之内的引号要连写两个"),
            )),
        }
    }
}

/// The separator that stands most often in the heading, outside quotes.
pub(super) fn separator(body: &str) -> u8 {
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in body.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(separator, _)| *separator == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // The comma comes first, so that it wins where none stands there.
    counts.iter().fold(counts[0], |best, next| if next.1 > best.1 { *next } else { best }).0
}
