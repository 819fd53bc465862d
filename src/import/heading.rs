//! The heading of a table of indicators: which column holds which part of them.

use crate::data::{Grid, GridRow};
use crate::number::plain_text;

/// In how many rows the heading is looked for.
const WITHIN: usize = 50;
/// How many levels a table may have.
const DEEPEST: usize = 12;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Names of one level, from 0.
    Level(usize),
    /// Weights of one level, from 0.
    Weight(usize),
    Code,
    Definition,
    Criteria,
    DataSource,
    /// The number of the row, or no heading at all.
    Silent,
    Other,
}

/// The heading, and where the rows below it begin.
pub(super) struct Heading {
    pub roles: Vec<Role>,
    /// The texts of the heading, by which it is known where it comes again.
    pub texts: Vec<String>,
    /// What the levels are called.
    pub levels: Vec<String>,
    pub line: u64,
    /// How many rows of the grid stand above the rows of indicators.
    pub above: usize,
    /// The word for weights speaks of marks (分值), not of shares.
    pub in_marks: bool,
}

/// What a heading says by itself, before it is known beside what it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Name,
    /// What is looked at (考核内容): a name where no other column says which indicators there are, else a definition.
    Content,
    Weight {
        marks: bool,
    },
    Role(Role),
}

impl Heading {
    pub(super) fn find(grid: &Grid) -> Option<Heading> {
        let near = grid.rows.iter().take(WITHIN);
        let at = near.clone().position(is_heading)?;
        let (texts, rows) = texts(&grid.rows[at], grid.rows.get(at + 1));
        let mut words: Vec<Word> = texts.iter().map(|text| word(text)).collect();
        // Beside 指标 what is looked at explains it; beside 考核项目 it is the level below.
        let says_which = |(text, word): (&String, &Word)| {
            *word == Word::Name
                && (level_of(text).is_some() || ["指标", "名称", "indicator"].iter().any(|name| text.contains(name)))
        };
        let explains = texts.iter().zip(&words).any(says_which);
        for word in words.iter_mut().filter(|word| **word == Word::Content) {
            *word = if explains { Word::Role(Role::Definition) } else { Word::Name };
        }
        let names = || words.iter().enumerate().filter(|(_, word)| **word == Word::Name).map(|(column, _)| column);
        let columns: Vec<usize> = names().take(DEEPEST).collect();
        let below = &grid.rows[at + rows..];
        let mut roles = Vec::new();
        // 一级指标（分值）: the weights stand in the cells of names.
        let mut in_marks = texts
            .iter()
            .zip(&words)
            .any(|(text, word)| *word == Word::Name && ["分值", "满分"].iter().any(|marks| text.contains(marks)));
        for (column, word) in words.iter().enumerate() {
            // The level that a column of weights belongs to stands to its left.
            let left = columns.iter().rposition(|name| *name < column);
            roles.push(match word {
                Word::Name => columns.iter().position(|name| *name == column).map_or(Role::Other, Role::Level),
                Word::Weight { marks } => {
                    let level = named_level(&texts[column], &texts, &columns).or(left).unwrap_or(columns.len() - 1);
                    if roles.contains(&Role::Weight(level)) {
                        Role::Other
                    } else {
                        in_marks |= marks;
                        Role::Weight(level)
                    }
                }
                // Below a heading that is merged over two columns the second one has none.
                Word::Role(Role::Silent)
                    if left.is_some_and(|left| columns[left] + 1 == column && numbers(below, column)) =>
                {
                    left.map_or(Role::Silent, Role::Weight)
                }
                Word::Role(role) => role.clone(),
                // Each has become one of the others above.
                Word::Content => Role::Definition,
            });
        }
        let levels = columns.iter().map(|column| texts[*column].clone()).collect();
        Some(Heading { roles, texts, levels, line: grid.rows[at].line, above: at + rows, in_marks })
    }

    /// Whether a row repeats the heading, as on the next page.
    pub(super) fn is_repeated(&self, row: &GridRow) -> bool {
        let same = |(column, text): (usize, &String)| text.is_empty() || plain_text(row.cell(column)) == *text;
        self.texts.iter().enumerate().all(same)
    }

    /// Whether more than one level has a column of weights.
    pub(super) fn weighs_each(&self) -> bool {
        self.roles.iter().filter(|role| matches!(role, Role::Weight(_))).count() > 1
    }

    /// The column of a role.
    pub(super) fn column(&self, role: &Role) -> Option<usize> {
        self.roles.iter().position(|known| known == role)
    }
}

/// Whether these are the headings of a table of indicators.
pub(super) fn fits(headings: &[String]) -> bool {
    headings.iter().any(|text| matches!(word(&plain_text(text)), Word::Name | Word::Content))
}

