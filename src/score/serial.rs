//! Scores as data: exact figures as texts.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::scores::{Scores, UnitScore};
use crate::number::Ratio;

impl Serialize for Scores {
    /// Framework, edition, whether the data are synthetic, and the units in the order of the data.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let units: Vec<UnitScore<'_>> = self.iter().collect();
        let mut map = serializer.serialize_struct("Scores", 4)?;
        map.serialize_field("framework", self.framework().id())?;
        map.serialize_field("edition", &self.framework().edition())?;
        map.serialize_field("synthetic", &self.dataset().is_synthetic())?;
        map.serialize_field("units", &units)?;
        map.end()
    }
}

impl Serialize for UnitScore<'_> {
    /// The unit, rank, codes of tier and grade (the latter where the framework has grades), exact total, and the exact rate of every node below it by code.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("UnitScore", 6 + usize::from(self.framework().has_grades()))?;
        map.serialize_field("unit", &self.unit().id)?;
        map.serialize_field("name", &self.unit().name)?;
        map.serialize_field("rank", &self.rank())?;
        map.serialize_field("tier", &self.tier().map(|tier| tier.code.as_str()))?;
        if self.framework().has_grades() {
            map.serialize_field("grade", &self.grade().map(|grade| grade.code.as_str()))?;
        }
        map.serialize_field("total", &self.total())?;
        map.serialize_field("rates", &Rates(*self))?;
        map.end()
    }
}

struct Rates<'s>(UnitScore<'s>);

impl Serialize for Rates<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let nodes = self.0.framework().nodes().iter().skip(1);
        serializer.collect_map(nodes.map(|node| (node.code.as_str(), self.0.rate(node.id) as Option<Ratio>)))
    }
}
