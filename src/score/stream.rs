//! Scores of files that need not fit into memory.
//!
//! Each unit is scored by itself; only ranks need all of them. So a plain wide table is scored block by block, and what
//! stays in memory is the total and a hash of the name of each unit, from which the ranks follow at the end.
//!
//! Every block goes through the same [`Plan`] as a table in memory, so there is one way to a score.

use std::io::{self, Read};
use std::num::NonZeroU32;
use std::thread;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive};

use super::column::{ScoreColumn, Ticks};
use super::order::{Ranks, ranks_by_print, ranks_by_rate};
use super::plan::Plan;
use super::scores::{Scores, worth};
use crate::data::{Block, Blocks, Part, ReadOptions, Shape, Units};
use crate::diagnostic::Diagnostics;
use crate::framework::{By, Framework, NodeId, Weights};
use crate::methods::Ties;
use crate::number::Stage;

/// About how many bytes a block has.
const BLOCK_BYTES: usize = 2 << 20;

/// What is known of a table when all of its blocks have been scored.
///
/// ```
/// use govscore::{Framework, ReadOptions, Stream};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let csv = "unit,OSI,TII,HCI\nUtopia,0.9,0.8,0.7\nErewhon,1,1,0.9\n";
/// let mut totals = Vec::new();
/// let stream = Stream::read(
///     &framework,
///     &framework.weights()?,
///     csv.as_bytes(),
///     &ReadOptions::default(),
///     |scores| scores.iter().filter_map(|unit| unit.total()).collect::<Vec<_>>(),
///     |part| Ok(totals.extend(part)),
/// )?;
/// assert!(stream.unwrap().ranks().eq([Some(2), Some(1)]));
/// assert_eq!(totals[0].to_string(), "0.8");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Stream {
    ranks: Ranks,
    tiers: Vec<usize>,
    diagnostics: Diagnostics,
}

/// What is kept of a block.
struct Totals {
    column: ScoreColumn,
    rows: usize,
    hashes: Vec<u64>,
    tiers: Vec<usize>,
    diagnostics: Diagnostics,
}

