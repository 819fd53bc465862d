//! Rules: how one answer about an item becomes a share of its full marks.
//!
//! Each rule is one file with what it asks of its keys (`read`), what it takes for an answer (`parse`), and its formula
//! (`share`), a rational number from 0 to 1. Nothing here passes through a double.
//!
//! A new rule is one file here, one variant of [`RuleName`] and of [`Rule`], and an arm in each of the functions below.

mod answer;
mod conditions;
mod count;
mod deduction;
mod file;
mod levels;
mod linear;
mod proportion;
mod rounds;
mod score;
mod steps;
mod together;
mod yes_no;

pub use answer::Answer;
pub(crate) use answer::{BadAnswer, Said, read_answer};
pub use conditions::Conditions;
pub use count::Count;
pub use deduction::Deduction;
use file::RuleKeys;
pub(crate) use file::RuleProblem;
pub use file::{Direction, LevelShare, RuleFile, RuleName, StepFile};
pub use levels::Levels;
pub use linear::Linear;
pub use proportion::Proportion;
pub use rounds::Rounds;
pub use score::ScoreRange;
pub use steps::Steps;
pub use together::{Counted, together};
pub use yes_no::YesNo;

use crate::diagnostic::Bilingual;
use crate::number::Ratio;

/// Beyond so many shares that answers can get, nobody counts them.
const MOST_SHARES: usize = 1000;

/// A checked rule.
///
/// ```
/// use govscore::{Framework, Ratio};
///
/// let framework = Framework::from_yaml(
///     "govscore: 1
/// id: x
/// title: X
/// indicators:
///   - {code: A, weight: 1, rule: {kind: linear, zero: 30, full: 3}, measured_in: {zh: 天, en: days}}
/// ",
/// )?;
/// let rule = &framework.items()[0].rule;
/// let share = |text: &str| rule.share(&rule.answer(text).unwrap()).to_string();
/// assert_eq!(share("3"), "1");
/// assert_eq!(share("12"), "2/3");
/// assert_eq!(share("40"), "0");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// Marks as such.
    Score(ScoreRange),
    /// Yes or no.
    YesNo(YesNo),
    /// So many of all.
    Ratio(Proportion),
    /// So much for each, up to a ceiling.
    Count(Count),
    /// Named levels.
    Levels(Levels),
    /// Steps by threshold.
    Steps(Steps),
    /// Linear between two goalposts.
    Linear(Linear),
    /// So much off for each, down to a floor.
    Deduction(Deduction),
    /// So many of a number of conditions, nothing on a violation.
    Conditions(Conditions),
}

impl Rule {
    /// The rule that a file describes, and everything that is wrong with it; `marks` are the full marks in which it
    /// counts, where they are known.
    pub(crate) fn read(file: &RuleFile, marks: Option<&Ratio>) -> (Option<Rule>, Vec<RuleProblem>) {
        let mut keys = RuleKeys::new(file, marks);
        let rule = match file.kind {
            RuleName::Score => ScoreRange::read(&mut keys).map(Rule::Score),
            RuleName::YesNo => YesNo::read(&mut keys).map(Rule::YesNo),
            RuleName::Ratio => Proportion::read(&mut keys).map(Rule::Ratio),
            RuleName::Count => Count::read(&mut keys).map(Rule::Count),
            RuleName::Levels => Levels::read(&mut keys).map(Rule::Levels),
            RuleName::Steps => Steps::read(&mut keys).map(Rule::Steps),
            RuleName::Linear => Linear::read(&mut keys).map(Rule::Linear),
            RuleName::Deduction => Deduction::read(&mut keys).map(Rule::Deduction),
            RuleName::Conditions => Conditions::read(&mut keys).map(Rule::Conditions),
        };
        let problems = keys.finished();
        (rule.filter(|_| problems.is_empty()), problems)
    }

    /// Its name in YAML.
    pub fn name(&self) -> RuleName {
        match self {
            Rule::Score(_) => RuleName::Score,
            Rule::YesNo(_) => RuleName::YesNo,
            Rule::Ratio(_) => RuleName::Ratio,
            Rule::Count(_) => RuleName::Count,
            Rule::Levels(_) => RuleName::Levels,
            Rule::Steps(_) => RuleName::Steps,
            Rule::Linear(_) => RuleName::Linear,
            Rule::Deduction(_) => RuleName::Deduction,
            Rule::Conditions(_) => RuleName::Conditions,
        }
    }

    /// Whether any answer gets the same share of full marks under another rule.
    pub(crate) fn gives_as(&self, other: &Rule) -> bool {
        match (self, other) {
            (Rule::Count(own), Rule::Count(other)) => own.gives_as(other),
            (Rule::Deduction(own), Rule::Deduction(other)) => own.gives_as(other),
            (own, other) => own == other,
        }
    }

    /// Whether it is another rule in nothing but its full marks: marks as such run up to 20 where they ran up to 30.
    pub(crate) fn is_as_of(&self, marks: &Ratio, other: &Rule, other_marks: &Ratio) -> bool {
        match (self, other) {
            (Rule::Score(own), Rule::Score(theirs)) if own != theirs => {
                let (own, theirs) = (own.of_one(marks), theirs.of_one(other_marks));
                own.is_some() && own == theirs
            }
            (own, other) => own.gives_as(other),
        }
    }

