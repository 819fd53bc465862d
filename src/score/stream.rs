//! Scores of files that need not fit into memory.
//!
//! Each unit is scored by itself; only ranks need all of them. So a plain wide table is read twice, block by block:
//! first for the totals, from which ranks follow, then for everything. What stays in memory between the two is the
//! total, the rank and a hash of the name of each unit.
//!
//! Every block goes through the same [`Plan`] as a table in memory, so there is one way to a score.

use std::io::{self, Read};
use std::thread;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive};

use super::column::{ScoreColumn, Ticks};
use super::order::{ranks_by_print, ranks_by_rate};
use super::plan::Plan;
use super::scores::{Scores, worth};
use crate::data::{Block, Blocks, Part, ReadOptions, Shape, Units};
use crate::diagnostic::Diagnostics;
use crate::framework::{By, Framework, NodeId, Weights};
use crate::methods::Ties;
use crate::number::Stage;

/// About how many bytes a block has.
const BLOCK_BYTES: usize = 1 << 20;

/// Opens data at their beginning, as often as needed: a file, or bytes in memory.
pub type Opener<'s> = dyn Fn() -> io::Result<Box<dyn Read + Send + 's>> + Sync + 's;

/// The scores of a wide table that is read block by block.
///
/// ```
/// use govscore::{Framework, ReadOptions, Stream};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let weights = framework.weights()?;
/// let csv = "unit,OSI,TII,HCI\nUtopia,0.9,0.8,0.7\nErewhon,1,1,0.9\n";
/// // Of a file: `|| Ok(Box::new(std::fs::File::open("data.csv")?))`.
/// let options = ReadOptions::default();
/// let stream = Stream::read(&framework, &weights, &|| Ok(Box::new(csv.as_bytes())), &options)?.unwrap();
/// let mut ranks = Vec::new();
/// stream.each(
///     |scores| scores.iter().map(|unit| unit.rank()).collect::<Vec<_>>(),
///     |part| Ok(ranks.extend(part)),
/// )?;
/// assert_eq!(ranks, [Some(2), Some(1)]);
/// # Ok::<(), govscore::Error>(())
/// ```
pub struct Stream<'s> {
    framework: &'s Framework,
    weights: &'s Weights,
    source: &'s Opener<'s>,
    options: &'s ReadOptions,
    block_bytes: usize,
    /// How many units each block holds.
    lengths: Vec<usize>,
    ranks: Vec<Option<u32>>,
    /// How many units are in each tier.
    tiers: Vec<usize>,
    synthetic: Option<String>,
    diagnostics: Diagnostics,
}

/// What is kept of a block from the first reading.
struct Totals {
    column: ScoreColumn,
    rows: usize,
    hashes: Vec<u64>,
    tiers: Vec<usize>,
    synthetic: Option<String>,
    diagnostics: Diagnostics,
}

