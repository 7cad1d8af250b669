//! The picture of the recorded figures.

use std::fmt::Write;

use crate::results::Comparison;

const WIDTH: f64 = 1020.0;
const ROW: f64 = 22.0;
/// Where the bars begin.
const LEFT: f64 = 330.0;
/// The length of a bar for the ratio 1.
const ONE: f64 = 280.0;
/// Longer bars are cut off; their figures say how long they are.
const LONGEST: f64 = 1.2;

const STYLE: &str = "\
text { font: 13px sans-serif; fill: #24292f; }
.group { font-weight: bold; }
.figure { fill: #57606a; }
rect { fill: #2f81b7; }
line { stroke: #57606a; stroke-dasharray: 3 3; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.figure { fill: #9ea7b3; }
line { stroke: #9ea7b3; }
}";

/// Draws figures as bars, each relative to the other library's figure, as SVG. The same figures give the same text.
pub fn picture(comparisons: &[Comparison]) -> String {
    let mut rows = String::new();
    let (mut y, mut group) = (46.0, "");
    for comparison in comparisons {
        if comparison.group != group {
            group = &comparison.group;
            y += 12.0;
            let (baseline, group) = (y + 15.0, escaped(group));
            let _ = writeln!(rows, r#"<text class="group" x="12" y="{baseline}">{group}</text>"#);
            y += ROW;
        }
        rows.push_str(&row(comparison, y));
        y += ROW;
    }
    let (height, bottom, at_one) = (y + 16.0, y + 6.0, LEFT + ONE);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img">
<title>Costs of matrix-openapi relative to other libraries (1 = equal); shorter bars are better</title>
<style>
{STYLE}
</style>
<text x="{LEFT}" y="20">cost relative to the other library (1 = equal); shorter is better</text>
<text class="figure" text-anchor="middle" x="{at_one}" y="42">1</text>
<line x1="{at_one}" y1="48" x2="{at_one}" y2="{bottom}"/>
{rows}</svg>
"#
    )
}

fn row(comparison: &Comparison, y: f64) -> String {
    let Comparison { what, ours, other, theirs, unit, ratio, .. } = comparison;
    let width = ONE * ratio.min(LONGEST);
    let figures = format!("{ratio:.2} of {other} ({} / {} {unit})", short(*ours), short(*theirs));
    let (baseline, top, right) = (y + 15.0, y + 4.0, LEFT + width.max(ONE) + 8.0);
    let (what, figures) = (escaped(what), escaped(&figures));
    format!(
        r#"<text x="24" y="{baseline}">{what}</text>
<rect x="{LEFT}" y="{top}" width="{width:.1}" height="14" rx="2"/>
<text class="figure" x="{right:.1}" y="{baseline}">{figures}</text>
"#
    )
}

/// A number with about three digits; whole numbers and large ones without fraction.
fn short(number: f64) -> String {
    match number {
        _ if number >= 100.0 || number.fract() == 0.0 => format!("{number:.0}"),
        _ if number >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::read;

    fn comparison(group: &str, ratio: f64) -> Comparison {
        let [group, what, unit, other] = [group, "a < b", "ms", "ruma"].map(str::to_owned);
        Comparison { group, what, unit, ours: 7.71, other, theirs: 182.0, ratio }
    }

    #[test]
    fn the_picture_of_the_figures_is_up_to_date() {
        let figures = read(include_str!("../results.jsonl")).unwrap();
        assert!(!figures.is_empty());
        assert_eq!(picture(&figures), include_str!("../results.svg"), "run `cargo run --bin picture`");
    }

    #[test]
    fn bars_are_as_long_as_their_ratios() {
        let drawn = picture(&[comparison("decoding", 0.5), comparison("decoding", 3.0)]);
        let widths: Vec<_> = drawn.lines().filter(|line| line.starts_with("<rect")).collect();
        assert!(widths[0].contains(r#"width="140.0""#), "{widths:?}");
        assert!(widths[1].contains(r#"width="336.0""#), "a long one is cut off: {widths:?}");
        assert!(drawn.contains("3.00 of ruma (7.71 / 182 ms)"), "{drawn}");
        assert!(drawn.contains("a &lt; b"), "{drawn}");
    }

    #[test]
    fn a_group_has_one_heading_and_the_height_fits() {
        let height = |figures: &[Comparison]| {
            let drawn = picture(figures);
            let headings = drawn.matches(r#"class="group" x"#).count();
            let height = drawn.split_once(r#"height=""#).and_then(|(_, rest)| rest.split_once('"'));
            (headings, height.unwrap().0.parse::<f64>().unwrap())
        };
        let [one, again, other] =
            [comparison("decoding", 0.5), comparison("decoding", 0.6), comparison("memory", 0.7)];
        let (headings, base) = height(std::slice::from_ref(&one));
        assert_eq!(headings, 1);
        assert_eq!(height(&[one.clone(), again]), (1, base + ROW));
        assert_eq!(height(&[one, other]), (2, base + 2.0 * ROW + 12.0));
    }
}
