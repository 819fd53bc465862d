//! Recomputes what official statistics print as shares, growth, sums and differences, and lists what does not follow.
//!
//! `examples/data/official-statistics.csv` holds each figure as printed, with the rule by which it should follow from
//! others. A printed figure stands for everything that rounds to it: 8.0 % for 7.95 % to 8.05 %, 4.70 亿 for 4.695 亿
//! to 4.705 亿, 超过 57 % for more than that, and a count of single things for itself. So each rule gives a range, and a
//! printed figure
//!
//! * follows, where the rule applied to the printed parts rounds to it,
//! * follows within rounding, where it does so for some parts that round to the printed ones,
//! * does not follow, where it does for none.
//!
//! Rows without a value are figures that nobody printed but that others imply; where single things are counted, a
//! whole number has to lie in the range. All of it is exact: no double takes part.
//!
//! Run with `cargo run --example official_statistics`, with `-- FILE` behind it for another file.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;

use govscore::{Ratio, RoundMode, Rounding};

const CSV: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/official-statistics.csv"));

fn main() -> Result<(), Box<dyn Error>> {
    let csv = match std::env::args_os().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => CSV.to_owned(),
    };
    let figures = read(&csv).map_err(|problems| problems.join("\n"))?;
    let findings = check(&figures);
    for (verdict, title) in [
        (Verdict::Follows, "follows from the printed parts · 由印出的各数推得"),
        (Verdict::WithinRounding, "follows within the rounding of the parts · 计入各数的舍入后推得"),
        (Verdict::Implied, "printed nowhere, implied by others · 未印出，由其他数字推出"),
        (Verdict::DoesNotFollow, "does not follow · 不能推出"),
    ] {
        let members: Vec<&Finding> = findings.iter().filter(|finding| finding.verdict == verdict).collect();
        println!("== {title}: {} ==", members.len());
        for finding in members {
            println!("{finding}");
        }
        println!();
    }
    println!("* the rule is inferred: no source states it · 规则为推断，来源未言明");
    Ok(())
}

/// One row of the file.
pub struct Figure {
    /// By which rules name it.
    pub id: String,
    /// In Chinese and in English.
    pub name: [String; 2],
    /// What kind of figure it is.
    pub statistic: Statistic,
    /// In what it is measured.
    pub measure: Measure,
    /// The value as the source prints it; absent where others imply it.
    pub printed: Option<Printed>,
    /// By what it should follow from the operands.
    pub rule: Option<Rule>,
    /// The places of the operands in the file, all before this row.
    pub operands: Vec<usize>,
    /// Whether the source states the rule; else it is ours.
    pub rule_is_published: bool,
}

/// The kinds of figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Statistic {
    /// How many there are.
    Count,
    /// What part of another figure.
    Share,
    /// By what part of the earlier figure it rose; falls are negative.
    Growth,
    /// By how much it rose; falls are negative.
    Change,
}

/// The unit of measurement of a figure: `万个` counts ten thousands, `%` hundredths.
pub struct Measure {
    /// As in the file.
    pub name: String,
    /// How many single things one is, or what part of one.
    pub unit: Ratio,
    /// Single things are counted, so the figure is a whole number.
    pub whole: bool,
}

/// A value as printed, in single things, or as a part of one.
pub struct Printed {
    /// The value with its wording.
    pub text: String,
    /// The value itself.
    pub value: Ratio,
    /// One in the last place that was rounded; absent where single things are counted.
    pub step: Option<Ratio>,
    /// What is said beside the value.
    pub wording: Wording,
    /// All that it may stand for.
    pub range: Range,
}

/// What the source says beside a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// Nothing, or 约: the last place is rounded, or the last that is not zero.
    Rounded,
    /// 超过, 突破, 以上: more than the value.
    Over,
    /// 接近: less than the value; how much less, nobody says.
    Near,
}

