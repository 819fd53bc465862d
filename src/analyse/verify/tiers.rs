//! Types against cut lines; without any, types against each other.

use std::collections::{BTreeMap, HashMap};

use super::super::headings::Holds;
use super::super::printed::{Interval, PrintedFigure};
use super::order::{out_of_order, outwards};
use super::{Check, CheckKind, Run};
use crate::data::loose;
use crate::diagnostic::{Bilingual, Diagnostic, Lang, bi, codes};
use crate::framework::{By, Framework, NodeId};
use crate::methods::{CutLines, TierRule};
use crate::number::{Ratio, shorten};

impl Run<'_> {
    /// With cut lines each total lies in its type; without, no type reaches into another.
    pub(super) fn tiers(&mut self) -> Check {
        let check = Check::new(CheckKind::Tiers);
        // In a table of types they are what the rows are about.
        let column = self.table.position(Holds::Tier).filter(|_| self.table.position(Holds::Unit).is_some());
        let column = column.filter(|&at| self.table.texts(at).any(|text| !text.is_empty()));
        let Some(at) = column else {
            return check
                .say(bi!("not checked: no column of types (`--tier HEADING`)", "未检查：没有类型列（`--tier 列名`）"));
        };
        if let Some(TierRule::CutLines(lines)) = self.framework.and_then(Framework::tier_rule) {
            return self.by_lines(check, lines, at);
        }
        self.by_each_other(check, at)
    }

    /// The total that a row prints, or what its parts give.
    pub(super) fn total_or_formed(&self, row: usize) -> Option<Interval> {
        let formed = || self.formed(self.framework?, NodeId::TOTAL, row);
        self.total(row).map(|total| total.interval(self.mode)).or_else(formed)
    }

    /// The first and last type that a row's total may lie in.
    pub(super) fn possible(&self, lines: &CutLines, row: usize) -> Option<(usize, usize)> {
        let framework = self.framework?;
        let rounding = framework.rounding();
        let decides = |total: &&PrintedFigure| framework.tier_by() == By::Rounded && total.places >= rounding.places;
        if let Some(total) = self.total(row).filter(decides) {
            let place = lines.place(&total.value.round(rounding));
            return Some((place, place));
        }
        let total = self.total_or_formed(row)?;
        Some((lines.place(&total.high), lines.place(&total.low)))
    }

    /// The place of the type that a cell names.
    pub(super) fn tier_named(&self, text: &str) -> Option<usize> {
        let text = loose(text);
        let names = |name: &str| loose(name) == text;
        self.framework?.tiers().iter().position(|tier| names(&tier.code) || tier.name.each().any(names))
    }

    fn by_lines(&mut self, mut check: Check, lines: &CutLines, at: usize) -> Check {
        let Some(framework) = self.framework else { return check };
        let texts: Vec<String> = self.table.texts(at).map(str::to_owned).collect();
        let mut unknown: Vec<&str> = Vec::new();
        for (row, text) in
            texts.iter().enumerate().filter(|(row, text)| !self.table.rows[*row].summary && !text.is_empty())
        {
            let Some(stated) = self.tier_named(text) else {
                if !unknown.contains(&text.as_str()) {
                    unknown.push(text);
                    self.unknown_tier(row, at, text, framework);
                }
                continue;
            };
            let Some((best, worst)) = self.possible(lines, row) else { continue };
            let holds = (best..=worst).contains(&stated);
            check.count(holds);
            if !holds {
                let tier = &framework.tiers()[best.max(stated.min(worst))];
                let (en, zh) = (tier.name.get(Lang::En), tier.name.get(Lang::Zh));
                let (printed, total) = (shorten(text), self.shown(row));
                let message = bi!(
                    "{printed} is printed, and a total of {total} is {en} by the cut lines",
                    "表中为{printed}，而总分 {total} 依分界线属{zh}"
                );
                self.tell(Diagnostic::new(codes::TIER_DIFFERS, message), row, Some(at));
            }
        }
        let (held, compared) = (check.held, check.compared);
        check.say(bi!("{held} of {compared} are what the cut lines give", "{compared} 个中 {held} 个与分界线相符"))
    }

    fn unknown_tier(&mut self, row: usize, at: usize, text: &str, framework: &Framework) {
        let shown = shorten(text);
        let names = |lang| framework.tiers().iter().map(|tier| tier.name.get(lang)).collect::<Vec<_>>();
        let (en, zh) = (names(Lang::En).join(", "), names(Lang::Zh).join("、"));
        let message = bi!("the framework has no type {shown:?}", "指标体系中没有类型 {shown:?}");
        let hint = bi!(
            "its types are {en}; `--tier HEADING` names another column",
            "其类型为{zh}；可用 `--tier 列名` 另指一列"
        );
        self.tell(Diagnostic::new(codes::UNKNOWN_TIER, message).hint(hint), row, Some(at));
    }

    /// Without lines: the fewest rows that would have to go for no two types to overlap.
    fn by_each_other(&mut self, mut check: Check, at: usize) -> Check {
        if self.totals.is_none() {
            return check.say(bi!(
                "not checked: that needs totals, or the cut lines of a framework",
                "未检查：需要总分，或指标体系的分界线"
            ));
        }
        for group in 0..self.table.groups.len() {
            let mut rows: Vec<(usize, &Ratio)> = self
                .table
                .rows_of(group)
                .iter()
                .filter_map(|&row| {
                    Some((row, &self.total(row)?.value)).filter(|_| !self.table.text(row, at).is_empty())
                })
                .collect();
            rows.sort_by(|(_, a), (_, b)| b.cmp(a));
            let tiers = best_first(rows.iter().map(|(row, value)| (self.table.text(*row, at), *value)));
            let place: HashMap<&str, usize> = tiers.iter().enumerate().map(|(place, tier)| (*tier, place)).collect();
            // Within a type the order of the totals holds.
            rows.sort_by_key(|(row, _)| place.get(self.table.text(*row, at)));
            let mut odd = vec![false; rows.len()];
            out_of_order(&rows.iter().map(|(_, value)| *value).collect::<Vec<_>>())
                .iter()
                .for_each(|&at| odd[at] = true);
            odd.iter().for_each(|odd| check.count(!odd));
            // Each beside a row in order that it is at odds with.
            let at_odds = |here: usize, there: usize| {
                let (first, second) = (here.min(there), here.max(there));
                !odd[there] && rows[first].1 < rows[second].1
            };
            let pairs: Vec<(usize, usize)> = (0..rows.len())
                .filter(|&here| odd[here])
                .filter_map(|here| Some((here, outwards(here, rows.len()).find(|&there| at_odds(here, there))?)))
                .map(|(here, there)| (rows[here].0, rows[there].0))
                .collect();
            let names = tiers.iter().map(|tier| shorten(tier)).collect::<Vec<_>>().join(" > ");
            let of = self.of_group(group);
            check.findings.push(Bilingual { en: of.en + &names, zh: of.zh + &names });
            pairs.into_iter().for_each(|(row, other)| self.overlap(row, other, at));
        }
        let (held, compared) = (check.held, check.compared);
        check.findings.insert(
            0,
            bi!("{held} of {compared} lie apart from the other types", "{compared} 个中 {held} 个与其他类型不交错"),
        );
        check
    }

    fn overlap(&mut self, row: usize, other: usize, at: usize) {
        let (name, total, tier) = (self.table.unit(row), self.shown(row), shorten(self.table.text(row, at)));
        let (near, its, there) = (self.table.unit(other), self.shown(other), shorten(self.table.text(other, at)));
        let message = bi!(
            "{name} with {total} is {tier}, and {near} with {its} is {there}: the types overlap",
            "{name}（{total}）属{tier}，{near}（{its}）属{there}：两类总分交错"
        );
        let hint = bi!("a total or a type is misprinted", "总分或类型有误");
        self.tell(Diagnostic::new(codes::TIER_MIXED, message).hint(hint), row, Some(at));
    }
}

/// The types by the total in the middle of each, the greatest first; totals come the greatest first.
fn best_first<'t>(rows: impl Iterator<Item = (&'t str, &'t Ratio)>) -> Vec<&'t str> {
    let mut of: BTreeMap<&str, Vec<&Ratio>> = BTreeMap::new();
    rows.for_each(|(tier, value)| of.entry(tier).or_default().push(value));
    let mut tiers: Vec<(&str, &Ratio)> =
        of.into_iter().filter_map(|(tier, values)| Some((tier, *values.get(values.len() / 2)?))).collect();
    tiers.sort_by(|(_, a), (_, b)| b.cmp(a));
    tiers.into_iter().map(|(tier, _)| tier).collect()
}
