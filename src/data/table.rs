//! From text to rows, each with the line that it stands on.

use super::encoding::decode;
#[cfg(feature = "xlsx")]
use super::encoding::is_workbook;
use super::facts::Facts;
use super::lines::{Lines, Quotes, separator};
use super::opening::{opening_lines, slips};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes, plural};
use crate::limits::{Limit, Limits};

#[cfg(feature = "xlsx")]
use super::workbook::read_workbook;

/// Where a table is read from, and how.
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
pub(crate) struct Source<'a> {
    /// How messages call the file.
    pub file: Option<&'a str>,
    /// The sheet of a workbook that is meant.
    pub sheet: Option<&'a str>,
    /// Whether headings are those of a table as it is looked for: rows above the first that fits are left out, and of
    /// several sheets the first with such a row is read.
    pub fits: &'a dyn Fn(&[String]) -> bool,
    /// Whether a text file may have a title above its heading, as a sheet may.
    pub titled: bool,
    /// How much is read at most.
    pub limits: Limits,
}

impl Source<'_> {
    /// The file as a whole.
    pub(super) fn place(&self) -> Place {
        Place { file: self.file.map(str::to_owned), ..Place::default() }
    }
}

/// A table as text, with the line on which each row stands; of a sheet that is the number of its row.
#[derive(Default)]
pub(crate) struct Table {
    /// `# key: value` lines, keys as [`super::opening::meta_key`] has them, each with its line.
    pub meta: Vec<(String, String, u64)>,
    pub headings: Vec<String>,
    /// The line of the heading; 0 until it is found.
    pub heading_line: u64,
    pub rows: Rows,
    /// Rows that do not fit the heading: reported already, they only say which units are not absent.
    pub ragged: Vec<Vec<String>>,
    /// What a workbook says beyond the texts; nothing for a text file.
    pub facts: Option<Facts>,
    /// Where its observations come from, in a sheet of their own.
    pub evidence: Option<Box<Table>>,
}

impl Table {
    /// The sheet it was read from.
    pub(crate) fn sheet(&self) -> Option<&str> {
        self.facts.as_ref().map(|facts| facts.sheet.as_str())
    }
}

/// The rows that fit the heading: their texts one behind the other, so that a million of them take little more room
/// than the file.
#[derive(Default)]
pub(crate) struct Rows {
    text: String,
    /// Where each field ends.
    ends: Vec<usize>,
    lines: Vec<u64>,
}

/// One row, with the line on which it stands.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    pub line: u64,
    rows: &'t Rows,
    /// The place of its first field among all fields.
    first: usize,
}

impl Rows {
    pub(super) fn push(&mut self, line: u64, fields: &[&str]) {
        for field in fields {
            self.text.push_str(field);
            self.ends.push(self.text.len());
        }
        self.lines.push(line);
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The row at this place, from 0.
    pub(crate) fn get(&self, at: usize) -> Option<Row<'_>> {
        let width = self.ends.len() / self.lines.len().max(1);
        self.lines.get(at).map(|line| Row { line: *line, rows: self, first: at * width })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        let width = self.ends.len() / self.lines.len().max(1);
        self.lines.iter().enumerate().map(move |(at, line)| Row { line: *line, rows: self, first: at * width })
    }
}

impl<'t> Row<'t> {
    /// The text of the field at this place, from 0.
    pub(crate) fn field(self, at: usize) -> &'t str {
        let at = self.first + at;
        let begin = at.checked_sub(1).map_or(0, |before| self.rows.ends[before]);
        &self.rows.text[begin..self.rows.ends[at]]
    }
}

