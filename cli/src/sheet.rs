//! Scores as a sheet: one row per unit, in every format.

use govscore::{Figure, Framework, Lang, Node, NodeId, Ratio, Scores, UnitScore, apportion};
use serde::Serialize;

use crate::banner::Banner;
use crate::figures::{Both, Ordered, Places, json, mode_name, percent};
use crate::language::{pick, plural, say};
use crate::output::Format;
use crate::rows::{CsvRows, Rank, Ranks, coverage_text, decided_by, decides};
use crate::table::{Align, Table, escape, indent, plain, wrap};
use crate::types::{self, RowJson, RuleJson, TierJson};

/// How wide the heading of a column may be in text.
const HEADING_WIDTH: usize = 14;
/// How many columns of indicators text shows side by side.
const MOST_COLUMNS: usize = 12;

/// What a sheet shows, and how.
pub struct Sheet<'s> {
    /// The scores.
    pub scores: &'s Scores,
    /// What has to stand on it.
    pub banner: Banner,
    /// Points or rates.
    pub figure: Figure,
    /// With how many digits.
    pub places: Places,
    /// The levels to show; without any, text and Markdown show the first, CSV and JSON all.
    pub levels: Option<Vec<usize>>,
    /// Whether each node comes with its ranks.
    pub ranks: bool,
    /// Ranks inside groups: what the groups are, and the rank of each row.
    pub within: Vec<(String, Ranks)>,
    /// Whether each node comes with its coverage.
    pub coverage: bool,
    /// Best first, or in the order of the data; without either, text and Markdown are sorted by rank.
    pub by_rank: Option<bool>,
    /// Whether the shares of the types are made to add up to 100.
    pub adjust: bool,
    /// The language of names and headings.
    pub lang: Lang,
}

