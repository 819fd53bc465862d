//! The deserializer over marks.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use super::State;
use super::problem::{Problem, Stop};
use crate::diagnostic::{bi, one_of};
use crate::framework::marks::{Content, NodeIndex, Step};

/// Reads one value; without a node it is a hole.
pub(super) struct Reader<'a, 'm> {
    pub state: &'a mut State<'m>,
    pub at: Option<NodeIndex>,
}

/// A key and its value; no value where a key is read as if it stood there.
type Entry = (Cow<'static, str>, Option<NodeIndex>);

impl<'a, 'm> Reader<'a, 'm> {
    fn content(&self) -> Option<&'m Content> {
        self.at.map(|index| self.state.marks.content(index))
    }

    fn scalar(&self) -> Option<(&'m str, bool)> {
        match self.content()? {
            Content::Scalar { text, plain } => Some((text.as_str(), *plain)),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.scalar(), Some(("" | "~" | "null" | "Null" | "NULL", true)))
    }

    /// The text of a scalar that is written without quotes.
    fn plain(&self) -> Option<&'m str> {
        self.scalar().filter(|(_, plain)| *plain).map(|(text, _)| text)
    }

    fn truth(&self) -> Option<bool> {
        match self.plain()? {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }

    /// A number, unless it begins with zeros as a code does.
    fn number<T: std::str::FromStr>(&self) -> Option<T> {
        let text = self.plain()?;
        let digits = text.trim_start_matches(['+', '-']);
        let is_code = digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_code { None } else { text.parse().ok() }
    }

    /// Reads a part of the current node.
    fn child<'de, T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
        at: Option<NodeIndex>,
        step: Step,
    ) -> Result<T::Value, Stop> {
        self.state.path.push(step);
        let result = self.state.read(seed, at);
        self.state.path.pop();
        result
    }

    /// The entries of a mapping that `fields` allow; whatever else is there gets noted.
    fn allowed(
        &mut self,
        index: NodeIndex,
        pairs: &[(NodeIndex, NodeIndex)],
        fields: &'static [&'static str],
    ) -> Vec<Entry> {
        let marks = self.state.marks;
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: HashMap<&'static str, NodeIndex> = HashMap::new();
        for (key, value) in pairs {
            let Some(name) = marks.text(*key) else {
                self.state.compound_key(*key);
                continue;
            };
            let field = match fields.iter().find(|field| **field == name) {
                Some(field) => *field,
                None => match self.state.unknown_key(*key, index, fields) {
                    Some(meant) => meant,
                    None => continue,
                },
            };
            match seen.get(field) {
                Some(first) => self.state.doubled_key(*key, name, *first),
                None => {
                    seen.insert(field, *key);
                    entries.push((Cow::Borrowed(field), Some(*value)));
                }
            }
        }
        for field in fields.iter().filter(|field| self.state.absent.contains(&(index, **field))) {
            let mut hole = self.state.path.clone();
            hole.push(Step::key(field));
            self.state.paths.push(hole);
            entries.push((Cow::Borrowed(*field), None));
        }
        entries
    }
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Stop;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.content() {
            None => visitor.visit_str(""),
            Some(Content::Sequence(_)) => self.deserialize_seq(visitor),
            Some(Content::Mapping(_)) => self.deserialize_map(visitor),
            Some(_) if self.is_null() => visitor.visit_unit(),
            Some(_) => match (self.truth(), self.number::<f64>().filter(|number| number.is_finite())) {
                (Some(truth), _) => visitor.visit_bool(truth),
                (_, Some(number)) => visitor.visit_f64(number),
                _ => self.deserialize_str(visitor),
            },
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match (self.at, self.scalar()) {
            (None, _) => visitor.visit_str(""),
            (_, Some((text, _))) => visitor.visit_str(text),
            _ => Err(Stop::expected_value()),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.at.is_none() || self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match (self.at, self.truth()) {
            (None, _) => visitor.visit_bool(false),
            (_, Some(truth)) => visitor.visit_bool(truth),
            _ => Err(Stop::expected(bi!("`true` or `false`", " `true` 或 `false`"))),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match (self.at, self.number::<u32>()) {
            (None, _) => visitor.visit_u32(0),
            (_, Some(number)) => visitor.visit_u32(number),
            _ => Err(Stop::expected(bi!("a whole number that is not negative", "非负整数"))),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let word = match (self.at, self.scalar()) {
            (None, _) => variants.first().copied().unwrap_or_default(),
            (_, Some((text, _))) => text,
            _ => return Err(Stop::expected(one_of(variants))),
        };
        let word: de::value::StrDeserializer<'_, Stop> = word.into_deserializer();
        visitor.visit_enum(word)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let items = match self.content() {
            None => Vec::new(),
            Some(Content::Sequence(items)) => items.iter().copied().map(Some).collect(),
            // A key with nothing after it is an empty list to serde_yaml.
            Some(_) if self.plain() == Some("") => Vec::new(),
            Some(_) => return Err(Stop::expected_list(bi!("a list", "列表"))),
        };
        visitor.visit_seq(Items { reader: self, items, next: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Stop> {
        let items = match self.content() {
            None => vec![None; length],
            Some(Content::Sequence(items)) if items.len() == length => items.iter().copied().map(Some).collect(),
            Some(_) => return Err(Stop::expected_list(bi!("a list of {length}", " {length} 项的列表"))),
        };
        visitor.visit_seq(Items { reader: self, items, next: 0 })
    }

    /// A mapping whose keys only the visitor knows; the unknown ones it stopped at in earlier passes are left out.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let pairs = match self.content() {
            None => &[],
            Some(Content::Mapping(pairs)) => pairs.as_slice(),
            Some(_) if self.plain() == Some("") => &[],
            Some(_) => return Err(Stop::expected_mapping(&[])),
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: HashMap<&str, NodeIndex> = HashMap::new();
        for (key, value) in pairs {
            match self.state.marks.text(*key) {
                _ if self.state.noted.contains(key) => {}
                None => self.state.compound_key(*key),
                Some(name) => match seen.get(name) {
                    Some(first) => self.state.doubled_key(*key, name, *first),
                    None => {
                        seen.insert(name, *key);
                        entries.push((Cow::Owned(name.to_owned()), Some(*value)));
                    }
                },
            }
        }
        visitor.visit_map(Entries { reader: self, entries: entries.into_iter(), value: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let Some(index) = self.at else {
            let entries: Vec<Entry> = fields.iter().map(|field| (Cow::Borrowed(*field), None)).collect();
            return visitor.visit_map(Entries { reader: self, entries: entries.into_iter(), value: None });
        };
        let pairs = match self.content() {
            Some(Content::Mapping(pairs)) => pairs.as_slice(),
            // A key with nothing after it is an empty mapping, too.
            _ if self.plain() == Some("") => &[],
            _ => return Err(Stop::expected_mapping(fields)),
        };
        let target = self.state.marks.target(index);
        let entries = self.allowed(target, pairs, fields).into_iter();
        let reader = Reader { state: &mut *self.state, at: self.at };
        visitor.visit_map(Entries { reader, entries, value: None }).map_err(|stop| match stop {
            Stop(Problem::Missing(field)) => {
                self.state.report(index, &Problem::Missing(field));
                self.state.absent.insert((target, field));
                Stop(Problem::Claimed)
            }
            other => other,
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct ignored_any
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
    entries: std::vec::IntoIter<Entry>,
    /// The entry whose key was given and whose value was not yet asked for.
    value: Option<Entry>,
}

impl<'de> de::MapAccess<'de> for Entries<'_, '_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        self.value = self.entries.next();
        match &self.value {
            None => Ok(None),
            Some((key, _)) => seed.deserialize(key.as_ref().into_deserializer()).map(Some),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Stop> {
        match self.value.take() {
            Some((key, at)) => self.reader.child(seed, at, Step::Key(key)),
            None => Err(Stop(Problem::Other("a value without a key".to_owned()))),
        }
    }
}
