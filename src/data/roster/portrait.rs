//! What a roster says of its units together, in its opening lines: by what they are grouped, how that is called in two
//! languages, and where their places are in a diagram.
//!
//! ```text
//! # groups: macro_region, province          by which attributes units are compared, the most telling first
//! # nested: macro_region > province         which of them lie inside each other, the coarsest first
//! # words: macro_region = 四大区域 | Macro region
//! # tiles: province                         the attribute whose values are the tiles of the diagram
//! # tile: 河北省 = 3, 5, 河北                row and column of a tile, from 1, and its short name, if any
//! ```
//!
//! The columns `cell_row` and `cell_col` then hold the place of each unit inside its tile, from 1.

use crate::diagnostic::{Bilingual, bi};
use crate::framework::Names;

/// What the opening lines say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Portrait {
    pub groups: Vec<String>,
    pub nested: Vec<String>,
    words: Vec<(String, Names)>,
    pub tiles: Option<String>,
    /// Without cells, which come from the members.
    pub tile_places: Vec<Tile>,
}

/// One tile of the diagram of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tile {
    /// Its name, as units have it in the attribute that the roster names.
    pub name: String,
    /// A short name, where it has one.
    pub short_name: Option<String>,
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub column: u32,
    /// The units in it: the place in the roster, with row and column inside the tile, from 1.
    pub cells: Vec<(usize, u32, u32)>,
}

impl Portrait {
    /// From opening lines, with what cannot be read and on which line it stands.
    pub(super) fn read(
        meta: &[(String, String, u64)],
        attributes: &[String],
        base: Portrait,
    ) -> (Portrait, Vec<(Bilingual, u64)>) {
        let (mut portrait, mut problems) = (base, Vec::new());
        let mut known = |list: Vec<String>, line: u64| {
            for name in list.iter().filter(|name| !attributes.contains(name)) {
                problems.push((bi!("there is no column `{name}`", "没有名为 `{name}` 的列"), line));
            }
            list
        };
        let list = |text: &str, by: char| -> Vec<String> {
            text.split(by).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        for (key, value, line) in meta {
            match key.as_str() {
                "groups" => portrait.groups = known(list(value, ','), *line),
                "nested" => portrait.nested = known(list(value, '>'), *line),
                "tiles" => portrait.tiles = known(vec![value.clone()], *line).pop(),
                _ => {}
            }
        }
        for (key, value, line) in meta {
            let entry = value.split_once('=').map(|(name, rest)| (name.trim().to_owned(), rest.trim()));
            match (key.as_str(), entry) {
                ("words", Some((_, words))) if words.split('|').any(|part| part.trim().is_empty()) => {
                    problems.push((bi!("a name is empty", "名称为空"), *line));
                }
                ("words", Some((text, words))) => {
                    let (zh, en) = words.split_once('|').unwrap_or((words, words));
                    portrait.words.retain(|(known, _)| *known != text);
                    portrait.words.push((text, Names::both(zh.trim(), en.trim())));
                }
                ("words", None) => problems.push((
                    bi!("write `# words: TEXT = 中文 | English`", "应写作 `# words: 文字 = 中文 | English`"),
                    *line,
                )),
                ("tile", entry) => match entry.as_ref().and_then(|(name, at)| place(name, at)) {
                    Some(tile) => {
                        let there = portrait
                            .tile_places
                            .iter()
                            .find(|known| (known.row, known.column) == (tile.row, tile.column));
                        if let Some(there) = there.filter(|there| there.name != tile.name) {
                            let name = &there.name;
                            problems.push((bi!("`{name}` is there already", "该处已有 `{name}`"), *line));
                        }
                        portrait.tile_places.retain(|known| known.name != tile.name);
                        portrait.tile_places.push(tile);
                    }
                    None => problems.push((
                        bi!(
                            "write `# tile: NAME = ROW, COLUMN`, both from 1, and a short name, if any",
                            "应写作 `# tile: 名称 = 行, 列`（均从 1 起），其后可加简称"
                        ),
                        *line,
                    )),
                },
                _ => {}
            }
        }
        (portrait, problems)
    }

    /// How an attribute or one of its values is called.
    pub(super) fn words(&self, text: &str) -> Option<&Names> {
        self.words.iter().find(|(known, _)| known == text).map(|(_, names)| names)
    }
}

/// A tile from its row and column, both from 1, and a short name.
fn place(name: &str, text: &str) -> Option<Tile> {
    let mut parts = text.split(',').map(str::trim);
    let mut number = || parts.next()?.parse::<u32>().ok().filter(|number| (1..=100).contains(number));
    let (row, column) = (number()?, number()?);
    let short_name = parts.next().filter(|name| !name.is_empty()).map(str::to_owned);
    parts.next().is_none().then(|| Tile { name: name.to_owned(), short_name, row, column, cells: Vec::new() })
}
