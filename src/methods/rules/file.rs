//! A rule as written, and the reading of its keys.

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::diagnostic::{Bilingual, Code, bi, codes, one_of};
use crate::number::{Ratio, read_ratio, shorten};
use crate::words::{Names, Text};

/// The name of a rule in YAML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RuleName {
    /// Marks as such (直接评分), from `from` (0 where absent) to `to` (full marks where absent). The default.
    #[default]
    Score,
    /// Yes or no (是否): full marks for yes, or for no under `direction: negative`.
    YesNo,
    /// So many of all (占比): `45/60`, `75%` or `0.75`.
    Ratio,
    /// So much for `each`, `at_most` so much (计次加分).
    Count,
    /// Named `levels` (分级), each with its share of full marks.
    Levels,
    /// `steps` by threshold (分档), best first.
    Steps,
    /// Linear (线性) between the goalposts `zero` and `full`, clamped to them.
    Linear,
    /// So much off full marks for `each` (计次扣分), down to `floor`.
    Deduction,
    /// So many `of` a number of conditions (条件达标), nothing at all on a violation.
    Conditions,
}

impl RuleName {
    /// The word of the file format.
    pub fn name(self) -> &'static str {
        match self {
            RuleName::Score => "score",
            RuleName::YesNo => "yes-no",
            RuleName::Ratio => "ratio",
            RuleName::Count => "count",
            RuleName::Levels => "levels",
            RuleName::Steps => "steps",
            RuleName::Linear => "linear",
            RuleName::Deduction => "deduction",
            RuleName::Conditions => "conditions",
        }
    }

    /// The keys that it takes beside `kind`.
    fn keys(self) -> &'static [&'static str] {
        match self {
            RuleName::Score => &["from", "to", "direction"],
            RuleName::YesNo | RuleName::Ratio => &["direction"],
            RuleName::Count => &["each", "at_most"],
            RuleName::Levels => &["levels"],
            RuleName::Steps => &["steps"],
            RuleName::Linear => &["zero", "full"],
            RuleName::Deduction => &["each", "floor"],
            RuleName::Conditions => &["of"],
        }
    }
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better (正向); yes is better than no. The default.
    #[default]
    Positive,
    /// Less is better (逆向).
    Negative,
}

/// A rule as written: one word for a rule without keys, or a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = schema_or_word))]
#[serde(remote = "Self", deny_unknown_fields)]
#[non_exhaustive]
pub struct RuleFile {
    /// Which rule.
    pub kind: RuleName,
    /// Whether more is better; of `score`, `yes-no` and `ratio`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Of `score`: the value that gets nothing; 0 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Text>,
    /// Of `score`: the value that gets full marks; full marks where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Text>,
    /// Of `linear`: the value from which on nothing is got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zero: Option<Text>,
    /// Of `linear`: the value from which on full marks are got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full: Option<Text>,
    /// Of `count` and `deduction`: marks for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<Text>,
    /// Of `count`: the most marks that are given; full marks where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Text>,
    /// Of `deduction`: the least marks that are left; 0 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Text>,
    /// Of `levels`: the levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<LevelShare>>,
    /// Of `steps`: the steps, best first; the last stands for whatever reaches none of the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<StepFile>>,
    /// Of `conditions`: how many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
}

/// One level and what it gets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LevelShare {
    /// How the level is called, in Chinese, English or both.
    pub name: Names,
    /// Its share of full marks, as in `75%`; this or `marks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Text>,
    /// Its marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Text>,
}

/// One step and what it gets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StepFile {
    /// For values up to this one, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Text>,
    /// For values below this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Text>,
    /// For values from this one on, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Text>,
    /// For values above this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Text>,
    /// Its share of full marks, as in `75%`; this or `marks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Text>,
    /// Its marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Text>,
}

impl RuleFile {
    /// A rule of this kind with nothing else said.
    pub fn new(kind: RuleName) -> RuleFile {
        RuleFile { kind, ..RuleFile::default() }
    }

