//! One item of all units: what was observed, what it gets, where it comes from.

use govscore::{Item, ItemWork, Lang, Ratio, RecordWork, Scores, Unit};
use serde::Serialize;

use crate::banner::Banner;
use crate::figures::{Both, Places, json};
use crate::language::{pick, plural, say};
use crate::observed::{Observed, evidence_words};
use crate::output::Format;
use crate::table::{Align, Table, csv, escape, plain};

/// What is shown of an item.
pub struct ItemSheet<'s> {
    /// The item.
    pub item: &'s Item,
    /// The scores of all units.
    pub scores: &'s Scores,
    /// Where the data come from.
    pub file: &'s str,
    /// How shares and marks are printed; exactly where no number of places was asked for, but for CSV.
    pub places: Places,
    /// What has to stand on it.
    pub banner: Banner,
    /// The language.
    pub lang: Lang,
}

impl ItemSheet<'_> {
    /// The sheet in this format; pages and workbooks are none of them and give text.
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Md => {
                let facts = self.facts().map(|fact| format!("- {}\n", escape(&fact))).concat();
                let banner = self.banner.markdown(self.lang);
                format!("# {}\n\n{banner}{facts}\n{}", escape(&self.title()), self.table().markdown())
            }
            Format::Csv => self.csv(),
            Format::Json => self.json(),
            _ => {
                let head =
                    format!("{}\n{}\n", plain(&self.title()), self.facts().map(|fact| plain(&fact) + "\n").concat());
                format!("{}{head}{}", self.banner.text(self.lang), self.table().text())
            }
        }
    }

    fn title(&self) -> String {
        self.item.label(self.lang)
    }

    fn facts(&self) -> [String; 2] {
        let (lang, framework) = (self.lang, self.scores.framework());
        let leaf = framework.node(self.item.leaf).label(lang);
        let (marks, rule) = (&self.item.marks, self.item.rule.words());
        let rule = rule.get(lang);
        let all = self.works().map(|(_, work)| work);
        let (mut answered, mut inapplicable, mut count) = (0, 0, 0);
        for work in all {
            count += 1;
            answered += usize::from(work.share.is_some());
            inapplicable += usize::from(work.not_applicable);
        }
        let (units, missing) = (plural(count, "unit", "units"), count - answered - inapplicable);
        [
            say!(lang, "{leaf} · {marks} marks · {rule}", "{leaf} · {marks} 分 · {rule}"),
            say!(
                lang,
                "{units}: {answered} with a share, {inapplicable} to which it does not apply, {missing} missing",
                "{count} 个评价对象：{answered} 个有得分，{inapplicable} 个不适用，{missing} 个缺失"
            ),
        ]
    }

    fn works(&self) -> impl Iterator<Item = (&Unit, ItemWork)> {
        let units = self.scores.dataset().units().iter().enumerate();
        units.filter_map(|(row, unit)| Some((unit, self.scores.item(self.item.id, row)?)))
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let observed = Observed { framework: self.scores.framework(), file: self.file, lang };
        let mut table = Table::default();
        table
            .column(pick(lang, "unit", "对象"), Align::Left)
            .column(pick(lang, "name", "名称"), Align::Left)
            .column(pick(lang, "observed", "观测值"), Align::Left)
            .column(pick(lang, "share", "得分比例"), Align::Right)
            .column(pick(lang, "marks", "得分"), Align::Right)
            .column(pick(lang, "from", "来源"), Align::Left)
            .column(pick(lang, "evidence", "佐证"), Align::Left);
        for (unit, work) in self.works() {
            let evidence: Vec<String> = work
                .records
                .iter()
                .filter_map(|record| record.evidence.as_ref())
                .map(|it| evidence_words(it, lang))
                .collect();
            table.row(vec![
                unit.id.clone(),
                unit.name
                    .as_ref()
                    .map(|name| name.get(lang))
                    .filter(|name| *name != unit.id)
                    .unwrap_or_default()
                    .to_owned(),
                observed.answers(&work),
                work.share.as_ref().map_or("–".to_owned(), |share| self.places.text(share)),
                marks(&work).map_or("–".to_owned(), |marks| self.places.text(&marks)),
                observed.from(&work),
                evidence.join(pick(lang, "; ", "；")),
            ]);
        }
        table.without_empty_columns()
    }

    /// One row per record, and one for each unit without any.
    fn csv(&self) -> String {
        let headings = [
            "unit",
            "name",
            "item",
            "value",
            "round",
            "counts",
            "share",
            "marks",
            "line",
            "method",
            "source",
            "collected",
            "collector",
            "verified",
            "note",
            "data",
        ];
        let mut rows: Vec<Vec<String>> = vec![headings.map(str::to_owned).to_vec()];
        for (unit, work) in self.works() {
            let name = unit.name.as_ref().map(|name| name.get(self.lang).to_owned()).unwrap_or_default();
            let begin = vec![unit.id.clone(), name, work.code.clone()];
            let marks = self.places.maybe(marks(&work));
            if work.records.is_empty() {
                let value = if work.not_applicable { "不适用" } else { "" };
                let mut row =
                    [begin.clone(), vec![value.to_owned()], vec![String::new(); 3], vec![marks.clone()]].concat();
                row.resize(headings.len() - 1, String::new());
                row.push(self.banner.data().to_owned());
                rows.push(row);
            }
            for record in &work.records {
                rows.push([begin.clone(), self.record(record, &marks)].concat());
            }
        }
        csv(rows)
    }

    fn record(&self, record: &RecordWork, marks: &str) -> Vec<String> {
        let evidence = record.evidence.clone().unwrap_or_default();
        let method = evidence.method.map(|method| match method {
            govscore::Collection::Machine => "machine".to_owned(),
            govscore::Collection::Manual => "manual".to_owned(),
        });
        let own = |text: Option<String>| text.unwrap_or_default();
        vec![
            record.text.clone(),
            record.round.map(|round| round.to_string()).unwrap_or_default(),
            if record.counts { "1" } else { "0" }.to_owned(),
            self.places.maybe(record.share.clone()),
            if record.counts { marks.to_owned() } else { String::new() },
            record.line.map(|line| line.to_string()).unwrap_or_default(),
            own(method),
            own(evidence.source),
            own(evidence.collected),
            own(evidence.collector),
            own(evidence.verified),
            own(evidence.note),
            self.banner.data().to_owned(),
        ]
    }

    fn json(&self) -> String {
        let works: Vec<(&Unit, ItemWork)> = self.works().collect();
        let units = works.iter().map(|(unit, work)| UnitJson {
            unit: &unit.id,
            name: unit.name.as_ref().map(Both::from),
            share: work.share.as_ref(),
            counts: work.counts.as_ref(),
            marks: marks(work),
            not_applicable: work.not_applicable,
            records: &work.records,
        });
        json(&ItemSheetJson {
            framework: self.scores.framework().id(),
            data: self.file,
            synthetic: self.banner.is_synthetic(),
            illustrative: self.banner.is_illustrative(),
            item: &self.item.code,
            question: (&self.item.question).into(),
            leaf: &self.scores.framework().node(self.item.leaf).code,
            marks: &self.item.marks,
            units: units.collect(),
        })
    }
}

/// The marks that an item gets: its share of those with which it counts; zero where it counts as zero.
fn marks(work: &ItemWork) -> Option<Ratio> {
    let counts = work.counts.as_ref()?;
    Some(work.share.as_ref().map_or_else(Ratio::zero, |share| share * counts))
}

#[derive(Serialize)]
struct ItemSheetJson<'s> {
    framework: &'s str,
    data: &'s str,
    synthetic: bool,
    illustrative: bool,
    item: &'s str,
    question: Both<'s>,
    leaf: &'s str,
    marks: &'s Ratio,
    units: Vec<UnitJson<'s>>,
}

#[derive(Serialize)]
struct UnitJson<'s> {
    unit: &'s str,
    name: Option<Both<'s>>,
    share: Option<&'s Ratio>,
    counts: Option<&'s Ratio>,
    marks: Option<Ratio>,
    not_applicable: bool,
    records: &'s [RecordWork],
}
