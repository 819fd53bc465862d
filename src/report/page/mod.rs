//! A document as one page that opens without a network and without scripts, on a screen and on paper.
//!
//! The markup is well-formed as XML too, so that any reader of either kind can take figures out of it.

mod blocks;
mod contents;
mod escape;
mod ids;
mod shade;
mod table;
mod words;

use crate::report::Document;
use blocks::Walk;
use ids::Ids;
use words::Word;

const STYLE: &str = include_str!("style.css");
/// What sorts, searches and filters tables. The first and the last line keep its `<` and `&` from readers of XML.
const SCRIPT: &str = concat!("//<![CDATA[\n", include_str!("script.js"), "//]]>\n");
/// The digest by which a browser runs this script and no other; a test holds it to the script.
const SCRIPT_SHA256: &str = "C+xVO+SUCpz3kbwS4tKSvoBXQi8ZrXKuppVxoX2GW18=";
/// What fits on a line of a banner on paper, a Chinese letter counting two.
const BANNER_LINE: usize = 104;

impl Document {
    /// The document as an HTML page: one file, the same bytes for the same document.
    ///
    /// Whatever is said in it stays text. Drawings are put in as they are.
    ///
    /// ```
    /// use govscore::Lang;
    /// use govscore::report::{Document, Section};
    ///
    /// let mut document = Document::new(Lang::En, "Scores of 2019");
    /// let mut chapter = Section::new("total", "The total");
    /// chapter.push("A <unit> stays text.".to_owned());
    /// document.sections.push(chapter);
    /// let page = document.to_html();
    /// assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    /// assert!(page.contains("A &lt;unit&gt; stays text."));
    /// ```
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.write_head(&mut out);
        self.write_body(&mut out);
        out
    }

    fn write_head(&self, out: &mut String) {
        let title = escape::text(&self.title);
        out.push_str(&format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'sha256-{SCRIPT_SHA256}'; img-src data:; base-uri 'none'; form-action 'none'\"/>\n\
             <meta name=\"generator\" content=\"govscore\"/>\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n",
            lang = words::tag(self.lang),
        ));
    }

    fn write_body(&self, out: &mut String) {
        let mut ids = Ids::default();
        let text = ids.take("text");
        let sections = contents::take_ids(&self.sections, &mut ids);
        let (lines, to_text) = (self.banner_lines(), Word::ToText.get(self.lang));
        out.push_str(&format!("<body style=\"--lines:{lines}\">\n<a class=\"skip\" href=\"#{text}\">{to_text}</a>\n"));
        self.write_banners(out);
        out.push_str(&format!(
            "<div class=\"sheet\">\n<header class=\"title\">\n<h1>{}</h1>\n",
            escape::text(&self.title)
        ));
        for line in &self.subtitle {
            out.push_str(&format!("<p>{}</p>\n", escape::text(line)));
        }
        out.push_str("</header>\n");
        contents::write(out, &self.sections, &sections, self.lang);
        out.push_str(&format!("<main id=\"{text}\">\n"));
        let mut sections = sections.into_iter();
        let mut walk = Walk { out, lang: self.lang, ids: &mut ids, sections: &mut sections };
        self.sections.iter().for_each(|section| walk.section(section, 2));
        out.push_str(&format!(
            "</main>\n<footer>\n<p>{}</p>\n</footer>\n</div>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
            Word::MadeBy.get(self.lang)
        ));
    }

    /// How many lines the banners take on paper.
    fn banner_lines(&self) -> usize {
        self.banners.iter().map(|banner| table::halves(banner).div_ceil(BANNER_LINE).max(1)).sum()
    }

    /// What has to stay in sight, and to stand on every sheet of paper.
    fn write_banners(&self, out: &mut String) {
        if self.banners.is_empty() {
            return;
        }
        out.push_str(&format!("<div class=\"banner\" role=\"note\" aria-label=\"{}\">\n", Word::Notice.get(self.lang)));
        self.banners.iter().for_each(|banner| out.push_str(&format!("<p>{}</p>\n", escape::text(banner))));
        out.push_str("</div>\n");
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// RFC 4648.
    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for group in bytes.chunks(3) {
            let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(group.get(at).copied().unwrap_or(0)));
            let letters = (0..4).map(|at| char::from(LETTERS[bits >> (18 - 6 * at) & 63]));
            text.extend(letters.take(group.len() + 1));
            text.push_str(&"=".repeat(3 - group.len()));
        }
        text
    }

    #[test]
    fn the_digest_is_that_of_the_script() {
        assert_eq!(base64(b"foob"), "Zm9vYg==");
        assert_eq!(base64(&Sha256::digest(SCRIPT)), SCRIPT_SHA256, "SCRIPT_SHA256 is to be the left one");
    }

    #[test]
    fn style_and_script_are_whole_as_xml_too() {
        assert!(!STYLE.contains(['<', '&']) && !SCRIPT.contains("</") && !include_str!("script.js").contains("]]>"));
    }
}
