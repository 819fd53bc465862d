//! What a workbook says of a table beyond its texts: which cells cannot be taken for what they seem, and what is to be
//! said of a column once it is known what that holds.

use std::collections::HashMap;

use super::cells::BadCell;
use crate::diagnostic::{Bilingual, Code, bi, codes, plural};

/// What is known of the cells of a sheet.
#[derive(Default)]
pub(crate) struct Facts {
    /// The name of the sheet.
    pub sheet: String,
    /// Cells whose text is not their own, by row and by field from 0.
    pub holes: HashMap<(u64, usize), Hole>,
    /// What is known of each column.
    pub columns: Vec<ColumnFacts>,
}

/// Why the text of a cell is not its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
pub(crate) enum Hole {
    /// A formula without a result; its text is empty.
    Uncalculated,
    /// It lies under these merged cells; its text is that of the first of them.
    Merged(String),
}

/// What is known of a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnFacts {
    /// How many texts are numbers.
    pub text_numbers: usize,
    /// How many cells were filled in from merged ones.
    pub filled: usize,
    /// How many numbers have more digits than are shown, and the first of them: its row, as read, as shown.
    pub long: usize,
    pub first_long: Option<(u64, String, String)>,
}

impl Facts {
    /// What is wrong with a value that is wanted from this cell.
    pub(super) fn problem(&self, line: u64, at: usize) -> Option<BadCell> {
        Some(match self.holes.get(&(line, at))? {
            Hole::Uncalculated => BadCell {
                code: codes::FORMULA_EMPTY,
                message: bi!("the cell holds a formula whose result is not stored", "单元格是公式，而未存储结果"),
                hint: bi!(
                    "open the workbook in a spreadsheet and save it, or put the value itself",
                    "请用电子表格软件打开并保存，或直接填写数值"
                ),
            },
            Hole::Merged(area) => BadCell {
                code: codes::MERGED_VALUE,
                message: bi!(
                    "the value lies under the merged cells {area}, so that it is not known whether theirs is meant for it",
                    "该值被合并单元格 {area} 覆盖，无法确定是否与其首格相同"
                ),
                hint: bi!("split {area} and fill in each cell", "请取消合并 {area}，逐格填写"),
            },
        })
    }

    /// What is to be said of a column of values, each with the row it is about.
    pub(super) fn of_values(&self, at: usize) -> Vec<(Code, Bilingual, Option<Bilingual>, Option<u64>)> {
        let Some(column) = self.columns.get(at) else { return Vec::new() };
        let mut said = Vec::new();
        if column.text_numbers > 0 {
            let count = column.text_numbers;
            let message =
                bi!("numbers kept as text were read as numbers: {count}", "{count} 个以文本存储的数字已按数字读取");
            said.push((codes::NUMBER_AS_TEXT, message, None, None));
        }
        if let Some((line, read, shown)) = &column.first_long {
            let others = column.long - 1;
            let (en, zh) = match others {
                0 => Default::default(),
                _ => (format!(", and {others} more like it"), format!("，另有 {others} 个同类")),
            };
            let message = bi!(
                "{read} has more digits than the spreadsheet shows, and was read as it is{en}",
                "{read} 的位数超出电子表格所显示的位数，已如实读取{zh}"
            );
            let hint = bi!(
                "shown with 15 digits it is {shown}; round it in the sheet if that is meant",
                "按 15 位显示为 {shown}；若以此为准，请在表中舍入"
            );
            said.push((codes::LONG_DOUBLE, message, Some(hint), Some(*line)));
        }
        said
    }

    /// What is to be said of a column of units or texts.
    pub(super) fn of_texts(&self, at: usize) -> Option<(Code, Bilingual)> {
        let count = self.columns.get(at).map(|column| column.filled).filter(|count| *count > 0)?;
        let cells = plural(count, "cell", "cells");
        let message = bi!(
            "{cells} under merged ones were taken to hold what stands in the first of them",
            "{count} 个被合并的单元格按合并区域首格的内容补全"
        );
        Some((codes::MERGED_FILLED, message))
    }
}
