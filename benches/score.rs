//! How long scoring takes: `cargo bench --bench score [-- FILTER]`.
//!
//! The tree is that of the blue book and each of its 31 leaves has a value of two decimals, unless a name says
//! otherwise. BENCHMARKS.md has the figures, what bounds them, and how to repeat the comparison with other programs.
#![allow(missing_docs)]

use std::fmt::Write;
use std::hint::black_box;
use std::thread;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use govscore::{Dataset, Decimal, Findings, Framework, GapOptions, Mapping, Plan, ReadOptions, Stream, compare, gap};

/// Numbers that are unlike each other and the same in every run (a linear congruence: Knuth, MMIX).
struct Numbers(u64);

impl Iterator for Numbers {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(self.0 >> 33)
    }
}

/// Values of two decimals from 0 to 100, in hundredths.
fn hundredths(seed: u64) -> impl Iterator<Item = u64> {
    Numbers(seed).map(|number| number % 10_001)
}

fn bluebook() -> Framework {
    Framework::builtin("bluebook-2019").expect("a built-in framework")
}

/// So many units with a value for every leaf.
fn plan(framework: &Framework, units: usize) -> Plan {
    let mut data = Dataset::builder(framework).units((0..units).map(|unit| format!("u{unit}")));
    for (seed, leaf) in framework.nodes().iter().filter(|node| node.is_leaf()).enumerate() {
        let values = hundredths(seed as u64).map(|value| Decimal::new(value as i64, 2));
        data = data.column(&leaf.code, values.take(units));
    }
    let weights = framework.weights().expect("weights");
    Plan::new(framework, &weights, &data.build().expect("a dataset")).expect("a plan")
}

/// The same as a file.
fn csv(framework: &Framework, units: usize) -> String {
    let leaves: Vec<&str> =
        framework.nodes().iter().filter(|node| node.is_leaf()).map(|node| node.code.as_str()).collect();
    let mut columns: Vec<_> = (0..leaves.len() as u64).map(hundredths).collect();
    let mut text = format!("unit,{}\n", leaves.join(","));
    for unit in 0..units {
        write!(text, "u{unit}").expect("room");
        for column in &mut columns {
            let value = column.next().unwrap_or(0);
            write!(text, ",{}.{:02}", value / 100, value % 100).expect("room");
        }
        text.push('\n');
    }
    text
}

/// A tree with so many children at each level; the shares of siblings are 1 to `widest`, so that their sums, which
/// become denominators, are alike for 1 and awkward for many.
fn tree(children: &[usize], widest: u64) -> Framework {
    fn list(path: &str, children: &[usize], widest: u64, shares: &mut Numbers) -> String {
        let Some((count, below)) = children.split_first() else { return String::new() };
        let mut nodes = Vec::new();
        for at in 0..*count {
            let code = format!("{path}{at}x");
            let share = shares.next().unwrap_or(0) % widest + 1;
            let inner = list(&code, below, widest, shares);
            let inner = if inner.is_empty() { inner } else { format!(", weights: shares, indicators: [{inner}]") };
            nodes.push(format!("{{code: {code}, weight: {share}{inner}}}"));
        }
        nodes.join(", ")
    }
    let nodes = list("n", children, widest, &mut Numbers(1));
    Framework::from_yaml(&format!("govscore: 1\nid: bench\ntitle: Bench\nweights: shares\nindicators: [{nodes}]\n"))
        .expect("a framework")
}

fn group<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group
}

/// All 13 nodes above the leaves, in room that is there and in new room, and with ranks and types.
fn units(criterion: &mut Criterion) {
    let framework = bluebook();
    for name in ["nodes", "fresh", "ranked"] {
        let mut group = group(criterion, name);
        for units in [100, 1_000, 10_000, 100_000, 1_000_000] {
            let plan = plan(&framework, units);
            group.throughput(Throughput::Elements(units as u64));
            let mut rates = plan.rates();
            group.bench_function(BenchmarkId::from_parameter(units), |bencher| match name {
                "nodes" => bencher.iter(|| black_box(&plan).rates_into(&mut rates)),
                "fresh" => bencher.iter(|| black_box(&plan).rates()),
                _ => bencher.iter(|| black_box(&plan).score()),
            });
        }
    }
}

