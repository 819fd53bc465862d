//! The JSON Schema of framework files, from the shapes in [`super::file`].
//!
//! Draft 07, which every editor reads. It refuses what [`super::check`] refuses for its shape, and cannot know the
//! rest: whether siblings add up, whether a code exists. A key without a value reads as absent; where it would hold
//! a list, a mapping or one of a few words, the schema asks to leave the key out, since offering `null` at every key
//! would help nobody.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::file::FrameworkFile;
use super::words::{Basis, Names, NodeBasis, Text};

/// What a published figure can be; a test holds it to what the checks allow.
const STATISTICS: [&str; 7] = ["count", "cut", "mean", "max", "min", "rank", "value"];

impl FrameworkFile {
    /// The JSON Schema (draft 07) of framework files, with which editors complete and check them.
    ///
    /// ```
    /// let schema = govscore::FrameworkFile::schema();
    /// assert!(schema.contains("\"additionalProperties\": false"));
    /// ```
    pub fn schema() -> String {
        let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(plain));
        let schema = settings.into_generator().into_root_schema_for::<FrameworkFile>();
        format!("{:#}\n", schema.as_value())
    }
}

/// Takes away `null` and what only programs need to know; says defaults in words instead.
fn plain(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    object.remove("format");
    object.remove("default");
    if let Some(Value::Array(types)) = object.get("type") {
        if let [only, null] = types.as_slice() {
            if null == "null" {
                let only = only.clone();
                object.insert("type".to_owned(), only);
            }
        }
    }
    let null = Value::from_iter([("type", "null")]);
    let Some(Value::Array(choices)) = object.get_mut("anyOf") else { return };
    choices.retain(|choice| *choice != null);
    if let [Value::Object(only)] = choices.as_mut_slice() {
        let only = std::mem::take(only);
        object.remove("anyOf");
        // A reference stands alone in draft 07, whatever is beside it.
        if only.contains_key("$ref") && !object.is_empty() {
            object.insert("allOf".to_owned(), Value::Array(vec![Value::Object(only)]));
        } else {
            object.extend(only);
        }
    }
}

/// The one version there is.
pub(super) fn version(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": [1, "1"] })
}

/// What a published figure can be.
pub(super) fn statistic(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": STATISTICS })
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // A code may be `null` or `~`: it is the text that counts.
        json_schema!({ "type": ["string", "number", "boolean", "null"] })
    }
}

impl JsonSchema for Names {
    fn schema_name() -> Cow<'static, str> {
        "Names".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Text>();
        json_schema!({
            "description": "A text in Chinese, English or both: one text, or `{zh: …, en: …}`.",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": { "zh": text, "en": text },
                    "additionalProperties": false,
                    "minProperties": 1,
                },
            ],
        })
    }
}

impl JsonSchema for NodeBasis {
    fn schema_name() -> Cow<'static, str> {
        "NodeBasis".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let basis = generator.subschema_for::<Basis>();
        json_schema!({
            "description": "What the parts of a node rest on: one word, or one per part.",
            "anyOf": [
                basis,
                {
                    "type": "object",
                    "properties": { "name": basis, "weight": basis, "definition": basis },
                    "additionalProperties": false,
                },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::one_of;
    use crate::framework::{Checked, Indicator};

    #[test]
    fn statistics_are_those_that_the_checks_allow() {
        let yaml = FrameworkFile::new("x", "X").indicator(Indicator::new("A", "A").weight("1")).to_yaml();
        let yaml = yaml + "published: [{statistic: nothing, value: 1}]\n";
        let found = Checked::read(yaml.as_bytes(), None, &[]).diagnostics;
        assert!(found.to_string().contains(&one_of(&STATISTICS).en), "{found}");
    }

    #[test]
    fn nothing_is_left_that_only_rust_understands() {
        let schema = FrameworkFile::schema();
        for left in ["[`", "::", "```", "\"default\"", "\"format\""] {
            assert!(!schema.contains(left), "{left} in {schema}");
        }
    }
}
