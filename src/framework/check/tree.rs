//! The tree itself: codes, names, ranges, levels.

use std::collections::HashMap;

use super::items::Pending;
use super::weights::Shares;
use super::{At, Checker};
use crate::diagnostic::{Bilingual, bi, codes, plural};
use crate::framework::extras::Inherited;
use crate::framework::file::Indicator;
use crate::framework::items::Item;
use crate::framework::roles::{Absence, Role};
use crate::framework::tree::{Level, Node, NodeId};
use crate::framework::words::{Basis, Names, NodeBasis};
use crate::methods::Aggregate;
use crate::number::plain_text;
use crate::number::{Ratio, shorten};

/// Headings of results and data files, so no indicator can be called that.
pub(super) const RESERVED: [&str; 6] = ["unit", "name", "rank", "tier", "total", "data"];

/// What is gathered while the tree is walked.
#[derive(Default)]
pub(super) struct Walk {
    nodes: Vec<Node>,
    pub(super) items: Vec<Item>,
    pub(super) pending: Vec<Pending>,
    first_use: HashMap<String, At>,
}

impl Checker<'_> {
    /// All nodes depth first, their items, and the levels below the total.
    pub(super) fn tree(&mut self, shares: Vec<Shares>) -> (Vec<Node>, Vec<Item>, Vec<Level>) {
        let file = self.file;
        let name = file.total.as_ref().map_or_else(|| Names::both("总分", "Total"), |total| total.name.clone());
        let inherited = self.inherited_by_all();
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
            aggregate: self.aggregate(None),
            range: self.whole_range(),
            basis: file.basis.map(NodeBasis::all).unwrap_or_default(),
            note: file.note.clone(),
            role: Role::Weighted,
            pass: None,
            absence: absence(&inherited),
            items: Vec::new(),
            vetoes: false,
        };
        let at = At::top("indicators");
        if file.indicators.is_empty() && self.context.marks.is_some_and(|marks| !marks.is_list(&at.steps)) {
            self.report(
                codes::EMPTY_NODE,
                &at,
                bi!("no indicators are listed", "没有列出任何指标"),
                Some(bi!(
                    "list them; where the total itself is what is given, write `indicators: []`",
                    "请列出指标；若直接给出总分，写 `indicators: []`"
                )),
            );
        }
        let mut walk = Walk { nodes: vec![total], ..Walk::default() };
        self.children(&mut walk, &file.indicators, shares, (NodeId::TOTAL, &inherited), &At::default());
        self.applicability(&mut walk);
        let levels = self.levels(&walk.nodes);
        (walk.nodes, walk.items, levels)
    }

    fn children(
        &mut self,
        walk: &mut Walk,
        siblings: &[Indicator],
        shares: Vec<Shares>,
        (parent, inherited): (NodeId, &Inherited),
        at: &At,
    ) {
        self.sibling_names(siblings, at);
        for ((place, written), shares) in siblings.iter().enumerate().zip(shares) {
            let here = at.indicator(place, written.code.as_str());
            let id = NodeId(walk.nodes.len());
            self.code(walk, written.code.as_str(), &here);
            self.not_blank(written.name.as_ref(), &here.key("name"));
            let basis = written.basis.unwrap_or_default();
            self.note_for(&[basis.name, basis.weight, basis.definition], written.note.as_ref(), &here);
            let inherited = self.inherit(inherited, written, &here);
            let (above, top) = (walk.nodes[parent.0].effective.clone(), parent == NodeId::TOTAL);
            let role = self.role(written, &here, above.as_ref(), top);
            let pass = self.pass(written, &here, shares.effective.as_ref());
            let full = shares.effective.as_ref().zip(self.scale.as_ref()).map(|(own, scale)| own * scale);
            let items = self.items(walk, written, &here, id, (full, inherited.rounds));
            let above = &walk.nodes[parent.0];
            let node = Node {
                id,
                code: written.code.as_str().to_owned(),
                name: written.name.clone().unwrap_or_else(|| Names::from(written.code.as_str())),
                definition: written.definition.clone(),
                level: above.level + 1,
                parent: Some(parent),
                children: Vec::new(),
                effective: shares.effective,
                share: shares.share,
                aggregate: self.aggregate(written.aggregate),
                range: self.range(written, &here),
                basis: stated_basis(written, self.file.basis),
                note: written.note.clone(),
                vetoes: above.vetoes || matches!(role, Role::Veto(_)),
                role,
                pass,
                absence: absence(&inherited),
                items,
            };
            walk.nodes.push(node);
            walk.nodes[parent.0].children.push(id);
            match written.indicators.as_deref() {
                // A key with nothing after it is no leaf, but a list that somebody forgot to write.
                None | Some([]) if written.indicators.is_some() || self.stands_there(&here.key("indicators")) => {
                    self.report(
                        codes::EMPTY_NODE,
                        &here.key("indicators"),
                        bi!("the list of indicators is empty", "下级指标列表为空"),
                        Some(bi!(
                            "list its indicators, or remove the key: then it is a leaf",
                            "列出下级指标，或删去此键，使其成为末级指标"
                        )),
                    );
                }
                None => {}
                Some(children) => {
                    if children.len() == 1 {
                        self.report(
                            codes::ONE_CHILD,
                            &here,
                            bi!("it has a single child, which is the same figure twice", "只有一个下级，两者数值相同"),
                            Some(bi!(
                                "fold the two into one, unless the scheme prints both",
                                "若方案未分别列出，可合并为一个"
                            )),
                        );
                    }
                    self.children(walk, children, shares.below, (id, &inherited), &here);
                }
            }
        }
    }

    /// The code of an indicator or item: possible, and no other's.
    pub(super) fn code(&mut self, walk: &mut Walk, code: &str, here: &At) {
        let at = here.key("code");
        let shown = shorten(&code.escape_debug().to_string());
        if let Some(word) = RESERVED.iter().find(|word| word.eq_ignore_ascii_case(code)) {
            self.report(
                codes::BAD_CODE,
                &at,
                bi!(
                    "`{shown}` cannot be a code: data files and results have a column `{word}`",
                    "`{shown}` 不能作为代码：数据文件与结果已有 `{word}` 列"
                ),
                Some(bi!("choose another code, as in `A1`", "换一个代码，如 `A1`")),
            );
        } else if let Some(Bilingual { en, zh }) = why_impossible(code) {
            self.report(
                codes::BAD_CODE,
                &at,
                bi!("`{shown}` cannot be a code: it {en}", "`{shown}` 不能作为代码：{zh}"),
                Some(bi!("write letters and digits, as in `A1`", "用字母、数字或汉字，如 `A1`")),
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
                    bi!(
                        "the code `{shown}` is already that of {path}{line_en}",
                        "代码 `{shown}` 已用于 {path}{line_zh}"
                    ),
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
        let mut first_use: [HashMap<&str, &Indicator>; 2] = [HashMap::new(), HashMap::new()];
        for (place, node) in siblings.iter().enumerate() {
            let Some(name) = &node.name else { continue };
            let mut same = None;
            for (used, text) in first_use.iter_mut().zip([&name.zh, &name.en]) {
                let Some(text) = text.as_ref().filter(|text| !text.trim().is_empty()) else { continue };
                let first = *used.entry(text.trim()).or_insert(node);
                if !std::ptr::eq(first, node) {
                    same = same.or(Some((first.code.clone(), text)));
                }
            }
            if let Some((first, text)) = same {
                let (first, text) = (shorten(first.as_str()), shorten(text));
                self.report(
                    codes::DUPLICATE_NAME,
                    &at.indicator(place, node.code.as_str()).key("name"),
                    bi!("its sibling {first} has the same name, {text}", "与同级 {first} 同名：{text}"),
                    Some(bi!(
                        "data files may name indicators by name, so siblings need different ones",
                        "数据文件可按名称引用指标，同级不能重名"
                    )),
                );
            }
        }
    }

    fn aggregate(&self, own: Option<Aggregate>) -> Aggregate {
        let inherited = || self.file.method.as_ref().and_then(|method| method.aggregate);
        own.or_else(inherited).unwrap_or_default()
    }

    /// From zero to full marks.
    fn whole_range(&self) -> (Ratio, Ratio) {
        (Ratio::zero(), self.scale.clone().unwrap_or_else(Ratio::one))
    }

    fn range(&mut self, written: &Indicator, here: &At) -> (Ratio, Ratio) {
        let whole = self.whole_range();
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

    fn levels(&mut self, nodes: &[Node]) -> Vec<Level> {
        let written = &self.file.levels;
        let depth = nodes.iter().map(|node| node.level).max().unwrap_or(0);
        let count = |level: usize| nodes.iter().filter(|node| node.level == level).count();
        let at = At::top("levels");
        if !written.is_empty() && self.tree_is_whole() {
            let stated = written.len();
            let are_stated = plural(stated, "level is stated", "levels are stated");
            if stated != depth {
                self.report(
                    codes::LEVEL_COUNT,
                    &at,
                    bi!("{are_stated}, the tree has {depth}", "写明 {stated} 级，指标树实有 {depth} 级"),
                    Some(bi!("name each level below the total once", "总分以下每一级写一项")),
                );
            }
            for (place, level) in written.iter().enumerate() {
                let (found, number) = (count(place + 1), place + 1);
                if let Some(stated) = level.count.filter(|stated| *stated as usize != found && place < depth) {
                    let indicators = plural(stated, "indicator", "indicators");
                    self.report(
                        codes::LEVEL_COUNT,
                        &at.item(place).key("count"),
                        bi!(
                            "level {number} should have {indicators} and has {found}",
                            "第 {number} 级应有 {stated} 个指标，实有 {found} 个"
                        ),
                        Some(bi!(
                            "look for an indicator that is missing or under the wrong parent",
                            "检查是否缺少指标，或放错了上级"
                        )),
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

/// What holds for a node itself.
fn absence(inherited: &Inherited) -> Absence {
    let Inherited { missing, not_applicable, coverage, .. } = inherited.clone();
    Absence { missing, not_applicable, coverage }
}

/// Codes head columns, stand in paths, in options and in lists.
fn why_impossible(code: &str) -> Option<Bilingual> {
    if code.is_empty() {
        return Some(bi!("is empty", "代码为空"));
    }
    if code.trim() != code {
        return Some(bi!("begins or ends with a space", "首尾有空格"));
    }
    if code.starts_with('#') {
        return Some(bi!("begins with `#`, as a comment does", "以 `#` 开头，会被当作注释"));
    }
    let impossible = |c: &char| [':', '=', ',', ';', '"', '/', '\u{FEFF}'].contains(c) || c.is_control();
    if let Some(character) = code.chars().find(impossible) {
        let character = character.escape_debug();
        return Some(bi!("holds `{character}`", "含有 `{character}`"));
    }
    // Headings are compared without regard to width and spaces, so no heading could name such a code.
    let plain = plain_text(code);
    (plain != code).then(|| {
        bi!(
            "has full-width characters or unusual spaces; plainly written it is `{plain}`",
            "含全角字符或特殊空格；应写作 `{plain}`"
        )
    })
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
