//! Workbooks of Excel, WPS and LibreOffice (.xlsx, ECMA-376) as tables.
//!
//! The archive is opened in [`package`] and its sheets are listed in [`book`]; [`sheet`] reads one of them to cells, and
//! [`fill`] makes a table of those, about which [`Facts`](super::facts::Facts) says what texts cannot.
//! Nothing is taken from a file's word: sizes, extents and merged areas are held to [`Limit::WorkbookBytes`].

mod book;
mod fault;
mod fill;
mod number;
mod package;
mod sheet;
mod styles;
mod xml;

use book::Book;
use fault::Fault;
use fill::{Filled, Said, as_it_stands, fill, has_heading};
use sheet::Sheet;

use super::columns::has_evidence;
use super::grid::Grid;
use super::opening::{TEMPLATE, opening_entry};
use super::sheets::{EVIDENCE, LISTS, READ_ME};
use super::table::{Source, Table, too_wide, visible};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Place, bi, codes, nearest};
use crate::limits::Limit;
use crate::number::{plain_text, shorten};

/// Reads the sheet that is meant; what is found has its place in the workbook.
pub(super) fn read_workbook(bytes: &[u8], source: &Source<'_>, found: &mut Diagnostics) -> Option<Table> {
    match read(bytes, source, found) {
        Ok(table) => table,
        Err(fault) => {
            found.push(fault.diagnostic(source.limits).at("", source.place()));
            None
        }
    }
}

/// Reads the sheet that is meant as it stands; what is found has its place in the workbook.
pub(super) fn read_sheet(bytes: &[u8], source: &Source<'_>, found: &mut Diagnostics) -> Option<Grid> {
    let read = named_sheet(bytes, source, found).and_then(|read| {
        let Some((Chosen { name, sheet, .. }, most)) = read else { return Ok(None) };
        let (grid, said) = as_it_stands(&sheet, most)?;
        tell(said, &name, source, found);
        Ok(Some(Grid { sheet: Some(name), ..grid }))
    });
    read.unwrap_or_else(|fault| {
        found.push(fault.diagnostic(source.limits).at("", source.place()));
        None
    })
}

fn read(bytes: &[u8], source: &Source<'_>, found: &mut Diagnostics) -> Result<Option<Table>, Fault> {
    let Some((Chosen { name, sheet, evidence }, most)) = named_sheet(bytes, source, found)? else { return Ok(None) };
    let mut as_table = |name: String, sheet: &Sheet, fits| -> Result<Table, Fault> {
        let Filled { mut table, said } = fill(sheet, fits, most)?;
        tell(said, &name, source, found);
        table.facts.get_or_insert_default().sheet = name;
        Ok(table)
    };
    let mut table = as_table(name, &sheet, source.fits)?;
    if let Some((name, sheet)) = evidence {
        table.evidence = Some(Box::new(as_table(name, &sheet, &has_evidence)?));
    }
    Ok(Some(table))
}

fn tell(said: Vec<Said>, name: &str, source: &Source<'_>, found: &mut Diagnostics) {
    for (code, message, line, column) in said {
        let place = Place { line, column, sheet: Some(name.to_owned()), ..source.place() };
        found.push(Diagnostic::new(code, message).at("", place));
    }
}

/// The sheet that is meant, and the one of evidence beside it.
struct Chosen {
    name: String,
    sheet: Sheet,
    evidence: Option<(String, Sheet)>,
}

/// The sheet that is meant, with how many bytes its texts may take.
fn named_sheet(bytes: &[u8], source: &Source<'_>, found: &mut Diagnostics) -> Result<Option<(Chosen, u64)>, Fault> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(old_format(bytes));
    }
    let mut book = Book::open(bytes, source.limits)?;
    let Some(chosen) = choose(&mut book, source, found)? else { return Ok(None) };
    let all =
        [(&chosen.name, &chosen.sheet)].into_iter().chain(chosen.evidence.iter().map(|(name, sheet)| (name, sheet)));
    for (name, sheet) in all {
        if source.limits.forbid(Limit::Columns, sheet.last_column()) {
            let place = Place { sheet: Some(name.clone()), ..source.place() };
            found.push(too_wide(sheet.last_column() as usize, source, place));
            return Ok(None);
        }
    }
    Ok(Some((chosen, book.most)))
}

/// The container of Excel 97, in which newer ones put what is locked by a password.
fn old_format(bytes: &[u8]) -> Fault {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = bytes.windows(name.len()).any(|window| window == name);
    if locked {
        Fault::Locked
    } else {
        Fault::Other("a workbook of Excel 97-2003 (.xls)", " Excel 97-2003 工作簿（.xls）")
    }
}

