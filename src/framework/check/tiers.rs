//! The types: codes and names; what the rule asks of them is the rule's own affair.

use std::collections::HashSet;

use super::{At, Checker};
use crate::diagnostic::{bi, codes};
use crate::framework::tree::{Tier, Tiers};
use crate::framework::words::Names;
use crate::methods::{Listed, TierLine, TierProblem};
use crate::number::shorten;

impl Checker<'_> {
    pub(super) fn tiers(&mut self) -> Option<Tiers> {
        let written = self.file.tiers.as_ref()?;
        let at = At::top("tiers").key("tiers");
        let mut seen = HashSet::new();
        let (mut tiers, mut lines) = (Vec::new(), Vec::new());
        for (place, tier) in written.tiers.iter().enumerate() {
            let here = at.item(place);
            let code = tier.code.as_str().trim();
            if code.is_empty() {
                self.report(
                    codes::BAD_TIER,
                    &here.key("code"),
                    bi!("the code of this tier is empty", "类型的代码为空"),
                    Some(bi!("give it a short code, as in `A`", "写一个简短的代码，如 `A`")),
                );
            } else if !seen.insert(code) {
                let code = shorten(code);
                self.report(
                    codes::BAD_TIER,
                    &here.key("code"),
                    bi!("another tier above has the code `{code}`", "前面的类型已用代码 `{code}`"),
                    Some(bi!("choose another code", "换一个代码")),
                );
            }
            self.not_blank(tier.name.as_ref(), &here.key("name"));
            self.note_for(&[tier.basis], tier.note.as_ref(), &here);
            let at_from = here.key("from");
            let from = tier.from.as_ref().and_then(|from| self.decimal(from.as_str(), codes::BAD_TIER, &at_from));
            lines.push(TierLine {
                code: shorten(code),
                written: tier.from.as_ref().map(|from| shorten(from.as_str())),
                from: from.clone(),
                unread: self.is_hole(&at_from),
            });
            tiers.push(Tier {
                code: code.to_owned(),
                name: tier.name.clone().unwrap_or_else(|| Names::from(code)),
                from,
                basis: tier.basis.or(self.file.basis),
            });
        }
        let partial = self.file.partial || self.is_hole(&At::top("partial"));
        let listed = Listed { tiers: &lines, scale: self.scale.as_ref(), partial };
        // A rule that could not be read may ask for no lines; where there are some, it was the one that does.
        let has_lines = lines.iter().any(|line| line.written.is_some());
        let readable = has_lines || !self.is_hole(&At::top("tiers").key("rule"));
        let read = readable.then(|| written.rule.unwrap_or_default().read(&listed));
        let (rule, problems) = read.unwrap_or_default();
        for TierProblem { tier, key, code, message, hint } in problems {
            let here = tier.map_or_else(|| at.clone(), |place| at.item(place));
            let here = key.map_or_else(|| here.clone(), |key| here.key(key));
            self.report(code, &here, message, Some(hint));
        }
        Some(Tiers { rule, tiers })
    }
}
