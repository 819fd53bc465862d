//! What is said of a table while it is imported, each with its place in it.

use crate::diagnostic::{Bilingual, Code, Diagnostic, Diagnostics, Place, bi, codes};

/// What is said so far.
pub(super) struct Said {
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub found: Diagnostics,
}

impl Said {
    pub(super) fn push(
        &mut self,
        code: Code,
        path: &str,
        line: Option<u64>,
        column: Option<u64>,
        message: Bilingual,
        hint: Option<Bilingual>,
    ) {
        let sheet = self.sheet.clone();
        let place = Place { file: self.file.clone(), line, column, sheet, ..Place::default() };
        let mut diagnostic = Diagnostic::new(code, message).at(path, place);
        diagnostic.hint = hint;
        self.found.push(diagnostic);
    }

    pub(super) fn left_out(&mut self, line: u64, why: Bilingual) {
        let Bilingual { en, zh } = why;
        let message = bi!("left out: {en}", "未导入：{zh}");
        self.push(codes::ROW_LEFT_OUT, "", Some(line), None, message, None);
    }
}
