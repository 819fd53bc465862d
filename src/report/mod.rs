//! Reports: what was found, as a page, a workbook or a text. Nothing in here computes.

mod document;
mod page;

pub use document::{Block, Cell, Column, Document, Fact, Number, Picture, Section, Table};
