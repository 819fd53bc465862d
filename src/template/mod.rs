//! Tables to fill in: what a framework asks, for those who collect it.
//!
//! [`things`] says what is asked, [`units`] of whom; [`layout`] puts both into a wide or a long table that the readers of
//! data understand, in the words of [`words`]. [`csv`] writes it as text, [`book`] as a workbook with a sheet to read,
//! one to fill in and one for evidence. Nothing here depends on the clock, so the same input gives the same bytes.

#[cfg(feature = "xlsx")]
mod book;
mod csv;
// Text needs less of these than a workbook does.
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
mod layout;
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
mod things;
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
mod units;
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
mod words;

use layout::Layout;
use things::{Thing, things};
use units::Listed;

use crate::data::Roster;
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, bi, codes};
use crate::error::Error;
use crate::framework::Framework;

/// How many things to fill in a wide table has at most, unless it is asked for.
const WIDEST: usize = 40;
/// How many rows and columns a sheet can have.
pub(crate) const LAST_ROW: usize = 1_048_576;
pub(crate) const LAST_COLUMN: usize = 16_384;
/// For how many rounds there are rows, unless asked otherwise.
const ROUNDS: u32 = 2;

/// How a table to fill in is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateForm {
    /// A row per unit, a column per item or leaf. The default where there are at most 40 and none has rounds.
    Wide,
    /// A row per item, unit and round, with its evidence beside it.
    Long,
}

/// A table to fill in (填报表), which [`Dataset::read`](crate::Dataset::read) reads back.
///
/// ```
/// use govscore::{Dataset, Framework, Lang, Template};
///
/// let framework = Framework::builtin("un-egdi-2018")?;
/// let template = Template::new(&framework).lang(Lang::En).units(["Utopia", "Ruritania"]);
/// let csv = template.to_csv()?;
/// assert!(csv.ends_with("unit,OSI Online Service Index,TII Telecommunication Infrastructure Index,HCI Human Capital Index\nUtopia,,,\nRuritania,,,\n"));
///
/// let filled = csv.replace("Utopia,,,", "Utopia,0.9,0.8,0.7").replace("Ruritania,,,", "Ruritania,0.3,0.2,0.1");
/// let scores = framework.score(&Dataset::from_csv(&framework, filled.as_bytes())?)?;
/// assert_eq!(scores.ranked().next().unwrap().total().unwrap().to_string(), "0.8");
/// # Ok::<(), govscore::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Template<'f> {
    framework: &'f Framework,
    lang: Lang,
    form: Option<TemplateForm>,
    rounds: u32,
    roster: Option<Roster>,
    listed: Option<Vec<Listed>>,
    found: Diagnostics,
}

impl<'f> Template<'f> {
    /// What a framework asks, for no units yet, in Chinese.
    pub fn new(framework: &'f Framework) -> Template<'f> {
        Template {
            framework,
            lang: Lang::Zh,
            form: None,
            rounds: ROUNDS,
            roster: None,
            listed: None,
            found: Diagnostics::new(),
        }
    }

    /// Sets the language of headings, words and choices.
    pub fn lang(mut self, lang: Lang) -> Template<'f> {
        self.lang = lang;
        self
    }

    /// Sets the form; none for the one that suits what is asked.
    pub fn form(mut self, form: Option<TemplateForm>) -> Template<'f> {
        self.form = form;
        self
    }

    /// Sets for how many rounds a long table has rows, of items that are observed in rounds; 2 unless set.
    pub fn rounds(mut self, rounds: u32) -> Template<'f> {
        self.rounds = rounds.max(1);
        self
    }

    /// Sets the roster that units are matched with; without [`Template::units`] all of it has rows.
    pub fn roster(mut self, roster: Option<Roster>) -> Template<'f> {
        self.roster = roster;
        self
    }

    /// What was found of the units that were named: such as are unknown to the roster, or come twice.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }

    /// The form that it has.
    pub fn chosen_form(&self) -> TemplateForm {
        self.form.unwrap_or_else(|| self.suited(&things(self.framework)))
    }

    fn suited(&self, things: &[Thing<'_>]) -> TemplateForm {
        let has_rounds = things.iter().any(|thing| thing.rounds().is_some());
        if has_rounds || things.len() > WIDEST { TemplateForm::Long } else { TemplateForm::Wide }
    }

    /// The table as CSV.
    pub fn to_csv(&self) -> Result<String, Error> {
        Ok(csv::write(&self.layout()?))
    }

    /// A workbook (.xlsx): a sheet to read, one to fill in, one for evidence.
    #[cfg(feature = "xlsx")]
    pub fn to_xlsx(&self) -> Result<Vec<u8>, Error> {
        let layout = self.layout()?;
        // Its limits are kept by the layout and by cutting texts, so that nothing is left for it to refuse.
        book::write(self, &layout).map_err(|error| Error::Io(std::io::Error::other(error)))
    }

    fn layout(&self) -> Result<Layout<'f>, Error> {
        if self.found.has_errors() {
            return Err(Error::Data(self.found.clone()));
        }
        let units = self.all_units();
        if units.is_empty() {
            let message = bi!("there is no unit to fill anything in for", "没有可供填报的评价对象");
            let hint = bi!("name units, a list of them, or a roster", "请指定评价对象、名单或名录");
            return Err(refused(Diagnostic::new(codes::EMPTY_UNIT, message).hint(hint)));
        }
        let things = things(self.framework);
        let (rows, columns) = match self.chosen_form() {
            TemplateForm::Wide => (units.len(), things.len()),
            TemplateForm::Long => {
                let each = |thing: &Thing<'_>| thing.rounds().map_or(1, |_| self.rounds as usize);
                (things.iter().map(each).fold(0, usize::saturating_add).saturating_mul(units.len()), 0)
            }
        };
        // The opening rows, the heading and the columns that say what is asked of whom.
        const BESIDE: usize = 32;
        if rows > LAST_ROW - BESIDE || columns > LAST_COLUMN - BESIDE {
            let message = bi!(
                "{rows} rows and {columns} columns to fill in are more than a sheet has",
                "需填 {rows} 行、{columns} 列，超出工作表所能容纳"
            );
            let hint = bi!("make several, each for some of the units", "请按评价对象分成几份");
            return Err(refused(Diagnostic::new(codes::TABLE_TOO_LARGE, message).hint(hint)));
        }
        Ok(Layout::new(self, things, units))
    }
}

fn refused(problem: Diagnostic) -> Error {
    Error::Data(std::iter::once(problem).collect())
}
