//! What the sources print, recomputed: see the README in each folder of `tests/published`.

#![cfg(feature = "samples")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use govscore::{
    Dataset, Figure, Framework, FrameworkFile, Indicator, Input, Lang, MethodFile, NodeId, Observation, Ratio,
    RoundMode, Rounding, RoundingFile, Scores, apportion, read_number, sample,
};

/// The rows of a golden file by heading.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

macro_rules! golden {
    ($file:literal) => {
        rows(include_str!(concat!("published/", $file)))
    };
}

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

/// The sample that belongs to a framework that is built in, scored.
fn scored(id: &str) -> Scores {
    let framework = Framework::builtin(id).unwrap();
    let data = Dataset::from_csv(&framework, sample(id).unwrap().as_bytes()).unwrap();
    framework.score(&data).unwrap()
}

fn total(scores: &Scores, unit: &str) -> Ratio {
    scores.get(scores.dataset().find(unit).unwrap()).unwrap().total().unwrap()
}

/// The units whose rank is not the published one, with both.
fn other_ranks(scores: &Scores, published: &[BTreeMap<String, String>]) -> Vec<(String, u32, u32)> {
    assert_eq!(scores.len(), published.len());
    let ranks = published.iter().map(|row| {
        let unit = scores.get(scores.dataset().find(&row["unit"]).unwrap()).unwrap();
        (unit.unit().label(Lang::En).to_owned(), unit.rank().unwrap(), row["rank"].parse().unwrap())
    });
    ranks.filter(|(_, ours, theirs)| ours != theirs).collect()
}

#[test]
fn bluebook_2019_has_the_points_of_the_weight_table() {
    let framework = Framework::builtin("bluebook-2019").unwrap();
    let counts: Vec<usize> = framework.levels().iter().map(|level| level.count).collect();
    assert_eq!(counts, [3, 9, 31]);
    let table = golden!("bluebook-2019/points.csv");
    let leaves: Vec<_> = framework.leaves().collect();
    assert_eq!(leaves.len(), table.len());
    for (leaf, row) in leaves.iter().zip(&table) {
        assert_eq!(leaf.code, row["code"]);
        assert_eq!(leaf.name.get(Lang::Zh), row["name_zh"], "{}", leaf.code);
        // The products are exact at two places: nothing is rounded here.
        assert_eq!(framework.points(leaf.id), Some(ratio(&row["points"])), "{}", leaf.code);
    }
    let sum: Ratio = table.iter().map(|row| ratio(&row["points"])).sum();
    assert_eq!(sum, ratio("100"));
}

/// The printed parts add up to 73.74, the printed total is 73.73: it was formed from parts that were not rounded.
#[test]
fn tongchuan_2019_from_its_three_parts() {
    let framework = Framework::builtin("bluebook-2019").unwrap();
    let table = golden!("bluebook-2019/regions.csv");
    let row = table.iter().find(|row| row["unit"] == "铜川市").unwrap();
    let csv = format!("# input: points\n地区,A,B,C\n{},{},{},{}\n", row["unit"], row["A"], row["B"], row["C"]);
    let data = Dataset::from_csv(&framework, csv.as_bytes()).unwrap();
    let scores = framework.score(&data).unwrap();
    let tongchuan = scores.get(0).unwrap();
    assert_eq!(tongchuan.unit().id, "610200");
    assert_eq!(tongchuan.total().unwrap(), ratio("73.74"));
    let printed = ratio(&row["total"]);
    let rounding_of_parts = ratio("3") * ratio("0.005");
    assert!((tongchuan.total().unwrap() - &printed).abs() <= rounding_of_parts);
    assert_eq!(tongchuan.tier().unwrap().name.get(Lang::Zh), row["tier"]);
    assert_eq!(tongchuan.tier().unwrap().name.get(Lang::Zh), "积极追赶");
    let a = framework.find("A").unwrap().id;
    assert_eq!((tongchuan.points(a), tongchuan.rate(a)), (Some(ratio("30.4")), Some(ratio("76"))));
    // Below what is given nothing is made up.
    assert_eq!(tongchuan.rate(framework.find("A11").unwrap().id), None);
}

