//! The sheet for evidence: a row per source, joined by item, unit and round when the workbook is read.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet, XlsxError};

use super::super::Template;
use super::super::layout::Layout;
use super::super::words::Heading;
use super::lists::Lists;
use super::protection;
use super::styles::Styles;
use crate::diagnostic::bi;
use crate::framework::Input;
use crate::workbook::{A4, size};

/// The last row that a sheet has, from 0.
const LAST: u32 = super::super::LAST_ROW as u32 - 1;

/// Writes a heading above columns that are open all the way down.
pub(super) fn write(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    layout: &Layout<'_>,
    lists: &Lists,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (lang, framework) = (template.lang, template.framework);
    let observed = framework.input() == Input::Observations && !framework.items().is_empty();
    let words = if observed {
        bi!(
            "# evidence: where observations come from, a row for each; the round only where there are several",
            "# 佐证：逐条填写观测值的来源；有多轮观测时须写轮次"
        )
    } else {
        bi!(
            "# evidence: where values come from; it stays in the workbook, since results carry evidence of observations only",
            "# 佐证：填写数据来源；留存于本工作簿备查，计分结果只附观测值的佐证"
        )
    };
    sheet.write_string_with_format(0, 0, words.get(lang), &styles.opening)?;
    let rounds = layout.things.iter().any(|thing| thing.rounds().is_some());
    let columns = [
        (if observed { Heading::Item } else { Heading::Indicator }, 16),
        (Heading::Unit, 24),
        (Heading::Round, 8),
        (Heading::Source, 48),
        (Heading::Collected, 13),
        (Heading::Collector, 13),
        (Heading::Verified, 13),
        (Heading::Note, 32),
    ];
    let columns = columns.into_iter().filter(|(heading, _)| rounds || *heading != Heading::Round);
    for ((heading, wide), at) in columns.zip(0u16..) {
        let style = if heading == Heading::Collected { &styles.open_date } else { &styles.open_text };
        sheet.set_column_format(at, style)?.set_column_width(at, size(wide))?;
        // The column is open all the way, and this row is not for filling in.
        if at > 0 {
            sheet.write_blank(0, at, &styles.opening)?;
        }
        sheet.write_string_with_format(1, at, heading.get(lang), &styles.open_heading)?;
        let validation = match heading {
            Heading::Item | Heading::Indicator => DataValidation::new().allow_list_formula(lists.codes()),
            Heading::Unit => DataValidation::new().allow_list_formula(lists.units()),
            Heading::Round => DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(1)),
            _ => continue,
        };
        sheet.add_data_validation(2, at, LAST, at, &validation)?;
    }
    sheet.set_freeze_panes(2, 2)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.protect_with_options(&protection());
    Ok(())
}
