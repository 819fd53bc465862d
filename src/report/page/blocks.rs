//! Sections and what stands in them.

use super::{escape, ids::Ids, table, words::Word};
use crate::diagnostic::Lang;
use crate::report::{Block, Fact, Picture, Section};

/// Headings go no deeper than this.
const DEEPEST: usize = 6;

/// What the walk through a document carries.
pub(super) struct Walk<'d> {
    pub(super) out: &'d mut String,
    pub(super) lang: Lang,
    pub(super) ids: &'d mut Ids,
    /// The ids of the sections in the order in which they stand, as the contents have them.
    pub(super) sections: &'d mut dyn Iterator<Item = String>,
}

impl Walk<'_> {
    /// Writes a section with its parts, its heading being an `<h{level}>`.
    pub(super) fn section(&mut self, section: &Section, level: usize) {
        let id = self.sections.next().unwrap_or_default();
        let title = escape::text(&section.title);
        let turned = if section.blocks.iter().any(table::is_turned) { " class=\"turned\"" } else { "" };
        self.out.push_str(&format!(
            "<section id=\"{id}\"{turned} aria-labelledby=\"{id}_h\">\n<h{level} id=\"{id}_h\">{title}</h{level}>\n"
        ));
        section.blocks.iter().for_each(|block| self.block(block));
        section.sections.iter().for_each(|part| self.section(part, DEEPEST.min(level + 1)));
        self.out.push_str("</section>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(text) => self.paragraph("said", text),
            Block::Remark(paragraphs) => self.remark(paragraphs),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => {
                let id = self.ids.take(&table.id);
                table::write(self.out, table, &id);
            }
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn paragraph(&mut self, class: &str, text: &str) {
        self.out.push_str(&format!("<p class=\"{class}\">{}</p>\n", escape::text(text)));
    }

    fn remark(&mut self, paragraphs: &[String]) {
        self.out.push_str("<aside class=\"remark\">\n");
        self.paragraph("label", Word::Remark.get(self.lang));
        paragraphs.iter().for_each(|paragraph| self.paragraph("words", paragraph));
        self.out.push_str("</aside>\n");
    }

    fn facts(&mut self, facts: &[Fact]) {
        self.out.push_str("<dl class=\"facts\">\n");
        for fact in facts {
            let (label, figure) = (escape::text(&fact.label), escape::text(&fact.figure));
            self.out.push_str(&format!("<div><dt>{label}</dt><dd class=\"figure\">{figure}</dd>"));
            if let Some(note) = &fact.note {
                self.out.push_str(&format!("<dd class=\"note\">{}</dd>", escape::text(note)));
            }
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn picture(&mut self, picture: &Picture) {
        let id = self.ids.take(&picture.id);
        let title = escape::text(&picture.title);
        self.out.push_str(&format!("<figure id=\"{id}\">\n<figcaption>{title}</figcaption>\n"));
        if picture.svg.trim().is_empty() {
            self.paragraph("description", &picture.description);
        } else {
            // Drawings come as markup with every text in them escaped.
            self.out.push_str(&format!("<div class=\"drawing\">{}</div>\n", picture.svg.trim()));
        }
        if let Some(note) = &picture.note {
            self.paragraph("note", note);
        }
        self.out.push_str("</figure>\n");
    }
}
