//! Rosters (名录): who there is to be scored, and by which names people know them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::portrait::{Portrait, Tile};
use super::table::{Source, Table, read_table};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Lang, Place, bi, codes};
use crate::embedded;
use crate::error::Error;
use crate::framework::Names;
use crate::limits::Limits;
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
pub(super) enum Match<'r> {
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
    /// Reads a roster: a table with `code` (代码) and `name` (名称), optionally `name_en` (英文名), `name_zh`,
    /// `short_name` (简称), `aliases` (别名) and `former_names` (曾用名), both separated by `|`, `merged_into` and
    /// `merged_on`; all other columns are attributes. One called `province` may stand before a name.
    ///
    /// A line `# extends: ID` takes over a roster that is built in and adds to it; `# groups:`, `# nested:`, `# words:`,
    /// `# tiles:` and `# tile:` say how its units are compared, called and drawn (see [`Roster::groups`] and
    /// [`Roster::tiles`]).
    pub fn read(bytes: &[u8], file: Option<&str>) -> Result<Roster, Error> {
        Roster::read_within(bytes, file, Limits::default())
    }

    /// The same within limits of one's own.
    pub fn read_within(bytes: &[u8], file: Option<&str>, limits: Limits) -> Result<Roster, Error> {
        let mut found = Diagnostics::new();
        let source = Source { file, sheet: None, fits: &has_own_columns, titled: false, limits };
        let Some(mut table) = read_table(bytes, &source, &mut found) else { return Err(Error::Roster(found)) };
        for heading in &mut table.headings {
            if let Some((_, own)) = CHINESE_HEADINGS.iter().find(|(chinese, _)| chinese == heading) {
                *heading = (*own).to_owned();
            }
        }
        let inner = Reader::new(&table, file, &mut found).map(|mut reader| {
            reader.rows();
            reader.finish()
        });
        match inner {
            Ok(inner) if !found.has_errors() => Ok(Roster { inner: Arc::new(inner) }),
            Ok(_) | Err(Error::Roster(_)) => {
                if let Err(Error::Roster(all)) = inner {
                    found.extend(all);
                }
                if let Some(sheet) = table.sheet() {
                    found.in_sheet(sheet);
                }
                Err(Error::Roster(found))
            }
            Err(other) => Err(other),
        }
    }

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
    pub(super) fn look_up(&self, text: &str) -> Match<'_> {
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
    pub(super) fn attribute_with_value(&self, text: &str) -> Option<&str> {
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
    pub(super) fn label(&self, lang: Lang) -> String {
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

struct Reader<'t> {
    table: &'t Table,
    file: Option<&'t str>,
    found: &'t mut Diagnostics,
    inner: Inner,
    /// For each attribute, its column.
    columns: Vec<usize>,
    /// The codes of the members so far.
    codes: HashSet<String>,
}

/// Headings that people write in Chinese, and what they are here.
const CHINESE_HEADINGS: [(&str, &str); 9] = [
    ("代码", "code"),
    ("编码", "code"),
    ("行政区划代码", "code"),
    ("名称", "name"),
    ("全称", "name"),
    ("英文名", "name_en"),
    ("简称", "short_name"),
    ("别名", "aliases"),
    ("曾用名", "former_names"),
];

const OWN_COLUMNS: [&str; 9] =
    ["code", "name", "name_en", "name_zh", "short_name", "aliases", "former_names", "merged_into", "merged_on"];

/// Whether these are the headings of a roster.
fn has_own_columns(headings: &[String]) -> bool {
    let has = |own: &str| {
        let chinese = CHINESE_HEADINGS.iter().filter(|(_, known)| *known == own).map(|(chinese, _)| *chinese);
        chinese.chain([own]).any(|word| headings.iter().any(|heading| heading == word))
    };
    has("code") && has("name")
}

impl<'t> Reader<'t> {
    fn new(table: &'t Table, file: Option<&'t str>, found: &'t mut Diagnostics) -> Result<Reader<'t>, Error> {
        let meta = |key: &str| table.meta.iter().find(|(known, _, _)| known == key).map(|(_, value, _)| value.clone());
        let id = meta("id").or_else(|| file.map(str::to_owned)).unwrap_or_else(|| "roster".to_owned());
        let (zh, en) = (meta("title_zh"), meta("title_en"));
        let title = if zh.is_none() && en.is_none() { Names::from(id.as_str()) } else { Names { zh, en } };
        let own = |heading: &str| OWN_COLUMNS.contains(&heading);
        let columns: Vec<usize> = (0..table.headings.len()).filter(|at| !own(&table.headings[*at])).collect();
        let attributes: Vec<String> = columns.iter().map(|at| table.headings[*at].clone()).collect();
        let (mut members, mut merged, mut portrait) = (Vec::new(), Vec::new(), Portrait::default());
        if let Some(base) = meta("extends") {
            let base = Roster::builtin(&base)?;
            members = base.inner.members.clone();
            merged = base.inner.merged.clone();
            portrait = base.inner.portrait.clone();
            if base.inner.attributes != attributes {
                let list = base.inner.attributes.join(", ");
                let message = bi!(
                    "the attributes must be those of the roster it extends: {list}",
                    "属性列须与所扩展的名录一致：{list}"
                );
                found.push(bad_roster(message, file, table.heading_line));
            }
        }
        let absent = |required: &&str| !table.headings.iter().any(|heading| heading == required);
        let absent: Vec<&str> = ["code", "name"].into_iter().filter(absent).collect();
        for required in &absent {
            let message = bi!("the column `{required}` is absent", "缺少列 `{required}`");
            found.push(bad_roster(message, file, table.heading_line));
        }
        if !absent.is_empty() {
            return Err(Error::Roster(std::mem::take(found)));
        }
        let (portrait, problems) = Portrait::read(&table.meta, &attributes, portrait);
        problems.into_iter().for_each(|(message, line)| found.push(bad_roster(message, file, line)));
        let (names, merged_names) = Default::default();
        let inner = Inner { id, title, members, merged, attributes, portrait, names, merged_names };
        let codes = inner.members.iter().map(|member| member.code.clone()).collect();
        Ok(Reader { table, file, found, inner, columns, codes })
    }

    fn rows(&mut self) {
        for row in self.table.rows.iter() {
            let field = |heading: &str| {
                let at = self.table.headings.iter().position(|known| known == heading)?;
                Some(row.field(at)).filter(|text| !text.is_empty()).map(str::to_owned)
            };
            let list = |heading: &str| -> Vec<String> {
                let text = field(heading).unwrap_or_default();
                text.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
            };
            let (Some(code), Some(name)) = (field("code"), field("name")) else {
                let message = bi!("a row needs a code and a name", "每行都要有代码和名称");
                self.found.push(bad_roster(message, self.file, row.line));
                continue;
            };
            let name = match (field("name_zh"), field("name_en")) {
                (Some(zh), en) => Names { zh: Some(zh), en: en.or(Some(name)) },
                (None, Some(en)) => Names { zh: Some(name), en: Some(en) },
                (None, None) => Names::from(name),
            };
            let member = Member {
                code,
                name,
                short_name: field("short_name"),
                aliases: list("aliases"),
                former_names: list("former_names"),
                attributes: self.columns.iter().map(|at| row.field(*at).to_owned()).collect(),
            };
            self.add(member, field("merged_into"), field("merged_on").unwrap_or_default(), row.line);
        }
    }

    fn add(&mut self, member: Member, merged_into: Option<String>, on: String, line: u64) {
        let inner = &mut self.inner;
        if !self.codes.insert(member.code.clone()) {
            let code = &member.code;
            let message = bi!("the code `{code}` comes twice", "代码 `{code}` 重复");
            self.found.push(bad_roster(message, self.file, line));
            return;
        }
        inner.merged.retain(|known| known.member.code != member.code);
        match merged_into {
            Some(into) => inner.merged.push(Merged { member, into, on }),
            None => inner.members.push(member),
        }
    }

    /// Puts all names into the index; units stand in the order of their codes where one roster extends another.
    fn finish(self) -> Inner {
        let mut inner = self.inner;
        if self.table.meta.iter().any(|(key, _, _)| key == "extends") {
            inner.members.sort_by(|a, b| a.code.cmp(&b.code));
        }
        for merged in &inner.merged {
            if !inner.members.iter().any(|member| member.code == merged.into) {
                let (code, into) = (&merged.member.code, &merged.into);
                let message = bi!(
                    "{code} was merged into `{into}`, which the roster does not have",
                    "{code} 并入的 `{into}` 不在名录中"
                );
                self.found.push(bad_roster(message, self.file, self.table.heading_line));
            }
        }
        for (outer, finer, value) in loose_nesting(&inner) {
            let message = bi!(
                "`{finer}` does not lie inside `{outer}`: units with `{value}` have several of the latter",
                "`{finer}` 不在 `{outer}` 之内：值为 `{value}` 的对象对应多个 `{outer}`"
            );
            let hint = bi!("write `# nested:` from the coarsest to the finest", "`# nested:` 由粗到细书写");
            self.found.push(bad_roster(message, self.file, self.table.heading_line).hint(hint));
        }
        let province = inner.attributes.iter().position(|name| name == "province");
        for (place, member) in inner.members.iter().enumerate() {
            for (strength, name) in member.names() {
                inner.names.entry(normal(name)).or_default().push((strength, place));
            }
            // 江西省宜春市, 江西省宜春: people put the province before the name to tell two places apart.
            let province = province.and_then(|column| member.attributes.get(column)).filter(|name| !name.is_empty());
            for name in member.name.zh.iter().chain(&member.short_name) {
                if let Some(province) = province {
                    let entry = inner.names.entry(normal(&format!("{province}{name}"))).or_default();
                    entry.push((Strength::ShortOrAlias, place));
                }
            }
        }
        for (place, merged) in inner.merged.iter().enumerate() {
            for (_, name) in merged.member.names() {
                inner.merged_names.entry(normal(name)).or_insert(place);
            }
        }
        inner
    }
}

/// Pairs of `# nested:` that are not: an attribute twice, or a finer value in several coarser ones, with that value.
fn loose_nesting(inner: &Inner) -> Vec<(String, String, String)> {
    let column = |name: &String| inner.attributes.iter().position(|known| known == name);
    let mut loose = Vec::new();
    for pair in inner.portrait.nested.windows(2) {
        let [outer, finer] = pair else { continue };
        let (Some(above), Some(below)) = (column(outer), column(finer)) else { continue };
        let mut coarser: HashMap<&str, &str> = HashMap::new();
        let value = inner.members.iter().find_map(|member| {
            let (above, below) = (member.attributes.get(above)?, member.attributes.get(below)?);
            (above != coarser.entry(below).or_insert(above)).then(|| below.clone())
        });
        if outer == finer || value.is_some() {
            loose.push((outer.clone(), finer.clone(), value.unwrap_or_default()));
        }
    }
    loose
}

fn bad_roster(message: Bilingual, file: Option<&str>, line: u64) -> Diagnostic {
    let place = Place { file: file.map(str::to_owned), line: Some(line), ..Place::default() };
    Diagnostic::new(codes::BAD_ROSTER, message).at("", place)
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
