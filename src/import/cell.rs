//! One cell of a table of indicators: a number, a name and a weight, as people put them into one.

use crate::number::{Ratio, half_width, read_ratio, shorten};

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub number: Option<Number>,
    /// Empty where only a weight is left of the cell.
    pub name: String,
    pub weight: Option<Weight>,
}

/// The number before a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// Of the whole tree: `1.2`, `A11`.
    Whole(String),
    /// Among the siblings: `（一）`, `2、`.
    Sibling(u32),
}

/// A weight as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Known {
        value: Ratio,
        percent: bool,
    },
    /// There is something, and it is no weight.
    Damaged(String),
}

impl Named {
    pub(super) fn read(cell: &str) -> Named {
        let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let (rest, weight) = in_brackets(&text).or_else(|| behind(&text)).unwrap_or((text.as_str(), None));
        let (number, name) = numbered(rest.trim());
        Named { number, name: name.to_owned(), weight }
    }

    /// Whether the name cannot be the whole of what stood there.
    pub(super) fn is_damaged(&self) -> bool {
        let lost = |character: char| matches!(character, '\u{FFFD}' | '■' | '□' | '▇' | '█' | '×');
        !self.name.chars().any(char::is_alphabetic) || self.name.contains(lost)
    }
}

/// Reads what stands in a column of weights: nothing, a weight, or something else.
pub(super) fn read_weight(text: &str) -> Option<Weight> {
    let plain = half_width(text).0;
    let plain = plain.trim();
    let mut bare = plain;
    for word in ["权重", "分值", "满分", "占", ":", " "] {
        bare = bare.strip_prefix(word).unwrap_or(bare);
    }
    let bare = bare.strip_suffix('分').unwrap_or(bare).trim();
    if matches!(bare, "" | "-" | "--" | "—" | "——" | "/" | "无") && !plain.contains('%') {
        return None;
    }
    Some(match read_ratio(bare) {
        Ok((value, written)) if !value.is_negative() => Weight::Known { value, percent: written.percent },
        _ => Weight::Damaged(shorten(text)),
    })
}

/// The name and the weight of `名称 (40%)`; none where the brackets hold something else.
fn in_brackets(text: &str) -> Option<(&str, Option<Weight>)> {
    let inner = text.strip_suffix([')', '）', ']', '】'])?;
    let open = inner.rfind(['(', '（', '[', '【'])?;
    let name = &inner[..open];
    let inner = inner[open..].chars().skip(1).collect::<String>();
    let plain = half_width(&inner).0;
    let plain = plain.trim();
    let has_word = ["权重", "分值", "满分"].iter().any(|word| plain.starts_with(word));
    let lost = !plain.chars().any(char::is_alphanumeric);
    if !(has_word || lost || plain.ends_with(['%', '分']) || read_ratio(plain).is_ok()) {
        return None;
    }
    let weight = read_weight(&inner).unwrap_or_else(|| Weight::Damaged(shorten(&inner)));
    Some((name, Some(weight)))
}

/// The name and the weight of `名称 40%` and `名称：8分`.
fn behind(text: &str) -> Option<(&str, Option<Weight>)> {
    let percent = text.ends_with(['%', '％']);
    let body = text.strip_suffix(['%', '％', '分'])?.trim_end();
    let is_digit = |character: char| character.is_ascii_digit() || matches!(character, '.' | '０'..='９' | '．');
    let name = body.trim_end_matches(is_digit);
    let number = &body[name.len()..];
    if number.is_empty() && !percent {
        return None;
    }
    // `80分` is a weight only where it stands apart: 得分 and 百分 are words.
    if !percent && !name.ends_with([' ', ':', '：', ',', '，']) {
        return None;
    }
    let name = name.trim_end_matches([' ', ':', '：', ',', '，', '■', '□', '?', '？']);
    let weight = read_weight(text[name.len()..].trim_start_matches([' ', ':', '：', ',', '，']));
    Some((name, weight))
}