/// The headings of names that are known, for a hint.
pub(super) const KNOWN: (&str, &str) = (
    "level 1, level 2, first level, indicator, indicator name, dimension, pillar; 一级指标, 一级指标及权重, 指标, 指标名称, 评价指标, 考核指标, 考核项目, 考核内容, 维度, 要素, 类别",
    "一级指标、二级指标等，一级指标及权重，指标、指标名称、评价指标、考核指标，考核项目、考核内容，维度、要素、类别",
);

fn is_heading(row: &GridRow) -> bool {
    let words: Vec<Word> = row.cells.iter().map(|cell| word(&plain_text(cell))).collect();
    let known = words.iter().filter(|word| !matches!(word, Word::Role(Role::Silent | Role::Other))).count();
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    (words.contains(&Word::Name) || words.contains(&Word::Content)) && (known > 1 || filled == 1)
}

/// The headings in one row, or in two where the second only says what each column under a level is; and how many rows
/// that are.
fn texts(first: &GridRow, second: Option<&GridRow>) -> (Vec<String>, usize) {
    let upper: Vec<String> = first.cells.iter().map(|cell| plain_text(cell)).collect();
    let Some(second) = second else { return (upper, 1) };
    let lower: Vec<String> = second.cells.iter().map(|cell| plain_text(cell)).collect();
    let says = |text: &&String| !text.is_empty();
    let is_second = lower.iter().filter(says).count() > 1
        && lower.iter().filter(says).all(|text| !matches!(word(text), Word::Role(Role::Other)));
    if !is_second {
        return (upper, 1);
    }
    let width = upper.len().max(lower.len());
    let mut above = String::new();
    let mut texts = Vec::new();
    for column in 0..width {
        let (high, low) = (upper.get(column).map_or("", String::as_str), lower.get(column).map_or("", String::as_str));
        if !high.is_empty() {
            high.clone_into(&mut above);
        }
        // What is merged over several columns stands over all of them.
        texts.push(if low.is_empty() { high.to_owned() } else { format!("{above}{low}") });
    }
    (texts, 2)
}

/// Whether what stands in a column are weights.
fn numbers(rows: &[GridRow], column: usize) -> bool {
    let mut filled = rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).peekable();
    let number = |cell: &str| matches!(super::cell::read_weight(cell), Some(super::cell::Weight::Known { .. }));
    filled.peek().is_some() && filled.all(number)
}

/// The level that the heading of weights names: 一级指标权重 beside 一级指标.
fn named_level(heading: &str, texts: &[String], columns: &[usize]) -> Option<usize> {
    let level = level_of(heading)?;
    columns.iter().position(|column| level_of(&texts[*column]) == Some(level))
}

/// Which level a text speaks of, from 1.
fn level_of(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    if let Some(before) = lower.split('级').next().filter(|before| before.len() < lower.len()) {
        let last = before.chars().last()?;
        let chinese = "一二三四五六七八九".chars().position(|known| known == last).map(|at| at as u32 + 1);
        return chinese.or(last.to_digit(10));
    }
    const WORDS: [[&str; 3]; 6] = [
        ["first", "primary", "level 1"],
        ["second", "secondary", "level 2"],
        ["third", "tertiary", "level 3"],
        ["fourth", "level-4", "level 4"],
        ["fifth", "level-5", "level 5"],
        ["sixth", "level-6", "level 6"],
    ];
    let named = |words: &[&str; 3]| words.iter().any(|word| lower.starts_with(word));
    // Secondary begins with second.
    WORDS.iter().position(named).map(|at| at as u32 + 1)
}

