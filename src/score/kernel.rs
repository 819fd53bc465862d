//! The plain rows, column by column, as whole numbers.
//!
//! Where every value of a row is there, a score is a sum of products of fixed ratios. Each node then has a common
//! denominator, known before any row is read, and its score is a whole number of *ticks* of it:
//! `tick(node) = start + sum of coefficient(child) * number(child)`, where the number of a child is its ticks, or the
//! units of its column. All of them are integers. The bounds are known as well, so no addition can overflow: where they
//! fit into 64 bits the ticks do too, and where they do not, [`limbs`](super::limbs) of any length take their place.
//!
//! Rows are taken in blocks that stay in the cache, and blocks by as many threads as there are; a row never depends on
//! another one, so neither shows in the result.

use std::ops::Range;
use std::sync::Arc;
use std::thread;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::column::{ScoreColumn, Ticks};
use super::limbs::{Limbs, add_product, limbs_of, stride};
use super::plan::Plan;
use crate::data::{Packed, Units};
use crate::framework::NodeId;
use crate::methods::{Aggregate, Missing};
use crate::number::Ratio;

/// How many rows are taken at once: children are still in a near cache when their parent reads them, and each column
/// is read in stretches that are long enough for the machine to fetch ahead.
const BLOCK: usize = 8192;
/// How many rows are worth a thread of their own.
const ROWS_PER_THREAD: usize = 32 * 1024;

/// The integer arithmetic of a plan.
pub(super) struct Kernel {
    nodes: Vec<Lane>,
}

/// How a node's numbers come about.
enum Lane {
    /// The units of a column.
    Read { cells: Arc<Packed>, per_one: BigInt, factor: BigInt, offset: BigInt },
    /// Formed from children.
    Sum { start: BigInt, terms: Vec<Term>, per_one: BigInt, bound: BigInt },
    /// Below a node that is given in every plain row.
    Unread,
}

struct Term {
    child: NodeId,
    coefficient: BigInt,
}

impl Kernel {
    /// The kernel of a plan; none where no row can be plain.
    pub(super) fn new(plan: &Plan) -> Option<Kernel> {
        if plan.framework().has_roles() {
            return None;
        }
        let nodes = plan.framework().nodes();
        let mut lanes: Vec<Option<Lane>> = nodes.iter().map(|_| None).collect();
        for node in nodes.iter().rev() {
            let computed = node.children.iter().any(|child| lanes[child.0].as_ref().is_some_and(Lane::is_read));
            lanes[node.id.0] = Some(match plan.reading(node.id) {
                Some(_) if !computed => read_lane(plan, node.id)?,
                _ if computed && node.aggregate == Aggregate::Arithmetic => sum_lane(plan, node.id, &lanes)?,
                _ => Lane::Unread,
            });
        }
        let nodes: Vec<Lane> = lanes.into_iter().flatten().collect();
        nodes[0].is_read().then_some(Kernel { nodes })
    }

    /// The scores of the plain rows, and which rows are not, in order.
    ///
    /// The ticks take the room of the columns of an earlier run, where that fits.
    pub(super) fn run(&self, plan: &Plan, spare: Vec<ScoreColumn>) -> (Vec<ScoreColumn>, Vec<usize>) {
        let rows = plan.dataset().len();
        let mut spare = spare.into_iter().map(ScoreColumn::into_ticks);
        let mut outputs: Vec<Option<Ticks>> =
            self.nodes.iter().map(|lane| lane.room(rows, spare.next().flatten())).collect();
        let threads = thread::available_parallelism().map_or(1, usize::from).min(rows / ROWS_PER_THREAD).max(1);
        let share = rows.div_ceil(threads).next_multiple_of(BLOCK);
        let mut parts: Vec<Vec<Out<'_>>> = (0..threads).map(|_| Vec::with_capacity(outputs.len())).collect();
        for output in &mut outputs {
            let mut pieces = Out::pieces(output.as_mut(), share);
            parts.iter_mut().for_each(|part| part.push(pieces.next().unwrap_or(Out::None)));
        }
        let rows_of = |at: usize| (at * share).min(rows)..((at + 1) * share).min(rows);
        thread::scope(|scope| {
            let mut parts = parts.into_iter().enumerate();
            let first = parts.next();
            for (at, part) in parts {
                scope.spawn(move || self.fill(part, rows_of(at)));
            }
            if let Some((at, part)) = first {
                self.fill(part, rows_of(at));
            }
        });
        let columns = outputs.into_iter().enumerate().map(|(at, ticks)| match (&self.nodes[at], ticks) {
            (Lane::Sum { per_one, .. }, Some(ticks)) => ScoreColumn::formed(per_one.clone(), ticks),
            (Lane::Read { cells, .. }, _) => match plan.reading(NodeId(at)) {
                Some(reading) => ScoreColumn::given(cells.clone(), reading.clone()),
                None => ScoreColumn::empty(),
            },
            _ => ScoreColumn::empty(),
        });
        (columns.collect(), self.odd_rows(plan))
    }

