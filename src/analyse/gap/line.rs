//! The least total with which a unit is in a type, all others as they are.
//!
//! Where types go by fixed lines, it is the line, or the least total that is printed so. Where they go by all totals, the
//! unit's own is one of them and moves the line: the place of the unit is then worked out anew for each total that is
//! tried, by the rule itself.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use crate::framework::By;
use crate::methods::{Standing, TierRule};
use crate::number::{Ratio, RoundMode, Rounding};
use crate::score::Scores;

/// Where there is no least total, or it is no ratio, it is given with so many places more than are printed.
const FINER: u32 = 6;

/// The least total with which a unit is in a type, all others as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutLine {
    /// The place of the type, 0 for the best.
    pub place: usize,
    /// The total, exactly.
    pub total: Ratio,
    /// The figure that is compared with the line.
    pub compared: Ratio,
    /// Whether exact totals are compared or printed ones.
    pub by: By,
    /// Whether it follows from all totals, the unit's own among them.
    pub moves: bool,
    /// How sure it is that no smaller total is enough.
    pub least: Least,
}

/// How sure it is that no smaller total is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Least {
    /// It is the least one.
    Exactly,
    /// There is no least one, or it is no ratio: this is within a millionth of the last printed place.
    Nearly,
    /// The total is enough and one printed place less is not, found by halving; that no smaller one is enough either is
    /// not proved for natural breaks.
    ByHalving,
}

/// The line of the type at `place` for the unit in this row, which is below it with its own total and sought up to
/// `most`; nothing where that is not enough.
pub(super) fn cut_line(scores: &Scores, row: usize, place: usize, now: &Ratio, most: &Ratio) -> Option<CutLine> {
    let framework = scores.framework();
    let rule = framework.tier_rule()?;
    let (by, rounding) = (framework.tier_by(), framework.rounding());
    let line = CutLine {
        place,
        total: Ratio::zero(),
        compared: Ratio::zero(),
        by,
        moves: rule.needs_all(),
        least: if rule.is_monotone() { Least::Exactly } else { Least::ByHalving },
    };
    if let (By::Exact, TierRule::CutLines(lines)) = (by, rule) {
        let total = lines.lines().get(place)?.clone();
        return (total <= *most).then(|| CutLine { total: total.clone(), compared: total, ..line });
    }
    let mut sample = Others::of(scores, row, by, rounding);
    let places = if by == By::Rounded { rounding.places } else { rounding.places + FINER };
    let unit = power(places);
    let whole = |total: &Ratio| (total.numerator() * &unit).div_floor(total.denominator());
    let figure = |steps: &BigInt| Ratio::from_big(steps.clone(), unit.clone());
    let mut below = whole(now);
    let mut above = whole(most) + 1u8;
    let mut is_in = |total: &Ratio| sample.place(rule, total) <= place;
    if !is_in(&figure(&above)) {
        return None;
    }
    while &above - &below > BigInt::one() {
        let middle: BigInt = (&above + &below).div_floor(&BigInt::from(2u8));
        if is_in(&figure(&middle)) { above = middle } else { below = middle }
    }
    let compared = figure(&above);
    if by == By::Rounded {
        let (total, open) = least_printed(&above, rounding);
        let least = if open && line.least == Least::Exactly { Least::Nearly } else { line.least };
        return (total <= *most).then_some(CutLine { total, compared, least, ..line });
    }
    // Ranks change only at the totals of others, so one of those in the last step may be the line itself.
    let ranked = matches!(rule, TierRule::Quantiles(_) | TierRule::Count(_));
    let lower = figure(&below);
    let mut here: Vec<Ratio> = sample.totals().filter(|total| *total > lower && *total <= compared).collect();
    here.sort();
    let first = here.first().cloned();
    let mut is_in = |total: &Ratio| sample.place(rule, total) <= place;
    let at = here.into_iter().find(|total| is_in(total));
    let least = match (&at, line.least) {
        (Some(total), Least::Exactly) if ranked && first.as_ref() == Some(total) => Least::Exactly,
        (_, Least::Exactly) => Least::Nearly,
        (_, other) => other,
    };
    let total = at.unwrap_or(compared);
    (total <= *most).then(|| CutLine { compared: total.clone(), total, least, ..line })
}

