//! The cheapest choice that gains enough: a knapsack turned round, exact, without a tree or a unit.
//!
//! There are *parts*, of which any share can be taken at the same cost per gain, and *groups* of steps, of which at most
//! one is taken. Looked for is the least cost with which the gains add up to the need.
//!
//! **The bound.** If steps could be taken in parts too, the least cost would be had by taking what is cheapest per gain
//! first: with `c/g ≤ c'/g'`, moving gain from the dearer to the cheaper never costs more (Dantzig 1957). Of a group the
//! steps on the lower convex hull of cost over gain count, each from the one before. The bound is never above the true
//! cost, and where there are only parts it *is* the true cost: sorting solves that case.
//!
//! **The search.** Groups are gone through one by one. A state is the gain and the cost of what was taken so far; one that
//! gains no more than another and costs no less is dropped (Nemhauser and Ullmann 1969), and so is one whose cost and
//! bound for what is left are not below the best answer known. What remains behind the last group is completed by parts,
//! for which the bound is exact. So the answer is a cheapest one, unless there are more states than [`MOST_STATES`]: then
//! the least bound of those that were left says how much cheaper another might be.
//!
//! Everything is in whole numbers on common denominators. Gain 3 for cost 2 or gain 5 for cost 4, and any part of gain 10
//! for cost 10; need 4: the first step and a part of 1 cost 3, the second costs 4, parts alone 4.
//!
//! G. B. Dantzig, Discrete-variable extremum problems, Operations Research 5 (1957), 266–288; G. L. Nemhauser and
//! Z. Ullmann, Discrete dynamic programming and capital allocation, Management Science 15 (1969), 494–505.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::number::Ratio;

/// How many states are looked at before the search gives up on proving that nothing is cheaper.
pub(super) const MOST_STATES: usize = 50_000;

/// How many times as many may come of one group before they are compared.
const MOST_AT_ONCE: usize = 10;

/// Something that can be taken.
#[derive(Clone, Debug)]
pub(super) enum Group {
    /// Any share of this gain, at that share of the cost.
    Part { gain: Ratio, cost: Ratio },
    /// At most one of these gains, each at its cost.
    OneOf(Vec<(Ratio, Ratio)>),
}

/// What was taken of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// This share of a part, above 0 and at most 1.
    Share(Ratio),
    /// The step at this place.
    Step(usize),
}

/// A choice that gains enough.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// What was taken of each group, in their order.
    pub taken: Vec<Option<Taken>>,
    pub cost: Ratio,
    /// No choice costs less than this; the cost itself where it is proved to be least.
    pub bound: Ratio,
}

/// The cheapest choice whose gains add up to `need`; nothing where all of them together do not.
pub(super) fn cheapest(groups: &[Group], need: &Ratio, most_states: usize) -> Option<Choice> {
    if *need <= Ratio::zero() {
        let zero = Ratio::zero();
        return Some(Choice { taken: vec![None; groups.len()], cost: zero.clone(), bound: zero });
    }
    Search::new(groups, need)?.run(most_states)
}

/// A step of a group: its place, its gain and its cost in whole numbers.
type Rung = (usize, BigInt, BigInt);

/// One step up, taken after those of its group that stand before it.
#[derive(Clone, Debug)]
struct Rise {
    /// The place among the groups.
    group: usize,
    /// The step of the group that it leads to; none for a part.
    step: Option<usize>,
    gain: BigInt,
    cost: BigInt,
}

/// The rises of all groups from one on and of all parts, cheapest per gain first, with sums over those before each.
struct Rest {
    rises: Vec<Rise>,
    gains: Vec<BigInt>,
    costs: Vec<BigInt>,
}

/// What is chosen so far.
#[derive(Clone, Debug)]
struct State {
    gain: BigInt,
    cost: BigInt,
    /// The step that was taken last, and the state before it, in the list of all that were kept.
    last: Option<(usize, usize, usize)>,
}

