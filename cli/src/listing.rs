//! A plain list of records in every format, under a title and a banner.

use govscore::Lang;
use serde::Serialize;

use crate::banner::Banner;
use crate::figures::{Ordered, json};
use crate::language::pick;
use crate::output::Format;
use crate::table::{Table, csv, escape, plain};

/// One list: what people read, and the same for programs.
pub struct Listing {
    /// The title.
    pub title: String,
    /// What has to stand on it.
    pub banner: Banner,
    /// Sentences between title and table.
    pub notes: Vec<String>,
    /// What people read.
    pub table: Table,
    /// What programs read: the keys, and a value for each.
    pub keys: Vec<String>,
    /// One for each row.
    pub records: Vec<Record>,
    /// Where figures come from; the table names each by its number, from 1.
    pub sources: Vec<String>,
    /// The language.
    pub lang: Lang,
}

/// One row for programs.
pub struct Record {
    /// As many as there are keys.
    pub values: Vec<String>,
    /// Whether any of them comes from the data, so that what the banner says of those holds for the row.
    pub from_data: bool,
}

#[derive(Serialize)]
struct ListingJson<'l> {
    title: &'l str,
    synthetic: bool,
    illustrative: bool,
    notes: &'l [String],
    rows: Vec<Ordered<'l, &'l str>>,
}

impl Listing {
    /// The list in this format; CSV ends with the column `data`.
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Md => self.markdown(),
            Format::Csv => {
                let heading = self.keys.iter().map(String::as_str).chain(["data"]).collect();
                let rows = self.records.iter().map(|record| {
                    let data = if record.from_data { self.banner.data() } else { "" };
                    record.values.iter().map(String::as_str).chain([data]).collect()
                });
                csv(std::iter::once::<Vec<&str>>(heading).chain(rows))
            }
            Format::Json => {
                let keys = || self.keys.iter().map(String::as_str);
                let rows = self.records.iter().map(|record| {
                    let values = record.values.iter().map(String::as_str);
                    Ordered(keys().zip(values).collect())
                });
                json(&ListingJson {
                    title: &self.title,
                    synthetic: self.banner.is_synthetic(),
                    illustrative: self.banner.is_illustrative(),
                    notes: &self.notes,
                    rows: rows.collect(),
                })
            }
            _ => self.banner.text(self.lang) + &self.text(),
        }
    }

    /// The list as text without its banner, for a page that has it already.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n\n", plain(&self.title));
        for note in &self.notes {
            text.push_str(&format!("{}\n", plain(note)));
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        text.push_str(&self.table.text());
        if !self.sources.is_empty() {
            text.push_str(&format!("\n{}\n", self.sources_heading()));
        }
        for (at, source) in self.sources.iter().enumerate() {
            text.push_str(&format!("  {}  {}\n", at + 1, plain(source)));
        }
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}", escape(&self.title), self.banner.markdown(self.lang));
        for note in &self.notes {
            text.push_str(&format!("{}\n\n", escape(note)));
        }
        text.push_str(&self.table.markdown());
        if !self.sources.is_empty() {
            text.push_str(&format!("\n## {}\n\n", self.sources_heading()));
        }
        for (at, source) in self.sources.iter().enumerate() {
            text.push_str(&format!("{}. {}\n", at + 1, escape(source)));
        }
        text
    }

    fn sources_heading(&self) -> &'static str {
        pick(self.lang, "Sources", "来源")
    }
}