impl<'s> Stream<'s> {
    /// Reads all of the data once and ranks the units.
    ///
    /// None where the table has to be read whole, by [`crate::Dataset::read`]: it is long, is matched with a roster, is
    /// not UTF-8, the scheme rounds at each level or tells ties apart, or there is something to be said about the data,
    /// be it an error or a note.
    pub fn read(
        framework: &'s Framework,
        weights: &'s Weights,
        source: &'s Opener<'s>,
        options: &'s ReadOptions,
    ) -> io::Result<Option<Stream<'s>>> {
        Stream::read_in_blocks(framework, weights, source, options, BLOCK_BYTES)
    }

    fn read_in_blocks(
        framework: &'s Framework,
        weights: &'s Weights,
        source: &'s Opener<'s>,
        options: &'s ReadOptions,
        block_bytes: usize,
    ) -> io::Result<Option<Stream<'s>>> {
        if framework.rounding().stage != Stage::Report || framework.ties() == Ties::Ordinal {
            return Ok(None);
        }
        let mut stream = Stream {
            framework,
            weights,
            source,
            options,
            block_bytes,
            lengths: Vec::new(),
            ranks: Vec::new(),
            tiers: vec![0; framework.tiers().len()],
            synthetic: None,
            diagnostics: Diagnostics::new(),
        };
        let (mut columns, mut hashes) = (Vec::new(), Vec::new());
        let work = |shape: &Shape, block: Block| stream.totals(&shape.read(&block)?);
        let mut parts = Vec::new();
        let read = waves(stream.open()?, &work, |part: Option<Totals>| {
            // The first part that is not plain ends it.
            part.map(|part| parts.push(part)).ok_or(io::ErrorKind::Unsupported.into())
        });
        match read {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => match error.kind() {
                io::ErrorKind::Unsupported | io::ErrorKind::FileTooLarge => return Ok(None),
                _ => return Err(error),
            },
        }
        for part in parts {
            stream.lengths.push(part.rows);
            stream.tiers.iter_mut().zip(part.tiers).for_each(|(all, here)| *all += here);
            stream.synthetic = stream.synthetic.or(part.synthetic);
            stream.diagnostics.extend(part.diagnostics);
            hashes.extend(part.hashes);
            columns.push((part.column, part.rows));
        }
        hashes.sort_unstable();
        let doubled = hashes.windows(2).any(|pair| pair[0] == pair[1]);
        drop(hashes);
        if doubled || stream.lengths.iter().sum::<usize>() == 0 {
            return Ok(None);
        }
        let Some(ranks) = stream.all_ranks(columns) else { return Ok(None) };
        stream.ranks = ranks;
        Ok(Some(stream))
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Whether there are no units.
    pub fn is_empty(&self) -> bool {
        self.ranks.is_empty()
    }

    /// How many units are in each tier, best first.
    pub fn tier_counts(&self) -> &[usize] {
        &self.tiers
    }

    /// What the file says of being made up, if it is.
    pub fn synthetic(&self) -> Option<&str> {
        self.synthetic.as_deref()
    }

    /// Warnings: tiers that hang on rounding.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Reads the data again and gives the scores of each block, with ranks among all units, to `work` on any thread;
    /// what that gives goes to `take` in the order of the file.
    ///
    /// Fails where the data cannot be read, `take` fails, or the data are not what they were at the first reading.
    pub fn each<T: Send>(
        &self,
        work: impl Fn(&Scores) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        let begins: Vec<usize> = self
            .lengths
            .iter()
            .scan(0, |end, length| {
                *end += length;
                Some(*end - length)
            })
            .collect();
        let score = |shape: &Shape, block: Block| {
            let (begin, length) = (*begins.get(block.place)?, self.lengths[block.place]);
            let plan = self.plan(&shape.read(&block)?).filter(|plan| plan.dataset().len() == length)?;
            let ranks = self.ranks[begin..begin + length].to_vec();
            Some(work(&Scores::part(&plan, plan.columns(), ranks)))
        };
        let mut blocks = 0;
        let whole = waves(self.open()?, &score, |part: Option<T>| {
            blocks += 1;
            take(part.ok_or_else(changed)?)
        })?;
        if whole && blocks == self.lengths.len() { Ok(()) } else { Err(changed()) }
    }

    fn open(&self) -> io::Result<Option<(Shape, Blocks<'s>)>> {
        Blocks::open((self.source)()?, self.framework, self.options, self.block_bytes)
    }

    /// The plan of a block about which nothing is to be said.
    fn plan(&self, part: &Part) -> Option<Plan> {
        let plan = Plan::new(self.framework, self.weights, &part.dataset).ok()?;
        plan.warnings().is_empty().then_some(plan)
    }

    fn totals(&self, part: &Part) -> Option<Totals> {
        let plan = self.plan(part)?;
        let rows = part.dataset.len();
        let scores = Scores::part(&plan, plan.columns(), vec![None; rows]);
        let mut tiers = vec![0; self.framework.tiers().len()];
        scores.tier_places().iter().flatten().for_each(|place| tiers[*place] += 1);
        Some(Totals {
            column: scores.column(NodeId::TOTAL).clone(),
            rows,
            hashes: part.hashes.clone(),
            tiers,
            synthetic: part.dataset.synthetic().map(str::to_owned),
            diagnostics: scores.diagnostics().clone(),
        })
    }

    fn all_ranks(&self, parts: Vec<(ScoreColumn, usize)>) -> Option<Vec<Option<u32>>> {
        let column = joined(parts)?;
        let ties = self.framework.ties();
        let no_order = |_: usize, _: usize| std::cmp::Ordering::Equal;
        match self.framework.rank_by() {
            By::Exact => ranks_by_rate(&column, ties, no_order),
            By::Rounded => {
                let worth = worth(self.framework.display(), self.weights, NodeId::TOTAL);
                ranks_by_print(&column, &worth, self.framework.rounding(), ties, no_order)
            }
        }
    }
}

