//! How long scoring takes: `cargo bench --bench score`.
//!
//! The tree is that of the blue book, 31 leaves with two decimals, unless a name says otherwise. BENCHMARKS.md has the
//! figures, what bounds them, and how to repeat the comparison with other programs.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use govscore::{Dataset, Decimal, Framework, Plan};

/// Values of two decimals from 0 to 100, the same in every run.
struct Values(u64);

impl Iterator for Values {
    type Item = Decimal;

    fn next(&mut self) -> Option<Decimal> {
        // A linear congruence (Knuth, MMIX): the figures need not be random, only unlike each other.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(Decimal::new(((self.0 >> 33) % 10_001) as i64, 2))
    }
}

/// A dataset of so many units with a value for every leaf.
fn data(framework: &Framework, units: usize) -> Dataset {
    let mut builder = Dataset::builder(framework).units((0..units).map(|unit| format!("u{unit}")));
    for (seed, leaf) in framework.nodes().iter().filter(|node| node.is_leaf()).enumerate() {
        builder = builder.column(&leaf.code, Values(seed as u64).take(units));
    }
    builder.build().expect("a dataset")
}

fn plan(framework: &Framework, units: usize) -> Plan {
    let weights = framework.weights().expect("weights");
    Plan::new(framework, &weights, &data(framework, units)).expect("a plan")
}

/// A tree with so many children at each level and leaves below the last, each weighted by `weight`.
fn tree(children: &[usize], weight: impl Fn(usize) -> String) -> Framework {
    fn list(path: &str, children: &[usize], weight: &impl Fn(usize) -> String) -> String {
        let Some((count, below)) = children.split_first() else { return String::new() };
        let node = |at: usize| {
            let code = format!(
                "{path}{}",
                char::from(b'a' + (at / 26) as u8).to_string() + &char::from(b'a' + (at % 26) as u8).to_string()
            );
            let inner = if below.is_empty() {
                String::new()
            } else {
                format!(", indicators: [{}]", list(&code, below, weight))
            };
            format!("{{code: {code}, weight: {}, weights: shares{inner}}}", weight(at))
        };
        (0..*count).map(node).collect::<Vec<_>>().join(", ")
    }
    let yaml = format!(
        "govscore: 1\nid: bench\ntitle: Bench\nweights: shares\nindicators: [{}]\n",
        list("", children, &weight)
    );
    Framework::from_yaml(&yaml).expect("a framework")
}

fn bluebook() -> Framework {
    Framework::builtin("bluebook-2019").expect("a built-in framework")
}

/// All nodes above the leaves, and the same with ranks and types.
fn units(criterion: &mut Criterion) {
    let framework = bluebook();
    for (name, ranked) in [("nodes", false), ("ranked", true)] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
        for units in [100, 1_000, 10_000, 100_000, 1_000_000] {
            let plan = plan(&framework, units);
            group.throughput(Throughput::Elements(units as u64));
            group.bench_function(BenchmarkId::from_parameter(units), |bencher| match ranked {
                true => bencher.iter(|| black_box(&plan).score()),
                false => bencher.iter(|| black_box(&plan).rates()),
            });
        }
        group.finish();
    }
}

/// A pass that only reads the columns: what `nodes` cannot be faster than.
fn read(criterion: &mut Criterion) {
    let columns: Vec<Vec<u32>> =
        (0..31).map(|seed| Values(seed).take(1_000_000).map(|value| value.mantissa() as u32).collect()).collect();
    criterion.bench_function("read/1000000", |bencher| {
        bencher.iter(|| {
            std::thread::scope(|scope| {
                let (first, second) = columns.split_at(16);
                let sum =
                    |columns: &[Vec<u32>]| columns.iter().flatten().fold(0u32, |sum, value| sum.wrapping_add(*value));
                let other = scope.spawn(move || sum(second));
                black_box(sum(first));
                black_box(other.join().expect("a sum"));
            });
        });
    });
}

criterion_group!(benches, units, read);
criterion_main!(benches);
