//! Makes `examples/data/bluebook-2019-synthetic.csv`: 333 regions with 31 made-up leaf rates each.
//!
//! The blue book of 2019 prints some figures of its result, but not one leaf of one region. This program makes up
//! leaves that lead to exactly those printed figures, so that the whole way from data to ranking can be shown.
//! Nothing else in the file says anything about a real place; `bluebook-2019-synthetic.md` beside it tells the two
//! apart.
//!
//! It works from the result back to the leaves:
//!
//! 1. [`ranking`] orders the regions: published ranks where there are any, a made-up score elsewhere.
//! 2. [`totals`] gives each rank a total, so that counts, cut lines, means and the maximum of the types hold.
//! 3. [`profile`] draws how each region differs from leaf to leaf, whatever its level.
//! 4. [`fit`] finds the level at which the profile adds up to the total.
//!
//! All of it is arithmetic on whole numbers and a generator that is the same on every machine, so the same bytes come
//! out everywhere; `tests/synthetic.rs` compares them with the file in the repository.
//!
//! Run with `cargo run --example make_synthetic` to print the file, or
//! `cargo run --example make_synthetic -- examples/data/bluebook-2019-synthetic.csv` to write it.

use std::collections::BTreeMap;

use govscore::{Error, Framework, Lang, Ratio, Roster};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Another seed gives other regions the same published figures.
pub const SEED: u64 = 2019;

/// The fourteen regions of the best type, with their rank where it is published.
///
/// The release prints 宜城市, which is no prefecture; it is taken for 宣城市.
const LEADERS: [(&str, Option<usize>); 14] = [
    ("阳江市", Some(1)),
    ("深圳市", Some(2)),
    ("江门市", Some(5)),
    ("广州市", Some(6)),
    ("湛江市", Some(11)),
    ("成都市", None),
    ("宁波市", None),
    ("贵阳市", None),
    ("武汉市", None),
    ("常州市", None),
    ("莆田市", None),
    ("宜昌市", None),
    ("宜宾市", None),
    ("宣城市", None),
];

/// The only region with published parts, its rank, and the parts in millionths of a point.
///
/// They are printed as 30.4, 31.76 and 11.58 with a total of 73.73; any parts that round so will do, and these also
/// round to that total.
const TONGCHUAN: (&str, usize) = ("铜川市", 50);
const TONGCHUAN_PARTS: [i64; 3] = [30_397_000, 31_757_500, 11_577_500];

/// How hard each leaf is, in hundredths of a rate above or below the region's level. Made up: lists are easy, what
/// takes open data or artificial intelligence is hard, fields for businesses are harder than those for people.
const EASE: [(&str, i64); 31] = [
    ("A11", 1400),  // 责任清单
    ("A12", 1600),  // 权力清单
    ("A13", 1200),  // 政府信息公开目录
    ("A14", 800),   // 公共服务清单
    ("A21", 300),   // 平台整合能力
    ("A22", 0),     // 平台应用能力
    ("A23", -2200), // 数据开放
    ("A31", 600),   // 社保领域
    ("A32", 400),   // 教育领域
    ("A33", 300),   // 医疗领域
    ("A34", 500),   // 就业领域
    ("A35", 200),   // 住房领域
    ("A36", 300),   // 交通领域
    ("A37", -600),  // 企业注册开办
    ("A38", -400),  // 企业经营纳税
    ("A39", -1000), // 创新创业领域
    ("B11", 400),   // 互动诉求受理能力
    ("B12", 600),   // 办事诉求受理能力
    ("B21", 1400),  // 网上政务服务办理一级标准
    ("B22", 900),   // 网上政务服务办理二级标准
    ("B23", 200),   // 网上政务服务办理三级标准
    ("B24", -800),  // 网上政务服务办理四级标准
    ("B31", 300),   // 诉求回复响应能力
    ("B32", -300),  // 诉求回复应用能力
    ("B33", -1800), // 主动感知能力
    ("C11", 500),   // 功能适配度
    ("C12", -400),  // 应用拓展度
    ("C21", 0),     // 智能搜索能力
    ("C22", -2000), // 智能问答能力
    ("C31", -800),  // 定制服务能力
    ("C32", -2200), // 智能推送能力
];

