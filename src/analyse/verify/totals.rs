//! Totals against their parts, beyond what rounding explains.

use super::super::headings::Holds;
use super::super::printed::{Interval, PrintedFigure};
use super::{Check, CheckKind, Reading, Run};
use crate::diagnostic::{Bilingual, Diagnostic, bi, codes};
use crate::framework::{By, Condition, Figure, Framework, Node, NodeId, Role};
use crate::methods::Aggregate;
use crate::number::{Ratio, Rounding, Stage};

/// How a printed figure compares with what its parts give.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The parts as printed give it, rounded.
    Equal,
    /// Some values that round to the printed parts give it.
    Within,
    /// None does.
    Beyond,
}

impl Run<'_> {
    /// Every node that is printed beside all of its children, the total first of all.
    pub(super) fn totals(&mut self) -> Check {
        let mut check = Check::new(CheckKind::Totals);
        let Some(framework) = self.framework else {
            return check.say(bi!("not checked: that needs a framework", "未检查：需要指标体系"));
        };
        let mut nodes: Vec<(NodeId, usize)> =
            self.table.position(Holds::Total).map(|at| (NodeId::TOTAL, at)).into_iter().collect();
        nodes.extend(self.table.part_columns().filter(|(id, _)| !framework.node(*id).is_leaf()));
        let chosen = self.choose_reading(framework, &nodes);
        let mut counts = [0; 3];
        let mut without = 0;
        for &(id, at) in &nodes {
            for row in 0..self.table.rows.len() {
                if self.table.rows[row].summary || self.printed(id, row).is_none() {
                    continue;
                }
                match self.compare(framework, id, row) {
                    Some(compared) => {
                        counts[compared.verdict as usize] += 1;
                        check.count(compared.verdict != Verdict::Beyond);
                        self.beyond(&compared, row, at);
                    }
                    None => without += 1,
                }
            }
        }
        let ([equal, within, beyond], compared) = (counts, check.compared);
        if compared == 0 {
            let check = check.say(why_not(framework, !nodes.is_empty()));
            return match self.unknown_headings(framework).filter(|_| !nodes.is_empty()) {
                Some(said) => check.say(said),
                None => check,
            };
        }
        let mut check = check.say(bi!(
            "{compared} compared with their parts: {equal} equal after rounding, {within} within rounding, {beyond} beyond",
            "与分项比较 {compared} 个：舍入后相等 {equal} 个，在舍入误差之内 {within} 个，超出 {beyond} 个"
        ));
        check.findings.extend(chosen);
        match without {
            0 => check,
            _ => check.say(bi!("without all of their parts: {without}", "分项不全的：{without}")),
        }
    }

    /// Takes the reading with which the most totals hold, if with the likeliest one most do not; and says so.
    fn choose_reading(&mut self, framework: &Framework, nodes: &[(NodeId, usize)]) -> Option<Bilingual> {
        let mut best: Option<(usize, Reading)> = None;
        for &reading in self.readings {
            self.reading = reading;
            let rows = (0..self.table.rows.len()).filter(|row| !self.table.rows[*row].summary);
            let verdicts = nodes.iter().flat_map(|(id, _)| rows.clone().map(move |row| (*id, row)));
            let verdicts: Vec<Verdict> =
                verdicts.filter_map(|(id, row)| Some(self.compare(framework, id, row)?.verdict)).collect();
            let beyond = verdicts.iter().filter(|verdict| **verdict == Verdict::Beyond).count();
            if best.is_none_or(|(least, _)| beyond < least) {
                best = Some((beyond, reading));
            }
            if beyond * 2 <= verdicts.len() {
                break;
            }
        }
        self.reading = best.map_or(self.readings[0], |(_, reading)| reading);
        (self.reading != self.readings[0]).then(|| match self.reading {
            Reading::Rate => bi!(
                "parts are read as rates on the scale, since most totals hold then",
                "分项按得分率读取：如此多数总分相符"
            ),
            Reading::Range => bi!(
                "parts are read as rates in the range of each indicator, since most totals hold then",
                "分项按各指标取值范围内的得分率读取：如此多数总分相符"
            ),
            Reading::Points => {
                bi!("parts are read as points, since most totals hold then", "分项按得分读取：如此多数总分相符")
            }
        })
    }

    /// The figure that a row prints for a node.
    pub(super) fn printed(&self, id: NodeId, row: usize) -> Option<&PrintedFigure> {
        if id == NodeId::TOTAL {
            return self.total(row);
        }
        let place = self.table.part_columns().position(|(part, _)| part == id)?;
        self.parts.get(place)?.get(row)?.as_ref()
    }

    /// The zero of the printed figures of a node, and what one more is worth on the scale; nothing where it has no
    /// full marks.
    fn worth(&self, framework: &Framework, id: NodeId) -> Option<(Ratio, Ratio)> {
        let scale = framework.scale();
        match self.reading {
            Reading::Rate => Some((Ratio::zero(), Ratio::one())),
            Reading::Points => Some((Ratio::zero(), scale.checked_div(&framework.points(id)?)?)),
            Reading::Range => {
                let (low, high) = &framework.node(id).range;
                Some((low.clone(), scale.checked_div(&(high - low))?))
            }
        }
    }

    /// The scores of a node that its printed figure may stand for.
    pub(super) fn stated(&self, framework: &Framework, id: NodeId, row: usize) -> Option<Interval> {
        let figure = self.printed(id, row)?;
        let rounding = framework.rounding();
        // Where scores are rounded before they are joined, the printed ones are the ones that were joined.
        let joined = rounding.stage == Stage::EachLevel && figure.places >= rounding.places && id != NodeId::TOTAL;
        let interval = if joined { Interval::point(figure.value.clone()) } else { figure.interval(self.mode) };
        self.on_scale(framework, id, interval)
    }

    fn on_scale(&self, framework: &Framework, id: NodeId, interval: Interval) -> Option<Interval> {
        let (zero, worth) = self.worth(framework, id)?;
        Some(interval.plus(&Interval::point(-zero)).times(&worth))
    }

    /// The scores of a node that its children's may give; nothing where one of them is not there.
    pub(super) fn formed(&self, framework: &Framework, id: NodeId, row: usize) -> Option<Interval> {
        self.joined(framework, id, row, false)
    }

    /// The same, or with `exact` of the figures as printed, rounding left aside.
    fn joined(&self, framework: &Framework, id: NodeId, row: usize, exact: bool) -> Option<Interval> {
        let node = framework.node(id);
        // Vetoes and pass marks decide by more than the parts.
        let decided = id == NodeId::TOTAL && framework.nodes().iter().any(|node| node.pass.is_some());
        if decided || node.aggregate != Aggregate::Arithmetic {
            return None;
        }
        let part = |child: NodeId| {
            let point = |figure: &PrintedFigure| self.on_scale(framework, child, Interval::point(figure.value.clone()));
            let own = if exact { self.printed(child, row).and_then(point) } else { self.stated(framework, child, row) };
            own.or_else(|| self.joined(framework, child, row, exact))
        };
        let mut base: Option<Interval> = None;
        for &child in node.children.iter().filter(|child| framework.node(**child).is_weighted()) {
            let share = framework.node(child).share.as_ref()?;
            if !share.is_zero() {
                let part = part(child)?.times(share);
                base = Some(base.map_or(part.clone(), |base| base.plus(&part)));
            }
        }
        let base = base?;
        let mut whole = base.clone();
        for &child in node.children.iter().filter(|child| !framework.node(**child).is_weighted()) {
            let share = framework.node(child).share.as_ref()?;
            let listed = self.table.part_columns().any(|(part, _)| part == child);
            // An empty cell in a column of bonuses is none.
            let none = || listed.then(|| Interval::point(Ratio::zero()));
            let extra = part(child).or_else(none)?.times(share);
            whole = adjusted(framework, node, &framework.node(child).role, &base, whole, extra)?;
        }
        Some(whole)
    }

    fn compare(&self, framework: &Framework, id: NodeId, row: usize) -> Option<Compared> {
        let figure = self.printed(id, row)?;
        let (zero, worth) = self.worth(framework, id)?;
        // As it is printed, as its reader knows it.
        let back = Ratio::one().checked_div(&worth)?;
        let print = |interval: Interval| interval.times(&back).plus(&Interval::point(zero.clone()));
        let formed = print(self.formed(framework, id, row)?);
        let exact = print(self.joined(framework, id, row, true)?).low;
        let gap = formed.gap(&figure.interval(self.mode));
        let equal = exact.round(Rounding::new(figure.places, self.mode)) == figure.value;
        let verdict = match gap {
            Some(_) => Verdict::Beyond,
            None if equal => Verdict::Equal,
            None => Verdict::Within,
        };
        Some(Compared { verdict, gap, formed, exact, places: figure.places + 2 })
    }

    /// Tells a total that its parts do not give.
    fn beyond(&mut self, compared: &Compared, row: usize, at: usize) {
        let Some(gap) = &compared.gap else { return };
        let fixed = |value: &Ratio| value.to_fixed(Rounding::half_up(compared.places));
        let (printed, by) = (self.table.text(row, at).to_owned(), fixed(gap));
        let (low, high, exact) = (fixed(&compared.formed.low), fixed(&compared.formed.high), fixed(&compared.exact));
        let message = bi!(
            "{printed} is printed, and its parts give {exact}: between {low} and {high} for all that rounding may have hidden, {by} away",
            "表中为 {printed}，按分项应为 {exact}：计入舍入误差也只在 {low} 与 {high} 之间，尚差 {by}"
        );
        let hint = bi!("a digit of the total or of a part is misprinted", "总分或某一分项有误");
        self.tell(Diagnostic::new(codes::TOTAL_DIFFERS, message).hint(hint), row, Some(at));
    }
}