fn changed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the file changed while it was read")
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
    let mut ticks = Units::default();
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

/// Works on all blocks with as many threads as there are and hands the results on in order; false without a shape.
///
/// While the blocks of one wave are worked on, the results of the last are taken and the blocks of the next are read.
fn waves<'r, T: Send>(
    opened: Option<(Shape, Blocks<'r>)>,
    work: &(impl Fn(&Shape, Block) -> T + Sync),
    mut take: impl FnMut(T) -> io::Result<()>,
) -> io::Result<bool> {
    let Some((shape, mut blocks)) = opened else { return Ok(false) };
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
            let shape = &shape;
            let running: Vec<_> = wave.drain(..).map(|block| scope.spawn(move || work(shape, block))).collect();
            let taken = done.drain(..).try_for_each(&mut take);
            let read = taken.and_then(|()| next());
            let results: Vec<thread::Result<T>> = running.into_iter().map(|thread| thread.join()).collect();
            (results, read)
        });
        for result in results {
            done.push(result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        wave = read?;
    }
    done.drain(..).try_for_each(&mut take)?;
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
        let open = || Ok(Box::new(csv.as_bytes()) as Box<dyn Read + Send>);
        let stream = Stream::read_in_blocks(framework, &weights, &open, &options, bytes).expect("a reading")?;
        let mut all = Vec::new();
        let each = stream.each(rows, |part| {
            all.extend(part);
            Ok(())
        });
        each.expect("a second reading");
        assert_eq!(all.len(), stream.len());
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
            let (a, b) = (row * 37 % 100, row * 11 % 89);
            text += &format!("u{row},\"甲, {row}\",{a}.{:02},{b},x,{}.5{end}", row % 100, row % 97);
        }
        text + &format!("last,,12.345678901234,0.1,,100")
    }

    #[test]
    fn block_by_block_is_as_whole() {
        for (ties, by) in [("competition", "exact"), ("dense", "exact"), ("competition", "rounded")] {
            let framework = scheme(ties, by);
            for end in ["\n", "\r\n"] {
                let csv = table(300, end);
                let expected = whole(&framework, &csv);
                for bytes in [1, 40, 333, 5000, 1 << 20] {
                    assert_eq!(streamed(&framework, &csv, bytes).as_ref(), Some(&expected), "{ties} {by} {bytes}");
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
    }

    #[test]
    fn a_file_that_changes_meanwhile_is_an_error() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let framework = scheme("competition", "exact");
        for other in
            ["unit,A,B1,B2\nx,1,2,3\n", "unit,A,B1,B2\nx,1,2,3\ny,4,5,6\nz,1,1,1\n", "unit,A,B1\nx,1,2\ny,4,5\n", ""]
        {
            let (weights, options, times) =
                (framework.weights().expect("weights"), ReadOptions::default(), AtomicUsize::new(0));
            let open = || {
                let first = times.fetch_add(1, Ordering::Relaxed) == 0;
                let csv = if first { "unit,A,B1,B2\nx,1,2,3\ny,4,5,6\n" } else { other };
                Ok(Box::new(csv.as_bytes()) as Box<dyn Read + Send>)
            };
            let stream =
                Stream::read(&framework, &weights, &open, &options).expect("a reading").expect("a plain table");
            let error = stream.each(|_| (), |()| Ok(())).expect_err(other);
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }
}
