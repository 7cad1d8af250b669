//! The report, as text and JSON.

use std::fmt;

use super::examples::{Example, ExamplePart};
use matrix_openapi_codegen::Release;
use serde::Serialize;

use super::compare::ExampleDifference;
use super::defects::{Defect, Defects, ExampleKind};

/// The result of an example.
pub struct ExampleOutcome<'a> {
    pub example: &'a Example,
    pub decoded: bool,
    pub differences: Vec<ExampleDifference>,
}

/// The report of all examples.
#[derive(Debug, Serialize)]
pub struct ConformanceReport {
    release: String,
    examples: usize,
    /// The number of bodies of requests among them.
    requests: usize,
    /// The number of responses of successes among them.
    responses: usize,
    /// The number of examples of events among them.
    events: usize,
    /// The number of lists of stripped state among them.
    stripped_state: usize,
    /// The number of examples of EDUs among them.
    edus: usize,
    /// The number of decoded examples, including those of listed defects.
    decoded: usize,
    /// The number of examples that came back unchanged.
    lossless: usize,
    failures: Vec<Failure>,
    /// The examples that fail exactly as the list of defects says.
    listed: Vec<Listed>,
}

/// An example that failed, or a listed defect that no longer occurs.
#[derive(Debug, Serialize)]
struct Failure {
    operation: String,
    api: String,
    kind: ExampleKind,
    #[serde(rename = "where")]
    location: String,
    problem: String,
}

#[derive(Debug, Serialize)]
struct Listed {
    #[serde(flatten)]
    failure: Failure,
    reason: String,
}

impl ConformanceReport {
    /// Counts the outcomes and separates the listed defects.
    pub fn new(release: Release, outcomes: Vec<ExampleOutcome<'_>>, defects: &Defects) -> Self {
        let count = |part| outcomes.iter().filter(|outcome| outcome.example.part == part).count();
        let mut report = Self {
            release: release.to_string(),
            examples: outcomes.len(),
            requests: count(ExamplePart::Request),
            responses: count(ExamplePart::Success),
            events: count(ExamplePart::Event),
            stripped_state: count(ExamplePart::StrippedState),
            edus: count(ExamplePart::Edu),
            decoded: outcomes.iter().filter(|outcome| outcome.decoded).count(),
            lossless: outcomes.iter().filter(|outcome| outcome.differences.is_empty()).count(),
            failures: Vec::new(),
            listed: Vec::new(),
        };
        let mut open: Vec<&Defect> = defects.of(release).collect();
        for outcome in outcomes.iter().filter(|outcome| !outcome.differences.is_empty()) {
            let known = open.iter().position(|defect| defect.is_of(outcome.example) && outcome.is_as(defect));
            match known.map(|index| open.swap_remove(index)) {
                Some(defect) => {
                    report.listed.push(Listed { failure: outcome.failure(), reason: defect.reason.clone() });
                }
                None => report.failures.push(outcome.failure()),
            }
        }
        report.failures.extend(open.into_iter().map(gone));
        report
    }

    /// Returns whether all failures are listed.
    pub fn passes(&self) -> bool {
        self.failures.is_empty()
    }
}

impl ExampleOutcome<'_> {
    /// Returns whether the example fails in exactly the locations of the defect.
    fn is_as(&self, defect: &Defect) -> bool {
        let mut found: Vec<&str> = self.differences.iter().map(|difference| difference.at.as_str()).collect();
        let mut listed: Vec<&str> = defect.at.iter().map(String::as_str).collect();
        found.sort_unstable();
        listed.sort_unstable();
        found == listed
    }

    fn failure(&self) -> Failure {
        let problems = self.differences.iter().map(|ExampleDifference { at, what }| match at.as_str() {
            "" => what.clone(),
            at => format!("{at} {what}"),
        });
        Failure {
            operation: self.example.operation.clone(),
            api: self.example.module.slug().to_owned(),
            kind: ExampleKind::of(self.example.part),
            location: self.example.location.clone(),
            problem: problems.collect::<Vec<_>>().join("; "),
        }
    }
}