    /// What a text says, unless this rule can make nothing of it.
    pub(crate) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        match self {
            Rule::Score(rule) => rule.parse(text),
            Rule::YesNo(rule) => rule.parse(text),
            Rule::Ratio(rule) => rule.parse(text),
            Rule::Count(rule) => rule.parse(text),
            Rule::Levels(rule) => rule.parse(text),
            Rule::Steps(rule) => rule.parse(text),
            Rule::Linear(rule) => rule.parse(text),
            Rule::Deduction(rule) => rule.parse(text),
            Rule::Conditions(rule) => rule.parse(text),
        }
    }

    /// What a text says; nothing where this rule can make nothing of it, or it stands for no answer.
    pub fn answer(&self, text: &str) -> Option<Answer> {
        match read_answer(self, None, text) {
            Ok(Said::Answer(answer)) => Some(answer),
            _ => None,
        }
    }

    /// The share of full marks that an answer gets, from 0 to 1.
    pub fn share(&self, answer: &Answer) -> Ratio {
        match self {
            Rule::Score(rule) => rule.share(answer),
            Rule::YesNo(rule) => rule.share(answer),
            Rule::Ratio(rule) => rule.share(answer),
            Rule::Count(rule) => rule.share(answer),
            Rule::Levels(rule) => rule.share(answer),
            Rule::Steps(rule) => rule.share(answer),
            Rule::Linear(rule) => rule.share(answer),
            Rule::Deduction(rule) => rule.share(answer),
            Rule::Conditions(rule) => rule.share(answer),
        }
    }

    /// The only shares of full marks that answers get, worst first; nothing where every share from 0 to 1 can be had, or
    /// there are more of them than anybody counts.
    pub fn attainable(&self) -> Option<Vec<Ratio>> {
        let mut shares = match self {
            Rule::YesNo(_) => vec![Ratio::zero(), Ratio::one()],
            Rule::Count(rule) => rule.attainable()?,
            Rule::Levels(rule) => rule.attainable(),
            Rule::Steps(rule) => rule.attainable(),
            Rule::Deduction(rule) => rule.attainable()?,
            Rule::Conditions(rule) => rule.attainable()?,
            Rule::Score(_) | Rule::Ratio(_) | Rule::Linear(_) => return None,
        };
        shares.sort();
        shares.dedup();
        Some(shares)
    }

    /// Whether answers get a number of shares, however great, and not every share from 0 to 1.
    pub(crate) fn is_stepwise(&self) -> bool {
        !matches!(self, Rule::Score(_) | Rule::Ratio(_) | Rule::Linear(_))
    }

    /// Whether a greater answer is a better one; nothing where answers are words.
    pub fn direction(&self) -> Option<Direction> {
        match self {
            Rule::Score(rule) => Some(rule.direction()),
            Rule::Ratio(rule) => Some(rule.direction()),
            Rule::Count(_) | Rule::Conditions(_) => Some(Direction::Positive),
            Rule::Deduction(_) => Some(Direction::Negative),
            Rule::Steps(rule) => Some(rule.direction()),
            Rule::Linear(rule) => Some(rule.direction()),
            Rule::YesNo(_) | Rule::Levels(_) => None,
        }
    }

    /// The rule in words, as a collector reads it: what is taken for an answer and what it gets.
    pub fn words(&self) -> Bilingual {
        match self {
            Rule::Score(rule) => rule.words(),
            Rule::YesNo(rule) => rule.words(),
            Rule::Ratio(rule) => rule.words(),
            Rule::Count(rule) => rule.words(),
            Rule::Levels(rule) => rule.words(),
            Rule::Steps(rule) => rule.words(),
            Rule::Linear(rule) => rule.words(),
            Rule::Deduction(rule) => rule.words(),
            Rule::Conditions(rule) => rule.words(),
        }
    }

    /// The only answers there are, where they are words: for a list to choose from.
    pub fn choices(&self) -> Option<Vec<Bilingual>> {
        match self {
            Rule::YesNo(rule) => Some(rule.choices()),
            Rule::Levels(rule) => Some(rule.choices()),
            _ => None,
        }
    }

    /// Least and greatest number that is taken for an answer, and whether it must be whole; none where there is no
    /// such end, or answers are no plain numbers.
    pub fn bounds(&self) -> Option<Bounds> {
        match self {
            Rule::Score(rule) => Some(rule.bounds()),
            Rule::Count(_) | Rule::Deduction(_) => {
                Some(Bounds { least: Some(Ratio::zero()), greatest: None, whole: true })
            }
            Rule::Conditions(rule) => Some(rule.bounds()),
            Rule::Steps(_) | Rule::Linear(_) => Some(Bounds { least: None, greatest: None, whole: false }),
            Rule::YesNo(_) | Rule::Ratio(_) | Rule::Levels(_) => None,
        }
    }
}

/// The shares of the counts 0, 1, 2, … up to the first that gets no other share than the one before; nothing where there
/// are too many.
fn by_counts(share: impl Fn(&Answer) -> Ratio) -> Option<Vec<Ratio>> {
    let mut shares: Vec<Ratio> = Vec::new();
    for count in 0..=MOST_SHARES as u64 {
        let next = share(&Answer::Number(Ratio::from(count)));
        if shares.last() == Some(&next) {
            return Some(shares);
        }
        shares.push(next);
    }
    None
}

/// Which numbers are taken for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// The least.
    pub least: Option<Ratio>,
    /// The greatest.
    pub greatest: Option<Ratio>,
    /// Whether it must be a whole number.
    pub whole: bool,
}
