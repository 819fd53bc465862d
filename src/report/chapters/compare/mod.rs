//! Two editions side by side.

/// One text of two, in the language that is asked for.
macro_rules! say {
    ($lang:expr, $($texts:tt)*) => {
        $crate::report::chapters::compare::tight($crate::diagnostic::bi!($($texts)*).get($lang))
    };
}

mod changes;
mod extremes;
mod indicators;
mod since;
mod summary;
mod types;
mod units;

use crate::analyse::{Comparison, MeanChange, Split, UnitChange};
use crate::diagnostic::{Bilingual, Lang};
use crate::framework::{Framework, NodeId};
use crate::number::{Ratio, Rounding, round_parts};
use crate::report::{Cell, Document, Table, banners};
use crate::score::Scores;

pub(super) use since::{group_since, unit_since};

/// A comparison of two editions as a document: what changed in all, types, the greatest rises and falls, every unit,
/// every indicator, dispersion, what the scheme changed, and what cannot be told apart.
///
/// `old_set` and `new_set` are weights that were set for this run, by code. Figures are rounded as the new edition rounds;
/// the change of a total is that of the printed totals, and its two parts add up to it as printed. Where the scheme is
/// the same, all of a change lies in values, and no parts are told.
pub fn comparison(
    compared: &Comparison<'_>,
    old_set: &[(String, String)],
    new_set: &[(String, String)],
    lang: Lang,
) -> Document {
    let told = Told::new(compared, lang);
    let title = say!(lang, "Comparison of editions", "版本比较");
    let mut document = Document::new(lang, title);
    document.subtitle =
        [(false, compared.old), (true, compared.new)].map(|(new, scores)| told.subtitle(new, scores)).into();
    document.banners = both_banners(&told, old_set, new_set);
    let sections = [
        summary::summary(&told),
        types::types(&told),
        extremes::extremes(&told),
        units::units(&told),
        indicators::indicators(&told),
        indicators::dispersion(&told),
        changes::changes(&told),
        units::inseparable(&told),
        summary::method(&told),
    ];
    document.sections = sections.into_iter().filter(|section| !section.is_empty()).collect();
    document
}

/// What all parts of the chapter print with.
pub(super) struct Told<'c> {
    compared: &'c Comparison<'c>,
    lang: Lang,
    rounding: Rounding,
    /// How the two editions are called in headings.
    names: [String; 2],
    /// Whether the editions are told apart by their own names.
    named: bool,
    /// Whether anything of the scheme is another than it was.
    scheme_changed: bool,
    /// Whether some unit is called otherwise than by its code.
    codes: bool,
}

