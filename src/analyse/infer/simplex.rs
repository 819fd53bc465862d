//! The simplex method in whole numbers, for few unknowns under many conditions.
//!
//! What is kept is not the table of all conditions but the corner: which conditions are tight there, and along which
//! direction one leaves each of them. A step costs a product per condition and unknown.
//! All numbers are minors of the tight conditions' matrix over one denominator (Edmonds 1967, Bareiss 1968), so they
//! stay whole and every division is exact. Where steps lead nowhere, Bland's rule (1977) keeps it from going round in
//! circles.

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::number::Ratio;

/// `coefficients · w - slack · t <= bound`, where `t` is how much all conditions are relaxed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub coefficients: Vec<BigInt>,
    pub slack: BigInt,
    pub bound: BigInt,
}

/// Unknowns that are not below zero, under conditions, and perhaps with `coefficients · w = bound`.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub unknowns: usize,
    pub conditions: Vec<Condition>,
    /// Coefficients above zero, and a bound.
    pub equation: Option<(Vec<BigInt>, BigInt)>,
}

/// The condition `t >= 0`; the next ones are `w >= 0`, and then come the problem's.
const RELAXED: usize = 0;
/// The equation, which is never left.
const EQUATION: usize = usize::MAX;
/// The first of the unknowns that are held at a value, which are not left either.
const HELD: usize = usize::MAX / 2;

/// A corner: all unknowns and `t` as functions of the slacks of the tight conditions.
#[derive(Clone, Debug)]
pub(super) struct Corner<'p> {
    problem: &'p Problem,
    /// The common denominator, above zero.
    denominator: BigInt,
    /// The unknowns, then `t`.
    point: Vec<BigInt>,
    /// Which conditions are tight, and how the point moves for each unit of their slack.
    tight: Vec<(usize, Vec<BigInt>)>,
    /// Whether `t >= 0` stays tight.
    strict: bool,
    /// `sign · w <= bound` in whole numbers, for each unknown that is held at a value: its place, sign and bound.
    held: Vec<(usize, BigInt, BigInt)>,
    /// The conditions of the problem that can be met at all.
    active: Vec<usize>,
}

impl<'p> Corner<'p> {
    /// The corner at which the conditions need to be relaxed the least; nothing where the equation cannot hold.
    pub(super) fn least_relaxed(problem: &'p Problem) -> Option<Corner<'p>> {
        let unknowns = problem.unknowns;
        let axis = |at: usize| (0..=unknowns).map(|other| BigInt::from(u8::from(other == at))).collect::<Vec<_>>();
        let name = |at: usize| if at == unknowns { RELAXED } else { at + 1 };
        let mut corner = Corner {
            problem,
            denominator: BigInt::one(),
            point: vec![BigInt::zero(); unknowns + 1],
            tight: (0..=unknowns).map(|at| (name(at), axis(at))).collect(),
            strict: false,
            held: Vec::new(),
            active: (0..problem.conditions.len()).collect(),
        };
        if let Some((coefficients, bound)) = &problem.equation {
            if bound.is_negative() || coefficients.is_empty() {
                return None;
            }
            corner.exchange(0, EQUATION);
        }
        // Every condition is relaxed by as much as the worst of them needs, which is then tight.
        let worst = (0..problem.conditions.len())
            .map(|at| (corner.excess(at), at))
            .filter(|(excess, _)| excess.is_some())
            .max_by(|(a, x), (b, y)| a.cmp(b).then(y.cmp(x)));
        if let Some((_, at)) = worst {
            // The last slot holds `t >= 0`, and the slack of a condition is above zero.
            corner.exchange(unknowns, 1 + unknowns + at);
        }
        corner.descend(unknowns, false);
        Some(corner)
    }

    /// By how much a condition has to be relaxed at this point; nothing where it holds.
    fn excess(&self, at: usize) -> Option<Ratio> {
        let condition = &self.problem.conditions[at];
        let left = dot(&condition.coefficients, &self.point);
        let over = left - &condition.bound * &self.denominator;
        over.is_positive().then(|| Ratio::from_big(over, &condition.slack * &self.denominator))
    }

    /// About how many products it takes to come to an extreme.
    pub(super) fn size(&self) -> usize {
        let unknowns = self.problem.unknowns;
        1 + unknowns * unknowns * (unknowns + self.active.len())
    }

    /// By how much the conditions are relaxed.
    pub(super) fn relaxed(&self) -> Ratio {
        self.value(self.problem.unknowns)
    }

    /// The value of an unknown.
    pub(super) fn value(&self, unknown: usize) -> Ratio {
        Ratio::from_big(self.point[unknown].clone(), self.denominator.clone())
    }

    /// The conditions of the problem that are tight and without which `t` could be less.
    pub(super) fn binding(&self) -> Vec<usize> {
        let first = 1 + self.problem.unknowns;
        let rows = self
            .tight
            .iter()
            .filter(|(name, way)| (first..HELD).contains(name) && way.last().is_some_and(|step| !step.is_zero()));
        let mut rows: Vec<usize> = rows.map(|(name, _)| name - first).collect();
        rows.sort_unstable();
        rows
    }

    /// Holds `t` at zero from here on.
    pub(super) fn strictly(mut self) -> Corner<'p> {
        self.strict = true;
        self
    }

