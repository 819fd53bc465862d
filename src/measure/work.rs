//! An item of one unit as a worked calculation, for whoever explains a score.

use serde::Serialize;

use super::item::{State, settle};
use crate::data::{Dataset, Evidence, Record};
use crate::framework::{Framework, ItemId, Names};
use crate::number::Ratio;

/// How an item's marks come about for one unit.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ItemWork {
    /// The item.
    #[serde(skip)]
    pub item: ItemId,
    /// Its code.
    pub code: String,
    /// What is asked.
    pub question: Names,
    /// Its full marks.
    pub marks: Ratio,
    /// The marks with which it counts for this unit: more where others are not there; none where it does not take part.
    pub counts: Option<Ratio>,
    /// The share of them that it got; none where it is not there.
    pub share: Option<Ratio>,
    /// Whether it does not apply to the unit; where it is not there and applies, it is missing.
    pub not_applicable: bool,
    /// Every record of it.
    pub records: Vec<RecordWork>,
}

/// One record of an item.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct RecordWork {
    /// What was answered, as written.
    pub text: String,
    /// In which round.
    pub round: Option<u32>,
    /// The line of the data file.
    pub line: Option<u64>,
    /// The share of marks that the answer gets; none where it says that the item does not apply.
    pub share: Option<Ratio>,
    /// Whether it counts, or another record of the round does.
    pub counts: bool,
    /// Where it comes from.
    pub evidence: Option<Evidence>,
}

/// The work of one item for the unit in this row; `counts` are the marks with which it takes part.
pub(crate) fn work(
    framework: &Framework,
    dataset: &Dataset,
    id: ItemId,
    row: usize,
    counts: Option<Ratio>,
) -> ItemWork {
    let item = framework.item(id);
    let settled = settle(framework, dataset, item, row);
    let counted = |at: usize| settled.rounds.iter().any(|round| round.records.contains(&at));
    let record = |(at, record): (usize, &Record)| RecordWork {
        text: record.text().to_owned(),
        round: record.round(),
        line: record.line(),
        share: match &record.said {
            crate::methods::Said::Answer(answer) => Some(item.rule.share(answer)),
            _ => None,
        },
        counts: counted(at),
        evidence: record.evidence().cloned(),
    };
    ItemWork {
        item: id,
        code: item.code.clone(),
        question: item.question.clone(),
        marks: item.marks.clone(),
        counts,
        share: match &settled.state {
            State::Share(share) => Some(share.clone()),
            _ => None,
        },
        not_applicable: settled.state == State::NotApplicable,
        records: dataset.records(id, row).iter().enumerate().map(record).collect(),
    }
}
