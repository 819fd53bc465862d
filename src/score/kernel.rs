//! The plain rows, column by column, as whole numbers.
//!
//! Where every value of a row is there, a score is a sum of products of fixed ratios. Each node then has a common
//! denominator, known before any row is read, and its score is a whole number of *ticks* of it:
//! `tick(node) = sum of coefficient(child) * tick(child)`, all of them integers. The bounds are known as well, so no
//! addition can overflow: where they fit into 128 bits the ticks do too, and where they do not, whole numbers of any
//! size take their place.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

use super::column::{ScoreColumn, Ticks};
use super::plan::Plan;
use crate::data::{Column, Observation};
use crate::framework::NodeId;
use crate::methods::{Aggregate, Missing};
use crate::number::Ratio;

/// The integer arithmetic of a plan.
pub(super) struct Kernel {
    nodes: Vec<Bounded>,
}

/// How a node's ticks come about.
enum Lane {
    /// Read from a column: `tick = value in units of 10^-places, times factor, minus offset`.
    Read { places: u32, factor: BigInt, offset: BigInt },
    /// Formed from children, each with its coefficient.
    Sum { terms: Vec<(NodeId, BigInt)> },
    /// Below a node that is given in every plain row.
    Unread,
}

/// A lane with its denominator and the greatest absolute tick it can come to.
struct Bounded {
    lane: Lane,
    per_one: BigInt,
    bound: BigInt,
    /// Whether all of it fits into 128 bits.
    narrow: bool,
}

impl Bounded {
    fn is_read(&self) -> bool {
        !matches!(self.lane, Lane::Unread)
    }
}

impl Kernel {
    /// The kernel of a plan; none where no row can be plain or the numbers do not fit.
    pub(super) fn new(plan: &Plan) -> Option<Kernel> {
        let nodes = plan.framework().nodes();
        let mut lanes: Vec<Option<Bounded>> = nodes.iter().map(|_| None).collect();
        for node in nodes.iter().rev() {
            let computed = node.children.iter().any(|child| lanes[child.0].as_ref().is_some_and(Bounded::is_read));
            let lane = match plan.dataset().column(&node.code) {
                Some(column) if !computed => read_lane(plan, node.id, column)?,
                _ if computed && node.aggregate == Aggregate::Arithmetic => sum_lane(plan, node.id, &lanes)?,
                _ => Bounded { lane: Lane::Unread, per_one: BigInt::one(), bound: BigInt::zero(), narrow: true },
            };
            lanes[node.id.0] = Some(lane);
        }
        let nodes: Vec<Bounded> = lanes.into_iter().flatten().collect();
        nodes[0].is_read().then_some(Kernel { nodes })
    }

