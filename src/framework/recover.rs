//! Reads a document that serde refuses, and lists everything that is wrong with its shape.
//!
//! This is a serde `Deserializer` over [`Marks`]. Each pass ends at the first problem it meets; that problem is
//! noted, the value is replaced by a *hole* (an empty value of whatever type is asked for), and the next pass goes
//! on beyond it. Unknown and doubled keys are noted without ending a pass. So the derived shapes in
//! [`super::file`] stay the only description of the format, and one typo does not hide the next.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use super::file::FrameworkFile;
use super::marks::{Content, Marks, NodeIndex, Step};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes, nearest, one_of};

/// More problems of shape than this end the reading; they are counted, never silently dropped.
const MAX_PASSES: usize = 500;

/// What could be read, with holes where nothing could, and where the holes are.
pub(crate) struct Recovered {
    pub file: Option<FrameworkFile>,
    pub problems: Diagnostics,
    pub holes: Vec<Vec<Step>>,
}

/// Reads as much of `marks` as has the right shape.
pub(crate) fn recover(marks: &Marks, file: Option<&str>) -> Recovered {
    let mut state = State { marks, file, holes: HashSet::new(), absent: HashSet::new(), noted: HashSet::new(), problems: Diagnostics::new(), paths: Vec::new() };
    let mut result = None;
    for _ in 0..MAX_PASSES {
        let before = (state.holes.len(), state.absent.len());
        let root = Reader { state: &mut state, at: Some(marks.root()), path: Vec::new() };
        match FrameworkFile::deserialize(root) {
            Ok(read) => {
                result = Some(read);
                break;
            }
            Err(_) if (state.holes.len(), state.absent.len()) != before => continue,
            Err(Stop(problem)) => {
                let path = Vec::new();
                state.report(&path, marks.root(), &problem);
                break;
            }
        }
    }
    state.problems.sort();
    Recovered { file: result, problems: state.problems, holes: state.paths }
}

struct State<'m> {
    marks: &'m Marks,
    file: Option<&'m str>,
    /// Nodes that are read as empty.
    holes: HashSet<NodeIndex>,
    /// Keys that are read as if they stood there, empty.
    absent: HashSet<(NodeIndex, &'static str)>,
    /// Keys that were already reported as unknown or doubled.
    noted: HashSet<NodeIndex>,
    problems: Diagnostics,
    paths: Vec<Vec<Step>>,
}

