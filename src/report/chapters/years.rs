//! What changed since a previous edition, as a chapter of a report.

use super::comparison;
use super::writer::Writer;
use crate::analyse::Comparison;
use crate::diagnostic::Lang;
use crate::report::document::{Picture, Section};
use crate::report::svg;

/// How many leaders of the new edition the drawing of ranks shows.
const LEADERS: u32 = 30;

/// The chapter, and the banners that the previous edition calls for.
pub(super) fn chapter(writer: &Writer<'_, '_>, compared: &Comparison<'_>) -> (Section, Vec<String>) {
    let document = comparison(compared, &[], &writer.options.set, writer.lang);
    let mut section = writer.section("years", writer.pick("Since the previous edition", "与上一版比较"));
    section.push(ranks(writer, compared));
    section.sections = document.sections.into_iter().map(|part| part.below("years")).collect();
    (section, document.banners)
}

/// The ranks of the leaders in both editions.
fn ranks(writer: &Writer<'_, '_>, compared: &Comparison<'_>) -> Picture {
    let mut rows: Vec<svg::Bump> = compared
        .units
        .iter()
        .filter_map(|unit| {
            let (before, after) = (unit.old.common_rank?, unit.new.common_rank?);
            (after <= LEADERS).then(|| svg::Bump {
                label: writer.unit(unit.new.row),
                before,
                after,
                tier: unit.new.tier,
            })
        })
        .collect();
    rows.sort_by(|one, other| (one.after, &one.label).cmp(&(other.after, &other.label)));
    let name = |edition: Option<&str>, en: &str, zh: &str| edition.map_or_else(|| writer.pick(en, zh), str::to_owned);
    let (old, new) = (compared.old.framework().edition(), compared.new.framework().edition());
    let heads = match old == new {
        true => (writer.pick("before", "上一版"), writer.pick("after", "本版")),
        false => (name(old, "before", "上一版"), name(new, "after", "本版")),
    };
    let title = match writer.lang {
        Lang::En => format!("Ranks of the first {LEADERS}, before and after"),
        Lang::Zh => format!("前 {LEADERS} 名的名次变化"),
    };
    writer.picture(
        "years-ranks",
        title,
        writer.pick("A line per unit from its rank before to its rank after", "每个对象一条线，自上一版名次至本版名次"),
        Some(
            writer.pick(
                "Ranks among the units that have one in both editions.",
                "名次为在两版中均有名次的对象之间的名次。",
            ),
        ),
        |frame| svg::bump(frame, &rows, (&heads.0, &heads.1), &writer.tier_names()),
    )
}
