//! How the cells of a report look.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline};

use crate::diagnostic::Lang;
use crate::report::Number;
use crate::workbook::Look;

/// The formats of all cells; those of figures are made as they are met.
pub(super) struct Styles {
    pub look: Look,
    /// Words.
    pub text: Format,
    /// Words that stand in a column of figures.
    pub aside: Format,
    /// What stands small below a table.
    pub note: Format,
    pub link: Format,
    numbers: BTreeMap<String, Format>,
}

impl Styles {
    pub(super) fn new(lang: Lang) -> Styles {
        let look = Look::new(lang);
        Styles {
            text: look.boxed.clone().set_align(FormatAlign::Left).set_indent(1).set_num_format("@"),
            aside: look.boxed.clone().set_align(FormatAlign::Right).set_num_format("@"),
            note: look.wrapped.clone().set_font_size(9).set_font_color(Color::RGB(0x595959)),
            link: look.boxed.clone().set_font_color(Color::RGB(0x0563C1)).set_underline(FormatUnderline::Single),
            numbers: BTreeMap::new(),
            look,
        }
    }

    /// The format of a figure: its digits, its percent sign, and a plus where it is printed with one.
    pub(super) fn number(&mut self, number: &Number) -> &Format {
        let digits = match number.places {
            0 => "0".to_owned(),
            // Excel shows no more than 30 digits after the point.
            places => format!("0.{}", "0".repeat(places.min(30) as usize)),
        };
        let sign = if number.percent { "%" } else { "" };
        let plain = format!("{digits}{sign}");
        let format = if number.text.starts_with('+') { format!("+{plain};-{plain};{plain}") } else { plain };
        let base = &self.look.boxed;
        self.numbers
            .entry(format)
            .or_insert_with_key(|format| base.clone().set_align(FormatAlign::Right).set_num_format(format.as_str()))
    }
}
