//! What has to stand on every result: that data or the scheme are made up, that weights are not the scheme's.

use govscore::diagnostic::{Place, codes};
use govscore::{Dataset, Diagnostic, Framework, Lang};

use crate::figures::Ordered;
use crate::input::{Source, Weights};
use crate::language::{pick, say};
use crate::output::both;
use crate::session::Session;
use crate::table::{escape, plain};

/// What has to stand on one result.
#[derive(Clone, Debug, Default)]
pub struct Banner {
    synthetic: Option<String>,
    illustrative: bool,
    set: Weights,
}

impl Banner {
    /// Those of a framework, of weights that were set for this run, and of data.
    pub fn new(framework: &Framework, set: &Weights, dataset: Option<&Dataset>) -> Banner {
        Banner {
            synthetic: dataset.and_then(Dataset::synthetic).map(str::to_owned),
            illustrative: framework.is_illustrative_beside(set),
            set: set.clone(),
        }
    }

    /// Whether the data are made up, for JSON.
    pub fn is_synthetic(&self) -> bool {
        self.synthetic.is_some()
    }

    /// Whether the framework is made up, or part of it is, for JSON.
    pub fn is_illustrative(&self) -> bool {
        self.illustrative
    }

    /// The column `data` of CSV: `synthetic`, or nothing.
    pub fn data(&self) -> &'static str {
        if self.synthetic.is_some() { "synthetic" } else { "" }
    }

    /// The weights that were set, for JSON.
    pub fn weights_set(&self) -> Ordered<'_, &str> {
        Ordered(self.set.iter().map(|(code, weight)| (code.as_str(), weight.as_str())).collect())
    }

    /// The lines above a text; none where there is nothing to say.
    pub fn text(&self, lang: Lang) -> String {
        let lines: String = self.lines(lang).iter().map(|line| format!("*** {} ***\n", plain(line))).collect();
        if lines.is_empty() { lines } else { lines + "\n" }
    }

    /// The same for Markdown.
    pub fn markdown(&self, lang: Lang) -> String {
        self.lines(lang).iter().map(|line| format!("> **{}**\n\n", escape(line))).collect()
    }

    fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(what) = &self.synthetic {
            let more = !matches!(what.to_lowercase().as_str(), "true" | "yes" | "1" | "是");
            let more = if more { format!("{}{what}", pick(lang, ": ", "：")) } else { String::new() };
            lines.push(say!(
                lang,
                "SYNTHETIC DATA, made up: these are not the results of real units{more}",
                "【合成数据】数据为编造，并非真实评价结果{more}"
            ));
        }
        if self.illustrative {
            lines.push(illustrative(lang));
        }
        let set: Vec<String> = self.weights_set().0.iter().map(|(code, weight)| format!("{code} = {weight}")).collect();
        if !set.is_empty() {
            let set = set.join(pick(lang, ", ", "，"));
            lines.push(say!(
                lang,
                "WEIGHTS SET FOR THIS RUN: {set}; these are not the results of the scheme",
                "【权重为本次运行所设】{set}；并非该方案的结果"
            ));
        }
        lines
    }
}

/// What stands on everything that comes of a framework that is made up.
fn illustrative(lang: Lang) -> String {
    say!(
        lang,
        "ILLUSTRATIVE FRAMEWORK: what is marked so in it is made up as an example; these are not the results of a real scheme",
        "【示例体系】其中注明“示例”的内容为编造；并非真实方案的结果"
    )
}

/// The same as a note beside CSV, whose columns have no place for it.
pub fn beside_csv(session: &mut Session, source: &Source) {
    let framework = &source.framework;
    if framework.is_illustrative_beside(&source.set) {
        let message = both(illustrative(Lang::En), illustrative(Lang::Zh));
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
