//! The checks that turn what was written into what holds.
//!
//! No check stops another: each pushes what it finds, and only then is it decided whether there is a framework.
//! No check builds on what another one refused: where something could not be read, nothing that rests on it is said.

mod absence;
mod absolute;
mod items;
mod refs;
mod roles;
mod tiers;
mod tree;
mod weights;

use super::file::FrameworkFile;
use super::marks::{Marks, Step, push_indicator, push_step};
use super::tree::{Inner, Method};
use super::words::{Basis, By, Names};
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes, nearest};
use crate::limits::Limits;
use crate::number::{Ratio, Rounding, half_width, plain_decimal, shorten};

/// The most digits after the point that a framework may ask for.
const MAX_PLACES: u32 = 20;
/// How many codes are compared in search of the nearest, so that a file of nothing but typos is still checked quickly.
const MAX_COMPARISONS: usize = 200_000;
/// For how many weights the ratio that was cut short is looked for.
const MAX_SEARCHES: usize = 5_000;

/// What the checks know beside the file itself.
#[derive(Default)]
pub(super) struct Context<'a> {
    /// How the file is called in messages.
    pub file: Option<&'a str>,
    /// Where everything stands, if it was read from YAML.
    pub marks: Option<&'a Marks>,
    /// Parts that could not be read and were already reported.
    pub holes: &'a [Vec<Step>],
    /// How fine a share may be.
    pub limits: Limits,
}

/// Checks everything; the tree comes out only where there is no error.
pub(super) fn check(file: FrameworkFile, context: &Context<'_>) -> (Option<Inner>, Diagnostics) {
    let mut checker = Checker {
        context,
        file: &file,
        scale: None,
        greatest: None,
        comparisons: MAX_COMPARISONS,
        searches: MAX_SEARCHES,
        found: Diagnostics::new(),
    };
    checker.head();
    checker.scale = checker.scale();
    let method = checker.method();
    let shares = checker.shares();
    checker.greatest = checker.greatest(&shares);
    let (nodes, items, levels) = checker.tree(shares);
    let tiers = checker.tiers(&nodes);
    let topics = checker.topics(&nodes, &items);
    checker.published(&nodes);
    let Checker { scale, found, .. } = checker;
    let inner = scale.filter(|_| !found.has_errors()).map(|scale| Inner {
        nodes,
        items,
        levels,
        scale,
        method,
        tiers,
        topics,
        file,
    });
    (inner, found)
}

/// Where in the tree and the file the checks are.
#[derive(Clone, Default)]
struct At {
    steps: Vec<Step>,
    path: String,
}

impl At {
    /// A key of the whole file.
    fn top(key: &'static str) -> At {
        At::default().key(key)
    }

    fn key(&self, key: &'static str) -> At {
        self.step(Step::key(key))
    }

    fn item(&self, place: usize) -> At {
        self.step(Step::Index(place))
    }

    fn step(&self, step: Step) -> At {
        let mut at = self.clone();
        push_step(&mut at.path, &step);
        at.steps.push(step);
        at
    }

    /// The indicator with this code, at this place of the current node's list.
    fn indicator(&self, place: usize, code: &str) -> At {
        let mut at = self.clone();
        at.steps.extend([Step::key("indicators"), Step::Index(place)]);
        push_indicator(&mut at.path, place, code);
        at
    }

    fn is_top(&self) -> bool {
        self.steps.is_empty()
    }
}

struct Checker<'a> {
    context: &'a Context<'a>,
    file: &'a FrameworkFile,
    /// Full marks of the total, unless they cannot be read.
    scale: Option<Ratio>,
    /// The greatest total that can be reached: full marks and all bonuses; none where that is not known.
    greatest: Option<Ratio>,
    comparisons: usize,
    searches: usize,
    found: Diagnostics,
}

