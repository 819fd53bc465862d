//! The observations of one node, packed: whole units of a power of ten, and the few rows that do not fit.
//!
//! `89.30` is 8930 units of two places. Values of one column mostly have as many places as each other, so that a cell
//! takes four or eight bytes and a score is formed from whole numbers; whatever is no such number (a missing value, a
//! negative one, one with many more digits than its neighbours) stands in a list beside them, exactly.

use rust_decimal::Decimal;

use super::dataset::Observation;

/// Up to this many places a column follows its first values at once; later and beyond, only if many of them need it.
const EASY_PLACES: u32 = 9;
/// How many rows are still the first ones.
const FIRST_ROWS: usize = 4096;
/// The most places that whole numbers of 64 bits can have.
const MOST_PLACES: u32 = 18;

/// One observation per row.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    places: u32,
    units: Units,
    /// The least and the greatest of the units, rows in `odd` left out; the least is above the greatest where there is
    /// none.
    least: u64,
    greatest: u64,
    /// Rows whose units are zero because they are not what was observed, in order.
    odd: Vec<(usize, Observation)>,
    /// How many values may stand in `odd` before it is tried again to fit them in.
    patience: usize,
}

/// Whole units, one entry per row.
#[derive(Clone, Debug)]
pub(crate) enum Units {
    Small(Vec<u32>),
    Large(Vec<u64>),
}

impl Default for Units {
    fn default() -> Units {
        Units::Small(Vec::new())
    }
}

impl Units {
    pub(crate) fn with_capacity(rows: usize) -> Units {
        Units::Small(Vec::with_capacity(rows))
    }

    pub(crate) fn get(&self, row: usize) -> u64 {
        match self {
            Units::Small(units) => units[row].into(),
            Units::Large(units) => units[row],
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Units::Small(units) => units.len(),
            Units::Large(units) => units.len(),
        }
    }

    pub(crate) fn push(&mut self, value: u64) {
        match self {
            Units::Large(units) => units.push(value),
            Units::Small(units) => match u32::try_from(value) {
                Ok(value) => units.push(value),
                Err(_) => {
                    let mut large: Vec<u64> = units.iter().copied().map(u64::from).collect();
                    large.push(value);
                    *self = Units::Large(large);
                }
            },
        }
    }

    fn set(&mut self, row: usize, value: u64) {
        match self {
            Units::Large(units) => units[row] = value,
            Units::Small(units) => match u32::try_from(value) {
                Ok(value) => units[row] = value,
                Err(_) => {
                    *self = Units::Large(units.iter().copied().map(u64::from).collect());
                    self.set(row, value);
                }
            },
        }
    }

    /// Every entry times this, which is known to fit.
    fn scale(&mut self, factor: u64) {
        let before = std::mem::take(self);
        (0..before.len()).for_each(|row| self.push(before.get(row) * factor));
    }
}

impl Default for Packed {
    fn default() -> Packed {
        Packed { places: 0, units: Units::default(), least: u64::MAX, greatest: 0, odd: Vec::new(), patience: 64 }
    }
}

impl FromIterator<Observation> for Packed {
    fn from_iter<I: IntoIterator<Item = Observation>>(observations: I) -> Packed {
        let mut packed = Packed::default();
        observations.into_iter().for_each(|observation| packed.push(observation));
        packed
    }
}

impl PartialEq for Packed {
    /// By what was observed, however it is packed.
    fn eq(&self, other: &Packed) -> bool {
        self.len() == other.len() && (0..self.len()).all(|row| self.get(row) == other.get(row))
    }
}

impl Packed {
    /// No rows yet, and room for so many.
    pub(crate) fn with_capacity(rows: usize) -> Packed {
        Packed { units: Units::with_capacity(rows), ..Packed::default() }
    }

    pub(crate) fn len(&self) -> usize {
        self.units.len()
    }

    /// What was observed, with as many places as the column has: as written, where all values have them.
    pub(crate) fn get(&self, row: usize) -> Observation {
        match self.odd(row) {
            Some(odd) => odd,
            None => Observation::Value(Decimal::from_i128_with_scale(self.units.get(row).into(), self.places)),
        }
    }