/// By what a figure should follow from its operands.
#[derive(Clone, Copy)]
pub enum Rule {
    /// a + b + …; `same` is the sum of one, a figure that is printed twice.
    Sum,
    /// a − b − …
    Difference,
    /// part / whole.
    Share,
    /// later / earlier − 1, of earlier and later.
    Growth,
    /// later / (1 + growth), of later and growth.
    Earlier,
    /// whole × share.
    Part,
    /// part / share.
    Whole,
}

/// All values between two ends; an end that is not there is open.
///
/// Ends count as inside, since a half may have been rounded either way.
#[derive(Clone)]
pub struct Range {
    /// The lower end.
    pub low: Option<Ratio>,
    /// The upper end.
    pub high: Option<Ratio>,
}

/// What a rule gives for one figure.
pub struct Finding<'f> {
    /// The figure that has the rule.
    pub figure: &'f Figure,
    /// Whether it follows.
    pub verdict: Verdict,
    /// What follows from the parts as printed; absent where a part is only a limit.
    pub value: Option<Ratio>,
    /// What follows from all that the parts may stand for.
    pub range: Range,
}

/// Whether a figure follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// From the parts as printed.
    Follows,
    /// From some parts that would be printed so.
    WithinRounding,
    /// From none; or nothing is left that an implied figure could be.
    DoesNotFollow,
    /// It is printed nowhere, and this is what it can be.
    Implied,
}

/// Reads the file, or lists all rows that cannot be read.
pub fn read(csv: &str) -> Result<Vec<Figure>, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let mut place_of: HashMap<String, usize> = HashMap::new();
    let (mut figures, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let row = record.map_err(|error| error.to_string()).and_then(|record| {
            let line = record.position().map_or(0, csv::Position::line);
            let cells = headers.iter().zip(&record).collect();
            figure(&cells, &figures, &place_of).map_err(|problem| format!("line {line}: {problem}"))
        });
        match row {
            Ok(figure) => {
                place_of.insert(figure.id.clone(), figures.len());
                figures.push(figure);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(figures) } else { Err(problems) }
}

/// One row, whose rule may name the figures above it.
fn figure(cells: &HashMap<&str, &str>, above: &[Figure], place_of: &HashMap<String, usize>) -> Result<Figure, String> {
    let cell = |column: &str| cells.get(column).copied().ok_or_else(|| format!("there is no column `{column}`"));
    let id = cell("id")?.to_owned();
    if place_of.contains_key(&id) {
        return Err(format!("`{id}` stands twice"));
    }
    let statistic = match cell("statistic")? {
        "count" => Statistic::Count,
        "share" => Statistic::Share,
        "growth" => Statistic::Growth,
        "change" => Statistic::Change,
        other => return Err(format!("`{other}` is no statistic")),
    };
    let measure = Measure::new(cell("measured_in")?, statistic);
    let printed = match cell("value")? {
        "" => None,
        text => Some(Printed::new(text, cell("wording")?, &measure, statistic)?),
    };
    let expected = if printed.is_some() { "published" } else { "inferred" };
    if cell("basis")? != expected {
        return Err(format!("what is printed is `published`, what is not is `inferred`; `{expected}` here"));
    }
    let operands = cell("of")?
        .split_whitespace()
        .map(|operand| place_of.get(operand).copied().ok_or_else(|| format!("no figure `{operand}` stands above")))
        .collect::<Result<Vec<usize>, String>>()?;
    let kinds: Vec<Statistic> = operands.iter().filter_map(|place| above.get(*place)).map(|of| of.statistic).collect();
    let rule = match cell("rule")? {
        "" if printed.is_some() && operands.is_empty() => None,
        name => Some(Rule::new(name, &kinds)?),
    };
    let name = [cell("name_zh")?.to_owned(), cell("name_en")?.to_owned()];
    let rule_is_published = cell("rule_basis")? == "published";
    Ok(Figure { id, name, statistic, measure, printed, rule, operands, rule_is_published })
}

/// Applies every rule in the order of the file, so that what is implied can be a part of what comes after it.
pub fn check(figures: &[Figure]) -> Vec<Finding<'_>> {
    let mut known: Vec<(Option<Ratio>, Range)> = Vec::new();
    let mut findings = Vec::new();
    for figure in figures {
        let recomputed = figure.rule.map(|rule| {
            // Operands stand above, so they are known; reading has seen to it.
            let parts: Vec<_> = figure.operands.iter().map(|place| known[*place].clone()).collect();
            recompute(rule, &parts)
        });
        let taken = match (&figure.printed, recomputed) {
            (Some(printed), recomputed) => {
                if let Some((value, range)) = recomputed {
                    let verdict = match &value {
                        Some(value) if printed.is_met_by(value) => Verdict::Follows,
                        _ if printed.may_lie_in(&range) => Verdict::WithinRounding,
                        _ => Verdict::DoesNotFollow,
                    };
                    findings.push(Finding { figure, verdict, value, range });
                }
                let value = (printed.wording == Wording::Rounded).then(|| printed.value.clone());
                (value, printed.range.clone())
            }
            (None, recomputed) => {
                let (value, range) = recomputed.unwrap_or((None, Range { low: None, high: None }));
                let range = range.possible(figure);
                // The only value that fits is what was counted.
                let value = if range.is_point() { range.low.clone() } else { value };
                let verdict = if range.is_empty() { Verdict::DoesNotFollow } else { Verdict::Implied };
                findings.push(Finding { figure, verdict, value: value.clone(), range: range.clone() });
                (value, range)
            }
        };
        known.push(taken);
    }
    findings
}

