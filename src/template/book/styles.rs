//! How the sheets look.

use rust_xlsxwriter::{Color, Format, FormatAlign};

use crate::diagnostic::Lang;
use crate::workbook::Look;

/// The formats of all cells.
pub(super) struct Styles {
    pub title: Format,
    pub banner: Format,
    /// Opening rows, which run over the columns beside them.
    pub opening: Format,
    pub opening_banner: Format,
    /// A paragraph over the whole width.
    pub paragraph: Format,
    pub section: Format,
    pub heading: Format,
    /// The heading of a column to fill in.
    pub open_heading: Format,
    /// What stands there and stays.
    pub fixed: Format,
    pub number: Format,
    /// A cell to fill in, as a number or as it comes.
    pub open: Format,
    /// A cell to fill in whose text is not made a date: `45/60`.
    pub open_text: Format,
    pub open_date: Format,
    /// Nothing is to be filled in.
    pub idle: Format,
}

impl Styles {
    pub(super) fn new(lang: Lang) -> Styles {
        let Look { plain, wrapped, boxed, title, banner, open_banner, section, heading } = Look::new(lang);
        let (pale, yellow, grey) = (0xF2F2F2, 0xFFF9E5, 0xD9D9D9);
        let fixed = boxed.clone().set_background_color(Color::RGB(pale)).set_num_format("@");
        let open = boxed.clone().set_align(FormatAlign::Center).set_background_color(Color::RGB(yellow)).set_unlocked();
        Styles {
            title,
            opening_banner: open_banner,
            opening: plain,
            banner,
            paragraph: wrapped,
            section,
            open_heading: heading.clone().set_background_color(Color::RGB(0x9C5700)),
            heading,
            number: fixed.clone().set_align(FormatAlign::Center),
            open_text: open.clone().set_num_format("@"),
            open_date: open.clone().set_num_format("yyyy-mm-dd"),
            idle: boxed.set_background_color(Color::RGB(grey)),
            fixed,
            open,
        }
    }
}