    /// Rows in which a column that is read has no number, or another column says anything.
    fn odd_rows(&self, plan: &Plan) -> Vec<usize> {
        let mut odd = Vec::new();
        for node in plan.framework().nodes() {
            match (&self.nodes[node.id.0], plan.reading(node.id)) {
                (Lane::Read { cells, .. }, _) => odd.extend(cells.odd_rows().iter().map(|(row, _)| *row)),
                (_, Some(reading)) => {
                    let cells = &reading.cells;
                    odd.extend((0..cells.len()).filter(|&row| !cells.is_missing(row)));
                }
                (_, None) => {}
            }
        }
        odd.sort_unstable();
        odd.dedup();
        odd
    }

    /// Fills one part of the rows, block by block, children before their parents.
    fn fill(&self, mut out: Vec<Out<'_>>, rows: Range<usize>) {
        for begin in (0..rows.len()).step_by(BLOCK) {
            let here = begin..(begin + BLOCK).min(rows.len());
            let there = rows.start + here.start..rows.start + here.end;
            for (at, lane) in self.nodes.iter().enumerate().rev() {
                let Lane::Sum { start, terms, .. } = lane else { continue };
                let (above, below) = out.split_at_mut(at + 1);
                let number = |term: &Term| match &self.nodes[term.child.0] {
                    Lane::Read { cells, .. } => Numbers::of_units(cells.units(), there.clone()),
                    _ => below[term.child.0 - at - 1].numbers(here.clone()),
                };
                let children = terms.iter().map(|term| (number(term), &term.coefficient));
                match &mut above[at] {
                    Out::Small(ticks) => sum_small(start, children, &mut ticks[here.clone()]),
                    Out::Large(ticks) => sum_large(start, children, &mut ticks[here.clone()]),
                    Out::Limbs(stride, limbs) => {
                        let limbs = &mut limbs[here.start * *stride..here.end * *stride];
                        sum_limbs(start, children, *stride, limbs);
                    }
                    Out::None => {}
                }
            }
        }
    }
}

impl Lane {
    fn is_read(&self) -> bool {
        !matches!(self, Lane::Unread)
    }

    /// Room for the ticks of all rows, where they are formed.
    fn room(&self, rows: usize, spare: Option<Ticks>) -> Option<Ticks> {
        let Lane::Sum { bound, .. } = self else { return None };
        Some(match (bound.bits(), spare) {
            // Every row is written, so what stands there does not matter.
            (..=32, Some(Ticks::Units(Units::Small(ticks)))) if ticks.len() == rows => {
                Ticks::Units(Units::Small(ticks))
            }
            (..=32, _) => Ticks::Units(Units::Small(vec![0; rows])),
            (33..=63, Some(Ticks::Units(Units::Large(ticks)))) if ticks.len() == rows => {
                Ticks::Units(Units::Large(ticks))
            }
            (33..=63, _) => Ticks::Units(Units::Large(vec![0; rows])),
            (bits, _) => Ticks::Limbs(Limbs::new(stride(bits), rows)),
        })
    }
}

