//! The page of a report: what stands in it, that its figures are those of the document, and that nothing written by others
//! is markup. `scripts/test-browser` looks at the same pages in a browser.
#![cfg(all(feature = "report", feature = "samples"))]
#![allow(clippy::unwrap_used)]

#[path = "report_page/documents.rs"]
mod documents;
#[path = "report_page/read_back.rs"]
mod read_back;

use std::collections::BTreeSet;
use std::path::PathBuf;

use documents::{HOSTILE, document};
use govscore::report::{Cell, Document, ReportOptions, Section, Table, report};
use govscore::{Dataset, Findings, Framework, Lang, Ratio, Rounding};
use read_back::{Element, read};

/// What stands in a page for letters that it cannot hold.
fn shown(text: &str) -> String {
    let hidden = |letter: char| letter.is_control() || ('\u{202a}'..='\u{202e}').contains(&letter);
    text.chars().map(|letter| if hidden(letter) { '\u{fffd}' } else { letter }).collect()
}

#[test]
fn figures_and_words_of_tables_are_those_of_the_document() {
    for lang in [Lang::Zh, Lang::En] {
        let document = document(lang, 40);
        let page = read(&document.to_html());
        let tables = page.all("table");
        assert_eq!(tables.len(), document.tables().len());
        for (read, table) in tables.into_iter().zip(document.tables()) {
            same_table(read, table);
        }
    }
}

fn same_table(read: &Element, table: &Table) {
    assert_eq!(read.all("caption")[0].text, shown(&table.caption));
    let headings: Vec<&str> = read.all("thead")[0].all("th").iter().map(|heading| heading.text.as_str()).collect();
    let expected: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, expected);
    let rows = read.all("tbody")[0].all("tr");
    assert_eq!(rows.len(), table.rows.len());
    for (row, expected) in rows.into_iter().zip(&table.rows) {
        assert_eq!(row.children.len(), expected.len());
        for (cell, expected) in row.children.iter().zip(expected) {
            assert_eq!(cell.text, shown(expected.printed()));
            if let Cell::Number(number) = expected {
                let value = cell.attributes.get("data-v").cloned();
                let value = value.unwrap_or_else(|| cell.text.trim_matches(['+', '%']).to_owned());
                let value: Ratio = value.parse().unwrap();
                let distance = (&value - &number.exact).abs();
                assert!(distance.to_fixed(Rounding::half_up(number.places + 8)).parse::<Ratio>().unwrap().is_zero());
            }
        }
    }
}

#[test]
fn names_stay_text() {
    let page = read(&document(Lang::Zh, 40).to_html());
    let allowed: BTreeSet<&str> = [
        "html head meta title style body a div p header h1 nav ol li details summary main section h2 h3 h4 dl dt dd aside",
        "figure figcaption svg rect text table caption span thead tbody tr th td footer script",
    ]
    .iter()
    .flat_map(|names| names.split(' '))
    .collect();
    for element in page.every() {
        assert!(allowed.contains(element.name.as_str()), "<{}>", element.name);
        assert!(!element.attributes.keys().any(|name| name.starts_with("on") || name == "src"), "{element:?}");
    }
    assert_eq!(page.all("script").len(), 1);
    let body = &page.all("main")[0].text;
    for name in HOSTILE {
        assert!(body.contains(&shown(name)), "{name}");
    }
}

#[test]
fn sections_are_linked_by_ids_that_stand_once() {
    let mut document = document(Lang::En, 5);
    for _ in 0..2 {
        document.sections.push(Section::new("ranking", "A second ranking"));
    }
    let page = read(&document.to_html());
    let ids: Vec<&str> =
        page.every().iter().map(|element| element.attribute("id")).filter(|id| !id.is_empty()).collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len());
    for link in page.all("a") {
        let target = link.attribute("href").strip_prefix('#').unwrap();
        assert!(once.contains(target), "{target}");
    }
    let chapters = page.all("main")[0].children.len();
    assert_eq!(chapters, document.sections.len());
}

#[test]
fn a_page_says_its_language_and_lets_no_other_script_run() {
    for (lang, tag) in [(Lang::Zh, "zh-CN"), (Lang::En, "en")] {
        let document = document(lang, 1);
        let page = read(&document.to_html());
        assert_eq!(page.all("html")[0].attribute("lang"), tag);
        assert_eq!(page.all("title")[0].text, document.title);
        let policy =
            page.all("meta").into_iter().find(|meta| meta.attribute("http-equiv") == "Content-Security-Policy");
        let policy = policy.unwrap().attribute("content");
        assert!(policy.starts_with("default-src 'none'; ") && policy.contains("script-src 'sha256-"), "{policy}");
        let banner = page.all("div").into_iter().find(|element| element.attribute("class") == "banner").unwrap();
        assert_eq!(banner.children.len(), document.banners.len());
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(document(Lang::Zh, 20).to_html(), document(Lang::Zh, 20).to_html());
}

#[test]
fn a_document_that_says_nothing_is_a_page() {
    let page = read(&Document::new(Lang::En, "Nothing").to_html());
    assert_eq!(page.all("h1")[0].text, "Nothing");
    assert!(page.all("nav").is_empty() && page.all("section").is_empty());
    assert!(page.all("div").iter().all(|element| element.attribute("class") != "banner"));
}

/// Pages of all sizes are made whole; they stay where `GOVSCORE_PAGES` says, for a browser to look at.
#[test]
fn pages_are_written_for_the_browser() {
    let folder = std::env::var_os("GOVSCORE_PAGES").map(PathBuf::from);
    let write = |name: String, document: &Document| {
        let page = document.to_html();
        assert!(page.ends_with("</html>\n"));
        if let Some(folder) = &folder {
            std::fs::write(folder.join(name), page).unwrap();
        }
    };
    for (lang, rows) in [(Lang::Zh, 0), (Lang::En, 10), (Lang::Zh, 333), (Lang::Zh, 3_000)] {
        write(format!("{rows}-rows.html"), &document(lang, rows));
    }
    let mut bare = document(Lang::Zh, 10);
    bare.banners.clear();
    write("no-banner.html".to_owned(), &bare);
    for (scheme, sample, lang) in
        [("bluebook-2019", "bluebook-2019-synthetic", Lang::Zh), ("un-egdi-2018", "un-egdi-2018", Lang::En)]
    {
        write(format!("{scheme}.html"), &of_sample(scheme, sample, lang));
    }
}

/// The report on example data.
fn of_sample(scheme: &str, sample: &str, lang: Lang) -> Document {
    let framework = Framework::builtin(scheme).unwrap();
    let data = Dataset::from_csv(&framework, govscore::sample(sample).unwrap().as_bytes()).unwrap();
    let scores = framework.score(&data).unwrap();
    report(&Findings::of(&scores), &ReportOptions::new(lang)).unwrap()
}
