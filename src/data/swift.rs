//! Numbers and rows straight from bytes, for the plain cases that make up a large file.
//!
//! This is a second way to read what [`table`](super::table) and [`cells`](super::cells) read, and it knows less: digits
//! with at most one point, fields without quotes or wholly within them. Whatever else it meets it hands back, so that
//! what a cell means is decided in one place.

/// Digits that 64 bits can always hold.
const MOST_DIGITS: usize = 19;

/// One line of a table, read field by field.
pub(super) struct Fields<'b> {
    bytes: &'b [u8],
    at: usize,
    separator: u8,
}

impl<'b> Fields<'b> {
    /// From the byte at this place on.
    pub(super) fn new(bytes: &'b [u8], at: usize, separator: u8) -> Fields<'b> {
        Fields { bytes, at, separator }
    }

    /// Where the next field begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether a byte ends a field.
    fn ends(&self, byte: u8) -> bool {
        byte == self.separator || byte == b'\n' || byte == b'\r'
    }

    /// A field of digits with at most one point, as whole units and the places they have; else nothing is taken.
    pub(super) fn decimal(&mut self) -> Option<(u64, u32)> {
        let (mut units, mut digits, mut point) = (0u64, 0usize, None);
        let rest = self.bytes.get(self.at..)?;
        for (at, byte) in rest.iter().enumerate().take(MOST_DIGITS + 2) {
            let digit = byte.wrapping_sub(b'0');
            if digit < 10 {
                units = units.wrapping_mul(10).wrapping_add(digit.into());
                digits += 1;
            } else if *byte == b'.' && point.is_none() {
                point = Some(at);
            } else {
                if !self.ends(*byte) || digits == 0 || digits > MOST_DIGITS {
                    return None;
                }
                self.at += at;
                return Some((units, point.map_or(0, |point| (at - point - 1) as u32)));
            }
        }
        None
    }

    /// A field as it stands, without the quotes around it; none where quotes are used in any other way.
    pub(super) fn text(&mut self) -> Option<&'b [u8]> {
        let rest = self.bytes.get(self.at..)?;
        if let [b'"', inner @ ..] = rest {
            let length = inner.iter().position(|byte| matches!(byte, b'"' | b'\n' | b'\r'))?;
            let closed = inner[length] == b'"' && inner.get(length + 1).is_none_or(|next| self.ends(*next));
            self.at += length + 2;
            return closed.then_some(&inner[..length]);
        }
        let length = rest.iter().position(|byte| self.ends(*byte)).unwrap_or(rest.len());
        self.at += length;
        Some(&rest[..length])
    }

    /// Steps over the separator between two fields; false where none stands here.
    pub(super) fn next(&mut self) -> bool {
        let here = self.bytes.get(self.at) == Some(&self.separator);
        self.at += usize::from(here);
        here
    }

    /// Steps over the end of the line; false where it does not end here.
    pub(super) fn end(&mut self) -> bool {
        match self.bytes.get(self.at..).unwrap_or_default() {
            [] => true,
            [b'\n', ..] => {
                self.at += 1;
                true
            }
            [b'\r', b'\n', ..] => {
                self.at += 2;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::number::plain_decimal;

    #[test]
    fn what_is_not_plain_is_handed_back() {
        for text in ["", ".", "-1", "+1", "1e2", "1 ", " 1", "1.2.3", "1%", "１", "NA", "12345678901234567890"] {
            let line = format!("{text},");
            let mut fields = Fields::new(line.as_bytes(), 0, b',');
            assert_eq!((fields.decimal(), fields.at()), (None, 0), "{text:?}");
        }
        for text in ["\"a\"\"b\",", "\"a\"b,", "\"a\n\",", "\"a"] {
            assert_eq!(Fields::new(text.as_bytes(), 0, b',').text(), None, "{text:?}");
        }
    }

    #[test]
    fn a_line_is_read_field_by_field() {
        let mut fields = Fields::new(b"\"x, y\";7.;.5\r\n".as_slice(), 0, b';');
        assert_eq!(fields.text(), Some(&b"x, y"[..]));
        assert!(fields.next());
        assert_eq!(fields.decimal(), Some((7, 0)));
        assert!(fields.next() && !fields.next());
        assert_eq!(fields.decimal(), Some((5, 1)));
        assert!(fields.end());
        assert_eq!(fields.at(), 14);
    }

    proptest! {
        /// Every number that is read at all is read as the other way reads it.
        #[test]
        fn a_number_is_the_same_number(text in "[0-9]{0,12}(\\.[0-9]{0,12})?") {
            let line = format!("{text}\n");
            if let Some((units, places)) = Fields::new(line.as_bytes(), 0, b',').decimal() {
                let decimal = rust_decimal::Decimal::from_i128_with_scale(units.into(), places);
                prop_assert_eq!(Ok(decimal), plain_decimal(&text));
            } else {
                prop_assert!(plain_decimal(&text).is_err() || text.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS);
            }
        }
    }
}
