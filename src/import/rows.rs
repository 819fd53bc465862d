//! The rows below the heading: which of them are indicators, and what each cell of them says.

use super::cell::{Named, Weight, read_weight};
use super::heading::{Heading, Role};
use super::said::Said;
use crate::data::Grid;
use crate::diagnostic::{bi, codes};
use crate::number::{half_width, plain_text, shorten};

/// A row of indicators.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub line: u64,
    /// For each level what stands there, with its column from 1.
    pub pieces: Vec<Option<Piece>>,
    /// The lowest indicator of the row: its code, and what is said of it.
    pub code: String,
    pub definition: String,
    pub criteria: String,
    pub data_source: String,
    /// Its pieces were moved to other levels.
    pub moved: bool,
}

/// An indicator in a row.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub named: Named,
    pub column: u64,
}

/// What a table holds.
pub(super) struct Lines {
    pub lines: Vec<Line>,
    /// What the last row of sums gives, if any.
    pub total: Option<Weight>,
}

impl Line {
    /// The lowest level that is filled.
    pub(super) fn deepest(&self) -> Option<usize> {
        self.pieces.iter().rposition(Option::is_some)
    }

    fn says_something(&self) -> bool {
        [&self.definition, &self.criteria, &self.data_source].into_iter().any(|text| !text.is_empty())
    }

    /// Takes over the texts of a row below it that names no indicator.
    fn go_on(&mut self, next: &Line) {
        let pairs = [
            (&mut self.definition, &next.definition),
            (&mut self.criteria, &next.criteria),
            (&mut self.data_source, &next.data_source),
        ];
        for (own, more) in pairs.into_iter().filter(|(_, more)| !more.is_empty()) {
            if !own.is_empty() {
                own.push('\n');
            }
            own.push_str(more);
        }
    }
}

pub(super) fn lines(grid: &Grid, heading: &Heading, said: &mut Said) -> Lines {
    let mut read = Lines { lines: Vec::new(), total: None };
    for row in &grid.rows[heading.above..] {
        let filled: Vec<&str> = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        let first = shorten(filled.first().copied().unwrap_or_default());
        if heading.is_repeated(row) {
            said.left_out(row.line, bi!("the heading comes again", "表头重复"));
            continue;
        }
        if filled.len() == 1 && is_remark(filled[0]) {
            said.left_out(row.line, bi!("a remark: {first}", "附注：{first}"));
            continue;
        }
        let line = line(row, heading);
        let names = line.pieces.iter().flatten();
        if names.clone().any(|piece| is_sum(&piece.named.name)) {
            read.total = line.pieces.into_iter().flatten().find_map(|piece| piece.named.weight).or(read.total);
            said.left_out(row.line, bi!("a row of sums: {first}", "合计行：{first}"));
            continue;
        }
        if line.deepest().is_none() {
            if let Some(last) = read.lines.last_mut().filter(|_| line.says_something()) {
                last.go_on(&line);
                continue;
            }
            said.left_out(row.line, bi!("no level is filled: {first}", "各级指标均为空：{first}"));
            continue;
        }
        read.lines.push(line);
    }
    read
}

fn line(row: &crate::data::GridRow, heading: &Heading) -> Line {
    let text = |role: Role| heading.column(&role).map(|column| row.cell(column).to_owned()).unwrap_or_default();
    let beside = |level: usize| read_weight(row.cell(heading.column(&Role::Weight(level))?));
    let piece = |level: usize| {
        let column = heading.column(&Role::Level(level))?;
        let mut named = Some(row.cell(column)).filter(|cell| !cell.is_empty()).map(Named::read);
        // The weight of a name that is lost, where each level has weights of its own.
        if named.is_none() && heading.weighs_each() {
            named = beside(level).map(|weight| Named { weight: Some(weight), ..Named::default() });
        }
        let mut named = named?;
        named.weight = named.weight.or_else(|| beside(level));
        Some(Piece { named, column: column as u64 + 1 })
    };
    let mut pieces: Vec<Option<Piece>> = (0..heading.levels.len()).map(piece).collect();
    // One column of weights for all levels speaks of the lowest that is filled.
    if let (false, Some(lowest)) = (heading.weighs_each(), pieces.iter_mut().rev().flatten().next()) {
        let only = (0..heading.levels.len()).find_map(beside);
        lowest.named.weight = lowest.named.weight.take().or(only);
    }
    Line {
        line: row.line,
        pieces,
        code: plain_text(&text(Role::Code)),
        definition: text(Role::Definition),
        criteria: text(Role::Criteria),
        data_source: text(Role::DataSource),
        moved: false,
    }
}

/// A row that adds up others.
fn is_sum(name: &str) -> bool {
    let plain: String = half_width(name).0.split_whitespace().collect();
    let plain = plain.trim_end_matches(':').to_lowercase();
    matches!(plain.as_str(), "合计" | "总计" | "小计" | "总分" | "合计得分" | "total" | "subtotal" | "sum")
}

/// What people write above and below a table.
fn is_remark(text: &str) -> bool {
    const WORDS: [&str; 10] = ["注:", "注1", "备注", "说明:", "资料来源", "数据来源", "续表", "(续", "note", "source"];
    let plain = half_width(text).0.to_lowercase();
    WORDS.iter().any(|word| plain.starts_with(word)) || plain.trim() == "续"
}

/// Tells which columns are not imported.
pub(super) fn other_columns(heading: &Heading, said: &mut Said) {
    for (column, _) in heading.roles.iter().enumerate().filter(|(_, role)| **role == Role::Other) {
        let text = shorten(&heading.texts[column]);
        let message = bi!("the column {text:?} was not imported", "列 {text:?} 未导入");
        said.push(codes::COLUMN_NOT_IMPORTED, "", Some(heading.line), Some(column as u64 + 1), message, None);
    }
}
