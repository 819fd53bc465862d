//! What would lift a unit into the next type: the points that are missing, what each leaf can still give, the cheapest
//! set of improvements, all other units as they are.
//!
//! [`line`] finds the total that is needed, [`levers`] what can be raised and what that weighs, [`choose`] the cheapest
//! choice, and [`plan`] holds it against the scores that follow. `docs/gap.md` has the formulas.

mod choose;
mod costs;
mod levers;
mod line;
mod plan;

pub use costs::{Cost, CostKind, Costs};
pub use levers::Held;
use levers::{Lever, levers};
pub use line::{CutLine, Least};
use line::{Judge, cut_line};
use plan::{Raised, Way, instead};

use crate::data::Unit;
use crate::diagnostic::{Diagnostic, bi, codes, nearest};
use crate::error::Error;
use crate::framework::{Framework, ItemId, NodeId, Role};
use crate::number::{Ratio, shorten};
use crate::score::{Explanation, Scores};

/// What is asked of [`gap`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GapOptions {
    /// The code of the type to get into; the next better one where absent.
    pub to: Option<String>,
    /// What improvements cost.
    pub costs: Costs,
}

impl GapOptions {
    /// Sets the type to get into, by its code.
    pub fn to(self, to: Option<String>) -> GapOptions {
        GapOptions { to, ..self }
    }

    /// Sets what improvements cost.
    pub fn costs(self, costs: Costs) -> GapOptions {
        GapOptions { costs, ..self }
    }
}

/// What keeps a unit from the next type, and what would lift it there, all other units as they are.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gap {
    /// The unit.
    pub unit: Unit,
    /// Its row in the data.
    pub row: usize,
    /// Its exact total.
    pub total: Option<Ratio>,
    /// Its rank.
    pub rank: Option<u32>,
    /// How many units have a rank.
    pub ranked: usize,
    /// The place of its type, 0 for the best.
    pub place: Option<usize>,
    /// The place of the type to get into; none where it is in the best and no other was asked for.
    pub target: Option<usize>,
    /// The least total that is enough; none where the unit is there already, or is held up, or no total is enough.
    pub line: Option<CutLine>,
    /// What each leaf or item can still give, in the order of the tree.
    pub rooms: Vec<Room>,
    /// What would be enough.
    pub outcome: GapOutcome,
    /// What single leaves would have to rise, each alone, where that is enough; the cheapest first.
    pub singles: Vec<SingleLeaf>,
    /// What improvements cost.
    pub costs: Costs,
}

/// What a leaf, or an item of a leaf that has some, can still give.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Room {
    /// The leaf.
    pub node: NodeId,
    /// The item; none where the leaf is raised as a whole.
    pub item: Option<ItemId>,
    /// Its rate, on 0..scale; none where it is not there.
    pub rate: Option<Ratio>,
    /// The greatest rate to which it can be raised.
    pub top: Ratio,
    /// What a point of its rate weighs in the total of this unit.
    pub weight: Ratio,
    /// The points of the total that it can still give; of what is missing or held by a violation, what the total would
    /// change by if that were mended at full marks.
    pub points: Ratio,
    /// What a point of the total costs, if it is raised as far as it goes; none where it is left out of the set.
    pub price: Option<Ratio>,
    /// Why it is left out of the set.
    pub held: Option<Held>,
}

/// What would be enough.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GapOutcome {
    /// Nothing: the unit is in the type already, or in a better one.
    Reached,
    /// Something else comes first.
    Blocked(Vec<Obstacle>),
    /// No total is enough, all others as they are.
    NoTotal,
    /// All improvements together are not enough: they lead to this total.
    OutOfReach {
        /// The greatest total that can be had.
        most: Ratio,
    },
    /// This set is enough.
    Set(CheapestSet),
}

/// What has to be lifted before points count.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// A veto holds.
    Veto(NodeId),
    /// A node is below its pass mark.
    PassMark {
        /// The node.
        node: NodeId,
        /// Its rate.
        rate: Option<Ratio>,
        /// The mark, as a rate.
        mark: Ratio,
    },
    /// Too much is missing for a total.
    NoTotal,
}

/// A set of improvements that is enough, and how cheap it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheapestSet {
    /// What is raised, in the order of the tree.
    pub changes: Vec<Improvement>,
    /// What all of it costs.
    pub cost: Ratio,
    /// Nothing that is enough costs less than this, where that is proved.
    pub bound: Option<Ratio>,
    /// How it was found.
    pub method: GapMethod,
    /// What is proved of it.
    pub proof: GapProof,
    /// The total that follows, from scoring the unit anew.
    pub total: Ratio,
    /// The rank that follows.
    pub rank: Option<u32>,
    /// The place of the type that follows.
    pub place: usize,
    /// The ranks at the total and on the first level, now and then.
    pub ranks: Vec<RankThen>,
}

