//! The sheets of a workbook that was made to be filled in, by their names.

use crate::diagnostic::Lang;
use crate::number::plain_text;

/// What a sheet is called in either language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SheetName {
    en: &'static str,
    zh: &'static str,
}

/// What is asked, and how to answer.
pub(crate) const READ_ME: SheetName = SheetName { en: "Read me", zh: "说明" };
/// Where answers stand.
pub(crate) const FILL_IN: SheetName = SheetName { en: "Fill in", zh: "填报" };
/// Where they come from; beside any sheet of observations it is read as that.
pub(crate) const EVIDENCE: SheetName = SheetName { en: "Evidence", zh: "佐证" };
/// The hidden one with what is chosen from.
pub(crate) const LISTS: SheetName = SheetName { en: "Lists", zh: "选项" };

impl SheetName {
    pub(crate) fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    pub(crate) fn is(self, name: &str) -> bool {
        let name = plain_text(name);
        name == self.zh || name.eq_ignore_ascii_case(self.en)
    }
}
