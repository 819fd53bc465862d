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
    #[inline]
    pub(super) fn decimal(&mut self) -> Option<(u64, u32)> {
        let rest = self.bytes.get(self.at..)?;
        let (units, places, length) = match rest.first_chunk::<8>().and_then(short) {
            Some(short) => short,
            None => long(rest)?,
        };
        // A number at the very end has nothing behind it; it is rare enough to be handed back.
        let whole = self.ends(*rest.get(length)?);
        self.at += if whole { length } else { 0 };
        whole.then_some((units, places))
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

/// A text that is a plain number and nothing else.
pub(super) fn plain_number(text: &[u8]) -> Option<(u64, u32)> {
    let (units, places, length) = long(text)?;
    (length == text.len()).then_some((units, places))
}

/// A number of up to seven digits, or six with a point, and how many bytes it takes: eight bytes at once.
///
/// A byte of the first word below is 0 to 9 where a digit stood. The point is taken out by moving what is behind it one
/// byte down, the digits are moved up until the last is the highest byte, and neighbours are joined in pairs: ones and
/// tens, then hundreds, then ten thousands.
#[inline]
fn short(bytes: &[u8; 8]) -> Option<(u64, u32, usize)> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let word = u64::from_le_bytes(*bytes) ^ (EACH * u64::from(b'0'));
    // The high bit of every byte that is above 9: adding 0x76 carries into it from ten on.
    let others = (((word & (EACH * 0x7F)) + EACH * 0x76) | word) & (EACH * 0x80);
    let first = others.trailing_zeros() / 8;
    let (digits, behind, length) = if first < 8 && bytes[first as usize] == b'.' {
        let end = (others & (others - 1)).trailing_zeros() / 8;
        let before = (1u64 << (8 * first)) - 1;
        ((word & before) | ((word >> 8) & !before), end.wrapping_sub(first + 1), end)
    } else {
        (word, 0, first)
    };
    let count = length - u32::from(length != first);
    if length > 7 || count == 0 {
        return None;
    }
    let digits = digits << (8 * (8 - count));
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let low = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(100 + (1_000_000 << 32));
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(1 + (10_000 << 32));
    Some((low.wrapping_add(high) >> 32, behind, length as usize))
}

/// A number of any length that fits, digit by digit.
fn long(rest: &[u8]) -> Option<(u64, u32, usize)> {
    let mut units = 0u64;
    let mut take = |mut at: usize| {
        while let Some(digit) = rest.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            // More digits than fit wrap around here, and are refused below.
            units = units.wrapping_mul(10).wrapping_add(digit.into());
            at += 1;
        }
        at
    };
    let mut end = take(0);
    let (mut digits, mut places) = (end, 0);
    if rest.get(end) == Some(&b'.') {
        let behind = end + 1;
        end = take(behind);
        places = end - behind;
        digits += places;
    }
    (1..=MOST_DIGITS).contains(&digits).then_some((units, places as u32, end))
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

    /// Every number of the shapes that are read eight bytes at once, whatever stands behind it.
    #[test]
    fn short_numbers_are_read_as_long_ones_are() {
        for units in (0..10_000u64).chain([99_999, 100_000, 999_999, 1_000_000, 9_999_999]) {
            for places in 0..=7usize {
                let digits = format!("{units:0>width$}", width = places + 1);
                let (whole, fraction) = digits.split_at(digits.len() - places);
                let point = if places > 0 { "." } else { "" };
                for end in [",9.9,9.9,", "\n87654321", "\r\n", ","] {
                    let line = format!("{whole}{point}{fraction}{end}");
                    let length = whole.len() + point.len() + places;
                    let expected = Some((units, places as u32, length));
                    assert_eq!(long(line.as_bytes()), expected, "{line:?}");
                    if let Some(chunk) = line.as_bytes().first_chunk() {
                        let short = short(chunk);
                        assert_eq!(short, expected.filter(|_| length < 8), "{line:?}");
                    }
                }
            }
        }
        for line in [".,345678", "......,,", ",,,,,,,,", "\u{ff11}1,234", "/:;<=>?@", "12345678", "........"] {
            let chunk = line.as_bytes().first_chunk().expect("eight bytes");
            let read = short(chunk);
            assert!(read.is_none() || read == long(line.as_bytes()), "{line:?} {read:?}");
        }
    }

    proptest! {
        /// Eight bytes of any kind are read as digit by digit, or not at all.
        #[test]
        fn any_bytes_are_read_one_way(bytes in prop::array::uniform8(prop_oneof![
            3 => b'0'..=b'9', 1 => Just(b'.'), 1 => Just(b','), 1 => any::<u8>(),
        ])) {
            if let Some(read) = short(&bytes) {
                prop_assert_eq!(Some(read), long(&bytes));
            } else if let Some((_, _, length)) = long(&bytes) {
                prop_assert!(length > 7, "{:?}", bytes);
            }
        }

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
