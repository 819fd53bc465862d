//! The cheapest set, single indicators that are enough, and the ranks that follow.

use super::Writer;
use crate::analyse::{CheapestSet, GapMethod, GapProof, Improvement, SingleLeaf};
use crate::diagnostic::{Bilingual, Lang, bi};
use crate::framework::NodeId;
use crate::number::Ratio;
use crate::report::document::{Cell, Section, Table};

impl Writer<'_> {
    pub(super) fn set(&self, set: &CheapestSet) -> Section {
        let mut section =
            Section::new("gap-set", self.say(bi!("The cheapest set of improvements", "成本最低的改进组合")));
        let (count, cost) = (set.changes.len(), self.cost(&set.cost));
        let cost = cost.printed();
        let (unit, tier) = (self.gap.unit.label(self.lang), self.tier(set.place));
        let caption = self.say(bi!(
            "What lifts {unit} into {tier}: {count} in all, at a cost of {cost}",
            "使{unit}进入“{tier}”的改进：共 {count} 项，成本 {cost}"
        ));
        let mut table = self.change_table("gap-set", caption).long();
        for change in &set.changes {
            table.row(self.about(change.node, change.item).into_iter().chain(self.change(change)));
        }
        section.push(table);
        let total = set.total.to_fixed(self.rounding());
        let ranked = self.gap.ranked;
        section.push(self.say(match set.rank {
            Some(rank) => bi!(
                "Scored anew with this set, the total is {total}, the type {tier}, the rank {rank} of {ranked}.",
                "按此组合重新计分：总分 {total}，类型“{tier}”，第 {rank} 名，共 {ranked} 个。"
            ),
            None => bi!(
                "Scored anew with this set, the total is {total}, the type {tier}.",
                "按此组合重新计分：总分 {total}，类型“{tier}”。"
            ),
        }));
        section.push(self.say(method(set.method)));
        section.push(self.proof(set));
        section
    }

    fn proof(&self, set: &CheapestSet) -> String {
        let cost = set.cost.to_fixed(self.rounding());
        self.say(match (set.proof, &set.bound) {
            (GapProof::Optimal, _) => bi!(
                "Proved: nothing that is enough costs less; the lower bound is the cost itself, {cost}.",
                "已证明：没有更便宜的足够组合；下界即为该成本 {cost}。"
            ),
            (GapProof::Bounded, Some(bound)) => {
                let (left, bound) = ((&set.cost - bound).to_fixed(self.rounding()), bound.to_fixed(self.rounding()));
                bi!(
                    "Nothing that is enough costs less than {bound}; it is not proved that nothing costs less than {cost}: the gap is {left}.",
                    "足够的组合至少需 {bound}；未证明没有低于 {cost} 的组合：两者相差 {left}。"
                )
            }
            _ => bi!(
                "It is enough; that nothing cheaper is enough is not proved, since the total is not the sum of its parts here, or the line was found by halving.",
                "该组合足够；未证明没有更便宜的组合，因为此处总分不等于各项之和，或分界线由二分查找得出。"
            ),
        })
    }

    fn change_table(&self, id: &str, caption: String) -> Table {
        let note = self.say(bi!(
            "Rates to reach are rounded up, so that what is printed is enough.",
            "应达到的得分率向上取整，照印出的数即可。"
        ));
        self.table(id, caption)
            .figures(self.say(bi!("Rate now", "现得分率")))
            .figures(self.say(bi!("Rate to reach", "应达得分率")))
            .figures(self.say(bi!("Points gained", "总分增加")))
            .figures(self.say(bi!("Cost", "成本")))
            .note(note)
    }

    fn change(&self, change: &Improvement) -> [Cell; 4] {
        [self.rate(change.from.as_ref()), self.reach(&change.to), self.points(&change.points), self.cost(&change.cost)]
    }

    pub(super) fn singles(&self) -> Section {
        let mut section =
            Section::new("gap-single", self.say(bi!("Single indicators that are enough", "单项即可达到的指标")));
        let singles = &self.gap.singles;
        let Some(first) = singles.first() else {
            section.push(self.say(bi!("No indicator is enough alone.", "没有任何单个指标足以达到。")));
            return section;
        };
        let risen: Vec<(&SingleLeaf, &Ratio)> =
            singles.iter().filter_map(|single| Some((single, single.rise.as_ref()?))).collect();
        if let Some(cost) = &first.cost {
            let (label, cost) = (self.label(first.node, None), self.cost(cost));
            let cost = cost.printed();
            section.push(self.say(bi!("The cheapest is {label}, at {cost}.", "成本最低的是 {label}，为 {cost}。")));
        }
        if let Some((least, rise)) = risen.iter().min_by(|one, other| one.1.cmp(other.1)) {
            let (label, rise) = (self.label(least.node, None), self.reach(rise));
            let rise = rise.printed();
            section.push(self.say(bi!(
                "The one whose rate has to rise least is {label}, by {rise}.",
                "得分率提高最少的是 {label}，提高 {rise}。"
            )));
        }
        let caption = self.say(bi!("What each indicator would have to reach alone", "各指标单独应达到的得分率"));
        let mut table = Table::new("gap-single", caption)
            .words(self.say(bi!("Indicator", "指标")))
            .words(self.say(bi!("What is raised", "提高什么")))
            .figures(self.say(bi!("Rate rises by", "得分率提高")))
            .figures(self.say(bi!("Cost", "成本")));
        for single in singles {
            let (label, rise) = (self.label(single.node, None), single.rise.as_ref().map(|rise| self.reach(rise)));
            let cost = single.cost.as_ref().map(|cost| self.cost(cost));
            table.row([Cell::text(label), Cell::text(self.raised(single)), rise.into(), cost.into()]);
        }
        section.push(table);
        section
    }

    /// What is raised to what: `to 68.57`, `P1 to 100.00, P2 to 50.00`.
    fn raised(&self, single: &SingleLeaf) -> String {
        let one = |change: &Improvement| {
            let to = self.reach(&change.to);
            let to = to.printed();
            self.say(match change.item {
                Some(item) => {
                    let code = &self.framework().item(item).code;
                    bi!("{code} to {to}", "{code} 至 {to}")
                }
                None if change.from.is_none() => bi!("filled in with {to}", "补报，得分率 {to}"),
                None => bi!("to {to}", "至 {to}"),
            })
        };
        let all: Vec<String> = single.changes.iter().map(one).collect();
        all.join(if self.lang == Lang::Zh { "，" } else { ", " })
    }

    pub(super) fn ranks(&self, set: &CheapestSet) -> Section {
        let mut section = Section::new("gap-ranks", self.say(bi!("Ranks then", "实施后的名次")));
        let caption = self.say(bi!(
            "Ranks now and with the set carried out, all others as they are",
            "现名次与实施后的名次（其他对象不变）"
        ));
        let mut table = Table::new("gap-ranks", caption)
            .words(self.say(bi!("Indicator", "指标")))
            .figures(self.say(bi!("Rank now", "现名次")))
            .figures(self.say(bi!("Rank then", "实施后名次")));
        for ranks in &set.ranks {
            let label = match ranks.node {
                NodeId::TOTAL => self.say(bi!("Total", "总分")),
                node => self.label(node, None),
            };
            table.row([Cell::text(label), Cell::count(ranks.before), Cell::count(ranks.after)]);
        }
        section.push(table);
        section
    }
}

fn method(method: GapMethod) -> Bilingual {
    match method {
        GapMethod::Sorted => bi!(
            "Method: sorting. Everything can be raised by any amount, so what costs least for each point of the total is taken first (fractional knapsack).",
            "方法：排序。各项均可任意提高，故先取每分成本最低者（分数背包）。"
        ),
        GapMethod::Knapsack => bi!(
            "Method: a 0-1 knapsack, exact. Improvements with fixed costs or steps are taken whole or not at all, the rest by sorting.",
            "方法：精确的 0-1 背包。固定成本或有步长的改进取或不取，其余按排序。"
        ),
        GapMethod::MultipleChoice => bi!(
            "Method: a multiple-choice knapsack, exact. Of the levels of each item at most one is chosen, the rest by sorting.",
            "方法：精确的多选背包。每个采集点位至多选取一个等级，其余按排序。"
        ),
    }
}
