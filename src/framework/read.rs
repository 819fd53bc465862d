//! From text to a checked framework.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::check::{Context, check};
use super::file::{FrameworkFile, Indicator};
use super::marks::{Marks, syntax};
use super::recover::{Recovered, recover};
use super::tree::Framework;
use super::words::{Basis, Names, NodeBasis, Text};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes, nearest, plural};
use crate::embedded;
use crate::error::Error;
use crate::limits::{Limit, Limits};
use crate::methods::{Missing, Notation};
use crate::number::{NotANumber, read_ratio, shorten};

/// The outcome of reading a framework: everything that was found, and the framework if none of it is an error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The framework, unless there are errors.
    pub framework: Option<Framework>,
    /// Errors, warnings and notes.
    pub diagnostics: Diagnostics,
}

impl Checked {
    /// Reads YAML and sets weights that the file leaves open or that the caller wants to try.
    ///
    /// `file` is how messages call the source; `weights` holds pairs of code and weight, as in `("A", "30%")`.
    pub fn read(yaml: &[u8], file: Option<&str>, weights: &[(String, String)]) -> Checked {
        Checked::read_within(yaml, file, weights, Limits::default())
    }

    /// The same within limits of one's own.
    pub fn read_within(yaml: &[u8], file: Option<&str>, weights: &[(String, String)], limits: Limits) -> Checked {
        match written::<FrameworkFile>(yaml, file, limits) {
            Err(diagnostics) => Checked { framework: None, diagnostics },
            Ok((marks, recovered)) => {
                let Some(written) = recovered.file else {
                    return Checked { framework: None, diagnostics: recovered.problems };
                };
                let context = Context { file, marks: Some(&marks), holes: &recovered.holes, limits };
                finish(written, weights, &context, recovered.problems)
            }
        }
    }

    /// The framework, or all diagnostics if one of them is an error.
    pub fn into_result(self) -> Result<Framework, Error> {
        match self.framework {
            Some(framework) if !self.diagnostics.has_errors() => Ok(framework),
            _ => Err(Error::Framework(self.diagnostics)),
        }
    }
}

impl Framework {
    /// Reads a framework from YAML; the error holds every problem with its line and column.
    ///
    /// ```
    /// let error = govscore::Framework::from_yaml("govscore: 1\nid: x\ntitle: X\nindicators:\n- {code: A, weight: 90%}\n");
    /// assert!(error.unwrap_err().to_string().contains("add up to 90%, 10% too little"));
    /// ```
    pub fn from_yaml(yaml: &str) -> Result<Framework, Error> {
        Checked::read(yaml.as_bytes(), None, &[]).into_result()
    }
}

impl Framework {
    /// The ids of the frameworks that are built in.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        embedded::FRAMEWORKS.iter().map(|(id, _)| *id)
    }

    /// A framework that is built in; the error names the nearest id.
    pub fn builtin(id: &str) -> Result<Framework, Error> {
        Checked::read(Framework::builtin_yaml(id)?.as_bytes(), Some(&format!("{id}.yaml")), &[]).into_result()
    }

    /// The YAML of a framework that is built in, to read or to start one's own from.
    pub fn builtin_yaml(id: &str) -> Result<&'static str, Error> {
        embedded::find(embedded::FRAMEWORKS, id)
    }
}

impl FrameworkFile {
    /// A framework with defaults for everything that is not required.
    pub fn new(id: impl Into<String>, title: impl Into<Names>) -> FrameworkFile {
        FrameworkFile {
            govscore: Text::from("1"),
            id: Text::from(id),
            title: title.into(),
            edition: None,
            source: None,
            collected: None,
            roster: None,
            scale: None,
            input: None,
            display: None,
            basis: None,
            note: None,
            partial: false,
            unknown: Vec::new(),
            levels: Vec::new(),
            total: None,
            method: None,
            weights: None,
            indicators: Vec::new(),
            tiers: None,
            topics: Vec::new(),
            published: Vec::new(),
        }
    }

    /// Adds a first-level indicator.
    pub fn indicator(mut self, indicator: Indicator) -> FrameworkFile {
        self.indicators.push(indicator);
        self
    }

    /// The same with other full marks of the total.
    pub fn scale(mut self, scale: impl Into<String>) -> FrameworkFile {
        self.scale = Some(Text::from(scale));
        self
    }

    /// The same with another notation of the first level's weights.
    pub fn weights(mut self, notation: Notation) -> FrameworkFile {
        self.weights = Some(notation);
        self
    }

    /// The same with another rule for missing values.
    pub fn missing(mut self, missing: Missing) -> FrameworkFile {
        self.method.get_or_insert_default().missing = Some(missing);
        self
    }

