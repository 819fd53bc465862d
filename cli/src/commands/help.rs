//! `help [COMMAND]`: the same as `--help`.

use clap::{Arg, ArgMatches, Command};
use govscore::Lang;

use super::exit_codes;
use crate::args;
use crate::language::{pick, say};
use crate::output::standard_output;
use crate::session::{Session, Stop};
use crate::usage;

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Print the help of a command", "显示某一命令的说明");
    let teach = pick(lang, "Without a command, the help of the program.", "不指明命令时，显示程序的说明。");
    let usage = pick(lang, "[COMMAND]", "[命令]");
    args::command(lang, "help", about, teach, usage, pick(lang, exit_codes!(en), exit_codes!(zh))).arg(
        Arg::new("command")
            .value_name(pick(lang, "COMMAND", "命令"))
            .help_heading(pick(lang, "Arguments", "参数"))
            .help(pick(lang, "The command", "命令名")),
    )
}

/// Prints it.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let mut root = super::root(session.lang);
    // Hands the options that all commands share down to each of them.
    root.build();
    let help = match matches.get_one::<String>("command") {
        None => root.render_help(),
        Some(name) => match root.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None => {
                return Err(Stop::Usage(say!(
                    session.lang,
                    "no command is called `{name}`",
                    "没有名为 “{name}” 的命令"
                )));
            }
        },
    };
    standard_output(session, &usage::help(&help.to_string(), session.lang))
}
