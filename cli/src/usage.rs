//! Wrong usage, said in Chinese; in English clap's own words are used.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use govscore::Lang;

use crate::language::say;

/// The whole message about arguments that cannot be used.
pub fn message(error: &Error, lang: Lang) -> String {
    match lang {
        Lang::En => error.render().to_string(),
        Lang::Zh => chinese(error).unwrap_or_else(|| error.render().to_string()),
    }
}

/// A message of a command's own about its arguments.
pub fn own(text: &str, lang: Lang) -> String {
    say!(lang, "error: {text}\n\nFor more information, try '--help'.\n", "错误：{text}\n\n详细说明见 --help。\n")
}

/// A help text as clap wrote it; in Chinese with Chinese colons after the headings.
pub fn help(text: &str, lang: Lang) -> String {
    match lang {
        Lang::En => text.to_owned(),
        Lang::Zh => ["命令", "参数", "选项"].iter().fold(text.to_owned(), |text, heading| {
            text.replace(&format!("\n{heading}:\n"), &format!("\n{heading}：\n"))
        }),
    }
}

fn chinese(error: &Error) -> Option<String> {
    let text = |kind| error.get(kind).map(words).unwrap_or_default();
    let arg = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}” 缺少取值"),
        ErrorKind::InvalidValue => format!("“{arg}” 不接受 “{value}”"),
        ErrorKind::UnknownArgument => format!("未知的参数 “{arg}”"),
        ErrorKind::InvalidSubcommand => format!("未知的命令 “{}”", text(ContextKind::InvalidSubcommand)),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!("：{why}")).unwrap_or_default();
            format!("“{arg}” 不接受 “{value}”{why}")
        }
        ErrorKind::NoEquals => format!("“{arg}” 之后应有等号"),
        ErrorKind::TooManyValues => format!("“{arg}” 的取值过多：“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("“{arg}” 的取值个数不对"),
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == arg => format!("“{arg}” 只能给出一次"),
            prior => format!("“{arg}” 不能与 “{prior}” 同用"),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数：{arg}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8 文字".to_owned(),
        _ => return None,
    };
    let mut message = format!("错误：{what}\n");
    for kind in [ContextKind::ValidValue, ContextKind::ValidSubcommand] {
        if let Some(valid) = error.get(kind).filter(|_| error.kind() != ErrorKind::InvalidSubcommand) {
            message.push_str(&format!("  可取：{}\n", words(valid)));
        }
    }
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        if let Some(near) = error.get(kind) {
            message.push_str(&format!("  是否应为 “{}”？\n", words(near)));
        }
    }
    if let Some(usage) = error.get(ContextKind::Usage) {
        let usage = words(usage);
        message.push_str(&format!("\n用法：{}\n", usage.trim_start_matches("Usage:").trim()));
    }
    message.push_str("\n详细说明见 --help。\n");
    Some(message)
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
