//! Whether a dataset fits a framework: values, columns, and what is missing.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::dataset::{Column, Dataset, Form, Observation};
use super::packed::Packed;
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Lang, bi, codes, nearest};
use crate::framework::{Figure, Framework, Node, NodeId};
use crate::methods::Missing;
use crate::number::{Ratio, shorten};

/// Every problem that keeps `dataset` from being scored with `framework`, and every warning.
///
/// [`crate::Plan::new`] runs the same checks.
pub fn check_data(framework: &Framework, dataset: &Dataset) -> Diagnostics {
    check_partial(framework, dataset, true)
}

/// The same for a file of which not everything could be read; `complete` says whether what is not there is missing.
pub(super) fn check_partial(framework: &Framework, dataset: &Dataset, complete: bool) -> Diagnostics {
    let mut check = Check { framework, dataset, found: Diagnostics::new() };
    if dataset.framework_id() != framework.id() {
        let (own, read) = (framework.id(), dataset.framework_id());
        let message = bi!("the data were read for `{read}`, not for `{own}`", "数据是为 `{read}` 读取的，不是 `{own}`");
        let hint = bi!("read them again with this framework", "请用本指标体系重新读取");
        check.found.push(Diagnostic::new(codes::OTHER_FRAMEWORK, message).hint(hint));
        return check.found;
    }
    for node in framework.nodes() {
        if let Some(column) = dataset.column(&node.code) {
            check.values(node, column);
            check.given_twice(node, column);
        }
    }
    check.fractions();
    if complete {
        check.presence();
    }
    check.found.sort();
    check.found
}

/// How many absent columns are named one by one where not one column of the table is known.
const MOST_NAMED: usize = 5;

struct Check<'a> {
    framework: &'a Framework,
    dataset: &'a Dataset,
    found: Diagnostics,
}

impl<'a> Check<'a> {
    fn path(&self, row: usize, node: &Node) -> String {
        format!("{}/{}", shorten(self.dataset.units()[row].label(Lang::Zh)), node.code)
    }

    fn push(&mut self, code: Code, node: &Node, column: &Column, row: usize, message: Bilingual, hint: Bilingual) {
        let place = self.dataset.place(column, node, row);
        let path = self.path(row, node);
        self.found.push(Diagnostic::new(code, message).at(path, place).hint(hint));
    }

    fn values(&mut self, node: &Node, column: &Column) {
        let range = self.framework.input_range(node.id, self.dataset.input());
        let odd = || column.cells.odd_rows().iter().map(|(row, _)| *row);
        match &range {
            // Where the least and the greatest are inside, so are all between them.
            Some(range) if units_inside(&column.cells, range) => {
                odd().for_each(|row| self.value(node, column, row, range));
            }
            Some(range) => (0..column.cells.len()).for_each(|row| self.value(node, column, row, range)),
            None => {
                odd().for_each(|row| self.not_applicable(node, column, row));
                // Where a weight is not known, that is what stands in the way.
                let weightless = node.effective.as_ref().is_some_and(Ratio::is_zero);
                let first = (0..column.cells.len()).find(|&row| weightless && column.cells.is_value(row));
                let Some(row) = first else { return };
                let message =
                    bi!("it has no full marks, so it cannot be given in points", "该指标没有分值，不能按得分填报");
                let hint =
                    bi!("give it as a rate, or leave it out: it only informs", "请按得分率填报，或不填：它仅供参考");
                // Once: it is the column that is wrong, not each of its cells.
                self.push(codes::NO_POINTS, node, column, row, message, hint);
            }
        }
    }

    fn value(&mut self, node: &Node, column: &Column, row: usize, (low, high): &(Ratio, Ratio)) {
        let Observation::Value(value) = column.cells.get(row) else {
            return self.not_applicable(node, column, row);
        };
        let exact = Ratio::from(value);
        if exact < *low || exact > *high {
            let value = value.normalize();
            let message = bi!("{value} is outside {low} to {high}", "{value} 超出 {low} 到 {high} 的范围");
            let hint = self.range_hint(node, &exact, high);
            self.push(codes::OUT_OF_RANGE, node, column, row, message, hint);
        }
    }

