//! What sheets may be called: 31 characters, none that a reference to a cell needs, no two the same.

use crate::workbook::clip;

/// Excel's own limit, in units of UTF-16.
const LONGEST: usize = 31;

/// A name for each sheet beside the first: cleaned, cut, and numbered where it is there already.
pub(super) fn unique<'n>(first: &str, wanted: impl Iterator<Item = &'n str>) -> Vec<String> {
    // Excel keeps `History` for itself.
    let mut taken = vec![first.to_lowercase(), "history".to_owned()];
    let mut names = Vec::new();
    for wanted in wanted {
        let clean = clean(wanted);
        let numbered = |number: usize| match number {
            1 => clip(&clean, LONGEST),
            _ => {
                let number = format!(" ({number})");
                clip(&clean, LONGEST - number.len()) + &number
            }
        };
        // One of the numbers up to how many are taken, and one more, is free.
        let mut name = (1..).map(numbered).find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
        // A quote at the end would close the reference; what was cut may end with one again.
        if name.ends_with('\'') {
            name.pop();
            name.push('…');
        }
        taken.push(name.to_lowercase());
        names.push(name);
    }
    names
}

/// The name without what Excel refuses in it.
fn clean(name: &str) -> String {
    let allowed = |character: char| match character {
        '[' => '(',
        ']' => ')',
        ':' | '*' | '?' | '/' | '\\' => '-',
        control if control.is_control() => ' ',
        character => character,
    };
    let clean: String = name.chars().map(allowed).collect();
    match clean.trim_matches(|character: char| character == '\'' || character.is_whitespace()) {
        "" => "-".to_owned(),
        clean => clean.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_such_as_excel_takes() {
        let long = "长".repeat(40);
        let wanted = ["排名", "A/B: [x]*?\\", "说明", "'quoted'", "", "HISTORY", "history", "排名", &long, &long];
        let names = unique("说明", wanted.into_iter());
        let cut = "长".repeat(30) + "…";
        let again = "长".repeat(26) + "… (2)";
        let expected =
            ["排名", "A-B- (x)---", "说明 (2)", "quoted", "-", "HISTORY (2)", "history (3)", "排名 (2)", &cut, &again];
        assert_eq!(names, expected);
        assert!(names.iter().all(|name| name.encode_utf16().count() <= 31));
    }
}