/// What a rule gives from the parts as printed, and from all that they may stand for.
///
/// Every rule rises or falls in each part throughout, so the ends of the parts give the ends of the range. Only what is
/// not negative is multiplied or divided, which [`Rule::new`] has seen to. Where implied parts rest on the same figure,
/// the range is wider than it need be, never narrower: what is said not to follow does not.
fn recompute(rule: Rule, parts: &[(Option<Ratio>, Range)]) -> (Option<Ratio>, Range) {
    let values: Option<Vec<&Ratio>> = parts.iter().map(|(value, _)| value.as_ref()).collect();
    let value = values.and_then(|values| formula(rule, &values));
    // Which end of each part belongs to the lower end of the result: the lower one, where the rule rises in it.
    let rises = |place: usize| match rule {
        Rule::Sum | Rule::Part => true,
        Rule::Difference | Rule::Share | Rule::Earlier | Rule::Whole => place == 0,
        Rule::Growth => place == 1,
    };
    let end = |low: bool| {
        let ends: Option<Vec<&Ratio>> = parts
            .iter()
            .enumerate()
            .map(|(place, (_, range))| if rises(place) == low { range.low.as_ref() } else { range.high.as_ref() })
            .collect();
        ends.and_then(|ends| formula(rule, &ends))
    };
    (value, Range { low: end(true), high: end(false) })
}

/// The rule's formula; nothing where it would divide by zero.
fn formula(rule: Rule, parts: &[&Ratio]) -> Option<Ratio> {
    match (rule, parts) {
        (Rule::Sum, parts) => Some(parts.iter().copied().sum()),
        (Rule::Difference, [first, others @ ..]) => Some(*first - &others.iter().copied().sum::<Ratio>()),
        (Rule::Share | Rule::Whole, [part, whole]) => part.checked_div(whole),
        (Rule::Growth, [earlier, later]) => Some(later.checked_div(earlier)? - &Ratio::one()),
        (Rule::Earlier, [later, growth]) => later.checked_div(&(&Ratio::one() + *growth)),
        (Rule::Part, [whole, share]) => Some(*whole * *share),
        _ => None,
    }
}

