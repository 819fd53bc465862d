//! A published table held against itself, and against the scheme that it is said to follow.

mod groups;
mod headings;
mod order;
mod published;
mod ranks;
mod shares;
mod tiers;
mod ties;
mod totals;
mod units;

use super::headings::{Headings, Holds};
use super::printed::PrintedFigure;
use super::table::Published;
use crate::data::{Roster, figure};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Place, bi, codes};
use crate::framework::{Figure, Framework, Input};
use crate::limits::Limits;
use crate::number::{RoundMode, shorten};

/// How a published table is to be read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct VerifyOptions {
    /// How messages call the file.
    pub file: Option<String>,
    /// The headings, where they are none of the usual ones.
    pub headings: Headings,
    /// Whether the parts are printed as rates or as points; where absent, and where the file has no `# input:` line,
    /// as the framework displays them, or otherwise if most totals hold only then.
    pub input: Option<Input>,
    /// The roster to match units with; none for units as written.
    pub roster: Option<Roster>,
    /// How much is read at most.
    pub limits: Limits,
}

impl VerifyOptions {
    /// Sets how messages call the file.
    pub fn file(mut self, file: impl Into<String>) -> VerifyOptions {
        self.file = Some(file.into());
        self
    }

    /// Sets the headings.
    pub fn headings(mut self, headings: Headings) -> VerifyOptions {
        self.headings = headings;
        self
    }

    /// Sets whether the parts are printed as rates or as points.
    pub fn input(mut self, input: Option<Input>) -> VerifyOptions {
        self.input = input;
        self
    }

    /// Sets the roster to match units with.
    pub fn roster(mut self, roster: Option<Roster>) -> VerifyOptions {
        self.roster = roster;
        self
    }

    /// Sets how much is read at most.
    pub fn limits(mut self, limits: Limits) -> VerifyOptions {
        self.limits = limits;
        self
    }
}

/// What a table was held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckKind {
    /// Units: doubled, missing, unknown, sums among them.
    Units,
    /// Totals, and nodes above the leaves, against what they are formed from.
    Totals,
    /// Ranks against totals.
    Ranks,
    /// The rule that equal totals follow.
    Ties,
    /// Types against cut lines, or against each other.
    Tiers,
    /// Shares against counts and against the whole.
    Shares,
    /// Means, extremes and counts that a source prints against the rows.
    Published,
}

impl CheckKind {
    /// The word in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CheckKind::Units => "units",
            CheckKind::Totals => "totals",
            CheckKind::Ranks => "ranks",
            CheckKind::Ties => "ties",
            CheckKind::Tiers => "tiers",
            CheckKind::Shares => "shares",
            CheckKind::Published => "published",
        }
    }

    /// The words for people.
    pub fn title(self) -> Bilingual {
        match self {
            CheckKind::Units => bi!("units", "评价对象"),
            CheckKind::Totals => bi!("totals", "总分"),
            CheckKind::Ranks => bi!("ranks", "名次"),
            CheckKind::Ties => bi!("ties", "并列"),
            CheckKind::Tiers => bi!("types", "类型"),
            CheckKind::Shares => bi!("shares", "占比"),
            CheckKind::Published => bi!("published figures", "公布的数字"),
        }
    }
}

/// One check: what was compared, and how much of it held.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// Which one.
    pub kind: CheckKind,
    /// How many rows or figures were compared; 0 where the check was left out.
    pub compared: usize,
    /// How many of them held.
    pub held: usize,
    /// What was found, a sentence each; why it was left out, where it was.
    pub findings: Vec<Bilingual>,
}

impl Check {
    fn new(kind: CheckKind) -> Check {
        Check { kind, compared: 0, held: 0, findings: Vec::new() }
    }

    /// Adds a sentence.
    fn say(mut self, finding: Bilingual) -> Check {
        self.findings.push(finding);
        self
    }

    /// One more that was compared.
    fn count(&mut self, holds: bool) {
        self.compared += 1;
        self.held += usize::from(holds);
    }
}

/// What was found in a published table.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Verification {
    /// How many rows are units.
    pub units: usize,
    /// The names of the lists that the table consists of; empty where it is one.
    pub groups: Vec<String>,
    /// Every check, in the order of [`CheckKind`]; empty where the table could not be read.
    pub checks: Vec<Check>,
    /// Everything that does not hold, and whatever was said in reading.
    pub diagnostics: Diagnostics,
}

/// Holds a published table against itself and, where there is one, against a framework.
///
/// A printed figure stands for every value that rounds to it, so what rounding explains is no difference.
///
/// ```
/// use govscore::{VerifyOptions, verify};
///
/// let table = "名次,城市,指数\n1,甲市,91.2\n2,乙市,90.8\n3,丙市,91.1\n";
/// let found = verify(None, table.as_bytes(), &VerifyOptions::default());
/// assert_eq!(found.diagnostics.iter().next().unwrap().code.name(), "rank-order");
/// ```
pub fn verify(framework: Option<&Framework>, table: &[u8], options: &VerifyOptions) -> Verification {
    let mut found = Diagnostics::new();
    let file = options.file.as_deref();
    let table = Published::read(table, file, options.limits, framework, &options.headings, &mut found);
    let Some(table) = table else { return Verification { diagnostics: found, ..Verification::default() } };
    let mut run = Run::new(framework, &table, options, found);
    let checks = vec![run.units(), run.totals(), run.ranks(), run.ties(), run.tiers(), run.shares(), run.published()];
    if checks.iter().all(|check| check.kind == CheckKind::Units || check.compared == 0) {
        run.nothing_checked();
    }
    let mut diagnostics = run.found;
    diagnostics.sort();
    let groups = if table.groups.len() > 1 { table.groups.clone() } else { Vec::new() };
    Verification { units: table.rows.iter().filter(|row| !row.summary).count(), groups, checks, diagnostics }
}

