//! What all workbooks that are written have in common: how they look, how long a text may be, how wide one is.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, XlsxError};

use crate::diagnostic::Lang;

/// The longest message to whoever fills in, the longest title of a document: Excel's own limit.
pub(crate) const LONGEST_INPUT: usize = 255;
/// The longest text of a cell.
pub(crate) const LONGEST_CELL: usize = 32_767;
/// What Excel calls A4.
pub(crate) const A4: u8 = 9;

/// Letters of titles, and the ground of headings.
const DARK: u32 = 0x1F4E79;
/// Letters of banners.
const RED: u32 = 0xC00000;

/// The formats that sheets begin with.
pub(crate) struct Look {
    pub plain: Format,
    pub wrapped: Format,
    /// A cell of a table.
    pub boxed: Format,
    pub title: Format,
    /// A banner that is wrapped, or runs over the columns beside it.
    pub banner: Format,
    pub open_banner: Format,
    pub section: Format,
    pub heading: Format,
}

impl Look {
    pub(crate) fn new(lang: Lang) -> Look {
        let font = if lang == Lang::Zh { "Microsoft YaHei" } else { "Calibri" };
        let plain = Format::new().set_font_name(font).set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let wrapped = plain.clone().set_text_wrap();
        let boxed = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xBFBFBF));
        let heading = boxed
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(DARK));
        Look {
            title: plain.clone().set_bold().set_font_size(16).set_font_color(Color::RGB(DARK)),
            banner: wrapped.clone().set_bold().set_font_color(Color::RGB(RED)),
            open_banner: plain.clone().set_bold().set_font_color(Color::RGB(RED)),
            section: plain.clone().set_bold().set_font_size(12).set_font_color(Color::RGB(DARK)),
            plain,
            wrapped,
            boxed,
            heading,
        }
    }
}

/// The title of a workbook, and a date of its own, without which it would have that of the clock.
pub(crate) fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_title(clip(title, LONGEST_INPUT)).set_creation_datetime(&made))
}

/// A text cut to what Excel takes, which counts in units of UTF-16.
pub(crate) fn clip(text: &str, most: usize) -> String {
    let length = |text: &str| text.encode_utf16().count();
    if length(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let fits = |character: &char| {
        let fits = character.len_utf16() <= left;
        left = left.saturating_sub(character.len_utf16());
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// How many columns of a terminal a text takes, which is about what it takes in a sheet: a Chinese character is two.
pub(crate) fn width(text: &str) -> usize {
    let of = |character: char| {
        1 + usize::from(matches!(u32::from(character), 0x1100..=0x115F | 0x2E80..=0xFFDC | 0x20000..))
    };
    text.lines().map(|line| line.chars().map(of).sum()).max().unwrap_or(0)
}

/// A width or a height from a number of characters or lines.
pub(crate) fn size(count: usize) -> f64 {
    // Beyond a few hundred nothing is shown, so that the number is held exactly.
    f64::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_to_what_excel_takes() {
        assert_eq!(clip("政务服务", 4), "政务服务");
        assert_eq!(clip("政务服务", 3), "政务…");
        assert_eq!(clip("𠀀𠀀𠀀", 4), "𠀀…");
        assert_eq!(width("A11 责任清单"), 12);
        assert_eq!(width("一\n二三"), 4);
    }
}
