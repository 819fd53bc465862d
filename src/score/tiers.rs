//! Units into tiers, and into grades inside a tier.
//!
//! Both follow from the total alone once it is known where each begins, and a better total never has a worse one: so in a
//! column of whole numbers a few of them tell for all rows.

use super::adjust::Verdict;
use super::column::{Line, ScoreColumn};
use super::plan::Plan;
use super::surprises::{difference, surprises};
use crate::data::Units;
use crate::diagnostic::Diagnostics;
use crate::framework::{By, Framework};
use crate::methods::{Borders, Sample, Standing, TierRule};
use crate::number::Ratio;

/// What stands in place of a tier where there is none.
const NONE: u32 = u32::MAX;

/// The tier and the grade of each unit, and where each begins.
#[derive(Clone, Debug)]
pub(super) struct Sorted {
    /// Tier and grade in one number: `tier * width + grade`.
    places: Vec<u32>,
    /// More than the grades of any tier, so that the last is none.
    width: usize,
    tiers: usize,
    lines: Option<Lines>,
}

/// Where each tier begins, and each grade inside it.
#[derive(Clone, Debug)]
struct Lines {
    tiers: Borders,
    grades: Vec<Option<Borders>>,
}

impl Lines {
    fn new(framework: &Framework, rule: &TierRule, sample: &Sample) -> Lines {
        let tiers = rule.borders_in(sample);
        let ranges = sample.ranges(framework.tiers().len(), |total| tiers.place(total));
        let inside = |(place, range)| Some(framework.grade_rule(place)?.borders_in(&sample.part(range)));
        let grades = ranges.into_iter().enumerate().map(inside).collect();
        Lines { tiers, grades }
    }

    fn place(&self, total: &Ratio, width: usize) -> usize {
        let tier = self.tiers.place(total);
        tier * width + self.grade(tier, Some(total), width)
    }

    /// The last of the width, which is none, where the tier has no grades or there is no total.
    fn grade(&self, tier: usize, total: Option<&Ratio>, width: usize) -> usize {
        let grades = self.grades.get(tier).and_then(Option::as_ref);
        grades.zip(total).map_or(width - 1, |(grades, total)| grades.place(total))
    }
}

impl Sorted {
    /// Sorts the units by their totals, and says what a reader would not expect.
    ///
    /// Units that a verdict puts into a tier, or leaves without a rank, are not in the sample that shares, means and
    /// breaks are taken of. The former are where it says, the latter where the lines of the others put their totals.
    pub(super) fn new(
        plan: &Plan,
        totals: &ScoreColumn,
        verdicts: &[(usize, Verdict)],
        said: &mut Diagnostics,
    ) -> Sorted {
        let (framework, rows) = (plan.framework(), plan.dataset().len());
        let tiers = framework.tiers();
        let width = tiers.iter().map(|tier| tier.grades.len()).max().unwrap_or(0) + 1;
        let mut sorted = Sorted { places: vec![NONE; rows], width, tiers: tiers.len(), lines: None };
        let Some(rule) = framework.tier_rule() else { return sorted };
        let rounding = framework.rounding();
        let apart = |verdict: &Verdict| verdict.tier.is_some() || verdict.rank == Standing::None;
        let apart: Vec<usize> = verdicts.iter().filter(|(_, verdict)| apart(verdict)).map(|(row, _)| *row).collect();
        let sample = if framework.sorts_by_all() { sample(totals, rows, &apart) } else { Sample::default() };
        let printed = sample.rounded(rounding);
        let (exact, rounded) = (Lines::new(framework, rule, &sample), Lines::new(framework, rule, &printed));
        let by_exact = |rate: &Ratio| exact.place(rate, width);
        let by_rounded = |rate: &Ratio| rounded.place(&rate.round(rounding), width);
        let by = framework.tier_by();
        let mut unlike = Vec::new();
        let mut put = |row: usize, exact: usize, rounded: usize| {
            if exact != rounded {
                unlike.push((row, exact, rounded));
            }
            let place = if by == By::Exact { exact } else { rounded };
            sorted.places[row] = u32::try_from(place).unwrap_or(NONE);
        };
        each_place(totals, rows, by_exact, by_rounded, &mut put);
        let put: Vec<(usize, usize)> =
            verdicts.iter().filter_map(|(row, verdict)| Some((*row, verdict.tier?))).collect();
        unlike.retain(|(row, ..)| put.binary_search_by_key(row, |(row, _)| *row).is_err());
        for (row, exact, rounded) in unlike {
            said.push(difference(plan, totals, row, [exact, rounded], width));
        }
        let (lines, sample) = if by == By::Exact { (exact, sample) } else { (rounded, printed) };
        for (row, tier) in put {
            let total = totals.rate(row).map(|total| if by == By::Exact { total } else { total.round(rounding) });
            sorted.places[row] = u32::try_from(tier * width + lines.grade(tier, total.as_ref(), width)).unwrap_or(NONE);
        }
        surprises(framework, rule, &lines.tiers, &lines.grades, &sample, said);
        sorted.lines = Some(lines);
        sorted
    }

