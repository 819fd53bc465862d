//! The chapters of a report: each turns findings into sentences, tables and figures.

mod compare;
mod gap;
mod groups;
mod indicators;
mod methods;
mod overview;
mod profiles;
mod ranking;
mod regions;
mod topics;
mod weights;
mod writer;
mod years;

pub use compare::comparison;
pub use gap::gap_document;
use writer::Writer;

use super::banners::banners;
use super::document::{Document, Section};
use super::notes::Notes;
use super::sentences::Sentences;
use crate::analyse::{Comparison, Findings};
use crate::diagnostic::{Diagnostics, Lang};
use crate::error::Error;
use crate::provenance::Provenance;

/// What a report is to hold, and what it says beside what follows from figures.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ReportOptions<'o> {
    /// The language.
    pub lang: Lang,
    /// The title; that of the framework where none is given.
    pub title: Option<String>,
    /// Sentences in place of our own, in the same language.
    pub sentences: Option<Sentences>,
    /// What people wrote.
    pub notes: Notes,
    /// The rows of units that get a profile.
    pub units: Vec<usize>,
    /// Attribute and value of groups that get a chapter: `province` and `广东省`.
    pub groups: Vec<(String, String)>,
    /// Whether the report is a whole one, also where units or groups are named.
    pub whole: bool,
    /// Whether every indicator of every unit is added, for which a workbook has room.
    pub appendix: bool,
    /// What changed since a previous edition.
    pub previous: Option<&'o Comparison<'o>>,
    /// The weights that were set for this run, by code.
    pub set: Vec<(String, String)>,
    /// What went into the run.
    pub provenance: Option<&'o Provenance>,
}

impl<'o> ReportOptions<'o> {
    /// A whole report in this language.
    pub fn new(lang: Lang) -> ReportOptions<'o> {
        ReportOptions { lang, ..ReportOptions::default() }
    }
}

/// The report on a set of scores: the chapters of a whole one, or the profiles and groups that are asked for.
///
/// Fails where notes are about what is not there or a sentence cannot be filled in.
///
/// ```
/// use govscore::report::{ReportOptions, report};
/// use govscore::{Dataset, Findings, Framework, Lang};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let scores = framework.score(&data)?;
/// let document = report(&Findings::of(&scores), &ReportOptions::new(Lang::En))?;
/// assert_eq!(document.table("ranking").unwrap().rows[0][0].printed(), "Denmark");
/// assert!(document.to_html().contains("Denmark"));
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn report(findings: &Findings<'_>, options: &ReportOptions<'_>) -> Result<Document, Error> {
    let own = Sentences::new(options.lang);
    let sentences = options.sentences.as_ref().unwrap_or(&own);
    let writer = Writer { findings, options, sentences, lang: options.lang };
    let mut document = begun(&writer);
    document.banners.extend(options.previous.into_iter().flat_map(|compared| years::banners(&writer, compared)));

    let whole = options.whole || options.units.is_empty() && options.groups.is_empty();
    if whole {
        document.sections.push(overview::chapter(&writer));
        document.sections.push(ranking::chapter(&writer));
        document.sections.extend(indicators::chapters(&writer));
        document.sections.push(regions::chapter(&writer));
        document.sections.push(topics::chapter(&writer));
        if let Some(compared) = options.previous {
            document.sections.push(years::chapter(&writer, compared));
        }
    }
    for ((attribute, value), number) in options.groups.iter().zip(1..) {
        document.sections.push(groups::chapter(&writer, attribute, value, number)?);
    }
    let noted: Vec<usize> = options.notes.rows().filter(|row| !options.units.contains(row)).collect();
    let rows = options.units.iter().copied().chain(if whole { noted } else { Vec::new() });
    let profiles: Vec<Section> = rows.filter_map(|row| profiles::profile_of(&writer, row)).collect();
    if whole {
        document.sections.push(profiles::chapter(&writer, profiles));
        document.sections.push(weights::chapter(&writer));
    } else {
        document.sections.extend(profiles);
    }
    document.sections.push(methods::chapter(&writer));
    if options.appendix {
        document.sections.push(ranking::appendix(&writer));
    }
    // A profile or a chapter alone is called by its own name.
    if let ([section, _], false) = (document.sections.as_slice(), whole || options.title.is_some()) {
        let title = std::mem::replace(&mut document.title, section.title.clone());
        document.subtitle.insert(0, title);
    }
    finished(&writer, document, whole)
}

/// What the scores show, in tables and sentences: the figures behind a report, without its ranking and its profiles.
///
/// Fails where a sentence cannot be filled in.
///
/// ```
/// use govscore::report::{ReportOptions, analysis};
/// use govscore::{Dataset, Findings, Framework, Lang};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
/// let scores = framework.score(&data)?;
/// let document = analysis(&Findings::of(&scores), &ReportOptions::new(Lang::En))?;
/// let regions = document.table("groups-region-table").unwrap();
/// assert_eq!(regions.rows[0][0].printed(), "Europe");
/// # Ok::<(), govscore::Error>(())
/// ```
pub fn analysis(findings: &Findings<'_>, options: &ReportOptions<'_>) -> Result<Document, Error> {
    let own = Sentences::new(options.lang);
    let sentences = options.sentences.as_ref().unwrap_or(&own);
    let writer = Writer { findings, options, sentences, lang: options.lang };
    let mut document = begun(&writer);
    document.sections.push(overview::chapter(&writer));
    document.sections.push(indicators::all(&writer));
    document.sections.push(regions::chapter(&writer));
    document.sections.push(topics::chapter(&writer));
    document.sections.push(methods::chapter(&writer));
    finished(&writer, document, true)
}

fn begun(writer: &Writer<'_, '_>) -> Document {
    let framework = writer.framework();
    let mut document = Document::new(writer.lang, writer.names(framework.title()));
    document.subtitle = methods::subtitle(writer);
    if let Some(title) = &writer.options.title {
        document.subtitle.insert(0, std::mem::replace(&mut document.title, title.clone()));
    }
    let lines = banners(framework, &writer.options.set, Some(writer.scores().dataset()));
    document.banners = lines.iter().map(|line| line.get(writer.lang).to_owned()).collect();
    document
}

/// The document without chapters that say nothing, or why it cannot be.
fn finished(writer: &Writer<'_, '_>, mut document: Document, whole: bool) -> Result<Document, Error> {
    document.sections.retain(|section| !section.is_empty());
    document.number();
    let called = |section: &Section| (section.id.clone(), section.title.clone());
    let mut chapters: Vec<(String, String)> = document.sections.iter().map(called).collect();
    // Differences between groups have parts of their own.
    chapters.extend(
        document
            .sections
            .iter()
            .filter(|section| section.id == "regions")
            .flat_map(|section| section.sections.iter().map(called)),
    );
    let mut found = Diagnostics::new();
    // Notes on the chapters of a whole report may lie beside those of the unit that is asked for.
    if whole {
        found.extend(writer.options.notes.without_chapter(&chapters));
    }
    found.extend(writer.sentences.problems());
    if found.has_errors() { Err(Error::Report(found)) } else { Ok(document) }
}
