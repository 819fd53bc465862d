//! What each column of a table is, from its heading.

use std::collections::HashMap;

use crate::diagnostic::{Bilingual, Diagnostic, Lang, Place, bi, codes};
use crate::framework::{Framework, Input, ItemId, Names, Node, NodeId};
use crate::number::{half_width, plain_text, shorten};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Unit,
    Name,
    Indicator(NodeId),
    /// What was observed of an item.
    Item(ItemId),
    /// Of the long form: which indicator or item the value of a row is of.
    WhichIndicator,
    /// Of the long form.
    Value,
    /// Of the long form: where the value of a row comes from.
    Evidence(EvidenceKey),
    /// A result of an earlier run, not an input.
    Result,
    Attribute,
    /// No heading, or one that has been reported, or that is for people.
    Blank,
}

/// Headings that say which unit a row is about by its code, best first.
const CODE_HEADINGS: [&str; 11] =
    ["code", "id", "行政区划代码", "区划代码", "地区代码", "城市代码", "adcode", "代码", "编码", "iso3", "iso"];
/// Headings that say it by name, best first: where a table has several, the narrower one tells its rows apart.
const NAME_HEADINGS: [&str; 39] = [
    "评价对象",
    "考核对象",
    "考评对象",
    "被评价单位",
    "被考核单位",
    "被评单位",
    "评价单位",
    "网站",
    "网站名称",
    "部门",
    "单位",
    "单位名称",
    "机构",
    "机构名称",
    "乡镇",
    "区县",
    "县区",
    "县市区",
    "县",
    "地级市",
    "城市",
    "城市名称",
    "地市",
    "市州",
    "市",
    "行政区划",
    "地区",
    "地区名称",
    "区域",
    "名称",
    "site",
    "prefecture",
    "city",
    "country",
    "国家",
    "state",
    "region",
    "area",
    "entity",
];
/// Headings of the long form.
const INDICATOR_HEADINGS: [&str; 10] = [
    "item",
    "采集点位代码",
    "采集点位",
    "点位代码",
    "点位",
    "indicator",
    "指标代码",
    "指标",
    "指标名称",
    "指标或采集点位",
];
const VALUE_HEADINGS: [&str; 6] = ["value", "观测值", "值", "数值", "得分", "score"];
/// What a column of evidence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum EvidenceKey {
    Round,
    Method,
    Source,
    Collected,
    Collector,
    Verified,
    Note,
}

/// Headings of evidence in the long form.
const EVIDENCE_HEADINGS: [(EvidenceKey, &[&str]); 7] = [
    (EvidenceKey::Round, &["round", "轮次", "监测轮次"]),
    (EvidenceKey::Method, &["method", "采集方式"]),
    (EvidenceKey::Source, &["source", "url", "来源", "来源网址", "网址", "佐证"]),
    (EvidenceKey::Collected, &["collected", "date", "采集时间", "采集日期"]),
    (EvidenceKey::Collector, &["collector", "采集人", "采集员"]),
    (EvidenceKey::Verified, &["verified", "核验", "核验人", "复核", "复核人"]),
    (EvidenceKey::Note, &["note", "备注", "说明"]),
];
/// Headings of what a template says to whoever fills it in.
const REMARK_HEADINGS: [&str; 6] = ["question", "采集内容", "measured in", "计量单位", "rule", "计分规则"];
/// Headings of results, as `govscore score` writes them.
const RESULT_HEADINGS: [&str; 4] = ["rank", "tier", "total", "data"];

fn is_one_of(heading: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(heading))
}

/// How messages call the column of an indicator: by code and name; as headed, where it is headed by more than that.
pub(super) fn title(node: &Node, heading: &str) -> Bilingual {
    let heading = plain_text(heading);
    if heading.is_empty() || heading.to_lowercase() == node.code.to_lowercase() {
        return Bilingual { en: node.label(Lang::En), zh: node.label(Lang::Zh) };
    }
    let named = node.name.is_any(&heading);
    Bilingual::same(if named { format!("{} {heading}", node.code) } else { shorten(&heading) })
}

/// The indicators of a framework by everything they may be called in a data file.
pub(crate) struct Indicators {
    /// Exact codes, exact names, and either written loosely; an earlier map wins over a later one.
    maps: [HashMap<String, Vec<Named>>; 3],
    /// The framework has no indicators, so the total is what is given.
    total_is_given: bool,
    /// What the total is called.
    total: Names,
}

/// What a heading can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// An indicator whose rate or points are given.
    Node(NodeId),
    /// An item, or a leaf with a rule of its own, of which observations are given.
    Item(ItemId),
}

impl Named {
    fn code(self, framework: &Framework) -> &str {
        match self {
            Named::Node(id) => &framework.node(id).code,
            Named::Item(id) => &framework.item(id).code,
        }
    }
}

