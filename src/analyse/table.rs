//! A published table: its rows, its lists, and the figures as printed.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::headings::{Headings, Holds};
use super::printed::{self, PrintedFigure};
use super::words::{Known, is_below, is_nothing};
use crate::data::{BadCell, Indicators, Row, Source, Table, read_cell, read_table};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Place, Severity, bi, codes, nearest};
use crate::framework::{Framework, Input, NodeId};
use crate::limits::Limits;
use crate::number::{half_width, plain_text, shorten};

/// A published table.
pub(super) struct Published {
    pub file: Option<String>,
    pub table: Table,
    pub limits: Limits,
    /// What each column holds, where it is known.
    pub holds: Vec<Option<Holds>>,
    pub rows: Vec<Line>,
    /// What the lists are called; one without a name where there is one list.
    pub groups: Vec<String>,
    /// The rows of each list that are units.
    members: Vec<Vec<usize>>,
}

/// One row of it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// On which line of the file.
    pub line: u64,
    /// Its unit as written.
    pub unit: String,
    /// Which list it belongs to.
    pub group: usize,
    /// A row of sums or means, which is no unit.
    pub summary: bool,
}

impl Published {
    /// Reads a table and finds out what its columns hold; nothing where it cannot be read as one.
    pub(super) fn read(
        bytes: &[u8],
        file: Option<&str>,
        limits: Limits,
        framework: Option<&Framework>,
        headings: &Headings,
        found: &mut Diagnostics,
    ) -> Option<Published> {
        let indicators = framework.map(|framework| Indicators::new(framework, Input::Rate));
        let known = Known::new(framework, indicators, headings);
        let fits = |headings: &[String]| known.fits(headings);
        let table = read_table(bytes, &Source { file, sheet: None, fits: &fits, titled: true, limits }, found)?;
        let holds = vec![None; table.headings.len()];
        let file = file.map(str::to_owned);
        let (rows, groups, members) = Default::default();
        let mut this = Published { file, table, limits, holds, rows, groups, members };
        this.asked(headings, found);
        if let Some(framework) = framework {
            this.parts(framework, found);
        }
        this.usual(framework);
        framework.into_iter().for_each(|framework| this.suffixed(framework));
        this.units(found)?;
        Some(this)
    }

    /// The columns that the caller names.
    fn asked(&mut self, headings: &Headings, found: &mut Diagnostics) {
        let asked = [
            (Holds::Unit, &headings.unit),
            (Holds::Total, &headings.total),
            (Holds::Rank, &headings.rank),
            (Holds::Tier, &headings.tier),
            (Holds::Group, &headings.group),
            (Holds::Count, &headings.count),
            (Holds::Share, &headings.share),
        ];
        for (holds, heading) in asked {
            let Some(heading) = heading else { continue };
            match self.named(heading, found) {
                Some(at) => self.holds[at] = Some(holds),
                None => continue,
            }
        }
    }

    /// The column with a heading; that there is none is told.
    pub(super) fn named(&self, heading: &str, found: &mut Diagnostics) -> Option<usize> {
        let same = |known: &String| plain_text(known) == plain_text(heading);
        let at = self.table.headings.iter().position(same);
        if at.is_none() {
            let shown = shorten(heading);
            let message = bi!("no column is headed {shown:?}", "没有列名为 {shown:?} 的列");
            let (en, zh) = self.headings();
            let hint = match nearest(heading, self.named_headings()) {
                Some(near) => bi!("did you mean {near:?}?", "是否应为 {near:?}？"),
                None => bi!("the headings are {en}", "列名有：{zh}"),
            };
            let place = self.heading_place();
            found.push(Diagnostic::new(codes::NO_SUCH_COLUMN, message).at("", place).hint(hint));
        }
        at
    }

    /// The headings that are not empty.
    fn named_headings(&self) -> impl Iterator<Item = &str> {
        self.table.headings.iter().map(String::as_str).filter(|heading| !heading.is_empty())
    }

