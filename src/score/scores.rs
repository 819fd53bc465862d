//! The result: every node of every unit, ranks and tiers.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use super::adjust::{Doubt, Verdict};
use super::column::ScoreColumn;
use super::order::{Ranks, ranks_by_print, ranks_by_rate};
use super::plan::Plan;
use super::run::Run;
use super::surprises::short_exact;
use super::tiers::Sorted;
use crate::data::{Dataset, Unit};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, bi, codes};
use crate::framework::{By, Figure, Framework, Grade, NodeId, Tier, Weights};
use crate::methods::{Borders, Standing, rank};
use crate::number::Ratio;

/// The scores of all units: exact rates and points of every node, ranks, tiers.
///
/// ```
/// use govscore::{Dataset, Framework, Rounding};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let scores = framework.score(&data)?;
/// let first = scores.ranked().next().unwrap();
/// assert_eq!(first.unit().id, "DNK");
/// assert_eq!(first.rank(), Some(1));
/// assert_eq!(first.total().unwrap().to_fixed(Rounding::half_up(4)), "0.9150");
/// assert_eq!(first.tier().unwrap().code, "VH");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scores {
    plan: Plan,
    columns: Vec<ScoreColumn>,
    ranks: Ranks,
    sorted: Sorted,
    /// What vetoes and failed pass marks say of units, by row, in order.
    verdicts: Vec<(usize, Verdict)>,
    diagnostics: Diagnostics,
}

/// One row of the table of tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierRow<'s> {
    /// The tier.
    pub tier: &'s Tier,
    /// How many units are in it.
    pub count: usize,
    /// Share of the units that have a score; none where no unit has one.
    pub share: Option<Ratio>,
    /// The least total of it, as it is compared: its cut line, else that of the units in it; none where no unit is.
    pub begins: Option<Ratio>,
    /// The grades inside it, best first.
    pub grades: Vec<GradeRow<'s>>,
}

/// One grade inside a row of the table of tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GradeRow<'s> {
    /// The grade.
    pub grade: &'s Grade,
    /// How many units have it.
    pub count: usize,
    /// The least total of it, as it is compared: its cut line, else that of the units in it; none where no unit is.
    pub begins: Option<Ratio>,
}

impl Scores {
    pub(super) fn new(plan: &Plan, run: Run, mut diagnostics: Diagnostics) -> Scores {
        let Run { columns, verdicts, doubts } = run;
        diagnostics.extend(doubts.iter().map(|(row, doubt)| named_doubt(plan, *row, doubt)).collect());
        let mut scores = Scores::unranked(plan, columns, verdicts, diagnostics);
        scores.ranks = scores.all_ranks(NodeId::TOTAL);
        scores
    }

    /// Some of the units, whose ranks among all of them are not known yet.
    pub(super) fn part(plan: &Plan, columns: Vec<ScoreColumn>) -> Scores {
        Scores::unranked(plan, columns, Vec::new(), Diagnostics::new())
    }

    fn unranked(
        plan: &Plan,
        columns: Vec<ScoreColumn>,
        verdicts: Vec<(usize, Verdict)>,
        mut diagnostics: Diagnostics,
    ) -> Scores {
        let ranks = vec![None; plan.dataset().len()];
        let sorted = Sorted::new(plan, &columns[0], &verdicts, &mut diagnostics);
        let mut scores = Scores { plan: plan.clone(), columns, ranks, sorted, verdicts, diagnostics };
        scores.name_unscored();
        scores
    }

    /// How many units are in each tier, best first.
    pub(super) fn tier_counts(&self) -> Vec<usize> {
        self.sorted.counts().iter().map(|grades| grades.iter().sum()).collect()
    }

    /// What was joined to give these scores.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The framework.
    pub fn framework(&self) -> &Framework {
        self.plan.framework()
    }

    /// The data.
    pub fn dataset(&self) -> &Dataset {
        self.plan.dataset()
    }

    /// The weights that were used.
    pub fn weights(&self) -> &Weights {
        self.plan.weights()
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.plan.dataset().len()
    }

    /// Whether there are no units.
    pub fn is_empty(&self) -> bool {
        self.plan.dataset().is_empty()
    }

