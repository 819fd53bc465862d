//! Rosters (名录): who there is to be scored, and by which names people know them.

mod portrait;
mod read;

use std::collections::HashMap;
use std::sync::Arc;

use portrait::Portrait;
pub use portrait::Tile;

use crate::diagnostic::Lang;
use crate::embedded;
use crate::error::Error;
use crate::framework::Names;
use crate::number::plain_text;

/// A list of units with their codes, names and attributes.
///
/// ```
/// use govscore::Roster;
///
/// let roster = Roster::builtin("cn-prefectures-2018")?;
/// assert_eq!(roster.members().len(), 333);
/// let jilin = &roster.members()[roster.find("吉林市").unwrap()];
/// assert_eq!(jilin.code, "220200");
/// assert!(roster.find("吉林省").is_none());
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Roster {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: String,
    title: Names,
    members: Vec<Member>,
    /// Units that are known by name but no longer are one of their own.
    merged: Vec<Merged>,
    attributes: Vec<String>,
    portrait: Portrait,
    names: HashMap<String, Vec<(Strength, usize)>>,
    merged_names: HashMap<String, usize>,
}

/// One unit of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// Its code.
    pub code: String,
    /// Its full name.
    pub name: Names,
    /// Its short name, where it has one.
    pub short_name: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Names it no longer has.
    pub former_names: Vec<String>,
    attributes: Vec<String>,
}

/// A unit that became part of another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Merged {
    member: Member,
    into: String,
    on: String,
}

/// How a name belongs to a unit: a stronger one wins over a weaker one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Code,
    Name,
    ShortOrAlias,
    English,
    Former,
}

/// What a roster makes of a name.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::data) enum Match<'r> {
    Member(usize),
    /// Found by a name that the unit no longer has.
    Renamed(usize),
    /// A unit that became part of another one: that one's name, and when.
    Merged {
        into: &'r Names,
        on: &'r str,
    },
    /// The name fits several units.
    Ambiguous(Vec<usize>),
    Unknown,
}

impl PartialEq for Roster {
    fn eq(&self, other: &Roster) -> bool {
        let (one, two) = (&self.inner, &other.inner);
        one.id == two.id && one.members == two.members && one.portrait == two.portrait
    }
}

impl Roster {
    /// The short name of the roster.
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// What it lists.
    pub fn title(&self) -> &Names {
        &self.inner.title
    }

    /// The units, in the roster's order.
    pub fn members(&self) -> &[Member] {
        &self.inner.members
    }

    /// The names of the attributes: province, region and the like.
    pub fn attribute_names(&self) -> &[String] {
        &self.inner.attributes
    }

    /// An attribute of the unit at a place of the roster.
    pub fn attribute(&self, place: usize, name: &str) -> Option<&str> {
        let column = self.inner.attributes.iter().position(|known| known == name)?;
        self.inner.members.get(place)?.attributes.get(column).map(String::as_str)
    }

    /// The attributes by which its units are compared, the most telling first: `# groups: macro_region, province`.
    ///
    /// A value such as `京津冀|中原` puts a unit into two groups.
    pub fn groups(&self) -> &[String] {
        &self.inner.portrait.groups
    }

    /// Those of its attributes that lie inside each other, the coarsest first: `# nested: macro_region > province`.
    pub fn nested(&self) -> &[String] {
        &self.inner.portrait.nested
    }

    /// How an attribute, or one of its values, is called: `# words: macro_region = 四大区域 | Macro region`; else as it is.
    pub fn words(&self, text: &str) -> Names {
        self.inner.portrait.words(text).cloned().unwrap_or_else(|| Names::from(text))
    }

    /// The tiles of its diagram with the units in them; empty where it has none.
    pub fn tiles(&self) -> Vec<Tile> {
        let Some(attribute) = &self.inner.portrait.tiles else { return Vec::new() };
        let number = |place: usize, name: &str| self.attribute(place, name)?.parse::<u32>().ok();
        let cell = |place: usize| Some((place, number(place, "cell_row")?, number(place, "cell_col")?));
        let tile = |tile: &Tile| {
            let inside = |place: &usize| self.attribute(*place, attribute) == Some(&tile.name);
            Tile { cells: (0..self.members().len()).filter(inside).filter_map(cell).collect(), ..tile.clone() }
        };
        self.inner.portrait.tile_places.iter().map(tile).collect()
    }

    /// The place of the unit that is meant by a code or a name, if it is exactly one.
    pub fn find(&self, text: &str) -> Option<usize> {
        match self.look_up(text) {
            Match::Member(place) | Match::Renamed(place) => Some(place),
            _ => None,
        }
    }