impl Rule {
    fn new(name: &str, of: &[Statistic]) -> Result<Rule, String> {
        use Statistic::{Count, Growth, Share};
        match (name, of) {
            ("sum", [_, _, ..]) | ("same", [_]) => Ok(Rule::Sum),
            ("difference", [_, _, ..]) => Ok(Rule::Difference),
            ("share", [Count, Count]) => Ok(Rule::Share),
            ("growth", [Count, Count]) => Ok(Rule::Growth),
            ("earlier", [Count, Growth]) => Ok(Rule::Earlier),
            ("part", [Count, Share]) => Ok(Rule::Part),
            ("whole", [Count, Share]) => Ok(Rule::Whole),
            _ => Err(format!("there is no rule `{name}` of {of:?}")),
        }
    }
}

impl Measure {
    fn new(name: &str, statistic: Statistic) -> Measure {
        let unit = match name.chars().next() {
            Some('万') => Ratio::from(10_000),
            Some('亿') => Ratio::from(100_000_000),
            Some('%' | '百') => &Ratio::one() / &Ratio::from(100),
            Some('‰') => &Ratio::one() / &Ratio::from(1000),
            _ => Ratio::one(),
        };
        let whole = unit.is_one() && matches!(statistic, Statistic::Count | Statistic::Change);
        Measure { name: name.to_owned(), unit, whole }
    }
}

impl Statistic {
    /// What no figure of the kind is below.
    fn least(self) -> Option<Ratio> {
        match self {
            Statistic::Count | Statistic::Share => Some(Ratio::zero()),
            Statistic::Growth => Some(-Ratio::one()),
            Statistic::Change => None,
        }
    }
}

impl Printed {
    /// A value with as many places as `text` has, and what `wording` says of it.
    fn new(text: &str, wording: &str, measure: &Measure, statistic: Statistic) -> Result<Printed, String> {
        let number: Ratio = text.parse().map_err(|_| format!("`{text}` is no number"))?;
        let value = &number * &measure.unit;
        let least = statistic.least();
        if least.as_ref().is_some_and(|least| value < *least) {
            return Err(format!("`{text}` is too little for a {statistic:?}"));
        }
        let about = wording == "about";
        let (wording, word) = match wording {
            "" => (Wording::Rounded, ""),
            "about" => (Wording::Rounded, "约 "),
            "over" => (Wording::Over, "超过 "),
            "near" => (Wording::Near, "接近 "),
            other => return Err(format!("`{other}` is no wording; `about`, `over` and `near` are")),
        };
        let step = (!measure.whole || about).then(|| &measure.unit * &last_place(text, about));
        let half = step.as_ref().map_or_else(Ratio::zero, |step| step / &Ratio::from(2));
        let mut range = match wording {
            Wording::Rounded => Range { low: Some(&value - &half), high: Some(&value + &half) },
            Wording::Over => Range { low: Some(value.clone()), high: None },
            Wording::Near => Range { low: None, high: Some(value.clone()) },
        };
        range.low = range.low.max(least);
        Ok(Printed { text: format!("{word}{text}"), value, step, wording, range })
    }

    /// Whether `value` would be printed so, halves rounded up.
    fn is_met_by(&self, value: &Ratio) -> bool {
        match (self.wording, &self.step) {
            (Wording::Rounded, Some(step)) => (value / step).round(Rounding::half_up(0)) * step == self.value,
            (Wording::Rounded, None) => *value == self.value,
            (Wording::Over, _) => *value > self.value,
            (Wording::Near, _) => *value < self.value,
        }
    }

    /// Whether some value in `range` would be printed so, halves rounded either way.
    fn may_lie_in(&self, range: &Range) -> bool {
        let reaches = |end: &Option<Ratio>, meets: &dyn Fn(&Ratio) -> bool| end.as_ref().is_none_or(meets);
        match (self.wording, &self.range) {
            (Wording::Over, _) => reaches(&range.high, &|high| *high > self.value),
            (Wording::Near, _) => reaches(&range.low, &|low| *low < self.value),
            (Wording::Rounded, own) => {
                reaches(&range.high, &|high| Some(high) >= own.low.as_ref())
                    && reaches(&range.low, &|low| own.high.as_ref().is_none_or(|high| low <= high))
            }
        }
    }
}