    /// Moves to where an unknown is greatest, or least; nothing where it has no bound.
    pub(super) fn extreme(&mut self, unknown: usize, greatest: bool) -> Option<Ratio> {
        self.descend(unknown, greatest).then(|| self.value(unknown))
    }

    /// Leaves out the conditions that hold wherever each unknown lies within its bounds; none stands for no bound.
    pub(super) fn within(&mut self, bounds: &[(Ratio, Option<Ratio>)]) {
        let conditions = &self.problem.conditions;
        self.active.retain(|&at| {
            let greatest = conditions[at].coefficients.iter().zip(bounds).map(|(number, (least, greatest))| {
                let end = if number.is_negative() { Some(least) } else { greatest.as_ref() };
                let whole = Ratio::from_big(number.clone(), BigInt::one());
                if number.is_zero() { Some(whole) } else { end.map(|end| &whole * end) }
            });
            let sum = greatest.sum::<Option<Ratio>>();
            sum.is_none_or(|sum| sum >= Ratio::from_big(conditions[at].bound.clone(), BigInt::one()))
        });
    }

    /// Holds an unknown at a value from here on; one between its least and its greatest.
    pub(super) fn hold(&mut self, unknown: usize, value: &Ratio) {
        let here = self.value(unknown);
        // A wall is put up at the value, and the way to it goes from corner to corner.
        let sign = BigInt::from(if here > *value { -1 } else { 1 });
        let name = HELD + self.held.len();
        self.held.push((unknown, value.denominator() * &sign, value.numerator() * &sign));
        self.descend(unknown, here < *value);
        if self.tight.iter().any(|(tight, _)| *tight == name) {
            return;
        }
        // Other conditions meet here as well: the wall takes the place of one of them, and the point stays.
        let moves = |(tight, way): &(usize, Vec<BigInt>)| !self.stays(*tight) && !self.left(name, way).is_zero();
        if let Some(slot) = self.tight.iter().position(moves) {
            self.exchange(slot, name);
        }
    }

    /// Whether a tight condition is never left.
    fn stays(&self, name: usize) -> bool {
        name >= HELD || (self.strict && name == RELAXED)
    }

    /// Steps from corner to corner as long as a coordinate gets better; false where it does so for ever.
    fn descend(&mut self, coordinate: usize, greatest: bool) -> bool {
        // Bland's rule, the first of all that would do, is slow and needed only where steps lead nowhere.
        let mut moved = true;
        loop {
            let slot = if moved { self.steepest(coordinate, greatest) } else { self.first(coordinate, greatest) };
            let Some(slot) = slot else { return true };
            let Some(next) = self.blocking(slot) else { return false };
            moved = !self.room(next).is_zero();
            self.exchange(slot, next);
        }
    }

    /// The slots of the tight conditions that can be left for the better.
    fn better(&self, coordinate: usize, greatest: bool) -> impl Iterator<Item = usize> {
        (0..self.tight.len()).filter(move |&slot| {
            let (name, way) = &self.tight[slot];
            let improves = if greatest { way[coordinate].is_positive() } else { way[coordinate].is_negative() };
            improves && !self.stays(*name)
        })
    }

    /// The one with the first name.
    fn first(&self, coordinate: usize, greatest: bool) -> Option<usize> {
        self.better(coordinate, greatest).min_by_key(|&slot| self.tight[slot].0)
    }

    /// The one that gains the most for how far the farthest unknown moves.
    fn steepest(&self, coordinate: usize, greatest: bool) -> Option<usize> {
        let mut best: Option<(usize, BigInt, BigInt)> = None;
        for slot in self.better(coordinate, greatest) {
            let way = &self.tight[slot].1;
            let gain = way[coordinate].abs();
            let length = way.iter().map(Signed::abs).max().unwrap_or_else(BigInt::one);
            if best.as_ref().is_none_or(|(_, most, over)| &gain * over > most * &length) {
                best = Some((slot, gain, length));
            }
        }
        best.map(|(slot, ..)| slot)
    }

