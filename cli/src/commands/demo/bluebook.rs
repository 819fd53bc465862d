//! The blue book of 2019: its tree, and a made-up sample of 333 regions beside every figure that is published.

use govscore::report::{ReportOptions, report};
use govscore::{Findings, Lang, NodeId, Scores};

use super::{Folder, heading, sheet};
use crate::banner::Banner;
use crate::drawing::draw;
use crate::figures::Places;
use crate::input::{self, DataOptions};
use crate::language::{pick, say};
use crate::listing::{Listing, Record};
use crate::output::Format;
use crate::published::{Pair, Verdict, known_of, pairs};
use crate::session::{Session, Stop};
use crate::table::{Align, Table, indent, wrap};
use crate::worked::Worked;

const SCHEME: &str = "bluebook-2019";
const SAMPLE: &str = "bluebook-2019-synthetic";
/// 铜川市, whose three parts are published.
const UNIT: &str = "610200";
/// 宣城市, which the source may mean where it prints 宜城市.
const GUESSED: &str = "341800";
/// How wide the headings of the parts may be in text.
const HEADING_WIDTH: usize = 18;
/// How many units the head of the ranking shows.
const SHOWN: usize = 10;

/// The tree, the comparison, types, ranking and leaders.
pub fn run(session: &mut Session, folder: &mut Folder) -> Result<String, Stop> {
    let lang = session.lang;
    let scheme = input::framework(session, SCHEME.as_ref(), &Vec::new())?;
    let framework = &scheme.framework;
    let none = Banner::default();
    folder.write_all(session, &format!("{SCHEME}-tree"), |format| draw(framework, &none, format, lang))?;
    let mut printed = heading(pick(lang, "The tree of the blue book of 2019", "2019 年蓝皮书的指标树"));
    printed.push_str(&draw(framework, &none, Format::Text, lang));

    let name = format!("sample:{SAMPLE}");
    let (scores, file) = input::scores(session, &scheme, name.as_ref(), &DataOptions::default())?;
    let banner = Banner::new(framework, &scheme.set, Some(scores.dataset()));

    let sheet = sheet(&scores, banner.clone(), lang);
    folder.write_all(session, &format!("{SAMPLE}-scores"), |format| sheet.write(format))?;
    let pairs = pairs(&scores, lang);
    let beside = beside(&pairs, scores.len(), &banner, lang);
    folder.write_all(session, &format!("{SAMPLE}-published"), |format| beside.write(format))?;
    let leaders = leaders(&scores, &pairs, &banner, lang);
    folder.write_all(session, &format!("{SAMPLE}-leaders"), |format| leaders.write(format))?;
    if let Some(explanation) = scores.dataset().find(UNIT).and_then(|row| scores.explain(row)) {
        let worked = Worked {
            framework,
            explanation: &explanation,
            scores: &scores,
            file: &file,
            banner: banner.clone(),
            places: Places::Fixed(framework.rounding()),
            lang,
        };
        for format in [Format::Json, Format::Md, Format::Text] {
            folder.write(session, &format!("{SAMPLE}-{UNIT}"), format, &worked.write(format))?;
        }
    }

    let mut options = ReportOptions::new(lang);
    options.appendix = true;
    let findings = Findings::of(&scores);
    let book = report(&findings, &options);
    let book = session.check(book)?;
    let workbook = book.to_xlsx();
    let workbook = session.check(workbook)?;
    folder.write_bytes(session, &format!("{SAMPLE}-report"), Format::Xlsx, &workbook)?;
    options.appendix = false;
    let book = report(&findings, &options);
    let book = session.check(book)?;
    folder.write(session, &format!("{SAMPLE}-report"), Format::Html, &book.to_html())?;

    let count = scores.len();
    printed.push_str(&heading(&say!(
        lang,
        "{count} regions, made up, scored with the blue book",
        "用蓝皮书的指标体系给 {count} 个地区计分（数据为编造）"
    )));
    printed.push_str(&banner.text(lang));
    printed.push_str(&format!("{}\n\n", made_up(lang)));
    printed.push_str(&format!("{}\n", beside.text()));
    if let Some(types) = sheet.types() {
        printed.push_str(&format!("{}\n{}\n", pick(lang, "Types", "类型"), indent(&types.text())));
    }
    printed.push_str(&say!(
        lang,
        "The head of the ranking, made up but for the ranks published above\n\n{}… the first {SHOWN} of {count}.\n\n",
        "排名前列（除上表所列公布的名次外均为编造）\n\n{}…… 以上为 {count} 个地区中的前 {SHOWN} 名。\n\n",
        sheet.head(SHOWN).text()
    ));
    printed.push_str(&leaders.text());
    Ok(printed)
}