    /// The same as a list, in English and Chinese.
    pub(super) fn headings(&self) -> (String, String) {
        let known: Vec<&str> = self.named_headings().collect();
        (shorten(&known.join(", ")), shorten(&known.join("、")))
    }

    /// Which unit each row is about; where no heading says it, the type does in a table of types, else the first
    /// column that tells its rows apart.
    fn units(&mut self, found: &mut Diagnostics) -> Option<()> {
        if self.position(Holds::Unit).is_none() {
            let of_tiers = self.position(Holds::Count).or(self.position(Holds::Share));
            let tier = self.position(Holds::Tier).filter(|_| of_tiers.is_some());
            match (self.position(Holds::Name), tier, self.telling()) {
                (Some(at), ..) | (None, None, Some(at)) => self.holds[at] = Some(Holds::Unit),
                (None, Some(_), _) => {}
                (None, None, None) => {
                    let message = bi!("no column says which unit a row is about", "没有评价对象列");
                    let hint = bi!("name it with `--unit HEADING`", "请用 `--unit 列名` 指定");
                    let place = self.heading_place();
                    found.push(Diagnostic::new(codes::NO_UNIT_COLUMN, message).at("", place).hint(hint));
                    return None;
                }
            }
        }
        let unit = self.position(Holds::Unit).or(self.position(Holds::Tier));
        let group = self.position(Holds::Group);
        let mut places: HashMap<&str, usize> = HashMap::new();
        let (mut groups, mut members): (Vec<String>, Vec<Vec<usize>>) = Default::default();
        let mut rows = Vec::new();
        for row in self.table.rows.iter() {
            let summary = self.sums(&row);
            let mut text = unit.map_or("", |at| row.field(at)).to_owned();
            if summary && text.is_empty() {
                // Where the unit is empty, the row is called by what stands beside it.
                text = self.words(&row).find(|text| is_below(text)).unwrap_or_default().to_owned();
            }
            let name = group.map_or("", |at| row.field(at));
            // A row below all lists begins none of its own.
            let known = if summary { places.get(name).copied().or(Some(0)) } else { places.get(name).copied() };
            let group = known.unwrap_or(groups.len());
            if group == groups.len() && !summary {
                places.insert(name, group);
                groups.push(name.to_owned());
                members.push(Vec::new());
            }
            if !summary {
                members[group].push(rows.len());
            }
            rows.push(Line { line: row.line, summary, unit: text, group });
        }
        (self.rows, self.groups, self.members) = (rows, groups, members);
        Some(())
    }

