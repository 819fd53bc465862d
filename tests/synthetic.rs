//! The synthetic sample of 2019: it is what its program writes, it leads to every published figure, and it looks like
//! a survey rather than like noise.
//!
//! The figures below are typed from the sources named in `examples/data/bluebook-2019-synthetic.md`.

use govscore::{Dataset, Framework, Lang, NodeId, Ratio, ReadOptions, Roster, Rounding, Scores, UnitScore};

#[path = "../examples/make_synthetic.rs"]
#[allow(dead_code)]
mod make_synthetic;

const CSV: &str = include_str!("../examples/data/bluebook-2019-synthetic.csv");
const NOTE: &str = include_str!("../examples/data/bluebook-2019-synthetic.md");

/// Scores the file as any caller would, and has no warning on the way.
fn scores() -> Scores {
    let framework = Framework::builtin("bluebook-2019").expect("it is built in");
    let roster = Roster::builtin("cn-prefectures-2018").expect("it is built in");
    let loaded = Dataset::read(&framework, CSV.as_bytes(), &ReadOptions::default().roster(Some(roster)));
    assert_eq!(loaded.diagnostics.len(), 0, "{:?}", loaded.diagnostics);
    let scores = framework.score(&loaded.dataset.expect("it has no errors")).expect("nothing is missing");
    assert_eq!(scores.diagnostics().len(), 0, "{:?}", scores.diagnostics());
    scores
}

fn name(unit: UnitScore<'_>) -> &str {
    unit.unit().label(Lang::Zh)
}

fn total(unit: UnitScore<'_>) -> Ratio {
    unit.total().expect("every leaf is there")
}

fn printed(value: &Ratio) -> String {
    value.to_fixed(Rounding::half_up(2))
}

fn mean(values: &[Ratio]) -> Ratio {
    &values.iter().sum::<Ratio>() / &Ratio::from(values.len() as u32)
}

fn unit<'s>(scores: &'s Scores, name: &str) -> UnitScore<'s> {
    scores.get(scores.dataset().find(name).expect("it is in the data")).expect("it is in the data")
}

fn node(scores: &Scores, code: &str) -> NodeId {
    scores.framework().find(code).expect("it is in the framework").id
}

/// The rates of one node in the order of the data, as doubles: for statistics only.
fn column(scores: &Scores, code: &str) -> Vec<f64> {
    let node = node(scores, code);
    scores.iter().map(|unit| unit.rate(node).expect("every leaf is there").to_f64()).collect()
}

fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (average(a), average(b));
    let product = |x: &[f64], mean_x: f64, y: &[f64], mean_y: f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum()
    };
    product(a, mean_a, b, mean_b) / (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt()
}

#[test]
fn the_program_writes_this_very_file() {
    let made = make_synthetic::csv().expect("the framework and the roster are built in");
    let line = made.lines().zip(CSV.lines()).position(|(made, kept)| made != kept);
    assert!(made == CSV, "other bytes, first in line {line:?} from 0; write the file again and read what changed");
}

#[test]
fn it_says_that_it_is_made_up() {
    let scores = scores();
    let data = scores.dataset();
    assert!(data.is_synthetic());
    let source = data.meta("source").expect("there is a line `# source`");
    assert!(source.contains(&format!("seed {}", make_synthetic::SEED)), "{source}");
    assert!(source.contains("不是蓝皮书的结果") && source.contains("made up"), "{source}");
    assert_eq!(data.meta("input"), Some("rate"));
}

#[test]
fn it_holds_every_region_once_in_the_order_of_the_roster() {
    let scores = scores();
    let roster = Roster::builtin("cn-prefectures-2018").expect("it is built in");
    let codes: Vec<&str> = roster.members().iter().map(|member| member.code.as_str()).collect();
    let units: Vec<&str> = scores.dataset().units().iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(units, codes);
    assert_eq!((units.len(), scores.dataset().codes().count()), (333, 31));
}

#[test]
fn types_have_the_published_counts_means_and_cut_lines() {
    let scores = scores();
    let published = [
        ("创新领先", 14, Some("82.59"), Some("79.91")),
        ("积极追赶", 202, Some("68.38"), Some("60.1")),
        ("稳步推进", 103, Some("53.78"), Some("46.09")),
        ("亟待发展", 14, None, None),
    ];
    for (row, (name, count, printed_mean, from)) in scores.tier_table().iter().zip(published) {
        assert_eq!((row.tier.name.get(Lang::Zh), row.count), (name, count));
        assert_eq!(row.tier.from.as_ref().map(ToString::to_string).as_deref(), from, "{name}");
        let of_type = scores.iter().filter(|unit| unit.tier() == Some(row.tier));
        let totals: Vec<Ratio> = of_type.map(total).collect();
        if let Some(printed_mean) = printed_mean {
            assert_eq!(printed(&mean(&totals)), printed_mean, "{name}");
        }
    }
}

#[test]
fn the_published_regions_have_their_ranks_and_totals() {
    let scores = scores();
    for (name, rank) in [("阳江市", 1), ("深圳市", 2), ("江门市", 5), ("广州市", 6), ("湛江市", 11), ("铜川市", 50)]
    {
        assert_eq!(unit(&scores, name).rank(), Some(rank), "{name}");
    }
    assert_eq!(printed(&total(unit(&scores, "阳江市"))), "84.80");

    let tongchuan = unit(&scores, "铜川市");
    assert_eq!(printed(&total(tongchuan)), "73.73");
    for (code, points) in [("A", "30.40"), ("B", "31.76"), ("C", "11.58")] {
        assert_eq!(printed(&tongchuan.points(node(&scores, code)).expect("it has a score")), points, "{code}");
    }
}

