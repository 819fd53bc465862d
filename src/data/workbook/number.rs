//! The numbers of a sheet are doubles: their text, and the day that one stands for.

use rust_decimal::Decimal;

use crate::number::plain_decimal;

/// How many digits a spreadsheet shows at most.
const SHOWN: usize = 15;

/// The shortest text that gives the same double, without an exponent; as it stands where it is no number.
///
/// Writers put down up to 17 digits, so that 1.1 is found as `1.1000000000000001`.
pub(super) fn shortest(written: &str) -> String {
    match written.trim().parse::<f64>() {
        // A double of no value, which no spreadsheet writes; -0 is 0.
        Ok(0.0) => "0".to_owned(),
        Ok(double) if double.is_finite() => double.to_string(),
        _ => written.to_owned(),
    }
}

/// A number that differs from every number of as many digits as a spreadsheet shows: as it would be shown.
pub(super) fn shown(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let digits = digits.iter().skip_while(|digit| **digit == b'0').count();
    if digits <= SHOWN || !text.contains('.') {
        return None;
    }
    let double: f64 = text.parse().ok()?;
    // Shown only; what is read is the double itself.
    let rounded: f64 = format!("{double:.*e}", SHOWN - 1).parse().ok()?;
    Some(rounded.to_string()).filter(|shown| shown != text)
}

/// The text of a share as the percentage that is shown: `0.85` as `85%`; nothing where it has too many digits for that.
pub(super) fn percent(text: &str) -> Option<String> {
    let value = plain_decimal(text).ok()?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(format!("{}%", value.normalize()))
}

/// The day, with the time where there is one, that a number of days stands for: `2026-03-01`, `2026-03-01 08:30:00`.
///
/// Day 1 is 1900-01-01, or day 0 is 1904-01-01 in workbooks that say so; 1900 counts as a leap year, as it does in every
/// spreadsheet (ECMA-376, part 1, 18.17.4.1). Nothing where no spreadsheet would show a date.
pub(super) fn date(text: &str, from_1904: bool) -> Option<String> {
    const LAST: f64 = 2_958_466.0;
    let days: f64 = text.trim().parse().ok()?;
    if !(0.0..LAST).contains(&days) {
        return None;
    }
    // Below LAST, so both fit.
    let (mut day, mut second) = (days.floor() as i64, ((days - days.floor()) * 86_400.0).round() as i64);
    if second == 86_400 {
        (day, second) = (day + 1, 0);
    }
    let time = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    if day == 0 && !from_1904 {
        return Some(time);
    }
    let date = match (from_1904, day) {
        (true, _) => civil(day - 24_107),
        (false, 60) => "1900-02-29".to_owned(),
        (false, ..60) => civil(day - 25_568),
        (false, _) => civil(day - 25_569),
    };
    Some(if second == 0 { date } else { format!("{date} {time}") })
}

/// The date of a day counted from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> String {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_have_their_shortest_text() {
        for (written, expected) in [
            ("1.1000000000000001", "1.1"),
            ("85", "85"),
            ("85.0", "85"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1E-3", "0.001"),
            ("-0", "0"),
            ("110000", "110000"),
            ("x", "x"),
            ("nan", "nan"),
        ] {
            assert_eq!(shortest(written), expected, "{written}");
        }
        assert_eq!(shown("0.30000000000000004").as_deref(), Some("0.3"));
        assert_eq!(shown("77.349999999999994").as_deref(), Some("77.35"));
        assert_eq!((shown("0.3"), shown("0.123456789012345"), shown("12345678901234567")), (None, None, None));
        assert_eq!(percent("0.85").as_deref(), Some("85%"));
        assert_eq!(percent("0.8505").as_deref(), Some("85.05%"));
        assert_eq!(percent("x"), None);
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        for (text, expected) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "1900-02-29"),
            ("61", "1900-03-01"),
            ("25569", "1970-01-01"),
            ("43891", "2020-03-01"),
            ("43891.354166666664", "2020-03-01 08:30:00"),
            ("0.5", "12:00:00"),
            ("2958465", "9999-12-31"),
        ] {
            assert_eq!(date(text, false).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(date("0", true).as_deref(), Some("1904-01-01"));
        assert_eq!(date("42429", true).as_deref(), Some("2020-03-01"));
        assert_eq!([date("-1", false), date("2958466", false), date("x", false)], [None, None, None]);
    }
}
