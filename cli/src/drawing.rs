//! A framework as a drawn tree, a Markdown document, a table or JSON.

use govscore::{Basis, Collection, Framework, Indicator, Item, Lang, Names, Node, NodeBasis, Ratio, Role, Rounding};

use crate::banner::Banner;
use crate::figures::{percent, share_text};
use crate::language::{self, comma, pick, plural, say};
use crate::output::Format;
use crate::table::{Align, Table, csv, escape, indent, plain};
use crate::tree_json::as_json;
use crate::{tree_items, tree_rules, types};

/// The framework in this format; pages and workbooks are none of them and give text.
pub fn draw(framework: &Framework, banner: &Banner, format: Format, lang: Lang) -> String {
    match format {
        Format::Csv => as_csv(framework),
        Format::Json => as_json(framework, banner),
        Format::Md => as_markdown(framework, banner, lang),
        _ => banner.text(lang) + &as_text(framework, lang),
    }
}

/// `3 / 9 / 31 indicators on 3 levels`.
pub fn levels_words(framework: &Framework, lang: Lang) -> String {
    let counts: Vec<String> = framework.levels().iter().map(|level| level.count.to_string()).collect();
    let (counts, levels) = (counts.join(" / "), framework.levels().len());
    match (lang, levels) {
        (Lang::En, 0) => "no indicators: the total is what is given".to_owned(),
        (Lang::Zh, 0) => "没有下级指标，直接给出总分".to_owned(),
        (Lang::En, _) => {
            let indicators = if counts == "1" { "indicator" } else { "indicators" };
            format!("{counts} {indicators} on {}", plural(levels, "level", "levels"))
        }
        (Lang::Zh, _) => format!("{levels} 级，各级指标数 {counts}"),
    }
}

fn as_csv(framework: &Framework) -> String {
    let (roles, items) = (framework.has_roles(), !framework.items().is_empty());
    let mut heading =
        ["code", "parent", "level", "name_zh", "name_en", "weight", "points", "basis"].map(str::to_owned).to_vec();
    heading.extend(roles.then(|| "role".to_owned()));
    heading.extend(items.then(|| "items".to_owned()));
    let rows = framework.nodes().iter().zip(stated_names(framework)).map(|(node, name)| {
        let text = |text: fn(&Names) -> Option<&String>| name.and_then(text).cloned().unwrap_or_default();
        let mut row = vec![
            node.code.clone(),
            node.parent.map(|parent| framework.node(parent).code.clone()).unwrap_or_default(),
            node.level.to_string(),
            text(|name| name.zh.as_ref()),
            text(|name| name.en.as_ref()),
            node.share.as_ref().map(Ratio::to_string).unwrap_or_default(),
            framework.points(node.id).map(|points| points.to_string()).unwrap_or_default(),
            node.weakest_basis().map(Basis::name).unwrap_or_default().to_owned(),
        ];
        row.extend(roles.then(|| role_name(node).to_owned()));
        row.extend(items.then(|| counted(framework, node).0.to_string()));
        row
    });
    csv(std::iter::once(heading).chain(rows))
}

/// What a node is among its siblings, as a word of the file format.
pub fn role_name(node: &Node) -> &'static str {
    match node.role {
        Role::Bonus(_) => "bonus",
        Role::Deduction { .. } => "deduction",
        Role::Veto(_) => "veto",
        _ if node.vetoes => "",
        _ => "weight",
    }
}

/// How many items are looked at for a node and what is below it, and how many of them are collected by machine and by
/// people; a leaf with a rule of its own is one item.
fn counted(framework: &Framework, node: &Node) -> (usize, usize, usize) {
    let is_below = |item: &&Item| {
        let mut at = Some(item.leaf);
        std::iter::from_fn(|| {
            let here = at?;
            at = framework.node(here).parent;
            Some(here)
        })
        .any(|id| id == node.id)
    };
    let items: Vec<&Item> = framework.items().iter().filter(is_below).collect();
    let by = |method| items.iter().filter(|item| item.method == Some(method)).count();
    (items.len(), by(Collection::Machine), by(Collection::Manual))
}

/// `100 items, 72 of them (72%) by machine`.
fn items_words(framework: &Framework, lang: Lang) -> Option<String> {
    let (all, machine, manual) = counted(framework, framework.total());
    let share = Ratio::new(machine as i128, all as i128)?;
    let (share, rest) = (share_text(&(&share * &Ratio::from(100))), all - machine - manual);
    let unsaid = match rest {
        0 => String::new(),
        rest => say!(lang, ", of {rest} it is not said", "，{rest} 个未注明"),
    };
    let items = plural(all, "item", "items");
    Some(say!(
        lang,
        "{items} to collect: {machine} by machine ({share}), {manual} by people{unsaid}",
        "采集点位 {all} 个：机器采集 {machine} 个（{share}），人工采集 {manual} 个{unsaid}"
    ))
}

