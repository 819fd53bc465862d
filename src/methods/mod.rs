//! One file per method: its name in YAML, its checks, its formula on plain slices.
//!
//! Nothing in here knows a tree.
//! A new tier rule is one file here, one variant of [`TierRule`] and one of [`TierRuleName`].

mod aggregate;
mod conflicts;
mod cut_lines;
mod missing;
mod rules;
mod standing;
mod tiers;
mod ties;
mod weigh;

pub use aggregate::Aggregate;
pub use conflicts::Conflicts;
pub use cut_lines::CutLines;
pub use missing::Missing;
pub(crate) use missing::{Part, join};
pub use rules::{
    Answer, Bounds, Conditions, Count, Counted, Deduction, Direction, LevelShare, Levels, Linear, Proportion, Rounds,
    Rule, RuleFile, RuleName, ScoreRange, StepFile, Steps, YesNo, together,
};
pub(crate) use rules::{BadAnswer, Said, read_answer};
pub use standing::Standing;
pub(crate) use tiers::{Listed, TierLine, TierProblem};
pub use tiers::{TierRule, TierRuleName};
pub use ties::Ties;
pub(crate) use ties::{rank, ranks_of_sorted};
pub use weigh::Notation;
pub(crate) use weigh::repeating_ratios;