    /// What stands in place of units, if something does.
    fn odd(&self, row: usize) -> Option<Observation> {
        let at = self.odd.binary_search_by_key(&row, |(odd, _)| *odd).ok()?;
        Some(self.odd[at].1)
    }

    pub(crate) fn is_missing(&self, row: usize) -> bool {
        self.odd(row) == Some(Observation::Missing)
    }

    pub(crate) fn is_value(&self, row: usize) -> bool {
        !matches!(self.odd(row), Some(Observation::Missing | Observation::NotApplicable))
    }

    /// Rows that are not in units, in order.
    pub(crate) fn odd_rows(&self) -> &[(usize, Observation)] {
        &self.odd
    }

    /// The whole units, zero for odd rows.
    pub(crate) fn units(&self) -> &Units {
        &self.units
    }

    /// How many digits after the point a unit stands for.
    pub(crate) fn places(&self) -> u32 {
        self.places
    }

    /// The least and the greatest units of the rows that are not odd.
    pub(crate) fn extent(&self) -> Option<(u64, u64)> {
        (self.least <= self.greatest).then_some((self.least, self.greatest))
    }

    /// Adds a row that holds so many units of 10^-places.
    #[inline]
    pub(crate) fn push_units(&mut self, units: u64, places: u32) {
        match (&mut self.units, u32::try_from(units)) {
            // What nearly every value is.
            (Units::Small(small), Ok(value)) if places == self.places => {
                small.push(value);
                self.extend(units);
            }
            _ => self.push_other(units, places),
        }
    }

    fn push_other(&mut self, units: u64, places: u32) {
        let fitting = if places == self.places { Some(units) } else { self.fit(units, places) };
        match fitting {
            Some(units) => {
                self.extend(units);
                self.units.push(units);
            }
            None => self.push_odd(Observation::Value(Decimal::from_i128_with_scale(units.into(), places))),
        }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, observation: Observation) {
        match observation {
            Observation::Value(value) => match u64::try_from(value.mantissa()) {
                Ok(units) => self.push_units(units, value.scale()),
                Err(_) => self.push_odd(observation),
            },
            _ => self.push_odd(observation),
        }
    }

    /// Replaces what a row holds.
    pub(crate) fn set(&mut self, row: usize, observation: Observation) {
        let fitting = match observation {
            Observation::Value(value) => {
                u64::try_from(value.mantissa()).ok().and_then(|units| self.fit(units, value.scale()))
            }
            _ => None,
        };
        if let Some(units) = fitting {
            self.extend(units);
        }
        self.units.set(row, fitting.unwrap_or(0));
        match (self.odd.binary_search_by_key(&row, |(odd, _)| *odd), fitting) {
            (Ok(at), Some(_)) => drop(self.odd.remove(at)),
            (Ok(at), None) => self.odd[at].1 = observation,
            (Err(_), Some(_)) => {}
            (Err(at), None) => self.odd.insert(at, (row, observation)),
        }
    }

    fn extend(&mut self, units: u64) {
        self.least = self.least.min(units);
        self.greatest = self.greatest.max(units);
    }

    /// So many units of 10^-places in units of the column, which takes on more places where that is easy.
    fn fit(&mut self, units: u64, places: u32) -> Option<u64> {
        if places > self.places && places <= EASY_PLACES && self.len() < FIRST_ROWS {
            self.refine(places);
        }
        if places <= self.places {
            return units.checked_mul(10u64.pow(self.places - places));
        }
        let power = 10u64.checked_pow(places - self.places)?;
        (units % power == 0).then_some(units / power)
    }

    /// Goes over to smaller units, if the greatest value still fits.
    fn refine(&mut self, places: u32) -> bool {
        let Some(factor) = 10u64.checked_pow(places - self.places) else { return false };
        let Some(greatest) = self.greatest.checked_mul(factor) else { return false };
        self.units.scale(factor);
        // Where there are no units the least stays the greatest number there is.
        (self.least, self.greatest) = (self.least.saturating_mul(factor), greatest);
        self.places = places;
        true
    }