    /// The first condition that is met on the way out of a tight one.
    fn blocking(&self, slot: usize) -> Option<usize> {
        let way = &self.tight[slot].1;
        let mut nearest: Option<(usize, BigInt, BigInt)> = None;
        let walls = HELD..HELD + self.held.len();
        let first = 1 + self.problem.unknowns;
        let rows = self.active.iter().map(|at| first + at);
        for name in walls.chain(0..first).chain(rows) {
            let speed = self.left(name, way);
            if !speed.is_positive() {
                continue;
            }
            let room = self.room(name);
            let nearer = match &nearest {
                None => true,
                Some((_, room_there, speed_there)) => &room * speed_there < room_there * &speed,
            };
            if nearer {
                nearest = Some((name, room, speed));
            }
        }
        nearest.map(|(name, ..)| name)
    }

    /// Makes a condition tight in the place of another.
    fn exchange(&mut self, slot: usize, name: usize) {
        let room = self.room(name);
        let speeds: Vec<BigInt> = self.tight.iter().map(|(_, way)| self.left(name, way)).collect();
        let (speed, way) = (speeds[slot].clone(), self.tight[slot].1.clone());
        let old = std::mem::replace(&mut self.denominator, speed.clone());
        for (coordinate, step) in self.point.iter_mut().zip(&way) {
            *coordinate = (&*coordinate * &speed + step * &room) / &old;
        }
        for (place, (other, along)) in self.tight.iter_mut().enumerate() {
            if place == slot {
                *other = name;
                along.iter_mut().for_each(|step| *step = -&*step);
                continue;
            }
            for (coordinate, step) in along.iter_mut().zip(&way) {
                *coordinate = (&*coordinate * &speed - step * &speeds[place]) / &old;
            }
        }
        if self.denominator.is_negative() {
            let turn = |number: &mut BigInt| *number = -&*number;
            turn(&mut self.denominator);
            self.point.iter_mut().for_each(turn);
            self.tight.iter_mut().flat_map(|(_, way)| way).for_each(turn);
        }
    }

    /// The left side of a condition for a vector of unknowns and `t`.
    fn left(&self, name: usize, vector: &[BigInt]) -> BigInt {
        let unknowns = self.problem.unknowns;
        match (name, &self.problem.equation) {
            (RELAXED, _) => -&vector[unknowns],
            (EQUATION, Some((coefficients, _))) => dot(coefficients, vector),
            // Without an equation nothing has its name.
            (EQUATION, None) => BigInt::zero(),
            _ if name >= HELD => {
                self.held.get(name - HELD).map_or_else(BigInt::zero, |(at, sign, _)| sign * &vector[*at])
            }
            _ if name <= unknowns => -&vector[name - 1],
            _ => {
                let condition = &self.problem.conditions[name - unknowns - 1];
                dot(&condition.coefficients, vector) - &condition.slack * &vector[unknowns]
            }
        }
    }

    /// How far the point is from a condition, times the denominator.
    fn room(&self, name: usize) -> BigInt {
        let unknowns = self.problem.unknowns;
        let bound = match (name, &self.problem.equation) {
            (EQUATION, Some((_, bound))) => bound * &self.denominator,
            (EQUATION, None) => BigInt::zero(),
            _ if name >= HELD => {
                self.held.get(name - HELD).map_or_else(BigInt::zero, |(_, _, bound)| bound * &self.denominator)
            }
            _ if name <= unknowns => BigInt::zero(),
            _ => &self.problem.conditions[name - unknowns - 1].bound * &self.denominator,
        };
        bound - self.left(name, &self.point)
    }
}

