//! What happens where something is not there: said once, and inherited downwards.

use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::extras::{CoverageFile, Inherited};
use crate::framework::file::Indicator;
use crate::framework::roles::Coverage;
use crate::number::{Ratio, shorten};

impl Checker<'_> {
    /// What the method says.
    pub(super) fn inherited_by_all(&mut self) -> Inherited {
        let Some(method) = &self.file.method else { return Inherited::default() };
        Inherited {
            missing: method.missing.unwrap_or_default(),
            not_applicable: method.not_applicable.unwrap_or_default(),
            coverage: method.coverage.as_ref().and_then(|coverage| self.coverage(coverage, &At::top("method"))),
            rounds: method.rounds,
        }
    }

    /// What a node says, else what holds above it.
    pub(super) fn inherit(&mut self, above: &Inherited, written: &Indicator, here: &At) -> Inherited {
        Inherited {
            missing: written.missing.unwrap_or(above.missing),
            not_applicable: written.not_applicable.unwrap_or(above.not_applicable),
            coverage: match &written.coverage {
                Some(coverage) => self.coverage(coverage, here),
                None => above.coverage.clone(),
            },
            rounds: written.rounds.or(above.rounds),
        }
    }

    fn coverage(&mut self, written: &CoverageFile, at: &At) -> Option<Coverage> {
        let at = at.key("coverage").key("least");
        let (least, _) = self.ratio(&written.least, &at)?;
        if least.is_negative() || least > Ratio::one() {
            let shown = shorten(written.least.as_str());
            let message = bi!("`{shown}` is no part of a whole", "`{shown}` 不在 0 至 1 之间");
            self.report(codes::BAD_ROLE, &at, message, Some(bi!("write `2/3` or `67%`, say", "如 `2/3` 或 `67%`")));
            return None;
        }
        Some(Coverage { least, by: written.by.unwrap_or_default() })
    }
}
