//! What the program writes: files that are whole or not there, frameworks to start from, completions, manual pages.

mod common;

use std::fs::{self, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use common::{EGDI, Tested, govscore, ok, path, run, stderr, stdout};

#[test]
fn a_new_framework_passes_the_checks() -> Tested {
    for lang in ["en", "zh"] {
        let folder = tempfile::tempdir()?;
        let yaml = path(folder.path(), "my.yaml");
        assert_eq!(ok(&["new", "my-index-2026", "-o", &yaml, "--with-schema", "--lang", lang]), "");
        let text = fs::read_to_string(&yaml)?;
        assert_eq!(text, ok(&["new", "my-index-2026", "--lang", lang]));
        assert!(text.starts_with("# yaml-language-server: $schema=govscore.schema.json\n"), "{text}");
        assert!(text.contains("\nid: my-index-2026 "), "{text}");
        assert_eq!(ok(&["check", &yaml, "--format", "json"]), "[]\n");
        assert!(ok(&["tree", &yaml]).contains("my-index-2026 · edition 2026 · 2 / 4 indicators"));
        // The schema that the first line names is there, is the one that `schema` prints, and accepts the file.
        let schema = fs::read_to_string(path(folder.path(), "govscore.schema.json"))?;
        assert_eq!(schema, ok(&["schema"]));
        let schema: serde_json::Value = serde_json::from_str(&schema)?;
        let value: serde_json::Value = serde_yaml::from_str(&text)?;
        assert!(jsonschema::draft7::is_valid(&schema, &value));
        let data = path(folder.path(), "data.csv");
        fs::write(&data, "unit,A1,A2,B1,B2\nx,90,60,70,70\n")?;
        assert!(ok(&["score", &yaml, &data, "--format", "csv"]).contains("\nx,,1,"));
    }
    Ok(())
}

#[test]
fn a_new_framework_never_replaces_a_file() -> Tested {
    let folder = tempfile::tempdir()?;
    let yaml = path(folder.path(), "my.yaml");
    fs::write(&yaml, "mine")?;
    let output = run(&["new", "x", "-o", &yaml, "--with-schema"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("error[io]") && stderr(&output).contains("is there already"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_to_string(&yaml)?, "mine");
    assert_eq!(fs::read_dir(folder.path())?.count(), 1, "nothing else was written");
    // The schema beside it, neither; one that is the same is as good as written.
    let (second, third) = (path(folder.path(), "second.yaml"), path(folder.path(), "third.yaml"));
    let schema = path(folder.path(), "govscore.schema.json");
    fs::write(&schema, "mine, too")?;
    let output = run(&["new", "x", "-o", &second, "--with-schema"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("govscore.schema.json: it is there already"), "{}", stderr(&output));
    assert_eq!((fs::read_to_string(&schema)?, fs::metadata(&second).is_err()), ("mine, too".to_owned(), true));
    fs::remove_file(&schema)?;
    ok(&["new", "x", "-o", &second, "--with-schema"]);
    ok(&["new", "x", "-o", &third, "--with-schema"]);
    assert_eq!(fs::read_to_string(&schema)?, ok(&["schema"]));
    let output = run(&["new", "a: b", "--lang", "zh"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    assert!(stderr(&output).contains("代号以字母、汉字或数字开头"), "{}", stderr(&output));
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_link_is_kept_and_its_file_replaced() -> Tested {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir()?;
    let (file, link) = (path(folder.path(), "file.csv"), path(folder.path(), "link.csv"));
    fs::write(&file, "old")?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640))?;
    symlink(&file, &link)?;
    ok(&["tree", "bluebook-2019", "-o", &link]);
    assert!(fs::symlink_metadata(&link)?.is_symlink());
    assert!(fs::read_to_string(&file)?.starts_with("\u{feff}code,parent,"));
    assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o640);
    // A link that leads nowhere is something that is there.
    let nowhere = path(folder.path(), "nowhere.yaml");
    symlink(path(folder.path(), "gone.yaml"), &nowhere)?;
    assert_eq!(run(&["new", "x", "-o", &nowhere]).status.code(), Some(1));
    // A result goes to where it leads.
    let (first, second) = (path(folder.path(), "first.csv"), path(folder.path(), "second.csv"));
    symlink("second.csv", &first)?;
    symlink(path(folder.path(), "made.csv"), &second)?;
    ok(&["tree", "bluebook-2019", "-o", &first]);
    assert!(fs::symlink_metadata(&first)?.is_symlink() && fs::symlink_metadata(&second)?.is_symlink());
    assert_eq!(fs::read(path(folder.path(), "made.csv"))?, fs::read(&file)?);
    // Into no folder that is not there, and not in circles.
    let (away, circle) = (path(folder.path(), "away.csv"), path(folder.path(), "circle.csv"));
    symlink("no-such-folder/x.csv", &away)?;
    symlink("circle.csv", &circle)?;
    for (link, why) in [(&away, "no-such-folder does not exist"), (&circle, "cannot write")] {
        let output = run(&["tree", "bluebook-2019", "-o", link]);
        assert_eq!(output.status.code(), Some(1), "{link}");
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
        assert!(fs::symlink_metadata(link)?.is_symlink());
    }
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_that_is_said() -> Tested {
    let to_full = |args: &[&str]| -> Result<_, Box<dyn std::error::Error>> {
        let full = OpenOptions::new().write(true).open("/dev/full")?;
        Ok(govscore(args).stdout(full).stderr(Stdio::piped()).output()?)
    };
    for args in [&EGDI[..], &["tree", "bluebook-2019"], &["schema"], &["--help"], &["check", "bluebook-2019"]] {
        let output = to_full(args)?;
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(stderr(&output).contains("standard output: cannot write: the disk is full"), "{}", stderr(&output));
    }
    let output = run(&[&EGDI[..], &["--format", "csv", "-o", "/dev/full", "--lang", "zh"]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("/dev/full：无法写入：磁盘空间不足"), "{}", stderr(&output));
    Ok(())
}

/// A device is written to, not replaced.
#[cfg(unix)]
#[test]
fn a_device_stays_a_device() {
    assert_eq!(ok(&["tree", "bluebook-2019", "--format", "csv", "-o", "/dev/null"]), "");
    assert!(!fs::metadata("/dev/null").expect("a device").is_file());
}

/// A file that cannot be written leaves what stood there, and no temporary file.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_grows_too_large_leaves_the_old_one() -> Tested {
    let folder = tempfile::tempdir()?;
    let out = path(folder.path(), "scores.json");
    fs::write(&out, "old")?;
    // The shell's limit on file sizes stands in for a disk that fills up while the file is written.
    let script = format!(
        "trap '' XFSZ; ulimit -f 1; '{}' score un-egdi-2018 sample:un-egdi-2018 -o '{out}'",
        env!("CARGO_BIN_EXE_govscore")
    );
    let output = std::process::Command::new("sh").args(["-c", &script]).env("LC_ALL", "C").output()?;
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("cannot write"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&out)?, "old");
    assert_eq!(fs::read_dir(folder.path())?.count(), 1);
    Ok(())
}

#[test]
fn a_reader_that_leaves_early_is_no_error() -> Tested {
    let folder = tempfile::tempdir()?;
    let out = path(folder.path(), "out");
    let completions = ["completions", "zsh"];
    for args in [&["demo", "--out", &out][..], &["schema"], &completions, &["man"], &["new", "x"]] {
        let mut child = govscore(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().ok_or("no stderr")?.read_to_string(&mut said)?;
        assert_eq!((child.wait()?.code(), said), (Some(0), String::new()), "{args:?}");
    }
    assert!(fs::read_dir(&out)?.count() > 20, "what goes to files is written all the same");
    Ok(())
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = ok(&["completions", shell]);
        for word in ["frameworks", "explain", "completions", "with-schema", "roster"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert!(ok(&["completions", "fish", "--lang", "zh"]).contains("列出内置的指标体系"));
}

#[test]
fn completions_are_scripts_that_bash_reads() -> Tested {
    let folder = tempfile::tempdir()?;
    let script = path(folder.path(), "govscore.bash");
    ok(&["completions", "bash", "-o", &script]);
    let Ok(output) = std::process::Command::new("bash").args(["-n", &script]).output() else { return Ok(()) };
    assert!(output.status.success(), "{}", stderr(&output));
    Ok(())
}

#[test]
fn manual_pages_say_what_the_help_says() {
    let page = ok(&["man"]);
    assert!(page.contains(".TH govscore 1") && page.contains("govscore \\- evaluation schemes as data"), "{page}");
    for command in ["frameworks", "tree", "check", "score", "explain", "demo", "new", "schema", "completions", "man"] {
        assert!(page.contains(&format!("govscore\\-{command}(1)")), "{command}: {page}");
        let page = ok(&["man", command]);
        assert!(page.contains(".SH SYNOPSIS") && page.contains("Exit codes: 0 done"), "{page}");
    }
    let zh = ok(&["man", "score", "--lang", "zh"]);
    assert!(zh.contains("计分：总分、名次、类型") && zh.contains("退出码：0 完成"), "{zh}");
    assert!(ok(&["--help"]).contains("completions") && ok(&["--help"]).contains("man "));
}

#[test]
fn a_hyphen_is_standard_output() -> Tested {
    // `-` is standard output.
    assert_eq!(ok(&["schema", "-o", "-"]), ok(&["schema"]));
    assert!(!Path::new("-").exists());
    Ok(())
}

#[test]
fn an_input_is_never_overwritten() -> Tested {
    let folder = tempfile::tempdir()?;
    let file = |name: &str| path(folder.path(), name);
    let (yaml, data, roster) = (file("x.yaml"), file("data.csv"), file("roster.csv"));
    let texts = [
        "govscore: 1\nid: x\ntitle: X\nroster: roster.csv\nindicators: [{code: A, weight: 1}, {code: B, weight: 0}]\n",
        "unit,A,B\nu,1,2\n",
        "code,name\nu,U\n",
    ];
    for (file, text) in [&yaml, &data, &roster].iter().zip(texts) {
        fs::write(file, text)?;
    }
    ok(&["score", &yaml, &data, "-o", &file("out.csv")]);
    let mut targets = vec![yaml.clone(), data.clone(), roster.clone(), file("./data.csv")];
    #[cfg(unix)]
    for (name, of) in [("soft.csv", &data), ("soft.yaml", &yaml)] {
        std::os::unix::fs::symlink(of, file(name))?;
        targets.push(file(name));
    }
    fs::hard_link(&roster, file("hard.csv"))?;
    if cfg!(unix) {
        targets.push(file("hard.csv"));
    }
    let refused = |args: &[&str]| {
        let output = run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("is an input of the same run"), "{args:?}: {}", stderr(&output));
    };
    for target in &targets {
        refused(&["score", &yaml, &data, "--format", "csv", "-o", target]);
        refused(&["explain", &yaml, &data, "-u", "u", "--format", "text", "-o", target]);
        refused(&["check", &yaml, &data, "--format", "json", "-o", target]);
    }
    refused(&["tree", &yaml, "--format", "text", "-o", &yaml]);
    refused(&["score", "un-egdi-2018", "sample:un-egdi-2018", "--roster", &roster, "--format", "csv", "-o", &roster]);
    // Data that are not reached, since the framework has errors, are an input all the same.
    fs::write(&yaml, "broken")?;
    refused(&["check", &yaml, &data, "--format", "json", "-o", &data]);
    assert_eq!(fs::read_to_string(&yaml)?, "broken");
    assert_eq!([fs::read_to_string(&data)?, fs::read_to_string(&roster)?], texts[1..]);
    Ok(())
}
