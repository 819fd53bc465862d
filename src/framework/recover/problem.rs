//! Why a pass of the reader ends, in both languages: what serde's derived code says, kept apart by kind.

use std::fmt;

use serde::de;

use crate::diagnostic::{Bilingual, bi};

#[derive(Debug)]
pub(super) enum Problem {
    /// Already reported, with a hole in its place.
    Claimed,
    Missing(&'static str),
    UnknownWord {
        found: String,
        allowed: &'static [&'static str],
    },
    UnknownKey {
        found: String,
        allowed: &'static [&'static str],
    },
    Type {
        expected: Bilingual,
        hint: Option<Bilingual>,
    },
    Other(String),
}

#[derive(Debug)]
pub(super) struct Stop(pub Problem);

impl Stop {
    pub(super) fn expected(expected: Bilingual) -> Stop {
        Stop(Problem::Type { expected, hint: None })
    }

    pub(super) fn expected_value() -> Stop {
        let hint = bi!("write one word, number or text, without brackets", "只写一个词、数字或一段文字，不加括号");
        Stop(Problem::Type { expected: bi!("a single value", "单个值"), hint: Some(hint) })
    }

    /// `what` is a list of something, or just a list.
    pub(super) fn expected_list(what: Bilingual) -> Stop {
        let hint = bi!("write `[…, …]`, or one line `- …` for each", "写作 `[…, …]`，或每项一行 `- …`");
        Stop(Problem::Type { expected: what, hint: Some(hint) })
    }

    pub(super) fn expected_mapping(keys: &[&str]) -> Stop {
        let first = keys.iter().take(4).map(|key| format!("`{key}`")).collect::<Vec<_>>();
        let (en, zh) = (first.join(", "), first.join("、"));
        let expected = match keys.len() {
            0 => bi!("a mapping", "映射"),
            1..=4 => bi!("a mapping with {en}", "含 {zh} 的映射"),
            _ => bi!("a mapping with {en} and so on", "含 {zh} 等的映射"),
        };
        let hint =
            bi!("write `{{key: …}}`, or lines `key: …` indented below", "写作 `{{键: …}}`，或在下方缩进写 `键: …`");
        Stop(Problem::Type { expected, hint: Some(hint) })
    }
}

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
        Stop::expected(in_both(&expected.to_string()))
    }
    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Stop {
        Stop::expected(in_both(&expected.to_string()))
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

/// What the visitors of [`crate::framework`]'s small words expect.
fn in_both(expected: &str) -> Bilingual {
    let zh = if expected.starts_with("a text") {
        "文字，或含 `zh`、`en` 的映射（像数字的名称要加引号）"
    } else if expected.starts_with("a basis") {
        "依据，或含 `name`、`weight`、`definition` 的映射"
    } else {
        expected
    };
    bi!("{expected}", "{zh}")
}
