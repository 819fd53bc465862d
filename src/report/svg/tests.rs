//! What holds for every figure, whatever it is handed.

use roxmltree::{Document, Node};

use super::*;

const HOSTILE: &str = "<script>alert(1)</script> & \" ' ]]> \u{0}\u{1b}\u{202e}\u{ffff} 很长很长的名字";

fn frame(label: &str) -> Frame {
    Frame { lang: Lang::Zh, label: label.to_owned() }
}

/// Every figure, with `count` things in it that are called `name` and have these values in turn.
fn all(count: usize, name: &str, values: &[f64]) -> Vec<(&'static str, String)> {
    let frame = frame(name);
    let text = || name.to_owned();
    let value = |place: usize| values[place % values.len()];
    let each = |make: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..count).map(make).collect() };
    let few = count.min(9);
    let names = |count: usize| vec![text(); count];
    let nodes: Vec<TreeNode> = (0..count)
        .map(|place| TreeNode { label: text(), figure: text(), parent: (place > 0).then_some(place / 3) })
        .collect();
    let made = Histogram {
        bins: (0..count).map(|place| (value(place), value(place + 1), place)).collect(),
        lines: (0..few).map(|place| (value(place), text())).collect(),
        marks: (0..few).map(|place| (value(place), text())).collect(),
        axis: text(),
        counted: text(),
    };
    let rows: Vec<BoxRow> = (0..few)
        .map(|place| BoxRow {
            label: text(),
            least: value(place),
            q1: value(place + 1),
            median: value(place + 2),
            q3: value(place + 3),
            greatest: value(place + 4),
            mean: value(place + 5),
            values: each(&value),
            figure: text(),
        })
        .collect();
    let axis = Axis { low: value(0), high: value(1), title: text() };
    let stacks: Vec<StackRow> = (0..count)
        .map(|place| StackRow {
            label: text(),
            parts: (0..few).map(|part| value(place + part)).collect(),
            figures: names(few),
            total: text(),
        })
        .collect();
    let around: Vec<(String, Vec<f64>)> = (0..few).map(|_| (text(), each(&value))).collect();
    let profiles: Vec<ProfileRow> = (0..count)
        .map(|place| ProfileRow {
            label: text(),
            level: place,
            unit: Some(value(place)),
            figure: text(),
            all: Some(value(place + 1)),
            group: (place % 2 == 0).then(|| value(place + 2)),
            best: Some(value(place + 3)),
        })
        .collect();
    let moves: Vec<Bump> = (0..count)
        .map(|place| Bump { label: text(), before: (count - place) as u32, after: u32::MAX, tier: Some(place) })
        .collect();
    let grid = Heat {
        rows: names(count),
        columns: names(few),
        cells: (0..count).map(|row| (0..row % 12).map(|place| Some((value(place), text()))).collect()).collect(),
        low: value(0),
        high: value(1),
        legend: text(),
    };
    let lengths = Bars {
        rows: (0..count)
            .map(|place| BarRow {
                label: text(),
                value: value(place),
                figure: text(),
                tier: Some(place).filter(|tier| tier % 3 > 0),
            })
            .collect(),
        full: value(0),
        reference: Some((value(1), text())),
        tiers: names(few),
    };
    let regions: Vec<Tile> =
        (0..few).map(|place| Tile { label: text(), row: place / 4, column: place * place }).collect();
    let cells: Vec<TileCell> = (0..count)
        .map(|place| TileCell {
            tile: place % 11,
            row: place % 7,
            column: place % 5,
            tier: (place % 6 > 0).then_some(place % 6),
            title: text(),
        })
        .collect();
    let counts: Vec<(String, usize)> = (0..few).map(|place| (text(), place)).collect();
    let parts: Vec<Part> = (0..few).map(|place| Part { label: text(), value: value(place), figure: text() }).collect();
    vec![
        ("tree", tree(&frame, &nodes)),
        ("histogram", histogram(&frame, &made)),
        ("boxes", boxes(&frame, &rows, name, &axis)),
        ("stacked", stacked(&frame, &names(few), &stacks, value(0))),
        ("radar", radar(&frame, &names(count.min(40)), &names(count.min(40)), &around, value(0))),
        ("profile", profile(&frame, &profiles, &[text(), text(), text(), text()], value(0))),
        ("bump", bump(&frame, &moves, (name, name), &names(few))),
        ("heat", heat(&frame, &grid)),
        ("bars", bars(&frame, &lengths)),
        ("tiles", tiles(&frame, &regions, &cells, &counts)),
        ("inequality", inequality(&frame, &parts, name)),
    ]
}

