//! From text to exact numbers: what people and spreadsheets write, read without loss or not at all.

use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::Ratio;

/// The largest exponent that `1e5` notation may carry; a [`Decimal`] holds no more anyway.
const MAX_EXPONENT: i32 = 28;
/// The longest text that is looked at as one number.
const MAX_LENGTH: usize = 200;

/// Why a text is not a number that can be held exactly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} {problem}")]
pub struct NotANumber {
    pub(crate) text: String,
    pub(crate) problem: NumberProblem,
}

/// The kinds of [`NotANumber`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NumberProblem {
    #[error("is not a number")]
    NotNumeric,
    #[error("is not a finite number")]
    NotFinite,
    #[error("has more digits than can be held exactly (28)")]
    TooManyDigits,
    #[error("is longer than 200 characters")]
    TooLong,
    #[error("has an exponent beyond 28")]
    ExponentTooLarge,
    #[error("divides by zero")]
    ZeroDenominator,
}

impl NumberProblem {
    /// The same in Chinese; `Display` is the English.
    pub(crate) fn zh(self) -> &'static str {
        match self {
            NumberProblem::NotNumeric => "不是数字",
            NumberProblem::NotFinite => "不是有限数",
            NumberProblem::TooManyDigits => "位数过多，无法精确保存（最多 28 位）",
            NumberProblem::TooLong => "超过 200 个字符",
            NumberProblem::ExponentTooLarge => "指数超过 28",
            NumberProblem::ZeroDenominator => "分母为零",
        }
    }
}

/// How a number was written, beside its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// A percent sign followed; the value is already divided by 100.
    pub percent: bool,
    /// A slash stood in it.
    pub fraction: bool,
    /// Full-width characters were read as their plain twins.
    pub full_width: bool,
}

/// Reads a plain decimal such as `12.50`, `-3` or `1e2`, exactly.
///
/// ```
/// assert_eq!(govscore::read_number("12.50").unwrap().to_string(), "12.50");
/// assert!(govscore::read_number("12,5").is_err());
/// ```
pub fn read_number(text: &str) -> Result<Decimal, NotANumber> {
    plain_decimal(text.trim()).map_err(|problem| NotANumber { text: shorten(text), problem })
}

/// Reads `0.4`, `40%` or `2/5`, full-width digits included.
pub(crate) fn read_ratio(text: &str) -> Result<(Ratio, Written), NotANumber> {
    let fail = |problem| NotANumber { text: shorten(text), problem };
    let (plain, full_width) = half_width(text);
    let plain = plain.trim();
    let mut written = Written { full_width, ..Written::default() };
    if let Some(percent) = plain.strip_suffix('%') {
        written.percent = true;
        let value = Ratio::from(plain_decimal(percent.trim_end()).map_err(fail)?);
        return Ok((&value / &Ratio::from(100), written));
    }
    if let Some((above, below)) = plain.split_once('/') {
        written.fraction = true;
        let above = Ratio::from(plain_decimal(above.trim()).map_err(fail)?);
        let below = Ratio::from(plain_decimal(below.trim()).map_err(fail)?);
        let ratio = above.checked_div(&below).ok_or_else(|| fail(NumberProblem::ZeroDenominator))?;
        return Ok((ratio, written));
    }
    Ok((Ratio::from(plain_decimal(plain).map_err(fail)?), written))
}

/// The grammar of a number: sign, digits with at most one point, an optional exponent; nothing else.
///
/// Trailing zeros after the point never make a number too long, since they carry no value.
pub(crate) fn plain_decimal(text: &str) -> Result<Decimal, NumberProblem> {
    let (sign, body) = match text.as_bytes().first() {
        Some(b'-') => ("-", &text[1..]),
        Some(b'+') => ("", &text[1..]),
        _ => ("", text),
    };
    if is_infinite_or_nan(body) {
        return Err(NumberProblem::NotFinite);
    }
    let (digits, exponent) = match body.find(['e', 'E']) {
        Some(at) => (&body[..at], Some(&body[at + 1..])),
        None => (body, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return Err(NumberProblem::NotNumeric);
    }
    let exponent = match exponent {
        None => 0,
        Some(text) => read_exponent(text)?,
    };
    if text.len() > MAX_LENGTH {
        return Err(NumberProblem::TooLong);
    }
    let fraction = fraction.trim_end_matches('0');
    if exponent == 0 {
        let written = trailing_zeros_within_scale(digits, fraction);
        return Decimal::from_str_exact(&format!("{sign}{written}")).map_err(|_| NumberProblem::TooManyDigits);
    }
    let mantissa = format!("{sign}0{whole}{fraction}");
    let places = fraction.len() as i32 - exponent;
    shifted(&mantissa, places).ok_or(NumberProblem::TooManyDigits)
}

/// `digits` as they stand where a decimal can hold them, else without the zeros at their end.
fn trailing_zeros_within_scale(digits: &str, fraction: &str) -> String {
    let (whole, written) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = if whole.is_empty() { "0" } else { whole };
    let fits = whole.trim_start_matches('0').len() + written.len() <= 28;
    let fraction = if fits { written } else { fraction };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// A whole number divided by 10^places, where a decimal can hold it.
fn shifted(mantissa: &str, places: i32) -> Option<Decimal> {
    let number: BigInt = mantissa.parse().ok()?;
    let power = BigInt::from(10u8).pow(places.unsigned_abs());
    let ratio = if places >= 0 { Ratio::from_big(number, power) } else { Ratio::from_big(number * power, 1.into()) };
    ratio.to_decimal()
}

fn read_exponent(text: &str) -> Result<i32, NumberProblem> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberProblem::NotNumeric);
    }
    let exponent: i32 = text.parse().map_err(|_| NumberProblem::ExponentTooLarge)?;
    if exponent.abs() > MAX_EXPONENT { Err(NumberProblem::ExponentTooLarge) } else { Ok(exponent) }
}