/// What a heading says by itself.
fn word(text: &str) -> Word {
    const CRITERIA: [&str; 8] = ["评分", "计分", "打分", "评价标准", "考核标准", "扣分", "criteria", "scoring"];
    const SOURCES: [&str; 4] = ["数据来源", "信息来源", "资料来源", "data source"];
    const RESULTS: [&str; 6] = ["得分", "自评", "复评", "扣分", "完成", "score"];
    const MARKS: [&str; 9] = ["分值", "满分", "标准分", "基准分", "基础分", "分数", "points", "marks", "full"];
    const SHARES: [&str; 4] = ["权重", "比重", "占比", "weight"];
    const DEFINITIONS: [&str; 11] =
        ["说明", "解释", "定义", "含义", "内涵", "要点", "内容", "描述", "definition", "description", "explanation"];
    const CONTENT: [&str; 7] = ["考核内容", "评价内容", "评估内容", "测评内容", "考评内容", "检查内容", "内容"];
    const CODES: [&str; 5] = ["代码", "编码", "编号", "code", "id"];
    const NAMES: [&str; 13] = [
        "指标",
        "项目",
        "名称",
        "维度",
        "要素",
        "类别",
        "大类",
        "方面",
        "目标层",
        "准则层",
        "indicator",
        "dimension",
        "pillar",
    ];
    const SERIALS: [&str; 5] = ["", "序号", "no.", "no", "#"];
    let mut lower = text.to_lowercase();
    if lower.chars().any(|character| ('\u{3400}'..='\u{9FFF}').contains(&character)) {
        // Chinese headings are set with spaces: 指 标 名 称.
        lower.retain(|character| !character.is_whitespace());
    }
    // 一级指标及权重: a name, with its weight in the same cell.
    if let Some(Word::Name) = with_weight(&lower).map(word) {
        return Word::Name;
    }
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    // A cell with a weight of its own is no heading.
    if super::cell::Named::read(text).weight.is_some() {
        return Word::Role(Role::Other);
    }
    if SERIALS.contains(&lower.as_str()) {
        Word::Role(Role::Silent)
    } else if has(&CRITERIA) {
        Word::Role(Role::Criteria)
    } else if has(&SOURCES) {
        Word::Role(Role::DataSource)
    } else if has(&MARKS) {
        Word::Weight { marks: true }
    } else if has(&SHARES) {
        Word::Weight { marks: false }
    } else if has(&RESULTS) {
        Word::Role(Role::Other)
    } else if CONTENT.contains(&lower.as_str()) {
        Word::Content
    } else if has(&DEFINITIONS) {
        Word::Role(Role::Definition)
    } else if has(&CODES[..3]) || CODES.contains(&lower.as_str()) {
        Word::Role(Role::Code)
    } else if level_of(&lower).is_some_and(|_| lower.chars().count() <= 24) || is_name(&lower, &NAMES) {
        Word::Name
    } else {
        Word::Role(Role::Other)
    }
}

/// What stands before the word for weights where a heading is of names and weights together; nothing in others.
fn with_weight(text: &str) -> Option<&str> {
    let text = text.trim_end_matches([')', '）']);
    let text = ["权重", "分值", "满分"].iter().find_map(|word| text.strip_suffix(word))?;
    ["及", "和", "与", "、", "(", "（"].iter().find_map(|join| text.strip_suffix(join)).filter(|rest| !rest.is_empty())
}

/// Whether a heading ends with, or is, one of the words for names: 评价指标, but not 指标体系.
fn is_name(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word) && text.chars().count() <= 16) || matches!(text, "name" | "indicators")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(rows: &[&[&str]]) -> Option<(Vec<Role>, usize)> {
        let row = |(at, cells): (usize, &&[&str])| GridRow {
            line: at as u64 + 1,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        let grid = Grid { sheet: None, rows: rows.iter().enumerate().map(row).collect() };
        Heading::find(&grid).map(|heading| (heading.roles, heading.above))
    }

    #[test]
    fn headings_say_what_columns_hold() {
        use Role::*;
        for (rows, expected) in [
            (
                &[&["表1 评价指标体系（2019）"][..], &["一级指标", "二级指标", "三级指标"]][..],
                Some((vec![Level(0), Level(1), Level(2)], 2)),
            ),
            (
                &[&["一级指标", "权重", "二级指标", "权重", "指标解释", "评分标准", "数据来源", "得分"]],
                Some((vec![Level(0), Weight(0), Level(1), Weight(1), Definition, Criteria, DataSource, Other], 1)),
            ),
            (&[&["序号", "指标", "分值"]], Some((vec![Silent, Level(0), Weight(0)], 1))),
            (
                &[&["First level", "Weight", "Second level", "Points", "Code"]],
                Some((vec![Level(0), Weight(0), Level(1), Weight(1), Code], 1)),
            ),
            (
                &[&["一级指标", "", "二级指标", "", "备注"], &["名称", "权重", "名称", "权重", ""]],
                Some((vec![Level(0), Weight(0), Level(1), Weight(1), Other], 2)),
            ),
            (
                &[&["一级指标", "", "二级指标", ""], &["供给", "40", "目录", "30"]],
                Some((vec![Level(0), Weight(0), Level(1), Weight(1)], 1)),
            ),
            (
                &[&["考核项目", "考核内容", "评分标准", "分值"]],
                Some((vec![Level(0), Level(1), Criteria, Weight(1)], 1)),
            ),
            (&[&["评价指标", "考核内容", "分值"]], Some((vec![Level(0), Definition, Weight(0)], 1))),
            (&[&["序号", "考核内容", "满分"]], Some((vec![Silent, Level(0), Weight(0)], 1))),
            (&[&["指 标 名 称", "分 值"]], Some((vec![Level(0), Weight(0)], 1))),
            (&[&["一级指标及权重", "二级指标（权重）"]], Some((vec![Level(0), Level(1)], 1))),
            (&[&["地区", "得分"]], None),
        ] {
            assert_eq!(roles(rows), expected, "{rows:?}");
        }
    }
}
