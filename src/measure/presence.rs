//! What is needed and not there: values of leaves, observations of items, whole columns.

use std::collections::HashSet;

use super::item::State;
use super::leaf::{Why, rule_for};
use super::measured::{Measured, is_fatal};
use crate::data::{Column, Dataset, Form, Observation};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Lang, Place, bi, codes, nearest};
use crate::framework::{Consequence, Framework, Item, Node, NodeId, Role};
use crate::methods::Missing;
use crate::number::shorten;

/// How many absent columns are named one by one where not one column of the table is known.
const MOST_NAMED: usize = 5;

/// What is not there: an error where the framework has no rule for it, else said once per column. A cell that does not
/// apply is told in any case, what is missing where the data are `complete`.
pub(super) fn presence(framework: &Framework, dataset: &Dataset, measured: &Measured, complete: bool) -> Diagnostics {
    let mut presence = Presence { framework, dataset, measured, found: Diagnostics::new() };
    presence.inapplicable();
    if complete {
        presence.leaves();
    }
    presence.found
}

struct Presence<'a> {
    framework: &'a Framework,
    dataset: &'a Dataset,
    measured: &'a Measured,
    found: Diagnostics,
}

/// What a whole column is missing of.
enum Absent<'a> {
    Leaf(&'a Node),
    Item(&'a Item),
}

impl Absent<'_> {
    fn code(&self) -> &str {
        match self {
            Absent::Leaf(leaf) => &leaf.code,
            Absent::Item(item) => &item.code,
        }
    }

    fn label(&self, lang: Lang) -> String {
        match self {
            Absent::Leaf(leaf) => leaf.label(lang),
            Absent::Item(item) => item.label(lang),
        }
    }
}

impl<'a> Presence<'a> {
    /// Values that do not apply, where the framework has no rule for that.
    fn inapplicable(&mut self) {
        let (framework, dataset): (&'a Framework, &'a Dataset) = (self.framework, self.dataset);
        for node in framework.nodes().iter().filter(|node| node.absence.not_applicable == Missing::Reject) {
            let Some(column) = dataset.column(&node.code).filter(|_| !only_informs(node)) else { continue };
            let odd = column.cells.odd_rows().iter().filter(|(_, odd)| *odd == Observation::NotApplicable);
            for row in odd.map(|(row, _)| *row).filter(|&row| !self.is_excused(node.id, row)).collect::<Vec<_>>() {
                let place = dataset.place(column, node, row);
                self.push(codes::NOT_APPLICABLE, &node.code, row, place, no_rule(), not_applicable_hint());
            }
        }
    }

    fn leaves(&mut self) {
        let framework: &'a Framework = self.framework;
        let mut absent: Vec<(Absent<'a>, Missing)> = Vec::new();
        // Several leaves below one given node are told as that node, once per unit.
        let mut told: HashSet<(NodeId, usize)> = HashSet::new();
        for leaf in framework.nodes().iter().filter(|node| node.is_leaf()) {
            if only_informs(leaf) {
                continue;
            }
            if self.measured.leaf(leaf.id).is_some() {
                self.items(leaf, &mut absent);
                continue;
            }
            let above = self.columns_above(leaf.id);
            let own = self.dataset.column(&leaf.code);
            let (node, column) = match (own, above.first()) {
                (Some(column), _) => (leaf, column),
                (None, Some((nearest, column))) => (*nearest, *column),
                (None, None) => {
                    absent.push((Absent::Leaf(leaf), leaf.absence.missing));
                    continue;
                }
            };
            let lacking = |row: &usize| {
                let columns = || std::iter::once(column).chain(above.iter().map(|(_, column)| *column));
                columns().all(|column| column.cells.is_missing(*row) && column.unread.binary_search(row).is_err())
            };
            let rows: Vec<usize> = column.cells.odd_rows().iter().map(|(row, _)| *row).filter(lacking).collect();
            let rows: Vec<usize> = rows.into_iter().filter(|&row| !self.is_excused(leaf.id, row)).collect();
            if leaf.absence.missing != Missing::Reject {
                self.counted(node, column, rows.len(), leaf.absence.missing);
                continue;
            }
            for row in rows {
                if told.insert((node.id, row)) {
                    self.missing(node, column, row);
                }
            }
        }
        self.absent(&absent);
    }

    /// The items of a leaf.
    fn items(&mut self, leaf: &'a Node, absent: &mut Vec<(Absent<'a>, Missing)>) {
        let (framework, dataset) = (self.framework, self.dataset);
        let Some(measured) = self.measured.leaf(leaf.id) else { return };
        let given_above = self.columns_above(leaf.id);
        for (place, id) in leaf.items.iter().enumerate() {
            let item = framework.item(*id);
            let mut counts = [0usize; 2];
            for (&row, outcome) in &measured.odd {
                let Some(settled) = outcome.items.get(place) else { continue };
                let why = match settled.state {
                    State::Share(_) => continue,
                    State::Missing => Why::Missing,
                    State::NotApplicable => Why::NotApplicable,
                };
                let is_given = given_above.iter().any(|(_, column)| !column.cells.is_missing(row));
                let is_unread = dataset.is_unread(*id, row);
                if is_given
                    || is_unread
                    || settled.problem.as_ref().is_some_and(is_fatal)
                    || self.is_excused(leaf.id, row)
                {
                    continue;
                }
                counts[usize::from(why == Why::NotApplicable)] += 1;
                if rule_for(why, leaf) == Missing::Reject && (why == Why::NotApplicable || dataset.has_room_for(*id)) {
                    self.item_absent(item, row, why);
                }
            }
            let [missing, not_applicable] = counts;
            if missing > 0 && !dataset.has_room_for(*id) {
                absent.push((Absent::Item(item), leaf.absence.missing));
            } else if leaf.absence.missing != Missing::Reject {
                self.items_counted(item, missing, Why::Missing, leaf.absence.missing);
            }
            if leaf.absence.not_applicable != Missing::Reject {
                self.items_counted(item, not_applicable, Why::NotApplicable, leaf.absence.not_applicable);
            }
        }
    }

