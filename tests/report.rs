//! What a report says: the engine's figures, those that sources print, and nothing that was not asked for.

use govscore::report::{Block, Cell, Document, Notes, ReportOptions, Section, Sentences, Table, analysis, report};
use govscore::{
    Dataset, Figure, Findings, Framework, Lang, NodeId, Ratio, ReadOptions, Roster, Rounding, Scores, gini, theil,
};

fn scores(id: &str, sample: &str) -> Scores {
    let framework = Framework::builtin(id).expect("a built-in framework");
    let roster = framework.roster().map(|roster| Roster::builtin(roster).expect("a built-in roster"));
    let csv = govscore::sample(sample).expect("a sample");
    let data = Dataset::read(&framework, csv.as_bytes(), &ReadOptions::default().roster(roster));
    framework.score(&data.dataset.expect("data that can be read")).expect("data that can be scored")
}

fn written(scores: &Scores, lang: Lang) -> Document {
    report(&Findings::of(scores), &ReportOptions::new(lang)).expect("a report")
}

fn table<'d>(document: &'d Document, id: &str) -> &'d Table {
    document.table(id).unwrap_or_else(|| panic!("no table {id}"))
}

fn column(table: &Table, heading: &str) -> usize {
    table.columns.iter().position(|column| column.heading == heading).unwrap_or_else(|| panic!("no column {heading}"))
}

fn exact(cell: &Cell) -> Ratio {
    let Cell::Number(number) = cell else { panic!("no figure: {cell:?}") };
    number.exact.clone()
}

/// The figures of the ranking are those of the engine, to the last digit, in its order.
#[test]
fn the_ranking_is_the_engines() {
    for (id, sample) in [("bluebook-2019", "bluebook-2019-synthetic"), ("un-egdi-2020", "un-egdi-2020")] {
        let scores = scores(id, sample);
        for lang in [Lang::En, Lang::Zh] {
            let document = written(&scores, lang);
            let ranking = table(&document, "ranking");
            assert_eq!(ranking.rows.len(), scores.len());
            let figures = ranking.columns.len() - 1 - scores.framework().total().children.len();
            for (row, unit) in ranking.rows.iter().zip(scores.ranked()) {
                assert_eq!(row[0].printed(), unit.unit().label(lang));
                assert_eq!(exact(&row[1]).to_string(), unit.rank().expect("a rank").to_string());
                let nodes = [NodeId::TOTAL].into_iter().chain(scores.framework().total().children.iter().copied());
                for (cell, node) in row[figures..].iter().zip(nodes) {
                    let figure = unit.figure(node, scores.framework().display()).expect("a figure");
                    assert_eq!(exact(cell), figure);
                    assert_eq!(cell.printed(), figure.to_fixed(scores.framework().rounding()));
                }
            }
        }
    }
}

/// Regional means of the UN's survey of 2018, typed from it; see `tests/published/un-egdi-2018`.
#[test]
fn regional_means_are_those_that_the_un_prints() {
    let scores = scores("un-egdi-2018", "un-egdi-2018");
    let document = written(&scores, Lang::En);
    let regions = table(&document, "groups-region-table");
    let mean = column(regions, "Mean");
    let printed = include_str!("published/un-egdi-2018/regional-means.csv");
    for line in printed.lines().skip(1) {
        let (region, published) = line.split_once(',').expect("two columns");
        let row = regions.rows.iter().find(|row| row[0].printed() == region).expect("a region");
        assert_eq!(row[mean].printed(), published, "{region}");
    }
}

/// Counts, lines and means of the types as published for 2019, to which the made-up sample was fitted.
#[test]
fn types_are_those_that_the_sample_was_fitted_to() {
    let document = written(&scores("bluebook-2019", "bluebook-2019-synthetic"), Lang::Zh);
    let tiers = table(&document, "tiers");
    let of = |heading: &str| -> Vec<&str> {
        let at = column(tiers, heading);
        tiers.rows.iter().map(|row| row[at].printed()).collect()
    };
    assert_eq!(of("类型"), ["创新领先", "积极追赶", "稳步推进", "亟待发展"]);
    assert_eq!(of("数量"), ["14", "202", "103", "14"]);
    assert_eq!(of("分界线"), ["79.91", "60.10", "46.09", ""]);
    assert_eq!(of("平均")[..3], ["82.59", "68.38", "53.78"]);
    assert!(document.banners.iter().any(|line| line.contains("合成数据")));
}

/// The example of the documentation of R's phylotools: 4/13.
#[test]
fn gini_of_a_worked_case() {
    let values = [1, 3, 2, 1, 1, 1, 4].map(Ratio::from);
    assert_eq!(gini(&values).expect("a sum").to_string(), "4/13");
    assert_eq!(gini(&values).expect("a sum").to_fixed(Rounding::half_up(7)), "0.3076923");
}

/// Halves of all for one of two, and nothing for the other: ln 2.
#[test]
fn theil_of_a_worked_case() {
    assert_eq!(theil(&[0, 2].map(Ratio::from)).expect("a sum").to_string(), "0.69314718056");
}