    /// The places of a row's tier and grade; a grade that its tier does not have where it has none.
    pub(super) fn place(&self, row: usize) -> Option<(usize, usize)> {
        let place = self.places.get(row).copied().filter(|place| *place != NONE)? as usize;
        Some((place / self.width, place % self.width))
    }

    /// How many units have each grade of each tier.
    pub(super) fn counts(&self) -> Vec<Vec<usize>> {
        let mut counts = vec![0; self.tiers * self.width];
        for place in self.places.iter().filter(|place| **place != NONE) {
            counts[*place as usize] += 1;
        }
        counts.chunks(self.width).map(<[usize]>::to_vec).collect()
    }

    pub(super) fn borders(&self) -> Option<&Borders> {
        self.lines.as_ref().map(|lines| &lines.tiers)
    }

    pub(super) fn grade_borders(&self, tier: usize) -> Option<&Borders> {
        self.lines.as_ref().and_then(|lines| lines.grades.get(tier)?.as_ref())
    }
}

/// The totals of all rows but these, each with how many have it.
fn sample(totals: &ScoreColumn, rows: usize, apart: &[usize]) -> Sample {
    let takes = |row: &usize| apart.binary_search(row).is_err();
    let Some((units, line)) = totals.units() else {
        return Sample::of((0..rows).filter(takes).filter_map(|row| Some((totals.rate(row)?, 1))));
    };
    let mut odd = totals.odd().iter().peekable();
    let plain = (0..rows).filter(|row| odd.next_if(|(odd, _)| odd == row).is_none() && takes(row));
    let mut numbers: Vec<u64> = plain.map(|row| units.get(row)).collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let plain = numbers.chunk_by(|a, b| a == b).map(|equal| (line.rate(equal[0]), equal.len()));
    let odd = totals.odd().iter().filter(|(row, _)| takes(row));
    Sample::of(plain.chain(odd.filter_map(|(_, rate)| Some((rate.clone()?, 1)))))
}

/// Hands on the places by exact and by rounded totals of every row that has one.
fn each_place(
    totals: &ScoreColumn,
    rows: usize,
    exact: impl Fn(&Ratio) -> usize,
    rounded: impl Fn(&Ratio) -> usize,
    put: &mut impl FnMut(usize, usize, usize),
) {
    let by_rate =
        |row: usize, rate: &Ratio, put: &mut dyn FnMut(usize, usize, usize)| put(row, exact(rate), rounded(rate));
    let Some((units, line)) = totals.units() else {
        return (0..rows)
            .filter_map(|row| Some((row, totals.rate(row)?)))
            .for_each(|(row, rate)| by_rate(row, &rate, put));
    };
    let greatest = match units {
        Units::Small(units) => units.iter().copied().max().unwrap_or(0).into(),
        Units::Large(units) => units.iter().copied().max().unwrap_or(0),
    };
    let (exact_steps, rounded_steps) = (Steps::new(greatest, &line, &exact), Steps::new(greatest, &line, &rounded));
    let mut odd = totals.odd().iter().peekable();
    for row in 0..units.len() {
        match odd.next_if(|(odd, _)| *odd == row) {
            None => {
                let number = units.get(row);
                put(row, exact_steps.place(number), rounded_steps.place(number));
            }
            Some((_, Some(rate))) => by_rate(row, rate, put),
            Some((_, None)) => {}
        }
    }
}

/// Where each place begins: a better rate never has a worse one, so a few whole numbers tell.
struct Steps {
    /// The least numbers of all places but the one of zero, rising.
    begins: Vec<u64>,
    /// The place of zero, then those that begin at each number.
    places: Vec<usize>,
}

impl Steps {
    fn new(greatest: u64, line: &Line, place: impl Fn(&Ratio) -> usize) -> Steps {
        let at = |number: u64| place(&line.rate(number));
        let (mut steps, mut begin) = (Steps { begins: Vec::new(), places: vec![at(0)] }, 0);
        let best = at(greatest);
        while let Some(&here) = steps.places.last().filter(|here| best < **here) {
            let (mut below, mut above) = (begin, greatest);
            while above - below > 1 {
                let middle = below + (above - below) / 2;
                if at(middle) < here { above = middle } else { below = middle }
            }
            steps.begins.push(above);
            steps.places.push(at(above));
            begin = above;
        }
        steps
    }

    fn place(&self, number: u64) -> usize {
        // Counted rather than searched: a search would be guessed wrong by the processor for every other row.
        self.places[self.begins.iter().map(|begin| usize::from(*begin <= number)).sum::<usize>()]
    }
}
