//! The checks that turn what was written into what holds.
//!
//! No check stops another: each pushes what it finds, and only then is it decided whether there is a framework.

mod refs;
mod tiers;
mod tree;
mod weights;

use super::file::FrameworkFile;
use super::marks::{Marks, Step};
use super::tree::{Inner, Method};
use super::words::By;
use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes};
use crate::number::{Ratio, Rounding, plain_decimal, shorten};

/// The most digits after the point that a framework may ask for.
const MAX_PLACES: u32 = 20;

/// What the checks know beside the file itself.
#[derive(Default)]
pub(super) struct Context<'a> {
    /// How the file is called in messages.
    pub file: Option<&'a str>,
    /// Where everything stands, if it was read from YAML.
    pub marks: Option<&'a Marks>,
    /// Parts that could not be read and were already reported.
    pub holes: &'a [Vec<Step>],
}

/// Where in the tree and the file the checks are.
#[derive(Clone, Default)]
struct At {
    steps: Vec<Step>,
    path: String,
}

impl At {
    fn key(&self, key: &str) -> At {
        let mut at = self.clone();
        at.steps.push(Step::Key(key.to_owned()));
        let dot = if at.path.is_empty() { "" } else { "." };
        at.path.push_str(&format!("{dot}{key}"));
        at
    }

    fn item(&self, place: usize) -> At {
        let mut at = self.clone();
        at.steps.push(Step::Index(place));
        at.path.push_str(&format!("[{}]", place + 1));
        at
    }

    /// The indicator with this code, at this place of the current node's list.
    fn indicator(&self, place: usize, code: &str) -> At {
        let mut at = self.clone();
        at.steps.push(Step::Key("indicators".to_owned()));
        at.steps.push(Step::Index(place));
        let slash = if at.path.is_empty() { "" } else { "/" };
        let code = if code.is_empty() { format!("#{}", place + 1) } else { code.to_owned() };
        at.path.push_str(&format!("{slash}{code}"));
        at
    }
}

struct Checker<'a> {
    context: &'a Context<'a>,
    found: Diagnostics,
}

impl Checker<'_> {
    fn report(&mut self, code: Code, at: &At, message: Bilingual, hint: Option<Bilingual>) {
        if self.context.holes.iter().any(|hole| at.steps.starts_with(hole)) {
            return;
        }
        let (line, column) = match self.context.marks {
            Some(marks) => {
                let (line, column) = marks.locate(&at.steps);
                (Some(line), Some(column))
            }
            None => (None, None),
        };
        let place = Place { file: self.context.file.map(str::to_owned), line, column, heading: None };
        let mut diagnostic = Diagnostic::new(code, message).at(at.path.clone(), place);
        diagnostic.hint = hint;
        self.found.push(diagnostic);
    }

    /// The line on which something stands, for messages that name two places.
    fn line(&self, at: &At) -> Option<u64> {
        self.context.marks.map(|marks| marks.locate(&at.steps).0)
    }

    /// Whether all indicators could be read, so that counting and looking up codes makes sense.
    fn tree_is_whole(&self) -> bool {
        !self.context.holes.iter().any(|hole| match hole.as_slice() {
            [.., Step::Key(last)] => last == "indicators" || last == "code",
            [.., Step::Index(_)] => hole.first() == Some(&Step::Key("indicators".to_owned())),
            [] => false,
        })
    }

    /// A plain decimal, or a report that it is none.
    fn decimal(&mut self, text: &str, code: Code, at: &At) -> Option<Ratio> {
        match plain_decimal(text.trim()) {
            Ok(value) => Some(Ratio::from(value)),
            Err(problem) => {
                let text = shorten(text);
                let what = problem.zh();
                self.report(code, at, bi!("`{text}` {problem}", "`{text}` {what}"), None);
                None
            }
        }
    }
}

