//! Where everything stands in a YAML text: an index of marks, built from parser events.
//!
//! `serde_yaml` decides what a document means; the marks say where each part of it is, and let
//! [`super::recover`] list every problem of shape where serde would stop at the first.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes};

/// The deepest nesting of a framework file.
pub(crate) const MAX_DEPTH: usize = 64;
/// The most nodes (scalars, lists, mappings) of a framework file, aliases counted each time they are used.
pub(crate) const MAX_NODES: usize = 200_000;
/// The largest framework file, in bytes.
pub(crate) const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A node's place in [`Marks`].
pub(crate) type NodeIndex = usize;

/// One step from a node to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// What stands at a node.
#[derive(Debug)]
pub(crate) enum Content {
    Scalar {
        text: String,
        /// Written without quotes, so that `~` is null and `1` a number.
        plain: bool,
    },
    Sequence(Vec<NodeIndex>),
    Mapping(Vec<(NodeIndex, NodeIndex)>),
}

/// A node and where it begins, both from 1.
#[derive(Debug)]
pub(crate) struct Marked {
    pub content: Content,
    pub line: u64,
    pub column: u64,
    /// Nodes below and including this one, aliases counted each time.
    weight: usize,
}

/// All nodes of one document.
#[derive(Debug)]
pub(crate) struct Marks {
    nodes: Vec<Marked>,
    root: NodeIndex,
}

