//! `frameworks`: what is built in.

use clap::{ArgMatches, Command};
use govscore::{Framework, Lang, Roster};
use serde::Serialize;

use super::exit_codes;
use crate::args;
use crate::figures::{Both, json};
use crate::language::{pick, say};
use crate::output::Format;
use crate::session::{Session, Stop};
use crate::table::{Align, Table, csv, indent};

const FORMATS: &[&str] = &["text", "json", "csv", "md"];

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "List the built-in frameworks", "列出内置的指标体系");
    let teach = pick(
        lang,
        "One line each: the id by which other commands name it, edition, title, indicators per level.
A partial framework is known only in part: it can be drawn, not scored.
An illustrative one is made up as an example, or part of it is, and every output says so.
As text, the built-in rosters and example data follow.",
        "每个一行：代号（供其他命令使用）、版次、名称、各级指标数。
“部分已知”的体系只能列出和绘制，不能计分。
“示例”体系全部或部分为编造，各项输出均会注明。
text 格式另列内置的名录和示例数据。",
    );
    let after = pick(
        lang,
        concat!("Examples:\n  govscore frameworks\n  govscore frameworks --format json\n\n", exit_codes!(en)),
        concat!("示例：\n  govscore frameworks\n  govscore frameworks --format json\n\n", exit_codes!(zh)),
    );
    args::command(lang, "frameworks", about, teach, pick(lang, "[OPTIONS]", "[选项]"), after)
        .args(args::output(lang, FORMATS))
}

#[derive(Serialize)]
struct Entry<'f> {
    id: &'f str,
    edition: Option<&'f str>,
    title: Both<'f>,
    indicators: Vec<usize>,
    roster: Option<&'f str>,
    partial: bool,
    illustrative: bool,
}

/// Lists them.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = args::target_of(matches, FORMATS, lang)?;
    let mut frameworks = Vec::new();
    for id in Framework::builtin_ids() {
        let framework = Framework::builtin(id);
        frameworks.push(session.check(framework)?);
    }
    let body = match target.format {
        Format::Json => json(&frameworks.iter().map(entry).collect::<Vec<_>>()),
        Format::Csv => {
            let heading =
                ["id", "edition", "title_zh", "title_en", "indicators", "partial"].map(str::to_owned).to_vec();
            let rows = frameworks.iter().map(entry).map(|entry| {
                let title = |text: Option<&str>| text.unwrap_or_default().to_owned();
                vec![
                    entry.id.to_owned(),
                    title(entry.edition),
                    title(entry.title.zh),
                    title(entry.title.en),
                    // Not with slashes or hyphens: Excel would make a date of it.
                    counts(&entry.indicators, "+"),
                    if entry.partial { "true" } else { "" }.to_owned(),
                ]
            });
            csv(std::iter::once(heading).chain(rows))
        }
        Format::Md => table(&frameworks, lang).markdown(),
        _ => table(&frameworks, lang).text() + &beside(session)?,
    };
    target.write(session, &body)
}

fn entry(framework: &Framework) -> Entry<'_> {
    Entry {
        id: framework.id(),
        edition: framework.edition(),
        title: framework.title().into(),
        indicators: framework.levels().iter().map(|level| level.count).collect(),
        roster: framework.roster(),
        partial: framework.is_partial(),
        illustrative: framework.is_illustrative(),
    }
}

fn table(frameworks: &[Framework], lang: Lang) -> Table {
    let mut table = Table::default();
    table
        .column(pick(lang, "id", "代号"), Align::Left)
        .column(pick(lang, "edition", "版次"), Align::Left)
        .column(pick(lang, "indicators", "各级指标数"), Align::Left)
        .column(pick(lang, "title", "名称"), Align::Left);
    for framework in frameworks {
        let title = framework.title().get(lang);
        let title = if framework.is_partial() {
            say!(lang, "{title} [partial: cannot score]", "{title}【部分已知，不能计分】")
        } else {
            title.to_owned()
        };
        let title = if framework.is_illustrative() {
            say!(lang, "{title} [illustrative]", "{title}【示例】")
        } else {
            title
        };
        table.row(vec![
            framework.id().to_owned(),
            framework.edition().unwrap_or_default().to_owned(),
            counts(&entry(framework).indicators, " / "),
            title,
        ]);
    }
    table
}

/// What else is built in: rosters, and example data.
fn beside(session: &mut Session) -> Result<String, Stop> {
    let lang = session.lang;
    let mut rosters = Table::default();
    rosters
        .column(pick(lang, "id", "代号"), Align::Left)
        .column(pick(lang, "units", "数量"), Align::Right)
        .column(pick(lang, "title", "名称"), Align::Left);
    for id in Roster::builtin_ids() {
        let roster = Roster::builtin(id);
        let roster = session.check(roster)?;
        let count = roster.members().len().to_string();
        rosters.row(vec![id.to_owned(), count, roster.title().get(lang).to_owned()]);
    }
    let mut samples = Table::default();
    samples.column(pick(lang, "data", "数据"), Align::Left).column("", Align::Left);
    for id in govscore::sample_ids() {
        let sample = govscore::sample(id);
        // Made-up data say so in their first line.
        let what = match session.check(sample)?.starts_with("# synthetic: true") {
            true => pick(lang, "made up", "编造"),
            false => pick(lang, "published figures", "公布的数字"),
        };
        samples.row(vec![format!("sample:{id}"), what.to_owned()]);
    }
    let (rosters, samples) = (indent(&rosters.text()), indent(&samples.text()));
    Ok(say!(
        lang,
        "\nRosters (--roster ID)\n{rosters}\nExample data\n{samples}",
        "\n名录（--roster 代号）\n{rosters}\n示例数据\n{samples}"
    ))
}

fn counts(levels: &[usize], separator: &str) -> String {
    levels.iter().map(ToString::to_string).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_all_samples() {
        let help = args::data(Lang::En).get_help().map(ToString::to_string).unwrap_or_default();
        assert!(govscore::sample_ids().count() > 0);
        assert!(govscore::sample_ids().all(|id| help.contains(id)), "{help}");
    }
}
