//! Which figures of a column are high and which low, as one of a few shades.

use crate::number::Ratio;
use crate::report::{Cell, Column, Table};

/// How many shades there are; the style sheet has a colour for each, light enough for black letters.
const SHADES: i128 = 6;

/// The figures of one column, from its least to its greatest.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    /// Where each shade but the first begins.
    borders: Vec<Ratio>,
    /// Whether zero divides the column: changes, of which some are gains and some losses.
    divided: bool,
}

impl Scale {
    /// The scale of each column that may be shaded and has more than one value.
    pub(super) fn of(table: &Table) -> Vec<Option<Scale>> {
        table.columns.iter().enumerate().map(|(at, column)| Scale::of_column(table, at, column)).collect()
    }

    fn of_column(table: &Table, at: usize, column: &Column) -> Option<Scale> {
        if !column.shade {
            return None;
        }
        let mut values = table.rows.iter().filter_map(|row| match row.get(at) {
            Some(Cell::Number(number)) => Some(&number.exact),
            _ => None,
        });
        let first = values.next()?;
        let (least, greatest) = values.fold((first, first), |(least, greatest), value| {
            (if value < least { value } else { least }, if value > greatest { value } else { greatest })
        });
        let divided = least.is_negative() && !greatest.is_negative() && !greatest.is_zero();
        if divided {
            let span = if least.abs() > *greatest { least.abs() } else { greatest.clone() };
            return Some(Scale { borders: borders(&Ratio::zero(), &span), divided });
        }
        (least < greatest).then(|| Scale { borders: borders(least, &(greatest - least)), divided })
    }

    /// The class of a figure: `s1` (low) to `s6` (high), `l1` to `l6` for losses where zero divides the column.
    pub(super) fn class(&self, value: &Ratio) -> Option<String> {
        if self.divided && value.is_zero() {
            return None;
        }
        let distance = if self.divided { &value.abs() } else { value };
        let shade = self.borders.iter().filter(|border| distance >= *border).count() + 1;
        Some(format!("{}{shade}", if self.divided && value.is_negative() { 'l' } else { 's' }))
    }
}

/// Where the shades begin that part what lies from `least` over `span` evenly.
fn borders(least: &Ratio, span: &Ratio) -> Vec<Ratio> {
    let steps = (1..SHADES).filter_map(|step| Ratio::new(step, SHADES));
    steps.map(|step| least + &(&step * span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Rounding;

    fn classes(values: &[&str]) -> Vec<Option<String>> {
        let mut table = Table::new("t", "t").shaded("x");
        let values: Vec<Ratio> = values.iter().filter_map(|value| value.parse().ok()).collect();
        values.iter().for_each(|value| table.row([Cell::rounded(value, Rounding::half_up(1))]));
        let scale = Scale::of(&table).remove(0);
        values.iter().map(|value| scale.as_ref().and_then(|scale| scale.class(value))).collect()
    }

    fn some(classes: &[&str]) -> Vec<Option<String>> {
        classes.iter().map(|class| Some((*class).to_owned())).collect()
    }

    #[test]
    fn the_least_figure_is_lightest_and_the_greatest_darkest() {
        assert_eq!(classes(&["0", "50", "100", "16", "17", "99"]), some(&["s1", "s4", "s6", "s1", "s2", "s6"]));
        assert_eq!(classes(&["-3", "-2", "-1"]), some(&["s1", "s4", "s6"]));
    }

    #[test]
    fn gains_and_losses_are_told_apart() {
        assert_eq!(classes(&["-2", "4", "1"]), some(&["l4", "s6", "s2"]));
        assert_eq!(classes(&["-2", "0", "4"]), [Some("l4".into()), None, Some("s6".into())]);
    }

    #[test]
    fn equal_figures_have_no_shade() {
        assert_eq!(classes(&["7", "7"]), [None, None]);
        assert!(classes(&[]).is_empty());
    }
}