/// What a heading or an indicator cell may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    One(Named),
    Several(Vec<Named>),
    None,
}

impl Found {
    /// The codes of all that it may mean.
    pub(super) fn codes<'f>(&self, framework: &'f Framework) -> Vec<&'f str> {
        match self {
            Found::One(named) => vec![named.code(framework)],
            Found::Several(several) => several.iter().map(|named| named.code(framework)).collect(),
            Found::None => Vec::new(),
        }
    }
}

impl Indicators {
    /// In a file of observations a leaf with a rule of its own is an item.
    pub(crate) fn new(framework: &Framework, input: Input) -> Indicators {
        let observed = input == Input::Observations;
        let mut maps: [HashMap<String, Vec<Named>>; 3] = Default::default();
        let mut add_one = |map: usize, text: String, named: Named| {
            let all: &mut Vec<Named> = maps[map].entry(text).or_default();
            if !all.contains(&named) {
                all.push(named);
            }
        };
        let mut add = |code: &str, names: &Names, named: Named| {
            add_one(0, code.to_owned(), named);
            add_one(2, code.to_lowercase(), named);
            for name in [&names.zh, &names.en].into_iter().flatten() {
                add_one(1, plain_text(name), named);
                // A name without letters, such as `1.1`, is not to be met by `11`.
                if name.chars().any(char::is_alphabetic) && *name != code {
                    add_one(2, loose(name), named);
                    add_one(2, loose(&format!("{code}{name}")), named);
                    add_one(2, loose(&format!("{name}{code}")), named);
                }
            }
        };
        for node in framework.nodes().iter().skip(1) {
            let own = node.items.first().filter(|id| observed && framework.item(**id).is_leaf);
            add(&node.code, &node.name, own.map_or(Named::Node(node.id), |id| Named::Item(*id)));
        }
        for item in framework.items().iter().filter(|item| !item.is_leaf) {
            add(&item.code, &item.question, Named::Item(item.id));
        }
        let total = framework.total().name.clone();
        Indicators { maps, total_is_given: framework.leaves().next().is_none(), total }
    }

    /// The indicator meant by a code, by a name in either language, or by both together.
    pub(crate) fn find(&self, text: &str) -> Found {
        let text = plain_text(text);
        if self.total_is_given && (is_one_of(&text, &["total"]) || self.total.is_any(&text)) {
            return Found::One(Named::Node(NodeId::TOTAL));
        }
        let ids = self.maps[0].get(&text).or_else(|| self.maps[1].get(&text));
        let ids = ids.or_else(|| self.maps[2].get(&text.to_lowercase())).or_else(|| self.maps[2].get(&loose(&text)));
        match ids.map(Vec::as_slice) {
            None => Found::None,
            Some([one]) => Found::One(*one),
            Some(several) => Found::Several(several.to_vec()),
        }
    }
}

