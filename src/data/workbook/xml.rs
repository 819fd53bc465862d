//! The parts of a workbook are XML: walking through one, element by element.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::fault::Fault;

/// What comes next in a part.
pub(super) enum Item<'x> {
    Open(Element<'x>),
    Close(Closing<'x>),
    Text(Cow<'x, str>),
    End,
}

/// The beginning of an element.
pub(super) struct Element<'x> {
    start: BytesStart<'x>,
}

/// The end of an element.
pub(super) struct Closing<'x> {
    end: BytesEnd<'x>,
}

/// One part, read from the front.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// How many elements are open.
    depth: usize,
}

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str) -> Xml<'x> {
        let mut reader = Reader::from_str(text);
        // An element that is closed where it opens is met like any other.
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Item<'x>, Fault> {
        loop {
            return Ok(match self.reader.read_event().map_err(|_| Fault::Damaged)? {
                Event::Start(start) => {
                    self.depth += 1;
                    Item::Open(Element { start })
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Item::Close(Closing { end })
                }
                Event::Text(text) => Item::Text(text.decode().map_err(|_| Fault::Damaged)?),
                Event::CData(text) => Item::Text(text.decode().map_err(|_| Fault::Damaged)?),
                Event::GeneralRef(name) => {
                    let character = match name.resolve_char_ref().map_err(|_| Fault::Damaged)? {
                        Some(character) => character,
                        None => named(&name).ok_or(Fault::Damaged)?,
                    };
                    Item::Text(Cow::Owned(character.to_string()))
                }
                // The reader does not mind a part that is cut off between two elements.
                Event::Eof if self.depth > 0 => return Err(Fault::Damaged),
                Event::Eof => Item::End,
                _ => continue,
            });
        }
    }

    /// The text up to the end of the element that was just opened, and of all elements in it that are not `left_out`.
    pub(super) fn text(&mut self, left_out: &[u8]) -> Result<String, Fault> {
        let (mut text, mut depth, mut silent) = (String::new(), 1usize, None);
        while depth > 0 {
            match self.next()? {
                Item::Open(element) => {
                    depth += 1;
                    if silent.is_none() && !left_out.is_empty() && element.is(left_out) {
                        silent = Some(depth);
                    }
                }
                Item::Close(_) => {
                    if silent == Some(depth) {
                        silent = None;
                    }
                    depth -= 1;
                }
                Item::Text(part) if silent.is_none() => text.push_str(&part),
                Item::Text(_) => {}
                Item::End => return Err(Fault::Damaged),
            }
        }
        Ok(text)
    }
}

impl Element<'_> {
    /// Whether this is its name, whatever stands before the colon.
    pub(super) fn is(&self, name: &[u8]) -> bool {
        self.start.local_name().as_ref() == name
    }

    /// The attribute of this name, whatever stands before the colon.
    pub(super) fn attribute(&self, name: &[u8]) -> Option<String> {
        let mut attributes = self.start.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let mut named = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
        let value = named.next()?.decode_and_unescape_value(self.start.decoder()).ok()?;
        Some(value.into_owned())
    }

    /// Whether the attribute says yes.
    pub(super) fn flag(&self, name: &[u8]) -> bool {
        matches!(self.attribute(name).as_deref(), Some("1" | "true"))
    }
}

impl Closing<'_> {
    /// Whether this is the name of the element, whatever stands before the colon.
    pub(super) fn is(&self, name: &[u8]) -> bool {
        self.end.local_name().as_ref() == name
    }
}

/// The five characters that have names in XML; a workbook declares no others.
fn named(name: &[u8]) -> Option<char> {
    Some(match name {
        b"lt" => '<',
        b"gt" => '>',
        b"amp" => '&',
        b"quot" => '"',
        b"apos" => '\'',
        _ => return None,
    })
}