fn checked(figure: &str, svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{figure}: {error}"));
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")), "{figure}");
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(
            ["svg", "g", "title", "rect", "line", "circle", "path", "text"].contains(&name),
            "{figure} has an element {name}"
        );
        for attribute in node.attributes() {
            assert!(!["id", "href", "class"].contains(&attribute.name()), "{figure}: {attribute:?}");
            let drawn =
                ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "viewBox", "d", "font-size"];
            if drawn.contains(&attribute.name()) {
                numbers(figure, attribute.value());
            }
        }
    }
}

fn numbers(figure: &str, text: &str) {
    for number in text.split(|c: char| !(c.is_ascii_digit() || "-.einfNa".contains(c))).filter(|part| !part.is_empty())
    {
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert!(number.parse().is_ok_and(f64::is_finite) && decimals <= 2 && number != "-0", "{figure}: {text}");
    }
}

#[test]
fn whatever_is_handed_in_a_figure_is_valid_and_asks_for_nothing() {
    let odd = [f64::NAN, f64::INFINITY, -f64::INFINITY, 0.0, -0.0, 1e300, -1e300, 1e-300, 61.3, -4.0];
    for count in [0, 1, 2, 3, 10, 101] {
        for turn in 0..if count > 10 { 1 } else { odd.len() } {
            let mut values = odd;
            values.rotate_left(turn);
            for (figure, svg) in all(count, HOSTILE, &values) {
                checked(figure, &svg);
                assert!(!svg.contains("<script"), "{figure}");
            }
        }
        for (figure, svg) in all(count, "", &[50.0]).into_iter().chain(all(count, "南京市", &[86.53, 40.0])) {
            checked(figure, &svg);
        }
    }
}

#[test]
fn hostile_names_stay_text() {
    for (figure, svg) in all(3, HOSTILE, &[10.0, 20.0]) {
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{figure}: {error}"));
        let label = document.root_element().attribute("aria-label").unwrap_or_default();
        assert!(label.starts_with("<script>alert(1)</script> & \" ' ]]> \u{fffd}\u{fffd}"), "{figure}: {label}");
        let titles: Vec<&str> =
            document.descendants().filter(|node| node.has_tag_name("title")).filter_map(|node| node.text()).collect();
        // What a class of a histogram holds is numbers.
        assert!(figure == "histogram" || titles.iter().any(|title| title.contains("</script> & \" '")), "{figure}");
    }
}

#[test]
fn three_thousand_units_are_drawn_and_stay_small() {
    let values: Vec<f64> = (0..3_000).map(|place| f64::from(place) / 30.0).collect();
    for (figure, svg) in all(3_000, "某某市", &values) {
        checked(figure, &svg);
        assert!(svg.len() < 1_500_000, "{figure}: {} bytes", svg.len());
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(all(20, "南京市", &[3.0, 7.5, 80.0]), all(20, "南京市", &[3.0, 7.5, 80.0]));
}

#[test]
fn a_tree_that_hangs_on_itself_or_is_very_deep_is_no_trap() {
    let node = |parent| TreeNode { label: "甲".to_owned(), figure: String::new(), parent };
    checked("tree", &tree(&frame(""), &[node(Some(1)), node(Some(0)), node(Some(2)), node(None), node(Some(99))]));
    let deep: Vec<TreeNode> = (0..5_000_usize).map(|place| node(place.checked_sub(1))).collect();
    checked("tree", &tree(&frame(""), &deep));
}

/// The rectangles below elements whose title begins so: where each begins, and how wide it is.
fn rects(svg: &str, title: &str) -> Vec<(f64, f64)> {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}"));
    let number =
        |node: &Node<'_, '_>, name| node.attribute(name).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN);
    let is_below = |node: &Node<'_, '_>| {
        let first = node.parent().and_then(|parent| parent.first_element_child());
        first.and_then(|first| first.text()).is_some_and(|text| text.starts_with(title))
    };
    let rects = document.descendants().filter(|node| node.has_tag_name("rect") && is_below(node));
    rects.map(|node| (number(&node, "x"), number(&node, "width"))).collect()
}

