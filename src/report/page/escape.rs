//! What others wrote, as text of a page: nothing in it is ever read as markup.

/// `text` as it may stand between tags.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ => escaped.push(visible(letter)),
        }
    }
    escaped
}

/// `text` as it may stand in an attribute, inside double quotes; on one line.
pub(super) fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;").replace('\'', "&#39;").replace(['\n', '\t'], " ")
}

/// The letter, or a mark in its place where it is none: controls and what XML has no letters for break a reader of the
/// page, and overrides of the direction of writing would turn the figures beside them around.
fn visible(letter: char) -> char {
    match letter {
        '\n' | '\t' => letter,
        '\r' => '\n',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ if letter.is_control() => '\u{fffd}',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stays_text() {
        for (written, expected) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"><img src=x onerror=alert(1)>", "\"&gt;&lt;img src=x onerror=alert(1)&gt;"),
            ("]]>", "]]&gt;"),
            ("&lt;", "&amp;lt;"),
            ("a\u{0}b\u{7f}c\u{85}d", "a\u{fffd}b\u{fffd}c\u{fffd}d"),
            ("\u{202e}12\u{2069}", "\u{fffd}12\u{fffd}"),
            ("一\n二", "一\n二"),
        ] {
            assert_eq!(text(written), expected);
        }
    }

    #[test]
    fn quotes_do_not_end_an_attribute() {
        assert_eq!(attribute("' onmouseover=\"x\"\n"), "&#39; onmouseover=&quot;x&quot; ");
    }
}
