//! What the format of a cell says about its number: a date, a percentage, or neither.

use std::collections::HashMap;

use super::fault::Fault;
use super::xml::{Item, Xml};

/// What a number is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    #[default]
    Plain,
    Percent,
    Date,
}

/// The formats of a workbook, in the order in which cells name them.
pub(super) fn read(part: &str) -> Result<Vec<Format>, Fault> {
    let mut own: HashMap<u32, Format> = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Item::Open(element) if element.is(b"numFmt") => {
                let id = element.attribute(b"numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, element.attribute(b"formatCode")) {
                    own.insert(id, of_code(&code));
                }
            }
            Item::Open(element) if element.is(b"cellXfs") => in_cells = true,
            Item::Open(element) if in_cells && element.is(b"xf") => {
                let id: u32 = element.attribute(b"numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                formats.push(own.get(&id).copied().unwrap_or(built_in(id)));
            }
            Item::Close(element) if element.is(b"cellXfs") => in_cells = false,
            Item::End => return Ok(formats),
            _ => {}
        }
    }
}

/// The formats that every spreadsheet knows by number (ECMA-376, part 1, 18.8.30), those of Chinese ones among them.
fn built_in(id: u32) -> Format {
    match id {
        9 | 10 => Format::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Format::Date,
        _ => Format::Plain,
    }
}

/// What the code of a format shows, such as `0.00%` or `yyyy"年"m"月"`: only the part for numbers above zero, and only
/// what is not quoted, escaped or in brackets. `[h]:mm` shows a time all the same.
fn of_code(code: &str) -> Format {
    let mut format = Format::Plain;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => while characters.next().is_some_and(|next| next != '"') {},
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|next| *next != ']').collect();
                let elapsed =
                    !inner.is_empty() && inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
                if elapsed {
                    return Format::Date;
                }
            }
            '%' => format = Format::Percent,
            // An e may be the year of an era, but stands in `General` and in exponents as well.
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 'm' | 'M' | 's' | 'S' => return Format::Date,
            _ => {}
        }
    }
    format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_show_dates_percentages_or_neither() {
        for (code, expected) in [
            ("General", Format::Plain),
            ("0.00", Format::Plain),
            ("#,##0.00_);[Red](#,##0.00)", Format::Plain),
            ("0.00E+00", Format::Plain),
            ("0\"days\"", Format::Plain),
            ("0\\d", Format::Plain),
            ("[$-804]0.0", Format::Plain),
            ("0%", Format::Percent),
            ("0.0%;[Red]-0.0%", Format::Percent),
            ("0\"%\"", Format::Plain),
            ("yyyy\\-mm\\-dd", Format::Date),
            ("m\"月\"d\"日\"", Format::Date),
            ("[$-804]yyyy\"年\"m\"月\"", Format::Date),
            ("[h]:mm", Format::Date),
            ("h:mm AM/PM", Format::Date),
        ] {
            assert_eq!(of_code(code), expected, "{code}");
        }
        assert_eq!([9, 14, 31, 57, 0, 44].map(built_in), {
            use Format::*;
            [Percent, Date, Date, Date, Plain, Plain]
        });
    }
}
