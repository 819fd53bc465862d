//! A table of types: counts and shares, which add up to the whole.

use super::super::headings::Holds;
use super::super::printed::{Interval, PrintedFigure};
use super::{Check, CheckKind, Run};
use crate::diagnostic::{Bilingual, Diagnostic, bi, codes};
use crate::number::{Ratio, Rounding};

impl Run<'_> {
    /// Each share is its count over all, rounded or adjusted by less than one in the last digit so that all add up;
    /// all add up to 100, or to one; a row of sums holds the sums.
    pub(super) fn shares(&mut self) -> Check {
        let mut check = Check::new(CheckKind::Shares);
        let Some(at) = self.table.position(Holds::Share) else {
            return check.say(bi!(
                "not checked: no column of shares (`--share HEADING`)",
                "未检查：没有占比列（`--share 列名`）"
            ));
        };
        let shares = self.table.figures(at, &mut self.found);
        let counted = self.table.position(Holds::Count);
        let counts = counted.map(|at| (at, self.table.figures(at, &mut self.found)));
        for group in 0..self.table.groups.len() {
            let rows = self.table.rows_of(group).to_vec();
            let whole = whole(&shares, &rows);
            let (of, sum) = (self.of_group(group), self.sum_of_shares(&shares, &rows, &whole, at, &mut check));
            check.findings.push(Bilingual { en: of.en + &sum.en, zh: of.zh + &sum.zh });
            if let Some((_, counts)) = &counts {
                self.against_counts(&shares, counts, &rows, &whole, at, &mut check);
            }
        }
        for row in (0..self.table.rows.len()).filter(|&row| is_sum(&self.table.rows[row].unit)) {
            // A row of sums that is in no list is the sum of the only one.
            let group = self.table.rows[row].group;
            let group = if self.table.rows_of(group).is_empty() { 0 } else { group };
            let rows = self.table.rows_of(group).to_vec();
            self.sum_row(row, at, &shares, &rows, &mut check);
            if let Some((at, counts)) = &counts {
                self.sum_row(row, *at, counts, &rows, &mut check);
            }
        }
        check
    }

    fn sum_of_shares(
        &mut self,
        shares: &[Option<PrintedFigure>],
        rows: &[usize],
        whole: &Ratio,
        at: usize,
        check: &mut Check,
    ) -> Bilingual {
        let present: Vec<&PrintedFigure> = rows.iter().filter_map(|&row| shares[row].as_ref()).collect();
        let sum: Ratio = present.iter().map(|share| &share.value).sum();
        let Some(first) = rows.iter().copied().find(|&row| shares[row].is_some()) else {
            return bi!("no shares", "没有占比");
        };
        let allowed = sum_interval(&present, self.mode);
        let exact = sum == *whole;
        let holds = allowed.gap(&Interval::point(whole.clone())).is_none();
        check.count(exact || holds);
        if !(exact || holds) {
            let message = bi!("the shares add up to {sum}, not to {whole}", "各项占比之和为 {sum}，而非 {whole}");
            let hint = bi!("a share is misprinted, or a row is absent", "某项占比有误，或缺行");
            self.tell(Diagnostic::new(codes::SHARES_SUM, message).hint(hint), first, Some(at));
        }
        match (exact, holds) {
            (true, _) => bi!("the shares add up to exactly {whole}", "各项占比之和恰为 {whole}"),
            (false, true) => {
                bi!("the shares add up to {sum}, which rounding explains", "各项占比之和为 {sum}，舍入可以解释")
            }
            (false, false) => bi!("the shares add up to {sum}", "各项占比之和为 {sum}"),
        }
    }

    fn against_counts(
        &mut self,
        shares: &[Option<PrintedFigure>],
        counts: &[Option<PrintedFigure>],
        rows: &[usize],
        whole: &Ratio,
        at: usize,
        check: &mut Check,
    ) {
        let all: Ratio = rows.iter().filter_map(|&row| counts[row].as_ref().map(|count| &count.value)).sum();
        let (mut rounded, mut adjusted, mut beyond) = (0, 0, 0);
        for &row in rows {
            let (Some(share), Some(count)) = (&shares[row], &counts[row]) else { continue };
            let Some(exact) = (&count.value * whole).checked_div(&all) else { continue };
            let away = (&share.value - &exact).abs();
            let fits = share.interval(self.mode).gap(&Interval::point(exact.clone())).is_none();
            // Shares that are made to add up are cut off or raised by less than one in the last digit.
            let near = away < share.unit;
            check.count(fits || near);
            match (fits, near) {
                (true, _) => rounded += 1,
                (false, true) => adjusted += 1,
                (false, false) => {
                    beyond += 1;
                    let should = exact.to_fixed(Rounding::new(share.places, self.mode));
                    let (printed, count) = (&share.value, &count.value);
                    let message = bi!(
                        "{count} of {all} are {should}, and {printed} is printed",
                        "{all} 中的 {count} 应占 {should}，表中为 {printed}"
                    );
                    let hint = bi!("the share or a count is misprinted", "占比或某一数量有误");
                    self.tell(Diagnostic::new(codes::SHARE_DIFFERS, message).hint(hint), row, Some(at));
                }
            }
        }
        check.findings.push(bi!(
            "against counts of {all} in all: {rounded} as rounded, {adjusted} adjusted by less than one in the last digit, {beyond} beyond",
            "与数量（共 {all}）比较：舍入相符 {rounded} 项，末位调整 {adjusted} 项，不符 {beyond} 项"
        ));
    }

    /// A row of sums holds the sum of its column.
    fn sum_row(&mut self, row: usize, at: usize, figures: &[Option<PrintedFigure>], rows: &[usize], check: &mut Check) {
        let Some(stated) = figures[row].clone() else { return };
        let present: Vec<&PrintedFigure> = rows.iter().filter_map(|&row| figures[row].as_ref()).collect();
        let sum: Ratio = present.iter().map(|figure| &figure.value).sum();
        let whole_numbers = present.iter().all(|figure| figure.places == 0);
        let holds = sum == stated.value
            || !whole_numbers && sum_interval(&present, self.mode).gap(&stated.interval(self.mode)).is_none();
        check.count(holds);
        if !holds {
            let printed = &stated.value;
            let message =
                bi!("the rows add up to {sum}, and {printed} is printed", "各行之和为 {sum}，表中为 {printed}");
            let hint = bi!("a row is absent or a figure misprinted", "缺行或某一数字有误");
            self.tell(Diagnostic::new(codes::SHARES_SUM, message).hint(hint), row, Some(at));
        }
    }
}

/// 100 where shares are percentages, 1 where they are fractions of one.
fn whole(shares: &[Option<PrintedFigure>], rows: &[usize]) -> Ratio {
    let sum: Ratio = rows.iter().filter_map(|&row| shares[row].as_ref().map(|share| &share.value)).sum();
    if sum > Ratio::from(2) { Ratio::from(100) } else { Ratio::one() }
}

fn sum_interval(figures: &[&PrintedFigure], mode: crate::number::RoundMode) -> Interval {
    let zero = Interval::point(Ratio::zero());
    figures.iter().fold(zero, |sum, figure| sum.plus(&figure.interval(mode)))
}

/// Whether a row holds sums, as against means or extremes.
fn is_sum(text: &str) -> bool {
    let text = text.to_lowercase();
    matches!(text.trim_end_matches([':', '：']), "合计" | "总计" | "小计" | "total" | "sum")
}
