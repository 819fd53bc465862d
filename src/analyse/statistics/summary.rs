//! Mean, quartiles, spread and skew of a column of values.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::whole::Whole;
use crate::number::{Ratio, sign, square_root};

/// What values are like, in their own unit.
///
/// ```
/// use govscore::{Ratio, Summary};
///
/// let values: Vec<Ratio> = [2, 4, 4, 4, 5, 5, 7, 9].map(Ratio::from).to_vec();
/// let summary = Summary::of(&values).unwrap();
/// assert_eq!(summary.mean.to_string(), "5");
/// assert_eq!(summary.median.to_string(), "4.5");
/// assert_eq!(summary.variance.unwrap().to_string(), "32/7");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// How many values there are; at least one.
    pub count: usize,
    /// The arithmetic mean, exact.
    pub mean: Ratio,
    /// The median, exact.
    pub median: Ratio,
    /// The lower quartile, exact; see [`quantile`].
    pub lower_quartile: Ratio,
    /// The upper quartile, exact.
    pub upper_quartile: Ratio,
    /// The least value.
    pub least: Ratio,
    /// The greatest value.
    pub greatest: Ratio,
    /// The variance of a sample, over n − 1, exact; none of a single value.
    pub variance: Option<Ratio>,
    /// Its root, to twelve places.
    pub sd: Option<Ratio>,
    /// The skewness of type 2 of Joanes and Gill, "Comparing measures of sample skewness and kurtosis", The Statistician
    /// 47 (1998), which Excel's SKEW gives: `n / ((n − 1)(n − 2)) · Σ ((x − mean) / sd)³`, to twelve places. None of fewer
    /// than three values, or where all are equal.
    pub skew: Option<Ratio>,
}

impl Summary {
    /// What these values are like; none where there are none.
    pub fn of(values: &[Ratio]) -> Option<Summary> {
        let whole = Whole::of(values);
        let (least, greatest) = (whole.sorted.first()?, whole.sorted.last()?);
        let quarter = |number| between(&whole.sorted, &Ratio::new(number, 4)?).map(|at| whole.value_at(&at));
        let moments = Moments::of(&whole);
        Some(Summary {
            count: values.len(),
            mean: moments.mean(),
            median: quarter(2)?,
            lower_quartile: quarter(1)?,
            upper_quartile: quarter(3)?,
            least: whole.value(least),
            greatest: whole.value(greatest),
            sd: moments.variance().and_then(|variance| square_root(&variance)),
            skew: moments.skew(),
            variance: moments.variance(),
        })
    }

    /// The greatest value less the least.
    pub fn range(&self) -> Ratio {
        &self.greatest - &self.least
    }

    /// The coefficient of variation: the standard deviation over the mean, to as many digits as that has; none where the
    /// mean is not above zero.
    pub fn variation(&self) -> Option<Ratio> {
        let mean = (sign(&self.mean) > 0).then_some(&self.mean)?;
        self.sd.as_ref()?.checked_div(mean)
    }
}

/// The quantile of sorted values at a share from 0 to 1, exact: type 7 of Hyndman and Fan, "Sample quantiles in
/// statistical packages", The American Statistician 50 (1996), which R, NumPy and Excel's PERCENTILE.INC give; none where
/// there are no values or the share is not one.
///
/// ```
/// use govscore::{Ratio, quantile};
///
/// let sorted = [1, 2, 3, 4].map(Ratio::from);
/// assert_eq!(quantile(&sorted, &"25%".parse().unwrap()).unwrap().to_string(), "1.75");
/// ```
pub fn quantile(sorted: &[Ratio], share: &Ratio) -> Option<Ratio> {
    let Between { low, high, rest } = between(sorted, share)?;
    Some(low + &(&(high - low) * &rest))
}

/// A place between two values: `low + (high − low) · rest`.
struct Between<'v, T> {
    low: &'v T,
    high: &'v T,
    rest: Ratio,
}

/// The place of a share in sorted values.
fn between<'v, T>(sorted: &'v [T], share: &Ratio) -> Option<Between<'v, T>> {
    if share.is_negative() || *share > Ratio::one() {
        return None;
    }
    let last = i64::try_from(sorted.len().checked_sub(1)?).ok()?;
    let place = share * &Ratio::from(last);
    let below = place.numerator().div_floor(place.denominator());
    let rest = &place - &Ratio::from_big(below.clone(), BigInt::one());
    let at = usize::try_from(below).ok()?;
    let low = sorted.get(at)?;
    Some(Between { low, high: sorted.get(at + 1).unwrap_or(low), rest })
}

