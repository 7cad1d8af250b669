//! The challenge of user-interactive authentication in an error body.

use std::fmt;

use serde_json::{Map, Value};

use crate::json::value::take_string;

/// The stages that the specification defines.
const KNOWN: [&str; 9] = [
    "m.login.dummy",
    "m.login.email.identity",
    "m.login.msisdn",
    "m.login.password",
    "m.login.recaptcha",
    "m.login.registration_token",
    "m.login.sso",
    "m.login.terms",
    "m.oauth",
];

/// A challenge of
/// [user-interactive authentication](https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UiaChallenge {
    /// The alternative flows, without malformed ones.
    pub flows: Vec<UiaFlow>,
    /// The parameters of each stage, by its name.
    pub params: Map<String, Value>,
    /// The session to send with the next attempt.
    pub session: Option<String>,
    /// The completed stages.
    pub completed: Vec<String>,
}

impl UiaChallenge {
    /// Takes the challenge out of the fields of an error body; `None` if there is none.
    pub(crate) fn take(fields: &mut Map<String, Value>) -> Option<Self> {
        let flows = fields.get("flows")?.as_array()?.iter().filter_map(UiaFlow::read).collect();
        fields.remove("flows");
        let params = match fields.remove("params") {
            Some(Value::Object(params)) => params,
            _ => Map::new(),
        };
        let completed = match fields.remove("completed") {
            Some(Value::Array(stages)) => {
                stages.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let session = take_string(fields, "session");
        Some(Self { flows, params, session, completed })
    }
}

impl fmt::Debug for UiaChallenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the session and the parameters, which may be secrets.
        f.debug_struct("UiaChallenge")
            .field("flows", &self.flows)
            .field("completed", &redact_all_unknown(&self.completed))
            .finish_non_exhaustive()
    }
}

/// A flow of user-interactive authentication: all its stages, in this order.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UiaFlow {
    /// The names of the stages, such as `m.login.password`.
    pub stages: Vec<String>,
}

impl UiaFlow {
    /// Reads a flow; `None` if a stage is not a string, since such a flow cannot be completed.
    fn read(flow: &Value) -> Option<Self> {
        let stages = flow.get("stages")?.as_array()?.iter();
        stages
            .map(|stage| stage.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .map(|stages| Self { stages })
    }
}

impl fmt::Debug for UiaFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UiaFlow").field("stages", &redact_all_unknown(&self.stages)).finish()
    }
}

/// Returns the name if the specification defines the stage, else `…`, since a server may send anything as a name.
pub fn redact_unknown(name: &str) -> &str {
    KNOWN.into_iter().find(|known| *known == name).unwrap_or("…")
}

fn redact_all_unknown(stages: &[String]) -> Vec<&str> {
    stages.iter().map(|stage| redact_unknown(stage)).collect()
}