/// Letters and digits alone, in lower case: `A11 责任清单`, `A11-责任清单` and `a11责任清单` are the same.
pub(crate) fn loose(text: &str) -> String {
    half_width(text).0.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether one of the headings says which unit a row is about.
pub(crate) fn has_unit(headings: &[String]) -> bool {
    let is_unit = |text: &str| matches!(own_role(text), Some(Role::Unit | Role::Name));
    let known = |text: &str| is_unit(text) || is_one_of(text, &CODE_HEADINGS) || is_one_of(text, &NAME_HEADINGS);
    headings.iter().any(|heading| known(&plain_text(heading)))
}

/// Whether these are the headings of a sheet of evidence: each row is about an item and a unit.
#[cfg(feature = "xlsx")]
pub(super) fn has_evidence(headings: &[String]) -> bool {
    let of = |words: &[&str]| headings.iter().any(|heading| is_one_of(&plain_text(heading), words));
    has_unit(headings) && of(&INDICATOR_HEADINGS) && EVIDENCE_HEADINGS.iter().any(|(_, words)| of(words))
}

/// Whether these are the headings of a long table; nothing where they are those of both forms.
pub(super) fn is_long(headings: &[String], names: &Indicators) -> Option<bool> {
    let has = |words: &[&str]| headings.iter().any(|heading| is_one_of(&plain_text(heading), words));
    // An indicator may itself be called `indicator` or `value`.
    let other = |heading: &&String| {
        !is_one_of(&plain_text(heading), &INDICATOR_HEADINGS) && !is_one_of(&plain_text(heading), &VALUE_HEADINGS)
    };
    let any_indicator = headings.iter().filter(other).any(|heading| matches!(names.find(heading), Found::One(_)));
    if !has(&INDICATOR_HEADINGS) || !has(&VALUE_HEADINGS) {
        return Some(false);
    }
    (!any_indicator).then_some(true)
}

/// The roles of the columns, and what is wrong with the headings.
pub(super) struct Columns {
    pub roles: Vec<Role>,
    pub problems: Vec<Diagnostic>,
}

impl Columns {
    /// The roles in a wide table.
    pub(super) fn wide(
        headings: &[String],
        names: &Indicators,
        framework: &Framework,
        place: &dyn Fn(usize) -> Place,
    ) -> Columns {
        let mut problems = Vec::new();
        let mut roles = Vec::new();
        for (at, heading) in headings.iter().enumerate() {
            let text = plain_text(heading);
            let known = own_role(&text);
            let is_result = is_one_of(&text, &RESULT_HEADINGS)
                || text.starts_with("rank:")
                || text.starts_with("rank-in:")
                || text.starts_with("coverage:")
                || text == "veto:by"
                || (text == "grade" && framework.has_grades())
                || names.total.is_any(&text);
            roles.push(match (known, names.find(heading)) {
                (Some(role), _) => role,
                (None, Found::One(Named::Item(id))) => Role::Item(id),
                (None, Found::One(Named::Node(id))) if id == NodeId::TOTAL || !is_one_of(&text, &RESULT_HEADINGS) => {
                    Role::Indicator(id)
                }
                (None, _) if is_result => Role::Result,
                (None, found @ Found::Several(_)) => {
                    problems.push(ambiguous(&text, &found.codes(framework), place(at)));
                    Role::Blank
                }
                (None, _) => Role::Attribute,
            });
        }
        Columns { roles, problems }.finished(headings, framework, place)
    }

    /// The roles in a long table.
    pub(super) fn long(headings: &[String], framework: &Framework, place: &dyn Fn(usize) -> Place) -> Columns {
        let role = |heading: &String| own_role(&plain_text(heading)).unwrap_or(Role::Attribute);
        let mut roles: Vec<Role> = headings.iter().map(role).collect();
        for (words, role) in [(&INDICATOR_HEADINGS[..], Role::WhichIndicator), (&VALUE_HEADINGS[..], Role::Value)] {
            if let Some(at) = free(headings, &roles, words) {
                let heading = plain_text(&headings[at]);
                let same = |other: usize| plain_text(&headings[other]) == heading;
                (0..headings.len()).filter(|&other| same(other)).for_each(|other| roles[other] = role.clone());
            }
        }
        // Which unit a row is about is more than where its value comes from: a site may be the unit or the source.
        let mut columns = Columns { roles, problems: Vec::new() };
        columns.choose_unit(headings);
        let mut roles = columns.roles;
        for (key, words) in EVIDENCE_HEADINGS {
            if let Some(at) = free(headings, &roles, words) {
                roles[at] = Role::Evidence(key);
            }
        }
        for (role, heading) in roles.iter_mut().zip(headings) {
            if *role == Role::Attribute && is_one_of(&plain_text(heading), &REMARK_HEADINGS) {
                *role = Role::Blank;
            }
        }
        Columns { roles, problems: Vec::new() }.finished(headings, framework, place)
    }

    /// Where the first column of a role stands.
    pub(super) fn position(&self, role: &Role) -> Option<usize> {
        self.roles.iter().position(|known| known == role)
    }

    fn finished(mut self, headings: &[String], framework: &Framework, place: &dyn Fn(usize) -> Place) -> Columns {
        self.choose_unit(headings);
        self.problems.extend(doubled(headings, &self.roles, framework, place));
        self
    }

    /// Where no column is headed `unit`, the best of the usual headings is taken; a name beside a code becomes the name.
    fn choose_unit(&mut self, headings: &[String]) {
        if self.position(&Role::Unit).is_some() {
            return;
        }
        if let Some(at) = free(headings, &self.roles, &CODE_HEADINGS) {
            self.roles[at] = Role::Unit;
            if self.position(&Role::Name).is_none() {
                if let Some(name) = free(headings, &self.roles, &NAME_HEADINGS) {
                    self.roles[name] = Role::Name;
                }
            }
        } else if let Some(at) = free(headings, &self.roles, &NAME_HEADINGS).or(self.position(&Role::Name)) {
            self.roles[at] = Role::Unit;
        }
    }
}

/// The columns that say which unit a row is about and what it is called, among those that `free` leaves.
pub(crate) fn unit_and_name(headings: &[String], free: impl Fn(usize) -> bool) -> (Option<usize>, Option<usize>) {
    let role = |(at, heading): (usize, &String)| match own_role(&plain_text(heading)) {
        _ if !free(at) => Role::Blank,
        role => role.unwrap_or(Role::Attribute),
    };
    let mut columns = Columns { roles: headings.iter().enumerate().map(role).collect(), problems: Vec::new() };
    columns.choose_unit(headings);
    (columns.position(&Role::Unit), columns.position(&Role::Name))
}

/// What a heading means whatever the framework.
fn own_role(text: &str) -> Option<Role> {
    match text.to_lowercase().as_str() {
        "" => Some(Role::Blank),
        "unit" => Some(Role::Unit),
        "name" => Some(Role::Name),
        _ => None,
    }
}

/// The column with the best of some headings that is nothing else yet.
fn free(headings: &[String], roles: &[Role], words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        (0..headings.len())
            .find(|&at| roles[at] == Role::Attribute && plain_text(&headings[at]).eq_ignore_ascii_case(word))
    })
}

