//! What a report says before it is written as anything: sections of sentences, tables and figures, in one language.
//!
//! Every writer walks the same document, so that a page, a workbook and a text cannot say different things.

use serde::Serialize;

use crate::diagnostic::Lang;
use crate::number::{Ratio, Rounding};
use crate::report::words::pick;

/// A report in one language, ready to be written as a page, a workbook or a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What stands below the title: framework, edition, data.
    pub subtitle: Vec<String>,
    /// The language of everything in it.
    #[serde(skip)]
    pub lang: Lang,
    /// What has to stand on every page: that data are made up, that a framework is an example.
    pub banners: Vec<String>,
    /// Its chapters.
    pub sections: Vec<Section>,
}

/// A chapter, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// What links go to: letters, digits and hyphens, once in a document.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// One thing in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Block {
    /// A paragraph that follows from figures.
    Text(String),
    /// Paragraphs that people wrote, not the program.
    Remark(Vec<String>),
    /// A few figures that matter most.
    Facts(Vec<Fact>),
    /// A table.
    Table(Table),
    /// A figure.
    Picture(Picture),
}

/// A figure that stands large.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The figure as it is printed.
    pub figure: String,
    /// What stands small below it.
    pub note: Option<String>,
}

/// Rows under headings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Table {
    /// What links go to; once in a document.
    pub id: String,
    /// The sentence above it.
    pub caption: String,
    /// What stands below it: source, basis, how a column comes about.
    pub note: Option<String>,
    /// The columns. The first says what a row is about.
    pub columns: Vec<Column>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// The sheet of a workbook that it stands on; tables that name the same one stand below each other.
    pub sheet: Option<String>,
    /// Whether readers will want to sort, search and filter it.
    pub long: bool,
    /// The chart that a workbook draws beside it.
    #[serde(skip)]
    pub chart: Option<Chart>,
}

/// A chart of a table: its first column are the categories, each column of figures is a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Chart {
    /// Upright columns without gaps to speak of: histograms.
    Columns,
    /// Bars from the left, the first row at the top: counts and means of groups.
    Bars,
    /// The same with the series one after the other: what totals are made of.
    Stacked,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Whether it holds figures, which stand at the right.
    pub figures: bool,
    /// Whether readers will want to see only the rows with one of its values: types, provinces.
    pub filter: bool,
    /// Whether the figures are of one kind, so that colour may show which are high and which low.
    pub shade: bool,
}

/// A cell of a table; as JSON nothing, a text, or an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A figure.
    Number(Number),
}

/// A figure: what it is exactly, and how it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Number {
    /// The exact value, on the scale in which it is printed: 40 for 40%. What is printed may be a last place away, where
    /// parts were rounded so that they add up.
    pub exact: Ratio,
    /// As it is printed.
    pub text: String,
    /// Digits after the point.
    pub places: u32,
    /// Whether it is a percentage.
    pub percent: bool,
}

/// A figure drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Picture {
    /// What links go to; once in a document.
    pub id: String,
    /// The sentence that it shows.
    pub title: String,
    /// What is to be seen, for those who cannot see it.
    pub description: String,
    /// What stands below it: source, basis, how to read it.
    pub note: Option<String>,
    /// The drawing: one `<svg>` element.
    #[serde(skip)]
    pub svg: String,
}

impl Document {
    /// A document without sections.
    pub fn new(lang: Lang, title: impl Into<String>) -> Document {
        Document { title: title.into(), subtitle: Vec::new(), lang, banners: Vec::new(), sections: Vec::new() }
    }

    /// Numbers the captions of all tables and figures, in the order in which they stand.
    pub(super) fn number(&mut self) {
        let (mut tables, mut pictures) = (0, 0);
        let lang = self.lang;
        self.sections.iter_mut().for_each(|section| section.number(lang, &mut tables, &mut pictures));
    }

    /// All tables, in the order in which they stand.
    pub fn tables(&self) -> Vec<&Table> {
        self.blocks()
            .into_iter()
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .collect()
    }

    /// All figures drawn, in the order in which they stand.
    pub fn pictures(&self) -> Vec<&Picture> {
        self.blocks()
            .into_iter()
            .filter_map(|block| if let Block::Picture(picture) = block { Some(picture) } else { None })
            .collect()
    }

