//! Named levels (分级): 一级 … 四级, good to poor.

use super::RuleKeys;
use super::answer::{Answer, BadAnswer, folded, no_answer};
use crate::diagnostic::{Bilingual, Lang, bi, one_of};
use crate::number::{Ratio, plain_text, shorten};
use crate::words::Names;

/// Each level gets the share that is listed for it.
///
/// 一级 25 %, 二级 50 %, 三级 75 %, 四级 100 %: 三级 gets 3/4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    levels: Vec<(Names, Ratio)>,
}

impl Levels {
    pub(super) fn read(keys: &mut RuleKeys<'_>) -> Option<Levels> {
        let written = keys.file.levels.as_deref().unwrap_or_default();
        if written.is_empty() {
            let message = bi!("the rule `levels` lists no levels", "规则 `levels` 没有列出等级");
            let hint =
                bi!("as in `levels: [{{name: 一级, share: 25%}}, …]`", "如 `levels: [{{name: 一级, share: 25%}}, …]`");
            keys.problem(Some("levels"), message, hint);
            return None;
        }
        let mut levels: Vec<(Names, Ratio)> = Vec::new();
        let mut complete = true;
        for (place, level) in written.iter().enumerate() {
            let same =
                |(other, _): &&(Names, Ratio)| other.each().any(|a| level.name.each().any(|b| folded(a) == folded(b)));
            if level.name.is_blank() || levels.iter().find(same).is_some() {
                let message = bi!("the level has no name, or that of another", "等级没有名称，或与其他等级同名");
                keys.entry_problem(
                    "levels",
                    place,
                    Some("name"),
                    message,
                    bi!("give it a name of its own", "请另取名称"),
                );
                complete = false;
            }
            if let Some(name) = level.name.each().find(|name| no_answer(&plain_text(name)).is_some()) {
                let message =
                    bi!("`{name}` in data says that nothing was observed", "数据中的 `{name}` 表示没有观测值");
                let hint = bi!("call the level something else", "请另取等级名称");
                keys.entry_problem("levels", place, Some("name"), message, hint);
                complete = false;
            }
            match keys.worth("levels", place, level.share.as_ref(), level.marks.as_ref()) {
                Some(share) => levels.push((level.name.clone(), share)),
                None => complete = false,
            }
        }
        complete.then_some(Levels { levels })
    }

    pub(super) fn parse(&self, text: &str) -> Result<Answer, BadAnswer> {
        let word = folded(text);
        if let Some(place) = self.levels.iter().position(|(name, _)| name.each().any(|name| folded(name) == word)) {
            return Ok(Answer::Word(place));
        }
        let shown = shorten(text);
        let en: Vec<&str> = self.levels.iter().map(|(name, _)| name.get(Lang::En)).collect();
        let zh: Vec<&str> = self.levels.iter().map(|(name, _)| name.get(Lang::Zh)).collect();
        let (en, zh) = (one_of(&en).en, one_of(&zh).zh);
        let message = bi!("`{shown}` is no level", "`{shown}` 不是等级");
        Err(BadAnswer { message, hint: bi!("write {en}", "写 {zh}") })
    }

    pub(super) fn share(&self, answer: &Answer) -> Ratio {
        let level = answer.word().and_then(|place| self.levels.get(place));
        level.map_or_else(Ratio::zero, |(_, share)| share.clone())
    }

    pub(super) fn choices(&self) -> Vec<Bilingual> {
        let both = |name: &Names| Bilingual { en: name.get(Lang::En).to_owned(), zh: name.get(Lang::Zh).to_owned() };
        self.levels.iter().map(|(name, _)| both(name)).collect()
    }

    pub(super) fn attainable(&self) -> Vec<Ratio> {
        self.levels.iter().map(|(_, share)| share.clone()).collect()
    }

    pub(super) fn words(&self) -> Bilingual {
        let list = |lang, colon: &str, separator: &str| {
            let each =
                |(name, share): &(Names, Ratio)| format!("{}{colon}{}%", name.get(lang), share * &Ratio::from(100));
            self.levels.iter().map(each).collect::<Vec<_>>().join(separator)
        };
        let (en, zh) = (list(Lang::En, ": ", "; "), list(Lang::Zh, "：", "；"));
        bi!("{en} of full marks", "{zh}（占满分）")
    }
}
