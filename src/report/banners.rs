//! What has to stand on every result: that data or the scheme are made up, that weights are not the scheme's.

use crate::data::Dataset;
use crate::diagnostic::{Bilingual, bi};
use crate::framework::Framework;

/// The lines that have to stand on whatever is made of a framework, of weights that were set for a run, by code, and of
/// data; none where there is nothing to say.
pub fn banners(framework: &Framework, set: &[(String, String)], dataset: Option<&Dataset>) -> Vec<Bilingual> {
    let mut lines = Vec::new();
    if let Some(what) = dataset.and_then(Dataset::synthetic) {
        let more = !matches!(what.to_lowercase().as_str(), "true" | "yes" | "1" | "是");
        let (en, zh) = if more { (format!(": {what}"), format!("：{what}")) } else { Default::default() };
        lines.push(bi!(
            "SYNTHETIC DATA, made up: these are not the results of real units{en}",
            "【合成数据】数据为编造，并非真实评价结果{zh}"
        ));
    }
    if framework.is_illustrative_beside(set) {
        lines.push(illustrative());
    }
    if !set.is_empty() {
        let set: Vec<String> = set.iter().map(|(code, weight)| format!("{code} = {weight}")).collect();
        let (en, zh) = (set.join(", "), set.join("，"));
        lines.push(bi!(
            "WEIGHTS SET FOR THIS RUN: {en}; these are not the results of the scheme",
            "【权重为本次运行所设】{zh}；并非该方案的结果"
        ));
    }
    lines
}

/// What stands on everything that comes of a framework that is made up.
pub fn illustrative() -> Bilingual {
    bi!(
        "ILLUSTRATIVE FRAMEWORK: what is marked so in it is made up as an example; these are not the results of a real scheme",
        "【示例体系】其中注明“示例”的内容为编造；并非真实方案的结果"
    )
}
