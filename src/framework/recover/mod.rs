//! Reads a document that serde refuses, and lists everything that is wrong with its shape.
//!
//! [`reader`] is a serde `Deserializer` over [`Marks`]. Each pass ends at the first problem it meets; that problem is
//! noted, the value is replaced by a *hole* (an empty value of whatever type is asked for), and the next pass goes
//! on beyond it. Unknown and doubled keys are noted without ending a pass, and a misspelt key is read as the one that
//! was meant. So the derived shapes in [`super::file`] stay the only description of the format, and one typo neither
//! hides the next nor drags others along.

mod problem;
mod reader;

use std::collections::{HashMap, HashSet};

use serde::de::{DeserializeOwned, DeserializeSeed};

use super::file::FrameworkFile;
use super::marks::{Content, Marks, NodeIndex, Step};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes, nearest, one_of};
use crate::number::shorten;
use problem::{Problem, Stop};
use reader::Reader;

/// The most values that all passes together look at; beyond it the reading ends, and says so.
const MAX_VISITS: usize = 1_500_000;

/// Keys that people look for at the top of the file, and where they belong.
const METHOD_KEYS: [(&str, &str); 8] = [
    ("aggregate", "method"),
    ("missing", "method"),
    ("rounding", "method"),
    ("rank", "method"),
    ("places", "method.rounding"),
    ("mode", "method.rounding"),
    ("stage", "method.rounding"),
    ("ties", "method.rank"),
];

/// What could be read, with holes where nothing could.
pub(crate) struct Recovered<F = FrameworkFile> {
    pub file: Option<F>,
    pub problems: Diagnostics,
    /// Where the holes are; whatever is wrong there was already reported.
    pub holes: Vec<Vec<Step>>,
    /// Misspelt keys, and what they were taken for.
    pub meant: HashMap<NodeIndex, &'static str>,
}

impl<F> Recovered<F> {
    /// What serde read without a problem.
    pub(crate) fn whole(file: F) -> Recovered<F> {
        Recovered { file: Some(file), problems: Diagnostics::new(), holes: Vec::new(), meant: HashMap::new() }
    }
}

/// Reads as much of `marks` as has the right shape.
pub(crate) fn recover<F: DeserializeOwned>(marks: &Marks, file: Option<&str>) -> Recovered<F> {
    let mut state = State::new(marks, file);
    let mut read = None;
    loop {
        let before = state.progress();
        state.paths.clear();
        match state.read(std::marker::PhantomData::<F>, Some(marks.root())) {
            Ok(file) => {
                read = Some(file);
                break;
            }
            Err(_) if state.progress() == before => break,
            Err(_) if state.visits < MAX_VISITS => continue,
            Err(_) => {
                let message = bi!(
                    "there may be more problems than those listed; mend these first",
                    "除所列问题外可能还有其他问题；请先改正这些"
                );
                state.push(codes::WRONG_TYPE, marks.root(), message, None);
                break;
            }
        }
    }
    state.problems.sort();
    Recovered { file: read, problems: state.problems, holes: state.paths, meant: state.meant }
}

struct State<'m> {
    marks: &'m Marks,
    file: Option<&'m str>,
    /// Where the reader is.
    path: Vec<Step>,
    visits: usize,
    /// Nodes that are read as empty.
    holes: HashSet<NodeIndex>,
    /// Keys that are read as if they stood there, empty.
    absent: HashSet<(NodeIndex, &'static str)>,
    /// Keys that were already reported as unknown or doubled.
    noted: HashSet<NodeIndex>,
    meant: HashMap<NodeIndex, &'static str>,
    /// The holes of this pass, one for each place that leads to them.
    paths: Vec<Vec<Step>>,
    problems: Diagnostics,
}

