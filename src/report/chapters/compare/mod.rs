//! Two editions side by side.

/// One text of two, in the language that is asked for.
macro_rules! say {
    ($lang:expr, $($texts:tt)*) => {
        $crate::diagnostic::bi!($($texts)*).get($lang).to_owned()
    };
}

mod changes;
mod indicators;
mod summary;
mod units;

use crate::analyse::{Comparison, Split, UnitChange};
use crate::diagnostic::{Bilingual, Lang};
use crate::framework::{Framework, NodeId};
use crate::number::{Ratio, Rounding, round_parts};
use crate::report::{Cell, Document, banners};
use crate::score::Scores;

/// A comparison of two editions as a document: what changed in all, moves between types, every unit, every indicator,
/// dispersion, what the scheme changed, and what cannot be told apart.
///
/// `old_set` and `new_set` are weights that were set for this run, by code. Figures are rounded as the new edition rounds;
/// the change of a total is that of the printed totals, and its two parts add up to it as printed.
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
        units::moves(&told),
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
struct Told<'c> {
    compared: &'c Comparison<'c>,
    lang: Lang,
    rounding: Rounding,
    /// How the two editions are called in headings.
    names: [String; 2],
    /// Whether anything of the scheme is another than it was.
    scheme_changed: bool,
}

impl<'c> Told<'c> {
    fn new(compared: &'c Comparison<'c>, lang: Lang) -> Told<'c> {
        let (old, new) = (compared.old.framework(), compared.new.framework());
        let name = |framework: &Framework, otherwise: Bilingual| {
            framework.edition().map_or_else(|| otherwise.get(lang).to_owned(), str::to_owned)
        };
        let mut names = [name(old, bi("old", "旧版")), name(new, bi("new", "新版"))];
        if names[0] == names[1] {
            names = [bi("old", "旧版"), bi("new", "新版")].map(|name| name.get(lang).to_owned());
        }
        Told { compared, lang, rounding: new.rounding(), names, scheme_changed: compared.scheme_changed() }
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

    fn figure(&self, exact: Option<&Ratio>) -> Cell {
        exact.map(|exact| Cell::rounded(exact, self.rounding)).into()
    }

    fn change(&self, exact: Option<&Ratio>) -> Cell {
        exact.map(|exact| Cell::change(exact, self.rounding)).into()
    }

    fn text(&self, exact: &Ratio) -> String {
        exact.to_fixed(self.rounding)
    }

    /// With its sign.
    fn signed(&self, exact: &Ratio) -> String {
        Cell::change(exact, self.rounding).printed().to_owned()
    }

    /// A change as the difference of what is printed, and its two parts so that they add up to it.
    fn printed(&self, old: &Ratio, new: &Ratio, split: Option<(&Ratio, &Ratio)>) -> Printed {
        let whole = &new.round(self.rounding) - &old.round(self.rounding);
        let parts = split.and_then(|(values, scheme)| {
            let parts = round_parts(&[values.clone(), scheme.clone()], &whole, self.rounding.places)?;
            <[Ratio; 2]>::try_from(parts).ok()
        });
        Printed { whole, parts }
    }
}

/// A change and its parts as they are printed.
struct Printed {
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

fn bi(en: &str, zh: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), zh: zh.to_owned() }
}

/// What has to stand on every page, once where it holds for both editions.
fn both_banners(told: &Told<'_>, old_set: &[(String, String)], new_set: &[(String, String)]) -> Vec<String> {
    let lines = |scores: &Scores, set: &[(String, String)]| -> Vec<String> {
        let lines = banners(scores.framework(), set, Some(scores.dataset()));
        lines.iter().map(|line| line.get(told.lang).to_owned()).collect()
    };
    let (old, new) = (lines(told.compared.old, old_set), lines(told.compared.new, new_set));
    let both = old.iter().filter(|line| new.contains(line)).cloned();
    let alone = |own: &[String], other: &[String], name: &str| -> Vec<String> {
        let own = own.iter().filter(|line| !other.contains(line));
        own.map(|line| say!(told.lang, "{name}: {line}", "{name}：{line}")).collect()
    };
    both.chain(alone(&old, &new, &told.names[0])).chain(alone(&new, &old, &told.names[1])).collect()
}
