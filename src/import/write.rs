//! From the tree of a table to a framework file.

use super::cell::Weight;
use super::codes;
use super::heading::Heading;
use super::notation::{Meaning, Sum, marks, meaning};
use super::said::Said;
use super::tree::{Node, Tree};
use crate::diagnostic::{Bilingual, bi, codes as kinds};
use crate::framework::{Basis, Figure, FrameworkFile, Indicator, Input, LevelFile, Names, NodeBasis, Text};
use crate::methods::Notation;
use crate::number::Ratio;

/// What is written of a weight.
#[derive(Clone, Debug, Default)]
struct Written {
    text: Option<String>,
    basis: Option<Basis>,
    note: Option<Bilingual>,
}

/// Fills in what the table says; `total` is what a row of sums gives.
pub(super) fn write(
    mut tree: Tree,
    heading: &Heading,
    total: Option<&Weight>,
    mut file: FrameworkFile,
    said: &mut Said,
) -> FrameworkFile {
    let meaning = meaning(&tree, heading.in_marks);
    if meaning == Meaning::OfParent {
        lost_rows(&mut tree);
    }
    let names = codes::make(&tree, heading.line, said);
    let weights = weights(&tree, meaning, total, &names, said);
    let scale = scale(&tree, meaning, total);
    tell_meaning(meaning, scale.as_ref(), heading.line, said);
    names_lost(&tree, &names, said);
    file.partial = weights.iter().any(|weight| weight.basis == Some(Basis::Unknown));
    file.weights = match meaning {
        Meaning::OfWhole => Some(Notation::Absolute),
        Meaning::Shares => Some(Notation::Shares),
        Meaning::OfParent | Meaning::Absent => None,
    };
    if in_marks(&tree, meaning, heading) {
        // What is observed under a scheme of marks is kept as the marks that were given.
        (file.input, file.display) = (Some(Input::Points), Some(Figure::Points));
        let message = bi!(
            "the weights are marks, so data are read, and results printed, in points: `input: points`",
            "权重为分值，因此数据按得分填报，结果按得分输出：`input: points`"
        );
        said.push(kinds::WEIGHTS_READ, "", Some(heading.line), None, message, None);
    }
    file.scale = scale.map(|scale| Text::from(scale.to_string()));
    let count = |level: usize| tree.walk().iter().filter(|at| tree.nodes[**at].level == level).count();
    let levels: Vec<(usize, &String)> =
        heading.levels.iter().enumerate().filter(|(level, _)| count(*level) > 0).collect();
    // A tree of uneven depth has levels that differ from the columns.
    let even = tree
        .walk()
        .iter()
        .all(|at| tree.nodes[*at].level == 0 || tree.nodes[tree.nodes[*at].parent].level + 1 == tree.nodes[*at].level);
    if even && levels.len() > 1 {
        let level = |(level, name): &(usize, &String)| LevelFile {
            zh: in_its_language(name).zh,
            en: in_its_language(name).en,
            count: u32::try_from(count(*level)).ok(),
        };
        file.levels = levels.iter().map(level).collect();
    }
    file.indicators =
        tree.nodes[0].children.iter().map(|at| indicator(&tree, *at, &names, &weights, meaning)).collect();
    file
}

/// Whether weights are marks out of the marks of the whole, and not percentages of it.
fn in_marks(tree: &Tree, meaning: Meaning, heading: &Heading) -> bool {
    let percent = tree.walk().iter().any(|at| tree.value(*at).is_some_and(|(_, percent)| percent));
    let flat = tree.parents() == [0];
    // On one level marks out of a hundred are shares of it as well.
    !percent && (meaning == Meaning::OfWhole || meaning == Meaning::OfParent && flat && heading.in_marks)
}

/// Puts a node without a name where siblings lack a weight and a row is there that lost its last cell.
fn lost_rows(tree: &mut Tree) {
    for parent in tree.parents() {
        let sum = Sum::of(tree, parent);
        let Some(line) = tree.nodes[parent].short else { continue };
        if !sum.open.is_empty() || sum.known >= sum.whole {
            continue;
        }
        let level = tree.nodes[parent].children.first().map_or(0, |child| tree.nodes[*child].level);
        let at = tree.add(parent, Node { damaged: true, line, level, ..Node::default() });
        // The row stands above those of its siblings.
        tree.nodes[parent].children.rotate_right(1);
        debug_assert_eq!(tree.nodes[parent].children.first(), Some(&at));
    }
}