/// A pass that only reads the columns of a million units, by as many threads: what `nodes` cannot be faster than.
fn read(criterion: &mut Criterion) {
    let columns: Vec<Vec<u32>> =
        (0..31).map(|seed| hundredths(seed).take(1_000_000).map(|value| value as u32).collect()).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let sum = |columns: &[Vec<u32>]| columns.iter().flatten().fold(0u32, |sum, value| sum.wrapping_add(*value));
    group(criterion, "read").bench_function("1000000", |bencher| {
        bencher.iter(|| {
            thread::scope(|scope| {
                let parts = columns.chunks(columns.len().div_ceil(threads));
                let running: Vec<_> = parts.map(|part| scope.spawn(move || sum(part))).collect();
                running.into_iter().map(|part| part.join().expect("a sum")).fold(0, u32::wrapping_add)
            })
        });
    });
}

/// 100 000 units by leaves (two levels), by levels (about 256 leaves), and 500 leaves on six levels whose denominators
/// fit into 32 bits or into none.
fn trees(criterion: &mut Criterion) {
    let bench = |criterion: &mut Criterion, name: &str, sizes: &[(usize, Vec<usize>)]| {
        let mut group = group(criterion, name);
        for (size, children) in sizes {
            let plan = plan(&tree(children, 1), 100_000);
            group.bench_function(BenchmarkId::from_parameter(size), |bencher| bencher.iter(|| plan.rates()));
        }
    };
    bench(criterion, "leaves", &[10, 30, 100, 300, 1000].map(|leaves| (leaves, vec![10, leaves / 10])));
    let levels =
        [vec![256], vec![16, 16], vec![4, 8, 8], vec![4, 4, 4, 4], vec![2, 2, 4, 4, 4], vec![2, 2, 2, 2, 4, 4]];
    bench(criterion, "levels", &levels.map(|children| (children.len(), children)));
    let mut group = group(criterion, "awkward");
    for (name, widest) in [("plain", 1), ("limbs", 97)] {
        let plan = plan(&tree(&[5, 5, 5, 2, 2, 1], widest), 10_000);
        group.bench_function(name, |bencher| bencher.iter(|| plan.rates()));
    }
}

/// A file of 100 000 rows: scored block by block, and read whole.
fn files(criterion: &mut Criterion) {
    let framework = bluebook();
    let weights = framework.weights().expect("weights");
    let text = csv(&framework, 100_000);
    let mut group = group(criterion, "csv");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("blocks", |bencher| {
        bencher.iter(|| {
            let options = ReadOptions::default();
            Stream::read(&framework, &weights, text.as_bytes(), &options, |scores| scores.len(), |_| Ok(()))
        });
    });
    group.bench_function("whole", |bencher| {
        bencher.iter(|| Dataset::read(&framework, text.as_bytes(), &ReadOptions::default()));
    });
}

/// What scores show, and what would lift a unit into the next type: 31 leaves.
fn analyses(criterion: &mut Criterion) {
    let framework = bluebook();
    let mut group = group(criterion, "analyse");
    for units in [333, 3_000] {
        let scores = plan(&framework, units).score();
        group.bench_function(BenchmarkId::new("findings", units), |bencher| bencher.iter(|| Findings::of(&scores)));
        let last = scores.ranked().last().map_or(0, |unit| unit.row());
        group.bench_function(BenchmarkId::new("gap", units), |bencher| {
            bencher.iter(|| gap(&scores, last, &GapOptions::default()));
        });
        group.bench_function(BenchmarkId::new("compare", units), |bencher| {
            bencher.iter(|| compare(&scores, &scores, &Mapping::default()).map(|compared| compared.units.len()));
        });
    }
}

criterion_group!(benches, units, read, trees, files, analyses);
criterion_main!(benches);
