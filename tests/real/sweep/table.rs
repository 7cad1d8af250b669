//! The table of outcomes, `tests/real/sweep.yaml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use matrix_openapi::http::{Api, Operation};
use serde::{Deserialize, Serialize};

use super::recorder::{Outcome, Seen};

/// Rows by the name of the API and the operationId.
pub type Table = BTreeMap<String, BTreeMap<String, Row>>;

/// The responses of the servers to an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// `decoded`, `refused` with status and code, or `not implemented`.
    pub outcome: String,
    /// The reason of a refusal, which is written by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The fields of the response that the specification does not have.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub extra: BTreeSet<String>,
}

const HEAD: &str = "\
# What Synapse and Sydent respond to each operation. Written by
#   EXPECTORATE=overwrite cargo test -p matrix-openapi --test real sweep
# apart from `why`, which is written by hand for each operation that is refused. `extra` are fields that the specification does
# not have; `*` is a key of a map or an item of a list.
";

/// Reads the committed table.
pub fn committed() -> Table {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    if text.is_empty() { Table::new() } else { serde_yaml::from_str(&text).unwrap() }
}

/// Returns the table of the recorded responses, with the reasons from the committed table.
pub fn observed(seen: &BTreeMap<(Api, &'static str), Seen>, committed: &Table) -> Table {
    let mut table = Table::new();
    for ((api, id), seen) in seen {
        let known = committed.get(api.slug()).and_then(|rows| rows.get(*id));
        let outcome = describe(&seen.outcome);
        let why = known.filter(|row| row.outcome == outcome).and_then(|row| row.why.clone());
        let row = Row { outcome, why, extra: seen.extra.clone() };
        table.entry(api.slug().to_owned()).or_default().insert((*id).to_owned(), row);
    }
    table
}

/// Writes the table if it is to be overwritten; otherwise returns the differences.
pub fn compare(committed: &Table, observed: &Table) -> Vec<String> {
    if std::env::var("EXPECTORATE").is_ok_and(|value| value == "overwrite") {
        std::fs::write(path(), format!("{HEAD}{}", serde_yaml::to_string(observed).unwrap())).unwrap();
        return Vec::new();
    }
    let rows = |table: &Table| {
        let rows = table
            .iter()
            .flat_map(|(api, rows)| rows.iter().map(move |(id, row)| (format!("{api}: {id}"), row.clone())));
        rows.collect::<BTreeMap<_, _>>()
    };
    let (expected, found) = (rows(committed), rows(observed));
    let names: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
    let changed = names.into_iter().filter(|name| expected.get(*name) != found.get(*name));
    changed
        .map(|name| format!("{name}: expected {:?}, found {:?}", expected.get(name), found.get(name)))
        .collect()
}

/// Returns the operations without a row, and the rows that are refused without a reason.
pub fn gaps(table: &Table, operations: &[Operation]) -> Vec<String> {
    let mut gaps = Vec::new();
    for operation in operations {
        let row = table.get(operation.api.slug()).and_then(|rows| rows.get(operation.id));
        let name = format!("{}: {}", operation.api, operation.id);
        match row {
            None => gaps.push(format!("{name} is not called")),
            Some(row) if row.outcome != "decoded" && row.why.is_none() => {
                gaps.push(format!("{name} is {} without a reason", row.outcome));
            }
            Some(_) => {}
        }
    }
    gaps
}

/// Returns the number of decoded operations of an API.
pub fn decoded(table: &Table, api: Api) -> usize {
    table.get(api.slug()).map_or(0, |rows| rows.values().filter(|row| row.outcome == "decoded").count())
}

fn describe(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Decoded => "decoded".to_owned(),
        Outcome::Refused(status, Some(code)) => format!("refused: {status} {code}"),
        Outcome::Refused(status, None) => format!("refused: {status}"),
        Outcome::NotImplemented => "not implemented".to_owned(),
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/sweep.yaml")
}
