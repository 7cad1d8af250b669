//! Draws the recorded figures: `picture [RESULTS [SVG]]`, by default `results.jsonl` as `results.svg`.

use std::fs;

use matrix_openapi_benches::contenders::Failure;
use matrix_openapi_benches::picture::picture;
use matrix_openapi_benches::results::read;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let results = arguments.next().unwrap_or_else(|| "results.jsonl".to_owned());
    let svg = arguments.next().unwrap_or_else(|| "results.svg".to_owned());
    let figures = read(&fs::read_to_string(&results)?).map_err(|error| format!("{results}: {error}"))?;
    fs::write(svg, picture(&figures))?;
    Ok(())
}
