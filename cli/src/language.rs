//! The language in which everything is said, and how a text is said in it.

use std::ffi::OsString;

use govscore::Lang;
pub use govscore::report::words::{basis, ties};

/// Formats one message in the language asked for, English first; both see the same variables.
macro_rules! say {
    ($lang:expr, $en:literal, $zh:literal $(, $($rest:tt)*)?) => {
        match $lang {
            govscore::Lang::En => format!($en $(, $($rest)*)?),
            govscore::Lang::Zh => format!($zh $(, $($rest)*)?),
        }
    };
}
pub(crate) use say;

/// The one of two fixed texts that is in the language asked for.
pub fn pick<'t>(lang: Lang, en: &'t str, zh: &'t str) -> &'t str {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// `--lang` if it is given, else the locale.
///
/// This looks at the arguments before they are parsed, because the help texts are part of the parser.
pub fn choose(args: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Lang {
    asked(args).unwrap_or_else(|| locale(variable))
}

fn asked(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next().map(|value| value.into_owned()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        match value.as_deref() {
            Some("zh") => return Some(Lang::Zh),
            Some("en") => return Some(Lang::En),
            _ => {}
        }
    }
    None
}

/// The first of the variables that is set decides, as POSIX has it.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let value =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match value {
        Some(value) if value.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

/// `1 unit`, `2 units`.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The separator of a list inside a sentence.
pub fn comma(lang: Lang) -> &'static str {
    pick(lang, ", ", "、")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &[&str], variables: &[(&str, &str)]) -> Lang {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        choose(&args, |name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_option_comes_before_the_locale() {
        assert_eq!(chosen(&["govscore", "tree", "--lang", "zh"], &[("LANG", "en_US.UTF-8")]), Lang::Zh);
        assert_eq!(chosen(&["govscore", "--lang=en"], &[("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(chosen(&["govscore", "--", "--lang=zh"], &[]), Lang::En);
        assert_eq!(chosen(&["govscore", "--language", "zh"], &[]), Lang::En);
    }

    #[test]
    fn the_locale_is_read_in_the_order_of_posix() {
        assert_eq!(chosen(&["govscore"], &[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(chosen(&["govscore"], &[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "C")]), Lang::Zh);
        assert_eq!(chosen(&["govscore"], &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(chosen(&["govscore"], &[]), Lang::En);
    }
}
