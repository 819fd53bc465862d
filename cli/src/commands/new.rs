//! `new`: a commented framework to start from.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};
use govscore::{FrameworkFile, Lang};
use unicode_width::UnicodeWidthStr;

use super::exit_codes;
use super::schema::FILE as SCHEMA;
use crate::args;
use crate::language::{pick, say};
use crate::output::{is_there, new_file, standard_output};
use crate::session::{Session, Stop};

/// Where the comments of a line begin.
const COMMENTS: usize = 34;
/// What stands in a template for the name.
const NAME: &str = "{{id}}";

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Start a framework of your own", "新建自己的指标体系");
    let teach = pick(
        lang,
        "Writes a small framework that is complete, passes `check`, and says at every line what can be written there.
Its first line lets editors with a YAML language server complete and check the file while you type: they
look for govscore.schema.json beside it, which --with-schema (or `govscore schema`) writes.
No network is needed.",
        "写出一个完整的小型指标体系，可通过 check，每行注明可以怎样填写。
文件首行供编辑器的 YAML 语言服务使用，输入时即可补全和检查：它读取同一文件夹中的 govscore.schema.json，
由 --with-schema（或 govscore schema）写出，无需联网。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore new my-index-2026 -o my.yaml --with-schema
  govscore check my.yaml
  govscore tree my.yaml

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore new my-index-2026 -o my.yaml --with-schema
  govscore check my.yaml
  govscore tree my.yaml

",
            exit_codes!(zh)
        ),
    );
    let usage = pick(lang, "[OPTIONS] <ID>", "[选项] <代号>");
    args::command(lang, "new", about, teach, usage, after)
        .arg(
            Arg::new("name")
                .required(true)
                .value_name(pick(lang, "ID", "代号"))
                .value_parser(move |text: &str| name(lang, text))
                .help_heading(pick(lang, "Arguments", "参数"))
                .help(pick(
                    lang,
                    "A short name of scheme and edition: letters, digits and - _ .",
                    "方案与版次的简称：字母、汉字、数字和 - _ .",
                )),
        )
        .arg(args::output_file(lang).help(pick(
            lang,
            "Write it to this file, which must not be there yet",
            "写入此文件；文件已存在时不覆盖",
        )))
        .arg(args::option(lang, "with-schema").requires("output").action(ArgAction::SetTrue).help(pick(
            lang,
            "Also write govscore.schema.json into the folder of -o, replacing no other file",
            "同时在 -o 所在文件夹写出 govscore.schema.json；不覆盖内容不同的文件",
        )))
}

/// Writes it.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let id = matches.get_one::<String>("name").map(String::as_str).unwrap_or_default();
    let body = template(id, session.lang);
    let Some(path) = args::file_of(matches) else { return standard_output(session, &body) };
    let schema = matches.get_flag("with-schema").then(|| path.parent().unwrap_or(Path::new("")).join(SCHEMA));
    let text = FrameworkFile::schema();
    // Asked before anything is written, so that both files are, or neither.
    let missing = match schema {
        Some(schema) if !is_there(session, &schema, &text)? => Some(schema),
        _ => None,
    };
    new_file(session, &path, &body)?;
    missing.map_or(Ok(()), |schema| new_file(session, &schema, &text))
}

/// A name that is an id, and a plain word in YAML too.
fn name(lang: Lang, text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.starts_with(char::is_alphanumeric) && text.chars().all(plain) {
        return Ok(text.to_owned());
    }
    Err(say!(
        lang,
        "an id begins with a letter or digit and holds letters, digits and - _ . as in my-index-2026",
        "代号以字母、汉字或数字开头，只含字母、汉字、数字和 - _ .，如 my-index-2026"
    ))
}

/// The template in the language asked for, with this id; its comments stay in their column.
fn template(id: &str, lang: Lang) -> String {
    let text = match lang {
        Lang::En => include_str!("../../templates/framework.en.yaml"),
        Lang::Zh => include_str!("../../templates/framework.zh.yaml"),
    };
    let Some((before, after)) = text.split_once(NAME) else { return text.to_owned() };
    let column = "id: ".len() + id.width();
    let space = " ".repeat(COMMENTS.saturating_sub(column).max(1));
    format!("{before}{id}{space}{}", after.trim_start_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use govscore::Checked;

    #[test]
    fn templates_pass_the_checks_with_any_name() {
        for lang in [Lang::En, Lang::Zh] {
            for id in ["my-index-2026", "指标体系2026", "007", "1.10", "null", "a-name-as-long-as-somebody-may-want-it"]
            {
                let id = name(lang, id).expect("a usable name");
                let checked = Checked::read(template(&id, lang).as_bytes(), Some("new.yaml"), &[]);
                assert!(checked.diagnostics.is_empty(), "{}", checked.diagnostics);
                let framework = checked.framework.expect("no errors");
                assert_eq!((framework.id(), framework.leaves().count()), (id.as_str(), 4));
            }
        }
    }

    /// What is commented out is no less right than the rest, but for the numbers of indicators that it changes.
    #[test]
    fn what_is_commented_out_passes_too() {
        for lang in [Lang::En, Lang::Zh] {
            let text = template("x", lang);
            for key in ["rule:", "items:", "bonus:", "veto:", "not_applicable:", "docs/rules"] {
                assert!(text.contains(key), "{key}");
            }
            let text = ["not_applicable:", "- {code: X", "- {code: V"]
                .iter()
                .fold(text, |text, line| text.replace(&format!("  # {line}"), &format!("  {line}")))
                .replace("input: rate ", "input: observations ")
                .replace("count: 2}", "count: 4}");
            let checked = Checked::read(text.as_bytes(), Some("new.yaml"), &[]);
            assert!(checked.diagnostics.is_empty(), "{}", checked.diagnostics);
            let framework = checked.framework.expect("no errors");
            assert!(framework.has_roles() && framework.items().len() == 2);
        }
    }

    #[test]
    fn comments_stay_in_their_column() {
        let text = template("x", Lang::En);
        let columns = |key: &str| text.lines().find(|line| line.starts_with(key)).and_then(|line| line.find('#'));
        assert_eq!(columns("id: x"), columns("govscore: 1"));
    }

    #[test]
    fn names_that_are_no_plain_words_are_refused() {
        for text in ["", " ", "a b", "-x", "a: b", "a#b", "{x}", "x\ny", "../x", "“x”"] {
            assert!(name(Lang::En, text).is_err(), "{text:?}");
        }
    }
}
