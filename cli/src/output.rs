//! Where results go: standard output, or a file that is written whole or not at all.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use govscore::diagnostic::codes;
use govscore::{Bilingual, Lang};

use crate::language::pick;
use crate::report::problem;
use crate::session::{Session, Stop};

/// What a result is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// For documents.
    Md,
    /// For browsers, and for print.
    Html,
    /// For spreadsheets, as a workbook.
    Xlsx,
}

impl Format {
    /// The word for `--format`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Md => "md",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
        }
    }

    /// The format of that name, or of that file ending.
    pub fn from_name(name: &str) -> Option<Format> {
        match name.to_ascii_lowercase().as_str() {
            "text" | "txt" => Some(Format::Text),
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            "md" | "markdown" => Some(Format::Md),
            "html" | "htm" => Some(Format::Html),
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }
}

/// Where a result goes, and as what.
pub struct Target {
    /// The file; none for standard output.
    pub path: Option<PathBuf>,
    /// The format.
    pub format: Format,
}

impl Target {
    /// From `-o` and `--format`: without the latter, the ending decides, and without an ending it is text.
    pub fn new(path: Option<PathBuf>, format: Option<Format>, allowed: &[Format], lang: Lang) -> Result<Target, Stop> {
        let ending = path.as_deref().and_then(Path::extension).map(OsStr::to_string_lossy);
        let format = match (format, ending) {
            (Some(format), _) => Some(format),
            (None, None) => Some(Format::Text),
            (None, Some(ending)) => Format::from_name(&ending),
        };
        match format.filter(|format| allowed.contains(format)) {
            Some(Format::Xlsx) if path.is_none() && io::stdout().is_terminal() => Err(Stop::Usage(
                pick(
                    lang,
                    "a workbook is nothing for a terminal; name a file with -o, as in -o report.xlsx",
                    "工作簿不能显示在终端上，请用 -o 指定文件，如 -o report.xlsx",
                )
                .to_owned(),
            )),
            Some(format) => Ok(Target { path, format }),
            None => {
                let names: Vec<&str> = allowed.iter().map(|format| format.name()).collect();
                let file = path.unwrap_or_default();
                let (file, names) = (file.display(), names.join(", "));
                Err(Stop::Usage(crate::language::say!(
                    lang,
                    "the ending of `{file}` is no format of this command; name one with --format: {names}",
                    "`{file}` 的后缀不是本命令的输出格式，请用 --format 指定：{names}"
                )))
            }
        }
    }

    /// Whether what is written here may carry colours.
    pub fn colours(&self) -> bool {
        self.path.is_none() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// Writes a result part by part, CSV with its mark; a file is there only when the last part is.
    ///
    /// An error of a part that is no error of writing comes back as it is.
    pub fn write_parts(
        &self,
        session: &mut Session,
        parts: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        match &self.path {
            None => {
                let mut out = io::stdout().lock();
                let written = parts(&mut out).and_then(|()| out.flush());
                said(session, written)
            }
            Some(path) => write(
                session,
                path,
                &mut |out| out.write_all(mark(self.format)).and_then(|()| parts(out)),
                Present::Replace,
            ),
        }
    }

    /// Writes a result that is no text.
    pub fn write_bytes(&self, session: &mut Session, bytes: &[u8]) -> Result<(), Stop> {
        self.write_parts(session, &mut |out| out.write_all(bytes))
    }

    /// Writes the whole result.
    pub fn write(&self, session: &mut Session, body: &str) -> Result<(), Stop> {
        match &self.path {
            None => standard_output(session, body),
            Some(path) => file(session, path, self.format, body),
        }
    }
}

/// Writes to standard output; that nobody reads on is no error.
pub fn standard_output(session: &mut Session, body: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    let written = out.write_all(body.as_bytes()).and_then(|()| out.flush());
    said(session, written)
}

fn said(session: &mut Session, written: io::Result<()>) -> Result<(), Stop> {
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Stop::Closed),
        Err(error) => {
            let name = pick(session.lang, "standard output", "标准输出");
            Err(session.fail(problem(codes::IO, cannot("write", "写入", &error), name)))
        }
    }
}

