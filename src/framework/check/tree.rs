//! The tree itself: codes, names, ranges, levels.

use std::collections::HashMap;

use super::weights::Shares;
use super::{At, Checker, Methods};
use crate::diagnostic::{bi, codes};
use crate::framework::file::{FrameworkFile, Indicator, LevelFile};
use crate::framework::tree::{Level, Node, NodeId};
use crate::framework::words::{Basis, Names, NodeBasis};
use crate::number::Ratio;

/// Headings of results and data files, so no indicator can be called that.
pub(super) const RESERVED: [&str; 6] = ["unit", "name", "rank", "tier", "total", "data"];

/// What the nodes inherit while the tree is walked.
struct Walk<'f> {
    scale: &'f Ratio,
    methods: &'f Methods,
    basis: Option<Basis>,
    nodes: Vec<Node>,
    first_use: HashMap<String, At>,
}

impl Checker<'_> {
    /// All nodes depth first, and the levels below the total.
    pub(super) fn tree(
        &mut self,
        file: &FrameworkFile,
        scale: &Ratio,
        methods: &Methods,
        shares: Vec<Shares>,
        top: &At,
    ) -> (Vec<Node>, Vec<Level>) {
        let name = file.total.as_ref().map_or_else(|| Names::both("总分", "Total"), |total| total.name.clone());
        let total = Node {
            id: NodeId::TOTAL,
            code: "total".to_owned(),
            name,
            definition: None,
            level: 0,
            parent: None,
            children: Vec::new(),
            share: Some(Ratio::one()),
            effective: Some(Ratio::one()),
            aggregate: methods.aggregate,
            range: (Ratio::zero(), scale.clone()),
            basis: file.basis.map(NodeBasis::all).unwrap_or_default(),
            note: file.note.clone(),
        };
        let mut walk = Walk { scale, methods, basis: file.basis, nodes: vec![total], first_use: HashMap::new() };
        self.children(&mut walk, &file.indicators, shares, NodeId::TOTAL, top);
        let levels = self.levels(&file.levels, &walk.nodes, top);
        (walk.nodes, levels)
    }

    fn children(&mut self, walk: &mut Walk<'_>, siblings: &[Indicator], shares: Vec<Shares>, parent: NodeId, at: &At) {
        self.sibling_names(siblings, at);
        for ((place, written), shares) in siblings.iter().enumerate().zip(shares) {
            let here = at.indicator(place, written.code.as_str());
            let id = NodeId(walk.nodes.len());
            self.code(walk, written, &here);
            self.basis_has_note(written, &here);
            let node = Node {
                id,
                code: written.code.as_str().to_owned(),
                name: written.name.clone().unwrap_or_else(|| Names::from(written.code.as_str())),
                definition: written.definition.clone(),
                level: walk.nodes[parent.0].level + 1,
                parent: Some(parent),
                children: Vec::new(),
                effective: walk.nodes[parent.0].effective.as_ref().zip(shares.share.as_ref()).map(|(up, own)| up * own),
                share: shares.share,
                aggregate: written.aggregate.unwrap_or(walk.methods.aggregate),
                range: self.range(written, walk.scale, &here),
                basis: stated_basis(written, walk.basis),
                note: written.note.clone(),
            };
            walk.nodes.push(node);
            walk.nodes[parent.0].children.push(id);
            match written.indicators.as_deref() {
                None => {}
                Some([]) => self.report(
                    codes::EMPTY_NODE,
                    &here.key("indicators"),
                    bi!("the list of indicators is empty", "下级指标列表为空"),
                    Some(bi!("list its indicators, or remove the key: then it is a leaf", "列出下级指标，或删去此键，使其成为末级指标")),
                ),
                Some(children) => {
                    if children.len() == 1 {
                        self.report(
                            codes::ONE_CHILD,
                            &here,
                            bi!("it has a single child, which is the same figure twice", "只有一个下级，两者数值相同"),
                            Some(bi!("fold the two into one, unless the scheme prints both", "若方案未分别列出，可合并为一个")),
                        );
                    }
                    self.children(walk, children, shares.below, id, &here);
                }
            }
        }
    }

    fn code(&mut self, walk: &mut Walk<'_>, written: &Indicator, here: &At) {
        let code = written.code.as_str();
        let at = here.key("code");
        let reserved = RESERVED.iter().find(|word| word.eq_ignore_ascii_case(code));
        let impossible = code.is_empty()
            || code.trim() != code
            || code.starts_with('#')
            || code.contains([':', '=', ',', ';', '"', '/'])
            || code.chars().any(char::is_control);
        if let Some(word) = reserved {
            self.report(
                codes::BAD_CODE,
                &at,
                bi!("`{code}` is a heading of data files and results (`{word}`)", "`{code}` 是数据文件与结果的列名（`{word}`）"),
                Some(bi!("choose another code, as in `A1`", "换一个代码，如 `A1`")),
            );
        } else if impossible {
            let shown = code.escape_debug().to_string();
            self.report(
                codes::BAD_CODE,
                &at,
                bi!("`{shown}` cannot be a code", "`{shown}` 不能作为代码"),
                Some(bi!(
                    "a code is not empty, does not begin with `#` or end in a space, and has none of : = , ; / and quotes",
                    "代码不能为空，不能以 `#` 开头或以空格结尾，也不能含 : = , ; / 和引号"
                )),
            );
        }
        match walk.first_use.get(code) {
            Some(first) => {
                let (path, line) = (first.path.clone(), self.line(first));
                let line_en = line.map(|line| format!(" (line {line})")).unwrap_or_default();
                let line_zh = line.map(|line| format!("（第 {line} 行）")).unwrap_or_default();
                self.report(
                    codes::DUPLICATE_CODE,
                    &at,
                    bi!("the code `{code}` is already that of {path}{line_en}", "代码 `{code}` 已用于 {path}{line_zh}"),
                    Some(bi!("every code stands once in the whole tree", "代码在整棵树中必须唯一")),
                );
            }
            None if !code.is_empty() => {
                walk.first_use.insert(code.to_owned(), here.clone());
            }
            None => {}
        }
    }

    fn sibling_names(&mut self, siblings: &[Indicator], at: &At) {
        for (place, node) in siblings.iter().enumerate() {
            let Some(name) = &node.name else { continue };
            let shared = |other: &&Indicator| {
                other.name.as_ref().is_some_and(|other| {
                    [(&name.zh, &other.zh), (&name.en, &other.en)].into_iter().any(|(a, b)| a.is_some() && a == b)
                })
            };
            if let Some(first) = siblings[..place].iter().find(shared) {
                let (first, zh) = (&first.code, name.get(crate::Lang::Zh));
                let en = name.get(crate::Lang::En);
                self.report(
                    codes::DUPLICATE_NAME,
                    &at.indicator(place, node.code.as_str()).key("name"),
                    bi!("its sibling {first} has the same name, {en}", "与同级 {first} 同名：{zh}"),
                    Some(bi!("data files may name indicators by name, so siblings need different ones", "数据文件可按名称引用指标，同级不能重名")),
                );
            }
        }
    }

    fn basis_has_note(&mut self, written: &Indicator, here: &At) {
        let inferred = written.basis.is_some_and(|basis| {
            [basis.name, basis.weight, basis.definition].contains(&Some(Basis::Inferred))
        });
        if inferred && written.note.is_none() {
            self.inferred_without_note(&here.key("basis"));
        }
    }

    pub(super) fn inferred_without_note(&mut self, at: &At) {
        self.report(
            codes::INFERRED_NO_NOTE,
            at,
            bi!("marked as inferred, with no note", "标为推断，却没有说明"),
            Some(bi!("add `note:` that says from what it follows", "加上 `note:`，说明由何推得")),
        );
    }

    fn range(&mut self, written: &Indicator, scale: &Ratio, here: &At) -> (Ratio, Ratio) {
        let whole = (Ratio::zero(), scale.clone());
        let Some((low, high)) = &written.range else { return whole };
        let at = here.key("range");
        if written.indicators.is_some() {
            self.report(
                codes::BAD_RANGE,
                &at,
                bi!("a range belongs to a leaf; this node is formed from others", "取值范围只用于末级指标"),
                Some(bi!("move it to the leaves", "移到末级指标上")),
            );
        }
        let low_value = self.decimal(low.as_str(), codes::BAD_RANGE, &at.item(0));
        let high_value = self.decimal(high.as_str(), codes::BAD_RANGE, &at.item(1));
        match (low_value, high_value) {
            (Some(low), Some(high)) if low < high => (low, high),
            (Some(_), Some(_)) => {
                self.report(
                    codes::BAD_RANGE,
                    &at,
                    bi!("[{low}, {high}] holds no values", "[{low}, {high}] 不成立"),
                    Some(bi!("write the least value first, then the greatest", "先写最小值，再写最大值")),
                );
                whole
            }
            _ => whole,
        }
    }

    fn levels(&mut self, written: &[LevelFile], nodes: &[Node], top: &At) -> Vec<Level> {
        let depth = nodes.iter().map(|node| node.level).max().unwrap_or(0);
        let count = |level: usize| nodes.iter().filter(|node| node.level == level).count();
        let at = top.key("levels");
        if !written.is_empty() && self.tree_is_whole() {
            let stated = written.len();
            if stated != depth {
                self.report(
                    codes::LEVEL_COUNT,
                    &at,
                    bi!("{stated} levels are stated, the tree has {depth}", "写明 {stated} 级，指标树实有 {depth} 级"),
                    Some(bi!("name each level below the total once", "总分以下每一级写一项")),
                );
            }
            for (place, level) in written.iter().enumerate() {
                let (found, number) = (count(place + 1), place + 1);
                if let Some(stated) = level.count.filter(|stated| *stated as usize != found && place < depth) {
                    self.report(
                        codes::LEVEL_COUNT,
                        &at.item(place).key("count"),
                        bi!("level {number} should have {stated} indicators and has {found}", "第 {number} 级应有 {stated} 个指标，实有 {found} 个"),
                        Some(bi!("look for an indicator that is missing or under the wrong parent", "检查是否缺少指标，或放错了上级")),
                    );
                }
            }
        }
        (1..=depth)
            .map(|level| Level {
                name: written
                    .get(level - 1)
                    .filter(|names| names.zh.is_some() || names.en.is_some())
                    .map(|names| Names { zh: names.zh.clone(), en: names.en.clone() }),
                count: count(level),
            })
            .collect()
    }
}

/// What a node states itself, and what it does not state from the framework.
fn stated_basis(written: &Indicator, default: Option<Basis>) -> NodeBasis {
    let own = written.basis.unwrap_or_default();
    NodeBasis {
        name: own.name.or(default),
        weight: own.weight.or(default),
        definition: if written.definition.is_some() { own.definition.or(default) } else { None },
    }
}
