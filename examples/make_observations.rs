//! Makes `examples/data/bluebook-2019-collection-synthetic.csv`: what collectors might have written down about five
//! regions, item by item, with evidence.
//!
//! Nothing in it was observed. Each region has a level that was chosen here, each item a little more or less than that
//! by a generator that is the same on every machine; the answer is the one whose share of marks comes closest.
//! One observation is recorded twice, and the second was verified; one item does not apply anywhere.
//!
//! Run with `cargo run --example make_observations` to print the file, or
//! `cargo run --example make_observations -- examples/data/bluebook-2019-collection-synthetic.csv` to write it.

use std::collections::HashMap;

use govscore::{Answer, Collection, Error, Framework, Item, ItemId, Ratio, Roster, RuleName, Unless};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Another seed gives other observations.
pub const SEED: u64 = 75;

/// The regions, with their level in thousandths.
const REGIONS: [(&str, i64); 5] =
    [("宜昌市", 840), ("铜川市", 730), ("延边朝鲜族自治州", 620), ("锡林郭勒盟", 500), ("陇南市", 360)];
/// By how much an item is better or worse than its region, in thousandths.
const SPREAD: i64 = 300;
/// The greatest number that is considered as an answer.
const MOST: u32 = 60;
/// What does not apply to any of the regions, and why.
const NOWHERE: (&str, &str) = ("A36-2", "没有城市轨道交通");
/// What was recorded twice.
const CORRECTED: (&str, &str) = ("宜昌市", "B31-1");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let csv = csv()?;
    match std::env::args_os().nth(1) {
        Some(path) => std::fs::write(path, csv)?,
        None => print!("{csv}"),
    }
    Ok(())
}

/// The file.
pub fn csv() -> Result<String, Error> {
    let framework = Framework::builtin("bluebook-2019-collection")?;
    let roster = Roster::builtin("cn-prefectures-2018")?;
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut csv = format!(
        "# synthetic: true\n# source: 编造，种子 {SEED}，不是任何地区的观测；made up by examples/make_observations.rs with seed {SEED}\n\
         # input: observations\nunit,item,value,round,method,source,collected,collector,verified,note\n"
    );
    for (region, level) in REGIONS {
        let place = roster.find(region);
        let mut answers: HashMap<ItemId, Answer> = HashMap::new();
        for item in framework.items() {
            let applies = item.applies.as_ref().is_none_or(|applies| {
                let holds = match &applies.unless {
                    Unless::Attribute { name, words } => {
                        let value = place.and_then(|place| roster.attribute(place, name)).unwrap_or_default();
                        words.iter().any(|word| word == value)
                    }
                    Unless::Item { item, answers: wanted } => {
                        answers.get(item).is_some_and(|answer| wanted.contains(answer))
                    }
                    _ => true,
                };
                holds != applies.not
            });
            if !applies {
                continue;
            }
            let rounds = if item.rounds.is_some() { vec![Some(1), Some(2)] } else { vec![None] };
            for round in rounds {
                let mut row = Row::new(region, item, round, &mut random);
                if item.code == NOWHERE.0 {
                    (row.value, row.note) = ("不适用".to_owned(), NOWHERE.1);
                    csv.push_str(&row.line());
                    continue;
                }
                let Some((value, answer)) = answer(item, level, &mut random) else { continue };
                row.value = value;
                csv.push_str(&row.line());
                if (region, item.code.as_str()) == CORRECTED && round == Some(1) {
                    row.value = "4".to_owned();
                    (row.verified, row.note) = ("复核员", "复核后更正");
                    csv.push_str(&row.line());
                }
                answers.insert(item.id, answer);
            }
        }
    }
    Ok(csv)
}

/// The answer whose share of marks comes closest to what the region would get, one of them where several do.
fn answer(item: &Item, level: i64, random: &mut ChaCha8Rng) -> Option<(String, Answer)> {
    let draw = (random.next_u32() % 1001) as i64;
    let wanted = if item.violation {
        // One in four breaks the rule.
        if draw < 250 { 1000 } else { 0 }
    } else {
        (level + (draw - 500) * 2 * SPREAD / 1000).clamp(0, 1000)
    };
    let wanted = Ratio::new(i128::from(wanted), 1000).unwrap_or_else(Ratio::zero);
    let all = 20 + random.next_u32() % 40;
    // A proportion is written as such, so that one sees of how many.
    let texts: Vec<String> = match item.rule.choices() {
        Some(choices) => choices.into_iter().map(|choice| choice.zh).collect(),
        None if item.rule.name() == RuleName::Ratio => (0..=all).map(|part| format!("{part}/{all}")).collect(),
        None => (0..=MOST).map(|number| number.to_string()).collect(),
    };
    let mut best: Vec<(String, Answer)> = Vec::new();
    let mut least: Option<Ratio> = None;
    for text in texts {
        let Some(answer) = item.rule.answer(&text) else { continue };
        let off = (item.rule.share(&answer) - wanted.clone()).abs();
        if least.as_ref().is_none_or(|least| off < *least) {
            (least, best) = (Some(off), vec![(text, answer)]);
        } else if least.as_ref() == Some(&off) {
            best.push((text, answer));
        }
    }
    // Where more is no better, nobody counts far beyond.
    best.truncate(6);
    let at = random.next_u32() as usize % best.len().max(1);
    best.into_iter().nth(at)
}

/// One line of the file.
struct Row {
    unit: &'static str,
    item: String,
    value: String,
    round: Option<u32>,
    method: &'static str,
    collected: String,
    collector: &'static str,
    verified: &'static str,
    note: &'static str,
}

impl Row {
    fn new(unit: &'static str, item: &Item, round: Option<u32>, random: &mut ChaCha8Rng) -> Row {
        let by_machine = item.method == Some(Collection::Machine);
        let day = 1 + random.next_u32() % 28;
        // The book's collection ran from December 2018 to January 2019.
        let month = if round == Some(2) { "2019-01" } else { "2018-12" };
        let people = ["采集员甲", "采集员乙"][random.next_u32() as usize % 2];
        Row {
            unit,
            item: item.code.clone(),
            value: String::new(),
            round,
            method: if by_machine { "机器" } else { "人工" },
            collected: format!("{month}-{day:02}"),
            collector: if by_machine { "采集程序" } else { people },
            verified: if !by_machine && day % 3 == 0 { "复核员" } else { "" },
            note: "",
        }
    }

    fn line(&self) -> String {
        let Row { unit, item, value, method, collected, collector, verified, note, .. } = self;
        let round = self.round.map(|round| round.to_string()).unwrap_or_default();
        let source = format!("https://example.org/{item}");
        format!("{unit},{item},{value},{round},{method},{source},{collected},{collector},{verified},{note}\n")
    }
}
