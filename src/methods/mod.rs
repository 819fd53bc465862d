//! One file per method: its name in YAML, its checks, its formula on plain slices.
//!
//! Nothing in here knows a tree.
//! A new tier rule is one file here, one variant of [`TierRule`] and one of [`TierRuleName`].

mod aggregate;
mod borders;
mod conflicts;
mod counts;
mod cut_lines;
mod listed;
mod mean_sd;
mod missing;
mod natural_breaks;
mod quantiles;
mod rules;
mod sample;
mod standing;
mod tiers;
mod ties;
mod weigh;

pub use aggregate::Aggregate;
pub use borders::Borders;
pub use conflicts::Conflicts;
pub use counts::Counts;
pub use cut_lines::CutLines;
pub(crate) use listed::{Listed, Stated, TierLine, TierProblem};
pub use mean_sd::{MeanSd, Sd, Spread};
pub use missing::Missing;
pub(crate) use missing::{Part, join};
pub use natural_breaks::NaturalBreaks;
pub use quantiles::Quantiles;
pub use rules::{
    Answer, Bounds, Conditions, Count, Counted, Deduction, Direction, LevelShare, Levels, Linear, Proportion, Rounds,
    Rule, RuleFile, RuleName, ScoreRange, StepFile, Steps, YesNo, together,
};
pub(crate) use rules::{BadAnswer, Said, read_answer};
pub(crate) use sample::Sample;
pub use standing::Standing;
pub use tiers::{GradeRuleName, TierRule, TierRuleName, TierTies};
pub use ties::Ties;
pub(crate) use ties::{rank, ranks_of_sorted};
pub use weigh::Notation;
pub(crate) use weigh::repeating_ratios;
