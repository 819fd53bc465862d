//! `tree`: a framework's indicators with weights and full marks.

use clap::{ArgMatches, Command};
use govscore::Lang;

use super::exit_codes;
use crate::args;
use crate::banner::{self, Banner};
use crate::drawing::draw;
use crate::input;
use crate::language::pick;
use crate::output::Format;
use crate::session::{Session, Stop};

const FORMATS: &[&str] = &["text", "json", "csv", "md"];

/// The arguments.
pub fn command(lang: Lang) -> Command {
    let about = pick(lang, "Draw a framework's tree of indicators", "绘制指标树");
    let teach = pick(
        lang,
        "Weights are shares of the parent, points are the full marks of an indicator. What is not printed in the
source is marked: inferred, illustrative or unknown. Below the tree follow bonuses, deductions, vetoes and
pass marks, what happens where something is missing, types, topics, items with their rules, and what is
not known.
CSV columns: code,parent,level,name_zh,name_en,weight,points,basis, with exact figures.",
        "权重为占上级的份额，分值为指标的满分。原文未公布的均注明依据：推断、示例或未知。
加分、扣分、否决、合格线，缺失等的处理，类型，专题，采集点位及其规则，以及未知内容，列在指标树之后。
CSV 各列：code,parent,level,name_zh,name_en,weight,points,basis，数值为精确值。",
    );
    let after = pick(
        lang,
        concat!(
            "Examples:
  govscore tree bluebook-2019
  govscore tree bluebook-2019 -o tree.csv
  govscore tree bluebook-2020 --set A=40% --set B=40% --set C=20%

",
            exit_codes!(en)
        ),
        concat!(
            "示例：
  govscore tree bluebook-2019
  govscore tree bluebook-2019 -o tree.csv
  govscore tree bluebook-2020 --set A=40% --set B=40% --set C=20%

",
            exit_codes!(zh)
        ),
    );
    args::command(lang, "tree", about, teach, pick(lang, "[OPTIONS] <FRAMEWORK>", "[选项] <指标体系>"), after)
        .arg(args::framework(lang))
        .args(args::output(lang, FORMATS))
        .args(args::reading(lang))
}

/// Draws it.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Result<(), Stop> {
    let lang = session.lang;
    let target = args::target_of(matches, FORMATS, lang)?;
    let source = input::framework(session, &args::framework_of(matches), &args::weights_of(matches, lang)?)?;
    let banner = Banner::new(&source.framework, &source.set, None);
    if target.format == Format::Csv {
        banner::beside_csv(session, &source);
    }
    target.write(session, &draw(&source.framework, &banner, target.format, lang))
}
