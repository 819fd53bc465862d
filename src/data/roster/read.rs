//! Reading a roster: a table of units with their names, behind opening lines.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::portrait::Portrait;
use super::{Inner, Member, Merged, Roster, Strength, normal};
use crate::data::table::{Source, Table, read_table};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Place, bi, codes};
use crate::error::Error;
use crate::framework::Names;
use crate::limits::Limits;

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
