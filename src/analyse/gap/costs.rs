//! What improvements cost: from a file, or from code.

use std::collections::BTreeMap;

use crate::data::{Row, Source, Table, loose, read_table};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes, nearest};
use crate::error::Error;
use crate::framework::{Framework, Item};
use crate::limits::Limits;
use crate::number::{Ratio, read_ratio, shorten};

/// What it costs to raise leaves and items; one per point of a leaf's rate where nothing is said.
///
/// The file is a table with the headings `code` (代码) and `cost` (成本) and, where they are needed, `kind` (方式), `max`
/// (上限) and `step` (步长):
///
/// ```
/// use govscore::{Costs, Framework};
///
/// let framework = Framework::builtin("bluebook-2019")?;
/// let csv = "代码,成本,方式,上限,步长\nB11,2.5,线性,90,5\nB12,40,固定,,\n";
/// let costs = Costs::read(&framework, csv.as_bytes(), Some("成本.csv"))?;
/// assert_eq!(costs.get("B12").unwrap().amount.to_string(), "40");
/// assert!(costs.get("C11").is_none());
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    file: Option<String>,
    rows: BTreeMap<String, Cost>,
}

/// What it costs to raise one leaf or item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cost {
    /// So much, never below zero.
    pub amount: Ratio,
    /// For what.
    pub kind: CostKind,
    /// The rate, on 0..scale, above which it cannot be raised; full marks where absent.
    pub max: Option<Ratio>,
    /// It is raised by whole multiples of this, on 0..scale; by anything where absent.
    pub step: Option<Ratio>,
}

/// What a cost is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CostKind {
    /// For each point of the rate, on 0..scale; of an item whose rule has levels, for each level. The default.
    #[default]
    Linear,
    /// For raising it as far as it goes, or less.
    Fixed,
}

impl Cost {
    /// So much for each point of the rate, or for each level of an item.
    pub fn linear(amount: Ratio) -> Cost {
        Cost { amount, kind: CostKind::Linear, max: None, step: None }
    }

    /// So much for raising it as far as it goes.
    pub fn fixed(amount: Ratio) -> Cost {
        Cost { kind: CostKind::Fixed, ..Cost::linear(amount) }
    }

    /// Sets the rate above which it cannot be raised.
    pub fn up_to(self, max: Ratio) -> Cost {
        Cost { max: Some(max), ..self }
    }

    /// Sets the steps by which it is raised.
    pub fn in_steps_of(self, step: Ratio) -> Cost {
        Cost { step: Some(step), ..self }
    }
}

/// What a row of the file has, besides the code.
const KEYS: [&str; 4] = ["cost", "kind", "max", "step"];
/// The headings, and what they are here.
const HEADINGS: [(&str, &str); 12] = [
    ("code", "code"),
    ("代码", "code"),
    ("编码", "code"),
    ("cost", "cost"),
    ("成本", "cost"),
    ("费用", "cost"),
    ("kind", "kind"),
    ("方式", "kind"),
    ("max", "max"),
    ("上限", "max"),
    ("step", "step"),
    ("步长", "step"),
];
/// Headings of what is there for readers only.
const REMARKS: [&str; 8] = ["name", "名称", "指标", "指标名称", "note", "remark", "备注", "说明"];

/// A thing that is wrong with a cost, and the key that says it.
struct Problem {
    key: &'static str,
    code: Code,
    message: Bilingual,
    hint: Bilingual,
}

impl Costs {
    /// Reads a file of costs, a CSV or with the feature `xlsx` a workbook, or tells everything that is wrong with it;
    /// `file` is how messages call it.
    pub fn read(framework: &Framework, bytes: &[u8], file: Option<&str>) -> Result<Costs, Error> {
        Costs::read_within(framework, bytes, file, Limits::default())
    }

    /// The same within limits of one's own.
    pub fn read_within(
        framework: &Framework,
        bytes: &[u8],
        file: Option<&str>,
        limits: Limits,
    ) -> Result<Costs, Error> {
        let mut found = Diagnostics::new();
        let fits = |headings: &[String]| headings.iter().any(|heading| key_of(heading) == Some("code"));
        let source = Source { file, sheet: None, fits: &fits, titled: true, limits };
        let Some(table) = read_table(bytes, &source, &mut found) else { return Err(Error::Data(found)) };
        let rows = Reader::new(&table, file, framework, &mut found).map(Reader::rows);
        if let Some(sheet) = table.sheet() {
            found.in_sheet(sheet);
        }
        match rows {
            Some(rows) if !found.has_errors() => Ok(Costs { file: file.map(str::to_owned), rows }),
            _ => Err(Error::Data(found.in_order())),
        }
    }

