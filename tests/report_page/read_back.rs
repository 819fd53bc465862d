//! A page read back as XML: what a reader finds in it who knows nothing of how it was written.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// An element with its attributes; `text` is all text in it, also in the elements in it.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// All elements of this name in it, in their order.
    pub fn all(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// Every element in it.
    pub fn every(&self) -> Vec<&Element> {
        self.children.iter().flat_map(|child| std::iter::once(child).chain(child.every())).collect()
    }
}

/// The page as a tree, its root holding `<html>`; it panics where the page is not well-formed.
pub fn read(page: &str) -> Element {
    let mut reader = Reader::from_str(page);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => {
                let element = element(&tag);
                open.last_mut().unwrap().children.push(element);
            }
            Event::End(_) => {
                let closed = open.pop().unwrap();
                let parent = open.last_mut().unwrap();
                parent.text.push_str(&closed.text);
                parent.children.push(closed);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.decode().unwrap()),
            Event::CData(text) => open.last_mut().unwrap().text.push_str(&text.decode().unwrap()),
            Event::GeneralRef(name) => {
                let name = format!("&{};", name.decode().unwrap());
                open.last_mut().unwrap().text.push_str(&unescape(&name).unwrap());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "elements that are not closed");
    open.remove(0)
}

fn element(tag: &quick_xml::events::BytesStart) -> Element {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = attribute.unescape_value().unwrap().into_owned();
        (String::from_utf8(attribute.key.as_ref().to_vec()).unwrap(), value)
    });
    let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
    Element { name, attributes: attributes.collect(), ..Element::default() }
}