/// The best answer known: a state with the rises of the rest that are taken whole, and a share of the one behind them.
struct Best {
    state: State,
    level: usize,
    whole: usize,
    /// The cost, as numerator and denominator.
    cost: (BigInt, BigInt),
    share: Option<(BigInt, BigInt)>,
}

struct Search {
    /// How many groups there are, parts among them.
    count: usize,
    /// The groups of steps: place, and gain and cost of each step with its place.
    steps: Vec<(usize, Vec<Rung>)>,
    /// What is left behind so many groups of steps.
    rests: Vec<Rest>,
    need: BigInt,
    per_cost: BigInt,
    best: Option<Best>,
}

impl Search {
    fn new(groups: &[Group], need: &Ratio) -> Option<Search> {
        let each = || {
            groups.iter().flat_map(|group| match group {
                Group::Part { gain, cost } => vec![(gain, cost)],
                Group::OneOf(steps) => steps.iter().map(|(gain, cost)| (gain, cost)).collect(),
            })
        };
        let common = |one: BigInt, ratio: &Ratio| one.lcm(ratio.denominator());
        let per_gain = each().map(|(gain, _)| gain).fold(need.denominator().clone(), common);
        let per_cost = each().map(|(_, cost)| cost).fold(BigInt::one(), common);
        let whole = |ratio: &Ratio, per_one: &BigInt| ratio.numerator() * (per_one / ratio.denominator());
        let both = |gain: &Ratio, cost: &Ratio| (whole(gain, &per_gain), whole(cost, &per_cost));
        let (mut steps, mut parts) = (Vec::new(), Vec::new());
        for (place, group) in groups.iter().enumerate() {
            match group {
                Group::Part { gain, cost } => {
                    let (gain, cost) = both(gain, cost);
                    parts.push(Rise { group: place, step: None, gain, cost });
                }
                Group::OneOf(all) => steps.push((place, sensible(all.iter().map(|(gain, cost)| both(gain, cost))))),
            }
        }
        parts.retain(|part| part.gain > BigInt::zero());
        steps.retain(|(_, all)| !all.is_empty());
        let hulls: Vec<Vec<Rise>> = steps.iter().map(|(group, all)| hull(*group, all)).collect();
        // Those with the cheapest first rise come first: what is taken in any case is settled early.
        let mut order: Vec<usize> = (0..steps.len()).collect();
        order.sort_by(|&a, &b| match (hulls[a].first(), hulls[b].first()) {
            (Some(one), Some(other)) => one.dearer(other),
            _ => Ordering::Equal,
        });
        let rests = (0..=order.len())
            .map(|from| {
                let groups = order[from..].iter().flat_map(|at| hulls[*at].iter().cloned());
                Rest::of(groups.chain(parts.iter().cloned()).collect())
            })
            .collect();
        let steps = order.iter().map(|at| steps[*at].clone()).collect();
        let need = whole(need, &per_gain);
        let search = Search { count: groups.len(), steps, rests, need, per_cost, best: None };
        search.rests[0].reaches(&search.need).then_some(search)
    }

    fn run(mut self, most_states: usize) -> Option<Choice> {
        let start = State { gain: BigInt::zero(), cost: BigInt::zero(), last: None };
        self.offer(&start, 0);
        let mut kept: Vec<State> = Vec::new();
        let mut now = vec![start];
        let mut left: Option<Ratio> = None;
        for level in 0..self.steps.len() {
            // Few states with very many steps are as much to look at as many states with few.
            if now.len().saturating_mul(self.steps[level].1.len() + 1) > most_states.saturating_mul(MOST_AT_ONCE) {
                left = now.iter().filter_map(|state| self.bound(state, level)).min();
                break;
            }
            let mut next: Vec<State> = Vec::new();
            for state in now {
                let at = kept.len();
                let unchanged = State { last: state.last, ..state.clone() };
                let (group, steps) = &self.steps[level];
                let taken = steps.iter().map(|(step, gain, cost)| State {
                    gain: &state.gain + gain,
                    cost: &state.cost + cost,
                    last: Some((*group, *step, at)),
                });
                next.extend(taken.chain([unchanged]));
                kept.push(state);
            }
            next = undominated(next);
            next.retain(|state| {
                self.offer(state, level + 1);
                self.may_be_better(state, level + 1)
            });
            if kept.len() + next.len() > most_states {
                left = next.iter().filter_map(|state| self.bound(state, level + 1)).min();
                break;
            }
            now = next;
        }
        let best = self.best.take()?;
        let cost = self.cost_of(&best);
        // What was dropped on the way costs at least as much as the answer; what was left may cost less.
        let bound = left.map_or_else(|| cost.clone(), |least| least.min(cost.clone()));
        Some(Choice { taken: self.taken(&best, &kept), cost, bound })
    }