/// The sum of products; what is beyond the shorter of the two does not count.
fn dot(a: &[BigInt], b: &[BigInt]) -> BigInt {
    let mut sum = BigInt::zero();
    for (a, b) in a.iter().zip(b).filter(|(a, b)| !a.is_zero() && !b.is_zero()) {
        sum += a * b;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn condition(coefficients: &[i32], bound: i32) -> Condition {
        let coefficients = coefficients.iter().map(|number| BigInt::from(*number)).collect();
        Condition { coefficients, slack: BigInt::one(), bound: BigInt::from(bound) }
    }

    fn problem(conditions: Vec<Condition>, sum: bool) -> Problem {
        let equation = sum.then(|| (vec![BigInt::one(); 2], BigInt::one()));
        Problem { unknowns: 2, conditions, equation }
    }

    #[test]
    fn a_textbook_case() {
        // x + 2y <= 4, 3x + y <= 6: greatest x is 2, greatest y is 2, least are 0.
        let problem = problem(vec![condition(&[1, 2], 4), condition(&[3, 1], 6)], false);
        let mut corner = Corner::least_relaxed(&problem).expect("no equation").strictly();
        assert!(corner.relaxed().is_zero());
        let extremes: Vec<_> =
            [(0, true), (1, true), (0, false), (1, false)].map(|(at, greatest)| corner.extreme(at, greatest)).into();
        assert_eq!(extremes, [2, 2, 0, 0].map(|number| Some(Ratio::from(number))));
    }

    #[test]
    fn what_has_no_bound_and_what_cannot_be() {
        let free = problem(vec![condition(&[-1, 0], -1)], false);
        let mut corner = Corner::least_relaxed(&free).expect("no equation").strictly();
        assert_eq!((corner.extreme(0, false), corner.extreme(0, true)), (Some(Ratio::one()), None));
        // x >= 3 and x <= 1: each relaxed by one meets the other.
        let not = problem(vec![condition(&[-1, 0], -3), condition(&[1, 0], 1)], false);
        let corner = Corner::least_relaxed(&not).expect("no equation");
        assert_eq!((corner.relaxed(), corner.binding()), (Ratio::one(), vec![0, 1]));
    }

    /// All corners of a problem of two unknowns: the points where two of its lines meet and nothing is violated.
    fn corners(problem: &Problem) -> Vec<(Ratio, Ratio)> {
        let mut lines: Vec<(Ratio, Ratio, Ratio)> =
            vec![(Ratio::from(-1), Ratio::zero(), Ratio::zero()), (Ratio::zero(), Ratio::from(-1), Ratio::zero())];
        let ratio = |number: &BigInt| Ratio::from_big(number.clone(), BigInt::one());
        let line = |a: &[BigInt], bound: &BigInt| (ratio(&a[0]), ratio(&a[1]), ratio(bound));
        lines.extend(problem.conditions.iter().map(|c| line(&c.coefficients, &c.bound)));
        let equation = problem.equation.as_ref().map(|(a, bound)| line(a, bound));
        let holds = |x: &Ratio, y: &Ratio| {
            let left = |(a, b, _): &(Ratio, Ratio, Ratio)| a * x + b * y;
            lines.iter().all(|line| left(line) <= line.2) && equation.iter().all(|line| left(line) == line.2)
        };
        let mut all: Vec<(Ratio, Ratio, Ratio)> = lines.clone();
        all.extend(equation.clone());
        let mut found = Vec::new();
        for (place, (a, b, c)) in all.iter().enumerate() {
            for (d, e, f) in &all[..place] {
                let det = a * e - &(b * d);
                let (x, y) = (c * e - &(b * f), a * f - &(c * d));
                if let (Some(x), Some(y)) = (x.checked_div(&det), y.checked_div(&det)) {
                    if holds(&x, &y) {
                        found.push((x, y));
                    }
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn two_unknowns_against_all_corners(
            rows in prop::collection::vec((-4..5i32, -4..5i32, -6..12i32), 0..6), sum in any::<bool>(),
        ) {
            // Bounded, so that every extreme is at a corner.
            let mut conditions: Vec<Condition> = rows.iter().map(|(a, b, c)| condition(&[*a, *b], *c)).collect();
            conditions.extend([condition(&[1, 0], 50), condition(&[0, 1], 50)]);
            let problem = problem(conditions, sum);
            let corners = corners(&problem);
            let corner = Corner::least_relaxed(&problem).expect("the equation can hold");
            prop_assert_eq!(corner.relaxed().is_zero(), !corners.is_empty());
            if !corners.is_empty() {
                let mut corner = corner.strictly();
                prop_assert_eq!(corner.extreme(0, true), corners.iter().map(|(x, _)| x.clone()).max());
                prop_assert_eq!(corner.extreme(1, false), corners.iter().map(|(_, y)| y.clone()).min());
                prop_assert_eq!(corner.extreme(0, false), corners.iter().map(|(x, _)| x.clone()).min());
                prop_assert_eq!(corner.extreme(1, true), corners.iter().map(|(_, y)| y.clone()).max());
            }
        }
    }
}
