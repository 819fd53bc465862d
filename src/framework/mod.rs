//! A framework (指标体系): the weighted tree of indicators of one scheme in one edition.
//!
//! What was written is a [`FrameworkFile`]; what holds is a [`Framework`], and the only way from one to the other is
//! through the checks in [`check`].

mod check;
mod extras;
mod file;
mod items;
mod marks;
mod read;
mod recover;
mod roles;
#[cfg(feature = "schema")]
mod schema;
mod tree;
mod weights;
mod words;

pub use extras::{
    AppliesFile, BonusFile, Collection, CoverageBy, CoverageFile, DeductionFile, ItemFile, PassFile, VetoFile,
};
pub use file::{
    FrameworkFile, GradeFile, GradesFile, Indicator, LevelFile, MethodFile, Period, PublishedFigure, RankFile,
    RoundingFile, Source, TierFile, TiersFile, TopicFile, TotalFile,
};
pub use items::{Applies, Item, ItemId, Unless};
pub(crate) use marks::{Marks, Step};
pub use read::Checked;
pub(crate) use read::written;
pub use roles::{Absence, Bonus, Condition, Consequence, Coverage, Pass, Role};
pub use tree::{Framework, Grade, Level, Node, NodeId, Tier, Topic};
pub use weights::Weights;
pub use words::{Basis, By, Figure, Input, Names, NodeBasis, Text};