/// A rank of the unit, now and with the set carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RankThen {
    /// The node.
    pub node: NodeId,
    /// The rank now.
    pub before: u32,
    /// The rank then.
    pub after: u32,
}

/// One thing that is raised.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Improvement {
    /// The leaf.
    pub node: NodeId,
    /// The item; none where the leaf is raised as a whole.
    pub item: Option<ItemId>,
    /// The rate from which, on 0..scale; none where it is not there.
    pub from: Option<Ratio>,
    /// The rate to which.
    pub to: Ratio,
    /// The points that the total gains by it.
    pub points: Ratio,
    /// What it costs.
    pub cost: Ratio,
}

/// One leaf that would be enough alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SingleLeaf {
    /// The leaf.
    pub node: NodeId,
    /// What is raised: the leaf, or items of it.
    pub changes: Vec<Improvement>,
    /// By how much the rate of the leaf rises; none where it is missing and would be filled in.
    pub rise: Option<Ratio>,
    /// What it costs; none where it is missing and would be filled in.
    pub cost: Option<Ratio>,
}

/// How a set was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GapMethod {
    /// What is cheapest for each point of the total first: exact where anything can be raised by any amount.
    Sorted,
    /// A 0-1 knapsack: each improvement as a whole or not at all.
    Knapsack,
    /// A multiple-choice knapsack: one of several levels of each.
    MultipleChoice,
}

/// What is proved of a set; that it is enough is always found by scoring the unit anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GapProof {
    /// Nothing cheaper is enough.
    Optimal,
    /// Nothing that costs less than the bound is enough.
    Bounded,
    /// Whether something cheaper is enough is not known.
    Sufficient,
}

/// What would lift the unit in this row into the next better type, or into the one that is asked for.
///
/// All problems at once where there is no such unit, no such type, or costs do not go with the framework.
///
/// ```
/// use govscore::{Dataset, Framework, GapOptions, GapOutcome, gap};
///
/// let framework = Framework::from_yaml(
///     "govscore: 1
/// id: demo
/// title: {zh: 示例, en: A demonstration}
/// indicators:
///   - {code: A, name: {zh: 供给, en: Supply}, weight: 70%}
///   - {code: B, name: {zh: 响应, en: Response}, weight: 30%}
/// tiers:
///   tiers: [{code: good, from: 60}, {code: poor}]
/// ",
/// )?;
/// let data = Dataset::builder(&framework).set("甲市", "A", 55).set("甲市", "B", 40).build()?;
/// let scores = framework.score(&data)?;
/// // 0.7 · 55 + 0.3 · 40 = 50.5; 59.995 is the least total that is printed as 60.00.
/// let found = gap(&scores, 0, &GapOptions::default())?;
/// assert_eq!(found.line.unwrap().total.to_string(), "59.995");
/// let GapOutcome::Set(set) = found.outcome else { panic!("a set is enough") };
/// // A point of the total costs 1/0.7 by A and 1/0.3 by B.
/// assert_eq!(set.changes.len(), 1);
/// assert_eq!(set.cost.to_string(), "1899/140");
/// assert_eq!(set.total.to_string(), "59.995");
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn gap(scores: &Scores, row: usize, options: &GapOptions) -> Result<Gap, Error> {
    let framework = scores.framework();
    let mut found = options.costs.problems(framework);
    let asked = target(framework, options.to.as_deref()).unwrap_or_else(|problem| {
        found.push(problem);
        None
    });
    let explanation = scores.explain(row);
    if explanation.is_none() {
        let units = scores.len();
        let message = bi!("there is no row {row} among {units} units", "{units} 个评价对象中没有第 {row} 行");
        found.push(Diagnostic::new(codes::NO_SUCH_UNIT, message));
    }
    match explanation {
        Some(explanation) if !found.has_errors() => Ok(found_gap(scores, row, &explanation, asked, &options.costs)),
        _ => Err(Error::Score(found)),
    }
}

/// The place of the type that is asked for; none where none is.
fn target(framework: &Framework, to: Option<&str>) -> Result<Option<usize>, Diagnostic> {
    let tiers = framework.tiers();
    if tiers.is_empty() {
        let id = framework.id();
        let message = bi!("`{id}` has no types to get into", "`{id}` 没有类型划分");
        let hint = bi!("add `tiers` to the framework", "请在指标体系中加上 `tiers`");
        return Err(Diagnostic::new(codes::BAD_TIER, message).hint(hint));
    }
    let Some(to) = to else { return Ok(None) };
    let place = tiers.iter().position(|tier| tier.code == to || tier.name.is_any(to));
    place.map(Some).ok_or_else(|| {
        let shown = shorten(to);
        let codes_of: Vec<&str> = tiers.iter().map(|tier| tier.code.as_str()).collect();
        let (list, list_zh) = (codes_of.join(", "), codes_of.join("、"));
        let diagnostic =
            Diagnostic::new(codes::UNKNOWN_CODE, bi!("no type has the code `{shown}`", "没有代码为 `{shown}` 的类型"));
        match nearest(to, codes_of.iter().copied()) {
            Some(near) => diagnostic.hint(bi!("did you mean `{near}`?", "是否应为 `{near}`？")),
            None => diagnostic.hint(bi!("the types are {list}", "类型有：{list_zh}")),
        }
    })
}

