//! Evaluation schemes for government internet services as data, and exact scores from them.
//!
//! A *framework* (指标体系) is one YAML file: the weighted tree of indicators, how scores are formed, and how units
//! are ranked and sorted into types. This crate checks it, reads data as people write them, and scores exactly:
//!
//! ```
//! use govscore::{Dataset, Framework, Rounding};
//!
//! let framework = Framework::builtin("un-egdi-2018")?;
//! let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
//! let scores = framework.score(&data)?;
//!
//! let china = scores.get(data.find("CHN").unwrap()).unwrap();
//! assert_eq!(china.total().unwrap().to_string(), "10217/15000");
//! assert_eq!(china.total().unwrap().to_fixed(Rounding::half_up(4)), "0.6811");
//! assert_eq!(china.rank(), Some(65));
//! assert_eq!(china.tier().unwrap().name.get(govscore::Lang::En), "High");
//! # Ok::<(), govscore::Error>(())
//! ```
//!
//! # Overview
//!
//! [`Framework`] is the type to know: it comes from [`Framework::builtin`], [`Framework::from_yaml`], or from code
//! through [`FrameworkFile`].
//! A [`Dataset`] holds observations of units, from CSV, a workbook, or values.
//! [`Framework::score`] gives [`Scores`]: every node of every unit as an exact [`Ratio`], ranks and tiers.
//! A [`Template`] is a table for those who fill in, which reads back as a dataset.
//! [`gap`](crate::gap()) finds what would lift a unit into the next type.
//! [`verify`](crate::verify()) holds a published table against itself and a framework, [`infer_weights`] finds the weights behind one.
//! [`compare`](crate::compare()) says what changed between two editions, and whether values or the scheme changed it.
//! [`Findings`] are what scores show: distributions, groups, inequality, topics; [`compare`](crate::compare()) sets two
//! editions side by side, and [`gap`](crate::gap()) says what would lift a unit into the next type.
//! With the feature `report` all three become documents: pages, workbooks and texts.
//! A [`Plan`] does the same with [`Weights`] of one's own and can [explain](Plan::explain) a unit step by step.
//! Whatever is wrong with an input comes as [`Diagnostics`]: all problems at once, in English and Chinese.
//!
//! # What it does
//!
//! * Weights are exact ratios: `40%`, `0.4`, `2/5`; siblings add up to exactly one, or the file is refused.
//! * Scores stay exact until they are printed. Ranks and tiers are decided on exact values or on declared rounding,
//!   so true ties are ties. No `f64` takes part.
//! * Missing is not zero and not "not applicable"; what happens then is the framework's choice, and the explanation
//!   shows it.
//! * What is published, inferred, illustrative and unknown stays apart, in the file and in the output.
//!
//! # What it does not do
//!
//! It does not crawl sites, ship boundary data, print, read the clock, or draw causal conclusions.
//! Normalisation over the sample, further aggregations and robustness analysis are not there yet.
//!
//! # A framework of one's own
//!
//! ```
//! use govscore::{Dataset, Framework, read_number};
//!
//! let framework = Framework::from_yaml(
//!     "govscore: 1
//! id: demo
//! title: {zh: 示例, en: A demonstration}
//! method: {missing: rescale-node, rank: {ties: dense}}
//! indicators:
//!   - {code: A, name: {zh: 供给, en: Supply}, weight: 1/3}
//!   - {code: B, name: {zh: 响应, en: Response}, weight: 2/3}
//! tiers:
//!   tiers: [{code: good, from: 60}, {code: poor}]
//! ",
//! )?;
//! let data = Dataset::builder(&framework)
//!     .set("甲市", "A", 90)
//!     .set("甲市", "B", 45)
//!     .set("乙市", "B", read_number("60.00").unwrap())
//!     .build()?;
//! let scores = framework.score(&data)?;
//! let totals: Vec<String> = scores.ranked().map(|unit| unit.total().unwrap().to_string()).collect();
//! assert_eq!(totals, ["60", "60"]);
//! assert!(scores.iter().all(|unit| unit.rank() == Some(1)));
//! # Ok::<(), govscore::Error>(())
//! ```
//!
//! # All problems at once
//!
//! ```
//! use govscore::{Checked, Lang};
//!
//! let broken = "govscore: 1\nid: x\ntitle: X\nindicators:\n  - {code: A, weight: 0.3333}\n  - {code: A, wieght: 2/3}\n";
//! let checked = Checked::read(broken.as_bytes(), Some("x.yaml"), &[]);
//! assert!(checked.framework.is_none());
//! for diagnostic in &checked.diagnostics {
//!     println!("{}", diagnostic.line(Lang::Zh));
//! }
//! assert!(checked.diagnostics.iter().any(|found| found.code.name() == "unknown-key"));
//! assert!(checked.diagnostics.iter().any(|found| found.code.name() == "duplicate-code"));
//! ```
//!
//! # Crate features
//!
//! * `samples` (default): example data and what their sources print, for [`sample`] and [`published`].
//! * `provenance`: the record of what went into a run, `provenance::Provenance`.
//! * `xlsx`: data and rosters in workbooks (.xlsx), and workbooks to fill in; without it they are refused with a word on
//!   that.
//! * `report`: reports of what was found, `report::Document`, as a page (HTML), Markdown and, with `xlsx`, a workbook.
//! * `schema`: the JSON Schema of framework files, `FrameworkFile::schema`.
//!
//! # Further reading
//!
//! [`docs::cookbook`] has whole programs, [`docs::numbers`] says what a figure is, [`docs::framework`] what every key
//! of a framework file means, [`docs::rules`] how observations become marks and what changes a score besides weights,
//! [`docs::tiers`] how types and grades come about, [`docs::verify`] how published tables are held against themselves,
//! [`docs::gap`] what would lift a unit into the next type,
//! [`docs::editions`] how two editions are compared, [`docs::report`] what a report holds and how its figures are defined,
//! [`docs::templates`] what tables to fill in are like,
//! [`docs::diagnostics`] what every diagnostic means, [`docs::limits`] how much is read at most, [`docs::design`] why
//! things are as they are, [`docs::architecture`] how the code is laid out, [`docs::benchmarks`] what it costs, and
//! [`docs::compare`] what other programs do.
//! 中文：[`docs::framework_zh`]、[`docs::rules_zh`]、[`docs::tiers_zh`]、[`docs::verify_zh`]、[`docs::editions_zh`]、[`docs::gap_zh`]、[`docs::report_zh`]。
//!
// What is not there without the samples is linked to where it is told of.
#![cfg_attr(not(feature = "samples"), doc = "[`sample`]: crate#crate-features")]
#![cfg_attr(not(feature = "samples"), doc = "[`published`]: crate#crate-features")]
#![cfg_attr(not(feature = "samples"), doc = "[`docs::cookbook`]: crate#crate-features")]
#![cfg_attr(not(all(feature = "report", feature = "samples")), doc = "[`docs::report`]: crate#crate-features")]
#![cfg_attr(not(all(feature = "report", feature = "samples")), doc = "[`docs::report_zh`]: crate#crate-features")]
#![forbid(unsafe_code)]
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod analyse;
mod data;
pub mod diagnostic;
pub mod docs;
mod embedded;
mod error;
mod framework;
mod import;
mod limits;
mod measure;
mod methods;
mod number;
#[cfg(feature = "provenance")]
pub mod provenance;
#[cfg(feature = "report")]
pub mod report;
mod score;
mod template;
mod words;
#[cfg(feature = "xlsx")]
mod workbook;

