//! Ranks against totals: who is ranked below a lower total, and who shares a rank with another total.

use std::collections::{BTreeMap, HashSet};

use super::super::headings::Holds;
use super::order::{out_of_order, outwards};
use super::{Check, CheckKind, Run};
use crate::diagnostic::{Bilingual, Diagnostic, bi, codes};
use crate::number::Ratio;

/// How many units a message names.
const NAMED: usize = 5;

impl Run<'_> {
    /// A higher total never ranks below a lower one, and one rank stands for one total.
    ///
    /// Rounding cannot explain either: what is printed higher is higher.
    pub(super) fn ranks(&mut self) -> Check {
        let mut check = Check::new(CheckKind::Ranks);
        let (ranks, totals) = (self.table.position(Holds::Rank), self.table.position(Holds::Total));
        let (Some(at), Some(_)) = (ranks, totals) else {
            return check.say(left_out(ranks.is_some(), totals.is_some()));
        };
        let mut alone = 0;
        for group in 0..self.table.groups.len() {
            let all = self.table.rows_of(group).to_vec();
            let mut rows: Vec<usize> =
                all.iter().copied().filter(|&row| self.rank(row).is_some() && self.total(row).is_some()).collect();
            alone += all.len() - rows.len();
            // The best first, and within a rank the higher total.
            let value = |row: usize| self.total(row).map(|total| &total.value);
            rows.sort_by(|&a, &b| self.rank(a).cmp(&self.rank(b)).then_with(|| value(b).cmp(&value(a))));
            let mut values: Vec<Ratio> = rows.iter().filter_map(|&row| value(row).cloned()).collect();
            if is_rising(&values) {
                values = values.into_iter().map(|value| -value).collect();
                let of = self.of_group(group);
                let (en, zh) = (of.en, of.zh);
                check.findings.push(bi!("{en}the lowest total ranks first", "{zh}总分越低名次越前"));
            }
            let out = out_of_order(&values.iter().collect::<Vec<_>>());
            let mut bad = vec![false; rows.len()];
            out.iter().for_each(|&place| bad[place] = true);
            for &place in &out {
                self.inversion(&rows, &values, &bad, place, at);
            }
            let odd: HashSet<usize> = self.shared(&rows).iter().flat_map(|shared| self.unequal(shared, at)).collect();
            rows.iter().zip(&mut bad).for_each(|(row, bad)| *bad |= odd.contains(row));
            bad.iter().for_each(|bad| check.count(!bad));
        }
        let (held, compared) = (check.held, check.compared);
        check.findings.insert(
            0,
            bi!(
                "{held} of {compared} rows rank where their total puts them",
                "{compared} 行中 {held} 行的名次与总分次序相符"
            ),
        );
        match alone {
            0 => check,
            _ => check.say(bi!("without a rank or a total: {alone}", "缺名次或总分的行：{alone}")),
        }
    }

    /// A row in the wrong place, beside one with which it is at odds.
    fn inversion(&mut self, rows: &[usize], values: &[Ratio], bad: &[bool], place: usize, at: usize) {
        let row = rows[place];
        // At odds with what stands before it and is lower, or behind it and higher; the nearest is named.
        let odd = |other: usize| {
            let wrong = || if other < place { values[other] < values[place] } else { values[other] > values[place] };
            !bad[other] && wrong() && self.rank(rows[other]) != self.rank(row)
        };
        let Some(nearest) = outwards(place, rows.len()).find(|other| odd(*other)) else { return };
        let other = rows[nearest];
        let (name, total, rank) = (self.table.unit(row), self.shown(row), self.rank(row).unwrap_or(0));
        let (near, its, there) = (self.table.unit(other), self.shown(other), self.rank(other).unwrap_or(0));
        let line = self.table.rows[other].line;
        let (above_en, above_zh) = if there < rank { ("below", "排在其后") } else { ("above", "排在其前") };
        let message = bi!(
            "{name} with {total} ranks {rank}, {above_en} {near} with {its} on rank {there} (line {line})",
            "{name}（{total}）列第 {rank}，{near}（{its}，第 {line} 行）列第 {there}：前者{above_zh}，与总分次序不符"
        );
        let hint = bi!(
            "one of the two ranks or totals is misprinted, or the rank goes by something else",
            "两者的名次或总分必有一处有误，或名次另有依据"
        );
        self.tell(Diagnostic::new(codes::RANK_ORDER, message).hint(hint), row, Some(at));
    }

    /// The rows of every rank that several have.
    fn shared(&self, rows: &[usize]) -> Vec<Vec<usize>> {
        let mut by_rank: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for &row in rows {
            by_rank.entry(self.rank(row).unwrap_or(0)).or_default().push(row);
        }
        by_rank.into_values().filter(|rows| rows.len() > 1).collect()
    }

    /// The rows of a rank that have another total than most of it.
    fn unequal(&mut self, shared: &[usize], at: usize) -> Vec<usize> {
        let value = |row: usize| self.total(row).map(|total| &total.value);
        // They come by their totals, so that equal ones stand together; of groups as large the first is the usual one.
        let runs = shared.chunk_by(|&a, &b| value(a) == value(b));
        let largest = runs.fold(&shared[..0], |most, run| if run.len() > most.len() { run } else { most });
        let Some(&usual) = largest.first() else { return Vec::new() };
        let odd: Vec<usize> = shared.iter().copied().filter(|&row| value(row) != value(usual)).collect();
        if let Some(&row) = odd.first() {
            let named = |row: &usize| format!("{} {}", self.table.unit(*row), self.shown(*row));
            let mut names: Vec<String> = shared.iter().take(NAMED).map(named).collect();
            if shared.len() > NAMED {
                names.push("…".to_owned());
            }
            let rank = self.rank(row).unwrap_or(0);
            let (en, zh) = (names.join(", "), names.join("、"));
            let message = bi!("rank {rank} is shared by unequal totals: {en}", "第 {rank} 名由总分不等者并列：{zh}");
            let hint = bi!(
                "equal ranks need equal totals: a total or a rank is misprinted",
                "名次相同则总分应相同：总分或名次有误"
            );
            self.tell(Diagnostic::new(codes::RANK_SHARED, message).hint(hint), row, Some(at));
        }
        odd
    }
}

/// Whether the values rise with the ranks, as where the least is the best.
fn is_rising(values: &[Ratio]) -> bool {
    let count =
        |rises: bool| values.windows(2).filter(|pair| pair[0] != pair[1] && (pair[0] < pair[1]) == rises).count();
    count(true) > count(false)
}

fn left_out(ranks: bool, totals: bool) -> Bilingual {
    match (ranks, totals) {
        (false, _) => bi!("not checked: no column of ranks (`--rank HEADING`)", "未检查：没有名次列（`--rank 列名`）"),
        (true, false) => {
            bi!("not checked: no column of totals (`--total HEADING`)", "未检查：没有总分列（`--total 列名`）")
        }
        (true, true) => Bilingual::default(),
    }
}
