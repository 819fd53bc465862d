//! What has to stand on every result: that data or the scheme are made up, that weights are not the scheme's.

use govscore::diagnostic::{Place, codes};
use govscore::{Bilingual, Dataset, Diagnostic, Framework, Lang, report};

use crate::figures::Ordered;
use crate::input::{Source, Weights};
use crate::session::Session;
use crate::table::{escape, plain};

/// What has to stand on one result.
#[derive(Clone, Debug, Default)]
pub struct Banner {
    synthetic: bool,
    illustrative: bool,
    set: Weights,
    lines: Vec<Bilingual>,
}

impl Banner {
    /// Those of a framework, of weights that were set for this run, and of data.
    pub fn new(framework: &Framework, set: &Weights, dataset: Option<&Dataset>) -> Banner {
        Banner {
            synthetic: dataset.is_some_and(Dataset::is_synthetic),
            illustrative: framework.is_illustrative_beside(set),
            set: set.clone(),
            lines: report::banners(framework, set, dataset),
        }
    }

    /// Whether the data are made up, for JSON.
    pub fn is_synthetic(&self) -> bool {
        self.synthetic
    }

    /// Whether the framework is made up, or part of it is, for JSON.
    pub fn is_illustrative(&self) -> bool {
        self.illustrative
    }

    /// The column `data` of CSV: `synthetic`, or nothing.
    pub fn data(&self) -> &'static str {
        if self.synthetic { "synthetic" } else { "" }
    }

    /// The weights that were set, for JSON.
    pub fn weights_set(&self) -> Ordered<'_, &str> {
        Ordered(self.set.iter().map(|(code, weight)| (code.as_str(), weight.as_str())).collect())
    }

    /// The lines above a text; none where there is nothing to say.
    pub fn text(&self, lang: Lang) -> String {
        let lines: String = self.lines.iter().map(|line| format!("*** {} ***\n", plain(line.get(lang)))).collect();
        if lines.is_empty() { lines } else { lines + "\n" }
    }

    /// The same for Markdown.
    pub fn markdown(&self, lang: Lang) -> String {
        self.lines.iter().map(|line| format!("> **{}**\n\n", escape(line.get(lang)))).collect()
    }

    /// Each as a text; none where there is nothing to say.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        self.lines.iter().map(|line| line.get(lang).to_owned()).collect()
    }
}

/// The same as a note beside CSV, whose columns have no place for it.
pub fn beside_csv(session: &mut Session, source: &Source) {
    let framework = &source.framework;
    if framework.is_illustrative_beside(&source.set) {
        let message = report::illustrative();
        session.report.push(Diagnostic::new(codes::ILLUSTRATIVE, message).at(framework.id(), Place::default()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_that_were_set_are_named() {
        let pair = |code: &str, weight: &str| (code.to_owned(), weight.to_owned());
        let framework = Framework::builtin("bluebook-2019").unwrap_or_else(|error| panic!("{error}"));
        let banner = Banner::new(&framework, &vec![pair("B", "0"), pair("A", "1")], None);
        assert!(banner.text(Lang::En).contains("B = 0, A = 1;"), "{}", banner.text(Lang::En));
        assert_eq!(Banner::default().text(Lang::En) + &Banner::default().markdown(Lang::Zh), "");
    }
}