/// What is made up, what is published, and what the agreement says.
fn made_up(lang: Lang) -> &'static str {
    pick(
        lang,
        "The book's leaf scores are not public. The 31 rates of each region below are made up, and so is every rank, total
and part, except those that the table names as published. The sample was fitted to the published figures: that they
agree shows that they can hold together, and nothing about any region.",
        "蓝皮书的末级指标得分没有公开。以下每个地区的 31 项得分率均为编造；除表中标明公布的以外，名次、总分和分项得分也都是编造的。
样本按公布的数字校准，相符只说明这些数字可以同时成立，不说明任何地区的实际情况。",
    )
}

/// Published beside computed.
fn beside(pairs: &[Pair], count: usize, banner: &Banner, lang: Lang) -> Listing {
    let mut table = Table::default();
    table
        .column(pick(lang, "of", "对象"), Align::Left)
        .column(pick(lang, "figure", "数字"), Align::Left)
        .column(pick(lang, "published", "公布值"), Align::Right)
        .column(pick(lang, "sample", "样本数"), Align::Right)
        .column(pick(lang, "computed from\nmade-up rates", "由编造数据\n计算所得"), Align::Right)
        .column("", Align::Left)
        .column(pick(lang, "source", "来源"), Align::Right);
    let mut sources: Vec<String> = Vec::new();
    let sample = |pair: &Pair| pair.sample.map(|sample| sample.to_string()).unwrap_or_default();
    for pair in pairs {
        let computed = pair.computed.clone().unwrap_or_else(|| "–".to_owned());
        let verdict = pair.verdict.words(lang).to_owned();
        let (of, figure) = (pair.of.clone(), pair.figure.clone());
        let source = number(&mut sources, &pair.source);
        table.row(vec![of, figure, pair.published.clone(), sample(pair), computed, verdict, source]);
    }
    let with = |verdict| pairs.iter().filter(|pair| pair.verdict == verdict).count();
    let (agree, other, given) = (with(Verdict::Agrees), with(Verdict::OtherSample), with(Verdict::Given));
    let compared = agree + with(Verdict::Differs);
    let elsewhere = |pair: &&Pair| pair.sample.is_some_and(|sample| usize::try_from(sample) != Ok(count));
    let borrowed = pairs.iter().filter(|pair| pair.computed.is_some()).filter(elsewhere).count();
    let mut notes = vec![say!(
        lang,
        "{agree} of {compared} figures agree to the digits that are printed.",
        "与公布值比较的 {compared} 个数字中，{agree} 个在公布的位数上完全一致。"
    )];
    if given > 0 {
        notes.push(say!(
            lang,
            "{given} more are the cut lines of the scheme itself: they are given, not computed.",
            "另有 {given} 个是方案自身的分界线，为给定值，并非计算所得。"
        ));
    }
    if other > 0 {
        notes.push(say!(
            lang,
            "{other} more are about another sample and are not compared, since each has a counterpart about this one.",
            "另有 {other} 个属于另一样本，本样本另有对应的公布数字，故不作比较。"
        ));
    }
    if borrowed > 0 {
        notes.push(say!(
            lang,
            "{borrowed} of those compared are about another sample, too: they have no counterpart and are compared all the same.",
            "参与比较的数字中也有 {borrowed} 个属于另一样本：本样本没有对应的公布数字，故仍作比较。"
        ));
    }
    let keys = ["of", "figure", "published", "sample", "computed", "verdict", "source"].map(str::to_owned);
    let records = pairs.iter().map(|pair| {
        let computed = pair.computed.clone().unwrap_or_default();
        let verdict = pair.verdict.name().to_owned();
        let (of, figure) = (pair.of.clone(), pair.figure.clone());
        let values = vec![of, figure, pair.published.clone(), sample(pair), computed, verdict, pair.source.clone()];
        Record { values, from_data: pair.computed.is_some() }
    });
    Listing {
        title: pick(lang, "What is published, beside what is computed", "公布的数字与计算所得对照").to_owned(),
        banner: banner.clone(),
        notes,
        table,
        keys: keys.to_vec(),
        records: records.collect(),
        sources,
        lang,
    }
}

