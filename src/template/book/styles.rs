//! How the sheets look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::diagnostic::Lang;

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
        let font = if lang == Lang::Zh { "Microsoft YaHei" } else { "Calibri" };
        let plain = Format::new().set_font_name(font).set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let wrapped = plain.clone().set_text_wrap();
        let (line, dark, pale, yellow, grey) = (0xBFBFBF, 0x1F4E79, 0xF2F2F2, 0xFFF9E5, 0xD9D9D9);
        let boxed = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(line));
        let fixed = boxed.clone().set_background_color(Color::RGB(pale)).set_num_format("@");
        let open = boxed.clone().set_align(FormatAlign::Center).set_background_color(Color::RGB(yellow)).set_unlocked();
        let heading = boxed
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(dark));
        Styles {
            title: plain.clone().set_bold().set_font_size(16).set_font_color(Color::RGB(dark)),
            opening_banner: plain.clone().set_bold().set_font_color(Color::RGB(0xC00000)),
            opening: plain.clone(),
            banner: wrapped.clone().set_bold().set_font_color(Color::RGB(0xC00000)),
            paragraph: wrapped.clone(),
            section: plain.clone().set_bold().set_font_size(12).set_font_color(Color::RGB(dark)),
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
