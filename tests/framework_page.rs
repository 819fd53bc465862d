//! The page on the framework file names every key that there is, and none that there is not.

#![cfg(feature = "schema")]

use std::collections::BTreeSet;

use govscore::FrameworkFile;
use serde_json::Value;

const PAGE: &str = include_str!("../docs/framework.md");

/// Each shape of the schema: under which heading of the page its keys stand, and what is in front of them there.
const SHAPES: [(&str, &str, &str); 25] = [
    ("Source", "The file", "source."),
    ("Period", "The file", "collected."),
    ("LevelFile", "The file", "levels."),
    ("TotalFile", "The file", "total."),
    ("MethodFile", "`method`", ""),
    ("CoverageFile", "`method`", "coverage."),
    ("RoundingFile", "`method`", "rounding."),
    ("RankFile", "`method`", "rank."),
    ("Indicator", "`indicators`", ""),
    ("NodeBasis", "`indicators`", "basis."),
    ("BonusFile", "Roles and pass marks", "bonus."),
    ("DeductionFile", "Roles and pass marks", "deduction."),
    ("VetoFile", "Roles and pass marks", "veto."),
    ("PassFile", "Roles and pass marks", "pass."),
    ("ItemFile", "`items`", ""),
    ("AppliesFile", "`items`", "applies."),
    ("RuleFile", "`rule`", ""),
    ("LevelShare", "`rule`", "levels."),
    ("StepFile", "`rule`", "steps."),
    ("TiersFile", "`tiers`", ""),
    ("TierFile", "`tiers`", "tiers."),
    ("GradesFile", "`tiers`", "grades."),
    ("GradeFile", "`tiers`", "grades.grades."),
    ("TopicFile", "`topics`", ""),
    ("PublishedFigure", "`published`", ""),
];

/// Heading and key.
type Keys = BTreeSet<(String, String)>;

/// The keys of a shape: of a mapping, or of the mapping that may stand for a word.
fn keys(shape: &Value) -> Vec<String> {
    let mapping = |shape: &Value| shape["properties"].as_object().map(|keys| keys.keys().cloned().collect::<Vec<_>>());
    let choices = shape["anyOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    mapping(shape).or_else(|| choices.iter().find_map(mapping)).unwrap_or_default()
}

fn keys_of_the_page() -> Keys {
    let mut heading = "";
    let mut found = Keys::new();
    for line in PAGE.lines() {
        heading = line.strip_prefix("## ").unwrap_or(heading);
        let Some(first) = line.strip_prefix("| ").and_then(|row| row.split(" | ").next()) else { continue };
        for key in first.split('`').skip(1).step_by(2) {
            assert!(found.insert((heading.to_owned(), key.to_owned())), "{heading}: {key} stands twice");
        }
    }
    found
}

#[test]
fn the_page_has_every_key_and_no_other() -> Result<(), serde_json::Error> {
    let schema: Value = serde_json::from_str(&FrameworkFile::schema())?;
    let mut expected: Keys = keys(&schema).into_iter().map(|key| ("The file".to_owned(), key)).collect();
    for (shape, heading, before) in SHAPES {
        let keys = keys(&schema["definitions"][shape]);
        assert!(!keys.is_empty(), "{shape}");
        expected.extend(keys.into_iter().map(|key| (heading.to_owned(), format!("{before}{key}"))));
    }
    let page = keys_of_the_page();
    assert_eq!(expected.difference(&page).collect::<Vec<_>>(), Vec::<&(String, String)>::new(), "not on the page");
    assert_eq!(page.difference(&expected).collect::<Vec<_>>(), Vec::<&(String, String)>::new(), "not in the schema");
    Ok(())
}

/// A shape that is new has to be told somewhere. Names are told in the page's first lines.
#[test]
fn no_shape_is_forgotten() -> Result<(), serde_json::Error> {
    let schema: Value = serde_json::from_str(&FrameworkFile::schema())?;
    let definitions = schema["definitions"].as_object().into_iter().flatten();
    let mappings = definitions.filter(|(_, shape)| !keys(shape).is_empty()).map(|(name, _)| name);
    for name in mappings.filter(|name| *name != "Names") {
        assert!(SHAPES.iter().any(|(known, _, _)| known == name), "{name}");
    }
    Ok(())
}
