//! Documents as they may come: long ones in both languages, with names that try to be markup.

use govscore::report::{Block, Cell, Document, Fact, Picture, Section, Table};
use govscore::{Lang, Ratio, Rounding};

/// Names that would do harm if they were read as markup, and some that are hard to set.
pub const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "]]>",
    "</style></script><b>",
    "<!-- -->&amp;&lt;",
    "\u{202e}市甲\u{202c}",
    "=HYPERLINK(\"http://example.org\")",
    "积石山保安族东乡族撒拉族自治县与双江拉祜族佤族布朗族傣族自治县人民政府联合办公室",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "a\u{0}b\u{8}c",
    "  ",
];

const CITIES: [&str; 12] = [
    "广州市",
    "深圳市",
    "杭州市",
    "贵阳市",
    "成都市",
    "长沙市",
    "呼和浩特市",
    "乌鲁木齐市",
    "青岛市",
    "南京市",
    "合肥市",
    "福州市",
];
const PROVINCES: [&str; 12] = [
    "广东省",
    "广东省",
    "浙江省",
    "贵州省",
    "四川省",
    "湖南省",
    "内蒙古自治区",
    "新疆维吾尔自治区",
    "山东省",
    "江苏省",
    "安徽省",
    "福建省",
];

fn pick(lang: Lang, zh: &str, en: &str) -> String {
    if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() }
}

/// Figures that jump about and are the same every time.
fn figure(row: usize, column: usize) -> Ratio {
    let thousandths = (row * 7919 + column * 104_729 + row * column * 31) % 100_000;
    Ratio::new(i128::try_from(thousandths).unwrap(), 1_001).unwrap()
}

/// A report with `rows` units.
pub fn document(lang: Lang, rows: usize) -> Document {
    let mut document = Document::new(
        lang,
        pick(lang, "中国政务服务能力评价报告（2019）", "Government services online: capability report 2019"),
    );
    document.subtitle = vec![
        pick(lang, "依据：蓝皮书 2019 年指标体系", "Framework: the blue book's scheme of 2019"),
        pick(lang, "数据：为测试而虚构", "Data: made up for a test"),
    ];
    document.banners = vec![
        pick(
            lang,
            "本报告数据为虚构，仅用于演示，不反映任何地区的实际情况。",
            "The data are made up for a demonstration and tell nothing of any place.",
        ),
        pick(lang, "指标体系的部分权重为示例。", "Some weights of the framework are examples."),
    ];
    document.sections.push(overview(lang, rows));
    document.sections.push(ranking(lang, rows));
    document.sections.push(capabilities(lang, rows));
    document.sections.push(everything(lang, rows));
    document.sections.push(profiles(lang, rows));
    document
}

fn overview(lang: Lang, rows: usize) -> Section {
    let mut section = Section::new("overview", pick(lang, "总体情况", "Overview"));
    section.push(pick(
        lang,
        "参评对象总分的平均值为 63.42 分，中位数为 64.10 分，标准差为 9.87 分。得分最高的为广州市，得分为 91.20 分；最高与最低相差 58.31 分。创新领先型、积极发展型、稳步推进型、亟待提升型分别占 12.3%、31.5%、40.8% 与 15.4%。",
        "The mean of the totals is 63.42 points, the median 64.10 and the standard deviation 9.87. Guangzhou scores highest with 91.20 points; the highest and the lowest total lie 58.31 points apart.",
    ));
    let mut facts = vec![
        Fact::new(pick(lang, "评价对象", "Units"), rows.to_string()).note(pick(lang, "地级行政区", "prefectures")),
        Fact::new(pick(lang, "平均得分", "Mean"), "63.42"),
        Fact::new(pick(lang, "泰尔指数", "Theil index"), "0.0123").note(pick(
            lang,
            "省际占 41.2%，省内占 58.8%",
            "41.2% between provinces",
        )),
        Fact::new(pick(lang, "创新领先", "Leaders"), "12.3%"),
    ];
    facts.push(Fact::new(HOSTILE[0], HOSTILE[1]).note(HOSTILE[4]));
    section.push(Block::Facts(facts));
    section.push(Block::Remark(vec![
        pick(
            lang,
            "以上为编写组的说明：本年度采集期为 2018 年 12 月至 2019 年 1 月。\n第二行。",
            "The collection ran from December 2018 to January 2019.\nA second line.",
        ),
        HOSTILE[1].to_owned(),
    ]));
    let caption =
        pick(lang, "四种类型的数量、占比与分数线", "Four types, how many there are of each and where they begin");
    let mut table = Table::new("tiers", caption)
        .words(pick(lang, "类型", "Tier"))
        .figures(pick(lang, "数量", "Count"))
        .figures(pick(lang, "占比", "Share"))
        .figures(pick(lang, "平均得分", "Mean"))
        .note(pick(lang, "来源：本报告计算。依据：公布。", "Source: computed. Basis: published."));
    for (tier, (name, en)) in
        [("创新领先", "Leading"), ("积极发展", "Advancing"), ("稳步推进", "Steady"), ("亟待提升", "Lagging")]
            .into_iter()
            .enumerate()
    {
        let share = Ratio::new(i128::try_from(tier + 1).unwrap(), 10).unwrap();
        table.row([
            Cell::text(pick(lang, name, en)),
            Cell::count(tier * 11),
            Cell::percent(&share, Rounding::half_up(1)),
            Cell::rounded(&figure(tier, 3), Rounding::half_up(2)),
        ]);
    }
    section.push(table);
    section.push(picture(lang));
    section
}