    /// The scores of the plain rows, and which rows those are.
    pub(super) fn run(&self, plan: &Plan) -> (Vec<ScoreColumn>, Vec<bool>) {
        let rows = plan.dataset().len();
        let plain = self.plain_rows(plan);
        let mut ticks: Vec<Option<Ticks>> = vec![None; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().rev() {
            ticks[at] = match &node.lane {
                Lane::Unread => None,
                Lane::Read { places, factor, offset } => {
                    let code = &plan.framework().node(NodeId(at)).code;
                    let cells = plan.dataset().column(code).map(|column| column.cells.as_slice()).unwrap_or_default();
                    let values = cells.iter().zip(&plain).map(|(cell, plain)| match cell {
                        Observation::Value(value) if *plain => Some(units(*value, *places)),
                        _ => None,
                    });
                    Some(read(values, factor, offset, node.narrow))
                }
                Lane::Sum { terms } => Some(sum(terms, &ticks, rows, node.narrow)),
            };
        }
        let columns = self.nodes.iter().zip(ticks).map(|(node, ticks)| match ticks {
            Some(ticks) => ScoreColumn::new(node.per_one.clone(), ticks),
            None => ScoreColumn::empty(),
        });
        (columns.collect(), plain)
    }

    /// Rows in which every column that is read has a value, and no other column has one.
    fn plain_rows(&self, plan: &Plan) -> Vec<bool> {
        let mut plain = vec![true; plan.dataset().len()];
        for node in plan.framework().nodes() {
            let Some(column) = plan.dataset().column(&node.code) else { continue };
            let read = matches!(self.nodes[node.id.0].lane, Lane::Read { .. });
            for (plain, cell) in plain.iter_mut().zip(&column.cells) {
                *plain &= matches!(cell, Observation::Value(_)) == read;
            }
        }
        plain
    }
}

fn read_lane(plan: &Plan, id: NodeId, column: &Column) -> Option<Bounded> {
    let reading = plan.reading(id)?;
    let values =
        || column.cells.iter().filter_map(|cell| if let Observation::Value(value) = cell { Some(value) } else { None });
    let places = values().map(Decimal::scale).max().unwrap_or(0);
    let per_unit = &reading.factor * &Ratio::new(1, 10i128.checked_pow(places)?)?;
    let low = &reading.low * &reading.factor;
    let per_one = per_unit.denominator().lcm(low.denominator());
    let whole = |ratio: &Ratio| ratio.numerator() * (&per_one / ratio.denominator());
    let (factor, offset) = (whole(&per_unit), whole(&low));
    let mut greatest = BigInt::zero();
    for value in values() {
        let units = BigInt::from(value.mantissa()) * BigInt::from(10u8).pow(places - value.scale());
        greatest = greatest.max(units.abs());
    }
    // A single value in units of 10^-places is held in 128 bits in either case.
    fits(&greatest).then_some(())?;
    let bound = &greatest * factor.abs() + offset.abs();
    let narrow = fits(&bound) && fits(&factor) && fits(&offset);
    Some(Bounded { lane: Lane::Read { places, factor, offset }, per_one, bound, narrow })
}

fn sum_lane(plan: &Plan, id: NodeId, lanes: &[Option<Bounded>]) -> Option<Bounded> {
    let mut parts: Vec<(NodeId, Ratio, &Bounded)> = Vec::new();
    for child in &plan.framework().node(id).children {
        let share = plan.weights().share(*child);
        let below = lanes[child.0].as_ref()?;
        if below.is_read() {
            if !share.is_zero() {
                parts.push((*child, share * &Ratio::from_big(BigInt::one(), below.per_one.clone()), below));
            }
        } else if !share.is_zero() || plan.framework().missing() == Missing::Zero {
            // What is never read has no score; it may be left out only if it has no weight and is not taken for zero.
            return None;
        }
    }
    let per_one = parts.iter().fold(BigInt::one(), |common, (_, ratio, _)| common.lcm(ratio.denominator()));
    let mut terms = Vec::new();
    let mut bound = BigInt::zero();
    let mut narrow = true;
    for (child, ratio, below) in parts {
        let coefficient = ratio.numerator() * (&per_one / ratio.denominator());
        bound += &below.bound * &coefficient;
        narrow &= below.narrow && fits(&coefficient);
        terms.push((child, coefficient));
    }
    narrow &= fits(&bound);
    Some(Bounded { lane: Lane::Sum { terms }, per_one, bound, narrow })
}

/// The ticks of a column; rows without a value hold zero.
fn read(values: impl Iterator<Item = Option<i128>>, factor: &BigInt, offset: &BigInt, narrow: bool) -> Ticks {
    match (factor.to_i128(), offset.to_i128()) {
        (Some(factor), Some(offset)) if narrow => {
            Ticks::Narrow(values.map(|value| value.map_or(0, |value| value * factor - offset)).collect())
        }
        _ => {
            Ticks::Wide(values.map(|value| value.map_or_else(BigInt::zero, |value| value * factor - offset)).collect())
        }
    }
}

/// The ticks of a node from those of its children.
fn sum(terms: &[(NodeId, BigInt)], ticks: &[Option<Ticks>], rows: usize, narrow: bool) -> Ticks {
    if narrow {
        let mut sums = vec![0i128; rows];
        for (child, coefficient) in terms {
            // The bounds say that coefficient and ticks are narrow where the sum is.
            let (Some(coefficient), Some(Ticks::Narrow(ticks))) = (coefficient.to_i128(), &ticks[child.0]) else {
                continue;
            };
            for (sum, tick) in sums.iter_mut().zip(ticks) {
                *sum += coefficient * tick;
            }
        }
        return Ticks::Narrow(sums);
    }
    let mut sums = vec![BigInt::zero(); rows];
    for (child, coefficient) in terms {
        let Some(ticks) = &ticks[child.0] else { continue };
        for (row, sum) in sums.iter_mut().enumerate() {
            *sum += coefficient * ticks.get(row);
        }
    }
    Ticks::Wide(sums)
}

/// Only what leaves a factor of four to the limit of 128 bits, so that no sum or difference on the way overflows.
fn fits(bound: &BigInt) -> bool {
    bound.bits() <= 125
}

/// A decimal in units of 10^-places; `places` is at least its own.
fn units(value: Decimal, places: u32) -> i128 {
    value.mantissa() * 10i128.pow(places - value.scale())
}
