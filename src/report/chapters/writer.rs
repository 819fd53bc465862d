//! What every chapter needs: the findings, the language, and how figures and names are printed.

use minijinja::Value;

use super::ReportOptions;
use crate::analyse::{Findings, Summary};
use crate::data::Roster;
use crate::diagnostic::Lang;
use crate::framework::{Basis, Figure, Framework, Names, Node, NodeId};
use crate::number::{Ratio, Rounding};
use crate::report::document::{Block, Cell, Picture, Section};
use crate::report::sentences::Sentences;
use crate::report::svg::Frame;
use crate::report::words;
pub(super) use crate::report::words::pick;
use crate::score::{Scores, UnitScore};

/// Digits of measures of inequality, which lie between zero and one.
pub(super) const FINE: Rounding = Rounding::half_up(4);
/// Digits of percentages.
pub(super) const PERCENT: Rounding = Rounding::half_up(1);

/// One report being written.
pub(super) struct Writer<'r, 's> {
    pub findings: &'r Findings<'s>,
    pub options: &'r ReportOptions<'r>,
    pub sentences: &'r Sentences,
    pub lang: Lang,
}

impl<'r> Writer<'r, '_> {
    pub fn scores(&self) -> &'r Scores {
        self.findings.scores
    }

    pub fn framework(&self) -> &'r Framework {
        self.scores().framework()
    }

    pub fn pick(&self, en: &str, zh: &str) -> String {
        pick(self.lang, en, zh).to_owned()
    }

    /// What a total is called in a heading.
    pub fn total(&self) -> String {
        self.pick("Total", "总分")
    }

    /// A name in the language of the report.
    pub fn names(&self, names: &Names) -> String {
        names.get(self.lang).to_owned()
    }

    /// An indicator's name; its code where it has none. The total is called so where nobody named it.
    pub fn node(&self, node: &Node) -> String {
        let name = node.name.get(self.lang);
        match name {
            "" if node.id == NodeId::TOTAL => self.pick("Total", "总分"),
            "" => node.code.clone(),
            "total" if node.id == NodeId::TOTAL => self.pick("Total", "总分"),
            _ => name.to_owned(),
        }
    }

    pub fn name_of(&self, id: NodeId) -> String {
        self.node(self.framework().node(id))
    }

    /// A unit's name.
    pub fn unit(&self, row: usize) -> String {
        self.scores().dataset().units().get(row).map(|unit| unit.label(self.lang).to_owned()).unwrap_or_default()
    }

    pub fn units(&self, rows: &[usize]) -> Vec<String> {
        rows.iter().map(|row| self.unit(*row)).collect()
    }

    /// A few names in a row; of more than three the first three, and how many there are.
    pub fn few(&self, rows: &[usize]) -> String {
        let shown = self.units(&rows[..rows.len().min(3)]).join(pick(self.lang, ", ", "、"));
        let count = rows.len();
        match (count > 3, self.lang) {
            (false, _) => shown,
            (true, Lang::En) => format!("{shown} and {} more", count - 3),
            (true, Lang::Zh) => format!("{shown}等 {count} 个"),
        }
    }

    /// How an attribute or a value of one is called; the code of a tier by its name.
    pub fn word(&self, attribute: &str, text: &str) -> String {
        if attribute == "tier" {
            let tier = self.framework().tiers().iter().find(|tier| tier.code == text);
            return tier.map_or_else(|| text.to_owned(), |tier| self.names(&tier.name));
        }
        self.roster().map_or_else(|| text.to_owned(), |roster| self.names(&roster.words(text)))
    }

    pub fn attribute(&self, name: &str) -> String {
        if name == "tier" { self.pick("Type", "类型") } else { self.word("", name) }
    }

    fn roster(&self) -> Option<&'r Roster> {
        self.scores().dataset().roster()
    }

    pub fn rounding(&self) -> Rounding {
        self.framework().rounding()
    }

    /// Whether the scheme prints points, so that rates stand beside them.
    pub fn has_points(&self) -> bool {
        self.framework().display() == Figure::Points
    }

    /// What a rate of a node is printed as: its points, or itself.
    pub fn figure(&self, node: NodeId, rate: &Ratio) -> Ratio {
        if self.has_points() && !self.framework().node(node).vetoes {
            rate * self.scores().weights().effective(node)
        } else {
            rate.clone()
        }
    }

    pub fn figure_cell(&self, node: NodeId, rate: Option<&Ratio>) -> Cell {
        rate.map(|rate| Cell::rounded(&self.figure(node, rate), self.rounding())).into()
    }

    pub fn figure_text(&self, node: NodeId, rate: &Ratio) -> String {
        self.figure(node, rate).to_fixed(self.rounding())
    }

    /// A rate as it is.
    pub fn rate_cell(&self, rate: Option<&Ratio>) -> Cell {
        rate.map(|rate| Cell::rounded(rate, self.rounding())).into()
    }

    pub fn rate_text(&self, rate: &Ratio) -> String {
        rate.to_fixed(self.rounding())
    }

    /// Full marks of a node as they are printed: its points, or the scale.
    pub fn full(&self, node: NodeId) -> Ratio {
        self.figure(node, self.framework().scale())
    }

    pub fn scale(&self) -> f64 {
        self.framework().scale().to_f64()
    }

    /// The place of a unit's type, 0 for the best.
    pub fn tier(&self, row: usize) -> Option<usize> {
        crate::analyse::tier_place(self.scores(), row)
    }

    pub fn tier_names(&self) -> Vec<String> {
        self.framework().tiers().iter().map(|tier| self.names(&tier.name)).collect()
    }

    pub fn tier_name(&self, unit: UnitScore<'_>) -> String {
        unit.tier().map(|tier| self.names(&tier.name)).unwrap_or_default()
    }

    pub fn say(&self, key: &str, values: Value) -> Block {
        Block::Text(self.sentences.say(key, values))
    }

    /// A section with what people wrote about it.
    pub fn section(&self, id: &str, title: String) -> Section {
        let text = self.options.notes.chapter(id, &title);
        let mut section = Section::new(id, title);
        if let Some(text) = text {
            section.push(Block::Remark(text.to_vec()));
        }
        section
    }

    /// A figure; `svg` is drawn from its description.
    pub fn picture(
        &self,
        id: impl Into<String>,
        title: String,
        description: String,
        note: Option<String>,
        svg: impl FnOnce(&Frame) -> String,
    ) -> Picture {
        let svg = svg(&Frame { lang: self.lang, label: description.clone() });
        Picture { id: id.into(), title, description, note, svg }
    }

    /// The difference of two figures as they are printed, so that a reader who subtracts them finds it.
    pub fn apart(&self, one: &Ratio, other: &Ratio) -> Ratio {
        &one.round(self.rounding()) - &other.round(self.rounding())
    }

    /// The sentence above a figure that sets means beside each other: which is the highest, which the lowest; of fewer than
    /// two what it is about.
    pub fn ends(&self, about: &str, means: &[(String, String)]) -> String {
        match (means.first(), means.last(), self.lang) {
            (Some((best, high)), Some((worst, low)), Lang::En) if means.len() > 1 => {
                format!("{about}: the mean is highest at {best} ({high}) and lowest at {worst} ({low})")
            }
            (Some((best, high)), Some((worst, low)), Lang::Zh) if means.len() > 1 => {
                format!("{about}：平均以{best}最高（{high}），{worst}最低（{low}）")
            }
            _ => about.to_owned(),
        }
    }

    /// The sentence above a histogram: between what the middle half lies.
    pub fn half(&self, about: &str, low: &str, high: &str) -> String {
        match self.lang {
            Lang::En => format!("{about}: half of all units lie between {low} and {high}"),
            Lang::Zh => format!("{about}：一半的评价对象在 {low} 与 {high} 之间"),
        }
    }

    /// The cells that say what rates of a node are like: mean, median, standard deviation, quartiles, least, greatest, skew.
    pub fn summary_cells(&self, summary: Option<&Summary>) -> Vec<Cell> {
        let Some(summary) = summary else { return vec![Cell::Empty; SUMMARY_COLUMNS] };
        let rounded = |value: &Ratio| Cell::rounded(value, self.rounding());
        vec![
            rounded(&summary.mean),
            rounded(&summary.median),
            summary.sd.as_ref().map(rounded).into(),
            summary.variation().map(|share| Cell::percent(&share, PERCENT)).into(),
            rounded(&summary.lower_quartile),
            rounded(&summary.upper_quartile),
            rounded(&summary.least),
            rounded(&summary.greatest),
            summary.skew.as_ref().map(|skew| Cell::rounded(skew, Rounding::half_up(2))).into(),
        ]
    }

    /// The headings above them.
    pub fn summary_headings(&self) -> [String; SUMMARY_COLUMNS] {
        [
            self.pick("Mean rate", "平均得分率"),
            self.pick("Median", "中位数"),
            self.pick("SD", "标准差"),
            self.pick("CV", "变异系数"),
            self.pick("Lower quartile", "下四分位"),
            self.pick("Upper quartile", "上四分位"),
            self.pick("Least", "最低"),
            self.pick("Greatest", "最高"),
            self.pick("Skewness", "偏度"),
        ]
    }

    /// What something rests on, in a word.
    pub fn basis(&self, basis: Option<Basis>) -> String {
        basis.map(|basis| words::basis(basis, self.lang).to_owned()).unwrap_or_default()
    }
}

/// How many columns say what rates are like.
pub(super) const SUMMARY_COLUMNS: usize = 9;

/// An id from a code: letters and digits as they are, a low line as a hyphen, all else as its number.
pub(crate) fn id_of(prefix: &str, code: &str) -> String {
    let mut id = format!("{prefix}-");
    for character in code.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => id.push(character),
            '_' => id.push('-'),
            other => id.push_str(&format!("u{:x}", u32::from(other))),
        }
    }
    id
}