/// Standard deviations of what is drawn, in hundredths of a rate.
const OF_PROVINCE: i64 = 300;
const OF_REGION: i64 = 650;
const OF_PROVINCE_IN_CAPABILITY: i64 = 150;
const OF_CAPABILITY: i64 = 450;
const OF_SECOND_LEVEL: i64 = 500;
const OF_LEAF: i64 = 900;

/// Rates are counted in hundredths: 100.00 is the best.
const FULL: i64 = 10_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let csv = csv()?;
    match std::env::args_os().nth(1) {
        Some(path) => std::fs::write(path, csv)?,
        None => print!("{csv}"),
    }
    Ok(())
}

/// The whole file.
pub fn csv() -> Result<String, Error> {
    let roster = Roster::builtin("cn-prefectures-2018")?;
    let leaves = leaves()?;
    let mut chance = Chance::new(SEED);
    let ranking = ranking(&roster, &mut chance);
    let totals = totals(&mut chance);
    let total_of: BTreeMap<usize, i64> = ranking.into_iter().zip(totals).collect();

    let mut csv = header();
    csv += "unit";
    for leaf in &leaves {
        csv += &format!(",{}", leaf.code);
    }
    csv.push('\n');
    let mut provinces = BTreeMap::new();
    for (place, member) in roster.members().iter().enumerate() {
        let province = provinces
            .entry(attribute(&roster, place, "province"))
            .or_insert_with(|| [(); 3].map(|()| chance.normal(OF_PROVINCE_IN_CAPABILITY)));
        let profile = profile(&leaves, province, &mut chance);
        let name = member.name.get(Lang::Zh);
        let rates = if name == TONGCHUAN.0 {
            let parts = profile.chunk_by(|(a, _), (b, _)| a.capability == b.capability);
            parts.zip(TONGCHUAN_PARTS).flat_map(|(part, goal)| fit(part, goal)).collect()
        } else {
            fit(&profile, total_of[&place])
        };
        csv += name;
        for rate in rates {
            csv += &format!(",{}.{:02}", rate / 100, rate % 100);
        }
        csv.push('\n');
    }
    Ok(csv)
}

/// The lines that every reader of the file meets first.
fn header() -> String {
    format!(
        "# synthetic: true\n\
         # source: 合成数据，不是蓝皮书的结果：由 examples/make_synthetic（种子 {SEED}）编造，按公布的汇总数字校准；\
         除阳江、深圳、江门、广州、湛江、铜川的名次，十四个领先地区的类型（“宜城市”读作宣城市），铜川的总分与三项\
         分项得分外，没有一个地区的数值是公布的，请勿引用 / made up by examples/make_synthetic (seed {SEED}); \
         calibrated to published aggregates, no figure of a region is published except the ranks of Yangjiang, \
         Shenzhen, Jiangmen, Guangzhou, Zhanjiang and Tongchuan, the type of the fourteen leaders (宜城市 read as \
         宣城市), and the total and the three parts of Tongchuan; not to be quoted\n\
         # input: rate\n"
    )
}

/// A leaf of the framework.
struct Leaf {
    code: String,
    /// Its share of the total in ten-thousandths, so that weight times rate counts millionths of a point.
    weight: i64,
    /// Which of the three capabilities and of the nine second-level indicators it belongs to.
    capability: usize,
    second_level: usize,
    ease: i64,
}

