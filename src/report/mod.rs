//! Reports: what was found, as a page, a workbook or a text. Nothing in here computes.

mod document;
mod markdown;

pub use document::{Block, Cell, Chart, Column, Document, Fact, Number, Picture, Section, Table};
pub use markdown::escape as escape_markdown;