impl Checker<'_> {
    fn report(&mut self, code: Code, at: &At, message: Bilingual, hint: Option<Bilingual>) {
        if self.is_hole(at) {
            return;
        }
        let (line, column) = self.context.marks.map(|marks| marks.locate(&at.steps)).unzip();
        let place = Place { file: self.context.file.map(str::to_owned), line, column, ..Place::default() };
        let mut diagnostic = Diagnostic::new(code, message).at(at.path.clone(), place);
        diagnostic.hint = hint;
        self.found.push(diagnostic);
    }

    /// The line on which something stands, for messages that name two places.
    fn line(&self, at: &At) -> Option<u64> {
        self.context.marks.map(|marks| marks.locate(&at.steps).0)
    }

    /// Whether this is written in the file, be it with nothing in it.
    fn stands_there(&self, at: &At) -> bool {
        self.context.marks.is_some_and(|marks| marks.has(&at.steps))
    }

    /// Whether this is, or is part of, what could not be read and was already reported.
    fn is_hole(&self, at: &At) -> bool {
        self.context.holes.iter().any(|hole| at.steps.starts_with(hole))
    }

    /// Whether some of what stands here could not be read.
    fn has_hole(&self, at: &At) -> bool {
        self.context.holes.iter().any(|hole| at.steps.starts_with(hole) || hole.starts_with(&at.steps))
    }

    /// Whether all indicators could be read, so that counting and looking up codes makes sense.
    fn tree_is_whole(&self) -> bool {
        let indicators = Step::key("indicators");
        let in_tree = |hole: &[Step]| hole.first().is_none_or(|first| *first == indicators);
        !self.context.holes.iter().filter(|hole| in_tree(hole)).any(|hole| match hole.as_slice() {
            [.., list, Step::Index(_)] => *list == indicators,
            [.., last] => *last == indicators || *last == Step::key("code"),
            [] => true,
        })
    }

    /// A plain decimal, or a report that it is none.
    fn decimal(&mut self, text: &str, code: Code, at: &At) -> Option<Ratio> {
        match plain_decimal(half_width(text).0.trim()) {
            Ok(value) => Some(Ratio::from(value)),
            Err(problem) => {
                let (text, what) = (shorten(text), problem.zh());
                let hint = bi!("write a plain number, as in `100` or `79.91`", "写普通数字，如 `100`、`79.91`");
                self.report(code, at, bi!("`{text}` {problem}", "`{text}` {what}"), Some(hint));
                None
            }
        }
    }

    fn did_you_mean(&mut self, word: &str, known: &[&str]) -> Option<Bilingual> {
        self.comparisons = self.comparisons.checked_sub(known.len())?;
        nearest(word, known.iter().copied()).map(|near| bi!("did you mean `{near}`?", "是否应为 `{near}`？"))
    }

    /// What is inferred needs a note that says from what.
    fn note_for(&mut self, basis: &[Option<Basis>], note: Option<&Names>, at: &At) {
        if basis.contains(&Some(Basis::Inferred)) && note.is_none() && !self.is_hole(&at.key("note")) {
            self.report(
                codes::INFERRED_NO_NOTE,
                &at.key("basis"),
                bi!("marked as inferred, with no note", "标为推断，却没有说明"),
                Some(bi!("add `note:` that says from what it follows", "加上 `note:`，说明由何推得")),
            );
        }
    }

    /// A name that is written must say something.
    fn not_blank(&mut self, names: Option<&Names>, at: &At) {
        if names.is_some_and(Names::is_blank) {
            let hint = bi!("write one text, or `{{zh: …, en: …}}`", "写一段文字，或 `{{zh: …, en: …}}`");
            self.report(codes::WRONG_TYPE, at, bi!("the name is empty", "名称为空"), Some(hint));
        }
    }

    fn head(&mut self) {
        self.not_blank(Some(&self.file.title), &At::top("title"));
        self.not_blank(self.file.total.as_ref().map(|total| &total.name), &At::top("total").key("name"));
        let version = self.file.govscore.as_str().trim();
        if version != "1" {
            let found = shorten(version);
            self.report(
                codes::UNKNOWN_VERSION,
                &At::top("govscore"),
                bi!(
                    "this program reads version 1 of the format, the file says `{found}`",
                    "本程序读取格式版本 1，文件写的是 `{found}`"
                ),
                Some(bi!("write `govscore: 1`, or use a newer program", "写作 `govscore: 1`，或使用更新的程序")),
            );
        }
        if self.file.id.as_str().trim().is_empty() {
            self.report(
                codes::BAD_CODE,
                &At::top("id"),
                bi!("the id is empty", "id 为空"),
                Some(bi!(
                    "write a short name of scheme and edition, as in `bluebook-2019`",
                    "写方案与版次的简称，如 `bluebook-2019`"
                )),
            );
        }
        self.note_for(&[self.file.basis], self.file.note.as_ref(), &At::default());
    }

    fn scale(&mut self) -> Option<Ratio> {
        let Some(text) = &self.file.scale else { return Some(Ratio::from(100)) };
        let at = At::top("scale");
        if self.is_hole(&at) {
            return None;
        }
        let scale = self.decimal(text.as_str(), codes::BAD_SCALE, &at)?;
        if scale > Ratio::zero() {
            return Some(scale);
        }
        self.report(
            codes::BAD_SCALE,
            &at,
            bi!("the scale is {text}; full marks must be above zero", "scale 为 {text}；满分必须大于零"),
            Some(bi!(
                "write `scale: 100`, or `scale: 1` for an index between 0 and 1",
                "写作 `scale: 100`；0 到 1 的指数写 `scale: 1`"
            )),
        );
        None
    }

    fn method(&mut self) -> Method {
        let written = self.file.method.clone().unwrap_or_default();
        let rounding = written.rounding.unwrap_or_default();
        let places = rounding.places.unwrap_or(2);
        if places > MAX_PLACES {
            self.report(
                codes::BAD_PLACES,
                &At::top("method").key("rounding").key("places"),
                bi!("{places} places; at most {MAX_PLACES} can be printed", "{places} 位小数；最多 {MAX_PLACES} 位"),
                Some(bi!("write `places: 2`, or as many as the scheme prints", "写作 `places: 2`，或方案公布的位数")),
            );
        }
        let rank = written.rank.unwrap_or_default();
        Method {
            conflicts: written.conflicts.unwrap_or_default(),
            rounding: Rounding {
                places,
                mode: rounding.mode.unwrap_or_default(),
                stage: rounding.stage.unwrap_or_default(),
            },
            ties: rank.ties.unwrap_or_default(),
            rank_by: rank.by.unwrap_or(By::Exact),
            tier_by: self.file.tiers.as_ref().and_then(|tiers| tiers.by).unwrap_or(By::Rounded),
        }
    }
}