    fn not_applicable(&mut self, node: &Node, column: &Column, row: usize) {
        if column.cells.get(row) == Observation::NotApplicable {
            let message = bi!(
                "it does not apply, and the framework does not say what then",
                "标为不适用，而指标体系未规定如何处理"
            );
            let hint = bi!("leave it empty if it is missing, or give a value", "若为缺失请留空，否则请给值");
            self.push(codes::NOT_APPLICABLE, node, column, row, message, hint);
        }
    }

    fn range_hint(&self, node: &Node, value: &Ratio, high: &Ratio) -> Bilingual {
        let is_rate = !value.is_negative() && *value <= node.range.1;
        match self.dataset.input() {
            Figure::Points if is_rate => bi!(
                "full marks are {high}; if the file holds rates, say `--input rate` or begin it with `# input: rate`",
                "满分为 {high}；若文件按得分率填报，请用 `--input rate`，或在首行写 `# input: rate`"
            ),
            Figure::Points => {
                bi!("the file is read as points, and full marks are {high}", "文件按得分读取，满分为 {high}")
            }
            Figure::Rate => bi!("mend the value; the file is read as rates", "请核对该值；文件按得分率读取"),
        }
    }

    /// Fractions of one where full marks are a hundred: every value is in its range, and every score next to nothing.
    fn fractions(&mut self) {
        let framework: &'a Framework = self.framework;
        let scale = framework.scale();
        if self.dataset.input() != Figure::Rate || *scale < Ratio::from(100) {
            return;
        }
        // What has a range of its own says nothing about the others.
        let on_scale = framework.nodes().iter().filter(|node| node.range.0.is_zero() && node.range.1 == *scale);
        let columns: Vec<&Column> = on_scale.filter_map(|node| self.dataset.column(&node.code)).collect();
        let all = columns.iter().all(|column| none_above_one(&column.cells));
        if !all || !columns.iter().any(|column| has_fraction(&column.cells)) {
            return;
        }
        let message = bi!(
            "the values look like fractions of one, and full marks are {scale}",
            "各值像是以 1 为满分的小数，而满分为 {scale}"
        );
        let hint = bi!(
            "write `85` or `85%` for what is `0.85` here; if the scheme means it, this can stay",
            "此处的 `0.85` 应写作 `85` 或 `85%`；若确为此意，可不改"
        );
        let diagnostic = Diagnostic::new(codes::FRACTIONS_OF_ONE, message).at("", self.dataset.heading_place());
        self.found.push(diagnostic.hint(hint));
    }

    /// A value below a node that is itself given.
    fn given_twice(&mut self, node: &Node, column: &Column) {
        let above = self.columns_above(node.id);
        if above.is_empty() {
            return;
        }
        for row in (0..self.dataset.len()).filter(|&row| is_given(column, row)) {
            let Some((ancestor, other)) = above.iter().find(|(_, other)| is_given(other, row)) else { continue };
            let place = self.dataset.place(other, ancestor, row);
            let location = Diagnostic::new(codes::GIVEN_TWICE, bi!("", "")).at("", place);
            let (en, zh) = (location.location(Lang::En), location.location(Lang::Zh));
            let (a, b) = (&node.code, &ancestor.code);
            let message = bi!(
                "both {a} and the node above it, {b}, are given ({b} at {en})",
                "{a} 与其上级 {b} 同时给值（{b} 见 {zh}）"
            );
            let hint = bi!("keep one of the two for this unit", "同一对象只保留其一");
            self.push(codes::GIVEN_TWICE, node, column, row, message, hint);
        }
    }

    /// The nodes above that have a column, the nearest first.
    fn columns_above(&self, id: NodeId) -> Vec<(&'a Node, &'a Column)> {
        let (framework, dataset): (&'a Framework, &'a Dataset) = (self.framework, self.dataset);
        let column = |ancestor: &'a Node| dataset.column(&ancestor.code).map(|column| (ancestor, column));
        framework.ancestors(id).filter_map(column).collect()
    }

