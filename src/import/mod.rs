//! From a table of indicators, as people keep it in Excel, to a framework.
//!
//! [`heading`] says what each column holds, [`cell`] what stands in one, [`rows`] which rows are indicators; they become
//! a [`tree`], whose cells [`mend`] puts into their columns where that makes the weights add up. What the weights are is
//! decided in [`notation`] by what adds up, and [`write`] makes the framework, in which nothing is invented: what was
//! inferred says from what, what is lost stays open.

mod cell;
mod codes;
mod heading;
mod mend;
mod notation;
mod rows;
mod said;
mod tree;
mod write;

use heading::{Heading, KNOWN, fits};
use said::Said;

use crate::data::{Source, read_grid};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes as kinds};
use crate::framework::{FrameworkFile, Names};
use crate::limits::{Limit, Limits};

/// How a table of indicators is to be read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ImportOptions {
    /// How messages call the file.
    pub file: Option<String>,
    /// The sheet of a workbook; where absent the first with a column of indicators.
    pub sheet: Option<String>,
    /// The id of the framework; `imported` where absent.
    pub id: Option<String>,
    /// Its title; the id where absent.
    pub title: Option<String>,
    /// How much is read at most.
    pub limits: Limits,
}

impl ImportOptions {
    /// Sets how messages call the file.
    pub fn file(mut self, file: impl Into<String>) -> ImportOptions {
        self.file = Some(file.into());
        self
    }

    /// Sets which sheet of a workbook is read.
    pub fn sheet(mut self, sheet: Option<String>) -> ImportOptions {
        self.sheet = sheet;
        self
    }

    /// Sets the id of the framework.
    pub fn id(mut self, id: impl Into<String>) -> ImportOptions {
        self.id = Some(id.into());
        self
    }

    /// Sets its title.
    pub fn title(mut self, title: impl Into<String>) -> ImportOptions {
        self.title = Some(title.into());
        self
    }

    /// Sets how much is read at most.
    pub fn limits(mut self, limits: Limits) -> ImportOptions {
        self.limits = limits;
        self
    }
}

/// The outcome of importing a table.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The framework as far as it could be read; none where no indicator was found.
    pub file: Option<FrameworkFile>,
    /// What was read how, what could not be read, and what the checks of the framework find.
    pub diagnostics: Diagnostics,
}

/// Turns a table of indicators (指标表) in CSV, or with the feature `xlsx` in a workbook, into a framework.
///
/// Columns of levels (一级指标, 二级指标, … or `level 1`, …) with merged or repeated cells, each `名称`, `名称 (40%)` or
/// a column of weights beside it; also codes, definitions (指标解释), criteria (评分标准) and sources of data (数据来源).
///
/// ```
/// use govscore::{ImportOptions, import_table};
///
/// let table = "一级指标,二级指标\n服务供给 (40%),目录 (30%)\n,整合 (■%)\n服务响应 (60%),受理 (50%)\n,反馈 (50%)\n";
/// let imported = import_table(table.as_bytes(), &ImportOptions::default().id("my-index"));
/// let framework = imported.file.unwrap().check()?;
/// assert_eq!(framework.find("A2").unwrap().share.as_ref().unwrap().to_string(), "0.7");
/// assert!(imported.diagnostics.iter().any(|found| found.code.name() == "weight-inferred"));
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn import_table(bytes: &[u8], options: &ImportOptions) -> Imported {
    let mut found = Diagnostics::new();
    let source = Source {
        file: options.file.as_deref(),
        sheet: options.sheet.as_deref(),
        fits: &fits,
        titled: false,
        limits: options.limits,
    };
    let Some(grid) = read_grid(bytes, &source, &mut found) else {
        return Imported { file: None, diagnostics: found };
    };
    let mut said = Said { file: options.file.clone(), sheet: grid.sheet.clone(), found };
    let Some(heading) = Heading::find(&grid) else {
        let line = grid.rows.first().map(|row| row.line);
        let message = bi!("no heading names a column of indicators", "没有表头指明指标名称列");
        let (en, zh) = KNOWN;
        let hint = bi!(
            "head the columns of names with one of these: {en}; weights with 权重 or 分值 (`weight`, `points`)",
            "请用下列列名之一：{zh}；权重列用 权重 或 分值"
        );
        said.push(kinds::NO_INDICATOR_COLUMN, "", line, None, message, Some(hint));
        return Imported { file: None, diagnostics: said.found };
    };
    rows::other_columns(&heading, &mut said);
    let read = rows::lines(&grid, &heading, &mut said);
    if read.lines.is_empty() {
        let message = bi!("no row below the heading names an indicator", "表头之下没有指标");
        said.push(kinds::NO_INDICATORS, "", Some(heading.line), None, message, None);
        return Imported { file: None, diagnostics: said.found };
    }
    // Each indicator takes five values at least: itself, and code and weight with their keys.
    if options.limits.forbid(Limit::FrameworkValues, read.lines.len().saturating_mul(5)) {
        let (count, name) = (read.lines.len(), Limit::FrameworkValues.name());
        let message =
            bi!("there are {count} rows, more than a framework may have", "共 {count} 行，超过指标体系的上限");
        let hint = bi!("`--limit {name}=N` allows more", "确需更多，请用 `--limit {name}=N`");
        said.push(kinds::TABLE_TOO_LARGE, "", Some(heading.line), None, message, Some(hint));
        return Imported { file: None, diagnostics: said.found };
    }
    let (_, tree) = mend::mend(read.lines, &mut said);
    let id = options.id.clone().unwrap_or_else(|| "imported".to_owned());
    let title = options.title.clone().unwrap_or_else(|| id.clone());
    let file = FrameworkFile::new(id, Names::from(title));
    let file = write::write(tree, &heading, read.total.as_ref(), file, &mut said);
    let mut found = said.found;
    if let Err(error) = file.clone().check() {
        let place = Place { file: options.file.clone(), sheet: grid.sheet, ..Place::default() };
        for problem in &error.diagnostics() {
            let mut problem: Diagnostic = problem.clone();
            problem.place = place.clone();
            found.push(problem);
        }
    }
    Imported { file: Some(file), diagnostics: found }
}