    /// Takes what completes a state with whole rises for an answer, if it is better than the best.
    fn offer(&mut self, state: &State, level: usize) {
        let rest = &self.rests[level];
        let need = &self.need - &state.gain;
        let Some(whole) = rest.whole(&need) else { return };
        let missing = need - &rest.gains[whole];
        let before = &state.cost + &rest.costs[whole];
        let (whole, share, cost) = if missing <= BigInt::zero() {
            (whole, None, (before, BigInt::one()))
        } else {
            // There is a rise behind, else all of them would not be enough.
            let rise = &rest.rises[whole];
            match rise.step {
                Some(_) => (whole + 1, None, (before + &rise.cost, BigInt::one())),
                None => {
                    let cost = (&before * &rise.gain + &missing * &rise.cost, rise.gain.clone());
                    (whole, Some((missing, rise.gain.clone())), cost)
                }
            }
        };
        let better = self.best.as_ref().is_none_or(|best| &cost.0 * &best.cost.1 < &best.cost.0 * &cost.1);
        if better {
            self.best = Some(Best { state: state.clone(), level, whole, cost, share });
        }
    }

    /// Whether a state may lead to less than the best answer.
    fn may_be_better(&self, state: &State, level: usize) -> bool {
        let Some(best) = &self.best else { return true };
        let Some((above, below)) = self.least(state, level) else { return false };
        above * &best.cost.1 < &best.cost.0 * below
    }

    /// The cost of a state and the bound for what is left, as numerator and denominator; nothing where all that is left
    /// is not enough.
    fn least(&self, state: &State, level: usize) -> Option<(BigInt, BigInt)> {
        let rest = &self.rests[level];
        let need = &self.need - &state.gain;
        let whole = rest.whole(&need)?;
        let missing = need - &rest.gains[whole];
        let before = &state.cost + &rest.costs[whole];
        if missing <= BigInt::zero() {
            return Some((before, BigInt::one()));
        }
        let rise = &rest.rises[whole];
        Some((before * &rise.gain + missing * &rise.cost, rise.gain.clone()))
    }

    fn bound(&self, state: &State, level: usize) -> Option<Ratio> {
        let (above, below) = self.least(state, level)?;
        Some(Ratio::from_big(above, below * &self.per_cost))
    }

    fn cost_of(&self, best: &Best) -> Ratio {
        Ratio::from_big(best.cost.0.clone(), &best.cost.1 * &self.per_cost)
    }

    fn taken(&self, best: &Best, kept: &[State]) -> Vec<Option<Taken>> {
        let mut taken = vec![None; self.count];
        let mut last = best.state.last;
        while let Some((group, step, before)) = last {
            taken[group] = Some(Taken::Step(step));
            last = kept[before].last;
        }
        let rest = &self.rests[best.level];
        // Of one group the rises stand in their order, so the last one that is taken is the step.
        for rise in &rest.rises[..best.whole] {
            taken[rise.group] = Some(rise.step.map_or_else(|| Taken::Share(Ratio::one()), Taken::Step));
        }
        if let (Some((above, below)), Some(rise)) = (&best.share, rest.rises.get(best.whole)) {
            taken[rise.group] = Some(Taken::Share(Ratio::from_big(above.clone(), below.clone())));
        }
        taken
    }
}

