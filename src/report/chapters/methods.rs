//! How the figures came about: the rules of the scheme, what is not known of it, what went into the run.

use super::writer::{Writer, pick};
use crate::diagnostic::Lang;
use crate::framework::{By, Figure};
use crate::methods::{Aggregate, TierRule};
use crate::provenance::Role;
use crate::report::document::{Block, Cell, Section, Table};
use crate::report::words;

/// What stands below the title: framework, source, data.
pub(super) fn subtitle(writer: &Writer<'_, '_>) -> Vec<String> {
    let (framework, data) = (writer.framework(), writer.scores().dataset());
    let edition = framework.edition().filter(|edition| !framework.id().contains(edition));
    let edition = edition.map(|edition| format!(" · {edition}")).unwrap_or_default();
    let mut lines = vec![match writer.lang {
        Lang::En => format!("Framework {}{edition}", framework.id()),
        Lang::Zh => format!("指标体系 {}{edition}", framework.id()),
    }];
    if let Some(source) = &framework.file().source {
        let publisher = source.publisher.as_ref().map(|names| writer.names(names)).unwrap_or_default();
        let by = match publisher.is_empty() {
            true => publisher,
            false => format!("{}{publisher}", pick(writer.lang, ", ", "，")),
        };
        lines.push(format!("{}{}{by}", writer.pick("Scheme: ", "方案来源："), writer.names(&source.title)));
    }
    if let Some(source) = data.meta("source") {
        lines.push(format!("{}{}", writer.pick("Data: ", "数据来源："), in_lang(source, writer.lang)));
    }
    lines
}

/// Of a text in both languages, as in `中文 / English`, the part in one of them.
fn in_lang(text: &str, lang: Lang) -> &str {
    let is_chinese = |text: &str| text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
    match text.split_once(" / ") {
        Some((zh, en))
            if is_chinese(zh) && en.is_ascii() || is_chinese(zh) && en.starts_with(|c: char| c.is_ascii()) =>
        {
            pick(lang, en, zh)
        }
        _ => text,
    }
}

pub(super) fn chapter(writer: &Writer<'_, '_>) -> Section {
    let mut section = writer.section("methods", writer.pick("Methods and sources", "方法与来源"));
    section.push(rules(writer));
    section.push(Block::Text(writer.pick(
        "Scores are exact ratios and are rounded only where they are printed. Means, medians, quartiles and Gini coefficients are exact as well; standard deviations and skewness are roots, cut to twelve places; Theil's T uses logarithms, cut to twelve places.",
        "得分以精确分数计算，只在输出时舍入。平均、中位数、四分位数和基尼系数同样精确；标准差与偏度含开方，保留十二位小数；泰尔指数含对数，保留十二位小数。",
    )));
    let unknown = &writer.framework().file().unknown;
    if !unknown.is_empty() {
        let mut table = Table::new("unknown", writer.pick("What is not known of the scheme", "该方案中尚不清楚的内容"))
            .words(writer.pick("Not known", "不清楚的内容"));
        for names in unknown {
            table.row([Cell::text(writer.names(names))]);
        }
        section.push(table);
    }
    if let Some(table) = run(writer) {
        section.push(table);
    }
    section
}