impl<'m> State<'m> {
    fn new(marks: &'m Marks, file: Option<&'m str>) -> State<'m> {
        State {
            marks,
            file,
            path: Vec::new(),
            visits: 0,
            holes: HashSet::new(),
            absent: HashSet::new(),
            noted: HashSet::new(),
            meant: HashMap::new(),
            paths: Vec::new(),
            problems: Diagnostics::new(),
        }
    }

    /// Grows with every problem that is reported.
    fn progress(&self) -> usize {
        self.holes.len() + self.absent.len() + self.noted.len()
    }

    /// Reads what stands at `at`; a problem with it is reported and makes it a hole.
    fn read<'de, T: DeserializeSeed<'de>>(&mut self, seed: T, at: Option<NodeIndex>) -> Result<T::Value, Stop> {
        self.visits += 1;
        let Some(index) = at else { return seed.deserialize(Reader { state: self, at: None }) };
        let target = self.marks.target(index);
        if self.holes.contains(&target) {
            self.paths.push(self.path.clone());
            return seed.deserialize(Reader { state: self, at: None });
        }
        seed.deserialize(Reader { state: self, at }).map_err(|Stop(problem)| {
            if self.report(index, &problem) {
                self.holes.insert(target);
            }
            Stop(Problem::Claimed)
        })
    }

    fn push(&mut self, code: Code, at: NodeIndex, message: Bilingual, hint: Option<Bilingual>) {
        let (line, column) = self.marks.place(at);
        let file = self.file.map(str::to_owned);
        let place = Place { file, line: Some(line), column: Some(column), ..Place::default() };
        let mut diagnostic = Diagnostic::new(code, message).at(self.marks.label(&self.path), place);
        diagnostic.hint = hint;
        self.problems.push(diagnostic);
    }

    /// Reports what serde said about the value at `at`, and whether the value itself is useless.
    fn report(&mut self, at: NodeIndex, problem: &Problem) -> bool {
        match problem {
            Problem::Claimed => return false,
            Problem::Missing(key) => {
                let message = bi!("the key `{key}` is absent", "缺少键 `{key}`");
                let value = if *key == "govscore" { "1" } else { "…" };
                self.push(
                    codes::MISSING_KEY,
                    at,
                    message,
                    Some(bi!("add `{key}: {value}` here", "在此处补上 `{key}: {value}`")),
                );
            }
            Problem::UnknownWord { found, allowed } => {
                let (Bilingual { en, zh }, shown) = (one_of(allowed), shorten(found));
                let message = bi!("found `{shown}`, expected {en}", "写作 `{shown}`，应为 {zh}");
                self.push(codes::UNKNOWN_NAME, at, message, nearest(found, allowed.iter().copied()).map(did_you_mean));
            }
            Problem::UnknownKey { found, allowed } => {
                // In a mapping only that key is useless, not the others.
                if let Some((key, _)) = self.marks.entry(at, found) {
                    self.unknown_key(key, at, allowed);
                    return false;
                }
                self.push(codes::UNKNOWN_KEY, at, bi!("there is no key `{found}` here", "此处没有键 `{found}`"), None);
            }
            Problem::Type { expected, hint } => {
                let found = kind(self.marks.content(at));
                let message = Bilingual {
                    en: format!("found {}, expected {}", found.en, expected.en),
                    zh: format!("此处是{}，应为{}", found.zh, expected.zh),
                };
                self.push(codes::WRONG_TYPE, at, message, hint.clone());
            }
            Problem::Other(text) => self.push(codes::WRONG_TYPE, at, bi!("{text}", "{text}"), None),
        }
        true
    }

    /// Notes a key that the mapping at `at` does not have, once; the key that was probably meant comes back.
    fn unknown_key(&mut self, key: NodeIndex, at: NodeIndex, allowed: &[&'static str]) -> Option<&'static str> {
        if self.noted.insert(key) {
            let name = self.marks.text(key).unwrap_or_default();
            let (near, hint) = self.meant_key(name, at, allowed);
            let shown = shorten(name);
            let message = bi!("there is no key `{shown}` here", "此处没有键 `{shown}`");
            self.push(codes::UNKNOWN_KEY, key, message, Some(hint));
            self.meant.extend(near.map(|near| (key, near)));
        }
        self.meant.get(&key).copied()
    }

    /// The key that `name` was probably meant to be, if it can be read as that, and how to mend it.
    fn meant_key(&mut self, name: &str, at: NodeIndex, allowed: &[&'static str]) -> (Option<&'static str>, Bilingual) {
        let free = || allowed.iter().copied().filter(|field| self.marks.entry(at, field).is_none());
        if name == "<<" {
            self.absent.extend(free().map(|field| (self.marks.target(at), field)));
            return (None, bi!("this format has no merge keys; write the keys out", "本格式不支持合并键；请逐个写出"));
        }
        if let Some((word, _)) = name.split_once('：') {
            // The value is part of the key then, so the key itself is read as empty.
            self.absent.extend(nearest(word, free()).map(|field| (self.marks.target(at), field)));
            let hint =
                bi!("write a plain colon and a space, as in `{word}: …`", "冒号要用半角并加空格，如 `{word}: …`");
            return (None, hint);
        }
        let misplaced = |name: &str| METHOD_KEYS.iter().find(|(key, _)| *key == name && at == self.marks.root());
        if let Some((key, home)) = misplaced(name) {
            return (None, belongs_under(key, home));
        }
        // Most unknown keys are near to none; only for the others is it worth looking which keys are taken.
        let near = nearest(name, allowed.iter().copied()).and_then(|_| nearest(name, free()));
        if let Some(near) = near {
            return (Some(near), did_you_mean(near));
        }
        let taken = nearest(name, allowed.iter().copied()).filter(|near| near.len() > 3);
        if let Some((near, (key, _))) = taken.and_then(|near| Some((near, self.marks.entry(at, near)?))) {
            let (line, _) = self.marks.place(key);
            return (None, bi!("`{near}` already stands on line {line}", "`{near}` 已在第 {line} 行写出"));
        }
        if let Some((key, home)) = nearest(name, METHOD_KEYS.iter().map(|(key, _)| *key)).and_then(misplaced) {
            return (None, belongs_under(key, home));
        }
        let Bilingual { en, zh } = one_of(allowed);
        (None, bi!("allowed here: {en}", "此处允许的键：{zh}"))
    }

    fn doubled_key(&mut self, key: NodeIndex, name: &str, first: NodeIndex) {
        if self.noted.insert(key) {
            let (line, _) = self.marks.place(first);
            let message = bi!(
                "the key `{name}` stands here a second time (first on line {line})",
                "键 `{name}` 重复出现（首次在第 {line} 行）"
            );
            self.push(codes::DUPLICATE_KEY, key, message, Some(bi!("keep one of the two", "只保留一个")));
        }
    }

    fn compound_key(&mut self, key: NodeIndex) {
        if self.noted.insert(key) {
            let found = kind(self.marks.content(key));
            let message = Bilingual {
                en: format!("found {} as a key, expected a word", found.en),
                zh: format!("此处以{}作为键，应为一个词", found.zh),
            };
            self.push(codes::WRONG_TYPE, key, message, None);
        }
    }
}

fn did_you_mean(near: &str) -> Bilingual {
    bi!("did you mean `{near}`?", "是否应为 `{near}`？")
}

fn belongs_under(key: &str, home: &str) -> Bilingual {
    bi!("`{key}` belongs under `{home}`", "`{key}` 应写在 `{home}` 之下")
}

fn kind(content: &Content) -> Bilingual {
    match content {
        Content::Scalar { text, .. } if text.is_empty() => bi!("nothing", "空值"),
        Content::Scalar { text, .. } => {
            let text = shorten(text);
            bi!("`{text}`", " `{text}`")
        }
        Content::Sequence(items) => {
            let count = items.len();
            bi!("a list of {count}", " {count} 项的列表")
        }
        Content::Mapping(_) => bi!("a mapping", "映射"),
        Content::Alias(_) => bi!("an alias", "别名"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// serde_yaml decides what a document means; this reader must see the same in whatever serde_yaml accepts, and
    /// find something in whatever it refuses, else mending one problem would bring up others.
    #[test]
    fn agrees_with_serde_yaml_on_every_file_there_is() {
        for folder in ["indicators", "tests/good", "tests/bad/framework"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for entry in std::fs::read_dir(folder).expect("the folder exists") {
                let path = entry.expect("the folder can be listed").path();
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                let Ok(marks) = Marks::read(&text, None, Default::default()) else { continue };
                let recovered = recover(&marks, None);
                match serde_yaml::from_str::<FrameworkFile>(&text) {
                    Ok(file) => {
                        assert!(recovered.problems.is_empty(), "{}: {}", path.display(), recovered.problems);
                        assert_eq!(recovered.file, Some(file), "{}", path.display());
                    }
                    Err(_) if path.ends_with("yaml-no-space-after-colon.yaml") => {}
                    Err(error) => assert!(!recovered.problems.is_empty(), "{}: {error}", path.display()),
                }
            }
        }
    }
}
