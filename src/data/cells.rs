//! One cell: what its text says.

use rust_decimal::Decimal;

use super::dataset::Observation;
use super::swift::plain_number;
use crate::diagnostic::{Bilingual, Code, bi, codes, plural};
use crate::limits::{Limit, Limits};
use crate::number::{NumberProblem, Ratio, half_width, plain_decimal, shorten};

/// What a cell says, and what should be noted about the column.
pub(crate) struct Cell {
    pub observation: Observation,
    pub percent: bool,
    pub full_width: bool,
}

/// Why a cell says nothing that can be used.
#[derive(Debug)]
pub(crate) struct BadCell {
    pub code: Code,
    pub message: Bilingual,
    pub hint: Bilingual,
}

/// Reads a cell; `range` is what a percentage is a share of.
pub(crate) fn read_cell(text: &str, range: Option<&(Ratio, Ratio)>, limits: Limits) -> Result<Cell, BadCell> {
    // What nearly every cell is; a limit of one's own on digits needs them counted.
    if limits.get(Limit::Digits) == Limit::Digits.greatest() {
        if let Some((units, places)) = plain_number(text.as_bytes()) {
            let value = Decimal::from_i128_with_scale(units.into(), places);
            return Ok(Cell { observation: Observation::Value(value), percent: false, full_width: false });
        }
    }
    let (half, full_width) = half_width(text);
    let half = half.trim();
    let cell = |observation, percent| Cell { observation, percent, full_width };
    match half {
        "" | "NA" | "缺失" => return Ok(Cell { full_width: false, ..cell(Observation::Missing, false) }),
        "不适用" | "not-applicable" => return Ok(cell(Observation::NotApplicable, false)),
        _ => {}
    }
    match half.strip_suffix('%') {
        None => match plain_decimal(half) {
            Ok(value) if too_many_digits(value, limits) => Err(too_long(text, limits)),
            Ok(value) => Ok(cell(Observation::Value(value), false)),
            Err(problem) => Err(bad_number(text, half, problem)),
        },
        Some(number) => {
            let number = number.trim_end();
            let percent = plain_decimal(number).map_err(|problem| bad_number(text, number, problem))?;
            if too_many_digits(percent, limits) {
                return Err(too_long(text, limits));
            }
            let Some((low, high)) = range else { return Err(share_of_nothing(text)) };
            let share = &Ratio::from(percent) / &Ratio::from(100);
            let value = low + &(&share * &(high - low));
            match value.to_decimal() {
                Some(value) => Ok(cell(Observation::Value(value), true)),
                None => Err(endless_share(text, low, high, &value)),
            }
        }
    }
}

/// Whether a value has more digits than are allowed, zeros at either end not counted.
fn too_many_digits(value: Decimal, limits: Limits) -> bool {
    let mut digits = value.mantissa().unsigned_abs();
    let too_many = |digits: u128| limits.forbid(Limit::Digits, digits.checked_ilog10().map_or(0, |log| log + 1));
    while too_many(digits) && digits % 10 == 0 {
        digits /= 10;
    }
    too_many(digits)
}

fn too_long(text: &str, limits: Limits) -> BadCell {
    let (shown, most) = (shorten(text), limits.get(Limit::Digits));
    let digits = plural(most, "digit", "digits");
    // More than this no limit allows.
    let hint = if most >= Limit::Digits.greatest() {
        round_it()
    } else {
        bi!("round it yourself, or allow more with `--limit digits=N`", "请自行舍入，或用 `--limit digits=N` 放宽")
    };
    BadCell {
        code: codes::TOO_MANY_DIGITS,
        message: bi!("{shown:?} has more than {digits}", "{shown:?} 超过 {most} 位数字"),
        hint,
    }
}

fn round_it() -> Bilingual {
    bi!("round it yourself, so that it is known", "请自行舍入，以便有据可查")
}

fn share_of_nothing(text: &str) -> BadCell {
    let shown = shorten(text);
    BadCell {
        code: codes::NOT_A_NUMBER,
        message: bi!(
            "{shown:?} is a percentage of full marks, and the indicator has none",
            "{shown:?} 是占满分的百分数，而该指标没有分值"
        ),
        hint: bi!("if the file holds rates, say `--input rate`", "若文件按得分率填报，请用 `--input rate`"),
    }
}

