//! Random schemes and data.

use crate::*;

/// A node before its weight is a text: `weight` is its part among its siblings.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) weight: u32,
    pub(crate) style: u8,
    pub(crate) range: Option<(&'static str, &'static str)>,
    pub(crate) notation: Notation,
    /// What percent weights of the children are parts of.
    pub(crate) whole: u32,
    pub(crate) children: Vec<Shape>,
}

/// One row: a cell for each node, the total first, and how many percent of them are missing or given as inner nodes.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) missing: u8,
    pub(crate) given: u8,
}

#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// Where between least and greatest value, in millionths.
    pub(crate) millionths: u32,
    pub(crate) places: u32,
    pub(crate) dice: u8,
}

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) total: Shape,
    pub(crate) scale: &'static str,
    pub(crate) points: bool,
    pub(crate) rows: Vec<Row>,
}

/// A failure shows the file and the values, ready to be tried by hand.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}rows: {:?}\ncomplete: {:?}\n", self.file().to_yaml(), self.rows(), self.complete())
    }
}

pub(crate) const MILLION: u32 = 1_000_000;

/// A tree of at most this many levels.
pub(crate) fn shape(levels: usize) -> BoxedStrategy<Shape> {
    let weight = prop_oneof![1 => Just(0), 9 => 1u32..1000];
    let range =
        select(vec![None, None, None, Some(("0", "10")), Some(("1", "5")), Some(("-5", "5")), Some(("0", "1"))]);
    let leaf = (weight, 0..5u8, range).prop_map(|(weight, style, range)| Shape {
        weight,
        style,
        range,
        notation: Notation::Percent,
        whole: 100,
        children: Vec::new(),
    });
    if levels <= 1 {
        return leaf.boxed();
    }
    let node = (leaf.clone(), parent(vec(shape(levels - 1), 1..=3)));
    let node = node.prop_map(|(leaf, parent)| Shape { weight: leaf.weight, style: leaf.style, ..parent });
    prop_oneof![1 => leaf, 2 => node].boxed()
}

pub(crate) fn parent(children: impl Strategy<Value = Vec<Shape>>) -> impl Strategy<Value = Shape> {
    let notation = select(vec![Notation::Percent, Notation::Percent, Notation::Shares, Notation::Equal]);
    let whole = select(vec![3, 7, 9, 13, 91, 100, 100, 389, 1000, 1_000_003]);
    (notation, whole, children).prop_map(|(notation, whole, children)| Shape {
        weight: 1,
        style: 0,
        range: None,
        notation,
        whole,
        children,
    })
}

