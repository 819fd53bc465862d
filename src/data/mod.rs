//! Units, rosters and observations: reading tables as people and spreadsheets write them.
//!
//! Bytes become text in [`encoding`], records in [`lines`], rows in [`table`] behind its [`opening`] lines, and
//! observations in [`wide`] or [`long`], which know what a heading means from [`columns`], what a cell says from
//! [`cells`], and which unit a row is about from [`units`]; [`attach`] joins a sheet of evidence to them. Long plain
//! tables are read in [`blocks`]. What is asked for stands in [`options`], what figures are in [`mod@input`].
//! A [`Dataset`] holds what was written, column by column and exactly; whether that fits the framework is decided in
//! [`mod@check`], which every plan runs.

mod attach;
mod attributes;
mod blocks;
mod builder;
mod carried;
mod cells;
mod check;
mod columns;
mod dataset;
mod encoding;
mod evidence;
mod facts;
mod grid;
mod input;
mod lines;
mod long;
mod opening;
mod options;
mod packed;
mod read;
mod records;
mod roster;
#[cfg(feature = "xlsx")]
mod sheets;
mod swift;
mod table;
mod units;
mod wide;
#[cfg(feature = "xlsx")]
mod workbook;

pub(crate) use cells::{BadCell, read_cell};
pub(crate) use check::check_table;
pub(crate) use columns::{Found, Indicators, Named, has_unit, loose, unit_and_name};
pub(crate) use opening::{SCOPE, TEMPLATE};

pub(crate) use blocks::{Block, Blocks, Part, Shape};
pub use builder::DatasetBuilder;
pub(crate) use dataset::{Column, Form};
pub use dataset::{Dataset, Observation, Unit};
#[cfg(feature = "report")]
pub(crate) use encoding::decode;
pub(crate) use grid::{Grid, GridRow, read_grid};
pub(crate) use input::figure;
pub use options::{Loaded, ReadOptions};
pub(crate) use packed::{Packed, Units};
pub(crate) use read::{TableRead, read_dataset};
pub(crate) use records::date_key;
pub use records::{Evidence, Record};
pub use roster::{Member, Roster, Tile};
#[cfg(feature = "xlsx")]
pub(crate) use sheets::{EVIDENCE, FILL_IN, LISTS, READ_ME};
pub(crate) use table::{Row, Source, Table, read_table};
pub(crate) use units::{Units as UnitsSeen, is_summary};