    /// The table with this id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables().into_iter().find(|table| table.id == id)
    }

    fn blocks(&self) -> Vec<&Block> {
        let mut blocks = Vec::new();
        self.sections.iter().for_each(|section| section.collect(&mut blocks));
        blocks
    }
}

impl Section {
    /// A section that says nothing yet.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Section {
        Section { id: id.into(), title: title.into(), ..Section::default() }
    }

    /// Adds a block.
    pub fn push(&mut self, block: impl Into<Block>) {
        self.blocks.push(block.into());
    }

    /// The same with this before the ids of all in it, so that it may stand in a document beside others like it.
    pub(super) fn below(mut self, prefix: &str) -> Section {
        self.id = format!("{prefix}-{}", self.id);
        for block in &mut self.blocks {
            match block {
                Block::Table(table) => table.id = format!("{prefix}-{}", table.id),
                Block::Picture(picture) => picture.id = format!("{prefix}-{}", picture.id),
                Block::Text(_) | Block::Remark(_) | Block::Facts(_) => {}
            }
        }
        self.sections = self.sections.into_iter().map(|section| section.below(prefix)).collect();
        self
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.sections.iter().all(Section::is_empty)
    }

    fn number(&mut self, lang: Lang, tables: &mut usize, pictures: &mut usize) {
        for block in &mut self.blocks {
            let (caption, word, number) = match block {
                Block::Table(table) => (&mut table.caption, pick(lang, "Table", "表"), &mut *tables),
                Block::Picture(picture) => (&mut picture.title, pick(lang, "Figure", "图"), &mut *pictures),
                Block::Text(_) | Block::Remark(_) | Block::Facts(_) => continue,
            };
            *number += 1;
            *caption = match lang {
                Lang::En => format!("{word} {number}. {caption}"),
                Lang::Zh => format!("{word} {number}　{caption}"),
            };
        }
        self.sections.iter_mut().for_each(|section| section.number(lang, tables, pictures));
    }

    fn collect<'s>(&'s self, blocks: &mut Vec<&'s Block>) {
        blocks.extend(&self.blocks);
        self.sections.iter().for_each(|section| section.collect(blocks));
    }
}

impl Table {
    /// A table without columns.
    pub fn new(id: impl Into<String>, caption: impl Into<String>) -> Table {
        Table { id: id.into(), caption: caption.into(), ..Table::default() }
    }

    /// Adds a column of words.
    pub fn words(mut self, heading: impl Into<String>) -> Table {
        self.columns.push(Column { heading: heading.into(), ..Column::default() });
        self
    }

    /// Adds a column of figures.
    pub fn figures(mut self, heading: impl Into<String>) -> Table {
        self.columns.push(Column { heading: heading.into(), figures: true, ..Column::default() });
        self
    }

    /// Adds a column of words by which rows can be chosen.
    pub fn filter(mut self, heading: impl Into<String>) -> Table {
        self.columns.push(Column { heading: heading.into(), filter: true, ..Column::default() });
        self
    }

    /// Adds a column of figures of one kind, which may be shaded.
    pub fn shaded(mut self, heading: impl Into<String>) -> Table {
        self.columns.push(Column { heading: heading.into(), figures: true, shade: true, ..Column::default() });
        self
    }

    /// Sets what stands below it.
    pub fn note(mut self, note: impl Into<String>) -> Table {
        self.note = Some(note.into());
        self
    }

    /// Sets the sheet of a workbook that it stands on.
    pub fn on_sheet(mut self, sheet: impl Into<String>) -> Table {
        self.sheet = Some(sheet.into());
        self
    }

    /// Says that readers will want to sort, search and filter it.
    pub fn long(mut self) -> Table {
        self.long = true;
        self
    }

    /// Has a workbook draw it.
    pub fn chart(mut self, chart: Chart) -> Table {
        self.chart = Some(chart);
        self
    }

    /// Leaves out the columns, but for the first, in which no row has anything.
    pub(super) fn without_empty_columns(mut self) -> Table {
        for at in (1..self.columns.len()).rev() {
            if self.rows.iter().all(|row| row.get(at).is_none_or(|cell| *cell == Cell::Empty)) {
                self.columns.remove(at);
                self.rows.iter_mut().filter(|row| at < row.len()).for_each(|row| drop(row.remove(at)));
            }
        }
        self
    }

