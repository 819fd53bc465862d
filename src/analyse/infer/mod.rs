//! The weights that a published table betrays: all that explain its totals by its parts.

mod rows;
mod simple;
mod simplex;

use self::rows::Row;
use self::simplex::Corner;
use super::headings::{Headings, Holds};
use super::printed::PrintedFigure;
use super::table::Published;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes, plural};
use crate::limits::Limits;
use crate::number::{Ratio, Rounding, shorten};

/// What is to be inferred from a table, and how it is to be read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct InferOptions {
    /// How messages call the file.
    pub file: Option<String>,
    /// The headings of unit, total and rank, where they are none of the usual ones.
    pub headings: Headings,
    /// The headings of the parts; all other columns of figures where empty.
    pub parts: Vec<String>,
    /// Whether the weights may add up to anything; to one otherwise.
    pub free_sum: bool,
    /// Weights to hold against the table, each list in the order of the parts.
    pub trials: Vec<Vec<Ratio>>,
    /// How much is read at most.
    pub limits: Limits,
}

impl InferOptions {
    /// Sets how messages call the file.
    pub fn file(mut self, file: impl Into<String>) -> InferOptions {
        self.file = Some(file.into());
        self
    }

    /// Sets the headings.
    pub fn headings(mut self, headings: Headings) -> InferOptions {
        self.headings = headings;
        self
    }

    /// Sets the headings of the parts.
    pub fn parts(mut self, parts: Vec<String>) -> InferOptions {
        self.parts = parts;
        self
    }

    /// Sets whether the weights may add up to anything.
    pub fn free_sum(mut self, free: bool) -> InferOptions {
        self.free_sum = free;
        self
    }

    /// Sets the weights to hold against the table.
    pub fn trials(mut self, trials: Vec<Vec<Ratio>>) -> InferOptions {
        self.trials = trials;
        self
    }

    /// Sets how much is read at most.
    pub fn limits(mut self, limits: Limits) -> InferOptions {
        self.limits = limits;
        self
    }
}

/// The weights of one part that some explanation of the whole table has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WeightInterval {
    /// The heading of the part.
    pub part: String,
    /// The least weight.
    pub least: Ratio,
    /// The greatest; none where there is no bound.
    pub greatest: Option<Ratio>,
    /// The shortest decimal between the two.
    pub decimal: Option<Ratio>,
    /// The ratio with the smallest denominator between the two.
    pub ratio: Ratio,
}

/// Weights held against the table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trial {
    /// In the order of the parts.
    pub weights: Vec<Ratio>,
    /// How many rows they explain.
    pub explained: usize,
    /// The residual farthest from zero: what the weights give for the parts as printed, less the total as printed.
    pub largest: Ratio,
    /// The unit and line of the row that has it.
    pub at: (String, u64),
}

/// Why no weights explain the table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misfit {
    /// How much farther every total would have to be from its parts than rounding allows, at least.
    pub beyond: Ratio,
    /// Weights with which that is enough.
    pub weights: Vec<Ratio>,
    /// The units and lines of the rows that bind: for them alone it takes as much.
    pub binding: Vec<(String, u64)>,
}

/// What a table says about its weights.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Inference {
    /// The heading of the totals.
    pub total: String,
    /// The headings of the parts.
    pub parts: Vec<String>,
    /// How many rows have a total and all parts.
    pub rows: usize,
    /// How many units lack one of them.
    pub left_out: usize,
    /// Whether the weights may add up to anything.
    pub free_sum: bool,
    /// Per part; empty where no weights explain the table.
    pub weights: Vec<WeightInterval>,
    /// Decimals with the fewest places that explain the table together, and whether others with as many do so, too.
    pub simple: Option<(Trial, bool)>,
    /// Equal weights, where they are to add up to one.
    pub equal: Option<Trial>,
    /// The weights that were to be held against it.
    pub trials: Vec<Trial>,
    /// Where no weights explain the table, why.
    pub misfit: Option<Misfit>,
}

/// The outcome: everything that was found, and the inference unless the table cannot be used.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Inferred {
    /// What the table says.
    pub inference: Option<Inference>,
    /// Errors, warnings and notes; that no weights explain the table is an error.
    pub diagnostics: Diagnostics,
}