#[test]
fn bluebook_2019_cut_lines_are_the_published_ones() {
    let framework = Framework::builtin("bluebook-2019").unwrap();
    let table = golden!("bluebook-2019/aggregates.csv");
    let published: Vec<Ratio> =
        table.iter().filter(|row| row["statistic"] == "cut").map(|row| ratio(&row["value"])).collect();
    let lines: Vec<Ratio> = framework.tiers().iter().filter_map(|tier| tier.from.clone()).collect();
    assert_eq!(lines, published);
}

#[test]
fn chengdu_2021_has_the_printed_rates() {
    let table = golden!("bluebook-2021/regions.csv");
    let mut file = FrameworkFile::new("bluebook-2021", "2021");
    file.input = Some(Input::Points);
    for row in &table {
        let weight = format!("{}%", row["full_marks"]);
        file = file.indicator(Indicator::new(&row["indicator"], row["indicator"].as_str()).weight(weight));
    }
    let framework = file.check().unwrap();
    let mut builder = Dataset::builder(&framework);
    for row in &table {
        builder = builder.set(&row["unit"], &row["indicator"], read_number(&row["points"]).unwrap());
    }
    let scores = framework.score(&builder.build().unwrap()).unwrap();
    let chengdu = scores.get(0).unwrap();
    let rates = framework.leaves().map(|leaf| chengdu.rate(leaf.id).unwrap().to_fixed(Rounding::half_up(2)));
    assert_eq!(rates.collect::<Vec<_>>(), ["89.30", "89.90", "78.90"]);
    for (leaf, row) in framework.leaves().zip(&table) {
        assert_eq!(chengdu.rate(leaf.id).unwrap(), ratio(&row["rate_percent"]), "{}", leaf.code);
    }
    assert_eq!(chengdu.total().unwrap().to_string(), "87.46");
}

#[test]
fn egdi_2018_and_2020_equal_every_published_value() {
    for (id, table) in
        [("un-egdi-2018", golden!("un-egdi-2018/expected.csv")), ("un-egdi-2020", golden!("un-egdi-2020/expected.csv"))]
    {
        let scores = scored(id);
        assert_eq!((scores.len(), table.len()), (193, 193));
        for row in &table {
            let printed = total(&scores, &row["unit"]).to_fixed(scores.framework().rounding());
            assert_eq!(printed, row["egdi"], "{id} {}", row["unit"]);
        }
    }
}

/// The index and two components have five places; the third, HCI, has four and a zero behind them.
/// So the mean can be off by (0.00005 + 0.000005 + 0.000005) / 3, and the index by half a unit of its last place.
#[test]
fn egdi_2014_is_within_the_rounding_of_its_components() {
    let scores = scored("un-egdi-2014");
    let table = golden!("un-egdi-2014/expected.csv");
    assert_eq!((scores.len(), table.len()), (193, 193));
    let hci = |row| match scores.dataset().observation(row, "HCI") {
        Observation::Value(value) => Ratio::from(value),
        other => panic!("{other:?}"),
    };
    assert!((0..scores.len()).all(|row| hci(row) == hci(row).round(Rounding::half_up(4))));
    let pairs: Vec<(Ratio, Ratio)> =
        table.iter().map(|row| (total(&scores, &row["unit"]), ratio(&row["egdi"]))).collect();
    let largest = pairs.iter().map(|(ours, theirs)| (ours - theirs).abs()).max().unwrap();
    assert_eq!(largest, ratio("7/300000"));
    assert!(largest <= ratio("0.00006/3") + ratio("0.000005"));
    let equal = |places| {
        let rounding = Rounding::half_up(places);
        pairs.iter().filter(|(ours, theirs)| ours.round(rounding) == theirs.round(rounding)).count()
    };
    assert_eq!((equal(5), equal(4)), (60, 181));
}

#[test]
fn egdi_ranks_2014_by_exact_and_2018_by_rounded_are_the_published_ones() {
    assert_eq!(other_ranks(&scored("un-egdi-2014"), &golden!("un-egdi-2014/expected.csv")), []);
    assert_eq!(other_ranks(&scored("un-egdi-2018"), &golden!("un-egdi-2018/expected.csv")), []);
}