    /// Whether a node above has the score of a veto that holds for the unit, so that nothing below it is needed.
    fn is_excused(&self, id: NodeId, row: usize) -> bool {
        let framework = self.framework;
        if !framework.has_roles() {
            return false;
        }
        let node = framework.node(id);
        // One condition that holds is enough, here or in what it is part of; nobody looks at the others any more.
        let mut veto = std::iter::once(node).chain(framework.ancestors(id)).filter(|above| above.vetoes);
        if veto.any(|above| self.holds(above.id, row)) {
            return true;
        }
        let is_fixed = |above: &Node| {
            above.children.iter().any(|child| match &framework.node(*child).role {
                Role::Veto(Consequence { at_most: None, .. }) => self.holds(*child, row),
                _ => false,
            })
        };
        // A veto beside the one that holds may have a lower score, so that it is needed all the same.
        framework.ancestors(id).filter(|above| !above.vetoes).skip(usize::from(node.vetoes)).any(is_fixed)
    }

    /// Whether anything below a veto gets marks.
    fn holds(&self, id: NodeId, row: usize) -> bool {
        let node = self.framework.node(id);
        if !node.is_leaf() && matches!(self.dataset.observation(row, &node.code), Observation::Missing) {
            return node.children.iter().any(|child| self.holds(*child, row));
        }
        if let Some(measured) = self.measured.leaf(id) {
            return match measured.odd.get(&row) {
                Some(outcome) => outcome.share.as_ref().is_some_and(|share| !share.is_zero()),
                None => measured.cells.units().get(row) > 0,
            };
        }
        let low = &node.range.0;
        matches!(self.dataset.observation(row, &node.code), Observation::Value(value) if crate::Ratio::from(value) > *low)
    }

    /// The nodes above that have a column, the nearest first.
    fn columns_above(&self, id: NodeId) -> Vec<(&'a Node, &'a Column)> {
        let (framework, dataset): (&'a Framework, &'a Dataset) = (self.framework, self.dataset);
        let column = |ancestor: &'a Node| dataset.column(&ancestor.code).map(|column| (ancestor, column));
        framework.ancestors(id).filter_map(column).collect()
    }

    fn push(&mut self, code: Code, path: &str, row: usize, place: Place, message: Bilingual, hint: Bilingual) {
        let path = format!("{}/{path}", shorten(self.dataset.units()[row].label(Lang::Zh)));
        self.found.push(Diagnostic::new(code, message).at(path, place).hint(hint));
    }

    fn item_absent(&mut self, item: &Item, row: usize, why: Why) {
        let unit = &self.dataset.units()[row];
        let (unit_en, unit_zh) = (shorten(unit.label(Lang::En)), shorten(unit.label(Lang::Zh)));
        let (en, zh) = (item.label(Lang::En), item.label(Lang::Zh));
        let heading = Some(Bilingual { en: en.clone(), zh: zh.clone() });
        match why {
            Why::Missing => {
                let place = Place { heading, ..self.dataset.blank_place(item.id, row) };
                let message = bi!("{en} is missing for {unit_en}", "{unit_zh} 缺少 {zh}");
                self.push(codes::MISSING_VALUE, &item.code, row, place, message, missing_hint());
            }
            Why::NotApplicable => {
                let record = self.dataset.records(item.id, row).first();
                let place =
                    record.map_or_else(|| self.dataset.unit_place(row), |record| self.dataset.record_place(record));
                let place = Place { heading, ..place };
                self.push(codes::NOT_APPLICABLE, &item.code, row, place, no_rule(), not_applicable_hint());
            }
        }
    }