/// Reads a table of a text file or a workbook; rows that do not fit the heading are reported and left out.
pub(crate) fn read_table(bytes: &[u8], source: &Source<'_>, found: &mut Diagnostics) -> Option<Table> {
    let (file, limits) = (source.file, source.limits);
    let place = |line: Option<u64>| Place { line, ..source.place() };
    if limits.forbid(Limit::DataBytes, bytes.len()) {
        let most = limits.get(Limit::DataBytes);
        let bytes = plural(most, "byte", "bytes");
        let message = bi!("the file is longer than {bytes}", "文件超过 {most} 字节");
        found.push(too_large(message, Limit::DataBytes).at("", place(None)));
        return None;
    }
    #[cfg(feature = "xlsx")]
    if is_workbook(bytes) {
        // Of its own, since others may have found something in other tables.
        let mut own = Diagnostics::new();
        let table = read_workbook(bytes, source, &mut own).and_then(|table| {
            slips(&table.meta, file).into_iter().for_each(|slip| own.push(slip));
            let sheet = table.sheet().map(str::to_owned);
            let whole = table.whole(source, true, &mut own);
            own.in_sheet(&sheet.unwrap_or_default());
            whole
        });
        found.extend(own);
        return table;
    }
    let text = match decode(bytes) {
        Ok((text, encoding)) => {
            if let Some(encoding) = encoding {
                let message = bi!("read as {encoding}, not as UTF-8", "按 {encoding} 编码读取，而非 UTF-8");
                found.push(Diagnostic::new(codes::ENCODING_READ, message).at("", place(None)));
            }
            text
        }
        Err(problem) => {
            let line = problem.place.line;
            found.push(problem.at("", place(line)));
            return None;
        }
    };
    let (meta, skipped, body) = opening_lines(&text);
    slips(&meta, file).into_iter().for_each(|slip| found.push(slip));
    let mut table = Table { meta, ..Table::default() };
    let (body, line) = match source.titled.then(|| above(body, source.fits)).flatten() {
        None => (body, skipped + 1),
        Some((length, lines, rows)) => {
            let rows = plural(rows, "row", "rows");
            let (first, last) = (skipped + 1, skipped + lines);
            let message = bi!(
                "not read, standing above the heading: {rows}, on lines {first} to {last}",
                "表头之上的第 {first} 至 {last} 行未读取"
            );
            found.push(Diagnostic::new(codes::ROWS_ABOVE, message).at("", place(Some(first))));
            (&body[length..], last + 1)
        }
    };
    let problems = table.read_rows(body, line);
    if limits.forbid(Limit::Columns, table.headings.len()) {
        found.push(too_wide(table.headings.len(), source, place(Some(table.heading_line))));
        return None;
    }
    let none = problems.is_empty();
    for Problem { line, code, message, hint } in problems {
        found.push(Diagnostic::new(code, message).at("", place(Some(line))).hint(hint));
    }
    table.whole(source, none, found)
}

/// A heading of more columns than are allowed.
pub(super) fn too_wide(count: usize, source: &Source<'_>, place: Place) -> Diagnostic {
    let most = source.limits.get(Limit::Columns);
    let message = bi!("the heading has {count} columns, more than {most}", "表头有 {count} 列，超过 {most} 列");
    too_large(message, Limit::Columns).at("", place)
}

pub(super) fn too_large(message: Bilingual, limit: Limit) -> Diagnostic {
    let name = limit.name();
    Diagnostic::new(codes::TABLE_TOO_LARGE, message).hint(bi!(
        "`--limit {name}=N` allows more, where the machine can hold it",
        "确需更多且机器容纳得下，请用 `--limit {name}=N`"
    ))
}

/// The head of a table about which nothing is to be said.
pub(super) struct Head {
    pub meta: Vec<(String, String, u64)>,
    pub headings: Vec<String>,
    pub heading_line: u64,
    pub separator: u8,
}

impl Head {
    /// The head at the beginning of a text, and how many bytes it takes; nothing where it is not plain or not whole.
    pub(super) fn read(text: &str) -> Option<(Head, usize)> {
        let (meta, skipped, body) = opening_lines(text);
        let (line, rows) = body.split_once('\n')?;
        let plain = slips(&meta, None).is_empty() && !line.trim_end_matches('\r').contains('\r');
        let separator = separator(body);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(line.as_bytes());
        let record = reader.records().next()?.ok()?;
        let headings: Vec<String> = record.iter().map(|field| visible(field).to_owned()).collect();
        let named = headings.iter().any(|heading| !heading.is_empty());
        let head = Head { meta, headings, heading_line: skipped + 1, separator };
        (plain && named && Quotes::of(line.as_bytes(), separator) == Quotes::Sound)
            .then_some((head, text.len() - rows.len()))
    }
}

struct Problem {
    line: u64,
    code: Code,
    message: Bilingual,
    hint: Bilingual,
}

impl Table {
    /// The table, where there is a heading and something below it; what is absent is told if nothing else was.
    fn whole(self, source: &Source<'_>, tell: bool, found: &mut Diagnostics) -> Option<Table> {
        let (diagnostic, hint, line) = if self.heading_line == 0 {
            let hint = bi!(
                "a data file begins with a heading such as `unit,A11,A12`",
                "数据文件以表头开头，如 `unit,A11,A12`"
            );
            (Diagnostic::new(codes::EMPTY_FILE, bi!("the file is empty", "文件为空")), hint, None)
        } else if self.rows.len() == 0 {
            let message = bi!("there is a heading and no rows", "只有表头，没有数据行");
            let hint = bi!("add one row per unit", "每个评价对象写一行");
            (Diagnostic::new(codes::HEADER_ONLY, message), hint, Some(self.heading_line))
        } else {
            return Some(self);
        };
        if tell {
            let sheet = self.sheet().map(str::to_owned);
            found.push(diagnostic.at("", Place { line, sheet, ..source.place() }).hint(hint));
            return None;
        }
        (self.heading_line > 0).then_some(self)
    }