impl Sheet<'_> {
    /// The sheet in this format; a workbook is made of its [document](Sheet::document).
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Csv => self.csv(),
            Format::Json => self.json(),
            Format::Md => self.markdown(),
            _ => self.text(),
        }
    }

    /// The first rows, as text shows them.
    pub fn head(&self, most: usize) -> Table {
        self.units(true, most)
    }

    /// The table of units as text and Markdown show it, with headings in narrow lines for the former.
    fn units(&self, narrow: bool, most: usize) -> Table {
        let lang = self.lang;
        let mut nodes = if narrow { self.fitting().0 } else { self.nodes(&[1]) };
        nodes.retain(|node| !node.vetoes);
        let ranks = self.node_ranks(&nodes);
        let mut table = Table::default();
        table
            .column(pick(lang, "rank", "名次"), Align::Right)
            .column(pick(lang, "unit", "对象"), Align::Left)
            .column(pick(lang, "name", "名称"), Align::Left)
            .column(pick(lang, "type", "类型"), Align::Left)
            .column(pick(lang, "grade", "等级"), Align::Left)
            .column(pick(lang, "total", "总分"), Align::Right);
        for node in &nodes {
            let name = node.name.get(lang);
            let heading = match name == node.code {
                true => name.to_owned(),
                false if narrow => format!("{}\n{}", node.code, wrap(name, HEADING_WIDTH)),
                false => node.label(lang),
            };
            table.column(heading, Align::Right);
        }
        for node in nodes.iter().take(ranks.len()) {
            table.column(say!(lang, "rank\n{}", "名次\n{}", node.code), Align::Right);
        }
        for (group, _) in &self.within {
            table.column(say!(lang, "rank in\n{group}", "组内名次\n{group}"), Align::Right);
        }
        let framework = self.scores.framework();
        table.column(pick(lang, "decided by", "决定因素"), Align::Left);
        if self.coverage {
            table.column(pick(lang, "coverage", "覆盖率"), Align::Right);
        }
        for unit in self.rows(true).into_iter().take(most) {
            let name = unit.unit().name.as_ref().map(|name| name.get(lang)).filter(|name| *name != unit.unit().id);
            let mut cells = vec![
                unit.rank().map(|rank| rank.to_string()).unwrap_or_default(),
                unit.unit().id.clone(),
                name.unwrap_or_default().to_owned(),
                unit.tier().map(|tier| tier.name.get(lang).to_owned()).unwrap_or_default(),
                unit.grade().map(|grade| grade.name.get(lang).to_owned()).unwrap_or_default(),
                self.places.maybe(unit.figure(NodeId::TOTAL, self.figure)),
            ];
            cells.extend(nodes.iter().map(|node| self.places.maybe(unit.figure(node.id, self.figure))));
            cells.extend(ranks.iter().map(|ranks| rank_text(ranks, unit)));
            cells.extend(self.within.iter().map(|(_, ranks)| rank_text(ranks, unit)));
            cells.push(decided_by(unit, framework).join(pick(lang, ", ", "、")));
            if self.coverage {
                let covered = self.scores.coverage(unit.row()).unwrap_or_default();
                cells.push(covered.first().map(|total| percent(&total.weight)).unwrap_or_default());
            }
            table.row(cells);
        }
        table.without_empty_columns()
    }

    /// The types with their counts and shares; nothing where the framework has none.
    pub fn types(&self) -> Option<Table> {
        let rows = self.scores.tier_table();
        (!rows.is_empty()).then(|| types::table(self.scores, &rows, &self.percents(), self.places, self.lang))
    }

    /// How many units, which figure, how rounded.
    pub fn facts(&self) -> String {
        let lang = self.lang;
        let count = self.scores.len();
        let scale = self.scores.framework().scale();
        let units = plural(count, "unit", "units");
        let figure = match self.figure {
            Figure::Points => say!(lang, "points out of {scale}", "得分，满分 {scale}"),
            Figure::Rate => say!(lang, "rates, each from 0 to {scale}", "得分率，0 至 {scale}"),
        };
        let places = self.places.words(lang);
        say!(lang, "{units} · {figure} · {places}", "{count} 个评价对象 · {figure} · {places}")
    }

    fn text(&self) -> String {
        let mut text = self.banner.text(self.lang);
        text.push_str(&format!("{}\n{}\n\n", plain(self.title()), self.facts()));
        text.push_str(&self.units(true, usize::MAX).text());
        if let (nodes, Some(asked)) = self.fitting() {
            let shown = nodes.len();
            // Where there is one level, choosing levels does not help.
            let levels = match depth(self.scores.framework()) {
                0 | 1 => "",
                _ => pick(self.lang, "fewer at a time with --levels, ", "可用 --levels 分级输出，或"),
            };
            text.push_str(&say!(
                self.lang,
                "\nShown are {shown} of {asked} indicators, since more columns do not fit: {levels}all with --format csv.\n",
                "\n{asked} 个指标列数过多，此处列出 {shown} 个；{levels}用 --format csv 输出全部。\n"
            ));
        }
        if let Some(types) = self.types() {
            text.push_str(&format!("\n{}\n{}", pick(self.lang, "Types", "类型"), indent(&types.text())));
            let rule = types::rule_words(self.scores, self.places, self.lang);
            text.push_str(&rule.map(|rule| indent(&format!("{rule}\n"))).unwrap_or_default());
        }
        if let Some(unscored) = self.unscored() {
            text.push_str(&format!("\n{unscored}\n"));
        }
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n", escape(self.title()));
        text.push_str(&self.banner.markdown(self.lang));
        text.push_str(&format!("{}\n\n{}", self.facts(), self.units(false, usize::MAX).markdown()));
        if let Some(types) = self.types() {
            text.push_str(&format!("\n## {}\n\n{}", pick(self.lang, "Types", "类型"), types.markdown()));
            let rule = types::rule_words(self.scores, self.places, self.lang);
            text.push_str(&rule.map(|rule| format!("\n{rule}\n")).unwrap_or_default());
        }
        if let Some(unscored) = self.unscored() {
            text.push_str(&format!("\n{unscored}\n"));
        }
        text
    }

    fn csv(&self) -> String {
        let rows = CsvRows {
            framework: self.scores.framework(),
            nodes: self.nodes(&[]).iter().map(|node| node.id).collect(),
            figure: self.figure,
            places: self.places,
            within: &self.within,
            coverage: self.coverage,
            lang: self.lang,
        };
        let ranks = self.node_ranks(&self.nodes(&[]));
        let mut text = rows.heading(ranks.len());
        rows.rows(self.scores, self.rows(false).into_iter(), Rank::Known, &ranks, &mut text);
        // All that was written was text.
        String::from_utf8(text).unwrap_or_default()
    }

    fn json(&self) -> String {
        let framework = self.scores.framework();
        let nodes = self.nodes(&[]);
        let ranks = self.node_ranks(&nodes);
        let figure =
            |unit: UnitScore<'_>, node: NodeId| unit.figure(node, self.figure).map(|figure| self.places.text(&figure));
        let units = self.rows(false).into_iter().map(|unit| UnitJson {
            unit: &unit.unit().id,
            name: unit.unit().name.as_ref().map(Both::from),
            rank: unit.rank(),
            tier: unit.tier().map(TierJson::from),
            total: figure(unit, NodeId::TOTAL),
            nodes: Ordered(nodes.iter().map(|node| (node.code.as_str(), figure(unit, node.id))).collect()),
            ranks: (!ranks.is_empty()).then(|| {
                let ranks = ranks.iter().map(|ranks| ranks.get(unit.row()).copied().flatten());
                Ordered(nodes.iter().map(|node| node.code.as_str()).zip(ranks).collect())
            }),
            data: self.banner.data(),
            grade: framework.has_grades().then(|| unit.grade().map(TierJson::from)),
            ranks_in: (!self.within.is_empty()).then(|| {
                let rank = |ranks: &Ranks| ranks.get(unit.row()).copied().flatten();
                Ordered(self.within.iter().map(|(group, ranks)| (group.as_str(), rank(ranks))).collect())
            }),
            decided_by: decides(framework).then(|| decided_by(unit, framework)),
            coverage: self.coverage.then(|| self.coverages(unit.row())),
        });
        let table = self.scores.tier_table();
        let percents = self.percents();
        let tiers = table.iter().zip(&percents).map(|(row, percent)| RowJson::new(row, percent.as_ref()));
        json(&SheetJson {
            framework: framework.id(),
            title: framework.title().into(),
            edition: framework.edition(),
            scale: framework.scale().to_string(),
            figure: self.figure,
            rounding: match self.places {
                Places::Fixed(rounding) => {
                    Some(RoundingJson { places: rounding.places, mode: mode_name(rounding.mode) })
                }
                Places::Exact => None,
            },
            synthetic: self.banner.is_synthetic(),
            illustrative: self.banner.is_illustrative(),
            weights_set: self.banner.weights_set(),
            units: units.collect(),
            tier_rule: RuleJson::new(self.scores, self.places),
            tiers: tiers.collect(),
            unscored: self.scores.unscored(),
        })
    }

    /// The coverage of the total and of every node that is shown.
    fn coverages(&self, row: usize) -> Ordered<'_, String> {
        let covered = self.scores.coverage(row).unwrap_or_default();
        let total = self.scores.framework().total();
        let nodes = std::iter::once(total).chain(self.nodes(&[]));
        let part =
            |node: &Node| covered.get(node.id.index()).map(|covered| coverage_text(&covered.weight, self.places));
        Ordered(nodes.filter_map(|node| Some((node.code.as_str(), part(node)?))).collect())
    }

    /// The title of the framework.
    pub fn title(&self) -> &str {
        self.scores.framework().title().get(self.lang)
    }

    /// How many units have no total; nothing where all have one.
    pub fn unscored(&self) -> Option<String> {
        let count = self.scores.unscored();
        let units = plural(count, "unit has", "units have");
        (count > 0).then(|| say!(self.lang, "{units} no total.", "{count} 个评价对象没有总分。"))
    }

    /// The nodes below the total that are shown; `usual` levels unless others were asked for, all if that is empty.
    pub fn nodes(&self, usual: &[usize]) -> Vec<&Node> {
        nodes_of(self.scores.framework(), self.levels.as_deref().unwrap_or(usual))
    }

    /// The nodes that text shows: those asked for, else their first level, else none, as fits side by side; and how
    /// many were asked for where that is more.
    fn fitting(&self) -> (Vec<&Node>, Option<usize>) {
        let mut nodes = self.nodes(&[1]);
        // Whether a veto holds is said in a column of its own.
        nodes.retain(|node| !node.vetoes);
        let most = if self.ranks { MOST_COLUMNS / 2 } else { MOST_COLUMNS };
        let asked = nodes.len();
        if asked > most {
            let first = nodes.iter().map(|node| node.level).min();
            nodes.retain(|node| Some(node.level) == first);
        }
        if nodes.len() > most {
            nodes.clear();
        }
        (nodes, (asked > most).then_some(asked))
    }

    /// The ranks of these nodes; nothing where none were asked for.
    pub fn node_ranks(&self, nodes: &[&Node]) -> Vec<Vec<Option<u32>>> {
        let nodes = if self.ranks { nodes } else { &[] };
        nodes.iter().map(|node| self.scores.ranks(node.id)).collect()
    }

    /// The units in the order that was asked for; without one by rank, or as `usual` says.
    pub fn rows(&self, usual: bool) -> Vec<UnitScore<'_>> {
        if self.by_rank.unwrap_or(usual) { self.scores.ranked().collect() } else { self.scores.iter().collect() }
    }

    /// The share of each type in percent.
    pub fn percents(&self) -> Vec<Option<Ratio>> {
        let rows = self.scores.tier_table();
        let hundred = Ratio::from(100);
        let counts: Vec<usize> = rows.iter().map(|row| row.count).collect();
        match apportion(&counts, &hundred, 2).filter(|_| self.adjust) {
            Some(adjusted) => adjusted.into_iter().map(Some).collect(),
            None => rows.iter().map(|row| row.share.as_ref().map(|share| share * &hundred)).collect(),
        }
    }
}