impl Range {
    fn is_point(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    fn is_empty(&self) -> bool {
        matches!((&self.low, &self.high), (Some(low), Some(high)) if low > high)
    }

    /// What a figure that is printed nowhere can be: no less than the least of its kind, and whole where single things
    /// are counted. The range is empty where nothing is left.
    fn possible(self, figure: &Figure) -> Range {
        let down = |value: &Ratio| value.round(Rounding::new(0, RoundMode::Down));
        let Range { low, high } = self;
        let low = low.max(figure.statistic.least());
        if !figure.measure.whole {
            return Range { low, high };
        }
        let up = |value: Ratio| if down(&value) < value { down(&value) + Ratio::one() } else { down(&value) };
        // Down is towards zero, so what is negative goes one further.
        let floor = |value: Ratio| if down(&value) > value { down(&value) - &Ratio::one() } else { down(&value) };
        Range { low: low.map(up), high: high.map(floor) }
    }
}

impl fmt::Display for Finding<'_> {
    /// Printed and recomputed figure, what the parts allow, and both names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figure { id, name: [zh, en], measure, printed, rule_is_published, .. } = self.figure;
        let printed = printed.as_ref().map(|printed| printed.text.as_str());
        // A count that nobody printed is shown as what it can be, everything else closely enough to be judged.
        let whole = printed.is_none() && measure.whole;
        let shown = Rounding::half_up(if whole { 0 } else { printed.map_or(0, places) + 2 });
        let short = |value: &Ratio| {
            let exact = (value / &measure.unit).to_string();
            if exact.contains('/') || places(&exact) > shown.places {
                (value / &measure.unit).to_fixed(shown)
            } else {
                exact
            }
        };
        let end = |end: &Option<Ratio>| end.as_ref().map_or_else(|| "?".to_owned(), short);
        let measured = |text: &str| format!("{text} {}", measure.name).trim_end().to_owned();
        let range = if self.range.is_point() {
            String::new()
        } else {
            format!("{} … {}", end(&self.range.low), end(&self.range.high))
        };
        let mark = if *rule_is_published { ' ' } else { '*' };
        write!(f, "{mark} {} {} ", pad(id, 34), pad(&printed.map_or_else(|| "—".to_owned(), measured), 15))?;
        write!(f, "{} {} {zh} / {en}", pad(&measured(&end(&self.value)), 18), pad(&range, 20))
    }
}

/// One in the last place of a number; a fraction such as 1/3 is what is nearest in thirds. What is only about so much
/// is rounded in its last digit that is not zero.
fn last_place(text: &str, about: bool) -> Ratio {
    let denominator = text.split_once('/').and_then(|(_, below)| below.parse::<Ratio>().ok());
    let zeros = if about && places(text) == 0 { text.len() - text.trim_end_matches('0').len() } else { 0 };
    let ten = Ratio::from(10);
    let unit = match denominator {
        Some(denominator) => &Ratio::one() / &denominator,
        None => (0..places(text)).fold(Ratio::one(), |unit, _| &unit / &ten),
    };
    (0..zeros).fold(unit, |unit, _| unit * &ten)
}

/// How many digits stand after the point.
fn places(text: &str) -> u32 {
    text.split_once('.').map_or(0, |(_, digits)| digits.len() as u32)
}

/// `text` filled up to `width` columns, of which a Chinese character takes two.
fn pad(text: &str, width: usize) -> String {
    let wide = text.chars().filter(|character| ('\u{2e80}'..='\u{ffff}').contains(character)).count();
    format!("{text}{}", " ".repeat(width.saturating_sub(text.chars().count() + wide)))
}