/// Writes a file whole or not at all: into a temporary file beside it, which then takes its name.
///
/// CSV opens with a byte order mark, without which Chinese Excel takes the file for GB18030.
pub fn file(session: &mut Session, path: &Path, format: Format, body: &str) -> Result<(), Stop> {
    let mut whole = |out: &mut dyn Write| out.write_all(mark(format)).and_then(|()| out.write_all(body.as_bytes()));
    write(session, path, &mut whole, Present::Replace)
}

fn mark(format: Format) -> &'static [u8] {
    if format == Format::Csv { b"\xEF\xBB\xBF" } else { b"" }
}

/// What puts the content into a file.
type Content<'c> = &'c mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// Writes a file that must not be there yet, whole or not at all.
pub fn new_file(session: &mut Session, path: &Path, body: &str) -> Result<(), Stop> {
    write(session, path, &mut |out| out.write_all(body.as_bytes()), Present::Refuse)
}

/// Whether a file is there with just this text; with another it stops the run.
pub fn is_there(session: &mut Session, path: &Path, body: &str) -> Result<bool, Stop> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(false);
    }
    match fs::read(path) {
        Ok(present) if present == body.as_bytes() => Ok(true),
        _ => Err(session.fail(problem(codes::IO, already_there(), path.display().to_string()))),
    }
}

fn already_there() -> Bilingual {
    both("it is there already and was left as it is", "文件已存在，未作改动")
}

/// What happens to a file that is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Present {
    Replace,
    Refuse,
}

fn write(session: &mut Session, path: &Path, content: Content<'_>, present: Present) -> Result<(), Stop> {
    if session.inputs.iter().any(|input| same_file(input, path)) {
        let message =
            both("this file is an input of the same run; it was left as it is", "该文件是本次运行的输入，未作改动");
        let hint = both("name another file with -o", "请用 -o 指定其他文件");
        return Err(session.fail(problem(codes::IO, message, path.display().to_string()).hint(hint)));
    }
    let Err(error) = put(path, content, present) else { return Ok(()) };
    let message = match error.kind() {
        ErrorKind::BrokenPipe => return Err(Stop::Closed),
        ErrorKind::NotFound => {
            let folder = folder_of(&followed(path)).display().to_string();
            both(format!("the folder {folder} does not exist"), format!("文件夹 {folder} 不存在"))
        }
        ErrorKind::AlreadyExists => already_there(),
        _ => cannot("write", "写入", &error),
    };
    Err(session.fail(problem(codes::IO, message, path.display().to_string())))
}

/// Whether two paths lead to one file: by the same path, through a link, or as two names of one file.
/// Whether two names are those of one file, which need not be there yet.
pub fn is_one_file(one: &Path, other: &Path) -> bool {
    let folder = |path: &Path| match path.parent() {
        Some(parent) if parent != Path::new("") => fs::canonicalize(parent).ok(),
        _ => fs::canonicalize(".").ok(),
    };
    let is_new = one.file_name().is_some() && one.file_name() == other.file_name() && folder(one) == folder(other);
    one == other && one != Path::new("-") || same_file(one, other) || is_new && one != Path::new("-")
}

fn same_file(one: &Path, other: &Path) -> bool {
    let (Ok(first), Ok(second)) = (fs::metadata(one), fs::metadata(other)) else { return false };
    // Devices hold nothing that could be lost.
    first.is_file() && second.is_file() && (same_inode(&first, &second) || same_path(one, other))
}

