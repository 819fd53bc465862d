//! Units: doubled, absent, unknown to the roster, and rows that are none.

use std::collections::HashMap;

use super::super::headings::Holds;
use super::{Check, CheckKind, Run};
use crate::data::UnitsSeen;
use crate::diagnostic::{Diagnostic, bi, codes, plural};

impl Run<'_> {
    /// Each unit comes once in each list; with a roster, its units come and no others.
    pub(super) fn units(&mut self) -> Check {
        let mut check = Check::new(CheckKind::Units);
        let roster = self.options.roster.as_ref();
        let name = self.table.position(Holds::Name);
        let names: Vec<Option<String>> = match name {
            Some(at) => self.table.texts(at).map(|text| Some(text.to_owned())).collect(),
            None => vec![None; self.table.rows.len()],
        };
        self.table.tell_sums(&mut self.found);
        let mut units = UnitsSeen::new(roster, self.options.file.as_deref());
        let mut first: HashMap<(usize, String), u64> = HashMap::new();
        for (row, name) in names.iter().enumerate() {
            let line = self.table.rows[row].clone();
            if line.summary {
                continue;
            }
            let before = self.found.len();
            let known = units.add_again(&line.unit, name.as_deref(), line.line, &mut self.found);
            let id = known.map_or_else(|| line.unit.clone(), |at| units.list[at].id.clone());
            let again = first.get(&(line.group, id.clone())).copied();
            check.count(again.is_none() && self.found.len() == before);
            match again {
                Some(earlier) if !id.is_empty() => self.doubled(row, earlier),
                Some(_) => {}
                None => {
                    first.insert((line.group, id), line.line);
                }
            }
        }
        let before = self.found.len();
        units.absent(&mut self.found);
        let (count, absent) = (check.compared, self.found.len() - before);
        let rows = plural(count, "unit", "units");
        let lists = self.table.groups.len();
        check.findings.push(match lists {
            0 | 1 => bi!("{rows}", "{count} 个评价对象"),
            _ => bi!("{rows} in {lists} lists", "{count} 个评价对象，分列 {lists} 个榜单"),
        });
        match roster.map(|roster| roster.id()) {
            Some(id) if absent > 0 => {
                check.say(bi!("{absent} of the roster {id} are not there", "名录 {id} 中有 {absent} 个未列出"))
            }
            Some(id) => check.say(bi!("all of the roster {id} are there", "名录 {id} 所列均在其中")),
            None => check,
        }
    }

    fn doubled(&mut self, row: usize, earlier: u64) {
        let shown = self.table.unit(row);
        let message = bi!(
            "{shown:?} comes a second time in this list; the first is on line {earlier}",
            "{shown:?} 在同一榜单中重复，首次见于第 {earlier} 行"
        );
        let hint = bi!(
            "if these are several lists, name the column that tells them apart with `--group HEADING`",
            "若表中有多个榜单，请用 `--group 列名` 指定区分的列"
        );
        self.tell(Diagnostic::new(codes::DUPLICATE_UNIT, message).hint(hint), row, None);
    }
}
