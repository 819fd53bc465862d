//! What people add to a report in their own words: per chapter and per unit.

use serde::Deserialize;

use crate::data::{Dataset, decode};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes, nearest};
use crate::error::Error;
use crate::number::shorten;
use crate::words::Text;

/// People's own text, from a YAML file:
///
/// ```yaml
/// chapters:
///   overview: |
///     First paragraph.
///
///     Second paragraph.
/// units:
///   宁波市: What the city did.
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    chapters: Vec<(String, Vec<String>)>,
    units: Vec<(usize, Vec<String>)>,
    file: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NotesFile {
    chapters: Pairs,
    units: Pairs,
}

/// A mapping from text to text in the order of the file, no key twice.
#[derive(Default)]
pub(super) struct Pairs(pub Vec<(Text, Text)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Pairs, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Pairs;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a mapping from a name to a text")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs: Vec<(Text, Text)> = Vec::new();
                while let Some((key, text)) = map.next_entry::<Text, Text>()? {
                    if pairs.iter().any(|(known, _)| *known == key) {
                        return Err(serde::de::Error::custom(format!("`{key}` comes twice")));
                    }
                    pairs.push((key, text));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

impl Notes {
    /// Reads notes about units of `dataset`; all problems are told at once.
    pub fn read(yaml: &[u8], file: Option<&str>, dataset: &Dataset) -> Result<Notes, Error> {
        let place = |line: Option<u64>| Place { file: file.map(str::to_owned), line, ..Place::default() };
        let mut found = Diagnostics::new();
        let text = match decoded(yaml) {
            Ok(text) => text,
            Err(problem) => {
                found.push(problem.at("", place(None)));
                return Err(Error::Report(found));
            }
        };
        let read = match serde_yaml::from_str::<NotesFile>(&text) {
            Ok(read) => read,
            Err(error) => {
                let line = error.location().map(|location| location.line() as u64);
                let message = bi!("the notes cannot be read: {error}", "无法读取附注：{error}");
                let hint = bi!(
                    "write `chapters:` and `units:`, each with `name: text` below it",
                    "写 `chapters:` 和 `units:`，其下各写 `名称: 文字`"
                );
                found.push(Diagnostic::new(codes::BAD_NOTES, message).at("", place(line)).hint(hint));
                return Err(Error::Report(found));
            }
        };
        let mut units: Vec<(usize, Vec<String>)> = Vec::new();
        for (name, text) in read.units.0 {
            match dataset.find(name.as_str()) {
                Some(row) => units.push((row, paragraphs(text.as_str()))),
                None => {
                    let shown = shorten(name.as_str());
                    let message = bi!("the data have no unit `{shown}`", "数据中没有 `{shown}`");
                    let names = dataset.units().iter().map(|unit| unit.label(crate::diagnostic::Lang::Zh));
                    let mut unknown =
                        Diagnostic::new(codes::BAD_NOTES, message).at(format!("units.{name}"), place(None));
                    unknown.hint =
                        nearest(name.as_str(), names).map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"));
                    found.push(unknown);
                }
            }
        }
        let chapters = read.chapters.0.into_iter().map(|(name, text)| (name.0, paragraphs(text.as_str()))).collect();
        if !found.is_empty() {
            return Err(Error::Report(found));
        }
        Ok(Notes { chapters, units, file: file.map(str::to_owned) })
    }

    /// The paragraphs about a chapter.
    pub(super) fn chapter(&self, id: &str, title: &str) -> Option<&[String]> {
        self.chapters.iter().find(|(known, _)| is_called(known, id, title)).map(|(_, text)| text.as_slice())
    }

    /// The rows of the units that notes are about, in the order of the file.
    pub(super) fn rows(&self) -> impl Iterator<Item = usize> {
        self.units.iter().map(|(row, _)| *row)
    }

    /// The paragraphs about a unit.
    pub(super) fn unit(&self, row: usize) -> Option<&[String]> {
        self.units.iter().find(|(known, _)| *known == row).map(|(_, text)| text.as_slice())
    }

    /// That a note is about a chapter that the report does not have.
    ///
    /// `chapters` has the id and the title of each.
    pub(super) fn without_chapter(&self, chapters: &[(String, String)]) -> Diagnostics {
        let mut found = Diagnostics::new();
        let known = |name: &str| chapters.iter().any(|(id, title)| is_called(name, id, title));
        let list: Vec<String> = chapters.iter().map(|(id, title)| format!("{id} ({title})")).collect();
        let list = list.join(", ");
        for (name, _) in self.chapters.iter().filter(|(name, _)| !known(name)) {
            let shown = shorten(name);
            let message = bi!("the report has no chapter `{shown}`", "报告没有名为 `{shown}` 的章");
            let hint = bi!("its chapters are: {list}", "现有各章：{list}");
            let place = Place { file: self.file.clone(), ..Place::default() };
            found.push(Diagnostic::new(codes::BAD_NOTES, message).at(format!("chapters.{name}"), place).hint(hint));
        }
        found
    }
}

/// The text of a file that people wrote, in whichever of the usual encodings.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Diagnostic> {
    decode(bytes).map(|(text, _)| text.into_owned()).map_err(|problem| *problem)
}

/// Whether a chapter is meant: by its id, its title, or the code of its indicator.
fn is_called(name: &str, id: &str, title: &str) -> bool {
    name == id || name == title || id.strip_prefix("indicator-") == Some(name)
}

/// What stands between empty lines, each as one line.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match (line.is_empty(), paragraphs.last_mut()) {
            (false, Some(last)) => {
                // Chinese needs no space where a line ends, other languages do.
                let joined = last.chars().last().is_some_and(|end| end.is_ascii() && end != ' ');
                last.push_str(if joined { " " } else { "" });
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("one\ntwo\n\n\nthree\n"), ["one two", "three"]);
        assert_eq!(paragraphs("第一行\n接着\n"), ["第一行接着"]);
        assert_eq!(paragraphs(" \n\n"), Vec::<String>::new());
    }
}
