//! Builds the index from the events of the parser.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::unreadable::{control_character, indenting_tab, syntax, tag, too_large};
use super::{Content, Marked, Marks, NodeIndex};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes, plural};
use crate::limits::{Limit, Limits};

impl Marks {
    /// Reads `text`; a problem that makes the document unreadable is the only one reported.
    pub(crate) fn read(text: &str, file: Option<&str>, limits: Limits) -> Result<Marks, Diagnostics> {
        let fail = |diagnostic: Diagnostic, line: u64, column: u64| {
            let place =
                Place { file: file.map(str::to_owned), line: Some(line), column: Some(column), ..Place::default() };
            let mut all = Diagnostics::new();
            all.push(diagnostic.at("", place));
            all
        };
        if limits.forbid(Limit::FrameworkBytes, text.len()) {
            let most = limits.get(Limit::FrameworkBytes);
            let bytes = plural(most, "byte", "bytes");
            let message = bi!("the file is longer than {bytes}", "文件超过 {most} 字节");
            return Err(fail(too_large(message, Limit::FrameworkBytes), 1, 1));
        }
        if let Some((problem, line, column)) = control_character(text) {
            return Err(fail(problem, line, column));
        }
        let mut builder = Builder { limits, ..Builder::default() };
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| {
                let (line, column, info) = (error.marker().line(), error.marker().col() + 1, error.info());
                let tab = indenting_tab(text, line).filter(|_| info.contains("tab"));
                let (problem, line, column) = tab.unwrap_or_else(|| (syntax(info), line as u64, column as u64));
                fail(problem, line, column)
            })?;
            let (line, column) = (span.start.line() as u64, span.start.col() as u64 + 1);
            builder.take(event, line, column).map_err(|problem| fail(problem, line, column))?;
        }
        match builder.documents.as_slice() {
            [root] => Ok(Marks { root: *root, nodes: builder.nodes, meant: HashMap::new() }),
            [] => {
                let message = bi!("the file holds no framework", "文件中没有指标体系");
                let hint = bi!("a framework begins with `govscore: 1`", "指标体系以 `govscore: 1` 开头");
                Err(fail(Diagnostic::new(codes::EMPTY_FILE, message).hint(hint), 1, 1))
            }
            [_, second, ..] => {
                let at = &builder.nodes[*second];
                let message = bi!("a second document begins here", "此处开始了第二个文档");
                let hint = bi!(
                    "a file holds one framework; remove the line `---`",
                    "一个文件只放一个指标体系；请删去 `---` 行"
                );
                Err(fail(Diagnostic::new(codes::YAML_SYNTAX, message).hint(hint), at.line, at.column))
            }
        }
    }
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
    limits: Limits,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: u64, column: u64) -> Result<(), Diagnostic> {
        if let Event::Scalar(.., Some(own)) | Event::SequenceStart(_, Some(own)) | Event::MappingStart(_, Some(own)) =
            &event
        {
            if !own.is_yaml_core_schema() {
                return Err(tag(own));
            }
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let content = Content::Scalar { text: text.into_owned(), plain };
                self.close(Marked { content, line, column, weight: 1, height: 0 }, anchor)
            }
            Event::SequenceStart(anchor, _) => {
                self.start(Open { anchor, line, column, mapping: false, children: vec![] })
            }
            Event::MappingStart(anchor, _) => {
                self.start(Open { anchor, line, column, mapping: true, children: vec![] })
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.end(open),
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied().ok_or_else(|| {
                    let message = bi!(
                        "the alias stands inside what it names and would never end",
                        "别名位于它所指的内容之内，无法展开"
                    );
                    Diagnostic::new(codes::YAML_TOO_LARGE, message).hint(bi!("write the content out", "请把内容写出"))
                })?;
                let Marked { weight, height, .. } = self.nodes[target];
                self.close(Marked { content: Content::Alias(target), line, column, weight, height }, 0)
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, open: Open) -> Result<(), Diagnostic> {
        self.open.push(open);
        self.not_too_deep(0)
    }

    /// Everything that walks the tree recurses, so this bounds the stack.
    fn not_too_deep(&self, below: usize) -> Result<(), Diagnostic> {
        if self.limits.forbid(Limit::FrameworkDepth, self.open.len() + below) {
            let most = self.limits.get(Limit::FrameworkDepth);
            let message = bi!(
                "lists and mappings nest deeper than {most} here, aliases followed",
                "列表与映射嵌套超过 {most} 层（别名展开计算）"
            );
            return Err(too_large(message, Limit::FrameworkDepth));
        }
        Ok(())
    }

    fn end(&mut self, open: Open) -> Result<(), Diagnostic> {
        let below = || open.children.iter().map(|child| &self.nodes[*child]);
        let weight = below().map(|node| node.weight).fold(1usize, usize::saturating_add);
        let height = below().map(|node| node.height).max().unwrap_or(0) + 1;
        let content = if open.mapping {
            Content::Mapping(open.children.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
        } else {
            Content::Sequence(open.children)
        };
        self.close(Marked { content, line: open.line, column: open.column, weight, height }, open.anchor)
    }

    fn close(&mut self, node: Marked, anchor: usize) -> Result<(), Diagnostic> {
        if self.limits.forbid(Limit::FrameworkValues, node.weight.max(self.nodes.len() + 1)) {
            let most = self.limits.get(Limit::FrameworkValues);
            let values = plural(most, "value", "values");
            let message = bi!(
                "more than {values}, aliases counted each time they are used",
                "超过 {most} 个值（别名每次使用都计数）"
            );
            return Err(too_large(message, Limit::FrameworkValues));
        }
        self.not_too_deep(node.height)?;
        self.nodes.push(node);
        let index = self.nodes.len() - 1;
        if anchor > 0 {
            self.anchors.insert(anchor, index);
        }
        match self.open.last_mut() {
            Some(open) => open.children.push(index),
            None => self.documents.push(index),
        }
        Ok(())
    }
}
