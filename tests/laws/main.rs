//! Laws that hold for every tree and all data, tried on random ones.
//!
//! The seed is fixed, so that a failure here is a failure everywhere. To look further:
//! `PROPTEST_CASES=5000 PROPTEST_RNG_SEED=7 cargo test --test laws`.

#![allow(clippy::unwrap_used, unused_imports)]

mod cases;
mod files;
mod ranks;
#[path = "../reference/mod.rs"]
mod reference;
mod scores;
mod ways;
mod weights;

pub(crate) use cases::*;

pub(crate) use std::collections::BTreeMap;
pub(crate) use std::fmt;

pub(crate) use govscore::{
    By, Dataset, Error, Figure, Framework, FrameworkFile, Indicator, Input, MethodFile, Missing, Names, NodeId,
    Notation, Plan, RankFile, Ratio, ReadOptions, Roster, RoundMode, RoundingFile, Scores, Severity, Stage, TierFile,
    TiersFile, Ties, TopicFile, apportion, read_number,
};
pub(crate) use num_bigint::BigInt;
pub(crate) use num_traits::{One, Zero};
pub(crate) use proptest::collection::vec;
pub(crate) use proptest::prelude::*;
pub(crate) use proptest::sample::{Index, select};
pub(crate) use proptest::test_runner::RngSeed;
pub(crate) use reference::{Absent, ByCode, Exact, Mode, Node, Scheme, number, round, shares};

/// Fixed seed and 64 cases, unless the environment says otherwise.
pub(crate) fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 64;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(2019);
    }
    config
}