fn ambiguous(heading: &str, codes: &[&str], place: Place) -> Diagnostic {
    let (heading, en, zh) = (shorten(heading), codes.join(", "), codes.join("、"));
    let message = bi!("the heading {heading:?} fits several indicators: {en}", "列名 {heading:?} 对应多个指标：{zh}");
    Diagnostic::new(codes::AMBIGUOUS_COLUMN, message)
        .at(heading, place)
        .hint(bi!("use the code as heading", "请用指标代码作列名"))
}

/// Columns that stand for the same thing.
fn doubled(
    headings: &[String],
    roles: &[Role],
    framework: &Framework,
    place: &dyn Fn(usize) -> Place,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut firsts: HashMap<(&Role, String), usize> = HashMap::new();
    for (at, role) in roles.iter().enumerate() {
        let same = match role {
            Role::Blank | Role::Result => continue,
            Role::Attribute => plain_text(&headings[at]),
            _ => String::new(),
        };
        let first = *firsts.entry((role, same)).or_insert(at);
        if first == at {
            continue;
        }
        let (heading, other, field) = (shorten(&headings[at]), shorten(&headings[first]), first + 1);
        let what = match role {
            Role::Indicator(id) => framework.node(*id).code.clone(),
            Role::Item(id) => framework.item(*id).code.clone(),
            _ => plain_text(&heading),
        };
        let message = if heading == other {
            bi!(
                "the heading {heading:?} comes twice; the first is column {field}",
                "列名 {heading:?} 重复，首次见于第 {field} 列"
            )
        } else {
            bi!(
                "the column {heading:?} is for the same thing as column {field}, {other:?}",
                "列 {heading:?} 与第 {field} 列 {other:?} 含义相同"
            )
        };
        found.push(
            Diagnostic::new(codes::DUPLICATE_COLUMN, message)
                .at(what, place(at))
                .hint(bi!("keep one of the two", "只保留一列")),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_is_found_by_code_name_and_both() {
        let framework = Framework::builtin("bluebook-2019").expect("a built-in framework");
        let names = Indicators::new(&framework, framework.input());
        let code = |text: &str| match names.find(text) {
            Found::One(named) => named.code(&framework).to_owned(),
            other => format!("{other:?}"),
        };
        for text in [
            "A11",
            "a11",
            "Ａ１１",
            "责任清单",
            "A11 责任清单",
            "A11责任清单",
            "A11-责任清单",
            "A11\n责任清单",
            "责任清单（A11）",
            "责任\n清单",
            "List of responsibilities",
            "list of responsibilities",
            "A11 List of responsibilities",
            "A11_责任清单",
        ] {
            assert_eq!(code(text), "A11", "{text:?}");
        }
        for text in ["A111", "A12 责任清单", "责任", "11", ""] {
            assert_eq!(code(text), "None", "{text:?}");
        }
    }

    #[test]
    fn the_narrower_heading_says_the_unit() {
        let framework = Framework::builtin("bluebook-2019").expect("a built-in framework");
        let names = Indicators::new(&framework, framework.input());
        let unit = |headings: &[&str]| {
            let headings: Vec<String> = headings.iter().map(|heading| heading.to_string()).collect();
            let columns = Columns::wide(&headings, &names, &framework, &|_| Place::default());
            let heading = |role| columns.position(&role).map(|at| headings[at].clone()).unwrap_or_default();
            (heading(Role::Unit), heading(Role::Name))
        };
        for (headings, unit_heading, name) in [
            (&["地区", "城市", "A11"][..], "城市", ""),
            (&["name", "A11"], "name", ""),
            (&["country", "iso3", "A11"], "iso3", "country"),
            (&["UNIT", "code", "Name"], "UNIT", "Name"),
            (&["行政区划代码", "地级市", "A11"], "行政区划代码", "地级市"),
            (&["A11", "A12"], "", ""),
        ] {
            assert_eq!(unit(headings), (unit_heading.to_owned(), name.to_owned()), "{headings:?}");
        }
    }
}