/// What the columns of indicators hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// Rates on the scale, as they are printed here.
    Rate,
    /// Rates in the range of each leaf, as data files have them.
    Range,
    /// Points.
    Points,
}

/// The readings to choose from, by what was asked for or what the framework displays.
fn readings(asked: Option<Input>, displayed: Option<Figure>) -> &'static [Reading] {
    match (asked, displayed) {
        (Some(Input::Rate), _) => &[Reading::Range, Reading::Rate],
        (Some(Input::Points), _) => &[Reading::Points],
        (_, Some(Figure::Points)) => &[Reading::Points, Reading::Range, Reading::Rate],
        (_, _) => &[Reading::Rate, Reading::Range, Reading::Points],
    }
}

/// One table while it is being checked.
struct Run<'a> {
    framework: Option<&'a Framework>,
    table: &'a Published,
    options: &'a VerifyOptions,
    /// How a printed figure came about.
    mode: RoundMode,
    /// What the columns of indicators may hold, the likeliest first.
    readings: &'static [Reading],
    /// What they are taken to hold.
    reading: Reading,
    totals: Option<Vec<Option<PrintedFigure>>>,
    ranks: Option<Vec<Option<u32>>>,
    /// The figures of the columns of indicators, as [`Published::part_columns`] has them.
    parts: Vec<Vec<Option<PrintedFigure>>>,
    found: Diagnostics,
}

impl<'a> Run<'a> {
    fn new(
        framework: Option<&'a Framework>,
        table: &'a Published,
        options: &'a VerifyOptions,
        mut found: Diagnostics,
    ) -> Run<'a> {
        let stated = table.table.meta.iter().find(|(key, _, _)| key == "input").map(|(_, value, line)| {
            let place = Place { file: table.file.clone(), line: Some(*line), ..Place::default() };
            figure(value).map_err(|problem| found.push(problem.at("", place))).ok()
        });
        let readings = readings(options.input.or(stated.flatten()), framework.map(Framework::display));
        let totals = table.position(Holds::Total).map(|at| table.figures(at, &mut found));
        let ranks = table.position(Holds::Rank).map(|at| table.ranks(at, &mut found));
        let parts = table.part_columns().map(|(_, at)| table.figures(at, &mut found)).collect();
        let mode = framework.map_or(RoundMode::HalfUp, |framework| framework.rounding().mode);
        Run { framework, table, options, mode, readings, reading: readings[0], totals, ranks, parts, found }
    }

    /// Tells that nothing was compared but units, unless a roster was, or something is known to be wrong.
    fn nothing_checked(&mut self) {
        if self.options.roster.is_some() || self.found.has_errors() {
            return;
        }
        let parts = self.table.part_columns().count();
        let (mut en, mut zh) = (Vec::new(), Vec::new());
        for (holds, names) in [
            (Holds::Total, bi!("a total (`total`, `index`, …)", "总分（总分、指数等）")),
            (Holds::Rank, bi!("a rank (`rank`, …)", "名次（名次、排名等）")),
            (Holds::Tier, bi!("a type (`tier`, `group`, …)", "类型（类型、等级等）")),
            (Holds::Share, bi!("a share (`share`, …)", "占比（占比、比例等）")),
        ] {
            let heading = self.table.position(holds).map(|at| shorten(&self.table.table.headings[at]));
            en.push(format!("{}: {}", names.en, heading.as_deref().unwrap_or("none")));
            zh.push(format!("{}：{}", names.zh, heading.as_deref().unwrap_or("无")));
        }
        if self.framework.is_some() {
            en.push(format!("indicators by code or name: {parts}"));
            zh.push(format!("指标（代码或名称）：{parts} 列"));
        }
        let (wanted, wanted_zh) = (en.join("; "), zh.join("；"));
        let (en, zh) = self.table.headings();
        let message = bi!(
            "nothing could be checked. Looked for: {wanted}. The headings are: {en}",
            "无一项可以核验。所找的列为 {wanted_zh}。表中列名有：{zh}"
        );
        let hint = bi!(
            "name columns that are called otherwise: `--total HEADING`, `--rank HEADING`, `--tier HEADING`",
            "列名不同时，请用 `--total 列名`、`--rank 列名`、`--tier 列名` 指定"
        );
        let place = self.table.heading_place();
        self.found.push(Diagnostic::new(codes::NOTHING_CHECKED, message).at("", place).hint(hint));
    }

    /// The printed total of a row.
    fn total(&self, row: usize) -> Option<&PrintedFigure> {
        self.totals.as_ref()?.get(row)?.as_ref()
    }

    /// The printed rank of a row.
    fn rank(&self, row: usize) -> Option<u32> {
        self.ranks.as_ref()?.get(row).copied().flatten()
    }

    /// How messages print the total of a row: with the digits of the table.
    fn shown(&self, row: usize) -> String {
        match (self.table.position(Holds::Total), self.total(row)) {
            (Some(at), Some(_)) => self.table.text(row, at).to_owned(),
            _ => String::new(),
        }
    }

    /// The name of a list in front of what is said of it; nothing where there is one list.
    fn of_group(&self, group: usize) -> Bilingual {
        match self.table.groups.get(group) {
            Some(name) if self.table.groups.len() > 1 => bi!("{name}: ", "{name}："),
            _ => Bilingual::default(),
        }
    }

    /// Tells a problem of one row, or of its cell in one column.
    fn tell(&mut self, diagnostic: Diagnostic, row: usize, at: Option<usize>) {
        let path = at.map_or_else(|| self.table.unit(row), |at| self.table.path(row, at));
        self.found.push(diagnostic.at(path, self.table.place(row, at)));
    }
}