/// The weight of every node, by its place among the nodes.
fn weights(tree: &Tree, meaning: Meaning, total: Option<&Weight>, names: &[String], said: &mut Said) -> Vec<Written> {
    let mut all: Vec<Written> = vec![Written::default(); tree.nodes.len()];
    for parent in tree.parents() {
        let sum = Sum::of(tree, parent);
        let in_hundreds = meaning == Meaning::OfParent && sum.whole != Ratio::one();
        for &child in &tree.nodes[parent].children {
            let Some((value, percent)) = tree.value(child) else { continue };
            all[child].text = Some(show(value, percent, in_hundreds));
        }
        // Under marks of the whole a parent is the sum of its children, and needs none of its own.
        let inner = |at: &usize| !tree.nodes[*at].children.is_empty();
        let stated = |at: &usize| meaning == Meaning::OfWhole && inner(at) && marks(tree, *at).is_some();
        let open: Vec<usize> = sum.open.iter().copied().filter(|at| !stated(at)).collect();
        if meaning == Meaning::Absent {
            open.iter().for_each(|at| all[*at].basis = Some(Basis::Unknown));
            continue;
        }
        let value = match open.as_slice() {
            [] => continue,
            [_] => left(tree, parent, &sum, meaning, total),
            _ => None,
        };
        for at in open {
            all[at] = match &value {
                Some((value, percent)) => inferred(tree, at, parent, &show(value, *percent, in_hundreds), names, said),
                None => unknown(tree, at, names, said),
            };
        }
    }
    all
}

/// What is left for the one weight among the children that is not known, and whether in percent.
fn left(tree: &Tree, parent: usize, sum: &Sum, meaning: Meaning, total: Option<&Weight>) -> Option<(Ratio, bool)> {
    let children = &tree.nodes[parent].children;
    let percent = children.iter().filter_map(|child| tree.value(*child)).any(|(_, percent)| percent);
    let whole = match (meaning, parent, total) {
        (Meaning::OfParent, ..) => sum.whole.clone(),
        (Meaning::OfWhole, 0, Some(Weight::Known { value, .. })) => value.clone(),
        (Meaning::OfWhole, 1.., _) => tree.value(parent)?.0.clone(),
        _ => return None,
    };
    let known = |child: &usize| tree.value(*child).map(|(value, _)| value.clone()).or_else(|| marks(tree, *child));
    let known: Ratio = match meaning {
        Meaning::OfParent => sum.known.clone(),
        _ => children.iter().filter_map(known).sum(),
    };
    let left = &whole - &known;
    (left > Ratio::zero()).then_some((left, percent && sum.whole == Ratio::one()))
}

/// A weight as a framework has it.
fn show(value: &Ratio, percent: bool, in_hundreds: bool) -> String {
    if percent {
        return format!("{}%", value * &Ratio::from(100));
    }
    if in_hundreds { format!("{value}%") } else { value.to_string() }
}

fn inferred(tree: &Tree, at: usize, parent: usize, weight: &str, names: &[String], said: &mut Said) -> Written {
    let node = &tree.nodes[at];
    let siblings = tree.nodes[parent].children.iter().filter(|child| **child != at);
    let list: Vec<&str> = siblings.map(|child| names[*child].as_str()).collect();
    let (en, zh) = (list.join(", "), list.join("、"));
    let (what_en, what_zh) = match &node.weight {
        Some(Weight::Damaged(text)) => (format!("is damaged ({text})"), format!("残损（{text}）")),
        _ => ("cannot be read".to_owned(), "未能辨认".to_owned()),
    };
    let note = bi!(
        "The weight {what_en} in the table; the others beside it ({en}) leave {weight}.",
        "表中此项权重{what_zh}；由同级其余各项（{zh}）推得 {weight}。"
    );
    place(said, kinds::WEIGHT_INFERRED, node, &names[at], note.clone(), None);
    Written { text: Some(weight.to_owned()), basis: Some(Basis::Inferred), note: Some(note) }
}

fn unknown(tree: &Tree, at: usize, names: &[String], said: &mut Said) -> Written {
    let node = &tree.nodes[at];
    let (en, zh) = match &node.weight {
        Some(Weight::Damaged(text)) => (format!("{text:?} is no weight"), format!("{text:?} 不是权重")),
        _ => ("there is no weight".to_owned(), "没有权重".to_owned()),
    };
    let message = bi!("{en}, and the others do not tell it", "{zh}，且无从由其余各项推得");
    let hint =
        bi!("write it in the framework, or in the table and import it again", "请补入指标体系，或补入原表后重新导入");
    place(said, kinds::WEIGHT_UNREADABLE, node, &names[at], message, Some(hint));
    Written { text: None, basis: Some(Basis::Unknown), note: None }
}

