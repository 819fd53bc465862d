//! `--by`: the attributes by which units are compared.

use clap::{Arg, ArgAction, ArgMatches};
use govscore::{Findings, Lang, Scores, attribute_named};

use crate::args;
use crate::language::pick;
use crate::session::{Session, Stop};

/// `--by`.
pub fn by(lang: Lang) -> Arg {
    args::option(lang, "by")
        .value_name(pick(lang, "ATTRIBUTE,ATTRIBUTE", "属性,属性"))
        .value_delimiter(',')
        .action(ArgAction::Append)
        .help(pick(
            lang,
            "Compare units by these attributes of the data or the roster, or by tier\n[default: those that the roster names, else all that make groups]",
            "按数据或名录中的这些属性（或 tier，即类型）分组比较\n默认为名录指明的属性，没有指明时为所有可分组的属性",
        ))
}

/// What the scores show, grouped as `--by` says.
pub fn of<'s>(session: &mut Session, matches: &ArgMatches, scores: &'s Scores) -> Result<Findings<'s>, Stop> {
    let mut names: Vec<String> = Vec::new();
    for name in matches.get_many::<String>("by").unwrap_or_default() {
        let name = attribute_named(scores.dataset(), name.trim());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return Ok(Findings::of(scores));
    }
    let findings = Findings::by(scores, &names);
    session.check(findings)
}
