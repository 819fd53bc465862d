//! Running the program as a user does.

#![allow(dead_code, reason = "not every test file needs all of it")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

pub type Tested = Result<(), Box<dyn std::error::Error>>;

pub const EGDI: [&str; 3] = ["score", "un-egdi-2018", "sample:un-egdi-2018"];

pub fn govscore(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_govscore"));
    command.args(args).env_clear().env("LC_ALL", "C").stdin(Stdio::null());
    command
}

pub fn run(args: &[&str]) -> Output {
    govscore(args).output().expect("the program starts")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs, asserts the exit code, gives standard output.
pub fn ok(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
    stdout(&output)
}

pub fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}
