//! From bytes to text: UTF-8, UTF-16 with its mark, GB18030 as Chinese Excel saves it.

use std::borrow::Cow;

use crate::diagnostic::{Bilingual, Diagnostic, bi, codes};

/// The text, and the encoding where it was not UTF-8; or what the bytes are instead, with the line where it is known.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<&'static str>), Box<Diagnostic>> {
    if is_workbook(bytes) {
        // Whoever can read one has done so before.
        let message = bi!(
            "this is a workbook, which this build does not read: it lacks the feature `xlsx`",
            "这是工作簿，而本程序编译时未启用 `xlsx`，无法读取"
        );
        let hint = bi!("in Excel, save the sheet as `CSV UTF-8`", "请在 Excel 中另存为“CSV UTF-8”");
        return Err(Box::new(Diagnostic::new(codes::BAD_WORKBOOK, message).hint(hint)));
    }
    let (text, encoding) = text_of(bytes)?;
    match text.find('\0') {
        None => Ok((text, encoding)),
        Some(at) => {
            let message = bi!("the file holds NUL bytes, so it is not a text", "文件含 NUL 字节，不是文本文件");
            let hint = bi!(
                "a UTF-16 text needs its byte order mark; a damaged file has to be saved again as `CSV UTF-8`",
                "UTF-16 文本须带字节序标记；文件若已损坏，请重新另存为“CSV UTF-8”"
            );
            Err(at_line(bad(message, hint), &text.as_bytes()[..at]))
        }
    }
}

/// Whether these are the first bytes of a workbook of Excel, new or old.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0")
}

fn text_of(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<&'static str>), Box<Diagnostic>> {
    for (mark, encoding) in [(&b"\xFF\xFE"[..], encoding_rs::UTF_16LE), (&b"\xFE\xFF"[..], encoding_rs::UTF_16BE)] {
        let Some(rest) = bytes.strip_prefix(mark) else { continue };
        let name = encoding.name();
        return match encoding.decode_without_bom_handling_and_without_replacement(rest) {
            Some(text) => Ok((text, Some(name))),
            None => Err(bad(bi!("it begins as {name} and is damaged", "文件以 {name} 开头，但已损坏"), save_as_utf8())),
        };
    }
    let marked = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let bytes = marked.unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), None)),
        Err(error) => error,
    };
    let (before, byte) = (&bytes[..error.valid_up_to()], bytes[error.valid_up_to()]);
    // A damaged UTF-8 file often is good GB18030 too, of other characters.
    if marked.is_some() || holds_chinese(before) {
        let message = bi!(
            "the text is UTF-8 up to the byte {byte:#04x}, which is not: the file is damaged or cut off",
            "字节 {byte:#04x} 之前是 UTF-8，此处不是：文件已损坏或被截断"
        );
        return Err(at_line(bad(message, save_as_utf8()), before));
    }
    if let Some(text) = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok((text, Some("GB18030")));
    }
    let message =
        bi!("the byte {byte:#04x} is neither UTF-8 nor GB18030", "字节 {byte:#04x} 既不是 UTF-8 也不是 GB18030");
    Err(at_line(bad(message, save_as_utf8()), before))
}

/// Whether valid UTF-8 holds Chinese: three bytes in a row that fit by chance are rare in GB18030, two such are not met.
fn holds_chinese(valid: &[u8]) -> bool {
    let text = std::str::from_utf8(valid).unwrap_or_default();
    text.chars().filter(|character| ('\u{3000}'..='\u{FFEF}').contains(character)).nth(1).is_some()
}

fn bad(message: Bilingual, hint: Bilingual) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(codes::BAD_ENCODING, message).hint(hint))
}

fn save_as_utf8() -> Bilingual {
    bi!("save the file as UTF-8 (in Excel: `CSV UTF-8`)", "请另存为 UTF-8（Excel 中选“CSV UTF-8”）")
}

fn at_line(mut diagnostic: Box<Diagnostic>, before: &[u8]) -> Box<Diagnostic> {
    diagnostic.place.line = Some(before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1);
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let utf8 = "地区,A\n杭州市,1\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(utf8);
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf8.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(utf8.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let marked = format!("\u{FEFF}{utf8}");
        for (bytes, encoding) in [
            (utf8.as_bytes(), None),
            (marked.as_bytes(), None),
            (&gb, Some("GB18030")),
            (&little, Some("UTF-16LE")),
            (&big, Some("UTF-16BE")),
        ] {
            assert_eq!(decode(bytes).ok(), Some((utf8.into(), encoding)));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let cut = &"地区,A\n杭州市,1\n宁波".as_bytes()[..25];
        let unmarked: Vec<u8> = "地区,A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, line) in [
            (&b"a,b\n\xFF\xFF,1\n"[..], Some(2)),
            (b"\xEF\xBB\xBFa\n\n\xC4\xE3,1\n", Some(3)),
            (cut, Some(3)),
            (b"unit,A\nx,\0\n", Some(2)),
            (&unmarked, Some(1)),
            (b"\xFF\xFEa", None),
        ] {
            let diagnostic = decode(bytes).err().map(|diagnostic| (diagnostic.code, diagnostic.place.line));
            assert_eq!(diagnostic, Some((codes::BAD_ENCODING, line)), "{bytes:?}");
        }
        let workbook = decode(b"PK\x03\x04xx").err().map(|diagnostic| diagnostic.code);
        assert_eq!(workbook, Some(codes::BAD_WORKBOOK));
    }
}
