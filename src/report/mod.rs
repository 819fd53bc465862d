//! Reports: what was found, as a page, a workbook or a text. Nothing in here computes.

mod banners;
mod document;
mod page;
#[allow(dead_code, unused_imports, reason = "the chapters that draw are yet to come")]
mod svg;

pub use banners::{banners, illustrative};
pub use document::{Block, Cell, Column, Document, Fact, Number, Picture, Section, Table};
