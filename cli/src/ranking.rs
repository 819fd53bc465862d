//! Scores as a document: the ranking as one long table, and the types beside it, for a workbook.

use govscore::report::{Cell, Chart, Document, Section, Table};
use govscore::{NodeId, Ratio, Rounding};

use crate::figures::Places;
use crate::language::{comma, pick, say};
use crate::rows::{decided_by, decides};
use crate::sheet::Sheet;
use crate::types;

/// Digits after the point of a figure that is asked for exactly and does not end.
const MANY: u32 = 15;

impl Sheet<'_> {
    /// The sheet as a document, with all indicators unless levels were asked for.
    pub fn document(&self) -> Document {
        let lang = self.lang;
        let mut document = Document::new(lang, self.title());
        document.subtitle.extend([self.facts()].into_iter().chain(self.unscored()));
        document.banners = self.banner.lines(lang);
        let mut ranking = Section::new("ranking", pick(lang, "Ranking", "排名"));
        ranking.push(self.ranking());
        document.sections.push(ranking);
        if let Some(table) = self.type_table() {
            let mut types = Section::new("types", pick(lang, "Types", "类型"));
            types.push(table);
            document.sections.push(types);
        }
        document
    }

    fn ranking(&self) -> Table {
        let (lang, framework) = (self.lang, self.scores.framework());
        let mut nodes = self.nodes(&[]);
        // Whether a veto holds is said in a column of its own.
        nodes.retain(|node| !node.vetoes);
        let ranks = self.node_ranks(&nodes);
        let facts = self.facts();
        let mut table = Table::new("ranking", say!(lang, "Ranking: {facts}", "名次与得分：{facts}"))
            .on_sheet(pick(lang, "Ranking", "排名"))
            .long()
            .figures(pick(lang, "rank", "名次"))
            .words(pick(lang, "unit", "对象"))
            .words(pick(lang, "name", "名称"))
            .filter(pick(lang, "type", "类型"));
        if framework.has_grades() {
            table = table.filter(pick(lang, "grade", "等级"));
        }
        table = table.shaded(pick(lang, "total", "总分"));
        for node in &nodes {
            table = table.shaded(node.label(lang));
        }
        for node in nodes.iter().take(ranks.len()) {
            let label = node.label(lang);
            table = table.figures(say!(lang, "rank: {label}", "名次：{label}"));
        }
        for (group, _) in &self.within {
            table = table.figures(say!(lang, "rank in {group}", "组内名次：{group}"));
        }
        if decides(framework) {
            table = table.words(pick(lang, "decided by", "决定因素"));
        }
        if self.coverage {
            table = table.figures(pick(lang, "coverage", "覆盖率"));
        }
        for unit in self.rows(true) {
            let text = |text: Option<&str>| Cell::text(text.unwrap_or_default());
            let figure = |node: NodeId| unit.figure(node, self.figure).map(|figure| number(&figure, self.places));
            let rank = |rank: Option<u32>| Cell::from(rank.map(Cell::count));
            let of_row = |ranks: &[Option<u32>]| rank(ranks.get(unit.row()).copied().flatten());
            let mut cells = vec![
                rank(unit.rank()),
                Cell::text(&*unit.unit().id),
                text(unit.unit().name.as_ref().map(|name| name.get(lang))),
                text(unit.tier().map(|tier| tier.name.get(lang))),
            ];
            if framework.has_grades() {
                cells.push(text(unit.grade().map(|grade| grade.name.get(lang))));
            }
            cells.push(figure(NodeId::TOTAL).into());
            cells.extend(nodes.iter().map(|node| Cell::from(figure(node.id))));
            cells.extend(ranks.iter().map(|ranks| of_row(ranks)));
            cells.extend(self.within.iter().map(|(_, ranks)| of_row(ranks)));
            if decides(framework) {
                cells.push(Cell::text(decided_by(unit, framework).join(comma(lang))));
            }
            if self.coverage {
                let covered = self.scores.coverage(unit.row()).unwrap_or_default();
                let part = covered.first().map(|total| Cell::percent(&total.weight, Rounding::half_up(2)));
                cells.push(part.into());
            }
            table.row(cells);
        }
        table
    }

    /// The types with their counts and shares; nothing where the framework has none.
    fn type_table(&self) -> Option<Table> {
        let (lang, rows) = (self.lang, self.scores.tier_table());
        let mut table = Table::new("types", pick(lang, "Types, their counts and shares", "各类型的数量与占比"))
            .on_sheet(pick(lang, "Types", "类型"))
            .chart(Chart::Bars)
            .words(pick(lang, "type", "类型"))
            .words(pick(lang, "range", "分数范围"))
            .figures(pick(lang, "count", "数量"))
            .figures(pick(lang, "share", "占比"));
        if let Some(rule) = types::rule_words(self.scores, self.places, lang) {
            table = table.note(rule);
        }
        for ((at, row), percent) in rows.iter().enumerate().zip(self.percents()) {
            let hundred = Ratio::from(100);
            let share = percent.and_then(|percent| percent.checked_div(&hundred));
            table.row([
                Cell::text(row.tier.name.get(lang)),
                Cell::text(types::range_in(self.scores, at, self.places, lang)),
                Cell::count(row.count),
                share.map(|share| Cell::percent(&share, Rounding::half_up(2))).into(),
            ]);
        }
        (!rows.is_empty()).then_some(table)
    }
}

/// A figure with its digits; one that is asked for exactly with as many as it has.
fn number(figure: &Ratio, places: Places) -> Cell {
    let rounding = match places {
        Places::Fixed(rounding) => rounding,
        Places::Exact => {
            let text = figure.to_string();
            let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
            Rounding::half_up(if text.contains('/') { MANY } else { u32::try_from(digits).unwrap_or(MANY) })
        }
    };
    Cell::rounded(figure, rounding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_figures_have_as_many_digits_as_they_need() {
        for (figure, places, printed) in [
            ("2/3", Places::Exact, "0.666666666666667"),
            ("73.74", Places::Exact, "73.74"),
            ("80", Places::Exact, "80"),
        ] {
            let figure: Ratio = figure.parse().expect("a number in a test");
            assert_eq!(number(&figure, places).printed(), printed);
        }
    }
}
