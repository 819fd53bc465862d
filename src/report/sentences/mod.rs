//! Sentences that follow from figures: templates, which whoever publishes a report may replace.
//!
//! A template is one of minijinja (`{{ name }}`, `{% if … %}`); what each may name stands beside it in `zh.yaml` and
//! `en.yaml`. No sentence names a cause.

use std::cell::RefCell;
use std::collections::BTreeMap;

use minijinja::{Environment, UndefinedBehavior, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Place, bi, codes, nearest};
use crate::error::Error;
use crate::number::shorten;

const ENGLISH: &str = include_str!("en.yaml");
const CHINESE: &str = include_str!("zh.yaml");
/// A template may do so much work; ours need a hundredth of it.
const FUEL: u64 = 100_000;

/// The sentences of reports in one language.
#[derive(Debug)]
pub struct Sentences {
    lang: Lang,
    environment: Environment<'static>,
    /// Where messages say that a template stands.
    file: Option<String>,
    /// What went wrong when a template was filled in.
    problems: RefCell<Diagnostics>,
}

impl Sentences {
    /// Our own sentences.
    pub fn new(lang: Lang) -> Sentences {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        let mut sentences = Sentences { lang, environment, file: None, problems: RefCell::default() };
        for (key, template) in own(lang) {
            // Ours can be read, which a test holds; a sentence that could not would be missing.
            let _ = sentences.environment.add_template_owned(key, template);
        }
        sentences
    }

    /// Our own sentences but for those that a YAML file replaces: a mapping from the key of a sentence to its template, as
    /// in [`Sentences::text`].
    pub fn read(lang: Lang, yaml: &[u8], file: Option<&str>) -> Result<Sentences, Error> {
        let mut sentences = Sentences::new(lang);
        sentences.file = file.map(str::to_owned);
        let mut found = Diagnostics::new();
        let place = |line: Option<u64>| Place { file: file.map(str::to_owned), line, ..Place::default() };
        let own = own(lang);
        match serde_yaml::from_slice::<BTreeMap<String, String>>(yaml) {
            Ok(replaced) => {
                for (key, template) in replaced {
                    let line = line_of(yaml, &key);
                    if !own.contains_key(&key) {
                        let shown = shorten(&key);
                        let mut unknown = Diagnostic::new(
                            codes::BAD_SENTENCE,
                            bi!("there is no sentence `{shown}`", "没有名为 `{shown}` 的句子"),
                        )
                        .at(key.clone(), place(line));
                        unknown.hint = nearest(&key, own.keys().map(String::as_str))
                            .map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"));
                        found.push(unknown);
                    } else if let Err(error) = sentences.environment.add_template_owned(key.clone(), template) {
                        found.push(unusable(&error).at(key, place(line)));
                    }
                }
            }
            Err(error) => {
                let line = error.location().map(|location| location.line() as u64);
                let message = bi!("the sentences cannot be read: {error}", "无法读取句子：{error}");
                let hint = bi!("write one `key: \"template\"` per sentence", "每个句子写一行 `键: \"模板\"`");
                found.push(Diagnostic::new(codes::BAD_SENTENCE, message).at("", place(line)).hint(hint));
            }
        }
        if found.is_empty() { Ok(sentences) } else { Err(Error::Report(found)) }
    }

    /// Our own sentences as a file, with what each may name, to begin with.
    pub fn text(lang: Lang) -> &'static str {
        match lang {
            Lang::En => ENGLISH,
            Lang::Zh => CHINESE,
        }
    }

    /// The language they are in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence filled in; empty where that fails, which [`Sentences::problems`] then tells.
    pub(super) fn say(&self, key: &str, values: Value) -> String {
        let said = self.environment.get_template(key).and_then(|template| template.render(values));
        said.map(|text| text.trim().to_owned()).unwrap_or_else(|error| {
            let place = Place { file: self.file.clone(), ..Place::default() };
            let mut problems = self.problems.borrow_mut();
            if !problems.iter().any(|known| known.path == key) {
                problems.push(unusable(&error).at(key, place));
            }
            String::new()
        })
    }

    /// What went wrong so far.
    pub(super) fn problems(&self) -> Diagnostics {
        self.problems.borrow().clone()
    }
}

fn own(lang: Lang) -> BTreeMap<String, String> {
    serde_yaml::from_str(Sentences::text(lang)).unwrap_or_default()
}

fn unusable(error: &minijinja::Error) -> Diagnostic {
    let message = bi!("the template cannot be used: {error}", "模板无法使用：{error}");
    let hint = bi!(
        "`govscore report --print-sentences` prints what each sentence can name",
        "`govscore report --print-sentences` 列出各句可用的名称"
    );
    Diagnostic::new(codes::BAD_SENTENCE, message).hint(hint)
}

/// The line on which a key stands.
fn line_of(yaml: &[u8], key: &str) -> Option<u64> {
    let text = std::str::from_utf8(yaml).ok()?;
    let starts = |line: &str| {
        line.trim_start_matches(['"', '\''])
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).starts_with(':'))
    };
    text.lines().position(starts).and_then(|at| u64::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_sentences() {
        let (en, zh) = (own(Lang::En), own(Lang::Zh));
        assert!(en.len() >= 10);
        assert_eq!(en.keys().collect::<Vec<_>>(), zh.keys().collect::<Vec<_>>());
        for lang in [Lang::En, Lang::Zh] {
            let sentences = Sentences::new(lang);
            for key in own(lang).keys() {
                assert!(sentences.environment.get_template(key).is_ok(), "{key}");
            }
        }
    }

    #[test]
    fn what_cannot_be_used_is_told_with_its_line() {
        let yaml = "overview: \"{{ mean\"\noverveiw: x\n";
        let Err(error) = Sentences::read(Lang::En, yaml.as_bytes(), Some("s.yaml")) else { panic!("two problems") };
        let lines: Vec<Option<u64>> = error.diagnostics().iter().map(|found| found.place.line).collect();
        assert_eq!(lines, [Some(2), Some(1)]);
        assert!(Sentences::read(Lang::En, b"- x", None).is_err());
        let endless = "overview: \"{% for a in range(9999999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}\"";
        let Ok(sentences) = Sentences::read(Lang::En, endless.as_bytes(), None) else { return };
        assert_eq!(sentences.say("overview", minijinja::context!()), "");
        assert!(sentences.problems().has_errors());
    }
}
