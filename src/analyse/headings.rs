//! What the columns of a published table hold, by their headings.

use super::table::{Published, read_rank};
use super::words::{COUNT, GROUP, RANK, SHARE, TIER, TOTAL, is_word, total_names, without_suffix};
use crate::data::{Found, Indicators, Named, loose, unit_and_name};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes};
use crate::framework::{Framework, Input, NodeId};
use crate::number::shorten;

/// The headings of a published table, where they are none of the usual ones; each is a heading as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    /// Which unit a row is about.
    pub unit: Option<String>,
    /// The total: `total`, 总分, 指数, `index`, … and the name of the framework's total.
    pub total: Option<String>,
    /// The rank: `rank`, 排名, 名次, ….
    pub rank: Option<String>,
    /// The type: `tier`, 类型, 等级, `group`, ….
    pub tier: Option<String>,
    /// Which of several lists a row belongs to; ranks are within each.
    pub group: Option<String>,
    /// How many units a row is about, in a table of types.
    pub count: Option<String>,
    /// Their share of all.
    pub share: Option<String>,
}

impl Headings {
    /// Those that are given.
    pub(super) fn each(&self) -> impl Iterator<Item = &str> {
        let all = [&self.unit, &self.total, &self.rank, &self.tier, &self.group, &self.count, &self.share];
        all.into_iter().flatten().map(String::as_str)
    }
}

/// What a column of a published table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Unit,
    Name,
    Total,
    Rank,
    Tier,
    Group,
    Count,
    Share,
    Part(NodeId),
}

impl Published {
    /// The columns of the framework's indicators.
    pub(super) fn parts(&mut self, framework: &Framework, found: &mut Diagnostics) {
        let indicators = Indicators::new(framework, Input::Rate);
        for at in 0..self.holds.len() {
            let heading = self.table.headings[at].clone();
            let Found::One(Named::Node(id)) = indicators.find(&heading) else { continue };
            // A heading such as `rank` or `total` is a result, whatever an indicator is called.
            if self.holds[at].is_some() || id == NodeId::TOTAL || is_word(&heading, &["rank", "tier", "total", "data"])
            {
                continue;
            }
            if let Some(first) = self.position(Holds::Part(id)) {
                let (heading, other) = (shorten(&heading), shorten(&self.table.headings[first]));
                let message = bi!(
                    "the column {heading:?} is for the same thing as {other:?}",
                    "列 {heading:?} 与列 {other:?} 含义相同"
                );
                let place = Place { line: Some(self.table.heading_line), ..self.place(0, Some(at)) };
                let hint = bi!("keep one of the two", "只保留一列");
                found.push(Diagnostic::new(codes::DUPLICATE_COLUMN, message).at(heading, place).hint(hint));
                continue;
            }
            self.holds[at] = Some(Holds::Part(id));
        }
    }

    /// The columns of indicators whose headings say what their figures are as well, where nothing else is meant by them.
    pub(super) fn suffixed(&mut self, framework: &Framework) {
        let indicators = Indicators::new(framework, Input::Rate);
        for at in (0..self.holds.len()).filter(|&at| self.holds[at].is_none()).collect::<Vec<_>>() {
            let bare = without_suffix(&self.table.headings[at]).map(|bare| indicators.find(bare));
            let Some(Found::One(Named::Node(id))) = bare else { continue };
            if id != NodeId::TOTAL && self.position(Holds::Part(id)).is_none() {
                self.holds[at] = Some(Holds::Part(id));
            }
        }
    }

    /// The columns with usual headings, among those that are nothing else yet.
    pub(super) fn usual(&mut self, framework: Option<&Framework>) {
        let free = |this: &Published, at: usize| this.holds[at].is_none();
        let names: Vec<String> = framework.map(total_names).unwrap_or_default();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (holds, words) in [(Holds::Total, &names[..]), (Holds::Total, &TOTAL), (Holds::Rank, &RANK)] {
            self.take(holds, words);
        }
        if self.position(Holds::Total).is_none() {
            // `total_100`: with its full marks behind it.
            let at = (0..self.holds.len()).find(|&at| {
                let heading = loose(&self.table.headings[at]);
                let digits = heading.trim_start_matches("total").trim_start_matches("总分");
                free(self, at) && digits.len() < heading.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
            });
            at.into_iter().for_each(|at| self.holds[at] = Some(Holds::Total));
        }
        // Before the lists, since rows of means are known by the word in this column.
        let (unit, name) = unit_and_name(&self.table.headings, |at| free(self, at));
        if self.position(Holds::Unit).is_none() {
            unit.into_iter().for_each(|at| self.holds[at] = Some(Holds::Unit));
        }
        name.filter(|&at| free(self, at)).into_iter().for_each(|at| self.holds[at] = Some(Holds::Name));
        if self.position(Holds::Group).is_none() {
            let tiers: Vec<String> = framework.map(tier_names).unwrap_or_default();
            let lists = (0..self.holds.len()).find(|&at| free(self, at) && self.begins_anew(at, &tiers));
            lists.into_iter().for_each(|at| self.holds[at] = Some(Holds::Group));
        }
        for (holds, words) in [(Holds::Tier, &TIER[..]), (Holds::Count, &COUNT), (Holds::Share, &SHARE)] {
            self.take(holds, words);
        }
    }

    fn take(&mut self, holds: Holds, words: &[&str]) {
        if self.position(holds).is_some() {
            return;
        }
        let free = |at: &usize| self.holds[*at].is_none();
        let at = words
            .iter()
            .find_map(|word| (0..self.holds.len()).filter(free).find(|&at| is_word(&self.table.headings[at], &[word])));
        at.into_iter().for_each(|at| self.holds[at] = Some(holds));
    }

    /// Whether each value of a column has a rank 1 of its own: then it says which list a row belongs to, and no type.
    fn begins_anew(&self, at: usize, tiers: &[String]) -> bool {
        let Some(rank) = self.position(Holds::Rank) else { return false };
        if !is_word(&self.table.headings[at], &GROUP) {
            return false;
        }
        let mut values: Vec<(&str, bool)> = Vec::new();
        for row in self.table.rows.iter().filter(|row| !self.sums(row)) {
            let (value, first) = (row.field(at), read_rank(row.field(rank)) == Some(1));
            match values.iter_mut().find(|(known, _)| *known == value) {
                Some((_, begins)) => *begins |= first,
                None => values.push((value, first)),
            }
            // Lists are few; whatever has more values is something else.
            if values.len() > 50 {
                return false;
            }
        }
        values.len() > 1
            && values.iter().all(|(_, begins)| *begins)
            && !values.iter().any(|(value, _)| tiers.contains(&loose(value)))
    }
}

fn tier_names(framework: &Framework) -> Vec<String> {
    let tiers = framework.tiers().iter();
    tiers.flat_map(|tier| tier.name.each().chain([tier.code.as_str()]).map(loose).collect::<Vec<_>>()).collect()
}
