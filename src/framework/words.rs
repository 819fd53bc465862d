//! The small values of a framework file: which figure is meant, and what something rests on.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

pub use crate::words::{Names, Text};

/// Which of the two figures of a node is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// From 0 to the scale, whatever the node's weight (得分率).
    Rate,
    /// From 0 to the node's full marks (得分).
    Points,
}

/// What a data file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// Rates, each from 0 to the scale or in the leaf's range (得分率).
    Rate,
    /// Points, each from 0 to the node's full marks (得分).
    Points,
    /// What was observed of items, and of leaves with a rule; rates of all others (观测值).
    Observations,
}

/// Whether the exact or the printed figure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The exact figure.
    Exact,
    /// The figure rounded as printed.
    Rounded,
}

/// What something rests on, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Printed in the source.
    Published,
    /// Follows from what is printed; a note says how.
    Inferred,
    /// Ours, an example.
    Illustrative,
    /// Not known.
    Unknown,
}

impl Basis {
    /// The word of the file format.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Published => "published",
            Basis::Inferred => "inferred",
            Basis::Illustrative => "illustrative",
            Basis::Unknown => "unknown",
        }
    }
}

/// What the parts of a node rest on; written as one word or per part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeBasis {
    /// Of the name.
    pub name: Option<Basis>,
    /// Of the weight.
    pub weight: Option<Basis>,
    /// Of the definition.
    pub definition: Option<Basis>,
}

impl NodeBasis {
    /// The same basis for all parts.
    pub fn all(basis: Basis) -> NodeBasis {
        NodeBasis { name: Some(basis), weight: Some(basis), definition: Some(basis) }
    }

    /// The weakest of the parts that are stated.
    pub fn weakest(&self) -> Option<Basis> {
        [self.name, self.weight, self.definition].into_iter().flatten().max()
    }
}

impl Serialize for NodeBasis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let (Some(name), true) = (self.name, self.name == self.weight && self.name == self.definition) {
            return name.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in [("name", self.name), ("weight", self.weight), ("definition", self.definition)] {
            if let Some(value) = value {
                map.serialize_entry(key, &value)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for NodeBasis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NodeBasis, D::Error> {
        struct BasisVisitor;
        impl<'de> Visitor<'de> for BasisVisitor {
            type Value = NodeBasis;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a basis, or a mapping with `name`, `weight`, `definition`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<NodeBasis, E> {
                Basis::deserialize(de::value::StrDeserializer::new(text)).map(NodeBasis::all)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NodeBasis, A::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Parts {
                    #[serde(default)]
                    name: Option<Basis>,
                    #[serde(default)]
                    weight: Option<Basis>,
                    #[serde(default)]
                    definition: Option<Basis>,
                }
                let parts = Parts::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(NodeBasis { name: parts.name, weight: parts.weight, definition: parts.definition })
            }
        }
        deserializer.deserialize_any(BasisVisitor)
    }
}