fn place(
    said: &mut Said,
    kind: crate::diagnostic::Code,
    node: &Node,
    code: &str,
    message: Bilingual,
    hint: Option<Bilingual>,
) {
    said.push(kind, code, Some(node.line), Some(node.column).filter(|column| *column > 0), message, hint);
}

fn names_lost(tree: &Tree, names: &[String], said: &mut Said) {
    for at in tree.walk().into_iter().filter(|at| tree.nodes[*at].damaged) {
        let node = &tree.nodes[at];
        let message = match node.name.as_str() {
            "" => bi!("the indicator has no name in the table", "表中此指标没有名称"),
            name => bi!("the name {name:?} is damaged", "名称 {name:?} 残损"),
        };
        let hint = bi!("write it in the framework if you know it", "若知其名，请补入指标体系");
        place(said, kinds::NAME_UNREADABLE, node, &names[at], message, Some(hint));
    }
}

/// Full marks of the total, where they are not 100.
fn scale(tree: &Tree, meaning: Meaning, total: Option<&Weight>) -> Option<Ratio> {
    let percent = tree.walk().iter().any(|at| tree.value(*at).is_some_and(|(_, percent)| percent));
    if meaning != Meaning::OfWhole || percent {
        return None;
    }
    let printed = match total {
        Some(Weight::Known { value, percent: false }) => Some(value.clone()),
        _ => None,
    };
    marks(tree, 0).or(printed).filter(|scale| *scale != Ratio::from(100) && *scale > Ratio::zero())
}

fn tell_meaning(meaning: Meaning, scale: Option<&Ratio>, line: u64, said: &mut Said) {
    let message = match (meaning, scale) {
        (Meaning::OfParent, _) => {
            bi!("weights are shares of the parent: siblings add up to 100%", "权重为占上级的比例：同级之和为 100%")
        }
        (Meaning::OfWhole, None) => bi!(
            "weights are marks of the whole: a parent is the sum of its children, and all add up to 100",
            "权重为占总体的分值：上级等于下级之和，总和为 100"
        ),
        (Meaning::OfWhole, Some(scale)) => bi!(
            "weights are marks of the whole: a parent is the sum of its children, and all add up to {scale}, the scale",
            "权重为占总体的分值：上级等于下级之和，总和为 {scale}，即满分"
        ),
        (Meaning::Shares, _) => bi!(
            "weights are proportions among siblings, since they add up to nothing round",
            "权重为同级之间的份额：其和不是整百"
        ),
        (Meaning::Absent, _) => bi!("the table gives no weights", "表中没有权重"),
    };
    said.push(kinds::WEIGHTS_READ, "", Some(line), None, message, None);
}

fn indicator(tree: &Tree, at: usize, names: &[String], weights: &[Written], meaning: Meaning) -> Indicator {
    let (node, weight) = (&tree.nodes[at], &weights[at]);
    let mut indicator = Indicator { code: Text::from(names[at].as_str()), ..Indicator::default() };
    indicator.name = (!node.name.is_empty()).then(|| in_its_language(&node.name));
    indicator.weight = weight.text.as_deref().map(Text::from);
    let definition = [(&node.definition, ""), (&node.criteria, "评分标准：")];
    let definition: Vec<String> =
        definition.iter().filter(|(text, _)| !text.is_empty()).map(|(text, word)| format!("{word}{text}")).collect();
    indicator.definition = (!definition.is_empty()).then(|| in_its_language(&definition.join("\n")));
    let name = node.name.is_empty().then_some(Basis::Unknown);
    if weight.basis.is_some() || name.is_some() {
        // That a table says something does not make it published.
        indicator.basis = Some(NodeBasis { name, weight: weight.basis, ..NodeBasis::default() });
    }
    let mut note = weight.note.clone().unwrap_or_default();
    if !node.data_source.is_empty() {
        let source = &node.data_source;
        let more = bi!("Source of the data: {source}", "数据来源：{source}");
        for (note, more) in [(&mut note.en, more.en), (&mut note.zh, more.zh)] {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&more);
        }
    }
    indicator.note = (!note.zh.is_empty()).then(|| Names::both(note.zh, note.en));
    if !node.children.is_empty() {
        indicator.weights = (meaning == Meaning::Shares).then_some(Notation::Shares);
        let children = node.children.iter().map(|child| self::indicator(tree, *child, names, weights, meaning));
        indicator.indicators = Some(children.collect());
    }
    indicator
}

/// A text as the Chinese or the English of itself.
fn in_its_language(text: &str) -> Names {
    let is_chinese = text.chars().any(|character| ('\u{3400}'..='\u{9FFF}').contains(&character));
    if is_chinese {
        Names { zh: Some(text.to_owned()), en: None }
    } else {
        Names { zh: None, en: Some(text.to_owned()) }
    }
}
