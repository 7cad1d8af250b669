//! User-interactive authentication.
//!
//! See the [specification](https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api).

use std::collections::VecDeque;
use std::sync::Mutex;

use matrix_openapi_core::error::ErrorCode;
use serde_json::{Map, Value};

use crate::mock::lock;
use crate::server::{ErrorResponse, random_text};

/// The limit of stored attempts.
const MOST_SESSIONS: usize = 1000;

/// The stages that a stub requires, and the attempts to complete them.
pub(super) struct UiaStages {
    stages: Vec<String>,
    sessions: Mutex<VecDeque<UiaSession>>,
}

struct UiaSession {
    id: String,
    completed: usize,
}

impl UiaStages {
    pub(super) fn new(stages: Vec<String>) -> Self {
        Self { stages, sessions: Mutex::new(VecDeque::new()) }
    }

    /// Returns the challenge for a request with these fields; `None` if it has completed all stages.
    pub(super) fn challenge(&self, fields: &Map<String, Value>) -> Option<ErrorResponse> {
        let mut sessions = lock(&self.sessions);
        let auth = fields.get("auth").and_then(Value::as_object);
        let given = auth.and_then(|auth| auth.get("session")).and_then(Value::as_str);
        let Some(session) = sessions.iter_mut().find(|session| Some(session.id.as_str()) == given) else {
            let id = random_text();
            sessions.push_back(UiaSession { id: id.clone(), completed: 0 });
            if sessions.len() > MOST_SESSIONS {
                sessions.pop_front();
            }
            return Some(self.response(&id, 0));
        };
        let failed = match (auth, self.stages.get(session.completed)) {
            (_, None) => return None,
            (Some(auth), Some(stage)) => auth.get("type").and_then(Value::as_str).map(|given| {
                let passes = given == stage && (given != "m.login.password" || auth.contains_key("password"));
                session.completed = session.completed.saturating_add(usize::from(passes));
                !passes
            }),
            // Not reached: the session is a field of `auth`.
            (None, Some(_)) => None,
        };
        if session.completed == self.stages.len() {
            return None;
        }
        let mut response = self.response(&session.id, session.completed);
        if failed == Some(true) {
            response.errcode = Some(ErrorCode::Forbidden);
            response.message = "`auth` is not for the next stage, or lacks its data".to_owned();
        }
        Some(response)
    }

    fn response(&self, session: &str, completed: usize) -> ErrorResponse {
        let response = ErrorResponse::user_interactive([&self.stages], session);
        let completed: Vec<Value> =
            self.stages.iter().take(completed).map(|stage| stage.clone().into()).collect();
        if completed.is_empty() { response } else { response.field("completed", completed) }
    }
}