impl Whole {
    fn value_at(&self, at: &Between<'_, BigInt>) -> Ratio {
        let Between { low, high, rest } = at;
        let above = *low * rest.denominator() + (*high - *low) * rest.numerator();
        Ratio::from_big(above, &self.below * rest.denominator())
    }
}

/// Sums of powers around the mean, in whole numbers.
struct Moments<'w> {
    whole: &'w Whole,
    count: BigInt,
    /// Sums of the second and third powers of `count · number − sum`.
    second: BigInt,
    third: BigInt,
}

impl Moments<'_> {
    fn of(whole: &Whole) -> Moments<'_> {
        let count = BigInt::from(whole.sorted.len());
        let (mut second, mut third) = (BigInt::zero(), BigInt::zero());
        for number in &whole.sorted {
            let away = &count * number - &whole.sum;
            let square = &away * &away;
            third += &square * &away;
            second += square;
        }
        Moments { whole, count, second, third }
    }

    fn mean(&self) -> Ratio {
        Ratio::from_big(self.whole.sum.clone(), &self.whole.below * &self.count)
    }

    /// Σ (x − mean)² / (n − 1).
    fn variance(&self) -> Option<Ratio> {
        let one_less = &self.count - 1u8;
        let below = &self.whole.below * &self.count;
        (!one_less.is_zero()).then(|| Ratio::from_big(self.second.clone(), &below * &below * one_less))
    }

    fn skew(&self) -> Option<Ratio> {
        let variance = self.variance().filter(|variance| !variance.is_zero())?;
        let below = &self.whole.below * &self.count;
        let cubes = Ratio::from_big(self.third.clone(), &below * &below * &below);
        let others = (&self.count - 1u8) * (&self.count - 2u8);
        let factor = (!others.is_zero()).then(|| Ratio::from_big(self.count.clone(), others))?;
        let above = &cubes * &factor;
        // The figure is above / variance^1.5; what is under the root stays exact.
        let squared = (&above * &above).checked_div(&(&(&variance * &variance) * &variance))?;
        let root = square_root(&squared)?;
        Some(if sign(&above) < 0 { -root } else { root })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratios(text: &str) -> Vec<Ratio> {
        text.split(' ').map(|number| number.parse().expect("a number in a test")).collect()
    }

    /// Microsoft's example of SKEW: 3, 4, 5, 2, 3, 4, 5, 6, 4, 7 has 0.359543071.
    #[test]
    fn skew_is_that_of_spreadsheets() {
        let summary = Summary::of(&ratios("3 4 5 2 3 4 5 6 4 7")).expect("values");
        let skew = summary.skew.expect("three values and a spread");
        assert_eq!(skew.to_fixed(crate::Rounding::half_up(9)), "0.359543071");
        let mirrored = Summary::of(&ratios("-3 -4 -5 -2 -3 -4 -5 -6 -4 -7")).expect("values");
        assert_eq!(mirrored.skew, Some(-skew));
    }

    /// Microsoft's example of PERCENTILE.INC: 1, 3, 2, 4 at 0.3 has 1.9; R's `quantile(1:10)` has 3.25 and 7.75.
    #[test]
    fn quantiles_are_of_type_seven() {
        let sorted = ratios("1 2 3 4");
        assert_eq!(quantile(&sorted, &ratios("0.3")[0]), Some(ratios("1.9")[0].clone()));
        let summary = Summary::of(&ratios("10 9 8 7 6 5 4 3 2 1")).expect("values");
        assert_eq!(
            [summary.lower_quartile, summary.upper_quartile],
            [ratios("3.25")[0].clone(), ratios("7.75")[0].clone()]
        );
        assert_eq!(quantile(&sorted, &ratios("1.1")[0]), None);
        assert_eq!(quantile(&[], &Ratio::zero()), None);
    }

    /// NIST's dataset Lew is long; of NumAcc1 (10000001, 10000003, 10000002) mean and sd are certified: 10000002 and 1.
    #[test]
    fn the_spread_of_large_values_is_not_lost() {
        let summary = Summary::of(&ratios("10000001 10000003 10000002")).expect("values");
        assert_eq!(summary.mean, ratios("10000002")[0]);
        assert_eq!(summary.sd, Some(Ratio::one()));
        assert_eq!(summary.skew, Some(Ratio::zero()));
    }

    #[test]
    fn few_values_have_no_spread() {
        let one = Summary::of(&ratios("7")).expect("a value");
        assert_eq!((one.variance.as_ref(), one.skew.as_ref(), one.variation()), (None, None, None));
        let equal = Summary::of(&ratios("7 7 7")).expect("values");
        assert_eq!((equal.sd.clone(), equal.skew.clone()), (Some(Ratio::zero()), None));
        assert_eq!(equal.range(), Ratio::zero());
        assert_eq!(Summary::of(&[]), None);
    }
}
