//! One item of one unit: which records count, and what they get.

use std::collections::BTreeMap;

use crate::data::{Dataset, Record, date_key};
use crate::framework::{Applies, Framework, Item, Unless};
use crate::methods::{Conflicts, Said};
use crate::number::{Ratio, plain_text};

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It got this share of its marks.
    Share(Ratio),
    /// Nothing was observed.
    Missing,
    /// There is nothing to observe, by its condition or by what was recorded.
    NotApplicable,
}

/// One round of an item: the records that count, by their place among those of the unit, and what they get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Round {
    pub number: Option<u32>,
    pub records: Vec<usize>,
    /// None where it was recorded that the item does not apply.
    pub share: Option<Ratio>,
}

/// What keeps records from being used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Two records of one round do not agree, and the rule does not settle which counts.
    Conflict(usize, usize),
    /// Several rounds, and nothing says which counts; the places of a record of each of two.
    Rounds(usize, usize),
    /// Some records name a round and some do not.
    Unnumbered(usize),
    /// The unit has no such attribute.
    Attribute(String),
    /// It was answered although it does not apply.
    Idle(usize),
}

/// An item of one unit, settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub state: State,
    pub rounds: Vec<Round>,
    pub problem: Option<Problem>,
}

/// Whether an item applies to a unit.
enum Applicable {
    Yes,
    No,
    /// What it hangs on was not answered.
    Unanswered,
    /// What it hangs on is not known of the unit.
    Unknown(String),
}

/// Settles an item for the unit in this row.
pub(crate) fn settle(framework: &Framework, dataset: &Dataset, item: &Item, row: usize) -> Settled {
    let records = dataset.records(item.id, row);
    let without = |state, problem| Settled { state, rounds: Vec::new(), problem };
    match applicable(framework, dataset, item.applies.as_ref(), row) {
        Applicable::Yes => {}
        Applicable::No => {
            let answered = records.iter().position(|record| matches!(record.said, Said::Answer(_)));
            return without(State::NotApplicable, answered.map(Problem::Idle));
        }
        Applicable::Unanswered => return without(State::Missing, None),
        Applicable::Unknown(name) => return without(State::Missing, Some(Problem::Attribute(name))),
    }
    let rounds = match rounds_of(framework.conflicts(), item, records) {
        Ok(rounds) => rounds,
        Err(problem) => return without(State::Missing, Some(problem)),
    };
    let answered: Vec<&Round> = rounds.iter().filter(|round| round.share.is_some()).collect();
    let problem = match (answered.as_slice(), item.rounds) {
        ([first, second, ..], None) => Some(Problem::Rounds(first.records[0], second.records[0])),
        _ => None,
    };
    let shares: Vec<Ratio> = answered.iter().filter_map(|round| round.share.clone()).collect();
    let share = match (shares.as_slice(), item.rounds) {
        ([only], _) => Some(only.clone()),
        (shares, Some(rule)) => rule.combine(shares),
        (_, None) => None,
    };
    let state = match share {
        Some(share) => State::Share(share),
        None if !rounds.is_empty() && answered.is_empty() => State::NotApplicable,
        None => State::Missing,
    };
    Settled { state, rounds, problem }
}

/// The rounds in their order, each with the records that count.
fn rounds_of(conflicts: Conflicts, item: &Item, records: &[Record]) -> Result<Vec<Round>, Problem> {
    let mut places: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        places.entry(record.round).or_default().push(at);
    }
    if let (Some([unnumbered, ..]), true) = (places.get(&None).map(Vec::as_slice), places.len() > 1) {
        return Err(Problem::Unnumbered(*unnumbered));
    }
    let mut rounds = Vec::with_capacity(places.len());
    for (number, here) in places {
        let counted = agreed(conflicts, records, here)?;
        let shares: Option<Vec<Ratio>> = counted
            .iter()
            .map(|&at| match &records[at].said {
                Said::Answer(answer) => Some(item.rule.share(answer)),
                Said::Missing | Said::NotApplicable => None,
            })
            .collect();
        let share = shares.and_then(|shares| crate::methods::Rounds::Mean.combine(&shares));
        rounds.push(Round { number, records: counted, share });
    }
    Ok(rounds)
}

/// Which of the records of one round count.
fn agreed(conflicts: Conflicts, records: &[Record], here: Vec<usize>) -> Result<Vec<usize>, Problem> {
    let unlike = |places: &[usize]| {
        let first = places.first().copied()?;
        let other = places.iter().copied().find(|&at| records[at].said != records[first].said)?;
        Some((first, other))
    };
    let Some((first, other)) = unlike(&here) else { return Ok(here) };
    let conflict = Problem::Conflict(first, other);
    let settled = match conflicts {
        Conflicts::Refuse => return Err(conflict),
        Conflicts::Mean => {
            let all_answered = here.iter().all(|&at| matches!(records[at].said, Said::Answer(_)));
            return if all_answered { Ok(here) } else { Err(conflict) };
        }
        Conflicts::VerifiedFirst => here.into_iter().filter(|&at| records[at].is_verified()).collect(),
        Conflicts::Latest => {
            let date = |at: usize| records[at].evidence().and_then(|evidence| date_key(evidence.collected.as_deref()?));
            let dates: Option<Vec<Vec<u32>>> = here.iter().map(|&at| date(at)).collect();
            let Some(dates) = dates else { return Err(conflict) };
            let latest = dates.iter().max().cloned();
            here.into_iter().zip(dates).filter(|(_, date)| Some(date) == latest.as_ref()).map(|(at, _)| at).collect()
        }
    };
    let settled: Vec<usize> = settled;
    match unlike(&settled) {
        None if !settled.is_empty() => Ok(settled),
        Some((first, other)) => Err(Problem::Conflict(first, other)),
        None => Err(conflict),
    }
}

fn applicable(framework: &Framework, dataset: &Dataset, applies: Option<&Applies>, row: usize) -> Applicable {
    let Some(applies) = applies else { return Applicable::Yes };
    let holds = match &applies.unless {
        Unless::Attribute { name, words } => match dataset.attribute(row, name) {
            Some(value) => words.contains(&plain_text(value)),
            None => return Applicable::Unknown(name.clone()),
        },
        Unless::Item { item, answers } => {
            let other = framework.item(*item);
            let records = dataset.records(*item, row);
            let Ok(rounds) = rounds_of(framework.conflicts(), other, records) else { return Applicable::Unanswered };
            let mut said = rounds.iter().flat_map(|round| &round.records).map(|&at| &records[at].said).peekable();
            if said.peek().is_none() {
                return Applicable::Unanswered;
            }
            said.any(|said| matches!(said, Said::Answer(answer) if answers.contains(answer)))
        }
    };
    if holds != applies.not { Applicable::Yes } else { Applicable::No }
}
