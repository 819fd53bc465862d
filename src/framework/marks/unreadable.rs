//! What makes a text unreadable as YAML, said so that its author finds it.

use saphyr_parser::Tag;

use crate::diagnostic::{Bilingual, Diagnostic, bi, codes};
use crate::limits::Limit;
use crate::number::shorten;

pub(super) fn too_large(message: Bilingual, limit: Limit) -> Diagnostic {
    let name = limit.name();
    let hint = match limit {
        // A long file is no sign of a mistake in it.
        Limit::FrameworkBytes => bi!("`--limit {name}=N` allows more", "确需更多，请用 `--limit {name}=N`"),
        _ => bi!(
            "look for brackets that are never closed, or aliases (`*name`) that multiply; `--limit {name}=N` allows more",
            "检查是否有未闭合的括号，或层层展开的别名（`*name`）；确需更多，请用 `--limit {name}=N`"
        ),
    };
    Diagnostic::new(codes::YAML_TOO_LARGE, message).hint(hint)
}

/// What is no YAML at all, with what a parser says about it.
pub(crate) fn syntax(info: &str) -> Diagnostic {
    if info.contains("recursion limit") {
        return too_large(bi!("lists and mappings nest too deep here", "列表与映射嵌套过深"), Limit::FrameworkDepth);
    }
    Diagnostic::new(codes::YAML_SYNTAX, bi!("the YAML cannot be read here: {info}", "此处 YAML 无法解析：{info}")).hint(bi!(
        "look here and just above for a missing colon, quote or bracket, a full-width `：` or `，`, or a wrong indent",
        "检查此处及上方是否缺少冒号、引号或括号，是否误用全角 `：`、`，`，或缩进有误"
    ))
}

/// The first character that YAML does not allow, with its line and column.
pub(super) fn control_character(text: &str) -> Option<(Diagnostic, u64, u64)> {
    // The older YAML ends a line at U+0085, U+2028 and U+2029, the newer one does not: a comment could become content.
    let unclear = |c: char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}');
    let allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let (at, character) = text.char_indices().find(|(_, c)| !allowed(*c) || unclear(*c))?;
    let before = &text[..at];
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    let code = character as u32;
    let message = bi!("the invisible character U+{code:04X} stands here", "此处有不可见字符 U+{code:04X}");
    let hint = bi!("remove it; it may have come with copied text", "请删去；可能是复制文字时带入的");
    Some((Diagnostic::new(codes::YAML_SYNTAX, message).hint(hint), line, column))
}

pub(super) fn tag(tag: &Tag) -> Diagnostic {
    let name = shorten(&tag.suffix);
    Diagnostic::new(
        codes::YAML_SYNTAX,
        bi!("`!{name}` is a tag to YAML, and this format has none", "`!{name}` 在 YAML 中是标签，本格式不使用标签"),
    )
    .hint(bi!("put a text that begins with `!` in quotes", "以 `!` 开头的文字请加引号"))
}

/// The first tab in an indent from this line on: the parser stops where the text before it began.
pub(super) fn indenting_tab(text: &str, line: usize) -> Option<(Diagnostic, u64, u64)> {
    let (line, column) = text.lines().enumerate().skip(line.saturating_sub(1)).find_map(|(at, line)| {
        let indent = &line[..line.len() - line.trim_start().len()];
        indent.find('\t').map(|column| (at as u64 + 1, column as u64 + 1))
    })?;
    let diagnostic = Diagnostic::new(codes::YAML_SYNTAX, bi!("a tab indents this line", "此行用制表符缩进"));
    Some((diagnostic.hint(bi!("indent with spaces", "请用空格缩进")), line, column))
}
