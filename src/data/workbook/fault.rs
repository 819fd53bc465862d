//! Why a workbook cannot be read.

use crate::diagnostic::{Bilingual, Diagnostic, bi, codes};
use crate::limits::{Limit, Limits};

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The file, or a part of it, is not what it should be.
    Damaged,
    /// It is a document of another kind, in both languages.
    Other(&'static str, &'static str),
    /// It is locked by a password.
    Locked,
    /// What is read of it takes more room than is allowed.
    TooLarge,
    /// Merged cells, these the last of them, overlap or cover more than any table has.
    Merged(String),
    /// This cell stands in the sheet twice.
    Doubled(String),
}

impl Fault {
    /// What is told of it.
    pub(super) fn diagnostic(&self, limits: Limits) -> Diagnostic {
        let (message, hint) = match self {
            Fault::Damaged => (bi!("the workbook is damaged, or cut off", "工作簿已损坏或不完整"), save_again()),
            Fault::Other(en, zh) => {
                (bi!("this is {en}, not an .xlsx workbook", "这是{zh}，不是 .xlsx 工作簿"), save_again())
            }
            Fault::Locked => (
                bi!("the workbook is locked by a password", "工作簿设有密码"),
                bi!("save it without one", "请取消密码后另存"),
            ),
            Fault::Doubled(cell) => {
                (bi!("the cell {cell} stands in the sheet twice", "工作表中单元格 {cell} 出现两次"), save_again())
            }
            Fault::Merged(area) => (
                bi!(
                    "merged cells overlap or cover too much, with {area} at the latest",
                    "合并单元格重叠或覆盖过多，至 {area} 为止"
                ),
                bi!("split the merged cells", "请取消合并单元格"),
            ),
            Fault::TooLarge => {
                let (most, name) = (limits.get(Limit::WorkbookBytes), Limit::WorkbookBytes.name());
                let message = bi!(
                    "what is to be read of the workbook takes more than {most} bytes",
                    "工作簿展开后须读取的内容超过 {most} 字节"
                );
                let hint = bi!(
                    "delete rows and columns that hold nothing but formats, save it as CSV, or allow more with `--limit {name}=N`",
                    "请删去只有格式的行列、另存为 CSV，或用 `--limit {name}=N` 放宽"
                );
                return Diagnostic::new(codes::TABLE_TOO_LARGE, message).hint(hint);
            }
        };
        Diagnostic::new(codes::BAD_WORKBOOK, message).hint(hint)
    }
}

fn save_again() -> Bilingual {
    bi!(
        "open it in Excel, WPS or LibreOffice and save it as .xlsx",
        "请用 Excel、WPS 或 LibreOffice 打开后另存为 .xlsx"
    )
}
