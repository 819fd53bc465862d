//! The page of a report: what stands in it, that its figures are those of the document, and that nothing written by others
//! is markup.
#![cfg(feature = "report")]

#[path = "report_page/documents.rs"]
mod documents;

use std::path::PathBuf;

use govscore::Lang;
use govscore::report::Document;

/// Where `scripts/test-browser` wants pages to look at.
const FOLDER: &str = "GOVSCORE_PAGES";

#[test]
fn pages_are_written_for_the_browser() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    for lang in [Lang::Zh, Lang::En] {
        for rows in [0, 10, 333, 3_000] {
            let name = if lang == Lang::Zh { "zh" } else { "en" };
            let document: Document = documents::document(lang, rows);
            std::fs::write(folder.join(format!("{name}-{rows}.html")), document.to_html()).unwrap();
        }
    }
}
