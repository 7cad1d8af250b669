//! The steps of a client, in order.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard};

use matrix_openapi::Error;
use matrix_openapi::auth::{Secret, SessionStore, StoreError, StoredSession, Tokens};
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation};
use reqwest::header::AUTHORIZATION;
use reqwest::{Request, Response};

/// A middleware and a store that record requests, responses and saved tokens.
#[derive(Clone, Default)]
pub struct StepLog(Arc<Mutex<Vec<Step>>>);

#[derive(Clone)]
enum Step {
    Sent { token: Option<String> },
    Received { method: &'static str, status: u16 },
    Saved(Tokens),
}

impl StepLog {
    /// Returns the responses as method and status, and `saved` for each save.
    pub fn steps(&self) -> Vec<String> {
        let describe = |step: &Step| match step {
            Step::Sent { .. } => None,
            Step::Received { method, status } => Some(format!("{method} {status}")),
            Step::Saved(_) => Some("saved".to_owned()),
        };
        self.lock().iter().filter_map(describe).collect()
    }

    /// Returns how often a step was taken.
    pub fn count(&self, step: &str) -> usize {
        self.steps().iter().filter(|found| *found == step).count()
    }

    /// Returns the saved tokens.
    pub fn saved(&self) -> Vec<Tokens> {
        let saved = |step: &Step| match step {
            Step::Saved(tokens) => Some(tokens.clone()),
            _ => None,
        };
        self.lock().iter().filter_map(saved).collect()
    }

    /// Asserts that every request had the first token of the client, or a token that was saved before.
    pub fn assert_saved_before_use(&self, first: Option<&Secret>) {
        let mut known: HashSet<_> =
            first.map(|token| format!("Bearer {}", token.expose())).into_iter().collect();
        for step in self.lock().iter() {
            match step {
                Step::Sent { token: Some(token) } => {
                    assert!(known.contains(token), "used before it was saved")
                }
                Step::Saved(tokens) => {
                    assert!(
                        known.insert(format!("Bearer {}", tokens.access_token().expose())),
                        "saved twice"
                    );
                }
                _ => {}
            }
        }
    }

    fn push(&self, step: Step) {
        self.lock().push(step);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Step>> {
        self.0.lock().unwrap()
    }
}

impl Middleware for StepLog {
    fn handle<'a>(
        &'a self,
        operation: &'static Operation,
        request: Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, Error>> {
        Box::pin(async move {
            let token = request.headers().get(AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
            self.push(Step::Sent { token });
            let response = next.run(request).await?;
            self.push(Step::Received { method: operation.method_name, status: response.status().as_u16() });
            Ok(response)
        })
    }
}

impl SessionStore for StepLog {
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            self.push(Step::Saved(session.tokens.clone()));
            Ok(())
        })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(None) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
}