fn picture(lang: Lang) -> Picture {
    let bars: String = (0..12)
        .map(|bar| {
            let (x, height) = (30 + bar * 50, 20 + (bar * 37) % 150);
            format!(
                "<rect x=\"{x}\" y=\"{}\" width=\"40\" height=\"{height}\" fill=\"#2c6aa8\"><title>{height}</title></rect>",
                200 - height
            )
        })
        .collect();
    let label = pick(lang, "得分的分布", "Distribution of the totals");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 240\" role=\"img\" aria-label=\"{label}\" \
         style=\"max-width:680px;min-width:558px;width:100%;height:auto\">{bars}<text x=\"30\" y=\"228\" \
         font-size=\"13\">30–90</text></svg>"
    );
    let title = pick(lang, "多数评价对象的总分在 55 分至 75 分之间", "Most totals lie between 55 and 75 points");
    let note = pick(lang, "每柱 5 分。依据：公布。", "Each bar is five points wide. Basis: published.");
    Picture::new("bars", title.clone(), title, svg).note(note)
}

fn ranking(lang: Lang, rows: usize) -> Section {
    let mut section = Section::new("ranking", pick(lang, "总排名", "Ranking"));
    let mut table = Table::new(
        "ranking-table",
        pick(lang, "全部评价对象的总分、名次与各级得分", "Totals, ranks and scores of all units"),
    )
    .words(pick(lang, "评价对象", "Unit"))
    .filter(pick(lang, "省份", "Province"))
    .figures(pick(lang, "名次", "Rank"))
    .filter(pick(lang, "类型", "Tier"))
    .figures(pick(lang, "总分", "Total"))
    .note(pick(lang, "得分保留两位小数，名次按精确值排列。", "Scores have two places; ranks go by exact scores."))
    .long();
    for indicator in 0..12 {
        let zh = [
            "服务供给能力",
            "服务响应能力",
            "服务智慧能力",
            "目录覆盖能力",
            "应用整合能力",
            "平台支撑能力",
            "诉求受理能力",
            "办事诉求响应能力",
            "互动诉求反馈能力",
            "应用适配能力",
            "智能交互能力",
            "个性化服务能力",
        ][indicator];
        let en = [
            "Service supply",
            "Responsiveness",
            "Smart service",
            "Coverage of the catalogue",
            "Integration",
            "Platform support",
            "Acceptance of requests",
            "Response to requests",
            "Feedback in interaction",
            "Adaptation of applications",
            "Intelligent interaction",
            "Personalisation",
        ][indicator];
        table = table.shaded(pick(lang, zh, en));
    }
    for row in 0..rows {
        let name =
            if row < HOSTILE.len() { HOSTILE[row].to_owned() } else { format!("{}{row}", CITIES[row % CITIES.len()]) };
        let tier = [pick(lang, "创新领先", "Leading"), pick(lang, "积极发展", "Advancing"), HOSTILE[5].to_owned()];
        let mut cells = vec![
            Cell::text(name),
            Cell::text(PROVINCES[row % PROVINCES.len()]),
            Cell::count(row + 1),
            Cell::text(tier[row % 3].clone()),
            Cell::rounded(&figure(row, 0), Rounding::half_up(2)),
        ];
        for column in 1..=12 {
            cells.push(match (row + column) % 17 {
                0 => Cell::Empty,
                1 => Cell::text("—"),
                _ if column == 12 => Cell::change(&(&figure(row, column) - &Ratio::from(50)), Rounding::half_up(2)),
                _ => Cell::rounded(&figure(row, column), Rounding::half_up(2)),
            });
        }
        table.row(cells);
    }
    section.push(table);
    section
}

