//! Means, extremes, counts and single figures that a source prints, against the rows of the table.

use super::super::headings::Holds;
use super::super::printed::{Interval, PrintedFigure, unit};
use super::{Check, CheckKind, Run};
use crate::diagnostic::{Bilingual, Diagnostic, Lang, Place, Severity, bi, codes};
use crate::framework::{Figure, Framework, Names, NodeId, PublishedFigure};
use crate::methods::{TierRule, Ties};
use crate::number::{Ratio, Rounding, read_number};

impl Run<'_> {
    /// Every figure of the framework's `published:` that the table can tell.
    pub(super) fn published(&mut self) -> Check {
        let mut check = Check::new(CheckKind::Published);
        let Some(framework) = self.framework else {
            return check.say(bi!("not checked: that needs a framework", "未检查：需要指标体系"));
        };
        let figures = &framework.file().published;
        if figures.is_empty() {
            return check.say(bi!("not checked: the framework states none", "未检查：指标体系中没有"));
        }
        let complete = self.complete();
        let mut left_out = 0;
        let mut unknown: Vec<&Names> = Vec::new();
        for (place, figure) in figures.iter().enumerate() {
            let Some(units) = self.scope(figure).map(|rows| rows.len()) else {
                unknown.extend(&figure.group);
                continue;
            };
            let elsewhere = figure.sample.is_some_and(|sample| usize::try_from(sample).ok() != Some(units));
            let of =
                if elsewhere { None } else { self.computed(framework, figure, figure.sample.is_some() || complete) };
            let printed = read_number(figure.value.as_str()).ok().map(PrintedFigure::alone);
            let (Some((value, row)), Some(printed)) = (of, printed) else {
                left_out += 1;
                continue;
            };
            let gap = value.gap(&printed.interval(self.mode));
            check.count(gap.is_none());
            if gap.is_some() {
                self.differs(place, figure, &value, &printed, row);
            }
        }
        let (held, compared) = (check.held, check.compared);
        let mut check =
            check.say(bi!("{held} of {compared} agree with the table", "{compared} 个中 {held} 个与表相符"));
        if !unknown.is_empty() {
            let count = unknown.len();
            unknown.dedup();
            let names = |lang| unknown.iter().map(|group| group.get(lang)).collect::<Vec<_>>();
            let (en, zh) = (names(Lang::En).join(", "), names(Lang::Zh).join("、"));
            check.findings.push(bi!(
                "not compared, since no column, or more than one, says which units are of a group: {count} ({en})",
                "未比较（没有列或不止一列说明哪些对象属于该组）：{count} 个（{zh}）"
            ));
        }
        match left_out {
            0 => check,
            _ => check.say(bi!(
                "not compared, being of another sample or of what the table does not have: {left_out}",
                "未比较（样本不同或表中没有）：{left_out} 个"
            )),
        }
    }

    /// Whether every unit of a roster is there.
    fn complete(&self) -> bool {
        self.options.roster.is_some() && !self.found.iter().any(|diagnostic| diagnostic.code == codes::ABSENT_UNIT)
    }

    /// What the table gives for a figure, and the row that it is about if it is about one; `whole` says whether all
    /// units are there that the figure is about.
    fn computed(
        &self,
        framework: &Framework,
        figure: &PublishedFigure,
        whole: bool,
    ) -> Option<(Interval, Option<usize>)> {
        let node = match &figure.indicator {
            Some(code) => framework.find(code.as_str())?.id,
            None => NodeId::TOTAL,
        };
        let statistic = figure.statistic.as_str();
        let row = match &figure.unit {
            Some(unit) => Some(self.row_of(unit.as_str())?),
            None => None,
        };
        let value = match statistic {
            // Of an excerpt at least the unit that is the best of all can be told.
            "max" | "min" if !whole => self.score(framework, node, row?)?,
            "count" | "mean" if !whole => return None,
            "value" => self.score(framework, node, row?)?,
            "rank" if node == NodeId::TOTAL => self.rank_of(framework, row?)?,
            "count" => {
                let (rows, open) = self.rows_in(framework, figure)?;
                Interval { low: count(rows.len())?, high: count(rows.len() + open)? }
            }
            "mean" => {
                let rows = self.all_in(framework, figure)?;
                let all = self.scores(framework, node, &rows)?;
                let sum = all.into_iter().reduce(|sum, next| sum.plus(&next))?;
                sum.times(&Ratio::one().checked_div(&count(rows.len())?)?)
            }
            "max" | "min" => {
                // A unit of which nothing is printed is no extreme.
                let mut rows = self.all_in(framework, figure)?;
                rows.retain(|&row| self.score(framework, node, row).is_some());
                let all = self.scores(framework, node, &rows)?;
                let extreme = |values: Vec<Ratio>| {
                    if statistic == "max" { values.into_iter().max() } else { values.into_iter().min() }
                };
                let (low, high) = all.into_iter().map(|score| (score.low, score.high)).unzip();
                Interval { low: extreme(low)?, high: extreme(high)? }
            }
            _ => return None,
        };
        Some((value, row))
    }

    /// The scores of a node in these rows, all of them or nothing.
    fn scores(&self, framework: &Framework, node: NodeId, rows: &[usize]) -> Option<Vec<Interval>> {
        rows.iter().map(|&row| self.score(framework, node, row)).collect()
    }

    /// What a row prints for a node, or what its parts give, as the framework displays it.
    fn score(&self, framework: &Framework, node: NodeId, row: usize) -> Option<Interval> {
        let score = match node {
            NodeId::TOTAL => self.total_or_formed(row)?,
            _ => self.stated(framework, node, row).or_else(|| self.formed(framework, node, row))?,
        };
        match framework.display() {
            Figure::Rate => Some(score),
            Figure::Points => Some(score.times(&framework.points(node)?.checked_div(framework.scale())?)),
        }
    }

    /// The rows that a figure is taken over: those of its group, or all; nothing where the table does not tell.
    fn scope(&self, figure: &PublishedFigure) -> Option<Vec<usize>> {
        match &figure.group {
            Some(group) => self.rows_of_group(group),
            None => Some((0..self.table.rows.len()).filter(|&row| !self.table.rows[row].summary).collect()),
        }
    }

    /// The rows that a figure is about, those of its group and its type; and how many more may be of that type, since
    /// the table does not tell theirs.
    fn rows_in(&self, framework: &Framework, figure: &PublishedFigure) -> Option<(Vec<usize>, usize)> {
        let rows = self.scope(figure)?;
        let Some(code) = &figure.tier else { return Some((rows, 0)) };
        let tier = framework.tiers().iter().position(|tier| tier.code == code.as_str())?;
        let (mut inside, mut open) = (Vec::new(), 0);
        for &row in &rows {
            match self.tier_of(framework, row) {
                Some(own) if own == tier => inside.push(row),
                Some(_) => {}
                None => open += 1,
            }
        }
        (open < rows.len()).then_some((inside, open))
    }

    /// The rows that a figure is about, where the table tells all of them.
    fn all_in(&self, framework: &Framework, figure: &PublishedFigure) -> Option<Vec<usize>> {
        self.rows_in(framework, figure).filter(|(_, open)| *open == 0).map(|(rows, _)| rows)
    }

    /// The type that a row prints, or the only one that its total can lie in.
    fn tier_of(&self, framework: &Framework, row: usize) -> Option<usize> {
        if let Some(at) = self.table.position(Holds::Tier).filter(|_| self.table.position(Holds::Unit).is_some()) {
            return self.tier_named(self.table.text(row, at));
        }
        let Some(TierRule::CutLines(lines)) = framework.tier_rule() else { return None };
        let (best, worst) = self.possible(lines, row)?;
        (best == worst).then_some(best)
    }

    /// The rank that a row prints; without any, between which ranks its total must lie.
    fn rank_of(&self, framework: &Framework, row: usize) -> Option<Interval> {
        if let Some(rank) = self.rank(row) {
            return Some(Interval::point(Ratio::from(rank)));
        }
        if framework.ties() != Ties::Competition {
            return None;
        }
        let own = self.total_or_formed(row)?;
        let rows: Vec<usize> = (0..self.table.rows.len()).filter(|&other| !self.table.rows[other].summary).collect();
        let others: Vec<Interval> = rows
            .into_iter()
            .filter(|&other| other != row)
            .map(|other| self.total_or_formed(other))
            .collect::<Option<_>>()?;
        let better = |surely: bool| {
            let above = |other: &&Interval| if surely { other.low > own.high } else { other.high > own.low };
            count(1 + others.iter().filter(above).count())
        };
        Some(Interval { low: better(true)?, high: better(false)? })
    }

    fn row_of(&self, unit: &str) -> Option<usize> {
        let place = |text: &str| self.options.roster.as_ref()?.find(text);
        let wanted = place(unit);
        let rows = &self.table.rows;
        let written = rows.iter().position(|row| row.unit == unit && !row.summary);
        written.or_else(|| rows.iter().position(|row| wanted.is_some() && place(&row.unit) == wanted))
    }

    fn differs(
        &mut self,
        place: usize,
        figure: &PublishedFigure,
        value: &Interval,
        printed: &PrintedFigure,
        row: Option<usize>,
    ) {
        let of = self.subject(figure);
        let what = statistic(figure.statistic.as_str());
        let shown = between(value, printed.places);
        let source = figure.source.as_ref().map(ToString::to_string).unwrap_or_default();
        let (at_en, at_zh) = match source.as_str() {
            "" => (String::new(), String::new()),
            source => (format!(" in {source}"), format!("（{source}）")),
        };
        let stated = figure.value.as_str();
        let message = Bilingual {
            en: format!("{}{}: {stated} is printed{at_en}, and the table gives {shown}", of.en, what.en),
            zh: format!("{}{}：公布为 {stated}{at_zh}，按表应为 {shown}", of.zh, what.zh),
        };
        let mut problem = Diagnostic::new(codes::PUBLISHED_DIFFERS, message);
        if figure.sample.is_none() && row.is_none() {
            problem.severity = Severity::Warning;
            problem = problem.hint(bi!("the source does not say over how many units", "来源未说明样本数"));
        }
        let at = match row {
            Some(row) => self.table.place(row, None),
            None => Place { file: self.table.file.clone(), ..Place::default() },
        };
        self.found.push(problem.at(format!("published[{place}]"), at));
    }

    /// Of what a figure is, in front of its statistic.
    fn subject(&self, figure: &PublishedFigure) -> Bilingual {
        let mut of = Bilingual::default();
        if let Some(unit) = figure.unit.as_ref().map(|unit| unit.as_str()) {
            of = bi!("{unit}, ", "{unit} ");
        }
        if let Some(group) = &figure.group {
            of.en += &format!("{}, ", group.get(Lang::En));
            of.zh += &format!("{} ", group.get(Lang::Zh));
        }
        let tiers = self.framework.map(Framework::tiers).unwrap_or_default();
        let code = figure.tier.as_ref().map(|code| code.as_str());
        if let Some(tier) = tiers.iter().find(|tier| Some(tier.code.as_str()) == code) {
            of.en += &format!("{}, ", tier.name.get(Lang::En));
            of.zh += &format!("{} ", tier.name.get(Lang::Zh));
        }
        let node = figure.indicator.as_ref().and_then(|code| self.framework?.find(code.as_str()));
        if let Some(node) = node {
            of.en += &format!("{}, ", node.label(Lang::En));
            of.zh += &format!("{} ", node.label(Lang::Zh));
        }
        of
    }
}

fn count(count: usize) -> Option<Ratio> {
    u64::try_from(count).ok().map(Ratio::from)
}

/// An interval with the digits of a printed figure: its middle where it is no wider than one in the last of them.
fn between(value: &Interval, places: u32) -> String {
    let rounding = Rounding::half_up(places);
    let middle = Ratio::new(1, 2).map_or_else(Ratio::zero, |half| (&value.low + &value.high) * &half);
    if &value.high - &value.low <= unit(places) {
        return middle.to_fixed(rounding);
    }
    let (low, high) = (value.low.to_fixed(rounding), value.high.to_fixed(rounding));
    format!("{low}–{high}")
}

fn statistic(name: &str) -> Bilingual {
    match name {
        "count" => bi!("number of units", "数量"),
        "mean" => bi!("mean", "平均值"),
        "max" => bi!("highest", "最高"),
        "min" => bi!("lowest", "最低"),
        "rank" => bi!("rank", "名次"),
        _ => bi!("value", "数值"),
    }
}
