//! Published tables held against themselves and against a scheme, and the weights that a table betrays.
//!
//! Nothing in here scores: a printed figure stands for all values that round to it ([`printed`]), and what follows
//! from printed figures is told as intervals.

mod compare;
mod findings;
mod gap;
mod groups;
mod headings;
mod indicators;
mod infer;
mod node_rates;
mod printed;
mod profile;
mod statistics;
mod table;
mod topics;
mod verify;
mod words;

pub use compare::{
    Comparison, Criterion, Distribution, InEdition, Inseparable, ItemChanges, LeafPart, Mapping, Matched, MeanChange,
    Moves, NodeChange, Pair, Split, SplitBy, UnitChange, compare,
};
pub use findings::{Findings, TierSummary};
pub use gap::{
    CheapestSet, Cost, CostKind, Costs, CutLine, Gap, GapMethod, GapOptions, GapOutcome, GapProof, Held, Improvement,
    Least, Obstacle, RankThen, Room, SingleLeaf, gap,
};
#[cfg(feature = "report")]
pub(crate) use groups::tier_place;
pub use groups::{Grouping, UnitGroup, attribute_named, group_attributes, group_units};
pub use headings::Headings;
pub use indicators::{IndicatorSummary, strengths_and_weaknesses, summarise};
pub use infer::{InferOptions, Inference, Inferred, Misfit, Trial, WeightInterval, infer_weights};
pub use profile::{GroupStanding, Profile, ProfileNode, profile, strengths_of};
pub use statistics::{Bin, Histogram, Inequality, Summary, TheilPart, TheilSplit, gini, quantile, theil, theil_split};
pub use topics::{TopicDivision, TopicSummary, topic_divisions, topic_summaries};
pub use verify::{Check, CheckKind, Verification, VerifyOptions, verify};
