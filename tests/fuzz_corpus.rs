//! Replays the fuzzing corpora with an ordinary compiler.

#[path = "../fuzz/probe.rs"]
mod probe;

use std::path::Path;

fn replay(target: &str, probe: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).expect("the corpus") {
        let path = entry.expect("an entry").path();
        // The name is printed with a failure, since the harness shows what a failing test wrote.
        println!("{}", path.display());
        probe(&std::fs::read(&path).expect("a file of the corpus"));
        count += 1;
    }
    assert!(count >= 50, "only {count} inputs in {}", folder.display());
}

#[test]
fn frameworks() {
    replay("framework", probe::framework);
}

#[test]
fn data() {
    replay("data", probe::data);
}

#[test]
fn scores() {
    replay("scores", probe::scores);
}
