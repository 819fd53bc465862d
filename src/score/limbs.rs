//! Whole numbers of any size, all of the same length, one per row.
//!
//! A score whose denominator does not fit into 64 bits is a number of several limbs of 64 bits. All rows of a node have
//! as many limbs as its bound needs, so that nothing is allocated per row and a sum of products is a row of
//! multiplications with carry. Arithmetic wraps at the length, as that of machine integers does; since the bound says
//! that every sum fits, the result is exact, and a negative start of a sum may stand in two's complement.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};

/// So many limbs per row, the least first.
#[derive(Clone, Debug)]
pub(crate) struct Limbs {
    pub(super) stride: usize,
    pub(super) limbs: Vec<u64>,
}

impl Limbs {
    pub(super) fn new(stride: usize, rows: usize) -> Limbs {
        Limbs { stride, limbs: vec![0; stride * rows] }
    }

    fn row(&self, row: usize) -> &[u64] {
        &self.limbs[row * self.stride..(row + 1) * self.stride]
    }

    pub(super) fn get(&self, row: usize) -> BigInt {
        let digits: Vec<u32> = self.row(row).iter().flat_map(|limb| [*limb as u32, (*limb >> 32) as u32]).collect();
        BigInt::from_biguint(Sign::Plus, BigUint::new(digits))
    }

    /// The order of two rows, the lower number first.
    pub(super) fn compare(&self, a: usize, b: usize) -> Ordering {
        self.row(a).iter().rev().cmp(self.row(b).iter().rev())
    }
}

/// How many limbs a number of so many bits needs.
pub(super) fn stride(bits: u64) -> usize {
    (bits / 64 + 1) as usize
}

/// A whole number in so many limbs; a negative one in two's complement.
pub(super) fn limbs_of(number: &BigInt, stride: usize) -> Vec<u64> {
    let mut limbs = number.magnitude().to_u64_digits();
    limbs.resize(stride, 0);
    if number.sign() == Sign::Minus {
        let mut carry = true;
        for limb in &mut limbs {
            (*limb, carry) = (!*limb).overflowing_add(carry.into());
        }
    }
    limbs
}

/// Adds `coefficient * number` to a sum, wrapping at its length.
pub(super) fn add_product(sum: &mut [u64], coefficient: &[u64], number: u64) {
    let mut carry = 0u64;
    let (low, high) = sum.split_at_mut(coefficient.len().min(sum.len()));
    for (limb, factor) in low.iter_mut().zip(coefficient) {
        // The product of two limbs and the sum of two more is the greatest number that two limbs can hold.
        let wide = u128::from(*factor) * u128::from(number) + u128::from(*limb) + u128::from(carry);
        (*limb, carry) = (wide as u64, (wide >> 64) as u64);
    }
    for limb in high {
        if carry == 0 {
            return;
        }
        let over;
        (*limb, over) = limb.overflowing_add(carry);
        carry = over.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_carry_over_every_limb() {
        let mut sum = limbs_of(&BigInt::from(-1), 3);
        assert_eq!(sum, [u64::MAX; 3]);
        add_product(&mut sum, &[2], 1);
        assert_eq!(sum, [1, 0, 0]);
        add_product(&mut sum, &[u64::MAX, u64::MAX], u64::MAX);
        let expected = BigInt::from(u64::MAX) * ((BigInt::from(1) << 128) - 1) + 1;
        assert_eq!(Limbs { stride: 3, limbs: sum }.get(0), expected);
    }

    #[test]
    fn rows_are_ordered_by_their_highest_limb() {
        let limbs = Limbs { stride: 2, limbs: vec![9, 0, 0, 1, 9, 0] };
        assert_eq!((limbs.compare(0, 1), limbs.compare(0, 2)), (Ordering::Less, Ordering::Equal));
    }
}