    /// Leaves that are needed and not there, as a whole or for single units.
    fn presence(&mut self) {
        let framework: &'a Framework = self.framework;
        let reject = framework.missing() == Missing::Reject;
        let mut absent: Vec<&Node> = Vec::new();
        // Several leaves below one given node are told as that node, once per unit.
        let mut told: HashSet<(NodeId, usize)> = HashSet::new();
        for leaf in framework.nodes().iter().filter(|node| node.is_leaf()) {
            if leaf.effective.as_ref().is_some_and(Ratio::is_zero) {
                continue;
            }
            let above = self.columns_above(leaf.id);
            let own = self.dataset.column(&leaf.code);
            let (node, column) = match (own, above.first()) {
                (Some(column), _) => (leaf, column),
                (None, Some((nearest, column))) => (*nearest, *column),
                (None, None) => {
                    absent.push(leaf);
                    continue;
                }
            };
            let lacking = |row: &usize| {
                let columns = || std::iter::once(column).chain(above.iter().map(|(_, column)| *column));
                columns().all(|column| !is_given(column, *row) && column.unread.binary_search(row).is_err())
            };
            let lacking: Vec<usize> = column.cells.odd_rows().iter().map(|(row, _)| *row).filter(lacking).collect();
            if !reject {
                self.counted(node, column, lacking.len());
                continue;
            }
            for row in lacking {
                if told.insert((node.id, row)) {
                    self.missing(node, column, row);
                }
            }
        }
        self.absent(&absent, reject);
    }

    /// Missing values that the framework has a rule for: said once per column.
    fn counted(&mut self, node: &Node, column: &Column, count: usize) {
        if count == 0 || self.found.iter().any(|known| known.code == codes::MISSING_COUNTED && known.path == node.code)
        {
            return;
        }
        let all = self.dataset.len();
        let (en, zh) = match self.framework.missing() {
            Missing::Zero => ("they count as zero", "按零计"),
            _ => ("their weight goes to what is present", "其权重按比例转给未缺失的指标"),
        };
        let message = bi!("{count} of {all} values are missing: {en}", "{all} 个值中缺 {count} 个：{zh}");
        let mut place = self.dataset.place(column, node, 0);
        place.line = None;
        self.found.push(Diagnostic::new(codes::MISSING_COUNTED, message).at(node.code.clone(), place));
    }

    fn missing(&mut self, node: &Node, column: &Column, row: usize) {
        let (unit_en, unit_zh) = (self.dataset.units()[row].label(Lang::En), self.dataset.units()[row].label(Lang::Zh));
        let (unit_en, unit_zh) = (shorten(unit_en), shorten(unit_zh));
        let (en, zh) = (node.label(Lang::En), node.label(Lang::Zh));
        let message = bi!("{en} is missing for {unit_en}", "{unit_zh} 缺少 {zh}");
        let hint = bi!(
            "fill it in, or choose a rule for missing values in the framework (`missing: zero`, `rescale-node`, `rescale-tree`)",
            "请补上，或在指标体系中选定缺失规则（`missing: zero`、`rescale-node`、`rescale-tree`）"
        );
        self.push(codes::MISSING_VALUE, node, column, row, message, hint);
    }

    /// Leaves for which there is no column at all, neither their own nor one of a node above.
    fn absent(&mut self, leaves: &[&Node], reject: bool) {
        let others: Vec<&str> = self.dataset.attribute_names().filter(|name| name.len() <= 100).collect();
        let near: Vec<Option<&str>> = leaves.iter().map(|leaf| near(leaf, &others)).collect();
        let wide = matches!(self.dataset.form(), Form::Wide { .. });
        if wide
            && reject
            && leaves.len() > MOST_NAMED
            && self.dataset.codes().next().is_none()
            && near.iter().all(Option::is_none)
        {
            return self.nothing_fits(leaves, &others);
        }
        for (leaf, near) in leaves.iter().zip(near) {
            let (en, zh) = (leaf.label(Lang::En), leaf.label(Lang::Zh));
            let (code, message) = match (wide, reject) {
                (true, true) => (codes::MISSING_COLUMN, bi!("there is no column for {en}", "没有 {zh} 列")),
                (false, true) => (codes::MISSING_COLUMN, bi!("there is no value of {en}", "没有 {zh} 的任何值")),
                (true, false) => (
                    codes::ABSENT_COLUMN,
                    bi!("there is no column for {en}; its values count as missing", "没有 {zh} 列，按缺失处理"),
                ),
                (false, false) => (
                    codes::ABSENT_COLUMN,
                    bi!("there is no value of {en}; all count as missing", "没有 {zh} 的任何值，按缺失处理"),
                ),
            };
            let hint = match near {
                Some(near) => bi!("is it the column {near:?}?", "是否为列 {near:?}？"),
                None if wide => not_indicators(&others),
                None => bi!("give one for each unit", "请为每个评价对象给值"),
            };
            self.found
                .push(Diagnostic::new(code, message).at(leaf.code.clone(), self.dataset.heading_place()).hint(hint));
        }
    }

