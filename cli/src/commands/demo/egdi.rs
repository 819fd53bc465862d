//! The UN's index of 193 states: computed from its published components, beside what the UN printed.

use govscore::{Framework, Lang, NodeId, Scores, published};

use super::{Folder, heading, sheet};
use crate::banner::Banner;
use crate::figures::Places;
use crate::input::{self, DataOptions};
use crate::language::{pick, say};
use crate::output::Format;
use crate::session::{Session, Stop};
use crate::sheet::Sheet;
use crate::table::{Align, Table, csv, indent};
use crate::worked::Worked;

const SCHEME: &str = "un-egdi-2018";
const UNIT: &str = "CHN";
/// How many units the printed comparison shows.
const SHOWN: usize = 10;

/// Scores, comparison, and one unit explained.
pub fn run(session: &mut Session, folder: &mut Folder) -> Result<String, Stop> {
    let lang = session.lang;
    let scheme = input::framework(session, SCHEME.as_ref(), &Vec::new())?;
    let name = format!("sample:{SCHEME}");
    let (scores, file) = input::scores(session, &scheme, name.as_ref(), &DataOptions::default())?;
    let banner = Banner::new(&scheme.framework, &scheme.set, Some(scores.dataset()));

    let sheet = sheet(&scores, banner.clone(), lang);
    folder.write_all(session, &format!("{SCHEME}-scores"), |format| sheet.write(format))?;
    let expected = published(SCHEME);
    let comparison = Comparison::new(&scores, session.check(expected)?);
    folder.write(session, &format!("{SCHEME}-published"), Format::Csv, &comparison.csv())?;
    let mut printed = comparison.text(&sheet, lang);

    if let Some(explanation) = scores.dataset().find(UNIT).and_then(|row| scores.explain(row)) {
        let worked = Worked {
            framework: &scheme.framework,
            explanation: &explanation,
            scores: &scores,
            file: &file,
            banner,
            places: Places::Fixed(scheme.framework.rounding()),
            lang,
        };
        for format in [Format::Json, Format::Md, Format::Text] {
            folder.write(session, &format!("{SCHEME}-{UNIT}"), format, &worked.write(format))?;
        }
        printed.push_str(&heading(pick(lang, "One unit explained", "一国的总分如何得来")));
        printed.push_str(&worked.write(Format::Text));
    }
    Ok(printed)
}

/// Computed and published figures of each unit, best first.
struct Comparison {
    rows: Vec<Row>,
}

struct Row {
    unit: String,
    /// Total, rank and type.
    computed: [String; 3],
    published: [String; 3],
}

impl Row {
    fn agrees(&self, which: usize) -> bool {
        self.computed[which] == self.published[which]
    }
}

impl Comparison {
    /// `published` has the columns unit, value, rank and type in English; a unit that it does not have agrees with nothing.
    fn new(scores: &Scores, published: &str) -> Comparison {
        let lines: Vec<Vec<&str>> = published.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let framework: &Framework = scores.framework();
        let rows = scores.ranked().map(|unit| {
            let id = unit.unit().id.as_str();
            let found = lines.iter().find(|line| line.first() == Some(&id));
            let field =
                |at: usize| found.and_then(|line| line.get(at)).map(|text| (*text).to_owned()).unwrap_or_default();
            let value = unit.figure(NodeId::TOTAL, framework.display());
            Row {
                unit: id.to_owned(),
                computed: [
                    value.map(|value| value.to_fixed(framework.rounding())).unwrap_or_default(),
                    unit.rank().map(|rank| rank.to_string()).unwrap_or_default(),
                    unit.tier().map(|tier| tier.name.get(Lang::En).to_owned()).unwrap_or_default(),
                ],
                published: [field(1), field(2), field(3)],
            }
        });
        Comparison { rows: rows.collect() }
    }

    fn csv(&self) -> String {
        let heading = ["unit", "total", "published_total", "rank", "published_rank", "tier", "published_tier"];
        let rows = self.rows.iter().map(|row| {
            let [value, rank, tier] = &row.computed;
            let [published_value, published_rank, published_tier] = &row.published;
            [row.unit.as_str(), value, published_value, rank, published_rank, tier, published_tier]
        });
        csv(std::iter::once(heading).chain(rows))
    }

    fn text(&self, sheet: &Sheet<'_>, lang: Lang) -> String {
        let framework = sheet.scores.framework();
        let mut text = heading(framework.title().get(lang));
        text.push_str(&format!("{}\n\n", sheet.facts()));
        let mut table = Table::default();
        table
            .column(pick(lang, "unit", "代码"), Align::Left)
            .column(pick(lang, "name", "名称"), Align::Left)
            .column(pick(lang, "computed", "计算值"), Align::Right)
            .column(pick(lang, "published", "公布值"), Align::Right)
            .column(pick(lang, "rank", "名次"), Align::Right)
            .column(pick(lang, "published rank", "公布名次"), Align::Right);
        for (row, unit) in self.rows.iter().zip(sheet.scores.ranked()).take(SHOWN) {
            let [value, rank, _] = row.computed.clone();
            let [published_value, published_rank, _] = row.published.clone();
            let name = unit.unit().label(lang).to_owned();
            table.row(vec![row.unit.clone(), name, value, published_value, rank, published_rank]);
        }
        text.push_str(&table.text());
        let all = self.rows.len();
        let (values, ranks, types) = (self.agreeing(0), self.agreeing(1), self.agreeing(2));
        text.push_str(&say!(
            lang,
            "… the first {SHOWN} of {all}.\n\n{values} of {all} values, {ranks} of {all} ranks and {types} of {all} groups agree with what the UN printed.\n",
            "…… 以上为 {all} 国中的前 {SHOWN} 名。\n\n共 {all} 国：指数值 {values} 个、名次 {ranks} 个、等级 {types} 个与联合国公布的结果一致。\n"
        ));
        for row in self.rows.iter().filter(|row| row.computed != row.published) {
            let (unit, computed, published) = (&row.unit, row.computed.join(" / "), row.published.join(" / "));
            text.push_str(&say!(
                lang,
                "  {unit}: {computed}, published {published}\n",
                "  {unit}：{computed}，公布 {published}\n"
            ));
        }
        if let Some(types) = sheet.types() {
            text.push_str(&format!("\n{}", indent(&types.text())));
        }
        text
    }

    fn agreeing(&self, which: usize) -> usize {
        self.rows.iter().filter(|row| row.agrees(which)).count()
    }
}