fn leaves() -> Result<Vec<Leaf>, Error> {
    let framework = Framework::builtin("bluebook-2019")?;
    let weights = framework.weights()?;
    let at_level = |level: usize| framework.nodes().iter().filter(move |node| node.level == level);
    let leaf = |node: &govscore::Node| {
        let weight = weights.effective(node.id) * &Ratio::from(10_000);
        let (_, ease) = EASE.iter().find(|(code, _)| *code == node.code).expect("every leaf of the edition is listed");
        // Codes of this framework begin with the codes of the nodes above them: A, A1, A11.
        let above = |level| at_level(level).position(|above| node.code.starts_with(&above.code)).expect("it has one");
        Leaf {
            code: node.code.clone(),
            weight: weight.to_string().parse().expect("the weights of this edition have four places"),
            capability: above(1),
            second_level: above(2),
            ease: *ease,
        }
    };
    Ok(framework.leaves().map(leaf).collect())
}

fn attribute<'r>(roster: &'r Roster, place: usize, name: &str) -> &'r str {
    roster.attribute(place, name).expect("the roster has this column")
}

/// The places of the roster, best region first.
///
/// A region's score is what its part of the country, its province, its standing and chance make of it. The distances
/// between the parts of the country imitate the means of 智慧能力 published for 2020 (14.44, 13.78, 12.3 and 12.46 of
/// 20 points). Published leaders and ranks then take their places, whatever the score.
fn ranking(roster: &Roster, chance: &mut Chance) -> Vec<usize> {
    let mut provinces = BTreeMap::new();
    let mut scores = Vec::new();
    for place in 0..roster.members().len() {
        let province =
            *provinces.entry(attribute(roster, place, "province")).or_insert_with(|| chance.normal(OF_PROVINCE));
        let part = match attribute(roster, place, "macro_region") {
            "东部" => 420,
            "中部" => 210,
            "东北" => -150,
            _ => -430,
        };
        let standing = if attribute(roster, place, "capital") == "1" { 400 } else { 0 };
        scores.push(part + province + standing + chance.normal(OF_REGION));
    }
    let place = |name: &str| roster.find(name).expect("the published names are in the roster");
    let mut ranks: Vec<Option<usize>> = vec![None; scores.len()];
    for (name, rank) in LEADERS.into_iter().chain([(TONGCHUAN.0, Some(TONGCHUAN.1))]) {
        if let Some(rank) = rank {
            ranks[rank - 1] = Some(place(name));
        }
    }
    let leaders: Vec<usize> = LEADERS.iter().map(|(name, _)| place(name)).collect();
    let mut others: Vec<usize> = (0..scores.len()).filter(|place| !ranks.contains(&Some(*place))).collect();
    others.sort_by_key(|place| (!leaders.contains(place), -scores[*place], *place));
    let mut others = others.into_iter();
    ranks.into_iter().map(|fixed| fixed.or_else(|| others.next()).expect("as many regions as ranks")).collect()
}

/// The totals by rank, in millionths of a point.
///
/// Published: 84.80 for the first, the number of regions in each type, the cut lines 79.91, 60.10 and 46.09 between
/// them, and the means 82.59, 68.38 and 53.78. Made up: where the range ends (35), the mean of the lowest type (42), and
/// that of the ranks 15 to 49 (76.40).
fn totals(chance: &mut Chance) -> Vec<i64> {
    let tongchuan: i64 = TONGCHUAN_PARTS.iter().sum();
    let leaders = (14 * 82_590_000 - 84_800_000) / 13;
    let below_tongchuan = (202 * 68_380_000 - 35 * 76_400_000 - tongchuan) / 166;
    let mut totals = vec![84_800_000];
    totals.extend(chance.spread(13, 84_600_000, 79_940_000, leaders));
    totals.extend(chance.spread(35, 79_880_000, 73_760_000, 76_400_000));
    totals.push(tongchuan);
    totals.extend(chance.spread(166, 73_710_000, 60_130_000, below_tongchuan));
    totals.extend(chance.spread(103, 60_070_000, 46_120_000, 53_780_000));
    totals.extend(chance.spread(14, 46_060_000, 35_000_000, 42_000_000));
    totals
}

