//! Types: how many units are in each in both editions, and from which to which they went.

use super::super::writer::PERCENT;
use super::Told;
use crate::analyse::{Summary, TierSummary};
use crate::framework::{Framework, Tier};
use crate::number::Ratio;
use crate::report::{Cell, Section, Table};
use crate::score::Scores;

/// Types side by side, and moves between them; nothing where one of the editions has none.
pub(super) fn types(told: &Told<'_>) -> Section {
    let mut section = Section::new("moves", say!(told.lang, "Types", "类型"));
    if told.old().tiers().is_empty() || told.new_framework().tiers().is_empty() {
        return section;
    }
    moves(told, &mut section);
    section.push(side_by_side(told));
    section
}

/// From which type to which: rows are types of the old edition, columns those of the new one.
fn moves(told: &Told<'_>, section: &mut Section) {
    let (lang, moves) = (told.lang, &told.compared.moves);
    let [old, new] = &told.names;
    if let Some((risen, stayed, fallen)) = moves.risen_stayed_fallen() {
        section.push(say!(
            lang,
            "{risen} rose to a better type, {stayed} stayed in theirs, {fallen} fell to a worse one.",
            "{risen} 个升入更好的类型，{stayed} 个不变，{fallen} 个降入更差的类型。"
        ));
    } else {
        section.push(say!(
            lang,
            "The types of {old} and {new} are not the same, so there is no up and down between them.",
            "{old} 与 {new} 的类型划分不同，无升降可言。"
        ));
    }
    let caption = say!(lang, "Types in {old} (rows) and in {new} (columns)", "{old} 的类型（行）与 {new} 的类型（列）");
    let mut table =
        Table::new("moves", caption).words(old.as_str()).on_sheet(say!(lang, "Types then and now", "类型变化"));
    let nothing = say!(lang, "Without a type", "无类型");
    let (olds, news) = (told.old().tiers().len(), told.new_framework().tiers().len());
    let name = |is_new: bool, place: usize, last: usize| {
        if place == last { nothing.clone() } else { told.tier(is_new, Some(place)) }
    };
    // What holds nobody is left out where it stands for no type.
    let last_row = moves.counts.last().is_some_and(|row| row.iter().any(|count| *count > 0));
    let last_column = moves.counts.iter().any(|row| row.last().is_some_and(|count| *count > 0));
    let columns = news + usize::from(last_column);
    for place in 0..columns {
        table = table.figures(name(true, place, news));
    }
    table = table.figures(say!(lang, "All", "合计"));
    for (place, row) in moves.counts.iter().take(olds + usize::from(last_row)).enumerate() {
        let counts = row.iter().take(columns).map(|count| Cell::count(*count));
        let cells = std::iter::once(Cell::text(name(false, place, olds))).chain(counts);
        table.row(cells.chain([Cell::count(row.iter().sum::<usize>())]));
    }
    section.push(table);
}

/// Every type of either edition: how many units, what share of all, their mean total, where it begins, the highest total.
fn side_by_side(told: &Told<'_>) -> Table {
    let lang = told.lang;
    let caption = say!(lang, "Types of both editions side by side", "两版的类型对照");
    let mut table = Table::new("types", caption).words(say!(lang, "Type", "类型"));
    for (en, zh) in [("Units", "数量"), ("Share", "占比"), ("Mean", "平均"), ("From", "分界线"), ("Greatest", "最高")]
    {
        for heading in told.of_both(en, zh) {
            table = table.figures(heading);
        }
    }
    let mut table = table.on_sheet(say!(lang, "Types then and now", "类型变化")).note(say!(
        lang,
        "Over all units of each edition. From: the least total of the type, as it is compared.",
        "按各版全部评价对象计。分界线：进入该类型的最低总分（按比较时的取值）。"
    ));
    let (old, new) = (told.compared.old, told.compared.new);
    let (olds, news) = (of_edition(old, |total| told.brought(total)), of_edition(new, Ratio::clone));
    let place_of = |framework: &Framework, code: &str| framework.tiers().iter().position(|tier| tier.code == code);
    for (place, tier) in told.new_framework().tiers().iter().enumerate() {
        let before = place_of(told.old(), &tier.code).and_then(|place| olds.get(place));
        table.row(row(told, tier, before, news.get(place)));
    }
    for (place, tier) in told.old().tiers().iter().enumerate() {
        if place_of(told.new_framework(), &tier.code).is_none() {
            table.row(row(told, tier, olds.get(place), None));
        }
    }
    table
}

/// What the types of an edition are like, its totals as `scaled` gives them.
fn of_edition(scores: &Scores, scaled: impl Fn(&Ratio) -> Ratio) -> Vec<TierSummary> {
    let totals = |code: &str| -> Vec<Ratio> {
        let of_type = scores.iter().filter(|unit| unit.tier().is_some_and(|tier| tier.code == code));
        of_type.filter_map(|unit| unit.total()).map(|total| scaled(&total)).collect()
    };
    let rows = scores.tier_table().into_iter();
    rows.map(|row| TierSummary {
        count: row.count,
        share: row.share,
        begins: row.begins.as_ref().map(&scaled),
        totals: Summary::of(&totals(&row.tier.code)),
    })
    .collect()
}

fn row(told: &Told<'_>, tier: &Tier, before: Option<&TierSummary>, after: Option<&TierSummary>) -> Vec<Cell> {
    let cells = |tier: Option<&TierSummary>| -> [Cell; 5] {
        let totals = tier.and_then(|tier| tier.totals.as_ref());
        let share = tier.and_then(|tier| tier.share.as_ref());
        [
            tier.map(|tier| Cell::count(tier.count)).into(),
            share.map(|share| Cell::percent(share, PERCENT)).into(),
            told.figure(totals.map(|totals| &totals.mean)),
            told.figure(tier.and_then(|tier| tier.begins.as_ref())),
            told.figure(totals.map(|totals| &totals.greatest)),
        ]
    };
    let pairs = cells(before).into_iter().zip(cells(after)).flat_map(|(before, after)| [before, after]);
    std::iter::once(Cell::text(tier.name.get(told.lang))).chain(pairs).collect()
}
