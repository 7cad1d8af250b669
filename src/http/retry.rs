//! When a call is repeated, and after how long.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How long to wait before the first repetition where the server does not say, doubled for each further one.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// When calls that failed are repeated.
///
/// A call that was refused because of the rate limit (429) is repeated when the server says that it may be.
/// A call for which no connection could be made is repeated too, since nothing was sent. After 502 to 504, 520 to 524 and
/// other faults of the connection (those in the middle of a JSON response too) only a call is repeated whose
/// [`Operation`](crate::http::Operation) is [repeatable](crate::http::Operation::is_repeatable). No call is repeated whose body is a
/// stream.
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

    /// Repeats a call so many times at most, waits no longer than that before any repetition, and gives up
    /// where the server asks to wait longer. Three repetitions and 30 seconds are the default.
    pub const fn new(repetitions: u32, longest_wait: Duration) -> Self {
        Self { repetitions, longest_wait }
    }

    /// How long to wait before a call with such a failure is repeated, or nothing if it is not to be.
    pub(crate) fn wait(&self, failure: Failure, repeated: u32) -> Option<Duration> {
        if repeated >= self.repetitions {
            return None;
        }
        let backoff = jitter(FIRST_WAIT.saturating_mul(2_u32.saturating_pow(repeated)));
        let (least, most) = match failure {
            // All that wait for the same moment would only be refused again.
            Failure::Limited(Some(wait)) => (wait, wait.saturating_add(jitter(wait / 8))),
            Failure::Limited(None) | Failure::Connection => (Duration::ZERO, backoff),
            Failure::Unavailable(wait) => (wait.unwrap_or_default(), wait.unwrap_or_default().max(backoff)),
        };
        (least <= self.longest_wait).then_some(most.min(self.longest_wait))
    }
}

/// What a call may be repeated after.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failure {
    /// The rate limit, and when the server wants to be asked again.
    Limited(Option<Duration>),
    /// A server that is not there for the moment, and when it wants to be asked again.
    Unavailable(Option<Duration>),
    /// A fault of the connection.
    Connection,
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
    use super::*;

    #[test]
    fn waits_are_what_the_server_says_within_the_policy() {
        let policy = RetryPolicy::new(2, Duration::from_secs(10));
        let wait = |millis: Option<u64>, repeated| {
            policy.wait(Failure::Limited(millis.map(Duration::from_millis)), repeated)
        };
        let seconds = |range: std::ops::RangeInclusive<f64>, wait: Option<Duration>| {
            assert!(range.contains(&wait.unwrap().as_secs_f64()), "{wait:?} {range:?}");
        };
        for _ in 0..64 {
            seconds(8.0..=9.0, wait(Some(8000), 0));
            seconds(10.0..=10.0, wait(Some(10_000), 0));
            seconds(0.25..=0.5, wait(None, 0));
            seconds(0.5..=1.0, wait(None, 1));
            seconds(3.0..=3.0, policy.wait(Failure::Unavailable(Some(Duration::from_secs(3))), 0));
            seconds(0.25..=0.5, policy.wait(Failure::Unavailable(Some(Duration::ZERO)), 0));
            seconds(0.25..=0.5, policy.wait(Failure::Connection, 0));
        }
        assert_eq!(wait(None, 2), None);
        assert_eq!(wait(Some(10_001), 0), None);
        assert_eq!(wait(Some(31_536_000_000), 0), None);
        assert_eq!(wait(Some(u64::MAX), 0), None);
        assert_eq!(RetryPolicy::never().wait(Failure::Limited(None), 0), None);
    }
}
