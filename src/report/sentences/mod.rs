//! Sentences that follow from figures: templates, which whoever publishes a report may replace.
//!
//! A template is one of minijinja (`{{ name }}`, `{% if … %}`); what each may name stands beside it in `zh.yaml` and
//! `en.yaml`. No sentence names a cause.

use std::cell::RefCell;
use std::collections::BTreeMap;

use minijinja::value::ValueKind;
use minijinja::{Environment, UndefinedBehavior, Value};

use super::notes::{Pairs, decoded};
use crate::diagnostic::{Bilingual, Diagnostic, Diagnostics, Lang, Place, bi, codes, nearest};
use crate::error::Error;
use crate::number::shorten;

const ENGLISH: &str = include_str!("en.yaml");
const CHINESE: &str = include_str!("zh.yaml");
/// A template may do so much work; ours need a hundredth of it.
const FUEL: u64 = 20_000;
/// A template may be so long, in bytes; ours are a sixth of it.
const LONGEST: usize = 4_000;
/// What a template may do. Whatever could make a text grow without end is not among it, since fuel counts steps alone.
const STATEMENTS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];

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
        let mut environment = Environment::empty();
        environment.add_filter("join", join);
        environment.add_filter("length", minijinja::filters::length);
        environment.add_filter("lower", minijinja::filters::lower);
        environment.add_filter("upper", minijinja::filters::upper);
        environment.add_filter("first", minijinja::filters::first);
        environment.add_filter("last", minijinja::filters::last);
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
        let text = match decoded(yaml) {
            Ok(text) => text,
            Err(problem) => {
                found.push(problem.at("", place(None)));
                return Err(Error::Report(found));
            }
        };
        match serde_yaml::from_str::<Pairs>(&text) {
            Ok(Pairs(replaced)) => {
                for (key, template) in replaced.into_iter().map(|(key, template)| (key.0, template.0)) {
                    let line = line_of(&text, &key);
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
                    } else if let Some(message) = forbidden(&template) {
                        found.push(Diagnostic::new(codes::BAD_SENTENCE, message).at(key, place(line)));
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

/// What of a template is more than a sentence needs; none where nothing is.
fn forbidden(template: &str) -> Option<Bilingual> {
    if template.len() > LONGEST {
        return Some(bi!("the template is longer than {LONGEST} bytes", "模板超过 {LONGEST} 字节"));
    }
    let statements = template.split("{%").skip(1).map(|rest| rest.trim_start_matches(['-', '+']).trim_start());
    let word =
        |rest: &'_ str| rest.split(|character: char| !character.is_alphabetic()).next().unwrap_or_default().to_owned();
    let other = statements.map(word).find(|word| !STATEMENTS.contains(&word.as_str()))?;
    let (other, known) = (shorten(&other), STATEMENTS.join(", "));
    Some(bi!("a sentence cannot do `{other}`; it can do {known}", "句子中不能用 `{other}`，可用的有 {known}"))
}

/// The elements of a list with something between them. A text has no elements: joined again and again it would grow
/// without end.
fn join(list: Value, between: String) -> Result<String, minijinja::Error> {
    if list.kind() != ValueKind::Seq {
        return Err(minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, "join takes a list"));
    }
    let elements: Vec<String> = list.try_iter()?.map(|element| element.to_string()).collect();
    Ok(elements.join(&between))
}

/// The line on which a key stands.
fn line_of(text: &str, key: &str) -> Option<u64> {
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
        assert_eq!(lines, [Some(1), Some(2)]);
        assert!(Sentences::read(Lang::En, b"- x", None).is_err());
        let deep = format!("overview: \"{{{{ {}1 }}}}\"\n", "-".repeat(200_000));
        for more in [
            "{% set x = mean ~ mean %}",
            "{% macro a() %}{% endmacro %}",
            "{% include 'overview' %}",
            "{{ range(9) }}",
            "{{ mean | join(mean) }}",
            "{{ mean | format(1) }}",
        ] {
            let yaml = format!("overview: \"{more}\"\n");
            let read = Sentences::read(Lang::En, yaml.as_bytes(), None);
            let said = read.map(|sentences| {
                let said = sentences.say("overview", minijinja::context! { mean => "1" });
                (said, sentences.problems().has_errors())
            });
            assert!(said.is_err() || said.is_ok_and(|(said, failed)| said.is_empty() && failed), "{more}");
        }
        assert!(Sentences::read(Lang::En, deep.as_bytes(), None).is_err());
        assert!(Sentences::read(Lang::En, b"groups: a\ngroups: b\n", None).is_err());
    }
}
