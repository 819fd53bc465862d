//! A document as Markdown, as GitHub and most editors read it.

use super::document::{Block, Document, Fact, Picture, Section, Table};
use crate::diagnostic::{Bilingual, Lang, bi};

/// The deepest heading that Markdown has.
const DEEPEST: usize = 6;

impl Document {
    /// The document as Markdown: tables in GitHub's form, figures by what they show, other people's words as quotes.
    ///
    /// Whatever stands in it is text: a name such as `<b>` or `*` is shown as it is written.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n\n", escape(&self.title));
        for banner in &self.banners {
            text.push_str(&format!("> **{}**\n\n", escape(banner)));
        }
        for line in &self.subtitle {
            text.push_str(&format!("{}\n\n", paragraph(line)));
        }
        for part in &self.sections {
            section(part, 2, self.lang, &mut text);
        }
        text.truncate(text.trim_end().len());
        text + "\n"
    }
}

/// What stands above words that people wrote.
pub(super) fn remark_label() -> Bilingual {
    bi!("Authors’ note", "编写者按")
}

fn section(section: &Section, level: usize, lang: Lang, text: &mut String) {
    if section.is_empty() {
        return;
    }
    text.push_str(&format!("{} {}\n\n", "#".repeat(level.min(DEEPEST)), escape(&section.title)));
    for block in &section.blocks {
        match block {
            Block::Text(words) => text.push_str(&format!("{}\n\n", paragraph(words))),
            Block::Remark(paragraphs) => text.push_str(&remark(paragraphs, lang)),
            Block::Facts(facts) => text.push_str(&list(facts, lang)),
            Block::Table(table) => text.push_str(&table_text(table)),
            Block::Picture(picture) => text.push_str(&picture_text(picture)),
        }
    }
    for part in &section.sections {
        self::section(part, level + 1, lang, text);
    }
}

fn remark(paragraphs: &[String], lang: Lang) -> String {
    let label = remark_label();
    let mut text = format!("> **{}**\n", label.get(lang));
    for words in paragraphs {
        text.push_str(&format!(">\n> {}\n", paragraph(words)));
    }
    text + "\n"
}

fn list(facts: &[Fact], lang: Lang) -> String {
    let mut text = String::new();
    for fact in facts {
        let (label, figure) = (escape(&fact.label), escape(&fact.figure));
        let note = fact.note.as_deref().map(escape);
        text.push_str(&match (lang, note) {
            (Lang::En, Some(note)) => format!("- {label}: **{figure}** ({note})\n"),
            (Lang::En, None) => format!("- {label}: **{figure}**\n"),
            (Lang::Zh, Some(note)) => format!("- {label}：**{figure}**（{note}）\n"),
            (Lang::Zh, None) => format!("- {label}：**{figure}**\n"),
        });
    }
    text + "\n"
}

fn table_text(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("**{}**\n\n", escape(&table.caption));
    text.push_str(&line(table.columns.iter().map(|column| escape(&column.heading)).collect()));
    let rule = |figures| if figures { "---:" } else { "---" }.to_owned();
    text.push_str(&line(table.columns.iter().map(|column| rule(column.figures)).collect()));
    for row in &table.rows {
        text.push_str(&line(row.iter().map(|cell| escape(cell.printed())).collect()));
    }
    text.push('\n');
    text + &note(table.note.as_deref())
}

fn picture_text(picture: &Picture) -> String {
    let (title, description) = (escape(&picture.title), paragraph(&picture.description));
    format!("**{title}**\n\n{description}\n\n{}", note(picture.note.as_deref()))
}

fn note(note: Option<&str>) -> String {
    note.map(|note| format!("{}\n\n", paragraph(note))).unwrap_or_default()
}

/// A text on a line of its own, which would else be a heading, a list or a quote where it begins like one.
fn paragraph(text: &str) -> String {
    let escaped = escape(text.trim_start());
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let mark = escaped[digits..].strip_prefix(['.', ')']);
    let numbered = digits > 0 && mark.is_some_and(|after| after.is_empty() || after.starts_with(' '));
    match escaped.chars().next() {
        Some('#' | '>' | '-' | '+' | '=') => format!("\\{escaped}"),
        _ if numbered => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        _ => escaped,
    }
}

/// A text of one line that Markdown shows as it is.
///
/// ```
/// assert_eq!(govscore::report::escape_markdown("<b> *A_1* | x_"), r"\<b> \*A_1\* \| x\_");
/// ```
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let after = rest.as_str();
        let marks = match character {
            '|' | '*' | '`' | '<' | '\\' | '[' | ']' | '~' => true,
            // Inside of a word it marks nothing.
            '_' => !before.is_alphanumeric() || !after.starts_with(char::is_alphanumeric),
            '&' => is_entity(after),
            _ => false,
        };
        if marks {
            escaped.push('\\');
        }
        // A line break would end the cell, the heading or the item of a list.
        escaped.push(if character.is_control() { ' ' } else { character });
        before = character;
    }
    escaped
}

/// Whether what follows an ampersand makes it another character: `lt;`, `#60;`.
fn is_entity(after: &str) -> bool {
    let name = after.split(';').next().unwrap_or_default();
    name.len() < after.len()
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_list_stays_a_paragraph() {
        for (text, expected) in [
            ("# 1", "\\# 1"),
            ("- x", "\\- x"),
            ("1. x", "1\\. x"),
            ("12) x", "12\\) x"),
            ("2019 年", "2019 年"),
            ("> x", "\\> x"),
            ("3.5", "3.5"),
            ("", ""),
        ] {
            assert_eq!(paragraph(text), expected);
        }
    }

    #[test]
    fn only_what_markdown_reads_is_escaped() {
        for (text, expected) in [
            ("a_b _c_", "a_b \\_c\\_"),
            ("R&D; A&B", "R\\&D; A&B"),
            ("&lt;script&#62;", "\\&lt;script\\&#62;"),
            ("甲\n乙\u{1b}", "甲 乙 "),
            ("~~x~~", "\\~\\~x\\~\\~"),
            ("政务（一）", "政务（一）"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}