    /// Takes the heading and the rows from the text that begins on line `first_line`, and tells what is wrong.
    fn read_rows(&mut self, body: &str, first_line: u64) -> Vec<Problem> {
        let separator = separator(body);
        let mut problems = Vec::new();
        let mut lines = Lines::new(body, first_line);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(body.as_bytes());
        // A text in memory, with rows of any length, gives the reader nothing to fail on.
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).unwrap_or(false) {
            let line = lines.of(record.position().map_or(0, |position| position.byte() as usize));
            let mut fields: Vec<&str> = record.iter().map(visible).collect();
            let owned = |fields: Vec<&str>| fields.into_iter().map(str::to_owned).collect::<Vec<String>>();
            let quotes = Quotes::of(&body.as_bytes()[lines.at..], separator);
            if let Some((message, hint)) = quotes.problem() {
                problems.push(Problem { line, code: codes::CSV_SYNTAX, message, hint });
            }
            if quotes == Quotes::Followed && self.heading_line == 0 {
                (self.headings, self.heading_line) = (owned(fields), line);
            } else if quotes != Quotes::Sound {
                self.ragged.push(owned(fields));
            } else if fields.iter().all(|field| field.is_empty()) {
                // A row of nothing but separators, as spreadsheets leave behind the last one.
            } else if self.heading_line == 0 {
                (self.headings, self.heading_line) = (owned(fields), line);
            } else if fit(&mut fields, &self.headings) {
                self.rows.push(line, &fields);
            } else {
                problems.push(ragged(line, fields.len(), self.headings.len(), char::from(separator)));
                self.ragged.push(owned(fields));
            }
        }
        problems
    }
}

/// A field without what cannot be seen at its ends.
pub(super) fn visible(field: &str) -> &str {
    field.trim_matches(|character: char| character.is_whitespace() || matches!(character, '\u{FEFF}' | '\u{200B}'))
}

/// Whether a row fits the heading, once empty fields at its end are dropped or added where they stand for nothing.
fn fit(fields: &mut Vec<&str>, headings: &[String]) -> bool {
    while fields.len() > headings.len() && fields.last().is_some_and(|field| field.is_empty()) {
        fields.pop();
    }
    let missing = headings.get(fields.len()..).unwrap_or_default();
    if missing.iter().all(String::is_empty) {
        fields.resize(fields.len() + missing.len(), "");
    }
    fields.len() == headings.len()
}

fn ragged(line: u64, found: usize, expected: usize, separator: char) -> Problem {
    let (sign, sign_zh) = match separator {
        '\t' => ("tab".to_owned(), "制表符".to_owned()),
        sign => (format!("`{sign}`"), format!("“{sign}”")),
    };
    let hint = if found < expected {
        bi!("a {sign} is missing; an empty cell still needs one", "缺少分隔符{sign_zh}；空单元格也要保留分隔符")
    } else {
        bi!("a text or number with a {sign} in it needs quotes", "含{sign_zh}的文字或数字要加引号")
    };
    let fields = plural(found, "field", "fields");
    let message =
        bi!("the row has {fields}, the heading has {expected}", "此行有 {found} 个字段，表头有 {expected} 个");
    Problem { line, code: codes::RAGGED_ROW, message, hint }
}

/// In how many rows the heading is looked for.
const HEADING_WITHIN: usize = 50;

/// How many bytes, lines and rows stand above the heading, such as a title; nothing where the first row is the heading,
/// or no row is known to be it.
fn above(body: &str, fits: &dyn Fn(&[String]) -> bool) -> Option<(usize, u64, usize)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(widest(body)))
        .from_reader(body.as_bytes());
    let row = |record: csv::StringRecord| {
        let cells: Vec<String> = record.iter().map(|field| visible(field).to_owned()).collect();
        (record.position().map_or(0, |position| position.byte() as usize), cells)
    };
    let rows: Vec<(usize, Vec<String>)> = reader
        .records()
        .flatten()
        .map(row)
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .take(HEADING_WITHIN)
        .collect();
    // Where no heading is known, what stands in one cell above a row of several words is a title.
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let words = |cells: &[String]| !cells.iter().any(|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
    let titled = || rows.iter().position(|(_, cells)| filled(cells) > 1).filter(|at| words(&rows[*at].1));
    let at = rows.iter().position(|(_, cells)| fits(cells)).or_else(titled)?;
    if at == 0 {
        return None;
    }
    let mut lines = Lines::new(body, 1);
    let line = lines.of(rows[at].0);
    Some((lines.at, line - 1, at))
}

