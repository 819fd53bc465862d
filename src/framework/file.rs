//! The shapes of a framework file: what was written, before anything is checked.
//!
//! Every number is a [`Text`], so that `0.3333`, `1/3` and `NO` arrive as they stand in the file.
//! There is no `flatten`, `untagged` or tag in here, since those would take scalars through `f64`.

use serde::{Deserialize, Serialize};

use super::extras::{BonusFile, Collection, CoverageFile, DeductionFile, ItemFile, PassFile, VetoFile};
use super::words::{Basis, By, Figure, Input, Names, NodeBasis, Text};
use crate::methods::{
    Aggregate, Conflicts, GradeRuleName, Missing, Notation, Rounds, RuleFile, Sd, TierRuleName, TierTies, Ties,
};
use crate::number::{RoundMode, Stage};

/// A framework as written in YAML or built in code; [`FrameworkFile::check`] turns it into a [`crate::Framework`].
///
/// ```
/// use govscore::{FrameworkFile, Indicator};
///
/// let framework = FrameworkFile::new("demo", "A demonstration")
///     .indicator(Indicator::new("A", "Supply").weight("1/3"))
///     .indicator(Indicator::new("B", "Response").weight("2/3"))
///     .check()?;
/// assert_eq!(framework.leaves().count(), 2);
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(title = "govscore framework", description = "One evaluation scheme in one edition.")
)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FrameworkFile {
    /// The version of this format: `1`.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::version"))]
    pub govscore: Text,
    /// A short name that identifies scheme and edition.
    pub id: Text,
    /// The title, in Chinese, English or both.
    pub title: Names,
    /// The edition, usually a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<Text>,
    /// Where the scheme is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// When the observations were made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<Period>,
    /// The roster of units that data are matched with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Text>,
    /// Full marks of the total; 100 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Text>,
    /// What data files hold; where absent `observations` if any leaf has a rule or items, else `rate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Input>,
    /// What is printed; `points` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<Figure>,
    /// Basis of every node that does not state its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Anything a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Names>,
    /// `true` where part of the scheme is unknown: it is listed and drawn, but not scored.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// What is not known about the scheme, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Names>,
    /// The levels below the total, first level first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelFile>,
    /// The total: its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<TotalFile>,
    /// How scores are formed, rounded and ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<MethodFile>,
    /// Notation of the first level's weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Notation>,
    /// The first level; empty where the total itself is what is given.
    pub indicators: Vec<Indicator>,
    /// How units are sorted into types.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiers: Option<TiersFile>,
    /// Cross-cutting pools of indicators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicFile>,
    /// Figures about results that the source prints, for comparison.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<PublishedFigure>,
}

/// A node below the total, with everything below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Indicator {
    /// The code by which data, topics and options name it.
    pub code: Text,
    /// Its name; the code where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Names>,
    /// What it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Names>,
    /// Its weight among its siblings, in the notation of the parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Text>,
    /// What the parts of this entry rest on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<NodeBasis>,
    /// How anything inferred was inferred, and whatever else a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Names>,
    /// Where this entry is published, if not where the scheme is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// Least and greatest value in data files that hold rates; 0 and the scale where absent. Leaves only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(Text, Text)>,
    /// How its score is formed from its children; the framework's method where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// Notation of its children's weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Notation>,
    /// What happens where it, or anything below it, is missing; as the node above says where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// What happens where it, or anything below it, does not apply; as the node above says where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<Missing>,
    /// How much has to be there for it to have a score; as the node above says where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<CoverageFile>,
    /// Instead of a weight: it is a bonus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<BonusFile>,
    /// Instead of a weight: it is a deduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduction: Option<DeductionFile>,
    /// Instead of a weight: it is a veto.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veto: Option<VetoFile>,
    /// What it has to reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<PassFile>,
    /// How an observation becomes marks; absent where data hold its rate. Leaves only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleFile>,
    /// The marks in which its rule counts; its full marks where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Text>,
    /// What an observation is measured in: days, columns, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_in: Option<Names>,
    /// Which of several rounds counts; as the node above says where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Rounds>,
    /// Whether a program or a person collects it, where it has a rule of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Collection>,
    /// What is looked at for it (采集点位). Leaves only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<ItemFile>>,
    /// Its children; absent for a leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicators: Option<Vec<Indicator>>,
}

