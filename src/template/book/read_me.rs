//! The sheet to read: what the framework is, how to fill in, what is asked.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::super::layout::Layout;
use super::super::things::Thing;
use super::super::words::{banners, basis, method, role};
use super::super::{Template, TemplateForm};
use super::protection;
use super::styles::Styles;
use crate::data::{EVIDENCE, FILL_IN};
use crate::diagnostic::{Bilingual, Lang, bi};
use crate::framework::Framework;
use crate::number::Ratio;
use crate::workbook::{A4, LONGEST_CELL, clip, size, width};

/// The widths of the columns: code, name, meaning or rule, marks, share or unit of measure, what or whom, kind, basis.
const WIDTHS: [usize; 8] = [14, 40, 52, 10, 12, 26, 11, 13];

/// The sheet while it is written.
struct Page<'p> {
    sheet: &'p mut Worksheet,
    styles: &'p Styles,
    lang: Lang,
    row: u32,
}

/// Writes it from top to bottom.
pub(super) fn write(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    layout: &Layout<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (wide, at) in WIDTHS.into_iter().zip(0u16..) {
        sheet.set_column_width(at, size(wide))?;
    }
    let (framework, lang) = (template.framework, template.lang);
    let mut page = Page { sheet, styles, lang, row: 0 };
    page.paragraph(framework.title().get(lang), &styles.title)?;
    for banner in banners(framework) {
        page.paragraph(banner.get(lang), &styles.banner)?;
    }
    for line in facts(framework, lang) {
        page.paragraph(&line, &styles.paragraph)?;
    }
    page.section(bi!("How to fill in", "怎样填写"))?;
    for (step, number) in steps(template, layout).iter().zip(1..) {
        page.paragraph(&format!("{number}. {}", step.get(lang)), &styles.paragraph)?;
    }
    page.tree(template)?;
    page.items(template, layout)?;
    page.sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    page.sheet.protect_with_options(&protection());
    Ok(())
}

/// Edition, source, time of collection, full marks, note.
fn facts(framework: &Framework, lang: Lang) -> Vec<String> {
    let file = framework.file();
    let mut facts = Vec::new();
    let mut fact = |words: Bilingual| facts.push(words.get(lang).to_owned());
    let (id, scale) = (framework.id(), framework.scale());
    let edition = framework.edition().map(|edition| format!(" · {edition}")).unwrap_or_default();
    fact(bi!("Framework: {id}{edition} · full marks {scale}", "指标体系：{id}{edition} · 满分 {scale}"));
    if let Some(source) = &file.source {
        let text = |text: &Option<crate::framework::Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let publisher = source.publisher.as_ref().map(|names| names.get(lang).to_owned());
        let pages = text(&source.pages).map(|pages| bi!("pp. {pages}", "第 {pages} 页").get(lang).to_owned());
        let parts = [Some(source.title.get(lang).to_owned()), publisher, text(&source.date), pages, text(&source.url)];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " });
        fact(bi!("Source: {words}", "来源：{words}"));
    }
    if let Some(period) = &file.collected {
        let (from, to) = (&period.from, &period.to);
        fact(bi!("Collected: {from} to {to}", "采集时间：{from} 至 {to}"));
    }
    if let Some(note) = &file.note {
        let note = note.get(lang);
        fact(bi!("Note: {note}", "说明：{note}"));
    }
    facts
}