impl Rise {
    /// The order by cost per gain, dearer ones last; gains are above zero.
    fn dearer(&self, other: &Rise) -> Ordering {
        (&self.cost * &other.gain).cmp(&(&other.cost * &self.gain))
    }
}

impl Rest {
    fn of(mut rises: Vec<Rise>) -> Rest {
        rises.sort_by(Rise::dearer);
        let mut rest = Rest { rises, gains: vec![BigInt::zero()], costs: vec![BigInt::zero()] };
        for rise in &rest.rises {
            // Each list begins with a zero, so it has a last entry.
            rest.gains.push(&rest.gains[rest.gains.len() - 1] + &rise.gain);
            rest.costs.push(&rest.costs[rest.costs.len() - 1] + &rise.cost);
        }
        rest
    }

    fn reaches(&self, need: &BigInt) -> bool {
        self.gains.last().is_some_and(|all| all >= need)
    }

    /// How many rises are taken whole before the need is met: it is met by them, or by the one behind them; nothing where
    /// all are not enough.
    fn whole(&self, need: &BigInt) -> Option<usize> {
        if !self.reaches(need) {
            return None;
        }
        Some(self.gains.partition_point(|gain| gain <= need).saturating_sub(1))
    }
}

/// The steps that gain something, each of which costs less than all that gain as much: rising in both.
fn sensible(steps: impl Iterator<Item = (BigInt, BigInt)>) -> Vec<Rung> {
    let mut all: Vec<Rung> = steps.enumerate().map(|(step, (gain, cost))| (step, gain, cost)).collect();
    all.retain(|(_, gain, _)| *gain > BigInt::zero());
    all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.2.cmp(&other.2)));
    let mut sensible: Vec<Rung> = Vec::new();
    for step in all {
        if sensible.last().is_none_or(|dearer| step.2 < dearer.2) {
            sensible.push(step);
        }
    }
    sensible.reverse();
    sensible
}

/// The rises along the lower convex hull of cost over gain, from nothing on.
fn hull(group: usize, steps: &[Rung]) -> Vec<Rise> {
    let mut corners: Vec<(Option<usize>, BigInt, BigInt)> = vec![(None, BigInt::zero(), BigInt::zero())];
    for (step, gain, cost) in steps {
        while let [.., one, other] = corners.as_slice() {
            // The corner between is on or above the line from the one before it to the new one.
            let (to_other, to_new) = ((&other.1 - &one.1, &other.2 - &one.2), (gain - &one.1, cost - &one.2));
            if &to_other.1 * &to_new.0 < &to_new.1 * &to_other.0 {
                break;
            }
            corners.pop();
        }
        corners.push((Some(*step), gain.clone(), cost.clone()));
    }
    let rise = |pair: &[(Option<usize>, BigInt, BigInt)]| Rise {
        group,
        step: pair[1].0,
        gain: &pair[1].1 - &pair[0].1,
        cost: &pair[1].2 - &pair[0].2,
    };
    corners.windows(2).map(rise).collect()
}