/// The line with the most separators among the first: a title may stand above the heading.
pub(super) fn widest(text: &str) -> &str {
    let signs = |line: &&str| line.bytes().filter(|byte| matches!(byte, b',' | b';' | b'\t')).count();
    let lines: Vec<&str> = text.lines().take(HEADING_WITHIN).collect();
    // From behind, so that the first of equals is taken.
    lines.into_iter().rev().max_by_key(signs).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Table>, Vec<String>) {
        let mut found = Diagnostics::new();
        let source =
            Source { file: Some("x.csv"), sheet: None, fits: &|_| true, titled: false, limits: Limits::default() };
        let table = read_table(text.as_bytes(), &source, &mut found);
        (table, found.iter().map(|diagnostic| format!("{}:{:?}", diagnostic.code, diagnostic.place.line)).collect())
    }

    fn lines(text: &str) -> Vec<u64> {
        read(text).0.map(|table| table.rows.iter().map(|row| row.line).collect()).unwrap_or_default()
    }

    #[test]
    fn lines_are_counted_from_the_top_of_the_file() {
        let (table, found) = read("# synthetic: true\n\"# source: a, \"\"b\"\"\",,\nunit;A\nx;1\n\ny;2\nz\n");
        let table = table.expect("a table");
        assert_eq!(table.meta[0], ("synthetic".into(), "true".into(), 1));
        assert_eq!(table.meta[1], ("source".into(), "a, \"b\"".into(), 2));
        assert_eq!(table.heading_line, 3);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4, 6]);
        assert_eq!(found, ["ragged-row:Some(7)"]);
        for end in ["\n", "\r\n", "\r"] {
            let text = "# a: b\n\nunit,A\n\"x\ny\",1\n\n,,\nz,2".replace('\n', end);
            assert_eq!(lines(&text), [4, 8], "{end:?}");
        }
    }

    #[test]
    fn opening_lines_end_where_the_table_begins() {
        assert_eq!(lines("sep=;\nunit;A\nx;1\n"), [3]);
        assert_eq!(lines("#,unit,A\n1,x,2\n"), [2]);
        assert_eq!(lines("#\n# free words\n#,,\nunit,A\nx,2\n"), [5]);
        assert_eq!(lines(",,\n\nunit,A\nx,2\n"), [4]);
    }

    #[test]
    fn what_holds_no_table_says_so() {
        for (text, expected) in [
            ("", "empty-file:None"),
            (" \n", "empty-file:None"),
            ("# a: b\n", "empty-file:None"),
            ("unit,A\n", "header-only:Some(1)"),
            ("unit,A\nx,\"1\ny,2\n", "csv-syntax:Some(2)"),
            ("unit,A\n\"x,1\ny,2\n", "csv-syntax:Some(2)"),
            ("\"unit,A\nx,1\ny,2\n", "csv-syntax:Some(1)"),
            ("unit,A\nx,\"1\"2\n", "csv-syntax:Some(2)"),
            ("unit,\"A\"B\nx,1\n", "csv-syntax:Some(1)"),
        ] {
            assert_eq!(read(text).1, [expected], "{text:?}");
        }
    }

    #[test]
    fn what_stands_behind_a_closing_quote_is_not_joined_to_it() {
        assert_eq!(read("unit,A\nx,1\n\"a\nb\"c,2\ny,\"3\" \"4\"\n").1, ["csv-syntax:Some(3)", "csv-syntax:Some(5)"]);
        assert_eq!(read("unit\tA\n\"x\" \t\"\"\"1\"\"\" \r\n\"y\"\t\"2\"").1, Vec::<String>::new());
        let (table, _) = read("unit,A\nx,\"1\"2\ny,3\n");
        assert_eq!(table.map(|table| (table.rows.len(), table.ragged.len())), Some((1, 1)));
    }

    #[test]
    fn empty_fields_at_the_end_stand_for_nothing() {
        assert_eq!(read("unit,A,,\nx,1\ny,2,,,,\nz,3,,\n").1, Vec::<String>::new());
        assert_eq!(read("unit,A,B\nx,1,\ny,2\n").1, ["ragged-row:Some(3)"]);
    }
}