impl Marks {
    /// Reads `text`; a problem that makes the document unreadable is the only one reported.
    pub(crate) fn read(text: &str, file: Option<&str>) -> Result<Marks, Diagnostics> {
        let place = |line: u64, column: u64| Place {
            file: file.map(str::to_owned),
            line: Some(line),
            column: Some(column),
            heading: None,
        };
        let fail = |diagnostic: Diagnostic| {
            let mut all = Diagnostics::new();
            all.push(diagnostic);
            all
        };
        if text.len() > MAX_BYTES {
            return Err(fail(too_large(bi!("the file is longer than {MAX_BYTES} bytes", "文件超过 {MAX_BYTES} 字节"))
                .at("", Place { file: file.map(str::to_owned), ..Place::default() })));
        }
        let mut builder = Builder::default();
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| {
                let marker = error.marker();
                let info = error.info();
                let message = bi!("the YAML cannot be read here: {info}", "此处 YAML 无法解析：{info}");
                fail(
                    Diagnostic::new(codes::YAML_SYNTAX, message)
                        .at("", place(marker.line() as u64, marker.col() as u64 + 1))
                        .hint(bi!(
                            "look for a missing colon, quote or bracket, or a line that is indented differently from its neighbours; tabs cannot indent",
                            "检查是否缺少冒号、引号或括号，或缩进与相邻行不一致；不能用制表符缩进"
                        )),
                )
            })?;
            builder.take(event, span).map_err(|problem| {
                fail(problem.at("", place(span.start.line() as u64, span.start.col() as u64 + 1)))
            })?;
        }
        match builder.documents.as_slice() {
            [root] => Ok(Marks { root: *root, nodes: builder.nodes }),
            [] => Err(fail(
                Diagnostic::new(codes::EMPTY_FILE, bi!("the file holds no framework", "文件中没有指标体系"))
                    .at("", place(1, 1))
                    .hint(bi!("a framework begins with `govscore: 1`", "指标体系以 `govscore: 1` 开头")),
            )),
            [_, second, ..] => {
                let at = &builder.nodes[*second];
                let message = bi!(
                    "the file holds a second document; a framework is one",
                    "文件中有第二个文档；一个文件只能有一个指标体系"
                );
                Err(fail(Diagnostic::new(codes::YAML_SYNTAX, message).at("", place(at.line, at.column))))
            }
        }
    }

    pub(crate) fn root(&self) -> NodeIndex {
        self.root
    }

    pub(crate) fn node(&self, index: NodeIndex) -> &Marked {
        &self.nodes[index]
    }

    /// The value under `key`, where `index` is a mapping that has it.
    pub(crate) fn get(&self, index: NodeIndex, key: &str) -> Option<NodeIndex> {
        self.entry(index, key).map(|(_, value)| value)
    }

    /// The key itself, where `index` is a mapping that has it.
    pub(crate) fn key(&self, index: NodeIndex, key: &str) -> Option<NodeIndex> {
        self.entry(index, key).map(|(name, _)| name)
    }

    fn entry(&self, index: NodeIndex, key: &str) -> Option<(NodeIndex, NodeIndex)> {
        let Content::Mapping(entries) = &self.nodes[index].content else { return None };
        entries.iter().copied().find(|(name, _)| self.text(*name) == Some(key))
    }

    /// The text of a scalar.
    pub(crate) fn text(&self, index: NodeIndex) -> Option<&str> {
        match &self.nodes[index].content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Line and column of what `steps` lead to, or of the last part of the way that exists.
    pub(crate) fn locate(&self, steps: &[Step]) -> (u64, u64) {
        let mut at = self.root;
        for step in steps {
            let next = match (step, &self.nodes[at].content) {
                (Step::Key(key), _) => self.get(at, key),
                (Step::Index(place), Content::Sequence(items)) => items.get(*place).copied(),
                (Step::Index(_), _) => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        (self.nodes[at].line, self.nodes[at].column)
    }
}

fn too_large(message: crate::diagnostic::Bilingual) -> Diagnostic {
    Diagnostic::new(codes::YAML_TOO_LARGE, message)
}

/// A list or mapping whose end has not been seen.
struct Open {
    anchor: usize,
    line: u64,
    column: u64,
    mapping: bool,
    children: Vec<NodeIndex>,
}

#[derive(Default)]
struct Builder {
    nodes: Vec<Marked>,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeIndex>,
    documents: Vec<NodeIndex>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        let (line, column) = (span.start.line() as u64, span.start.col() as u64 + 1);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let content = Content::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                self.close(Marked { content, line, column, weight: 1 }, anchor)
            }
            Event::SequenceStart(anchor, _) => self.start(Open { anchor, line, column, mapping: false, children: vec![] }),
            Event::MappingStart(anchor, _) => self.start(Open { anchor, line, column, mapping: true, children: vec![] }),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.end(open),
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied().ok_or_else(|| {
                    too_large(bi!("an alias stands inside what it names", "别名位于它所指的内容之内"))
                })?;
                self.attach(target)
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, open: Open) -> Result<(), Diagnostic> {
        self.open.push(open);
        if self.open.len() > MAX_DEPTH {
            return Err(too_large(bi!("nested deeper than {MAX_DEPTH} levels", "嵌套超过 {MAX_DEPTH} 层")));
        }
        Ok(())
    }

    fn end(&mut self, open: Open) -> Result<(), Diagnostic> {
        let weight = open.children.iter().map(|child| self.nodes[*child].weight).fold(1usize, usize::saturating_add);
        let content = if open.mapping {
            Content::Mapping(open.children.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
        } else {
            Content::Sequence(open.children)
        };
        self.close(Marked { content, line: open.line, column: open.column, weight }, open.anchor)
    }

    fn close(&mut self, node: Marked, anchor: usize) -> Result<(), Diagnostic> {
        if self.nodes.len() >= MAX_NODES || node.weight > MAX_NODES {
            return Err(too_large(bi!(
                "more than {MAX_NODES} values, aliases counted each time they are used",
                "超过 {MAX_NODES} 个值（别名每次使用都计数）"
            )));
        }
        self.nodes.push(node);
        let index = self.nodes.len() - 1;
        if anchor > 0 {
            self.anchors.insert(anchor, index);
        }
        self.attach(index)
    }

    fn attach(&mut self, index: NodeIndex) -> Result<(), Diagnostic> {
        match self.open.last_mut() {
            Some(open) => open.children.push(index),
            None => self.documents.push(index),
        }
        Ok(())
    }
}
