//! The first sheet: what the workbook is, what stands on which sheet, and how its figures are to be read.

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::Planned;
use super::sheet::{banner_header, footer};
use super::styles::Styles;
use crate::diagnostic::{Bilingual, Lang, bi};
use crate::report::Document;
use crate::workbook::{A4, LONGEST_CELL, LONGEST_INPUT, clip, size, width};

/// The widths of its columns: sheet, table, rows.
const WIDTHS: [usize; 3] = [30, 76, 10];

/// The sheet while it is written.
struct Page<'p> {
    sheet: &'p mut Worksheet,
    row: u32,
}

/// Writes it from top to bottom.
pub(super) fn write(
    sheet: &mut Worksheet,
    document: &Document,
    sheets: &[Planned<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (wide, at) in WIDTHS.into_iter().zip(0u16..) {
        sheet.set_column_width(at, size(wide))?;
    }
    let (lang, look) = (document.lang, &styles.look);
    let mut page = Page { sheet, row: 0 };
    // The title's letters are larger.
    page.paragraph(&document.title, &look.title.clone().set_text_wrap(), 8, 24)?;
    for banner in &document.banners {
        page.paragraph(banner, &look.banner, 5, 16)?;
    }
    for line in &document.subtitle {
        page.paragraph(line, &look.wrapped, 5, 16)?;
    }
    if !sheets.is_empty() {
        page.section(bi!("Sheets", "各工作表").get(lang), styles)?;
        let headings = [bi!("sheet", "工作表"), bi!("tables", "表"), bi!("rows", "行数")];
        for (heading, at) in headings.iter().zip(0u16..) {
            page.sheet.write_string_with_format(page.row, at, heading.get(lang), &look.heading)?;
        }
        page.row += 1;
        for planned in sheets {
            page.entry(planned, if lang == Lang::Zh { "；" } else { "; " }, styles)?;
        }
    }
    page.section(bi!("How to read the figures", "数字说明").get(lang), styles)?;
    for (note, number) in notes().iter().zip(1..) {
        page.paragraph(&format!("{number}. {}", note.get(lang)), &look.wrapped, 5, 16)?;
    }
    page.sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    page.sheet.set_header(banner_header(document)).set_footer(footer(document));
    Ok(())
}

fn notes() -> [Bilingual; 5] {
    [
        bi!(
            "Cells hold the figures themselves, as the doubles nearest to the exact values, and show the digits that the report prints; more are shown by changing the format of a cell.",
            "单元格中是未经舍入的数值（最接近精确值的双精度数），按报告的小数位数显示；更改单元格格式可显示更多位数。"
        ),
        bi!(
            "Ranks and types were decided on exact figures, or on figures rounded as the framework declares, never on what is shown. What is shown may therefore not add up in its last digit.",
            "名次和类型依精确值，或依指标体系规定的舍入值判定，与单元格显示的位数无关；因此显示的各项之和可能与合计在末位上有出入。"
        ),
        bi!(
            "Spreadsheets round half up for display; where the framework rounds otherwise, a last digit may differ from the printed report.",
            "表格软件显示时一律四舍五入；指标体系另有舍入规则的，末位可能与报告中印出的数字不同。"
        ),
        bi!("An empty cell means that there is no figure; that is not zero.", "空白单元格表示没有该数值，不等于 0。"),
        bi!(
            "Where a column is shaded, white is its least and blue its greatest figure; in columns with changes both ways zero is white and what is below is orange.",
            "有底色的列，白色为该列最低、蓝色为最高；既有增又有减的列，以 0 为白色，减少为橙色。"
        ),
    ]
}

impl Page<'_> {
    /// A text over the whole width, as high as it needs; a line holds so much less as its letters are wide.
    fn paragraph(&mut self, text: &str, style: &Format, less: usize, line: usize) -> Result<(), XlsxError> {
        let all: usize = WIDTHS.iter().sum();
        let text = clip(text, LONGEST_CELL);
        let last = WIDTHS.len() as u16 - 1;
        self.sheet.merge_range(self.row, 0, self.row, last, &text, style)?;
        let lines = (width(&text) * (line.max(16))).div_ceil((all - less) * 16).clamp(1, 24);
        self.sheet.set_row_height(self.row, size(lines * line + 2))?;
        self.row += 1;
        Ok(())
    }

    fn section(&mut self, title: &str, styles: &Styles) -> Result<(), XlsxError> {
        self.row += 1;
        self.sheet.write_string_with_format(self.row, 0, title, &styles.look.section)?;
        self.row += 1;
        Ok(())
    }

    /// A sheet and what stands on it, each caption once.
    fn entry(&mut self, planned: &Planned<'_>, between: &str, styles: &Styles) -> Result<(), XlsxError> {
        let name = planned.name.as_str();
        let mut captions: Vec<&str> = Vec::new();
        for table in &planned.tables {
            if !captions.contains(&table.caption.as_str()) {
                captions.push(&table.caption);
            }
        }
        let rows: usize = planned.tables.iter().map(|table| table.rows.len()).sum();
        let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
        let link = Url::new(place).set_text(name);
        self.sheet.write_url_with_format(self.row, 0, link, &styles.link)?;
        let captions = clip(&captions.join(between), LONGEST_INPUT);
        self.sheet.write_string_with_format(self.row, 1, &captions, &styles.text)?;
        // A sheet has fewer rows than there are numbers of this kind.
        self.sheet.write_number_with_format(
            self.row,
            2,
            u32::try_from(rows).unwrap_or(u32::MAX),
            &styles.look.boxed,
        )?;
        let lines = width(&captions).div_ceil(WIDTHS[1] - 4).max(width(name).div_ceil(WIDTHS[0] - 2)).max(1);
        self.sheet.set_row_height(self.row, size(lines * 15 + 3))?;
        self.row += 1;
        Ok(())
    }
}
