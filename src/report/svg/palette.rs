//! Colours. They stay apart for readers who see fewer colours, and on a grey print.

/// The ramp viridis (Smith and van der Walt, 2015) at eighths from its dark end: its lightness rises evenly.
const RAMP: [u32; 9] = [0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725];

/// Blues at eighths from the pale end: one hue, since these shades lie behind many figures.
const BLUES: [u32; 9] = [0xf3f8fc, 0xdbe9f5, 0xbfd8ed, 0x9cc3e2, 0x74abd5, 0x4b91c4, 0x2c75ae, 0x175790, 0x0b3a6b];

/// The colours of Okabe and Ito (2008) with a dark and a pale grey, in an order in which neighbours differ in lightness.
const KINDS: [u32; 9] = [0x0072b2, 0xe69f00, 0x009e73, 0xf0e442, 0xd55e00, 0x56b4e9, 0x333333, 0xcc79a7, 0xdddddd];

/// What text is written in.
pub(super) const INK: &str = "#1a1a1a";
/// Text that matters less; 7 to 1 on white.
pub(super) const SOFT: &str = "#555";
/// Lines of scales.
pub(super) const GRID: &str = "#d9d9d9";
/// Lines that hold a drawing together.
pub(super) const RULE: &str = "#8a8a8a";
/// What there is one of: bars without tiers, the unit of a profile.
pub(super) const MAIN: &str = "#0072b2";
/// What is set against it.
pub(super) const OTHER: &str = "#d55e00";

/// A fill and the colour of text on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Colour {
    /// The fill, `#rrggbb`.
    pub fill: String,
    /// Black or white, whichever stands out more: at least 4.5 to 1 (WCAG 2.1, AA).
    pub ink: &'static str,
}

/// The colour of a tier, darkest for the best.
pub(crate) fn tier(place: usize, of: usize) -> Colour {
    let last = of.saturating_sub(1).max(1);
    // The darkest of the ramp is left out: on paper it is black, and says nothing of its hue.
    along(&RAMP, 0.08 + 0.92 * place.min(last) as f64 / last as f64)
}

/// The colour of one of several kinds; after nine they begin again.
pub(crate) fn kind(place: usize) -> Colour {
    colour(KINDS[place % KINDS.len()])
}

/// The colour of a share from 0, pale, to 1, dark.
pub(crate) fn shade(share: f64) -> Colour {
    along(&BLUES, 0.05 + 0.95 * if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) })
}

/// The colour at a share of the way along a ramp.
fn along(ramp: &[u32; 9], share: f64) -> Colour {
    let at = share.clamp(0.0, 1.0) * 8.0;
    let below = (at.floor() as usize).min(7);
    let part = at - below as f64;
    let mix = |shift: u32| {
        let channel = |rgb: u32| f64::from((rgb >> shift) & 0xff);
        (channel(ramp[below]) * (1.0 - part) + channel(ramp[below + 1]) * part).round() as u32
    };
    colour((mix(16) << 16) | (mix(8) << 8) | mix(0))
}

fn colour(rgb: u32) -> Colour {
    let light = luminance(rgb);
    let ink = if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) { "#000" } else { "#fff" };
    Colour { fill: format!("#{rgb:06x}"), ink }
}

/// Relative luminance (WCAG 2.1).
fn luminance(rgb: u32) -> f64 {
    let channel = |shift: u32| {
        let share = f64::from((rgb >> shift) & 0xff) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(colour: &Colour) -> f64 {
        luminance(u32::from_str_radix(&colour.fill[1..], 16).unwrap_or_default())
    }

    #[test]
    fn text_stands_out_on_every_fill() {
        let shades = (0..=100).map(|hundredth| shade(f64::from(hundredth) / 100.0));
        let tiers = (1..=8).flat_map(|of| (0..of).map(move |place| tier(place, of)));
        for colour in shades.chain(tiers).chain((0..9).map(kind)) {
            let light = of(&colour) + 0.05;
            let contrast = if colour.ink == "#000" { light / 0.05 } else { 1.05 / light };
            assert!(contrast >= 4.5, "{colour:?}: {contrast}");
        }
    }

    #[test]
    fn shades_grow_darker() {
        let lights: Vec<f64> = (0..=20).map(|step| of(&shade(f64::from(step) / 20.0))).collect();
        assert!(lights.windows(2).all(|pair| pair[1] < pair[0]), "{lights:?}");
    }

    #[test]
    fn tiers_grow_paler_from_the_best_to_the_last() {
        for count in 2..=8 {
            let lights: Vec<f64> = (0..count).map(|place| of(&tier(place, count))).collect();
            assert!(lights.windows(2).all(|pair| pair[1] > pair[0] * 1.1), "{count}: {lights:?}");
        }
        assert_eq!(tier(9, 4), tier(3, 4));
        assert_eq!(tier(0, 0).fill, tier(0, 1).fill);
    }
}