fn is_infinite_or_nan(text: &str) -> bool {
    let word = text.trim_start_matches('.').to_ascii_lowercase();
    matches!(word.as_str(), "inf" | "infinity" | "nan" | "∞" | "1.#inf" | "1.#ind")
}

/// Full-width characters (０-９ ． ％ － ／) as their plain twins, and whether there were any.
pub(crate) fn half_width(text: &str) -> (String, bool) {
    let mut changed = false;
    let plain = text
        .chars()
        .map(|character| match character {
            '\u{FF01}'..='\u{FF5E}' => {
                changed = true;
                char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
            }
            '\u{3000}' | '\u{A0}' => ' ',
            '\u{2212}' => '-',
            other => other,
        })
        .collect();
    (plain, changed)
}

/// A heading, code or name without what does not matter in comparing: width, and outer, doubled or odd spaces.
pub(crate) fn plain_text(text: &str) -> String {
    half_width(text).0.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most the first 60 characters: a message is no place for a whole file.
pub(crate) fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_written_and_nothing_else() {
        use NumberProblem::*;
        let cases: &[(&str, Result<&str, NumberProblem>)] = &[
            ("89.30", Ok("89.30")),
            ("+5", Ok("5")),
            (".5", Ok("0.5")),
            ("5.", Ok("5")),
            ("1e2", Ok("100")),
            ("1.5E-5", Ok("0.000015")),
            ("0.1000000000000000000000000000000000000000", Ok("0.1")),
            ("1O2", Err(NotNumeric)),
            ("", Err(NotNumeric)),
            (".", Err(NotNumeric)),
            ("--1", Err(NotNumeric)),
            ("1_000", Err(NotNumeric)),
            ("1,000", Err(NotNumeric)),
            ("0x10", Err(NotNumeric)),
            ("NaN", Err(NotFinite)),
            ("-inf", Err(NotFinite)),
            (".inf", Err(NotFinite)),
            ("0.12345678901234567890123456789", Err(TooManyDigits)),
            ("99999999999999999999999999999999", Err(TooManyDigits)),
            ("1e999999999999", Err(ExponentTooLarge)),
            ("1e29", Err(ExponentTooLarge)),
            ("1e", Err(NotNumeric)),
        ];
        for (input, expected) in cases {
            let got = plain_decimal(input).map(|value| value.to_string());
            assert_eq!(got.as_deref().map_err(|problem| *problem), *expected, "{input}");
        }
    }

    #[test]
    fn the_longest_text_and_the_largest_exponent_are_read() {
        // Zeros alone, so that only the length can be what is wrong.
        let zeros = |length: usize| plain_decimal(&format!("1.{}", "0".repeat(length - 2)));
        assert_eq!(zeros(200), Ok(Decimal::ONE));
        assert_eq!(zeros(201), Err(NumberProblem::TooLong));
        assert_eq!((read_exponent("28"), read_exponent("-28")), (Ok(28), Ok(-28)));
        for text in ["29", "-29", "99999999999"] {
            assert_eq!(read_exponent(text), Err(NumberProblem::ExponentTooLarge), "{text}");
        }
        assert_eq!(plain_decimal("1e28").map(|value| value.to_string()), Ok(format!("1{}", "0".repeat(28))));
        assert_eq!(plain_decimal("1e-28").map(|value| value.scale()), Ok(28));
    }

    #[test]
    fn every_problem_has_words_of_its_own_in_chinese() {
        use NumberProblem::*;
        let all = [NotNumeric, NotFinite, TooManyDigits, TooLong, ExponentTooLarge, ZeroDenominator];
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for (at, problem) in all.iter().enumerate() {
            assert!(chinese(problem.zh()) && !chinese(&problem.to_string()), "{problem:?}");
            assert!(all[..at].iter().all(|other| other.zh() != problem.zh()), "{problem:?}");
        }
    }

    #[test]
    fn long_texts_are_cut_at_sixty_characters() {
        for (text, expected) in [
            (String::new(), String::new()),
            ("数".repeat(60), "数".repeat(60)),
            ("数".repeat(61), "数".repeat(60) + "…"),
            ("x".repeat(1000), "x".repeat(60) + "…"),
        ] {
            assert_eq!(shorten(&text), expected);
        }
    }

    #[test]
    fn reads_the_three_notations() {
        for (input, expected) in
            [("40%", "0.4"), ("２／５", "0.4"), ("0.4", "0.4"), ("４０％", "0.4"), ("1 / 3", "1/3"), ("0.5/1.5", "1/3")]
        {
            assert_eq!(read_ratio(input).map(|(ratio, _)| ratio.to_string()), Ok(expected.to_owned()), "{input}");
        }
        assert!(read_ratio("1/0").is_err());
        assert!(read_ratio("%").is_err());
    }
}