/// The states of which none other gains as much for as little; rising in gain and cost.
fn undominated(mut states: Vec<State>) -> Vec<State> {
    states.sort_by(|one, other| other.gain.cmp(&one.gain).then_with(|| one.cost.cmp(&other.cost)));
    let mut kept: Vec<State> = Vec::new();
    for state in states {
        if kept.last().is_none_or(|dearer| state.cost < dearer.cost) {
            kept.push(state);
        }
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    fn one_of(steps: &[(u32, u32)]) -> Group {
        Group::OneOf(steps.iter().map(|(gain, cost)| (Ratio::from(*gain), Ratio::from(*cost))).collect())
    }

    #[test]
    fn by_the_numbers_in_the_documentation() {
        let part = Group::Part { gain: ratio("10"), cost: ratio("10") };
        let found = cheapest(&[part.clone(), one_of(&[(3, 2), (5, 4)])], &ratio("4"), MOST_STATES).expect("a choice");
        assert_eq!((found.cost.to_string(), found.bound.to_string()), ("3".to_owned(), "3".to_owned()));
        assert_eq!(found.taken, [Some(Taken::Share(ratio("0.1"))), Some(Taken::Step(0))]);
        assert!(cheapest(&[part], &ratio("10.5"), MOST_STATES).is_none());
    }

    #[test]
    fn a_search_that_is_cut_short_says_how_much_cheaper_another_choice_might_be() {
        let groups: Vec<Group> = (1..=12).map(|at| one_of(&[(7 * at + 3, 5 * at + at * at % 7)])).collect();
        let full = cheapest(&groups, &ratio("311"), MOST_STATES).expect("a choice");
        let short = cheapest(&groups, &ratio("311"), 3).expect("a choice");
        assert_eq!(full.bound, full.cost);
        assert!(short.bound <= full.cost && full.cost <= short.cost);
    }

    /// Every choice of steps, completed by parts, cheapest per gain first.
    fn by_trial(groups: &[Vec<(u32, u32)>], parts: &[(u32, u32)], need: u32) -> Option<Ratio> {
        let mut least: Option<Ratio> = None;
        let all: usize = groups.iter().map(|steps| steps.len() + 1).product();
        for mut number in 0..all {
            let (mut gain, mut cost) = (0, Ratio::zero());
            for steps in groups {
                let at = number % (steps.len() + 1);
                number /= steps.len() + 1;
                if let Some((more, price)) = at.checked_sub(1).and_then(|at| steps.get(at)) {
                    gain += more;
                    cost = &cost + &Ratio::from(*price);
                }
            }
            let mut parts = parts.to_vec();
            parts.sort_by_key(|(gain, cost)| cost * 1000 / gain);
            parts.sort_by(|one, other| (one.1 * other.0).cmp(&(other.1 * one.0)));
            for (more, price) in parts {
                let taken = need.saturating_sub(gain).min(more);
                gain += taken;
                let share = Ratio::new(taken.into(), more.into()).expect("a gain above zero");
                cost = &cost + &(&share * &Ratio::from(price));
            }
            if gain >= need {
                least = Some(least.map_or_else(|| cost.clone(), |least| least.min(cost.clone())));
            }
        }
        least
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        /// No choice at all is cheaper, and the one that is given costs what it says and gains enough.
        #[test]
        fn nothing_is_cheaper(
            steps in prop::collection::vec(prop::collection::vec((0u32..30, 0u32..20), 1..4), 0..6),
            parts in prop::collection::vec((1u32..30, 0u32..20), 0..4),
            need in 1u32..90,
        ) {
            let groups: Vec<Group> = steps.iter().map(|all| one_of(all)).chain(parts.iter().map(|(gain, cost)| {
                Group::Part { gain: Ratio::from(*gain), cost: Ratio::from(*cost) }
            })).collect();
            let need_ratio = Ratio::from(need);
            let found = cheapest(&groups, &need_ratio, MOST_STATES);
            prop_assert_eq!(found.as_ref().map(|found| found.cost.clone()), by_trial(&steps, &parts, need));
            if let Some(found) = found {
                prop_assert_eq!(&found.bound, &found.cost);
                let (mut gain, mut cost) = (Ratio::zero(), Ratio::zero());
                for (group, taken) in groups.iter().zip(&found.taken) {
                    let (more, price) = match (group, taken) {
                        (_, None) => continue,
                        (Group::OneOf(steps), Some(Taken::Step(step))) => steps[*step].clone(),
                        (Group::Part { gain, cost }, Some(Taken::Share(share))) => (share * gain, share * cost),
                        _ => panic!("a step of a part"),
                    };
                    (gain, cost) = (&gain + &more, &cost + &price);
                }
                prop_assert_eq!(cost, found.cost);
                prop_assert!(gain >= need_ratio);
            }
        }
    }
}