/// What whoever fills in has to know.
fn steps(template: &Template<'_>, layout: &Layout<'_>) -> Vec<Bilingual> {
    let (en, zh) = (FILL_IN.get(Lang::En), FILL_IN.get(Lang::Zh));
    let (evidence_en, evidence_zh) = (EVIDENCE.get(Lang::En), EVIDENCE.get(Lang::Zh));
    let framework = template.framework;
    let mut steps = vec![match template.chosen_form() {
        TemplateForm::Wide => bi!(
            "On the sheet {en} each row is a unit and each column something to fill in; fill in the yellow cells.",
            "“{zh}”表每行一个评价对象，每列一项；只填浅黄色单元格。"
        ),
        TemplateForm::Long => bi!(
            "On the sheet {en} each row is something to fill in for a unit; fill in the yellow cells.",
            "“{zh}”表每行为一个评价对象的一项；只填浅黄色单元格。"
        ),
    }];
    steps.push(bi!(
        "Select a cell to see what it takes; where there is a list, choose from it. Leave empty what was not observed: that is not zero.",
        "选中单元格即显示填法，有下拉列表的请从中选择；未观测到的留空，留空不等于 0。"
    ));
    if layout.things.iter().any(|thing| thing.takes_not_applicable(framework)) {
        steps.push(bi!(
            "Where there is nothing to observe write not-applicable, if the cell takes it; grey cells stay empty.",
            "确无可观测之处，在允许的单元格填“不适用”；灰色单元格不填。"
        ));
    } else {
        steps.push(bi!("Grey cells stay empty.", "灰色单元格不填。"));
    }
    if layout.things.iter().any(|thing| thing.rounds().is_some()) && template.chosen_form() == TemplateForm::Long {
        let rounds = template.rounds;
        steps.push(bi!(
            "What is observed in rounds has {rounds} rows for each unit; rounds that were not held stay empty.",
            "分轮观测的点位每个对象有 {rounds} 行，未进行的轮次留空。"
        ));
    }
    steps.push(match template.chosen_form() {
        TemplateForm::Wide => bi!(
            "Sources go to the sheet {evidence_en}: choose item and unit, then say from where, when and by whom.",
            "来源填入“{evidence_zh}”表：先选点位（指标）和评价对象，再填来源、采集时间和采集人。"
        ),
        TemplateForm::Long => bi!(
            "Sources go beside the value, or to the sheet {evidence_en}, where item and unit are chosen first; say each in one place.",
            "来源填在观测值同一行，或填入“{evidence_zh}”表（先选点位和评价对象）；同一内容只填一处。"
        ),
    });
    steps.push(bi!(
        "Sheets are protected without a password, so that codes and questions stay as they are. Do not rename sheets or headings.",
        "各表设有无密码的保护，以免误改代码和采集内容；请勿更改工作表名称和表头。"
    ));
    let id = framework.id();
    steps.push(bi!(
        "`govscore check {id} FILE` names every problem by sheet and cell, `govscore score {id} FILE` scores.",
        "填好后用 govscore check {id} 文件 检查，问题按工作表和单元格列出；用 govscore score {id} 文件 计分。"
    ));
    steps
}