    fn items_counted(&mut self, item: &Item, count: usize, why: Why, rule: Missing) {
        if count == 0 {
            return;
        }
        let all = self.dataset.len();
        let then = what_then(rule);
        let (en, zh) = (then.en, then.zh);
        let (code, message) = match why {
            Why::Missing => (
                codes::MISSING_COUNTED,
                bi!("{count} of {all} observations are missing: {en}", "{all} 个观测中缺 {count} 个：{zh}"),
            ),
            Why::NotApplicable => (
                codes::NOT_APPLICABLE_COUNTED,
                bi!("it does not apply to {count} of {all}: {en}", "{all} 个对象中 {count} 个不适用：{zh}"),
            ),
        };
        let heading = Some(Bilingual { en: item.label(Lang::En), zh: item.label(Lang::Zh) });
        let place = Place { heading, line: None, ..self.dataset.heading_place() };
        self.found.push(Diagnostic::new(code, message).at(item.code.clone(), place));
    }

    /// Missing values that the framework has a rule for: said once per column.
    fn counted(&mut self, node: &Node, column: &Column, count: usize, rule: Missing) {
        if count == 0 || self.found.iter().any(|known| known.code == codes::MISSING_COUNTED && known.path == node.code)
        {
            return;
        }
        let all = self.dataset.len();
        let then = what_then(rule);
        let (en, zh) = (then.en, then.zh);
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
        let place = self.dataset.place(column, node, row);
        self.push(codes::MISSING_VALUE, &node.code, row, place, message, missing_hint());
    }

    /// Leaves and items for which there is no column at all, neither their own nor one of a node above.
    fn absent(&mut self, absent: &[(Absent<'a>, Missing)]) {
        let others: Vec<&str> = self.dataset.attribute_names().filter(|name| name.len() <= 100).collect();
        let near: Vec<Option<&str>> = absent.iter().map(|(what, _)| near(what, &others)).collect();
        let wide = matches!(self.dataset.form(), Form::Wide { .. });
        let known = self.dataset.codes().next().is_some()
            || self.framework.items().iter().any(|item| self.dataset.has_room_for(item.id));
        let all_rejected = absent.iter().all(|(_, rule)| *rule == Missing::Reject);
        if wide && all_rejected && absent.len() > MOST_NAMED && !known && near.iter().all(Option::is_none) {
            return self.nothing_fits(absent, &others);
        }
        for ((what, rule), near) in absent.iter().zip(near) {
            let (en, zh) = (what.label(Lang::En), what.label(Lang::Zh));
            let (code, message) = match (wide, *rule == Missing::Reject) {
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
            self.found.push(
                Diagnostic::new(code, message).at(what.code().to_owned(), self.dataset.heading_place()).hint(hint),
            );
        }
    }

    /// One line rather than one for each leaf: the table is of another kind.
    fn nothing_fits(&mut self, absent: &[(Absent<'a>, Missing)], others: &[&str]) {
        let (id, count) = (self.framework.id(), absent.len());
        let [(first, _), .., (last, _)] = absent else { return };
        let (first, last) = (first.code(), last.code());
        let message = bi!(
            "no column is an indicator of {id}; needed are {count}, from {first} to {last}",
            "没有一列是 {id} 的指标；需要 {first} 至 {last} 共 {count} 项"
        );
        let diagnostic = Diagnostic::new(codes::MISSING_COLUMN, message).at("", self.dataset.heading_place());
        self.found.push(diagnostic.hint(not_indicators(others)));
    }
}

/// Whether a node has no weight, so that nothing hangs on it.
fn only_informs(node: &Node) -> bool {
    node.effective.as_ref().is_some_and(|effective| effective.is_zero()) && !node.vetoes
}

fn no_rule() -> Bilingual {
    bi!("it does not apply, and the framework does not say what then", "标为不适用，而指标体系未规定如何处理")
}

fn not_applicable_hint() -> Bilingual {
    bi!(
        "leave it empty if it is missing, or choose a rule in the framework (`not_applicable: rescale-tree`, `equal`, `zero`)",
        "若为缺失请留空，或在指标体系中选定规则（`not_applicable: rescale-tree`、`equal`、`zero`）"
    )
}

fn what_then(rule: Missing) -> Bilingual {
    match rule {
        Missing::Zero => bi!("they count as zero", "按零计"),
        Missing::Equal => bi!("their weight is spread equally over what is present", "其权重平均分给未缺失的同级"),
        _ => bi!("their weight goes to what is present", "其权重按比例转给未缺失的指标"),
    }
}

fn missing_hint() -> Bilingual {
    bi!(
        "fill it in, or choose a rule for missing values in the framework (`missing: zero`, `rescale-node`, `rescale-tree`)",
        "请补上，或在指标体系中选定缺失规则（`missing: zero`、`rescale-node`、`rescale-tree`）"
    )
}

/// The heading that is nearest to one of its names.
fn near<'n>(what: &Absent<'_>, others: &[&'n str]) -> Option<&'n str> {
    let names = match what {
        Absent::Leaf(leaf) => [leaf.code.as_str(), leaf.name.get(Lang::Zh), leaf.name.get(Lang::En)],
        Absent::Item(item) => [item.code.as_str(), item.question.get(Lang::Zh), item.question.get(Lang::En)],
    };
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