/// The name of each node as the framework states it: the code that stands in where there is none is no name.
pub fn stated_names(framework: &Framework) -> Vec<Option<&Names>> {
    fn below<'f>(indicators: &'f [Indicator], names: &mut Vec<Option<&'f Names>>) {
        for indicator in indicators {
            names.push(indicator.name.as_ref());
            below(indicator.indicators.as_deref().unwrap_or_default(), names);
        }
    }
    let mut names = vec![Some(&framework.total().name)];
    below(&framework.file().indicators, &mut names);
    names
}

fn as_text(framework: &Framework, lang: Lang) -> String {
    let mut text = format!("{}\n", plain(framework.title().get(lang)));
    for line in facts(framework, lang) {
        text.push_str(&format!("{}\n", plain(&line)));
    }
    let prefixes = branches(framework);
    let tree = nodes_table(framework, lang, |node| format!("{}{}", prefixes[node.id.index()], node.label(lang)));
    text.push_str(&format!("\n{}", tree.text()));
    for (heading, table) in tables_below(framework, lang) {
        text.push_str(&format!("\n{heading}\n{}", indent(&table.text())));
    }
    if !framework.file().unknown.is_empty() {
        text.push_str(&format!("\n{}\n", pick(lang, "Not known", "未知")));
        for unknown in &framework.file().unknown {
            text.push_str(&format!("  - {}\n", plain(unknown.get(lang))));
        }
    }
    text
}

fn as_markdown(framework: &Framework, banner: &Banner, lang: Lang) -> String {
    let mut text = format!("# {}\n\n", escape(framework.title().get(lang)));
    text.push_str(&banner.markdown(lang));
    for line in facts(framework, lang) {
        text.push_str(&format!("- {}\n", escape(&line)));
    }
    let tree = nodes_table(framework, lang, |node| format!("{}{}", "　".repeat(node.level), node.label(lang)));
    text.push_str(&format!("\n{}", tree.markdown()));
    for (heading, table) in tables_below(framework, lang) {
        text.push_str(&format!("\n## {heading}\n\n{}", table.markdown()));
    }
    if !framework.file().unknown.is_empty() {
        text.push_str(&format!("\n## {}\n\n", pick(lang, "Not known", "未知")));
        for unknown in &framework.file().unknown {
            text.push_str(&format!("- {}\n", escape(unknown.get(lang))));
        }
    }
    text
}

/// What stands above the tree.
fn facts(framework: &Framework, lang: Lang) -> Vec<String> {
    let file = framework.file();
    let id = framework.id();
    let mut first = vec![id.to_owned()];
    if let Some(edition) = framework.edition() {
        first.push(say!(lang, "edition {edition}", "{edition} 版"));
    }
    first.push(levels_words(framework, lang));
    let scale = framework.scale();
    first.push(say!(lang, "full marks {scale}", "满分 {scale}"));
    let mut facts = vec![first.join(" · ")];
    if let Some(source) = &file.source {
        let mut parts = vec![source.title.get(lang).to_owned()];
        parts.extend(source.publisher.as_ref().map(|publisher| publisher.get(lang).to_owned()));
        parts.extend(source.date.as_ref().map(|date| date.as_str().to_owned()));
        parts.extend(source.pages.as_ref().map(|pages| say!(lang, "pages {pages}", "第 {pages} 页")));
        let parts = parts.join(pick(lang, ", ", "，"));
        facts.push(say!(lang, "Source: {parts}", "来源：{parts}"));
    }
    facts.extend(items_words(framework, lang));
    if framework.is_partial() {
        facts.push(
            pick(
                lang,
                "Partial: what is not known is listed below; it can be drawn, not scored",
                "部分已知：未知内容列于下方；可以绘制，不能计分",
            )
            .to_owned(),
        );
    }
    facts
}

/// The tree with weights, points, and what is not published; `label` says what stands in the first column.
fn nodes_table(framework: &Framework, lang: Lang, label: impl Fn(&Node) -> String) -> Table {
    let mut table = Table::default();
    table
        .column(pick(lang, "indicator", "指标"), Align::Left)
        .column(pick(lang, "weight", "权重"), Align::Right)
        .column(pick(lang, "points", "分值"), Align::Right)
        .column(pick(lang, "items", "点位"), Align::Right)
        .column(pick(lang, "basis", "依据"), Align::Left);
    let unknown = pick(lang, "unknown", "未知");
    let places = common_places(framework);
    for node in framework.nodes() {
        let weight = match &node.share {
            _ if node.parent.is_none() => String::new(),
            _ if !node.is_weighted() || node.vetoes => role_words(node, lang).to_owned(),
            Some(share) => percent(share),
            None => unknown.to_owned(),
        };
        let points = match (framework.points(node.id), places) {
            _ if node.vetoes => String::new(),
            (None, _) => unknown.to_owned(),
            (Some(points), Some(places)) => points.to_fixed(Rounding::half_up(places)),
            (Some(points), None) => points.to_string(),
        };
        let items = match counted(framework, node).0 {
            0 => String::new(),
            items => items.to_string(),
        };
        table.row(vec![label(node), weight, points, items, basis_words(&node.basis, lang)]);
    }
    table.without_empty_columns()
}