    /// Warnings: units without a score, tiers that hang on rounding.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// One unit's scores, by its row in the data.
    pub fn get(&self, row: usize) -> Option<UnitScore<'_>> {
        (row < self.len()).then_some(UnitScore { scores: self, row })
    }

    /// All units in the order of the data.
    pub fn iter(&self) -> impl Iterator<Item = UnitScore<'_>> {
        (0..self.len()).map(|row| UnitScore { scores: self, row })
    }

    /// All units, best first; equal ranks in the order of roster or code; those without a score last.
    pub fn ranked(&self) -> impl Iterator<Item = UnitScore<'_>> {
        let mut rows: Vec<usize> = (0..self.len()).collect();
        let key = |row: usize| self.ranks[row].map_or(u32::MAX, NonZeroU32::get);
        rows.sort_by(|&a, &b| key(a).cmp(&key(b)).then_with(|| self.order(a, b)));
        rows.into_iter().map(|row| UnitScore { scores: self, row })
    }

    /// The rank of every unit at one node, in the order of the data; none where it has no score there.
    ///
    /// By exact scores, or by the displayed figures rounded as printed where the framework says so.
    pub fn ranks(&self, node: NodeId) -> Vec<Option<u32>> {
        self.all_ranks(node).into_iter().map(|rank| rank.map(NonZeroU32::get)).collect()
    }

    fn all_ranks(&self, node: NodeId) -> Ranks {
        if node == NodeId::TOTAL && !self.verdicts.is_empty() {
            return self.ranks_with_verdicts();
        }
        let column = &self.columns[node.0];
        let order = |a: usize, b: usize| self.order(a, b);
        let ties = self.plan.framework().ties();
        match self.plan.framework().rank_by() {
            By::Exact => ranks_by_rate(column, ties, order)
                .unwrap_or_else(|| rank(ties, self.len(), |row| column.has(row), |a, b| column.compare(b, a), order)),
            By::Rounded => {
                let rounding = self.plan.framework().rounding();
                let worth = worth(self.plan.framework().display(), self.plan.weights(), node);
                if let Some(ranks) = ranks_by_print(column, &worth, rounding, ties, order) {
                    return ranks;
                }
                let printed = self.printed_figures(node);
                rank(ties, self.len(), |row| printed[row].is_some(), |a, b| printed[b].cmp(&printed[a]), order)
            }
        }
    }

    /// The figure of every unit at a node as it is printed.
    fn printed_figures(&self, node: NodeId) -> Vec<Option<Ratio>> {
        let (display, rounding) = (self.plan.framework().display(), self.plan.framework().rounding());
        (0..self.len()).map(|row| self.figure(row, node, display).map(|figure| figure.round(rounding))).collect()
    }

    /// Ranks by the total where vetoes or failed pass marks put units behind all others, or leave them without a rank.
    fn ranks_with_verdicts(&self) -> Ranks {
        let mut standings = vec![Standing::With; self.len()];
        self.verdicts.iter().for_each(|(row, verdict)| standings[*row] = verdict.rank);
        let figures: Vec<Option<Ratio>> = match self.plan.framework().rank_by() {
            By::Exact => (0..self.len()).map(|row| self.columns[0].rate(row)).collect(),
            By::Rounded => self.printed_figures(NodeId::TOTAL),
        };
        let present = |row: usize| figures[row].is_some() && standings[row] != Standing::None;
        let better = |a: usize, b: usize| standings[a].cmp(&standings[b]).then_with(|| figures[b].cmp(&figures[a]));
        rank(self.plan.framework().ties(), self.len(), present, better, |a, b| self.order(a, b))
    }

    /// What vetoes and failed pass marks say of the unit in this row.
    fn verdict(&self, row: usize) -> Option<&Verdict> {
        let at = self.verdicts.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(&self.verdicts[at].1)
    }

    /// The tiers with their counts, shares and grades, best first.
    pub fn tier_table(&self) -> Vec<TierRow<'_>> {
        let (counts, borders) = (self.sorted.counts(), self.tier_borders());
        let scored: usize = counts.iter().flatten().sum();
        let begin = |borders: Option<&Borders>, place: usize| borders.and_then(|all| all.begins().get(place)?.clone());
        let row = |(place, (tier, counts)): (usize, (&'_ Tier, &Vec<usize>))| {
            let count = counts.iter().sum();
            let inside = self.grade_borders(place);
            let grades = tier.grades.iter().zip(counts).enumerate();
            TierRow {
                tier: &self.framework().tiers()[place],
                count,
                share: Ratio::new(count as i128, scored as i128),
                begins: begin(borders, place),
                grades: grades
                    .map(|(at, (_, count))| GradeRow {
                        grade: &self.framework().tiers()[place].grades[at],
                        count: *count,
                        begins: begin(inside, at),
                    })
                    .collect(),
            }
        };
        self.framework().tiers().iter().zip(&counts).enumerate().map(row).collect()
    }

    /// Where each tier begins among these units; none where the framework has no tiers.
    pub fn tier_borders(&self) -> Option<&Borders> {
        self.sorted.borders()
    }

    /// Where each grade of the tier at a place begins; none where it has no grades.
    pub fn grade_borders(&self, tier: usize) -> Option<&Borders> {
        self.sorted.grade_borders(tier)
    }

    /// How many units have no total.
    pub fn unscored(&self) -> usize {
        self.ranks.iter().filter(|rank| rank.is_none()).count()
    }

    /// What vetoes and failed pass marks say of units, by row, in order.
    pub(super) fn verdicts(&self) -> &[(usize, Verdict)] {
        &self.verdicts
    }

    pub(super) fn column(&self, node: NodeId) -> &ScoreColumn {
        &self.columns[node.0]
    }

    pub(super) fn figure(&self, row: usize, node: NodeId, figure: Figure) -> Option<Ratio> {
        let rate = self.columns[node.0].rate(row)?;
        // What a veto consists of has no marks: it is a rate in every file, full where it holds.
        let figure = if self.plan.framework().node(node).vetoes { Figure::Rate } else { figure };
        Some(match figure {
            Figure::Rate => rate,
            Figure::Points => &rate * self.plan.weights().effective(node),
        })
    }

    /// What tells equal scores apart: the roster's order, units outside it behind, then the code.
    fn order(&self, a: usize, b: usize) -> Ordering {
        let units = self.plan.dataset().units();
        let place = |row: usize| units[row].roster_place.unwrap_or(usize::MAX);
        place(a).cmp(&place(b)).then_with(|| units[a].id.cmp(&units[b].id))
    }

    fn name_unscored(&mut self) {
        for row in (0..self.len()).filter(|&row| !self.columns[0].has(row)) {
            // What a veto leaves without a score is no surprise; a pass mark takes none away.
            let framework = self.plan.framework();
            if self.verdict(row).is_some_and(|verdict| verdict.causes.iter().any(|id| framework.node(*id).vetoes)) {
                continue;
            }
            let unit = &self.plan.dataset().units()[row];
            let (en, zh) = (unit.label(Lang::En), unit.label(Lang::Zh));
            let message = bi!("{en} has no total: too much is missing", "{zh} 缺失过多，没有总分");
            let diagnostic =
                Diagnostic::new(codes::UNSCORED_UNIT, message).at(unit.id.clone(), self.plan.dataset().unit_place(row));
            self.diagnostics.push(diagnostic);
        }
    }
}

