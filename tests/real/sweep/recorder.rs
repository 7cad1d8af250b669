//! The responses of servers to each operation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use matrix_openapi::Error;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::{Api, BoxFuture, Middleware, Next, Operation, Response};
use matrix_openapi::schemas::schemars::JsonSchema;
use reqwest::Request;

use super::unknown::unknown_fields;

/// Sends a call, records the response, and returns its value if it is a success.
macro_rules! seen {
    ($servers:expr, $call:expr) => {
        $servers.recorder.json($call.send_response().await)
    };
}
pub(super) use seen;

/// The response of a server to an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A success whose body was read as the type of the operation.
    Decoded,
    /// An error with this status and code.
    Refused(u16, Option<String>),
    /// An error that says that the server does not have the operation.
    NotImplemented,
}

/// The observations of an operation.
#[derive(Clone, Debug)]
pub struct Seen {
    pub outcome: Outcome,
    /// The fields of responses that the description does not have.
    pub extra: BTreeSet<String>,
}

/// A middleware that records the last called operation, and the outcomes of all.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<Records>>);

#[derive(Default)]
struct Records {
    last: Option<&'static Operation>,
    seen: BTreeMap<(Api, &'static str), Seen>,
    /// The defects that must not occur.
    faults: Vec<String>,
}

impl Recorder {
    /// Records a response with a JSON body, and returns its value if it is a success.
    pub fn json<T: JsonSchema>(&self, result: Result<Response<T>, Error>) -> Option<T> {
        let extra = result.as_ref().map_or_else(|_| BTreeSet::new(), unknown_fields);
        let misfits = result.as_ref().map_or(&[][..], Response::misfits);
        let misfits: Vec<_> = misfits.iter().map(ToString::to_string).collect();
        self.record(result.map(Response::into_value), extra, &misfits)
    }

    /// Records another response, such as a download or a redirect.
    pub fn other<T>(&self, result: Result<T, Error>) -> Option<T> {
        self.record(result, BTreeSet::new(), &[])
    }

    /// Returns the observations of each operation, and the defects.
    pub fn finish(&self) -> (BTreeMap<(Api, &'static str), Seen>, Vec<String>) {
        let records = self.0.lock().unwrap();
        (records.seen.clone(), records.faults.clone())
    }

    fn record<T>(&self, result: Result<T, Error>, extra: BTreeSet<String>, misfits: &[String]) -> Option<T> {
        let mut records = self.0.lock().unwrap();
        let Some(operation) = records.last.take() else {
            let error = result.err().map(|error| error.to_string());
            panic!("a call that was not sent, or not by a client of the sweep: {error:?}");
        };
        let name = format!("{}: {}", operation.api, operation.id);
        records.faults.extend(misfits.iter().map(|misfit| format!("{name}: {misfit}")));
        let outcome = match result.as_ref().map_err(outcome) {
            Ok(_) => Outcome::Decoded,
            Err(Some(outcome)) => outcome,
            Err(None) => {
                let error = result.err().map(|error| format!("{error:?}")).unwrap_or_default();
                records.faults.push(format!("{name}: {error}"));
                return None;
            }
        };
        // The test harness prints it if the sweep fails.
        if let Err(error) = &result {
            println!("{name}: {error}");
        }
        let seen = Seen { outcome, extra };
        let known = records.seen.entry((operation.api, operation.id)).or_insert_with(|| seen.clone());
        known.extra.extend(seen.extra);
        // An operation that succeeds once is supported.
        if seen.outcome == Outcome::Decoded {
            known.outcome = seen.outcome;
        }
        result.ok()
    }
}

/// Returns the outcome of an error response; `None` for other errors.
fn outcome(error: &Error) -> Option<Outcome> {
    let error = error.api()?;
    let code = error.errcode.as_ref().map(ErrorCode::as_str);
    Some(match code {
        Some("M_UNRECOGNIZED") => Outcome::NotImplemented,
        _ => Outcome::Refused(error.status.as_u16(), code.map(str::to_owned)),
    })
}

impl Middleware for Recorder {
    fn handle<'a>(
        &'a self,
        operation: &'static Operation,
        request: Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
        self.0.lock().unwrap().last = Some(operation);
        Box::pin(next.run(request))
    }
}