fn gone(defect: &Defect) -> Failure {
    Failure {
        operation: defect.operation.clone(),
        api: defect.api.clone(),
        kind: defect.kind,
        location: defect.location.clone(),
        problem: "the defect listed for this example does not occur as listed".to_owned(),
    }
}

impl fmt::Display for ConformanceReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { release, examples, requests, responses, events, stripped_state, edus, .. } = self;
        let Self { decoded, lossless, failures, listed, .. } = self;
        for Failure { operation, api, kind, location, problem } in failures {
            writeln!(f, "{api} {operation}, {kind}, {location}: {problem}")?;
        }
        for Listed { failure: Failure { operation, api, kind, .. }, reason } in listed {
            writeln!(f, "listed: {api} {operation}, {kind}: {reason}")?;
        }
        let (listed, failures) = (listed.len(), failures.len());
        writeln!(
            f,
            "{release}: {examples} examples, {requests} of requests, {responses} of responses, {events} of events, {stripped_state} of stripped state, {edus} of EDUs, {decoded} decoded, {lossless} lossless, {listed} listed, {failures} failures"
        )
    }
}

#[cfg(test)]
mod tests {
    use matrix_openapi_codegen::{Api, Module};
    use serde_json::json;

    use super::*;

    fn example(operation: &str) -> Example {
        Example {
            module: Module::Api(Api::Identity),
            operation: operation.to_owned(),
            part: ExamplePart::Error(404),
            location: "data/x.yaml#/a".to_owned(),
            value: json!({}),
        }
    }

    fn lost(at: &str) -> ExampleDifference {
        ExampleDifference { at: at.to_owned(), what: "was lost".to_owned() }
    }

    fn report(at: &str, differences: Vec<ExampleDifference>) -> serde_json::Value {
        let text = format!(
            "defects:\n- {{releases: v1.13.., api: identity, operation: one, kind: error, where: data/x.yaml#/a, \
             at: [{at}], reason: why}}\n- {{releases: ..v1.12, api: identity, operation: one, kind: error, where: x, \
             at: [''], reason: for another release}}"
        );
        let defects = Defects::parse("list", &text).unwrap();
        let (one, two) = (example("one"), example("two"));
        let outcomes = vec![
            ExampleOutcome { example: &one, decoded: true, differences },
            ExampleOutcome { example: &two, decoded: true, differences: Vec::new() },
        ];
        let report = ConformanceReport::new(Release { major: 1, minor: 19 }, outcomes, &defects);
        assert_eq!(report.passes(), report.failures.is_empty());
        serde_json::to_value(report).unwrap()
    }

    #[test]
    fn a_listed_defect_is_not_a_failure() {
        let failure = json!({"operation": "one", "api": "identity", "kind": "error", "where": "data/x.yaml#/a",
            "problem": "/b was lost; /c was lost", "reason": "why"});
        assert_eq!(
            report("/c, /b", vec![lost("/b"), lost("/c")]),
            json!({"release": "v1.19", "examples": 2, "requests": 0, "responses": 0, "events": 0, "stripped_state": 0, "edus": 0, "decoded": 2, "lossless": 1, "failures": [], "listed": [failure]})
        );
    }

    #[test]
    fn more_or_fewer_differences_than_listed_are_a_failure() {
        let more = report("/b", vec![lost("/b"), lost("/c")]);
        assert_eq!(more.pointer("/failures/0/problem"), Some(&json!("/b was lost; /c was lost")));
        assert_eq!(more.get("failures").and_then(|failures| failures.as_array()).map(Vec::len), Some(2));
        let none = report("/b", Vec::new());
        let gone = "the defect listed for this example does not occur as listed";
        assert_eq!(none.pointer("/failures/0/problem"), Some(&json!(gone)));
        assert_eq!(none.get("lossless"), Some(&json!(2)));
    }
}