/// Finds all weights, none below zero, that explain the totals of a table by its parts as far as rounding lets them.
///
/// Exact, by linear programming in whole numbers: a figure with p digits after the point stands for all values within
/// half a unit of the last, and a row is explained where some values of its parts give some value of its total.
///
/// ```
/// use govscore::{InferOptions, infer_weights};
///
/// let table = "city,a,b,total\nx,90.12,50.40,70.26\ny,10.00,80.00,45.00\n";
/// let found = infer_weights(table.as_bytes(), &InferOptions::default()).inference.unwrap();
/// assert_eq!(found.weights[0].decimal.as_ref().unwrap().to_string(), "0.5");
/// ```
pub fn infer_weights(table: &[u8], options: &InferOptions) -> Inferred {
    let mut found = Diagnostics::new();
    let file = options.file.as_deref();
    let inference = Published::read(table, file, options.limits, None, &options.headings, &mut found)
        .and_then(|table| Reader { table: &table, options }.infer(&mut found));
    Inferred { inference, diagnostics: found }
}

struct Reader<'a> {
    table: &'a Published,
    options: &'a InferOptions,
}

impl Reader<'_> {
    fn infer(&self, found: &mut Diagnostics) -> Option<Inference> {
        self.table.tell_sums(found);
        let total = self.table.position(Holds::Total);
        if total.is_none() {
            let (en, zh) = self.table.headings();
            let message = bi!("no column holds totals", "没有总分列");
            let hint =
                bi!("name it with `--total HEADING`; the headings are {en}", "请用 `--total 列名` 指定；列名有：{zh}");
            found.push(Diagnostic::new(codes::NO_SUCH_COLUMN, message).at("", self.heading()).hint(hint));
        }
        let parts = self.parts(found);
        let wanted = self.options.trials.iter().find(|trial| trial.len() != parts.len());
        if let (Some(trial), false) = (wanted, parts.is_empty()) {
            let (given, count) = (trial.len(), parts.len());
            let message =
                bi!("{given} weights were given for {count} parts", "给出了 {given} 个权重，而分项有 {count} 个");
            found.push(Diagnostic::new(codes::BAD_WEIGHT, message).at("", self.heading()));
        }
        let (Some(total), false) = (total, found.has_errors()) else { return None };
        let (rows, left_out) = self.rows(total, &parts, found);
        if found.has_errors() {
            return None;
        }
        if rows.is_empty() {
            let message = bi!("no row has a total and all parts", "没有一行总分与分项齐全");
            found.push(Diagnostic::new(codes::NO_WEIGHTS, message).at("", self.heading()));
            return None;
        }
        let heading = |at: usize| shorten(&self.table.table.headings[at]);
        let mut inference = Inference {
            total: heading(total),
            parts: parts.iter().map(|&at| heading(at)).collect(),
            rows: rows.len(),
            left_out,
            free_sum: self.options.free_sum,
            weights: Vec::new(),
            simple: None,
            equal: None,
            trials: self.options.trials.iter().map(|weights| self.trial(&rows, weights)).collect(),
            misfit: None,
        };
        if !self.options.free_sum {
            let count = i128::try_from(parts.len()).unwrap_or(1);
            inference.equal = Ratio::new(1, count).map(|weight| self.trial(&rows, &vec![weight; parts.len()]));
        }
        self.solve(&rows, &mut inference, found);
        Some(inference)
    }

    /// The columns of parts: those named, else all columns of figures that are nothing else.
    fn parts(&self, found: &mut Diagnostics) -> Vec<usize> {
        let columns = 0..self.table.table.headings.len();
        let parts: Vec<usize> = if self.options.parts.is_empty() {
            columns.filter(|&at| self.table.holds[at].is_none() && self.table.is_numeric(at)).collect()
        } else {
            self.options.parts.iter().filter_map(|heading| self.table.named(heading, found)).collect()
        };
        if parts.is_empty() && !found.has_errors() {
            let message = bi!("no columns hold parts of the total", "没有分项列");
            let hint = bi!("name them with `--parts HEADING,HEADING`", "请用 `--parts 列名,列名` 指定");
            found.push(Diagnostic::new(codes::NO_SUCH_COLUMN, message).at("", self.heading()).hint(hint));
        }
        parts
    }

    /// The rows that have a total and all parts, and how many units do not.
    fn rows(&self, total: usize, parts: &[usize], found: &mut Diagnostics) -> (Vec<Row>, usize) {
        let totals = self.table.figures(total, found);
        let columns: Vec<Vec<Option<PrintedFigure>>> = parts.iter().map(|&at| self.table.figures(at, found)).collect();
        let units: Vec<usize> = (0..self.table.rows.len()).filter(|&row| !self.table.rows[row].summary).collect();
        let row = |&at: &usize| {
            let parts = columns.iter().map(|column| column[at].clone()).collect::<Option<Vec<_>>>()?;
            Some(Row { at, parts, total: totals[at].clone()? })
        };
        let rows: Vec<Row> = units.iter().filter_map(row).collect();
        let left_out = units.len() - rows.len();
        (rows, left_out)
    }

    fn solve(&self, rows: &[Row], inference: &mut Inference, found: &mut Diagnostics) {
        let unknowns = inference.parts.len();
        let problem = rows::problem(rows, unknowns, self.options.free_sum);
        // An equation of ones and a bound of one can always hold.
        let Some(corner) = Corner::least_relaxed(&problem) else { return };
        if !corner.relaxed().is_zero() {
            let weights: Vec<Ratio> = (0..unknowns).map(|unknown| corner.value(unknown)).collect();
            let mut binding: Vec<usize> = corner.binding().iter().map(|condition| rows[condition / 2].at).collect();
            binding.dedup();
            let misfit = Misfit {
                beyond: corner.relaxed(),
                weights,
                binding: binding.iter().map(|&row| self.unit_line(row)).collect(),
            };
            self.no_weights(&misfit, rows, unknowns, found);
            inference.misfit = Some(misfit);
            return;
        }
        let mut corner = corner.strictly();
        for (unknown, part) in inference.parts.iter().enumerate() {
            // None is below zero, so that each has a least.
            let Some(least) = corner.extreme(unknown, false) else { return };
            let greatest = corner.extreme(unknown, true);
            let high = greatest.clone().unwrap_or_else(|| &least + &Ratio::one());
            inference.weights.push(WeightInterval {
                part: part.clone(),
                decimal: simple::shortest_decimal(&least, &high),
                ratio: simple::simplest_ratio(&least, &high),
                least,
                greatest,
            });
        }
        let bounds: Vec<_> =
            inference.weights.iter().map(|weight| (weight.least.clone(), weight.greatest.clone())).collect();
        corner.within(&bounds);
        let together = simple::together(&corner, unknowns);
        inference.simple = together.map(|found| (self.trial(rows, &found.weights), found.others));
    }

    fn no_weights(&self, misfit: &Misfit, rows: &[Row], unknowns: usize, found: &mut Diagnostics) {
        let places = rows.iter().map(|row| row.total.places).max().unwrap_or(0) + 2;
        let by = misfit.beyond.to_fixed(Rounding::half_up(places));
        let count = plural(rows.len(), "total", "totals");
        let number = rows.len();
        let message = bi!(
            "no weights explain the {count}: some would stay {by} farther from their parts than rounding allows",
            "没有权重能解释 {number} 个总分：至少有总分与分项之差比舍入所能解释的多 {by}"
        );
        let free = rows::problem(rows, unknowns, true);
        let would =
            !self.options.free_sum && Corner::least_relaxed(&free).is_some_and(|corner| corner.relaxed().is_zero());
        let above_zero = |row: &&Row| row.parts.iter().any(|part| part.value > Ratio::zero());
        let zeros = || rows.iter().filter(|row| row.total.value.is_zero()).filter(above_zero);
        let hint = if would {
            bi!(
                "weights that do not add up to one explain them: `--free-sum`",
                "若权重之和不必为一则可以：`--free-sum`"
            )
        } else if let (count @ 1.., Some(row)) = (zeros().count(), zeros().next()) {
            let (unit, line) = self.unit_line(row.at);
            let rows_print = plural(count, "row prints", "rows print");
            bi!(
                "{rows_print} a total of 0 beside parts above 0 (the first is {unit}, line {line}): where 0 stands for what is missing, leave them out",
                "有 {count} 行总分为 0 而分项不为 0（首行为 {unit}，第 {line} 行）：若 0 表示缺失，请删去这些行"
            )
        } else {
            bi!(
                "a misprint in one of the rows that bind, another formula, or parts that are not printed",
                "起决定作用的行中或有误印，或另有公式、另有未印出的分项"
            )
        };
        found.push(Diagnostic::new(codes::NO_WEIGHTS, message).at("", self.heading()).hint(hint));
    }

    fn trial(&self, rows: &[Row], weights: &[Ratio]) -> Trial {
        let mut worst: Option<(Ratio, usize)> = None;
        for row in rows {
            let residual = row.residual(weights);
            if worst.as_ref().is_none_or(|(known, _)| residual.abs() > known.abs()) {
                worst = Some((residual, row.at));
            }
        }
        // There is a row at least, or nothing would be inferred.
        let none = || (Ratio::zero(), Default::default());
        let (largest, at) = worst.map_or_else(none, |(residual, row)| (residual, self.unit_line(row)));
        let explained = rows.iter().filter(|row| row.fits(weights)).count();
        Trial { weights: weights.to_vec(), explained, largest, at }
    }

    fn unit_line(&self, row: usize) -> (String, u64) {
        (self.table.unit(row), self.table.rows[row].line)
    }

    fn heading(&self) -> Place {
        self.table.heading_place()
    }
}
