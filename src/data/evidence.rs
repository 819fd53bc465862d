//! The evidence columns of a long table.

use super::columns::{Columns, EvidenceKey, Role};
use super::read::Reader;
use super::records::{Evidence, Record, collection, round_number};
use super::table::Row;
use crate::diagnostic::{Bilingual, Diagnostic, Lang, Place, bi, codes};
use crate::framework::ItemId;
use crate::methods::Said;
use crate::number::shorten;

/// Where each kind of evidence stands.
pub(super) struct EvidenceColumns {
    round: Option<usize>,
    method: Option<usize>,
    source: Option<usize>,
    collected: Option<usize>,
    collector: Option<usize>,
    verified: Option<usize>,
    note: Option<usize>,
}

impl EvidenceColumns {
    pub(super) fn of(columns: &Columns) -> EvidenceColumns {
        let at = |key| columns.position(&Role::Evidence(key));
        EvidenceColumns {
            round: at(EvidenceKey::Round),
            method: at(EvidenceKey::Method),
            source: at(EvidenceKey::Source),
            collected: at(EvidenceKey::Collected),
            collector: at(EvidenceKey::Collector),
            verified: at(EvidenceKey::Verified),
            note: at(EvidenceKey::Note),
        }
    }

    /// Round and evidence of a row; what cannot be read is told with its field.
    pub(super) fn read(
        &self,
        fields: &Row<'_>,
        problems: &mut Vec<(usize, Bilingual, Bilingual)>,
    ) -> (Option<u32>, Evidence) {
        let written =
            |at: Option<usize>| at.map(|at| (at, fields.field(at).trim())).filter(|(_, text)| !text.is_empty());
        let round = written(self.round).and_then(|(at, text)| {
            let round = round_number(text);
            if round.is_none() {
                let text = shorten(text);
                let message = bi!("`{text}` is no round", "`{text}` 不是轮次");
                problems.push((at, message, bi!("write 1, 2, 3 …", "写 1、2、3 …")));
            }
            round
        });
        let method = written(self.method).and_then(|(at, text)| {
            let method = collection(text);
            if method.is_none() {
                let text = shorten(text);
                let message = bi!("`{text}` is no way of collecting", "`{text}` 不是采集方式");
                problems.push((at, message, bi!("write machine or manual", "写 机器 或 人工")));
            }
            method
        });
        let own = |at| written(at).map(|(_, text)| text.to_owned());
        let evidence = Evidence {
            method,
            source: own(self.source),
            collected: own(self.collected),
            collector: own(self.collector),
            verified: own(self.verified),
            note: own(self.note),
        };
        (round, evidence)
    }
}

impl Reader<'_> {
    /// The observation of an item that a row holds; nothing where the row cannot be used, which is told.
    pub(super) fn record(
        &mut self,
        id: ItemId,
        unit: Option<usize>,
        (label, value_column): (&str, usize),
        columns: &EvidenceColumns,
        fields: &Row<'_>,
    ) -> Option<Record> {
        let item = self.framework.item(id);
        let (line, text) = (fields.line, fields.field(value_column));
        let heading = Some(Bilingual { en: item.label(Lang::En), zh: item.label(Lang::Zh) });
        let place = Place { heading, ..self.place(Some(line), Some(value_column)) };
        let said = self.said(item, &|| label.to_owned(), place, text);
        let mut problems = Vec::new();
        let (round, evidence) = columns.read(fields, &mut problems);
        let read = problems.is_empty();
        for (at, message, hint) in problems {
            let path = format!("{}/{}", shorten(label), item.code);
            let place = self.place(Some(line), Some(at));
            self.found.push(Diagnostic::new(codes::BAD_EVIDENCE, message).at(path, place).hint(hint));
        }
        if let (true, Some(row)) = (said.is_none() || !read, unit) {
            self.unread.push((id, row));
        }
        let said = said.filter(|said| read && *said != Said::Missing)?;
        let evidence = (!evidence.is_empty()).then(|| Box::new(evidence));
        let (text, field) = (text.to_owned(), Some(value_column as u64 + 1));
        Some(Record { row: unit?, said, text, round, evidence, line: Some(line), field })
    }
}
