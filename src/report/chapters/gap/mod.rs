//! The gap to the next type, as a document.

mod room;
mod set;
mod standing;

use crate::analyse::{Gap, GapOutcome};
use crate::diagnostic::{Bilingual, Lang, bi};
use crate::framework::{Framework, ItemId, NodeId};
use crate::number::{Ratio, RoundMode, Rounding};
use crate::report::banners::banners;
use crate::report::document::{Cell, Document, Number, Table};
use crate::score::Scores;

/// What keeps a unit from the next type and what would lift it there, as a document in one language; `set` are the
/// weights that were set for the run, by code.
///
/// ```
/// use govscore::{Dataset, Framework, GapOptions, Lang, gap, report};
///
/// let framework = Framework::builtin("bluebook-2019")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("bluebook-2019-synthetic")?.as_bytes())?;
/// let scores = framework.score(&data)?;
/// let row = data.find("铜川市").unwrap();
/// let document = report::gap_document(&scores, &gap(&scores, row, &GapOptions::default())?, &[], Lang::Zh);
/// assert_eq!(document.banners.len(), 1);
/// assert!(document.table("gap-room").is_some());
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn gap_document(scores: &Scores, gap: &Gap, set: &[(String, String)], lang: Lang) -> Document {
    let writer = Writer { scores, gap, lang };
    let framework = scores.framework();
    let unit = gap.unit.label(lang);
    let mut document =
        Document::new(lang, writer.say(bi!("{unit}: the gap to the next type", "{unit}：与上一类型的差距")));
    let title = framework.title().get(lang);
    document.subtitle = vec![match framework.edition() {
        Some(edition) => writer.say(bi!("{title}, {edition}", "{title}（{edition}）")),
        None => title.to_owned(),
    }];
    let all = banners(framework, set, Some(scores.dataset()));
    document.banners = all.iter().map(|banner| banner.get(lang).to_owned()).collect();
    document.sections = vec![writer.standing()];
    if let GapOutcome::Set(set) = &gap.outcome {
        document.sections.extend([writer.set(set), writer.singles(), writer.ranks(set)]);
    }
    document.sections.extend([writer.rooms(), writer.assumptions()]);
    document
}

struct Writer<'g> {
    scores: &'g Scores,
    gap: &'g Gap,
    lang: Lang,
}

impl Writer<'_> {
    fn say(&self, text: Bilingual) -> String {
        text.get(self.lang).to_owned()
    }

    fn framework(&self) -> &Framework {
        self.scores.framework()
    }

    fn rounding(&self) -> Rounding {
        let rounding = self.framework().rounding();
        Rounding::new(rounding.places, rounding.mode)
    }

    /// One place more than totals are printed with, since half of the last one decides.
    fn finer(&self) -> Rounding {
        self.rounding().with_places(self.rounding().places + 1)
    }

    fn tier(&self, place: usize) -> &str {
        self.framework().tiers().get(place).map_or("", |tier| tier.name.get(self.lang))
    }

    fn label(&self, node: NodeId, item: Option<ItemId>) -> String {
        match item {
            Some(item) => self.framework().item(item).label(self.lang),
            None => self.framework().node(node).label(self.lang),
        }
    }

    /// Whether anything is raised by its items, so that tables name them.
    fn has_items(&self) -> bool {
        self.gap.rooms.iter().any(|room| room.item.is_some())
    }

    /// The cells that say what a row is about: the indicator and, where there are any, the item.
    fn about(&self, node: NodeId, item: Option<ItemId>) -> Vec<Cell> {
        let mut cells = vec![Cell::text(self.label(node, None))];
        if self.has_items() {
            cells.push(Cell::text(item.map_or_else(String::new, |item| self.label(node, Some(item)))));
        }
        cells
    }

    /// A table with the columns for those.
    fn table(&self, id: &str, caption: String) -> Table {
        let table = Table::new(id, caption).words(self.say(bi!("Indicator", "指标")));
        if self.has_items() { table.words(self.say(bi!("Item", "采集点位"))) } else { table }
    }

    fn points(&self, points: &Ratio) -> Cell {
        Cell::rounded(points, self.finer())
    }

    fn rate(&self, rate: Option<&Ratio>) -> Cell {
        rate.map(|rate| Cell::rounded(rate, self.rounding())).into()
    }

    /// A rate that has to be reached, rounded up: what is printed is enough.
    fn reach(&self, rate: &Ratio) -> Cell {
        // Schemes that print whole marks have rates between them; rounded up they could be beyond what can be reached.
        let rounding = self.rounding();
        let rounding = rounding.with_places(rounding.places.max(2));
        let down = rate.round(Rounding::new(rounding.places, RoundMode::Down));
        let unit = 10i128.checked_pow(rounding.places).and_then(|power| Ratio::new(1, power));
        let up = if down < *rate { &down + &unit.unwrap_or_else(Ratio::zero) } else { down };
        let text = up.to_fixed(rounding);
        Cell::Number(Number { exact: rate.clone(), text, places: rounding.places, percent: false })
    }

    /// The exact figure, where it has few digits.
    fn as_short(&self, figure: &Ratio) -> Option<String> {
        let few = self.rounding().with_places(self.rounding().places + 4);
        (figure.round(few) == *figure).then(|| figure.to_string())
    }

    fn cost(&self, cost: &Ratio) -> Cell {
        Cell::rounded(cost, self.rounding())
    }
}
