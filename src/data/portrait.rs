//! What a roster says of its units together, in its opening lines: by what they are grouped, how that is called in two
//! languages, and where their places are in a diagram.
//!
//! ```text
//! # groups: macro_region, province          by which attributes units are compared, the most telling first
//! # nested: macro_region > province         which of them lie inside each other, the coarsest first
//! # words: macro_region = 四大区域 | Macro region
//! # tiles: province                         the attribute whose values are the tiles of the diagram
//! # tile: 河北省 = 3, 5                      row and column of a tile, from 1
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
    pub tile_places: Vec<(String, (u32, u32))>,
}

/// One tile of the diagram of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tile {
    /// Its name, as units have it in the attribute that the roster names.
    pub name: String,
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
                ("words", Some((text, words))) => {
                    let (zh, en) = words.split_once('|').unwrap_or((words, words));
                    portrait.words.retain(|(known, _)| *known != text);
                    portrait.words.push((text, Names::both(zh.trim(), en.trim())));
                }
                ("words", None) => problems.push((
                    bi!("write `# words: TEXT = 中文 | English`", "应写作 `# words: 文字 = 中文 | English`"),
                    *line,
                )),
                ("tile", entry) => match entry.as_ref().and_then(|(name, at)| Some((name.clone(), place(at)?))) {
                    Some(tile) => portrait.tile_places.push(tile),
                    None => problems.push((
                        bi!(
                            "write `# tile: NAME = ROW, COLUMN`, both from 1",
                            "应写作 `# tile: 名称 = 行, 列`，均从 1 起"
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

/// Row and column, both from 1.
fn place(text: &str) -> Option<(u32, u32)> {
    let (row, column) = text.split_once(',')?;
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| (1..=100).contains(number));
    Some((number(row)?, number(column)?))
}
