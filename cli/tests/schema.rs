//! The JSON Schema says yes to every good framework file and no to those whose shape is wrong.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use govscore::{Checked, FrameworkFile};
use jsonschema::Validator;
use serde_json::Value;

type Tested = Result<(), Box<dyn Error>>;

fn validator() -> Result<Validator, Box<dyn Error>> {
    Ok(jsonschema::draft7::new(&serde_json::from_str(&FrameworkFile::schema())?)?)
}

fn yaml_files(folder: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    Ok(files)
}

/// What the schema says against a document: nothing, or the first thing.
fn objection(validator: &Validator, yaml: &str) -> Option<String> {
    let value: Value = match serde_yaml::from_str(yaml) {
        Ok(value) => value,
        Err(error) => return Some(error.to_string()),
    };
    validator.iter_errors(&value).next().map(|error| format!("{}: {error}", error.instance_path()))
}

#[test]
fn the_schema_is_one() -> Tested {
    let schema: Value = serde_json::from_str(&FrameworkFile::schema())?;
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(schema["required"], serde_json::json!(["govscore", "id", "title", "indicators"]));
    // What an editor shows at a key.
    assert_eq!(schema["properties"]["edition"]["description"], "The edition, usually a year.");
    assert_eq!(schema["definitions"]["Missing"]["oneOf"][2]["const"], "rescale-node");
    Ok(())
}

#[test]
fn every_framework_that_is_shipped_and_every_good_file_passes() -> Tested {
    let validator = validator()?;
    let files = [yaml_files("indicators")?, yaml_files("tests/good")?].concat();
    assert!(files.len() > 20, "{files:?}");
    for file in files {
        assert_eq!(objection(&validator, &fs::read_to_string(&file)?), None, "{}", file.display());
    }
    for id in govscore::Framework::builtin_ids() {
        assert_eq!(objection(&validator, govscore::Framework::builtin_yaml(id)?), None, "{id}");
    }
    Ok(())
}

#[test]
fn a_wrong_shape_fails() -> Tested {
    let validator = validator()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bad/framework");
    for name in [
        "method-unknown",
        "missing-code",
        "missing-keys",
        "missing-keys-deep",
        "published-unknown",
        "tier-rule-unknown",
        "unknown-key",
        "unknown-key-elsewhere",
        "unknown-key-in-names",
        "unknown-version",
        "weights-notation-unknown",
        "wrong-type",
        "wrong-type-number-of-places",
        "wrong-type-root",
    ] {
        let yaml = fs::read_to_string(folder.join(format!("{name}.yaml")))?;
        assert!(objection(&validator, &yaml).is_some(), "{name}");
    }
    Ok(())
}

/// The schema never refuses what the checks accept.
#[test]
fn what_the_schema_refuses_the_checks_refuse() -> Tested {
    let validator = validator()?;
    let mut refused = 0;
    for file in yaml_files("tests/bad/framework")? {
        let bytes = fs::read(&file)?;
        let Ok(yaml) = std::str::from_utf8(&bytes) else { continue };
        if objection(&validator, yaml).is_some() {
            refused += 1;
            let found = Checked::read(&bytes, None, &[]).diagnostics;
            assert!(found.has_errors(), "{}", file.display());
        }
    }
    assert!(refused > 15, "{refused}");
    Ok(())
}

#[test]
fn scalars_may_be_written_as_people_write_them() -> Tested {
    let validator = validator()?;
    let head = "govscore: 1\nid: x\ntitle: X\n";
    for (rest, fine) in [
        ("indicators: [{code: A, weight: 0.5}, {code: 1.10, weight: 1/2}]", true),
        ("indicators: [{code: NO, weight: 40%}, {code: true, weight: \"60%\"}]", true),
        ("edition: 2019\nscale: 1\nindicators: []", true),
        ("indicators: [{code: A, basis: inferred, note: {zh: 甲}}, {code: B, basis: {weight: unknown}}]", true),
        ("indicators: [{code: A, basis: guessed}]", false),
        ("indicators: [{code: A, name: {}}]", false),
        ("indicators: [{code: [A]}]", false),
        ("indicators: [{code: A, range: [0, 1, 2]}]", false),
        ("method: {rounding: {places: -1}}\nindicators: []", false),
        ("method: {missing: rescale_node}\nindicators: []", false),
        ("partial: \"yes\"\nindicators: []", false),
    ] {
        let said = objection(&validator, &format!("{head}{rest}\n"));
        assert_eq!(said.is_none(), fine, "{rest}: {said:?}");
    }
    Ok(())
}
