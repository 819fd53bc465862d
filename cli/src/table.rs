//! Tables as text for a terminal, as Markdown and as CSV.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table as Grid, TableComponent};
pub use govscore::report::escape_markdown as escape;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Rows under headings.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Adds a column; a line break in the heading is kept in text and becomes a space in Markdown.
    pub fn column(&mut self, heading: impl Into<String>, align: Align) -> &mut Table {
        self.columns.push((heading.into(), align));
        self
    }

    /// Adds a row with one cell per column.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|cell| plain(cell)).collect());
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Leaves out the columns that have no text in any row.
    pub fn without_empty_columns(mut self) -> Table {
        for column in (0..self.columns.len()).rev() {
            if self.rows.iter().all(|row| row.get(column).is_none_or(String::is_empty)) {
                self.columns.remove(column);
                for row in &mut self.rows {
                    if column < row.len() {
                        row.remove(column);
                    }
                }
            }
        }
        self
    }

    /// For a terminal: aligned by the width of the characters, a rule below the headings.
    pub fn text(&self) -> String {
        let mut grid = Grid::new();
        grid.load_preset(NOTHING);
        if self.columns.iter().any(|(heading, _)| !heading.is_empty()) {
            grid.set_style(TableComponent::HeaderLines, '-');
            grid.set_style(TableComponent::MiddleHeaderIntersections, '-');
            grid.set_header(self.columns.iter().map(|(heading, _)| heading));
        }
        grid.add_rows(self.rows.iter());
        for (column, (_, align)) in grid.column_iter_mut().zip(&self.columns) {
            column.set_padding((0, 1));
            column.set_cell_alignment(match align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
        grid.trim_fmt() + "\n"
    }

    /// As a table of GitHub's Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = line(self.columns.iter().map(|(heading, _)| escape(&heading.replace('\n', " "))).collect());
        let rule = |align: &Align| if *align == Align::Right { "---:" } else { "---" };
        text.push_str(&line(self.columns.iter().map(|(_, align)| rule(align).to_owned()).collect()));
        for row in &self.rows {
            text.push_str(&line(row.iter().map(|cell| escape(cell)).collect()));
        }
        text
    }
}

/// The same lines, each moved to the right.
pub fn indent(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
}

/// Rows of CSV with line feeds, quoted only where needed.
pub fn csv<R, C>(rows: R) -> String
where
    R: IntoIterator<Item = C>,
    C: IntoIterator,
    C::Item: AsRef<[u8]>,
{
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and rows may differ in length.
        let _ = writer.write_record(row);
    }
    // The same memory: flushing it cannot fail either, and what was written was text.
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A heading in lines no wider than `width`: broken between words, or between Chinese characters.
pub fn wrap(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words(text) {
        // There is always a last line, since it begins with one and only grows.
        let Some(line) = lines.last_mut() else { break };
        let full = !line.is_empty() && line.width() + word.trim_end().width() > width;
        if full {
            *line = line.trim_end().to_owned();
            lines.push(word.to_owned());
        } else {
            line.push_str(word);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// Pieces after which a line may break: a word with its space, or one wide character.
fn words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let opens = matches!(character, '（' | '“' | '《');
        let next_closes = text[end..].starts_with(['）', '”', '》', '，', '。', '、']);
        if character == ' ' || (character.width() == Some(2) && !opens && !next_closes) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// One line, without the control characters that a hostile name could steer a terminal with.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::default();
        table.column("代码", Align::Left).column("", Align::Left).column("points", Align::Right);
        table.row(vec!["A 服务".into(), String::new(), "40".into()]);
        table.row(vec!["B|".into(), String::new(), "4.80".into()]);
        table
    }

    #[test]
    fn chinese_is_two_columns_wide() {
        let text = sample().without_empty_columns().text();
        assert_eq!(text, "代码    points\n---------------\nA 服务      40\nB|        4.80\n");
    }

    #[test]
    fn markdown_keeps_its_bars() {
        let text = sample().without_empty_columns().markdown();
        assert_eq!(text, "| 代码 | points |\n| --- | ---: |\n| A 服务 | 40 |\n| B\\| | 4.80 |\n");
    }

    #[test]
    fn headings_break_where_they_may() {
        assert_eq!(wrap("Telecommunication Infrastructure Index", 12), "Telecommunication\nInfrastructure\nIndex");
        assert_eq!(wrap("政府信息公开目录", 8), "政府信息\n公开目录");
        assert_eq!(wrap("", 8), "");
    }

    #[test]
    fn csv_quotes_only_what_needs_it() {
        assert_eq!(csv([vec!["a,b", "c"], vec!["d"]]), "\"a,b\",c\nd\n");
    }
}
