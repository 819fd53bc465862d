//! A plain list of records in every format, under a title and a banner.

use govscore::Lang;
use serde::Serialize;

use crate::banner::Banner;
use crate::figures::{Ordered, json};
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
    /// As many values as keys in each.
    pub records: Vec<Vec<String>>,
    /// The language.
    pub lang: Lang,
}

#[derive(Serialize)]
struct ListingJson<'l> {
    title: &'l str,
    synthetic: bool,
    notes: &'l [String],
    rows: Vec<Ordered<'l, &'l str>>,
}

impl Listing {
    /// The list in this format; CSV ends with the column `data`.
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Text => self.banner.text(self.lang) + &self.text(),
            Format::Md => self.markdown(),
            Format::Csv => {
                let data = self.banner.data();
                let heading = self.keys.iter().map(String::as_str).chain(["data"]).collect();
                let rows = self.records.iter().map(|row| row.iter().map(String::as_str).chain([data]).collect());
                csv(std::iter::once::<Vec<&str>>(heading).chain(rows))
            }
            Format::Json => {
                let keys = || self.keys.iter().map(String::as_str);
                let rows = self.records.iter().map(|row| Ordered(keys().zip(row.iter().map(String::as_str)).collect()));
                json(&ListingJson {
                    title: &self.title,
                    synthetic: self.banner.is_synthetic(),
                    notes: &self.notes,
                    rows: rows.collect(),
                })
            }
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
        text + &self.table.text()
    }

    fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}", escape(&self.title), self.banner.markdown(self.lang));
        for note in &self.notes {
            text.push_str(&format!("{}\n\n", escape(note)));
        }
        text + &self.table.markdown()
    }
}