    /// One line rather than one for each leaf: the table is of another kind.
    fn nothing_fits(&mut self, leaves: &[&Node], others: &[&str]) {
        let (id, count) = (self.framework.id(), leaves.len());
        let (first, last) = (&leaves[0].code, &leaves[count - 1].code);
        let message = bi!(
            "no column is an indicator of {id}; needed are {count}, from {first} to {last}",
            "没有一列是 {id} 的指标；需要 {first} 至 {last} 共 {count} 项"
        );
        let diagnostic = Diagnostic::new(codes::MISSING_COLUMN, message).at("", self.dataset.heading_place());
        self.found.push(diagnostic.hint(not_indicators(others)));
    }
}

/// Whether every value in units is within this range.
fn units_inside(cells: &Packed, (low, high): &(Ratio, Ratio)) -> bool {
    let unit = || 10i128.checked_pow(cells.places()).and_then(|power| Ratio::new(1, power));
    let inside = |units: u64| unit().is_some_and(|unit| (low..=high).contains(&&(&Ratio::from(units) * &unit)));
    cells.extent().is_none_or(|(least, greatest)| inside(least) && inside(greatest))
}

/// Whether no value is above one or below zero; what is in whole units is not looked at one by one.
fn none_above_one(cells: &Packed) -> bool {
    let mut odd = cells.odd_rows().iter().filter_map(|(_, odd)| value_of(*odd));
    let one = 10u64.checked_pow(cells.places());
    cells.extent().is_none_or(|(_, greatest)| one.is_some_and(|one| greatest <= one))
        && odd.all(|value| (Decimal::ZERO..=Decimal::ONE).contains(&value))
}

/// Whether a value is neither zero nor one, where none is above one; the first such value ends the search.
fn has_fraction(cells: &Packed) -> bool {
    let mut odd = cells.odd_rows().iter().filter_map(|(_, odd)| value_of(*odd));
    let one = 10u64.checked_pow(cells.places());
    let between = |units: u64| units != 0 && Some(units) != one;
    // Rows that are not in units hold none.
    cells.extent().is_some_and(|(_, greatest)| greatest > 0 && cells.places() > 0)
        && (0..cells.len()).any(|row| between(cells.units().get(row)))
        || odd.any(|value| !value.is_zero() && value != Decimal::ONE)
}

fn value_of(observation: Observation) -> Option<Decimal> {
    match observation {
        Observation::Value(value) => Some(value),
        Observation::Missing | Observation::NotApplicable => None,
    }
}

fn is_given(column: &Column, row: usize) -> bool {
    !column.cells.is_missing(row)
}

/// The heading that is nearest to one of the leaf's names.
fn near<'n>(leaf: &Node, others: &[&'n str]) -> Option<&'n str> {
    let names = [leaf.code.as_str(), leaf.name.get(Lang::Zh), leaf.name.get(Lang::En)];
    names.into_iter().find_map(|name| nearest(name, others.iter().copied()))
}

fn not_indicators(others: &[&str]) -> Bilingual {
    if others.is_empty() {
        return bi!("head a column with its code or name", "请用指标代码或名称作列名");
    }
    let list: Vec<String> = others.iter().take(6).map(|name| shorten(name)).collect();
    let (en, zh) = (list.join(", "), list.join("、"));
    let (more_en, more_zh) = if others.len() > 6 { (", …", "……") } else { ("", "") };
    bi!(
        "head a column with its code or name; not known as indicators: {en}{more_en}",
        "请用指标代码或名称作列名；未识别为指标的列：{zh}{more_zh}"
    )
}
