//! `schema`: the JSON Schema of framework files.

use clap::{ArgMatches, Command};
use govscore::{FrameworkFile, Lang};

use super::exit_codes;
use crate::args;
use crate::language::pick;
use crate::output::{Format, Target};
use crate::session::{Session, Stop};

/// What the files that `new` writes call it, beside them.
pub const FILE: &str = "govscore.schema.json";

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Print the JSON Schema of framework files", "输出指标体系文件的 JSON Schema");
    let teach = pick(
        lang,
        "For editors: with a YAML language server they complete keys, show what they mean and mark mistakes in shape.
Write it beside your framework and begin the framework with this line; no network is needed:
  # yaml-language-server: $schema=govscore.schema.json
The schema knows shapes only; `govscore check` checks everything, weights included.",
        "供编辑器使用：借助 YAML 语言服务，输入时即可补全键名、显示含义、标出结构错误。
将它写到指标体系文件旁边，并在指标体系文件首行写上（无需联网）：
  # yaml-language-server: $schema=govscore.schema.json
JSON Schema 只管结构；权重等全部检查见 govscore check。",
    );
    let after = pick(
        lang,
        concat!("Example:\n  govscore schema -o govscore.schema.json\n\n", exit_codes!(en)),
        concat!("示例：\n  govscore schema -o govscore.schema.json\n\n", exit_codes!(zh)),
    );
    args::command(lang, "schema", about, teach, pick(lang, "[OPTIONS]", "[选项]"), after).arg(args::output_file(lang))
}

/// Prints it.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let target = Target { path: args::file_of(matches), format: Format::Json };
    target.write(session, &FrameworkFile::schema())
}
