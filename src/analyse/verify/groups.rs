//! Groups of units that a framework's figures speak of, among the rows of the table.

use super::super::headings::Holds;
use super::Run;
use crate::data::loose;
use crate::framework::Names;

impl Run<'_> {
    /// The rows of a group: those that the column of lists says are of it, or else the only other column that does;
    /// nothing where none does, or several.
    ///
    /// A group is known by its name in either language, as a singular or a plural: `key-city` is of `Key cities`.
    pub(super) fn rows_of_group(&self, group: &Names) -> Option<Vec<usize>> {
        let names: Vec<String> = group.each().map(plain).filter(|name| !name.is_empty()).collect();
        let inside = |at: usize| -> Vec<usize> {
            let rows = (0..self.table.rows.len()).filter(|&row| !self.table.rows[row].summary);
            rows.filter(|&row| names.contains(&plain(self.table.text(row, at)))).collect()
        };
        if let Some(rows) = self.table.position(Holds::Group).map(inside).filter(|rows| !rows.is_empty()) {
            return Some(rows);
        }
        let free = (0..self.table.holds.len()).filter(|&at| self.table.holds[at].is_none());
        let mut found = free.map(inside).filter(|rows| !rows.is_empty());
        found.next().filter(|_| found.next().is_none())
    }
}

/// Letters and digits alone, English words in the singular.
fn plain(text: &str) -> String {
    let singular = |word: &str| match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    };
    let lower = text.to_lowercase();
    loose(&lower.split(|c: char| !c.is_alphanumeric()).map(singular).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_known_in_singular_and_plural_and_by_nothing_less() {
        for (one, other, same) in [
            ("key-city", "Key cities", true),
            ("province", "Provinces", true),
            ("重点城市", " 重点城市", true),
            ("东", "东北", false),
            ("North", "Northeast", false),
        ] {
            assert_eq!(plain(one) == plain(other), same, "{one} {other}");
        }
    }
}
