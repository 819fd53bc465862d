//! The table of contents.

use super::{escape, ids::Ids, words::Word};
use crate::diagnostic::Lang;
use crate::report::Section;

/// More parts than these stand folded below their chapter.
const LISTED: usize = 12;
/// Parts of parts are not listed.
const DEPTH: usize = 2;

/// The ids of all sections, each before its parts.
pub(super) fn take_ids(sections: &[Section], ids: &mut Ids) -> Vec<String> {
    let mut taken = Vec::new();
    for section in sections {
        taken.push(ids.take(&section.id));
        taken.extend(take_ids(&section.sections, ids));
    }
    taken
}

/// Writes the contents; `ids` are those of [`take_ids`].
pub(super) fn write(out: &mut String, sections: &[Section], ids: &[String], lang: Lang) {
    if sections.is_empty() {
        return;
    }
    let heading = Word::Contents.get(lang);
    out.push_str(&format!("<nav class=\"contents\" aria-label=\"{heading}\">\n<p class=\"label\">{heading}</p>\n"));
    list(out, sections, &mut ids.iter(), 1, lang);
    out.push_str("</nav>\n");
}

fn list<'i>(
    out: &mut String,
    sections: &[Section],
    ids: &mut impl Iterator<Item = &'i String>,
    depth: usize,
    lang: Lang,
) {
    out.push_str("<ol>\n");
    for section in sections {
        let id = ids.next().map_or("", String::as_str);
        out.push_str(&format!("<li><a href=\"#{id}\">{}</a>", escape::text(&section.title)));
        let folded = section.sections.len() > LISTED;
        if section.sections.is_empty() || depth == DEPTH {
            pass(&section.sections, ids);
        } else if folded {
            let parts = section.sections.len();
            out.push_str(&format!("<details><summary>{} ({parts})</summary>\n", Word::Parts.get(lang)));
            list(out, &section.sections, ids, depth + 1, lang);
            out.push_str("</details>");
        } else {
            out.push('\n');
            list(out, &section.sections, ids, depth + 1, lang);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// Passes over the ids of sections that are not listed.
fn pass<'i>(sections: &[Section], ids: &mut impl Iterator<Item = &'i String>) {
    for section in sections {
        ids.next();
        pass(&section.sections, ids);
    }
}
