//! The one error type: what kind of input was wrong, and every problem that was found.

use std::fmt;

use crate::diagnostic::{Diagnostic, Diagnostics, bi, codes, nearest};

/// Why something could not be done.
///
/// Each variant carries every problem that was found, not only the first.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A framework has errors, or leaves something open.
    #[error("{0}")]
    Framework(Diagnostics),
    /// A data file has errors.
    #[error("{0}")]
    Data(Diagnostics),
    /// A roster has errors.
    #[error("{0}")]
    Roster(Diagnostics),
    /// Framework and data do not go together.
    #[error("{0}")]
    Score(Diagnostics),
    /// What a report is told to say cannot be said: its sentences, its notes, what they are about.
    #[error("{0}")]
    Report(Diagnostics),
    /// What says which parts of two editions are the same has errors.
    #[error("{0}")]
    Mapping(Diagnostics),
    /// Nothing built in has the name asked for.
    #[error("{0}")]
    NotBuiltIn(Diagnostics),
    /// A source could not be read.
    #[error("cannot read: {0}")]
    Io(#[from] std::io::Error),
}

impl fmt::Debug for Error {
    /// The same as `Display`, since a `main` that returns this error prints its `Debug` form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error {
    /// All problems, for printing in either language.
    pub fn diagnostics(&self) -> Diagnostics {
        match self {
            Error::Framework(all)
            | Error::Data(all)
            | Error::Roster(all)
            | Error::Score(all)
            | Error::Report(all)
            | Error::Mapping(all)
            | Error::NotBuiltIn(all) => all.clone(),
            Error::Io(error) => {
                let mut all = Diagnostics::new();
                all.push(Diagnostic::new(codes::IO, bi!("cannot read: {error}", "无法读取：{error}")));
                all
            }
        }
    }

    pub(crate) fn not_built_in(id: &str, known: &[&str]) -> Error {
        let mut all = Diagnostics::new();
        let diagnostic = Diagnostic::new(
            codes::NO_SUCH_BUILTIN,
            bi!("nothing built in is called `{id}`", "没有名为 `{id}` 的内置项"),
        );
        let list = known.join(", ");
        let hint = match nearest(id, known.iter().copied()) {
            Some(near) => bi!("did you mean `{near}`?", "是否应为 `{near}`？"),
            None => bi!("built in are: {list}", "内置项有：{list}"),
        };
        all.push(diagnostic.hint(hint));
        Error::NotBuiltIn(all)
    }
}