/// The number before a name, and the name.
fn numbered(text: &str) -> (Option<Number>, &str) {
    let none = (None, text);
    let rest_of = |rest: &'_ str| rest.trim_start_matches([' ', '.', '、', '．', '-', ':', '：']).len();
    let cut = |rest: &str| &text[text.len() - rest_of(rest)..];
    // （一） and (1)
    if let Some(inner) = text.strip_prefix(['(', '（']) {
        let Some((number, rest)) = inner.split_once([')', '）']) else { return none };
        return sibling(number).map_or(none, |number| (Some(Number::Sibling(number)), cut(rest)));
    }
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    let head = head.trim_end_matches('.');
    let dotted = head.contains('.')
        && head.split('.').all(|part| !part.is_empty() && part.len() <= 3)
        && head.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let mut characters = head.chars();
    let lettered = characters.next().is_some_and(|first| first.is_ascii_uppercase())
        && characters.clone().all(|next| next.is_ascii_digit() || next == '.')
        && characters.clone().count() <= 8;
    // A name such as `IPv6` or `5G` is none of these; `A 类` is a name, too.
    if !rest.is_empty() && (dotted || lettered && characters.next().is_some()) {
        return (Some(Number::Whole(head.to_owned())), cut(rest));
    }
    // 一、 and 2.
    let end = text.find(['、', '.', '．', ' ']).unwrap_or(0);
    let (head, rest) = text.split_at(end);
    match sibling(head) {
        Some(number) if !rest.trim_start_matches(['、', '.', '．', ' ']).is_empty() => {
            (Some(Number::Sibling(number)), cut(rest))
        }
        _ => none,
    }
}

/// 一 to 九十九, or 1 to 99.
fn sibling(text: &str) -> Option<u32> {
    let text = half_width(text).0;
    let digits: Vec<char> = text.trim().chars().collect();
    let value =
        |character: &char| "一二三四五六七八九".chars().position(|known| known == *character).map(|at| at as u32 + 1);
    if let Ok(number) = text.trim().parse::<u32>() {
        return (1..=99).contains(&number).then_some(number);
    }
    match digits.as_slice() {
        ['十'] => Some(10),
        ['十', last] => Some(10 + value(last)?),
        [first, '十'] => Some(10 * value(first)?),
        [first, '十', last] => Some(10 * value(first)? + value(last)?),
        [only] => value(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_weights_and_numbers_are_told_apart() {
        let known = |text: &str, percent| Some(Weight::Known { value: text.parse().expect("a ratio"), percent });
        let damaged = |text: &str| Some(Weight::Damaged(text.to_owned()));
        let whole = |text: &str| Some(Number::Whole(text.to_owned()));
        for (cell, number, name, weight) in [
            ("服务供给能力 (40%)", None, "服务供给能力", known("2/5", true)),
            ("服务供给能力（40％）", None, "服务供给能力", known("2/5", true)),
            ("服务供给能力\n40%", None, "服务供给能力", known("2/5", true)),
            ("服务供给能力40%", None, "服务供给能力", known("2/5", true)),
            ("服务供给能力（权重：40%）", None, "服务供给能力", known("2/5", true)),
            ("信息公开 (12分)", None, "信息公开", known("12", false)),
            ("信息公开：12分", None, "信息公开", known("12", false)),
            ("信息公开 (0.12)", None, "信息公开", known("3/25", false)),
            ("移动端（APP）", None, "移动端（APP）", None),
            ("四级标准", None, "四级标准", None),
            ("得分", None, "得分", None),
            ("服务供给能力 (4O%)", None, "服务供给能力", damaged("4O%")),
            ("服务供给能力 (■■%)", None, "服务供给能力", damaged("■■%")),
            ("(35%)", None, "", known("7/20", true)),
            ("1.1 平台整合", whole("1.1"), "平台整合", None),
            ("1.1平台整合(40%)", whole("1.1"), "平台整合", known("2/5", true)),
            ("A11 责任清单", whole("A11"), "责任清单", None),
            ("（一）平台整合", Some(Number::Sibling(1)), "平台整合", None),
            ("十二、平台整合", Some(Number::Sibling(12)), "平台整合", None),
            ("2. 平台整合", Some(Number::Sibling(2)), "平台整合", None),
            ("12345 热线", None, "12345 热线", None),
            ("5G 网络", None, "5G 网络", None),
            ("IPv6 改造", None, "IPv6 改造", None),
            ("一网通办", None, "一网通办", None),
        ] {
            assert_eq!(Named::read(cell), Named { number, name: name.to_owned(), weight }, "{cell}");
        }
        for (cell, expected) in [("责任清单", false), ("■■清单", true), ("(35%)", true), ("责\u{FFFD}", true)]
        {
            assert_eq!(Named::read(cell).is_damaged(), expected, "{cell}");
        }
    }

    #[test]
    fn columns_of_weights_hold_weights_nothing_or_something_else() {
        let known = |text: &str, percent| Some(Weight::Known { value: text.parse().expect("a ratio"), percent });
        for (text, expected) in [
            ("40", known("40", false)),
            ("40%", known("2/5", true)),
            ("４０分", known("40", false)),
            ("", None),
            ("—", None),
            ("-5", Some(Weight::Damaged("-5".to_owned()))),
            ("加分项", Some(Weight::Damaged("加分项".to_owned()))),
        ] {
            assert_eq!(read_weight(text), expected, "{text}");
        }
    }
}
