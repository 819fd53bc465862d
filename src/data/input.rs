//! What the figures of a file are: rates, points or observations, by whose word.

use super::options::ReadOptions;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, bi, codes};
use crate::framework::{Framework, Input};
use crate::number::shorten;

/// The caller's word, else the file's, else the framework's.
pub(super) fn input(
    framework: &Framework,
    options: &ReadOptions,
    meta: &[(String, String, u64)],
    found: &mut Diagnostics,
) -> Input {
    let mut from_file = None;
    for (_, value, line) in meta.iter().filter(|(key, _, _)| key == "input") {
        match figure(value) {
            Ok(figure) => from_file = Some((figure, value, *line)),
            Err(problem) => {
                let place = Place { file: options.file.clone(), line: Some(*line), ..Place::default() };
                found.push(problem.at("", place));
            }
        }
    }
    match (options.input, from_file) {
        (Some(asked), Some((stated, text, line))) if asked != stated => {
            found.push(overridden(
                asked,
                text,
                Place { file: options.file.clone(), line: Some(line), ..Place::default() },
            ));
            asked
        }
        (Some(asked), _) => asked,
        (None, Some((stated, ..))) => stated,
        (None, None) => framework.input(),
    }
}

/// What the value of `# input:` says.
pub(crate) fn figure(value: &str) -> Result<Input, Diagnostic> {
    match value.to_lowercase().as_str() {
        "rate" | "得分率" => Ok(Input::Rate),
        "points" | "得分" => Ok(Input::Points),
        "observations" | "观测值" => Ok(Input::Observations),
        other => {
            let other = shorten(other);
            let message = bi!(
                "`# input: {other}`, expected `rate`, `points` or `observations`",
                "`# input: {other}`，应写 `rate` 即得分率、`points` 即得分，或 `observations` 即观测值"
            );
            let hint = bi!(
                "rate: 0 to full marks of the scale; points: 0 to the indicator's own; observations: what was seen",
                "得分率：0 至总分的满分；得分：0 至该指标的满分；观测值：采集到的原始值"
            );
            Err(Diagnostic::new(codes::BAD_HEADER_LINE, message).hint(hint))
        }
    }
}

fn overridden(asked: Input, text: &str, place: Place) -> Diagnostic {
    let asked = match asked {
        Input::Rate => "rate",
        Input::Points => "points",
        Input::Observations => "observations",
    };
    let message = bi!(
        "read as `{asked}`, as was asked for, although the file says `# input: {text}`",
        "按指定的 `{asked}` 读取，而文件写的是 `# input: {text}`"
    );
    let hint = bi!("leave out `--input` to read it as it says", "若以文件为准，请去掉 `--input`");
    Diagnostic::new(codes::INPUT_OVERRIDDEN, message).at("", place).hint(hint)
}