fn endless_share(text: &str, low: &Ratio, high: &Ratio, value: &Ratio) -> BadCell {
    let (shown, value) = (shorten(text), shorten(&value.to_string()));
    BadCell {
        code: codes::TOO_MANY_DIGITS,
        message: bi!(
            "{shown:?} of {low} to {high} is {value}, more digits than can be held exactly (28)",
            "{shown:?} 按 {low} 到 {high} 换算为 {value}，位数过多，无法精确保存（最多 28 位）"
        ),
        hint: bi!(
            "if the file holds rates, say `--input rate`; else write the value itself",
            "若文件按得分率填报，请用 `--input rate`；否则请直接写数值"
        ),
    }
}

fn bad_number(text: &str, half: &str, problem: NumberProblem) -> BadCell {
    let shown = shorten(text);
    if let Some((month, day)) = month_and_day(half) {
        return BadCell {
            code: codes::DATE_FOR_NUMBER,
            message: bi!("{shown:?} is a date, not a number", "{shown:?} 是日期，不是数字"),
            hint: bi!(
                "spreadsheets take `{month}-{day}` or `{month}/{day}` for a date; if that was typed, give the column the format of a number and type the value again",
                "输入 `{month}-{day}` 或 `{month}/{day}` 会被电子表格当作日期；若如此，请将该列设为数值格式后重新填写"
            ),
        };
    }
    let zh = problem.zh();
    let (code, hint) = match problem {
        NumberProblem::NotNumeric | NumberProblem::ZeroDenominator => (codes::NOT_A_NUMBER, not_numeric_hint(half)),
        NumberProblem::NotFinite => (codes::NOT_FINITE, missing_hint()),
        NumberProblem::TooManyDigits | NumberProblem::ExponentTooLarge | NumberProblem::TooLong => {
            (codes::TOO_MANY_DIGITS, round_it())
        }
    };
    BadCell { code, message: bi!("{shown:?} {problem}", "{shown:?} {zh}"), hint }
}

