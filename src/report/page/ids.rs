//! What links go to: once in a page, whatever a document calls its parts.

use std::collections::BTreeSet;

/// Letters of an id, without its number.
const LONGEST: usize = 60;

/// The ids of a page so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// `wanted` in ASCII letters, digits and hyphens, with a number behind it where it is taken already.
    ///
    /// Other letters would be written as addresses are, which makes names in a PDF too long. What a page needs beside an
    /// id has a `_` in it, so that the two never meet.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let plain = wanted.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        let plain: String = plain.collect::<Vec<_>>().join("-").chars().take(LONGEST).collect();
        let plain = if plain.is_empty() { "part".to_owned() } else { plain };
        let mut id = plain.clone();
        let mut number = 2;
        while !self.taken.insert(id.clone()) {
            id = format!("{plain}-{number}");
            number += 1;
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_given_once() {
        let mut ids = Ids::default();
        let given: Vec<String> =
            ["a", "a", "a-2", "", "unit \"甲", "a", "甲"].into_iter().map(|wanted| ids.take(wanted)).collect();
        assert_eq!(given, ["a", "a-2", "a-2-2", "part", "unit", "a-3", "part-2"]);
    }
}
