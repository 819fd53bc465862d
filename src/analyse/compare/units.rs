//! Which units of two editions are the same: by the mapping, else by code, else by name.

use std::collections::HashMap;

use super::mapping::Mapping;
use crate::data::{Dataset, Unit};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, bi, codes};
use crate::number::shorten;

/// Rows that hold the same unit, and rows that are in one edition alone.
#[derive(Debug, Default)]
pub(super) struct MatchedUnits {
    /// Old and new row, in the order of the new data.
    pub common: Vec<(usize, usize)>,
    pub only_old: Vec<usize>,
    pub only_new: Vec<usize>,
    pub found: Diagnostics,
}

pub(super) fn matched_units(old: &Dataset, new: &Dataset, mapping: &Mapping) -> MatchedUnits {
    let mut found = Diagnostics::new();
    let mut to_old: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for pair in &mapping.units {
        let (before, after) = (old.find(&pair.old), new.find(&pair.new));
        for (is_new, text, row) in [(false, &pair.old, before), (true, &pair.new, after)] {
            if row.is_none() {
                let text = shorten(text);
                let (en, zh) = if is_new { ("new", "新版") } else { ("old", "旧版") };
                let message = bi!("the {en} data have no unit {text:?}", "{zh}数据中没有 {text:?}");
                found.push(pair.at.problem(is_new, codes::IDLE_PAIR, message));
            }
        }
        if let (Some(before), Some(after)) = (before, after) {
            if !taken[before] && to_old[after].is_none() {
                (to_old[after], taken[before]) = (Some(before), true);
            }
        }
    }
    let by_id: HashMap<&str, usize> =
        old.units().iter().enumerate().map(|(row, unit)| (unit.id.as_str(), row)).collect();
    for (row, unit) in new.units().iter().enumerate().filter(|(row, _)| to_old[*row].is_none()).collect::<Vec<_>>() {
        let Some(before) = by_id.get(unit.id.as_str()).copied().filter(|before| !taken[*before]) else { continue };
        (to_old[row], taken[before]) = (Some(before), true);
        found.extend(other_name(&old.units()[before], unit, new.unit_place(row)).into_iter().collect());
    }
    let (olds, news) = (by_name(old, |row| !taken[row]), by_name(new, |row| to_old[row].is_none()));
    for (row, unit) in new.units().iter().enumerate() {
        // One row on either side, or it is not said which.
        let only = |names: &HashMap<&str, Option<usize>>, name: &str| names.get(name).copied().flatten();
        let before = names(unit).find_map(|name| only(&olds, name).filter(|_| only(&news, name) == Some(row)));
        let Some(before) = before.filter(|before| to_old[row].is_none() && !taken[*before]) else { continue };
        (to_old[row], taken[before]) = (Some(before), true);
    }
    MatchedUnits {
        common: to_old.iter().enumerate().filter_map(|(row, before)| Some(((*before)?, row))).collect(),
        only_old: (0..old.len()).filter(|row| !taken[*row]).collect(),
        only_new: (0..new.len()).filter(|row| to_old[*row].is_none()).collect(),
        found,
    }
}

/// What a unit is called: its code, too, since a file without a roster has names in its place.
fn names(unit: &Unit) -> impl Iterator<Item = &str> {
    std::iter::once(unit.id.as_str()).chain(unit.name.iter().flat_map(|names| names.each()))
}

/// The row of each name among some rows; nothing for a name that several have.
fn by_name(data: &Dataset, among: impl Fn(usize) -> bool) -> HashMap<&str, Option<usize>> {
    let mut rows: HashMap<&str, Option<usize>> = HashMap::new();
    for (row, unit) in data.units().iter().enumerate().filter(|(row, _)| among(*row)) {
        for name in names(unit) {
            rows.entry(name).and_modify(|known| *known = known.filter(|known| *known == row)).or_insert(Some(row));
        }
    }
    rows
}

/// A code that stands for another name than before: row numbers are no codes.
fn other_name(old: &Unit, new: &Unit, place: crate::diagnostic::Place) -> Option<Diagnostic> {
    let shares = |names: &crate::framework::Names| {
        new.name.as_ref().is_some_and(|own| own.each().any(|name| names.is_any(name)))
    };
    if new.name.is_none() || old.name.as_ref().is_none_or(shares) {
        return None;
    }
    let (old_en, old_zh) = (shorten(old.label(Lang::En)), shorten(old.label(Lang::Zh)));
    let (en, zh, id) = (shorten(new.label(Lang::En)), shorten(new.label(Lang::Zh)), shorten(&new.id));
    let message = bi!(
        "`{id}` is {old_en} in the old edition and {en} in the new one; it is taken for one unit",
        "`{id}` 在旧版为 {old_zh}，在新版为 {zh}；按同一对象比较"
    );
    let hint = bi!(
        "where the first column holds row numbers, leave it out or match with a roster",
        "若首列只是行号，请删去，或用名录匹配"
    );
    Some(Diagnostic::new(codes::UNIT_NAME_DIFFERS, message).at(new.id.clone(), place).hint(hint))
}
