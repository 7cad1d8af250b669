//! When a call is repeated, and after how long.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use http::StatusCode;

use crate::{Error, Operation};

/// How long to wait before the first repetition where the server does not say, doubled for each further one.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// When calls that failed are repeated.
///
/// A call that was refused because of the rate limit (429) is repeated when the server says that it may be.
/// After 502, 503, 504 and faults of the connection only a call is repeated whose [`Operation`] is
/// [repeatable](Operation::is_repeatable). No call is repeated whose body is a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    repetitions: u32,
    longest_wait: Duration,
}

impl RetryPolicy {
    /// Repeats nothing.
    pub const fn never() -> Self {
        Self { repetitions: 0, longest_wait: Duration::ZERO }
    }

    /// Repeats a call so many times at most, and none for which it had to wait longer than that. Three
    /// repetitions and 30 seconds are the default.
    pub const fn new(repetitions: u32, longest_wait: Duration) -> Self {
        Self { repetitions, longest_wait }
    }

    /// How long to wait before a call is repeated that failed, or nothing if it is not to be.
    pub(crate) fn wait(&self, operation: &Operation, error: &Error, repeated: u32) -> Option<Duration> {
        if repeated >= self.repetitions {
            return None;
        }
        let backoff = || jitter(FIRST_WAIT.saturating_mul(2_u32.saturating_pow(repeated)));
        let wait = match error {
            Error::Api(error) => match (error.status, error.retry_after) {
                // All that wait for the same moment would only be refused again.
                (StatusCode::TOO_MANY_REQUESTS, Some(wait)) => wait.saturating_add(jitter(wait / 8)),
                (StatusCode::TOO_MANY_REQUESTS, None) => backoff(),
                (
                    StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT,
                    wait,
                ) if operation.is_repeatable() => wait.unwrap_or_default().max(backoff()),
                _ => return None,
            },
            Error::Transport { .. } if operation.is_repeatable() => backoff(),
            _ => return None,
        };
        (wait <= self.longest_wait).then_some(wait)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new(3, Duration::from_secs(30))
    }
}

/// Between half of a time and all of it.
fn jitter(most: Duration) -> Duration {
    // The standard library's random keys are random enough to spread what would come at the same moment.
    let random = RandomState::new().hash_one(()) as u32;
    most / 2 + (most / 2).mul_f64(f64::from(random) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, Method};

    use super::*;
    use crate::{Api, ApiError, Authentication};

    fn operation(method: Method, path: &'static str) -> Operation {
        Operation {
            api: Api::ClientServer,
            id: "probe",
            method,
            path,
            rust: "probe",
            authentication: Authentication::None,
            rate_limited: false,
            added: None,
            deprecated: false,
        }
    }

    fn refused(status: u16, body: &'static str) -> Error {
        let status = StatusCode::from_u16(status).unwrap();
        ApiError::new("probe", status, &HeaderMap::new(), Bytes::from(body)).into()
    }

    #[test]
    fn only_what_is_safe_is_repeated() {
        let policy = RetryPolicy::default();
        let waits = |method: Method, path, status| {
            policy.wait(&operation(method, path), &refused(status, "{}"), 0).is_some()
        };
        for status in [502, 503, 504] {
            assert!(waits(Method::GET, "/x", status) && waits(Method::PUT, "/x/{txnId}", status), "{status}");
            assert!(!waits(Method::POST, "/x", status) && !waits(Method::PUT, "/x/{id}", status), "{status}");
        }
        assert!(waits(Method::POST, "/x", 429));
        for status in [400, 401, 403, 404, 500, 501] {
            assert!(!waits(Method::GET, "/x", status), "{status}");
        }
    }

    #[test]
    fn waits_are_what_the_server_says_within_the_policy() {
        let policy = RetryPolicy::new(2, Duration::from_secs(10));
        let post = operation(Method::POST, "/x");
        let wait = |body, repeated| policy.wait(&post, &refused(429, body), repeated);
        let seconds = |range: std::ops::RangeInclusive<f64>, wait: Option<Duration>| {
            assert!(range.contains(&wait.unwrap().as_secs_f64()), "{wait:?} {range:?}");
        };
        for _ in 0..64 {
            seconds(8.0..=9.0, wait(r#"{"retry_after_ms":8000}"#, 0));
            seconds(0.25..=0.5, wait("{}", 0));
            seconds(0.5..=1.0, wait("{}", 1));
        }
        assert_eq!(wait("{}", 2), None);
        assert_eq!(wait(r#"{"retry_after_ms":31536000000}"#, 0), None);
        assert_eq!(wait(r#"{"retry_after_ms":18446744073709551615}"#, 0), None);
        assert_eq!(RetryPolicy::never().wait(&post, &refused(429, "{}"), 0), None);
    }
}