/// The sheet that is meant: the one of that name, else the only one that holds something, else the one that was made to
/// be filled in, else the first whose headings fit.
fn choose(book: &mut Book<'_>, source: &Source<'_>, found: &mut Diagnostics) -> Result<Option<Chosen>, Fault> {
    let names: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let hidden: Vec<bool> = book.sheets.iter().map(|sheet| sheet.hidden).collect();
    if let Some(asked) = source.sheet {
        let same = |name: &String| plain_text(name) == plain_text(asked);
        let Some(at) = names.iter().position(same) else {
            found.push(no_such(asked, &names).at("", source.place()));
            return Ok(None);
        };
        if hidden[at] {
            let message = bi!("the sheet that is read is hidden", "所读的工作表是隐藏的");
            let place = Place { sheet: Some(names[at].clone()), ..source.place() };
            found.push(Diagnostic::new(codes::HIDDEN_CELLS, message).at("", place));
        }
        let is_evidence = |other: &usize| *other != at && !hidden[*other] && EVIDENCE.is(&names[*other]);
        let evidence = match (0..names.len()).find(is_evidence) {
            Some(other) => {
                Some((names[other].clone(), book.sheet(other)?)).filter(|(_, sheet)| has_heading(sheet, &has_evidence))
            }
            None => None,
        };
        return Ok(Some(Chosen { name: names[at].clone(), sheet: book.sheet(at)?, evidence }));
    }
    let mut filled: Vec<(usize, Sheet)> = Vec::new();
    for at in (0..names.len()).filter(|at| !hidden[*at]) {
        let sheet = book.sheet(at)?;
        if sheet.last_column() > 0 {
            filled.push((at, sheet));
        }
    }
    let list = |filled: &mut dyn Iterator<Item = usize>| {
        let names: Vec<String> = filled.map(|at| shorten(&names[at])).collect();
        (names.join(", "), names.join("、"))
    };
    let made = filled.iter().position(|(_, sheet)| is_template(sheet));
    // What its own sheets are for is known.
    let is_own = |at: &usize| made.is_some() && (READ_ME.is(&names[*at]) || LISTS.is(&names[*at]));
    let (en, zh) = list(&mut (0..names.len()).filter(|at| hidden[*at] && !is_own(at)));
    if !en.is_empty() {
        let message = bi!("hidden sheets were not read: {en}", "隐藏的工作表未读取：{zh}");
        found.push(Diagnostic::new(codes::HIDDEN_CELLS, message).at("", source.place()).hint(ask_for()));
    }
    if filled.is_empty() {
        let message = bi!("no visible sheet holds anything", "没有含内容的可见工作表");
        found.push(Diagnostic::new(codes::NO_SUCH_SHEET, message).at("", source.place()));
        return Ok(None);
    }
    let is_evidence: Vec<bool> = (filled.iter())
        .map(|(at, sheet)| filled.len() > 1 && EVIDENCE.is(&names[*at]) && has_heading(sheet, &has_evidence))
        .collect();
    let fits =
        |place: &usize| !is_evidence[*place] && (filled.len() == 1 || has_heading(&filled[*place].1, source.fits));
    let first = || is_evidence.iter().position(|is_evidence| !is_evidence).unwrap_or(0);
    let chosen = made.or_else(|| (0..filled.len()).find(fits)).unwrap_or_else(first);
    let evidence = is_evidence.iter().position(|is_evidence| *is_evidence).filter(|place| *place != chosen);
    let apart = |place: &usize| *place != chosen && Some(*place) != evidence && !is_own(&filled[*place].0);
    let (en, zh) = list(&mut (0..filled.len()).filter(apart).map(|place| filled[place].0));
    if !en.is_empty() {
        let message = bi!("this is the sheet that was read; there are others: {en}", "读取的是此工作表；其余有：{zh}");
        let place = Place { sheet: Some(names[filled[chosen].0].clone()), ..source.place() };
        found.push(Diagnostic::new(codes::SHEET_CHOSEN, message).at("", place).hint(ask_for()));
    }
    let mut sheets: Vec<Option<(String, Sheet)>> =
        filled.into_iter().map(|(at, sheet)| Some((names[at].clone(), sheet))).collect();
    let evidence = evidence.and_then(|place| sheets[place].take());
    Ok(sheets[chosen].take().map(|(name, sheet)| Chosen { name, sheet, evidence }))
}

/// Whether a sheet says of itself that it was made to be filled in.
fn is_template(sheet: &Sheet) -> bool {
    let words = sheet.find((1, 1)).map(|cell| visible(sheet.text(cell)));
    let entry = words.and_then(|words| opening_entry(words.strip_prefix('#')?));
    entry.is_some_and(|(key, _)| key == TEMPLATE)
}

fn ask_for() -> Bilingual {
    bi!("`--sheet NAME` reads another", "可用 `--sheet 名称` 读取其他工作表")
}

fn no_such(asked: &str, names: &[String]) -> Diagnostic {
    let shown = shorten(asked);
    let message = bi!("there is no sheet {shown:?}", "没有工作表 {shown:?}");
    let list: Vec<String> = names.iter().map(|name| shorten(name)).collect();
    let (en, zh) = (list.join(", "), list.join("、"));
    let hint = match nearest(asked, names.iter().map(String::as_str)) {
        Some(near) => bi!("did you mean {near:?}?", "是否应为 {near:?}？"),
        None => bi!("the sheets are: {en}", "工作表有：{zh}"),
    };
    Diagnostic::new(codes::NO_SUCH_SHEET, message).hint(hint)
}