    /// The same costs with one more; a second one for the same code replaces the first.
    pub fn with(mut self, code: impl Into<String>, cost: Cost) -> Costs {
        self.rows.insert(code.into(), cost);
        self
    }

    /// What is said of a leaf or an item.
    pub fn get(&self, code: &str) -> Option<&Cost> {
        self.rows.get(code)
    }

    /// Each code of which something is said, in their order.
    pub fn each(&self) -> impl Iterator<Item = (&str, &Cost)> {
        self.rows.iter().map(|(code, cost)| (code.as_str(), cost))
    }

    /// Whether nothing is said of any leaf, so that each point of a rate costs one.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The file they were read from.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// Everything that keeps these costs from going with a framework.
    pub(super) fn problems(&self, framework: &Framework) -> Diagnostics {
        let of_row = |(code, cost): (&String, &Cost)| -> Vec<Diagnostic> {
            let named = |problem: Problem| {
                let path = format!("{code}.{}", problem.key);
                Diagnostic::new(problem.code, problem.message).at(path, Place::default()).hint(problem.hint)
            };
            let all = |code: &str| self.rows.contains_key(code);
            problems_of(framework, code, cost).into_iter().chain(twice(framework, code, all)).map(named).collect()
        };
        self.rows.iter().flat_map(of_row).collect()
    }
}

/// The items of a leaf that has some beside itself; none of any other.
fn own_items<'f>(framework: &'f Framework, code: &str) -> Vec<&'f Item> {
    let items = framework.find(code).map(|node| node.items.as_slice()).unwrap_or_default();
    items.iter().map(|id| framework.item(*id)).filter(|item| !item.is_leaf).collect()
}

/// What is wrong with a cost by itself.
fn problems_of(framework: &Framework, code: &str, cost: &Cost) -> Vec<Problem> {
    let shown = shorten(code);
    let item = framework.find_item(code);
    let Some(leaf) = item.map(|item| item.leaf).or_else(|| framework.find(code).map(|node| node.id)) else {
        let known = framework.leaves().map(|leaf| leaf.code.as_str());
        let near = nearest(code, known.chain(framework.items().iter().map(|item| item.code.as_str())));
        let message = bi!("no leaf and no item has the code `{shown}`", "没有代码为 `{shown}` 的末级指标或采集点位");
        let hint = match near {
            Some(near) => bi!("did you mean `{near}`?", "是否应为 `{near}`？"),
            None => bi!("write the code of a leaf or an item", "请写末级指标或采集点位的代码"),
        };
        return vec![Problem { key: "code", code: codes::UNKNOWN_CODE, message, hint }];
    };
    let bad = |key, message, hint| Problem { key, code: codes::BAD_COST, message, hint };
    let mut problems = Vec::new();
    if !framework.node(leaf).is_leaf() {
        let message = bi!("`{shown}` has indicators below it", "`{shown}` 之下还有指标");
        problems.push(bad("code", message, bi!("give the costs of its leaves", "请给出其末级指标的成本")));
    }
    let (zero, scale) = (Ratio::zero(), framework.scale());
    if cost.amount < zero {
        let amount = &cost.amount;
        let message = bi!("a cost of {amount} is below zero", "成本 {amount} 为负");
        problems.push(bad("cost", message, bi!("costs are zero or more", "成本不得小于零")));
    }
    if let Some(max) = cost.max.as_ref().filter(|max| **max <= zero || *max > scale) {
        let message = bi!("a rate of {max} is outside 0 to {scale}", "得分率 {max} 不在 0 至 {scale} 之内");
        let hint =
            bi!("write the greatest rate, above 0 and at most {scale}", "写可达到的最高得分率，大于 0，至多 {scale}");
        problems.push(bad("max", message, hint));
    }
    if let Some(step) = cost.step.as_ref().filter(|step| **step <= zero || *step > scale) {
        let message = bi!("a step of {step} is outside 0 to {scale}", "步长 {step} 不在 0 至 {scale} 之内");
        let hint = bi!("write a step above 0, or leave it out", "步长须大于 0，或不写");
        problems.push(bad("step", message, hint));
    } else if cost.step.is_some() && cost.kind == CostKind::Fixed {
        let message = bi!("a fixed cost has no steps", "固定成本没有步长");
        let hint = bi!("leave `step` empty, or write `linear`", "`step` 留空，或方式写 线性");
        problems.push(bad("step", message, hint));
    } else if let (Some(_), Some(_)) = (&cost.step, item.and_then(|item| item.rule.attainable())) {
        let message = bi!("the steps of `{shown}` are those of its rule", "`{shown}` 的步长由其计分规则决定");
        problems.push(bad("step", message, bi!("leave `step` empty", "`step` 留空")));
    }
    if (cost.max.is_some() || cost.step.is_some()) && !own_items(framework, code).is_empty() {
        let key = if cost.max.is_some() { "max" } else { "step" };
        let message = bi!("`{shown}` is measured by items", "`{shown}` 由采集点位得分");
        problems.push(bad(key, message, bi!("write it for the items", "请写在采集点位上")));
    }
    problems
}

