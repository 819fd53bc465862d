//! `demo`: the sample run, with every kind of output.

mod bluebook;
mod egdi;

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use govscore::diagnostic::codes;
use govscore::{Lang, Scores};

use super::exit_codes;
use crate::args;
use crate::banner::Banner;
use crate::figures::Places;
use crate::language::pick;
use crate::output::{Format, Target, both, cannot, file, standard_output};
use crate::report::problem;
use crate::session::{Session, Stop};
use crate::sheet::Sheet;

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Show everything on built-in data", "用内置数据演示全部功能");
    let teach = pick(
        lang,
        "Scores the 193 states of the UN's E-Government Development Index 2018 from its published components,
sets them beside what the UN printed, and explains one unit.
Draws the tree of the blue book of 2019 and scores 333 regions with it, on a sample that is made up and says
so in every file: it was fitted to the figures that are published, which stand beside the computed ones.
Results are printed, and written to the folder in every format.",
        "由公布的分项计算联合国电子政务发展指数（2018）193 国的得分，与联合国公布的结果逐一对照，并说明一国的总分如何得来。
绘制 2019 年蓝皮书的指标树，并用它给 333 个地区计分：所用样本为编造，只是按公布的数字校准过，
公布的数字列在计算值旁边；由它生成的每个文件都注明这一点。各项结果既打印，也以各种格式写入文件夹。",
    );
    let after = pick(
        lang,
        concat!("Example:\n  govscore demo --out out\n\n", exit_codes!(en)),
        concat!("示例：\n  govscore demo --out out\n\n", exit_codes!(zh)),
    );
    let usage = pick(lang, "[OPTIONS] --out <DIR>", "[选项] --out <文件夹>");
    args::command(lang, "demo", about, teach, usage, after).arg(
        args::option(lang, "out")
            .short('o')
            .required(true)
            .value_name(pick(lang, "DIR", "文件夹"))
            .value_parser(value_parser!(PathBuf))
            .help(pick(lang, "The folder to write to; it is made if it is not there", "写入的文件夹，没有则新建")),
    )
}

/// The folder, and the files written to it so far.
struct Folder {
    path: PathBuf,
    written: Vec<String>,
}

impl Folder {
    fn new(session: &mut Session, path: PathBuf) -> Result<Folder, Stop> {
        if let Err(error) = fs::create_dir_all(&path) {
            let message = match error.kind() {
                ErrorKind::AlreadyExists => both("this is a file, not a folder", "这是文件，不是文件夹"),
                _ => cannot("make the folder", "新建文件夹", &error),
            };
            return Err(session.fail(problem(codes::IO, message, path.display().to_string())));
        }
        Ok(Folder { path, written: Vec::new() })
    }

    /// The same under one name in every format.
    fn write_all(&mut self, session: &mut Session, name: &str, body: impl Fn(Format) -> String) -> Result<(), Stop> {
        for format in [Format::Csv, Format::Json, Format::Md, Format::Text] {
            self.write(session, name, format, &body(format))?;
        }
        Ok(())
    }

    fn write(&mut self, session: &mut Session, name: &str, format: Format, body: &str) -> Result<(), Stop> {
        let path = self.named(name, format);
        file(session, &path, format, body)
    }

    /// The same of what is no text.
    fn write_bytes(&mut self, session: &mut Session, name: &str, format: Format, bytes: &[u8]) -> Result<(), Stop> {
        Target { path: Some(self.named(name, format)), format }.write_bytes(session, bytes)
    }

    /// The path of a file, which is listed as written: where that fails, the run ends.
    fn named(&mut self, name: &str, format: Format) -> PathBuf {
        let ending = if format == Format::Text { "txt" } else { format.name() };
        let path = self.path.join(format!("{name}.{ending}"));
        self.written.push(path.display().to_string());
        path
    }
}

/// Runs everything.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let mut folder = Folder::new(session, matches.get_one::<PathBuf>("out").cloned().unwrap_or_default())?;
    let mut printed = egdi::run(session, &mut folder)?;
    printed.push_str(&bluebook::run(session, &mut folder)?);
    printed.push_str(&heading(pick(lang, "Files written", "已写入的文件")));
    for name in &folder.written {
        printed.push_str(&format!("{name}\n"));
    }
    standard_output(session, printed.trim_start())
}

/// All units as the framework displays them.
fn sheet(scores: &Scores, banner: Banner, lang: Lang) -> Sheet<'_> {
    let framework = scores.framework();
    Sheet {
        scores,
        banner,
        figure: framework.display(),
        places: Places::Fixed(framework.rounding()),
        levels: None,
        ranks: false,
        within: Vec::new(),
        coverage: false,
        by_rank: None,
        adjust: false,
        lang,
    }
}

fn heading(text: &str) -> String {
    format!("\n== {text} ==\n\n")
}
