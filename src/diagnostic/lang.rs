//! The two languages in which everything is said.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The language of messages and names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// English, the default.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// One text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bilingual {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Bilingual {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// The same text in both languages.
    pub fn same(text: impl Into<String>) -> Bilingual {
        let text = text.into();
        Bilingual { en: text.clone(), zh: text }
    }
}

/// `1 field`, `2 fields`, for the English text.
pub(crate) fn plural(count: impl fmt::Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let word = if count == "1" { one } else { many };
    format!("{count} {word}")
}

/// Formats one message twice, English first; both see the same variables.
macro_rules! bi {
    ($en:literal, $zh:literal $(, $($rest:tt)*)?) => {
        $crate::diagnostic::Bilingual { en: format!($en $(, $($rest)*)?), zh: format!($zh $(, $($rest)*)?) }
    };
}
pub(crate) use bi;
