//! What each leaf can still give, and what all of it rests on.

use super::Writer;
use crate::analyse::{CostKind, Held, Room};
use crate::diagnostic::{Bilingual, bi};
use crate::number::Rounding;
use crate::report::document::{Cell, Section};

impl Writer<'_> {
    pub(super) fn rooms(&self) -> Section {
        let title = self.say(bi!("What each indicator can still give", "各指标的提升空间"));
        let mut section = Section::new("gap-room", title);
        let caption = self.say(bi!("Rates, weights and points to gain", "得分率、实际权重与可增分数"));
        let note = self.say(bi!(
            "The weight is that in the total of this unit, what is missing left out as the framework says. Points are those from the present rate up to the greatest that can be reached; of what is missing, or held up, the change of the total if it were mended at full marks.",
            "权重为该指标在本对象总分中的实际权重（已按体系规定处理缺失）。可增分数为从现得分率提高到上限所增加的总分；缺失或受限的，为补足至满分时总分的变化。"
        ));
        let mut table = self
            .table("gap-room", caption)
            .figures(self.say(bi!("Rate now", "现得分率")))
            .figures(self.say(bi!("Greatest rate", "上限")))
            .figures(self.say(bi!("Weight", "实际权重")))
            .figures(self.say(bi!("Points to gain", "可增分数")))
            .figures(self.say(bi!("Cost per point", "每分成本")))
            .words(self.say(bi!("Remark", "说明")))
            .note(note)
            .long();
        for room in &self.gap.rooms {
            table.row(self.about(room.node, room.item).into_iter().chain(self.room(room)));
        }
        section.push(table);
        section
    }

    fn room(&self, room: &Room) -> [Cell; 6] {
        [
            self.rate(room.rate.as_ref()),
            self.rate(Some(&room.top)),
            Cell::percent(&room.weight, Rounding::half_up(2)),
            self.points(&room.points),
            room.price.as_ref().map(|price| self.cost(price)).into(),
            Cell::text(room.held.map_or_else(String::new, |held| self.say(why(held)))),
        ]
    }

    pub(super) fn assumptions(&self) -> Section {
        let mut section = Section::new("gap-assumptions", self.say(bi!("What this rests on", "说明")));
        section.push(self.say(bi!(
            "All other units are held as they are. Costs are assumptions of whoever gives them; nothing is said of what causes what, nor of what can in fact be done.",
            "其他对象均保持不变。成本由使用者给定，是一种假设；此处不对因果关系和实际可行性作任何判断。"
        )));
        section.push(self.say(self.costs()));
        section
    }

    fn costs(&self) -> Bilingual {
        let costs = &self.gap.costs;
        if costs.is_empty() {
            return bi!(
                "No costs were given: a point of any indicator's rate costs one, so the cost of a set is the sum of the points by which rates rise.",
                "未给出成本：任何指标的得分率每提高 1 分，成本为 1；组合的成本即各得分率提高的分数之和。"
            );
        }
        let file = costs.file().unwrap_or_default();
        let (from, from_zh) = if file.is_empty() {
            ("Costs were given by the caller".to_owned(), "成本由调用者给定".to_owned())
        } else {
            (format!("Costs are from {file}"), format!("成本取自 {file}"))
        };
        let listed = |room: &&Room| {
            let framework = self.framework();
            let item = room.item.is_some_and(|item| costs.get(&framework.item(item).code).is_some());
            item || costs.get(&framework.node(room.node).code).is_some()
        };
        let (all, given) = (self.gap.rooms.len(), self.gap.rooms.iter().filter(listed).count());
        let fixed = costs.each().filter(|(_, cost)| cost.kind == CostKind::Fixed).count();
        let left = all - given;
        bi!(
            "{from}: {given} of {all} indicators and items, {fixed} of the costs fixed. For the other {left} a point of the indicator's rate costs one.",
            "{from_zh}：{all} 个指标和采集点位中给出 {given} 个，其中固定成本 {fixed} 项。其余 {left} 个按指标得分率每 1 分成本 1 计。"
        )
    }
}

/// Why something is left out of the set.
fn why(held: Held) -> Bilingual {
    match held {
        Held::Full => bi!("cannot rise further", "已到上限"),
        Held::Missing => bi!("missing: filling it in changes all weights", "缺失：补报会改变各项权重"),
        Held::NotApplicable => bi!("does not apply", "不适用"),
        Held::NoWeight => bi!("weighs nothing", "不计权重"),
        Held::Violation => bi!("a violation takes all marks", "有违规项，不得分"),
        Held::OthersHang => bi!("whether other items apply hangs on it", "其他点位是否适用取决于它"),
        Held::BonusIdle => bi!("the condition of the bonus is not met", "未满足加分条件"),
        Held::BonusCapped => bi!("bonus with a cap", "加分设有上限"),
        Held::Deduction => bi!("a deduction", "扣分项"),
        Held::TooManyLevels => bi!("too many levels", "等级过多"),
    }
}