/// How far each leaf of one region lies above or below its level, in hundredths of a rate at a level of 50.
///
/// Leaves of one second-level indicator share more with each other than with the rest of their capability, and these
/// more than with other capabilities.
fn profile<'l>(leaves: &'l [Leaf], province: &[i64; 3], chance: &mut Chance) -> Vec<(&'l Leaf, i64)> {
    let capabilities = province.map(|effect| effect + chance.normal(OF_CAPABILITY));
    let second_level: Vec<i64> = (0..9).map(|_| chance.normal(OF_SECOND_LEVEL)).collect();
    let deviation = |leaf: &Leaf| {
        leaf.ease + capabilities[leaf.capability] + second_level[leaf.second_level] + chance.normal(OF_LEAF)
    };
    leaves.iter().zip(leaves.iter().map(deviation)).collect()
}

/// The rates of a profile, in hundredths, whose weighted sum falls short of `goal` by less than 0.0005 points.
fn fit(profile: &[(&Leaf, i64)], goal: i64) -> Vec<i64> {
    // Deviations shrink towards both ends of the scale, so that few rates pile up at 0 or 100.
    let rates = |level: i64| -> Vec<i64> {
        let shrunk = |deviation: i64| deviation * level * (FULL - level) / (FULL * FULL / 4);
        profile.iter().map(|(_, deviation)| (level + shrunk(*deviation)).clamp(0, FULL)).collect()
    };
    let sum = |rates: &[i64]| profile.iter().zip(rates).map(|((leaf, _), rate)| leaf.weight * rate).sum::<i64>();

    // The sum at `low` never exceeds the goal and the sum at `high` does; at the end they are neighbours.
    let (mut low, mut high) = (0, FULL);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if sum(&rates(middle)) <= goal { low = middle } else { high = middle }
    }
    // What is still missing goes to single leaves, a hundredth to each in turn, until it is too little for any.
    let mut rates = rates(low);
    let mut missing = goal - sum(&rates);
    let mut before = i64::MAX;
    while missing < before {
        before = missing;
        for ((leaf, _), rate) in profile.iter().zip(&mut rates) {
            if leaf.weight <= missing && *rate < FULL {
                *rate += 1;
                missing -= leaf.weight;
            }
        }
    }
    assert!(missing < 500, "{missing} millionths of a point are not placed");
    rates
}

/// Random whole numbers; no logarithm or root takes part, since those differ from machine to machine.
struct Chance(ChaCha8Rng);

impl Chance {
    fn new(seed: u64) -> Chance {
        // Spelt out rather than `seed_from_u64`, whose way of stretching a number may change.
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Chance(ChaCha8Rng::from_seed(bytes))
    }

    /// One of `0..limit`, all alike.
    fn below(&mut self, limit: i64) -> i64 {
        (i64::from(self.0.next_u32()) * limit) >> 32
    }

    /// Close to normal, with mean zero: the sum of twelve uniform numbers has a variance of one (Irwin and Hall).
    fn normal(&mut self, standard_deviation: i64) -> i64 {
        let sum: i64 = (0..12).map(|_| self.below(65_536)).sum();
        (sum - 6 * 65_536) * standard_deviation / 65_536
    }

    /// `count` values from `high` down to `low` with the mean `mean`.
    ///
    /// Each falls at random into its own slot of the range, which is then bent, x + c·x·(1 − x), until the mean holds.
    fn spread(&mut self, count: i64, high: i64, low: i64, mean: i64) -> Vec<i64> {
        const ONE: i64 = 1_000_000;
        let even: Vec<i64> = (0..count).map(|slot| (slot * ONE + self.below(ONE)) / count).collect();
        let bulge = |x: i64| x * (ONE - x) / ONE;
        let missing = count * (mean - low) * ONE / (high - low) - even.iter().sum::<i64>();
        let whole: i64 = even.iter().map(|x| bulge(*x)).sum();
        assert!(missing.abs() < whole, "bent so far that the order would change");
        let bent = |x: &i64| low + (high - low) * (x + bulge(*x) * missing / whole) / ONE;
        even.iter().rev().map(bent).collect()
    }
}