/// That a leaf and one of its items both have costs.
fn twice(framework: &Framework, code: &str, all: impl Fn(&str) -> bool) -> Option<Problem> {
    let item = own_items(framework, code).into_iter().find(|item| all(&item.code))?;
    let (leaf, item) = (shorten(code), shorten(&item.code));
    let message = bi!("costs for `{leaf}` and for its item `{item}`", "`{leaf}` 与其采集点位 `{item}` 都写了成本");
    let hint = bi!("keep those of the leaf, or those of its items", "只保留末级指标或其采集点位的成本");
    Some(Problem { key: "code", code: codes::BAD_COST, message, hint })
}

fn key_of(heading: &str) -> Option<&'static str> {
    let heading = loose(heading);
    HEADINGS.iter().find(|(known, _)| *known == heading).map(|(_, key)| *key)
}

struct Reader<'t> {
    table: &'t Table,
    file: Option<&'t str>,
    framework: &'t Framework,
    found: &'t mut Diagnostics,
    /// Each key with its column.
    columns: BTreeMap<&'static str, usize>,
}

impl<'t> Reader<'t> {
    /// None where a column that is needed is not there.
    fn new(
        table: &'t Table,
        file: Option<&'t str>,
        framework: &'t Framework,
        found: &'t mut Diagnostics,
    ) -> Option<Reader<'t>> {
        let mut reader = Reader { table, file, framework, found, columns: BTreeMap::new() };
        for (at, heading) in table.headings.iter().enumerate() {
            let place = reader.place(table.heading_line, Some(at));
            let shown = shorten(heading);
            let diagnostic = match key_of(heading) {
                Some(key) => match reader.columns.insert(key, at) {
                    None => continue,
                    Some(_) => {
                        let message = bi!("a second column for `{key}`", "`{key}` 列重复");
                        Diagnostic::new(codes::DUPLICATE_COLUMN, message).hint(bi!("keep one of them", "只保留一列"))
                    }
                },
                None if heading.is_empty() || REMARKS.contains(&loose(heading).as_str()) => continue,
                None => {
                    let message = bi!("`{shown}` is no column of a file of costs", "成本文件没有 `{shown}` 这一列");
                    Diagnostic::new(codes::BAD_COST, message).hint(bi!(
                        "the columns are code, cost, kind, max, step; others may be called name or note",
                        "列有 代码、成本、方式、上限、步长；另可有 名称、备注"
                    ))
                }
            };
            reader.found.push(diagnostic.at(heading.clone(), place));
        }
        let absent: Vec<(&str, &str)> = [("code", "代码"), ("cost", "成本")]
            .into_iter()
            .filter(|(key, _)| !reader.columns.contains_key(key))
            .collect();
        for (key, zh) in &absent {
            let message = bi!("the column `{key}` is absent", "缺少列 `{zh}`");
            let hint = bi!("the headings are `code,cost,kind,max,step`", "表头为 `代码,成本,方式,上限,步长`");
            let place = reader.place(table.heading_line, None);
            reader.found.push(Diagnostic::new(codes::MISSING_COLUMN, message).at("", place).hint(hint));
        }
        absent.is_empty().then_some(reader)
    }

    fn rows(mut self) -> BTreeMap<String, Cost> {
        let mut rows = BTreeMap::new();
        let mut lines: BTreeMap<String, u64> = BTreeMap::new();
        for row in self.table.rows.iter() {
            let code = self.text(row, "code").to_owned();
            if code.is_empty() {
                let message = bi!("the row names no leaf and no item", "此行没有写末级指标或采集点位");
                let hint = bi!("write its code", "请写代码");
                self.tell(row, "", Problem { key: "code", code: codes::BAD_COST, message, hint });
                continue;
            }
            if let Some(first) = lines.get(&code) {
                let shown = shorten(&code);
                let message = bi!("`{shown}` stands on line {first} already", "`{shown}` 已在第 {first} 行出现");
                let hint = bi!("keep one of the rows", "只保留一行");
                self.tell(row, &code, Problem { key: "code", code: codes::DUPLICATE_CODE, message, hint });
                continue;
            }
            lines.insert(code.clone(), row.line);
            // Of what could not be read something is told already; the rest of the row is looked at all the same.
            let cost = self.cost(row, &code);
            for problem in problems_of(self.framework, &code, &cost) {
                self.tell(row, &code, problem);
            }
            rows.insert(code, cost);
        }
        for row in self.table.rows.iter() {
            let code = self.text(row, "code").to_owned();
            if let Some(problem) = twice(self.framework, &code, |code| rows.contains_key(code)) {
                self.tell(row, &code, problem);
            }
        }
        rows
    }

    /// The cost of a row; what cannot be read is told, and left out.
    fn cost(&mut self, row: Row<'_>, code: &str) -> Cost {
        let [amount, kind, max, step] = KEYS;
        let found = self.number(row, code, amount);
        if found == Ok(None) {
            let (message, hint) = (bi!("there is no cost", "没有写成本"), bi!("write a number", "请写数字"));
            self.tell(row, code, Problem { key: amount, code: codes::BAD_COST, message, hint });
        }
        let word = loose(self.text(row, kind));
        let read = match word.as_str() {
            "" | "linear" | "线性" | "按分" => CostKind::Linear,
            "fixed" | "固定" | "一次性" => CostKind::Fixed,
            _ => {
                let shown = shorten(self.text(row, kind));
                let message = bi!("`{shown}` is no kind of cost", "没有“{shown}”这种方式");
                let hint = bi!(
                    "write `linear` (for each point of the rate) or `fixed` (for raising it as far as it goes)",
                    "写 线性（每 1 分得分率的成本）或 固定（一次提到上限的成本）"
                );
                self.tell(row, code, Problem { key: kind, code: codes::BAD_COST, message, hint });
                CostKind::Linear
            }
        };
        let (max, step) = (self.number(row, code, max), self.number(row, code, step));
        let amount = found.ok().flatten().unwrap_or_else(Ratio::zero);
        Cost { amount, kind: read, max: max.ok().flatten(), step: step.ok().flatten() }
    }

    /// The number in a cell, none where it is empty; an error that is told already where it is no number.
    fn number(&mut self, row: Row<'_>, code: &str, key: &'static str) -> Result<Option<Ratio>, ()> {
        let text = self.text(row, key).to_owned();
        if text.is_empty() {
            return Ok(None);
        }
        read_ratio(&text).map(|(number, _)| Some(number)).map_err(|problem| {
            let (shown, what) = (shorten(&text), problem.problem.zh());
            let why = problem.problem;
            let message = bi!("`{shown}` {why}", "`{shown}` {what}");
            let hint = bi!("write a plain number", "写普通数字");
            self.tell(row, code, Problem { key, code: codes::NOT_A_NUMBER, message, hint });
        })
    }

    fn text(&self, row: Row<'t>, key: &str) -> &'t str {
        self.columns.get(key).map_or("", |at| row.field(*at))
    }

    fn tell(&mut self, row: Row<'_>, code: &str, problem: Problem) {
        let place = self.place(row.line, self.columns.get(problem.key).copied());
        self.found.push(Diagnostic::new(problem.code, problem.message).at(code, place).hint(problem.hint));
    }

    fn place(&self, line: u64, column: Option<usize>) -> Place {
        let file = self.file.map(str::to_owned);
        Place { file, line: Some(line), column: column.map(|at| at as u64 + 1), ..Place::default() }
    }
}