/// Checks everything; the tree comes out only where there is no error.
pub(super) fn check(file: FrameworkFile, context: &Context<'_>) -> (Option<Inner>, Diagnostics) {
    let mut checker = Checker { context, found: Diagnostics::new() };
    let top = At::default();
    checker.head(&file, &top);
    let scale = checker.scale(&file, &top);
    let method = checker.method(&file, &top);
    let shares = checker.shares(&file, &scale, &top);
    let (nodes, levels) = checker.tree(&file, &scale, &method, shares, &top);
    let tiers = checker.tiers(&file, &scale, &top);
    let topics = checker.topics(&file, &nodes, &top);
    checker.published(&file, &nodes, &top);
    let mut found = checker.found;
    found.sort();
    let inner = (!found.has_errors()).then(|| Inner {
        nodes,
        levels,
        scale,
        method: method.method,
        tiers,
        topics,
        file,
    });
    (inner, found)
}

/// The method, with the aggregation that nodes inherit.
struct Methods {
    method: Method,
    aggregate: crate::methods::Aggregate,
}

impl Checker<'_> {
    fn head(&mut self, file: &FrameworkFile, top: &At) {
        let version = file.govscore.as_str().trim();
        if version != "1" {
            let found = shorten(version);
            self.report(
                codes::UNKNOWN_VERSION,
                &top.key("govscore"),
                bi!("this program reads version 1 of the format, the file says `{found}`", "本程序读取格式版本 1，文件写的是 `{found}`"),
                Some(bi!("write `govscore: 1`, or use a newer program", "写作 `govscore: 1`，或使用更新的程序")),
            );
        }
        if file.id.as_str().trim().is_empty() {
            self.report(
                codes::BAD_CODE,
                &top.key("id"),
                bi!("the id is empty", "id 为空"),
                Some(bi!("write a short name of scheme and edition, as in `bluebook-2019`", "写方案与版次的简称，如 `bluebook-2019`")),
            );
        }
    }

    fn scale(&mut self, file: &FrameworkFile, top: &At) -> Ratio {
        let hundred = Ratio::from(100);
        let Some(text) = &file.scale else { return hundred };
        let at = top.key("scale");
        match self.decimal(text.as_str(), codes::BAD_SCALE, &at) {
            Some(scale) if scale > Ratio::zero() => scale,
            Some(_) => {
                self.report(
                    codes::BAD_SCALE,
                    &at,
                    bi!("the scale is {text}; full marks must be above zero", "scale 为 {text}；满分必须大于零"),
                    Some(bi!("write `scale: 100`, or `scale: 1` for an index between 0 and 1", "写作 `scale: 100`；0 到 1 的指数写 `scale: 1`")),
                );
                hundred
            }
            None => hundred,
        }
    }

    fn method(&mut self, file: &FrameworkFile, top: &At) -> Methods {
        let written = file.method.clone().unwrap_or_default();
        let rounding = written.rounding.unwrap_or_default();
        let places = rounding.places.unwrap_or(2);
        if places > MAX_PLACES {
            self.report(
                codes::BAD_PLACES,
                &top.key("method").key("rounding").key("places"),
                bi!("{places} places; at most {MAX_PLACES} can be printed", "{places} 位小数；最多 {MAX_PLACES} 位"),
                None,
            );
        }
        let rank = written.rank.unwrap_or_default();
        let tier_by = file.tiers.as_ref().and_then(|tiers| tiers.by).unwrap_or(By::Rounded);
        Methods {
            aggregate: written.aggregate.unwrap_or_default(),
            method: Method {
                missing: written.missing.unwrap_or_default(),
                rounding: Rounding {
                    places: places.min(MAX_PLACES),
                    mode: rounding.mode.unwrap_or_default(),
                    stage: rounding.stage.unwrap_or_default(),
                },
                ties: rank.ties.unwrap_or_default(),
                rank_by: rank.by.unwrap_or(By::Exact),
                tier_by,
            },
        }
    }
}