    fn push_odd(&mut self, observation: Observation) {
        self.odd.push((self.len(), observation));
        self.units.push(0);
        self.patience = match observation {
            Observation::Value(_) if self.patience == 0 => {
                self.take_in();
                // Each time twice as long as before, so that values which never fit cost little.
                64.max(self.len())
            }
            Observation::Value(_) => self.patience - 1,
            _ => self.patience,
        };
    }

    /// Finds places for values that stand aside only because they have more digits than those before them.
    fn take_in(&mut self) {
        let wanted = self.odd.iter().filter_map(|(_, odd)| match odd {
            Observation::Value(value) if !value.is_sign_negative() => Some(value.normalize().scale()),
            _ => None,
        });
        let Some(places) = wanted.filter(|places| (self.places..=MOST_PLACES).contains(places)).max() else { return };
        if places > self.places && !self.refine(places) {
            return;
        }
        for (row, observation) in std::mem::take(&mut self.odd) {
            match observation {
                Observation::Value(value) => match u64::try_from(value.mantissa()) {
                    Ok(units) => match self.fit(units, value.scale()) {
                        Some(units) => {
                            self.extend(units);
                            self.units.set(row, units);
                        }
                        None => self.odd.push((row, observation)),
                    },
                    Err(_) => self.odd.push((row, observation)),
                },
                _ => self.odd.push((row, observation)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(text: &str) -> Observation {
        Observation::Value(text.parse().expect("a number in a test"))
    }

    #[test]
    fn most_values_are_units() {
        let packed: Packed = [value("89.3"), value("7"), value("1.25"), Observation::Missing].into_iter().collect();
        assert_eq!((packed.places(), packed.extent()), (2, Some((125, 8930))));
        assert_eq!(packed.odd_rows(), [(3, Observation::Missing)]);
        assert_eq!((packed.get(0), packed.get(1), packed.get(3)), (value("89.3"), value("7"), Observation::Missing));
    }

    #[test]
    fn one_long_value_does_not_change_the_others() {
        let mut packed: Packed = (0..100).map(Observation::from).collect();
        packed.push(value("0.1234567890123"));
        assert_eq!((packed.places(), packed.odd_rows().len()), (0, 1));
        (0..100).for_each(|_| packed.push(value("0.1234567890123")));
        assert_eq!(packed.places(), 13);
        assert!(packed.odd_rows().len() < 64);
    }

    #[test]
    fn values_that_never_fit_stay_exact() {
        let long = value("7922816251426433759354395033.5");
        let packed: Packed = (0..1000).map(|row| if row % 2 == 0 { long } else { value("-1.5") }).collect();
        assert_eq!((packed.get(0), packed.get(999)), (long, value("-1.5")));
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(
            values in prop::collection::vec((any::<i64>(), 0u32..20, 0u8..12), 0..300),
            replaced in prop::collection::vec((any::<prop::sample::Index>(), -1000i64..1000, 0u32..4), 0..20),
        ) {
            let mut expected: Vec<Observation> = values
                .into_iter()
                .map(|(mantissa, scale, kind)| match kind {
                    0 => Observation::Missing,
                    1 => Observation::NotApplicable,
                    2..=4 => Observation::Value(Decimal::new(mantissa, scale)),
                    _ => Observation::Value(Decimal::new((mantissa % 10_000).abs(), scale % 4)),
                })
                .collect();
            let mut packed: Packed = expected.iter().copied().collect();
            for (at, mantissa, scale) in replaced {
                if !expected.is_empty() {
                    let row = at.index(expected.len());
                    expected[row] = Observation::Value(Decimal::new(mantissa, scale));
                    packed.set(row, expected[row]);
                }
            }
            let read: Vec<Observation> = (0..packed.len()).map(|row| packed.get(row)).collect();
            prop_assert_eq!(&read, &expected);
            for (row, observation) in expected.iter().enumerate() {
                prop_assert_eq!(packed.is_missing(row), *observation == Observation::Missing);
                prop_assert_eq!(packed.is_value(row), matches!(observation, Observation::Value(_)));
            }
        }
    }
}
