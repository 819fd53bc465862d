//! Ranks inside groups of units: of a tier, a province, or whatever else units have.

use std::num::NonZeroU32;

use super::scores::Scores;
use crate::diagnostic::{Diagnostic, Diagnostics, bi, codes, nearest};
use crate::error::Error;
use crate::framework::NodeId;
use crate::methods::ranks_of_sorted;

impl Scores {
    /// The rank of every unit among those of its own group, by the scores of one node, in the order of the data; none
    /// where it has no score or no group.
    ///
    /// The groups are in the order of the data, as [`Scores::groups`] gives them. Scores are compared, and equal ones get
    /// ranks, as among all units: each group is ranked as if it were all there is.
    ///
    /// ```
    /// use govscore::{Dataset, Framework, NodeId};
    ///
    /// let framework = Framework::builtin("un-egdi-2018")?;
    /// let data = Dataset::from_csv(&framework, govscore::sample("un-egdi-2018")?.as_bytes())?;
    /// let scores = framework.score(&data)?;
    /// let ranks = scores.ranks_within(NodeId::TOTAL, &scores.groups("tier")?);
    /// // China is 65th of all, after the 40 that are very high.
    /// assert_eq!(ranks[data.find("CHN").unwrap()], Some(25));
    /// # Ok::<(), govscore::Error>(())
    /// ```
    pub fn ranks_within(&self, node: NodeId, groups: &[Option<&str>]) -> Vec<Option<u32>> {
        let among_all = self.ranks(node);
        // Ranks among all are in the order of the scores, and equal ones are those of a tie: no score is looked at again.
        let ranked = among_all.iter().zip(groups).enumerate();
        let mut rows: Vec<(&str, u32, usize)> =
            ranked.filter_map(|(row, (rank, group))| Some(((*group)?, (*rank)?, row))).collect();
        rows.sort_unstable();
        let mut within = vec![None; self.len()];
        for group in rows.chunk_by(|one, other| one.0 == other.0) {
            let sorted: Vec<usize> = (0..group.len()).collect();
            let tied = |one: usize, other: usize| group[one].1 == group[other].1;
            let ranks = ranks_of_sorted(self.framework().ties(), group.len(), &sorted, tied);
            for ((_, _, row), rank) in group.iter().zip(ranks) {
                within[*row] = rank.map(NonZeroU32::get);
            }
        }
        within
    }

    /// The group of every unit, in the order of the data: the code of its `tier`, or an attribute of
    /// the data or the roster, such as `province`; none where a unit has nothing of that name.
    ///
    /// Fails where no unit can have it; the error lists what there is.
    pub fn groups(&self, name: &str) -> Result<Vec<Option<&str>>, Error> {
        let data = self.dataset();
        let roster = data.roster().map(|roster| roster.attribute_names()).unwrap_or_default();
        let mut known: Vec<&str> = Vec::new();
        known.extend((!self.framework().tiers().is_empty()).then_some("tier"));
        for attribute in data.attribute_names().chain(roster.iter().map(String::as_str)) {
            if !known.contains(&attribute) {
                known.push(attribute);
            }
        }
        if !known.contains(&name) {
            return Err(unknown(name, &known));
        }
        let tier = |row: usize| self.get(row).and_then(|unit| unit.tier()).map(|tier| tier.code.as_str());
        let of_tier = name == "tier" && !self.framework().tiers().is_empty();
        let group = |row: usize| if of_tier { tier(row) } else { data.attribute(row, name) };
        Ok((0..self.len()).map(|row| group(row).filter(|group| !group.is_empty())).collect())
    }
}

fn unknown(name: &str, known: &[&str]) -> Error {
    let message = bi!("units have no attribute `{name}`", "评价对象没有属性 `{name}`");
    let (en, zh) = (known.join(", "), known.join("、"));
    let hint = match (nearest(name, known.iter().copied()), known.is_empty()) {
        (_, true) => bi!("there are none in this data", "这份数据没有任何属性"),
        (Some(near), _) => bi!("did you mean `{near}`? there are: {en}", "是否应为 `{near}`？现有：{zh}"),
        (None, _) => bi!("there are: {en}", "现有：{zh}"),
    };
    let mut all = Diagnostics::new();
    all.push(Diagnostic::new(codes::UNKNOWN_GROUP, message).hint(hint));
    Error::Score(all)
}