/// The nodes below the total on these levels, all of them where no level is named.
pub fn nodes_of<'f>(framework: &'f Framework, levels: &[usize]) -> Vec<&'f Node> {
    let shown = |node: &&Node| levels.is_empty() || levels.contains(&node.level);
    framework.nodes().iter().skip(1).filter(shown).collect()
}

/// The deepest level of a framework.
pub fn depth(framework: &Framework) -> usize {
    framework.levels().len()
}

fn rank_text(ranks: &[Option<u32>], unit: UnitScore<'_>) -> String {
    ranks.get(unit.row()).copied().flatten().map(|rank| rank.to_string()).unwrap_or_default()
}

#[derive(Serialize)]
struct SheetJson<'s> {
    framework: &'s str,
    title: Both<'s>,
    edition: Option<&'s str>,
    scale: String,
    figure: Figure,
    /// None for exact figures.
    rounding: Option<RoundingJson>,
    synthetic: bool,
    illustrative: bool,
    /// Weights of the caller's own, by code.
    weights_set: Ordered<'s, &'s str>,
    units: Vec<UnitJson<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier_rule: Option<RuleJson>,
    tiers: Vec<RowJson<'s>>,
    unscored: usize,
}

#[derive(Serialize)]
struct RoundingJson {
    places: u32,
    mode: &'static str,
}

#[derive(Serialize)]
struct UnitJson<'s> {
    unit: &'s str,
    name: Option<Both<'s>>,
    rank: Option<u32>,
    tier: Option<TierJson<'s>>,
    total: Option<String>,
    nodes: Ordered<'s, Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ranks: Option<Ordered<'s, Option<u32>>>,
    data: &'static str,
    /// Where the framework has grades.
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Option<TierJson<'s>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ranks_in: Option<Ordered<'s, Option<u32>>>,
    /// Codes of the vetoes that hold and of the nodes below their pass marks, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<Vec<&'s str>>,
    /// By weight, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Ordered<'s, String>>,
}