/// Part of a node's ticks, to be written and then read by the node above.
enum Out<'a> {
    Small(&'a mut [u32]),
    Large(&'a mut [u64]),
    Limbs(usize, &'a mut [u64]),
    None,
}

impl<'a> Out<'a> {
    /// The parts of a node's ticks, each of so many rows.
    fn pieces(ticks: Option<&'a mut Ticks>, rows: usize) -> Box<dyn Iterator<Item = Out<'a>> + 'a> {
        match ticks {
            Some(Ticks::Units(Units::Small(ticks))) => Box::new(ticks.chunks_mut(rows.max(1)).map(Out::Small)),
            Some(Ticks::Units(Units::Large(ticks))) => Box::new(ticks.chunks_mut(rows.max(1)).map(Out::Large)),
            Some(Ticks::Limbs(Limbs { stride, limbs })) => {
                let stride = *stride;
                Box::new(limbs.chunks_mut((rows * stride).max(1)).map(move |limbs| Out::Limbs(stride, limbs)))
            }
            None => Box::new(std::iter::empty()),
        }
    }

    fn numbers(&self, rows: Range<usize>) -> Numbers<'_> {
        match self {
            Out::Small(ticks) => Numbers::Small(&ticks[rows]),
            Out::Large(ticks) => Numbers::Large(&ticks[rows]),
            Out::Limbs(stride, limbs) => Numbers::Limbs(*stride, &limbs[rows.start * stride..rows.end * stride]),
            Out::None => Numbers::Small(&[]),
        }
    }
}

/// The numbers of a child in one block.
#[derive(Clone, Copy)]
enum Numbers<'a> {
    Small(&'a [u32]),
    Large(&'a [u64]),
    Limbs(usize, &'a [u64]),
}

impl<'a> Numbers<'a> {
    fn of_units(units: &'a Units, rows: Range<usize>) -> Numbers<'a> {
        match units {
            Units::Small(units) => Numbers::Small(&units[rows]),
            Units::Large(units) => Numbers::Large(&units[rows]),
        }
    }
}

/// Sums that the bound says fit into 32 bits; a negative start wraps and is made up for.
///
/// Two children at a time, so that the sums are fetched and stored half as often; of more the processor would have to
/// hold more than it has registers for.
fn sum_small<'a>(start: &BigInt, children: impl Iterator<Item = (Numbers<'a>, &'a BigInt)>, sums: &mut [u32]) {
    sums.fill(start.to_i64().map_or(0, |start| start as u32));
    let rows = sums.len();
    // What does not fit stands before numbers that are all zero, or the bound would not fit.
    let mut terms = children.filter_map(|(numbers, coefficient)| match numbers {
        Numbers::Small(numbers) => Some((&numbers[..rows], coefficient.to_u32()?)),
        Numbers::Large(_) | Numbers::Limbs(..) => None,
    });
    while let Some((first, factor)) = terms.next() {
        let Some((second, other)) = terms.next() else {
            for (sum, number) in sums.iter_mut().zip(first) {
                *sum = sum.wrapping_add(number.wrapping_mul(factor));
            }
            return;
        };
        for ((sum, one), two) in sums.iter_mut().zip(first).zip(second) {
            *sum = sum.wrapping_add(one.wrapping_mul(factor)).wrapping_add(two.wrapping_mul(other));
        }
    }
}

/// The same in 64 bits.
fn sum_large<'a>(start: &BigInt, children: impl Iterator<Item = (Numbers<'a>, &'a BigInt)>, sums: &mut [u64]) {
    sums.fill(start.to_i64().map_or(0, |start| start as u64));
    for (numbers, coefficient) in children {
        let Some(coefficient) = coefficient.to_u64() else { continue };
        match numbers {
            Numbers::Small(numbers) => {
                for (sum, number) in sums.iter_mut().zip(numbers) {
                    *sum = sum.wrapping_add(u64::from(*number).wrapping_mul(coefficient));
                }
            }
            Numbers::Large(numbers) => {
                for (sum, number) in sums.iter_mut().zip(numbers) {
                    *sum = sum.wrapping_add(number.wrapping_mul(coefficient));
                }
            }
            // The ticks of a child that has limbs do not fit, so those of its parent do not either.
            Numbers::Limbs(..) => {}
        }
    }
}

/// Sums of any length.
fn sum_limbs<'a>(
    start: &BigInt,
    children: impl Iterator<Item = (Numbers<'a>, &'a BigInt)>,
    stride: usize,
    sums: &mut [u64],
) {
    let start = limbs_of(start, stride);
    sums.chunks_exact_mut(stride).for_each(|sum| sum.copy_from_slice(&start));
    for (numbers, coefficient) in children {
        let coefficient = coefficient.magnitude().to_u64_digits();
        let sums = sums.chunks_exact_mut(stride);
        match numbers {
            Numbers::Small(numbers) => {
                sums.zip(numbers).for_each(|(sum, number)| add_product(sum, &coefficient, u64::from(*number)));
            }
            Numbers::Large(numbers) => {
                sums.zip(numbers).for_each(|(sum, number)| add_product(sum, &coefficient, *number));
            }
            Numbers::Limbs(length, limbs) => {
                for (sum, number) in sums.zip(limbs.chunks_exact(length)) {
                    for (place, limb) in number.iter().enumerate() {
                        add_product(&mut sum[place.min(stride)..], &coefficient, *limb);
                    }
                }
            }
        }
    }
}

fn read_lane(plan: &Plan, id: NodeId) -> Option<Lane> {
    let reading = plan.reading(id)?;
    let cells = &reading.cells;
    let per_unit = &reading.factor * &Ratio::new(1, 10i128.checked_pow(cells.places())?)?;
    let low = &reading.low * &reading.factor;
    let per_one = per_unit.denominator().lcm(low.denominator());
    let whole = |ratio: &Ratio| ratio.numerator() * (&per_one / ratio.denominator());
    let (factor, offset) = (whole(&per_unit), whole(&low));
    Some(Lane::Read { cells: cells.clone(), per_one, factor, offset })
}

fn sum_lane(plan: &Plan, id: NodeId, lanes: &[Option<Lane>]) -> Option<Lane> {
    let mut parts: Vec<(NodeId, Ratio, &Lane)> = Vec::new();
    for child in &plan.framework().node(id).children {
        let share = plan.weights().share(*child);
        match lanes[child.0].as_ref()? {
            lane @ (Lane::Read { per_one, .. } | Lane::Sum { per_one, .. }) => {
                if !share.is_zero() {
                    parts.push((*child, share * &Ratio::from_big(BigInt::one(), per_one.clone()), lane));
                }
            }
            // What is never read has no score; it may be left out only if it has no weight and is not taken for zero.
            Lane::Unread if share.is_zero() && plan.framework().node(*child).absence.missing != Missing::Zero => {}
            Lane::Unread => return None,
        }
    }
    let per_one = parts.iter().fold(BigInt::one(), |common, (_, ratio, _)| common.lcm(ratio.denominator()));
    let (mut start, mut bound) = (BigInt::zero(), BigInt::zero());
    let mut terms = Vec::new();
    for (child, ratio, lane) in parts {
        let mut coefficient = ratio.numerator() * (&per_one / ratio.denominator());
        let greatest = match lane {
            Lane::Read { cells, factor, offset, .. } => {
                start -= &coefficient * offset;
                coefficient *= factor;
                BigInt::from(cells.extent().map_or(0, |(_, greatest)| greatest))
            }
            Lane::Sum { bound, .. } => bound.clone(),
            Lane::Unread => BigInt::zero(),
        };
        bound += &coefficient * greatest;
        terms.push(Term { child, coefficient });
    }
    bound += start.abs();
    Some(Lane::Sum { start, terms, per_one, bound })
}