    /// Adds a row with one cell per column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl Fact {
    /// A figure as it is printed, and what it is.
    pub fn new(label: impl Into<String>, figure: impl Into<String>) -> Fact {
        Fact { label: label.into(), figure: figure.into(), note: None }
    }

    /// Sets what stands small below it.
    pub fn note(mut self, note: impl Into<String>) -> Fact {
        self.note = Some(note.into());
        self
    }
}

impl Picture {
    /// A drawing, which is one `<svg>` element, with the sentence that it shows and what is to be seen in it.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
        svg: impl Into<String>,
    ) -> Picture {
        Picture { id: id.into(), title: title.into(), description: description.into(), note: None, svg: svg.into() }
    }

    /// Sets what stands below it.
    pub fn note(mut self, note: impl Into<String>) -> Picture {
        self.note = Some(note.into());
        self
    }
}

impl Cell {
    /// Words; nothing where there are none.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// A whole number.
    pub fn count(count: impl TryInto<u64>) -> Cell {
        count.try_into().map_or(Cell::Empty, |count| Cell::rounded(&Ratio::from(count), Rounding::half_up(0)))
    }

    /// A figure, rounded only as it is printed.
    pub fn rounded(exact: &Ratio, rounding: Rounding) -> Cell {
        let text = exact.to_fixed(rounding);
        Cell::Number(Number { exact: exact.clone(), text, places: rounding.places, percent: false })
    }

    /// A share from 0 to 1, printed as a percentage.
    pub fn percent(share: &Ratio, rounding: Rounding) -> Cell {
        let exact = share * &Ratio::from(100);
        let text = format!("{}%", exact.to_fixed(rounding));
        Cell::Number(Number { exact, text, places: rounding.places, percent: true })
    }

    /// A change, with its sign; a plus only where something is printed that is above zero.
    pub fn change(exact: &Ratio, rounding: Rounding) -> Cell {
        Cell::change_as(exact, exact, rounding)
    }

    /// A figure that is printed as another one near it: a part that was rounded so that all add up.
    pub fn printed_as(exact: &Ratio, printed: &Ratio, rounding: Rounding) -> Cell {
        let text = printed.to_fixed(rounding);
        Cell::Number(Number { exact: exact.clone(), text, places: rounding.places, percent: false })
    }

    /// The same of a change, with its sign.
    pub fn change_as(exact: &Ratio, printed: &Ratio, rounding: Rounding) -> Cell {
        let (text, rounded) = (printed.to_fixed(rounding), printed.round(rounding));
        let above = !rounded.is_negative() && !rounded.is_zero();
        let text = if above { format!("+{text}") } else { text };
        Cell::Number(Number { exact: exact.clone(), text, places: rounding.places, percent: false })
    }

    /// What is printed.
    pub fn printed(&self) -> &str {
        match self {
            Cell::Empty => "",
            Cell::Text(text) => text,
            Cell::Number(number) => &number.text,
        }
    }
}

impl From<Option<Cell>> for Cell {
    fn from(cell: Option<Cell>) -> Cell {
        cell.unwrap_or_default()
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}

impl From<Picture> for Block {
    fn from(picture: Picture) -> Block {
        Block::Picture(picture)
    }
}

impl From<String> for Block {
    fn from(text: String) -> Block {
        Block::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_carry_their_sign_as_they_are_printed() {
        for (value, expected) in [("0.4", "+0.40"), ("0.004", "0.00"), ("-0.004", "0.00"), ("-1", "-1.00")] {
            let value: Ratio = value.parse().unwrap_or_else(|_| Ratio::zero());
            assert_eq!(Cell::change(&value, Rounding::half_up(2)).printed(), expected);
        }
    }

    #[test]
    fn a_percentage_is_a_hundred_times_its_share() {
        let cell = Cell::percent(&Ratio::new(1, 3).unwrap_or_else(Ratio::zero), Rounding::half_up(1));
        assert_eq!(cell.printed(), "33.3%");
        let Cell::Number(number) = cell else { panic!("a figure") };
        assert_eq!(number.exact.to_string(), "100/3");
    }
}
