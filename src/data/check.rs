//! Whether the values of a dataset fit a framework.

use rust_decimal::Decimal;

use super::dataset::{Column, Dataset, Observation};
use super::packed::Packed;
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Lang, bi, codes};
use crate::framework::{Framework, Input, Node, NodeId};
use crate::number::{Ratio, shorten};

/// What is wrong with the values that are there: outside their range, given twice.
pub(crate) fn check_table(framework: &Framework, dataset: &Dataset) -> Diagnostics {
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
    check.points_as_rates();
    check.found
}

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
        match &range {
            // Where the least and the greatest are inside, so are all between them.
            Some(range) if units_inside(&column.cells, range) => {
                column.cells.odd_rows().iter().for_each(|(row, _)| self.value(node, column, *row, range));
            }
            Some(range) => (0..column.cells.len()).for_each(|row| self.value(node, column, row, range)),
            None => {
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
        let Observation::Value(value) = column.cells.get(row) else { return };
        let exact = Ratio::from(value);
        if exact < *low || exact > *high {
            let value = value.normalize();
            let message = bi!("{value} is outside {low} to {high}", "{value} 超出 {low} 到 {high} 的范围");
            let hint = self.range_hint(node, &exact, high);
            self.push(codes::OUT_OF_RANGE, node, column, row, message, hint);
        }
    }

    fn range_hint(&self, node: &Node, value: &Ratio, high: &Ratio) -> Bilingual {
        let is_rate = !value.is_negative() && *value <= node.range.1;
        match self.dataset.input() {
            Input::Points if is_rate => bi!(
                "full marks are {high}; if the file holds rates, say `--input rate` or begin it with `# input: rate`",
                "满分为 {high}；若文件按得分率填报，请用 `--input rate`，或在首行写 `# input: rate`"
            ),
            Input::Points => {
                bi!("the file is read as points, and full marks are {high}", "文件按得分读取，满分为 {high}")
            }
            Input::Rate | Input::Observations => {
                bi!("mend the value; the file is read as rates", "请核对该值；文件按得分率读取")
            }
        }
    }

    /// Fractions of one where full marks are a hundred: every value is in its range, and every score next to nothing.
    fn fractions(&mut self) {
        let framework: &'a Framework = self.framework;
        let scale = framework.scale();
        if self.dataset.input() == Input::Points || *scale < Ratio::from(100) {
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

    /// Points where rates are expected: in every indicator the greatest value is no more than its own full marks, and more
    /// than half of them.
    fn points_as_rates(&mut self) {
        /// Of fewer indicators or units that may well be so.
        const FEWEST: usize = 3;
        let framework: &'a Framework = self.framework;
        if self.dataset.input() == Input::Points || self.dataset.len() < FEWEST {
            return;
        }
        let scale = framework.scale();
        let mut columns = 0usize;
        for node in framework.nodes().iter().filter(|node| node.id != NodeId::TOTAL && !node.vetoes) {
            let Some(column) = self.dataset.column(&node.code) else { continue };
            let Some(points) = framework.points(node.id).filter(|points| points < scale && !points.is_zero()) else {
                continue;
            };
            // What has a range of its own, or is above the leaves, says nothing about the others.
            if !node.is_leaf() || node.range.0 != Ratio::zero() || node.range.1 != *scale {
                continue;
            }
            if !units_inside(&column.cells, &(Ratio::zero(), points.clone())) {
                return;
            }
            let odd = column.cells.odd_rows().iter().filter_map(|(_, odd)| value_of(*odd));
            if odd.map(Ratio::from).any(|value| value > points) {
                return;
            }
            let half = points.checked_div(&Ratio::from(2)).unwrap_or_else(Ratio::zero);
            if units_inside(&column.cells, &(Ratio::zero(), half)) {
                return;
            }
            columns += 1;
        }
        if columns < FEWEST {
            return;
        }
        let message = bi!(
            "no value is above the full marks of its own indicator: the file seems to hold points, and is read as rates of 0 to {scale}",
            "没有一个值超过该指标自身的分值：文件像是按得分填写，而现按 0 至 {scale} 的得分率读取"
        );
        let hint = bi!(
            "if they are points, say `--input points`, or begin the file with `# input: points`",
            "若为得分，请用 `--input points`，或在首行写 `# 输入: 得分`"
        );
        let diagnostic = Diagnostic::new(codes::POINTS_AS_RATES, message).at("", self.dataset.heading_place());
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
