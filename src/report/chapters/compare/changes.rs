//! What the scheme added, dropped, moved and changed.

use super::Told;
use crate::analyse::Criterion;
use crate::framework::{Framework, ItemId, NodeId};
use crate::report::{Cell, Section, Table};

/// Indicators and items that are not what they were; nothing where the whole scheme is the same, which is told before.
pub(super) fn changes(told: &Told<'_>) -> Section {
    let lang = told.lang;
    let mut section = Section::new("changes", say!(lang, "Changes of the scheme", "方案的变化"));
    if !told.scheme_changed {
        return section;
    }
    let indicators = indicators(told);
    let items = items(told);
    if indicators.rows.is_empty() && items.rows.is_empty() {
        section.push(say!(
            lang,
            "No indicator and no item was added, dropped, moved or given other criteria; weights of both editions stand with the indicators.",
            "没有新增、取消、改隶或更改标准的指标与采集点位；两版权重见各指标。"
        ));
        return section;
    }
    for table in [indicators, items] {
        if !table.rows.is_empty() {
            section.push(table);
        }
    }
    section
}

fn columns(told: &Told<'_>, id: &str, caption: String) -> Table {
    let lang = told.lang;
    let [old, new] = &told.names;
    Table::new(id, caption)
        .filter(say!(lang, "Change", "变化"))
        .words(old.as_str())
        .words(new.as_str())
        .words(say!(lang, "What changed", "变化内容"))
        .on_sheet(say!(lang, "Scheme", "方案变化"))
}

fn indicators(told: &Told<'_>) -> Table {
    let (lang, matched) = (told.lang, &told.compared.matched);
    let caption = say!(lang, "Indicators that were added, dropped, moved or changed", "新增、取消、改隶或变更的指标");
    let mut table = columns(told, "scheme-indicators", caption);
    let label = |framework: &Framework, node: NodeId| Cell::text(framework.node(node).label(lang));
    let (old, new) = (told.old(), told.new_framework());
    for node in &matched.added {
        table.row([Cell::text(say!(lang, "added", "新增")), Cell::Empty, label(new, *node), Cell::Empty]);
    }
    for node in &matched.dropped {
        table.row([Cell::text(say!(lang, "dropped", "取消")), label(old, *node), Cell::Empty, Cell::Empty]);
    }
    for pair in &matched.pairs {
        let is_total = pair.new == NodeId::TOTAL;
        if pair.repointed {
            let parent = |framework: &Framework, node: NodeId| {
                let parent = framework.node(node).parent.map(|parent| framework.node(parent).label(lang));
                parent.unwrap_or_default()
            };
            let (before, after) = (parent(old, pair.old), parent(new, pair.new));
            table.row([
                Cell::text(say!(lang, "moved", "改隶")),
                label(old, pair.old),
                label(new, pair.new),
                Cell::text(format!("{before} → {after}")),
            ]);
        }
        let what = criteria(told, &pair.changed);
        match (pair.comparable, pair.changed.is_empty()) {
            _ if is_total => {}
            (true, true) => {}
            (true, false) => table.row([
                Cell::text(say!(lang, "changed, compared", "有变，仍比较")),
                label(old, pair.old),
                label(new, pair.new),
                Cell::text(what),
            ]),
            (false, _) => table.row([
                Cell::text(say!(lang, "not comparable", "不可比")),
                label(old, pair.old),
                label(new, pair.new),
                Cell::text(if what.is_empty() { say!(lang, "by the mapping", "按对应关系") } else { what }),
            ]),
        }
    }
    table
}

fn items(told: &Told<'_>) -> Table {
    let (lang, items) = (told.lang, &told.compared.matched.items);
    let caption = say!(lang, "Items that were added, dropped, moved or changed", "新增、取消、改隶或变更的采集点位");
    let mut table = columns(told, "scheme-items", caption);
    let label = |framework: &Framework, item: ItemId| Cell::text(framework.item(item).label(lang));
    let (old, new) = (told.old(), told.new_framework());
    for item in &items.added {
        table.row([Cell::text(say!(lang, "added", "新增")), Cell::Empty, label(new, *item), Cell::Empty]);
    }
    for item in &items.dropped {
        table.row([Cell::text(say!(lang, "dropped", "取消")), label(old, *item), Cell::Empty, Cell::Empty]);
    }
    for (before, after) in &items.repointed {
        let leaf = |framework: &Framework, item: ItemId| framework.node(framework.item(item).leaf).label(lang);
        let moved = format!("{} → {}", leaf(old, *before), leaf(new, *after));
        table.row([
            Cell::text(say!(lang, "moved", "改隶")),
            label(old, *before),
            label(new, *after),
            Cell::text(moved),
        ]);
    }
    for (before, after, changed) in &items.changed {
        let what = Cell::text(criteria(told, changed));
        table.row([Cell::text(say!(lang, "changed", "变更")), label(old, *before), label(new, *after), what]);
    }
    table
}

fn criteria(told: &Told<'_>, changed: &[Criterion]) -> String {
    let lang = told.lang;
    let word = |criterion: &Criterion| match criterion {
        Criterion::Name => say!(lang, "name", "名称"),
        Criterion::Definition => say!(lang, "definition", "定义"),
        Criterion::Range => say!(lang, "range", "取值范围"),
        Criterion::Items => say!(lang, "items", "采集点位"),
        Criterion::Rule => say!(lang, "rule", "计分规则"),
        Criterion::Kind => say!(lang, "measured or formed from others", "直接测量或由下级合成"),
        Criterion::Below => say!(lang, "indicators below", "下级指标"),
    };
    changed.iter().map(word).collect::<Vec<_>>().join(&say!(lang, ", ", "、"))
}
