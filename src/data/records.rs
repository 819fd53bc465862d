//! Observations of items as they were recorded, each with its evidence.

use std::collections::HashMap;

use serde::Serialize;

use super::dataset::Dataset;
use crate::diagnostic::Place;
use crate::framework::{Collection, ItemId};
use crate::methods::Said;
use crate::number::{half_width, plain_text};

/// One observation of one item for one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub(crate) row: usize,
    pub(crate) said: Said,
    pub(crate) text: String,
    pub(crate) round: Option<u32>,
    pub(crate) evidence: Option<Box<Evidence>>,
    /// The line it stands on.
    pub(crate) line: Option<u64>,
    /// Which field of the line, from 1.
    pub(crate) field: Option<u64>,
}

/// Where observations would stand that a file has room for and does not hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Blanks {
    /// Of a wide table: the field of an item's column, from 1.
    pub columns: HashMap<ItemId, u64>,
    /// Of a long one: the line and the field of a row without a value, by item and by the row of its unit.
    pub cells: HashMap<ItemId, HashMap<usize, (u64, u64)>>,
}

/// Where an observation comes from (佐证).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// Whether a program or a person collected it.
    pub method: Option<Collection>,
    /// An address, a file, a screenshot.
    pub source: Option<String>,
    /// When it was collected, as written.
    pub collected: Option<String>,
    /// Who collected it.
    pub collector: Option<String>,
    /// Who verified it, or when, as written; somebody did where something stands here.
    pub verified: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

impl Evidence {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Evidence::default()
    }
}

impl Record {
    /// What was answered, as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// In which round it was observed, where there are several.
    pub fn round(&self) -> Option<u32> {
        self.round
    }

    /// Where it comes from.
    pub fn evidence(&self) -> Option<&Evidence> {
        self.evidence.as_deref()
    }

    /// The line of the data file it stands on.
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// Whether somebody verified it.
    pub(crate) fn is_verified(&self) -> bool {
        let word = self.evidence().and_then(|evidence| evidence.verified.as_deref()).unwrap_or_default();
        !matches!(word.to_lowercase().as_str(), "" | "no" | "false" | "0" | "否" | "未核验" | "未复核" | "×")
    }
}

impl Dataset {
    /// What was recorded of an item for the unit in this row, in the order of the file.
    pub fn records(&self, item: ItemId, row: usize) -> &[Record] {
        let all = self.inner.records.get(item.0).map_or(&[][..], Vec::as_slice);
        let begin = all.partition_point(|record| record.row < row);
        let end = begin + all[begin..].partition_point(|record| record.row == row);
        &all[begin..end]
    }

    /// How many items anything was recorded of, and how many records there are.
    pub fn observed(&self) -> (usize, usize) {
        let counts = self.inner.records.iter().map(Vec::len).filter(|count| *count > 0);
        counts.fold((0, 0), |(items, records), count| (items + 1, records + count))
    }

    /// Whether an answer to an item was there for the unit in this row, and could not be read.
    pub(crate) fn is_unread(&self, item: ItemId, row: usize) -> bool {
        self.inner.unread.binary_search(&(item, row)).is_ok()
    }

    /// Whether the file has room for an item: anything was recorded of it, or could have been where nothing stands.
    pub(crate) fn has_room_for(&self, item: ItemId) -> bool {
        let blanks = &self.inner.blanks;
        self.inner.records.get(item.0).is_some_and(|records| !records.is_empty())
            || blanks.columns.contains_key(&item)
            || blanks.cells.contains_key(&item)
            || self.inner.unread.iter().any(|(known, _)| *known == item)
    }

    /// Where an observation of an item would stand for the unit in this row; its unit, where there is no room for it.
    pub(crate) fn blank_place(&self, item: ItemId, row: usize) -> Place {
        let unit = self.unit_place(row);
        let cell = self.inner.blanks.cells.get(&item).and_then(|cells| cells.get(&row));
        match (cell, self.inner.blanks.columns.get(&item)) {
            (Some((line, field)), _) => Place { line: Some(*line), column: Some(*field), ..unit },
            (None, Some(field)) => Place { column: Some(*field), ..unit },
            (None, None) => unit,
        }
    }

    /// Where an observation stands.
    pub(crate) fn record_place(&self, record: &Record) -> Place {
        Place { column: record.field, ..self.line_place(record.line) }
    }
}

/// Puts the records of each item in the order of their units, those of one unit in the order of the file.
pub(super) fn in_order(mut records: Vec<Vec<Record>>) -> Vec<Vec<Record>> {
    records.iter_mut().for_each(|of_item| of_item.sort_by_key(|record| record.row));
    records
}

/// The number of a round: `1`, `第1轮`, `第一轮`.
pub(super) fn round_number(text: &str) -> Option<u32> {
    const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let plain = plain_text(text).to_lowercase();
    let plain = plain.trim_start_matches("round").trim_start_matches('第').trim_end_matches(['轮', '次', '期']).trim();
    let numeral = NUMERALS.iter().position(|numeral| *numeral == plain).map(|place| place as u32 + 1);
    numeral.or_else(|| plain.parse().ok())
}

/// Whether a program or a person collected something.
pub(super) fn collection(text: &str) -> Option<Collection> {
    match plain_text(text).to_lowercase().as_str() {
        "machine" | "automatic" | "机器" | "机器采集" | "机采" | "自动" | "自动采集" => {
            Some(Collection::Machine)
        }
        "manual" | "person" | "人工" | "人工采集" | "手工" | "手工采集" => Some(Collection::Manual),
        _ => None,
    }
}

/// A date as numbers that order it among others: `2019-01-05`, `2019/1/5 10:30`, `2019年1月5日`, `20190105`.
pub(crate) fn date_key(text: &str) -> Option<Vec<u32>> {
    let plain = half_width(text).0;
    let mut groups: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let first = groups.first().copied()?;
    let split = if first.len() == 8 { vec![&first[..4], &first[4..6], &first[6..]] } else { vec![first] };
    groups.splice(..1, split);
    let key: Vec<u32> = groups.iter().map(|group| group.parse().ok()).collect::<Option<_>>()?;
    (groups[0].len() == 4 && key.get(1).is_none_or(|month| (1..=12).contains(month))).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_ordered_however_they_are_written() {
        let key = |text: &str| date_key(text).expect("a date");
        assert_eq!(key("2019-01-05"), key("2019年1月5日"));
        assert_eq!(key("20190105"), key("2019/1/5"));
        assert!(key("2019-01-05") < key("2019-01-05 10:30"));
        assert!(key("2018-12") < key("2019-01-05"));
        for text in ["", "昨天", "5.1.2019", "2019-13-01"] {
            assert_eq!(date_key(text), None, "{text}");
        }
    }

    #[test]
    fn rounds_and_ways_of_collecting_are_read_as_people_write_them() {
        for (text, expected) in [("1", 1), ("第2轮", 2), ("第三轮", 3), ("Round 4", 4), ("５", 5)] {
            assert_eq!(round_number(text), Some(expected), "{text}");
        }
        assert_eq!(round_number("最后"), None);
        assert_eq!(
            (collection("机器采集"), collection("Manual")),
            (Some(Collection::Machine), Some(Collection::Manual))
        );
    }
}
