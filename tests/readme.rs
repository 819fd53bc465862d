//! What is there in both languages says the same: same headings by level, same commands and programs, tables of the same
//! size.

const ENGLISH: &str = include_str!("../README.md");
const CHINESE: &str = include_str!("../README.zh-CN.md");

/// A page of `docs/`: its name, in English, in Chinese.
macro_rules! page {
    ($name:literal) => {
        ($name, include_str!(concat!("../docs/", $name, ".md")), include_str!(concat!("../docs/", $name, ".zh-CN.md")))
    };
}

const PAGES: [(&str, &str, &str); 7] = [
    page!("editions"),
    page!("framework"),
    page!("gap"),
    page!("report"),
    page!("rules"),
    page!("tiers"),
    page!("verify"),
];

/// What must be equal in both: the levels of the headings in order.
fn headings(text: &str) -> Vec<usize> {
    let mut in_code = false;
    let mut levels = Vec::new();
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        if line.starts_with('#') && !in_code {
            levels.push(line.bytes().take_while(|byte| *byte == b'#').count());
        }
    }
    levels
}

/// The fenced blocks in order, each with its language; comments are left out, since they are translated.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(language), None) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some((language, body))) => {
                let comment =
                    line.starts_with("// ").then_some(0).or_else(|| line.find(" # ")).or_else(|| line.find(" // "));
                let code = comment.map_or(line, |at| &line[..at]).trim_end();
                open = Some((language, format!("{body}{code}\n")));
            }
            (None, None) => {}
        }
    }
    blocks
}

/// How many rows and columns each table has, and what stands in code in its first column.
fn tables(text: &str) -> Vec<(usize, Vec<String>)> {
    text.lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let code = cells[0].split('`').skip(1).step_by(2).map(str::to_owned).collect();
            (cells.len(), code)
        })
        .collect()
}

#[test]
fn headings_are_equal() {
    assert_eq!(headings(ENGLISH), headings(CHINESE));
}

#[test]
fn commands_and_programs_are_equal() {
    let (english, chinese) = (blocks(ENGLISH), blocks(CHINESE));
    let languages = |blocks: &[(String, String)]| blocks.iter().map(|(l, _)| l.clone()).collect::<Vec<_>>();
    assert_eq!(languages(&english), languages(&chinese));
    for (ours, theirs) in english.iter().zip(&chinese).filter(|((language, _), _)| language != "text") {
        assert_eq!(ours.1, theirs.1);
    }
}

#[test]
fn tables_are_equal() {
    assert_eq!(tables(ENGLISH), tables(CHINESE));
}

/// 铜川市's total is not the sum of its printed parts, so it is no figure that is reproduced from them.
#[test]
fn what_does_not_add_up_is_not_claimed() {
    for text in [ENGLISH, CHINESE] {
        let row = text.lines().find(|line| line.starts_with("| `bluebook-2019` |")).expect("a row");
        assert!(row.contains("73.74") && row.contains("73.73"), "{row}");
    }
}

#[test]
fn pages_are_equal_and_linked() {
    for (name, english, chinese) in PAGES {
        assert_eq!(headings(english), headings(chinese), "{name}");
        assert_eq!(tables(english), tables(chinese), "{name}");
        assert_eq!(blocks(english), blocks(chinese), "{name}");
        let (here, there) = (format!("]({name}.md)"), format!("]({name}.zh-CN.md)"));
        let third = |text: &str| text.lines().nth(2).map(str::to_owned).unwrap_or_default();
        assert!(third(english).ends_with(&there) && third(chinese).ends_with(&here), "{name}");
        assert!(ENGLISH.contains(&format!("](docs/{name}.md)")), "{name}");
        assert!(CHINESE.contains(&format!("](docs/{name}.zh-CN.md)")), "{name}");
    }
}

#[test]
fn comments_may_be_translated_and_nothing_else() {
    let block = |line: &str| blocks(&format!("```rust\n{line}\n```\n"));
    assert_eq!(block("let a = 1; // one"), block("let a = 1; // 一"));
    assert_eq!(block("// one"), block("// 一"));
    assert_eq!(block("a: 1   # one"), block("a: 1   # 一"));
    assert_ne!(block("let a = 1;"), block("let a = 2;"));
    assert_ne!(block("# Ok::<(), A>(())"), block("# Ok::<(), B>(())"));
}