impl<'c> Told<'c> {
    pub(super) fn new(compared: &'c Comparison<'c>, lang: Lang) -> Told<'c> {
        let (old, new) = (compared.old.framework(), compared.new.framework());
        let name = |framework: &Framework, otherwise: Bilingual| {
            framework.edition().map_or_else(|| otherwise.get(lang).to_owned(), str::to_owned)
        };
        let mut names = [name(old, bi("old", "旧版")), name(new, bi("new", "新版"))];
        let named = names[0] != names[1] && old.edition().is_some();
        if names[0] == names[1] {
            names = [bi("old", "旧版"), bi("new", "新版")].map(|name| name.get(lang).to_owned());
        }
        let is_called = |scores: &Scores| scores.dataset().units().iter().any(|unit| unit.label(lang) != unit.id);
        let codes = is_called(compared.old) || is_called(compared.new);
        let scheme_changed = compared.scheme_changed();
        Told { compared, lang, rounding: new.rounding(), names, named, scheme_changed, codes }
    }

    fn old(&self) -> &'c Framework {
        self.compared.old.framework()
    }

    fn new_framework(&self) -> &'c Framework {
        self.compared.new.framework()
    }

    fn subtitle(&self, is_new: bool, scores: &Scores) -> String {
        let title = scores.framework().title().get(self.lang);
        let (name, count) = (&self.names[usize::from(is_new)], scores.len());
        say!(self.lang, "{name}: {title}, {count} units", "{name}：{title}，评价对象 {count} 个")
    }

    /// The name of a unit: that of the new data.
    fn unit(&self, unit: &UnitChange) -> &'c str {
        self.compared.new.dataset().units()[unit.new.row].label(self.lang)
    }

    /// The label of a node: that of the new edition where it is in it.
    fn node(&self, old: Option<NodeId>, new: Option<NodeId>) -> String {
        let node = match (old, new) {
            (_, Some(new)) => self.new_framework().node(new),
            (Some(old), None) => self.old().node(old),
            (None, None) => return String::new(),
        };
        match node.name.get(self.lang) {
            "" | "total" if node.id == NodeId::TOTAL => say!(self.lang, "Total", "总分"),
            name if node.id == NodeId::TOTAL => name.to_owned(),
            _ => node.label(self.lang),
        }
    }

    /// The type at a place of one edition.
    fn tier(&self, is_new: bool, place: Option<usize>) -> String {
        let framework = if is_new { self.new_framework() } else { self.old() };
        let tier = place.and_then(|place| framework.tiers().get(place));
        tier.map(|tier| tier.name.get(self.lang).to_owned()).unwrap_or_default()
    }

    /// The headings of a figure that is told of both editions.
    pub(super) fn of_both(&self, en: &str, zh: &str) -> [String; 2] {
        [0, 1].map(|edition| {
            let name = &self.names[edition];
            say!(self.lang, "{en} {name}", "{name} {zh}")
        })
    }

    /// The old edition in a sentence: `2018 版`; the previous one where it has no name.
    fn old_edition(&self) -> String {
        let name = &self.names[0];
        match self.named {
            true if name.ends_with('版') => name.clone(),
            true => say!(self.lang, "{name}", "{name} 版"),
            false => say!(self.lang, "the previous edition", "上一版"),
        }
    }

    /// A total of the old edition on the scale of the comparison.
    fn brought(&self, total: &Ratio) -> Ratio {
        // A scale is above zero.
        total * &self.compared.scale.checked_div(self.old().scale()).unwrap_or_else(Ratio::one)
    }

    /// Adds the columns of both parts, where the scheme changed and there are two.
    pub(super) fn part_columns(&self, table: Table) -> Table {
        if !self.scheme_changed {
            return table;
        }
        table.figures(say!(self.lang, "By values", "数值部分")).figures(say!(self.lang, "By the scheme", "方案部分"))
    }

    /// What stands in them.
    pub(super) fn part_cells(&self, printed: Option<&Printed>) -> Vec<Cell> {
        if !self.scheme_changed {
            return Vec::new();
        }
        match printed.and_then(|printed| printed.exact.parts.as_ref().zip(printed.parts.as_ref())) {
            Some((exact, parts)) => {
                exact.iter().zip(parts).map(|(exact, part)| Cell::change_as(exact, part, self.rounding)).collect()
            }
            None => vec![Cell::Empty; 2],
        }
    }

    pub(super) fn figure(&self, exact: Option<&Ratio>) -> Cell {
        exact.map(|exact| Cell::rounded(exact, self.rounding)).into()
    }

    /// A change that is printed as another one near it, so that what is printed adds up.
    pub(super) fn change(&self, exact: Option<&Ratio>, printed: Option<&Ratio>) -> Cell {
        exact.zip(printed).map(|(exact, printed)| Cell::change_as(exact, printed, self.rounding)).into()
    }

    /// The change of a total.
    pub(super) fn whole(&self, printed: Option<&Printed>) -> Cell {
        self.change(printed.map(|printed| &printed.exact.whole), printed.map(|printed| &printed.whole))
    }

    fn text(&self, exact: &Ratio) -> String {
        exact.to_fixed(self.rounding)
    }

    /// With its sign.
    pub(super) fn signed(&self, exact: &Ratio) -> String {
        Cell::change(exact, self.rounding).printed().to_owned()
    }

    /// A change as the difference of what is printed, and its two parts so that they add up to it.
    fn printed(&self, old: &Ratio, new: &Ratio, split: Option<(&Ratio, &Ratio)>) -> Printed {
        let whole = &new.round(self.rounding) - &old.round(self.rounding);
        let exact = Exact { whole: new - old, parts: split.map(|(values, scheme)| [values.clone(), scheme.clone()]) };
        let parts = split.and_then(|(values, scheme)| {
            let parts = round_parts(&[values.clone(), scheme.clone()], &whole, self.rounding.places)?;
            <[Ratio; 2]>::try_from(parts).ok()
        });
        Printed { whole, parts, exact }
    }
}

