//! The shapes of what an indicator may have beside its weight: roles, pass marks, items.

use serde::{Deserialize, Serialize};

use super::words::{Basis, By, Names, Text};
use crate::methods::{Missing, Rounds, RuleFile, Standing};

/// A bonus (加分项): added to the points of the node above, and no part of its weights.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BonusFile {
    /// Its full marks; absent where its children state theirs under `weights: absolute`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Text>,
    /// At most so many points are added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Text>,
    /// Only where the node above has more points than this without it, as in `80`, or more of its full marks, as in `80%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Text>,
    /// The same, the mark itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Text>,
    /// Which figure is compared; `rounded` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
}

/// A deduction (扣分项): taken off the points of the node above, down to nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeductionFile {
    /// The most that it can take off; absent where its children state theirs under `weights: absolute`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Text>,
    /// At most so many points are taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Text>,
}

/// A veto (单项否决): where anything below it gets marks, the node above has the score that stands here.
///
/// With neither `score` nor `at_most` there is no score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VetoFile {
    /// The points of the node above from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Text>,
    /// The most points of the node above from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Text>,
    /// Whether and where the unit is ranked; `with` where absent, `none` where it has no score. For the total only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Standing>,
    /// The code of the tier it is in from then on. For the total only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Text>,
}

/// A pass mark (合格线): below it the total has the score that stands here, or keeps its own where none does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PassFile {
    /// The mark, itself included: points of this node, as in `6`, or a part of its full marks, as in `60%`.
    pub from: Text,
    /// Which figure is compared; `rounded` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// The total of a unit below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Text>,
    /// The greatest total of a unit below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Text>,
    /// Whether and where a unit below it is ranked; `with` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Standing>,
    /// The code of the tier of a unit below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Text>,
}

/// How much has to be there for a node to have a score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CoverageFile {
    /// The least part of what applies, as in `2/3`; what is below it stays empty.
    pub least: Text,
    /// Whether leaves and items are weighed or counted; `weight` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<CoverageBy>,
}

/// How coverage is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CoverageBy {
    /// By the weight of what is there. The default.
    #[default]
    Weight,
    /// By how many leaves, or items of leaves that have some, are there.
    Count,
}

/// How an item is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Collection {
    /// By a program (机器采集).
    Machine,
    /// By a person (人工采集).
    Manual,
}

/// An item (采集点位): one thing that is looked at for a leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ItemFile {
    /// The code by which observations name it.
    pub code: Text,
    /// What is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Names>,
    /// Whether a program or a person collects it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Collection>,
    /// How an answer becomes marks; `score` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleFile>,
    /// Its marks among the items of its leaf; one each where no item states any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Text>,
    /// What an answer is measured in: days, columns, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_in: Option<Names>,
    /// Which of several rounds counts; as the leaf says where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Rounds>,
    /// Which units it applies to; all where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<AppliesFile>,
    /// Words by which topics pool items: a channel, a theme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Text>,
    /// `true` where any marks that it gets take all marks of its leaf.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub violation: bool,
    /// What it rests on; as its leaf's definition where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// How anything inferred was inferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Names>,
}

/// Which units an item applies to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AppliesFile {
    /// Units by an attribute in the data or the roster, as in `kind`; this or `item`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<Text>,
    /// Units by what was answered to another item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Text>,
    /// Those with one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<Text>,
    /// Those with none of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<Text>,
}

/// What may stand at the method, at any indicator, and holds below it unless said otherwise there.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    pub missing: Missing,
    pub not_applicable: Missing,
    pub coverage: Option<super::roles::Coverage>,
    pub rounds: Option<Rounds>,
}