/// The rules of the scheme, one in a row.
fn rules(writer: &Writer<'_, '_>) -> Table {
    let (framework, lang) = (writer.framework(), writer.lang);
    let mut table =
        Table::new("methods", writer.pick("How scores, ranks and types come about", "得分、名次与类型如何得出"))
            .words(writer.pick("Step", "步骤"))
            .words(writer.pick("Rule", "规则"))
            .on_sheet(writer.pick("Methods", "方法"));
    let exactly = |by: By| match by {
        By::Exact => pick(lang, "exact figures", "精确值"),
        By::Rounded => pick(lang, "figures as printed", "舍入后的值"),
    };
    let aggregate = match framework.total().aggregate {
        Aggregate::Arithmetic => writer.pick("weighted arithmetic mean, level by level", "逐级加权算术平均"),
    };
    let display = match framework.display() {
        Figure::Points => writer.pick("points: rate times effective weight", "得分：得分率乘以有效权重"),
        Figure::Rate => writer.pick("rates, from 0 to the scale", "得分率：0 至满分"),
    };
    let tiers = framework.tier_rule().map(|rule| {
        let rule = match rule {
            TierRule::CutLines(_) => writer.pick("cut lines", "分界线"),
            TierRule::Quantiles(_) => writer.pick("shares of the units", "对象数的份额"),
            TierRule::Count(_) => writer.pick("numbers of units", "对象的个数"),
            TierRule::MeanSd(_) => {
                writer.pick("distance from the mean in standard deviations", "与均值的距离（以标准差计）")
            }
            TierRule::NaturalBreaks(_) => writer.pick("natural breaks (Fisher, Jenks)", "自然断点法（Fisher、Jenks）"),
        };
        format!("{rule}{}{}", pick(lang, "; by ", "；比较"), exactly(framework.tier_by()))
    });
    let roster = writer.scores().dataset().roster();
    let ranks = format!(
        "{}{}{}",
        words::ties(framework.ties(), roster.is_some(), lang),
        pick(lang, "; by ", "；比较"),
        exactly(framework.rank_by())
    );
    let mut row = |step: &str, rule: String| table.row([Cell::text(step), Cell::text(rule)]);
    row(pick(lang, "Aggregation", "合成"), aggregate);
    row(pick(lang, "Missing values", "缺失值"), words::missing(framework.missing(), lang).to_owned());
    row(pick(lang, "Figures shown", "输出的数值"), display);
    row(pick(lang, "Rounding", "舍入"), words::rounding(framework.rounding(), lang));
    row(pick(lang, "Ranks", "名次"), ranks);
    if let Some(tiers) = tiers {
        row(pick(lang, "Types", "类型"), tiers);
    }
    if let Some(roster) = roster {
        row(
            pick(lang, "Roster", "名录"),
            match writer.names(roster.title()) {
                title if title == roster.id() => title,
                title => format!("{title} ({})", roster.id()),
            },
        );
    }
    if let Some(period) = &framework.file().collected {
        row(pick(lang, "Collected", "采集时间"), format!("{}–{}", period.from, period.to));
    }
    table
}

/// What went into the run, with a digest of each input.
fn run(writer: &Writer<'_, '_>) -> Option<Table> {
    let run = writer.options.provenance?;
    let mut table = Table::new("provenance", writer.pick("What went into this report", "本报告的依据"))
        .words(writer.pick("What", "项目"))
        .words(writer.pick("Name", "名称"))
        .words("SHA-256")
        .on_sheet(writer.pick("Provenance", "依据"));
    let date = run.date.clone().unwrap_or_default();
    table.row([
        Cell::text(writer.pick("Program", "程序")),
        Cell::text(format!("{} {} {date}", run.program, run.version).trim()),
        Cell::Empty,
    ]);
    for option in &run.options {
        let text = format!("--{} {}", option.name, option.values.join(" "));
        table.row([Cell::text(writer.pick("Option", "选项")), Cell::text(text.trim()), Cell::Empty]);
    }
    for input in &run.inputs {
        let role = match input.role {
            Role::Framework => writer.pick("Framework", "指标体系"),
            Role::Data => writer.pick("Data", "数据"),
            Role::Roster => writer.pick("Roster", "名录"),
            Role::Notes => writer.pick("Notes", "附注"),
            Role::Sentences => writer.pick("Sentences", "句子"),
            Role::Costs => writer.pick("Costs", "成本"),
            Role::Mapping => writer.pick("Mapping", "对应关系"),
        };
        table.row([Cell::text(role), Cell::text(&input.name), Cell::text(&input.sha256)]);
    }
    Some(table)
}
