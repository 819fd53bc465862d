//! The small texts of every file format: scalars as written, and names in two languages.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Lang;

/// A scalar as its own text: `NO`, `1.10`, `0.3333` and `001` stay what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text(pub String);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Text {
        Text(text.into())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        String::deserialize(deserializer).map(Text)
    }
}

/// A text in Chinese, English or both; written as one text or as `{zh: …, en: …}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// In Chinese.
    pub zh: Option<String>,
    /// In English.
    pub en: Option<String>,
}

impl Names {
    /// Both languages.
    pub fn both(zh: impl Into<String>, en: impl Into<String>) -> Names {
        Names { zh: Some(zh.into()), en: Some(en.into()) }
    }

    /// In the language asked for, else in the other.
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::Zh => (&self.zh, &self.en),
            Lang::En => (&self.en, &self.zh),
        };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }

    /// Whether neither language is given, or one is given and empty.
    pub(crate) fn is_blank(&self) -> bool {
        self.each().next().is_none() || self.each().any(|text| text.trim().is_empty())
    }

    /// Each that is given.
    pub(crate) fn each(&self) -> impl Iterator<Item = &str> {
        [&self.zh, &self.en].into_iter().flatten().map(String::as_str)
    }

    /// Whether `text` is one of them.
    pub fn is_any(&self, text: &str) -> bool {
        self.zh.as_deref() == Some(text) || self.en.as_deref() == Some(text)
    }
}

impl<T: Into<String>> From<T> for Names {
    /// One text for both languages.
    fn from(text: T) -> Names {
        let text = text.into();
        Names { zh: Some(text.clone()), en: Some(text) }
    }
}

impl Serialize for Names {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let (Some(zh), Some(en)) = (&self.zh, &self.en) {
            if zh == en {
                return serializer.serialize_str(zh);
            }
        }
        let mut map = serializer.serialize_map(None)?;
        if let Some(zh) = &self.zh {
            map.serialize_entry("zh", zh)?;
        }
        if let Some(en) = &self.en {
            map.serialize_entry("en", en)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names, D::Error> {
        struct NamesVisitor;
        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a mapping with `zh` and `en` (a name that looks like a number needs quotes)")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Names, E> {
                Ok(Names::from(text))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Names, A::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Pair {
                    #[serde(default)]
                    zh: Option<String>,
                    #[serde(default)]
                    en: Option<String>,
                }
                let pair = Pair::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Names { zh: pair.zh, en: pair.en })
            }
        }
        deserializer.deserialize_any(NamesVisitor)
    }
}
