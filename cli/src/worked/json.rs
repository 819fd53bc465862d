//! A worked calculation as JSON.

use govscore::{Covered, Explanation, ExtraWork, Origin, Ratio, Step, Term};
use serde::Serialize;

use super::Worked;
use crate::figures::{Both, Ordered, json, mode_name};
use crate::observed::ItemJson;
use crate::types::TierJson;

impl Worked<'_> {
    /// The calculation as JSON, every figure exact.
    pub(super) fn json(&self) -> String {
        let rounding = self.framework.rounding();
        json(&WorkedJson {
            framework: self.framework.id(),
            data: self.file,
            synthetic: self.banner.is_synthetic(),
            illustrative: self.banner.is_illustrative(),
            weights_set: self.banner.weights_set(),
            scale: self.framework.scale().to_string(),
            ranked: self.ranked(),
            rounding: RoundingJson { places: rounding.places, mode: mode_name(rounding.mode) },
            printed_total: self.explanation.total.as_ref().map(|total| self.places.text(total)),
            explanation: self.explanation_json(),
        })
    }

    fn explanation_json(&self) -> ExplanationJson<'_> {
        let Explanation { unit, rank, tier, total, steps, .. } = self.explanation;
        let has_grades = self.framework.has_grades();
        let tier = tier.as_ref().and_then(|code| self.framework.tiers().iter().find(|tier| tier.code == *code));
        ExplanationJson {
            unit: UnitJson { id: &unit.id, name: unit.name.as_ref().map(Both::from) },
            rank: *rank,
            tier: tier.map(TierJson::from),
            grade: has_grades.then(|| self.grade().map(TierJson::from)),
            total: total.as_ref(),
            steps: steps.iter().map(StepJson::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct WorkedJson<'w> {
    framework: &'w str,
    data: &'w str,
    synthetic: bool,
    illustrative: bool,
    /// Weights of the caller's own, by code.
    weights_set: Ordered<'w, &'w str>,
    scale: String,
    ranked: usize,
    rounding: RoundingJson,
    printed_total: Option<String>,
    explanation: ExplanationJson<'w>,
}

/// An explanation with every name as an object of both languages.
#[derive(Serialize)]
struct ExplanationJson<'w> {
    unit: UnitJson<'w>,
    rank: Option<u32>,
    tier: Option<TierJson<'w>>,
    /// Where the framework has grades.
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Option<TierJson<'w>>>,
    total: Option<&'w Ratio>,
    steps: Vec<StepJson<'w>>,
}

#[derive(Serialize)]
struct UnitJson<'w> {
    id: &'w str,
    name: Option<Both<'w>>,
}

#[derive(Serialize)]
struct StepJson<'w> {
    code: &'w str,
    name: Both<'w>,
    level: usize,
    share: &'w Ratio,
    effective: &'w Ratio,
    full_marks: &'w Ratio,
    rate: Option<&'w Ratio>,
    points: Option<&'w Ratio>,
    origin: &'w Origin,
    terms: &'w [Term],
    weight_used: &'w Ratio,
    unrounded: Option<&'w Ratio>,
    items: Vec<ItemJson<'w>>,
    violated: bool,
    base: Option<&'w Ratio>,
    extras: &'w [ExtraWork],
    decided_by: &'w [String],
    before: Option<&'w Ratio>,
    coverage: &'w Covered,
}

impl<'w> From<&'w Step> for StepJson<'w> {
    fn from(step: &'w Step) -> StepJson<'w> {
        StepJson {
            code: &step.code,
            name: (&step.name).into(),
            level: step.level,
            share: &step.share,
            effective: &step.effective,
            full_marks: &step.full_marks,
            rate: step.rate.as_ref(),
            points: step.points.as_ref(),
            origin: &step.origin,
            terms: &step.terms,
            weight_used: &step.weight_used,
            unrounded: step.unrounded.as_ref(),
            items: step.items.iter().map(ItemJson::from).collect(),
            violated: step.violated,
            base: step.base.as_ref(),
            extras: &step.extras,
            decided_by: &step.decided_by,
            before: step.before.as_ref(),
            coverage: &step.coverage,
        }
    }
}

#[derive(Serialize)]
struct RoundingJson {
    places: u32,
    mode: &'static str,
}