#[test]
fn parts_of_inequality_add_up_on_paper() {
    let document = written(&scores("bluebook-2019", "bluebook-2019-synthetic"), Lang::En);
    let inequality = table(&document, "inequality");
    let theil = column(inequality, "Theil's T");
    for row in &inequality.rows {
        let printed = |cell: &Cell| cell.printed().parse::<Ratio>().expect("a figure");
        let parts: Ratio = row[theil + 1..].iter().map(printed).sum();
        assert_eq!(parts, printed(&row[theil]), "{}", row[0].printed());
        // What is exact is the part itself: a twelfth place apart from the whole at most for each.
        let apart = &row[theil + 1..].iter().map(exact).sum() - &exact(&row[theil]);
        assert!(apart.abs() < "0.000000000003".parse().expect("a number"), "{apart}");
        assert_eq!(row.len() - theil - 1, 3);
    }
}

/// Every topic is the weighted mean of what it pools, worked out here from the points.
#[test]
fn topics_are_weighted_means() {
    let scores = scores("bluebook-2019", "bluebook-2019-synthetic");
    let findings = Findings::of(&scores);
    assert_eq!(findings.topics.len(), 5);
    for topic in &findings.topics {
        let pooled = &scores.framework().topics()[topic.topic].indicators;
        for unit in scores.iter().take(20) {
            let points: Ratio = pooled.iter().map(|node| unit.points(*node).expect("points")).sum();
            let full: Ratio = pooled.iter().map(|node| scores.framework().points(*node).expect("full marks")).sum();
            let rate = &points.checked_div(&full).expect("full marks") * scores.framework().scale();
            assert_eq!(topic.units[unit.row()], Some(rate));
        }
    }
}

/// Reordering the rows of the data changes no figure of the analysis.
#[test]
fn the_order_of_rows_never_matters() {
    let framework = Framework::builtin("un-egdi-2018").expect("a built-in framework");
    let csv = govscore::sample("un-egdi-2018").expect("a sample");
    let (head, rows): (Vec<&str>, Vec<&str>) =
        csv.lines().partition(|line| line.starts_with('#') || line.starts_with("unit"));
    let turned: Vec<&str> = head.into_iter().chain(rows.into_iter().rev()).collect();
    let tables = |csv: &str| -> Vec<Vec<Vec<Cell>>> {
        let roster = Roster::builtin("un-members").expect("a built-in roster");
        let data = Dataset::read(&framework, csv.as_bytes(), &ReadOptions::default().roster(Some(roster)));
        let scores = framework.score(&data.dataset.expect("data")).expect("scores");
        let document = analysis(&Findings::of(&scores), &ReportOptions::new(Lang::En)).expect("an analysis");
        document.tables().into_iter().map(|table| table.rows.clone()).collect()
    };
    assert_eq!(tables(csv), tables(&turned.join("\n")));
}

#[test]
fn the_same_bytes_come_out_of_every_run() {
    let scores = scores("bluebook-2019", "bluebook-2019-synthetic");
    let one = written(&scores, Lang::Zh);
    let two = written(&scores, Lang::Zh);
    assert_eq!(one.to_html(), two.to_html());
    assert_eq!(one.to_markdown(), two.to_markdown());
}

fn ids(sections: &[Section]) -> Vec<&str> {
    sections.iter().map(|section| section.id.as_str()).collect()
}

#[test]
fn a_profile_or_a_chapter_may_stand_alone() {
    let scores = scores("bluebook-2019", "bluebook-2019-synthetic");
    let findings = Findings::of(&scores);
    let mut options = ReportOptions::new(Lang::Zh);
    options.units = vec![scores.dataset().find("宁波").expect("a unit")];
    let alone = report(&findings, &options).expect("a profile");
    assert_eq!(ids(&alone.sections), ["unit-330200", "methods"]);
    assert_eq!(alone.title, "宁波市");
    options.whole = true;
    options.title = Some("评价报告".to_owned());
    let whole = report(&findings, &options).expect("a report");
    assert!(ids(&whole.sections).contains(&"overview"));
    assert_eq!((whole.title.as_str(), whole.subtitle[0].contains("2019")), ("评价报告", true));
    let profiles = whole.sections.iter().find(|section| section.id == "profiles").expect("profiles");
    assert_eq!(ids(&profiles.sections), ["unit-330200"]);

    let mut options = ReportOptions::new(Lang::En);
    options.groups = vec![("province".to_owned(), "Guangdong".to_owned())];
    let province = report(&findings, &options).expect("a chapter");
    assert_eq!(province.title, "Guangdong");
    assert_eq!(province.tables()[0].rows.len(), 21);
    options.groups = vec![("province".to_owned(), "广冻省".to_owned())];
    let error = report(&findings, &options).expect_err("no such province").to_string();
    assert!(error.contains("unknown-group") && error.contains("did you mean `广东省`"), "{error}");
}

