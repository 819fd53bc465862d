//! The words of published tables: usual headings, what rows of means are called, what stands where there is no figure.

use super::headings::Headings;
use crate::data::{Found, Indicators, is_summary, loose, unit_and_name};
use crate::framework::Framework;
use crate::number::{half_width, plain_text};

pub(super) const TOTAL: [&str; 17] = [
    "total",
    "总分",
    "总得分",
    "综合得分",
    "综合评分",
    "综合指数",
    "总指数",
    "指数",
    "总成绩",
    "得分",
    "分数",
    "index",
    "score",
    "overall",
    "totalscore",
    "overallscore",
    "overallindex",
];
pub(super) const RANK: [&str; 8] = ["rank", "排名", "名次", "位次", "总排名", "排序", "ranking", "position"];
pub(super) const TIER: [&str; 11] =
    ["tier", "类型", "等级", "类别", "分类", "档次", "梯队", "class", "category", "group", "grade"];
pub(super) const GROUP: [&str; 9] = ["group", "组别", "分组", "组", "榜单", "list", "类别", "分类", "类型"];
pub(super) const COUNT: [&str; 8] = ["count", "数量", "个数", "数目", "地区数", "城市数", "units", "number"];
pub(super) const SHARE: [&str; 7] = ["share", "占比", "比例", "比重", "百分比", "percent", "percentage"];
/// What tables print where there is no figure.
const NOTHING: [&str; 7] = ["-", "--", "—", "——", "…", "……", "/"];

/// What the framework's total is called, what stands in brackets behind its name included.
pub(super) fn total_names(framework: &Framework) -> Vec<String> {
    let mut names = Vec::new();
    for name in framework.total().name.each() {
        names.push(loose(name));
        let inner = name.split_once(['(', '（']).and_then(|(_, rest)| rest.split_once([')', '）']));
        names.extend(inner.map(|(inner, _)| loose(inner)));
    }
    names
}

/// Whether a heading is one of these words.
pub(super) fn is_word(heading: &str, words: &[&str]) -> bool {
    let heading = loose(heading);
    words.contains(&heading.as_str())
}

/// A heading without the word for what its figures are: `disclosure_idx`, 政务公开得分.
pub(super) fn without_suffix(heading: &str) -> Option<&str> {
    const CHINESE: [&str; 5] = ["得分率", "得分", "指数", "分数", "分"];
    const ENGLISH: [&str; 6] = ["idx", "index", "score", "points", "rate", "figure"];
    let heading = heading.trim();
    let bare = CHINESE.iter().find_map(|word| heading.strip_suffix(word)).or_else(|| {
        // An English word stands apart.
        let (bare, last) = heading.rsplit_once(['_', ' ', '-'])?;
        ENGLISH.contains(&last.to_lowercase().as_str()).then_some(bare)
    });
    bare.filter(|bare| !bare.is_empty())
}

/// Whether this stands where a table prints no figure.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = half_width(text).0;
    matches!(text.trim(), "" | "NA" | "缺失" | "不适用") || NOTHING.contains(&text.trim())
}

/// Whether a row of sums, means or extremes is called so: 合计, 全省平均, `National average`.
///
/// In a published table such a row is looked for by more words than in data, where nothing is left out unasked.
pub(super) fn is_below(text: &str) -> bool {
    const ENDS: [&str; 8] = ["平均", "平均分", "平均值", "平均得分", "均值", "合计", "总计", "小计"];
    const BEGINS: [&str; 9] = ["平均", "合计", "总计", "小计", "均值", "均分", "标准差", "中位数", "方差"];
    const LAST: [&str; 6] = ["average", "mean", "median", "subtotal", "sum", "deviation"];
    // A name that stands below a table is short.
    if text.is_empty() || text.len() > 60 {
        return false;
    }
    let plain: String = half_width(text).0.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let plain = plain.trim_end_matches([':', ' ']);
    let packed = loose(plain);
    let last = plain.rsplit(' ').next().unwrap_or_default();
    is_summary(plain)
        || is_summary(&packed)
        || ENDS.iter().any(|word| packed.ends_with(word))
        || BEGINS.iter().any(|word| packed.starts_with(word))
        || matches!(packed.as_str(), "最大值" | "最小值" | "最高值" | "最低值" | "max" | "min" | "maximum" | "minimum")
        || LAST.contains(&last)
}

/// Tells the heading of a published table from what stands above it.
pub(super) struct Known<'a> {
    asked: Vec<&'a str>,
    indicators: Option<Indicators>,
    totals: Vec<String>,
}

impl<'a> Known<'a> {
    pub(super) fn new(
        framework: Option<&Framework>,
        indicators: Option<Indicators>,
        headings: &'a Headings,
    ) -> Known<'a> {
        Known { asked: headings.each().collect(), indicators, totals: framework.map(total_names).unwrap_or_default() }
    }

    /// Whether these are the headings: one that is asked for, or two that are known.
    ///
    /// One known word alone may be a title, or a cell of any row.
    pub(super) fn fits(&self, headings: &[String]) -> bool {
        let asked = |heading: &String| self.asked.iter().any(|asked| plain_text(asked) == plain_text(heading));
        headings.iter().any(asked) || headings.iter().filter(|heading| self.is_known(heading)).count() > 1
    }

    fn is_known(&self, heading: &String) -> bool {
        let usual = [&TOTAL[..], &RANK, &TIER, &GROUP, &COUNT, &SHARE];
        let indicator = || self.indicators.as_ref().is_some_and(|known| known.find(heading) != Found::None);
        let unit = || unit_and_name(std::slice::from_ref(heading), |_| true) != (None, None);
        !heading.is_empty()
            && (usual.iter().any(|words| is_word(heading, words))
                || self.totals.contains(&loose(heading))
                || unit()
                || indicator())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_below_a_table_are_known_by_what_they_are_called() {
        for text in ["合计", "平均", "全省平均", "平均得分", "合 计", "平均值：", "National average", "Mean", "标准差"]
        {
            assert!(is_below(text), "{text}");
        }
        for text in ["", "最高人民法院", "平和县", "合肥", "总后勤部", "Meaney", "Summit", "1"] {
            assert!(!is_below(text), "{text}");
        }
    }
}
