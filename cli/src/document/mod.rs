//! A document of the library in every format: what `analyse`, `compare`, `gap` and `report` end with.

mod text;

use clap::{Arg, ArgMatches};
use govscore::diagnostic::{Place, codes};
use govscore::report::{Document, Table};
use govscore::{Diagnostic, Lang};

use crate::args;
use crate::figures::json;
use crate::language::{comma, pick, say};
use crate::output::{Format, Target, both};
use crate::session::{Session, Stop};
use crate::table::{csv, plain};

/// What a document is written as.
pub const FORMATS: &[&str] = &["text", "md", "csv", "json", "html", "xlsx"];

/// `--format`, `--output` and `--table`.
pub fn arguments(lang: Lang) -> impl Iterator<Item = Arg> {
    let table = args::option(lang, "table").value_name("ID").help(pick(
        lang,
        "The table that CSV holds; an unknown ID lists them\n[default: the first long one, else the first]",
        "CSV 输出哪个表，代号不存在时列出全部\n默认为第一个长表，没有长表则为第一个表",
    ));
    args::output(lang, FORMATS).into_iter().chain([table])
}

/// Where the document will go; asked before anything is computed, so that wrong usage is known at once.
pub fn target_of(matches: &ArgMatches, lang: Lang) -> Result<Target, Stop> {
    let target = args::target_of(matches, FORMATS, lang)?;
    if matches.contains_id("table") && target.format != Format::Csv {
        let message = pick(lang, "--table is for CSV, which holds one table", "--table 只用于 CSV，一个文件一个表");
        return Err(Stop::Usage(message.to_owned()));
    }
    Ok(target)
}

/// Writes a document in the format of the target.
pub fn write(session: &mut Session, matches: &ArgMatches, target: &Target, document: &Document) -> Result<(), Stop> {
    match target.format {
        Format::Text => target.write(session, &text::write(document)),
        Format::Md => target.write(session, &document.to_markdown()),
        Format::Json => target.write(session, &json(document)),
        Format::Csv => {
            let asked = matches.try_get_one::<String>("table").ok().flatten();
            let table = chosen(document, asked.map(String::as_str))?;
            beside_csv(session, document);
            target.write(session, &as_csv(table))
        }
        Format::Xlsx => {
            let bytes = session.check(document.to_xlsx())?;
            target.write_bytes(session, &bytes)
        }
        Format::Html => target.write(session, &document.to_html()),
    }
}

/// The table with this id; without one the first long one, else the first.
fn chosen<'d>(document: &'d Document, id: Option<&str>) -> Result<Option<&'d Table>, Stop> {
    let tables = document.tables();
    let Some(id) = id else {
        return Ok(tables.iter().find(|table| table.long).or(tables.first()).copied());
    };
    document.table(id).map(Some).ok_or_else(|| {
        let lang = document.lang;
        let lines: Vec<String> =
            tables.iter().map(|table| format!("  {}  {}", plain(&table.id), plain(&table.caption))).collect();
        let lines = lines.join("\n");
        Stop::Usage(say!(lang, "there is no table `{id}`; there are:\n{lines}", "没有表“{id}”，可取：\n{lines}"))
    })
}

/// Headings and rows as they are printed.
fn as_csv(table: Option<&Table>) -> String {
    let Some(table) = table else { return String::new() };
    let headings = table.columns.iter().map(|column| column.heading.as_str()).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| cell.printed()).collect());
    csv(std::iter::once::<Vec<&str>>(headings).chain(rows))
}

/// The banners as a note beside CSV, whose columns have no place for them.
fn beside_csv(session: &mut Session, document: &Document) {
    if !document.banners.is_empty() {
        let message = document.banners.join(comma(document.lang));
        let message = both(message.clone(), message);
        session.report.push(Diagnostic::new(codes::BANNER, message).at("", Place::default()));
    }
}

#[cfg(test)]
mod tests {
    use govscore::report::{Cell, Section};
    use govscore::{Ratio, Rounding};

    use super::*;

    fn document() -> Document {
        let mut document = Document::new(Lang::En, "T");
        let mut section = Section::new("s", "S");
        let mut short = Table::new("short", "A short one").words("k");
        short.row([Cell::text("x")]);
        section.push(short);
        let mut long = Table::new("long", "A long one").words("unit").figures("points").long();
        long.row([Cell::text("=1+1,\"x\""), Cell::rounded(&Ratio::from(8), Rounding::half_up(2))]);
        long.row([Cell::text("y"), Cell::Empty]);
        section.push(long);
        document.sections.push(section);
        document
    }

    #[test]
    fn csv_holds_the_first_long_table_or_the_one_asked_for() {
        let document = document();
        let of = |id| chosen(&document, id).map(as_csv);
        assert_eq!(of(None).expect("a table"), "unit,points\n\"=1+1,\"\"x\"\"\",8.00\ny,\n");
        assert_eq!(of(Some("short")).expect("a table"), "k\nx\n");
        let Err(Stop::Usage(message)) = of(Some("none")) else { panic!("there is no such table") };
        assert_eq!(message, "there is no table `none`; there are:\n  short  A short one\n  long  A long one");
        assert_eq!(chosen(&Document::new(Lang::En, "T"), None).map(as_csv).expect("nothing"), "");
    }
}