impl State<'_> {
    fn push(&mut self, code: Code, path: &[Step], at: NodeIndex, message: Bilingual, hint: Option<Bilingual>) {
        let node = self.marks.node(at);
        let place = Place {
            file: self.file.map(str::to_owned),
            line: Some(node.line),
            column: Some(node.column),
            heading: None,
        };
        let mut diagnostic = Diagnostic::new(code, message).at(self.label(path), place);
        diagnostic.hint = hint;
        self.problems.push(diagnostic);
    }

    /// A path for people: `A/A1.weight`, `tiers[2].from`.
    fn label(&self, path: &[Step]) -> String {
        let mut label = String::new();
        let mut at = Some(self.marks.root());
        let mut after_indicators = false;
        for step in path {
            at = at.and_then(|index| match (step, &self.marks.node(index).content) {
                (Step::Key(key), _) => self.marks.get(index, key),
                (Step::Index(place), Content::Sequence(items)) => items.get(*place).copied(),
                _ => None,
            });
            match step {
                Step::Key(key) if key == "indicators" => after_indicators = true,
                Step::Key(key) => {
                    if !label.is_empty() {
                        label.push('.');
                    }
                    label.push_str(key);
                    after_indicators = false;
                }
                Step::Index(place) if after_indicators => {
                    let code = at.and_then(|index| self.marks.get(index, "code")).and_then(|code| self.marks.text(code));
                    if !label.is_empty() {
                        label.push('/');
                    }
                    match code {
                        Some(code) => label.push_str(code),
                        None => label.push_str(&format!("#{}", place + 1)),
                    }
                    after_indicators = false;
                }
                Step::Index(place) => label.push_str(&format!("[{}]", place + 1)),
            }
        }
        label
    }

    /// Turns what serde said about the value at `at` into a diagnostic.
    fn report(&mut self, path: &[Step], at: NodeIndex, problem: &Problem) {
        match problem {
            Problem::Claimed => {}
            Problem::Missing(key) => self.push(
                codes::MISSING_KEY,
                path,
                at,
                bi!("the key `{key}` is absent", "缺少键 `{key}`"),
                Some(bi!("add `{key}: …` here", "在此处补上 `{key}: …`")),
            ),
            Problem::UnknownWord { found, allowed } => {
                let (expected, near) = (one_of(allowed), nearest(found, allowed.iter().copied()));
                let (en, zh) = (expected.en, expected.zh);
                self.push(
                    codes::UNKNOWN_NAME,
                    path,
                    at,
                    bi!("found `{found}`, expected {en}", "写作 `{found}`，应为 {zh}"),
                    near.map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？")),
                );
            }
            Problem::UnknownKey { found, allowed } => {
                let key = self.marks.key(at, found).unwrap_or(at);
                self.unknown_key(path, key, found, allowed);
            }
            Problem::Type { found, expected } => {
                let found = found.clone().unwrap_or_else(|| kind(&self.marks.node(at).content));
                let message = Bilingual {
                    en: format!("found {}, expected {}", found.en, expected.en),
                    zh: format!("此处是{}，应为{}", found.zh, expected.zh),
                };
                self.push(codes::WRONG_TYPE, path, at, message, None);
            }
            Problem::Other(text) => {
                self.push(codes::WRONG_TYPE, path, at, bi!("{text}", "{text}"), None);
            }
        }
    }

    fn unknown_key(&mut self, path: &[Step], at: NodeIndex, found: &str, allowed: &[&str]) {
        let expected = one_of(allowed);
        let hint = match nearest(found, allowed.iter().copied()) {
            Some(near) => bi!("did you mean `{near}`?", "是否应为 `{near}`？"),
            None => Bilingual {
                en: format!("allowed here: {}", expected.en),
                zh: format!("此处允许的键：{}", expected.zh),
            },
        };
        self.push(
            codes::UNKNOWN_KEY,
            path,
            at,
            bi!("there is no key `{found}` here", "此处没有键 `{found}`"),
            Some(hint),
        );
    }
}

fn kind(content: &Content) -> Bilingual {
    match content {
        Content::Scalar { text, .. } if text.is_empty() => bi!("nothing", "空值"),
        Content::Scalar { text, .. } => {
            let text = crate::number::shorten(text);
            bi!("`{text}`", " `{text}` ")
        }
        Content::Sequence(_) => bi!("a list", "列表"),
        Content::Mapping(_) => bi!("a mapping", "映射"),
    }
}

/// What the visitors of [`super::words`] expect, in both languages.
fn in_both(expected: &str) -> Bilingual {
    let zh = if expected.starts_with("a text") {
        "文字，或含 `zh` 和 `en` 的映射（像数字的名称要加引号）"
    } else if expected.starts_with("a basis") {
        "依据，或含 `name`、`weight`、`definition` 的映射"
    } else {
        expected
    };
    Bilingual { en: expected.to_owned(), zh: zh.to_owned() }
}

/// Why a pass ended.
#[derive(Debug)]
enum Problem {
    /// Already reported, with a hole in its place.
    Claimed,
    Missing(&'static str),
    UnknownWord { found: String, allowed: &'static [&'static str] },
    UnknownKey { found: String, allowed: &'static [&'static str] },
    Type { found: Option<Bilingual>, expected: Bilingual },
    Other(String),
}

#[derive(Debug)]
struct Stop(Problem);

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Stop {
        Stop(Problem::Other(message.to_string()))
    }
    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Stop {
        Stop(Problem::Type { found: None, expected: in_both(&expected.to_string()) })
    }
    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Stop {
        Stop(Problem::Type { found: None, expected: in_both(&expected.to_string()) })
    }
    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Stop {
        let found = bi!("{length} values", "{length} 个值");
        Stop(Problem::Type { found: Some(found), expected: in_both(&expected.to_string()) })
    }
    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Stop {
        Stop(Problem::UnknownWord { found: variant.to_owned(), allowed: expected })
    }
    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Stop {
        Stop(Problem::UnknownKey { found: field.to_owned(), allowed: expected })
    }
    fn missing_field(field: &'static str) -> Stop {
        Stop(Problem::Missing(field))
    }
}

