//! What was answered about an item.

use super::Rule;
use crate::diagnostic::{Bilingual, bi};
use crate::number::{Ratio, half_width, plain_text, read_ratio, shorten};
use crate::words::Names;

/// What was answered about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// A number, exactly as written: a count, an amount, marks, a proportion.
    Number(Ratio),
    /// One of the words that the rule knows: yes (0) and no (1), a level by its place in the list, a violation (0).
    Word(usize),
}

/// What a cell says about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// It was answered.
    Answer(Answer),
    /// Nothing was observed.
    Missing,
    /// There is nothing to observe (不适用).
    NotApplicable,
}

/// Why a text is no answer, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadAnswer {
    pub message: Bilingual,
    pub hint: Bilingual,
}

/// What a cell says: an answer as the rule takes it, or one of the words for none.
///
/// What it is measured in may stand behind it, as in `5 天`.
pub(crate) fn read_answer(rule: &Rule, measured_in: Option<&Names>, text: &str) -> Result<Said, BadAnswer> {
    let plain = plain_text(text);
    let bare = measured_in.into_iter().flat_map(Names::each).filter(|unit| !unit.is_empty());
    let bare = bare
        .filter_map(|unit| plain.strip_suffix(unit))
        .map(str::trim_end)
        .find(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    let plain = bare.map_or(plain.clone(), str::to_owned);
    match no_answer(&plain) {
        Some(said) => Ok(said),
        None => rule.parse(&plain).map(Said::Answer),
    }
}

/// What a word says that stands for no answer under any rule.
pub(super) fn no_answer(plain: &str) -> Option<Said> {
    match plain {
        "" | "NA" | "缺失" => Some(Said::Missing),
        "不适用" | "not-applicable" => Some(Said::NotApplicable),
        _ => None,
    }
}

impl Answer {
    /// The number; nothing where a word was answered.
    pub fn number(&self) -> Option<&Ratio> {
        match self {
            Answer::Number(number) => Some(number),
            Answer::Word(_) => None,
        }
    }

    /// The place of the word; nothing where a number was answered.
    pub(super) fn word(&self) -> Option<usize> {
        match self {
            Answer::Number(_) => None,
            Answer::Word(place) => Some(*place),
        }
    }
}

/// A number as an answer: `12.5`, `45/60`, `75%`.
pub(super) fn number(text: &str, expected: Bilingual) -> Result<Ratio, BadAnswer> {
    read_ratio(text).map(|(value, _)| value).map_err(|problem| {
        let (shown, what) = (shorten(text), problem.problem.zh());
        let why = problem.problem;
        BadAnswer { message: bi!("`{shown}` {why}", "`{shown}` {what}"), hint: expected }
    })
}

/// The same for a rule whose marks are parts of a whole, written in percent: a bare number above one is no such part, but
/// a percentage without its sign.
pub(super) fn amount(text: &str, in_percent: bool) -> Result<Ratio, BadAnswer> {
    let expected = bi!("write a number, a percentage or a ratio such as 45/60", "写数字、百分数或 45/60 这样的比");
    let value = number(text, expected)?;
    let bare = read_ratio(text).is_ok_and(|(_, written)| !written.percent && !written.fraction);
    if in_percent && bare && value > Ratio::one() {
        let shown = shorten(text);
        let message =
            bi!("`{shown}` is more than the whole: the rule counts in percent", "`{shown}` 超过整体：此规则以百分数计");
        return Err(BadAnswer {
            message,
            hint: bi!("write `{shown}%`, or a part such as 0.95", "请写 `{shown}%`，或 0.95 这样的小数"),
        });
    }
    Ok(value)
}

/// A whole number that is not negative.
pub(super) fn whole(text: &str, expected: Bilingual) -> Result<Ratio, BadAnswer> {
    let value = number(text, expected.clone())?;
    if value.is_negative() || *value.denominator() != 1.into() {
        let shown = shorten(text);
        let message = bi!("`{shown}` is no count", "`{shown}` 不是次数");
        return Err(BadAnswer { message, hint: expected });
    }
    Ok(value)
}

/// A text that is compared with words: no spaces, no full-width letters, lower case.
pub(super) fn folded(text: &str) -> String {
    half_width(text).0.split_whitespace().collect::<String>().to_lowercase()
}
