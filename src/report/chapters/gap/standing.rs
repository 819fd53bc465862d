//! Where the unit stands, and what is missing.

use super::Writer;
use crate::analyse::{GapOutcome, Least, Obstacle};
use crate::diagnostic::{Bilingual, Lang, bi};
use crate::framework::{By, NodeId};
use crate::number::{Ratio, Rounding};
use crate::report::document::{Block, Cell, Fact, Section};

impl Writer<'_> {
    /// Where the unit stands, and what is missing.
    pub(super) fn standing(&self) -> Section {
        let mut section = Section::new("gap-standing", self.say(bi!("Where it stands", "现状")));
        let gap = self.gap;
        let fact =
            |label: Bilingual, figure: String, note: Option<String>| Fact { label: self.say(label), figure, note };
        let total =
            gap.total.as_ref().map_or_else(|| self.say(bi!("none", "无")), |total| total.to_fixed(self.rounding()));
        let rank = gap.rank.map(|rank| {
            let ranked = gap.ranked;
            self.say(bi!("rank {rank} of {ranked}", "第 {rank} 名，共 {ranked} 个"))
        });
        let mut facts = vec![fact(bi!("Total", "总分"), total, rank)];
        if let Some(place) = gap.place {
            facts.push(fact(bi!("Type", "类型"), self.tier(place).to_owned(), None));
        }
        if let (Some(target), Some(line), Some(total)) = (gap.target, &gap.line, &gap.total) {
            let missing = &line.total - total;
            let share = missing.checked_div(self.framework().scale()).unwrap_or_else(Ratio::zero);
            let share = Cell::percent(&share, Rounding::half_up(2));
            let of = self.say(bi!("{} of full marks", "占满分的 {}", share.printed()));
            let least = self.as_short(&line.total).unwrap_or_else(|| line.total.to_fixed(self.finer()));
            let least = self.say(bi!("from {least}", "总分至少 {least}"));
            facts.push(fact(bi!("Type to get into", "目标类型"), self.tier(target).to_owned(), Some(least)));
            facts.push(fact(bi!("Points missing", "尚差分数"), self.points(&missing).printed().to_owned(), Some(of)));
        }
        section.push(Block::Facts(facts));
        for sentence in self.headline() {
            section.push(sentence);
        }
        section
    }

    fn headline(&self) -> Vec<String> {
        let (gap, unit) = (self.gap, self.gap.unit.label(self.lang));
        let mut sentences = match &gap.outcome {
            GapOutcome::Reached => {
                let tier = gap.place.map_or("", |place| self.tier(place));
                vec![match gap.target {
                    None => bi!("{unit} is in the best type, {tier}.", "{unit}已属最高类型“{tier}”。"),
                    Some(target) => {
                        let asked = self.tier(target);
                        bi!(
                            "{unit} is {tier}, which is {asked} or better already.",
                            "{unit}属“{tier}”，已达到“{asked}”。"
                        )
                    }
                }]
            }
            GapOutcome::Blocked(obstacles) => obstacles.iter().map(|obstacle| self.obstacle(obstacle)).collect(),
            GapOutcome::NoTotal => vec![bi!(
                "No total is enough while all other units stay as they are: the line moves with this unit's own total.",
                "在其他对象不变的情况下，任何总分都不能进入目标类型：分界线随本对象的总分移动。"
            )],
            GapOutcome::OutOfReach { most } => {
                let most = most.to_fixed(self.rounding());
                vec![bi!(
                    "All improvements that are allowed for lead to {most}, which is not enough.",
                    "所允许的改进全部实施，总分为 {most}，仍达不到。"
                )]
            }
            GapOutcome::Set(_) => Vec::new(),
        };
        if let (Some(line), Some(target)) = (&gap.line, gap.target) {
            let (tier, compared, least) = (self.tier(target), line.compared.to_fixed(self.rounding()), &line.total);
            let exact = least.to_string();
            sentences.push(match line.by {
                By::Rounded => bi!(
                    "{tier} begins at {compared}, by totals as they are printed; the least total that is printed so is {exact}.",
                    "“{tier}”自 {compared} 起，以舍入后的总分为准；舍入后达到它的最低总分为 {exact}。"
                ),
                By::Exact => bi!("{tier} begins at {exact}, by exact totals.", "“{tier}”自 {exact} 起，以精确总分为准。"),
            });
            if line.moves {
                sentences.push(bi!(
                    "This line follows from the totals of all units, this one among them: it is worked out for the unit with its new total, all others as they are.",
                    "该分界线由全部对象的总分得出，本对象亦在其中：此处按本对象的新总分、其他对象不变重新划定。"
                ));
            }
            match line.least {
                Least::Exactly => {}
                Least::Nearly => sentences.push(bi!(
                    "There is no least total, or it is no ratio; this one is within a millionth of the last printed place.",
                    "最低总分不存在或不是有理数；此处所取与之相差不超过末位的百万分之一。"
                )),
                Least::ByHalving => sentences.push(bi!(
                    "This total is enough and one printed place less is not, found by halving; for natural breaks it is not proved that no smaller one is.",
                    "此总分经二分查找得出：它足够，再少末位一个单位则不够；对自然断点法，未证明更低的总分都不够。"
                )),
            }
        }
        sentences.into_iter().map(|sentence| self.say(sentence)).collect()
    }

    fn obstacle(&self, obstacle: &Obstacle) -> Bilingual {
        let label = |node: NodeId, lang| self.framework().node(node).label(lang);
        match obstacle {
            Obstacle::Veto(node) => {
                let (en, zh) = (label(*node, Lang::En), label(*node, Lang::Zh));
                bi!(
                    "The veto {en} holds: it must be lifted first, and nothing else counts before.",
                    "单项否决“{zh}”成立：须先消除，否则其他改进不计。"
                )
            }
            Obstacle::PassMark { node, rate, mark } => {
                let (en, zh) = (label(*node, Lang::En), label(*node, Lang::Zh));
                let rate = self.rate(rate.as_ref());
                let (rate, mark) = (rate.printed(), self.reach(mark));
                let mark = mark.printed();
                bi!(
                    "{en} is below its pass mark: its rate is {rate}, the mark {mark}; it must be reached first.",
                    "“{zh}”低于合格线：得分率为 {rate}，合格线为 {mark}；须先达到。"
                )
            }
            Obstacle::NoTotal => bi!(
                "Too much is missing for a total: what is missing must be filled in first.",
                "缺失过多，没有总分：须先补全缺失的数据。"
            ),
        }
    }
}