/// Four pairs have the same published index and yet consecutive ranks, decided by digits that are not published.
/// We tie each pair: the second state gets the rank of the first; the other 189 agree.
#[test]
fn egdi_ranks_2020_differ_only_where_hidden_digits_decide() {
    let scores = scored("un-egdi-2020");
    let table = golden!("un-egdi-2020/expected.csv");
    let pairs = [
        ("Croatia", "Hungary", 51, 52),
        ("Peru", "North Macedonia", 71, 72),
        ("Republic of Moldova", "Andorra", 79, 80),
        ("Tajikistan", "Timor-Leste", 133, 134),
    ];
    let mut others = other_ranks(&scores, &table);
    others.sort_by_key(|(_, ours, _)| *ours);
    let expected = pairs.map(|(_, second, shared, printed)| (second.to_owned(), shared, printed));
    assert_eq!(others, expected);
    assert_eq!(scores.len() - others.len(), 189);
    for (first, second, shared, _) in pairs {
        let rounding = scores.framework().rounding();
        assert_eq!(total(&scores, first).round(rounding), total(&scores, second).round(rounding), "{first}, {second}");
        let row = scores.dataset().find(first).unwrap();
        assert_eq!(scores.get(row).unwrap().rank(), Some(shared), "{first}");
    }
}

#[test]
fn egdi_groups_and_their_counts_are_the_published_ones() {
    for (id, counts, table, expected) in [
        (
            "un-egdi-2014",
            golden!("un-egdi-2014/group-counts.csv"),
            golden!("un-egdi-2014/expected.csv"),
            [25, 62, 74, 32],
        ),
        (
            "un-egdi-2018",
            golden!("un-egdi-2018/group-counts.csv"),
            golden!("un-egdi-2018/expected.csv"),
            [40, 71, 66, 16],
        ),
        (
            "un-egdi-2020",
            golden!("un-egdi-2020/group-counts.csv"),
            golden!("un-egdi-2020/expected.csv"),
            [57, 69, 59, 8],
        ),
    ] {
        let scores = scored(id);
        let tiers = scores.tier_table();
        assert_eq!(tiers.iter().map(|row| row.count).collect::<Vec<_>>(), expected, "{id}");
        for (tier, row) in tiers.iter().zip(&counts) {
            assert_eq!(
                (tier.tier.name.get(Lang::En), tier.count.to_string()),
                (row["group"].as_str(), row["count"].clone())
            );
        }
        for row in &table {
            let unit = scores.get(scores.dataset().find(&row["unit"]).unwrap()).unwrap();
            assert_eq!(unit.tier().unwrap().name.get(Lang::En), row["group"], "{id} {}", row["unit"]);
        }
    }
}

/// The UN forms the mean of a region from the printed indices; from exact ones it is the same at four places.
#[test]
fn egdi_2018_regional_means_are_the_published_ones() {
    let scores = scored("un-egdi-2018");
    let rounding = scores.framework().rounding();
    let table = golden!("un-egdi-2018/regional-means.csv");
    assert_eq!(table.len(), 5);
    for row in &table {
        let region = row["region"].as_str();
        let members: Vec<Ratio> = scores
            .iter()
            .filter(|unit| scores.dataset().attribute(unit.row(), "region") == Some(region))
            .map(|unit| unit.total().unwrap())
            .collect();
        let mean = |values: Vec<Ratio>| {
            let count = Ratio::from(values.len() as u32);
            values.iter().sum::<Ratio>().checked_div(&count).unwrap().to_fixed(rounding)
        };
        let printed = members.iter().map(|total| total.round(rounding)).collect();
        assert_eq!(mean(printed), row["mean"], "{region}");
        assert_eq!(mean(members), row["mean"], "{region}");
    }
    let without = scores.iter().filter(|unit| scores.dataset().attribute(unit.row(), "region").is_none());
    assert_eq!(without.count(), 0);
}