/// Month and day of a date such as `2026-03-01`, `2026/3/1` or `2026-03-01 08:30:00`.
fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let date = text.split([' ', 'T']).next()?;
    let mut parts = date.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = parts.next().is_none() && year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2);
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    (is_date && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

fn missing_hint() -> Bilingual {
    bi!(
        "a missing value is an empty cell, NA or 缺失; what does not apply is 不适用 or not-applicable",
        "缺失请留空，或写 NA、缺失；不适用请写“不适用”或 not-applicable"
    )
}

/// How to mend what is no number, by what it looks like.
fn not_numeric_hint(text: &str) -> Bilingual {
    const MISSING: [&str; 14] =
        ["n/a", "n.a.", "-", "--", "—", "——", "/", "null", "none", "na", "missing", "无", "无数据", "暂缺"];
    if MISSING.contains(&text.to_lowercase().as_str()) {
        return missing_hint();
    }
    if text.starts_with('#') {
        return bi!(
            "the spreadsheet could not show its value: mend the formula or widen the column, and save again",
            "电子表格未能显示该值：请修正公式或加宽该列，再重新保存"
        );
    }
    if matches!(text.to_lowercase().as_str(), "true" | "false" | "是" | "否") {
        return bi!("if it is a score, write 1 or 0", "若为得分，请填 1 或 0");
    }
    if let (Some(decimal), Some(grouped)) = (one_comma_as_point(text), without_groups(text)) {
        return bi!(
            "write it `{grouped}`, or `{decimal}` if the comma is a decimal point",
            "请写作 `{grouped}`；若逗号是小数点，则写作 `{decimal}`"
        );
    }
    if let Some(decimal) = one_comma_as_point(text) {
        return bi!("decimals take a point: `{decimal}`", "小数点用“.”，请写作 `{decimal}`");
    }
    if let Some(grouped) = without_groups(text) {
        return bi!("write it without group separators: `{grouped}`", "请去掉千位分隔符，写作 `{grouped}`");
    }
    let slip: String = text
        .chars()
        .map(|character| match character {
            'O' | 'o' | '〇' => '0',
            'l' | 'I' | '|' => '1',
            '。' | '·' => '.',
            other => other,
        })
        .collect();
    if slip != text && is_number(&slip) {
        return bi!("should it be `{slip}`?", "是否应为 `{slip}`？");
    }
    let bare = text.trim_matches(|character: char| !character.is_ascii_digit() && !matches!(character, '.' | '-'));
    if bare != text && is_number(bare) {
        return bi!("should it be the number alone, `{bare}`?", "是否只写数字 `{bare}`？");
    }
    bi!("write a plain number such as 89.30", "请写普通数字，如 89.30")
}

fn is_number(text: &str) -> bool {
    plain_decimal(text).is_ok()
}

/// `89,30` as `89.30`.
fn one_comma_as_point(text: &str) -> Option<String> {
    let point = text.replacen(',', ".", 1);
    (point != text && !text.contains('.') && is_number(&point)).then_some(point)
}

/// `1,234,567.5` as `1234567.5`, if the groups are of three digits.
fn without_groups(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split([',', ' ', '\'']);
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let others: Vec<&str> = groups.collect();
    let plain: String = text.chars().filter(|character| !matches!(character, ',' | ' ' | '\'')).collect();
    (first && !others.is_empty() && others.iter().all(|group| group.len() == 3) && is_number(&plain)).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, low: i128, high: i128) -> Result<String, String> {
        let range = Ratio::new(low, 1).zip(Ratio::new(high, 1));
        match read_cell(text, range.as_ref(), Limits::default()) {
            Ok(Cell { observation: Observation::Value(value), .. }) => Ok(value.to_string()),
            Ok(Cell { observation, .. }) => Ok(format!("{observation:?}")),
            Err(bad) => Err(bad.code.name().to_owned()),
        }
    }

    #[test]
    fn cells_say_what_they_say() {
        for (text, expected) in [
            ("89.30", Ok("89.30")),
            ("８９．３", Ok("89.3")),
            ("40%", Ok("20")),
            ("４０％", Ok("20")),
            ("", Ok("Missing")),
            ("NA", Ok("Missing")),
            ("缺失", Ok("Missing")),
            ("不适用", Ok("NotApplicable")),
            ("0", Ok("0")),
            ("1O2", Err("not-a-number")),
            ("%", Err("not-a-number")),
            ("1,234", Err("not-a-number")),
            ("NaN", Err("not-finite")),
            ("-inf", Err("not-finite")),
            ("2026-03-01", Err("date-for-number")),
            ("2026/3/1 08:30", Err("date-for-number")),
            ("2026-13-01", Err("not-a-number")),
            ("TRUE", Err("not-a-number")),
            ("0.12345678901234567890123456789", Err("too-many-digits")),
        ] {
            assert_eq!(read(text, 0, 50).as_deref().map_err(String::as_str), expected, "{text}");
        }
        assert_eq!(read("25%", -2, 6), Ok("0".to_owned()));
    }

    #[test]
    fn digits_are_counted_without_the_zeros_at_either_end() {
        let says = |text: &str, most| match read_cell(text, None, Limits::default().set(Limit::Digits, most)) {
            Ok(_) => String::new(),
            Err(bad) => format!("{}; {}", bad.message.en, bad.hint.en),
        };
        for text in ["1e28", "10000000000000000000000000000", "0.0000000000000000000000000010", "0"] {
            assert_eq!(says(text, 28), "", "{text}");
        }
        assert_eq!((says("1200", 2), says("0.0120", 2), says("-12e3", 2)), Default::default());
        let round = "round it yourself, so that it is known";
        let longest = "79228162514264337593543950335";
        assert_eq!(says(longest, 28), format!("{longest:?} has more than 28 digits; {round}"));
        let allow = "round it yourself, or allow more with `--limit digits=N`";
        assert_eq!(says("1.01", 2), format!("\"1.01\" has more than 2 digits; {allow}"));
        assert_eq!(says("12", 1), format!("\"12\" has more than 1 digit; {allow}"));
    }

    #[test]
    fn hints_say_what_was_probably_meant() {
        for (text, expected) in [
            ("1O2", "should it be `102`?"),
            ("85。5", "should it be `85.5`?"),
            ("89,30", "decimals take a point: `89.30`"),
            ("1,234", "write it `1234`, or `1.234` if the comma is a decimal point"),
            ("1,234.5", "write it without group separators: `1234.5`"),
            ("85分", "should it be the number alone, `85`?"),
            ("≥85", "should it be the number alone, `85`?"),
            (
                "#DIV/0!",
                "the spreadsheet could not show its value: mend the formula or widen the column, and save again",
            ),
            ("优秀", "write a plain number such as 89.30"),
            ("1,2,3", "write a plain number such as 89.30"),
        ] {
            assert_eq!(not_numeric_hint(text).en, expected, "{text}");
        }
    }
}
