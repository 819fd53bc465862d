//! The few words of a page that no document says.

use crate::diagnostic::Lang;

/// A standing word of a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Word {
    Contents,
    /// Where the link goes that passes over the contents.
    ToText,
    Notice,
    Remark,
    /// Parts of a chapter that are too many to be listed at once.
    Parts,
    MadeBy,
}

impl Word {
    pub(super) fn get(self, lang: Lang) -> &'static str {
        let (en, zh) = match self {
            Word::Contents => ("Contents", "目录"),
            Word::ToText => ("To the text", "跳至正文"),
            Word::Notice => ("Notice", "提示"),
            Word::Remark => ("Authors’ note", "编写者按"),
            Word::Parts => ("Parts", "各节"),
            Word::MadeBy => (
                "Figures and sentences follow from the data. Made with govscore.",
                "图表与文字由数据生成。govscore 编制。",
            ),
        };
        if lang == Lang::Zh { zh } else { en }
    }
}

/// The language of the page, as its `lang` says it.
pub(super) fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}
