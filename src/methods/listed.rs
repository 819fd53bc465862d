//! The tiers of a framework, or the grades of a tier, as a rule sees them.

use super::{Sd, TierRuleName, TierTies};
use crate::diagnostic::{Bilingual, Code, bi, codes, one_of};
use crate::number::Ratio;

/// What is listed, best first.
pub(crate) struct Listed<'a> {
    pub tiers: &'a [TierLine],
    /// Whether these are grades inside a tier.
    pub grades: bool,
    /// Full marks of the total, where they could be read.
    pub scale: Option<&'a Ratio>,
    /// Whether something may be unknown.
    pub partial: bool,
    pub ties: Option<TierTies>,
    pub sd: Option<Sd>,
}

/// One listed tier: what it states for each rule.
#[derive(Default)]
pub(crate) struct TierLine {
    pub code: String,
    pub from: Stated,
    pub share: Stated,
    pub count: Stated,
    pub from_sd: Stated,
}

/// What stands at a key.
#[derive(Default)]
pub(crate) struct Stated {
    pub written: Option<String>,
    /// As a number.
    pub value: Option<Ratio>,
    /// Something stands there that could not be read, and was reported.
    pub unread: bool,
}

/// What is wrong with the listed tiers, where, and how to mend it.
pub(crate) struct TierProblem {
    /// Which tier; all of them where none is named.
    pub tier: Option<usize>,
    /// Which key of it; where no tier is named, which key beside the list.
    pub key: Option<&'static str>,
    pub code: Code,
    pub message: Bilingual,
    pub hint: Bilingual,
}

impl TierLine {
    /// Each key with what stands there, and the rule that it belongs to.
    fn keys(&self) -> [(&'static str, &Stated, TierRuleName); 4] {
        [
            ("from", &self.from, TierRuleName::CutLines),
            ("share", &self.share, TierRuleName::Quantiles),
            ("count", &self.count, TierRuleName::Count),
            ("from_sd", &self.from_sd, TierRuleName::MeanSd),
        ]
    }

    /// The rules whose keys stand here.
    pub(crate) fn rules(&self) -> impl Iterator<Item = TierRuleName> {
        self.keys().into_iter().filter(|(_, stated, _)| stated.stands()).map(|(_, _, rule)| rule)
    }
}

impl Stated {
    pub(crate) fn stands(&self) -> bool {
        self.written.is_some() || self.unread
    }
}

impl Listed<'_> {
    /// What one entry of the list is called.
    pub(crate) fn words(&self) -> (&'static str, &'static str) {
        if self.grades { ("grade", "等级") } else { ("tier", "类型") }
    }

    /// What each tier but the last states at the key of a rule, with its place; and which of them state nothing, or the
    /// last something. `absent` says how to mend the former.
    pub(crate) fn amounts(
        &self,
        key: &'static str,
        of: impl Fn(&TierLine) -> &Stated,
        absent: Bilingual,
    ) -> (Vec<(usize, Ratio)>, Vec<TierProblem>) {
        let (tier, tier_zh) = self.words();
        let mut problems = Vec::new();
        let Some((last, others)) = self.tiers.split_last() else { return (Vec::new(), problems) };
        if let Some(written) = &of(last).written {
            let message = bi!(
                "the last {tier} states `{key}: {written}`, though it takes what the others leave",
                "末位{tier_zh}写了 `{key}: {written}`，而它应包含其余全部对象"
            );
            let hint = bi!("remove `{key}` from the last {tier}", "删去末位{tier_zh}的 `{key}`");
            let (tier, key) = (Some(others.len()), Some(key));
            problems.push(TierProblem { tier, key, code: codes::BAD_TIER, message, hint });
        }
        for (place, line) in others.iter().enumerate() {
            let excused = self.partial || line.rules().next().is_some();
            if !of(line).stands() && !excused {
                let message =
                    bi!("no `{key}`: only the last {tier} has none", "缺少 `{key}`：只有末位{tier_zh}可以没有");
                let (tier, hint) = (Some(place), absent.clone());
                problems.push(TierProblem { tier, key: None, code: codes::BAD_TIER, message, hint });
            }
        }
        let known = others.iter().enumerate().filter_map(|(place, line)| Some((place, of(line).value.clone()?)));
        (known.collect(), problems)
    }

    /// Keys that belong to other rules than this one, each where it first stands: they would do nothing.
    pub(crate) fn strange(&self, rule: TierRuleName) -> Vec<TierProblem> {
        let own = rule.name();
        let mut problems = Vec::new();
        let mut report = |tier, key: &'static str, others: &[TierRuleName]| {
            let names: Vec<String> = others.iter().map(|other| format!("rule: {}", other.name())).collect();
            let Bilingual { en, zh } = one_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
            let message = bi!("`{key}` has no meaning under `rule: {own}`", "`rule: {own}` 下，`{key}` 不起作用");
            let hint = bi!("it goes with {en}; write that, or remove `{key}`", "它用于 {zh}；改写规则，或删去 `{key}`");
            problems.push(TierProblem { tier, key: Some(key), code: codes::BAD_TIER, message, hint });
        };
        let by_order = [TierRuleName::Quantiles, TierRuleName::Count, TierRuleName::NaturalBreaks];
        if self.ties.is_some() && !by_order.contains(&rule) {
            report(None, "ties", if self.grades { &by_order[..2] } else { &by_order });
        }
        if self.sd.is_some() && rule != TierRuleName::MeanSd {
            report(None, "sd", &[TierRuleName::MeanSd]);
        }
        let mut seen = Vec::new();
        for (place, line) in self.tiers.iter().enumerate() {
            for (key, stated, of) in line.keys() {
                if stated.written.is_some() && of != rule && !seen.contains(&key) {
                    seen.push(key);
                    report(Some(place), key, &[of]);
                }
            }
        }
        problems
    }
}
