//! Scores as rows of CSV, written as bytes: a million of them take about as long as reading them.

use govscore::{Figure, Framework, Lang, NodeId, Printed, Ratio, Role, Rounding, Scores, UnitScore};

use crate::figures::Places;

/// Which columns the rows have, and how their figures are printed.
pub struct CsvRows<'f> {
    /// The framework, for its codes.
    pub framework: &'f Framework,
    /// The nodes below the total.
    pub nodes: Vec<NodeId>,
    /// Points or rates.
    pub figure: Figure,
    /// With how many digits.
    pub places: Places,
    /// Ranks inside groups: what the groups are, and the rank of each row.
    pub within: &'f [(String, Ranks)],
    /// Whether each node comes with its coverage.
    pub coverage: bool,
    /// The language of names.
    pub lang: Lang,
}

/// The rank by the total.
#[derive(Clone, Copy)]
pub enum Rank {
    /// It is in the scores.
    Known,
    /// It is not known yet, and this byte stands in its place.
    Waits(u8),
}

/// The ranks of one node, by the row of the data.
pub type Ranks = Vec<Option<u32>>;

impl CsvRows<'_> {
    /// The heading, with the ranks of so many nodes.
    pub fn heading(&self, ranks: usize) -> Vec<u8> {
        let codes = || self.nodes.iter().map(|node| self.framework.node(*node).code.as_str());
        let mut text = b"unit,name,rank,tier,total".to_vec();
        for code in codes() {
            text.push(b',');
            cell(code, &mut text);
        }
        for code in codes().take(ranks) {
            text.push(b',');
            cell(&format!("rank:{code}"), &mut text);
        }
        text.extend_from_slice(b",data");
        if self.framework.has_grades() {
            text.extend_from_slice(b",grade");
        }
        for (group, _) in self.within {
            text.push(b',');
            cell(&format!("rank-in:{group}"), &mut text);
        }
        if decides(self.framework) {
            text.extend_from_slice(b",veto:by");
        }
        if self.coverage {
            text.extend_from_slice(b",coverage:total");
            for code in codes() {
                text.push(b',');
                cell(&format!("coverage:{code}"), &mut text);
            }
        }
        text.push(b'\n');
        text
    }

    /// The rows of these units.
    pub fn rows<'s>(
        &self,
        scores: &'s Scores,
        units: impl Iterator<Item = UnitScore<'s>>,
        own: Rank,
        ranks: &[Ranks],
        text: &mut Vec<u8>,
    ) {
        let (grades, decides) = (self.framework.has_grades(), decides(self.framework));
        let data = if scores.dataset().is_synthetic() { "synthetic" } else { "" };
        let printed: Vec<Option<Printed<'_>>> = std::iter::once(NodeId::TOTAL)
            .chain(self.nodes.iter().copied())
            .map(|node| match self.places {
                Places::Fixed(rounding) => Some(scores.printed(node, self.figure, rounding)),
                Places::Exact => None,
            })
            .collect();
        for unit in units {
            cell(&unit.unit().id, text);
            text.push(b',');
            cell(unit.unit().name.as_ref().map_or("", |name| name.get(self.lang)), text);
            text.push(b',');
            match own {
                Rank::Known => rank(unit.rank(), text),
                Rank::Waits(mark) => text.push(mark),
            }
            text.push(b',');
            cell(unit.tier().map_or("", |tier| tier.name.get(self.lang)), text);
            let nodes = std::iter::once(&NodeId::TOTAL).chain(&self.nodes);
            for (node, printed) in nodes.zip(&printed) {
                text.push(b',');
                match printed {
                    Some(printed) => printed.write(unit.row(), text),
                    None => text.extend_from_slice(self.places.maybe(unit.figure(*node, self.figure)).as_bytes()),
                }
            }
            for ranks in ranks {
                text.push(b',');
                rank(ranks.get(unit.row()).copied().flatten(), text);
            }
            text.push(b',');
            text.extend_from_slice(data.as_bytes());
            if grades {
                text.push(b',');
                cell(unit.grade().map_or("", |grade| grade.name.get(self.lang)), text);
            }
            for (_, ranks) in self.within {
                text.push(b',');
                rank(ranks.get(unit.row()).copied().flatten(), text);
            }
            if decides {
                text.push(b',');
                cell(&decided_by(unit, self.framework).join(";"), text);
            }
            if self.coverage {
                let covered = scores.coverage(unit.row()).unwrap_or_default();
                for node in std::iter::once(&NodeId::TOTAL).chain(&self.nodes) {
                    text.push(b',');
                    let part = covered.get(node.index()).map(|covered| coverage_text(&covered.weight, self.places));
                    text.extend_from_slice(part.unwrap_or_default().as_bytes());
                }
            }
            text.push(b'\n');
        }
    }
}

/// Whether vetoes or pass marks may decide something.
pub fn decides(framework: &Framework) -> bool {
    framework.nodes().iter().any(|node| node.pass.is_some() || matches!(node.role, Role::Veto(_)))
}

/// The codes of the vetoes that hold for a unit, and of the nodes below their pass marks.
pub fn decided_by<'f>(unit: UnitScore<'_>, framework: &'f Framework) -> Vec<&'f str> {
    let causes = unit.verdict().map(|verdict| verdict.causes.as_slice()).unwrap_or_default();
    causes.iter().map(|id| framework.node(*id).code.as_str()).collect()
}

/// A coverage from 0 to 1: four places, or exactly where figures are.
pub fn coverage_text(part: &Ratio, places: Places) -> String {
    match places {
        Places::Fixed(_) => part.to_fixed(Rounding::half_up(4)),
        Places::Exact => part.to_string(),
    }
}

/// A text, in quotes where it would not stay one field without them.
fn cell(cell: &str, text: &mut Vec<u8>) {
    if !cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
        return text.extend_from_slice(cell.as_bytes());
    }
    text.push(b'"');
    text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    text.push(b'"');
}

/// A rank as text; nothing where there is none.
pub fn rank(rank: Option<u32>, text: &mut Vec<u8>) {
    let Some(mut rest) = rank else { return };
    let mut digits = [0; 10];
    let mut at = digits.len();
    while at == digits.len() || rest > 0 {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    text.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_back_as_they_were() {
        let texts = ["", "x", "a,b", "say \"so\"", "two\nlines", "=1+1", " ", "宁波"];
        let mut text = Vec::new();
        for (at, one) in texts.into_iter().enumerate() {
            if at > 0 {
                text.push(b',');
            }
            cell(one, &mut text);
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
        let record = reader.records().next().expect("a row").expect("a row that can be read");
        assert_eq!(record.iter().collect::<Vec<_>>(), texts);
    }

    #[test]
    fn ranks_are_plain_numbers() {
        for (number, expected) in [(None, ""), (Some(1), "1"), (Some(10), "10"), (Some(u32::MAX), "4294967295")] {
            let mut text = Vec::new();
            rank(number, &mut text);
            assert_eq!(text, expected.as_bytes());
        }
    }
}
