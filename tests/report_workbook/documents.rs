//! A document with all that a workbook has to hold.

use govscore::report::{Cell, Chart, Document, Section, Table};
use govscore::{Lang, Ratio, Rounding};

/// Names that a spreadsheet would take for something else, or a reader for an attack.
pub const HOSTILE: [&str; 10] = [
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+1",
    "-1-1",
    "@SUM(A1)",
    "http://example.org/",
    "<script>alert(1)</script> & \"x\"",
    "{=1}",
    "00123",
    "2019-01-02",
    "积石山保安族东乡族撒拉族自治县",
];

/// Figures that jump about and are the same every time: thirds and sevenths, some below zero.
pub fn figure(row: usize, column: usize) -> Ratio {
    let whole = (row * 7919 + column * 104_729 + row * column * 31) % 100_000;
    Ratio::new(i128::try_from(whole).expect("small"), 1_001).expect("not zero")
}

fn pick(lang: Lang, zh: &str, en: &str) -> String {
    if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() }
}

/// A report with `rows` units.
pub fn document(lang: Lang, rows: usize) -> Document {
    let title = pick(lang, "中国政务服务能力评价报告（2019）R&D", "Capability report 2019, R&D");
    let mut document = Document::new(lang, title);
    document.subtitle.push(pick(lang, "依据：蓝皮书 2019 年指标体系", "Framework: the scheme of 2019"));
    document.banners = vec![
        pick(
            lang,
            "【合成数据】数据为编造，并非真实评价结果",
            "SYNTHETIC DATA, made up: not the results of real units",
        ),
        pick(
            lang,
            "【示例体系】其中注明“示例”的内容为编造；并非真实方案的结果",
            "ILLUSTRATIVE FRAMEWORK: what is marked so in it is made up as an example; not a real scheme",
        ),
    ];
    for (id, title, tables) in [
        ("ranking", pick(lang, "排名", "Ranking"), vec![ranking(lang, rows)]),
        ("tiers", pick(lang, "类型", "Types"), vec![tiers(lang), histogram(lang)]),
        ("leaders", pick(lang, "领先者", "Leaders"), vec![leaders(lang)]),
        ("changes", pick(lang, "变化", "Changes"), vec![changes(lang)]),
    ] {
        let mut section = Section::new(id, title);
        tables.into_iter().for_each(|table| section.push(table));
        document.sections.push(section);
    }
    let mut aside = Section::new("aside", "aside");
    aside.push(Table::new("no-sheet", "stands on no sheet").words("x"));
    document.sections.push(aside);
    document
}

fn ranking(lang: Lang, rows: usize) -> Table {
    let mut table = Table::new("ranking", pick(lang, "全部评价对象的名次和得分", "Ranks and points of all units"))
        .figures(pick(lang, "名次", "rank"))
        .words(pick(lang, "代码", "code"))
        .words(pick(lang, "名称", "name"))
        .filter(pick(lang, "类型", "type"))
        .shaded(pick(lang, "总分", "total"));
    for (zh, en) in [
        ("服务供给能力", "Service supply"),
        ("服务响应能力", "Service response"),
        ("服务智慧能力", "Intelligent service"),
        ("政府信息公开目录的完整性与更新及时性", "Completeness and timeliness of the catalogue"),
    ] {
        table = table.shaded(pick(lang, zh, en));
    }
    let mut table = table
        .figures(pick(lang, "得分率", "rate"))
        .on_sheet(pick(lang, "排名", "Ranking"))
        .note(pick(lang, "来源：本次计算。得分满分 100。", "Source: this run. Points out of 100."))
        .long();
    for row in 0..rows {
        let name = HOSTILE
            .get(row % 37)
            .map_or_else(|| format!("{} {row}", pick(lang, "某市", "City")), |name| (*name).into());
        let mut cells = vec![
            Cell::count(row + 1),
            Cell::text(format!("{:06}", 110_000 + row)),
            Cell::text(name),
            Cell::text(pick(
                lang,
                ["创新领先", "稳步发展", "亟待提升"][row % 3],
                ["leading", "steady", "behind"][row % 3],
            )),
        ];
        cells.extend((0..4).map(|column| Cell::rounded(&figure(row, column), Rounding::half_up(2))));
        cells.push(if row % 11 == 3 { Cell::Empty } else { Cell::rounded(&figure(row, 5), Rounding::half_up(4)) });
        cells.push(Cell::percent(&Ratio::new(row as i128 % 8, 7).expect("seven"), Rounding::half_up(1)));
        table.row(cells);
    }
    table
}

fn tiers(lang: Lang) -> Table {
    let mut table = Table::new("tiers", pick(lang, "各类型的数量与占比", "Types, their counts and shares"))
        .words(pick(lang, "类型", "type"))
        .figures(pick(lang, "数量", "count"))
        .figures(pick(lang, "占比", "share"))
        .on_sheet(pick(lang, "类型/分布", "Types/distribution"))
        .chart(Chart::Bars);
    for (at, (zh, en)) in
        [("创新领先", "leading"), ("稳步发展", "steady"), ("亟待提升", "behind")].into_iter().enumerate()
    {
        let share = Ratio::new(at as i128 + 1, 6).expect("six");
        table.row([
            Cell::text(pick(lang, zh, en)),
            Cell::count(10 * (at + 1)),
            Cell::percent(&share, Rounding::half_up(2)),
        ]);
    }
    table
}

fn histogram(lang: Lang) -> Table {
    let mut table = Table::new("histogram", pick(lang, "总分的分布", "How totals are distributed"))
        .words(pick(lang, "总分", "total"))
        .figures(pick(lang, "数量", "count"))
        .on_sheet(pick(lang, "类型/分布", "Types/distribution"))
        .chart(Chart::Columns);
    for (at, count) in [1usize, 4, 12, 30, 41, 28, 9, 2].into_iter().enumerate() {
        table.row([Cell::text(format!("{}–{}", 60 + 5 * at, 65 + 5 * at)), Cell::count(count)]);
    }
    table
}

fn leaders(lang: Lang) -> Table {
    let mut table = Table::new("leaders", pick(lang, "前十名得分的构成", "What the leaders' totals are made of"))
        .figures(pick(lang, "名次", "rank"))
        .words(pick(lang, "名称", "name"))
        .shaded(pick(lang, "服务供给能力", "Service supply"))
        .shaded(pick(lang, "服务响应能力", "Service response"))
        .shaded(pick(lang, "服务智慧能力", "Intelligent service"))
        .on_sheet(pick(lang, "领先者", "Leaders"))
        .chart(Chart::Stacked);
    for row in 0..10 {
        let name = pick(lang, ["广州市", "深圳市", "贵阳市"][row % 3], ["Guangzhou", "Shenzhen", "Guiyang"][row % 3]);
        let mut cells = vec![Cell::count(row + 1), Cell::text(name)];
        cells.extend((0..3).map(|at| Cell::rounded(&Ratio::from(40 - 2 * row as i64 - at), Rounding::half_up(2))));
        table.row(cells);
    }
    table
}

fn changes(lang: Lang) -> Table {
    let mut table = Table::new("changes", pick(lang, "与上一版相比的变化", "Changes from the edition before"))
        .words(pick(lang, "名称", "name"))
        .shaded(pick(lang, "总分的变化", "change of the total"));
    table = table.on_sheet(pick(lang, "变化", "Changes"));
    for row in 0..8 {
        let change = &figure(row, 2) - &Ratio::from(50);
        table.row([Cell::text(format!("{row}")), Cell::change(&change, Rounding::half_up(2))]);
    }
    table
}
