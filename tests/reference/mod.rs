//! The independent reference: exact scores by plain recursion over big rationals.
//!
//! It shares no code with the library: it has its own tree, its own reading of numbers and its own rounding, takes
//! texts and gives ratios. It is slow and short on purpose, so that one can see that it is right.

#![allow(dead_code)] // Each test program uses a part of it.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// An exact number.
pub type Exact = BigRational;
/// Texts or figures by the code of the node.
pub type ByCode<T> = BTreeMap<String, T>;

/// A node with its weight as written; siblings count by weight over the sum of the weights.
#[derive(Clone, Debug)]
pub struct Node {
    pub code: String,
    pub weight: String,
    /// Least and greatest value in the data; 0 to the scale where absent.
    pub range: Option<(String, String)>,
    pub children: Vec<Node>,
}

/// What a missing leaf does to the nodes above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absent {
    CountsAsZero,
    /// Each node is the mean of its children that are there.
    LeavesItsNode,
    /// The same, but a child counts only by how much of the weight below it is there.
    LeavesTheTree,
    /// Its weight goes to its siblings that are there, in equal parts.
    SpreadsEqually,
    /// A node with a weighty child that is not there is not there either.
    EmptiesItsNode,
}

/// Which neighbour a number between two printed ones goes to; halves: up, to the even one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    HalfUp,
    HalfEven,
    Down,
}

/// How scores come about.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub scale: Exact,
    /// Whether values are points rather than rates.
    pub points: bool,
    pub absent: Absent,
    /// Rounding at each level: places, mode, and whether the points are rounded rather than the rate.
    pub each_level: Option<(u32, Mode, bool)>,
}

impl Scheme {
    /// The rate of every node that has one.
    pub fn score(&self, total: &Node, values: &ByCode<String>) -> ByCode<Exact> {
        let mut rates = BTreeMap::new();
        self.visit(total, &Exact::one(), values, &mut rates);
        rates
    }

    /// The rate of a node, and how much of the weight below it is there.
    fn visit(
        &self,
        node: &Node,
        effective: &Exact,
        values: &ByCode<String>,
        rates: &mut ByCode<Exact>,
    ) -> (Option<Exact>, Exact) {
        let (rate, there) = if let Some(value) = values.get(&node.code) {
            (Some(self.observed(node, effective, value)), Exact::one())
        } else if !node.children.is_empty() {
            let (mut sum, mut weights, mut there) = (Exact::zero(), Exact::zero(), Exact::zero());
            let mut children = Vec::new();
            for (child, share) in node.children.iter().zip(shares(&node.children)) {
                let (rate, part) = self.visit(child, &(effective * &share), values, rates);
                there += &share * &part;
                children.push((rate, part, share));
            }
            let gone: Exact = children.iter().filter(|(rate, ..)| rate.is_none()).map(|(_, _, share)| share).sum();
            let takers = children.iter().filter(|(rate, _, share)| rate.is_some() && !share.is_zero()).count();
            for (rate, part, share) in children {
                let Some(rate) = rate else { continue };
                let weight = match self.absent {
                    Absent::LeavesTheTree => &share * &part,
                    Absent::SpreadsEqually if !share.is_zero() => share + &gone / Exact::from_integer(takers.into()),
                    _ => share,
                };
                sum += &weight * rate;
                weights += weight;
            }
            let whole = self.absent != Absent::EmptiesItsNode || there.is_one();
            ((whole && !weights.is_zero()).then(|| sum / weights), there)
        } else if self.absent == Absent::CountsAsZero {
            (Some(Exact::zero()), Exact::one())
        } else {
            (None, Exact::zero())
        };
        let rate = rate.map(|rate| self.rounded(rate, effective));
        rates.extend(rate.clone().map(|rate| (node.code.clone(), rate)));
        (rate, there)
    }

    fn observed(&self, node: &Node, effective: &Exact, value: &str) -> Exact {
        let (low, high) = match &node.range {
            _ if self.points => (Exact::zero(), effective * &self.scale),
            Some((low, high)) => (number(low), number(high)),
            None => (Exact::zero(), self.scale.clone()),
        };
        (number(value) - &low) / (high - &low) * &self.scale
    }

    fn rounded(&self, rate: Exact, effective: &Exact) -> Exact {
        match self.each_level {
            Some((places, mode, false)) => round(&rate, places, mode),
            Some((places, mode, true)) if !effective.is_zero() => round(&(rate * effective), places, mode) / effective,
            _ => rate,
        }
    }
}

/// Weights over their sum.
pub fn shares(siblings: &[Node]) -> Vec<Exact> {
    let weights: Vec<Exact> = siblings.iter().map(|node| number(&node.weight)).collect();
    let sum: Exact = weights.iter().sum();
    weights.into_iter().map(|weight| weight / &sum).collect()
}

/// A number that is not negative with `places` digits after the point.
pub fn round(value: &Exact, places: u32, mode: Mode) -> Exact {
    let unit = Exact::from_integer(BigInt::from(10).pow(places));
    let scaled = value * &unit;
    let below = scaled.floor();
    let half = Exact::new(1.into(), 2.into());
    let up = match mode {
        Mode::HalfUp => &scaled - &below >= half,
        Mode::HalfEven => &scaled - &below > half || (&scaled - &below == half && below.to_integer().bit(0)),
        Mode::Down => false,
    };
    (if up { below + Exact::one() } else { below }) / unit
}

/// Reads `12.50`, `-3`, `40%` or `97/389`, however long.
pub fn number(text: &str) -> Exact {
    if let Some(percent) = text.strip_suffix('%') {
        return number(percent) / Exact::from_integer(100.into());
    }
    if let Some((above, below)) = text.split_once('/') {
        return number(above) / number(below);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("a decimal, percentage or ratio");
    Exact::new(digits, BigInt::from(10).pow(fraction.len() as u32))
}