#[test]
fn the_best_type_is_the_published_fourteen() {
    let scores = scores();
    // 宣城市 stands for 宜城市, which the release prints and which is no prefecture.
    let mut published = [
        "深圳市",
        "成都市",
        "广州市",
        "宁波市",
        "贵阳市",
        "武汉市",
        "阳江市",
        "常州市",
        "江门市",
        "莆田市",
        "湛江市",
        "宜昌市",
        "宜宾市",
        "宣城市",
    ];
    let mut leaders: Vec<&str> = scores.ranked().take(14).map(name).collect();
    published.sort_unstable();
    leaders.sort_unstable();
    assert_eq!(leaders, published);
    assert!(scores.ranked().take(14).all(|unit| unit.tier().is_some_and(|tier| tier.code == "innovating")));
}

#[test]
fn no_total_is_doubled_or_close_to_a_cut_line() {
    let scores = scores();
    let mut totals: Vec<Ratio> = scores.iter().map(total).collect();
    let margin: Ratio = "0.01".parse().expect("a number");
    for line in scores.framework().tiers().iter().filter_map(|tier| tier.from.as_ref()) {
        let close = totals.iter().find(|total| (*total - line).abs() < margin);
        assert_eq!(close, None, "beside {line}");
    }
    totals.sort_unstable();
    totals.dedup();
    assert_eq!(totals.len(), 333);
}

#[test]
fn parts_of_the_country_differ_in_the_published_order() {
    let scores = scores();
    // For 2020 the means of 智慧能力 are published: 14.44, 13.78, 12.46 and 12.3 points.
    for code in ["total", "A", "B", "C"] {
        let means = ["东部", "中部", "东北", "西部"].map(|part| {
            let rows = (0..scores.len()).filter(|row| scores.dataset().attribute(*row, "macro_region") == Some(part));
            let rates = column(&scores, code);
            average(&rows.map(|row| rates[row]).collect::<Vec<f64>>())
        });
        assert!(means.is_sorted_by(|a, b| a > b), "{code}: {means:?}");
    }
}

#[test]
fn leaves_of_a_branch_go_together() {
    let scores = scores();
    let codes: Vec<&str> = scores.dataset().codes().collect();
    let columns: Vec<Vec<f64>> = codes.iter().map(|code| column(&scores, code)).collect();
    let [mut same_second, mut same_first, mut apart] = [const { Vec::new() }; 3];
    for (at, a) in codes.iter().enumerate() {
        for (other, b) in codes.iter().enumerate().take(at) {
            let found = correlation(&columns[at], &columns[other]);
            let kind = if a[..2] == b[..2] {
                &mut same_second
            } else if a[..1] == b[..1] {
                &mut same_first
            } else {
                &mut apart
            };
            kind.push(found);
        }
    }
    let [same_second, same_first, apart] = [same_second, same_first, apart].map(|found| average(&found));
    assert!(same_second > same_first + 0.05, "{same_second} {same_first}");
    assert!(same_first > apart + 0.05, "{same_first} {apart}");
    assert!(apart > 0.2 && same_second < 0.9, "{apart} {same_second}");
}

#[test]
fn easy_and_hard_leaves_are_where_one_expects_them() {
    let scores = scores();
    let level = |codes: &[&str]| average(&codes.iter().map(|code| average(&column(&scores, code))).collect::<Vec<_>>());
    let all = level(&["total"]);
    assert!(level(&["A37", "A38", "A39"]) < level(&["A31", "A32", "A33", "A34", "A35", "A36"]) - 5.0);
    for easy in ["A11", "A12", "A13", "A14"] {
        assert!(level(&[easy]) > all + 5.0, "{easy}");
    }
    for hard in ["A23", "B33", "C22", "C32"] {
        assert!(level(&[hard]) < all - 10.0, "{hard}");
    }
    // At most one value in a hundred stands at either end of the scale.
    let codes: Vec<&str> = scores.dataset().codes().collect();
    let at_an_end =
        |code: &&str| column(&scores, code).into_iter().filter(|rate| *rate <= 0.0 || *rate >= 100.0).count();
    let saturated: usize = codes.iter().map(at_an_end).sum();
    assert!(saturated * 100 <= 333 * 31, "{saturated}");
}

#[test]
fn the_note_beside_it_tells_of_this_file() {
    let scores = scores();
    let (english, chinese) = NOTE.split_once("\n---\n").expect("two languages with a line between them");
    let said = |what: &str| assert!(english.contains(what) && chinese.contains(what), "{what}");
    said(&make_synthetic::SEED.to_string());
    said(&printed(&scores.iter().map(total).min().expect("there are regions")));
    for part in ["东部", "中部", "东北", "西部"] {
        let of_part = scores.iter().filter(|unit| scores.dataset().attribute(unit.row(), "macro_region") == Some(part));
        let points: Vec<Ratio> = of_part.filter_map(|unit| unit.points(node(&scores, "C"))).collect();
        said(&printed(&mean(&points)));
    }
    let tongchuan = unit(&scores, "铜川市");
    said(&total(tongchuan).to_fixed(Rounding::half_up(4)));
    for code in ["A", "B", "C"] {
        said(&tongchuan.points(node(&scores, code)).expect("it has a score").to_fixed(Rounding::half_up(4)));
    }
}
