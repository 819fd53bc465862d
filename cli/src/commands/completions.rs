//! `completions`: what a shell needs to complete commands and options.

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::{Shell, generate};
use govscore::Lang;

use super::exit_codes;
use crate::args;
use crate::language::pick;
use crate::output::{Format, Target};
use crate::session::{Session, Stop};

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Print completions for a shell", "输出命令行补全脚本");
    let teach = pick(
        lang,
        "With them the shell completes commands and options at the tab key, described in the language of this run.",
        "安装后可在命令行中按 Tab 补全命令和选项，说明文字用本次运行的语言。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore completions bash -o ~/.local/share/bash-completion/completions/govscore
  govscore completions fish -o ~/.config/fish/completions/govscore.fish
  govscore completions zsh -o ~/.zfunc/_govscore        with fpath+=~/.zfunc before compinit in ~/.zshrc

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore completions bash -o ~/.local/share/bash-completion/completions/govscore
  govscore completions fish -o ~/.config/fish/completions/govscore.fish
  govscore completions zsh -o ~/.zfunc/_govscore        另在 ~/.zshrc 中、compinit 之前写 fpath+=~/.zfunc

",
            exit_codes!(zh)
        ),
    );
    args::command(lang, "completions", about, teach, pick(lang, "[OPTIONS] <SHELL>", "[选项] <SHELL>"), after)
        .arg(
            Arg::new("shell")
                .required(true)
                .value_name("SHELL")
                .value_parser(value_parser!(Shell))
                .hide_possible_values(true)
                .help_heading(pick(lang, "Arguments", "参数"))
                .help("bash, elvish, fish, powershell, zsh"),
        )
        .arg(args::output_file(lang))
}

/// Prints them.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    // The parser does not let a run without a shell through.
    let Some(shell) = matches.get_one::<Shell>("shell").copied() else { return Ok(()) };
    let mut script = Vec::new();
    generate(shell, &mut super::root(session.lang), "govscore", &mut script);
    let target = Target { path: args::file_of(matches), format: Format::Text };
    target.write(session, &String::from_utf8_lossy(&script))
}