/// That a bonus or a pass mark hangs on rounding.
fn named_doubt(plan: &Plan, row: usize, doubt: &Doubt) -> Diagnostic {
    let framework = plan.framework();
    let printed = doubt.figure.to_fixed(framework.rounding());
    let (figure, mark) = (short_exact(&doubt.figure), short_exact(&doubt.mark));
    let (of_en, of_zh) = (framework.node(doubt.of).label(Lang::En), framework.node(doubt.of).label(Lang::Zh));
    let (en, zh) = match doubt.by {
        By::Exact => ("exact", "精确值"),
        By::Rounded => ("rounded", "四舍五入后的值"),
    };
    let message = bi!(
        "{of_en} hangs on rounding: the figure is {figure}, printed as {printed}, and the mark is {mark}; the framework goes by the {en} figure",
        "{of_zh} 取决于舍入：值为 {figure}，印出为 {printed}，界限为 {mark}；本体系以{zh}为准"
    );
    let unit = plan.dataset().units()[row].label(Lang::Zh).to_owned();
    let place = plan.dataset().unit_place(row);
    Diagnostic::new(codes::CONDITION_BY_ROUNDING, message).at(unit, place)
}

/// What a rate of one comes to in a figure.
pub(super) fn worth(figure: Figure, weights: &Weights, node: NodeId) -> Ratio {
    match figure {
        Figure::Rate => Ratio::one(),
        Figure::Points => weights.effective(node).clone(),
    }
}

/// The scores of one unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitScore<'s> {
    scores: &'s Scores,
    row: usize,
}

impl<'s> UnitScore<'s> {
    pub(super) fn framework(self) -> &'s Framework {
        self.scores.plan.framework()
    }

    /// Its row in the data, from 0.
    pub fn row(self) -> usize {
        self.row
    }

    /// The unit.
    pub fn unit(self) -> &'s Unit {
        &self.scores.plan.dataset().units()[self.row]
    }

    /// Its rank by the total, 1 for the best; none where it has no total.
    pub fn rank(self) -> Option<u32> {
        self.scores.ranks[self.row].map(NonZeroU32::get)
    }

    /// What vetoes and failed pass marks say of it.
    pub fn verdict(self) -> Option<&'s Verdict> {
        self.scores.verdict(self.row)
    }

    /// Its type; none where it has no total or the framework no types.
    pub fn tier(self) -> Option<&'s Tier> {
        let (tier, _) = self.scores.sorted.place(self.row)?;
        self.scores.plan.framework().tiers().get(tier)
    }

    /// Its grade inside its type; none where it has no total or its type no grades.
    pub fn grade(self) -> Option<&'s Grade> {
        let (_, grade) = self.scores.sorted.place(self.row)?;
        self.tier()?.grades.get(grade)
    }

    /// The exact total, on 0..scale.
    pub fn total(self) -> Option<Ratio> {
        self.rate(NodeId::TOTAL)
    }

    /// The exact rate (得分率) of a node, on 0..scale.
    pub fn rate(self, node: NodeId) -> Option<Ratio> {
        self.figure(node, Figure::Rate)
    }

    /// The exact points (得分) of a node, on 0..its full marks.
    pub fn points(self, node: NodeId) -> Option<Ratio> {
        self.figure(node, Figure::Points)
    }

    /// Either of the two.
    pub fn figure(self, node: NodeId, figure: Figure) -> Option<Ratio> {
        self.scores.figure(self.row, node, figure)
    }
}