pub(crate) fn case(rows: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Case> {
    let tree = (1..=6usize).prop_flat_map(|levels| parent(vec(shape(levels), 1..=4)));
    tree.prop_flat_map(move |total| {
        let millionths = prop_oneof![1 => Just(0), 1 => Just(MILLION), 8 => 0..=MILLION];
        let cell = (millionths, 0..=5u32, 0..100u8);
        let cell = cell.prop_map(|(millionths, places, dice)| Cell { millionths, places, dice });
        let row = (vec(cell, size(&total)), select(vec![0, 0, 20, 60, 100]), select(vec![0, 0, 10, 40]));
        let row = row.prop_map(|(cells, missing, given)| Row { cells, missing, given });
        let scale = select(vec!["100", "100", "1", "10", "115", "0.5"]);
        (Just(total), scale, any::<bool>(), vec(row, rows.clone()))
    })
    .prop_map(|(total, scale, points, rows)| Case { total, scale, points, rows })
}

pub(crate) fn size(shape: &Shape) -> usize {
    1 + shape.children.iter().map(size).sum::<usize>()
}

/// `units` of 10^-places as a plain decimal.
pub(crate) fn decimal(units: &BigInt, places: u32) -> String {
    let digits = format!("{:0>width$}", units.magnitude().to_string(), width = places as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    let sign = if *units < BigInt::zero() { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The shortest exact decimal, where there is one.
pub(crate) fn terminating(value: &Exact) -> Option<String> {
    let at = |places: u32| value * Exact::from_integer(BigInt::from(10).pow(places));
    (0..=20).find(|&places| at(places).is_integer()).map(|places| decimal(&at(places).to_integer(), places))
}

/// `part / whole` in one of the ways in which people write it.
pub(crate) fn written(part: u32, whole: u32, style: u8) -> String {
    let exact = Exact::new(part.into(), whole.into());
    let percent = terminating(&(&exact * number("100"))).map(|text| format!("{text}%"));
    let half = |value: u32| decimal(&BigInt::from(value * 5), 1);
    match style {
        0 => format!("{part}/{whole}"),
        1 => terminating(&exact).unwrap_or_else(|| exact.to_string()),
        2 => percent.unwrap_or_else(|| exact.to_string()),
        3 => exact.to_string(),
        _ => format!("{}/{}", half(part), half(whole)),
    }
}

/// The weights of the children as texts; none under `equal`.
pub(crate) fn weights(parent: &Shape) -> Vec<Option<String>> {
    let mut parts: Vec<u32> = parent.children.iter().map(|child| child.weight).collect();
    if parts.iter().all(|part| *part == 0) {
        parts.iter_mut().take(1).for_each(|first| *first = 1);
    }
    let styles = parent.children.iter().map(|child| child.style);
    match parent.notation {
        Notation::Percent => {
            let sum: u64 = parts.iter().map(|part| u64::from(*part)).sum();
            let cut = |part: u32| (u64::from(part) * u64::from(parent.whole) / sum.max(1)) as u32;
            let mut cuts: Vec<u32> = parts.iter().map(|part| cut(*part)).collect();
            let rest = parent.whole - cuts.iter().sum::<u32>();
            cuts.iter_mut().take(1).for_each(|first| *first += rest);
            cuts.iter().zip(styles).map(|(cut, style)| Some(written(*cut, parent.whole, style))).collect()
        }
        Notation::Shares => {
            let share = |(part, style): (&u32, u8)| match style {
                0 => part.to_string(),
                1 => decimal(&BigInt::from(*part), 2),
                2 => format!("{part}/7"),
                3 => format!("{part}/13"),
                _ => format!("{part}/389"),
            };
            parts.iter().zip(styles).map(|pair| Some(share(pair))).collect()
        }
        _ => vec![None; parts.len()],
    }
}

impl Shape {
    /// The children as the library takes them, with codes that look like numbers: `1.10` is not `1.1`.
    pub(crate) fn indicators(&self, prefix: &str) -> Vec<Indicator> {
        let children = self.children.iter().zip(weights(self)).enumerate();
        let indicators = children.map(|(place, (child, weight))| {
            let code = format!("{prefix}{}", place + 9);
            let mut node = Indicator::default();
            node.weight = weight.map(Into::into);
            node.range = child.range.map(|(low, high)| (low.into(), high.into()));
            if !child.children.is_empty() {
                node.weights = Some(child.notation);
                node.indicators = Some(child.indicators(&format!("{code}.")));
            }
            node.code = code.into();
            node
        });
        indicators.collect()
    }

    /// The children as the reference takes them.
    pub(crate) fn nodes(&self, prefix: &str) -> Vec<Node> {
        let children = self.children.iter().zip(weights(self)).enumerate();
        let nodes = children.map(|(place, (child, weight))| {
            let code = format!("{prefix}{}", place + 9);
            Node {
                weight: weight.unwrap_or_else(|| "1".to_owned()),
                range: child.range.map(|(low, high)| (low.to_owned(), high.to_owned())),
                children: child.nodes(&format!("{code}.")),
                code,
            }
        });
        nodes.collect()
    }

    pub(crate) fn without_zeros(&self) -> Shape {
        Shape {
            weight: self.weight.max(1),
            notation: if self.notation == Notation::Percent { Notation::Shares } else { self.notation },
            children: self.children.iter().map(Shape::without_zeros).collect(),
            ..self.clone()
        }
    }
}

impl Case {
    pub(crate) fn file(&self) -> FrameworkFile {
        let mut file = FrameworkFile::new("random", "Random");
        file.scale = Some(self.scale.into());
        file.input = Some(if self.points { Input::Points } else { Input::Rate });
        file.weights = Some(self.total.notation);
        file.indicators = self.total.indicators("");
        let mut tiers = TiersFile::default();
        for (code, part) in [("A", Some("0.6")), ("B", Some("0.25")), ("C", None)] {
            let mut tier = TierFile::default();
            tier.code = code.into();
            tier.from = part.map(|part| terminating(&(number(part) * number(self.scale))).unwrap().into());
            tiers.tiers.push(tier);
        }
        file.tiers = Some(tiers);
        file
    }

    pub(crate) fn with(&self, method: MethodFile) -> Framework {
        let mut file = self.file();
        file.method = Some(method);
        file.check().unwrap()
    }

    pub(crate) fn tree(&self) -> Node {
        Node { code: "total".to_owned(), weight: "1".to_owned(), range: None, children: self.total.nodes("") }
    }

    pub(crate) fn scheme(&self, absent: Absent) -> Scheme {
        Scheme { scale: number(self.scale), points: self.points, absent, each_level: None }
    }

    /// The values of each row, with gaps and with inner nodes given instead of what is below them.
    pub(crate) fn rows(&self) -> Vec<ByCode<String>> {
        self.rows.iter().map(|row| self.values(row, row.missing, row.given)).collect()
    }

    /// The values of every leaf; of those that have points where the data hold points.
    pub(crate) fn complete(&self) -> Vec<ByCode<String>> {
        self.rows.iter().map(|row| self.values(row, 0, 0)).collect()
    }

    pub(crate) fn values(&self, row: &Row, missing: u8, given: u8) -> ByCode<String> {
        let mut values = BTreeMap::new();
        let mut cells = row.cells.iter();
        self.fill(&self.tree(), &Exact::one(), false, &mut cells, (missing, given), &mut values);
        values
    }

    pub(crate) fn fill<'c>(
        &self,
        node: &Node,
        effective: &Exact,
        covered: bool,
        cells: &mut impl Iterator<Item = &'c Cell>,
        (missing, given): (u8, u8),
        values: &mut ByCode<String>,
    ) {
        let cell = cells.next().unwrap();
        let chosen = if node.children.is_empty() { cell.dice >= missing } else { cell.dice >= 100 - given };
        let value = if chosen && !covered { self.value(node, effective, cell) } else { None };
        let covered = covered || value.is_some();
        values.extend(value.map(|value| (node.code.clone(), value)));
        for (child, share) in node.children.iter().zip(shares(&node.children)) {
            self.fill(child, &(effective * share), covered, cells, (missing, given), values);
        }
    }

    /// Least and greatest value of a node in the data; nothing where it has no points to be given.
    pub(crate) fn limits(&self, node: &Node, effective: &Exact) -> Option<(Exact, Exact)> {
        match &node.range {
            _ if self.points => (!effective.is_zero()).then(|| (Exact::zero(), effective * number(self.scale))),
            Some((low, high)) => Some((number(low), number(high))),
            None => Some((Exact::zero(), number(self.scale))),
        }
    }

    pub(crate) fn value(&self, node: &Node, effective: &Exact, cell: &Cell) -> Option<String> {
        let (low, high) = self.limits(node, effective)?;
        let exact = &low + (&high - &low) * Exact::new(cell.millionths.into(), MILLION.into());
        let units = (exact * Exact::from_integer(BigInt::from(10).pow(cell.places))).floor();
        Some(decimal(&units.to_integer(), cell.places))
    }
}

/// The share of the total of every node, and whether it is a leaf.
pub(crate) fn effective(tree: &Node) -> ByCode<(Exact, bool)> {
    fn visit(node: &Node, effective: Exact, all: &mut ByCode<(Exact, bool)>) {
        for (child, share) in node.children.iter().zip(shares(&node.children)) {
            visit(child, &effective * share, all);
        }
        all.insert(node.code.clone(), (effective, node.children.is_empty()));
    }
    let mut all = BTreeMap::new();
    visit(tree, Exact::one(), &mut all);
    all
}

pub(crate) const POLICIES: [(Missing, Absent); 4] = [
    (Missing::Equal, Absent::SpreadsEqually),
    (Missing::Zero, Absent::CountsAsZero),
    (Missing::RescaleNode, Absent::LeavesItsNode),
    (Missing::RescaleTree, Absent::LeavesTheTree),
];

pub(crate) fn policy() -> impl Strategy<Value = (Missing, Absent)> {
    select(POLICIES.to_vec())
}

pub(crate) const MODES: [(RoundMode, Mode); 3] =
    [(RoundMode::HalfUp, Mode::HalfUp), (RoundMode::HalfEven, Mode::HalfEven), (RoundMode::Down, Mode::Down)];

pub(crate) fn missing(missing: Missing) -> MethodFile {
    let mut method = MethodFile::default();
    method.missing = Some(missing);
    method
}

/// The id of the unit in this row: ids run against the rows, so that one is not taken for the other.
pub(crate) fn unit(row: usize) -> String {
    format!("u{:02}", 99 - row)
}

pub(crate) fn dataset(framework: &Framework, rows: &[ByCode<String>]) -> Dataset {
    let mut builder = Dataset::builder(framework);
    for (row, values) in rows.iter().enumerate() {
        builder = builder.unit(&unit(row));
        for (code, value) in values {
            builder = builder.set(&unit(row), code, read_number(value).unwrap());
        }
    }
    builder.build().unwrap()
}

pub(crate) fn exact(ratio: &Ratio) -> Exact {
    number(&ratio.to_string())
}

/// What each node of each row came to.
pub(crate) fn rates(scores: &Scores) -> Vec<ByCode<Exact>> {
    let nodes = scores.framework().nodes();
    let rates = scores
        .iter()
        .map(|unit| nodes.iter().filter_map(|node| Some((node.code.clone(), exact(&unit.rate(node.id)?)))).collect());
    rates.collect()
}

pub(crate) fn error_codes(error: &Error) -> Vec<&'static str> {
    let diagnostics = error.diagnostics();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| diagnostic.code.name()).collect()
}

/// Every node below the total, for changing it.
pub(crate) fn each_indicator(
    siblings: &mut [Indicator],
    notation: Notation,
    change: &mut impl FnMut(&mut Indicator, Notation),
) {
    for node in siblings {
        change(node, notation);
        let below = node.weights.unwrap_or_default();
        each_indicator(node.indicators.as_deref_mut().unwrap_or_default(), below, change);
    }
}

pub(crate) fn find<'t>(node: &'t Node, code: &str) -> Option<&'t Node> {
    if node.code == code { Some(node) } else { node.children.iter().find_map(|child| find(child, code)) }
}