/// What stands in place of a weight.
fn role_words(node: &Node, lang: Lang) -> &'static str {
    match node.role {
        Role::Bonus(_) => pick(lang, "bonus", "加分"),
        Role::Deduction { .. } => pick(lang, "deduction", "扣分"),
        Role::Veto(_) => pick(lang, "veto", "否决"),
        _ => "",
    }
}

/// As many places as the most exact points need, if all of them end within four.
fn common_places(framework: &Framework) -> Option<u32> {
    let needed =
        framework.nodes().iter().filter_map(|node| framework.points(node.id)).map(|points| places_needed(&points));
    needed.collect::<Option<Vec<u32>>>().map(|all| all.into_iter().max().unwrap_or(0))
}

/// How many places a figure has, if it ends within four.
pub fn places_needed(figure: &Ratio) -> Option<u32> {
    (0..=4).find(|places| figure.round(Rounding::half_up(*places)) == *figure)
}

/// What of a node is not published: nothing, `inferred`, or `inferred: name, weight`.
fn basis_words(stated: &NodeBasis, lang: Lang) -> String {
    let parts = [
        (stated.name, pick(lang, "name", "名称")),
        (stated.weight, pick(lang, "weight", "权重")),
        (stated.definition, pick(lang, "definition", "定义")),
    ];
    let mut words = Vec::new();
    for basis in [Basis::Inferred, Basis::Illustrative, Basis::Unknown] {
        let of: Vec<&str> = parts.iter().filter(|(of, _)| *of == Some(basis)).map(|(_, part)| *part).collect();
        let word = language::basis(basis, lang);
        match of.len() {
            0 => {}
            3 => words.push(word.to_owned()),
            _ => words.push(format!("{word}{}{}", pick(lang, ": ", "："), of.join(comma(lang)))),
        }
    }
    words.join(pick(lang, "; ", "；"))
}

/// What the scheme rules beside weights, types, topics and items, each with its heading.
fn tables_below(framework: &Framework, lang: Lang) -> Vec<(String, Table)> {
    let mut tables = tree_rules::tables(framework, lang);
    if !framework.tiers().is_empty() {
        let mut table = Table::default();
        table
            .column(pick(lang, "type", "类型"), Align::Left)
            .column(pick(lang, "code", "代码"), Align::Left)
            .column(pick(lang, "total", "总分"), Align::Left)
            .column(pick(lang, "grades", "等级"), Align::Left)
            .column(pick(lang, "basis", "依据"), Align::Left);
        for (place, tier) in framework.tiers().iter().enumerate() {
            let name = tier.name.get(lang).to_owned();
            let basis = tier.basis.filter(|basis| *basis != Basis::Published);
            let basis = basis.map(|basis| language::basis(basis, lang).to_owned()).unwrap_or_default();
            let (range, grades) = (types::range(framework, place, lang), types::grades(framework, place, lang));
            table.row(vec![name, tier.code.clone(), range, grades, basis]);
        }
        tables.push((pick(lang, "Types", "类型").to_owned(), table.without_empty_columns()));
    }
    if !framework.topics().is_empty() {
        let mut table = Table::default();
        table
            .column(pick(lang, "topic", "专题"), Align::Left)
            .column(pick(lang, "indicators", "指标"), Align::Left)
            .column(pick(lang, "basis", "依据"), Align::Left);
        for topic in framework.topics() {
            let mut codes: Vec<&str> = topic.indicators.iter().map(|id| framework.node(*id).code.as_str()).collect();
            codes.extend(topic.items.iter().map(|id| framework.item(*id).code.as_str()));
            let basis = topic.basis.map(|basis| language::basis(basis, lang).to_owned()).unwrap_or_default();
            table.row(vec![topic.name.get(lang).to_owned(), codes.join(" "), basis]);
        }
        tables.push((pick(lang, "Topics", "专题").to_owned(), table));
    }
    tables.extend(tree_items::table(framework, lang));
    tables
}

/// What is drawn in front of each node.
fn branches(framework: &Framework) -> Vec<String> {
    let mut prefixes = vec![String::new(); framework.nodes().len()];
    for node in framework.nodes() {
        let own = prefixes[node.id.index()].clone();
        let below = own.replace("├─ ", "│  ").replace("└─ ", "   ");
        for (place, child) in node.children.iter().enumerate() {
            let last = place + 1 == node.children.len();
            prefixes[child.index()] = format!("{below}{}", if last { "└─ " } else { "├─ " });
        }
    }
    prefixes
}