/// A printed figure beside what its parts give.
struct Compared {
    verdict: Verdict,
    /// How far the two are apart, where they are.
    gap: Option<Ratio>,
    formed: Interval,
    /// What the parts give as printed.
    exact: Ratio,
    /// How many digits show the difference.
    places: u32,
}

/// What a bonus or a deduction makes of a score; nothing for a veto, which no parts can tell.
fn adjusted(
    framework: &Framework,
    node: &Node,
    role: &Role,
    base: &Interval,
    whole: Interval,
    extra: Interval,
) -> Option<Interval> {
    let capped = |cap: &Option<Ratio>| -> Option<Interval> {
        let Some(cap) = cap else { return Some(extra.clone()) };
        let cap = cap.checked_div(node.effective.as_ref()?)?;
        Some(Interval { low: extra.low.clone().min(cap.clone()), high: extra.high.clone().min(cap) })
    };
    match role {
        Role::Bonus(bonus) => {
            let extra = capped(&bonus.cap)?;
            let reaches = |rate: &Ratio| bonus.when.as_ref().is_none_or(|when| meets(framework, node, rate, when));
            let (surely, perhaps) = (reaches(&base.low), reaches(&base.high));
            Some(Interval {
                low: if surely { &whole.low + &extra.low } else { whole.low },
                high: if perhaps { &whole.high + &extra.high } else { whole.high },
            })
        }
        Role::Deduction { cap } => {
            let extra = capped(cap)?;
            let floor = |rate: Ratio| rate.max(Ratio::zero());
            Some(Interval { low: floor(&whole.low - &extra.high), high: floor(&whole.high - &extra.low) })
        }
        Role::Weighted | Role::Veto(_) => None,
    }
}

/// Whether a score reaches the mark of a condition, by the figure that the condition names.
fn meets(framework: &Framework, node: &Node, rate: &Ratio, condition: &Condition) -> bool {
    let factor = match (framework.display(), &node.effective) {
        (Figure::Points, Some(effective)) => effective.clone(),
        _ => Ratio::one(),
    };
    let (figure, mark) = (rate * &factor, &condition.rate * &factor);
    let figure = if condition.by == By::Rounded { figure.round(framework.rounding()) } else { figure };
    if condition.inclusive { figure >= mark } else { figure > mark }
}

/// Why no total was compared.
fn why_not(framework: &Framework, printed: bool) -> Bilingual {
    let known = framework.nodes().iter().all(|node| node.share.is_some());
    match (printed, known) {
        (false, _) => {
            bi!("not checked: no column of totals (`--total HEADING`)", "未检查：没有总分列（`--total 列名`）")
        }
        (true, false) => bi!("not checked: the framework's weights are not all known", "未检查：指标体系的权重不全"),
        (true, true) => bi!("not checked: no row has all parts of its total", "未检查：没有一行分项齐全"),
    }
}