/// Where a scheme is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Source {
    /// Title of the publication.
    pub title: Names,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Names>,
    /// Its ISBN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isbn: Option<Text>,
    /// The pages that hold the scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Text>,
    /// An address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Text>,
}

/// When observations were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day or month.
    pub from: Text,
    /// Last day or month.
    pub to: Text,
}

/// One level below the total.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelFile {
    /// Name in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Text>"))]
    pub zh: Option<String>,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Text>"))]
    pub en: Option<String>,
    /// How many nodes it has; not checked where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// The total.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TotalFile {
    /// Its name.
    pub name: Names,
}

/// How scores are formed, rounded and ranked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MethodFile {
    /// How a node is formed from its children; `arithmetic` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// What happens to a missing value; `reject` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// What happens to a value that does not apply; `reject` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<Missing>,
    /// How much has to be there for a node to have a score; anything where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<CoverageFile>,
    /// Which of several rounds counts; several are an error where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Rounds>,
    /// What happens where observations do not agree; `refuse` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflicts: Option<Conflicts>,
    /// How figures are rounded; two places, half up, at the report where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingFile>,
    /// How units are ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<RankFile>,
}

/// Rounding as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RoundingFile {
    /// Digits after the point; 2 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// `half-up` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<RoundMode>,
    /// `report` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
}

/// Ranking as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RankFile {
    /// What equal scores get; `competition` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Ties>,
    /// Which figure is compared; `exact` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
}

/// The types as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TiersFile {
    /// The rule; `cut-lines` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<TierRuleName>,
    /// Which figure is compared; `rounded` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Where equal totals across the end of a type go; `up` where absent. Not for lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<TierTies>,
    /// Over how many units squares are averaged under `mean-sd`; `population` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sd: Option<Sd>,
    /// Grades inside every type that has none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades: Option<GradesFile>,
    /// The types, best first.
    pub tiers: Vec<TierFile>,
}

/// One type as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TierFile {
    /// The code by which it is named.
    pub code: Text,
    /// Its name; the code where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Names>,
    /// Under `cut-lines`: the least total that is still in it; none for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Text>,
    /// Under `quantiles`: its share of the units, as in `10%`; none for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Text>,
    /// Under `count`: how many units it has; none for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Under `mean-sd`: how many standard deviations from the mean it begins; none for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_sd: Option<Text>,
    /// Grades inside it; those that all types share where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades: Option<GradesFile>,
    /// What its line, share or number rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// How anything inferred was inferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Names>,
}

/// Grades inside a type as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GradesFile {
    /// The rule; `cut-lines` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<GradeRuleName>,
    /// Where equal totals across the end of a grade go; `up` where absent. Not for lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<TierTies>,
    /// The grades, best first.
    pub grades: Vec<GradeFile>,
}

/// One grade as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GradeFile {
    /// The code by which it is named.
    pub code: Text,
    /// Its name; the code where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Names>,
    /// Under `cut-lines`: the least total that is still in it; none for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Text>,
    /// Under `quantiles`: its share of the units of the type, as in `25%`; none for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Text>,
    /// Under `count`: how many units of the type it has; none for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// What its line, share or number rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// How anything inferred was inferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Names>,
}

/// A cross-cutting pool of indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TopicFile {
    /// The code by which it is named.
    pub id: Text,
    /// Its name; the id where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Names>,
    /// Codes of its indicators; an empty list where they are not known.
    #[serde(default)]
    pub indicators: Vec<Text>,
    /// Tags of its items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Text>,
    /// What the selection rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// How anything inferred was inferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Names>,
}

/// A figure about results that the source prints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PublishedFigure {
    /// What it is: `count`, `cut`, `mean`, `max`, `min`, `rank`, `value`.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::statistic"))]
    pub statistic: Text,
    /// Of which tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Text>,
    /// Of which indicator; the total where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Text>,
    /// Of which group of units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Names>,
    /// Of which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// Over how many units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<u32>,
    /// The figure as printed.
    pub value: Text,
    /// What it rests on; `published` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where it is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// How anything inferred was inferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Names>,
}
