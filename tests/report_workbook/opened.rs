//! A workbook opened again: the parts of its archive, and the cells of its sheets with their formats.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// The number, and the format in which it is shown.
    Number(f64, String),
}

/// The cells of one sheet, by reference.
pub type Cells = BTreeMap<String, Value>;

/// A part of the archive; nothing where there is none.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let Ok(mut part) = archive.by_name(name) else { return String::new() };
    let mut text = String::new();
    part.read_to_string(&mut text).expect("UTF-8");
    text
}

/// The names of the sheets, in their order.
pub fn names(bytes: &[u8]) -> Vec<String> {
    elements(&part(bytes, "xl/workbook.xml"), "sheet").iter().map(|(head, _)| attribute(head, "name")).collect()
}

/// The cells of the sheet with this number, from 1.
pub fn cells(bytes: &[u8], sheet: usize) -> Cells {
    let shared: Vec<String> =
        elements(&part(bytes, "xl/sharedStrings.xml"), "si").iter().map(|(_, inner)| text(inner)).collect();
    let formats = formats(&part(bytes, "xl/styles.xml"));
    let xml = part(bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
    let value = |(head, inner): &(String, String)| {
        let written = elements(inner, "v").first().map(|(_, value)| value.clone())?;
        let value = if attribute(head, "t") == "s" {
            Value::Text(shared[written.parse::<usize>().expect("an index")].clone())
        } else {
            let style: usize = attribute(head, "s").parse().unwrap_or(0);
            Value::Number(written.parse().expect("a number"), formats[style].clone())
        };
        Some((attribute(head, "r"), value))
    };
    elements(&xml, "c").iter().filter_map(value).collect()
}

/// The format of numbers of each style.
fn formats(styles: &str) -> Vec<String> {
    let own: BTreeMap<String, String> = elements(styles, "numFmt")
        .iter()
        .map(|(head, _)| (attribute(head, "numFmtId"), attribute(head, "formatCode")))
        .collect();
    let known = [("0", "General"), ("1", "0"), ("2", "0.00"), ("10", "0.00%"), ("9", "0%"), ("49", "@")];
    let cells = elements(styles, "cellXfs").first().map(|(_, inner)| inner.clone()).unwrap_or_default();
    let format = |(head, _): &(String, String)| {
        let id = attribute(head, "numFmtId");
        let known = known.iter().find(|(known, _)| *known == id).map(|(_, format)| (*format).to_owned());
        own.get(&id).cloned().or(known).unwrap_or(id)
    };
    elements(&cells, "xf").iter().map(format).collect()
}

/// All elements of this name, none of which is inside another: head and content.
fn elements(xml: &str, name: &str) -> Vec<(String, String)> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find(&open) {
        rest = &rest[at + open.len()..];
        if !rest.starts_with([' ', '>', '/']) {
            continue;
        }
        let end = rest.find('>').expect("a head that ends");
        let head = &rest[..end];
        rest = &rest[end + 1..];
        if head.ends_with('/') {
            found.push((head.to_owned(), String::new()));
            continue;
        }
        let end = rest.find(&close).expect("an end");
        found.push((head.to_owned(), rest[..end].to_owned()));
        rest = &rest[end..];
    }
    found
}

fn attribute(head: &str, name: &str) -> String {
    let begin = format!(" {name}=\"");
    let value = head.find(&begin).map(|at| &head[at + begin.len()..]);
    value.and_then(|value| value.split('"').next()).map(plain).unwrap_or_default()
}

fn text(inner: &str) -> String {
    elements(inner, "t").iter().map(|(_, text)| plain(text)).collect()
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}
