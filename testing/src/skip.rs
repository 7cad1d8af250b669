//! Requirements of tests from outside the project, and a report when one is missing.

use std::io::Write;
use std::path::PathBuf;

/// Returns the folder with upstream trees, such as `v1.19/data`, that `MATRIX_SPEC_TREES` names; without the variable
/// the test is skipped.
pub fn spec_trees() -> Option<PathBuf> {
    let trees = std::env::var_os("MATRIX_SPEC_TREES").map(PathBuf::from);
    if trees.is_none() {
        report_skipped("MATRIX_SPEC_TREES names no folder with upstream trees");
    }
    trees
}

/// Writes to standard error that the current test is skipped.
pub fn report_skipped(reason: &str) {
    let test = std::thread::current();
    let line = format!("SKIPPED: {}: {reason}\n", test.name().unwrap_or("?"));
    // The test harness captures what the print macros write in a test that passes, but not this.
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