    /// What a code or name means here.
    pub(in crate::data) fn look_up(&self, text: &str) -> Match<'_> {
        let key = normal(text);
        if let Some(candidates) = self.inner.names.get(&key) {
            // A full name of one unit and a short name of another are told apart by nobody.
            let class = |strength: Strength| if strength == Strength::ShortOrAlias { Strength::Name } else { strength };
            let strengths = candidates.iter().map(|(strength, _)| class(*strength));
            let strongest = strengths.min().unwrap_or(Strength::Former);
            let same = candidates.iter().filter(|(strength, _)| class(*strength) == strongest);
            let mut places: Vec<usize> = same.map(|(_, place)| *place).collect();
            places.sort_unstable();
            places.dedup();
            return match places.as_slice() {
                [place] if strongest == Strength::Former => Match::Renamed(*place),
                [place] => Match::Member(*place),
                _ => Match::Ambiguous(places),
            };
        }
        match self.inner.merged_names.get(&key).map(|place| &self.inner.merged[*place]) {
            Some(merged) => {
                let into = self.inner.members.iter().find(|member| member.code == merged.into);
                let into = into.map_or(&merged.member.name, |member| &member.name);
                Match::Merged { into, on: &merged.on }
            }
            None => Match::Unknown,
        }
    }

    /// The attribute that has `text` among its values: 吉林省 is a `province`, not a unit. Flags such as `1` do not count.
    pub(in crate::data) fn attribute_with_value(&self, text: &str) -> Option<&str> {
        text.chars().nth(1)?;
        let column = (0..self.inner.attributes.len()).find(|column| {
            self.inner.members.iter().any(|member| member.attributes.get(*column).is_some_and(|v| v == text))
        })?;
        self.inner.attributes.get(column).map(String::as_str)
    }
}

impl Roster {
    /// The ids of the rosters that are built in.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        embedded::ROSTERS.iter().map(|(id, _)| *id)
    }

    /// A roster that is built in; the error names the nearest id.
    pub fn builtin(id: &str) -> Result<Roster, Error> {
        Roster::read(Roster::builtin_csv(id)?.as_bytes(), Some(&format!("{id}.csv")))
    }

    /// The CSV of a roster that is built in.
    pub fn builtin_csv(id: &str) -> Result<&'static str, Error> {
        embedded::find(embedded::ROSTERS, id)
    }
}

impl Member {
    /// Every name with its strength.
    fn names(&self) -> impl Iterator<Item = (Strength, &str)> {
        let english = self.name.en.as_deref().map(|name| (Strength::English, name));
        let chinese = self.name.zh.as_deref().map(|name| (Strength::Name, name));
        let others = self.short_name.iter().chain(&self.aliases).map(|name| (Strength::ShortOrAlias, name.as_str()));
        let former = self.former_names.iter().map(|name| (Strength::Former, name.as_str()));
        std::iter::once((Strength::Code, self.code.as_str())).chain(chinese).chain(english).chain(others).chain(former)
    }

    /// Name and code, as in `Suzhou (320500)` or `苏州市（320500）`.
    pub(in crate::data) fn label(&self, lang: Lang) -> String {
        let (name, code) = (self.name.get(lang), &self.code);
        match lang {
            Lang::En => format!("{name} ({code})"),
            Lang::Zh => format!("{name}（{code}）"),
        }
    }
}

/// A name without what does not matter in comparing: width, case, the form of apostrophes, outer and doubled spaces.
fn normal(name: &str) -> String {
    plain_text(name).replace('’', "'").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_not_confused() {
        let roster = Roster::builtin("cn-prefectures-2018").expect("a built-in roster");
        let code = |text: &str| roster.find(text).map(|place| roster.members()[place].code.clone());
        assert_eq!(code("苏州"), Some("320500".into()));
        assert_eq!(code("宿州市"), Some("341300".into()));
        assert_eq!(code("吉林"), Some("220200".into()));
        assert_eq!(code("吉林省"), None);
        assert_eq!(code("　３２０５００ "), Some("320500".into()));
        for pinyin in ["Suzhou", "Fuzhou", "Taizhou", "Yichun", "Yulin"] {
            assert!(matches!(roster.look_up(pinyin), Match::Ambiguous(both) if both.len() == 2), "{pinyin}");
        }
        assert!(matches!(roster.look_up("襄樊市"), Match::Renamed(_)));
        assert!(matches!(roster.look_up("莱芜"), Match::Merged { into, .. } if into.get(Lang::Zh) == "济南市"));
        assert_eq!(roster.attribute_with_value("吉林省"), Some("province"));
        let older = Roster::builtin("cn-prefectures-2018-334").expect("a built-in roster");
        assert_eq!(older.members().len(), 334);
        let own = Roster::read("代码,名称,简称,乡镇\n01,甲县,甲,3\n".as_bytes(), None).expect("a roster");
        assert_eq!((own.find("甲"), own.attribute(0, "乡镇")), (Some(0), Some("3")));
        assert!(older.find("莱芜").is_some());
    }
}
