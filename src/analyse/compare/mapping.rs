//! What a user says of two editions: which indicators and units are the same under other codes, and which are not.

use std::collections::HashMap;

use serde::Deserialize;

use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes, nearest};
use crate::error::Error;
use crate::framework::{Framework, Marks, Node, NodeId, Step, Text, written};
use crate::limits::Limits;
use crate::number::shorten;

/// What is the same in two editions beyond what bears the same code: indicators by code, units by code or name.
///
/// In a file:
///
/// ```yaml
/// indicators:
///   - {old: A11, new: B11}                     # under another code
///   - {old: A12, new: A12, comparable: true}   # its criteria changed, and it is to be compared all the same
///   - {old: A13, new: A13, comparable: false}  # under the same code, and another thing
/// units:
///   - {old: 莱芜市, new: 济南市}
/// ```
///
/// Without `comparable` the criteria decide, as they do for whatever is not named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    pub(super) indicators: Vec<IndicatorPair>,
    pub(super) units: Vec<UnitPair>,
}

/// An indicator of each edition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct IndicatorPair {
    pub old: String,
    pub new: String,
    pub comparable: Option<bool>,
    pub at: At,
}

/// A unit of each edition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct UnitPair {
    pub old: String,
    pub new: String,
    pub at: At,
}

/// Where a pair stands: its path, and the places of both sides.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct At {
    path: String,
    old: Place,
    new: Place,
}

