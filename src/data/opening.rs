//! The lines that may open a table: `# key: value`.

use super::table::visible;
use crate::diagnostic::{Diagnostic, Place, Severity, bi, codes, nearest};
use crate::number::shorten;

/// The key of the line that opens a table that was made to be filled in.
pub(crate) const TEMPLATE: &str = "template";

/// The key of the line that says whether a table is about some of the units only: `# scope: part`, `# 范围：部分`.
pub(crate) const SCOPE: &str = "scope";

/// Whether opening lines say that a table is about some of the units only.
pub(super) fn is_part(meta: &[(String, String, u64)]) -> bool {
    meta.iter().any(|(key, value, _)| key == SCOPE && matches!(value.to_lowercase().as_str(), "part" | "部分"))
}

/// The opening `# key: value` lines, how many lines they take, and what follows them.
///
/// A spreadsheet may have put quotes around such a line and separators behind it; it may also have begun the file with
/// `sep=;`.
pub(super) fn opening_lines(text: &str) -> (Vec<(String, String, u64)>, u64, &str) {
    let mut meta = Vec::new();
    let mut rest = text;
    let mut line = 0;
    while !rest.is_empty() {
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let (first, after) = rest.split_at(end);
        let after = after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default();
        let words = unquoted(first.trim_matches(is_filler));
        match words.strip_prefix('#').map(|words| words.trim_start_matches('#')) {
            // A heading may be `#` as well, for the number of the row.
            Some(words) if !words.trim_start().starts_with(SEPARATORS) => {
                let (key, value) = entry(words);
                meta.push((key, value, line + 1));
            }
            None if words.is_empty() || words.starts_with("sep=") => {}
            _ => break,
        }
        line += 1;
        rest = after;
    }
    (meta, line, rest)
}

/// Key and value of an opening line without its first `#`.
///
/// Without a colon it is a remark; `slips` says so where it looks like more.
fn entry(words: &str) -> (String, String) {
    let (key, value) = words.split_once([':', '：']).unwrap_or((words, ""));
    (meta_key(key), visible(value).to_owned())
}

/// Key and value of an opening row of a sheet without its first `#`; none where that is all, which may be a heading.
#[cfg(feature = "xlsx")]
pub(super) fn opening_entry(words: &str) -> Option<(String, String)> {
    let words = visible(words.trim_start_matches('#'));
    (!words.is_empty()).then(|| entry(words))
}

/// The key of an opening line: in lower case, and in English where it is one that is known by a Chinese word.
pub(super) fn meta_key(key: &str) -> String {
    match visible(key) {
        "合成" | "合成数据" | "编造" => "synthetic".to_owned(),
        "来源" => "source".to_owned(),
        "采集" => "collected".to_owned(),
        "输入" => "input".to_owned(),
        "填报表" => TEMPLATE.to_owned(),
        "范围" => SCOPE.to_owned(),
        other => other.to_lowercase(),
    }
}

/// Opening lines that look like one of the keys that change what the table says, and are not.
pub(super) fn slips(meta: &[(String, String, u64)], file: Option<&str>) -> Vec<Diagnostic> {
    const KEYS: [&str; 2] = ["input", "synthetic"];
    let mut found = Vec::new();
    for (at, (key, value, line)) in meta.iter().enumerate() {
        let first = key.split_whitespace().next().unwrap_or_default();
        let Some(meant) = nearest(first, KEYS) else { continue };
        let (shown, value) = (shorten(key), shorten(value));
        let earlier = meta[..at].iter().find(|(other, before, _)| other == key && *before != meta[at].1);
        let is_slip = key != meant || value.is_empty();
        let (message, hint) = if is_slip {
            let message = bi!("`# {shown}` is not read", "`# {shown}` 未读取");
            (
                message,
                bi!(
                    "write `# {meant}: …`, or another word if it is a remark",
                    "请写 `# {meant}: …`；若是备注，请换个说法"
                ),
            )
        } else if let Some((_, before, first)) = earlier {
            let message =
                bi!("`{value}` here, `{before}` on line {first}", "此处为 `{value}`，第 {first} 行为 `{before}`");
            (message, bi!("keep one of the two", "只保留一行"))
        } else {
            continue;
        };
        let place = Place { file: file.map(str::to_owned), line: Some(*line), ..Place::default() };
        let mut diagnostic = Diagnostic::new(codes::BAD_HEADER_LINE, message).at("", place).hint(hint);
        if is_slip {
            // It may be a remark after all.
            diagnostic.severity = Severity::Warning;
        }
        found.push(diagnostic);
    }
    found
}

const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// What a spreadsheet puts around the one filled cell of a line.
fn is_filler(character: char) -> bool {
    character.is_whitespace() || SEPARATORS.contains(&character) || matches!(character, '，' | '\u{FEFF}')
}

/// A cell that a spreadsheet has put into quotes, and whatever stands behind it, without them.
fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').map(|inner| inner.replace("\"\"", "\u{0}")) {
        Some(inner) => inner.replacen('"', "", 1).replace('\u{0}', "\"").trim().to_owned(),
        None => cell.to_owned(),
    }
}