    /// The keys that are written beside `kind`.
    fn written(&self) -> Vec<&'static str> {
        let all = [
            ("direction", self.direction.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.is_some()),
            ("zero", self.zero.is_some()),
            ("full", self.full.is_some()),
            ("each", self.each.is_some()),
            ("at_most", self.at_most.is_some()),
            ("floor", self.floor.is_some()),
            ("levels", self.levels.is_some()),
            ("steps", self.steps.is_some()),
            ("of", self.of.is_some()),
        ];
        all.into_iter().filter(|(_, is_there)| *is_there).map(|(key, _)| key).collect()
    }
}

impl Serialize for RuleFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if *self == RuleFile::new(self.kind) {
            return self.kind.serialize(serializer);
        }
        // The mapping that is derived.
        RuleFile::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for RuleFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RuleFile, D::Error> {
        struct RuleVisitor;
        impl<'de> Visitor<'de> for RuleVisitor {
            type Value = RuleFile;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a rule, or a mapping with `kind`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<RuleFile, E> {
                RuleName::deserialize(de::value::StrDeserializer::new(text)).map(RuleFile::new)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RuleFile, A::Error> {
                RuleFile::deserialize(de::value::MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_any(RuleVisitor)
    }
}

/// The schema of the mapping, or one word.
#[cfg(feature = "schema")]
fn schema_or_word(schema: &mut schemars::Schema) {
    let names: Vec<&str> = [
        RuleName::Score,
        RuleName::YesNo,
        RuleName::Ratio,
        RuleName::Count,
        RuleName::Levels,
        RuleName::Steps,
        RuleName::Linear,
        RuleName::Deduction,
        RuleName::Conditions,
    ]
    .map(RuleName::name)
    .to_vec();
    let mapping = schema.clone();
    *schema = schemars::json_schema!({
        "description": "How an answer becomes marks: one word for a rule without keys, or a mapping.",
        "anyOf": [ { "type": "string", "enum": names }, mapping ],
    });
}

/// What is wrong with a rule, at which key, and how to mend it.
pub(crate) struct RuleProblem {
    /// Which key; the rule as a whole where none is named.
    pub key: Option<&'static str>,
    /// Which entry of the list at that key, and which key of it.
    pub entry: Option<(usize, Option<&'static str>)>,
    pub code: Code,
    pub message: Bilingual,
    pub hint: Bilingual,
}

/// The keys of a rule while they are read, and what was found wrong so far.
pub(crate) struct RuleKeys<'a> {
    pub file: &'a RuleFile,
    /// Full marks, where they are known.
    pub marks: Option<&'a Ratio>,
    problems: Vec<RuleProblem>,
}

impl<'a> RuleKeys<'a> {
    pub(super) fn new(file: &'a RuleFile, marks: Option<&'a Ratio>) -> RuleKeys<'a> {
        let mut keys = RuleKeys { file, marks, problems: Vec::new() };
        let (kind, allowed) = (file.kind.name(), file.kind.keys());
        for key in file.written().into_iter().filter(|key| !allowed.contains(key)) {
            let Bilingual { en, zh } = one_of(allowed);
            keys.problem(
                Some(key),
                bi!("the rule `{kind}` has no `{key}`", "规则 `{kind}` 没有 `{key}` 这一项"),
                bi!("it takes {en}", "可用的有 {zh}"),
            );
        }
        keys
    }

    pub(super) fn finished(self) -> Vec<RuleProblem> {
        self.problems
    }

    pub(super) fn problem(&mut self, key: Option<&'static str>, message: Bilingual, hint: Bilingual) {
        self.problems.push(RuleProblem { key, entry: None, code: codes::BAD_RULE, message, hint });
    }

    pub(super) fn entry_problem(
        &mut self,
        key: &'static str,
        entry: usize,
        inner: Option<&'static str>,
        message: Bilingual,
        hint: Bilingual,
    ) {
        let entry = Some((entry, inner));
        self.problems.push(RuleProblem { key: Some(key), entry, code: codes::BAD_RULE, message, hint });
    }

    /// A number at a key; nothing where it is absent or none, which is told.
    pub(super) fn number(&mut self, key: &'static str, text: Option<&Text>) -> Option<Ratio> {
        let text = text?;
        match read_ratio(text.as_str()) {
            Ok((value, _)) => Some(value),
            Err(problem) => {
                let (shown, what) = (shorten(text.as_str()), problem.problem.zh());
                let why = problem.problem;
                self.problem(Some(key), bi!("`{shown}` {why}", "`{shown}` {what}"), number_hint());
                None
            }
        }
    }

    /// A number that must be there.
    pub(super) fn needed(&mut self, key: &'static str, text: Option<&Text>) -> Option<Ratio> {
        if text.is_none() {
            let kind = self.file.kind.name();
            self.problem(
                Some(key),
                bi!("the rule `{kind}` needs `{key}`", "规则 `{kind}` 缺少 `{key}`"),
                bi!("write `{key}: 3`, say", "例如写 `{key}: 3`"),
            );
        }
        self.number(key, text)
    }

    /// A number of marks that must be above zero.
    pub(super) fn marks_each(&mut self, text: Option<&Text>) -> Option<Ratio> {
        let each = self.needed("each", text)?;
        if each > Ratio::zero() {
            return Some(each);
        }
        self.problem(
            Some("each"),
            bi!("{each} marks for each make no difference", "每次 {each} 分没有意义"),
            bi!("write how many marks each is worth, above zero", "写每次的分值，须大于零"),
        );
        None
    }

    /// Full marks, where a rule counts in marks.
    pub(super) fn full_marks(&mut self) -> Option<Ratio> {
        if self.marks.is_none() {
            let kind = self.file.kind.name();
            self.problem(
                None,
                bi!(
                    "the rule `{kind}` counts in marks, and full marks are not known",
                    "规则 `{kind}` 以分计，而满分未知"
                ),
                bi!("add `marks:` beside `rule`", "在 `rule` 旁写上 `marks:`"),
            );
        }
        self.marks.cloned()
    }

    /// What an entry of a list gets: a share, or marks of full marks; from 0 to 1.
    pub(super) fn worth(
        &mut self,
        list: &'static str,
        entry: usize,
        share: Option<&Text>,
        marks: Option<&Text>,
    ) -> Option<Ratio> {
        let (key, text) = match (share, marks) {
            (Some(share), None) => ("share", share),
            (None, Some(marks)) => ("marks", marks),
            _ => {
                let message = bi!("it needs `share` or `marks`, one of the two", "须写 `share` 或 `marks` 之一");
                let hint = bi!("as in `share: 75%` or `marks: 3`", "如 `share: 75%` 或 `marks: 3`");
                self.entry_problem(list, entry, None, message, hint);
                return None;
            }
        };
        let value = match read_ratio(text.as_str()) {
            Ok((value, _)) => value,
            Err(problem) => {
                let (shown, what) = (shorten(text.as_str()), problem.problem.zh());
                let why = problem.problem;
                self.entry_problem(list, entry, Some(key), bi!("`{shown}` {why}", "`{shown}` {what}"), number_hint());
                return None;
            }
        };
        let share = if key == "marks" { value.checked_div(&self.full_marks()?)? } else { value };
        if share.is_negative() || share > Ratio::one() {
            let shown = shorten(text.as_str());
            self.entry_problem(
                list,
                entry,
                Some(key),
                bi!("`{shown}` is more than full marks, or less than nothing", "`{shown}` 超过满分或小于零"),
                bi!("write a share from 0% to 100%, or marks up to full marks", "写 0% 至 100%，或不超过满分的分值"),
            );
            return None;
        }
        Some(share)
    }
}

/// Whether any of the numbers is written in percent.
pub(super) fn in_percent<'t>(texts: impl IntoIterator<Item = &'t Option<Text>>) -> bool {
    texts.into_iter().flatten().any(|text| read_ratio(text.as_str()).is_ok_and(|(_, written)| written.percent))
}

/// A number the way it was written.
pub(super) fn shown(value: &Ratio, percent: bool) -> String {
    if percent { format!("{}%", value * &Ratio::from(100)) } else { value.to_string() }
}

fn number_hint() -> Bilingual {
    bi!("write a plain number, a percentage or a ratio", "写普通数字、百分数或分数")
}
