//! The table to fill in, before it is text or a sheet: its columns, its rows, and where answers go.

use super::things::{Thing, attributes};
use super::units::Listed;
use super::words::{Heading, method, opening};
use super::{Template, TemplateForm};
use crate::data::Indicators;
use crate::diagnostic::Lang;
use crate::framework::{Input, Item};

/// A table to fill in.
pub(super) struct Layout<'f> {
    pub things: Vec<Thing<'f>>,
    pub units: Vec<Listed>,
    /// The rows above the heading.
    pub opening: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Where the answers of each thing go.
    pub areas: Vec<Area>,
}

/// One column.
pub(super) struct Column {
    pub heading: String,
    pub kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The answers to one thing, or of a long table to all.
    Answer,
    /// An attribute that decides what applies.
    Attribute,
    /// Anything else.
    Other(Heading),
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// It stands there, and stays.
    Given(String),
    /// To be filled in, with what probably comes there.
    Open(String),
    /// Nothing is to be filled in.
    Idle,
}

impl Cell {
    pub(super) fn text(&self) -> &str {
        match self {
            Cell::Given(text) | Cell::Open(text) => text,
            Cell::Idle => "",
        }
    }

    fn blank() -> Cell {
        Cell::Open(String::new())
    }
}

/// The cells of one column, from the row `first` to `last` of the table, in which one thing is answered.
pub(super) struct Area {
    pub thing: usize,
    pub column: usize,
    pub first: usize,
    pub last: usize,
}

impl<'f> Layout<'f> {
    pub(super) fn new(template: &Template<'f>, things: Vec<Thing<'f>>, units: Vec<Listed>) -> Layout<'f> {
        let mut layout = Layout {
            opening: opening(template.framework, template.is_part(), template.lang),
            columns: Vec::new(),
            rows: Vec::new(),
            areas: Vec::new(),
            things,
            units,
        };
        match template.chosen_form() {
            TemplateForm::Wide => layout.wide(template),
            TemplateForm::Long => layout.long(template),
        }
        layout
    }

    /// How many columns say what a row is about.
    pub(super) fn fixed(&self) -> usize {
        self.columns.iter().position(|column| column.kind == Kind::Answer).unwrap_or(0)
    }

    fn has_names(&self) -> bool {
        self.units.iter().any(|unit| unit.name.is_some())
    }

    fn head(&mut self, heading: Heading, lang: Lang) {
        self.columns.push(Column { heading: heading.get(lang).to_owned(), kind: Kind::Other(heading) });
    }

    fn unit_headings(&mut self, lang: Lang) {
        if self.has_names() {
            self.head(Heading::Code, lang);
            self.head(Heading::Name, lang);
        } else {
            self.head(Heading::Unit, lang);
        }
    }

    /// The attributes that are asked for.
    fn attribute_headings(&mut self, template: &Template<'f>) -> Vec<String> {
        let names = attributes(template.framework, template.roster.as_ref());
        self.columns.extend(names.iter().map(|name| Column { heading: name.clone(), kind: Kind::Attribute }));
        names
    }

    fn unit_cells(&self, unit: &Listed, lang: Lang) -> Vec<Cell> {
        let code = Cell::Given(unit.id.clone());
        if self.has_names() { vec![code, Cell::Given(unit.name(lang).to_owned())] } else { vec![code] }
    }

    /// A row per unit, a column per thing.
    fn wide(&mut self, template: &Template<'f>) {
        let (framework, lang, roster) = (template.framework, template.lang, template.roster.as_ref());
        let indicators = Indicators::new(framework, framework.input());
        self.unit_headings(lang);
        let attributes = self.attribute_headings(template);
        let first = self.columns.len();
        for thing in &self.things {
            self.columns.push(Column { heading: thing.heading(&indicators, lang), kind: Kind::Answer });
        }
        for unit in &self.units {
            let mut row = self.unit_cells(unit, lang);
            let value = |name: &String| unit.attribute(name, roster).unwrap_or_default().to_owned();
            row.extend(attributes.iter().map(|name| Cell::Open(value(name))));
            let idle = |thing: &Thing<'_>| thing.is_idle(unit, roster);
            row.extend(self.things.iter().map(|thing| if idle(thing) { Cell::Idle } else { Cell::blank() }));
            self.rows.push(row);
        }
        let last = self.rows.len().saturating_sub(1);
        let area = |thing| Area { thing, column: first + thing, first: 0, last };
        self.areas = (0..self.things.len()).map(area).collect();
    }

    /// A row per thing, unit and round; things one after the other, so that one is answered for all units in a go.
    fn long(&mut self, template: &Template<'f>) {
        let (framework, lang, roster) = (template.framework, template.lang, template.roster.as_ref());
        let observed = framework.input() == Input::Observations && !framework.items().is_empty();
        let has_rounds = self.things.iter().any(|thing| thing.rounds().is_some());
        let is_measured = self.things.iter().any(|thing| !thing.measured_in(lang).is_empty());
        self.unit_headings(lang);
        let attributes = self.attribute_headings(template);
        let mut seen = vec![false; self.units.len()];
        self.head(if observed { Heading::Item } else { Heading::Indicator }, lang);
        self.head(Heading::Question, lang);
        if has_rounds {
            self.head(Heading::Round, lang);
        }
        let value = if observed { Heading::Observed } else { Heading::Value };
        let column = self.columns.len();
        self.columns.push(Column { heading: value.get(lang).to_owned(), kind: Kind::Answer });
        if is_measured {
            self.head(Heading::MeasuredIn, lang);
        }
        let evidence = [Heading::Source, Heading::Collected, Heading::Collector, Heading::Verified, Heading::Note];
        if observed {
            [Heading::Method].into_iter().chain(evidence).for_each(|heading| self.head(heading, lang));
        }
        for (at, thing) in self.things.iter().enumerate() {
            let first = self.rows.len();
            for (place, unit) in self.units.iter().enumerate().filter(|(_, unit)| !thing.is_idle(unit, roster)) {
                for round in 1..=thing.rounds().map_or(1, |_| template.rounds) {
                    let given = |text: &str| Cell::Given(text.to_owned());
                    let mut row = self.unit_cells(unit, lang);
                    // What is said of a unit on one of its rows holds for all.
                    let is_first = !std::mem::replace(&mut seen[place], true);
                    let value = |name: &String| unit.attribute(name, roster).unwrap_or_default().to_owned();
                    let cell = |name| if is_first { Cell::Open(value(name)) } else { Cell::Idle };
                    row.extend(attributes.iter().map(cell));
                    row.extend([given(thing.code()), given(thing.question(lang))]);
                    if has_rounds {
                        row.push(thing.rounds().map_or(Cell::Idle, |_| Cell::Given(round.to_string())));
                    }
                    row.push(Cell::blank());
                    if is_measured {
                        row.push(given(thing.measured_in(lang)));
                    }
                    match thing {
                        Thing::Item(Item { method: known, .. }) if observed => {
                            row.push(Cell::Open(method(*known, lang).to_owned()));
                            row.extend(evidence.map(|_| Cell::blank()));
                        }
                        // A rate has no evidence.
                        _ => row.resize(self.columns.len(), Cell::Idle),
                    }
                    self.rows.push(row);
                }
            }
            if self.rows.len() > first {
                self.areas.push(Area { thing: at, column, first, last: self.rows.len() - 1 });
            }
        }
    }
}