/// Says whether a total is enough, all others as they are.
pub(super) struct Judge<'s> {
    rule: &'s TierRule,
    others: Others,
    by: By,
    rounding: Rounding,
    place: usize,
}

impl<'s> Judge<'s> {
    /// Of the type at `place` for the unit in this row; none where the framework has no types.
    pub(super) fn new(scores: &'s Scores, row: usize, place: usize) -> Option<Judge<'s>> {
        let framework = scores.framework();
        let (by, rounding) = (framework.tier_by(), framework.rounding());
        let others = Others::of(scores, row, by, rounding);
        Some(Judge { rule: framework.tier_rule()?, others, by, rounding, place })
    }

    pub(super) fn is_enough(&mut self, total: &Ratio) -> bool {
        let total = if self.by == By::Exact { total.clone() } else { total.round(self.rounding) };
        self.others.place(self.rule, &total) <= self.place
    }
}

/// The totals that a rule looks at, as they are compared, with room for that of the unit.
struct Others {
    totals: Vec<Option<Ratio>>,
    row: usize,
}

impl Others {
    fn of(scores: &Scores, row: usize, by: By, rounding: Rounding) -> Others {
        let needs_all = scores.framework().tier_rule().is_some_and(TierRule::needs_all);
        let total = |unit: crate::score::UnitScore<'_>| {
            // Those that a verdict puts into a type, or leaves without a rank, are not among them.
            let apart = |verdict: &crate::score::Verdict| verdict.tier.is_some() || verdict.rank == Standing::None;
            let counts = needs_all && unit.row() != row && !unit.verdict().is_some_and(apart);
            let total = unit.total().filter(|_| counts)?;
            Some(if by == By::Exact { total } else { total.round(rounding) })
        };
        Others { totals: scores.iter().map(total).collect(), row }
    }

    /// The place of the type of a total, among the others.
    fn place(&mut self, rule: &TierRule, total: &Ratio) -> usize {
        self.totals[self.row] = Some(total.clone());
        rule.borders(&self.totals).place(total)
    }

    fn totals(&self) -> impl Iterator<Item = Ratio> {
        let (totals, row) = (self.totals.clone(), self.row);
        totals.into_iter().enumerate().filter(move |(at, _)| *at != row).filter_map(|(_, total)| total)
    }
}

fn power(places: u32) -> BigInt {
    BigInt::from(10u8).pow(places)
}

/// The least total that is printed as so many units of the last place, or nearly so where there is no least one: halves
/// that go to the even digit go elsewhere.
fn least_printed(units: &BigInt, rounding: Rounding) -> (Ratio, bool) {
    let unit = power(rounding.places);
    let half = Ratio::from_big(units * 2u8 - 1u8, &unit * 2u8);
    match rounding.mode {
        RoundMode::Down => (Ratio::from_big(units.clone(), unit), false),
        RoundMode::HalfEven if units.is_odd() => {
            (&half + &Ratio::from_big(BigInt::one(), power(rounding.places + FINER)), true)
        }
        RoundMode::HalfUp | RoundMode::HalfEven => (half, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_total_that_is_printed_so() {
        for (units, mode, expected) in [
            (7991u32, RoundMode::HalfUp, "79.905"),
            (7990, RoundMode::HalfEven, "79.895"),
            (7991, RoundMode::HalfEven, "79.90500001"),
            (7991, RoundMode::Down, "79.91"),
        ] {
            let rounding = Rounding::new(2, mode);
            let (total, _) = least_printed(&units.into(), rounding);
            assert_eq!(total.to_string(), expected, "{mode:?}");
            let printed = Ratio::from_big(units.into(), 100.into());
            assert_eq!(total.round(rounding), printed, "{mode:?}");
        }
        let (_, open) = least_printed(&7991u32.into(), Rounding::new(2, RoundMode::HalfEven));
        assert!(open);
    }
}
