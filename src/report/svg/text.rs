//! Text in a drawing: escaped, measured, broken into lines. A drawing cannot ask how wide a font runs, so it estimates.

/// How much of a text is looked at. Nothing longer can be read in a figure, and the rest must not cost time.
const MOST_CHARS: usize = 300;

/// A text as XML: markup characters as references, what XML cannot hold as U+FFFD, line breaks and tabs as spaces.
///
/// Controls of writing direction go too, since they would turn around what stands beside them.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4 * MOST_CHARS));
    for c in text.chars().take(MOST_CHARS) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// About how wide a character runs, in ems: the advances of Noto Sans CJK, on which the others of the stack lie close.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | 'I' | '.' | ',' | ':' | ';' | '!' => 0.3,
        ' ' => 0.23,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        'A'..='Z' => 0.66,
        '\u{0}'..='\u{7f}' => 0.57,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{80}'..='\u{10ff}' => 0.62,
        _ => 1.0,
    }
}

/// About how wide a text runs at this size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().take(MOST_CHARS).map(advance).sum::<f64>() * size
}

/// The text, or as much of it as fits with an ellipsis behind it.
pub(super) fn fit(text: &str, room: f64, size: f64) -> String {
    if width(text, size) <= room && text.chars().nth(MOST_CHARS).is_none() {
        return text.to_owned();
    }
    let mut used = size;
    let kept: String = text
        .chars()
        .take(MOST_CHARS)
        .take_while(|c| {
            used += advance(*c) * size;
            used <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// The text in at most `lines` lines of this width, with an ellipsis where it needs more; never without a line.
///
/// The lines are about equally long, so that no single character is left for the last.
pub(super) fn wrap(text: &str, room: f64, size: f64, lines: usize) -> Vec<String> {
    let pieces = pieces(text);
    let mut best = broken(&pieces, room, size, lines);
    let whole = |lines: &[String]| lines.last().is_none_or(|line| !line.ends_with('…'));
    let mut narrower = room;
    while best.len() > 1 && whole(&best) && narrower > size {
        narrower -= size / 2.0;
        let tried = broken(&pieces, narrower, size, lines);
        if tried.len() > best.len() || !whole(&tried) || tried.iter().any(|line| line.contains('…')) {
            break;
        }
        best = tried;
    }
    best
}

fn broken(pieces: &[String], room: f64, size: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        if line.is_empty() || width(line.trim_end(), size) + width(piece.trim_end(), size) <= room {
            line.push_str(piece);
        } else if done.len() + 1 < lines {
            done.push(fit(line.trim_end(), room, size));
            line = piece.clone();
        } else {
            line.push_str(&pieces[place..].concat());
            break;
        }
    }
    done.push(fit(line.trim(), room, size));
    done
}

/// What must not be torn apart: words with the space behind them, and each wide character with the marks that cling to it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars().take(MOST_CHARS) {
        let joins = if c.is_whitespace() || advance(c) == 0.0 || "，。、；：！？）》」』”’)]%·…".contains(c)
        {
            true
        } else if before.is_whitespace() {
            false
        } else {
            "（《「『“‘([".contains(before) || (advance(c) < 1.0 && advance(before) < 1.0)
        };
        let c = if c.is_control() { ' ' } else { c };
        match pieces.last_mut() {
            Some(piece) if joins => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = c;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_controls_become_harmless() {
        let escaped = escape("<script>alert(1)</script>&\"'\u{0}\u{1b}]]>\u{202e}\n");
        assert_eq!(escaped, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\u{fffd}\u{fffd}]]&gt;\u{fffd} ");
    }

    #[test]
    fn chinese_characters_are_as_wide_as_they_are_high() {
        assert_eq!(width("公众参与", 10.0), 40.0);
        assert!(width("abcd", 10.0) < 25.0);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(fit("政务服务渠道", 40.0, 10.0), "政务服…");
        assert_eq!(fit("政务", 20.0, 10.0), "政务");
        assert!(width(&fit(&"很".repeat(5_000), 100.0, 10.0), 10.0) <= 100.0);
    }

    #[test]
    fn lines_break_between_characters_and_between_words() {
        assert_eq!(wrap("数据开放（平台）质量", 40.0, 10.0, 3), ["数据开放", "（平台）", "质量"]);
        assert_eq!(wrap("online services index", 55.0, 10.0, 2), ["online", "services…"]);
        assert_eq!(wrap("办事服务供给", 50.0, 10.0, 3), ["办事服", "务供给"]);
        assert_eq!(wrap("", 60.0, 10.0, 2), [""]);
    }
}