#[test]
fn notes_stand_where_they_belong_and_are_set_apart() {
    let scores = scores("bluebook-2019", "bluebook-2019-synthetic");
    let findings = Findings::of(&scores);
    let notes = "chapters:\n  overview: |\n    一。\n\n    <b>二</b>\nunits:\n  宁波: 三\n";
    let mut options = ReportOptions::new(Lang::Zh);
    options.notes = Notes::read(notes.as_bytes(), None, scores.dataset()).expect("notes");
    let document = report(&findings, &options).expect("a report");
    let remark = |section: &Section| {
        section.blocks.iter().find_map(|block| match block {
            Block::Remark(text) => Some(text.clone()),
            _ => None,
        })
    };
    assert_eq!(remark(&document.sections[0]), Some(vec!["一。".to_owned(), "<b>二</b>".to_owned()]));
    let profiles = document.sections.iter().find(|section| section.id == "profiles").expect("profiles");
    assert_eq!(remark(&profiles.sections[0]), Some(vec!["三".to_owned()]));
    assert!(document.to_html().contains("&lt;b&gt;二&lt;/b&gt;"));

    let unknown = "chapters: {overveiw: x}\nunits: {宁坡市: y, 宁皮市: z}\n";
    let error = Notes::read(unknown.as_bytes(), None, scores.dataset()).expect_err("no such units");
    assert_eq!(error.diagnostics().iter().count(), 2);
    let unknown = Notes::read("chapters: {overveiw: x}\n".as_bytes(), None, scores.dataset()).expect("notes");
    let mut options = ReportOptions::new(Lang::Zh);
    options.notes = unknown;
    let error = report(&findings, &options).expect_err("no such chapter").to_string();
    assert!(error.contains("overveiw") && error.contains("overview"), "{error}");
}

#[test]
fn sentences_can_be_replaced() {
    let scores = scores("un-egdi-2018", "un-egdi-2018");
    let findings = Findings::of(&scores);
    let mut options = ReportOptions::new(Lang::En);
    let yaml = "overview: \"{{ units }} states.\"\n";
    options.sentences = Some(Sentences::read(Lang::En, yaml.as_bytes(), None).expect("sentences"));
    let document = report(&findings, &options).expect("a report");
    assert_eq!(document.sections[0].blocks[0], Block::Text("193 states.".to_owned()));

    let yaml = "overview: \"{{ nobody }}\"\n";
    options.sentences = Some(Sentences::read(Lang::En, yaml.as_bytes(), Some("s.yaml")).expect("a template"));
    let error = report(&findings, &options).expect_err("nothing of that name").to_string();
    assert!(error.contains("s.yaml") && error.contains("overview"), "{error}");
}

/// A framework without types, roster, topics or levels still makes a report.
#[test]
fn nothing_is_tied_to_the_blue_book() {
    let yaml = "govscore: 1\nid: x\ntitle: X\ndisplay: rate\nindicators:\n  - {code: A, weight: 1/3}\n  - {code: B, weight: 2/3}\n";
    let framework = Framework::from_yaml(yaml).expect("a framework");
    for rows in ["", "甲,1,2\n", "甲,1,2\n乙,1,2\n丙,0,0\n"] {
        let data = Dataset::from_csv(&framework, format!("unit,A,B\n{rows}").as_bytes());
        let Ok(data) = data else { continue };
        let scores = framework.score(&data).expect("scores");
        for lang in [Lang::En, Lang::Zh] {
            let document = written(&scores, lang);
            assert!(document.to_html().contains("</html>"));
            assert!(document.pictures().iter().all(|picture| !picture.svg.contains("NaN")));
        }
    }
    assert_eq!(framework.display(), Figure::Rate);
}

/// Denmark is first, second or third at all parts of 2020; nobody leads and lags at once.
#[test]
fn ranks_up_to_three_are_strengths() {
    let scores = scores("un-egdi-2020", "un-egdi-2020");
    let findings = Findings::of(&scores);
    let leaves: Vec<NodeId> = scores.framework().leaves().map(|leaf| leaf.id).collect();
    let all = |row| govscore::strengths_and_weaknesses(&findings.indicators, row, &leaves, 1);
    let (strengths, weaknesses) = all(scores.dataset().find("DNK").expect("a unit"));
    assert_eq!((strengths.len(), weaknesses.len()), (3, 0));
    for row in 0..scores.len() {
        let (strengths, weaknesses) = all(row);
        assert!(strengths.iter().all(|node| !weaknesses.contains(node)));
        for leaf in &leaves {
            let leads = findings.indicators[leaf.index()].ranks[row].is_some_and(|rank| rank <= 3);
            assert!(!leads || strengths.contains(leaf));
        }
    }
}

/// Means of the two topics that divide the services; 66.34 and 56.70 worked out apart from this program.
#[test]
fn fields_that_divide_an_indicator_stand_beside_each_other() {
    let document = written(&scores("bluebook-2019", "bluebook-2019-synthetic"), Lang::Zh);
    let topics = document.sections.iter().find(|section| section.id == "topics").expect("topics");
    let said = "服务贯通能力的平均得分率：面向个人的服务领域 66.34，面向企业的服务领域 56.70，相差 9.64。";
    assert!(topics.blocks.contains(&Block::Text(said.to_owned())), "{:?}", &topics.blocks[..7]);
}
