//! Tiers by fixed lines: "79.91 and above", "below 46.09".

use crate::number::Ratio;

/// Fixed lines, highest first; a total that equals a line is above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutLines {
    lines: Vec<Ratio>,
}

/// Why lines are no cut lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CutLineProblem {
    /// The line at this place is not below the one before it.
    Order(usize),
    /// The line at this place is not between zero and the scale.
    Outside(usize),
}

impl CutLines {
    /// One line fewer than tiers; each strictly below the one before it and all within 0..scale.
    pub(crate) fn new(lines: Vec<Ratio>, scale: &Ratio) -> Result<CutLines, Vec<CutLineProblem>> {
        let mut problems = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            if line.is_negative() || line > scale {
                problems.push(CutLineProblem::Outside(place));
            }
            if place > 0 && *line >= lines[place - 1] {
                problems.push(CutLineProblem::Order(place));
            }
        }
        if problems.is_empty() { Ok(CutLines { lines }) } else { Err(problems) }
    }

    /// The place of the tier of this total, 0 for the best.
    pub fn place(&self, total: &Ratio) -> usize {
        self.lines.iter().position(|line| total >= line).unwrap_or(self.lines.len())
    }

    /// The lines, highest first.
    pub fn lines(&self) -> &[Ratio] {
        &self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().expect("a number in a test")
    }

    #[test]
    fn the_line_itself_is_above() {
        let lines = CutLines::new(vec![ratio("79.91"), ratio("60.10")], &ratio("100")).expect("cut lines");
        for (total, place) in [("79.91", 0), ("79.909999", 1), ("60.1", 1), ("60.09", 2), ("0", 2), ("100", 0)] {
            assert_eq!(lines.place(&ratio(total)), place, "{total}");
        }
    }

    #[test]
    fn every_problem_is_named() {
        let problems = CutLines::new(vec![ratio("50"), ratio("50"), ratio("101")], &ratio("100"));
        assert_eq!(problems, Err(vec![CutLineProblem::Order(1), CutLineProblem::Outside(2), CutLineProblem::Order(2)]));
    }
}
