//! A document for a terminal.

use govscore::Lang;
use govscore::report::{Block, Document, Fact, Section, Table};
use unicode_width::UnicodeWidthStr;

use crate::language::{pick, say};
use crate::table::{self, Align, indent, plain, wrap};

/// How wide a paragraph is.
const WIDTH: usize = 88;
/// How wide the heading of a column of figures may be.
const HEADING_WIDTH: usize = 14;
/// How many columns of a table fit side by side.
const MOST_COLUMNS: usize = 16;

/// Title, banners and chapters, one below the other.
pub fn write(document: &Document) -> String {
    let lang = document.lang;
    let mut text: String = document.banners.iter().map(|banner| format!("*** {} ***\n", plain(banner))).collect();
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!("{}\n", plain(&document.title)));
    for line in &document.subtitle {
        text.push_str(&paragraph(line));
    }
    for section in &document.sections {
        write_section(section, 0, lang, &mut text);
    }
    text
}

fn write_section(section: &Section, level: usize, lang: Lang, text: &mut String) {
    if section.is_empty() {
        return;
    }
    let title = plain(&section.title);
    let rule = if level == 0 { "=" } else { "-" };
    text.push_str(&format!("\n{title}\n{}\n", rule.repeat(title.width())));
    for block in &section.blocks {
        let block = match block {
            Block::Text(words) => paragraph(words),
            Block::Remark(paragraphs) => remark(paragraphs, lang),
            Block::Facts(facts) => facts_text(facts),
            Block::Table(table) => table_text(table, lang),
            Block::Picture(picture) => {
                let title = &picture.title;
                paragraph(&say!(lang, "[{title}]", "【{title}】"))
            }
            // What this version does not know it cannot show.
            _ => continue,
        };
        text.push_str(&format!("\n{block}"));
    }
    for part in &section.sections {
        write_section(part, level + 1, lang, text);
    }
}

fn paragraph(text: &str) -> String {
    wrap(&plain(text), WIDTH) + "\n"
}

fn remark(paragraphs: &[String], lang: Lang) -> String {
    let label = pick(lang, "Authors’ note:", "编写者按：");
    let paragraphs: String = paragraphs.iter().map(|words| indent(&paragraph(words))).collect();
    format!("{label}\n{paragraphs}")
}

fn facts_text(facts: &[Fact]) -> String {
    let mut grid = table::Table::default();
    grid.column("", Align::Left).column("", Align::Right).column("", Align::Left);
    for fact in facts {
        grid.row(vec![fact.label.clone(), fact.figure.clone(), fact.note.clone().unwrap_or_default()]);
    }
    grid.without_empty_columns().text()
}

fn table_text(table: &Table, lang: Lang) -> String {
    let mut grid = table::Table::default();
    for column in table.columns.iter().take(MOST_COLUMNS) {
        match column.figures {
            true => grid.column(wrap(&plain(&column.heading), HEADING_WIDTH), Align::Right),
            false => grid.column(plain(&column.heading), Align::Left),
        };
    }
    for row in &table.rows {
        grid.row(row.iter().take(MOST_COLUMNS).map(|cell| cell.printed().to_owned()).collect());
    }
    let mut text = paragraph(&table.caption) + &indent(&grid.text());
    if let Some(more) = table.columns.len().checked_sub(MOST_COLUMNS).filter(|more| *more > 0) {
        let id = plain(&table.id);
        text.push_str(&indent(&paragraph(&say!(
            lang,
            "{more} more columns do not fit; all with --format csv --table {id}.",
            "另有 {more} 列因过宽未列出；用 --format csv --table {id} 输出全部。"
        ))));
    }
    if let Some(note) = &table.note {
        text.push_str(&indent(&paragraph(note)));
    }
    text
}

#[cfg(test)]
mod tests {
    use govscore::report::Cell;
    use govscore::{Ratio, Rounding};

    use super::*;

    #[test]
    fn a_document_as_a_terminal_shows_it() {
        let mut document = Document::new(Lang::Zh, "测评报告");
        document.subtitle.push("蓝皮书 2019".to_owned());
        document.banners.push("【合成数据】\u{1b}[2J".to_owned());
        let mut section = Section::new("tiers", "类型");
        section.push("共 2 个类型。".to_owned());
        section.push(Block::Remark(vec!["请注意。".to_owned()]));
        let mut table = Table::new("t", "各类型").words("类型").figures("数量").note("来源：本次计算");
        table.row([Cell::text("领先\n型"), Cell::rounded(&Ratio::from(32), Rounding::half_up(0))]);
        section.push(table);
        document.sections.push(section);
        document.sections.push(Section::new("empty", "空"));
        let expected = "\
*** 【合成数据】 [2J ***

测评报告
蓝皮书 2019

类型
====

共 2 个类型。

编写者按：
  请注意。

各类型
  类型     数量
  --------------
  领先 型    32
  来源：本次计算
";
        assert_eq!(write(&document), expected);
    }

    #[test]
    fn wide_tables_say_what_they_leave_out() {
        let mut section = Section::new("s", "S");
        let table = (0..18).fold(Table::new("t", "T"), |table, at| table.words(format!("c{at}")));
        section.push(table);
        let mut document = Document::new(Lang::En, "D");
        document.sections.push(section);
        let text = write(&document);
        assert!(text.contains("2 more columns do not fit; all with --format csv --table t."), "{text}");
        assert!(text.contains("c15") && !text.contains("c16"), "{text}");
    }
}