fn same_path(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(unix)]
fn same_inode(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn same_inode(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

fn put(path: &Path, content: Content<'_>, if_present: Present) -> io::Result<()> {
    // A link that leads nowhere is there, too.
    if if_present == Present::Refuse && fs::symlink_metadata(path).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let present = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        other => Some(other?),
    };
    if present.as_ref().is_some_and(|meta| meta.is_dir()) {
        return Err(ErrorKind::IsADirectory.into());
    }
    if present.as_ref().is_some_and(|meta| !meta.is_file()) {
        // A device or a named pipe cannot be replaced, only written to.
        let mut device = fs::OpenOptions::new().write(true).open(path)?;
        return content(&mut device);
    }
    // A link stays a link: what it points to is replaced, or made.
    let path = if present.is_some() { fs::canonicalize(path)? } else { followed(path) };
    if present.as_ref().is_some_and(|meta| meta.permissions().readonly()) {
        // Renaming over it would work, and is not what its owner asked for.
        return Err(ErrorKind::PermissionDenied.into());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".govscore-").suffix(".tmp");
    let permissions = present.map(|meta| meta.permissions()).or_else(default_permissions);
    if let Some(permissions) = permissions.clone() {
        builder.permissions(permissions);
    }
    let mut temporary = builder.tempfile_in(folder_of(&path))?;
    content(&mut temporary)?;
    temporary.as_file().sync_all()?;
    let kept = match if_present {
        Present::Replace => temporary.persist(&path),
        Present::Refuse => temporary.persist_noclobber(&path),
    };
    kept.map(drop).map_err(|error| error.error)
}

/// Where the links at a path lead to in the end, be it to nothing.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    // As many as Linux follows; a circle is refused by the system before it comes to this.
    for _ in 0..40 {
        let Ok(next) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(next);
    }
    path
}

/// What any new file gets: reading and writing for all, less what the umask takes away.
#[cfg(unix)]
fn default_permissions() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn default_permissions() -> Option<fs::Permissions> {
    None
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// `cannot read: no such file`, with the system's words where there are none of our own.
pub fn cannot(en: &str, zh: &str, error: &io::Error) -> Bilingual {
    let (why_en, why_zh) = match error.kind() {
        ErrorKind::NotFound => ("no such file", "文件不存在"),
        ErrorKind::PermissionDenied => ("permission denied", "没有权限"),
        ErrorKind::IsADirectory => ("this is a folder, not a file", "这是文件夹，不是文件"),
        ErrorKind::NotADirectory => ("part of the path is a file, not a folder", "路径中有一段是文件，不是文件夹"),
        ErrorKind::StorageFull => ("the disk is full", "磁盘空间不足"),
        _ => return both(format!("cannot {en}: {error}"), format!("无法{zh}：{error}")),
    };
    both(format!("cannot {en}: {why_en}"), format!("无法{zh}：{why_zh}"))
}

/// One text in both languages.
pub fn both(en: impl Into<String>, zh: impl Into<String>) -> Bilingual {
    Bilingual { en: en.into(), zh: zh.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_the_file_decides_unless_a_format_is_named() {
        let all = [Format::Text, Format::Md, Format::Csv, Format::Json, Format::Html, Format::Xlsx];
        let format = |path: &str, asked, allowed: &[Format]| {
            Target::new(Some(PathBuf::from(path)), asked, allowed, Lang::En).ok().map(|target| target.format)
        };
        for (path, expected) in [
            ("r.html", Some(Format::Html)),
            ("r.HTM", Some(Format::Html)),
            ("r.xlsx", Some(Format::Xlsx)),
            ("r.md", Some(Format::Md)),
            ("r.txt", Some(Format::Text)),
            ("report", Some(Format::Text)),
            ("r.xls", None),
            ("r.pdf", None),
        ] {
            assert_eq!(format(path, None, &all), expected, "{path}");
        }
        assert_eq!(format("r.xlsx", Some(Format::Csv), &all), Some(Format::Csv));
        assert_eq!(format("r.xlsx", None, &[Format::Text, Format::Csv]), None);
    }
}