    /// The cells of a row that may say what it is about: unit, name, rank, list, and its first.
    fn words<'t>(&'t self, row: &Row<'t>) -> impl Iterator<Item = &'t str> + use<'t> {
        let row = *row;
        let known = [Holds::Unit, Holds::Name, Holds::Rank, Holds::Group, Holds::Tier];
        let columns = known.into_iter().filter_map(|holds| self.position(holds)).chain([0]);
        columns.map(move |at| row.field(at))
    }

    /// Whether a row holds sums, means or extremes: its unit is called so; or it has none, and a cell beside it is.
    pub(super) fn sums(&self, row: &Row<'_>) -> bool {
        let field = |holds| self.position(holds).map_or("", |at| row.field(at));
        let (unit, name) = (field(Holds::Unit), field(Holds::Name));
        let named = if unit.is_empty() { name } else { unit };
        is_below(named) || is_below(name) || (named.is_empty() && self.words(row).any(is_below))
    }

    /// Tells which rows are left out, being sums or means of the others.
    pub(super) fn tell_sums(&self, found: &mut Diagnostics) {
        for row in (0..self.rows.len()).filter(|row| self.rows[*row].summary) {
            let shown = self.unit(row);
            let message = bi!(
                "{shown:?} looks like a row of sums or means, and is compared with no unit",
                "{shown:?} 像是合计或平均行，未作为评价对象比较"
            );
            let mut note = Diagnostic::new(codes::SUMMARY_ROW, message);
            // A printed table may well have such a row.
            note.severity = Severity::Note;
            found.push(note.at(self.unit(row), self.place(row, None)));
        }
    }

    /// The first column that tells its rows apart: one of words, else any.
    fn telling(&self) -> Option<usize> {
        let tells = |at: &usize| {
            let mut seen = HashSet::new();
            self.holds[*at].is_none()
                && (self.table.rows.iter().filter(|row| !self.sums(row)).map(|row| row.field(*at)))
                    .all(|text| !text.is_empty() && seen.insert(text))
        };
        let columns: Vec<usize> = (0..self.holds.len()).filter(tells).collect();
        columns.iter().copied().find(|&at| !self.is_numeric(at)).or(columns.first().copied())
    }

    /// Which column holds this, from 0.
    pub(super) fn position(&self, holds: Holds) -> Option<usize> {
        self.holds.iter().position(|known| *known == Some(holds))
    }

    /// The columns of indicators.
    pub(super) fn part_columns(&self) -> impl Iterator<Item = (NodeId, usize)> {
        self.holds.iter().enumerate().filter_map(|(at, holds)| match holds {
            Some(Holds::Part(id)) => Some((*id, at)),
            _ => None,
        })
    }

    /// The texts of a column.
    pub(super) fn texts(&self, at: usize) -> impl Iterator<Item = &str> {
        self.table.rows.iter().map(move |row| row.field(at))
    }

    /// The figures of a column; what is no figure is told.
    pub(super) fn figures(&self, at: usize, found: &mut Diagnostics) -> Vec<Option<PrintedFigure>> {
        printed::column(&self.decimals(at, found))
    }

    fn decimals(&self, at: usize, found: &mut Diagnostics) -> Vec<Option<Decimal>> {
        let mut decimals = Vec::with_capacity(self.rows.len());
        for (row, text) in self.texts(at).enumerate() {
            let known = number(text, self.limits);
            if self.rows[row].summary {
                decimals.push(known.ok().flatten());
                continue;
            }
            decimals.push(known.unwrap_or_else(|bad| {
                let path = self.path(row, at);
                found.push(Diagnostic::new(bad.code, bad.message).at(path, self.place(row, Some(at))).hint(bad.hint));
                None
            }));
        }
        decimals
    }

    /// Whether a column holds figures and nothing else, one at least.
    pub(super) fn is_numeric(&self, at: usize) -> bool {
        let mut any = false;
        let units = self.table.rows.iter().enumerate().filter(|(row, own)| match self.rows.get(*row) {
            Some(known) => !known.summary,
            None => !self.sums(own),
        });
        let all = units.map(|(_, row)| row.field(at)).all(|text| match number(text, self.limits) {
            Ok(value) => {
                any |= value.is_some();
                true
            }
            Err(_) => false,
        });
        all && any
    }

    /// The ranks; what is no rank is told.
    pub(super) fn ranks(&self, at: usize, found: &mut Diagnostics) -> Vec<Option<u32>> {
        let mut ranks = Vec::with_capacity(self.rows.len());
        for (row, text) in self.texts(at).enumerate() {
            let rank = read_rank(text);
            if rank.is_none() && !is_nothing(text) && !self.rows[row].summary {
                let shown = shorten(text);
                let message = bi!("{shown:?} is no rank", "{shown:?} 不是名次");
                let hint = bi!("ranks are whole numbers from 1", "名次是从 1 起的整数");
                let place = self.place(row, Some(at));
                found.push(Diagnostic::new(codes::NOT_A_NUMBER, message).at(self.path(row, at), place).hint(hint));
            }
            ranks.push(rank);
        }
        ranks
    }

    /// How messages call a row: its unit, shortened.
    pub(super) fn unit(&self, row: usize) -> String {
        shorten(&self.rows[row].unit)
    }

    /// Unit and heading, as paths of diagnostics have them.
    pub(super) fn path(&self, row: usize, at: usize) -> String {
        format!("{}/{}", self.unit(row), shorten(&self.table.headings[at]))
    }

    /// Where the heading stands.
    pub(super) fn heading_place(&self) -> Place {
        Place {
            file: self.file.clone(),
            sheet: self.table.sheet().map(str::to_owned),
            line: Some(self.table.heading_line),
            ..Place::default()
        }
    }

    /// Where a row, or a cell of it, stands.
    pub(super) fn place(&self, row: usize, at: Option<usize>) -> Place {
        Place {
            file: self.file.clone(),
            sheet: self.table.sheet().map(str::to_owned),
            line: self.rows.get(row).map(|row| row.line),
            column: at.map(|at| at as u64 + 1),
            heading: at.map(|at| Bilingual::same(shorten(&plain_text(&self.table.headings[at])))),
        }
    }

    /// The rows of one list that are units.
    pub(super) fn rows_of(&self, group: usize) -> &[usize] {
        self.members.get(group).map_or(&[], Vec::as_slice)
    }

    /// What a cell says.
    pub(super) fn text(&self, row: usize, at: usize) -> &str {
        self.table.rows.get(row).map_or("", |row| row.field(at))
    }
}

