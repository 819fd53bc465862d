//! Reports: what was found, as a page, a workbook or a text. Nothing in here computes.

mod banners;
mod chapters;
mod document;
mod markdown;
mod notes;
mod page;
mod sentences;
#[allow(dead_code, unused_imports, reason = "not all of it draws yet")]
mod svg;
pub mod words;
#[cfg(feature = "xlsx")]
mod workbook;

pub use banners::{banners, illustrative};
pub use chapters::{ReportOptions, analysis, comparison, gap_document, report};
pub use document::{Block, Cell, Chart, Column, Document, Fact, Number, Picture, Section, Table};
pub use markdown::escape as escape_markdown;
pub use notes::Notes;
pub use sentences::Sentences;