/// Reads one value; without a node it is a hole.
struct Reader<'a, 'm> {
    state: &'a mut State<'m>,
    at: Option<NodeIndex>,
    path: Vec<Step>,
}

impl<'m> Reader<'_, 'm> {
    /// Reads a part of the current node, noting what is wrong with it.
    fn child<'de, T: DeserializeSeed<'de>>(&mut self, seed: T, at: Option<NodeIndex>, step: Step) -> Result<T::Value, Stop> {
        let at = at.filter(|index| !self.state.holes.contains(index));
        self.path.push(step);
        let result = seed.deserialize(Reader { state: self.state, at, path: self.path.clone() });
        let result = match (result, at) {
            (Err(Stop(Problem::Claimed)), _) => Err(Stop(Problem::Claimed)),
            (Err(Stop(problem)), Some(index)) => {
                self.state.report(&self.path, index, &problem);
                self.state.holes.insert(index);
                self.state.paths.push(self.path.clone());
                Err(Stop(Problem::Claimed))
            }
            (result, _) => result,
        };
        self.path.pop();
        result
    }

    fn scalar(&self) -> Option<(&'m str, bool)> {
        match &self.state.marks.node(self.at?).content {
            Content::Scalar { text, plain } => Some((text.as_str(), *plain)),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.scalar(), Some(("" | "~" | "null" | "Null" | "NULL", true)))
    }

    fn wrong(expected: Bilingual) -> Stop {
        Stop(Problem::Type { found: None, expected })
    }

    fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.scalar().filter(|(_, plain)| *plain).and_then(|(text, _)| text.parse().ok())
    }
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Stop;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let Some(index) = self.at else { return visitor.visit_str("") };
        match &self.state.marks.node(index).content {
            Content::Sequence(_) => self.deserialize_seq(visitor),
            Content::Mapping(_) => self.deserialize_map(visitor),
            Content::Scalar { .. } if self.is_null() => visitor.visit_unit(),
            Content::Scalar { .. } => {
                if let Some(number) = self.number::<i64>() {
                    return visitor.visit_i64(number);
                }
                if let Some(number) = self.number::<f64>() {
                    return visitor.visit_f64(number);
                }
                if let Some(truth) = self.number::<bool>() {
                    return visitor.visit_bool(truth);
                }
                self.deserialize_str(visitor)
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match (self.at, self.scalar()) {
            (None, _) => visitor.visit_str(""),
            (_, Some((text, _))) => visitor.visit_str(text),
            _ => Err(Self::wrong(bi!("a single value", "单个值"))),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.at.is_none() || self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match (self.at, self.number::<bool>()) {
            (None, _) => visitor.visit_bool(false),
            (_, Some(truth)) => visitor.visit_bool(truth),
            _ => Err(Self::wrong(bi!("`true` or `false`", "`true` 或 `false`"))),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match (self.at, self.number::<u32>()) {
            (None, _) => visitor.visit_u32(0),
            (_, Some(number)) => visitor.visit_u32(number),
            _ => Err(Self::wrong(bi!("a whole number that is not negative", "非负整数"))),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        match (self.at, self.scalar()) {
            (None, _) => {
                let first: de::value::StrDeserializer<'_, Stop> = variants.first().copied().unwrap_or_default().into_deserializer();
                visitor.visit_enum(first)
            }
            (_, Some((text, _))) => {
                let word: de::value::StrDeserializer<'_, Stop> = text.into_deserializer();
                visitor.visit_enum(word)
            }
            _ => Err(Self::wrong(one_of(variants))),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let items = match self.at {
            None => Vec::new(),
            Some(index) => match &self.state.marks.node(index).content {
                Content::Sequence(items) => items.iter().copied().map(Some).collect(),
                _ => return Err(Self::wrong(bi!("a list", "列表"))),
            },
        };
        visitor.visit_seq(Items { reader: self, items, next: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Stop> {
        let items = match self.at {
            None => vec![None; length],
            Some(index) => match &self.state.marks.node(index).content {
                Content::Sequence(items) if items.len() == length => items.iter().copied().map(Some).collect(),
                _ => return Err(Self::wrong(bi!("a list of {length} values", "{length} 个值的列表"))),
            },
        };
        visitor.visit_seq(Items { reader: self, items, next: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let Some(index) = self.at else {
            return visitor.visit_map(Entries { reader: self, entries: Vec::new(), next: 0 });
        };
        let Content::Mapping(pairs) = &self.state.marks.node(index).content else {
            return Err(Self::wrong(bi!("a mapping", "映射")));
        };
        let marks = self.state.marks;
        let entries =
            pairs.iter().map(|(key, value)| (marks.text(*key).unwrap_or_default().to_owned(), Some(*value))).collect();
        visitor.visit_map(Entries { reader: self, entries, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let Some(index) = self.at else {
            let entries = fields.iter().map(|field| ((*field).to_owned(), None)).collect();
            return visitor.visit_map(Entries { reader: self, entries, next: 0 });
        };
        let Content::Mapping(pairs) = &self.state.marks.node(index).content else {
            let Bilingual { en, zh } = one_of(fields);
            return Err(Self::wrong(bi!("a mapping with {en}", "含 {zh} 的映射")));
        };
        let mut entries: Vec<(String, Option<NodeIndex>)> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for (key, value) in pairs {
            let name = self.state.marks.text(*key).unwrap_or("?");
            let problem = if !fields.contains(&name) {
                Some(false)
            } else if !seen.insert(name) {
                Some(true)
            } else {
                None
            };
            match problem {
                None => entries.push((name.to_owned(), Some(*value))),
                Some(doubled) if self.state.noted.insert(*key) => {
                    if doubled {
                        let message = bi!("the key `{name}` stands here a second time", "键 `{name}` 重复出现");
                        let hint = bi!("keep one of the two", "只保留一个");
                        self.state.push(codes::DUPLICATE_KEY, &self.path, *key, message, Some(hint));
                    } else {
                        self.state.unknown_key(&self.path, *key, name, fields);
                    }
                }
                Some(_) => {}
            }
        }
        for field in fields {
            if self.state.absent.contains(&(index, *field)) {
                entries.push(((*field).to_owned(), None));
            }
        }
        let path = self.path.clone();
        let Reader { state, at, .. } = self;
        match visitor.visit_map(Entries { reader: Reader { state: &mut *state, at, path: path.clone() }, entries, next: 0 }) {
            Err(Stop(Problem::Missing(field))) => {
                state.report(&path, index, &Problem::Missing(field));
                state.absent.insert((index, field));
                let mut hole = path;
                hole.push(Step::Key(field.to_owned()));
                state.paths.push(hole);
                Err(Stop(Problem::Claimed))
            }
            result => result,
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct
    }
}

struct Items<'a, 'm> {
    reader: Reader<'a, 'm>,
    items: Vec<Option<NodeIndex>>,
    next: usize,
}

impl<'de> de::SeqAccess<'de> for Items<'_, '_> {
    type Error = Stop;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Stop> {
        let Some(at) = self.items.get(self.next).copied() else { return Ok(None) };
        let step = Step::Index(self.next);
        self.next += 1;
        self.reader.child(seed, at, step).map(Some)
    }
}

struct Entries<'a, 'm> {
    reader: Reader<'a, 'm>,
    entries: Vec<(String, Option<NodeIndex>)>,
    next: usize,
}

impl<'de> de::MapAccess<'de> for Entries<'_, '_> {
    type Error = Stop;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        match self.entries.get(self.next) {
            None => Ok(None),
            Some((key, _)) => seed.deserialize(key.as_str().into_deserializer()).map(Some),
        }
    }
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Stop> {
        let Some((key, at)) = self.entries.get(self.next).cloned() else {
            return Err(Stop(Problem::Other("a value without a key".to_owned())));
        };
        self.next += 1;
        self.reader.child(seed, at, Step::Key(key))
    }
}