impl At {
    /// A problem with one side of the pair.
    pub(super) fn problem(&self, new: bool, code: Code, message: Bilingual) -> Diagnostic {
        let (side, place) = if new { ("new", &self.new) } else { ("old", &self.old) };
        Diagnostic::new(code, message).at(format!("{}.{side}", self.path), place.clone())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    #[serde(default)]
    indicators: Vec<IndicatorFile>,
    #[serde(default)]
    units: Vec<UnitFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorFile {
    old: Text,
    new: Text,
    #[serde(default)]
    comparable: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitFile {
    old: Text,
    new: Text,
}

impl Mapping {
    /// Says that two indicators are the same, and whether they are to be compared; without that their criteria decide.
    pub fn indicator(mut self, old: impl Into<String>, new: impl Into<String>, comparable: Option<bool>) -> Mapping {
        let at = At { path: format!("indicators[{}]", self.indicators.len() + 1), ..At::default() };
        self.indicators.push(IndicatorPair { old: old.into(), new: new.into(), comparable, at });
        self
    }

    /// Says that two units are the same, by code or name.
    pub fn unit(mut self, old: impl Into<String>, new: impl Into<String>) -> Mapping {
        let at = At { path: format!("units[{}]", self.units.len() + 1), ..At::default() };
        self.units.push(UnitPair { old: old.into(), new: new.into(), at });
        self
    }

    /// Reads a mapping of two editions from YAML; the error holds every problem with its line and column.
    ///
    /// ```
    /// use govscore::{Framework, Mapping};
    ///
    /// let (old, new) = (Framework::builtin("un-egdi-2018")?, Framework::builtin("un-egdi-2020")?);
    /// let error = Mapping::read(b"indicators: [{old: OSI, new: OSJ}]", Some("map.yaml"), &old, &new);
    /// assert!(error.unwrap_err().to_string().contains("did you mean `OSI`?"));
    /// # Ok::<(), govscore::Error>(())
    /// ```
    pub fn read(yaml: &[u8], file: Option<&str>, old: &Framework, new: &Framework) -> Result<Mapping, Error> {
        Mapping::read_within(yaml, file, old, new, Limits::default())
    }

    /// The same within limits of one's own.
    pub fn read_within(
        yaml: &[u8],
        file: Option<&str>,
        old: &Framework,
        new: &Framework,
        limits: Limits,
    ) -> Result<Mapping, Error> {
        let (marks, read) = written::<MappingFile>(yaml, file, limits).map_err(Error::Mapping)?;
        let mut found = read.problems;
        let mapping = read.file.map(|file_read| placed(file_read, &marks, file)).unwrap_or_default();
        found.extend(mapping.problems(old, new));
        found.sort();
        if found.has_errors() { Err(Error::Mapping(found)) } else { Ok(mapping) }
    }

    /// Everything in it that does not go with the two frameworks.
    pub(super) fn problems(&self, old: &Framework, new: &Framework) -> Diagnostics {
        let mut found = Diagnostics::new();
        let (mut olds, mut news) = (HashMap::new(), HashMap::new());
        for pair in &self.indicators {
            let (mut known, mut doubled) = ([None; 2], false);
            for (is_new, framework, code, seen) in
                [(false, old, &pair.old, &mut olds), (true, new, &pair.new, &mut news)]
            {
                match node(framework, code) {
                    Some(node) => known[usize::from(is_new)] = Some(node),
                    // What could not be read was told already.
                    None if code.is_empty() && pair.at.old.line.is_some() => continue,
                    None => found.push(unknown(pair, is_new, framework, code)),
                }
                doubled |= again(&pair.at, is_new, code, seen, &mut found);
            }
            if let ([Some(before), Some(after)], false) = (known, doubled) {
                found.extend(unlike(pair, before, after).into_iter().collect());
            }
        }
        let (mut olds, mut news) = (HashMap::new(), HashMap::new());
        for pair in &self.units {
            again(&pair.at, false, &pair.old, &mut olds, &mut found);
            again(&pair.at, true, &pair.new, &mut news, &mut found);
        }
        found
    }
}

/// An indicator below the total.
pub(super) fn node<'f>(framework: &'f Framework, code: &str) -> Option<&'f Node> {
    framework.find(code).filter(|node| node.id != NodeId::TOTAL)
}

fn unknown(pair: &IndicatorPair, is_new: bool, framework: &Framework, code: &str) -> Diagnostic {
    let (id, shown) = (framework.id(), shorten(code));
    let message = bi!("`{id}` has no indicator `{shown}`", "`{id}` 没有指标 `{shown}`");
    let mut diagnostic = pair.at.problem(is_new, codes::UNKNOWN_CODE, message);
    let near = nearest(code, framework.nodes().iter().skip(1).map(|node| node.code.as_str()));
    diagnostic.hint = near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"));
    diagnostic
}

/// Notes that one side names something a second time.
fn again(at: &At, is_new: bool, text: &str, seen: &mut HashMap<String, Option<u64>>, found: &mut Diagnostics) -> bool {
    let line = if is_new { at.new.line } else { at.old.line };
    if text.is_empty() {
        return false;
    }
    let Some(first) = seen.insert(text.to_owned(), line) else { return false };
    let shown = shorten(text);
    let (en, zh) = match first {
        Some(line) => (format!(" (first on line {line})"), format!("（首次在第 {line} 行）")),
        None => Default::default(),
    };
    let (side_en, side_zh) = if is_new { ("new", "新版") } else { ("old", "旧版") };
    let message =
        bi!("`{shown}` of the {side_en} edition is paired a second time{en}", "{side_zh}的 `{shown}` 重复对应{zh}");
    let hint = bi!("each has one counterpart at most; keep one of the two", "每项至多对应一项，请只保留一处");
    found.push(at.problem(is_new, codes::BAD_MAPPING, message).hint(hint));
    true
}

/// What is measured and what is formed from others cannot be compared.
fn unlike(pair: &IndicatorPair, old: &Node, new: &Node) -> Option<Diagnostic> {
    if old.is_leaf() == new.is_leaf() || pair.comparable == Some(false) {
        return None;
    }
    let (old, new, old_is_leaf) = (&old.code, &new.code, old.is_leaf());
    let (leaf, inner) = if old_is_leaf { (old, new) } else { (new, old) };
    let message = bi!(
        "{old} and {new} cannot be compared: {leaf} is measured, {inner} is formed from others",
        "{old} 与 {new} 不可比：{leaf} 为直接测量，{inner} 由下级合成"
    );
    let hint = bi!("pair leaves with leaves", "末级指标只能对应末级指标");
    Some(pair.at.problem(true, codes::BAD_MAPPING, message).hint(hint))
}

fn placed(read: MappingFile, marks: &Marks, file: Option<&str>) -> Mapping {
    let at = |list: &'static str, index: usize| {
        let steps = |side: &'static str| [Step::key(list), Step::Index(index), Step::key(side)];
        let place = |side: &'static str| {
            let (line, column) = marks.locate(&steps(side));
            Place { file: file.map(str::to_owned), line: Some(line), column: Some(column), ..Place::default() }
        };
        At { path: format!("{list}[{}]", index + 1), old: place("old"), new: place("new") }
    };
    let indicators = read.indicators.into_iter().enumerate().map(|(index, pair)| IndicatorPair {
        old: pair.old.0,
        new: pair.new.0,
        comparable: pair.comparable,
        at: at("indicators", index),
    });
    let units = read.units.into_iter().enumerate().map(|(index, pair)| UnitPair {
        old: pair.old.0,
        new: pair.new.0,
        at: at("units", index),
    });
    Mapping { indicators: indicators.collect(), units: units.collect() }
}
