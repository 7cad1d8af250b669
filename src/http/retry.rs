//! Retries: which calls are retried, after which wait, and how often.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use matrix_openapi_core::error::ErrorCode;
use matrix_openapi_core::operation::Operation;

use crate::error::Error;

/// The wait before the first retry if the server asks for none; it doubles with each further retry.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// A policy for retrying failed calls.
///
/// - Rate limits (429) are waited out: the call is retried when the server allows it.
/// - A call that could not connect is retried, since nothing was sent.
/// - After 502 to 504, 520 to 524 and other connection errors a call is retried only if its
///   [`Operation`](crate::http::Operation) is [retryable](crate::http::Operation::is_retryable).
/// - A call whose body is a stream is never retried; a [file](crate::media::Body::file) is read anew.
///
/// ```
/// use std::time::Duration;
///
/// use matrix_openapi::client_server::Client;
/// use matrix_openapi::http::RetryPolicy;
///
/// # fn run() -> Result<(), matrix_openapi::Error> {
/// // At most five retries, each after at most a minute.
/// let policy = RetryPolicy::new(5, Duration::from_secs(60));
/// let client = Client::builder("https://matrix.example.org").retries(policy).build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    max_wait: Duration,
}

impl RetryPolicy {
    /// Retries nothing.
    pub const fn never() -> Self {
        Self { max_retries: 0, max_wait: Duration::ZERO }
    }

    /// Limits the retries of a call and the wait before each of them; the default is three retries and 30 seconds.
    ///
    /// A call is not retried if the server asks for a longer wait.
    pub const fn new(max_retries: u32, max_wait: Duration) -> Self {
        Self { max_retries, max_wait }
    }

    /// Returns the wait before the next retry; `None` if the call is not retried.
    fn wait(self, failure: RetryableFailure, retries: u32) -> Option<Duration> {
        if retries >= self.max_retries {
            return None;
        }
        let backoff = backoff(retries, Duration::MAX);
        let (least, most) = match failure {
            // Spread, since clients that all retry at the same moment would be limited again.
            RetryableFailure::Limited(Some(wait)) => {
                (wait, wait.saturating_add(jitter(wait.checked_div(8).unwrap_or_default())))
            }
            RetryableFailure::Limited(None) | RetryableFailure::Connection => (Duration::ZERO, backoff),
            RetryableFailure::Unavailable(wait) => {
                (wait.unwrap_or_default(), wait.unwrap_or_default().max(backoff))
            }
        };
        (least <= self.max_wait).then_some(most.min(self.max_wait))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new(3, Duration::from_secs(30))
    }
}

/// The retries of one call so far.
#[derive(Default)]
pub(crate) struct RetryState {
    retries: u32,
}

impl RetryState {
    /// Counts another retry and returns the wait before it; `None` if the call is not retried.
    pub(crate) fn next(
        &mut self,
        policy: RetryPolicy,
        operation: &Operation,
        error: &Error,
    ) -> Option<Duration> {
        let wait = policy.wait(retryable(operation, error)?, self.retries)?;
        self.retries = self.retries.saturating_add(1);
        Some(wait)
    }
}

/// A failure after which a call may be retried.
#[derive(Clone, Copy, Debug)]
enum RetryableFailure {
    /// A rate limit, and the wait that the server asks for.
    Limited(Option<Duration>),
    /// A server that is unavailable, and the wait that it asks for.
    Unavailable(Option<Duration>),
    /// A connection error.
    Connection,
}

/// Returns the wait after a failure that follows `failures` others, if the server asks for none.
pub(crate) fn backoff(failures: u32, most: Duration) -> Duration {
    jitter(FIRST_WAIT.saturating_mul(2_u32.saturating_pow(failures)).min(most))
}

/// Classifies an error; `None` if retrying is pointless or unsafe.
fn retryable(operation: &Operation, error: &Error) -> Option<RetryableFailure> {
    match error {
        // Some servers send rate limits with another status than 429.
        Error::Api(error) if error.errcode == Some(ErrorCode::LimitExceeded) => {
            Some(RetryableFailure::Limited(error.retry_after))
        }
        Error::Api(error) => match error.status.as_u16() {
            429 => Some(RetryableFailure::Limited(error.retry_after)),
            // 520 to 524: Cloudflare cannot reach the server.
            502..=504 | 520..=524 if operation.is_retryable() => {
                Some(RetryableFailure::Unavailable(error.retry_after))
            }
            _ => None,
        },
        // Without a connection nothing was sent.
        Error::Transport { source, .. } if source.is_connect() || operation.is_retryable() => {
            Some(RetryableFailure::Connection)
        }
        _ => None,
    }
}

/// Returns a random time between half of `most` and `most`.
fn jitter(most: Duration) -> Duration {
    // The random keys of the standard library are random enough to spread retries.
    let random = RandomState::new().hash_one(()) as u32;
    let half = most.checked_div(2).unwrap_or_default();
    half.saturating_add(half.mul_f64(f64::from(random) / f64::from(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_what_the_server_says_within_the_policy() {
        let policy = RetryPolicy::new(2, Duration::from_secs(10));
        let wait = |millis: Option<u64>, retries| {
            policy.wait(RetryableFailure::Limited(millis.map(Duration::from_millis)), retries)
        };
        let seconds = |range: std::ops::RangeInclusive<f64>, wait: Option<Duration>| {
            assert!(range.contains(&wait.unwrap().as_secs_f64()), "{wait:?} {range:?}");
        };
        for _ in 0..64 {
            seconds(8.0..=9.0, wait(Some(8000), 0));
            seconds(10.0..=10.0, wait(Some(10_000), 0));
            seconds(0.25..=0.5, wait(None, 0));
            seconds(0.5..=1.0, wait(None, 1));
            let unavailable = RetryableFailure::Unavailable;
            seconds(3.0..=3.0, policy.wait(unavailable(Some(Duration::from_secs(3))), 0));
            seconds(0.25..=0.5, policy.wait(unavailable(Some(Duration::ZERO)), 0));
            seconds(0.25..=0.5, policy.wait(RetryableFailure::Connection, 0));
        }
        assert_eq!(wait(None, 2), None);
        assert_eq!(wait(Some(10_001), 0), None);
        assert_eq!(wait(Some(31_536_000_000), 0), None);
        assert_eq!(wait(Some(u64::MAX), 0), None);
        assert_eq!(RetryPolicy::never().wait(RetryableFailure::Limited(None), 0), None);
    }
}
