//! How much is read at most, so that no input exhausts a machine.

/// Something of which an input may hold only so much; [`crate::docs::limits`] says why each is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// Bytes of a framework file.
    FrameworkBytes,
    /// Values of a framework file: texts, lists and mappings, aliases counted each time they are used.
    FrameworkValues,
    /// How deep lists and mappings nest in a framework file; an indicator's level takes two.
    FrameworkDepth,
    /// Bits of the denominator of a share of the total.
    WeightBits,
    /// Bytes of a data file or roster.
    DataBytes,
    /// Bytes of what is read of a workbook, unpacked.
    WorkbookBytes,
    /// Columns of a data file or roster.
    Columns,
    /// Digits of a value, zeros at either end not counted.
    Digits,
}

impl Limit {
    /// All of them.
    pub const ALL: [Limit; 8] = [
        Limit::FrameworkBytes,
        Limit::FrameworkValues,
        Limit::FrameworkDepth,
        Limit::WeightBits,
        Limit::DataBytes,
        Limit::WorkbookBytes,
        Limit::Columns,
        Limit::Digits,
    ];

    /// Its name, as in `--limit columns=100`.
    pub fn name(self) -> &'static str {
        match self {
            Limit::FrameworkBytes => "framework-bytes",
            Limit::FrameworkValues => "framework-values",
            Limit::FrameworkDepth => "framework-depth",
            Limit::WeightBits => "weight-bits",
            Limit::DataBytes => "data-bytes",
            Limit::WorkbookBytes => "workbook-bytes",
            Limit::Columns => "columns",
            Limit::Digits => "digits",
        }
    }

    /// The limit with this name.
    pub fn from_name(name: &str) -> Option<Limit> {
        Limit::ALL.into_iter().find(|limit| limit.name() == name)
    }

    /// What holds where nothing else is said.
    pub fn usual(self) -> u64 {
        match self {
            Limit::FrameworkBytes => 8 << 20,
            Limit::FrameworkValues => 200_000,
            Limit::FrameworkDepth => 64,
            Limit::WeightBits => 2048,
            Limit::DataBytes => 4 << 30,
            Limit::WorkbookBytes => 512 << 20,
            Limit::Columns => 16_384,
            Limit::Digits => 28,
        }
    }

    /// The most that it can be set to: what a stack and a decimal can hold.
    pub fn greatest(self) -> u64 {
        match self {
            Limit::FrameworkDepth => 100,
            Limit::Digits => 28,
            _ => u64::MAX,
        }
    }
}

/// How much is read at most.
///
/// ```
/// use govscore::{Checked, Framework, Limit, Limits};
///
/// let deep = "govscore: 1\nid: x\ntitle: X\nindicators: [{code: A, weight: 1, indicators: [{code: B, weight: 1}]}]\n";
/// let strict = Limits::default().set(Limit::FrameworkDepth, 4);
/// assert!(Framework::from_yaml(deep).is_ok());
/// assert!(Checked::read_within(deep.as_bytes(), None, &[], strict).framework.is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    most: [u64; Limit::ALL.len()],
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { most: Limit::ALL.map(Limit::usual) }
    }
}

impl Limits {
    /// The same with another limit; one beyond [`Limit::greatest`] becomes that.
    pub fn set(mut self, limit: Limit, most: u64) -> Limits {
        self.most[limit as usize] = most.min(limit.greatest());
        self
    }

    /// The most that is read.
    pub fn get(&self, limit: Limit) -> u64 {
        self.most[limit as usize]
    }

    /// Whether so many are too many.
    pub(crate) fn forbid(&self, limit: Limit, count: impl TryInto<u64>) -> bool {
        count.try_into().unwrap_or(u64::MAX) > self.get(limit)
    }
}
