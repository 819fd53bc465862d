//! The project's documents, compiled so that their programs run.

#[doc = include_str!("../DESIGN.md")]
pub mod design {}

#[doc = include_str!("../ARCHITECTURE.md")]
pub mod architecture {}

#[doc = include_str!("../docs/numbers.md")]
pub mod numbers {}

#[doc = include_str!("../docs/rules.md")]
pub mod rules {}

#[doc = include_str!("../docs/rules.zh-CN.md")]
pub mod rules_zh {}

#[doc = include_str!("../docs/tiers.md")]
pub mod tiers {}

#[doc = include_str!("../docs/tiers.zh-CN.md")]
pub mod tiers_zh {}

#[doc = include_str!("../docs/verify.md")]
pub mod verify {}

#[doc = include_str!("../docs/templates.md")]
pub mod templates {}

#[doc = include_str!("../docs/editions.md")]
pub mod editions {}

#[doc = include_str!("../docs/editions.zh-CN.md")]
pub mod editions_zh {}

#[doc = include_str!("../docs/verify.zh-CN.md")]
pub mod verify_zh {}

// Its program writes a report.
#[cfg(all(feature = "report", feature = "samples"))]
#[doc = include_str!("../docs/report.md")]
pub mod report {}

#[cfg(all(feature = "report", feature = "samples"))]
#[doc = include_str!("../docs/report.zh-CN.md")]
pub mod report_zh {}

#[doc = include_str!("../docs/gap.md")]
pub mod gap {}

#[doc = include_str!("../docs/gap.zh-CN.md")]
pub mod gap_zh {}

#[doc = include_str!("../docs/framework.md")]
pub mod framework {}

#[doc = include_str!("../docs/framework.zh-CN.md")]
pub mod framework_zh {}

#[doc = include_str!("../docs/diagnostics.md")]
pub mod diagnostics {}

#[doc = include_str!("../docs/limits.md")]
pub mod limits {}

#[doc = include_str!("../BENCHMARKS.md")]
pub mod benchmarks {}

#[doc = include_str!("../COMPARE.md")]
pub mod compare {}

#[doc = include_str!("../CHANGELOG.md")]
pub mod changelog {}

/// Shows the program of an example, which thereby runs as a documentation test.
macro_rules! cookbook {
    ($($name:ident)*) => {
        /// Whole programs to start from; each stands in `examples/` and runs with `cargo run --example NAME`.
        #[cfg(feature = "samples")]
        pub mod cookbook {$(
            #[doc = concat!("```rust\n", include_str!(concat!("../examples/", stringify!($name), ".rs")), "\n```")]
            pub mod $name {}
        )*}
    };
}

cookbook! {
    reproduce_egdi
    score_bluebook
    framework_from_yaml
    own_framework
    check_broken
    explain_unit
    compare_ties
    province_table
    official_statistics
}