impl Stream {
    /// Scores a table block by block, gives the scores of each to `work` on any thread, and what that gives to `take` in
    /// the order of the table. The scores have no ranks yet.
    ///
    /// None where the table has to be read whole, by [`crate::Dataset::read`], and what was taken is to be forgotten: it
    /// is long, is matched with a roster, is not UTF-8, the scheme rounds at each level, tells ties apart, has items,
    /// bonuses or vetoes or has types that depend on all units, or there is something to be said about the data, be it an
    /// error or a note.
    ///
    /// Fails where the data cannot be read, or where `take` fails.
    pub fn read<T: Send>(
        framework: &Framework,
        weights: &Weights,
        data: impl Read + Send,
        options: &ReadOptions,
        work: impl Fn(&Scores) -> T + Sync,
        take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<Option<Stream>> {
        Stream::read_in_blocks(framework, weights, data, options, BLOCK_BYTES, work, take)
    }

    fn read_in_blocks<T: Send>(
        framework: &Framework,
        weights: &Weights,
        data: impl Read + Send,
        options: &ReadOptions,
        block_bytes: usize,
        work: impl Fn(&Scores) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<Option<Stream>> {
        let needs_all = framework.ties() == Ties::Ordinal || framework.sorts_by_all();
        if framework.rounding().stage != Stage::Report || needs_all || framework.has_roles() {
            return Ok(None);
        }
        let opened = Blocks::open(Box::new(data), framework, options, block_bytes);
        let Some((shape, mut blocks)) = opened? else { return Ok(None) };
        let score = |block: Block| {
            let (part, plan) = planned(framework, weights, &shape, &block)?;
            let scores = Scores::part(&plan, plan.run(Vec::new()).columns);
            let given = work(&scores);
            Some((given, totals(&scores, part)))
        };
        let mut parts = Vec::new();
        let plain = waves(&mut blocks, &score, |done| {
            let Some((given, totals)) = done else { return Ok(false) };
            parts.push(totals);
            take(given).map(|()| true)
        })?;
        if !plain || blocks.too_long() {
            return Ok(None);
        }
        Ok(Stream::of_parts(framework, weights, parts))
    }

    fn of_parts(framework: &Framework, weights: &Weights, parts: Vec<Totals>) -> Option<Stream> {
        let mut stream =
            Stream { ranks: Vec::new(), tiers: vec![0; framework.tiers().len()], diagnostics: Diagnostics::new() };
        let rows = parts.iter().map(|part| part.rows).sum();
        let (mut columns, mut hashes) = (Vec::with_capacity(parts.len()), Vec::with_capacity(rows));
        for part in parts {
            stream.tiers.iter_mut().zip(part.tiers).for_each(|(all, here)| *all += here);
            stream.diagnostics.extend(part.diagnostics);
            hashes.extend(part.hashes);
            columns.push((part.column, part.rows));
        }
        let (ranks, once) = thread::scope(|scope| {
            let once = scope.spawn(move || {
                hashes.sort_unstable();
                // Equal hashes may be of unlike names; whoever reads the table whole finds out.
                !hashes.is_empty() && hashes.windows(2).all(|pair| pair[0] != pair[1])
            });
            (ranks(framework, weights, columns), once.join().unwrap_or(false))
        });
        stream.ranks = ranks.filter(|_| once)?;
        Some(stream)
    }

    /// The rank of every unit by the total, in the order of the table.
    pub fn ranks(&self) -> impl Iterator<Item = Option<u32>> {
        self.ranks.iter().map(|rank| rank.map(NonZeroU32::get))
    }

    /// How many units are in each tier, best first.
    pub fn tier_counts(&self) -> &[usize] {
        &self.tiers
    }

    /// Warnings: tiers that hang on rounding.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }
}

/// The plan of a block about which nothing is to be said.
fn planned(framework: &Framework, weights: &Weights, shape: &Shape, block: &Block) -> Option<(Part, Plan)> {
    let part = shape.read(block)?;
    let plan = Plan::new(framework, weights, &part.dataset).ok()?;
    plan.warnings().is_empty().then_some((part, plan))
}

fn totals(scores: &Scores, part: Part) -> Totals {
    Totals {
        column: scores.column(NodeId::TOTAL).clone(),
        rows: scores.len(),
        hashes: part.hashes,
        tiers: scores.tier_counts(),
        diagnostics: scores.diagnostics().clone(),
    }
}

/// The ranks of the units of all blocks.
fn ranks(framework: &Framework, weights: &Weights, parts: Vec<(ScoreColumn, usize)>) -> Option<Ranks> {
    let column = joined(parts)?;
    let no_order = |_: usize, _: usize| std::cmp::Ordering::Equal;
    match framework.rank_by() {
        By::Exact => ranks_by_rate(&column, framework.ties(), no_order),
        By::Rounded => {
            let worth = worth(framework.display(), weights, NodeId::TOTAL);
            ranks_by_print(&column, &worth, framework.rounding(), framework.ties(), no_order)
        }
    }
}

/// The columns of all blocks as one, in ticks of a denominator that is common to all; none where 64 bits do not do.
fn joined(parts: Vec<(ScoreColumn, usize)>) -> Option<ScoreColumn> {
    let mut per_one = BigInt::one();
    for (column, _) in &parts {
        let (_, line) = column.units()?;
        per_one = per_one.lcm(line.step.denominator());
        if !line.start.is_zero() {
            return None;
        }
    }
    let mut ticks = Units::with_capacity(parts.iter().map(|(_, rows)| rows).sum());
    let mut odd = Vec::new();
    for (column, rows) in parts {
        let (units, line) = column.units()?;
        let factor = (line.step.numerator() * (&per_one / line.step.denominator())).to_u64()?;
        let begin = ticks.len();
        for row in 0..rows {
            ticks.push(units.get(row).checked_mul(factor)?);
        }
        odd.extend(column.odd().iter().map(|(row, rate)| (begin + row, rate.clone())));
    }
    let mut column = ScoreColumn::formed(per_one, Ticks::Units(ticks));
    odd.into_iter().for_each(|(row, rate)| column.push_odd(row, rate));
    Some(column)
}

/// Works on all blocks with as many threads as there are and hands the results on in order, until `take` says false.
///
/// While the blocks of one wave are worked on, the results of the last are taken and the blocks of the next are read.
fn waves<T: Send>(
    blocks: &mut Blocks<'_>,
    work: &(impl Fn(Block) -> T + Sync),
    mut take: impl FnMut(T) -> io::Result<bool>,
) -> io::Result<bool> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut next = || -> io::Result<Vec<Block>> {
        let mut wave = Vec::with_capacity(threads);
        for _ in 0..threads {
            wave.extend(blocks.next()?);
        }
        Ok(wave)
    };
    let mut wave = next()?;
    let mut done: Vec<T> = Vec::new();
    while !wave.is_empty() {
        let (results, read) = thread::scope(|scope| {
            let running: Vec<_> = wave.drain(..).map(|block| scope.spawn(move || work(block))).collect();
            let taken = take_all(&mut done, &mut take);
            let read = taken.and_then(|go_on| if go_on { next().map(Some) } else { Ok(None) });
            let results: Vec<thread::Result<T>> = running.into_iter().map(|thread| thread.join()).collect();
            (results, read)
        });
        let Some(read) = read? else { return Ok(false) };
        // A panic of `work` goes on in the thread that asked for it.
        done.extend(results.into_iter().map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        wave = read;
    }
    take_all(&mut done, &mut take)
}

fn take_all<T>(done: &mut Vec<T>, take: &mut impl FnMut(T) -> io::Result<bool>) -> io::Result<bool> {
    for result in done.drain(..) {
        if !take(result)? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Dataset;
    use crate::framework::Figure;

    const SCHEME: &str = "govscore: 1\nid: x\ntitle: X\nmethod: {rank: {ties: TIES, by: BY}}\nindicators:\n- {code: A, weight: 1/3}\n- {code: B, weight: 2/3, indicators: [{code: B1, weight: 30%}, {code: B2, weight: 70%}]}\ntiers: {tiers: [{code: high, from: 66.67}, {code: middle, from: 33.3}, {code: low}]}\n";

    fn scheme(ties: &str, by: &str) -> Framework {
        Framework::from_yaml(&SCHEME.replace("TIES", ties).replace("BY", by)).expect("a framework")
    }

    type Row = (String, Option<u32>, Option<String>, Vec<String>);

    fn rows(scores: &Scores) -> Vec<Row> {
        let nodes = scores.framework().nodes();
        let row = |unit: crate::UnitScore<'_>| {
            let mut figures = Vec::new();
            for node in nodes {
                figures.push(unit.rate(node.id).map(|rate| rate.to_string()).unwrap_or_default());
                let mut text = Vec::new();
                scores.printed(node.id, Figure::Points, scores.framework().rounding()).write(unit.row(), &mut text);
                figures.push(String::from_utf8(text).unwrap_or_default());
            }
            (unit.unit().id.clone(), unit.rank(), unit.tier().map(|tier| tier.code.clone()), figures)
        };
        scores.iter().map(row).collect()
    }

    /// The rows as they come block by block; none where the table has to be read whole.
    fn streamed(framework: &Framework, csv: &str, bytes: usize) -> Option<Vec<Row>> {
        let (weights, options) = (framework.weights().expect("weights"), ReadOptions::default());
        let mut all = Vec::new();
        let take = |part: Vec<Row>| {
            all.extend(part);
            Ok(())
        };
        let stream = Stream::read_in_blocks(framework, &weights, csv.as_bytes(), &options, bytes, rows, take);
        let stream = stream.expect("a reading")?;
        assert_eq!(all.len(), stream.ranks().count());
        assert_eq!(stream.tier_counts().iter().sum::<usize>(), all.len());
        all.iter_mut().zip(stream.ranks()).for_each(|(row, rank)| row.1 = rank);
        Some(all)
    }

    fn whole(framework: &Framework, csv: &str) -> Vec<Row> {
        let read = Dataset::read(framework, csv.as_bytes(), &ReadOptions::default());
        rows(&framework.score(&read.into_result().expect("a dataset")).expect("scores"))
    }

    /// A table whose last row has more digits than any other.
    fn table(rows: u32, end: &str) -> String {
        let mut text = format!("# source: a test{end}\"unit\",name,B1,A,province,B2{end}");
        for row in 0..rows {
            let (a, b) = (row * 37 % 98 + 2, row * 11 % 89 + 2);
            text += &format!("u{row},\"甲, {row}\",{a}.{:02},{b},x,{}.5{end}", row % 100, row % 97);
        }
        text + "last,,12.345678901234,0.1,,100"
    }

    #[test]
    fn block_by_block_is_as_whole() {
        for (ties, by) in [("competition", "exact"), ("dense", "exact"), ("competition", "rounded")] {
            let framework = scheme(ties, by);
            for end in ["\n", "\r\n"] {
                let csv = table(300, end);
                let expected = whole(&framework, &csv);
                for bytes in [1, 40, 333, 5000, 1 << 20] {
                    assert!(streamed(&framework, &csv, bytes).as_ref() == Some(&expected), "{ties} {by} {bytes}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_read_whole() {
        let framework = scheme("competition", "exact");
        let good = "unit,A,B1,B2\nx,1,2,3\ny,4,5,6\n";
        assert!(streamed(&framework, good, 10).is_some());
        for (from, to) in [
            ("4", ""),
            ("4", "NA"),
            ("4", "4%"),
            ("4", "４"),
            ("4", "abc"),
            ("4", "101"),
            ("4", "-1"),
            ("4,5", "\"4\n\",5"),
            ("y", "x"),
            ("y", " "),
            ("y", "合计"),
            ("y", "\u{0}"),
            ("6\n", "6,7\n"),
            ("6\n", "6\r"),
            ("unit", "unit,rank"),
            ("A,", "A,A,"),
            ("A,", ""),
            ("unit,A,B1,B2", "unit,indicator,value"),
        ] {
            let csv = good.replacen(from, to, 1);
            assert_ne!(csv, good);
            for bytes in [1, 10, 1000] {
                assert_eq!(streamed(&framework, &csv, bytes), None, "{csv:?}");
            }
        }
        assert_eq!(streamed(&scheme("ordinal", "exact"), good, 10), None);
        assert_eq!(streamed(&framework, "", 10), None);
        assert_eq!(streamed(&framework, "unit,A,B1,B2\n", 10), None);
        for head in ["unit,A,B1,B2,no\u{0}te", "# no\u{0}te\nunit,A,B1,B2,note", "PK\u{3}\u{4},unit,A,B1,B2"] {
            let row = if head.starts_with("PK") { "x,y,2,3,4" } else { "y,2,3,4,x" };
            assert_eq!(streamed(&framework, &format!("{head}\n{row}\n"), 1000), None, "{head:?}");
        }
        // Fractions of one, in some of the blocks at least.
        for bytes in [10, 1000] {
            assert_eq!(streamed(&framework, "unit,A,B1,B2\nx,1,0,0\ny,0.5,1,1\n", bytes), None);
        }
    }

    #[test]
    fn what_cannot_be_taken_is_an_error() {
        let framework = scheme("competition", "exact");
        let (weights, options) = (framework.weights().expect("weights"), ReadOptions::default());
        let table = table(300, "\n");
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::FileTooLarge, io::ErrorKind::Unsupported] {
            let fail = |()| Err(kind.into());
            let read = Stream::read_in_blocks(&framework, &weights, table.as_bytes(), &options, 100, |_| (), fail);
            assert_eq!(read.expect_err("an error").kind(), kind);
        }
        // What is too long is for whoever reads it whole to say.
        let options = options.limits(crate::Limits::default().set(crate::Limit::DataBytes, 1000));
        let read = Stream::read_in_blocks(&framework, &weights, table.as_bytes(), &options, 100, |_| (), |()| Ok(()));
        assert!(read.expect("a reading").is_none());
    }
}
