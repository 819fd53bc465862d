//! `man`: the manual page of the program, or of one of its commands.

use std::io;

use clap::{Arg, ArgMatches, Command};
use clap_mangen::Man;
use govscore::Lang;

use super::exit_codes;
use crate::args;
use crate::language::{pick, say};
use crate::output::{Format, Target};
use crate::session::{Session, Stop};

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Print the manual page", "输出手册页");
    let teach = pick(
        lang,
        "In the format of man(1): without a command the page of the program, with one the page of that command.",
        "格式供 man(1) 使用：不指明命令时为程序的手册页，指明时为该命令的手册页。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore man | man -l -
  govscore man -o ~/.local/share/man/man1/govscore.1
  govscore man score -o ~/.local/share/man/man1/govscore-score.1

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore man | man -l -
  govscore man -o ~/.local/share/man/zh_CN/man1/govscore.1
  govscore man score -o ~/.local/share/man/zh_CN/man1/govscore-score.1

",
            exit_codes!(zh)
        ),
    );
    args::command(lang, "man", about, teach, pick(lang, "[OPTIONS] [COMMAND]", "[选项] [命令]"), after)
        .arg(
            Arg::new("command")
                .value_name(pick(lang, "COMMAND", "命令"))
                .help_heading(pick(lang, "Arguments", "参数"))
                .help(pick(lang, "The command", "命令名")),
        )
        .arg(args::output_file(lang))
}

/// Prints it.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let mut root = super::root(lang);
    // Hands the options that all commands share down to each of them.
    root.build();
    let command = match matches.get_one::<String>("command") {
        None => root,
        Some(name) => root
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Stop::Usage(say!(lang, "no command is called `{name}`", "没有名为“{name}”的命令")))?,
    };
    let target = Target { path: args::file_of(matches), format: Format::Text };
    // Writing to memory cannot fail.
    let page = page(command, lang).unwrap_or_default();
    target.write(session, &String::from_utf8_lossy(&page))
}

fn page(command: Command, lang: Lang) -> io::Result<Vec<u8>> {
    // The name stands before it already.
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let command = command.about(about.trim_start_matches("govscore").trim_start_matches([':', '：', ' ']).to_owned());
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let commands = command.has_subcommands();
    let man = Man::new(command).section("1").manual("govscore").source(concat!("govscore ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if commands {
        man.render_subcommands_section(&mut page)?;
    }
    // The examples line by line; the crate would fill them into one paragraph.
    page.extend(format!(".SH {}\n.nf\n", pick(lang, "EXAMPLES AND EXIT CODES", "示例与退出码")).bytes());
    for line in after.lines() {
        page.extend(literal(line).bytes());
        page.push(b'\n');
    }
    page.extend(b".fi\n");
    Ok(page)
}

/// A line as it stands: nothing in it is taken for a request, and hyphens can be copied.
fn literal(line: &str) -> String {
    let text = line.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_as_they_stand() {
        assert_eq!(literal(".x --lang"), "\\&.x \\-\\-lang");
        assert_eq!(literal("a\\b"), "a\\eb");
    }
}