    /// Checks everything and gives the framework, or all problems; one that nests deeper than a file may
    /// ([`docs::limits`](crate::docs::limits)) is refused.
    ///
    /// Refusing it does not recurse. Cloning, comparing, writing and dropping a file does, so one of tens of thousands
    /// of levels overflows the stack where it is dropped without having been checked.
    pub fn check(self) -> Result<Framework, Error> {
        self.check_with(&[])
    }

    /// The same, after setting weights: pairs of code and weight, as in `("A", "30%")`.
    pub fn check_with(self, weights: &[(String, String)]) -> Result<Framework, Error> {
        finish(self, weights, &Context::default(), Diagnostics::new()).into_result()
    }

    /// The file as YAML.
    pub fn to_yaml(&self) -> String {
        // Writing texts, whole numbers and lists into a string cannot fail.
        serde_yaml::to_string(self).unwrap_or_default()
    }
}

impl Indicator {
    /// A leaf without a weight.
    pub fn new(code: impl Into<String>, name: impl Into<Names>) -> Indicator {
        Indicator { code: Text::from(code), name: Some(name.into()), ..Indicator::default() }
    }

    /// The same with this weight: `40%`, `0.4`, `2/5`, or whatever the parent's notation allows.
    pub fn weight(mut self, weight: impl Into<String>) -> Indicator {
        self.weight = Some(Text::from(weight));
        self
    }

    /// The same with another notation of its children's weights.
    pub fn weights(mut self, notation: Notation) -> Indicator {
        self.weights = Some(notation);
        self
    }

    /// The same with one more child.
    pub fn indicator(mut self, child: Indicator) -> Indicator {
        self.indicators.get_or_insert_default().push(child);
        self
    }

    /// The same with values in data files between these two.
    pub fn range(mut self, low: impl Into<String>, high: impl Into<String>) -> Indicator {
        self.range = Some((Text::from(low), Text::from(high)));
        self
    }
}

/// The marks of a document, and what is written in it.
///
/// Any file in YAML is read like this, not only frameworks.
pub(crate) fn written<F: DeserializeOwned>(
    yaml: &[u8],
    file: Option<&str>,
    limits: Limits,
) -> Result<(Marks, Recovered<F>), Diagnostics> {
    let text = utf8(yaml, file)?;
    let mut marks = Marks::read(text, file, limits)?;
    let error = match serde_yaml::from_str::<F>(text) {
        Ok(read) => return Ok((marks, Recovered::whole(read))),
        Err(error) => error,
    };
    let mut recovered: Recovered<F> = recover(&marks, file);
    if !recovered.problems.has_errors() {
        recovered.problems.push(serde_problem(&error, file));
        recovered.file = None;
    }
    marks.rename(std::mem::take(&mut recovered.meant));
    Ok((marks, recovered))
}

fn utf8<'t>(yaml: &'t [u8], file: Option<&str>) -> Result<&'t str, Diagnostics> {
    let yaml = yaml.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(yaml);
    std::str::from_utf8(yaml).map_err(|error| {
        let before = &yaml[..error.valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').filter(|byte| **byte & 0xC0 != 0x80).count()
            as u64
            + 1;
        let byte = yaml[error.valid_up_to()];
        let place = Place { file: file.map(str::to_owned), line: Some(line), column: Some(column), ..Place::default() };
        let mut all = Diagnostics::new();
        all.push(
            Diagnostic::new(
                codes::NOT_UTF8,
                bi!("the byte {byte:#04x} here is not UTF-8", "此处字节 {byte:#04x} 不是 UTF-8"),
            )
            .at("", place)
            .hint(bi!(
                "save the file as UTF-8; it may be GB18030 (older Chinese Windows) or UTF-16",
                "请另存为 UTF-8；文件可能是 GB18030（旧版中文 Windows）或 UTF-16"
            )),
        );
        all
    })
}

/// What serde_yaml says where the recovering reader finds nothing to object to: its parser is the stricter one.
fn serde_problem(error: &serde_yaml::Error, file: Option<&str>) -> Diagnostic {
    let text = error.to_string();
    let info = text.split(" at line ").next().unwrap_or(&text);
    let (line, column) = error.location().map(|at| (at.line() as u64, at.column() as u64)).unzip();
    syntax(info).at("", Place { file: file.map(str::to_owned), line, column, ..Place::default() })
}

fn finish(mut file: FrameworkFile, weights: &[(String, String)], context: &Context<'_>, shape: Diagnostics) -> Checked {
    let mut diagnostics = shape;
    if let Some(refused) = too_deep(&file.indicators, context.limits) {
        dismantle(std::mem::take(&mut file.indicators));
        diagnostics.push(refused);
        return Checked { framework: None, diagnostics };
    }
    for (code, weight) in weights {
        set_weight(&mut file, code, weight, &mut diagnostics);
    }
    let (inner, found) = check(file, context);
    diagnostics.extend(found);
    diagnostics.sort();
    let framework = inner.filter(|_| !diagnostics.has_errors()).map(|inner| Framework { inner: Arc::new(inner) });
    Checked { framework, diagnostics }
}

