//! What a cell takes: a list to choose from, limits, and what is said to whoever stands in it.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, XlsxError};

use super::super::Template;
use super::super::things::Thing;
use super::super::words::{not_applicable, violation};
use super::LONGEST_TITLE;
use super::lists::{Lists, fits};
use crate::diagnostic::{Lang, bi};
use crate::methods::Rule;
use crate::number::Ratio;
use crate::workbook::{LONGEST_INPUT, clip};

/// The words that a thing takes, where it takes only words.
pub(super) fn choices(thing: Thing<'_>, template: &Template<'_>) -> Option<Vec<String>> {
    let choices = thing.rule()?.choices()?;
    let words = choices.iter().map(|word| word.get(template.lang).to_owned());
    Some(words.chain(also(thing, template)).collect())
}

/// The words that it takes beside its answers proper.
fn also(thing: Thing<'_>, template: &Template<'_>) -> Vec<String> {
    let lang = template.lang;
    let mut words = Vec::new();
    if matches!(thing.rule(), Some(Rule::Conditions(_))) {
        words.push(violation().get(lang).to_owned());
    }
    if thing.takes_not_applicable(template.framework) {
        words.push(not_applicable().get(lang).to_owned());
    }
    words
}

/// What the cells of a thing take; `cell` is the first of them, as in `C7`.
pub(super) fn validation(
    thing: Thing<'_>,
    template: &Template<'_>,
    lists: &Lists,
    cell: &str,
) -> Result<DataValidation, XlsxError> {
    let words = also(thing, template);
    let validation = DataValidation::new();
    let validation = match (choices(thing, template), limits(thing, template)) {
        (Some(choices), _) => match lists.find(&choices) {
            Some(range) => validation.allow_list_formula(range),
            None => validation.allow_list_strings(&choices)?,
        },
        (None, Some(limits)) if words.is_empty() => limits.plain(validation),
        (None, Some(limits)) => validation.allow_custom(limits.or_words(cell, &words)),
        (None, None) => validation.allow_any_value(),
    };
    said(validation, thing, template)
}

/// The messages of a cell.
fn said(validation: DataValidation, thing: Thing<'_>, template: &Template<'_>) -> Result<DataValidation, XlsxError> {
    let lang = template.lang;
    let how = thing.how(template.framework);
    let mut lines = vec![thing.question(lang).to_owned(), how.get(lang).to_owned()];
    let unit = thing.measured_in(lang);
    if !unit.is_empty() {
        lines.push(bi!("measured in {unit}", "计量单位：{unit}").get(lang).to_owned());
    }
    if matches!(thing.rule(), Some(Rule::Ratio(_))) {
        lines.push(bi!("as 45/60 or 75%", "写作 45/60 或 75%").get(lang).to_owned());
    }
    let applies = thing.applies(template.framework);
    if !applies.get(lang).is_empty() {
        let (en, zh) = (&applies.en, &applies.zh);
        lines.push(bi!("applies to: {en}", "适用：{zh}").get(lang).to_owned());
    }
    let words = also(thing, template).join(if lang == Lang::Zh { "、" } else { ", " });
    if !words.is_empty() {
        lines.push(bi!("also: {words}", "也可填：{words}").get(lang).to_owned());
    }
    let title = clip(thing.code(), LONGEST_TITLE);
    let expected = lines.get(1..).unwrap_or_default().join("\n");
    validation
        .set_input_title(&title)?
        .set_input_message(clip(&lines.join("\n"), LONGEST_INPUT))?
        .set_error_title(&title)?
        .set_error_message(clip(&expected, LONGEST_INPUT))
}

/// The numbers that a thing takes.
struct Limits {
    least: Option<Ratio>,
    greatest: Option<Ratio>,
    whole: bool,
}

fn limits(thing: Thing<'_>, template: &Template<'_>) -> Option<Limits> {
    match thing.rule() {
        Some(rule) => {
            let bounds = rule.bounds()?;
            Some(Limits { least: bounds.least, greatest: bounds.greatest, whole: bounds.whole })
        }
        None => {
            let (low, high) = thing.range(template.framework)?;
            Some(Limits { least: Some(low), greatest: Some(high), whole: false })
        }
    }
}

/// Less than any number that somebody fills in, for what has no least one.
const LEAST: &str = "-1E+300";

impl Limits {
    /// A number between two others; each is written as it is, `100/3` among them, which the spreadsheet works out.
    fn plain(self, validation: DataValidation) -> DataValidation {
        let formula = |ratio: Ratio| Formula::new(ratio.to_string());
        let rule = match (self.least, self.greatest) {
            (Some(least), Some(greatest)) => DataValidationRule::Between(formula(least), formula(greatest)),
            (Some(least), None) => DataValidationRule::GreaterThanOrEqualTo(formula(least)),
            (None, Some(greatest)) => DataValidationRule::LessThanOrEqualTo(formula(greatest)),
            (None, None) => DataValidationRule::GreaterThanOrEqualTo(Formula::new(LEAST)),
        };
        if self.whole {
            validation.allow_whole_number_formula(rule)
        } else {
            validation.allow_decimal_number_formula(rule)
        }
    }

    /// The same, or one of some words.
    fn or_words(self, cell: &str, words: &[String]) -> Formula {
        let mut number = vec![format!("ISNUMBER({cell})")];
        number.extend(self.least.map(|least| format!("{cell}>={least}")));
        number.extend(self.greatest.map(|greatest| format!("{cell}<={greatest}")));
        if self.whole {
            number.push(format!("{cell}=INT({cell})"));
        }
        let words: Vec<String> = words.iter().map(|word| format!("{cell}=\"{word}\"")).collect();
        // In a comparison with a text, `AND` would be an error rather than no.
        Formula::new(format!("OR({},IF(ISNUMBER({cell}),AND({}),FALSE))", words.join(","), number.join(",")))
    }
}

/// A list of a few words.
pub(super) fn one_of(words: &[&str]) -> Result<DataValidation, XlsxError> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    debug_assert!(fits(&words));
    DataValidation::new().allow_list_strings(&words)
}