fn capabilities(lang: Lang, rows: usize) -> Section {
    let mut section = Section::new("capabilities", pick(lang, "各项能力", "Capabilities"));
    for part in 0..3 {
        let name = [
            pick(lang, "服务供给能力", "Service supply"),
            pick(lang, "服务响应能力", "Responsiveness"),
            pick(lang, "服务智慧能力", "Smart service"),
        ];
        let mut capability = Section::new(format!("capability-{part}"), name[part].clone());
        capability.push(pick(
            lang,
            "该项得分率的平均值为 71.25%，高于总分的平均得分率 7.83 个百分点。得分率最高的五个对象均在东部地区。",
            "The mean rate is 71.25%, which is 7.83 percentage points above that of the total.",
        ));
        for below in 0..2 {
            let mut indicator = Section::new(
                format!("indicator-{part}-{below}"),
                pick(lang, "目录覆盖能力", "Coverage of the catalogue"),
            );
            let caption = pick(lang, "得分率居前与居后的对象", "The first and the last by rate");
            let mut table = Table::new(format!("leaders-{part}-{below}"), caption)
                .words(pick(lang, "评价对象", "Unit"))
                .shaded(pick(lang, "得分率", "Rate"))
                .shaded(pick(lang, "变化", "Change"));
            for row in 0..rows.min(30) {
                table.row([
                    Cell::text(CITIES[row % CITIES.len()]),
                    Cell::percent(&Ratio::new(i128::try_from(row).unwrap(), 37).unwrap(), Rounding::half_up(1)),
                    Cell::change(&(&figure(row, part) - &Ratio::from(40)), Rounding::half_up(2)),
                ]);
            }
            indicator.push(pick(lang, "居前者为广州市、深圳市与杭州市。", "Guangzhou, Shenzhen and Hangzhou lead."));
            indicator.push(table);
            capability.sections.push(indicator);
        }
        section.sections.push(capability);
    }
    section
}

/// More columns than stand beside each other on a sheet of paper that is not turned.
fn everything(lang: Lang, rows: usize) -> Section {
    let mut section = Section::new("everything", pick(lang, "全部指标", "All indicators"));
    let caption = pick(lang, "各评价对象的全部指标得分", "Every indicator of each unit");
    let mut table = Table::new("everything", caption).words(pick(lang, "评价对象", "Unit"));
    for column in 1..=30 {
        let (zh, en) = (format!("办事诉求响应 {column}"), format!("Responsiveness {column}"));
        table = table.figures(pick(lang, &zh, &en));
    }
    for row in 0..rows.min(40) {
        let name = if row < HOSTILE.len() { HOSTILE[row] } else { CITIES[row % CITIES.len()] };
        let figures = (1..=30).map(|column| Cell::rounded(&figure(row, column), Rounding::half_up(2)));
        table.row(std::iter::once(Cell::text(name)).chain(figures));
    }
    section.push(table);
    section
}

fn profiles(lang: Lang, rows: usize) -> Section {
    let mut section = Section::new("profiles", pick(lang, "评价对象概况", "Profiles"));
    for row in 0..rows.min(40) {
        let name =
            HOSTILE.get(row).map_or_else(|| format!("{}{row}", CITIES[row % CITIES.len()]), |name| (*name).to_owned());
        let mut profile = Section::new(format!("unit {name}"), name);
        profile.push(pick(
            lang,
            "总分 71.20 分，第 35 名，类型为积极发展。",
            "71.20 points in total, rank 35, type Advancing.",
        ));
        section.sections.push(profile);
    }
    section
}
