//! What a workbook holds: its sheets, the texts that they share, and the formats of their cells.

use super::fault::Fault;
use super::package::Package;
use super::sheet::Sheet;
use super::styles::{self, Format};
use super::xml::{Item, Xml};
use crate::limits::{Limit, Limits};

/// A workbook whose sheets can be read one by one.
pub(super) struct Book<'b> {
    package: Package<'b>,
    pub sheets: Vec<Named>,
    pub texts: Texts,
    pub formats: Vec<Format>,
    /// Days are counted from 1904, as Excel for Macintosh did.
    pub from_1904: bool,
    /// How many bytes the texts of a sheet may take.
    pub most: u64,
}

/// One sheet, not read yet.
pub(super) struct Named {
    pub name: String,
    pub hidden: bool,
    part: String,
}

/// The texts that cells share, one behind the other.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// The text at this place, from 0.
    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end);
        self.text.get(begin..end)
    }

    /// How many bytes they take.
    pub(super) fn size(&self) -> u64 {
        (self.text.len() + self.ends.len()) as u64
    }
}

impl<'b> Book<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Book<'b>, Fault> {
        let mut package = Package::open(bytes, limits)?;
        let links = Links::read(&mut package, "")?;
        let main = links.of_kind("officeDocument").unwrap_or("xl/workbook.xml").to_owned();
        let Some(workbook) = package.part(&main)? else { return Err(other(&mut package)) };
        let links = Links::read(&mut package, &main)?;
        let (sheets, from_1904) = sheets(&workbook, &links)?;
        let texts = match links.of_kind("sharedStrings") {
            Some(part) => texts(&package.part(part)?.unwrap_or_default())?,
            None => Texts::default(),
        };
        let formats = match links.of_kind("styles") {
            Some(part) => styles::read(&package.part(part)?.unwrap_or_default())?,
            None => Vec::new(),
        };
        Ok(Book { package, sheets, texts, formats, from_1904, most: limits.get(Limit::WorkbookBytes) })
    }

    /// Reads the sheet at this place among `sheets`.
    pub(super) fn sheet(&mut self, at: usize) -> Result<Sheet, Fault> {
        let part = self.sheets[at].part.clone();
        let text = self.package.part(&part)?.ok_or(Fault::Damaged)?;
        Sheet::read(&text, self)
    }
}

/// What an archive is that holds no workbook.
fn other(package: &mut Package<'_>) -> Fault {
    let is_open_document = matches!(package.part("mimetype"), Ok(Some(kind)) if kind.contains("opendocument"));
    if is_open_document {
        return Fault::Other("an OpenDocument file (.ods)", " OpenDocument 文件（.ods）");
    }
    if package.has("xl/workbook.bin") {
        return Fault::Other("a binary workbook (.xlsb)", "二进制工作簿（.xlsb）");
    }
    if package.has("word/document.xml") {
        return Fault::Other("a text document (.docx)", "文字文档（.docx）");
    }
    Fault::Other("an archive of something else", "其他内容的压缩文件")
}

/// The parts that a part refers to: the id, the kind and the name of each.
struct Links(Vec<(String, String, String)>);

impl Links {
    /// Those of the part with this name; of the archive itself for none.
    fn read(package: &mut Package<'_>, of: &str) -> Result<Links, Fault> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let Some(text) = package.part(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(Links(Vec::new())) };
        let mut links = Vec::new();
        let mut xml = Xml::new(&text);
        loop {
            match xml.next()? {
                Item::Open(element) if element.is(b"Relationship") => {
                    let get = |name: &[u8]| element.attribute(name).unwrap_or_default();
                    // Both dialects end with the same word.
                    let kind = get(b"Type").rsplit('/').next().unwrap_or_default().to_owned();
                    links.push((get(b"Id"), kind, resolved(folder, &get(b"Target"))));
                }
                Item::End => return Ok(Links(links)),
                _ => {}
            }
        }
    }

    fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|(_, known, _)| known == kind).map(|(.., part)| part.as_str())
    }
}

/// The name of a part as another one in `folder` refers to it.
fn resolved(folder: &str, target: &str) -> String {
    let start = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in start.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The sheets with cells, and whether days are counted from 1904.
fn sheets(workbook: &str, links: &Links) -> Result<(Vec<Named>, bool), Fault> {
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    let mut xml = Xml::new(workbook);
    loop {
        match xml.next()? {
            Item::Open(element) if element.is(b"workbookPr") => from_1904 = element.flag(b"date1904"),
            Item::Open(element) if element.is(b"sheet") => {
                let id = element.attribute(b"id").unwrap_or_default();
                // Charts have sheets of their own, of another kind.
                let link = links.0.iter().find(|(known, kind, _)| *known == id && kind == "worksheet");
                if let Some((_, _, part)) = link {
                    sheets.push(Named {
                        name: element.attribute(b"name").unwrap_or_default(),
                        hidden: matches!(element.attribute(b"state").as_deref(), Some("hidden" | "veryHidden")),
                        part: part.clone(),
                    });
                }
            }
            Item::End => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

fn texts(part: &str) -> Result<Texts, Fault> {
    let mut texts = Texts::default();
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Item::Open(element) if element.is(b"si") => texts.push(&rich_text(&mut xml)?),
            Item::End => return Ok(texts),
            _ => {}
        }
    }
}

/// A text of one or several formats, without the readings that Japanese ones may carry.
pub(super) fn rich_text(xml: &mut Xml<'_>) -> Result<String, Fault> {
    // A line end of the old kind comes as `_x000D_`.
    Ok(xml.text(b"rPh")?.replace("_x000D_", "\r"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_from_the_folder_or_from_the_root() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl", "../../../x.xml"), "x.xml");
    }

    #[test]
    fn shared_texts_are_put_together_from_their_parts() {
        let part = "<sst><si><t>甲</t></si><si/><si><r><t xml:space=\"preserve\">乙 </t></r><r><t>&amp;&#65;</t></r>\
                    <rPh><t>yi</t></rPh></si></sst>";
        let texts = texts(part).expect("texts");
        assert_eq!([0, 1, 2, 3].map(|at| texts.get(at)), [Some("甲"), Some(""), Some("乙 &A"), None]);
    }
}