/// The figure in a cell, a percent sign left out; nothing where the table prints none.
fn number(text: &str, limits: Limits) -> Result<Option<Decimal>, BadCell> {
    if is_nothing(text) {
        return Ok(None);
    }
    let bare = text.trim_end_matches(['%', '％', ' ']);
    match read_cell(bare, None, limits)?.observation {
        crate::data::Observation::Value(value) => Ok(Some(value)),
        _ => Ok(None),
    }
}

/// `3`, `第 3 名`, `=3`, `3=`.
pub(super) fn read_rank(text: &str) -> Option<u32> {
    let text = half_width(text).0;
    let bare = text.trim().trim_start_matches(['第', '=', '并', '列', ' ', 'T']);
    bare.trim_end_matches(['名', '位', '=', ' ', '.']).parse().ok().filter(|rank| *rank > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str, framework: Option<&str>) -> Published {
        let framework = framework.map(|id| Framework::builtin(id).expect("a built-in framework"));
        let mut found = Diagnostics::new();
        let headings = Headings::default();
        let table = Published::read(csv.as_bytes(), None, Limits::default(), framework.as_ref(), &headings, &mut found);
        assert!(found.is_empty(), "{found}");
        table.expect("a table")
    }

    fn headed(table: &Published, holds: Holds) -> &str {
        table.position(holds).map_or("", |at| &table.table.headings[at])
    }

    #[test]
    fn columns_are_known_by_their_headings() {
        let table = read("名次,城市,综合得分,类型\n1,甲,9,高\n", None);
        for (holds, heading) in
            [(Holds::Rank, "名次"), (Holds::Unit, "城市"), (Holds::Total, "综合得分"), (Holds::Tier, "类型")]
        {
            assert_eq!(headed(&table, holds), heading);
        }
        let table = read("rank,city,total_100,disclosure_30\n1,甲,9,3\n", None);
        assert_eq!((headed(&table, Holds::Total), headed(&table, Holds::Unit)), ("total_100", "city"));
        let table = read("unit,egdi,rank,group\nDNK,0.9,1,Very High\n", Some("un-egdi-2018"));
        assert_eq!((headed(&table, Holds::Total), headed(&table, Holds::Tier)), ("egdi", "group"));
    }

    #[test]
    fn where_ranks_begin_anew_there_are_several_lists() {
        let table = read("group,rank,entity\na,1,x\na,2,y\nb,1,z\n", None);
        assert_eq!((headed(&table, Holds::Group), table.groups.len()), ("group", 2));
        let table = read("group,rank,entity\na,1,x\nb,2,y\nb,3,z\n", None);
        assert_eq!((headed(&table, Holds::Group), headed(&table, Holds::Tier)), ("", "group"));
    }

    #[test]
    fn ranks_as_tables_print_them() {
        for (text, rank) in [
            ("3", Some(3)),
            ("第3名", Some(3)),
            ("=3", Some(3)),
            ("３", Some(3)),
            ("0", None),
            ("三", None),
            ("", None),
        ] {
            assert_eq!(read_rank(text), rank, "{text}");
        }
    }
}