/// The components of Albania 2016 (UN E-Government Survey) have the mean 0.53305, exactly between two printed values.
/// The second unit is made up, so that half-even differs from cutting off.
#[test]
fn an_exact_tie_in_thirds_under_each_rounding_mode() {
    for (mode, expected) in [
        (RoundMode::HalfUp, ["0.5331", "0.5332"]),
        (RoundMode::HalfEven, ["0.5330", "0.5332"]),
        (RoundMode::Down, ["0.5330", "0.5331"]),
    ] {
        let mut rounding = RoundingFile::default();
        (rounding.places, rounding.mode) = (Some(4), Some(mode));
        let mut method = MethodFile::default();
        method.rounding = Some(rounding);
        let mut file = FrameworkFile::new("egdi-2016", "EGDI 2016");
        (file.scale, file.display, file.method) = (Some("1".into()), Some(Figure::Rate), Some(method));
        for code in ["OSI", "TII", "HCI"] {
            file = file.indicator(Indicator::new(code, code).weight("1/3"));
        }
        let framework = file.check().unwrap();
        let csv = "unit,OSI,TII,HCI\nALB,0.59420,0.35296,0.65199\nmade up,0.59420,0.35296,0.65229\n";
        let data = Dataset::from_csv(&framework, csv.as_bytes()).unwrap();
        let scores = framework.score(&data).unwrap();
        let totals: Vec<Ratio> = scores.iter().map(|unit| unit.total().unwrap()).collect();
        assert_eq!(totals, [ratio("0.53305"), ratio("0.53315")]);
        let printed: Vec<String> = totals.iter().map(|total| total.to_fixed(framework.rounding())).collect();
        assert_eq!(printed, expected, "{mode:?}");
    }
}

#[test]
fn guomai_2014_totals_are_exact_sums_and_every_rank_agrees() {
    let scores = scored("guomai-2014");
    let table = golden!("guomai-2014/expected.csv");
    assert_eq!(other_ranks(&scores, &table), []);
    for row in &table {
        assert_eq!(total(&scores, &row["unit"]), ratio(&row["total"]), "{}", row["unit"]);
    }
    let full_marks = scores.framework().leaves().map(|leaf| scores.framework().points(leaf.id).unwrap().to_string());
    assert_eq!(full_marks.collect::<Vec<_>>(), ["30", "25", "10", "20", "15"]);
}

#[test]
fn weibo_2023q3_is_within_eight_thousandths_and_every_rank_agrees() {
    let scores = scored("weibo-city-2023q3");
    let table = golden!("weibo-city-2023q3/expected.csv");
    assert_eq!(other_ranks(&scores, &table), []);
    let residuals = table.iter().map(|row| (total(&scores, &row["unit"]) - ratio(&row["index"])).abs());
    assert_eq!(residuals.max().unwrap(), ratio("0.008"));
    let rounding = scores.framework().rounding();
    let equal = table.iter().filter(|row| total(&scores, &row["unit"]).to_fixed(rounding) == row["index"]);
    assert_eq!(equal.count(), 25);
}

/// CCPS 2019 sorts 32 provinces into classes of 8, 15 and 9 and prints 25, 46.87 and 28.13 percent, which add up to 100.
///
/// The exact shares are 25, 46.875 and 28.125: both remainders are half a unit, so the largest remainder does not say
/// who gets the unit that is left. Ours goes to the first of the two (46.88, 28.12); the printed one went to the last.
#[test]
fn shares_of_ccps_2019_add_up_to_one_hundred() {
    let parts = apportion(&[8, 15, 9], &Ratio::from(100), 2).unwrap();
    assert_eq!(parts.iter().map(Ratio::to_string).collect::<Vec<_>>(), ["25", "46.88", "28.12"]);
    let printed = [ratio("25"), ratio("46.87"), ratio("28.13")];
    for parts in [&parts[..], &printed] {
        assert_eq!(parts.iter().sum::<Ratio>(), ratio("100"));
        for (part, exact) in parts.iter().zip(["25", "46.875", "28.125"]) {
            assert!((part - &ratio(exact)).abs() <= ratio("0.005"), "{part} for {exact}");
        }
    }
}

/// A scheme of which part is unknown is listed, but neither scored nor given weights that nobody published.
#[test]
fn bluebook_2020_is_refused_for_what_is_unknown() {
    let framework = Framework::builtin("bluebook-2020").unwrap();
    assert!(framework.is_partial());
    assert_eq!(framework.points(NodeId::TOTAL), Some(ratio("100")));
    assert!(framework.nodes().iter().skip(1).all(|node| node.share.is_none()));
    let problems = framework.weights().unwrap_err().diagnostics();
    assert!(problems.iter().any(|problem| problem.code.name() == "partial-framework"));
}