impl Page<'_> {
    /// A text over the whole width, as high as it needs.
    fn paragraph(&mut self, text: &str, style: &Format) -> Result<(), XlsxError> {
        let all: usize = WIDTHS.iter().sum();
        let large = std::ptr::eq(style, &self.styles.title);
        let last = WIDTHS.len() as u16 - 1;
        let text = clip(text, LONGEST_CELL);
        self.sheet.merge_range(self.row, 0, self.row, last, &text, style)?;
        let lines = width(&text).div_ceil(all - 8).max(1);
        self.sheet.set_row_height(self.row, size(if large { 28 } else { lines.min(25) * 16 + 2 }))?;
        self.row += 1;
        Ok(())
    }

    fn section(&mut self, words: Bilingual) -> Result<(), XlsxError> {
        self.row += 1;
        self.sheet.write_string_with_format(self.row, 0, words.get(self.lang), &self.styles.section)?;
        self.row += 1;
        Ok(())
    }

    fn headings(&mut self, en: [&str; 8], zh: [&str; 8]) -> Result<(), XlsxError> {
        for (heading, at) in (if self.lang == Lang::Zh { zh } else { en }).into_iter().zip(0u16..) {
            self.sheet.write_string_with_format(self.row, at, heading, &self.styles.heading)?;
        }
        self.row += 1;
        Ok(())
    }

    /// One row; marks and shares stand in the middle, names by their level.
    fn row(&mut self, cells: [String; 8], level: usize) -> Result<(), XlsxError> {
        let mut lines = 1;
        for ((cell, wide), at) in cells.iter().zip(WIDTHS).zip(0u16..) {
            let style = match at {
                1 if level > 0 => self.styles.fixed.clone().set_indent(level.min(9) as u8),
                3 | 4 => self.styles.number.clone(),
                _ => self.styles.fixed.clone(),
            };
            let beside = if at == 1 { level + 2 } else { 2 };
            lines = lines.max(width(cell).div_ceil(wide.saturating_sub(beside).max(4)));
            self.sheet.write_string_with_format(self.row, at, clip(cell, LONGEST_CELL), &style)?;
        }
        self.sheet.set_row_height(self.row, size(lines.min(25) * 15 + 3))?;
        self.row += 1;
        Ok(())
    }

    /// The indicators with their weights and full marks.
    fn tree(&mut self, template: &Template<'_>) -> Result<(), XlsxError> {
        let (framework, lang) = (template.framework, self.lang);
        self.section(bi!("Indicators", "指标"))?;
        self.headings(
            ["indicator code", "indicator", "meaning", "marks", "share", "fill in", "kind", "basis"],
            ["指标代码", "指标", "含义", "分值", "占上级", "填报内容", "性质", "依据"],
        )?;
        let has_leaves = framework.leaves().next().is_some();
        for node in framework.nodes() {
            let how = match (node.is_leaf(), node.items.len()) {
                (true, 0) => Thing::Node(node).how(framework),
                (true, count) if !framework.item(node.items[0]).is_leaf => {
                    bi!("{count} items, see below", "{count} 个采集点位，见下表")
                }
                (true, _) => bi!("see below", "见下表"),
                (false, _) => Bilingual::same(""),
            };
            let is_total = node.parent.is_none();
            let code = if is_total && has_leaves { String::new() } else { node.code.clone() };
            let meaning = node.definition.as_ref().map_or("", |names| names.get(lang));
            let cells = [
                code,
                node.name.get(lang).to_owned(),
                meaning.to_owned(),
                framework.points(node.id).map(|points| points.to_string()).unwrap_or_default(),
                node.share.as_ref().filter(|_| !is_total).map(percent).unwrap_or_default(),
                how.get(lang).to_owned(),
                role(&node.role, lang).to_owned(),
                basis(node.weakest_basis(), lang).to_owned(),
            ];
            self.row(cells, node.level)?;
        }
        Ok(())
    }

    /// The items with their rules.
    fn items(&mut self, template: &Template<'_>, layout: &Layout<'_>) -> Result<(), XlsxError> {
        let (framework, lang) = (template.framework, self.lang);
        let items = layout.things.iter().filter_map(|thing| match thing {
            Thing::Item(item) => Some((thing, *item)),
            Thing::Node(_) => None,
        });
        let mut items = items.peekable();
        if items.peek().is_none() {
            return Ok(());
        }
        self.section(bi!("Items", "采集点位"))?;
        self.headings(
            ["item code", "question", "rule", "marks", "measured in", "applies", "collected", "basis"],
            ["点位代码", "采集内容", "计分规则", "分值", "计量单位", "适用", "采集方式", "依据"],
        )?;
        for (thing, item) in items {
            let cells = [
                item.code.clone(),
                item.question.get(lang).to_owned(),
                item.rule.words().get(lang).to_owned(),
                item.marks.to_string(),
                thing.measured_in(lang).to_owned(),
                thing.applies(framework).get(lang).to_owned(),
                method(item.method, lang).to_owned(),
                basis(item.basis, lang).to_owned(),
            ];
            self.row(cells, 0)?;
        }
        Ok(())
    }
}

/// `40%`; as a ratio where that does not end.
fn percent(share: &Ratio) -> String {
    let hundred = (share * &Ratio::from(100)).to_string();
    if hundred.contains('/') { share.to_string() } else { format!("{hundred}%") }
}