/// The number of a source in the list of all, which takes in one that is new; nothing where there is none.
fn number(sources: &mut Vec<String>, source: &str) -> String {
    if source.is_empty() {
        return String::new();
    }
    let at = sources.iter().position(|known| known == source).unwrap_or_else(|| {
        sources.push(source.to_owned());
        sources.len() - 1
    });
    (at + 1).to_string()
}

/// The units of the best type with their parts of the first level, and what is published of each.
fn leaders(scores: &Scores, pairs: &[Pair], banner: &Banner, lang: Lang) -> Listing {
    let framework = scores.framework();
    let parts = &framework.total().children;
    let mut table = Table::default();
    table
        .column(pick(lang, "rank", "名次"), Align::Right)
        .column(pick(lang, "region", "地区"), Align::Left)
        .column(pick(lang, "total", "总分"), Align::Right);
    let mut keys = ["unit", "name", "rank", "total"].map(str::to_owned).to_vec();
    for part in parts {
        let node = framework.node(*part);
        let full = framework.points(*part).map(|points| format!("\n/ {points}")).unwrap_or_default();
        table.column(format!("{}\n{}{full}", node.code, wrap(node.name.get(lang), HEADING_WIDTH)), Align::Right);
        keys.push(node.code.clone());
    }
    table.column(pick(lang, "published of it", "其中公布的"), Align::Left);
    keys.extend(["published", "note"].map(str::to_owned));
    let made_up = pick(
        lang,
        "That these belong to this type is published, without scores; all scores but those named are made up.",
        "这些地区属于本类型是公布的，但未公布得分；除注明者外，得分均为编造。",
    );
    let guessed = pick(
        lang,
        "For Xuancheng (宣城市) the source prints 宜城市, which is no prefecture; 宣城市 is the likeliest reading.",
        "“宣城市”在报道中印作“宜城市”，但宜城不是地级行政区，宣城市是最可能的本字。",
    );
    // For programs, where no sentence stands above the rows.
    let of_each = pick(
        lang,
        "The type is published; what does not stand under `published` is made up.",
        "类型为公布；`published` 一栏以外的数字均为编造。",
    );
    let best = framework.tiers().first();
    let mut records = Vec::new();
    for unit in scores.ranked().filter(|unit| best.is_some() && unit.tier() == best) {
        let print = |node| unit.figure(node, framework.display()).map(|figure| figure.to_fixed(framework.rounding()));
        let rank = unit.rank().map(|rank| rank.to_string()).unwrap_or_default();
        let label = unit.unit().label(lang).to_owned();
        let mut figures = vec![print(NodeId::TOTAL).unwrap_or_default()];
        figures.extend(parts.iter().map(|part| print(*part).unwrap_or_default()));
        figures.push(known_of(pairs, unit, lang));
        table.row([rank.clone(), label.clone()].into_iter().chain(figures.clone()).collect());
        let id = unit.unit().id.clone();
        let note = if id == GUESSED { format!("{of_each} {guessed}") } else { of_each.to_owned() };
        let values = [id, label, rank].into_iter().chain(figures).chain([note]);
        records.push(Record { values: values.collect(), from_data: true });
    }
    let tier = best.map(|tier| tier.name.get(lang)).unwrap_or_default();
    let count = records.len();
    Listing {
        title: say!(lang, "The {count} of the type {tier}", "{tier}类的 {count} 个地区"),
        banner: banner.clone(),
        notes: vec![made_up.to_owned(), guessed.to_owned()],
        table,
        keys,
        records,
        sources: Vec::new(),
        lang,
    }
}
