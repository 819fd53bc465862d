//! What is wrong with the input, printed for a person or as JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use govscore::diagnostic::{Code, Place};
use govscore::{Bilingual, Diagnostic, Diagnostics, Lang, Severity};
use serde::Serialize;

use crate::language::{pick, plural, say};
use crate::table::plain;

/// How many of one kind are listed unless `--all` is given.
const MOST: usize = 20;
/// The Chinese word above a hint.
const HELP: &str = "建议";

/// A problem of a kind with a file as a whole, or with the way to it.
pub fn problem(code: Code, message: Bilingual, file: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, message).at("", Place { file: Some(file.into()), ..Place::default() })
}

/// Everything that was found in one run, in the order in which it was found.
#[derive(Default)]
pub struct Report {
    found: Diagnostics,
    sources: Vec<(String, String)>,
}

impl Report {
    /// Takes over what was found.
    pub fn extend(&mut self, found: Diagnostics) {
        self.found.extend(found);
    }

    /// Adds one.
    pub fn push(&mut self, found: Diagnostic) {
        self.found.push(found);
    }

    /// Remembers the text of a file, so that its lines can be shown.
    pub fn source(&mut self, file: &str, text: &str) {
        self.sources.push((file.to_owned(), text.to_owned()));
    }

    /// Line and column of what stands at a key of the outermost mapping of a file.
    pub fn key(&self, file: &str, key: &str) -> Option<(u64, u64)> {
        let (_, text) = self.sources.iter().find(|(name, _)| name == file)?;
        let (at, value) =
            text.lines().enumerate().find_map(|(at, line)| Some((at, line.strip_prefix(key)?.strip_prefix(':')?)))?;
        let spaces = value.chars().take_while(|c| c.is_whitespace()).count();
        let column = key.chars().count() + 1 + spaces + 1;
        Some((u64::try_from(at + 1).ok()?, u64::try_from(column).ok()?))
    }

    /// Whether any of it forbids going on.
    pub fn has_errors(&self) -> bool {
        self.found.has_errors()
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of it as text: the place in the file where it is known, and the counts in the last line.
    pub fn text(&self, lang: Lang, all: bool, colours: bool) -> String {
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        let (mut shown, more) = self.found.summarised(if all { usize::MAX } else { MOST });
        // Errors first; within one severity the order of the file holds.
        shown.sort_by_key(|diagnostic| diagnostic.severity);
        for diagnostic in shown {
            match self.quoted(diagnostic, lang, &renderer) {
                Some(quoted) => text.push_str(&format!("{quoted}\n")),
                None => text.push_str(&plain(&diagnostic.line(lang))),
            }
            text.push('\n');
        }
        for (code, count) in more {
            let title = code.title();
            let title = title.get(lang);
            text.push_str(&say!(
                lang,
                "… and {count} more of {code} ({title}); --all lists them\n",
                "…… 另有 {count} 条 {code}（{title}），加 --all 全部列出\n"
            ));
        }
        text.push_str(&self.counts(lang));
        text.push('\n');
        text
    }

    /// `2 errors, 1 warning`.
    pub fn counts(&self, lang: Lang) -> String {
        let counts = [
            (self.found.count(Severity::Error), "error", "errors", "个错误"),
            (self.found.count(Severity::Warning), "warning", "warnings", "个警告"),
            (self.found.count(Severity::Note), "note", "notes", "条提示"),
        ];
        let parts: Vec<String> = counts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many, zh)| match lang {
                Lang::En => plural(*count, one, many),
                Lang::Zh => format!("{count} {zh}"),
            })
            .collect();
        match (parts.is_empty(), lang) {
            (true, Lang::En) => "no problems".to_owned(),
            (true, Lang::Zh) => "没有问题".to_owned(),
            (false, Lang::En) => parts.join(", "),
            (false, Lang::Zh) => format!("共 {}", parts.join("、")),
        }
    }

    /// Every one as an element of a JSON list, none left out.
    pub fn json(&self, lang: Lang) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.entries(lang)).map(|text| text + "\n")
    }

    /// Every one for JSON, in one language.
    pub fn entries(&self, lang: Lang) -> Vec<impl Serialize> {
        self.found.iter().map(|diagnostic| diagnostic.in_lang(lang)).collect()
    }

    /// Every one as a line.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        self.found.iter().map(|diagnostic| plain(&diagnostic.line(lang))).collect()
    }

    /// The diagnostic over the line of the file that it is about, for files whose text is at hand.
    fn quoted(&self, diagnostic: &Diagnostic, lang: Lang, renderer: &Renderer) -> Option<String> {
        let file = diagnostic.place.file.as_deref()?;
        let (_, source) = self.sources.iter().find(|(name, _)| name == file)?;
        let number = usize::try_from(diagnostic.place.line?).ok()?;
        let line = source.lines().nth(number.checked_sub(1)?)?;
        let span = span(line, diagnostic.place.column.unwrap_or(1));
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let annotation = AnnotationKind::Primary.span(span).label(diagnostic.path.as_str());
        let snippet = Snippet::source(line).line_start(number).path(file).annotation(annotation);
        let title = level.with_name(diagnostic.severity.name(lang)).primary_title(diagnostic.message.get(lang));
        let mut group: Group<'_> = title.id(diagnostic.code.name()).element(snippet);
        if let Some(hint) = &diagnostic.hint {
            let help = Level::HELP.with_name(pick(lang, "help", HELP));
            group = group.element(help.message(hint.get(lang).to_owned()));
        }
        let text = renderer.render(&[group]);
        Some(if lang == Lang::Zh { chinese_colons(&text) } else { text })
    }
}

/// Chinese colons after the kind of the problem, in the first line, and after the word for help, in the last.
fn chinese_colons(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let has_help = |line: &str| line.split(": ").next().is_some_and(|head| head.contains(HELP));
    let line = |(at, line): (usize, &&str)| match at {
        _ if at == 0 || at + 1 == lines.len() && has_help(line) => line.replacen(": ", "：", 1),
        _ => (*line).to_owned(),
    };
    lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// The bytes of the word that begins at a column (from 1, in characters).
fn span(line: &str, column: u64) -> std::ops::Range<usize> {
    let skip = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    let start = line.char_indices().nth(skip).map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    let length = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map(|at| at + 2),
        _ => rest.find([' ', ',', '}', ']', ':', '\t', '\r', '{', '[']),
    };
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + length.unwrap_or(rest.trim_end().len()).max(first)
}

#[cfg(test)]
mod tests {
    use super::{chinese_colons, span};

    #[test]
    fn marks_the_word_at_the_column() {
        assert_eq!(span("  - {code: A, weight: 90%}", 23), 22..25);
        assert_eq!(span("name: {zh: 责任, en: x}", 12), 11..17);
        assert_eq!(span("id: \"a b\"", 5), 4..9);
        assert_eq!(span("{code: A}", 1), 0..1);
        assert_eq!(span("short", 99), 5..5);
        assert_eq!(span("", 1), 0..0);
    }

    #[test]
    fn colons_are_chinese_where_the_text_is() {
        let text = "错误[x]: 甲: 乙\n4 | 建议: x\n  = 建议: 丙: 丁";
        assert_eq!(chinese_colons(text), "错误[x]：甲: 乙\n4 | 建议: x\n  = 建议：丙: 丁");
        assert_eq!(chinese_colons("错误[x]: 甲\n4 | a: x"), "错误[x]：甲\n4 | a: x");
    }
}