#[test]
fn bars_are_as_long_as_their_values() {
    let row = |label: &str, value| BarRow { label: label.to_owned(), value, ..BarRow::default() };
    let rows = vec![row("甲", 80.0), row("乙", 40.0), row("丙", -20.0), row("丁", 0.0)];
    let svg = bars(&frame(""), &Bars { rows, full: 100.0, ..Bars::default() });
    let [first, second, below, none] = ["甲", "乙", "丙", "丁"].map(|name| rects(&svg, name)[0]);
    assert!((first.1 / second.1 - 2.0).abs() < 0.001);
    assert!((second.1 / below.1 - 2.0).abs() < 0.001);
    assert!((first.0 - second.0).abs() < 0.011 && (below.0 + below.1 - first.0).abs() < 0.021);
    assert_eq!(none.1, 0.0);
}

#[test]
fn parts_add_up_along_a_bar() {
    let row = StackRow { label: "甲".to_owned(), parts: vec![30.0, 10.0, 20.0], ..StackRow::default() };
    let svg = stacked(&frame(""), &["供给", "响应", "智慧"].map(String::from), &[row], 100.0);
    let parts = rects(&svg, "甲 · ");
    assert!((parts[0].1 / parts[1].1 - 3.0).abs() < 0.005);
    assert!(parts.windows(2).all(|pair| (pair[0].0 + pair[0].1 - pair[1].0).abs() < 0.021));
}

#[test]
fn parts_of_a_whole_fill_it() {
    let part = |value| Part { label: "部分".to_owned(), value, figure: String::new() };
    let svg = inequality(&frame(""), &[part(0.0031), part(0.0012), part(0.0207)], "");
    let parts = rects(&svg, "部分");
    let whole: f64 = parts.iter().map(|(_, wide)| wide).sum();
    assert!((parts[2].1 / whole - 0.0207 / 0.025).abs() < 0.001);
}

#[test]
fn the_darkest_shade_is_for_the_highest() {
    let cell = |value: f64| Some((value, value.to_string()));
    let heat = Heat {
        rows: vec!["甲".to_owned()],
        columns: ["一", "二", "三"].map(String::from).to_vec(),
        cells: vec![vec![cell(0.0), cell(100.0), None]],
        low: 0.0,
        high: 100.0,
        legend: String::new(),
    };
    let svg = super::heat(&frame(""), &heat);
    assert!(svg.contains(&palette::shade(0.0).fill) && svg.contains(">0</text>"));
    assert!(svg.contains(&palette::shade(1.0).fill) && svg.contains(">100</text>") && svg.contains(">–</text>"));
}

#[test]
fn every_place_has_a_cell_and_those_without_data_no_colour() {
    let cell = |row, column, tier| TileCell { tile: 0, row, column, tier, title: "某市".to_owned() };
    let tile = |label: &str, column| Tile { label: label.to_owned(), row: 3, column };
    let cells = [cell(2, 1, Some(0)), cell(2, 2, Some(1)), cell(3, 1, None)];
    let legend = [("领先".to_owned(), 1), ("其他".to_owned(), 1)];
    let svg = tiles(&frame(""), &[tile("甲省", 2), tile("香港", 3)], &cells, &legend);
    assert_eq!(rects(&svg, "某市").len(), 3);
    assert_eq!(rects(&svg, "甲省")[0].1, rects(&svg, "香港")[0].1);
    assert!(svg.contains("无数据 1") && svg.contains("领先 1"));
}

#[test]
fn moves_say_how_far_and_which_way() {
    let row = |label: &str, before, after| Bump { label: label.to_owned(), before, after, tier: None };
    let rows = [row("甲", 9, 2), row("乙", 1, 3), row("丙", 4, 4)];
    let svg = bump(&frame(""), &rows, ("2018", "2019"), &[]);
    assert!([">▲7<", ">▼2<", ">＝<"].iter().all(|said| svg.contains(said)));
}

#[test]
fn what_is_left_out_is_said_in_both_languages() {
    let rows: Vec<BarRow> = (0..130).map(|_| BarRow { label: "甲".to_owned(), ..BarRow::default() }).collect();
    let all = Bars { rows, full: 1.0, ..Bars::default() };
    assert!(bars(&frame(""), &all).contains("另有 30 项未画出"));
    assert!(bars(&Frame { lang: Lang::En, label: String::new() }, &all).contains("30 more are not drawn"));
}
