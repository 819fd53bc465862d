//! What methods and bases are called in a sentence.

use crate::diagnostic::Lang;
use crate::framework::Basis;
use crate::methods::{Missing, Ties};
use crate::number::{RoundMode, Rounding};

pub(crate) fn pick<'t>(lang: Lang, en: &'t str, zh: &'t str) -> &'t str {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// The word for what something rests on.
pub fn basis(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::Published => pick(lang, "published", "公布"),
        Basis::Inferred => pick(lang, "inferred", "推断"),
        Basis::Illustrative => pick(lang, "illustrative", "示例"),
        Basis::Unknown => pick(lang, "unknown", "未知"),
    }
}

/// The name of a rounding mode.
pub fn mode(mode: RoundMode, lang: Lang) -> &'static str {
    match mode {
        RoundMode::HalfUp => pick(lang, "half up", "四舍五入"),
        RoundMode::HalfEven => pick(lang, "half to even", "四舍六入五成双"),
        RoundMode::Down => pick(lang, "cut off", "去尾"),
    }
}

/// `2 places, half up`.
pub fn rounding(rounding: Rounding, lang: Lang) -> String {
    let (places, mode) = (rounding.places, mode(rounding.mode, lang));
    match (lang, places) {
        (Lang::En, 1) => format!("1 place, {mode}"),
        (Lang::En, _) => format!("{places} places, {mode}"),
        (Lang::Zh, 0) => format!("取整，{mode}"),
        (Lang::Zh, _) => format!("保留 {places} 位小数，{mode}"),
    }
}

/// The name of a tie rule; `roster` says whether there is one to follow.
pub fn ties(ties: Ties, roster: bool, lang: Lang) -> &'static str {
    match ties {
        Ties::Competition => pick(lang, "equal scores share a rank, as in 1 1 3", "同分同名次、其后跳位，如 1 1 3"),
        Ties::Dense => pick(lang, "equal scores share a rank, as in 1 1 2", "同分同名次、其后不跳位，如 1 1 2"),
        Ties::Ordinal if !roster => pick(lang, "equal scores go by code, as in 1 2 3", "同分按代码次序，如 1 2 3"),
        Ties::Ordinal => pick(lang, "equal scores follow the roster, as in 1 2 3", "同分按名录次序，如 1 2 3"),
    }
}

/// What happens to a value that is not there.
pub fn missing(missing: Missing, lang: Lang) -> &'static str {
    match missing {
        Missing::Reject => pick(lang, "an error", "视为错误"),
        Missing::Zero => pick(lang, "counts as zero", "记零分"),
        Missing::RescaleNode => {
            pick(lang, "left out: the mean of the others in its node", "不计，取同级其余各项的平均")
        }
        Missing::RescaleTree => {
            pick(lang, "left out of the tree: its node counts for less as well", "不计，其上级的份量也随之减少")
        }
        Missing::Equal => pick(lang, "its weight goes to its siblings in equal parts", "权重由同级各项平均分摊"),
    }
}