/// A tree built in code may nest as deep as memory goes, and the checks recurse as those of a file do: what a file may
/// not hold is refused before they begin.
fn too_deep(indicators: &[Indicator], limits: Limits) -> Option<Diagnostic> {
    let mut level: Vec<&Indicator> = indicators.iter().collect();
    let mut levels = 0usize;
    while !level.is_empty() {
        levels += 1;
        // A list and a mapping each, inside the mapping that is the file.
        if limits.forbid(Limit::FrameworkDepth, 2 * levels + 1) {
            let (most, limit) = (levels - 1, Limit::FrameworkDepth.name());
            let deep = plural(most, "level", "levels");
            let message = bi!(
                "the indicators nest deeper than {deep} (the limit {limit})",
                "指标嵌套超过 {most} 级（上限 {limit}）"
            );
            let hint = bi!("look for a level that is put below itself", "检查是否反复添加了同一级");
            return Some(Diagnostic::new(codes::YAML_TOO_LARGE, message).hint(hint));
        }
        level = level.into_iter().filter_map(|node| node.indicators.as_ref()).flatten().collect();
    }
    None
}

/// Drops a tree of any depth without recursion.
fn dismantle(mut open: Vec<Indicator>) {
    while let Some(mut node) = open.pop() {
        open.append(&mut node.indicators.take().unwrap_or_default());
    }
}

/// `--set CODE=WEIGHT`: the weight is the caller's from then on, and says so.
fn set_weight(file: &mut FrameworkFile, code: &str, weight: &str, diagnostics: &mut Diagnostics) {
    let Some(node) = find(&mut file.indicators, code) else {
        let mut known = Vec::new();
        collect_codes(&file.indicators, &mut known);
        let message = bi!("no indicator has the code `{code}`", "没有代码为 `{code}` 的指标");
        let mut diagnostic = Diagnostic::new(codes::UNKNOWN_PARAMETER, message);
        diagnostic.hint = nearest(code, known).map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"));
        return diagnostics.push(diagnostic);
    };
    // A weight that is no number has no place in the file, so it is refused here and not by the checks.
    let text = shorten(weight);
    let refused = match read_ratio(weight) {
        Ok((value, _)) if value.is_negative() => {
            let message = bi!("the weight `{text}` that was set is below zero", "设定的权重 `{text}` 小于零");
            let hint = bi!("a weight is zero or more", "权重不小于零");
            Some(Diagnostic::new(codes::NEGATIVE_WEIGHT, message).hint(hint))
        }
        Ok(_) => None,
        Err(NotANumber { problem, .. }) => {
            let what = problem.zh();
            let message = bi!("the weight `{text}` that was set {problem}", "设定的权重 `{text}` {what}");
            let hint = bi!(
                "write `{code}=40%`, `{code}=0.4` or `{code}=2/5`",
                "写作 `{code}=40%`、`{code}=0.4` 或 `{code}=2/5`"
            );
            Some(Diagnostic::new(codes::BAD_WEIGHT, message).hint(hint))
        }
    };
    if let Some(refused) = refused {
        return diagnostics.push(refused.at(code, Place::default()));
    }
    let before = node.weight.replace(Text::from(weight));
    node.basis = Some(NodeBasis { weight: Some(Basis::Illustrative), ..node.basis.unwrap_or_default() });
    let before_zh = before.as_ref().map_or("未知", |text| text.as_str()).to_owned();
    let before = before.as_ref().map_or("not known", |text| text.as_str()).to_owned();
    let message = bi!(
        "the weight of {code} is {weight} by the caller's choice (in the scheme: {before})",
        "{code} 的权重由使用者设为 {weight}（方案中为 {before_zh}）"
    );
    diagnostics.push(Diagnostic::new(codes::WEIGHT_SET, message).at(code, Place::default()));
}

fn find<'f>(nodes: &'f mut [Indicator], code: &str) -> Option<&'f mut Indicator> {
    for node in nodes {
        if node.code.as_str() == code {
            return Some(node);
        }
        if let Some(found) = node.indicators.as_deref_mut().and_then(|below| find(below, code)) {
            return Some(found);
        }
    }
    None
}

fn collect_codes<'f>(nodes: &'f [Indicator], codes: &mut Vec<&'f str>) {
    for node in nodes {
        codes.push(node.code.as_str());
        collect_codes(node.indicators.as_deref().unwrap_or_default(), codes);
    }
}