fn found_gap(scores: &Scores, row: usize, explanation: &Explanation, asked: Option<usize>, costs: &Costs) -> Gap {
    let framework = scores.framework();
    let unit = scores.get(row);
    let tier = unit.and_then(|unit| unit.tier());
    let place = tier.and_then(|tier| framework.tiers().iter().position(|known| known.code == tier.code));
    let target = asked.or_else(|| place.and_then(|place| place.checked_sub(1)));
    let levers = levers(scores, row, explanation, costs);
    let mut gap = Gap {
        unit: explanation.unit.clone(),
        row,
        total: explanation.total.clone(),
        rank: explanation.rank,
        ranked: scores.len() - scores.unscored(),
        place,
        target,
        line: None,
        rooms: rooms(scores, row, &levers.all, explanation.total.as_ref()),
        outcome: GapOutcome::Reached,
        singles: Vec::new(),
        costs: costs.clone(),
    };
    let obstacles = obstacles(framework, explanation);
    if !obstacles.is_empty() {
        gap.outcome = GapOutcome::Blocked(obstacles);
        return gap;
    }
    let (Some(now), Some(target)) = (explanation.total.clone(), target) else { return gap };
    if place.is_some_and(|place| place <= target) {
        return gap;
    }
    let most = framework.scale().clone().max(now.clone());
    let line = cut_line(scores, row, target, &now, &most);
    let judge = Judge::new(scores, row, target);
    let (Some(line), Some(judge)) = (line, judge) else {
        gap.outcome = GapOutcome::NoTotal;
        return gap;
    };
    let free: Vec<&Lever> = levers.all.iter().filter(|lever| lever.held.is_none()).collect();
    // Where everything at its top comes to the sum of its parts, so does everything below.
    let all = Raised::all(&free);
    let tops: Vec<(&Lever, Ratio)> = free.iter().map(|lever| (*lever, lever.top.clone())).collect();
    let best = scores.total_if(row, instead(scores, row, &tops));
    let sum = &now + &all.gain();
    let adds_up = best.as_ref().is_some_and(|best| (best - &sum).abs() <= levers.slack);
    gap.line = Some(line.clone());
    let mut way = Way { scores, row, now, line, judge, slack: levers.slack, adds_up };
    gap.outcome = match way.set(&free) {
        Some(set) => GapOutcome::Set(set),
        None => GapOutcome::OutOfReach { most: best.unwrap_or(sum) },
    };
    gap.singles = way.singles(&levers.all);
    gap
}

/// Vetoes that hold and nodes below their pass marks; that there is no total where nothing else says so.
fn obstacles(framework: &Framework, explanation: &Explanation) -> Vec<Obstacle> {
    let causes = explanation.steps.iter().flat_map(|step| &step.decided_by);
    let obstacle = |code: &String| {
        let node = framework.find(code)?;
        Some(match (&node.role, &node.pass) {
            (Role::Veto(_), _) => Obstacle::Veto(node.id),
            (_, Some(pass)) => {
                let rate = explanation.steps.get(node.id.index()).and_then(|step| step.rate.clone());
                Obstacle::PassMark { node: node.id, rate, mark: pass.condition.rate.clone() }
            }
            (_, None) => return None,
        })
    };
    let mut obstacles: Vec<Obstacle> = causes.filter_map(obstacle).collect();
    if obstacles.is_empty() && explanation.total.is_none() {
        obstacles.push(Obstacle::NoTotal);
    }
    obstacles
}

fn rooms(scores: &Scores, row: usize, levers: &[Lever], now: Option<&Ratio>) -> Vec<Room> {
    let room = |lever: &Lever| {
        let full = lever.gain(&lever.top);
        let (points, price) = match lever.held {
            None => {
                let price = lever.whole_cost().checked_div(&full);
                (full, price)
            }
            Some(Held::Full | Held::NoWeight | Held::NotApplicable) => (Ratio::zero(), None),
            // What a deduction takes off is given back where nothing is left of it.
            Some(held) => {
                let to = if held == Held::Deduction { Ratio::zero() } else { scores.framework().scale().clone() };
                let then = scores.total_if(row, instead(scores, row, &[(lever, to)]));
                (then.zip(now).map_or_else(Ratio::zero, |(then, now)| &then - now), None)
            }
        };
        Room {
            node: lever.node,
            item: lever.item,
            rate: lever.rate.clone(),
            top: lever.top.clone(),
            weight: lever.weight.clone(),
            points,
            price,
            held: lever.held,
        }
    };
    levers.iter().map(room).collect()
}