pub use analyse::{
    Bin, Check, CheckKind, Comparison, Criterion, Distribution, Findings, GroupStanding, Grouping, Headings, Histogram,
    InEdition, IndicatorSummary, Inequality, InferOptions, Inference, Inferred, Inseparable, ItemChanges, LeafPart,
    Mapping, Matched, MeanChange, Misfit, Moves, NodeChange, Pair, Profile, ProfileNode, Split, SplitBy, Summary,
    TheilPart, TheilSplit, TierSummary, TopicDivision, TopicSummary, Trial, UnitChange, UnitGroup, Verification,
    VerifyOptions, WeightInterval, attribute_named, compare, gini, group_attributes, group_units, infer_weights,
    profile, quantile, strengths_and_weaknesses, strengths_of, summarise, theil, theil_split, topic_divisions,
    topic_summaries, verify,
};

pub use analyse::{
    CheapestSet, Cost, CostKind, Costs, CutLine, Gap, GapMethod, GapOptions, GapOutcome, GapProof, Held, Improvement,
    Least, Obstacle, RankThen, Room, SingleLeaf, gap,
};
pub use data::{
    Dataset, DatasetBuilder, Evidence, Loaded, Member, Observation, ReadOptions, Record, Roster, Tile, Unit,
};
pub use diagnostic::{Bilingual, Diagnostic, Diagnostics, Lang, Severity};
#[cfg(feature = "samples")]
pub use embedded::{published, sample, sample_ids};
pub use error::Error;
pub use framework::{
    Absence, Applies, AppliesFile, Basis, Bonus, BonusFile, By, Checked, Collection, Condition, Consequence, Coverage,
    CoverageBy, CoverageFile, DeductionFile, Figure, Framework, FrameworkFile, Grade, GradeFile, GradesFile, Indicator,
    Input, Item, ItemFile, ItemId, Level, LevelFile, MethodFile, Names, Node, NodeBasis, NodeId, Pass, PassFile,
    Period, PublishedFigure, RankFile, Role, RoundingFile, Source, Text, Tier, TierFile, TiersFile, Topic, TopicFile,
    TotalFile, Unless, VetoFile, Weights,
};
pub use import::{ImportOptions, Imported, import_table};
pub use limits::{Limit, Limits};
pub use measure::{ItemWork, RecordWork, check_data};
pub use methods::{
    Aggregate, Answer, Borders, Bounds, Conditions, Conflicts, Count, Counted, Counts, CutLines, Deduction, Direction,
    GradeRuleName, LevelShare, Levels, Linear, MeanSd, Missing, NaturalBreaks, Notation, Proportion, Quantiles, Rounds,
    Rule, RuleFile, RuleName, ScoreRange, Sd, Spread, Standing, StepFile, Steps, TierRule, TierRuleName, TierTies,
    Ties, YesNo, together,
};
pub use number::{NotANumber, Ratio, RoundMode, Rounding, Stage, add_up, apportion, read_number, round_parts};
pub use rust_decimal::Decimal;
pub use score::{
    Bend, Covered, Explanation, ExtraWork, GradeRow, Origin, Plan, Printed, Rates, Scores, Step, Stream, Term, TierRow,
    UnitScore, Verdict,
};
pub use template::{Template, TemplateForm};

/// The README's program runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