/// A change and its parts as they are printed.
pub(super) struct Printed {
    pub(super) whole: Ratio,
    parts: Option<[Ratio; 2]>,
    exact: Exact,
}

/// The same as they are.
struct Exact {
    whole: Ratio,
    parts: Option<[Ratio; 2]>,
}

impl Printed {
    /// Those of a unit; none where it has no total in one of the editions.
    fn of(told: &Told<'_>, unit: &UnitChange) -> Option<Printed> {
        let split = unit.split.as_ref().ok().map(|Split { values, scheme, .. }| (values, scheme));
        Some(told.printed(unit.old.total.as_ref()?, unit.new.total.as_ref()?, split))
    }
}

/// The mean totals of some units in both editions, and the change of the mean.
pub(super) struct Means {
    pub(super) count: usize,
    pub(super) old: Ratio,
    pub(super) new: Ratio,
    /// Its parts are there where the change of every unit has parts.
    pub(super) printed: Printed,
}

impl Means {
    /// Those of the units in these rows of the new data; none where none has a total in both editions.
    pub(super) fn of(told: &Told<'_>, rows: &[usize]) -> Option<Means> {
        let MeanChange { count, old, new, values, scheme, .. } = told.compared.means_of(rows)?;
        let printed = told.printed(&old, &new, values.as_ref().zip(scheme.as_ref()));
        Some(Means { count, old, new, printed })
    }
}

/// The text without blanks between two Chinese characters, where a name that was put in is Chinese as the text is.
fn tight(text: &str) -> String {
    // From radicals on through Chinese characters and full-width signs.
    let is_wide = |character: Option<&char>| character.is_some_and(|character| *character >= '\u{2e80}');
    let characters: Vec<char> = text.chars().collect();
    let is_kept = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        characters[*at] != ' ' || !is_wide(before) || !is_wide(characters.get(at + 1))
    };
    (0..characters.len()).filter(is_kept).map(|at| characters[at]).collect()
}

fn bi(en: &str, zh: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), zh: zh.to_owned() }
}

/// What has to stand on every page, once where it holds for both editions.
fn both_banners(told: &Told<'_>, old_set: &[(String, String)], new_set: &[(String, String)]) -> Vec<String> {
    let (old, new) = (lines(told, told.compared.old, old_set), lines(told, told.compared.new, new_set));
    let both = old.iter().filter(|line| new.contains(line)).cloned();
    both.chain(alone(told, &old, &new, false)).chain(alone(told, &new, &old, true)).collect()
}

/// What has to stand on every page for the old edition, beyond what holds for the new one too.
pub(super) fn old_banners(told: &Told<'_>, new_set: &[(String, String)]) -> Vec<String> {
    alone(told, &lines(told, told.compared.old, &[]), &lines(told, told.compared.new, new_set), false)
}

fn lines(told: &Told<'_>, scores: &Scores, set: &[(String, String)]) -> Vec<String> {
    let lines = banners(scores.framework(), set, Some(scores.dataset()));
    lines.iter().map(|line| line.get(told.lang).to_owned()).collect()
}

/// The lines of one edition that the other has not, with the edition's name before them.
fn alone(told: &Told<'_>, own: &[String], other: &[String], is_new: bool) -> Vec<String> {
    let name = &told.names[usize::from(is_new)];
    let own = own.iter().filter(|line| !other.contains(line));
    own.map(|line| say!(told.lang, "{name}: {line}", "{name}：{line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::tight;

    #[test]
    fn blanks_stand_between_chinese_and_latin_alone() {
        assert_eq!(tight("与 2018 版相比：总分 +1.0，类型仍为 高"), "与 2018 版相比：总分 +1.0，类型仍为高");
        assert_eq!(tight("由 旧版 的 A B 变为"), "由旧版的 A B 变为");
        assert_eq!(tight(" a "), " a ");
    }
}
